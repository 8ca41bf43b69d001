"""What one of two texts denies and the other does not, and words that are each other's opposites. Pure.

A denial reaches the words after it, a clause far; across languages only that there is one is compared. Knows nothing of
passages and verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rag.alignment import Said, root, same, where_said
from rag.claims import CLAUSE_END, Source, Unit, denies, spans, units_of
from rag.predicates import NEGATIVE, opposites

_NEAR = 4
"""How many words away from a denial what it denies may stand."""
_WHOLE = frozenset({"否认", "deni"})
"""Denials of all that follows, not only of the next word."""
_FIRST_TO = tuple("对向就为给把在")
"""What a Chinese denial goes on with before the verb that it denies."""


def denied(units: Sequence[Unit], source: Source, said_at: Said, denials_said: Sequence[Unit]) -> str:
    """A word that one of two texts in one language denies and the other does not.

    :param said_at: what `where_said` tells of the units.
    :param denials_said: all denials of the drafted sentence; one that stands in another clause may reach this one.
    """
    return _denied_here(units, source, said_at) or _denied_there(units, source, said_at, denials_said)


def denied_across(sentence: str, units: Sequence[Unit], source: Source, said_at: Said, *, elsewhere: bool) -> str:
    """A denial that a text and a source in the other language do not share, however either puts it.

    :param sentence: the whole drafted sentence, whose clauses the other language may put together.
    :param elsewhere: whether another part of it than the units' denies something.
    """
    _, own, main = said_at
    parts = [part for unit, part in zip(source.units, own, strict=True) if denies(unit)]
    if any(map(denies, units)):
        told = spans(source.text, CLAUSE_END[source.language])[main] if main >= 0 else (0, len(source.text))
        return "" if parts or NEGATIVE[source.language].search(source.text[slice(*told)]) else "denial:"
    language = "en" if source.language == "zh" else "zh"
    return "denial:" if main in parts and not elsewhere and not NEGATIVE[language].search(sentence) else ""


def _denied_here(units: Sequence[Unit], source: Source, said_at: Said) -> str:
    """A denial of the drafted clause that the source does not have."""
    where, own, main = said_at
    nearby = any(o.kind == "denial" and part == main for o, part in zip(source.units, own, strict=True))
    for place, unit in enumerate(units):
        if unit.kind != "denial" or _denied_by_the_same(units, place, where, source):
            continue
        targets = [p for p in range(place + 1, min(len(units), place + 1 + _NEAR)) if _can_be_denied(units[p])]
        told = [at for p in targets for at in where[p]]
        if not any(_is_denied(source.units, at) for at in told) and (told or not nearby):
            return f"denial:{unit.text}"
    return ""


def _denied_there(units: Sequence[Unit], source: Source, said_at: Said, denials_said: Sequence[Unit]) -> str:
    """A word of the drafted clause that the source denies."""
    where, own, main = said_at
    for at, unit in enumerate(source.units):
        target = _target(source.units, at) if unit.kind == "denial" else None
        if target is None or own[target] != own[at]:
            continue
        if any(same(denial, unit, source.language, source.language) for denial in denials_said):
            continue
        reach = {target}
        if unit.text in _WHOLE or source.text[unit.end : unit.end + 1] in _FIRST_TO:
            reach |= {p for p, o in enumerate(source.units) if p > at and own[p] == own[at] and o.kind == "word"}
        said = [
            p for p, found in enumerate(where)
            if reach & set(found) and (own[at] == main or all(_is_denied(source.units, q) for q in found))
        ]  # fmt: skip
        if said and not any(_is_denied(units, p) for p in said):
            return f"denial:{source.units[target].text}"
    return ""


def _denied_by_the_same(units: Sequence[Unit], place: int, where: Sequence[tuple[int, ...]], source: Source) -> bool:
    """Whether the source has the same denial right after the word that stands before it here: "Haddon denied"."""
    told = where[place - 1] if place else ()
    return any(
        at + 1 < len(source.units)
        and source.units[at + 1].kind == "denial"
        and source.units[at + 1].text == units[place].text
        for at in told
    )


def _target(units: Sequence[Unit], place: int) -> int | None:
    """The first word after a denial; where none follows, the last before it: "the eruption is not over"."""
    reach = [*range(place + 1, min(len(units), place + 1 + _NEAR)), *range(place - 1, max(-1, place - 3), -1)]
    return next((p for p in reach if _can_be_denied(units[p])), None)


def _can_be_denied(unit: Unit) -> bool:
    """A word or a number; a Chinese word that no dictionary holds looks like a name."""
    return unit.kind in ("word", "number") or (unit.kind == "name" and not unit.text.isascii())


def _is_denied(units: Sequence[Unit], place: int) -> bool:
    """Whether a denial stands shortly before a word."""
    denials_near = [p for p in range(max(0, place - _NEAR), min(len(units), place + 3)) if units[p].kind == "denial"]
    return any(p < place or _target(units, p) == place for p in denials_near)


@lru_cache(maxsize=256)
def denials_in(sentence: str, language: str) -> tuple[Unit, ...]:
    """All denials of a drafted sentence, which is held against many sources."""
    return tuple(unit for unit in units_of(sentence, language, None, frozenset()) if unit.kind == "denial")


def opposite(units: Sequence[Unit], matches: Sequence[int | None], source: Source, language: str) -> str:
    """A word whose opposite the source has, and not the word itself."""
    against = opposites()
    _, own, main = where_said(units, source, language)
    told = {root(o) for o, part in zip(source.units, own, strict=True) if o.value is None and part in (main, -1)}
    for unit, place in zip(units, matches, strict=True):
        if place is None and unit.kind in ("word", "weak") and against.get(root(unit), frozenset()) & told:
            return f"opposite:{unit.text}"
    return ""
