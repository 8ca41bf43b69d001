"""What a text says, taken apart: its days, numbers, names, words and denials. Pure, English and Chinese.

Both sides of a check are read in this way, a drafted sentence and the sentences of a passage (rag/verifying.py). Knows
nothing of how the two are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import takewhile

from rag.dates import Anchor, When, anchor_of, find_dates, told_last
from rag.glossary import headwords, is_common, is_name
from rag.languages import HAN, language_of
from rag.predicates import DENYING_PHRASES, LEANING, PASTS, WEAK_CHINESE, WEAK_ENGLISH, denials, not_denials
from rag.quantities import MEASURES, Quantity, find_quantities
from rag.records import Passage, Span
from rag.sentences import sentence_spans
from rag.words import is_stop_word, plain, stem, wide_marks

_WORD = re.compile(rf"[^\W\d_{HAN}][^\W_{HAN}]*(?:[’'-][^\W_{HAN}]+)*")
_HYPHEN = re.compile(
    r"(?<=\d)-(?=(?:m|b|tr)illion|euro|dollar|pound|yuan|year|day|month|week|hour|minute|km|kilomet|metre|tonne|seat)"
    r"|(?<=illion)-(?=\w)|(?<=\w)-(?=(?:based|born|led|owned|backed|run|built|made|listed|held|controlled|registered|flagged|speaking"
    r"|sea|year)\b)"
)
"""A hyphen between two things that are told: 31-million-euro, Jiangxi-based, Deep-sea."""
_BOUND = re.compile(r"no (?:more|less|fewer|later|earlier|sooner) than\b", re.IGNORECASE)
_BOUNDED = re.compile("不(?:超过|多于|少于|低于|高于|晚于|迟于|早于)")
"""A "no", or a 不, that only bounds a number or a day."""
_NUMBERED = re.compile(r"\b[Nn]o\.?\s*\Z")
"""A "no" that is a number's: reactor No 3."""
_NAMED = re.compile(r"[a-z]{3,} \Z")
"""What stands before a letter that is a name: terminal A."""
_RUN = re.compile(f"[{HAN}]+")
_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,3}")
_MEASURED = re.compile(f"[{MEASURES}]")
"""What stands between a number and the thing it counts: 七级减为 is 7, 减为."""
_QUOTED = re.compile(rf"[“《「『]([{HAN}\w·]{{2,9}})[”》」』]")
_MEASURES = re.compile(
    r"\bas (?:much|many|often|long) [\w ]{0,20}\bas\b|\bunlimited\b|\bany number of\b", re.IGNORECASE
)
CLAUSE_END = {
    "en": re.compile(
        r"[,;:]\s|\s(?=(?:but|while|whereas|although|though)\s)|\s[–—-]\s"
        r"|\s(?=and (?:he|she|it|they|the|its|their|his|her|that|will|has|had|have|was|were|is|are|would|could"
        rf"|{'|'.join(PASTS)}|\w+ed)\b)"
    ),
    "zh": re.compile(r"[；：]|(?<!\d)，|，(?!\d)|——|(?=而(?!且)|但)"),
}
_PASTS = frozenset(
    (
        *PASTS,
        *"became beat bought broke brought built came caught chose drew drove flew forgot fought found gave heard knew"
        " laid lent lost meant overtook ran read sat saw shot shut sold spent stole stood struck swept taught threw"
        " understood went withdrew wrote".split(),
    )
)
_AUXILIARY = re.compile(
    r"\b(?:has|have|had|will|would|was|were|is|are|be|been|to|could|can|may|might|must|should|did|does|not|also)\s+$"
)
_LIGHT = {"en": 2, "zh": 1}
"""Things told by a clause that says next to nothing."""
_GOES_ON = re.compile(r"\s*(?:and|or|according to)\b")
_SPOKE = re.compile(r"\W*(?:said|says)\b")
"""What goes on from who said it: ", its owner, said on Friday"."""
_PART_END = {"en": re.compile(CLAUSE_END["en"].pattern + r"|\s(?=and\s)"), "zh": CLAUSE_END["zh"]}
"""Finer: "Ostrana 80 million and Velmark 55 million" are two parts of one clause."""
RELATIVE = re.compile(r"\s(?=(?:that|which|who|whose|where|when|because)\s)")


@dataclass(frozen=True)
class Unit:
    """One thing that a text says: a day, a number, a name, a word or a denial."""

    kind: str
    start: int
    end: int
    text: str
    """As it is compared: an English stem, Chinese characters, or a name in small letters."""
    value: When | Quantity | None = None


@dataclass(frozen=True, eq=False)
class Source:
    """A sentence of a passage, with what it says; each is only itself, so that what it holds can be remembered."""

    passage: int
    """Which of the cited passages it stands in, from 0."""
    start: int
    end: int
    """Its range in the article's text."""
    text: str
    language: str
    units: tuple[Unit, ...]
    title: str
    context: str
    """What it may lean on where it holds a pronoun or no name: the article's title and the sentence before."""
    published: When | None
    passage_text: str
    """All of the passage in small letters without accents, with the article's title."""
    leans: bool
    """Whether it holds a pronoun, or a word such as "the company"."""
    nearby: tuple[When, ...]
    """The days told by the title and by the sentence before."""
    next: frozenset[str] = frozenset()
    """The names with which the sentence after it opens."""
    halves: tuple[Source, ...] = ()
    """The two sentences it is joined of; empty for one."""

    @cached_property
    def folded(self) -> str:
        """The sentence in small letters without accents."""
        return plain(self.text.casefold())


def units_of(
    text: str, language: str, anchor: Anchor, known: frozenset[str], last_day: date | None = None
) -> list[Unit]:
    """Everything that a text says, in its order.

    :param anchor: the day, or the year, that its dates are read against.
    :param known: words that are names even where they begin a sentence.
    :param last_day: the day told last before the text, which "that evening" counts from.
    """
    text = _HYPHEN.sub(" ", text)
    whens = find_dates(text, language, anchor, last_day=last_day)
    units = [Unit("date", w.start, w.end, text[w.start : w.end], w) for w in whens]
    units += [
        Unit("number", q.start, q.end, text[q.start : q.end], q)
        for q in find_quantities(text)
        if all(q.end <= unit.start or unit.end <= q.start or _is_aside(unit) for unit in units)
    ]
    blank = list(text)
    for unit in units:
        numbered = _NUMBERED.search(text, 0, unit.start)
        start = numbered.start() if numbered else unit.start
        measured = _MEASURED.match(text, unit.end) if unit.kind == "number" else None
        end = measured.end() if measured else unit.end
        blank[start:end] = " " * (end - start)
    rest = "".join(blank)
    units += [*_english(rest, known), *_chinese(rest)]
    return sorted(units, key=lambda unit: unit.start)


def _is_aside(unit: Unit) -> bool:
    """Whether it is "two days after", which tells a number beside a day."""
    return isinstance(unit.value, When) and unit.value.is_aside


def _english(text: str, known: frozenset[str]) -> Iterator[Unit]:
    for match in DENYING_PHRASES.finditer(text):
        yield Unit("denial", *match.span(), match.group().casefold())
    text = DENYING_PHRASES.sub(lambda match: " " * len(match.group()), text)
    for match in _MEASURES.finditer(text):
        yield Unit("name", *match.span(), match.group().casefold())
    text = _MEASURES.sub(lambda match: " " * len(match.group()), text)
    for match in _WORD.finditer(text):
        word = re.sub(r"[’']s$", "", match.group())
        folded = plain(word.casefold())
        if folded.endswith(("n't", "n’t")) or (stem(folded) in denials("en") and not _BOUND.match(text, match.start())):
            yield Unit("denial", *match.span(), stem(folded))
            continue
        letter = len(word) == 1 and word.isupper() and bool(_NAMED.search(text, 0, match.start()))
        if not letter and ((is_stop_word(folded) and not word.isupper()) or len(folded) < 2):
            continue
        opens = _opens(text, match.start()) and folded not in known
        capital = word[0].isupper() and not (opens and (is_common(folded) or is_common(folded.removesuffix("s"))))
        weak = stem(folded) in WEAK_ENGLISH
        kind = "weak" if weak else "name" if capital else "word"
        yield Unit(kind, *match.span(), folded if kind == "name" else stem(folded))


def _opens(text: str, start: int) -> bool:
    return not re.search(r"\w", text[:start])


def _chinese(text: str) -> Iterator[Unit]:
    for match in _QUOTED.finditer(text):
        yield Unit("name", *match.span(1), match.group(1).casefold())
    text = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    text = _BOUNDED.sub(lambda match: " " + match.group()[1:], text)
    for match in _ORDINAL.finditer(text):
        yield Unit("word", *match.span(), match.group())
    text = _ORDINAL.sub(lambda match: " " * len(match.group()), text)
    for run in _RUN.finditer(text):
        at, loose = run.start(), -1
        for word in [*headwords(run.group()), ""]:
            single = len(word) == 1 and word not in WEAK_CHINESE and not _denies(word)
            if single and loose < 0:
                loose = at
            if not single and loose >= 0:
                yield Unit("name" if at - loose > 1 else "weak", loose, at, text[loose:at])
                loose = -1
            end = at + len(word)
            if _denies(word):
                yield Unit("denial", at, end, word)
            elif len(word) > 1:
                kind = "weak" if word in WEAK_CHINESE else "name" if is_name(word) else "word"
                yield Unit(kind, at, end, word)
            at = end


@lru_cache(maxsize=1024)
def chinese_names(text: str) -> tuple[str, ...]:
    """What looks like a name in the Chinese of a text."""
    return tuple(unit.text for unit in _chinese(text) if unit.kind == "name")


def denies(unit: Unit) -> bool:
    """Whether a unit is a denial, or words in Chinese quotation marks that hold one."""
    return unit.kind == "denial" or (unit.kind == "name" and any(map(_denies, headwords(unit.text))))


def _denies(word: str) -> bool:
    for other in not_denials():
        word = word.replace(other, "")
    return any(mark in word for mark in denials("zh"))


def clauses_of(sentence: str, language: str) -> list[Span]:
    """The sentence's clauses; one that says next to nothing goes with the one after it, or that it goes on from."""
    cuts = [match.end() for match in CLAUSE_END[language].finditer(sentence)]
    bounds = [0, *cuts, len(sentence)]
    clauses: list[Span] = []
    start = 0
    for end in bounds[1:]:
        heavy = [
            u
            for u in units_of(sentence[start:end], language, None, frozenset())
            if u.kind not in ("weak", "denial") or (u.kind == "denial" and " " in u.text)
        ]
        if clauses and len(heavy) <= _LIGHT[language] and _GOES_ON.match(sentence, start):
            clauses[-1] = (clauses[-1][0], end)
            start = end
        elif len(heavy) > _LIGHT[language] or end == len(sentence):
            clauses.append((start, end))
            start = end
    ends_light = clauses and clauses[-1][1] - clauses[-1][0] < (8 if language == "zh" else 18)
    if len(clauses) > 1 and (ends_light or _SPOKE.match(sentence, clauses[-1][0])):
        last = clauses.pop()
        clauses[-1] = (clauses[-1][0], last[1])
    return clauses


def known_names(passages: Sequence[Passage]) -> frozenset[str]:
    """Words that the passages write with a capital where no sentence begins, in small letters."""
    names = set()
    for passage in passages:
        for match in re.finditer(r"(?<=[a-z,’'] )[A-Z][^\W\d_]+", passage.text):
            names.add(plain(match.group().casefold()))
    return frozenset(names)


@lru_cache(maxsize=64)
def sources_of(number: int, passage: Passage) -> tuple[Source, ...]:
    """The sentences of a passage, each with what it says.

    :param number: which of the cited passages it is.
    """
    anchor, text = anchor_of(passage.article), wide_marks(passage.text)
    known = known_names([passage])
    sources: list[Source] = []
    before, whole = "", plain(f"{passage.article.title} {text}".casefold())
    day = passage.article.date
    published = When(0, 0, day, day, exact=True, written_in_full=True) if day else None
    ranges = sentence_spans(text, passage.language)
    reads: list[tuple[Unit, ...]] = []
    last_day = None
    for start, end in ranges:
        reads.append(tuple(units_of(text[start:end], language_of(text[start:end]), anchor, known, last_day)))
        last_day = told_last([unit.value for unit in reads[-1] if isinstance(unit.value, When)], anchor, last_day)
    for (start, end), read, after in zip(ranges, reads, [*reads[1:], ()], strict=True):
        own = text[start:end]
        leans = bool(LEANING.search(own))
        nameless = all(unit.kind != "name" for unit in read)
        context = plain(f"{passage.article.title} {before}") if leans or nameless else ""
        sources.append(
            Source(
                number, passage.start + start, passage.start + end, own, language_of(own),
                read, passage.article.title, context, published, whole, leans,
                tuple(find_dates(f"{passage.article.title}。 {before}", passage.language, anchor)),
                _opening(after),
            )
        )  # fmt: skip
        before = own
    return tuple(sources)


def _opening(units: Sequence[Unit]) -> frozenset[str]:
    """The names before the first other thing that a sentence tells."""
    return frozenset(unit.text for unit in takewhile(lambda unit: unit.kind == "name", units))


def parts_of(text: str, language: str) -> list[Span]:
    """Every clause, however short."""
    return spans(text, _PART_END[language])


def spans(text: str, ends: re.Pattern[str]) -> list[Span]:
    """The pieces of a text between ends."""
    bounds = [0, *(match.end() for match in ends.finditer(text)), len(text)]
    return list(zip(bounds, bounds[1:], strict=False))


def part_of(position: int, parts: Sequence[Span]) -> int:
    """Which of the parts a place lies in; -1 for none."""
    return next((number for number, (start, end) in enumerate(parts) if start <= position < end), -1)


def is_verb(unit: Unit, sentence: str) -> bool:
    """Whether an English word is used as a verb, as far as its form and the word before it tell."""
    word, before = sentence[unit.start : unit.end].casefold(), sentence[: unit.start].casefold()
    return word.endswith("ed") or word in _PASTS or bool(_AUXILIARY.search(before))
