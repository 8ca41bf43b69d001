"""What the page says beside the conversation, as safe HTML: its state, what was done, what a rebuild did.

Pure, like `render`, and knows as little.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag import BuildReport
from ui import safe
from ui.words import WORDS, Words

SHOWN = 200
"""Rows of a list before the rest is only counted."""


def loading(language: str) -> str:
    """The models are on their way."""
    return f'<p class="fn-waiting">{WORDS[language].loading}<span aria-hidden="true"></span></p>'


def ready(articles: int, language: str) -> str:
    """Everything is there."""
    return f"<p>{WORDS[language].ready.format(count=articles)}</p>"


def trouble(message: str) -> str:
    """One sentence about what is in the way."""
    return f'<p class="fn-error" role="alert">{safe.text(message)}</p>'


def done(message: str) -> str:
    """One sentence about what was done."""
    return f'<p class="fn-done" role="status" dir="auto">{safe.text(message)}</p>'


def first_article(folder: str, language: str) -> str:
    """How to begin where nothing is indexed."""
    words = WORDS[language]
    put, press = words.first_steps
    button = f'<button type="button" class="fn-press" data-press="fn-rebuild">{words.rebuild}</button>'
    return (
        f'<div class="fn-first"><h2>{words.first_title}</h2>'
        f"<ol><li>{put} <code>{safe.text(folder)}</code></li><li>{press} {button}</li></ol></div>"
    )


def report(done: BuildReport, language: str) -> str:
    """What a rebuild did: the figures, what came, what went, what could not be read and what to do about it."""
    words = WORDS[language]
    seconds = f"{done.seconds:.1f}"
    figures = words.rebuilt.format(articles=done.articles, chunks=done.chunks, seconds=seconds)
    quiet = "" if done.added or done.removed else f" {words.unchanged}"
    problems = [str(problem) for problem in done.problems]
    return (
        f'<div class="fn-report" role="status"><p>{figures}{quiet}</p>'
        f"{_list(words.added, done.added, words)}{_list(words.removed, done.removed, words)}"
        f"{_list(words.problems, problems, words)}</div>"
    )


def _list(title: str, rows: Sequence[str], words: Words) -> str:
    if not rows:
        return ""
    shown = safe.items(rows[:SHOWN])
    more = f"<li>{words.more.format(count=len(rows) - SHOWN)}</li>" if len(rows) > SHOWN else ""
    return f"<h3>{title}</h3><ul>{shown}{more}</ul>"
