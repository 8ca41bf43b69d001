"""What the page says beside the conversation, as safe HTML: its state, the articles it has, what a rebuild did.

Pure, like `render`, and knows as little.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag import BuildReport, Source
from ui import safe
from ui.words import LANGUAGE_NAMES, WORDS, Words

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


def first_article(folder: str, language: str) -> str:
    """How to begin where nothing is indexed."""
    words = WORDS[language]
    put, press = words.first_steps
    button = f'<button type="button" class="fn-press" data-press="fn-rebuild">{words.rebuild}</button>'
    return (
        f'<div class="fn-first"><h2>{words.first_title}</h2>'
        f"<ol><li>{put} <code>{safe.text(folder)}</code></li><li>{press} {button}</li></ol></div>"
    )


def articles(sources: Sequence[Source], language: str) -> str:
    """The articles that can be asked, and what is wrong with those that cannot."""
    words = WORDS[language]
    rows = "".join(_source(source, words, language) for source in sources[:SHOWN])
    more = f"<li>{words.more.format(count=len(sources) - SHOWN)}</li>" if len(sources) > SHOWN else ""
    return f'<ul class="fn-articles">{rows}{more}</ul>' if sources else ""


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


def _source(source: Source, words: Words, reader: str) -> str:
    article, problem = source.article, source.problem
    title = article.title if article and article.title else source.path
    about = source.path
    if article:
        spoken = LANGUAGE_NAMES[reader].get(article.language, article.language)
        about = " · ".join([article.outlet or source.path, words.day(article.date), spoken])
    wrong = f'<span class="fn-problem">{safe.text(f"{problem.reason}; {problem.remedy}")}</span>' if problem else ""
    return f'<li><span dir="auto">{safe.text(title)}</span><span class="fn-about">{safe.text(about)}</span>{wrong}</li>'


def _list(title: str, rows: Sequence[str], words: Words) -> str:
    if not rows:
        return ""
    shown = "".join(f'<li dir="auto">{safe.text(row)}</li>' for row in rows[:SHOWN])
    more = f"<li>{words.more.format(count=len(rows) - SHOWN)}</li>" if len(rows) > SHOWN else ""
    return f"<h3>{title}</h3><ul>{shown}{more}</ul>"
