"""What happens when a person opens the page, asks, starts anew or rebuilds: the handlers behind the components.

Knows `rag` and the drawing, not the layout. Holds nothing of any session: conversations come in and go out.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import gradio as gr

import rag
from rag import BuildReport, IndexMissingError, IndexModelError, RagError, Settings
from ui import cards, notices, render
from ui.conversation import Conversation, converse
from ui.words import WORDS

_PROGRESS = gr.Progress()
_LOG = logging.getLogger(__name__)


class Page:
    """The handlers of one running page over one index."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._warm = threading.Thread(target=self._warm_up, name="warm-up", daemon=True)
        self._warm.start()

    def _warm_up(self) -> None:
        """Load what the first question needs. What goes wrong is told when the page asks for its state."""
        try:
            rag.warm_up(self.settings)
        except RagError as error:
            _LOG.info("not ready: %s", error)

    async def greet(self, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        """Welcome, empty panel, state and articles: at once, and again when the models are there."""
        language = reader(request)
        yield render.conversation((), language), cards.sources((), language), notices.loading(language), ""
        while self._warm.is_alive():
            await asyncio.sleep(0.05)
        yield gr.skip(), gr.skip(), *await asyncio.to_thread(self.state, language)

    def state(self, language: str) -> tuple[str, str]:
        """Whether questions can be answered, and from which articles."""
        try:
            rag.warm_up(self.settings)
            sources = rag.list_sources(self.settings)
        except IndexMissingError:
            return notices.first_article(str(self.settings.sources), language), ""
        except RagError as error:
            return notices.trouble(str(error)), ""
        except Exception:  # the edge of the page: a person must never be left with "loading"
            _LOG.exception("the state of the index could not be told")
            return notices.trouble(WORDS[language].failed), ""
        indexed = sum(source.article is not None for source in sources)
        if not indexed:
            return notices.first_article(str(self.settings.sources), language), notices.articles(sources, language)
        return notices.ready(indexed, language), notices.articles(sources, language)

    def ask(self, question: str, turns: Conversation, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The conversation with one more turn as it grows; a notice where there was nothing to ask."""
        language = reader(request)
        question = question.encode(errors="replace").decode().strip()  # half a surrogate pair cannot be sent back
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), f"<p>{WORDS[language].blank}</p>"
            return
        for grown in converse(turns, question, self.settings, WORDS[language].failed):
            yield grown, render.conversation(grown, language), cards.sources(grown, language), ""
            self._warm.join()  # the question is on the page; load nothing twice

    def clear(self, request: gr.Request) -> tuple[Any, ...]:
        """A new conversation."""
        language = reader(request)
        return (), render.conversation((), language), cards.sources((), language), ""

    def rebuild(self, request: gr.Request, progress: gr.Progress = _PROGRESS) -> tuple[str, str, str]:
        """Read what is new or changed; questions are answered from the last good index meanwhile."""
        language = reader(request)

        def tell(done: int, total: int, what: str) -> None:
            progress((done, total), desc=WORDS[language].steps.get(what, what))

        try:
            said = notices.report(self._rebuilt(tell), language)
        except RagError as error:
            said = notices.trouble(str(error))
        except Exception:  # the edge of the page: a person must never be left with a spinner
            _LOG.exception("the index could not be rebuilt")
            said = notices.trouble(WORDS[language].failed)
        return said, *self.state(language)

    def _rebuilt(self, tell: Callable[[int, int, str], None]) -> BuildReport:
        """What changed is read; where the index is another model's, the person who pressed the button wants it anew."""
        try:
            return rag.rebuild(settings=self.settings, progress=tell)
        except IndexModelError:
            return rag.rebuild(full=True, settings=self.settings, progress=tell)

    def api_ask(self, question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the articles, every sentence with its source.

        :param question: what is asked, in English or Chinese.
        :param history: earlier questions of the same conversation, oldest first, for follow-ups.
        :return: what `Answer.to_dict()` gives, but for the `path` of a citation, which is called `article`.
        """
        try:
            answer = rag.answer(question, history=history or (), settings=self.settings).to_dict()
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error
        # gradio_client takes every object with a "path" for a file of the server's and tries to download it.
        for citation in answer["citations"]:
            citation["article"] = citation.pop("path")
        return answer


def reader(request: gr.Request) -> str:
    """The language of the person before the browser, as the browser tells it."""
    wanted = str(request.headers.get("accept-language", "")).lower()
    return "zh" if wanted.startswith("zh") else "en"
