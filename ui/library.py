"""What is done with the articles on the page: upload, paste, remove, rebuild. Every change ends in a rebuild.

The folder of articles is the truth; `rag` writes into it under safe names and moves aside what is removed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import gradio as gr
import yaml

import rag
from rag import BuildReport, IndexModelError, RagError, Settings
from ui import notices
from ui.page import Page, reader
from ui.words import WORDS

MOST_FILES = 200
"""Files of one upload."""

_PROGRESS = gr.Progress()
_LOG = logging.getLogger(__name__)


class Library:
    """The handlers of the articles' side of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def _settings(self) -> Settings:
        return self._page.settings

    def rebuild(self, request: gr.Request, progress: gr.Progress = _PROGRESS) -> tuple[str, str, str]:
        """Read what is new or changed; questions are answered from the last good index meanwhile."""
        return self._rebuilt("", reader(request), progress)

    def upload(
        self, files: Sequence[str] | None, request: gr.Request, progress: gr.Progress = _PROGRESS
    ) -> tuple[str, str, str]:
        """Copy files into the folder of articles, and read them; what is refused is told beside its name."""
        language = reader(request)
        added, wrong = [], []
        chosen = [*map(Path, files or ())]
        for file in chosen[:MOST_FILES]:
            try:
                added.append(rag.add_source(self._settings.sources, file.name, file.read_bytes()))
            except (RagError, OSError) as error:
                wrong.append(notices.trouble(str(error)))
        if len(chosen) > MOST_FILES:
            wrong.append(
                notices.trouble(WORDS[language].too_many.format(most=MOST_FILES, rest=len(chosen) - MOST_FILES))
            )
        said = notices.done(WORDS[language].uploaded.format(names=", ".join(added))) if added else ""
        return self._rebuilt(said + "".join(wrong), language, progress)

    def paste(  # noqa: PLR0913, PLR0917 - Gradio passes the fields one by one
        self, title: str, day: str, link: str, text: str, request: gr.Request, progress: gr.Progress = _PROGRESS
    ) -> tuple[str, str, str]:
        """Write a pasted text as an article, with what is known of it in its header."""
        language = reader(request)
        words = WORDS[language]
        title, day, link, text = (str(value or "") for value in (title, day, link, text))
        if not text.strip():
            return self._refused(words.paste_blank, language)
        known = {"title": " ".join(title.split()), "date": day.strip(), "url": link.strip()}
        if known["date"]:
            try:
                datetime.strptime(known["date"], "%Y-%m-%d")
            except ValueError:
                return self._refused(words.paste_bad_day.format(day=known["date"][:40]), language)
        header = yaml.safe_dump({key: value for key, value in known.items() if value}, allow_unicode=True)
        whole = f"---\n{header}---\n\n{text}\n" if any(known.values()) else f"{text}\n"
        name = re.sub(r"[/\\]", "-", known["title"] or text.strip().splitlines()[0][:60])
        try:
            added = rag.add_source(self._settings.sources, f"{name}.md", whole.encode("utf-8", "replace"))
        except RagError as error:
            return self._refused(str(error), language)
        return self._rebuilt(notices.done(words.uploaded.format(names=added)), language, progress)

    def remove(self, path: str, request: gr.Request, progress: gr.Progress = _PROGRESS) -> tuple[str, str, str]:
        """Move an article aside, and forget it."""
        language = reader(request)
        try:
            goal = rag.remove_source(self._settings.sources, path)
        except RagError as error:
            return self._refused(str(error), language)
        said = notices.done(WORDS[language].removed_one.format(name=path, goal=goal))
        return self._rebuilt(said, language, progress)

    def _refused(self, why: str, language: str) -> tuple[str, str, str]:
        """Why nothing was done, and the state and the articles as they are."""
        return notices.trouble(why), *self._page.state(language)

    def _rebuilt(self, said: str, language: str, progress: gr.Progress) -> tuple[str, str, str]:
        """What was done with what the rebuild did, the state after it, and the articles."""

        def tell(done: int, total: int, what: str) -> None:
            progress((done, total), desc=WORDS[language].steps.get(what, what))

        try:
            said += notices.report(self._read_anew(tell), language)
        except RagError as error:
            said += notices.trouble(str(error))
        except Exception:  # the edge of the page: a person must never be left with a spinner
            _LOG.exception("the index could not be rebuilt")
            said += notices.trouble(WORDS[language].failed)
        return said, *self._page.state(language)

    def _read_anew(self, tell: Callable[[int, int, str], None]) -> BuildReport:
        """What changed is read; where the index is another model's, the person who pressed the button wants it anew."""
        try:
            return rag.rebuild(settings=self._settings, progress=tell)
        except IndexModelError:
            return rag.rebuild(full=True, settings=self._settings, progress=tell)
