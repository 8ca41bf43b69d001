"""The index on disk, for reading: Chroma for the vectors of chunks, a catalogue beside it for everything else.

    index/current                       the name of the generation in use
    index/generation-1732/catalogue.sqlite
    index/generation-1732/vectors/    Chroma

What a complete generation holds is never changed; a build (rag/building.py) makes a new one beside it. Knows nothing of
sources, questions or answers.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from rag.catalogue import Catalogue, IndexedChunk
from rag.chroma import VectorReader, chroma_error
from rag.embedding import Vectors
from rag.errors import IndexBrokenError, IndexMissingError, IndexModelError
from rag.languages import LANGUAGES
from rag.records import Source
from rag.settings import Settings

FORMAT = "5"
"""Raised whenever an index of before would be read wrongly: schema, chunks, embedded text. It is then built anew."""

CATALOGUE, VECTORS = "catalogue.sqlite", "vectors"
"""What lies in the folder of a generation."""


class Index:
    """One complete generation, open for reading; safe to use from any thread. Closed when nobody holds it any more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue(folder / CATALOGUE)
        self._vectors = VectorReader(folder / VECTORS)
        # Nobody knows which question under way still reads a generation that was replaced, but Python does.
        weakref.finalize(self, _let_go, self.catalogue, self._vectors)

    @property
    def model(self) -> str:
        """The name of the embedding model it was built with."""
        return self.catalogue.recipe().get("model", "")

    def is_whole(self) -> bool:
        """Whether Chroma holds a vector for every chunk of the catalogue."""
        numbers = self.catalogue.chunk_numbers()
        return all(self._vectors.sizes[language] == len(numbers[language]) for language in LANGUAGES)

    def nearest(self, language: str, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """The `k` nearest (chunk number, cosine) of one language, best first.

        :param vector: shape (1, dimensions).
        """
        with _reading(self.folder):
            return self._vectors.nearest(language, vector, k)

    def matching(self, language: str, question: str, k: int) -> list[tuple[int, float]]:
        """The `k` best (chunk number, BM25 score) of one language, best first."""
        with _reading(self.folder):
            return self.catalogue.matching(language, question, k)

    def chunks(self, numbers: Sequence[int]) -> list[IndexedChunk]:
        """The chunks with these numbers, in that order."""
        with _reading(self.folder):
            return self.catalogue.chunks(numbers)


def _let_go(catalogue: Catalogue, vectors: VectorReader) -> None:
    """Close the files of a generation."""
    catalogue.close()
    vectors.close()


_open: dict[Path, Index] = {}
"""The index in use of every index folder, by the folder's full path."""

_opening = threading.Lock()


def open_index(settings: Settings) -> Index:
    """The current index, opened once a process and again when a build has replaced it.

    :raises IndexMissingError: nothing was built yet.
    :raises IndexModelError: it was built with another embedding model.
    :raises IndexBrokenError: it cannot be read.
    """
    index = _opened(_current_or_raise(settings))
    if index.model != settings.embedding_model:
        raise IndexModelError(
            f"the index was built with the embedding model {index.model!r}, not with {settings.embedding_model!r}; "
            f"build it anew with: rag index --rebuild --model {settings.embedding_model}"
        )
    return index


def list_sources(settings: Settings | None = None) -> list[Source]:
    """Every file of the last build: its article, how many chunks it has, and what is wrong with it.

    :raises IndexMissingError: nothing was built yet.
    :raises IndexBrokenError: it cannot be read.
    """
    folder = _current_or_raise(settings or Settings.from_environment())
    with _reading(folder), closing(Catalogue(folder / CATALOGUE)) as catalogue:
        return catalogue.sources()


def is_sound(folder: Path) -> bool:
    """Whether the generation in `folder` can be read whole."""
    try:
        _opened(folder)
    except IndexBrokenError:
        return False
    return True


def _opened(folder: Path) -> Index:
    """The generation in `folder`, checked when it is opened."""
    with _opening, _reading(folder):
        index = _open.get(folder.parent)
        if index is None or index.folder != folder:
            index = Index(folder)
            if index.catalogue.recipe().get("format") != FORMAT or not index.is_whole():
                raise _broken(folder)
            _open[folder.parent] = index
    return index


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    """What SQLite, Chroma and the file system say of a damaged index becomes one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError, chroma_error()) as error:
        raise _broken(folder) from error


def _broken(folder: Path) -> IndexBrokenError:
    return IndexBrokenError(f"the index in {folder.parent} cannot be read; build it anew with: rag index --rebuild")


def _current_or_raise(settings: Settings) -> Path:
    folder = current_generation(settings)
    if folder is None:
        raise IndexMissingError(f"there is no index in {settings.index}; build it with: rag index")
    return folder


def current_generation(settings: Settings) -> Path | None:
    """The folder of the generation in use, as a full path, if there is one."""
    root = settings.index.resolve()
    try:
        name = (root / "current").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = root / name
    return folder if name.startswith("generation-") and (folder / CATALOGUE).is_file() else None
