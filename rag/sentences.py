"""Where sentences begin and end, in English and Chinese, as offsets into the text. Pure.

The boundaries are sentencex's (Wikimedia; knows abbreviations, quotes and 244 languages); four mends are ours: a line
end ends a sentence, so does a Chinese full stop before a figure (被释放。29岁的), initials before a letter ("J.K.罗琳")
do not, and what is too long to be read or quoted is cut at its clauses. Nothing is known of articles or of what a
sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import sentencex

from rag.records import Span

LONGEST = {"en": 320, "zh": 160}
"""Characters a sentence may have before it is cut at a clause; Chinese says twice as much in one."""

QUOTES = ("“”", "「」", "『』")
"""Marks that open and close a quotation."""

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BEFORE_FIGURE = re.compile(r"[。！？][”’」』）)]*(?=[0-9０-９])")
_INITIAL = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]\.$")
_CLAUSE_END = re.compile(r"[;；。！？!?](?=.)|[,，、:：](?=\s|[^\x00-\x7f])|\s[–—-]\s|——")


def sentence_spans(text: str, language: str) -> list[Span]:
    """Ranges of `text`, in order, disjoint, trimmed of white space, that together hold all but white space.

    :param language: `en` or `zh`.
    """
    spans = []
    for line in _LINE.finditer(text):
        offset = line.start()
        for start, end in _merged(line.group(), language):
            for piece_start, piece_end in _cut_long(text, offset + start, offset + end, LONGEST[language]):
                trimmed = _trim(text, piece_start, piece_end)
                if trimmed[0] < trimmed[1]:
                    spans.append(trimmed)
    return spans


def _merged(line: str, language: str) -> list[Span]:
    """The boundaries of sentencex in `line`, joined again where it cut inside initials or before a closing mark."""
    merged: list[Span] = []
    for boundary in sentencex.get_sentence_boundaries(language, line):
        start, end = boundary["start_index"], boundary["end_index"]
        if merged and (_is_inside_initials(line, start) or line[start] in "”’」』）)】]。，,;；"):
            start = merged.pop()[0]
        cuts = [
            match.end()
            for match in _BEFORE_FIGURE.finditer(line, start, end)
            if not leaves_open(line[start : match.end()])
        ]
        for cut in [*(cut for cut in cuts if start < cut < end), end]:
            merged.append((start, cut))
            start = cut
    return merged


def leaves_open(text: str, pairs: Iterable[str] = QUOTES) -> bool:
    """Whether it opens a quotation, or another of some pairs of marks, that it does not close."""
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in pairs)


def _is_inside_initials(line: str, cut: int) -> bool:
    """Whether a cut at `cut` parts "J." from "K." or from a letter that follows without a space."""
    return line[cut].isalnum() and bool(_INITIAL.search(line, max(0, cut - 3), cut))


def _cut_long(text: str, start: int, end: int, longest: int) -> list[Span]:
    """The range in pieces of at most `longest` characters, cut after a clause mark, else at a space, else anywhere."""
    pieces = []
    while end - start > longest:
        window = text[start : start + longest]
        cuts = [match.end() for match in _CLAUSE_END.finditer(window) if match.end() > longest // 3]
        space = window.rfind(" ")
        cut = cuts[-1] if cuts else space + 1 if space > longest // 3 else longest
        pieces.append((start, start + cut))
        start += cut
    return [*pieces, (start, end)]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
