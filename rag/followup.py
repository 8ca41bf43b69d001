"""A follow-up made whole from the conversation by rules: what it leans on is put in. Pure, English and Chinese.

    Who led the Chinese side?    And the American side?     Who led the American side?
    When were the talks held?    Where?                     Where were the talks held?
    Who did Blinken meet?        What did he say?           Blinken meet: What did Blinken say?
    首次会谈是什么时候举行的？         在哪里？                     首次会谈是在哪里举行的？

A question that stands by itself stays as it is, so that a new topic carries nothing of the old. Knows no articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.checking import LONGEST, in_one_line
from rag.glossary import names_in
from rag.languages import language_of

_OPENING = {
    "en": re.compile(r"^(?:and|but|so(?! far)|then|what about|how about)\b(?!-)[\s,]*", re.IGNORECASE),
    "zh": re.compile(r"^(?:那么?|还有|然后|而且|另外)[，,]?"),
}
_PRONOUN = {
    "en": re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their)\b|\bthere\W*$", re.IGNORECASE),
    "zh": re.compile(r"[他她它]们?|这[个次些项场]|那[个次些项场]|其中|当时"),
}
_ASKING = {
    "en": re.compile(
        r"\b(?:when|where|who|whom|why|how (?:long|many|much|old)"
        r"|(?:on |in )?(?:what|which)(?: (?:day|date|year|month|time|city|country|place))?)"
        r"(?:(?:,|,? and) (?:when|where|who|why|how long))*\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"在?(?:何时|何地|什么时候|什么时间|什么地方|哪里|哪儿|哪一?[年月天]|几[月号点])"
        r"(?:[、和，及]?在?(?:何时|何地|什么时候|哪里|什么地方))*"
        r"|谁|为什么|为何|多少|什么|怎么样?|如何"
    ),
}
_THINGS = frozenset({"what", "which", "who", "whom", "什么", "谁"})
"""Words that ask for a thing or a person, which "where" cannot stand in for."""

_AUXILIARY = re.compile(r"^(?:was|were|is|are|did|does|do|has|have|had|will|would|can|could|should)\s+", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"(?:\b(?:in|at|from|to|near) |[在于从到去赴])\Z")
_EXPLETIVE = re.compile(r"(?:is|was|will|would) it \w+ (?:to|that|for)\b", re.IGNORECASE)
"""An "it" that stands for nothing said before: "Is it legal to export chips?"."""

_SAID_BEFORE = 4
"""Characters before a Chinese pronoun that may well be what it stands for: 布林肯看的那场球赛 is whole."""

_NAME = re.compile(r"\b[A-Z][a-z]+")
_CASES = {
    "en": (
        re.compile(r"\b(?:in )?(?:19|20)\d\d\b"),
        re.compile(r"\bthe \w+ (?:side|delegation|team|government|president|minister)\b", re.IGNORECASE),
        re.compile(r"\b(?:in|at|from|to) [A-Z]\w+(?: [A-Z]\w+)*"),
    ),
    "zh": (re.compile(r"[12]\d{3}年"), re.compile(r"[中美俄英法德日韩]方")),
}
"""What may be exchanged for its like: a year, a side, an English place."""

_BESIDE = {"en": 4, "zh": 2}
"""Characters that a follow-up of another case may have beside the case."""


def make_whole(text: str, earlier: Sequence[str]) -> str:
    """The question with what it takes from the conversation, or as it is where it stands by itself.

    :param earlier: the questions before it as they were typed, oldest first.
    """
    if not leans(text):
        return text
    before = _Whole("", "")
    for question in filter(None, (in_one_line(turn)[:LONGEST] for turn in earlier)):
        before = _joined(question, before) if leans(question) and before.question else _Whole("", question)
    return str(_joined(text, before))[: 2 * LONGEST] if before.question else text


@dataclass(frozen=True)
class _Whole:
    """A question of the conversation, with what it is about where it does not say so itself."""

    about: str
    question: str

    def __str__(self) -> str:
        if not self.about:
            return self.question
        return f"{self.about}{'：' if language_of(self.question) == 'zh' else ': '}{self.question}"


def leans(text: str) -> bool:
    """Whether the question needs an earlier one to be understood."""
    language = language_of(text)
    if _OPENING[language].search(text) or _is_bare(text, language):
        return True
    if language == "zh" and text.rstrip(" ?？").endswith("呢") and not _ASKING["zh"].search(text):
        return True
    # "When Blinken left Beijing, what did he buy?" has a pronoun, but says itself whom it means.
    pronoun = _PRONOUN[language].search(text)
    if _EXPLETIVE.match(text):
        return False
    if pronoun is None or _NAME.search(text, 1, pronoun.start()):
        return False
    return language == "en" or pronoun.start() < _SAID_BEFORE


def _is_bare(text: str, language: str) -> bool:
    """Whether it only asks, such as "Where?"."""
    asking = _ASKING[language].match(text)
    return asking is not None and not re.search(r"\w", text[asking.end() :])


def _joined(text: str, before: _Whole) -> _Whole:
    """`text` with what it leans on of the question before it."""
    language = language_of(text)
    core = _OPENING[language].sub("", text).strip(" ?？").removesuffix("呢")
    asks = bool(_ASKING[language].search(core) or _PRONOUN[language].search(core))
    if language == language_of(before.question):
        if _is_bare(core, language) and (other := _asking_for(core, before.question, language)):
            return replace(before, question=other)
        if not asks and (other := _another_case(core, before.question, language)):
            return replace(before, question=other)
        if not asks and (other := _another_case(core, before.about, language)):
            return replace(before, about=other)
    if _is_bare(core, language) or not asks:
        return replace(before, question=f"{before.question} {text}")
    about = before.about or _about(before.question)
    return _Whole(about, _with_name(core, before, language) + ("？" if language == "zh" else "?"))


def _asking_for(asking: str, before: str, language: str) -> str:
    """`before` asked for something else: "Where were the talks held?"; "" where it asks for no such thing."""
    asked = _ASKING[language].search(before)
    if asked is None or asked.group().casefold() in _THINGS:
        return ""
    asking = asking if asked.start() == 0 else asking[0].lower() + asking[1:]
    return before[: asked.start()] + asking + before[asked.end() :]


def _another_case(case: str, before: str, language: str) -> str:
    """`before` of another year, side or place: "And in Shanghai?"; "" where it names nothing of the kind."""
    for kind in _CASES[language]:
        new, old = kind.search(case), list(kind.finditer(before))
        if new and old and len(case) <= len(new.group()) + _BESIDE[language]:
            return before[: old[-1].start()] + new.group() + before[old[-1].end() :]
    names = names_in(case, language)
    places = [name for name in names_in(before, language) if _is_place(name, before)]
    if language == "zh" and names and places and len(case) <= len(names[0]) + _BESIDE["zh"]:
        return before.replace(places[-1], names[0])
    return ""


def _about(question: str) -> str:
    """What a question is about: without the words that ask."""
    language = language_of(question)
    about = _ASKING[language].sub("", question, count=1).strip(" ?？，,")
    return _AUXILIARY.sub("", about) if language == "en" else about


def _with_name(text: str, before: _Whole, language: str) -> str:
    """English `text` with "he" made the one who is named before; as it is where nobody is."""
    if language != "en" or language_of(before.question) != "en":
        return text
    told = f"of {before.about or _about(before.question)}"  # a question's own first word may have a capital for that
    names = [name for name in names_in(told, "en") if not _is_place(name, told)]
    return _PERSON.sub(names[0], text, count=1) if names else text


def _is_place(name: str, text: str) -> bool:
    """Whether a word such as "in" stands before the name."""
    return bool(_BEFORE_PLACE.search(text, 0, max(text.find(name), 0)))
