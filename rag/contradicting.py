"""What in the sources speaks against a drafted sentence: denials, plans told as done, changed owners and sides. Pure.

Plans and quantities are found here, the others in rag/denying.py, rag/owning.py and rag/turning.py. Knows nothing of
passages and verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.alignment import match, where_said
from rag.claims import Source, Unit, is_verb, parts_of
from rag.denying import denials_in, denied, denied_across
from rag.owning import exchanged, miscounted, strayed
from rag.predicates import HEDGES, QUANTIFIERS
from rag.records import Span
from rag.turning import changed_sides, turned

_DONE = re.compile(r"已|了(?!解)|曾")
_GOVERNED = {"en": 22, "zh": 6}
"""Characters before a word in which a hedge governs it."""
_GOES_ON = re.compile(r"\s*(?:and|or)\b")


def contradiction(sentence: str, used: Sequence[tuple[list[Unit], Source]], language: str) -> str:
    """What in the sources speaks against the sentence, as (kind, words) joined by a colon; empty for nothing.

    :param used: the sentence's clauses, each with the source sentence that holds it.
    """
    by_source: dict[tuple[int, int, int], tuple[Source, list[tuple[Unit, int]]]] = {}
    for units, source in used:
        placed = by_source.setdefault((source.passage, source.start, source.end), (source, []))[1]
        for unit in units:
            at = match(unit, source, language)
            if at is not None and at >= 0:
                placed.append((unit, at))
    told = [unit for units, _ in used for unit in units]
    names = [unit for unit in told if unit.kind == "name"]
    for source, placed in by_source.values():
        seen = {unit.start for unit, _ in placed}
        carried = [(unit, match(unit, source, language)) for unit in names if unit.start not in seen]
        placed += [(unit, at) for unit, at in carried if at is not None and at >= 0]
        placed.sort(key=lambda pair: pair[0].start)
        reason = (
            exchanged(sentence, told, source, language)
            or turned(sentence, source, placed, language)
            or changed_sides(sentence, source, placed, language)
        )
        if reason:
            return reason
    for units, source in used:
        for start, end in _weighty(parts_of(sentence, language), units):
            inside = [unit for unit in units if start <= unit.start < end]
            said_at = where_said(inside, source, language)
            here = any(unit.kind == "denial" for unit in inside)
            reason = _hedged(sentence, (start, end), inside, source, language)
            if language == source.language:
                around = () if here else denials_in(sentence, language)
                reason = reason or denied(inside, source, said_at, around) or miscounted(inside, source, language)
            else:
                elsewhere = bool(denials_in(sentence, language)) and not here
                reason = reason or denied_across(sentence, inside, source, said_at, elsewhere=elsewhere)
            reason = reason or strayed(sentence[start:end], inside, source, language, said_at)
            if reason:
                return reason
    return ""


def _weighty(parts: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """The parts of a sentence, one that tells a single thing ("On 5 May,") with the one after it."""
    joined: list[Span] = []
    begin = -1
    held = [(start, end) for start, end in parts if any(start <= unit.start < end for unit in units)]
    for start, end in held:
        begin = start if begin < 0 else begin
        if sum(begin <= unit.start < end for unit in units) > 1 or end == held[-1][1]:
            joined.append((begin, end))
            begin = -1
    return joined


def _hedged(sentence: str, part: Span, units: Sequence[Unit], source: Source, language: str) -> str:
    """What a part of the sentence tells as done, or of all, where the source plans, claims or limits it."""
    if language != source.language:
        return ""
    said = sentence[slice(*part)]
    so_far = sentence[: part[1]] if _GOES_ON.match(said) else said  # "will leave and be replaced"
    for name, pattern in QUANTIFIERS:
        if re.search(pattern, said, re.IGNORECASE) and not re.search(pattern, source.text, re.IGNORECASE):
            return f"quantity:{name}"
    done = language == "en" or _DONE.search(said)
    if not done or HEDGES[language].search(so_far):
        return ""
    for unit in units:
        at = match(unit, source, language)
        acts = language == "zh" or is_verb(unit, sentence)
        if unit.kind == "word" and acts and at is not None and at >= 0:
            before = source.text[max(0, source.units[at].start - _GOVERNED[language]) : source.units[at].start]
            if HEDGES[language].search(before):
                return "hedged:"
    return ""
