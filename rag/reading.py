"""Passages become evidence: sentences ranked by how directly they answer, with the words that answer marked.

A sentence is judged by what it shares with the question in meaning (vectors) and in words, by its passage, and by
whether it holds the kind of thing that is asked for. The weights are those of a logistic regression (rag/weights.py).
Knows nothing of how an answer is worded.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rag.lexical import query_words
from rag.question import Question
from rag.records import Article, Span
from rag.retrieval import Found
from rag.spans import find_spans

FEATURES = ("similarity", "gap", "coverage", "context", "passage", "rank", "fit", "unfit", "lead", "short")
"""What `Evidence.features` holds, in this order; each about 0 to 1."""


@dataclass(frozen=True)
class Evidence:
    """One sentence of a passage as an answer to a question."""

    found: Found
    start: int
    end: int
    features: tuple[float, ...]
    spans: tuple[tuple[str, tuple[Span, ...]], ...]
    """For each facet asked, the words that could answer it, as ranges of the sentence; new to the question."""
    score: float

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.found.passage.article

    @cached_property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.text[self.start : self.end]

    @property
    def similarity(self) -> float:
        """Its cosine to the question."""
        return self.found.similarities[self.found.sentences.index((self.start, self.end))]

    @property
    def facets(self) -> frozenset[str]:
        """The facets it holds a candidate for."""
        return frozenset(facet for facet, spans in self.spans if spans)


def rank_evidence(question: Question, passages: Sequence[Found], weights: Sequence[float]) -> list[Evidence]:
    """Every sentence of the passages, best first.

    :param weights: one for each of `FEATURES`.
    """
    words = set(question.words)
    sentences = [(found, place, span) for found in passages for place, span in enumerate(found.sentences)]
    word_sets = [set(query_words(found.passage.article.text[a:b])) for found, _, (a, b) in sentences]
    rarity = _rarity(words, word_sets)
    best = max((max(found.similarities) for found in passages), default=0.0)
    ranked = []
    for row, (found, place, span) in enumerate(sentences):
        spans = _new_spans(question, found, span)
        around = {w for near in word_sets[max(0, row - 1) : row + 2] for w in near} | set(
            query_words(found.passage.article.title)
        )
        similarity = found.similarities[place]
        features = (
            (similarity - 0.75) * 5,
            (best - similarity) * 10,
            _share(words & word_sets[row], rarity),
            _share(words & around, rarity),
            found.passage.score,
            1 / (1 + found.position),
            float(bool(question.facets)) * sum(bool(s) for _, s in spans) / max(1, len(spans)),
            float(any(not s for _, s in spans)),
            1 / (1 + span[0] / 400),
            1.0 if span[1] - span[0] < (12 if found.passage.language == "zh" else 35) else 0.0,
        )
        score = float(np.dot(features, np.asarray(weights)))
        ranked.append(Evidence(found, *span, features, spans, score))
    return sorted(ranked, key=lambda evidence: -evidence.score)


def _new_spans(question: Question, found: Found, span: Span) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    """For each facet, the spans that could answer it and say something the question does not."""
    article = found.passage.article
    sentence = article.text[span[0] : span[1]]
    asked = question.text.casefold()
    return tuple(
        (
            facet,
            tuple(
                (a, b)
                for a, b in find_spans(facet, sentence, found.passage.language, article.date)
                if sentence[a:b].casefold() not in asked
            ),
        )
        for facet in question.facets
        if facet != "why"
    )


def _rarity(words: set[str], word_sets: Sequence[set[str]]) -> dict[str, float]:
    """How telling each word is among the candidates: inverse document frequency."""
    counts = Counter(word for sentence in word_sets for word in sentence & words)
    return {word: math.log(1 + len(word_sets) / (0.5 + counts[word])) for word in words}


def _share(found: set[str], rarity: dict[str, float]) -> float:
    """Which part of the question's telling words was found, 0 to 1."""
    total = sum(rarity.values())
    return sum(rarity[word] for word in found) / total if total else 0.0


def feature_matrix(evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """Shape (sentences, features): for fitting the weights."""
    return np.array([item.features for item in evidence])
