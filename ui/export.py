"""A conversation as a file to take away: Markdown, one HTML page that opens anywhere, or JSON with every offset.

Pure: a conversation in, text out. What articles and questions say passes through `safe`, or Markdown's own escaping.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from rag import Answer, Citation
from ui import safe
from ui.cards import title_of
from ui.conversation import Conversation
from ui.words import WORDS

_STYLE = (
    "body{font:17px/1.6 Georgia,'Songti SC',serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1d1b18;"
    "background:#fbfaf6}h1,h2{line-height:1.25}blockquote{color:#5d584f;margin:.3rem 0;padding-left:1rem;"
    "border-left:3px solid #e0dacd}li{margin:.7rem 0}mark{background:#fff0ae}a{color:#8c2318}"
    "@media(prefers-color-scheme:dark){body{color:#e9e5dc;background:#151618}a{color:#f09a86}mark{background:#463a12;"
    "color:inherit}blockquote{color:#aaa497;border-color:#34363b}}"
)


def as_json(turns: Conversation) -> str:
    """Every answer with its citations and offsets, as `Answer.to_dict()` gives them."""
    return json.dumps([answer.to_dict() for answer in _answers(turns)], ensure_ascii=False, indent=1) + "\n"


def as_markdown(turns: Conversation) -> str:
    """Each question as a heading, its answer with numbered sources under it."""
    return "\n".join(f"## {_plain(answer.question)}\n\n{answer.to_markdown()}" for answer in _answers(turns))


def as_html(turns: Conversation) -> str:
    """One page without scripts and without anything from elsewhere."""
    body = "".join(_section(answer) for answer in _answers(turns))
    return (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Footnote</title><style>{_STYLE}</style></head><body><h1>Footnote</h1>{body}</body></html>\n"
    )


FORMATS: dict[str, tuple[str, str, Callable[[Conversation], str]]] = {
    "md": ("footnote.md", "text/markdown", as_markdown),
    "html": ("footnote.html", "text/html", as_html),
    "json": ("footnote.json", "application/json", as_json),
}
"""For each format: the file's name, its type, and what writes it."""


def _answers(turns: Conversation) -> list[Answer]:
    return [turn.answer for turn in turns if turn.answer is not None and turn.answer.complete]


def _plain(question: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>#" else c for c in " ".join(question.split()))


def _section(answer: Answer) -> str:
    words = WORDS[answer.language]
    said = safe.text(answer.text)
    sources = "".join(_source(citation, answer.language) for citation in answer.citations)
    title = words.nearest if answer.refused else words.sources
    return (
        f'<section lang="{answer.language}"><h2 dir="auto">{safe.text(answer.question)}</h2><p dir="auto">{said}</p>'
        f"<h3>{title}</h3><ol>{sources}</ol></section>"
    )


def _source(citation: Citation, language: str) -> str:
    words = WORDS[language]
    address = safe.link(citation.url)
    title = safe.text(title_of(citation))
    named = f'<a href="{address}" rel="noopener noreferrer">{title}</a>' if address else title
    about = safe.text(" · ".join(part for part in (citation.outlet, words.day(citation.date), citation.path) if part))
    quote = safe.marked(citation.quote, citation.marks, "mark")
    return (
        f'<li value="{citation.number}">{named}<br><small>{about}</small>'
        f'<blockquote lang="{citation.language}" dir="auto">{quote}</blockquote></li>'
    )
