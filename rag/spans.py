"""Which words of a sentence could answer a facet: dates, places, names, numbers, lengths of time. Pure, by rules.

These are candidates by their form, not answers: "in Geneva" is a place, whether it is the one asked for or not.
Chinese names of persons and places have no capitals to tell them by; there, only what a title, a verb of speech or a
place's last character tells is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.dates import Anchor, When, find_dates
from rag.languages import HAN
from rag.records import Span

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|half|"
    "million|billion|trillion|third|quarter"
)
_SCALES = r"%|per ?cent|million|billion|trillion|thousand|bn|m\b|k\b"
_EN_NUMBER = (
    rf"(?:[$€£¥]\s?)?(?:\d[\d,.]*\d|\d)(?:\s\d/\d)?(?:\s?(?:{_SCALES})){{0,3}}"
    rf"|\b(?:{_NUMBER_WORDS})\b(?:[\s-](?:and[\s-])?(?:a[\s-])?(?:{_NUMBER_WORDS})\b){{0,8}}"
)
_ZH_NUMBER = (
    r"(?:百分之)?(?:\d[\d,.，]*\d|\d|[零一二两三四五六七八九十百千万亿半]+)(?:[多余几]?[百千万亿]+)?(?:%|％|个半)?"
)
_EN_UNIT = r"(?:year|month|week|day|hour|minute|second|decade)s?"
_ZH_UNIT = r"(?:年|个?月|周|天|日|个?小时|分钟|秒|个?星期)"

_NUMBERS = {"en": re.compile(_EN_NUMBER, re.IGNORECASE), "zh": re.compile(f"{_ZH_NUMBER}|{_EN_NUMBER}", re.IGNORECASE)}
_DURATIONS = {
    "en": re.compile(rf"(?:{_EN_NUMBER})(?:\s(?:and\s)?(?:a\s)?half)?[\s-]{_EN_UNIT}\b", re.IGNORECASE),
    "zh": re.compile(rf"(?:{_ZH_NUMBER})(?:多|余)?{_ZH_UNIT}(?:半|多)?"),
}
_CAPITALISED = r"[A-Z](?:[\w’'&-]|\.(?=\w))*"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s(?:(?:of|de|von|van|al|bin|the)\s(?=[A-Z]))?{_CAPITALISED})*")
_EN_PLACE = re.compile(
    rf"\b(?:in|at|from|near|to|outside|across|visiting|visited|toured)\s(?P<place>(?:the\s)?{_CAPITALISED}(?:,?\s{_CAPITALISED})*)"
)
_ZH_PERSON = re.compile(
    rf"(?:主席|总统|总理|部长|国务卿|发言人|外长|首相|议长|大使|教授|先生|女士|CEO|主任|书记|市长|省长)(?P<after>[{HAN}·]{{2,8}}?)(?=[，。、；：在与和于的说表将向会对已]|表示|指出|宣布|$)"
    rf"|(?P<before>[{HAN}·]{{2,6}}?)(?=表示|指出|宣布|强调|认为|称|说[，：])"
)
_ZH_PLACE = re.compile(
    rf"(?:在|于|赴|抵达|访问|前往|来自|位于)(?P<place>[{HAN}·]{{2,12}}?)(?=举行|召开|会[晤见谈]|开幕|进行|发生|举办|出席|与|和|[，。、；）)]|$)"
    rf"|(?P<named>[{HAN}]{{1,6}}(?:省|市|县|区|州|国宾馆|大会堂|体育场|体育馆|中心|大学|机场))"
)
_NO_NAME = frozenset(
    "The A An In On At But And He She It They We I This That These Those His Her Their Its Our As For If When While"
    " After Before Since With From To By Of Or So Yet There Here Then However Meanwhile Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday January February March April May June July August September October November"
    " December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. What Who Where Why How Which".split()
)


@dataclass(frozen=True)
class Candidate:
    """Words of a sentence that could answer a facet by their form."""

    start: int
    end: int
    worth: float = 1.0
    """How exact an answer it would be: a day is worth more than a month, a month more than "in the coming weeks"."""


def find_candidates(facet: str, sentence: str, language: str, day: Anchor) -> list[Candidate]:
    """What of `sentence` could answer `facet`, in order.

    :param day: the article's day or year, against which weekdays and months are read.
    """
    if facet == "when":
        return [Candidate(when.start, when.end, _exactness(when)) for when in find_dates(sentence, language, day)]
    return [Candidate(start, end) for start, end in _spans(facet, sentence, language)]


def _exactness(when: When) -> float:
    if when.is_single_day:
        return 1.0
    return 0.6 if when.exact and when.days <= 31 else 0.3


def _spans(facet: str, sentence: str, language: str) -> list[Span]:
    if facet == "where":
        return list(_named_groups(_ZH_PLACE if language == "zh" else _EN_PLACE, sentence))
    if facet == "who":
        return list(_named_groups(_ZH_PERSON, sentence) if language == "zh" else _names(sentence))
    if facet == "how long":
        return [match.span() for match in _DURATIONS[language].finditer(sentence)]
    if facet == "how many":
        return [match.span() for match in _NUMBERS[language].finditer(sentence)]
    return []


def _names(sentence: str) -> Iterator[Span]:
    """Runs of capitalised words that are no weekday, month or common first word."""
    for match in _NAME.finditer(sentence):
        start = match.start()
        for word in match.group().split():
            if word.rstrip(".,'’s") not in _NO_NAME and word not in _NO_NAME:
                break
            start += len(word) + 1
        if start < match.end():
            yield start, match.end()


def _named_groups(pattern: re.Pattern[str], sentence: str) -> Iterator[Span]:
    for match in pattern.finditer(sentence):
        group = match.lastgroup or 0
        if match.group(group).removeprefix("the ").split(" ")[0].rstrip(".,") not in _NO_NAME:
            yield match.span(group)


_SPEAKER = {
    "en": re.compile(
        rf"(?P<who>{_CAPITALISED})"
        r"(?: (?:side|account|statement|government|officials?|spokes\w+|foreign ministry|delegation))?"
        r" (?:has |had |have )?(?:said|says|say|told|speaks?|spoke|stressed|called|warned|insisted|argued|described"
        r"|repeated|raised|protested|demanded|expressed)\b"
        rf"|\b[Aa]ccording to (?:the )?(?P<source>{_CAPITALISED})"
    ),
    "zh": re.compile(
        rf"(?P<who>[中美俄英法德日韩欧]方|(?![他她它并但而双])[{HAN}]{{2,4}}?)(?:在[^，。]{{2,12}})?"
        r"(?:会后的介绍|介绍|表示|说|称(?!为)|强调|指出|认为|要求|重申|批评)"
    ),
}


def speaker_of(sentence: str, language: str) -> str:
    """Who says something in the sentence, as far as its form tells; empty where nobody does."""
    match = _SPEAKER[language].search(sentence)
    found = [name for name in match.groups() if name] if match else []
    return found[0] if found and found[0] not in _NO_NAME else ""
