"""Lines of a page between its format and its text: what every reader makes and the furniture is taken from.

A `Line` never holds a line break. In an article's text a line break therefore always ends a paragraph, a heading, a
list item or a table row: lines of files that were wrapped at some width are made whole here. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.languages import HAN
from rag.sources.decoding import scrub

MAX_WRAPPED = 120
"""Nobody wraps text wider than this many columns: a longer line is a paragraph of its own."""
_MIN_WRAPPED = 40
_MIN_BREAKS = 3
_SHARE_OF_BREAKS = 0.6

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(rf"[^\W_{HAN}]+(?:['’.,-][^\W_{HAN}]+)*")
_ENDED = re.compile(r"""[.!?。！？…]["'”’)）\]】」』]*$""")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_MARKER = re.compile(r"\s*(?:[#>|=~`]|[-*+•·▪●◦‣]|\d{1,3}[.)、]|[-_*=]{3,}|$)")
_NO_START = re.compile(r"\s*(?:#{1,6}\s|\||={3}|-{3}|\*{3}|~~~|```|$)")
_PROSE = 7


@dataclass(frozen=True)
class Line:
    """One paragraph, heading, list item or table row, as plain text."""

    text: str
    kind: str = "text"
    """`text`, `heading`, `item` (of a list), `row` (of a table) or `post` (of an embedded message)."""
    gap: bool = True
    """Whether a blank line stands before it."""
    href: str = ""
    """The address it links to, where the whole line is a link."""


@dataclass(frozen=True)
class Stated:
    """What a file says about itself, word for word."""

    origin: str = ""
    """Where it says so: `front matter` or `meta tags`."""
    title: str = ""
    url: str = ""
    author: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A source as its reader understood it: the lines of the text, and what the page shows beside them."""

    lines: Sequence[Line]
    stated: Stated = field(default_factory=Stated)
    visible: Sequence[Line] | None = None
    """All lines a person would see, where the reader left some out."""


def one_line(text: str) -> str:
    """Scrubbed text with single blanks: entities and escapes can bring in what the file's bytes did not show."""
    return " ".join(scrub(text).split())


def make_line(text: str, kind: str = "text", *, gap: bool = True, href: str = "") -> Line:
    """A line, whatever blanks and unseen characters are in the text."""
    return Line(one_line(text), kind, gap, href)


def join(lines: Sequence[Line]) -> str:
    """The text of an article: paragraphs apart by a blank line, list items and rows by a line break."""
    parts = [line.text if not index else ("\n\n" if line.gap else "\n") + line.text for index, line in enumerate(lines)]
    return "".join(parts)


def size(text: str) -> float:
    """How much is said: words, two Chinese characters counting as one."""
    return len(_WORD.findall(text)) + len(_HAN.findall(text)) / 2


def is_ended(text: str) -> bool:
    """Whether it ends as a sentence does; initials such as "U.S." end none."""
    return bool(_ENDED.search(text)) and not _INITIALS.search(text)


def is_prose(text: str) -> bool:
    """Whether it reads as at least one real sentence: long enough, and ended."""
    return is_ended(text) and size(text) >= _PROSE


def columns(text: str) -> int:
    """Its width as a terminal shows it: Chinese characters take two columns."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def unwrap(text: str) -> str:
    """`text` with the lines of every paragraph made one, where it was wrapped at a width; else as it is.

    A line was wrapped when the next one's first word had no room left on it.
    """
    lines = text.split("\n")
    widths = sorted(columns(line.strip()) for line in lines if line.strip())
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    if not _MIN_WRAPPED <= width <= MAX_WRAPPED:
        return text
    breaks = [i for i in range(len(lines) - 1) if _may_go_on(lines[i], lines[i + 1])]
    full = {i for i in breaks if columns(lines[i].strip()) + 1 + columns(_first_word(lines[i + 1])) > width}
    ended = sum(is_ended(lines[i].strip()) for i in full)
    if len(full) < max(_MIN_BREAKS, _SHARE_OF_BREAKS * len(breaks)) or ended > len(full) / 2:
        return text
    return "".join(_with_end(line, lines[i + 1 : i + 2], i in full) for i, line in enumerate(lines))


def _may_go_on(line: str, following: str) -> bool:
    """Whether both can belong to one paragraph."""
    return not (_NO_START.match(line) or line.endswith(("  ", "\\")) or _MARKER.match(following))


def _first_word(line: str) -> str:
    """What a wrapping program keeps whole: a word, or one Chinese character."""
    word = line.split(maxsplit=1)[0]
    return word[0] if _WIDE.match(word) else word


def _with_end(line: str, following: list[str], goes_on: bool) -> str:
    if not following:
        return line
    if not goes_on:
        return line + "\n"
    # Chinese is written without blanks: none is put between two Chinese characters.
    joint = line.rstrip()[-1:] + following[0].lstrip()[:1]
    return line.rstrip() + ("" if len(_WIDE.findall(joint)) == len(joint) else " ")
