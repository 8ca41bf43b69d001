"""What programs may call: ask, search, sources and rebuild, over Gradio's API and as MCP tools.

Their docstrings are what an MCP client's model reads. Every error is one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

import rag
from rag import RagError, Settings

MOST = 50
"""Passages of one search."""


class Endpoints:
    """The endpoints of one page over one index."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def named(self) -> dict[str, Callable[..., Any]]:
        """Each endpoint by its name; an MCP tool is called what its function is called."""
        return {
            "ask": self.ask, "search": self.search_articles, "sources": self.sources, "rebuild": self.rebuild
        }  # fmt: skip

    def ask(self, question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the user's indexed articles: one to three of their own sentences, each cited.

        Use it for questions of fact about what the articles tell (who, when, where, how many, what was said). Where
        they do not say, "refused" is true, "reason" says what is missing, and the citations are the nearest passages.

        Args:
            question: what is asked, in English or Chinese.
            history: earlier questions of the same conversation, oldest first, for follow-ups.

        Returns:
            The answer with its text, sentences and citations: quote, title, date, url, article and exact offsets.

        """
        with _told():
            answer = rag.answer(question, history=history or (), settings=self._settings).to_dict()
        # gradio_client takes every object with a "path" for a file of the server's and tries to download it.
        for citation in answer["citations"]:
            citation["article"] = citation.pop("path")
        return answer

    def search_articles(self, question: str, count: int = 5) -> list[dict[str, Any]]:
        """Find the passages of the user's indexed articles that fit a question best, best first.

        Use it to read around a subject, or where `ask` refuses and the nearest passages may still help.

        Args:
            question: what to look for, in English or Chinese.
            count: how many passages, 1 to 50; anything else gives 5.

        Returns:
            Each passage with its text, title, date, url, article, offsets and score from 0 to 1.

        """
        with _told():
            wanted = count if isinstance(count, (int, float)) and 1 <= count <= MOST else 5
            passages = rag.search(question, int(wanted), settings=self._settings)
        return [
            {
                "article": passage.article.path,
                "title": passage.article.title,
                "date": passage.article.date.isoformat() if passage.article.date else None,
                "url": passage.article.url,
                "language": passage.language,
                "text": passage.text,
                "start": passage.start,
                "end": passage.end,
                "score": round(passage.score, 4),
            }
            for passage in passages
        ]

    def sources(self) -> list[dict[str, Any]]:
        """List the user's articles: title, date, language, how many passages each has, and what is wrong with it."""
        with _told():
            found = rag.list_sources(self._settings)
        return [
            {
                "article": source.path,
                "title": source.article.title if source.article else "",
                "date": source.article.date.isoformat() if source.article and source.article.date else None,
                "url": source.article.url if source.article else "",
                "language": source.article.language if source.article else "",
                "chunks": source.chunks,
                "problem": str(source.problem) if source.problem else "",
            }
            for source in found
        ]

    def rebuild(self) -> dict[str, Any]:
        """Read new and changed articles into the index; questions are answered from the old one meanwhile."""
        with _told():
            done = rag.rebuild(settings=self._settings)
        return {
            "articles": done.articles,
            "chunks": done.chunks,
            "added": list(done.added),
            "removed": list(done.removed),
            "embedded": done.embedded,
            "problems": [str(problem) for problem in done.problems],
            "seconds": round(done.seconds, 2),
        }


@contextmanager
def _told() -> Iterator[None]:
    """An error meant for the user reaches the program as its sentence."""
    try:
        yield
    except RagError as error:
        raise gr.Error(str(error), print_exception=False) from error
