"""How well the evidence supports an answer to this question, 0 to 1: what an honest "no" rests on.

Similarity alone cannot refuse: "What is the population of Geneva?" lies as near to an article on talks in Geneva as a
question that it answers. So what the question names and the evidence lacks counts too, and whether the reader found
an answer of the kind that is asked for. Knows nothing of how an answer is worded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from statistics import median

import numpy as np

from rag import weights
from rag.glossary import shared_words
from rag.languages import language_of
from rag.predicates import acts_in
from rag.question import Question
from rag.reading import Evidence, overlaps, words_shared, words_wanted
from rag.words import stem, stems

FEATURES = (
    "similarity", "coverage", "context", "passage coverage", "numbers missing", "names missing",
    "facets open", "other language", "similarity across", "coverage across", "lead over second", "stands out", "time",
    "reader", "marks unfit", "reader across", "reader's lead", "spans missing",
)  # fmt: skip
"""What `support_features` gives, in this order; each about 0 to 1. The last five are the reader's. "Across" is what a
feature is worth more, or less, where the passage is in the other language."""

SENTENCES = 3
"""Sentences that an answer may have, and that are looked at for what is asked."""

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def support_features(question: Question, evidence: Sequence[Evidence]) -> tuple[float, ...]:
    """What speaks for and against the best evidence.

    :param evidence: at least one, best first.
    """
    best = evidence[0]
    passage = best.found.passage
    whole = f"{passage.article.title} {passage.article.date or ''} {passage.text}"
    folded = whole.casefold()
    wanted = words_wanted(question, passage.language)
    held = words_shared(question, whole, passage.language)
    across = float(passage.language != question.language)
    near = _near(evidence)
    facets = [facet for facet in question.facets if facet != "why"]
    likeness, coverage = best.feature("similarity"), best.feature("coverage")
    others = [item.score for item in evidence[1:] if item.found is not best.found]
    readings = [max(item.readings, key=lambda reading: reading.score).score for item in evidence if item.readings]
    reader = max((reading.score for reading in best.readings), default=0.0) / 10
    return (
        likeness,
        coverage,
        best.feature("context"),
        len(held) / max(1, len(wanted)),
        _missing(question.text, folded),
        1 - best.feature("names"),
        best.feature("unfit"),
        across,
        across * likeness,
        across * coverage,
        math.tanh(best.score - others[0]) if others else 1.0,
        (best.similarity - median(item.similarity for item in evidence)) * 10,
        best.feature("time"),
        reader,
        1 - best.feature("marks fit") if best.readings and best.candidates else 0.0,
        across * reader,
        reader - max(readings, default=0.0) / 10 if best.readings else 0.0,
        sum(not any(_marks(facet, item) for item in near) for facet in facets) / max(1, len(facets)),
    )


def _marks(facet: str, item: Evidence) -> bool:
    """Whether the reader surely marked words of the kind that the facet asks for."""
    found = [candidate for name, candidates in item.candidates if name == facet for candidate in candidates]
    return any(reading.score > 0 and overlaps(reading, found) for reading in item.readings)


def _counts(question: Question, item: Evidence) -> bool:
    """Whether the sentence counts what is asked for: it has a number and names the kind, or the reader marked one."""
    return "how many" in item.facets and (_marks("how many", item) or _names_kind(question, item.text))


def _names_kind(question: Question, text: str) -> bool:
    """Whether the text names the kind of thing asked for, in either language; true where the question names none."""
    kind = question.kind
    if not kind:
        return True
    if language_of(text) == question.language:
        return kind in text if question.language == "zh" else stem(kind) in stems(text)
    return bool(shared_words(kind, text, asked_in=question.language))


def support(question: Question, evidence: Sequence[Evidence]) -> float:
    """How likely it is that the evidence answers, 0 to 1; 0 without evidence."""
    if not evidence:
        return 0.0
    features = support_features(question, evidence)
    if len(question.words) < 2 and features[FEATURES.index("passage coverage")] == 0:
        return 0.0  # one word that no passage holds ("hello") asks nothing that could be answered
    if _is_uncounted(question, evidence) or _is_undone(question, evidence):
        return 0.0
    read = any(item.readings for item in evidence)
    fitted, intercept = (weights.READ_SUPPORT, weights.READ_INTERCEPT) if read else (weights.SUPPORT, weights.INTERCEPT)
    return 1 / (1 + math.exp(-float(np.dot(features[: len(fitted)], fitted)) - intercept))


def _is_uncounted(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a number of something is asked for and the best sentences, one of them in its language, count none."""
    if "how many" not in question.facets:
        return False
    near = _near(evidence)
    alike = any(item.found.passage.language == question.language for item in near)
    return alike and not any(_counts(question, item) for item in near)


def _is_undone(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the question takes something as done, such as a signing, that no passage near the top speaks of."""
    wanted = acts_in(question.text, question.language)
    told = {id(item.found): item.found for item in _near(evidence)}.values()
    return bool(wanted) and not any(
        wanted & acts_in(f"{found.passage.article.title} {found.passage.text}", found.passage.language)
        for found in told
    )


def _near(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that an answer may be made of."""
    return [item for item in evidence[:SENTENCES] if item.score >= evidence[0].score - weights.MARGIN]


def _missing(question: str, text: str) -> float:
    """Which part of the question's numbers is not in the text."""
    wanted, told = set(_NUMBER.findall(question)), set(_NUMBER.findall(text))
    return len(wanted - told) / len(wanted) if wanted else 0.0
