"""One small frozen settings object. Only this file reads the environment (`RAG_*`)."""

from __future__ import annotations

import os
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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the `RAG_*` variables named above; what is unset or blank keeps its default.

        :raises SettingsError: `RAG_READER` is neither on nor off, or `RAG_AUTH` is no `user:password`.
        """

        def value(name: str, default: str) -> str:
            return environment.get(name, "").strip() or default

        reader = value("RAG_READER", "on").lower()
        if reader not in ("on", "off"):
            raise SettingsError(f"RAG_READER is {reader!r}; set it to on or off")
        auth = value("RAG_AUTH", "")
        if auth and not all(auth.partition(":")):
            raise SettingsError("RAG_AUTH is no user:password; write both, with a colon between")
        return cls(
            sources=Path(value("RAG_SOURCES", str(cls.sources))),
            index=Path(value("RAG_INDEX", str(cls.index))),
            embedding_model=value("RAG_EMBEDDING_MODEL", cls.embedding_model),
            reader=reader == "on",
            auth=auth,
        )
