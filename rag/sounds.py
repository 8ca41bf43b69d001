"""Names across scripts by their sound: 戈登·黑尔 and Gordon Hale, 林佩珊 and Lin Peishan. Pure.

Both are brought to the consonants that a transliteration keeps: Chinese by its pinyin (the package pypinyin carries the
readings), English by its spelling. A dictionary's names (rag/glossary.py) go first; this is for those it does not hold.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LEAST = 2
"""Consonants of the shortest name that is compared."""

_ENGLISH = (
    (r"[^a-z]", ""), (r"ph", "f"), (r"qu", "k"), (r"ck", "k"), (r"x", "ks"), (r"[sc]h|tch", "s"), (r"th", "t"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=h)", ""), (r"r(?![aeiouy])", ""), (r"w(?![aeiouy])", ""),
    (r"ng(?![aeiouy])", "n"),
)  # fmt: skip
_CLASSES = str.maketrans(
    {
        "b": "P", "p": "P", "d": "T", "t": "T", "g": "K", "k": "K", "q": "S", "j": "S", "z": "S", "c": "S", "s": "S",
        "x": "S", "f": "F", "v": "F", "w": "F", "m": "M", "n": "N", "l": "L", "r": "L",
        "a": "", "e": "", "i": "", "o": "", "u": "", "y": "", "h": "", "ü": "",
    }
)  # fmt: skip


def sound_alike(english: str, chinese: str) -> bool:
    """Whether an English word sounds like a part of some Chinese characters.

    Two consonants may be a coincidence: it tells names apart that are set side by side, and finds none.
    """
    syllables = _syllables(chinese)
    if any(english.casefold() == "".join(syllables[a : a + n]) for n in (1, 2) for a in range(len(syllables) + 1 - n)):
        return True  # pinyin, however short: 周 and Zhou
    wanted, told = _of_english(english.casefold()), _of_chinese(chinese)
    return len(wanted) >= _LEAST and wanted in told


def is_spelled(english: str, text: str) -> bool:
    """Whether two or more characters in a row of a Chinese text are read as an English word: 国栋 and Guodong."""
    syllables = _syllables(text)
    word = english.casefold()
    return any(
        word == "".join(syllables[at : at + count]) for count in (2, 3) for at in range(len(syllables) + 1 - count)
    )


def may_be(english: str, chinese: str) -> bool:
    """Whether they sound the same as far as consonants tell, be it one: 黑尔 and Hale, beside 戈登 and Gordon."""
    return _of_english(english.casefold()) == _of_chinese(chinese) != ""


@lru_cache(maxsize=4096)
def _of_english(word: str) -> str:
    for pattern, put in _ENGLISH:
        word = re.sub(pattern, put, word)
    return _once(word.translate(_CLASSES))


@lru_cache(maxsize=4096)
def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


@lru_cache(maxsize=4096)
def _of_chinese(text: str) -> str:
    # 尔 is the l of "Hale", 儿 that of nothing else; "ng" is no g.
    syllables = ["l" if syllable == "er" else re.sub(r"ng$", "n", syllable) for syllable in _syllables(text)]
    return _once("".join(re.sub(r"[zcs]h", "s", syllable) for syllable in syllables).translate(_CLASSES))


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)
