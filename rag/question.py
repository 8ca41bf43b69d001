"""What is asked: the question's language, its facets and the words that must be found. Pure, English and Chinese.

A facet is one thing asked for: "when and where were the talks held" has two. Each facet knows which kind of span can
answer it (rag/spans.py finds them). Knows nothing of articles or models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from rag.checking import check_history, check_question, check_today
from rag.dates import find_dates
from rag.followup import make_whole
from rag.languages import HAN, language_of
from rag.periods import Days
from rag.records import Answer, Period
from rag.words import query_words

_UNITS = r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)"
_SIDES = re.compile(
    r"\b(?:each|both|the two|either) (?:sides?|governments?|part(?:y|ies)|countr(?:y|ies))"
    r" (?:\w+ )?(?:say|said|tell|told|stress|claim|describe)"
    r"|(?:双方|各方|两国|中美)[^，？]{0,6}(?:说|表示|表态|怎么看|如何描述|强调)",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"\b(?:latest|most recent|newest)\b(?! \w+ (?:data|figures|report|survey))|\bwhat(?:['’]s| is) new\b"
    r"|最新(?:的)?(?:进展|消息|情况|动态|状况|发展)|最近(?:的)?(?:进展|消息|情况|动态)",
    re.IGNORECASE,
)
_WHETHER = {
    "en": re.compile(r"^(?:did|was|were|has|have|had)\s+(?!there\b|it\b)(?=\S+ \S)", re.IGNORECASE),
    "zh": re.compile(r"是不是|是否|有没有|吗(?=\W*$)"),
}
_OTHERWISE = re.compile(r"\b(?:what|which|or)\b|什么|哪|怎|如何|还是", re.IGNORECASE)
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
        r"|\bwhat (?:\w+ ){0,2}(?:percentage|percent|number|share|proportion|amount|price|population|age|score|rate)\b",
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
    kind: str
    """The noun asked for: "delegates" in "how many delegates came", 协议 in 什么协议; empty where there is none."""
    parts: tuple[str, ...]
    """The question once for each thing asked: "when were they held", "where were they held"."""
    today: date
    periods: tuple[Period, ...] = ()
    """The periods it names, against `today`: "last week", "in March 2024"."""
    rewritten: bool = False
    """Whether `text` was made whole from the conversation."""

    @property
    def windows(self) -> tuple[Days, ...]:
        """The days of its periods."""
        return tuple((period.first, period.last) for period in self.periods)

    @property
    def wants_latest(self) -> bool:
        """Whether it asks for the newest there is."""
        return bool(_LATEST.search(self.text))

    @property
    def claim(self) -> str:
        """What is asked to be so or not: "the pact signed in Lima"; empty where something else is asked.

        Only of what happened: whether somebody is something, a comparison of words cannot tell.
        """
        whether = _WHETHER[self.language]
        if self.facets or not whether.search(self.text) or _OTHERWISE.search(self.text):
            return ""
        return whether.sub("", self.text).rstrip(" ?？")

    @property
    def wants_sides(self) -> bool:
        """Whether it asks what each of several sides said."""
        return bool(_SIDES.search(self.text))


def understand(text: str, history: Sequence[str | Answer], today: date) -> Question:
    """Take a question apart.

    :param history: earlier turns, oldest first: questions or their answers.
    :raises QuestionError: it is empty, too long, or holds no word; or a turn or the day is of another type.
    """
    text, today = check_question(text), check_today(today)
    whole = make_whole(text, check_history(history))
    language = language_of(text)
    periods = tuple(
        Period(whole[when.start : when.end], when.first, when.last) for when in find_dates(whole, language, today)
    )
    return Question(
        whole, language, _facets(whole, language), tuple(query_words(whole)), _kind(whole, language),
        _parts(whole, language), today, periods, whole != text,
    )  # fmt: skip


_ASKING = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_JOINED = re.compile(r"(?:,|\band|\bor)\s*$", re.IGNORECASE)


def _facets(text: str, language: str) -> tuple[str, ...]:
    """The facets in the order they are asked; "how many hours" is a length of time, not a count."""
    found = [
        (match.start(), facet)
        for facet, pattern in _QUESTIONS[language].items()
        if (match := next((m for m in pattern.finditer(text) if language == "zh" or _asks(text, m.start())), None))
    ]
    facets = [facet for _, facet in sorted(found)]
    if "how long" in facets and "how many" in facets:
        facets.remove("how many")
    return tuple(facets)


def _asks(text: str, start: int) -> bool:
    """Whether the word there asks: "when" in "how many came when it rained" does not, nor "who" in "the man who"."""
    earlier = _ASKING.search(text, 0, start)
    return not earlier or bool(_JOINED.search(text, 0, start))


_KIND = {
    "en": re.compile(
        r"\b(?:how (?:many|much)|which|what)\s(?!happen)(?:(?:kind|type|sort)s? of\s)?((?:[\w’'-]+\s?){1,4})",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:多少|几|什么|哪)(?:[个名位家次种项些座款场支条届所只部例起宗件枚架辆艘颗]|一个)?+"
        rf"(?!时候|时间|地方|人|里|年|月|日|天)([{HAN}]{{2}})"
    ),
}


def _kind(text: str, language: str) -> str:
    """The noun that a question asks for."""
    match = _KIND[language].search(text)
    if not match:
        return ""
    if language == "zh":
        return match.group(1)
    following = match.group(1).split()
    nouns = list(takewhile(query_words, following))
    if not nouns:
        return ""
    noun: str = nouns[0] if match.group().lower().startswith("how") else nouns[-1]
    return noun.lower()


_MOST_PARTS = 3
_ASKED = {
    "en": r"\b(?:when|where|who|whom|why|how long|how many|how much)\b",
    "zh": "何时|什么时候|何地|哪里|谁|为何|为什么",
}
_BREATH = {
    "en": re.compile(rf"{_ASKED['en']}(?:(?:,|,? and|,? or) {_ASKED['en']})+", re.IGNORECASE),
    "zh": re.compile(rf"(?:{_ASKED['zh']})(?:(?:和|以及|、|，)?在?(?:{_ASKED['zh']}))+"),
}


def _parts(text: str, language: str) -> tuple[str, ...]:
    """The question once for each of several things asked in one breath; else the question itself."""
    breath = _BREATH[language].search(text)
    if not breath:
        return (text,)
    asked = list(dict.fromkeys(re.findall(_ASKED[language], breath.group().casefold())))[:_MOST_PARTS]
    return tuple(text[: breath.start()] + one + text[breath.end() :] for one in asked)
