"""What in a source sentence speaks against a drafted one: denials, opposites, plans told as done, changed owners.

"3 days in A, 5 in B" does not prove "5 days in A, 3 in B", nor "A beat B" that B beat A. All by the order and the
clauses in which things are told, and by tables of words (rag/predicates.py). Knows nothing of passages and verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from rag.alignment import AROUND, FACTS, Said, match, places, root, same, where_said
from rag.claims import CLAUSE_END, Source, Unit, denies, is_verb, part_of, parts_of, spans, units_of
from rag.predicates import HEDGES, NEGATIVE, QUANTIFIERS, opposites
from rag.records import Span

_NEAR = 4
"""How many words away from a denial what it denies may stand."""
_DONE = re.compile(r"已|了(?!解)|曾")
_GOVERNED = {"en": 22, "zh": 6}
"""Characters before a word in which a hedge governs it."""
_WHOLE = frozenset({"否认", "deni"})
"""Denials of all that follows, not only of the next word."""
_FIRST_TO = tuple("对向就为给把在")
"""What a Chinese denial goes on with before the verb that it denies."""
_NEARLY, _LEAST = 0.6, 3
"""The share of its units, and how many, that a clause has in the source's order where it is nearly verbatim."""
_MOVED = 1
"""How many units further on a fact may stand when a clause is told in another order."""
_GOES_ON = re.compile(r"\s*(?:and|or)\b")
_PRONOUN = re.compile(r"\b(?:he|she|it|they)\b|[他她它]", re.IGNORECASE)
_BEFORE_A_NOUN = re.compile(r"\b(?:the|an?|its|his|her|their|of|\d+)\s+\Z")
"""What stands before a verb's form that only describes: the diverted ships."""
_GIVES = ("told", "tell")
"""Verbs of somebody to somebody that are weak words elsewhere."""
_OBJECT = re.compile(r"\s(?:him|her|them)\b(?!\s[a-z]+s\b)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\b[^,.;]{0,60}\bby\b|被|遭|由(?![\d去今明本上])")
_BESIDE = {
    "before": "after",
    "after": "before",
    "then": "after",
    "rather than": "",
    "instead of": "",
    "而不是": "",
    "而非": "",
    "之前": "之后",
    "之后": "之前",
    "向": "",
    "从": "",
    "被": "",
    "由": "",
}
"""Words with something on either side that must not change places, and what says the reverse."""
_BEFORE = r"(?<![此目之以提从当年月日天])前(?![一两几\d任副总国第往])"
"""A 前 that may say before: neither 此前 nor 前任."""
_PLACED = re.compile(r"\b(?:in|at|near|of|for|from|within|its|their|on)\b")
"""What stands before a place or an owner, which Chinese tells before the verb."""
_IN_ITS_CLAUSE = ("向", "被", "由", "从")
"""Those that only part what stands in their own clause."""


def contradiction(sentence: str, used: Sequence[tuple[list[Unit], Source]], language: str) -> str:
    """What in the sources speaks against the sentence, as (kind, words) joined by a colon; empty for nothing.

    :param used: the sentence's clauses, each with the source sentence that holds it.
    """
    by_source: dict[tuple[int, int, int], tuple[Source, list[tuple[Unit, int]]]] = {}
    for units, source in used:
        placed = by_source.setdefault((source.passage, source.start, source.end), (source, []))[1]
        for unit in units:
            at = match(unit, source, language)
            if at is not None and at >= 0:
                placed.append((unit, at))
    told = [unit for units, _ in used for unit in units]
    names = [unit for unit in told if unit.kind == "name"]
    for source, placed in by_source.values():
        seen = {unit.start for unit, _ in placed}
        carried = [(unit, match(unit, source, language)) for unit in names if unit.start not in seen]
        placed += [(unit, at) for unit, at in carried if at is not None and at >= 0]
        placed.sort(key=lambda pair: pair[0].start)
        reason = (
            _exchanged(sentence, told, source, language)
            or _swapped(sentence, told, source, language)
            or _turned(sentence, source, placed, language)
            or _changed_sides(sentence, source, placed, language)
        )
        if reason:
            return reason
    for units, source in used:
        for start, end in _weighty(parts_of(sentence, language), units):
            inside = [unit for unit in units if start <= unit.start < end]
            said_at = where_said(inside, source, language)
            denied_here = any(unit.kind == "denial" for unit in inside)
            reason = (
                _hedged(sentence, (start, end), inside, source, language)
                or _denied(
                    sentence[start:end], inside, source, language, said_at,
                    () if denied_here else _denials_in(sentence, language),
                )
                or _strayed(sentence[start:end], inside, source, language, said_at)
                or (_miscounted(inside, source, language) if language == source.language else "")
            )
            if reason:
                return reason
    return ""


@lru_cache(maxsize=256)
def _denials_in(sentence: str, language: str) -> tuple[Unit, ...]:
    """All denials of a drafted sentence, which is held against many sources."""
    return tuple(unit for unit in units_of(sentence, language, None, frozenset()) if unit.kind == "denial")


def _denied(
    said: str, units: Sequence[Unit], source: Source, language: str, said_at: Said, denials_said: Sequence[Unit]
) -> str:
    """A word that one of both denies and the other does not.

    :param said: the part of the drafted sentence that the units stand in.
    :param said_at: what `where_said` tells of the units.
    :param denials_said: all denials of the drafted sentence; one that stands in another clause may reach this one.
    """
    _, own, main = said_at
    if language != source.language:
        parts = [part for unit, part in zip(source.units, own, strict=True) if denies(unit)]
        if any(map(denies, units)):
            told = spans(source.text, CLAUSE_END[source.language])[main] if main >= 0 else (0, len(source.text))
            return "" if parts or NEGATIVE[source.language].search(source.text[slice(*told)]) else "denial:"
        return "denial:" if main in parts and not denials_said and not NEGATIVE[language].search(said) else ""
    return _denied_here(units, source, said_at) or _denied_there(units, source, said_at, denials_said)


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


def opposite(units: Sequence[Unit], matches: Sequence[int | None], source: Source, language: str) -> str:
    """A word whose opposite the source has, and not the word itself."""
    against = opposites()
    _, own, main = where_said(units, source, language)
    told = {root(o) for o, part in zip(source.units, own, strict=True) if o.value is None and part in (main, -1)}
    for unit, place in zip(units, matches, strict=True):
        if place is None and unit.kind in ("word", "weak") and against.get(root(unit), frozenset()) & told:
            return f"opposite:{unit.text}"
    return ""


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


def _weighty(parts: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """The parts of a sentence, one that tells a single thing ("On 5 May,") with the one after it."""
    joined: list[Span] = []
    begin = -1
    held = [(start, end) for start, end in parts if any(start <= unit.start < end for unit in units)]
    for start, end in held:
        begin = start if begin < 0 else begin
        if sum(begin <= unit.start < end for unit in units) > 1 or end == held[-1][1]:
            joined.append((begin, end))
            begin = -1
    return joined


def _exchanged(sentence: str, units: Sequence[Unit], source: Source, language: str) -> str:
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


def _swapped(sentence: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """Two names that changed clauses: "B asked, A had no worries" for "A asked, B had no worries"."""
    told = parts_of(source.text, source.language)
    found: list[tuple[Unit, int, int]] = []
    for start, end in parts_of(sentence, language):
        inside = [unit for unit in units if start <= unit.start < end]
        votes = [
            part_of(source.units[at].start, told)
            for unit in inside if unit.kind == "word" for at in places(unit, source, language)
        ]  # fmt: skip
        main = max(sorted(set(votes)), key=votes.count) if votes else -1
        for unit in inside:
            own = {part_of(source.units[at].start, told) for at in places(unit, source, language)}
            if unit.kind == "name" and main >= 0 and len(own) == 1:
                found.append((unit, main, own.pop()))
    for (one, told_one, own_one), (two, told_two, own_two) in combinations(found, 2):
        if told_one != told_two and (own_one, own_two) == (told_two, told_one):
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


def _hedged(sentence: str, part: Span, units: Sequence[Unit], source: Source, language: str) -> str:
    """What a part of the sentence tells as done, or of all, where the source plans, claims or limits it."""
    if language != source.language:
        return ""
    said = sentence[slice(*part)]
    so_far = sentence[: part[1]] if _GOES_ON.match(said) else said  # "will leave and be replaced"
    for name, pattern in QUANTIFIERS:
        if re.search(pattern, said, re.IGNORECASE) and not re.search(pattern, source.text, re.IGNORECASE):
            return f"quantity:{name}"
    done = language == "en" or _DONE.search(said)
    if not done or HEDGES[language].search(so_far):
        return ""
    for unit in units:
        at = match(unit, source, language)
        acts = language == "zh" or is_verb(unit, sentence)
        if unit.kind == "word" and acts and at is not None and at >= 0:
            before = source.text[max(0, source.units[at].start - _GOVERNED[language]) : source.units[at].start]
            if HEDGES[language].search(before):
                return "hedged:"
    return ""


def _strayed(said: str, units: Sequence[Unit], source: Source, language: str, said_at: Said) -> str:
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


def _miscounted(units: Sequence[Unit], source: Source, language: str) -> str:
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


def _turned(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Who did it to whom, or what came before what, turned round."""
    said_names = [unit for unit, _ in placed if unit.kind == "name"]

    def leaders(word: Unit) -> set[int]:
        part = part_of(word.start, parts)
        named = [n for n in said_names if n.end <= word.start and part_of(n.start, parts) == part]
        return {at for name in named for at in places(name, source, language)}

    everything = placed
    placed = [
        (unit, at)
        for unit, at in placed
        if unit.kind in ("name", "word", "denial") and len(places(unit, source, language)) == 1
    ]
    names = [(unit, at) for unit, at in placed if unit.kind == "name"]
    parts = parts_of(sentence, language)
    told = parts_of(source.text, source.language)
    for unit, at in placed:
        if unit.kind == "name" or (unit.kind == "word" and language == "en" and not is_verb(unit, sentence)):
            continue
        if language != source.language == "en" and not is_verb(source.units[at], source.text):
            continue  # a Chinese noun stands after what it is of, an English one before it
        before = [(n, place) for n, place in names if n.end <= unit.start]
        after = [(n, place) for n, place in names if n.start >= unit.end]
        if not after:
            continue
        target, target_at = after[0]
        if language == "en" != source.language and _PLACED.search(sentence, unit.end, target.start):
            continue  # "arrested in Antwerp" is 在安特卫普逮捕
        close = part_of(target.start, parts) == part_of(unit.start, parts)
        part = part_of(source.units[at].start, told)
        passive = [
            bool(_PASSIVE.search(sentence[slice(*parts[part_of(unit.start, parts)])])),
            bool(_PASSIVE.search(source.text[slice(*told[part])])),
        ]
        if before and before[-1][0].text != target.text:
            subject, subject_at = before[-1]
            between = source.units[min(subject_at, target_at) + 1 : max(subject_at, target_at)]
            matched = {at for _, at in names}
            first, last = sorted((source.units[subject_at], source.units[target_at]), key=lambda unit: unit.start)
            alike = bool(_PASSIVE.search(sentence[subject.start : target.end])) == bool(
                _PASSIVE.search(source.text[first.start : last.end])
            )
            alone = all(other.kind != "name" or source.units.index(other) in matched for other in between)
            if alone and (
                (target_at < at < subject_at and alike)
                or (
                    subject_at < at < target_at
                    and language == source.language == "en"
                    and not alike
                    and part_of(subject.start, parts) == part_of(unit.start, parts)
                    and unit.kind == "word"
                    and close
                    and _acts(sentence, subject, unit)
                )
            ):
                return f"turned:{subject.text} {unit.text} {target.text}"
        lead = [p for p in range(at) if source.units[p].kind == "name" and part_of(source.units[p].start, told) == part]
        led = leaders(unit)
        if close and led and lead[:1] == [target_at] and passive[0] == passive[1] and not led & set(lead):
            return f"turned:{unit.text} {target.text}"
    return _moved(sentence, source, everything, language)


def _acts(sentence: str, subject: Unit, verb: Unit) -> bool:
    """Whether it is the verb's subject, and not who says that somebody did it."""
    return not re.search(r"\b(?:said|says|told|that)\b", sentence[subject.end : verb.start])


def _moved(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Things that changed sides around a word such as "before"."""
    if language != source.language:
        english, chinese = (sentence, source.text) if language == "en" else (source.text, sentence)
        for word, same_side, other in (("before", "前", "后"), ("after", "后", _BEFORE)):
            if _find(word, english) >= 0 and re.search(other, chinese) and same_side not in chinese:
                return f"turned:{word}"
    said = parts_of(sentence, language)
    for word, reverse in _BESIDE.items():
        here = _find(word, sentence)
        there, again = _find(word, source.text), _find(reverse, source.text) if reverse else -1
        if here < 0 or (there < 0 and again < 0):
            continue
        pivot = there if there >= 0 else again
        clause = said[part_of(here, said)] if word in _IN_ITS_CLAUSE else (0, len(sentence))
        near = [(u, at) for u, at in placed if u.kind in ("name", "word") and clause[0] <= u.start < clause[1]]
        left: list[bool] = []
        right: list[bool] = []
        for unit, _ in near:
            sides = {source.units[at].start < pivot for at in places(unit, source, language)}
            if len(sides) == 1:
                (left if unit.start < here else right).append(sides.pop())
        changed = bool(left) and bool(right) and not all(left) and any(right)
        kept = bool(left) and bool(right) and all(left) and not any(right)
        if (there >= 0 and changed) or (there < 0 and kept):
            return f"turned:{word}"
    return ""


def _changed_sides(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Things that changed sides around a verb: "A would sue 19 of B" for "19 of B would sue A"."""
    if not language == source.language == "en" or bool(_PASSIVE.search(sentence)) != bool(_PASSIVE.search(source.text)):
        return ""
    parts = parts_of(sentence, language)
    once = [
        (u, at, part_of(u.start, parts)) for u, at in placed
        if (u.kind in ("name", "word", "number") or u.text in _GIVES) and len(places(u, source, language)) == 1
    ]  # fmt: skip
    for verb, pivot, own in once:
        acts = is_verb(verb, sentence) and not _BEFORE_A_NOUN.search(sentence, 0, verb.start)
        if verb.kind == "name" or not (acts or verb.text in _GIVES):
            continue
        left = [at > pivot for u, at, part in once if part == own and u.end <= verb.start]
        right = [at < pivot for u, at, part in once if part == own and u.start >= verb.end]
        if any(left) and (any(right) or _OBJECT.match(sentence, verb.end)):
            return f"turned:{verb.text}"
    return ""


def _find(word: str, text: str) -> int:
    found = re.search(rf"\b{word}\b" if word.isascii() else word, text, re.IGNORECASE)
    return found.start() if found else -1
