"""Who did what to whom, and what came before what: turned round in a drafted sentence. Pure.

"A beat B" does not prove that B beat A. By the sides of a verb, or of a word such as "before", on which things are
told. Knows nothing of passages and verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.alignment import places
from rag.claims import Source, Unit, is_verb, part_of, parts_of

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


def turned(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
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


def changed_sides(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
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
