"""Foreign text made safe for HTML: the only way by which articles, questions and messages reach the page.

Knows nothing of answers or articles. What comes out shows every character as it is: no markup, no links, no Markdown,
no mark that turns the direction of what follows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: they can make text read as what it is not (https://trojansource.codes)."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Controls but tab and line ends, and lone surrogates, which no UTF-8 stream can carry."""

_TRANSLATED = "__i18n__"
"""Gradio's browser code looks for this in every value and replaces what follows by a translation."""


def text(value: str) -> str:
    """`value` for use between tags or inside a quoted attribute."""
    visible = _DIRECTION.sub(lambda match: f"[U+{ord(match[0]):04X}]", _UNSHOWABLE.sub("\ufffd", value))
    return html.escape(visible, quote=True).replace(_TRANSLATED, "&#95;&#95;i18n__")


def link(url: str) -> str:
    """`url` for use as a quoted `href`; empty unless it is a plain http or https address."""
    if not url.isprintable() or set(url) & set(" \\\"'<>`{}"):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[" and its like
        return ""
    return text(url) if parts.scheme in ("http", "https") and parts.hostname else ""


def items(values: Iterable[str]) -> str:
    """Each of `values` as an item of a list."""
    return "".join(f'<li dir="auto">{text(value)}</li>' for value in values)


def marked(value: str, spans: Iterable[tuple[int, int]], tag: str) -> str:
    """`value` with each of `spans` inside `<tag>`; overlapping and outlying spans are clipped."""
    pieces, done = [], 0
    for start, end in sorted(spans):
        first, last = max(start, done), min(end, len(value))
        if first >= last:
            continue
        pieces += [text(value[done:first]), f"<{tag}>", text(value[first:last]), f"</{tag}>"]
        done = last
    return "".join([*pieces, text(value[done:])])
