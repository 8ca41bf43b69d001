"""One small frozen settings object. Only this file reads the environment (`RAG_*`)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import SettingsError

BUILT_IN_MODEL = "multilingual-e5-small"
"""The encoder that comes with the package."""


SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm")
"""Endings of the files that are read as articles, in small letters."""


@dataclass(frozen=True)
class Settings:
    """Where things lie and which model is used. Build one with `Settings.from_environment()` or by hand."""

    sources: Path = Path("seeds")
    """The folder of articles (`RAG_SOURCES`)."""
    index: Path = Path("index")
    """The folder of the index, a cache that can be deleted (`RAG_INDEX`)."""
    embedding_model: str = BUILT_IN_MODEL
    """The built-in encoder, or the name or path of any sentence-transformers model (`RAG_EMBEDDING_MODEL`)."""

    reader: bool = True
    """Whether the reader looks for the words that answer; `RAG_READER=off` makes answers faster and less direct."""

    auth: str = field(default="", repr=False)
    """`user:password` that the page and its endpoints ask for (`RAG_AUTH`); nobody is asked where it is empty."""

    llm_base_url: str = ""
    """Where a language model answers in OpenAI's manner, such as `http://127.0.0.1:11434/v1` (`RAG_LLM_BASE_URL`);
    where it is empty, no model is asked."""

    llm_model: str = ""
    """The model's name there (`RAG_LLM_MODEL`); where it is empty, the first that the server lists."""

    llm_api_key: str = field(default="", repr=False)
    """What the server asks for as a key (`RAG_LLM_API_KEY`); most local ones ask for none."""

    llm_timeout: float = 60.0
    """Seconds within which the model's whole draft must have come (`RAG_LLM_TIMEOUT`)."""

    llm_unproved: str = "strike"
    """What is done with a drafted sentence that no passage proves: `strike` shows it struck out, `drop` leaves it out
    (`RAG_LLM_UNPROVED`). It is never part of the answer's text."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the `RAG_*` variables named above; what is unset or blank keeps its default.

        :raises SettingsError: one of them has no usable value.
        """

        def value(name: str, default: str) -> str:
            return environment.get(name, "").strip() or default

        reader = value("RAG_READER", "on").lower()
        if reader not in ("on", "off"):
            raise SettingsError(f"RAG_READER is {reader!r}; set it to on or off")
        auth = value("RAG_AUTH", "")
        if auth and not all(auth.partition(":")):
            raise SettingsError("RAG_AUTH is no user:password; write both, with a colon between")
        base_url = value("RAG_LLM_BASE_URL", "")
        if base_url and not base_url.lower().startswith(("http://", "https://")):
            shown = re.sub(r"^.*@|^\w[\w-]*$", "…", base_url)  # no password, and no key that was put there by mistake
            raise SettingsError(f"RAG_LLM_BASE_URL is {shown!r}; give an address such as http://127.0.0.1:11434/v1")
        timeout = value("RAG_LLM_TIMEOUT", str(cls.llm_timeout))
        if not re.fullmatch(r"\d{1,6}(\.\d+)?", timeout) or float(timeout) == 0:
            raise SettingsError(f"RAG_LLM_TIMEOUT is {timeout!r}; give seconds, such as 60")
        unproved = value("RAG_LLM_UNPROVED", cls.llm_unproved).lower()
        if unproved not in ("strike", "drop"):
            raise SettingsError(f"RAG_LLM_UNPROVED is {unproved!r}; set it to strike or drop")
        return cls(
            sources=Path(value("RAG_SOURCES", str(cls.sources))),
            index=Path(value("RAG_INDEX", str(cls.index))),
            embedding_model=value("RAG_EMBEDDING_MODEL", cls.embedding_model),
            reader=reader == "on",
            auth=auth,
            llm_base_url=base_url,
            llm_model=value("RAG_LLM_MODEL", ""),
            llm_api_key=value("RAG_LLM_API_KEY", ""),
            llm_timeout=float(timeout),
            llm_unproved=unproved,
        )
