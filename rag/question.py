"""What is asked: the question's language, its facets and the words that must be found. Pure, English and Chinese.

A facet is one thing asked for: "when and where were the talks held" has two. Each facet knows which kind of span can
answer it (rag/spans.py finds them). Knows nothing of articles or models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.dates import time_window
from rag.errors import QuestionError
from rag.languages import language_of
from rag.lexical import query_words
from rag.periods import Days
from rag.records import Answer

LONGEST = 1000
"""Characters a question may have."""

_UNITS = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)"
_PLACES = (
    r"(?:city|country|countries|place|state|town|venue|location|province|region|island|continent|nation|hotel|village)"
)
_FACETS = {
    "en": {
        "when": r"\bwhen\b|\b(?:what|which) (?:date|day|year|month|week|time|decade|century)\b|\bwhat time\b",
        "where": rf"\bwhere\b|\b(?:what|which) (?:\w+ )?{_PLACES}\b",
        "who": r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:which|what) (?:person|people|officials?|president)\b",
        "how long": rf"\bhow long\b|\bhow many {_UNITS}\b|\bwhat (?:was|is) the (?:duration|length)\b",
        "how many": r"\bhow (?:many|much|old|far|tall|large|big|high|deep|fast|often|wide|heavy)\b"
        r"|\bwhat (?:\w+ )?(?:percentage|percent|number|share|proportion|amount|price|population|age|score|rate)\b",
        "why": r"\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led to)\b",
    },
    "zh": {
        "when": r"何时|什么时候|什么时间|啥时候|哪一?[年月天日]|几月|几号|几点|何年|何月|何日|时间是",
        "where": r"何地|何处|哪里|哪儿|在哪|什么地方|哪座?个?(?:城市|国家|地方|省|地区|州|市)|什么(?:城市|国家)",
        "who": r"谁|何人|哪位|哪些人|哪个人|什么人",
        "how long": r"多久|多长时间|几[年天周]|几个?(?:小时|月|星期|分钟)|多少[年天]",
        "how many": r"多少|几[个名人次家位种座条项场届岁]|多[大高远长重深快]|百分之几|第几|人口是",
        "why": r"为什么|为何|为啥|原因|何故",
    },
}
_QUESTIONS = {
    language: {facet: re.compile(pattern, re.IGNORECASE) for facet, pattern in facets.items()}
    for language, facets in _FACETS.items()
}


@dataclass(frozen=True)
class Question:
    """A question taken apart."""

    text: str
    """What is looked for: the question itself, or a follow-up made whole."""
    language: str
    facets: tuple[str, ...]
    """Of `when`, `where`, `who`, `how many`, `how long`, `why`; empty where it asks for something else."""
    words: tuple[str, ...]
    """Its words that are worth finding, case-folded; Chinese as pairs of characters."""
    parts: tuple[str, ...]
    """The question once for each thing asked: "when were they held", "where were they held"."""
    today: date
    windows: tuple[Days, ...] = ()
    """The periods it names, against `today`: "last week", "in March 2024"."""
    rewritten: bool = False
    """Whether `text` was made whole from the conversation."""


def understand(text: str, history: Sequence[str | Answer], today: date) -> Question:
    """Take a question apart.

    :param history: earlier turns, oldest first: questions or their answers.
    :raises QuestionError: it is empty, too long, or holds no word.
    """
    text = check(text)
    before = _leaned_on(text, [turn.question if isinstance(turn, Answer) else turn for turn in history])
    whole = f"{before} {text}".strip()
    language = language_of(text)
    facets = _facets(text, language)
    parts = tuple(f"{before} {part}".strip() for part in _parts(text, language))
    windows = tuple((when.first, when.last) for when in time_window(whole, language, today))
    return Question(whole, language, facets, tuple(query_words(whole)), parts, today, windows, bool(before))


def check(text: str) -> str:
    """The question without white space around it.

    :raises QuestionError: it is empty, too long, or holds no word.
    """
    # Half a surrogate pair is no character: it cannot be encoded, so it cannot be looked for.
    text = " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())
    if not text:
        raise QuestionError("the question is empty; type one, such as: when were the talks held?")
    if len(text) > LONGEST:
        raise QuestionError(f"the question has {len(text)} characters; ask in at most {LONGEST}")
    if not any(character.isalnum() for character in text):
        raise QuestionError(f"the question {text!r} holds no word; ask in words")
    return text


def _facets(text: str, language: str) -> tuple[str, ...]:
    """The facets in the order they are asked; "how many hours" is a length of time, not a count."""
    found = [(m.start(), facet) for facet, pattern in _QUESTIONS[language].items() if (m := pattern.search(text))]
    facets = [facet for _, facet in sorted(found)]
    if "how long" in facets and "how many" in facets:
        facets.remove("how many")
    return tuple(facets)


_PAIR = {
    "en": re.compile(
        r"\b(when|where|who|why|how long|how many)\b(?:,| and| or|, and)+ (when|where|who|why|how long|how many)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"(何时|什么时候|何地|哪里|谁|为何)(?:和|以及|、|，)?(?:在)?(何时|什么时候|何地|哪里|谁|为何)"),
}


def _parts(text: str, language: str) -> tuple[str, ...]:
    """The question once for each of two things asked in one breath; else the question itself."""
    pair = _PAIR[language].search(text)
    if not pair:
        return (text,)
    return tuple(text[: pair.start()] + pair.group(side) + text[pair.end() :] for side in (1, 2))


_FOLLOW_UP = {
    "en": re.compile(
        r"^(?:and|but|so|then|what about|how about)\b|\b(?:he|she|it|they|him|her|them|his|its|their)\b|\bthere\W*$",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"^(?:那么?|还有|然后|而且|另外)|[他她它]们?|这[个次些项场]|那[个次些项场]|其中|当时"),
}
"""What leans on an earlier question: an opening such as "And who", or a pronoun for something said there."""

_NAME = re.compile(r"\b[A-Z][a-z]+")


def _leaned_on(text: str, earlier: Sequence[str]) -> str:
    """The last earlier question that stands by itself, if `text` does not; else nothing."""
    if not _leans(text):
        return ""
    asked = [" ".join(question.split()) for question in earlier if question.strip()]
    return next((question for question in reversed(asked) if not _leans(question)), "".join(asked[:1]))


def _leans(text: str) -> bool:
    """Whether the question needs an earlier one to be understood."""
    leans = _FOLLOW_UP[language_of(text)].search(text)
    # "When Blinken left Beijing, what did he buy?" has a pronoun, but says itself whom it means.
    return bool(leans) and not (leans and leans.start() > 0 and _NAME.search(text, 1, leans.start()))
