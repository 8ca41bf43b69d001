"""The articles as safe HTML: the list with its columns, and one article whole, with the quote marked.

Pure: records in, text out. Searching, sorting and the two presses of "Remove" are page.js's; it finds rows by what is
in their `data-` attributes. Knows no Gradio and no index.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag import Source
from ui import safe
from ui.words import WORDS, Words

SHOWN = 1000
"""Rows of the list before the rest is only counted."""


def articles(sources: Sequence[Source], language: str) -> str:
    """The articles that can be asked, and what is wrong with those that cannot."""
    if not sources:
        return ""
    words = WORDS[language]
    heads = (
        ("title", words.by_title), ("date", words.by_date), ("language", words.by_language),
        ("chunks", words.by_chunks), ("state", words.by_state),
    )  # fmt: skip
    columns = "".join(
        f'<th scope="col"><button type="button" class="fn-sort" data-sort="{name}">{said}</button></th>'
        for name, said in heads
    )
    rows = "".join(_row(source, words) for source in sources[:SHOWN])
    more = f'<p class="fn-hint">{words.more.format(count=len(sources) - SHOWN)}</p>' if len(sources) > SHOWN else ""
    return (
        f'<input type="search" class="fn-find" placeholder="{words.find}" aria-label="{words.find}">'
        f'<table class="fn-table"><thead><tr>{columns}<td></td></tr></thead><tbody>{rows}</tbody></table>{more}'
    )


def _row(source: Source, words: Words) -> str:
    article, problem = source.article, source.problem
    title = article.title if article and article.title else source.path
    day = article.date.isoformat() if article and article.date else ""
    spoken = words.language(article.language) if article else ""
    outlet = article.outlet if article else ""
    state = words.state_bad if problem else words.state_good
    wrong = f'<span class="fn-problem">{safe.text(f"{problem.reason}; {problem.remedy}")}</span>' if problem else ""
    path = safe.text(source.path)
    about = safe.text(" · ".join(part for part in (outlet, source.path) if part))
    opens = (
        f' <button type="button" class="fn-tool" data-open="{path}">{words.open_article}</button>' if article else ""
    )
    return (
        f'<tr data-title="{safe.text(title.casefold())}" data-date="{day}" data-language="{safe.text(spoken)}"'
        f' data-chunks="{source.chunks}" data-state="{state}" data-path="{path}">'
        f'<td><span dir="auto">{safe.text(title)}</span><span class="fn-about">{about}</span>{wrong}</td>'
        f'<td data-label="{words.by_date}">{day or words.undated}</td>'
        f'<td data-label="{words.by_language}">{safe.text(spoken)}</td>'
        f'<td data-label="{words.by_chunks}">{source.chunks}</td><td data-label="{words.by_state}">{state}</td>'
        f'<td>{opens} <button type="button" class="fn-tool" data-remove="{path}"'
        f' data-sure="{words.remove_sure}">{words.remove}</button></td></tr>'
    )


def article(source: Source | None, start: int, end: int, language: str) -> str:
    """One article whole in a dialog, what was left out of it, and the characters `start` to `end` marked."""
    words = WORDS[language]
    close = f'<button type="button" class="fn-tool" data-close>{words.close}</button>'
    if source is None or source.article is None:
        return f'<dialog class="fn-dialog"><p class="fn-error">{words.gone}</p>{close}</dialog>'
    found = source.article
    spoken = words.language(found.language)
    about = " · ".join(
        part for part in (found.outlet, words.day(found.date), spoken, found.author, source.path) if part
    )
    address = safe.link(found.url)
    link = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{words.original}</a>' if address else ""
    text = safe.marked(found.text, [(start, end)] if 0 <= start < end <= len(found.text) else [], "mark")
    return (
        f'<dialog class="fn-dialog" aria-labelledby="fn-dialog-title"><div class="fn-dialog-head">'
        f'<h2 id="fn-dialog-title" dir="auto">{safe.text(found.title or source.path)}</h2>{close}</div>'
        f'<p class="fn-about">{safe.text(about)}</p><div class="fn-ways">{link}</div>'
        f'<div class="fn-whole" lang="{safe.text(found.language)}" dir="auto">{text}</div>'
        f"{_list(words.notes, found.notes)}{_list(words.dropped, found.dropped)}</dialog>"
    )


def _list(title: str, rows: Sequence[str]) -> str:
    if not rows:
        return ""
    return f'<details class="fn-left-out"><summary>{title} ({len(rows)})</summary><ul>{safe.items(rows)}</ul></details>'
