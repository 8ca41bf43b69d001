"""Which days the date words of a text mean, read against the day the text was written.

Pure: it knows no clock, no file and no model, and without an anchor it resolves only what stands in full. It cannot see
an event's own day ("the day before the summit") nor a movable feast's, and skips them. Weeks begin on Monday.

Plain rules, no `dateparser`: over sentences with a single day to find, its `search_dates` takes 19 ms (English) and
3 ms (Chinese) each and gets 42 of 71 and 19 of 70 right, not knowing tense; the rules take 0.15 ms and get nearly all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from rag import date_words as words
from rag.date_words import number_of, tense_of
from rag.languages import language_of
from rag.periods import Days
from rag.records import Article

__all__ = [
    "Anchor", "When", "anchor_of", "days_told", "find_dates", "format_when", "tense_of", "told_before", "told_last",
    "unit_around",
]  # fmt: skip

_DAY = timedelta(days=1)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_IS_VERB = re.compile(r"\b(?:to|will|would|could|can|may|might|should|not)(?: [^.;:]{1,60} and)? last\s$")
"""What "will last three days", or "will begin on Monday and last", has before its end: no three days that are over."""
_A_WEEK, _JUST = 7, 2
_OPENING = 60
"""Characters that open an article."""

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_STALE = 3
"""Days that an article may be dated too early: where it grew after it came out."""

_SENTENCE_END = re.compile(r"[。！？!?]|\.\s+[A-Z]")


@dataclass(frozen=True)
class When:
    """One date expression found in a text, and the days it may mean."""

    start: int
    end: int
    """Characters of the text given."""
    first: date
    last: date
    """The days it may mean, both included; equal for one day."""
    exact: bool
    """False where the days are only the outer bounds: "in the coming weeks", "early next year"."""
    written_in_full: bool
    """The expression itself names its year: nothing needs to be added beside it."""
    unit: str = ""
    """What may be told of days that are not exact: they lie in this "week", "month" or "year"; empty for nothing."""
    is_aside: bool = False
    """The day of what is told by the way, "a day after he was named": the story goes on from the day before it."""

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1

    @property
    def is_single_day(self) -> bool:
        """Whether it means one day."""
        return self.exact and self.first == self.last


class _NoDateError(ValueError):
    """The words found are no date, or nothing tells which."""


# ------------------------------------------------------------------------------------------------- calendar


def _month(year: int, month: int) -> Days:
    """The days of a month; months count on past December and back past January."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(year: int, last: int | None = None) -> Days:
    return date(year, 1, 1), date(last or year, 12, 31)


def unit_around(day: date, unit: str, offset: int = 0) -> Days:
    """The calendar week, weekend, month, quarter or year around `day`, `offset` units on; of "day", the day itself."""
    if unit == "month":
        return _month(day.year, day.month + offset)
    if unit == "year":
        return _year(day.year + offset)
    if unit == "quarter":
        first = 3 * ((day.month - 1) // 3 + offset) + 1
        return _month(day.year, first)[0], _month(day.year, first + 2)[1]
    if unit == "day":
        return day + offset * _DAY, day + offset * _DAY
    monday = day + (7 * offset - day.weekday()) * _DAY
    return (monday + 5 * _DAY if unit == "weekend" else monday), monday + 6 * _DAY


def _step(day: date, unit: str, number: int) -> date:
    """The same day `number` units on, or the last one of a shorter month."""
    if unit in ("day", "week"):
        return day + number * (7 if unit == "week" else 1) * _DAY
    first, last = _month(day.year, day.month + number * (12 if unit == "year" else 1))
    return min(first.replace(day=min(day.day, last.day)), last)


def _part(days: Days, part: str, anchor: date | None) -> Days:
    """The early, middle or late part of a week, month, year or decade, or its days before or after the anchor."""
    first, last = days
    if part in ("before", "after"):
        if anchor is None or not first <= anchor <= last:
            return days
        return (first, max(first, anchor - _DAY)) if part == "before" else (min(last, anchor + _DAY), last)
    length = (last - first).days + 1
    if length == 7:
        cuts = {"early": (0, 2), "mid": (1, 3), "late": (3, 6)}[part]
        return first + cuts[0] * _DAY, first + cuts[1] * _DAY
    if length <= _LONGEST_MONTH:
        cuts = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[part]
        return first.replace(day=cuts[0]), first.replace(day=cuts[1])
    if length <= 366:
        cuts = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}[part]
        return _month(first.year, cuts[0])[0], _month(first.year, cuts[1])[1]
    cuts = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    return _year(first.year + cuts[0], first.year + cuts[1])


# ------------------------------------------------------------------------------------------------- one expression


@dataclass(frozen=True)
class _Scene:
    """One expression where it stands: the words of the match, and what around it decides what they mean."""

    text: str
    plain: str
    start: int
    end: int
    language: str
    anchor: date | None
    told: str | None
    previous: When | None
    groups: Mapping[str, str]
    year: int | None = None
    """The year it was written in, where no more of the day is known."""
    last_day: date | None = None
    """The single day told last before it, which "the next morning" counts from where its sentence tells none."""

    @property
    def named(self) -> str:
        """The expression itself, folded."""
        return self.plain[self.start : self.end]

    @property
    def before(self) -> str:
        """The folded text just before it."""
        return self.plain[max(0, self.start - 48) : self.start]

    @property
    def after(self) -> str:
        """The folded text just behind it."""
        return self.plain[self.end : self.end + 48]

    @property
    def today(self) -> date:
        """The anchor.

        :raises _NoDateError: there is none.
        """
        if self.anchor is None:
            raise _NoDateError(self.named)
        return self.anchor

    @property
    def before_now(self) -> date:
        """The single day named last before this one.

        :raises _NoDateError: none was named.
        """
        if self.previous is not None and self.previous.is_single_day and not self.previous.is_aside:
            return self.previous.first
        if self.last_day is None:
            raise _NoDateError(self.named)
        return self.last_day

    @cached_property
    def tense(self) -> str:
        """The tense of the clause around it."""
        return words.tense_at(self.text, self.language, self.start, self.end) if self.told is None else self.told

    @property
    def unit(self) -> str:
        """The calendar unit named, in whichever of its groups."""
        return words.UNITS[next(self.groups[name] for name in ("unit", "unit2", "unit3") if name in self.groups)]

    def number(self, name: str) -> int:
        """The number in that group."""
        return number_of(self.groups[name])

    def when(self, days: Days, *, exact: bool = True, full: bool = False, unit: str = "") -> When:
        """The result at this place.

        :raises _NoDateError: the last day lies before the first.
        """
        if days[1] < days[0]:
            raise _NoDateError(self.named)
        return When(self.start, self.end, *days, exact=exact, written_in_full=full, unit="" if exact else unit)

    def part_of(self, days: Days, unit: str, *, full: bool = False) -> When:
        """The result where a part of `days` may be named ("early", 底)."""
        if "part" not in self.groups:
            return self.when(days, full=full)
        word = self.groups["part"]
        part = words.PARTS[word if word in words.PARTS else word.removeprefix("年")]
        first, last = _part(days, part, self.anchor)
        if part == "late" and self.anchor is not None and self.anchor <= last and self.is_deadline:
            first = self.anchor
        return self.when((first, last), exact=False, full=full, unit=unit)

    @property
    def is_deadline(self) -> bool:
        """Whether it says by when: "by the end of May", 年底前."""
        if self.language == "zh":
            return bool(words.DEADLINE.match(self.after))
        return bool(re.search(r"\b(?:by|before)\s(?:the\s)?$", self.before))


def _choose(candidates: list[Days], scene: _Scene, *, back: int | None, sure: bool) -> Days:
    """The one of several days, months or spans in order that the tense asks for, else the nearest.

    The first that follows the date named before it, or lies at most `back` days earlier, goes before all.
    Where not `sure`, a choice eight months off or more yields to a day of the last or next three: its tense was
    misread, or it needs no year.
    """
    if back is not None and scene.previous is not None:
        earliest = scene.previous.first - back * _DAY
        carried = next((days for days in candidates if days[0] >= earliest), None)
        if carried and not _contradicts(carried, scene):
            return carried
    today = scene.today
    ordered = sorted(candidates, key=lambda days: (_distance(days, today), days[0]))
    near = scene.tense != "future" or _distance(ordered[0], today) <= _JUST
    if sure and near and scene.told is None and "month" not in scene.groups and _was_just_now(scene):
        return ordered[0]  # 会议11日通过计划, written on the 12th: a day of next month would be told with its month
    sides = {
        "past": [days for days in ordered if days[0] <= today],
        "future": [days for days in ordered if days[1] >= today],
    }
    chosen = (sides.get(scene.tense) or ordered)[0]
    if not sure and _distance(chosen, today) > 240 and _distance(ordered[0], today) < 110:
        return ordered[0]
    return chosen


def _contradicts(days: Days, scene: _Scene) -> bool:
    """Whether the tense forbids those days; an article's own date may be a few days early."""
    if scene.anchor is None:
        return False
    past, future = scene.tense == "past", scene.tense == "future"
    return (future and days[1] < scene.anchor) or (past and days[0] > scene.anchor + _STALE * _DAY)


def _distance(days: Days, day: date) -> int:
    """How many days lie between."""
    return max((days[0] - day).days, (day - days[1]).days, 0)


def _carry(scene: _Scene, *, year_needed: bool) -> int | None:
    """How far before the date named last in the same sentence this one may lie; None where there is none to go by.

    "On 3 March 2022 and again in May" is one year; "on the 8th he spoke of the attack on the 6th" one month. A day
    alone also follows the full date of the sentence before: 2019年2月14日……。15日……
    """
    previous = scene.previous
    if previous is None or previous.days > _LONGEST_MONTH:
        return None
    new_sentence = _SENTENCE_END.search(scene.text, previous.end, scene.start)
    if new_sentence and (year_needed or not previous.written_in_full):
        return None
    if year_needed:
        return 62 if previous.written_in_full else None
    if previous.is_single_day or (previous.days < _SHORTEST_MONTH and not _was_just_now(scene)):
        return 15
    # 今年8月被劫持的五人中，有两人已于10日获释: the month is that of what the sentence is about.
    aside = re.search(r"^以来|的[^，。；]*，", scene.text[previous.end : scene.start])
    return None if aside or _was_just_now(scene) else 15


def _was_just_now(scene: _Scene) -> bool:
    """Whether a Chinese day without its month lies right before the article: 9月复查，25日公布, written on the 26th."""
    if scene.language != "zh" or scene.anchor is None or "day" not in scene.groups:
        return False
    return 0 <= scene.anchor.day - scene.number("day") < _A_WEEK


def _named_year(scene: _Scene) -> int | None:
    """The year the expression names, in figures or as "last year", 四年前, 同年; None where it names none.

    :raises _NoDateError: it counts from a date that is not there.
    """
    groups = scene.groups
    if "year" in groups:
        return scene.number("year")
    if "yearsago" in groups:
        return scene.today.year - scene.number("yearsago")
    word = groups.get("yearword")
    if word in words.YEARS_AFTER_PREVIOUS:
        since = scene.previous.first if scene.previous else scene.today
        return since.year + words.YEARS_AFTER_PREVIOUS[word]
    if word is not None:
        return scene.today.year + words.YEAR_WORDS[word]
    return None if _known(scene, year_needed=True) else scene.year


def _month_number(scene: _Scene) -> int:
    """The month named, 1 to 12.

    :raises _NoDateError: the word is a verb or a name here ("march on", "may").
    """
    word = scene.groups["month"]
    if not word[0].isascii() or word[0].isdigit():
        return number_of(word)
    at = scene.plain.index(word, scene.start)
    if word in ("may", "march") and not scene.text[at].isupper() and "year" not in scene.groups:
        raise _NoDateError(word)
    return words.MONTHS.index(word[:3]) + 1


# ------------------------------------------------------------------------------------------------- resolvers


def _resolve_day(scene: _Scene) -> When:
    """A day of a month: "May 14", "Tuesday, 14 May 2024", "April 24-26", 本月14日."""
    groups = scene.groups
    year = _named_year(scene)
    if "which" in groups:
        first = unit_around(scene.today, "month", words.WHICH[groups["which"]])[0]
        year, month = first.year, first.month
    else:
        month = _month_number(scene)
    if year is not None:
        days = _days_of(year, month, scene)
    else:
        days = _pick_day([(y, month) for y in _years_around(scene)], scene, year_needed=True)
    if words.WEEK_OF[scene.language].search(scene.before if scene.language == "en" else scene.after):
        days = unit_around(days[0], "week")
    return scene.when(days, full="year" in groups)


def _resolve_day_alone(scene: _Scene) -> When:
    """A day without its month: "the 14th", 14日.

    :raises _NoDateError: it is the number of a thing: 嫦娥四号.
    """
    if scene.named.endswith("号") and (
        words.NUMBERED_THING.match(scene.after)
        or (words.NUMBERED.search(scene.before) and not words.DAY_TOLD.match(scene.after))
    ):
        raise _NoDateError(scene.named)
    near = [(day, reach) for day, reach in ((scene.anchor, 13), (_known(scene, year_needed=False), 2)) if day]
    numbers = {12 * day.year + day.month - 1 + offset for day, reach in near for offset in range(-reach, reach + 1)}
    months = [(number // 12, number % 12 + 1) for number in sorted(numbers)]
    return scene.when(_pick_day(months, scene, year_needed=False))


def _known(scene: _Scene, *, year_needed: bool) -> date | None:
    """The first day of the date named before, where it may lend its year or month."""
    carries = scene.previous is not None and _carry(scene, year_needed=year_needed) is not None
    return scene.previous.first if scene.previous is not None and carries else None


def _years_around(scene: _Scene) -> list[int]:
    """The years a date without one may lie in; eight either way, for leap days."""
    near = [day for day in (scene.anchor, _known(scene, year_needed=True)) if day]
    return sorted({year for day in near for year in range(max(day.year - 8, 1), min(day.year + 9, 10000))})


def _days_of(year: int, month: int, scene: _Scene) -> Days:
    """The day, or the days up to a second one of the same month.

    :raises ValueError: that month has no such day.
    """
    first = date(year, month, scene.number("day"))
    if "next_day" in scene.groups:
        if scene.number("next_day") != first.day + 1:
            raise _NoDateError(scene.named)
        return first, first + _DAY
    return first, first.replace(day=scene.number("day2")) if "day2" in scene.groups else first


def _pick_day(months: list[tuple[int, int]], scene: _Scene, *, year_needed: bool) -> Days:
    """The fitting day out of several months; a weekday named beside it decides."""
    highest = max(scene.number(name) for name in ("day", "day2", "next_day") if name in scene.groups)
    candidates = [
        _days_of(year, month, scene)
        for year, month in months
        if 1 <= year <= 9999 and highest <= monthrange(year, month)[1]
    ]
    if "weekday" in scene.groups:
        weekday = words.WEEKDAYS[scene.groups["weekday"][:3]]
        fitting = [days for days in candidates if days[0].weekday() == weekday]
        if fitting and scene.anchor is not None:
            return min(fitting, key=lambda days: _distance(days, scene.today))
    if not candidates:
        raise _NoDateError(scene.named)
    sure = scene.told is not None or not year_needed
    return _choose(candidates, scene, back=_carry(scene, year_needed=year_needed), sure=sure)


def _resolve_nth(scene: _Scene) -> When:
    """A day by its number behind a word that leads to a date: "on the 14th"."""
    if not words.NTH_LEADS.search(scene.before):
        raise _NoDateError(scene.named)
    return _resolve_day_alone(scene)


def _resolve_slashes(scene: _Scene) -> When:
    """Figures alone, "14/05/2024" or "05/14/2024": whichever order exists, and none where both do."""
    day, month, year = (scene.number(name) for name in ("day", "month", "year"))
    if day != month and day <= 12 and month <= 12:
        raise _NoDateError(scene.named)
    found = date(year, month, day) if month <= 12 else date(year, day, month)
    return scene.when((found, found), full=True)


def _resolve_month(scene: _Scene) -> When:
    """A month, some months or a part of one: "in May", "last November", "mid-May 2024", 去年11月, 1至9月."""
    groups, month = scene.groups, _month_number(scene)
    last = scene.number("month2") if "month2" in groups else month
    if last < month:
        raise _NoDateError(scene.named)
    year = _named_year(scene)
    if year is not None:
        days = _month(year, month)[0], _month(year, last)[1]
        return scene.part_of(days, "month", full="year" in groups)
    if not groups.keys() & {"which", "part"} and scene.language == "en":
        _check_month_alone(scene)
    candidates = [(_month(y, month)[0], _month(y, last)[1]) for y in _years_around(scene)]
    if "which" in groups:
        days = _relative_month(candidates, scene)
    else:
        days = _choose(candidates, scene, back=_carry(scene, year_needed=True), sure=True)
    return scene.part_of(days, "month")


def _relative_month(candidates: list[Days], scene: _Scene) -> Days:
    """The month or season of "last", "this" or "next": the latest one over, this year's, the next to begin.

    :raises _NoDateError: the calendar ends before it.
    """
    which, today = words.WHICH[scene.groups["which"]], scene.today
    if which < 0:
        fitting = [days for days in reversed(candidates) if days[1] < today]
    elif which > 0:
        fitting = [days for days in candidates if days[0] > today]
    else:
        fitting = [days for days in candidates if days[0].year == today.year]
    if not fitting:
        raise _NoDateError(scene.named)
    return fitting[0]


def _check_month_alone(scene: _Scene) -> None:
    """Let an English month pass that stands without day and year.

    :raises _NoDateError: it is an abbreviation, a verb or a name ("the Women's March", "April Jones").
    """
    word, following = scene.groups["month"], scene.text[scene.end : scene.end + 2]
    if word[:3] == word.rstrip(".") and word != "may":
        raise _NoDateError(word)
    if not word.startswith(words.NAMES_TOO):
        return
    lead = words.MONTH_LEADS.search(scene.before)
    weak_before_name = lead and lead["weak"] and following[:1] == " " and following[1:].isupper()
    if following[:1] in ("'", "’") and scene.text[scene.start].isupper():
        return
    if not lead or weak_before_name or re.match(r"\s(?:on|madness|fourth)\b", scene.after):
        raise _NoDateError(word)


def _resolve_weekday(scene: _Scene) -> When:
    """A weekday: a bare one by tense, "last" the latest before the anchor, "next" and 下周 of next week."""
    groups, today = scene.groups, scene.today
    if "day" in groups:  # 周一（20日）
        return _resolve_day_alone(scene)
    _check_weekday(scene)
    weekday = words.WEEKDAYS[groups["weekday"][:3]]
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    which = groups.get("which")
    if which in ("last", "past", "this past") and not scene.named.endswith("week"):
        return scene.when(unit_around(today, "day", -(back or 7)))
    if which in ("coming", "this coming"):
        return scene.when(unit_around(today, "day", ahead or 7))
    if which and not (which == "this" and scene.tense):
        monday = unit_around(today, "week", words.WHICH[which])[0]
        return scene.when(unit_around(monday, "day", weekday))
    # Untold: what is named by its weekday mostly was, except in English the day after next at the latest.
    soon = not scene.tense and scene.language == "en" and ahead <= 2
    return scene.when(unit_around(today, "day", ahead if soon or scene.tense == "future" else -back))


def _check_weekday(scene: _Scene) -> None:
    """Let a weekday's name pass that is not part of another name or of a habit.

    :raises _NoDateError: it is.
    """
    if scene.language == "zh":
        if words.CHINESE_NOT_WEEKDAYS.match(scene.text, scene.start):
            raise _NoDateError(scene.named)
        if "which" in scene.groups and words.WEEK_NOT_WEEKDAY.match(scene.text, scene.end - 2):
            raise _NoDateError(scene.named)
        return
    before, after = words.ENGLISH_NOT_WEEKDAYS
    name_end = scene.plain.index("day", scene.start) + len("day")
    if before.search(scene.before) or after.match(scene.plain, name_end):
        raise _NoDateError(scene.named)


def _resolve_unit(scene: _Scene) -> When:
    """A calendar week, month, quarter or year beside the anchor: "last week", "earlier this month", 上个月底."""
    groups = scene.groups
    if groups.get("which") == "the" and "part" not in groups:
        raise _NoDateError(scene.named)
    offset = words.WHICH[groups.get("which", "this")]
    if scene.unit == "month" and "which" not in groups and scene.tense:
        return _choose_part_of_month(scene)
    return scene.part_of(unit_around(scene.today, scene.unit, offset), scene.unit)


def _choose_part_of_month(scene: _Scene) -> When:
    """月底 in a text of early May that tells of the past is April's."""
    parts = [scene.part_of(unit_around(scene.today, "month", offset), "month") for offset in (-1, 0, 1)]
    fitting = [part for part in parts if not _contradicts((part.first, part.last), scene)]
    return min(fitting, key=lambda part: _distance((part.first, part.last), scene.today))


def _resolve_weekend(scene: _Scene) -> When:
    """A weekend: "over the weekend" by tense, "last weekend" and 下周末 by weeks."""
    which = scene.groups.get("which")
    offset = words.WHICH[which] if which else 0
    days = unit_around(scene.today, "weekend", offset)
    is_over = scene.tense != "future" if which is None else which == "this" and scene.tense == "past"
    return scene.when(unit_around(scene.today, "weekend", -1) if is_over and days[0] > scene.today else days)


def _resolve_year(scene: _Scene) -> When:
    """A year or a part of it: 去年, 2023年底, "mid-2023"."""
    year = _named_year(scene)
    if year is None or ("year" in scene.groups and not 1900 <= year <= 2099):
        raise _NoDateError(scene.named)
    if "yearsago" in scene.groups:
        return scene.when(_year(year), exact=False, unit="year")
    return scene.part_of(_year(year), "year", full="year" in scene.groups)


def _resolve_plain_year(scene: _Scene) -> When:
    """Four figures that a word before them makes a year."""
    if not (words.YEAR_LEADS.search(scene.before) or scene.after.startswith(("'s ", "’s "))):
        raise _NoDateError(scene.named)
    return _resolve_year(scene)


def _resolve_years(scene: _Scene) -> When:
    """Years on end: "2015-2019", 2015年至2019年."""
    first, last = scene.number("year"), scene.number("year2")
    if not 1900 <= first < last <= 2099:
        raise _NoDateError(scene.named)
    return scene.when(_year(first, last), full=True)


def _resolve_decade(scene: _Scene) -> When:
    """Ten years or a part of them: "the 1990s", "the ’90s", 上世纪九十年代初."""
    first = scene.number("decade")
    if first < 100:
        first += 1900
        if scene.language == "en" and not re.search(r"\bthe\s['’]?$", scene.before):
            raise _NoDateError(scene.named)
    if first % 10:
        raise _NoDateError(scene.named)
    return scene.part_of(_year(first, first + 9), "", full=True)


def _resolve_slice(scene: _Scene) -> When:
    """A quarter, half or season of a year: "Q2 2024", "last summer", 今年上半年."""
    word = scene.groups["slice"].replace("-", " ").removeprefix("第")
    if word not in words.SLICES:
        word = word.rstrip("天度季") if word[0] in "春夏秋冬" else word.removesuffix("度")
    first, last = words.SLICES[word]
    exact = word not in words.SEASONS
    year = _named_year(scene)
    if year is not None:
        days = _month(year, first)[0], _month(year, last)[1]
        return scene.when(days, exact=exact, full="year" in scene.groups, unit=_one_year(days))
    candidates = [(_month(y, first)[0], _month(y, last)[1]) for y in _years_around(scene)]
    if "which" in scene.groups:
        days = _relative_month(candidates, scene)
    elif not exact:
        raise _NoDateError(scene.named)
    else:
        days = _choose(candidates, scene, back=None, sure=True)
    return scene.when(days, exact=exact, unit=_one_year(days))


def _one_year(days: Days) -> str:
    """The unit "year" where the days lie in one; a winter lies in two."""
    return "year" if days[0].year == days[1].year else ""


def _resolve_fiscal(scene: _Scene) -> When:
    """A fiscal year: told by its number, its days are anyone's guess."""
    return scene.when(_year(scene.number("year")), exact=False, full=True)


def _resolve_day_word(scene: _Scene) -> When:
    """A day beside the anchor, "yesterday", "tonight", 后天; not "USA Today"."""
    is_name = re.search(r"[A-Z]\w* $", scene.text[max(0, scene.start - 24) : scene.start])
    if scene.text[scene.start].isupper() and (is_name or re.match(r"\s(?:show|programme|program)\b", scene.after)):
        raise _NoDateError(scene.named)
    return scene.when(unit_around(scene.today, "day", words.DAY_WORDS[scene.groups["word"]]))


def _resolve_feast(scene: _Scene) -> When:
    """A feast that falls on one day of every year, by tense: "Christmas Eve", 元旦."""
    month, day = words.FEASTS[scene.groups["feast"].replace("’", "'")]
    year = _named_year(scene)
    if year is not None:
        return scene.when((date(year, month, day), date(year, month, day)), full="year" in scene.groups)
    candidates = [(date(y, month, day), date(y, month, day)) for y in _years_around(scene)]
    return scene.when(_choose(candidates, scene, back=_carry(scene, year_needed=True), sure=True))


def _resolve_aside(scene: _Scene) -> When:
    """The day of what follows, counted from the day right before it: "on Wednesday, a day after he was named".

    :raises _NoDateError: no day stands right before it.
    """
    previous = scene.previous
    if previous is None or not previous.is_single_day or scene.text[previous.end : scene.start].strip(" ,"):
        raise _NoDateError(scene.named)
    day = previous.first + scene.number("number") * (_DAY if scene.groups["direction"] == "before" else -_DAY)
    return replace(scene.when((day, day)), is_aside=True)


def _resolve_previous_day(scene: _Scene) -> When:
    """A day counted from the date named before: "the following day", 次日."""
    word = scene.groups.get("word", "that")
    return scene.when(unit_around(scene.before_now, "day", words.DAYS_AFTER_PREVIOUS[word]))


def _resolve_ago(scene: _Scene) -> When:
    """So many units on or back, "two weeks ago", 三天后: the day for days, else the calendar week, month or year."""
    direction = scene.groups["direction"]
    sign = -1 if direction in ("ago", "earlier", "前") else 1
    if "few" in scene.groups:
        return _rolling(scene, None, scene.unit, sign)
    unit, number = _amount(scene)
    day = _step(_origin(scene, direction), unit, sign * number)
    if unit == "day":
        return scene.when((day, day))
    return scene.when(unit_around(day, unit), exact=False, unit="" if unit == "week" else unit)


def _origin(scene: _Scene, direction: str) -> date:
    """The day that "three days ago", "later" or "in three days" counts from.

    :raises _NoDateError: it is no point in time ("won in three days"), or counts from an event.
    """
    if direction in ("earlier", "later"):
        return scene.before_now
    if direction == "in" and (scene.tense != "future" or words.NO_POINT_LEADS.search(scene.before)):
        raise _NoDateError(scene.named)
    if direction != "后":
        return scene.today
    if scene.previous is not None:
        return scene.before_now
    if scene.tense == "past":
        raise _NoDateError(scene.named)
    return scene.today


def _amount(scene: _Scene) -> tuple[str, int]:
    """The unit and how many of it; half a year is six months.

    :raises _NoDateError: half a day.
    """
    if scene.groups["number"] != "半":
        return scene.unit, scene.number("number")
    if scene.unit not in _HALVES:
        raise _NoDateError(scene.named)
    return _HALVES[scene.unit]


_HALVES = {"year": ("month", 6), "month": ("day", 15), "week": ("day", 3)}
"""What half a unit is counted in."""


def _resolve_rolling(scene: _Scene) -> When:
    """A stretch that ends or begins at the anchor: "the past two weeks", "the coming months", 近年来."""
    groups = scene.groups
    which = groups["which"]
    is_counted = bool(groups.keys() & {"number", "few"})
    if which in ("last", "next") and not is_counted and not words.ROLLING_LEADS.search(scene.before):
        raise _NoDateError(scene.named)
    is_some = "few" in groups or scene.named.endswith("s") or which == "近"
    unit, number = _amount(scene) if "number" in groups else (scene.unit, None if is_some else 1)
    return _rolling(scene, number, unit, 1 if which in ("coming", "next", "未来", "今后", "接下来") else -1)


def _rolling(scene: _Scene, number: int | None, unit: str, direction: int) -> When:
    """`number` units, or as many as "some" may be, up to the anchor or from the day after it."""
    number = number or {"day": 7, "week": 4, "month": 6, "year": 5}[unit]
    edge = _step(scene.today, unit, direction * number)
    return scene.when((edge, scene.today) if direction < 0 else (scene.today + _DAY, edge), exact=False)


def _resolve_anniversary(scene: _Scene) -> When:
    """The same day of another year: 一百年前的今天, 去年今日."""
    year = _named_year(scene)
    if year is None:
        raise _NoDateError(scene.named)
    return scene.when(unit_around(_step(scene.today, "year", year - scene.today.year), "day"))


def _resolve_recently(scene: _Scene) -> When:
    """近日, 日前, 近期: within days or weeks of the anchor; 近期 may lie ahead."""
    word = scene.groups["word"]
    if word == "近期" and scene.tense == "future":
        return _rolling(scene, None, "week", 1)
    return _rolling(scene, None, "week" if word in ("近期", "近来") else "day", -1)


_RESOLVERS: dict[str, Callable[[_Scene], When]] = {
    "day": _resolve_day,
    "bare_day": _resolve_day_alone,
    "nth": _resolve_nth,
    "slashes": _resolve_slashes,
    "month": _resolve_month,
    "weekday": _resolve_weekday,
    "unit": _resolve_unit,
    "weekend": _resolve_weekend,
    "year": _resolve_year,
    "plain_year": _resolve_plain_year,
    "years": _resolve_years,
    "decade": _resolve_decade,
    "slice": _resolve_slice,
    "fiscal": _resolve_fiscal,
    "day_word": _resolve_day_word,
    "feast": _resolve_feast,
    "aside": _resolve_aside,
    "previous_day": _resolve_previous_day,
    "ago": _resolve_ago,
    "rolling": _resolve_rolling,
    "recently": _resolve_recently,
    "anniversary": _resolve_anniversary,
}


# ------------------------------------------------------------------------------------------------- a whole text


Anchor = date | int | None
"""The day a text was written, or only its year; None where neither is known."""


def find_dates(
    text: str, language: str, anchor: Anchor, *, tense: str | None = None, last_day: date | None = None
) -> list[When]:
    """The date expressions of `text` in their order, each with the days it means to a writer on the day `anchor`.

    :param language: `zh`, or anything else for English.
    :param anchor: None leaves out whatever depends on it; a year dates 5月16日 in Chinese, and no "yesterday".
    :param tense: "future", "past" or "" for every expression; by default each clause's own words decide.
    :param last_day: the day named last before the text, which "that evening" or 次日 counts from.
    """
    language = "zh" if language == "zh" else "en"
    day, year = (None, anchor) if isinstance(anchor, int) else (anchor, None)
    plain = words.fold(text)
    found: list[When] = []
    position = 0
    for start in words.starts(language).finditer(plain):
        if start.start() < position:
            continue
        if _IS_VERB.search(plain[max(0, start.start() - 80) : start.start() + 5]):
            continue
        now = _dateline(found, text, start.start(), day) if language == "zh" else day
        own = year if language == "zh" else None
        previous = found[-1] if found else None
        scene = _Scene(text, plain, start.start(), 0, language, now, tense, previous, {}, own, last_day)
        when = _read(scene, start.lastgroup or "")
        if when is not None:
            found.append(when)
            position = when.end
            last_day = told_last([when], anchor, last_day)
    return _join_ranges(found, plain, language)


def told_last(whens: Sequence[When], anchor: Anchor, last_day: date | None) -> date | None:
    """The single day told last, from which "that evening" counts; a day still to come takes no other's place.

    :param last_day: the one told before them.
    """
    for when in whens:
        is_past = not isinstance(anchor, date) or when.first <= anchor
        if when.is_single_day and not when.is_aside and (is_past or last_day is None):
            last_day = when.first
    return last_day


def told_before(text: str, start: int, language: str, anchor: Anchor) -> date | None:
    """The day that "that evening" at `start` counts from, told shortly before it."""
    return told_last(find_dates(text[max(0, start - words.WINDOW) : start], language, anchor), anchor, None)


def days_told(text: str, language: str, anchor: Anchor) -> list[Days]:
    """The days that a text tells, each as first and last, in their order."""
    return [(when.first, when.last) for when in find_dates(text, language, anchor)]


def anchor_of(article: Article) -> Anchor:
    """The day to read an article's dates against: its own, or the full day, else the year, that opens an undated one.

    "2019年1月20日，住建部通报……4月15日前完成" means April 2019, though the page tells no date.
    """
    if article.date is not None:
        return article.date
    opening = article.text[:_OPENING]
    told = find_dates(opening, language_of(opening), None)
    if not told or not told[0].written_in_full:
        return None
    if told[0].is_single_day:
        return told[0].first
    opens = not opening[: told[0].start].strip() and told[0].first.year == told[0].last.year
    return told[0].first.year if opens else None


def _read(scene: _Scene, kind: str) -> When | None:
    """The expression that begins at the scene's start, by the first rule of its kind that makes a date of it."""
    for name, pattern in words.rules(scene.language, kind):
        match = pattern.match(scene.plain, scene.start)
        if match is None or (match[0][-1].isdigit() and words.COUNTED.match(scene.plain, match.end())):
            continue
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        try:
            return _RESOLVERS[name](replace(scene, end=match.end(), groups=groups))
        except (ValueError, OverflowError):  # 30 February, five thousand years ago, "may"
            continue
    return None


def _dateline(found: list[When], text: str, start: int, anchor: date | None) -> date | None:
    """The day that relative words count from: the anchor, or the far-off day that opens a Chinese sentence.

    2019年6月2日，……去年9月24日 speaks of 2018, whenever it was copied.
    """
    opening, reach = None, start - words.WINDOW
    for when in reversed(found):
        if when.start < reach or _SENTENCE_END.search(text, when.end, start):
            break
        opening, start = when, when.start
    if anchor is None or opening is None or not (opening.is_single_day and opening.written_in_full):
        return anchor
    opens = re.search(r"(?:\A|[。！？!?\n])\W*\Z", text[max(0, start - 12) : start])
    return opening.first if opens and abs((anchor - opening.first).days) > _LONGEST_MONTH else anchor


def _join_ranges(found: list[When], plain: str, language: str) -> list[When]:
    """`found` with "Monday to Wednesday" and "between 2015 and 2019" made one."""
    joined: list[When] = []
    for when in found:
        one = _range(joined[-1], when, plain, language) if joined else None
        if one is None:
            joined.append(when)
        else:
            joined[-1] = one
    return joined


def _range(one: When, two: When, plain: str, language: str) -> When | None:
    """The range from one expression to the next; None where nothing joins them or the second lies before."""
    between = plain[one.end : two.start]
    is_pair = between == " and " and plain[: one.start].endswith("between ")
    if not (is_pair or words.JOINERS[language].fullmatch(between)) or not (one.exact and two.exact):
        return None
    first, last = one.first, two.last
    if two.written_in_full and not one.written_in_full and one.is_single_day:
        same_year = _step(first, "year", last.year - first.year)
        first = same_year if same_year <= last else _step(same_year, "year", -1)
    elif last < first and (first - last).days < 7:
        last += 7 * _DAY
    if last < first:
        return None
    return replace(one, end=two.end, first=first, last=last, written_in_full=two.written_in_full)


# ------------------------------------------------------------------------------------------------- in words


def format_when(when: When, language: str) -> str:
    """The days in words: "14 May 2024", "May 2024", "13-19 May 2024", 2024年5月13日至19日.

    Of days that are not exact, the week, month or year they lie in, or "" where not even that is sure.
    """
    first, last = when.first, when.last
    if not when.exact:
        if not when.unit:
            return ""
        first, last = unit_around(last, when.unit)
    if (first, last) == _year(first.year, last.year):
        depth = 1
    elif (first.day, last) == (1, _month(last.year, last.month)[1]):
        depth = 2
    else:
        depth = 3
    return _format_chinese(first, last, depth) if language == "zh" else _format_english(first, last, depth)


def _fields(day: date, depth: int) -> tuple[int, ...]:
    """Year, month and day, as many as `depth` says."""
    return (day.year, day.month, day.day)[:depth]


def _format_english(first: date, last: date, depth: int) -> str:
    end = _english(_fields(last, depth))
    if _fields(first, depth) == _fields(last, depth):
        return end
    if depth == 3 and _fields(first, 2) == _fields(last, 2):
        return f"{first.day}-{end}"
    if depth > 1 and first.year == last.year:
        begin = _english(_fields(first, depth)).removesuffix(f" {first.year}")
        return f"{begin} - {end}" if depth == 3 else f"{begin}-{end}"
    joiner = "-" if depth == 1 else " - "
    return f"{_english(_fields(first, depth))}{joiner}{end}"


def _english(fields: tuple[int, ...]) -> str:
    year, *rest = fields
    month = [_ENGLISH_MONTHS[rest[0] - 1]] if rest else []
    return " ".join([*map(str, rest[1:]), *month, str(year)])


def _format_chinese(first: date, last: date, depth: int) -> str:
    begin = [f"{value}{mark}" for value, mark in zip(_fields(first, depth), "年月日", strict=False)]
    end = [f"{value}{mark}" for value, mark in zip(_fields(last, depth), "年月日", strict=False)]
    same = 0
    while same < depth and begin[same] == end[same]:
        same += 1
    return "".join(begin) if same == depth else f"{''.join(begin)}至{''.join(end[same:])}"
