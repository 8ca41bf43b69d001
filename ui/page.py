"""What happens when a person opens the page, asks, or starts anew: the handlers behind the conversation.

Knows `rag` and the drawing, not the layout. Holds nothing of any session: conversations come in and go out. What is
done with articles is in ui/library.py, what programs may call in ui/endpoints.py.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import gradio as gr

import rag
from rag import IndexMissingError, RagError, Settings
from ui import cards, notices, render, shelf
from ui.conversation import Conversation, converse, kept, restored, stopped
from ui.export import FORMATS
from ui.words import WORDS

LANGUAGE_COOKIE = "fn-language"

SPOKEN = (
    ("placeholder", "placeholder"), ("ask", "value"), ("stop", "value"), ("clear", "value"), ("talk_tab", "label"),
    ("articles", "label"), ("upload", "label"), ("paste", "label"), ("paste_title", "label"), ("paste_day", "label"),
    ("paste_link", "label"), ("paste_text", "label"), ("paste_add", "value"), ("rebuild", "value"), ("llm", "label"),
)  # fmt: skip
"""The words of Gradio's own components, and which of their properties says them, as `ui.app` lists the components."""

_LOG = logging.getLogger(__name__)


class Page:
    """The handlers of one running page over one index."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opened = itertools.count()
        self._warm = threading.Thread(target=self._warm_up, name="warm-up", daemon=True)
        self._warm.start()

    def _warm_up(self) -> None:
        """Load what the first question needs. What goes wrong is told when the page asks for its state."""
        try:
            rag.warm_up(self.settings)
        except RagError as error:
            _LOG.info("not ready: %s", error)

    async def greet(self, stored: object, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        """The conversation that the browser kept, state and articles: at once, and again when the models are there."""
        language = reader(request)
        turns = restored(stored)
        yield (
            render.ways_out(language), turns, *_drawn(turns, language), notices.loading(language), "",
            *self._spoken(language, request),
        )  # fmt: skip
        while self._warm.is_alive():
            await asyncio.sleep(0.05)
        told = await asyncio.to_thread(self.state, language)
        yield *(gr.skip() for _ in range(4)), *told, *(gr.skip() for _ in SPOKEN)

    def _spoken(self, language: str, request: gr.Request) -> list[Any]:
        """Gradio's own components in the language that was chosen; by themselves they follow the browser's."""
        if LANGUAGE_COOKIE not in (request.cookies or {}):
            return [gr.skip() for _ in SPOKEN]
        return [gr.update(**{where: getattr(WORDS[language], name)}) for name, where in SPOKEN]

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
            return notices.first_article(str(self.settings.sources), language), shelf.articles(sources, language)
        return notices.ready(indexed, language), shelf.articles(sources, language)

    def ask(self, question: str, turns: Conversation, llm: bool, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The conversation with one more turn as it grows; a notice where there was nothing to ask."""
        language = reader(request)
        # Half a surrogate pair cannot be sent back.
        question = str(question or "").encode(errors="replace").decode().strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), f"<p>{WORDS[language].blank}</p>", gr.skip()
            return
        for grown in converse(turns, question, self.settings, WORDS[language].failed, llm=bool(llm)):
            yield grown, *_drawn(grown, language), "", kept(grown)
            self._warm.join()  # the question is on the page; load nothing twice

    def clear(self, request: gr.Request) -> tuple[Any, ...]:
        """A new conversation."""
        return (), *_drawn((), reader(request)), "", []

    def stop(self, turns: Conversation, request: gr.Request) -> tuple[Any, ...]:
        """The conversation with what was proved so far of an answer that was stopped."""
        language = reader(request)
        done = stopped(turns)
        return done, *_drawn(done, language), f"<p>{WORDS[language].stopped}</p>", kept(done)

    def export(self, wish: str, turns: Conversation, request: gr.Request) -> tuple[str, str]:
        """The conversation as a file for the browser to save, and a notice where there is none."""
        if wish not in FORMATS:
            return "", ""
        if not kept(turns):
            return "", f"<p>{WORDS[reader(request)].export_empty}</p>"
        name, kind, write = FORMATS[wish]
        return json.dumps({"name": name, "type": kind, "text": write(turns)}), ""

    def rate(self, wish: str, turns: Conversation, request: gr.Request) -> str:
        """Note what a person thinks of an answer."""
        asked = _wish(wish)
        number, value, why = asked.get("turn"), asked.get("value"), asked.get("why", "")
        rated = value in ("good", "bad") and isinstance(number, int) and 0 < number <= len(turns)
        answer = turns[number - 1].answer if rated and isinstance(number, int) else None
        if answer is None:
            return ""
        try:
            file = rag.add_feedback(answer, value == "good", str(why), settings=self.settings)
        except RagError as error:
            return notices.trouble(str(error))
        return notices.done(WORDS[reader(request)].thanks.format(file=file))

    def open_article(self, wish: str, request: gr.Request) -> str:
        """One article whole, with the quote marked, in a dialog."""
        asked, language = _wish(wish), reader(request)
        start, end = (asked.get(name) if isinstance(asked.get(name), int) else 0 for name in ("start", "end"))
        try:
            found = next((s for s in rag.list_sources(self.settings) if s.path == asked.get("path")), None)
        except RagError:
            found = None
        # The same article twice is a new dialog: without the number, Gradio would see that nothing changed.
        return f"{shelf.article(found, start or 0, end or 0, language)}<span data-opened={next(self._opened)}></span>"


def _drawn(turns: Conversation, language: str) -> tuple[str, str]:
    """The conversation and its cards."""
    return render.conversation(turns, language), cards.sources(turns, language)


def _wish(text: str) -> dict[str, Any]:
    """What page.js asks for; whatever else a browser may send is nothing."""
    try:
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def reader(request: gr.Request) -> str:
    """The language of the person before the browser: as chosen on the page, else as the browser tells it."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "") if request.cookies else ""
    wanted = str(chosen or request.headers.get("accept-language", "")).lower()
    return "zh" if wanted.startswith("zh") else "en"
