"""Days as files and pages write them: "2024-05-13T09:00Z", "May 13, 2024", "13 May 2024", "2024年5月13日".

Only full days count, and only one reading of them: "03/04/2024" is the third or the fourth of a month, so it is none.
A day stays as its stamp has it, whatever the time zone. Knows no relative dates and no today.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
FULL = (
    r"(?:(?<!\d)\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日|(?!\d))"
    rf"|\b{_MONTH}\s+{_DAY},?\s+\d{{4}}\b|\b{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+\d{{4}}\b)"
)
"""A pattern for a full day, for use inside others; ignore case."""
PARTIAL = rf"(?:\b{_MONTH}\s+{_DAY}\b|\b{_DAY}\s+{_MONTH}|\d{{1,2}}月\d{{1,2}}日)"
"""A pattern for a day without its year."""

_FULL = re.compile(FULL, re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_NAME = re.compile(_MONTH, re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\d]\S*)?$")
_WITH_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_NEAR = timedelta(days=7)


def parse_day(text: str) -> date | None:
    """The day that a stamp names; None where it names none, or could name two."""
    days = days_in(text)
    if days:
        return days[0]
    if match := _COMPACT.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WITH_SLASHES.match(text):
        first, second, year = map(int, match.groups())
        readings = {_day(year, first, second), _day(year, second, first)} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def days_in(text: str) -> list[date]:
    """All full days that the text names, in its order."""
    days = (_read(match[0]) for match in _FULL.finditer(text))
    return [day for day in days if day]


def complete(partial: str, known: Sequence[date]) -> date | None:
    """The day "May 13" is, where one of the known days is within a week of it; else None."""
    month, day = _month_and_day(partial)
    candidates = (_day(other.year, month, day) for other in known)
    return next(
        (found for found, other in zip(candidates, known, strict=False) if found and abs(found - other) <= _NEAR), None
    )


def _read(text: str) -> date | None:
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    if name := _NAME.search(text):
        day, year = numbers
        return _day(year, _MONTHS.index(name[0][:3].lower()) + 1, day)
    return _day(*numbers)


def _month_and_day(partial: str) -> tuple[int, int]:
    numbers = [int(number) for number in _NUMBERS.findall(partial)]
    name = _NAME.search(partial)
    return (_MONTHS.index(name[0][:3].lower()) + 1, numbers[0]) if name else (numbers[0], numbers[1])


def _day(year: int, month: int, day: int) -> date | None:
    """That day, or None where no calendar, or no newspaper, has it."""
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
