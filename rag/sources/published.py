"""The day an article was published, and notes on where that comes from.

The order of trust: front matter, the page's meta tags, a dateline at the head of the text, the web address, and as a
last hint a message embedded in the article. A clock that a scraping site stamped on its copy ("Date:2025-03-09
11:22:33") is told and never taken; where nothing else tells, the day stays unknown. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rag.sources.furniture import ends_post
from rag.sources.lines import Line, Stated, columns, is_prose
from rag.sources.stamps import FULL, PARTIAL, complete, days_in, parse_day
from rag.sources.words import PUBLISHED

_HEAD = 10
_MAX_STAMP = 120

_ZONE = r"(?:\s?\(?(?-i:[A-Z]{1,5})(?:[+-]\d{1,2})?\)?)?"
_TIME = rf"\d{{1,2}}[:.：]\d{{2}}(?:[:：]\d{{2}})?(?:\s?[ap]\.?m\.?)?{_ZONE}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?"
_STAMP = re.compile(
    rf"^(?:(?P<label>{PUBLISHED})\s*[:：]?\s*)?(?:{_TIME},?\s+)?{_WEEKDAY}(?P<day>{FULL})(?:[T,\s]*(?:at\s+)?{_TIME})?"
    rf"(?:\s*[|·•—(（/].*|\s+来源.*|[\s,]*{PUBLISHED}.*)?$",
    re.IGNORECASE,
)
_PAGE_CLOCK = re.compile(rf"^(?:date|time|日期|时间)\s*[:：]\s*(?P<day>{FULL})", re.IGNORECASE)
_SECONDS = re.compile(r"\d[:：]\d{2}[:：]\d{2}")
_CAPITAL = r"(?-i:[A-Z])[\w.'’/-]*"
_PLACE = rf"(?:{_CAPITAL}(?:[ ,]+{_CAPITAL}){{0,4}}\s*[,—–(-]+\s*)?"
_BEHIND = r",?\)?\s*(?:\((?-i:[A-Z])[^)]{1,30}\)|—|–|--|-(?=\s)|\.\.\.|…)"
_IN_ADDRESS = re.compile(r"/(\d{4}[/-]\d{1,2}[/-]\d{1,2})(?:[/-]|$)|/(\d{8})/")


def _datelines(day: str) -> re.Pattern[str]:
    """Datelines with such a day: "BEIJING, May 14 (Xinhua) --", "May 14, 2024 ...", "新华社日内瓦5月14日电"."""
    return re.compile(
        rf"^{_PLACE}(?P<day>{day}){_BEHIND}|^[（(【\[]?[^\d，。,.]{{2,20}}?(?P<zh>{day})\s*(?:电|讯|消息|报道)",
        re.IGNORECASE,
    )


_DATELINE = _datelines(FULL)
_YEARLESS = _datelines(PARTIAL)


def published(
    stated: Iterable[Stated], lines: Sequence[Line], shown: Sequence[str], url: str
) -> tuple[date | None, list[str]]:
    """The day, and what a reader should know about it.

    :param lines: of the text, furniture included
    :param shown: all that the page shows
    """
    notes = [f"page stamp {day} not trusted" for day in _page_clocks(shown)]
    for facts in stated:
        if day := parse_day(facts.date):
            return day, notes + (
                [] if facts.origin == "front matter" else [f"date {day} from the page's {facts.origin}"]
            )
        if facts.date:
            notes.append(f"date {facts.date[:40]!r} in the {facts.origin} not understood")
    day, where = _told(lines, shown, url)
    return day, [*notes, f"date {day} from {where}" if day else "date unknown"]


def is_own_day(text: str) -> bool:
    """Whether the line is nothing but the day and time of an article."""
    return columns(text) <= _MAX_STAMP and bool(_STAMP.match(text))


def _told(lines: Sequence[Line], shown: Sequence[str], url: str) -> tuple[date | None, str]:
    """The day by the text's own lines, and where it stands."""
    head = [line.text for line in lines[:_HEAD]]
    posts = [day for text in shown if ends_post(text) for day in days_in(text)[-1:]]
    if day := _own_day(head) or _dateline(head, [*posts, *_days(head)]):
        return day, "the text's dateline"
    if match := _IN_ADDRESS.search(url):
        return parse_day((match[1] or match[2]).replace("/", "-")), "the web address"
    return (max(posts), "an embedded post") if posts else (None, "")


def _own_day(head: Iterable[str]) -> date | None:
    """The day of a line that is only a stamp; seconds without a label are a machine's, not an editor's."""
    for text in head:
        match = _STAMP.match(text) if columns(text) <= _MAX_STAMP else None
        if match and (match["label"] or "来源" in text or not _SECONDS.search(text)):
            return parse_day(match["day"])
    return None


def _dateline(head: Iterable[str], known: Sequence[date]) -> date | None:
    for text in head:
        if match := _DATELINE.match(text):
            return parse_day(match["day"] or match["zh"])
        if match := _YEARLESS.match(text):
            return complete(match["day"] or match["zh"], known)
    return None


def _days(texts: Iterable[str]) -> list[date]:
    """Full days of lines such as captions; prose names anniversaries, and a page clock anything."""
    return [day for text in texts if not (is_prose(text) or _is_clock(text)) for day in days_in(text)]


def _page_clocks(shown: Iterable[str]) -> list[date]:
    return list(dict.fromkeys(day for text in shown if _is_clock(text) for day in days_in(text)[:1]))


def _is_clock(text: str) -> bool:
    if columns(text) > _MAX_STAMP:
        return False
    match = _STAMP.match(text)
    return bool(_PAGE_CLOCK.match(text)) or bool(
        match and _SECONDS.search(text) and not match["label"] and "来源" not in text
    )
