"""One small frozen settings object. Only this file reads the environment (`RAG_*`)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUILT_IN_MODEL = "multilingual-e5-small"
"""The encoder that comes with the package."""


@dataclass(frozen=True)
class Settings:
    """Where things lie and which model is used. Build one with `Settings.from_environment()` or by hand."""

    sources: Path = Path("seeds")
    """The folder of articles (`RAG_SOURCES`)."""
    index: Path = Path("index")
    """The folder of the index, a cache that can be deleted (`RAG_INDEX`)."""
    embedding_model: str = BUILT_IN_MODEL
    """The built-in encoder, or the name or path of any sentence-transformers model (`RAG_EMBEDDING_MODEL`)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `RAG_SOURCES`, `RAG_INDEX` and `RAG_EMBEDDING_MODEL`; what is unset or blank keeps its default."""
        known = {"RAG_SOURCES": "sources", "RAG_INDEX": "index", "RAG_EMBEDDING_MODEL": "embedding_model"}
        values = {
            field: environment[name].strip() for name, field in known.items() if environment.get(name, "").strip()
        }
        return cls(
            sources=Path(values.get("sources", cls.sources)),
            index=Path(values.get("index", cls.index)),
            embedding_model=values.get("embedding_model", cls.embedding_model),
        )
