"""Chroma: the vectors of chunks, one collection a language. A build writes through its client, answers read its core.

Importing Chroma's Python client takes about a second, most of the wait for the first answer. Everything it does for a
query is done by the Rust core under it, which loads in a tenth of that, so reading calls the core directly, with the
arguments that `chromadb.api.rust.RustBindingsAPI` gives it. The core's interface is Chroma's own affair, therefore
pyproject.toml admits only the versions this was tried with, and a test holds both ways to the same result.
Knows numbers and vectors, nothing of what they stand for.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rag.embedding import Vectors
from rag.languages import LANGUAGES

if TYPE_CHECKING:
    from chromadb.api.client import Client

_PLACE = ("default_tenant", "default_database")
"""Where Chroma's client puts a collection when nothing else is said."""

_GRAPHS = 4096
"""Search graphs the core keeps open. It splits the room among shards, and a graph that was pushed out before it was
ever written to disk cannot be read again ("Nothing found on disk"): with room for 8, two graphs met in one shard now
and then. Chroma's client gives as many as files may be open, divided by five."""


def _collection(language: str) -> str:
    return f"chunks-{language}"


class VectorReader:
    """The vectors of one complete generation; safe to use from any thread.

    :raises Exception: what `chroma_error` names, or an OSError, where they cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        import chromadb_rust_bindings as core

        database = core.SqliteDBConfig(
            hash_type=core.MigrationHash.MD5,
            migration_mode=core.MigrationMode.Apply,
            url=str(folder / "chroma.sqlite3"),
        )
        self._core = core.Bindings(
            allow_reset=False, sqlite_db_config=database, persist_path=str(folder), hnsw_cache_size=_GRAPHS
        )
        self._names = {
            language: str(self._core.get_collection(_collection(language), *_PLACE).id) for language in LANGUAGES
        }
        self.sizes = {language: int(self._core.count(name, *_PLACE)) for language, name in self._names.items()}

    def nearest(self, language: str, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest (chunk number, cosine) of one language, best first.

        :param vector: shape (1, dimensions).
        """
        if not self.sizes[language]:
            return []
        found = self._core.query(
            self._names[language], None, vector.tolist(), min(k, self.sizes[language]), None, None, ["distances"],
            *_PLACE,
        )  # fmt: skip
        return [(int(name), 1.0 - distance) for name, distance in zip(found.ids[0], found.distances[0], strict=True)]

    def close(self) -> None:
        """Let go of the files."""
        del self._core


class VectorWriter:
    """The vectors of a generation that is being built."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        # By cosine: Chroma's own default is the squared distance.
        self._collections = {
            language: self._client.get_or_create_collection(
                _collection(language), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            for language in LANGUAGES
        }

    def add(self, language: str, numbers: Sequence[int], vectors: Vectors) -> None:
        """Enter chunks by number.

        :param vectors: shape (len(numbers), dimensions).
        """
        if numbers:  # Chroma refuses an empty write
            self._collections[language].add(ids=[*map(str, numbers)], embeddings=vectors)

    def remove(self, language: str, numbers: Sequence[int]) -> None:
        """Take chunks out."""
        names, limit = [*map(str, numbers)], self._client.get_max_batch_size()
        for first in range(0, len(names), limit):
            self._collections[language].delete(ids=names[first : first + limit])

    def close(self) -> None:
        """Write what is pending and let go of the files."""
        with _one_client:
            self._client.close()


_one_client = threading.Lock()
"""Chroma keeps its clients in a table that two threads must not change at once."""


def _client(folder: Path) -> Client:
    """A Chroma client over the vectors in `folder`, with its telemetry off."""
    with _one_client, _collector_at_rest():
        import chromadb
        from chromadb.config import Settings

        return cast("Client", chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False)))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Python's garbage collector waits: it costs a quarter of a second of importing Chroma and finds nothing there."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def chroma_error() -> type[Exception]:
    """The base of what Chroma raises, reading or writing."""
    import chromadb.errors

    return chromadb.errors.ChromaError
