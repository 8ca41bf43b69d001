"""Front matter: the `key: value` lines at the head of a file, between two `---` or, without these, below a title line.

Everything in it stays text: YAML's own dates would move to another day with their time zone, and "no" would become
False. Broken YAML, mostly a colon in a title, is told and read line by line. Knows nothing of what follows the block.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from rag.sources.lines import Stated, one_line

_BLOCK = re.compile(r"\A\s*^---[ ]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ ]*$\n?", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"""^([^\W\d_][\w-]*)\s*:\s+(["']?)(.*?)\2\s*$""", re.MULTILINE)

_KEYS = {
    "title": ("title", "headline", "标题"),
    "url": (
        "url",
        "link",
        "canonical",
        "canonical_url",
        "original_url",
        "source_url",
        "permalink",
        "source",
        "链接",
        "来源",
    ),
    "author": ("author", "authors", "byline", "creator", "作者"),
    "date": ("date", "published", "datepublished", "date_published", "published_at", "publish_date", "pubdate", "日期"),
}
_ALSO_KNOWN = {
    "tags",
    "description",
    "language",
    "lang",
    "categories",
    "category",
    "layout",
    "slug",
    "draft",
    "summary",
}
_ALL_KEYS = _ALSO_KNOWN.union(*_KEYS.values())
_WEB = re.compile(r"https?://", re.IGNORECASE)
_HEADER = re.compile(
    rf"({'|'.join(sorted(_ALL_KEYS, key=len, reverse=True))})[ ]*[:：][ ]*(\S.*)(?:\n|$)", re.IGNORECASE
)


def split_front(text: str) -> tuple[Stated, str]:
    """What the front matter states, and the text behind it; a block that only looks like one stays in the text."""
    match = _BLOCK.match(text)
    if not match:
        return _header(text)
    values, notes = _values(match["yaml"])
    if not _ALL_KEYS.intersection(values) and match["yaml"].strip():
        return Stated(), text
    return _stated(values, notes), text[match.end() :]


def _header(text: str) -> tuple[Stated, str]:
    """Front matter without its `---`: known pairs, a title first, for "Date: ..." alone may be a page's clock."""
    values: dict[str, Any] = {}
    rest = text.lstrip()
    while match := _HEADER.match(rest):
        values.setdefault(match[1].lower(), match[2])
        rest = rest[match.end() :]
    if len(values) > 1 and next(iter(values)) in _KEYS["title"]:
        return _stated(values, ()), rest
    return Stated(), text


def _stated(values: dict[str, Any], notes: tuple[str, ...]) -> Stated:
    facts = {name: _first(values, keys, web=name == "url") for name, keys in _KEYS.items()}
    return Stated(origin="front matter", notes=notes, **facts)


def _values(block: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The pairs of the block, keys in small letters; where it is no YAML, those of its lines that are pairs."""
    try:
        loaded = yaml.load(block, Loader=yaml.BaseLoader)  # BaseLoader makes nothing but text, lists and mappings
    except (yaml.YAMLError, RecursionError) as error:
        pairs = {key.lower(): value for key, _, value in _PAIR.findall(block)}
        return pairs, (f"front matter is broken ({_where(error)}); its lines were read one by one",)
    pairs = loaded if isinstance(loaded, dict) else {}
    return {str(key).lower(): value for key, value in pairs.items()}, ()


def _where(error: yaml.YAMLError | RecursionError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 2}: {getattr(error, 'problem', None) or 'no YAML'}" if mark else "no YAML"


def _first(values: dict[str, Any], keys: tuple[str, ...], *, web: bool) -> str:
    """The first of the keys that has a value; `source: Reuters` is no address."""
    texts = (_flat(values.get(key)) for key in keys)
    return next((text for text in texts if text and (not web or _WEB.match(text))), "")


def _flat(value: object) -> str:
    """One line of text: of a list its members, of a mapping its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_flat(item) for item in value if isinstance(item, (str, dict)))))
    if isinstance(value, dict):
        value = value.get("name")
    return one_line(value) if isinstance(value, str) else ""
