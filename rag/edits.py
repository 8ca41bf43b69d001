"""Two sentences in nearly the same words: which words both keep in their order, and what stands between. Pure.

The comparison is `difflib.SequenceMatcher`'s, over English stems and Chinese characters. Knows nothing of what a
difference means (rag/shortening.py, rag/replacing.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from rag.claims import Unit
from rag.languages import HAN
from rag.records import Span
from rag.words import plain, stem

LEAST = {"en": 4, "zh": 6}
"""Words that both must keep before the rest tells anything."""
_SHARED = 0.5
"""The share of a sentence's words that the other must have for the two to be compared at all."""
_TOKEN = re.compile(
    rf"[{HAN}]|(?<![\w.)%])[-−]\d[\d.,]*%?|\d[\d.,]*%?|[^\W\d_{HAN}][^\W_{HAN}]*(?:[’'-][^\W_{HAN}]+)*|[$€£¥%]"
)
_GLUE = {
    "en": frozenset(
        "a an the and that which who whose is are was were be been being has have had it its their his her they he she"
        " of in on at with as also this these those said says".split()
    ),
    "zh": frozenset("的了并且而也则还将已于在和与及是称说表示其这一个该它他她"),
}
"""What may be put in without saying anything."""


@dataclass(frozen=True)
class Edit:
    """A stretch of the drafted text and what the source has in its place; either may be empty."""

    said: Span
    told: Span
    """Both in characters of their texts."""
    put_in: str
    left_out: str
    words_said: tuple[str, ...]
    """The words put in, as they are compared."""
    words_told: tuple[str, ...]


@lru_cache(maxsize=4096)
def edits_of(sentence: str, told: str, language: str) -> tuple[int, tuple[Edit, ...]]:
    """How many words both have in one order, and what stands between; none where too few are the same to tell."""
    one, two = tokens_of(sentence, language), tokens_of(told, language)
    shared = Counter(token for token, _, _ in one) & Counter(token for token, _, _ in two)
    if shared.total() < _SHARED * len(one):
        return 0, ()
    matcher = SequenceMatcher(None, [t for t, _, _ in one], [t for t, _, _ in two], autojunk=False)
    kept, edits = 0, []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            kept += b - a
        else:
            here, there = tuple(t for t, _, _ in one[a:b]), tuple(t for t, _, _ in two[c:d])
            in_said, in_told = _range(one, a, b, sentence), _range(two, c, d, told)
            edits.append(Edit(in_said, in_told, sentence[slice(*in_said)], told[slice(*in_told)], here, there))
    return kept, tuple(edits)


@lru_cache(maxsize=4096)
def tokens_of(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text as they are compared, each with its first and last character."""
    found = []
    for match in _TOKEN.finditer(text):
        word = re.sub(r"[’']s$", "", plain(match.group().casefold()))
        found.append((stem(word) if language == "en" else word, *match.span()))
    return tuple(found)


def within(units: Sequence[Unit], part: Span) -> list[tuple[int, Unit]]:
    """The units that a stretch touches, each with its place."""
    return [(at, unit) for at, unit in enumerate(units) if unit.start < part[1] and unit.end > part[0]]


@cache
def glue(language: str) -> frozenset[str]:
    """Words that may be put in without saying anything."""
    return frozenset(map(stem, _GLUE[language]))


def _range(tokens: Sequence[tuple[str, int, int]], first: int, last: int, text: str) -> Span:
    """The characters of some tokens; for none, the place between their neighbours."""
    if first < last:
        return tokens[first][1], tokens[last - 1][2]
    at = tokens[first][1] if first < len(tokens) else len(text)
    return at, at
