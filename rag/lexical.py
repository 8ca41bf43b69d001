"""Keywords: which chunks hold the question's words, by BM25 in SQLite's FTS5. One table a language.

FTS5 comes with Python, so the keyword half of a hybrid search needs no further package (local Chroma has no sparse
vectors). English goes through FTS5's own Porter stemmer; Chinese is cut into pairs of characters first, and what its
words mean in English (rag/glossary.py) is entered beside it, so that a question in one language finds words in the
other. Knows chunk numbers and text, nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from rag.glossary import in_english
from rag.languages import LANGUAGES, language_of
from rag.words import cut, query_words

_TOKENIZER = "porter unicode61 remove_diacritics 2"
_TITLE_WEIGHT, _TEXT_WEIGHT, _MEANING_WEIGHT = 0.6, 1.0, 1.0


def create_tables(database: sqlite3.Connection) -> None:
    """The keyword tables, empty."""
    for language in LANGUAGES:
        database.execute(
            f"CREATE VIRTUAL TABLE words_{language} USING fts5(title, text, meaning, tokenize='{_TOKENIZER}')"
        )


def add(database: sqlite3.Connection, language: str, rows: Iterable[tuple[int, str, str]]) -> None:
    """Enter (chunk number, title, text) rows."""
    database.executemany(
        f"INSERT INTO words_{language}(rowid, title, text, meaning) VALUES (?, ?, ?, ?)",
        (
            (number, cut(title), cut(text), " ".join(in_english(f"{title} {text}")) if language == "zh" else "")
            for number, title, text in rows
        ),
    )


def remove(database: sqlite3.Connection, language: str, numbers: Iterable[int]) -> None:
    """Take chunks out; numbers that are not there are no error."""
    database.executemany(f"DELETE FROM words_{language} WHERE rowid = ?", ((number,) for number in numbers))


def search(database: sqlite3.Connection, language: str, question: str, k: int) -> list[tuple[int, float]]:
    """The `k` best (chunk number, BM25 score) for the question's words, best first; higher is better."""
    asked_in = language_of(question)
    words = query_words(question)
    if asked_in == "zh" != language:
        words = [*(word for word in words if word.isascii()), *in_english(question)]
    if not words:
        return []
    columns = "title text" if asked_in == "zh" else "title text meaning"
    listed = " OR ".join(f'"{word}"' for word in words)
    match = f"{{{columns}}}: ({listed})"
    score = f"bm25(words_{language}, {_TITLE_WEIGHT}, {_TEXT_WEIGHT}, {_MEANING_WEIGHT})"
    rows = database.execute(
        f"SELECT rowid, -{score} FROM words_{language} WHERE words_{language} MATCH ? ORDER BY {score} LIMIT ?",
        (match, k),
    )
    return [(int(number), float(value)) for number, value in rows]
