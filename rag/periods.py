"""Periods: whether the days that a text tells are those that a question asks about. Pure, knows only calendar days.

A question's "last week" or "in March 2024" is no filter: a report may be dated a day later, or tell no date at all. It
is one more witness, from 1 (the very days) over 0 (nothing is told) to -1 (other days).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

Days = tuple[date, date]
"""First and last day, both included."""

_NEAR = 7
"""Days outside a period that speak against a text as much as can be; as many as the period has, where it has more."""


def agreement(wanted: Sequence[Days], told: Sequence[Days]) -> float:
    """How well the days told fit those wanted, -1 to 1; the mean over the periods wanted, 0 where either is empty."""
    if not wanted or not told:
        return 0.0
    return sum(max(_agree(period, days) for days in told) for period in wanted) / len(wanted)


def _agree(wanted: Days, told: Days) -> float:
    first, last = max(wanted[0], told[0]), min(wanted[1], told[1])
    if last < first:
        gap = (first - last).days
        return -min(1.0, gap / max(_NEAR, _length(wanted)))
    # "2024" told of a day in May says little; "in May" a little more.
    return ((last - first).days + 1) / _length(told)


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1
