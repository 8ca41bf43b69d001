"""Is a drafted sentence proved by the passages it cites? Checked without a language model, clause by clause.

A clause is laid beside each sentence of the cited passages; one of the few that hold most of it must hold all its
numbers, days and names and most of its other words (rag/covering.py), and nothing in it may speak against the clause
(rag/contradicting.py). Knows nothing of models, prompts and pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.alignment import FACTS, held, is_there, match
from rag.claims import RELATIVE, Source, Unit, clauses_of, known_names, sources_of, units_of
from rag.contradicting import contradiction
from rag.covering import Laid
from rag.dates import anchor_of
from rag.languages import HAN, language_of
from rag.owning import replaced
from rag.records import Passage
from rag.replacing import reworded
from rag.shortening import shortens
from rag.words import plain, wide_marks

_TRIED = 4
"""Source sentences, best first, that a clause is held against."""
_QUOTATION = re.compile('[“"「『‘]([^“”"「」『』‘’]{2,})[”"」』’]')
_QUOTED_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_CONTRADICTIONS = ("hedged", "framed", "limit", "quantity", "denial", "opposite", "bound", "turned")


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
    sentence = wide_marks(sentence)
    language = language_of(sentence)
    pairs = _joined(sources, sources[1:])
    threes = _joined(pairs, sources[2:])
    if misquoted := _misquoted(sentence, sources, language):
        return Verdict(f"quote:{misquoted}")
    known = known_names(passages)
    readings = [units_of(sentence, language, anchor_of(passage.article), known) for passage in passages]
    if verbatim := next((source for source in sources if source.text.strip() == sentence.strip()), None):
        return Verdict("", ((verbatim.passage, verbatim.start, verbatim.end),))
    turned = next(
        filter(None, (reworded(sentence, readings[source.passage], source, language) for source in (*sources, *pairs))),
        "",
    )
    if turned:
        return Verdict(turned)
    for source in (*sources, *pairs, *threes):
        if shortens(sentence, readings[source.passage], source, language):
            return Verdict("", ((source.passage, source.start, source.end),))
    return _by_clauses(sentence, readings, (sources, pairs), language)


def _by_clauses(
    sentence: str, whole_readings: Sequence[list[Unit]], offers: Sequence[Sequence[Source]], language: str
) -> Verdict:
    """The verdict on a sentence each of whose clauses may be told by another sentence of the passages.

    :param whole_readings: the sentence as it is read against the day of each passage.
    """
    around = "\n".join(dict.fromkeys(source.passage_text for source in offers[0]))
    used: list[tuple[list[Unit], Source]] = []
    clauses, whole = clauses_of(sentence, language), set()
    while clauses:
        (start, end), *rest = clauses
        readings = [[unit for unit in units if start <= unit.start < end] for units in whole_readings]
        told = _told(sentence, readings, offers, around, language)
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
    reason = contradiction(sentence, used, language)
    if reason:
        return Verdict(reason)
    proof = dict.fromkeys(
        (source.passage, source.start, source.end) for units, source in used if any(u.kind != "weak" for u in units)
    )
    return Verdict("", tuple(proof)) if proof else Verdict("nothing:")


def _misquoted(sentence: str, sources: Sequence[Source], language: str) -> str:
    """What stands in quotation marks and not, letter for letter, in the passages; a translated quotation may."""
    quotes = _QUOTATION.findall(sentence)
    if not quotes or {s.passage for s in sources} != {s.passage for s in sources if s.language == language}:
        return ""
    told = _spelled("\n".join(dict.fromkeys(source.passage_text for source in sources)))
    return next((quote for quote in quotes if _spelled(quote) not in told), "")


def _spelled(text: str) -> str:
    """The words of a text between single spaces, so that "unacceptable" holds no "acceptable"; 汉字 each as one."""
    return f" {' '.join(_QUOTED_WORD.findall(plain(text.casefold())))} "


def _told(
    sentence: str, readings: Sequence[list[Unit]], offers: Sequence[Sequence[Source]], around: str, language: str
) -> tuple[list[Unit], Source] | str:
    """The source sentence that says what a clause says, with the clause as it was read; or what speaks against it.

    :param readings: the clause as it is read against the day of each passage.
    :param offers: the sentences, then the pairs of neighbours, which are only tried where no sentence will do.
    :param around: all cited passages, in small letters without accents.
    """
    reasons, against = [], 0
    every = [unit for units in readings for unit in units]
    first, last = min((unit.start for unit in every), default=0), max((unit.end for unit in every), default=0)
    clause = " " * first + sentence[first:last]  # every place stays
    for offered in offers:
        tried = sorted(offered, key=lambda source: -held(readings[source.passage], source, language))
        for source in tried[:_TRIED]:
            units = readings[source.passage]
            one_of = language == "en" and source.halves and source.halves[1].leans
            apart = source.halves and not one_of and not any(_anchors(units, half, language) for half in source.halves)
            opposed = replaced(units, source, language) or reworded(clause, units, source, language)
            reason = (
                ("apart:" if apart else "")
                or Laid(sentence, units, source, around, language).missing()
                or opposed
                or contradiction(sentence, [(units, source)], language)
            )
            words = sum(unit.kind == "word" and is_there(match(unit, source, language)) for unit in units)
            if not reason and words >= against:
                return units, source
            if opposed or reason.startswith(_CONTRADICTIONS):
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


def _joined(ones: Sequence[Source], others: Sequence[Source]) -> list[Source]:
    """Each of some sentences, or runs of them, and the sentence that follows it as one."""
    follow = zip(ones, others, strict=False)
    return [_as_one(one, two) for one, two in follow if one.passage == two.passage and one.end <= two.start]


def _as_one(one: Source, two: Source) -> Source:
    moved = two.start - one.start
    units = one.units + tuple(replace(u, start=u.start + moved, end=u.end + moved) for u in two.units)
    text = one.text + " " * (moved - len(one.text)) + two.text
    return replace(one, end=two.end, text=text, units=units, halves=(one, two))
