"""A question becomes passages: vectors and keywords fused within each language, languages weighed, copies folded.

What the numbers below are and how they were measured is told in docs/architecture.md. Knows nothing of how passages
are read or answers are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from rag.catalogue import IndexedChunk
from rag.embedding import Embedder, Vectors
from rag.index import Index
from rag.languages import LANGUAGES
from rag.periods import Days, agreement
from rag.question import Question
from rag.records import Article, Passage, Span
from rag.words import letters

POOL = 50
"""Chunks that vectors, and keywords, each propose in one language."""

_WEIGHTS = (0.3, 0.2, 0.5)
"""Of a chunk's cosine, its BM25 score and its best sentence's cosine, each brought to 0..1 within the pool."""

_TIME = 0.3
"""What a passage gains that tells the very days the question names, and loses that tells others."""

_RECENT = 0.2
"""What a passage gains whose article is of the day the question is asked on; half of it a week before or after."""

SAME_LANGUAGE_BONUS = {"en": 0.055, "zh": 0.08}
"""How much nearer text in the question's own language lies, whatever it says: taken off before comparing."""

_LANGUAGE_GAIN = 10.0
"""How strongly the better language leads: a best cosine 0.1 higher outweighs a whole pool's range of scores."""

_LONGEST_RUN = 2
"""Neighbouring chunks that are joined to one passage: more would show half an article as the proof."""


@dataclass(frozen=True)
class Found:
    """A passage with its sentences and what is known of how they fit the question."""

    passage: Passage
    sentences: tuple[Span, ...]
    similarities: tuple[float, ...]
    """Cosine of each sentence to the question."""
    days: tuple[tuple[Days, ...], ...]
    """The days that each sentence tells."""
    timeliness: float = 0.0
    """How well the days it tells fit those the question names, -1 to 1."""
    position: int = 0
    """Its rank, from 0."""
    chunks: int = 1
    """How many neighbouring chunks it was joined from."""


def retrieve(question: Question, index: Index, embedder: Embedder, k: int) -> list[Found]:
    """The `k` best passages, best first, neighbours joined and copies shown once."""
    vector = embedder.embed_questions([question.text])
    scored = []
    for language in LANGUAGES:
        pool = _scored(question, language, vector, index)
        bonus = SAME_LANGUAGE_BONUS[language] if language == question.language else 0.0
        best = max((max(found.similarities) for found in pool), default=0.0) - bonus
        scored += [(found.passage.score + _LANGUAGE_GAIN * best, found) for found in pool]
    scored.sort(key=lambda pair: -pair[0])
    top = scored[0][0] if scored else 0.0
    ranked = [replace(f, passage=replace(f.passage, score=round(max(0.0, 1 - top + s), 4))) for s, f in scored]
    kept = _fold_copies(_join_neighbours(ranked[: 3 * k]))[:k]
    return [replace(found, position=position) for position, found in enumerate(kept)]


def _scored(question: Question, language: str, vector: Vectors, index: Index) -> list[Found]:
    """One language's pool with scores from 0 to 1."""
    nearest = dict(index.nearest(language, vector, POOL))
    matching = dict(index.matching(language, question.text, POOL))
    chunks = index.chunks(list(nearest.keys() | matching.keys()))
    if not chunks:
        return []
    similarities = [chunk.sentence_vectors @ vector[0] for chunk in chunks]
    columns = (
        _min_max([nearest.get(chunk.number) for chunk in chunks]),
        _min_max([matching.get(chunk.number) for chunk in chunks]),
        _min_max([float(row.max()) for row in similarities]),
    )
    scores = np.asarray(_WEIGHTS, np.float32) @ np.vstack(columns)
    return [
        _found(question, chunk, float(score), row)
        for chunk, score, row in zip(chunks, scores, similarities, strict=True)
    ]


def _found(question: Question, indexed: IndexedChunk, score: float, similarities: Vectors) -> Found:
    chunk = indexed.chunk
    written = [(chunk.article.date, chunk.article.date)] if chunk.article.date else []
    timeliness = agreement(question.windows, [*written, *chain.from_iterable(indexed.days)])
    passage = Passage(
        chunk.article,
        chunk.start,
        chunk.end,
        chunk.language,
        score + _TIME * timeliness + _RECENT * recency(chunk.article, question),
    )
    return Found(passage, chunk.sentences, tuple(map(float, similarities)), indexed.days, timeliness)


def recency(article: Article, question: Question) -> float:
    """1 for an article of the day the question is asked on, 0.5 a week before or after, 0 where no date is known."""
    return 1 / (1 + abs((question.today - article.date).days) / 7) if article.date else 0.0


def _min_max(values: Sequence[float | None]) -> Vectors:
    """Values from 0 to 1, the lowest 0; what has none counts as the lowest."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    if high == low:
        return np.array([0.0 if value is None else 1.0 for value in values], np.float32)
    return np.array([0.0 if value is None else (value - low) / (high - low) for value in values], np.float32)


def _join_neighbours(ranked: Iterable[Found]) -> list[Found]:
    """Chunks that follow each other in one article as one passage, at the place of the better."""
    joined: list[Found] = []
    for found in ranked:
        for place, other in enumerate(joined):
            if other.chunks < _LONGEST_RUN and _are_neighbours(found.passage, other.passage):
                joined[place] = _joined(other, found)
                break
        else:
            joined.append(found)
    return joined


def _are_neighbours(a: Passage, b: Passage) -> bool:
    if a.article.path != b.article.path or a.language != b.language:
        return False
    between = a.article.text[min(a.end, b.end) : max(a.start, b.start)]
    return not between.strip()


def _joined(better: Found, other: Found) -> Found:
    first, second = sorted((better, other), key=lambda found: found.passage.start)
    return replace(
        better,
        passage=replace(better.passage, start=first.passage.start, end=second.passage.end),
        sentences=first.sentences + second.sentences,
        similarities=first.similarities + second.similarities,
        days=first.days + second.days,
        chunks=better.chunks + other.chunks,
        timeliness=max(better.timeliness, other.timeliness),
    )


def _fold_copies(ranked: Iterable[Found]) -> list[Found]:
    """A passage that says what a better one of another article says is not shown again but named there."""
    kept: list[Found] = []
    told: list[dict[str, int]] = []
    for found in ranked:
        own = _sentence_letters(found)
        for place, other in enumerate(kept):
            if other.passage.article.path != found.passage.article.path and _is_copy(own, told[place]):
                copies = (*other.passage.copies, found.passage.article.path)
                kept[place] = replace(other, passage=replace(other.passage, copies=tuple(dict.fromkeys(copies))))
                break
        else:
            kept.append(found)
            told.append(own)
    return kept


def _sentence_letters(found: Found) -> dict[str, int]:
    """Each sentence without marks, spaces and capitals -> how many letters and digits it has."""
    text = found.passage.article.text
    return {sentence: len(sentence) for sentence in (letters(text[start:end]) for start, end in found.sentences)}


def _is_copy(a: dict[str, int], b: dict[str, int]) -> bool:
    """Whether four in five letters of the shorter passage are in sentences that both have, word for word."""
    shared = sum(a[sentence] for sentence in a.keys() & b.keys())
    return shared > 0 and shared >= 0.8 * min(sum(a.values()), sum(b.values()))
