"""Whether two units say the same, and where a source says what a clause says. Pure, within and across languages.

A day lies in a period, 68亿 is 6.8 billion, "rose" is "increased", Ostrana is meant by Ostranan, 黑尔 sounds like Hale.
Knows nothing of what follows from it (rag/verifying.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from os.path import commonprefix

from rag.claims import CLAUSE_END, Source, Unit, chinese_names, part_of, spans
from rag.dates import When
from rag.glossary import (
    headwords,
    in_dictionary,
    is_common,
    is_name,
    parts_mean,
    short_for,
    short_form,
    sides,
    told_stems,
    word_means,
)
from rag.languages import language_of
from rag.predicates import meanings
from rag.quantities import Quantity, find_quantities
from rag.sounds import is_spelled, sound_alike, sounds_in
from rag.words import plain, stem

WEIGHTS = {"date": 2.0, "number": 2.0, "name": 2.0, "word": 1.0, "weak": 0.3, "denial": 0.0}
"""How much each kind of unit says."""
FACTS = ("date", "number", "name")
"""The kinds that a source must hold, every one."""

_LONG_NAME = re.compile(r"[A-Z]\w+(?: (?:(?:of|and|for|the|on|in) )*[A-Z]\w+){1,6}")
_SMALL = frozenset({"of", "and", "for", "the", "on", "in"})
_LEAST_NAME = 2
_TELLING = 6
"""Letters of an English word that one Chinese character may stand for: lithium, 锂."""
_RANGE = re.compile(r"\d.* (?:to|until|and) |\d\s?[–-]\s?\d|[日月年号]?[至到]")
_PAIR, _A_WEEK, _A_MONTH = 2, 7, 31
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:周|星期)[一二三四五六日天]")
_DONE_ON = re.compile(r"\b(?:said|told (?:\w+ ){0,1}\w+|[a-z]+ed) (?:late |early )?(?:on )?$")
_THEN_SAID = re.compile("[晚早]?(?:表示|说|称|宣布|裁定|公布|通报)")
"""What stands beside a weekday that is over: "said on Wednesday", 周三宣布."""
_SEASON = re.compile(r"spring|summer|autumn|winter|[春夏秋冬]")
_HALF_A_YEAR = 183
AROUND, _IN_THE_TEXT = -1, -2
"""Places of what stands only around a source, and of what is in its text and in none of its units."""
_REPORTS = re.compile(r"\b(?:report|said|says|according|announce|publish|wrote)|表示|报道|称|说|宣布|公布|指出")


def held(units: Sequence[Unit], source: Source, language: str) -> float:
    """How much of a clause the source sentence holds."""
    return sum(WEIGHTS[unit.kind] for unit in units if match(unit, source, language) is not None)


@lru_cache(maxsize=16384)
def match(unit: Unit, source: Source, language: str) -> int | None:  # noqa: C901, PLR0911 - one way after the other
    """Where the source says what the unit says, as a place among its units.

    -1 where only what stands around the source does, -2 where its text does and none of its units; None for nowhere.
    """
    told = places(unit, source, language)
    if told:
        return told[0]
    undated = all(other.kind != "date" for other in source.units)
    reported = source.published and _within(source.published, unit.value) and _REPORTS.search(source.text)
    if unit.kind == "date" and _is_season(unit, source):
        return _IN_THE_TEXT
    if unit.kind == "date" and undated and reported:
        return AROUND
    if unit.kind == "date" and undated and isinstance(unit.value, When):
        return AROUND if any(_within(when, unit.value) for when in source.nearby) else None
    if unit.kind == "number" and isinstance(unit.value, Quantity):
        return AROUND if any(unit.value.is_worth(other) for other in find_quantities(source.title)) else None
    if unit.kind in ("name", "word", "weak") and _in_text(unit, source.folded, source.language):
        holding = (at for at, o in enumerate(source.units) if not unit.text.isascii() and unit.text in o.text)
        return next(holding, _IN_THE_TEXT)
    if unit.kind == "name" and language == "zh" and _is_put_otherwise(unit, source):
        return _IN_THE_TEXT
    if unit.kind == "name" and (_is_heard(unit, source.text) or unit.text in _initials(source.text)):
        return _IN_THE_TEXT
    if unit.kind == "name" and _is_heard(unit, source.context):
        return AROUND
    if unit.kind == "name" and any(_is_meant(unit, name) for name in sides(source.text, source.passage_text)):
        return _IN_THE_TEXT
    may_lean = unit.kind == "name" or (unit.kind == "word" and source.leans)
    if may_lean and _in_text(unit, source.context.casefold(), language_of(source.context)):
        return AROUND
    return None


@lru_cache(maxsize=16384)
def places(unit: Unit, source: Source, language: str) -> tuple[int, ...]:
    """All places among the source's units that say what the unit says."""
    return tuple(
        at for at, other in enumerate(source.units)
        if same(unit, other, language, source.language) or _is_weekday(unit, other, source)
    )  # fmt: skip


def is_there(place: int | None) -> bool:
    """Whether what `match` found stands in the source itself, not in what is around it."""
    return place is not None and place != AROUND


def root(unit: Unit) -> str:
    """What a unit is compared by: words are stems already."""
    return stem(unit.text) if unit.kind == "name" else unit.text


def same(unit: Unit, other: Unit, language: str, told_in: str) -> bool:  # noqa: PLR0911 - one kind after the other
    """Whether two units say the same, each in its own language."""
    if isinstance(unit.value, When):
        return isinstance(other.value, When) and _same_days(unit, unit.value, other, other.value)
    if isinstance(unit.value, Quantity):
        return isinstance(other.value, Quantity) and unit.value.is_worth(other.value)
    if other.value is not None or (unit.kind == "denial") != (other.kind == "denial"):
        return False
    if language != told_in:
        return _same_across(unit, other)
    if unit.text == other.text:
        return True
    if language == "zh":
        return len(unit.text) > 1 and len(other.text) > 1 and (
            (unit.kind == "name" and (_is_name_of(unit.text, other.text) or _is_side(unit.text, other.text)))
            or (unit.kind != "name" and (unit.text in other.text or other.text in unit.text))
            or bool(meanings().get(unit.text, frozenset()) & meanings().get(other.text, frozenset()))
        )  # fmt: skip
    one, two = root(unit), root(other)
    if one == two or _is_form_of(*sorted((one, two), key=len), of_names="name" in (unit.kind, other.kind)):
        return True
    return bool(meanings().get(one, frozenset()) & meanings().get(two, frozenset()))


def _same_days(unit: Unit, said: When, other: Unit, told: When) -> bool:
    if " and " in other.text and told.days == _PAIR and _within(said, told):
        return True  # "on March 8" of "on March 8 and 9"
    if not _within(told, said) and not _end_alike(told, said):
        return False
    # "From 23 to 30 June" says both ends.
    return not _RANGE.search(unit.text) or told.days == said.days


def _is_season(unit: Unit, source: Source) -> bool:
    """Whether a season of the year that the source leaves out is the one nearest to its article's date."""
    said, season = unit.value, _SEASON.search(unit.text)
    if not season or not isinstance(said, When) or source.published is None:
        return False
    day = source.published.first
    near = abs((said.first + (said.last - said.first) / 2 - day).days) < _HALF_A_YEAR
    return near and bool(re.search(rf"(?<!last )(?<!去年)(?<![a-z]){season.group()}", source.folded))


def _is_weekday(unit: Unit, other: Unit, source: Source) -> bool:
    """Whether a bare weekday may be the day said: "Friday's closing price" lies before, whatever the verb's tense."""
    said = unit.value
    if not isinstance(said, When) or source.published is None or not _WEEKDAY.fullmatch(other.text):
        return False
    apart = (said.first - source.published.first).days
    if apart > 0 and (_DONE_ON.search(source.text[: other.start]) or _THEN_SAID.match(source.text, other.end)):
        return False
    return said.first == said.last and abs(apart) < _A_WEEK and said.first.weekday() == _weekday(other)


def _weekday(unit: Unit) -> int | None:
    return unit.value.first.weekday() if isinstance(unit.value, When) else None


_OF_A_NAME = ("n", "an", "ian", "ean", "ese", "ish", "i", "s", "ns", "ans", "ians", "is", "uvian")
_OF_A_WORD = (
    "", "s", "e", "es", "d", "ed", "ing", "er", "or", "ers", "ment", "ion",
    "ation", "ition", "al", "li", "ly", "iti", "ity",
    "iv", "ive", "anc", "ance", "enc", "ence", "th", "y", "i", "abl", "ist", "ic", "ism", "ant", "ent", "at",
)  # fmt: skip
"""What two forms of one word may end with."""


def _is_form_of(short: str, long: str, *, of_names: bool) -> bool:
    """Whether two English words are forms of one: Ostrana and Ostranan, growth and grow."""
    if of_names:
        base = short[:-1] if short[-1:] in "aeiouy" else short
        return len(base) > 2 and long.startswith(base) and long[len(base) :] in _OF_A_NAME
    common = len(commonprefix((short, long)))
    return common > 4 and short[common:] in _OF_A_WORD and long[common:] in _OF_A_WORD


def _same_across(unit: Unit, other: Unit) -> bool:
    """Whether words of two languages can mean the same."""
    if unit.text.isascii() == other.text.isascii():
        return unit.text == other.text
    english, chinese = (unit, other) if unit.text.isascii() else (other, unit)
    heard = unit.kind == other.kind == "name" and not _is_known(chinese.text, english.text)
    if heard and sound_alike(english.text, chinese.text):
        return True
    return _is_meant(english, chinese.text) or bool(
        meanings().get(root(english), frozenset()) & meanings().get(chinese.text, frozenset())
    )


def _is_meant(english: Unit, headword: str) -> bool:
    """Whether an English unit is among the dictionary's words for a Chinese one: Japan, and Japanese, for 日本."""
    meant = word_means(headword)
    if root(english) in meant:
        return True
    return english.kind == "name" and any(
        _is_form_of(*sorted((english.text, word), key=len), of_names=True) for word in meant
    )


def _in_text(unit: Unit, text: str, told_in: str) -> bool:
    """Whether a text in small letters holds a unit's words."""
    if not unit.text.isascii():
        return _is_name_of(unit.text, text) if unit.kind == "name" else _covered(unit.text, text)
    if unit.kind == "name" and re.search(rf"(?<![a-z]){re.escape(unit.text)}(?![a-z])", text):
        return True
    if unit.kind != "name" and unit.text in _stems(text):
        return True
    if told_in != "zh":
        return False
    if unit.kind != "name":
        return root(unit) in told_stems(text)
    names = (word for word in headwords(text) if len(word) > 1 and is_name(word))
    translated = is_common(unit.text) and root(unit) in parts_mean(text, 1 if len(unit.text) >= _TELLING else 2)
    return translated or root(unit) in short_for(text) or any(_is_meant(unit, name) for name in names)


@lru_cache(maxsize=4096)
def _initials(text: str) -> frozenset[str]:
    """The short forms that the names of a text could have: fda for Food and Drug Administration."""
    runs = (re.findall(r"[^\W\d_]+", run) for run in _LONG_NAME.findall(text))
    return frozenset("".join(w[0] for w in run if w.casefold() not in _SMALL).casefold() for run in runs)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, re.findall(r"[a-z]+", text)))


def _is_heard(unit: Unit, text: str) -> bool:
    """Whether a name of the other script in the text sounds like this one."""
    if unit.text.isascii():
        rest = _without_known(text, unit.text)
        told = any(sound_alike(unit.text, name) for name in chinese_names(rest))
        return told or is_spelled(unit.text, text) or sounds_in(unit.text, rest)
    return hears(unit.text, text, unit.text)


def hears(chinese: str, text: str, headword: str) -> bool:
    """Whether a capitalised word of an English text sounds like some Chinese characters.

    :param headword: those of them that the dictionary may know as something else.
    """
    words = re.findall(r"\b[A-Z][a-z]+", plain(text))
    return any(sound_alike(word, chinese) for word in words if not _is_known(headword, word.casefold()))


def _is_known(chinese: str, english: str) -> bool:
    """Whether the dictionary tells that a Chinese name is not that English one: 巴黎 and Berlin.

    A short one may be a part of another: 米什 of 米什科尔茨, where it does not hold Miskolc.
    """
    return is_name(chinese) and (len(chinese) > _LEAST_NAME or in_dictionary(english))


@lru_cache(maxsize=1024)
def _without_known(text: str, english: str) -> str:
    for name in headwords(text):
        if len(name) > 1 and _is_known(name, english):
            text = text.replace(name, " " * len(name))
    return text


def _is_side(one: str, two: str) -> bool:
    """Whether 卡方 stands for 卡尔维亚."""
    return len(two) == 2 and two[1] == "方" and one[0] == two[0]


def _is_put_otherwise(unit: Unit, source: Source) -> bool:
    """Whether what looks like a Chinese name is told in other characters, or in English character by character."""
    if source.language == "zh":
        return _is_called_by_half(unit, source) or _is_scattered(unit, source)
    if (short := short_form(unit.text)) and re.search(rf"\b{short}\b", source.text):
        return True
    return not word_means(unit.text) and all(word_means(c) & _stems(source.folded) for c in unit.text)


def _is_called_by_half(unit: Unit, source: Source) -> bool:
    """Whether the source calls by a half of the name whom its passage names in full: 松藤 for 松藤健司."""
    whole, halves = unit.text, (unit.text[:2], unit.text[-2:])
    return len(whole) > _LEAST_NAME + 1 and whole in source.passage_text and any(h in source.text for h in halves)


def _is_scattered(unit: Unit, source: Source) -> bool:
    """Whether half the characters of what no dictionary holds stand in the source, and it is no name told elsewhere."""
    if unit.text.isascii() or unit.text in source.passage_text:
        return False
    return 2 * sum(character in source.text for character in unit.text) >= len(unit.text)


def _is_name_of(name: str, text: str) -> bool:
    """Whether a text holds a Chinese name: one that the dictionary knows as it is, or without its 省; others mostly."""
    if is_name(name):
        return name in text or (len(name) > _LEAST_NAME and name.rstrip("省市县区州国") in text)
    return len(name) != len(text) and _covered(name, text)


def _covered(part: str, text: str) -> bool:
    """Whether most of some Chinese characters stand in a text, two together at least."""
    covered: set[int] = set()
    for length in range(len(part), 1, -1):
        for start in range(len(part) - length + 1):
            if part[start : start + length] in text:
                covered.update(range(start, start + length))
    return len(covered) >= 0.6 * len(part)


def _within(told: When, said: When | Quantity | None) -> bool:
    """Whether the days told lie in the period said: 3 March proves "in March", not the reverse.

    Of "before the end of July" the end must be told.
    """
    if not isinstance(said, When) or not (said.first <= told.first and told.last <= said.last):
        return False
    return said.exact or said.days <= _A_MONTH or told.last == said.last


def _end_alike(told: When, said: When) -> bool:
    """Whether both are open at their beginning and end on one day: "by the end of the year", 年底."""
    return not told.exact and not said.exact and told.last == said.last


Said = tuple[list[tuple[int, ...]], list[int], int]
"""What `where_said` tells."""


def where_said(units: Sequence[Unit], source: Source, language: str) -> Said:
    """Where the source says each unit, which of its clauses each of its own units is in, and which clause says most."""
    where = [places(unit, source, language) for unit in units]
    parts = spans(source.text, CLAUSE_END[source.language])
    own = [part_of(unit.start, parts) for unit in source.units]
    votes = [
        part
        for unit, found in zip(units, where, strict=True)
        if unit.kind != "weak"
        for part in {own[at] for at in found}
    ]
    return where, own, max(sorted(set(votes)), key=votes.count) if votes else -1
