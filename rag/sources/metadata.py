"""Title, address and author of an article, each from the most trusted place that has it.

The order: what the file states (front matter, then the page's meta tags), then the text's own lines. The day has a
file of its own, `published`. Knows no format and no furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from rag.sources.lines import Line, Stated, is_ended, is_prose, size
from rag.sources.published import is_own_day
from rag.sources.words import SOURCE

_MAX_TITLE = 200
_MAX_SENTENCE = 80
_TITLE_LINES = 3
_AUTHOR_LINES = 8

# A full stop ends a sentence here only behind a small-letter word, so that "U.S." and "Sec. of State" do not.
_SENTENCE = re.compile(r"^.{12,}?(?:[。！？]|(?<=[a-z]{4})[.!?](?=[\"'”’)]*\s))[\"'”’）)]*")
_LAST_BREAK = re.compile(r"[\s，。、；：,;:]+\S*$")
_NO_TITLE_END = re.compile(r"[.。!！;；,，:：—-]$")
_SOURCE_LINK = re.compile(rf"^{SOURCE}\s*[:：]?$", re.IGNORECASE)
_SOURCE_LINE = re.compile(rf"^{SOURCE}\s*[:：]\s*(https?://\S+)$", re.IGNORECASE)
_WORD = r"[A-Z][\w.'’-]*"
_BYLINE = re.compile(
    rf"^(?:By|BY|by)\s+({_WORD}(?:\s+(?:{_WORD}|(?:and|de|van|von|der|al|bin|&)(?=\s)))*(?:,\s+{_WORD}(?:\s+{_WORD})+)*)"
)
_CHINESE_BYLINE = re.compile(
    r"(?:^|\s)(?:本文)?(?:作者|撰文|文)\s*[:：/／|丨｜]\s*([^\s:：|，。；（(]{2,20}(?:[\s、][^\s:：|，。；（(]{2,4})*)"
)


def title_of(stated: Iterable[Stated], lines: Sequence[Line]) -> str:
    """The title, never empty: stated, or the first heading, or a first line without an end, or the first sentence."""
    given = next((facts.title for facts in stated if facts.title), "")
    title = given or _heading(lines) or _first_line(lines) or _shortened(lines[0].text)
    return title if len(title) <= _MAX_TITLE else _cut(title, _MAX_TITLE)


def without_title(lines: Sequence[Line], title: str) -> list[Line]:
    """The lines without those at the head that only say the title again; all of them where nothing else is there.

    Prose stays: of a page without any heading, the first paragraph is taken for its title.
    """
    rest = [
        line for i, line in enumerate(lines) if i >= _TITLE_LINES or is_prose(line.text) or not same(line.text, title)
    ]
    return rest or list(lines)


def same(text: str, other: str) -> bool:
    """Whether both have the same letters and digits, whatever their case and marks."""
    return re.sub(r"[\W_]+", "", text).casefold() == re.sub(r"[\W_]+", "", other).casefold()


def url_of(stated: Iterable[Stated], lines: Iterable[Line]) -> str:
    """The address of the original: stated, or that of a link or line such as "Source: https://..."."""
    for candidate in (*(facts.url for facts in stated), *map(_source, lines)):
        if address := _web_address(candidate):
            return address
    return ""


def author_of(stated: Iterable[Stated], lines: Iterable[Line]) -> str:
    """Who wrote it, as stated or as a line such as "By Ana Ruiz" says."""
    for _, line in zip(range(_AUTHOR_LINES), lines, strict=False):
        match = _BYLINE.match(line.text) or _CHINESE_BYLINE.search(line.text)
        if match and not is_prose(line.text):
            return next((facts.author for facts in stated if facts.author), match[1].strip())
    return next((facts.author for facts in stated if facts.author), "")


def _heading(lines: Sequence[Line]) -> str:
    """The first heading, where no prose stands before it."""
    for line in lines:
        if line.kind == "heading":
            return line.text
        if is_prose(line.text):
            break
    return ""


def _first_line(lines: Sequence[Line]) -> str:
    """The first line, if it can be a headline: short, not ended as a sentence, no date, and with text below it."""
    heads = [line for line in lines[:_TITLE_LINES] if not is_own_day(line.text)]
    if not heads or len(lines) == 1 or heads[0].kind != "text":
        return ""
    text = heads[0].text
    ended = _NO_TITLE_END.search(text) or (is_ended(text) and not text.endswith(("?", "？")))
    return "" if ended or len(text) > _MAX_TITLE or size(text) < 1 else text


def _shortened(text: str) -> str:
    """The first sentence, cut to a title's length."""
    match = _SENTENCE.match(text)
    sentence = match[0] if match else text
    return sentence if len(sentence) <= _MAX_SENTENCE else _cut(sentence, _MAX_SENTENCE)


def _cut(text: str, length: int) -> str:
    """At most that many characters, cut between words where there are any, with an ellipsis."""
    head = text[: length - 1]
    whole = _LAST_BREAK.sub("", head)
    return (whole if len(whole) > length / 2 else head).rstrip() + "…"


def _source(line: Line) -> str:
    if line.href and _SOURCE_LINK.match(line.text):
        return line.href
    match = _SOURCE_LINE.match(line.text)
    return match[1] if match else ""


def _web_address(text: str) -> str:
    """The address, if it is one of the web; else empty."""
    address = text.strip().rstrip(").,;，。）")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>\"]", address)
    except ValueError:  # "http://[" and its like
        return ""
    return address if usable else ""
