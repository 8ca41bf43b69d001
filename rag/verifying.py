"""Is a drafted sentence proved by the passages it cites? Checked without a language model, clause by clause.

A clause is laid beside each sentence of the cited passages; the one that holds most of it must hold all its numbers,
days and names, most of its other words, deny what it denies, say nothing opposite, and bind the same things together:
"3 days in A, 5 in B" does not prove "5 days in A, 3 in B". Units, number words, relative days and names across scripts
are compared by what they mean. Knows nothing of models, prompts and pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from rag.alignment import AROUND, FACTS, WEIGHTS, Said, held, is_there, is_told, match, places, same, where_said
from rag.claims import (
    RELATIVE,
    Source,
    Unit,
    clauses_of,
    known_names,
    part_of,
    parts_of,
    sources_of,
    units_of,
)
from rag.dates import anchor_of
from rag.languages import language_of
from rag.predicates import HEDGES, PASTS, QUANTIFIERS, opposites
from rag.records import Passage, Span
from rag.sounds import may_be
from rag.words import stem

_ENOUGH = (0.67, 0.6, 0.4, 0.3)
"""The share of a clause's words that one source sentence must hold, by how many days, numbers and names it has too."""
_ACROSS = 0.6
"""What of that is enough where the source is in the other language: a dictionary finds fewer."""
_NEAR = 4
"""How many words away from a denial what it denies may stand."""
_TRIED = 4
"""Source sentences, best first, that a clause is held against."""
_CONTRADICTIONS = ("hedged", "quantity", "denial", "opposite", "bound", "turned")
_SOLID = (*FACTS, "word")
_DONE = re.compile(r"已|了(?!解)|曾")
_GOVERNED = {"en": 22, "zh": 6}
"""Characters before a word in which a hedge governs it."""
_WHOLE = frozenset({"否认", "deni"})
"""Denials of all that follows, not only of the next word."""
_BESIDE_IT = 4
"""Characters between a name and what it says more of."""
_PRONOUN = re.compile(r"\b(?:he|she|it|they)\b|[他她它]", re.IGNORECASE)
_PASTS = frozenset(
    (*PASTS, *"lost bought sold built chose beat drove flew broke spent caught brought found ran".split())
)
_AUXILIARY = re.compile(
    r"\b(?:has|have|had|will|would|was|were|is|are|be|been|to|could|can|may|might|must|should|did|does|not|also)\s+$"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\b[^,.;]{0,60}\bby\b|被|遭|由(?![\d去今明本上])")
_BESIDE = {
    "before": "after",
    "after": "before",
    "then": "after",
    "之前": "之后",
    "之后": "之前",
    "向": "",
    "被": "",
    "由": "",
}
"""Words with something on either side that must not change places, and what says the reverse."""


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence is proved."""

    reason: str = ""
    """Why not, as (kind, words) joined by a colon; empty where it is proved."""
    proof: tuple[tuple[int, int, int], ...] = ()
    """The sentences that prove it: (which passage, start, end)."""

    @property
    def is_proved(self) -> bool:
        """Whether the passages say it."""
        return not self.reason


def verify(sentence: str, passages: Sequence[Passage]) -> Verdict:
    """Whether the passages, taken together, say what the sentence says.

    :param sentence: without its citation numbers.
    """
    sources = [source for number, passage in enumerate(passages) for source in sources_of(number, passage)]
    if not sources:
        return Verdict("nothing:")
    pairs = [_joined(one, two) for one, two in zip(sources, sources[1:], strict=False) if one.passage == two.passage]
    language = language_of(sentence)
    around = "\n".join(dict.fromkeys(source.passage_text for source in sources))
    anchors = list(dict.fromkeys(anchor_of(passage.article) for passage in passages))
    known = known_names(passages)
    used: list[tuple[list[Unit], Source]] = []
    clauses, whole = clauses_of(sentence, language), set()
    while clauses:
        (start, end), *rest = clauses
        readings = [units_of(sentence[start:end], language, anchor, known, start) for anchor in anchors]
        told = _told(sentence, readings, (sources, pairs), around, language)
        if isinstance(told, str):
            cut = RELATIVE.search(sentence, start + 20, end - 20)
            if cut and not told.startswith(_CONTRADICTIONS) and (start, end) not in whole:
                whole.add((start, end))
                clauses = [(start, cut.end()), (cut.end(), end), *rest]
                continue
            if not rest:
                return Verdict(told)
            clauses = [(start, rest[0][1]), *rest[1:]]  # "One member, Ines Falk," says nothing yet
            continue
        used.append(told)
        clauses = rest
    reason = _misbound(sentence, used, language)
    if reason:
        return Verdict(reason)
    proof = dict.fromkeys(
        (source.passage, source.start, source.end) for units, source in used if any(u.kind != "weak" for u in units)
    )
    return Verdict("", tuple(proof)) if proof else Verdict("nothing:")


def _told(
    sentence: str, readings: Sequence[list[Unit]], offers: Sequence[Sequence[Source]], around: str, language: str
) -> tuple[list[Unit], Source] | str:
    """The source sentence that says what a clause says, with the clause as it was read; or what speaks against it.

    :param offers: the sentences, then the pairs of neighbours, which are only tried where no sentence will do.
    :param around: all cited passages, in small letters.
    """
    reasons, against = [], 0
    for offered in offers:
        tried = sorted(
            ((units, source) for source in offered for units in readings),
            key=lambda pair: -held(pair[0], pair[1], language),
        )
        for units, source in tried[:_TRIED]:
            apart = source.halves and not any(_anchors(units, half, language) for half in source.halves)
            reason = (
                ("apart:" if apart else "")
                or _doubt(sentence, units, source, around, language)
                or (_unsaid(sentence, units, source, language) if language == source.language == "en" else "")
                or _misbound(sentence, [(units, source)], language)
            )
            words = sum(unit.kind == "word" and is_there(match(unit, source, language)) for unit in units)
            if not reason and words >= against:
                return units, source
            if reason.startswith(_CONTRADICTIONS):
                against = max(against, words)
            reasons.append(reason or "apart:")
        if against:
            break
    return reasons[0]


def _anchors(units: Sequence[Unit], half: Source, language: str) -> bool:
    """Whether one of two sentences holds all days, numbers and names of a clause, and a third of its words."""
    facts = [match(unit, half, language) for unit in units if unit.kind in FACTS]
    words = [match(unit, half, language) for unit in units if unit.kind == "word"]
    return None not in facts and 3 * sum(is_there(place) for place in words) >= len(words)


def _joined(one: Source, two: Source) -> Source:
    """Two sentences that follow each other as one."""
    moved = two.start - one.start
    units = one.units + tuple(replace(u, start=u.start + moved, end=u.end + moved) for u in two.units)
    text = one.text + " " * (moved - len(one.text)) + two.text
    return replace(one, end=two.end, text=text, units=units, halves=(one, two))


def _doubt(sentence: str, units: Sequence[Unit], source: Source, around: str, language: str) -> str:
    """What of a clause the source sentence does not say, or denies; empty where it says it all."""
    matches = [match(unit, source, language) for unit in units]
    for place in range(len(units)):
        if matches[place] is None and units[place].value is None and _describes(sentence, units, matches, place, around):
            matches[place] = AROUND
    for place, unit in enumerate(units):
        if matches[place] is None and unit.kind in FACTS and not (
            _is_given(units, matches, place, source, around) or _is_set(sentence, units, matches, place, source, language)
        ):
            return f"{unit.kind}:{unit.text}"
        if unit.kind == "number" and matches[place] == AROUND and re.search(r"\d", unit.text) and any(
            other.kind == "name" and is_there(at) and other.text not in source.title.casefold()
            for other, at in zip(units, matches, strict=True)
        ):
            return f"number:{unit.text}"  # the title's number is that of what the title names
    told = [place for unit, place in zip(units, matches, strict=True) if place is not None and unit.kind in _SOLID]
    if 2 * sum(map(is_there, told)) < len(told):
        return "apart:"  # only what stands around it fits
    words = [(unit, place) for unit, place in zip(units, matches, strict=True) if unit.kind in ("word", "weak")]
    total = sum(WEIGHTS[unit.kind] for unit, _ in words)
    found = sum(WEIGHTS[unit.kind] * (1 if is_there(place) else 0.5) for unit, place in words if place is not None)
    known = [unit for unit, place in zip(units, matches, strict=True) if unit.kind in FACTS and is_there(place)]
    facts = sum(unit.kind != "name" for unit in known) + sum(unit.kind == "name" for unit in known) // 2
    enough = _ENOUGH[min(facts, len(_ENOUGH) - 1)] * (1 if language == source.language else _ACROSS)
    if total >= 1 and found / total < enough:
        return f"words:{' '.join(unit.text for unit, place in words if place is None and unit.kind == 'word')}"
    return _opposed(units, matches, source, language)


def _unsaid(sentence: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """The verbs of an English clause, where the source has less than half of them."""
    if any(unit.value is not None and is_there(match(unit, source, language)) for unit in units):
        return ""  # a number or a day in common says enough
    verbs = [unit for unit in units if unit.kind == "word" and _is_verb(unit, sentence)]
    missing = [unit.text for unit in verbs if match(unit, source, language) is None]
    return f"words:{' '.join(missing)}" if 2 * len(missing) > len(verbs) else ""


def _describes(
    sentence: str, units: Sequence[Unit], matches: Sequence[int | None], place: int, around: str
) -> bool:
    """Whether a word belongs to how the passages call who is named after it: "labour minister Sofia Brandl"."""
    for later in range(place + 1, min(len(units), place + 1 + _NEAR)):
        if units[later].kind == "name" and is_there(matches[later]):
            return _letters(sentence[units[place].start : units[later].end]) in _letters(around)
    return False


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _is_set(
    sentence: str, units: Sequence[Unit], matches: Sequence[int | None], place: int, source: Source, language: str
) -> bool:
    """Whether a name only says more of a thing that the source tells, and stands elsewhere in its passage.

    "The Nairobi meeting" for "the meeting". The source sentence must name nobody that the clause leaves out.
    """
    unit = units[place]
    if unit.kind != "name" or not is_told(unit, source, language):
        return False
    if any(
        other.kind == "name" and at not in matches and other.text not in sentence.casefold()
        for at, other in enumerate(source.units)
    ):
        return False
    after = next((p for p in range(place + 1, len(units)) if matches[p] is not None or units[p].kind != "name"), None)
    return after is not None and is_there(matches[after]) and units[after].start - unit.end < _BESIDE_IT


def _is_given(
    units: Sequence[Unit], matches: Sequence[int | None], place: int, source: Source, around: str
) -> bool:
    """Whether a name is the rest of one that the source calls by its other half: Helena of "Helena Brandt"."""
    unit = units[place]
    if unit.kind == "number":
        return unit.text == "两" or _is_counted(units, matches, place, source, around)
    if unit.kind != "name":
        return False
    for beside in (place - 1, place + 1):
        if 0 <= beside < len(units) and units[beside].kind == "name" and matches[beside] is not None:
            first, last = sorted((unit, units[beside]), key=lambda u: u.start)
            if _goes_with(unit, matches[beside], source):
                return True
            together = rf"{re.escape(first.text)}(?:[’']s)?[ ·]?{re.escape(last.text)}"
            if last.start - first.end <= 3 and re.search(together, around):
                return True
    return False


def _is_counted(
    units: Sequence[Unit], matches: Sequence[int | None], place: int, source: Source, around: str
) -> bool:
    """Whether a passage counts so many of what the source tells of, and the source itself counts nothing else.

    "The 20 helicopters" for "the helicopters".
    """
    if any(other.kind == "number" and at not in matches for at, other in enumerate(source.units)):
        return False
    counted = [p for p in range(place + 1, min(len(units), place + 3)) if units[p].kind == "word"]
    return any(
        is_there(matches[p])
        and re.search(rf"(?<![\w.,]){re.escape(units[place].text)}\W?[\w-]*\W?{re.escape(units[p].text)}", around)
        for p in counted
    )


def _goes_with(unit: Unit, at: int | None, source: Source) -> bool:
    """Whether beside a name that was found there stands one of the other script that may be this one."""
    for beside in (at - 1, at + 1) if at is not None and at >= 0 else ():
        if 0 <= beside < len(source.units) and source.units[beside].kind == "name":
            pair = sorted((unit.text, source.units[beside].text), key=str.isascii, reverse=True)
            if unit.text.isascii() != source.units[beside].text.isascii() and may_be(*pair):
                return True
    return False


def _denied(units: Sequence[Unit], source: Source, language: str, said_at: Said, denials_said: Sequence[Unit]) -> str:
    """A word that one of both denies and the other does not.

    :param said_at: what `where_said` tells of the units.
    :param denials_said: all denials of the drafted sentence; one that stands in another clause may reach this one.
    """
    where, own, main = said_at
    if language != source.language:
        denies = any(unit.kind == "denial" for unit in units)
        parts = [part for unit, part in zip(source.units, own, strict=True) if unit.kind == "denial"]
        return "denial:" if (denies and not parts) or (not denies and main in parts) else ""
    for place, unit in enumerate(units):
        if unit.kind != "denial":
            continue
        if _denied_by_the_same(units, place, where, source):
            continue
        targets = [p for p in range(place + 1, min(len(units), place + 1 + _NEAR)) if _can_be_denied(units[p])]
        told = [at for p in targets for at in where[p]]
        nearby = any(o.kind == "denial" and part == main for o, part in zip(source.units, own, strict=True))
        if not any(_is_denied(source.units, at) for at in told) and (told or not nearby):
            return f"denial:{unit.text}"
    for at, unit in enumerate(source.units):
        target = _target(source.units, at) if unit.kind == "denial" else None
        if target is None or own[target] != own[at]:
            continue
        reach = {target}
        if unit.text in _WHOLE:
            reach |= {p for p in range(at + 1, len(source.units)) if own[p] == own[at] and source.units[p].kind == "word"}
        said = [
            p for p, found in enumerate(where)
            if reach & set(found) and (own[at] == main or all(_is_denied(source.units, q) for q in found))
        ]  # fmt: skip
        if any(same(denial, unit, language, source.language) for denial in denials_said):
            continue
        if said and not any(_is_denied(units, p) for p in said):
            return f"denial:{source.units[target].text}"
    return ""


def _denied_by_the_same(units: Sequence[Unit], place: int, where: Sequence[tuple[int, ...]], source: Source) -> bool:
    """Whether the source has the same denial right after the word that stands before it here: "Haddon denied"."""
    told = where[place - 1] if place else ()
    return any(
        at + 1 < len(source.units)
        and source.units[at + 1].kind == "denial"
        and source.units[at + 1].text == units[place].text
        for at in told
    )


def _target(units: Sequence[Unit], place: int) -> int | None:
    """The first word after a denial; where none follows, the last before it: "the eruption is not over"."""
    reach = [*range(place + 1, min(len(units), place + 1 + _NEAR)), *range(place - 1, max(-1, place - 3), -1)]
    return next((p for p in reach if _can_be_denied(units[p])), None)


def _can_be_denied(unit: Unit) -> bool:
    """A word or a number; a Chinese word that no dictionary holds looks like a name."""
    return unit.kind in ("word", "number") or (unit.kind == "name" and not unit.text.isascii())


def _is_denied(units: Sequence[Unit], place: int) -> bool:
    """Whether a denial stands shortly before a word."""
    denials_near = [p for p in range(max(0, place - _NEAR), min(len(units), place + 3)) if units[p].kind == "denial"]
    return any(p < place or _target(units, p) == place for p in denials_near)


def _opposed(units: Sequence[Unit], matches: Sequence[int | None], source: Source, language: str) -> str:
    """A word whose opposite the source has, and not the word itself."""
    against = opposites()
    _, own, main = where_said(units, source, language)
    told = {stem(o.text) for o, part in zip(source.units, own, strict=True) if o.value is None and part in (main, -1)}
    for unit, place in zip(units, matches, strict=True):
        if place is None and unit.kind in ("word", "weak") and against.get(stem(unit.text), frozenset()) & told:
            return f"opposite:{unit.text}"
    return ""


def _misbound(sentence: str, used: Sequence[tuple[list[Unit], Source]], language: str) -> str:
    """Two things that the sentence gives to each other's owners, or who did it to whom turned round."""
    by_source: dict[tuple[int, int, int], tuple[Source, list[tuple[Unit, int]]]] = {}
    for units, source in used:
        placed = by_source.setdefault((source.passage, source.start, source.end), (source, []))[1]
        for unit in units:
            at = match(unit, source, language)
            if at is not None and at >= 0:
                placed.append((unit, at))
    names = [unit for units, _ in used for unit in units if unit.kind == "name"]
    for source, placed in by_source.values():
        seen = {unit.start for unit, _ in placed}
        carried = [(unit, match(unit, source, language)) for unit in names if unit.start not in seen]
        placed += [(unit, at) for unit, at in carried if at is not None and at >= 0]
        placed.sort(key=lambda pair: pair[0].start)
        reason = (
            _exchanged(sentence, [unit for units, _ in used for unit in units], source, language)
            or _turned(sentence, source, placed, language)
        )
        if reason:
            return reason
    denials_said = [unit for unit in units_of(sentence, language, None, frozenset()) if unit.kind == "denial"]

    def elsewhere(inside: Sequence[Unit]) -> list[Unit]:
        return [] if any(unit.kind == "denial" for unit in inside) else denials_said

    for units, source in used:
        for start, end in _weighty(parts_of(sentence, language), units):
            inside = [unit for unit in units if start <= unit.start < end]
            said_at = where_said(inside, source, language)
            reason = (
                _hedged(sentence, (start, end), inside, source, language)
                or _denied(inside, source, language, said_at, elsewhere(inside))
                or _strayed(sentence[start:end], inside, source, language, said_at)
                or (_miscounted(inside, source, language) if language == source.language else "")
            )
            if reason:
                return reason
    return ""


def _crossed(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Two figures that stand with each other's words: 房租下跌4.1%，蔬菜上涨5.8% for 蔬菜下跌4.1%，房租上涨5.8%."""
    said, told = parts_of(sentence, language), parts_of(source.text, source.language)
    own = [part_of(unit.start, told) for unit in source.units]
    figures = [(unit, own[at]) for unit, at in placed if unit.kind in ("number", "date")]
    others = [
        (unit, {own[at] for at in places(unit, source, language)})
        for unit, _ in placed if unit.kind in ("name", "word")
    ]  # fmt: skip

    def strays(figure: Unit, here: int, there: int) -> bool:
        part = part_of(figure.start, said)
        return any(here not in parts and there in parts for unit, parts in others if part_of(unit.start, said) == part)

    for (x1, at1), (x2, at2) in combinations(figures, 2):
        apart = at1 != at2 and part_of(x1.start, said) != part_of(x2.start, said)
        if apart and strays(x1, at1, at2) and strays(x2, at2, at1):
            return f"bound:{x1.text} {x2.text}"
    return ""


def _weighty(parts: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """The parts of a sentence, one that tells a single thing ("On 5 May,") with the one after it."""
    joined: list[Span] = []
    begin = -1
    for start, end in parts:
        begin = start if begin < 0 else begin
        if sum(begin <= unit.start < end for unit in units) > 1 or end == parts[-1][1]:
            joined.append((begin, end))
            begin = -1
    return joined


def _exchanged(sentence: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """Two figures, days or names that changed owners: "A 5, B 2" for "A 2, B 5".

    The first of two owners has the first of two figures, whichever of the owners is told first.
    """
    parts, where = parts_of(sentence, language), []
    for unit in units:
        told = places(unit, source, language)
        alike = tuple(at for at in told if source.units[at].text.casefold() == unit.text.casefold())
        where.append(alike or told)
    facts = [
        (at, unit, told[0]) for at, (unit, told) in enumerate(zip(units, where, strict=True))
        if len(told) == 1 and unit.kind in (FACTS if language == source.language else ("date", "number"))
    ]  # fmt: skip
    owners = [
        (at, unit, told) for at, (unit, told) in enumerate(zip(units, where, strict=True))
        if (unit.kind == "name" and told) or (unit.kind == "word" and len(told) == 1 and where.count(told) == 1)
    ]  # fmt: skip
    for (first, one, told_one), (second, two, told_two) in combinations(facts, 2):
        if one.kind != two.kind or told_one == told_two or (one.kind == "name" and second == first + 1):
            continue
        for (a, x, told_x), (b, y, told_y) in combinations(owners, 2):
            if x.kind != y.kind or {a, b} & {first, second} or set(told_x) & set(told_y):
                continue
            at_x, at_y = (min(told, key=lambda at: min(abs(at - told_one), abs(at - told_two))) for told in (told_x, told_y))
            if x.kind == "name" and any(
                abs(c - first) < abs(a - first) or abs(c - second) < abs(b - second)
                for c, other, _ in owners
                if other.kind == "name" and min(abs(c - a), abs(c - b)) > 1 and c not in (first, second)
            ):  # fmt: skip
                continue
            own, their = part_of(x.start, parts), part_of(y.start, parts)
            if own == their or (own, their) != (part_of(one.start, parts), part_of(two.start, parts)):
                continue
            said, there = _by_turns(a, b, first, second), _by_turns(at_x, at_y, told_one, told_two)
            if said and (said == there or (there and x.kind == "name" != one.kind)) and (at_x < at_y) != (told_one < told_two):
                return f"bound:{one.text} {two.text}"
    return ""


def _by_turns(one: int, two: int, first: int, second: int) -> str:
    """Which comes first where two owners and two facts take turns; empty where they do not."""
    order = sorted([(one, "owner"), (two, "owner"), (first, "fact"), (second, "fact")])
    kinds = [kind for _, kind in order]
    return kinds[0] if kinds[0] == kinds[2] != kinds[1] == kinds[3] else ""


def _hedged(sentence: str, part: Span, units: Sequence[Unit], source: Source, language: str) -> str:
    """What a part of the sentence tells as done, or of all, where the source plans, claims or limits it."""
    if language != source.language:
        return ""
    said, so_far = sentence[slice(*part)], sentence[: part[1]]
    for name, pattern in QUANTIFIERS:
        if re.search(pattern, said, re.IGNORECASE) and not re.search(pattern, source.text, re.IGNORECASE):
            return f"quantity:{name}"
    done = language == "en" or _DONE.search(said)
    if not done or HEDGES[language].search(so_far):
        return ""
    for unit in units:
        at = match(unit, source, language)
        is_verb = language == "zh" or _is_verb(unit, sentence)
        if unit.kind == "word" and is_verb and at is not None and at >= 0:
            before = source.text[max(0, source.units[at].start - _GOVERNED[language]) : source.units[at].start]
            if HEDGES[language].search(before):
                return "hedged:"
    return ""


def _strayed(said: str, units: Sequence[Unit], source: Source, language: str, said_at: Said) -> str:
    """A name or a figure of a clause whose other words stand with another one: "B said" for "A said, B denied".

    Or a name that only a later clause of the source holds, all of whose words are of something else.
    """
    where, own, main = said_at
    words = [p for p, unit in enumerate(units) if unit.kind == "word" and any(own[at] == main for at in where[p])]
    if not words:
        return ""
    first = min(at for p in words for at in where[p] if own[at] == main)
    stands_in = _PRONOUN.search(said)
    for place, unit in enumerate(units):
        if unit.kind == "name" and (stands_in or language != source.language):
            continue
        around = unit.kind == "name" and match(unit, source, language) == AROUND
        if unit.kind not in FACTS or not (where[place] or around) or any(own[at] == main for at in where[place]):
            continue
        rivals = [
            at for at, other in enumerate(source.units)
            if own[at] == main and other.kind == unit.kind and (at < first) == (place < words[0])
            and not any(at in found for found in where)
            and not any(_is_half(source.units, at, beside) for found in where for beside in found)
        ]  # fmt: skip
        later = {own[at] for at in where[place]}
        told = [at for at, other in enumerate(source.units) if own[at] in later and other.kind == "word"]
        of_others = unit.kind == "name" and told and min(later) > main and not any(set(told) & set(f) for f in where)
        if rivals or of_others:
            return f"bound:{unit.text}"
    return ""


def _is_half(units: Sequence[Unit], one: int, other: int) -> bool:
    """Whether two units are the halves of one English name."""
    first, last = sorted((units[one], units[other]), key=lambda unit: unit.start)
    return first.kind == last.kind == "name" and last.start - first.end == 1 and first.text.isascii()


def _miscounted(units: Sequence[Unit], source: Source, language: str) -> str:
    """A number that counts another thing: "six beavers" for "six lynx"."""
    for place, unit in enumerate(units[:-1]):
        counted = units[place + 1]
        if unit.kind != "number" or counted.kind != "word" or counted.start - unit.end > 2:
            continue
        counts = source.units
        told = [at for at in places(unit, source, language) if at + 1 < len(counts)]
        if told and match(counted, source, language) is None and all(
            counts[at + 1].kind == "word" and counts[at + 1].start - counts[at].end <= 2 for at in told
        ):  # fmt: skip
            return f"bound:{unit.text} {counted.text}"
    return ""


def _turned(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Who did it to whom, or what came before what, turned round."""
    said_names = [unit for unit, _ in placed if unit.kind == "name"]

    def leaders(word: Unit) -> set[int]:
        part = part_of(word.start, parts)
        named = [n for n in said_names if n.end <= word.start and part_of(n.start, parts) == part]
        return {at for name in named for at in places(name, source, language)}

    everything = placed
    placed = [
        (unit, at) for unit, at in placed if unit.kind in ("name", "word") and len(places(unit, source, language)) == 1
    ]
    names = [(unit, at) for unit, at in placed if unit.kind == "name"]
    parts = parts_of(sentence, language)
    told = parts_of(source.text, source.language)
    for unit, at in placed:
        if unit.kind != "word" or language != source.language or (language == "en" and not _is_verb(unit, sentence)):
            continue
        before = [(n, place) for n, place in names if n.end <= unit.start]
        after = [(n, place) for n, place in names if n.start >= unit.end]
        if not after:
            continue
        target, target_at = after[0]
        close = part_of(target.start, parts) == part_of(unit.start, parts)
        passive = [bool(_PASSIVE.search(text)) for text in (sentence, source.text)]
        if before and before[-1][0].text != target.text:
            subject, subject_at = before[-1]
            between = source.units[min(subject_at, target_at) + 1 : max(subject_at, target_at)]
            matched = {at for _, at in names}
            alone = all(other.kind != "name" or source.units.index(other) in matched for other in between)
            if alone and (
                (target_at < at < subject_at and passive[0] == passive[1])
                or (subject_at < at < target_at and passive[0] != passive[1] and close and _acts(sentence, subject, unit))
            ):
                return f"turned:{subject.text} {unit.text} {target.text}"
        here = part_of(source.units[at].start, told)
        lead = [p for p in range(at) if source.units[p].kind == "name" and part_of(source.units[p].start, told) == here]
        led = leaders(unit)
        if close and led and lead[:1] == [target_at] and passive[0] == passive[1] and not led & set(lead):
            return f"turned:{unit.text} {target.text}"
    return _moved(sentence, source, everything, language)


def _acts(sentence: str, subject: Unit, verb: Unit) -> bool:
    """Whether it is the verb's subject, and not who says that somebody did it."""
    return not re.search(r"\b(?:said|says|told|that)\b", sentence[subject.end : verb.start])


def _is_verb(unit: Unit, sentence: str) -> bool:
    """Whether an English word is used as a verb, as far as its form and the word before it tell."""
    word, before = sentence[unit.start : unit.end].casefold(), sentence[: unit.start].casefold()
    return word.endswith("ed") or word in _PASTS or bool(_AUXILIARY.search(before))


def _moved(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Things that changed sides around a word such as "before"."""
    said = parts_of(sentence, language)
    for word, reverse in _BESIDE.items():
        here = _find(word, sentence)
        there, again = _find(word, source.text), _find(reverse, source.text) if reverse else -1
        if here < 0 or (there < 0 and again < 0):
            continue
        pivot = there if there >= 0 else again
        clause = said[part_of(here, said)] if not reverse else (0, len(sentence))
        near = [(u, at) for u, at in placed if u.kind in ("name", "word") and clause[0] <= u.start < clause[1]]
        left: list[bool] = []
        right: list[bool] = []
        for unit, _ in near:
            sides = {source.units[at].start < pivot for at in places(unit, source, language)}
            if len(sides) == 1:
                (left if unit.start < here else right).append(sides.pop())
        changed = bool(left) and bool(right) and not all(left) and any(right)
        kept = bool(left) and bool(right) and all(left) and not any(right)
        if (there >= 0 and changed) or (there < 0 and kept):
            return f"turned:{word}"
    return ""


def _find(word: str, text: str) -> int:
    found = re.search(rf"\b{word}\b" if word.isascii() else word, text)
    return found.start() if found else -1
