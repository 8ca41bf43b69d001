"""The reader: a small model that marks the words of a window which answer a question, and scores "not here".

Extractive question answering as in Devlin et al., "BERT" (2019), section 4.2: a start and an end score for every
token, "no answer" at the first. The model and its training are told in rag/models/multilingual-e5-small/README.md.
Knows windows of text, nothing of articles, facets or answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.embedding import MODELS, load_session, load_tokenizer, pad
from rag.records import Span
from rag.settings import BUILT_IN_MODEL

_LONGEST_SPAN = 30
"""Tokens an answer may have: what the reader was trained with."""

_QUESTION, _PASSAGE = "query: ", "passage: "


@dataclass(frozen=True)
class Reading:
    """The best answer within one range of a window."""

    start: int
    end: int
    """The words, as a range of the window."""
    score: float
    """Start plus end logit, less those of "not here": above 0 the reader thinks that they answer."""


class Reader:
    """The built-in reader on onnxruntime."""

    def __init__(self, folder: Path = MODELS / BUILT_IN_MODEL) -> None:
        self._tokenizer = load_tokenizer(folder)
        self._session = load_session(folder / "reader.onnx")

    def read(
        self, questions: Sequence[str], windows: Sequence[str], ranges: Sequence[Sequence[Span]]
    ) -> list[list[Reading | None]]:
        """For each window, the best answer to its question within each of its ranges; None where no token lies in it.

        :param questions: one for each window.
        :param ranges: for each window, ranges of its characters, such as its sentences.
        """
        if not windows:
            return []
        pairs = [
            self._tokenizer.encode_pair(_QUESTION + question, _PASSAGE + window)
            for question, window in zip(questions, windows, strict=True)
        ]
        ids, mask = pad([tokens for tokens, _ in pairs])
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        logits = self._session.run(["span_logits"], inputs)[0]
        readings = []
        for row, (_, offsets) in enumerate(pairs):
            places = [(start - len(_PASSAGE), end - len(_PASSAGE)) for start, end in offsets]
            readings.append([_best(logits[row], places, span, windows[row]) for span in ranges[row]])
        return readings


@cache
def load_reader() -> Reader:
    """The reader, loaded once a process.

    :raises ModelError: its file is missing or broken.
    """
    return Reader()


def _best(logits: NDArray[np.float32], places: Sequence[Span], span: Span, window: str) -> Reading | None:
    """The best start and end within `span`."""
    inside = [row for row, (start, end) in enumerate(places) if span[0] <= start < end <= span[1]]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    sums = logits[first:last, 0][:, None] + logits[first:last, 1][None, :]
    size = last - first
    allowed = np.triu(np.ones((size, size), bool)) & ~np.triu(np.ones((size, size), bool), _LONGEST_SPAN)
    best = int(np.argmax(np.where(allowed, sums, -np.inf)))
    start, end = places[first + best // size][0], places[first + best % size][1]
    while start < end and window[start].isspace():
        start += 1
    return Reading(start, end, float(sums.flat[best] - logits[0, 0] - logits[0, 1]))
