"""What belongs to whom: figures, days and names that a drafted sentence gives to another thing than its source. Pure.

"3 days in A, 5 in B" does not prove "5 days in A, 3 in B". All by the order and the clauses in which things are told.
Knows nothing of passages and verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from rag.alignment import AROUND, FACTS, Said, match, places
from rag.claims import Source, Unit, part_of, parts_of

_NEARLY, _LEAST = 0.6, 3
"""The share of its units, and how many, that a clause has in the source's order where it is nearly verbatim."""
_MOVED = 1
"""How many units further on a fact may stand when a clause is told in another order."""
_PRONOUN = re.compile(r"\b(?:he|she|it|they)\b|[他她它]", re.IGNORECASE)


def replaced(units: Sequence[Unit], source: Source, language: str) -> str:
    """A day, number, name or denial where the source, told in nearly the same words, has another or none."""
    if language != source.language:
        return ""
    pairs = _in_order(units, source, language)
    if len(pairs) < _NEARLY * len(units) or len(pairs) < _LEAST:
        return ""
    bounds = [(-1, -1), *pairs, (len(units), len(source.units))]
    for (before, told_before), (after, told_after) in pairwise(bounds):
        # Before the first and after the last that both tell, only what stands beside it.
        first = told_before + 1 if before >= 0 else max(0, told_after - after - 1)
        last = told_after if after < len(units) else min(told_after, told_before + len(units) - before + 1)
        reason = _denied_between(units, source, range(before + 1, after), range(told_before + 1, told_after))
        reason = reason or _another_between(units, source, range(before + 1, after), range(first, last), pairs)
        if reason:
            return reason
    return ""


def _denied_between(units: Sequence[Unit], source: Source, said: range, told: range) -> str:
    """A denial between two words that one of both has there and nowhere the other."""
    here = [units[place] for place in said if units[place].kind == "denial"]
    there = [source.units[at] for at in told if source.units[at].kind == "denial"]
    if here and not there and not any(places(unit, source, source.language) for unit in here):
        return f"denial:{here[0].text}"
    only = all(source.units[at].kind in ("denial", "weak") for at in told)
    return f"denial:{there[0].text}" if there and only and all(unit.kind != "denial" for unit in units) else ""


def _another_between(
    units: Sequence[Unit], source: Source, said: range, told: range, pairs: Sequence[tuple[int, int]]
) -> str:
    """A fact between two words where the source has another of its kind, unless the fact only moved a little."""
    paired, taken = {place for place, _ in pairs}, {at for _, at in pairs}
    near = range(told.start - 1 - _MOVED, told.stop + _MOVED + 1)
    for place in said:
        unit = units[place]
        rivals = [source.units[at] for at in told if source.units[at].kind == unit.kind]
        if unit.kind not in FACTS or not rivals:
            continue
        free = [at for at in places(unit, source, source.language) if at not in taken]
        cut_otherwise = any(o.text in unit.text or unit.text in o.text for o in rivals if not o.text.isascii())
        moved = any(at in near for at in free) or _moved_along(units, place, free, paired, source)
        if not cut_otherwise and not moved:
            return f"bound:{unit.text}"
    return ""


def _moved_along(units: Sequence[Unit], place: int, free: Sequence[int], paired: set[int], source: Source) -> bool:
    """Whether a word beside a fact moved with it: "the launch of Tsuru was put off" for "put off its launch"."""
    language = source.language
    beside = [p for p in (place - 1, place + 1) if 0 <= p < len(units) and p not in paired and units[p].kind == "word"]
    return any(abs(one - at) == 1 for p in beside for one in places(units[p], source, language) for at in free)


def _in_order(units: Sequence[Unit], source: Source, language: str) -> list[tuple[int, int]]:
    """The most units of both that say the same in the same order: their longest common subsequence."""
    length, where = len(source.units), [places(unit, source, language) for unit in units]
    best = [[0] * (length + 1) for _ in range(len(units) + 1)]
    for i in range(len(units) - 1, -1, -1):
        for j in range(length - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if j in where[i] else max(best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(units) and j < length:
        if j in where[i]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def exchanged(sentence: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """Two figures, days or names that changed owners: "A 5, B 2" for "A 2, B 5".

    The first of two owners has the first of two figures, whichever of the owners is told first.
    """
    parts, where = parts_of(sentence, language), []
    for unit in units:
        told = places(unit, source, language)
        alike = tuple(at for at in told if source.units[at].text.casefold() == unit.text.casefold())
        where.append(alike or told)
    facts = [
        (at, unit, told[0]) for at, (unit, told) in enumerate(zip(units, where, strict=True))
        if len(told) == 1 and unit.kind in (FACTS if language == source.language else ("date", "number"))
    ]  # fmt: skip
    owners = [
        (at, unit, told) for at, (unit, told) in enumerate(zip(units, where, strict=True))
        if (unit.kind == "name" and told) or (unit.kind == "word" and len(told) == 1 and where.count(told) == 1)
    ]  # fmt: skip
    for (first, one, told_one), (second, two, told_two) in combinations(facts, 2):
        if one.kind != two.kind or told_one == told_two or (one.kind == "name" and second == first + 1):
            continue
        for (a, x, told_x), (b, y, told_y) in combinations(owners, 2):
            if x.kind != y.kind or {a, b} & {first, second} or set(told_x) & set(told_y):
                continue
            at_x, at_y = (_nearest(told, told_one, told_two) for told in (told_x, told_y))
            if x.kind == "name" and any(
                abs(c - first) < abs(a - first) or abs(c - second) < abs(b - second)
                for c, other, _ in owners
                if other.kind == "name" and min(abs(c - a), abs(c - b)) > 1 and c not in (first, second)
            ):  # fmt: skip
                continue
            own, their = part_of(x.start, parts), part_of(y.start, parts)
            if own == their or (own, their) != (part_of(one.start, parts), part_of(two.start, parts)):
                continue
            said, there = _by_turns(a, b, first, second), _by_turns(at_x, at_y, told_one, told_two)
            sure = said == there or (there and x.kind == "name" and one.kind != "name")
            if said and sure and (at_x < at_y) != (told_one < told_two):
                return f"bound:{one.text} {two.text}"
    return ""


def _nearest(places_of_one: Sequence[int], *others: int) -> int:
    """That of the places which is nearest to any of the others."""
    return min(places_of_one, key=lambda at: min(abs(at - other) for other in others))


def _by_turns(one: int, two: int, first: int, second: int) -> str:
    """Which comes first where two owners and two facts take turns; empty where they do not."""
    order = sorted([(one, "owner"), (two, "owner"), (first, "fact"), (second, "fact")])
    kinds = [kind for _, kind in order]
    return kinds[0] if kinds[0] == kinds[2] != kinds[1] == kinds[3] else ""


def strayed(said: str, units: Sequence[Unit], source: Source, language: str, said_at: Said) -> str:
    """A name or a figure of a clause whose other words stand with another one: "B said" for "A said, B denied".

    Or a name that only a later clause of the source holds, all of whose words are of something else.
    """
    where, own, main = said_at
    words = [p for p, unit in enumerate(units) if unit.kind == "word" and any(own[at] == main for at in where[p])]
    if not words:
        return ""
    first = min(at for p in words for at in where[p] if own[at] == main)
    stands_in = _PRONOUN.search(said)
    for place, unit in enumerate(units):
        if unit.kind == "name" and (stands_in or language != source.language):
            continue
        around = unit.kind == "name" and match(unit, source, language) == AROUND
        if unit.kind not in FACTS or not (where[place] or around) or any(own[at] == main for at in where[place]):
            continue
        rivals = [
            at for at, other in enumerate(source.units)
            if own[at] == main and other.kind == unit.kind and (at < first) == (place < words[0])
            and not any(at in found for found in where)
            and not any(_is_half(source.units, at, beside) for found in where for beside in found)
        ]  # fmt: skip
        later = {own[at] for at in where[place]}
        told = [at for at, other in enumerate(source.units) if own[at] in later and other.kind == "word"]
        of_others = unit.kind == "name" and told and min(later) > main and not any(set(told) & set(f) for f in where)
        if rivals or of_others:
            return f"bound:{unit.text}"
    return ""


def _is_half(units: Sequence[Unit], one: int, other: int) -> bool:
    """Whether two units are the halves of one English name."""
    first, last = sorted((units[one], units[other]), key=lambda unit: unit.start)
    return first.kind == last.kind == "name" and last.start - first.end == 1 and first.text.isascii()


def miscounted(units: Sequence[Unit], source: Source, language: str) -> str:
    """A number that counts another thing: "six beavers" for "six lynx"."""
    for place, unit in enumerate(units[:-1]):
        counted = units[place + 1]
        if unit.kind != "number" or counted.kind != "word" or counted.start - unit.end > 2:
            continue
        counts = source.units
        told = [at for at in places(unit, source, language) if at + 1 < len(counts)]
        if told and match(counted, source, language) is None and all(
            counts[at + 1].kind == "word" and counts[at + 1].start - counts[at].end <= 2 for at in told
        ):  # fmt: skip
            return f"bound:{unit.text} {counted.text}"
    return ""
