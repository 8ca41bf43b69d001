"""Markdown and plain text -> lines. One reader for both: scraped .txt files are half Markdown.

The Markdown library reads the structure; rules that would harm plain text are off (indented code, underlined
headings, addresses that vanish), and what it leaves or takes wrongly is put right: stars inside words and numbers,
bold Chinese next to punctuation, tags that are no HTML. Knows no furniture and no front matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from rag.sources.furniture import ends_post
from rag.sources.lines import MAX_WRAPPED, Line, columns, make_line, unwrap

_UNSHOWN = tuple(
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (("<!--", "-->"), (r"<script\b", r"</script\s*>"), (r"<style\b", r"</style\s*>"))
)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
_REFERENCE = re.compile(r"\s*\[[^\]]+\]:\s*<?(?:https?:|mailto:|www\.|[/#.])")
# A line below a list item or a quote belongs to it only where it is set in: scraped pages have no blank lines between.
_BEHIND_BLOCK = re.compile(r"^( {0,3}(?:[-*+]|\d{1,9}[.)]|>) .*\n)(?=[^\s>|])(?!(?:[-*+]|\d{1,9}[.)])\s)", re.MULTILINE)
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_BULLET = re.compile(r"^[•·▪●◦‣■□◆►▶]\s*")
# CommonMark does not see that these close or open: https://github.com/commonmark/commonmark-spec/issues/650
_CHINESE_BOLD = re.compile(
    r"(\*{1,2})(?=[^\s*])([“”‘’（）《》「」『』【】，。！？：；、%][^*\n]*|[^*\n]*[“”‘’（）《》「」『』【】，。！？：；、%])\1"
)


class _Markdown(MarkdownIt):
    """A parser that takes any address as a link's, so that no address stays in the text."""

    def validateLink(self, url: str) -> bool:  # the library's name
        return True


def _careful_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule for `[name]: address`, kept from lines such as `[Applause]: Yes`, which would vanish."""
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    return bool(_REFERENCE.match(line)) and reference(state, start, end, silent)


_PARSER = _Markdown("commonmark").enable(["table", "strikethrough"]).disable(["code", "lheading", "html_block"])
_PARSER.block.ruler.at("reference", _careful_reference)


def read_plain(text: str) -> list[Line]:
    """The lines of a Markdown or plain text, without marks."""
    text = unwrap(_shown(text))
    if len(_FENCE.findall(text)) % 2:  # an open fence would turn the rest of the page into code
        text = _FENCE.sub("", text)
    return _Reader().read(_PARSER.parse(_BEHIND_BLOCK.sub(r"\1\n", text)))


def _shown(text: str) -> str:
    """`text` without comments, scripts and styles; one that is never closed stays."""
    for opening, closing in _UNSHOWN:
        parts, position = [], 0
        while (start := opening.search(text, position)) and (end := closing.search(text, start.end())):
            parts.append(text[position : start.start()])
            position = end.end()
        text = "".join([*parts, text[position:]])
    return text


class _Reader:
    """One walk over the tokens of a text."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.number = ""
        """The number of the list item that comes next: "1. "."""
        self.cells: list[str] = []
        self.items = 0
        """How many list items the walk is inside of."""
        self.quotes: list[int] = []
        """Where each block quote that the walk is inside of began."""

    def read(self, tokens: Sequence[Token]) -> list[Line]:
        for token, opener in zip(tokens, [None, *tokens], strict=False):
            if token.type == "inline":
                self._inline(token, opener.type if opener else "")
            elif token.type == "fence":
                self._add(token.content.split("\n"), "text")
            elif token.type in ("list_item_open", "list_item_close"):
                self._item(token)
            elif token.type in ("blockquote_open", "blockquote_close"):
                self._quote(opened=token.nesting == 1)
            elif token.type == "tr_close":
                self._add(["; ".join(self.cells)], "row")
                self.cells = []
        return self.lines

    def _inline(self, token: Token, opener: str) -> None:
        text = _plain(token.children or [])
        if opener in ("td_open", "th_open"):
            self.cells += [text] if text.strip() else []
        elif opener == "heading_open":
            self._add([text.replace("\n", " ")], "heading")
        else:
            self._add(text.split("\n"), "item" if self.items else "text", _links(token.children or []))

    def _item(self, token: Token) -> None:
        self.items += token.nesting
        if token.nesting == 1:
            self.number += f"{token.info}{token.markup} " if token.info else ""
        else:  # an item without text keeps its number
            self._add([""], "item")

    def _quote(self, *, opened: bool) -> None:
        if opened:
            self.quotes.append(len(self.lines))
            return
        start = self.quotes.pop()
        if self.lines[start:] and ends_post(self.lines[-1].text):
            self.lines[start:] = [Line(line.text, "post", line.gap) for line in self.lines[start:]]

    def _add(self, texts: Sequence[str], kind: str, links: Sequence[str] = ()) -> None:
        """Add the lines of one block; where one of them is long, each is a paragraph."""
        apart = kind == "text" and any(columns(text) > MAX_WRAPPED for text in texts)
        gap = not (kind in ("item", "row") and self.lines and self.lines[-1].kind == kind)
        for text, href in zip(texts, links if len(links) == len(texts) else [""] * len(texts), strict=True):
            bullet = kind == "text" and _BULLET.match(text.strip())
            line = make_line(
                self.number + _BULLET.sub("", text.strip()), "item" if bullet else kind, gap=gap, href=href
            )
            if line.text:
                self.lines.append(line)
                self.number, gap = "", apart


def _plain(children: Sequence[Token]) -> str:
    """The text of inline tokens; images and tags fall away, breaks become line breaks."""
    text, kept = "", []
    for token in children:
        if token.type in ("em_open", "strong_open"):
            # "2*3*4" and "A*B and C*D" hold no emphasis, whatever CommonMark says.
            kept.append(token.markup if text[-1:].isascii() and text[-1:].isalnum() else "")
            text += kept[-1]
        elif token.type in ("em_close", "strong_close"):
            text += kept.pop()
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif token.type in ("text", "code_inline"):
            text += token.content
        elif token.type == "html_inline":
            text += _tag(token.content)
    return _CHINESE_BOLD.sub(r"\2", text)


def _tag(tag: str) -> str:
    """What a tag leaves in the text: a line break, nothing, or itself where HTML has no such tag ("<AAPL>")."""
    match = _TAG.match(tag)
    name = match[1].lower() if match else ""
    if name in defs.block_tags or name in ("br", "tr", "td", "section", "article", "figure", "figcaption"):
        return "\n"
    return "" if not match or name in defs.tags or "-" in name else tag


def _links(children: Sequence[Token]) -> list[str]:
    """For every line of a paragraph its address, where the line is one link and nothing else, or empty."""
    lines: list[list[Token]] = [[]]
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            lines.append([])
        elif token.type != "text" or token.content.strip():
            lines[-1].append(token)
    return [_only_link(line) for line in lines]


def _only_link(tokens: Sequence[Token]) -> str:
    ends = [token.type for token in (*tokens[:1], *tokens[-1:])]
    return str(tokens[0].attrGet("href") or "") if ends == ["link_open", "link_close"] else ""
