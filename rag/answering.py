"""Evidence becomes an answer: up to three cited sentences, or an honest "the articles do not say".

The one place where the stages meet: question, retrieval, reading, wording. Knows no file format, no Chroma and no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from rag import weights
from rag.comparing import Comparison, date_event, find_comparison, undated, undecided, verdict, when_was
from rag.embedding import Embedder, load_embedder
from rag.errors import ModelError
from rag.index import Index, open_index
from rag.question import Question, check, understand
from rag.reader import Reader, load_reader
from rag.reading import Evidence, rank_evidence, with_sentence_before
from rag.records import Answer, Citation, Passage, Sentence
from rag.retrieval import Found, retrieve
from rag.settings import BUILT_IN_MODEL, Settings
from rag.support import support
from rag.wording import missing, refusal, sentence_of

PASSAGES = 8
"""Passages that are read for an answer."""

_SENTENCES = 3
_CHARACTERS = 420
"""A sentence that would make the quotes longer than this is passed over; the first always stands."""

_NEAREST = 3
"""Passages that a refusal names."""


def answer(
    question: str,
    *,
    history: Sequence[str | Answer] = (),
    today: date | None = None,
    settings: Settings | None = None,
) -> Answer:
    """Answer a question from the indexed articles, every sentence with its source.

    :param history: earlier turns of the conversation, oldest first: questions, or the answers they got.
    :param today: the day the question is asked on, kept with the answer; the current day where it is not given.
    :param settings: where the index lies and which model is used; from the environment where not given.
    :raises QuestionError: the question is empty or too long.
    :raises IndexError_: there is no index, or it cannot be used; the subclass and its text say why.
    :raises ModelError: a model cannot be loaded.
    """
    return answer_with_passages(question, history=history, today=today, settings=settings)[0]


def answer_with_passages(
    question: str, *, history: Sequence[str | Answer], today: date | None, settings: Settings | None
) -> tuple[Answer, list[Passage]]:
    """What `answer` gives, and the passages that were read for it, best first."""
    settings = settings or Settings.from_environment()
    asked = understand(question, history, today or date.today())
    rooms = _open(settings)
    comparison = find_comparison(asked.text, asked.language)
    if comparison is None:
        found = retrieve(asked, rooms.index, rooms.embedder, PASSAGES)
        whole = compose(asked, question, found, rooms.reader)
    else:
        whole, found = _compare(asked, question, comparison, rooms)
    return replace(whole, notes=rooms.notes), [item.passage for item in found]


@dataclass(frozen=True)
class _Rooms:
    """What answering needs open."""

    index: Index
    embedder: Embedder
    reader: Reader | None
    notes: tuple[str, ...]


def _open(settings: Settings) -> _Rooms:
    """The index and the models.

    The first time, the models load beside the index: most of the wait is Python importing Chroma, and the tokenizer and
    onnxruntime need no interpreter meanwhile.
    """
    if settings.embedding_model != BUILT_IN_MODEL:
        open_index(settings)  # says what it was built with before another model is looked for, which may take long
    with ThreadPoolExecutor(1) as beside:
        models = beside.submit(lambda: (load_embedder(settings.embedding_model), *_reader(settings)))
        index = open_index(settings)
        return _Rooms(index, *models.result())


def _reader(settings: Settings) -> tuple[Reader | None, tuple[str, ...]]:
    """The reader, or None and what to say of it where it cannot be loaded: answers go on without it."""
    if not settings.reader:
        return None, ()
    try:
        return load_reader(), ()
    except ModelError as error:
        return None, (f"answered without the reader: {error}",)


def stream_answer(
    question: str,
    *,
    history: Sequence[str | Answer] = (),
    today: date | None = None,
    settings: Settings | None = None,
) -> Iterator[Answer]:
    """The answer so far, growing by sentences; the last one is `complete`. Takes and raises what `answer` does."""
    whole = answer(question, history=history, today=today, settings=settings)
    for count in range(1, len(whole.sentences)):
        yield replace(whole, sentences=whole.sentences[:count], reason="", complete=False)
    yield whole


def search(question: str, k: int = 10, *, settings: Settings | None = None) -> list[Passage]:
    """The `k` passages that fit a question best, best first.

    :raises QuestionError: the question is empty or too long.
    :raises IndexError_: there is no index, or it cannot be used.
    """
    settings = settings or Settings.from_environment()
    asked = understand(question, (), date.today())
    found = retrieve(asked, open_index(settings), load_embedder(settings.embedding_model), k)
    return [item.passage for item in found]


def warm_up(settings: Settings | None = None) -> None:
    """Load the models and open the index, so that the first answer is as fast as the next.

    :raises IndexError_: there is no index, or it cannot be used.
    :raises ModelError: a model cannot be loaded.
    """
    settings = settings or Settings.from_environment()
    _open(settings).embedder.embed_questions(["warm"])


def compose(question: Question, asked: str, passages: Sequence[Found], reader: Reader | None) -> Answer:
    """The answer that these passages give.

    :param asked: the question as it was typed.
    :param reader: None where it is switched off or its file is missing.
    """
    evidence = rank_evidence(question, passages, reader)
    confidence = support(question, evidence)
    base = _base(question, asked, confidence)
    if not evidence or confidence < weights.REFUSE_BELOW[question.language]:
        nearest = _nearest(evidence)
        numbers = [*range(1, len(nearest) + 1)]
        return _refused(base, nearest, refusal(question, _open_facets(question, nearest), nearest, numbers))
    chosen = _choose(question, evidence)
    sentences, citations = _cited(question, [_readable(item, chosen) for item in chosen])
    open_facets = _open_facets(question, chosen)
    reason = missing(open_facets, question.language) if open_facets and len(question.facets) > 1 else ""
    return replace(base, sentences=sentences, citations=citations, reason=reason)


def _base(question: Question, typed: str, confidence: float) -> Answer:
    """An answer to the question as it was typed, with nothing said yet."""
    asked = question.text if question.rewritten else ""
    return Answer(check(typed), question.language, question.today, confidence=round(confidence, 3), asked=asked)


def _compare(question: Question, typed: str, comparison: Comparison, rooms: _Rooms) -> tuple[Answer, list[Found]]:
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
            found = retrieve(question, rooms.index, rooms.embedder, PASSAGES)
            return compose(question, typed, found, rooms.reader), found
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
    if not decided:
        return replace(base, refused=True, reason=undecided(events, language), citations=citations), _by_turns(seen)
    said = Sentence(decided, tuple(citation.number for citation in citations))
    shown = sentences if len(sentences) < _SENTENCES and sum(len(i.text) for i in chosen) <= _CHARACTERS else ()
    return replace(base, sentences=(said, *shown), citations=citations), _by_turns(seen)


def _then(question: Question, typed: str, asked: str, rooms: _Rooms) -> tuple[Answer, list[Found]]:
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
    """The best sentence, then those that answer what it leaves open, then the next best that say something new."""
    chosen = [_lead(question, evidence)]
    close = [item for item in evidence if item.score >= chosen[0].score - weights.MARGIN]
    for facet in question.facets:
        if not any(facet in item.facets for item in chosen):
            chosen += [item for item in close if facet in item.facets and _fits(item, chosen)][:1]
    for item in close:
        if _fits(item, chosen):
            chosen.append(item)
    return chosen


def _lead(question: Question, evidence: Sequence[Evidence]) -> Evidence:
    """The best sentence; if a time is asked, of those about as good the most exact, a report before an announcement."""
    if "when" not in question.facets:
        return evidence[0]
    close = [item for item in evidence if item.score > evidence[0].score - weights.CLOSE]
    return max(close, key=lambda item: (item.worth, not item.is_ahead, item.score))


def _fits(item: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether there is room for the sentence and it says more than those already chosen."""
    text = _letters(item.text)
    length = sum(len(other.text) for other in chosen) + len(item.text)
    return (
        len(chosen) < _SENTENCES
        and length <= _CHARACTERS
        and all(text not in (other := _letters(old.text)) and other not in text for old in chosen)
    )


def _readable(item: Evidence, chosen: Sequence[Evidence]) -> Evidence:
    """The evidence with the sentence before it where it leans on that, unless that is shown anyway."""
    longer = with_sentence_before(item)
    shown = any(other.found is item.found and other.place == item.place - 1 for other in chosen)
    return item if shown else longer


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _open_facets(question: Question, chosen: Sequence[Evidence]) -> list[str]:
    """The facets that no chosen sentence holds a candidate for."""
    return [f for f in question.facets if f != "why" and not any(f in item.facets for item in chosen)]


def _cited(question: Question, chosen: Sequence[Evidence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    sentences, citations = [], []
    for number, item in enumerate(chosen, start=1):
        sentences.append(sentence_of(item, question, number))
        citations.append(_citation(number, item.found.passage, item.start, item.end, item.marks))
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
    citations = tuple(
        _citation(number, item.found.passage, item.start, item.end, ()) for number, item in enumerate(nearest, start=1)
    )
    return replace(base, refused=True, reason=reason, citations=citations)


def _citation(number: int, passage: Passage, start: int, end: int, marks: tuple[tuple[int, int], ...]) -> Citation:
    article = passage.article
    return Citation(
        number, article.title, article.url, article.date, article.path, article.text[start:end], start, end,
        passage.text, passage.start, passage.language, marks, passage.copies,
    )  # fmt: skip
