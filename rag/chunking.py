"""An article becomes chunks of whole sentences, each in one language, with exact offsets. Pure: knows no model.

langchain-text-splitters packs the sentences to a length in tiktoken tokens; the offsets are ours, counted from the
pieces it is given rather than searched for, so repeated text cannot move them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from langchain_text_splitters import TextSplitter

from rag.languages import HAN, language_of
from rag.records import Article, Chunk, Span
from rag.sentences import sentence_spans
from rag.tokens import count_tokens
from rag.words import CALENDAR

CHUNK_TOKENS = 320
"""The length a chunk is packed to; measured on the development sets (docs/architecture.md)."""

_TELLING = re.compile(rf"(?:[{HAN}].*?){{6}}|(?:[^\W\d_{HAN}]{{2,}}.*?){{4}}")
"""A line with fewer characters or words takes the language of the one before it: "FT" inside Chinese is no switch."""

_SAYS_SOMETHING = re.compile(
    rf"(?:(?![年月日时分秒号周星期])[{HAN}]|(?!{CALENDAR})\b[^\W\d_]{{3,}})",
    re.IGNORECASE,
)
"""A stamp alone ("2024年3月12日") is near to every question with a date in it and answers none."""


class _SentencePacker(TextSplitter):
    """Packs sentences, given as pieces that join to the whole text, into runs of at most `chunk_size` tokens."""

    def __init__(self) -> None:
        super().__init__(CHUNK_TOKENS, chunk_overlap=0, length_function=count_tokens, strip_whitespace=False)

    def split_text(self, text: str) -> list[str]:
        return self.pack([text])

    def pack(self, pieces: list[str]) -> list[str]:
        """Runs of `pieces`, joined; no character is lost or moved."""
        return self._merge_splits(pieces, "")


_PACKER = _SentencePacker()


def chunk_article(article: Article) -> list[Chunk]:
    """The article's chunks in order: all of its sentences but stamps that stand alone."""
    chunks = []
    for language, start, end in _language_runs(article.text):
        sentences = [(start + a, start + b) for a, b in sentence_spans(article.text[start:end], language)]
        chunks += [
            Chunk(article, packed[0][0], packed[-1][1], language, tuple(packed))
            for packed in _packed(article.text, sentences)
            if _SAYS_SOMETHING.search(article.text, packed[0][0], packed[-1][1])
        ]
    return chunks


def _language_runs(text: str) -> Iterator[tuple[str, int, int]]:
    """(language, start, end) of runs of lines in one language, covering `text`."""
    lines: list[tuple[str, int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        language = language_of(line) if _TELLING.search(line) or not lines else lines[-1][0]
        lines.append((language, position, position + len(line)))
        position += len(line)
    for language, group in groupby(lines, key=lambda item: item[0]):
        run = list(group)
        yield language, run[0][1], run[-1][2]


def _packed(text: str, sentences: list[Span]) -> Iterator[list[Span]]:
    """`sentences` in groups that fit a chunk."""
    ends = [start for start, _ in sentences[1:]] + [end for _, end in sentences[-1:]]
    pieces = [text[start:end] for (start, _), end in zip(sentences, ends, strict=True)]
    position = 0
    for run in _PACKER.pack(pieces):
        first, length = position, 0
        while length < len(run):
            length += len(pieces[position])
            position += 1
        yield sentences[first:position]
