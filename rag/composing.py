"""Evidence becomes an answer: up to three cited sentences, or an honest "the articles do not say".

The one place where the stages of reading meet: retrieval, reading, comparing, wording. Knows no file format, no Chroma
and no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from rag import weights
from rag.comparing import Comparison, date_event, find_comparison, undated, undecided, verdict, when_was
from rag.embedding import Embedder
from rag.glossary import names_in
from rag.index import Index
from rag.languages import language_of
from rag.overview import Overview, find_overview
from rag.predicates import HEDGES
from rag.question import Question, understand
from rag.reader import Reader
from rag.reading import Evidence, rank_evidence, with_sentence_before
from rag.records import Answer, Citation, Passage, Sentence, Span
from rag.retrieval import Found, retrieve
from rag.spans import speaker_of
from rag.support import SENTENCES, support
from rag.verifying import verify
from rag.wording import missing, refusal, sentence_of, source_of, yes_or_no
from rag.words import letters

PASSAGES = 8
"""Passages that are read for an answer."""

_CHARACTERS = 520
"""A quote that would make the quotes longer than this is passed over; the first always stands."""

_WIDE, _SURVEYED = 16, 6
"""Passages that are read for an overview, and articles that it quotes."""

_NEAREST = 3
"""Passages that a refusal names."""


@dataclass(frozen=True)
class Rooms:
    """What answering needs open."""

    index: Index
    embedder: Embedder
    reader: Reader | None
    """None where it is switched off or its file is missing."""


def reply(typed: str, history: Sequence[str], today: date, rooms: Rooms) -> tuple[Answer, list[Passage]]:
    """The answer to a question, and the passages that were read for it, best first.

    :param typed: the question as it was typed.
    :param history: earlier questions of the conversation, oldest first.
    """
    question = understand(typed, history, today)
    comparison = find_comparison(question.text, question.language)
    overview = None if comparison else find_overview(question.text, question.language)
    if comparison:
        whole, found = _compare(question, typed, comparison, rooms)
    elif overview:
        whole, found = _survey(question, typed, overview, rooms)
    else:
        whole, found = _whole(question, typed, rooms)
    return whole, [item.passage for item in found]


def _survey(question: Question, typed: str, overview: Overview, rooms: Rooms) -> tuple[Answer, list[Found]]:
    """One sentence of each article that speaks of the subject, in the order of their days or by outlet."""
    about = replace(understand(overview.subject, (), question.today), language=question.language)
    found = retrieve(about, rooms.index, rooms.embedder, _WIDE)
    evidence = rank_evidence(about, found, rooms.reader)
    # The score was fitted on whole questions; a bare subject says less to it.
    confidence = max(support(about, evidence), support(question, evidence))
    if confidence < weights.REFUSE_BELOW[question.language]:
        # "What happened in Lima?" has one word to compare; a sentence that names it tells of it.
        evidence = [item for item in evidence if item.feature("coverage") == 1 and names_in(about.text, about.language)]
    if not evidence:
        return compose(question, typed, found, rooms.reader), found
    best: dict[str, Evidence] = {}
    for item in evidence:
        if item.score >= evidence[0].score - weights.MARGIN:
            best.setdefault(item.article.path, with_sentence_before(item))
    chosen = sorted([*best.values()][:_SURVEYED], key=lambda item: (item.article.date or date.max, item.start))
    if overview.order == "outlet":
        chosen.sort(key=lambda item: item.article.outlet or item.article.title)
    sentences, citations = _cited(about, chosen)
    framed = tuple(
        replace(sentence, frame=source_of(item.article, question.language, overview.order))
        for sentence, item in zip(sentences, chosen, strict=True)
    )
    shown = [item.found for item in chosen]
    base = _base(question, typed, confidence)
    return replace(base, sentences=framed, citations=citations), [*shown, *(f for f in found if f not in shown)]


def _whole(question: Question, typed: str, rooms: Rooms) -> tuple[Answer, list[Found]]:
    """The answer to a question as one."""
    found = retrieve(question, rooms.index, rooms.embedder, PASSAGES)
    return compose(question, typed, found, rooms.reader), found


def compose(question: Question, typed: str, passages: Sequence[Found], reader: Reader | None) -> Answer:
    """The answer that these passages give.

    :param typed: the question as it was typed.
    :param reader: None where it is switched off or its file is missing.
    """
    evidence = rank_evidence(question, passages, reader)
    confidence = support(question, evidence)
    base = _base(question, typed, confidence)
    if not evidence or confidence < weights.REFUSE_BELOW[question.language]:
        nearest = _nearest(evidence)
        numbers = [*range(1, len(nearest) + 1)]
        return _refused(base, nearest, refusal(question, _open_facets(question, nearest), nearest, numbers))
    chosen = _choose(question, evidence)
    chosen, yes = _decided(question, chosen)
    sentences, citations = _cited(question, chosen)
    if yes is not None:
        sentences = (replace(sentences[0], frame=yes_or_no(yes, question.language)), *sentences[1:])
    open_facets = _open_facets(question, chosen)
    reason = missing(open_facets, question.language) if open_facets and len(question.facets) > 1 else ""
    return replace(base, sentences=sentences, citations=citations, reason=reason)


def _base(question: Question, typed: str, confidence: float) -> Answer:
    """An answer to the question as it was typed, with nothing said yet."""
    asked = question.text if question.rewritten else ""
    return Answer(
        typed, question.language, question.today, confidence=round(confidence, 3), asked=asked, periods=question.periods
    )


def _compare(question: Question, typed: str, comparison: Comparison, rooms: Rooms) -> tuple[Answer, list[Found]]:
    """The answer to a question over several events: each is looked for and dated by itself, then the days decide."""
    language, dated, seen = question.language, [], []
    for event in comparison.dated_events:
        about = understand(event, (), question.today)
        about = replace(about, language=language, facets=("when",), parts=(when_was(event, language),))
        found = retrieve(about, rooms.index, rooms.embedder, PASSAGES)
        seen.append(found)
        evidence = rank_evidence(about, found, rooms.reader)
        confidence = support(about, evidence)
        item = date_event(event, language, evidence) if confidence >= weights.REFUSE_BELOW[language] else None
        if item is None and comparison.kind in ("before", "after"):
            # "Was the pier built before the war?" may be told in one sentence that dates neither.
            return _whole(question, typed, rooms)
        if item is None:
            base = _base(question, typed, confidence)
            return _refused(base, _nearest(evidence), undated(event, language)), _by_turns(seen)
        dated.append((confidence, item))
    base = _base(question, typed, min(confidence for confidence, _ in dated))
    events = [item for _, item in dated]
    if comparison.kind == "then" and (asked := comparison.question_then(events[0], language)):
        return _then(question, typed, asked, rooms)
    chosen = [item.evidence for item in events]
    sentences, citations = _cited(question, chosen)
    decided = "" if comparison.kind == "then" else verdict(comparison, events, language)
    if not decided and comparison.kind in ("before", "after"):
        return _whole(question, typed, rooms)
    if not decided:
        return replace(base, refused=True, reason=undecided(events, language), citations=citations), _by_turns(seen)
    said = Sentence(decided, tuple(citation.number for citation in citations))
    shown = sentences if len(sentences) < SENTENCES and sum(len(i.text) for i in chosen) <= _CHARACTERS else ()
    return replace(base, sentences=(said, *shown), citations=citations), _by_turns(seen)


def _then(question: Question, typed: str, asked: str, rooms: Rooms) -> tuple[Answer, list[Found]]:
    """The answer to what else happened on an event's day, or in its month or year.

    :param asked: the question with the day in the event's place.
    """
    dated = understand(asked, (), question.today)
    # Only what tells that day, month or year can answer.
    found = [f for f in retrieve(dated, rooms.index, rooms.embedder, PASSAGES) if f.timeliness > 0]
    return replace(compose(dated, typed, found, rooms.reader), asked=asked), found


def _by_turns(lists: Sequence[Sequence[Found]]) -> list[Found]:
    """The best of each, then the second best of each."""
    return [found for row in zip_longest(*lists) for found in row if found is not None]


def _choose(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence, then those that answer what it leaves open, then the next best that say something new.

    Where it is asked what each side said, one sentence of each that speaks.
    """
    if question.wants_sides and len(sides := _sides(evidence)) > 1:
        return sides
    lead = _lead(question, evidence)
    chosen = [_in_context(lead, evidence)]
    close = [item for item in evidence if item.score >= lead.score - weights.MARGIN]
    for facet in question.facets:
        if not any(facet in item.facets for item in chosen):
            _take(chosen, [item for item in close if facet in item.facets], most=1)
    _take(chosen, close)
    return chosen


def _take(chosen: list[Evidence], offered: Sequence[Evidence], most: int = SENTENCES) -> None:
    """Put up to `most` of what is offered to what is chosen already, as far as there is room and it says more.

    A sentence that leans on the one before it brings that along, unless that is shown anyway.
    """
    for item in offered:
        shown = any(other.found is item.found and other.place == item.place - 1 for other in chosen)
        quote = item if shown else with_sentence_before(item)
        if most and _fits(quote, chosen):
            chosen.append(quote)
            most -= 1


def _decided(question: Question, chosen: list[Evidence]) -> tuple[list[Evidence], bool | None]:
    """The chosen with the one first that tells a yes-or-no question's answer, and that answer; None where none does.

    What a drafted sentence has to stand up to (rag/verifying.py), the statement asked about has to as well.
    """
    if not question.claim:
        return chosen, None
    told = [_says(question.claim, item) for item in chosen]
    known = [yes for yes in told if yes is not None]
    if not known or len(set(known)) > 1:
        return chosen, None
    first = told.index(known[0])
    return [chosen[first], *chosen[:first], *chosen[first + 1 :]], known[0]


def _says(claim: str, item: Evidence) -> bool | None:
    """Whether the quote, without what stands around it, says that it is so, or not; None where it leaves it open."""
    language = item.found.passage.language
    if language != language_of(claim) or (HEDGES[language].search(item.text) and not HEDGES[language].search(claim)):
        return None  # across languages a dictionary decides, and what is planned or alleged is no yes
    quote = replace(item.article, title="", text=item.text)
    verdict = verify(claim, [replace(item.found.passage, article=quote, start=0, end=len(quote.text))])
    if verdict.is_proved:
        return True
    return False if verdict.reason.startswith(("denial", "opposite")) else None


def _sides(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentences in which somebody says something, each of another speaker."""
    speakers: set[str] = set()
    chosen: list[Evidence] = []
    for item in evidence:
        speaker = speaker_of(item.text, item.found.passage.language)
        if speaker and speaker not in speakers and _fits(item, chosen):
            speakers.add(speaker)
            chosen.append(with_sentence_before(item))
    return chosen


def _lead(question: Question, evidence: Sequence[Evidence]) -> Evidence:
    """The best sentence; of those about as good, the newest article's where the latest is asked for.

    If a time is asked, the most exact, a report before an announcement, one's own language before the other.
    """
    close = [item for item in evidence if item.score > evidence[0].score - weights.CLOSE]
    if question.wants_latest:
        return max(close, key=lambda item: (item.article.date or date.min, item.score))
    if "when" in question.facets:
        agreeing = [item for item in close if _agrees(item, evidence[0])]
        return max(agreeing, key=lambda item: (item.worth, not item.is_ahead, _is_alike(question, item), item.score))
    return evidence[0]


def _is_alike(question: Question, item: Evidence) -> bool:
    return item.found.passage.language == question.language


def _agrees(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence may date more exactly what the best one dates: 14 May is in May, and not in 1998.

    What the best one only announces is not on a day that was past when it was written.
    """
    written = best.article.date if best.is_ahead else None
    told = [(first, last) for first, last in best.days if written is None or last >= written]
    return not told or any(a <= c and d <= b for a, b in told for c, d in item.days)


def _in_context(lead: Evidence, evidence: Sequence[Evidence]) -> Evidence:
    """The lead with the sentence it leans on, or else with the next if that leans on it and is about as good."""
    whole = with_sentence_before(lead)
    if whole is not lead:
        return whole
    close = (item for item in evidence if item.score > lead.score - weights.CLOSE and item.found is lead.found)
    after = next((with_sentence_before(item) for item in close if item.place == lead.place + 1), lead)
    return after if after.start == lead.start else lead


def _fits(item: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether there is room for the sentence and it says more than those already chosen."""
    text = letters(item.text)
    length = sum(len(other.text) for other in chosen) + len(item.text)
    return (
        len(chosen) < SENTENCES
        and length <= _CHARACTERS
        and all(text not in (other := letters(old.text)) and other not in text for old in chosen)
    )


def _open_facets(question: Question, chosen: Sequence[Evidence]) -> list[str]:
    """The facets that no chosen sentence holds a candidate for."""
    return [f for f in question.facets if f != "why" and not any(f in item.facets for item in chosen)]


def _cited(question: Question, chosen: Sequence[Evidence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    sentences, citations = [], []
    for number, item in enumerate(chosen, start=1):
        sentences.append(sentence_of(item, question, number))
        citations.append(_citation(number, item, item.marks))
    return tuple(sentences), tuple(citations)


def _nearest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence of each of the nearest passages."""
    nearest: list[Evidence] = []
    for item in evidence:
        if len(nearest) < _NEAREST and all(item.found is not other.found for other in nearest):
            nearest.append(item)
    return nearest


def _refused(base: Answer, nearest: Sequence[Evidence], reason: str) -> Answer:
    """An answer that says that the articles do not say, with the nearest passages."""
    citations = tuple(_citation(number, item, ()) for number, item in enumerate(nearest, start=1))
    return replace(base, refused=True, reason=reason, citations=citations)


def _citation(number: int, item: Evidence, marks: tuple[Span, ...]) -> Citation:
    passage, article = item.found.passage, item.article
    return Citation(
        number, article.title, article.url, article.date, article.path, item.text, item.start, item.end,
        passage.text, passage.start, passage.language, marks, passage.copies, item.days,
    )  # fmt: skip
