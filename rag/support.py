"""How well the evidence supports an answer to this question, 0 to 1: what an honest "no" rests on.

Similarity alone cannot refuse: "What is the population of Geneva?" lies as near to an article on talks in Geneva as a
question that it answers. So what the question names and the evidence lacks counts too: words, numbers, names, and the
kind of thing asked for. Knows nothing of how an answer is worded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from rag.lexical import query_words
from rag.question import Question
from rag.reading import Evidence
from rag.retrieval import SAME_LANGUAGE_BONUS, Found

FEATURES = (
    "similarity", "best similarity", "coverage", "context", "passage coverage", "fit", "unfit", "numbers missing",
    "names missing", "other language", "lead over second",
)  # fmt: skip
"""What `support_features` gives, in this order; each about 0 to 1."""

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]+")


def support_features(question: Question, evidence: Sequence[Evidence]) -> tuple[float, ...]:
    """What speaks for and against the best evidence; words are only compared within one language.

    :param evidence: at least one, best first.
    """
    best = evidence[0]
    passage = best.found.passage
    others = [item.score for item in evidence[1:] if item.found is not best.found]
    whole = f"{passage.article.title} {passage.article.date or ''} {passage.text}".casefold()
    words = set(query_words(whole))
    same = float(passage.language == question.language)
    return (
        _level(question, best.found, best.similarity),
        max(_level(question, item.found, item.similarity) for item in evidence),
        same * best.features[2],
        same * best.features[3],
        same * len([word for word in question.words if word in words]) / max(1, len(question.words)),
        best.features[6],
        best.features[7],
        _missing(_NUMBER.findall(question.text), whole),
        same * _missing(_NAME.findall(question.text), whole),
        1.0 - same,
        math.tanh(best.score - others[0]) if others else 1.0,
    )


def _level(question: Question, found: Found, similarity: float) -> float:
    """A cosine brought to about 0..1, and to what it would be within the question's language."""
    bonus = 0.0 if found.passage.language == question.language else SAME_LANGUAGE_BONUS[question.language]
    return (similarity + bonus - 0.75) * 5


def support(question: Question, evidence: Sequence[Evidence], weights: Sequence[float], intercept: float) -> float:
    """How likely it is that the evidence answers, 0 to 1; 0 without evidence.

    :param weights: one for each of `FEATURES`.
    """
    if not evidence:
        return 0.0
    return 1 / (1 + math.exp(-float(np.dot(support_features(question, evidence), weights)) - intercept))


def _missing(wanted: list[str], text: str) -> float:
    """Which part of the wanted words is not in the text."""
    lacking = [word for word in wanted if word.casefold() not in text]
    return len(lacking) / len(wanted) if wanted else 0.0
