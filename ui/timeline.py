"""The days of an answer on one line, as SVG: when its articles appeared, and when what they tell happened or will.

Pure: an answer in, markup out. A click on a point leads to its card; the list under the drawing says the same, with
buttons, to whoever cannot see it or uses no mouse. Knows no Gradio and no index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rag import Answer
from ui import safe
from ui.words import Words

WIDTH, HEIGHT, EDGE = 640, 92, 26
"""Units of the drawing; it is scaled to the width there is."""

MOST = 12
"""Points before the drawing would be a smear; the latest are kept."""

_LONGEST = 366 * 30
"""Days between the first and last point; what lies farther off is history, not news."""


@dataclass(frozen=True)
class Point:
    """A day on the line, what it is, and the citation that knows."""

    first: date
    last: date
    kind: str
    """`published`, `told` (it happened) or `ahead` (it was still to come when the article appeared)."""
    number: int


def points(answer: Answer) -> list[Point]:
    """The days of the cited articles and of what their quotes tell, in order, each once."""
    if answer.refused:
        return []
    found: dict[tuple[object, ...], Point] = {}
    for citation in answer.citations:
        if citation.date is not None:
            found.setdefault(
                ("published", citation.date, citation.path),
                Point(citation.date, citation.date, "published", citation.number),
            )
        for first, last in citation.days:
            ahead = citation.date is not None and first > citation.date
            found.setdefault(("told", first, last), Point(first, last, "ahead" if ahead else "told", citation.number))
    return sorted(found.values(), key=lambda point: (point.first, point.last, point.number))[-MOST:]


def timeline(turn: int, answer: Answer, words: Words) -> str:
    """The line of an answer's days; nothing where there are not two, or where they lie too far apart to be drawn."""
    shown = points(answer)
    if len({point.first for point in shown}) < 2 or not any(point.kind != "published" for point in shown):
        return ""
    begin, end = shown[0].first, max(point.last for point in shown)
    if (end - begin).days > _LONGEST:
        return ""
    drawn = "".join(_point(turn, point, begin, end, words) for point in shown)
    line = f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="40" y2="40"></line>'
    ends = (
        f'<text x="{EDGE}" y="82">{safe.text(words.day(begin))}</text>'
        f'<text x="{WIDTH - EDGE}" y="82" text-anchor="end">{safe.text(words.day(end))}</text>'
    )
    listed = "".join(f"<li>{_item(turn, point, words)}</li>" for point in shown)
    return (
        f'<figure class="fn-time"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words.timeline}">'
        f"{line}{drawn}{ends}</svg>"
        f'<details><summary>{words.timeline}</summary><ul class="fn-days">{listed}</ul></details></figure>'
    )


def _place(day: date, begin: date, end: date) -> float:
    """How far along the line a day lies."""
    return EDGE + (WIDTH - 2 * EDGE) * (day - begin).days / max(1, (end - begin).days)


def _point(turn: int, point: Point, begin: date, end: date, words: Words) -> str:
    """A dot, or a bar for a longer period; above the line what was told, on it what was published."""
    left, right = _place(point.first, begin, end), _place(point.last, begin, end)
    height = 40 if point.kind == "published" else 26
    data = f'data-turn="{turn}" data-number="{point.number}"'
    title = f"<title>{safe.text(_said(point, words))}</title>"
    if right - left > 12:
        shape = f'<rect x="{left:.1f}" y="{height - 5}" width="{right - left:.1f}" height="10" rx="5"></rect>'
    else:
        shape = f'<circle cx="{(left + right) / 2:.1f}" cy="{height}" r="6"></circle>'
    return f'<g class="fn-point fn-{point.kind}" {data}>{title}{shape}</g>'


def _item(turn: int, point: Point, words: Words) -> str:
    said = safe.text(_said(point, words))
    return (
        f'{said} <button type="button" class="fn-number" data-turn="{turn}" data-number="{point.number}"'
        f' aria-label="[{point.number}]">[{point.number}]</button>'
    )


def _said(point: Point, words: Words) -> str:
    """The point in words: "14 May 2024: told as still to come"."""
    return f"{words.days(point.first, point.last)}: {words.points[point.kind]}"
