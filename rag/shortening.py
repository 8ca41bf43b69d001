"""A drafted sentence beside a source in nearly the same words: what was left out, put in or replaced.

A sentence that only leaves out is proved by its words alone; one that keeps nearly all words and replaces one is not.
Same language only. Knows nothing of how sources are chosen (rag/verifying.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import permutations

from rag.alignment import places
from rag.claims import Source, Unit, is_verb
from rag.languages import HAN
from rag.predicates import CONTRARIES, HEDGES, LEANING, QUANTIFIERS, opposites
from rag.words import letters, stem

_TOKEN = re.compile(rf"[{HAN}]|\d[\d.,]*%?|[^\W\d_{HAN}][^\W_{HAN}]*(?:[’'-][^\W_{HAN}]+)*|[$€£¥%]")
_BEFORE = re.compile(r"(?:^|[.!?,;:，；：。！？、—–()（）])\s*$")
_AFTER = re.compile(r"^\s*(?:[.!?,;:，；：。！？、—–()（）]|- )")
_FULL = re.compile(r"^\s*[.!?;；。！？]")
_SAYS = re.compile(r"(?:\b(?:that|said)|说|称|表示|(?:介绍|表示|说|称|通报|透露)，全?.?)\s*$")
_VOICE = {"en": "been", "zh": "被"}
"""What, left out alone, makes whom it was done to the one who did it."""
_GLUE = {
    "en": frozenset(
        "a an the and that which who whose is are was were be been being has have had it its their his her they he she"
        " of in on at with as also this these those said says".split()
    ),
    "zh": frozenset("的了并且而也则还将已于在和与及是称说表示其这一个该它他她"),
}
"""What may be put in without saying anything."""
_CONDITION = re.compile(
    r"\b(?:if|unless|until|only|provided|except|before|after|without|against|over|under|up|down|more|less|most|least|almost|nearly"
    r"|or)\b|如果|除非|只有|只要|前提|若|未|不|没|无|非|否|拒|仅|前|后|或|超|近|逾",
    re.IGNORECASE,
)
"""What turns a sentence when it is left out or put in."""
_JOINS = re.compile(r"\b(?:and|or|while|but|whereas)\b|[、和与及而但]|分别|respectively")
_NAMES = 2
"""Names that may be left out within a clause."""
_BESIDE = 2
"""Characters between a year that was put in and the rest of its date."""
_SHARED, _NEARLY, _ALL, _SAME = 0.5, 0.6, 0.7, 0.85
"""Shares of a sentence's words that the source must have for it to be compared at all, for a contrary to count, for
words in another order, and for another number."""
_MOST_REPLACED, _FEW = 4, 3
"""Words of a stretch in which a contrary is looked for, and of one that is told in another order."""
_PREDICATE = re.compile(r"^[在于就对向与和因为将把从以并同经通已曾正还也都会][^；。]*，$")
"""A Chinese predicate left out before another of the same subject."""
_IF = re.compile(
    r"\b(?:if|unless|until|only|provided|except|without)\b|如果|除非|只有|只要|前提|若|[^，]*(?:时|前|后)\s*$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"\W*(?:but|and|while|whereas|although|though|because|after|which|who)\b")
_COVERB = re.compile(r"^[^，。；：]*，[向对在因为将把从以并就给][^，。；：]*$")
"""What is left out from one clause into the next, where the next has the same subject."""
_LEAST = {"en": 4, "zh": 6}
_MOST_LEFT_OUT = {"en": 60, "zh": 16}
"""Characters within a clause that may be left out."""


@dataclass(frozen=True)
class _Edit:
    """A stretch of the drafted text and what the source has in its place, in characters; either may be empty."""

    said: tuple[int, int]
    told: tuple[int, int]
    words_said: tuple[str, ...]
    """The stretch's words, as they are compared."""
    words_told: tuple[str, ...]


def shortens(sentence: str, units: Sequence[Unit], source: Source, language: str) -> bool:
    """Whether the sentence is the source with something left out that does not turn it, and nothing of weight put in.

    :param units: the sentence's, read against the day of the source's article.
    """
    if language != source.language:
        return False
    kept, edits = _edits(sentence, source.text, language)
    if kept < _LEAST[language]:
        return False
    if not all(
        _adds_nothing(sentence, units, edit, source, language) and _leaves_whole(edit, source, language)
        for edit in edits
    ):
        return False
    # "The High Court" for "the Court of Appeal" names one more fully and another less.
    put_in = any(
        unit.kind == "name" for edit in edits if edit.said[0] < edit.said[1] for _, unit in _within(units, edit.said)
    )
    return not (put_in and any(_drops_a_name(edit, source) for edit in edits))


def reworded(text: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """A contrary, or words that changed places, where the rest is told in the same words; empty for neither."""
    if language != source.language:
        return ""
    kept, edits = _edits(text, source.text, language)
    whole = len(_tokens(text, language))
    if kept < _LEAST[language] or kept < _NEARLY * whole:
        return ""
    if any(edit.words_told == (_VOICE[language],) and not edit.words_said for edit in edits):
        return f"turned:{_VOICE[language]}"
    if kept >= _SAME * whole:
        for edit in edits:
            if another := _another(units, edit, source, language):
                return another
    import os

    on = os.environ.get("N", "").split(",")
    for name, least, found in (
        ("n1", 0.85, _orphaned),
        ("n2", 0.8, _framed),
        ("n3", 0.75, _unbounded),
        ("n4", 0.75, _led_otherwise),
        ("n7", 0.8, _one_letter),
        ("n8", 0.8, _half_a_name),
    ):
        if name in on and kept >= least * whole:
            for edit in edits:
                if reason := found(text, edit, source, language):
                    return name + ":" + reason
    contrary = next(filter(None, (_contrary(edit.words_said, edit.words_told, language) for edit in edits)), "")
    return f"opposite:{contrary}" if contrary else _mixed(edits, kept >= _ALL * whole, language)


def _another(units: Sequence[Unit], edit: _Edit, source: Source, language: str) -> str:
    """A number where the source has another."""
    if edit.said[0] == edit.said[1] or edit.told[0] == edit.told[1]:
        return ""
    there = dict(_within(source.units, edit.told))
    if all(other.kind != "number" for other in there.values()):
        return ""
    numbers = (unit for _, unit in _within(units, edit.said) if unit.kind == "number")
    another = next((unit for unit in numbers if not set(places(unit, source, language)) & set(there)), None)
    return f"bound:{another.text}" if another else ""


def _cut(edit, source):
    """Whether what is left out begins, and ends, within a clause."""
    start, end = edit.told
    text = source.text
    return not _BEFORE.search(text[:start]), not _AFTER.search(text[end:]) and bool(re.search(r"\w", text[end:]))


_BOUNDARY = {
    "en": re.compile(
        r"[,;:.?!—–()“”]|\b(?:that|said|says|while|but|and|whose|who|which|as|when|after|because|whereas|although)\b",
        re.I,
    ),
    "zh": re.compile(r"[，。；：！？（）“”]|说|称|表示"),
}


def _orphaned(text, edit, source, language):
    if any(word not in _glue(language) for word in edit.words_said) or edit.told[0] == edit.told[1]:
        return ""
    begins, ends = _cut(edit, source)
    told = source.text[slice(*edit.told)]
    last = 0
    for m in _BOUNDARY[language].finditer(told):
        last = m.end()
    if not ends or not begins or not last:
        return ""
    rest = (edit.told[0] + last, edit.told[1])
    if any(u.kind == "name" for _, u in _within(source.units, rest)):
        return told
    return ""


_FRAMES = {
    "en": re.compile(
        r"\b(?:no (?:evidence|proof|sign|indication)|rumou?rs?|acquitted of|cleared of|exonerated|retracted|whether|(?:false|wrong|untrue) to|dropped (?:the )?charges|not yet|has yet|hardly|barely|tried to|trying to|attempted to|offered to|agreed to|nearly|expected to|likely to|please|mention that)\b",
        re.I,
    ),
    "zh": re.compile(
        r"没有证据|网传|谣传|传言|是否|撤销|排除|险些|差点|尚未|尚不|并未|并没有|没有|同意|试图|企图|敦促"
    ),
}
_DENIED_AFTER = re.compile(
    r"^\s*(?:is|are|was|were)\s(?:false|untrue|baseless|unfounded|not true)|^(?:是谣言|不实|不属实|毫无根据|的(?:指控|嫌疑))"
)


def _framed(text, edit, source, language):
    told = source.text[slice(*edit.told)]
    said = text[slice(*edit.said)]
    found = list(_FRAMES[language].finditer(told))
    if not found or _FRAMES[language].search(said) or HEDGES[language].search(said):
        return ""
    m = found[-1]
    begins, ends = _cut(edit, source)
    near = len(told) - m.end() <= (16 if language == "en" else 4)
    if ends and near and not re.search(r"[,;.，；。]", told[m.end() :]):
        return m.group()
    return ""


_BOUNDS = (
    re.compile(
        r"(?:more than|over|at least|above|exceed\w*|至少|超过|逾|不少于|以上|多)\s*$|^\s*(?:多|余|以上|or more)", re.I
    ),
    re.compile(
        r"(?:up to|at most|less than|under|fewer than|below|no more than|最多|不到|不足|至多|低于|少于)\s*$|^\s*(?:以下|以内|or less|or fewer)",
        re.I,
    ),
)


def _bound_of(text, start, end):
    return tuple(bool(b.search(text[max(0, start - 16) : start]) or b.search(text[end : end + 8])) for b in _BOUNDS)


def _unbounded(text, edit, source, language):
    return ""


def _led_otherwise(text, edit, source, language):
    return ""


def _one_letter(text, edit, source, language):
    if language != "zh" or len(edit.words_said) != 1 or not edit.words_told:
        return ""
    a, b = edit.said
    c, d = edit.told
    said = text[a:b]
    if len(said) != 1 or not re.match(f"[{HAN}]", said):
        return ""
    for told, joined in (
        (source.text[d - 1 : d], text[b : b + 1] == source.text[d : d + 1] and re.match(f"[{HAN}]", text[b : b + 1])),
        (
            source.text[c : c + 1],
            a and c and text[a - 1 : a] == source.text[c - 1 : c] and re.match(f"[{HAN}]", text[a - 1 : a]),
        ),
    ):
        if joined and re.match(f"[{HAN}]", told) and said not in _glue("zh") and told not in _glue("zh"):
            return said
    return ""


_SIDES_OF = frozenset("new south north east west northern southern eastern western deputy vice".split())


def _half_a_name(text, edit, source, language):
    if language != "en":
        return ""
    a, b = edit.said
    c, d = edit.told
    said, told = text[a:b], source.text[c:d]
    both = (said, told)
    for one, other in (both, both[::-1]):
        if not other and one.lower() in _SIDES_OF and one[:1].isupper():
            return one
    if said[:1].isupper() and told[:1].isupper() and " " not in said and " " not in told:
        after, after2 = text[b : b + 2], source.text[d : d + 2]
        if after[:1] == " " and after[1:].isupper() and after == after2:
            return said
    return ""


def _contrary(said: Sequence[str], told: Sequence[str], language: str) -> str:
    """A word of one stretch whose contrary stands in the other."""
    if max(len(said), len(told)) > _MOST_REPLACED:
        return ""
    for group in _contraries(language):
        here, there = group.intersection(said), group.intersection(told)
        if here and there and not here & there:
            return " ".join(here)
    return next((word for word in said if opposites().get(word, frozenset()) & set(told) - set(said)), "")


def _mixed(edits: Sequence[_Edit], is_whole: bool, language: str) -> str:
    """Two stretches that changed places; or, where nearly all is kept, the words of one in another order elsewhere."""
    solid = [
        tuple([word for word in words if word not in _glue(language)] for words in (edit.words_said, edit.words_told))
        for edit in edits
    ]
    for (said, told), (other_said, other_told) in permutations(solid, 2):
        exchanged = said and told and said == other_told and told == other_said
        mixed = is_whole and len(said) >= _FEW and said != other_told and sorted(said) == sorted(other_told)
        if exchanged or mixed:
            return f"turned:{' '.join(said)}"
    return ""


@cache
def _contraries(language: str) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(map(stem, line.split())) if language == "en" else frozenset(line) for line in CONTRARIES[language]
    )


@lru_cache(maxsize=4096)
def _tokens(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    found = []
    for match in _TOKEN.finditer(text):
        word = re.sub(r"[’']s$", "", match.group().casefold())
        found.append((stem(word) if language == "en" else word, *match.span()))
    return tuple(found)


@lru_cache(maxsize=4096)
def _edits(sentence: str, told: str, language: str) -> tuple[int, tuple[_Edit, ...]]:
    """How many words both have in one order, and what stands between; none where too few are the same to tell."""
    one, two = _tokens(sentence, language), _tokens(told, language)
    shared = Counter(token for token, _, _ in one) & Counter(token for token, _, _ in two)
    if shared.total() < _SHARED * len(one):
        return 0, ()
    matcher = SequenceMatcher(None, [t for t, _, _ in one], [t for t, _, _ in two], autojunk=False)
    kept, edits = 0, []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            kept += b - a
        else:
            here, there = tuple(t for t, _, _ in one[a:b]), tuple(t for t, _, _ in two[c:d])
            edits.append(_Edit(_range(one, a, b, sentence), _range(two, c, d, told), here, there))
    return kept, tuple(edits)


def _range(tokens: Sequence[tuple[str, int, int]], first: int, last: int, text: str) -> tuple[int, int]:
    """The characters of some tokens; for none, the place between their neighbours."""
    if first < last:
        return tokens[first][1], tokens[last - 1][2]
    at = tokens[first][1] if first < len(tokens) else len(text)
    return at, at


def _drops_a_name(edit: _Edit, source: Source) -> bool:
    """Whether a name is left out within a clause."""
    start, end = edit.told
    rest = source.text[end:]
    whole = _BEFORE.search(source.text[:start]) and (_AFTER.search(rest) or _SAYS.search(source.text[start:end]))
    return (
        not whole
        and bool(re.search(r"\w", rest))
        and any(u.kind == "name" for _, u in _within(source.units, edit.told))
    )


def _within(units: Sequence[Unit], part: tuple[int, int]) -> list[tuple[int, Unit]]:
    return [(at, unit) for at, unit in enumerate(units) if unit.start < part[1] and unit.end > part[0]]


def _adds_nothing(sentence: str, units: Sequence[Unit], edit: _Edit, source: Source, language: str) -> bool:
    """Whether what was put in is glue, says what it replaces, or calls somebody more fully than the source does."""
    start, end = edit.said
    if start == end:
        return True
    said, told = sentence[start:end], source.text[slice(*edit.told)]
    if all(word in _glue(language) for word in edit.words_said):
        return True
    there = {at for at, _ in _within(source.units, edit.told)}
    touched = {at for at, _ in _within(source.units, (edit.told[0] - _BESIDE, edit.told[1] + _BESIDE))}
    own = [unit for _, unit in _within(units, edit.said)]
    if _CONDITION.search(said) or not own or any(unit.kind == "denial" for unit in own):
        return False
    if not told and all(unit.value is None for unit in own) and _is_called_so(sentence, edit, source, language):
        return True
    stands_for = bool(LEANING.search(told)) or not told
    return all(
        (unit.kind == "weak" and language == "en")
        or set(places(unit, source, language)) & (touched if unit.kind == "date" else there)
        or (unit.kind == "name" and stands_for and (unit.text in source.context.casefold() or unit.text in source.next))
        for unit in own
    )


def _is_called_so(sentence: str, edit: _Edit, source: Source, language: str) -> bool:
    """Whether what was put in stands before or after the same word elsewhere in the passage: "Helena" of Brandt."""
    tokens = _tokens(sentence, language)
    after = next((t for t in tokens if t[1] >= edit.said[1]), None)
    before = next((t for t in reversed(tokens) if t[2] <= edit.said[0]), None)
    ranges = [(edit.said[0], after[2])] if after else []
    ranges += [(before[1], edit.said[1])] if before else []
    return any(letters(sentence[a:b]) in letters(source.passage_text) for a, b in ranges)


@cache
def _glue(language: str) -> frozenset[str]:
    return frozenset(map(stem, _GLUE[language]))


def _leaves_whole(edit: _Edit, source: Source, language: str) -> bool:
    """Whether what was left out leaves the rest as it was: whole clauses, or words within one that turn nothing."""
    start, end = edit.told
    if start == end:
        return True
    text, left = source.text, source.text[start:end]
    before, after = _BEFORE.search(text[:start]), _AFTER.search(text[end:])
    ends = not re.search(r"\w", text[end:])
    if start and ((before and after) or (ends and (before or _NEW_CLAUSE.match(left)))):
        # "B fell," between "A rose 5%," and "and then rose" would give B's rise to A.
        inner = [unit for _, unit in _within(source.units, edit.told)]
        goes_on = before is not None and before.group().strip() in (",", "，")
        same_subject = ends or goes_on or bool(_FULL.search(text[end:]))
        return same_subject and (ends or inner[:1] == [] or inner[0].kind != "name") and not _IF.search(left)
    if _PREDICATE.match(text[start : end + 1] if text[end : end + 1] == "，" else left) and not _IF.search(left):
        return True
    if _turns(edit, source, language):
        return False
    if ends or _SAYS.search(left) or _COVERB.search(left) or (not start and after):
        return True
    inner = [u for _, u in _within(source.units, edit.told) if start <= u.start and u.end <= end]
    heavy = any(u.kind == "number" or (language == "en" and is_verb(u, text)) for u in inner)
    few = sum(unit.kind == "name" for unit in inner) <= _NAMES and end - start <= _MOST_LEFT_OUT[language]
    return few and not heavy and not _JOINS.search(left)


def _turns(edit: _Edit, source: Source, language: str) -> bool:
    """Whether what was left out denies, limits, plans or conditions the rest."""
    left = source.text[slice(*edit.told)]
    return (
        bool(_CONDITION.search(left) or HEDGES[language].search(left))
        or any(re.search(pattern, left, re.IGNORECASE) for _, pattern in QUANTIFIERS)
        or any(unit.kind == "denial" for _, unit in _within(source.units, edit.told))
    )
