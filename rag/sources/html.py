"""An HTML page -> lines, by trafilatura, with what its head states and all that a person would see.

The day comes from the page's own metadata only: trafilatura's date finder would also take the page clock beside the
menu. Duplicates are not removed here, because trafilatura remembers those of earlier pages and one file would then
read differently after another. Knows no furniture. Imported late: trafilatura takes a third of a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document

from rag.sources.lines import Line, Page, Stated, make_line, one_line


def _words(text: str) -> list[str]:
    return text.split()


_DATE_NAMES = _words(
    """
    article:published_time og:published_time datepublished article.published pubdate publishdate publish_date
    publish-date published_date parsely-pub-date sailthru.date dc.date.issued dc.date dcterms.created dcterms.date date
    apub:time citation_publication_date weibo:article:create_at
    """
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_UNSHOWN = frozenset(_words("script style noscript template title svg iframe object textarea select"))
_BLOCKS = frozenset(
    _words(
        """
        address article aside blockquote body button caption code dd details div dl dt fieldset figcaption figure footer
        form h1 h2 h3 h4 h5 h6 head header hr item label li list main nav ol option p pre quote row section summary
        table tbody tfoot thead tr ul
        """
    )
)
_BREAKS = ("br", "lb")
_CELLS = ("td", "th", "cell")
_HEADINGS = dict.fromkeys(_words("h1 h2 h3 h4 h5 h6 head"), "heading")
_KINDS = {**_HEADINGS, "li": "item", "item": "item", "tr": "row", "row": "row"}
_EMBEDDED = [
    f"//blockquote[contains(@class,'{name}')]" for name in ("twitter-tweet", "instagram-media", "tiktok-embed")
]
_MAX_ELEMENTS = 20_000
"""Trafilatura takes minutes for more, as its time grows with their square; news pages have a few thousand."""


def read_html(text: str) -> Page | None:
    """The page behind HTML source; None where the source holds no element.

    Where trafilatura finds no article, all that is visible counts as text, and the furniture is left to its patterns.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.LxmlError:
        return None
    visible, date = list(_lines(tree)), _date(tree)
    document = _document(tree) if sum(1 for _ in tree.iter()) <= _MAX_ELEMENTS else None
    if document is None:
        return Page(visible, Stated("meta tags", date=date))
    title = _without_site(document.title or "", document.sitename or "")
    stated = Stated("meta tags", one_line(title), one_line(document.url or ""), one_line(document.author or ""), date)
    return Page(list(_lines(document.body)) or visible, stated, visible)


def _document(tree: lxml.html.HtmlElement) -> Document | None:
    document = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        prune_xpath=list(_EMBEDDED),
    )
    return document if isinstance(document, Document) else None


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site behind it."""
    return re.sub(rf"\s+[|–—-]\s+{re.escape(site)}$", "", title, flags=re.IGNORECASE) if site else title


def _date(tree: lxml.html.HtmlElement) -> str:
    """The first publication date of the metadata, as it is written: `meta`, then JSON-LD, then `time`."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            metas.setdefault((name or "").lower(), meta.get("content") or "")
    scripts = (script.text or "" for script in tree.xpath("//script[@type='application/ld+json']"))
    times = tree.xpath("//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime")
    json = (match[1] for match in map(_JSON_DATE.search, scripts) if match)
    marked = tree.xpath("//*[@itemprop='datePublished']/@datetime")
    found = (*(metas.get(name, "") for name in _DATE_NAMES), *json, *marked, *times)
    return next((one_line(stamp) for stamp in found if stamp.strip()), "")


def _lines(root: etree._Element) -> Iterator[Line]:
    """The blocks of a tree as lines, for HTML's own tags and for those of trafilatura's."""
    texts: list[str] = []
    kinds = ["text"]
    hidden, last = 0, ""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        opens, tag = event == "start", element.tag
        if tag in _BLOCKS or tag in _BREAKS:
            line = make_line("".join(texts), kinds[-1], gap=not (last == kinds[-1] and last in ("item", "row")))
            texts.clear()
            if line.text:
                yield line
                last = line.kind
        if tag in _BLOCKS and opens:
            kinds.append(_KINDS.get(tag, kinds[-1]))
        elif tag in _BLOCKS:
            kinds.pop()
        hidden += (tag in _UNSHOWN) * (1 if opens else -1)
        if not hidden:
            texts.append(_text(element, opens, apart=bool("".join(texts).strip())))


def _text(element: etree._Element, opens: bool, *, apart: bool) -> str:
    """The text right behind a tag; cells of a row stand apart."""
    text = element.text if opens else element.tail
    return ("; " if opens and apart and element.tag in _CELLS else "") + (text or "")
