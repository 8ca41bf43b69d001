"""Keywords: which chunks hold the question's words, by BM25 in SQLite's FTS5. One table a language.

FTS5 comes with Python, so the keyword half of a hybrid search needs no further package (local Chroma has no sparse
vectors). English goes through FTS5's own Porter stemmer; Chinese, which writes no spaces, is cut into overlapping
pairs of characters first. Knows chunk numbers and text, nothing else.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

from rag.languages import HAN

LANGUAGES = ("en", "zh")

_TOKENIZERS = {"en": "porter unicode61 remove_diacritics 2", "zh": "unicode61 remove_diacritics 2"}
_TITLE_WEIGHT, _TEXT_WEIGHT = 0.6, 1.0
_IS_HAN = re.compile(f"[{HAN}]")
_PIECE = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")

_STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being but by can could did do does
    doing during each for from had has have having he her here hers him his how i if in into is it its itself just me
    more most my no nor not of on once only or other our out over own s same she should so some such t than that the
    their them then there these they this those through to too under until up us very was we were what when where
    which while who whom whose why will with would you your 的 了 是 在 和 有 吗 呢 谁 哪""".split()
)
_STOP_PAIRS = frozenset(
    "什么 哪些 哪里 哪个 怎么 怎样 如何 多少 为何 为什 何时 何地 时候 是否 几个 谁的 以及 并且 或者 一个".split()
)


def create_tables(database: sqlite3.Connection) -> None:
    """The keyword tables, empty."""
    for language in LANGUAGES:
        database.execute(
            f"CREATE VIRTUAL TABLE words_{language} USING fts5(title, text, tokenize='{_TOKENIZERS[language]}')"
        )


def add(database: sqlite3.Connection, language: str, rows: Iterable[tuple[int, str, str]]) -> None:
    """Enter (chunk number, title, text) rows."""
    database.executemany(
        f"INSERT INTO words_{language}(rowid, title, text) VALUES (?, ?, ?)",
        ((number, cut(title), cut(text)) for number, title, text in rows),
    )


def remove(database: sqlite3.Connection, language: str, numbers: Iterable[int]) -> None:
    """Take chunks out; numbers that are not there are no error."""
    database.executemany(f"DELETE FROM words_{language} WHERE rowid = ?", ((number,) for number in numbers))


def search(database: sqlite3.Connection, language: str, question: str, k: int) -> list[tuple[int, float]]:
    """The `k` best (chunk number, BM25 score) for the question's words, best first; higher is better."""
    words = query_words(question)
    if not words:
        return []
    match = " OR ".join(f'"{word}"' for word in words)
    score = f"bm25(words_{language}, {_TITLE_WEIGHT}, {_TEXT_WEIGHT})"
    rows = database.execute(
        f"SELECT rowid, -{score} FROM words_{language} WHERE words_{language} MATCH ? ORDER BY {score} LIMIT ?",
        (match, k),
    )
    return [(int(number), float(value)) for number, value in rows]


def cut(text: str) -> str:
    """`text` as words with spaces between, Chinese as overlapping pairs: "日内瓦" becomes "日内 内瓦"."""
    return " ".join(_words(text.casefold()))


def query_words(question: str) -> list[str]:
    """The words of a question that are worth looking for, each once, in order."""
    words = (word for word in _words(question.casefold()) if word not in _STOP_WORDS and word not in _STOP_PAIRS)
    return list(dict.fromkeys(words))


def _words(text: str) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = match.group()
        if len(piece) > 1 and _IS_HAN.match(piece):
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))
        else:
            yield piece
