"""One file of the sources folder -> one `Article`.

The same bytes always give the same article: citations are proved by reading the file again. Knows no index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rag.languages import language_of
from rag.records import Article
from rag.sources.decoding import decode
from rag.sources.files import load
from rag.sources.front import split_front
from rag.sources.furniture import separate
from rag.sources.lines import Line, Page, join
from rag.sources.metadata import author_of, same, title_of, url_of, without_title
from rag.sources.plain import read_plain
from rag.sources.problems import UnreadableSource
from rag.sources.published import published

READER_VERSION = "1"
"""Raise it when the same bytes give another text than before: whoever keeps texts reads all sources again."""

_MAX_DROPPED = 200
_MAX_DROPPED_LENGTH = 300
_IS_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-z!/][^<>]*>", re.IGNORECASE)


def read_article(root: Path, path: str) -> Article:
    """The article in the file `path` below `root`.

    :raises UnreadableSource: the file cannot be opened, is no text, or holds no article
    """
    text, notes = decode(load(root, path))
    front, body = split_front(text)
    page = _page(body, path)
    kept, furniture = separate(page.lines)
    if not kept:
        raise _nothing_left(furniture)
    stated = (front, page.stated)
    title = title_of(stated, kept)
    clean = join(without_title(kept, title))
    head = _head(page, title)
    url = url_of(stated, page.lines)
    shown = page.lines if page.visible is None else page.visible
    day, day_notes = published(stated, head, [line.text for line in shown], url)
    return Article(
        path=path,
        title=title,
        text=clean,
        language=language_of(clean),
        date=day,
        url=url,
        author=author_of(stated, head),
        dropped=_limited(furniture if page.visible is None else _missing(page.visible, clean, title)),
        notes=(*notes, *front.notes, *day_notes),
    )


def _page(text: str, path: str) -> Page:
    """HTML is known by its name or its first tag: pages are also saved as .txt, and texts as .html."""
    named = path.lower().endswith((".html", ".htm"))
    if _IS_HTML.match(text) or (named and _TAG.search(text)):
        from rag.sources.html import read_html  # plain articles need no trafilatura

        return read_html(text) or Page(())
    return Page(read_plain(text))


def _head(page: Page, title: str) -> Sequence[Line]:
    """The lines where day and author stand: of a web page, those that a person sees from its title on."""
    visible = page.visible or ()
    start = next((i for i, line in enumerate(visible) if same(line.text, title)), None)
    return page.lines if start is None else visible[start:]


def _missing(visible: Iterable[Line], text: str, title: str) -> list[str]:
    """The lines of a page that are neither in the text nor the title."""
    lines = set(text.split("\n")) | {title}
    return [line.text for line in visible if line.text not in lines and line.text not in text]


def _limited(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        text if len(text) <= _MAX_DROPPED_LENGTH else text[:_MAX_DROPPED_LENGTH] + "…" for text in texts[:_MAX_DROPPED]
    )


def _nothing_left(furniture: Sequence[str]) -> UnreadableSource:
    if furniture:
        return UnreadableSource(
            f"it holds only page furniture, such as {furniture[0][:60]!r}", "save the article's own text or remove it"
        )
    return UnreadableSource("it holds no words", "write the article into it or remove it")
