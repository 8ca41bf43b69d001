"""Questions over several events: which came first, were they in the same month, how many days lie between.

Pure: a question is taken apart into its events, each is dated by its own evidence (rag/composing.py looks for it), and
the days are compared. Nothing is decided that the days do not decide: "in May" and "on 3 May" have no order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.dates import When, anchor_of, find_dates, format_when, unit_around
from rag.periods import Days, agreement
from rag.reading import Evidence
from rag.words import query_words


@dataclass(frozen=True)
class Comparison:
    """A question that compares when events happened."""

    kind: str
    """`first` or `last` (which of them), `before` or `after` (was the first event), `same` (unit), `between` (days), or
    `then`: what the second, a question, asks of the day, month or year of the first."""
    events: tuple[str, ...]
    """Two or more, in the question's words."""
    unit: str = "day"
    """For `same` and `then`: `day`, `month` or `year`."""

    @property
    def dated_events(self) -> tuple[str, ...]:
        """The events whose days are needed: all, but of `then` the first."""
        return self.events[:1] if self.kind == "then" else self.events

    def question_then(self, event: Dated, language: str) -> str:
        """The second part of `then` as a question that names the day, month or year; empty where the event has none."""
        whole = unit_around(event.when.first, self.unit)
        if event.when.last > whole[1]:
            return ""
        when = When(0, 0, *whole, exact=True, written_in_full=False)
        return _WORDS[language]["then"].format(day=format_when(when, language), question=self.events[1])


_COMMA = {"en": r",? or |, (?:and |or )?|; ", "zh": r"[、，,；]"}
_AND = {"en": r" and ", "zh": r"以及|[和与]"}
_LONGEST, _MOST = 400, 5
"""Characters of a question that is looked at, and events that are dated: each is a question of its own."""

_SAYS_SOMETHING = re.compile(r"\w\w")
_ONLY_A_DAY = re.compile(r"[\d年月日号\s]+")
_OPENING_DATE = re.compile(r"^(\d{4}年(?:\d+月)?(?:\d+日)?)，")
_SHORTEST = 4
"""Characters on either side of an "and" in the last of several events: 赵女士与华夏银行纠纷 is one."""

_TRIM = {"en": re.compile(r"^\W+|\W+$"), "zh": re.compile(r"^在|(?:发生|开始)?的?(?:时间)?(?:之间|中)?$")}
_UNITS = {"day": "day", "month": "month", "year": "year", "天": "day", "日": "day", "月": "month", "年": "year"}
_FIRST = re.compile(r"first|earlier|earliest|早|先|前")

_SHAPES = {
    "en": (
        ("order", r"(?:which|what)(?: of (?:these|the following)(?: events)?| event)?"
                  r" (?:came|happened|was|took place|occurred) (?P<order>first|earlier|earliest|last|later|latest)"
                  r"\s*[,:—-]\s*(?P<events>.+?)\?*"),
        ("yes", r"(?:did (?P<a>.+?) (?:happen|take place|occur|come|begin|start)|(?:was|were) (?P<c>(?:the|a|an) .+?))"
                r" (?P<order>before|after) (?P<b>(?:the|a|an|[\w’']+['’]s) .+?)\?*"),
        ("same", r"(?:did|were|was) (?P<events>.+? and .+?) (?:(?:happen|take place|occur|held|both) )*"
                 r"(?:in|on) the same (?P<unit>day|month|year)\?*"),
        ("then", r"on the (?P<unit>day) (?:of |that |when )?(?P<a>.{4,}?), (?P<b>(?:what|who|which|where|how|why) .+)"),
        ("between", r"how many days (?:passed |were there |are there |lie |lay )?between (?P<events>.+? and .+?)\?*"),
    ),
    "zh": (
        ("order", r"(?:以下|下列)?(?:事件中?)?[，,]?哪[^，？]{0,3}(?:事件)?(?:发生)?(?:得|的)?(?:时间)?"
                  r"(?P<order>最早|最先|最晚|最后)(?:发生)?[：？:?](?P<events>.+?)[？?。]*"),
        ("order", r"(?P<events>.+?)[，,：]?(?:这[^，]{0,4}(?:事件|政策|活动)?[中里]?)?[，,：]?"
                  r"哪(?:一)?(?:个|件|项|者)(?:事件|活动|政策)?(?:是)?(?:发生|发布|举行|出现|被报道|引发关注)?"
                  r"(?:得|的)?(?:时间)?(?:更|最|较|在)?(?P<order>早|先|前|晚|后)(?:被?[^，？]{0,8})?[？?。]*"),
        ("same", r"(?P<events>.+?)[，,]?(?:的?(?:事件|活动))?(?:是否|是不是|是|都)?(?:都)?"
                 r"(?:发生|举行|发布)?(?:是)?(?:在)?同一?个?(?P<unit>天|日|月|年)份?(?:内|里)?"
                 r"(?:(?:发生|举行|发布|公布|开始)的?|(?P<what>[^，？吗]{2,8}))?[吗？?]*"),
        ("then", r"(?P<a>.{4,}?)的?(?:当|同一?)(?P<unit>天|日|月|年)，(?P<b>.+)"),
        ("between", r"(?P<events>.+?)(?:之间)?(?:相隔|间隔|相差|隔)(?:了)?(?:多少|几)天[？?]*"),
    ),
}  # fmt: skip
_COMPILED = {
    language: [(kind, re.compile(shape, re.IGNORECASE)) for kind, shape in shapes]
    for language, shapes in _SHAPES.items()
}


def find_comparison(text: str, language: str) -> Comparison | None:
    """The comparison a question asks for, if it does."""
    if len(text) > _LONGEST:
        return None
    for kind, shape in _COMPILED[language]:
        if match := shape.fullmatch(text.strip()):
            return _comparison(kind, {name: value for name, value in match.groupdict().items() if value}, language)
    return None


def _comparison(kind: str, groups: dict[str, str], language: str) -> Comparison | None:
    """The comparison that a shape's groups spell out; None where they name no events, or too many."""
    if kind == "then":
        only_a_day = _ONLY_A_DAY.fullmatch(groups["a"])
        return None if only_a_day else Comparison("then", (groups["a"], groups["b"]), _UNITS[groups["unit"]])
    if kind == "yes":
        return Comparison(groups["order"].lower(), (groups.get("a") or groups["c"], groups["b"]))
    events = tuple(event + groups.get("what", "") for event in _events(groups["events"], language))
    fits = len(events) == 2 if kind == "between" else 2 <= len(events) <= _MOST
    if not fits or not all(map(_SAYS_SOMETHING.search, events)):
        return None
    if kind == "order":
        return Comparison("first" if _FIRST.search(groups["order"].lower()) else "last", events)
    return Comparison(kind, events, _UNITS[groups["unit"].lower()] if kind == "same" else "day")


def _events(text: str, language: str) -> tuple[str, ...]:
    """The events that a list names: at its commas where it has any, and at the "and" that halves the rest best."""
    parts = [part for part in re.split(_COMMA[language], _OPENING_DATE.sub(r"\1", text)) if part.strip()]
    if not parts:
        return ()
    last = parts.pop()
    least = _SHORTEST if parts else 1
    joints = [m for m in re.finditer(_AND[language], last) if min(m.start(), len(last) - m.end()) >= least]
    if joints:
        joint = max(joints, key=lambda match: min(match.start(), len(last) - match.end()))
        parts.append(last[: joint.start()])
        last = last[joint.end() :]
    return tuple(_TRIM[language].sub("", part).strip() for part in (*parts, last))


_NAMES_IT = {"en": 0.6, "zh": 0.3}
"""The share of an event's words that a sentence must hold to date it; pairs of characters are found less often."""


@dataclass(frozen=True)
class Dated:
    """An event with the evidence that dates it."""

    event: str
    evidence: Evidence
    when: When
    """What of the sentence dates it."""

    @property
    def days(self) -> Days:
        """First and last day it may have been."""
        return self.when.first, self.when.last


def date_event(event: str, language: str, evidence: Sequence[Evidence]) -> Dated | None:
    """The event with its date, or None where no sentence of the best article both names the event and tells a day.

    Of several dates in a sentence, it is the one nearest to the event's own words; where the event itself names a
    period ("the flood of 2023"), one within it.

    :param language: the event's.
    """
    wanted = [(when.first, when.last) for when in find_dates(event, language, None)]
    named = [item for item in evidence if item.feature("coverage") >= _NAMES_IT[language]]
    dated = [_dated(event, item, wanted) for item in named]
    first = next((one for one in dated if one is not None and one.evidence.article is evidence[0].article), None)
    if first is None or first.when.days == 1:
        return first
    # "In November 2023", says the best article; another may know the day.
    return next((one for one in dated if one is not None and one.when.days == 1 and _lies_in(one, first)), first)


def _dated(event: str, item: Evidence, wanted: Sequence[Days]) -> Dated | None:
    """The event with the date in a sentence that is nearest to its words, if there is one."""
    told = [
        when
        for when in find_dates(item.text, item.found.passage.language, anchor_of(item.article))
        if not wanted or agreement(wanted, [(when.first, when.last)]) > 0
    ]
    if not told:
        return None
    places = _places(event, item.text)
    return Dated(event, item, min(told, key=lambda when: (not when.exact, when.days > 31, _gap(when, places))))


def _lies_in(one: Dated, other: Dated) -> bool:
    return other.when.first <= one.when.first and one.when.last <= other.when.last


def _places(event: str, sentence: str) -> list[int]:
    """Where in the sentence the event's words begin."""
    folded = sentence.casefold()
    return [folded.find(word) for word in query_words(event) if word in folded]


def _gap(when: When, places: Sequence[int]) -> int:
    """How far a date stands from the words, all in all."""
    return sum(max(when.start - place, place - when.end, 0) for place in places)


def verdict(comparison: Comparison, dated: Sequence[Dated], language: str) -> str:
    """What the days say, in one sentence; empty where they do not decide."""
    decided = None if _share_a_date(dated) else _DECIDE[comparison.kind](comparison, dated)
    if decided is None:
        return ""
    said, filled = decided
    words = _WORDS[language]
    return words[said].format(unit=words[comparison.unit], events=_listed(dated, language), **filled)


def _decide_same(comparison: Comparison, dated: Sequence[Dated]) -> _Decided:
    same = _same([item.days for item in dated], comparison.unit)
    return None if same is None else ("same" if same else "not same", {})


def _decide_between(comparison: Comparison, dated: Sequence[Dated]) -> _Decided:
    (one, one_end), (two, two_end) = (item.days for item in dated)
    return None if one != one_end or two != two_end else ("between", {"days": str(abs((one - two).days))})


def _decide_order(comparison: Comparison, dated: Sequence[Dated]) -> _Decided:
    """Which is first, or last, if it lies wholly before, or after, all others."""
    is_last = comparison.kind == "last"
    chosen = (max if is_last else min)(dated, key=lambda item: item.days)
    for other in dated:
        one, two = (other, chosen) if is_last else (chosen, other)
        if other is not chosen and one.days[1] >= two.days[0]:
            return None
    if comparison.kind in ("first", "last"):
        return comparison.kind, {"event": chosen.event}
    return "yes" if (chosen is dated[0]) == (comparison.kind == "before") else "no", {}


_Decided = tuple[str, dict[str, str]] | None
"""Which of `_WORDS` says it, with what fills it; None where the days leave it open."""

_DECIDE = {
    "same": _decide_same, "between": _decide_between,
    **dict.fromkeys(("first", "last", "before", "after"), _decide_order),
}  # fmt: skip


def _listed(dated: Sequence[Dated], language: str) -> str:
    """The events with their days."""
    words = _WORDS[language]
    named = words["join"].join(
        words["event"].format(event=item.event, day=format_when(item.when, language)) for item in dated
    )
    return named[:1].upper() + named[1:]


def _share_a_date(dated: Sequence[Dated]) -> bool:
    """Whether two events were dated by the same words: then one of them was not dated at all."""
    places = [(item.evidence.article.path, item.evidence.start, item.when.start, item.when.end) for item in dated]
    return len(set(places)) < len(places)


def _same(days: Sequence[Days], unit: str) -> bool | None:
    """Whether all lie in one day, month or year; None where a longer period leaves it open."""
    units = [(unit_around(first, unit)[0], unit_around(last, unit)[1]) for first, last in days]
    if any(one[1] < two[0] for one in units for two in units):
        return False
    return True if set(units) == {unit_around(days[0][0], unit)} else None


_WORDS = {
    "en": {
        "day": "day", "month": "month", "year": "year", "join": "; ",
        "event": "{event}: {day}",
        "same": "Yes, in the same {unit}. {events}.",
        "not same": "No, not in the same {unit}. {events}.",
        "between": "{days} days. {events}.",
        "first": "First came {event}. {events}.",
        "last": "Last came {event}. {events}.",
        "then": "On {day}: {question}",
        "when": "When was this: {event}?",
        "undated": "The articles do not say when this was: {event}.",
        "undecided": "The days that the articles tell do not decide it. {events}.",
        "yes": "Yes. {events}.",
        "no": "No. {events}.",
    },
    "zh": {
        "day": "天", "month": "个月", "year": "年", "join": "；",
        "event": "{event}：{day}",
        "same": "是的，在同一{unit}。{events}。",
        "not same": "不是，不在同一{unit}。{events}。",
        "between": "相隔{days}天。{events}。",
        "first": "最早的是{event}。{events}。",
        "last": "最晚的是{event}。{events}。",
        "then": "{day}，{question}",
        "when": "{event}是什么时候？",
        "undated": "文章没有说明“{event}”是什么时候。",
        "undecided": "文章给出的日期不足以判断。{events}。",
        "yes": "是的。{events}。",
        "no": "不是。{events}。",
    },
}  # fmt: skip
"""The answer's own words, by the question's language."""


def when_was(event: str, language: str) -> str:
    """The question for an event's day."""
    return _WORDS[language]["when"].format(event=event)


def undated(event: str, language: str) -> str:
    """That the articles do not date an event."""
    return _WORDS[language]["undated"].format(event=event)


def undecided(dated: Sequence[Dated], language: str) -> str:
    """That the days told leave the question open."""
    return _WORDS[language]["undecided"].format(events=_listed(dated, language))
