"""The numbered source cards of a conversation as safe HTML: title, outlet, date, language, the quote in its passage.

Pure: records in, text out. Knows no Gradio, no port and no index; every foreign character passes through `safe`.
A card is found by page.js as `fn-card-TURN-NUMBER`, both numbers of ours.
"""

from __future__ import annotations

import re

from rag import Answer, Citation
from ui import safe
from ui.conversation import Conversation
from ui.words import WORDS, Words

CONTEXT = {"en": 160, "zh": 80}
"""Characters of the passage shown on either side of a quote before the reader asks for the whole, by language."""

_PAUSE = re.compile(r"[\s，。！？；：、]+")


def sources(turns: Conversation, language: str) -> str:
    """The cards of every turn, of which the last that has any is shown; page.js turns to the others."""
    cited = [number for number, turn in enumerate(turns, start=1) if turn.answer and turn.answer.citations]
    if not cited:
        words = WORDS[language]
        return f'<h2 class="fn-label">{words.sources}</h2><p class="fn-hint">{words.no_sources}</p>'
    return "".join(
        _cards(number, answer, shown=number == cited[-1])
        for number, turn in enumerate(turns, start=1)
        if (answer := turn.answer) and answer.citations
    )


def _cards(turn: int, answer: Answer, shown: bool) -> str:
    """The numbered cards of one answer under its question."""
    words = WORDS[answer.language]
    title = words.nearest if answer.refused else words.sources
    question = safe.text(answer.asked or answer.question)
    cards = "".join(_card(turn, citation, words) for citation in answer.citations)
    style = "fn-sources fn-nearest" if answer.refused else "fn-sources"
    return (
        f'<section class="{style}" data-turn="{turn}" aria-label="{title}"{"" if shown else " hidden"}>'
        f'<h2 class="fn-label">{title}</h2><p class="fn-hint" dir="auto">{question}</p>'
        f"<ol>{cards}</ol></section>"
    )


def _card(turn: int, citation: Citation, words: Words) -> str:
    """Number, title, outlet, date, language, the quote in its passage, and the way to the original."""
    name = f"fn-card-{turn}-{citation.number}"
    spoken = words.language(citation.language)
    about = " · ".join([citation.outlet or citation.path, words.day(citation.date), spoken])
    return (
        f'<li class="fn-card" id="{name}" tabindex="-1" aria-labelledby="{name}-title">'
        f'<button type="button" class="fn-back" data-turn="{turn}" data-number="{citation.number}"'
        f' aria-label="[{citation.number}] {words.back}">{citation.number}</button>'
        f'<h3 id="{name}-title" dir="auto">{safe.text(title_of(citation))}</h3>'
        f'<p class="fn-about">{safe.text(about)}</p>'
        f"{_passage(citation, words)}{_ways_on(citation, words)}</li>"
    )


def _passage(citation: Citation, words: Words) -> str:
    """The quote, marked, with some of the passage around it; the whole on demand where that is more."""
    start, end = citation.quote_in_passage
    before, after = citation.passage[:start], citation.passage[end:]
    quote = f'<mark class="fn-quote">{safe.marked(citation.quote, citation.marks, "strong")}</mark>'
    limit = CONTEXT.get(citation.language, CONTEXT["en"])
    near = f"{safe.text(_last(before, limit))}{quote}{safe.text(_first(after, limit))}"
    language = safe.text(citation.language)
    shown = f'<blockquote lang="{language}" dir="auto">{near}</blockquote>'
    if len(before) <= limit and len(after) <= limit:
        return shown
    whole = f"{safe.text(before)}{quote}{safe.text(after)}"
    return (
        f"{shown}<details><summary>{words.whole}</summary>"
        f'<blockquote lang="{language}" dir="auto">{whole}</blockquote></details>'
    )


def _ways_on(citation: Citation, words: Words) -> str:
    """The whole article, the link to the original, and the other articles that say the same."""
    address = safe.link(citation.url)
    place = f'data-start="{citation.start}" data-end="{citation.end}"'
    parts = [
        f'<button type="button" class="fn-open-article" data-open="{safe.text(citation.path)}" {place}>'
        f"{words.open_article}</button> "
    ]
    if address:
        parts.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{words.original}</a>')
    if citation.copies:
        count = len(citation.copies)
        said = words.copies_one if count == 1 else words.copies.format(count=count)
        paths = safe.items(citation.copies)
        parts.append(f"<details><summary>{said}</summary><ul>{paths}</ul></details>")
    return f'<div class="fn-ways">{"".join(parts)}</div>'


def title_of(citation: Citation) -> str:
    """What an article is called; its path where it has no title."""
    return citation.title or citation.path


def _last(before: str, limit: int) -> str:
    """The end of what stands before a quote, from where a word or clause begins if one does soon."""
    if len(before) <= limit:
        return before
    tail = before[-limit:]
    pause = _PAUSE.search(tail[: limit // 3])
    return "… " + (tail[pause.end() :] if pause else tail)


def _first(after: str, limit: int) -> str:
    """The beginning of what stands after a quote, to where a word or clause ends if one does late enough."""
    if len(after) <= limit:
        return after
    pauses = list(_PAUSE.finditer(after, limit * 2 // 3, limit))
    return after[: pauses[-1].start() if pauses else limit] + " …"
