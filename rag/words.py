"""Words: how text is cut into what can be looked for and compared. Pure, English and Chinese.

English words are compared by their Porter stems; Chinese, which writes no spaces, is cut into overlapping pairs of
characters, which find as well as a dictionary's words do (docs/architecture.md). Knows nothing of tables or meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from rag.languages import HAN

CALENDAR = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December"
)
"""English weekdays and months, for use inside a regular expression."""

_IS_HAN = re.compile(f"[{HAN}]")
_PIECE = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_STEMMER = Stemmer.Stemmer("porter", 0)

_STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being but by can could did do does
    doing during each for from had has have having he her here hers him his how i if in into is it its itself just me
    more most my no nor not of on once only or other our out over own s same she should so some such t than that the
    their them then there these they this those through to too under until up us very was we were what when where
    which while who whom whose why will with would you your 的 了 是 在 和 有 吗 呢 谁 哪""".split()
)
_STOP_PAIRS = frozenset(
    "什么 哪些 哪里 哪个 怎么 怎样 如何 多少 为何 为什 何时 何地 时候 是否 几个 谁的 以及 并且 或者 一个"
    " 进行 采取 作出 做出 予以 给予 加以".split()  # verbs that only carry a noun: 采取立场
)
_AGAIN = re.compile(r"re[aeiou][a-z]{3}")


_BARE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "Ø": "O", "Ł": "L", "Đ": "D"})
"""Letters that are no others with an accent."""
_NARROW = re.compile(rf"(?<=[{HAN}』」》])[,;:?!]|[,;:](?=[{HAN}『「《])|(?<!\d),(?=\d+[年月日])")
_WIDE = str.maketrans(",;:?!", "，；：？！")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Controls but line ends and tabs, soft hyphens, zero-width and direction characters, fillers, variation selectors,
invisible "tag" letters, half characters: what nobody sees and a language model reads."""


def wide_marks(text: str) -> str:
    """`text` with the marks of Chinese where it has the narrow ones of English beside its characters; same length."""
    if text.isascii():
        return text
    return _NARROW.sub(lambda match: match.group().translate(_WIDE), text)


@lru_cache(maxsize=1024)
def letters(text: str) -> str:
    """The letters and figures of a text, case-folded: what is left where spaces and marks do not count."""
    return "".join(character for character in text.casefold() if character.isalnum())


def plain(text: str) -> str:
    """`text` without accents: Bogota for Bogotá."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_BARE))
    return unicodedata.normalize(
        "NFC", "".join(character for character in apart if not unicodedata.combining(character))
    )


def cut(text: str) -> str:
    """`text` as words with spaces between, Chinese as overlapping pairs: "日内瓦" becomes "日内 内瓦"."""
    return " ".join(_words(text.casefold()))


def query_words(question: str) -> list[str]:
    """The words of a question that are worth looking for, each once, in order."""
    words = (word for word in _words(question.casefold()) if word not in _STOP_WORDS and word not in _STOP_PAIRS)
    return list(dict.fromkeys(words))


def is_stop_word(word: str) -> bool:
    """Whether a word, case-folded, is too common to tell anything."""
    return word in _STOP_WORDS


def _words(text: str) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = match.group()
        if len(piece) > 1 and _IS_HAN.match(piece):
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))
        else:
            yield piece


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Porter stem of an English word; anything else stays as it is."""
    return str(_STEMMER.stemWord(word)) if word.isascii() else word


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that are worth finding; a reelection is an election too."""
    words = query_words(text)
    return frozenset(map(stem, [*words, *(word[2:] for word in words if _AGAIN.match(word))]))
