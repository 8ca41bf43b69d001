"""What is indexed, in one SQLite file: the files seen, their articles, chunks, sentences and keywords.

The vectors of chunks live in Chroma beside it (rag/index.py); the vectors of sentences are here, as 16-bit floats next
to the sentences they belong to, because they are only ever read for chunks that were found already: Chroma would keep
all of them in memory to search what is never searched. Knows nothing of Chroma, models or questions.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from rag import lexical
from rag.embedding import Vectors
from rag.languages import LANGUAGES
from rag.periods import Days
from rag.records import Article, Chunk, Problem, Source

_SCHEMA = """
CREATE TABLE recipe(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files(path TEXT PRIMARY KEY, digest TEXT NOT NULL, reason TEXT, remedy TEXT, duplicate_of TEXT);
CREATE TABLE articles(
    path TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, date TEXT,
    url TEXT NOT NULL, author TEXT NOT NULL, dropped TEXT NOT NULL, notes TEXT NOT NULL,
    text_digest TEXT NOT NULL);
CREATE TABLE chunks(
    number INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    language TEXT NOT NULL, sentences TEXT NOT NULL, days TEXT NOT NULL, vectors BLOB NOT NULL);
CREATE INDEX chunks_of_article ON chunks(path);
"""


@dataclass(frozen=True)
class IndexedChunk:
    """A chunk as it is stored: with its number and the vectors of its sentences."""

    number: int
    chunk: Chunk
    sentence_vectors: Vectors
    """Shape (sentences, dimensions)."""
    days: tuple[tuple[Days, ...], ...]
    """The days that each of its sentences tells."""


@dataclass(frozen=True)
class FileState:
    """What is known of one file of the sources folder."""

    digest: str
    problem: Problem | None
    duplicate_of: str | None


def text_digest(article: Article) -> str:
    """What two articles of the same text share."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


class Catalogue:
    """One open catalogue. Reading is safe from any thread; writing belongs to one builder."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        # Read-only unless it is being made: an open page can never harm a finished index.
        mode = "rwc" if create else "ro"
        self._database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False, isolation_level="DEFERRED"
        )
        self._lock = threading.Lock()
        self.article = lru_cache(maxsize=2048)(self._read_article)
        if create and not self._has_tables():
            self._database.executescript(_SCHEMA)
            lexical.create_tables(self._database)

    def close(self) -> None:
        """Commit what is pending and close."""
        self._database.commit()
        self._database.close()

    # Reading.

    def recipe(self) -> dict[str, str]:
        """How the index was made: model and format."""
        return dict(self._rows("SELECT key, value FROM recipe"))

    def files(self) -> dict[str, FileState]:
        """Every file seen at the last build, by path."""
        rows = self._rows("SELECT path, digest, reason, remedy, duplicate_of FROM files")
        return {
            path: FileState(digest, Problem(path, reason, remedy) if reason else None, original)
            for path, digest, reason, remedy, original in rows
        }

    def sources(self) -> list[Source]:
        """Every file seen at the last build with what is indexed of it, by path."""
        counts = dict(self._rows("SELECT path, count(*) FROM chunks GROUP BY path"))
        indexed = {path for (path,) in self._rows("SELECT path FROM articles")}
        return [
            Source(path, self.article(path) if path in indexed else None, counts.get(path, 0), state.problem)
            for path, state in sorted(self.files().items())
        ]

    def chunk_numbers(self, paths: Iterable[str] | None = None) -> dict[str, list[int]]:
        """Numbers of the chunks, by language: of the articles with these paths, or of all."""
        numbers: dict[str, list[int]] = {language: [] for language in LANGUAGES}
        if paths is None:
            rows = self._rows("SELECT number, language FROM chunks")
        else:
            rows = [
                row for path in paths for row in self._rows("SELECT number, language FROM chunks WHERE path = ?", path)
            ]
        for number, language in rows:
            numbers[language].append(number)
        return numbers

    def counts(self) -> tuple[int, int]:
        """(articles, chunks)."""
        return self._rows("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM chunks)")[0]

    def text_digests(self) -> dict[str, str]:
        """`text_digest` of every indexed article -> its path: what finds duplicates."""
        return {digest: path for path, digest in self._rows("SELECT path, text_digest FROM articles")}

    def chunks(self, numbers: Sequence[int]) -> list[IndexedChunk]:
        """The chunks with these numbers, in that order; numbers that are not there are left out."""
        marks = ",".join("?" * len(numbers))
        rows = self._rows(
            "SELECT number, path, start, end, language, sentences, vectors, days FROM chunks "
            f"WHERE number IN ({marks})",
            *numbers,
        )
        found = {row[0]: self._indexed_chunk(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def matching(self, language: str, question: str, k: int) -> list[tuple[int, float]]:
        """The `k` best (chunk number, BM25 score) of one language."""
        with self._lock:
            return lexical.search(self._database, language, question, k)

    # Writing.

    def set_recipe(self, recipe: dict[str, str]) -> None:
        """Say how the index is made."""
        self._database.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?)", recipe.items())

    def set_file(self, path: str, state: FileState) -> None:
        """Remember a file as seen."""
        problem = (state.problem.reason, state.problem.remedy) if state.problem else (None, None)
        self._database.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (path, state.digest, *problem, state.duplicate_of)
        )

    def remove_article(self, path: str) -> None:
        """Take an article and its chunks out; the file stays known."""
        for language, numbers in self.chunk_numbers([path]).items():
            lexical.remove(self._database, language, numbers)
        self._database.execute("DELETE FROM chunks WHERE path = ?", (path,))
        self._database.execute("DELETE FROM articles WHERE path = ?", (path,))

    def forget_file(self, path: str) -> None:
        """Take a file, its article and its chunks out."""
        self.remove_article(path)
        self._database.execute("DELETE FROM files WHERE path = ?", (path,))

    def add_article(self, article: Article) -> None:
        """Enter an article, without chunks yet."""
        self._database.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.path, article.title, article.text, article.language,
                article.date.isoformat() if article.date else None, article.url, article.author,
                json.dumps(article.dropped), json.dumps(article.notes), text_digest(article),
            ),
        )  # fmt: skip

    def add_chunk(self, chunk: Chunk, sentence_vectors: Vectors, days: Sequence[Sequence[Days]]) -> int:
        """Enter a chunk with the vectors of its sentences and the days that each of them tells.

        :return: its number, never used before.
        """
        cursor = self._database.execute(
            "INSERT INTO chunks(path, start, end, language, sentences, vectors, days) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                chunk.article.path, chunk.start, chunk.end, chunk.language,
                json.dumps(chunk.sentences), sentence_vectors.astype(np.float16).tobytes(),
                json.dumps([[(a.toordinal(), b.toordinal()) for a, b in told] for told in days]),
            ),
        )  # fmt: skip
        number = int(cursor.lastrowid or 0)
        lexical.add(self._database, chunk.language, [(number, chunk.article.title, chunk.text)])
        return number

    # Inside.

    def _rows(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock, closing(self._database.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def _has_tables(self) -> bool:
        return bool(self._rows("SELECT 1 FROM sqlite_master WHERE name = 'recipe'"))

    def _read_article(self, path: str) -> Article:
        title, text, language, day, url, author, dropped, notes = self._rows(
            "SELECT title, text, language, date, url, author, dropped, notes FROM articles WHERE path = ?", path
        )[0]
        return Article(
            path, title, text, language, date.fromisoformat(day) if day else None, url, author,
            tuple(json.loads(dropped)), tuple(json.loads(notes)),
        )  # fmt: skip

    def _indexed_chunk(self, row: tuple[int, str, int, int, str, str, bytes, str]) -> IndexedChunk:
        number, path, start, end, language, sentences, vectors, days = row
        spans = tuple((a, b) for a, b in json.loads(sentences))
        matrix = np.frombuffer(vectors, np.float16).astype(np.float32).reshape(len(spans), -1)
        told = tuple(
            tuple((date.fromordinal(a), date.fromordinal(b)) for a, b in sentence) for sentence in json.loads(days)
        )
        return IndexedChunk(number, Chunk(self.article(path), start, end, language, spans), matrix, told)
