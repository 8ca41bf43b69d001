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

from rag.sources.lines import Line, Page, Stated, make_line

_DATE_NAMES = (
    "article:published_time og:published_time datepublished article.published pubdate publishdate publish_date publish-date "
    "published_date parsely-pub-date sailthru.date dc.date.issued dc.date dcterms.created dcterms.date citation_publication_date "
    "weibo:article:create_at apub:time date"
).split()
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_UNSHOWN = frozenset("script style noscript template title svg iframe object textarea select".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote body button caption code dd details div dl dt fieldset figcaption figure footer form header head
    h1 h2 h3 h4 h5 h6 hr item label li list main nav ol option p pre quote row section summary table tbody td tfoot th thead tr ul
    """.split()
)
_BREAKS = ("br", "lb")
_CELLS = ("td", "th", "cell")
_KINDS = {"head": "heading", **{f"h{n}": "heading" for n in range(1, 7)}, "item": "item", "li": "item", "row": "row"}
_EMBEDDED = "//blockquote[contains(@class,'twitter-tweet') or contains(@class,'instagram-media') or contains(@class,'tiktok-embed')]"


def read_html(text: str) -> Page | None:
    """The page behind HTML source; None where the source holds no element.

    Where trafilatura finds no article, all that is visible counts as text, and the furniture is left to its patterns.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.LxmlError:
        return None
    visible = list(_lines(tree))
    document = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        prune_xpath=_EMBEDDED,
    )
    if document is None:
        return Page(visible, Stated("meta tags", date=_date(tree)))
    stated = Stated("meta tags", _title(document.title, document.sitename), document.url or "", document.author or "", _date(tree))
    return Page(list(_lines(document.body)) or visible, stated, [line.text for line in visible])


def _title(title: str | None, site: str | None) -> str:
    """The title without the name of the site behind it."""
    ending = re.compile(rf"\s+[|–—-]\s+{re.escape(site or '')}$", re.IGNORECASE)
    return ending.sub("", title or "") if site else title or ""


def _date(tree: lxml.html.HtmlElement) -> str:
    """The first publication date of the metadata, as it is written: `meta`, then JSON-LD, then `time`."""
    metas = {}
    for meta in tree.iter("meta"):
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            metas.setdefault((name or "").lower(), meta.get("content") or "")
    scripts = (script.text or "" for script in tree.xpath("//script[@type='application/ld+json']"))
    times = tree.xpath("//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime")
    json = (match[1] for match in map(_JSON_DATE.search, scripts) if match)
    marked = tree.xpath("//*[@itemprop='datePublished']/@datetime")
    return next((found.strip() for found in (*(metas.get(name, "") for name in _DATE_NAMES), *json, *marked, *times) if found.strip()), "")


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
