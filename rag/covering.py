"""What of a drafted clause a source sentence does not hold: days, numbers, names and words, each by what it means.

A name may also stand around the sentence, where the passages themselves tell it of the same thing. Knows nothing of
which sentence is chosen (rag/verifying.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.alignment import AROUND, FACTS, WEIGHTS, hears, is_there, match
from rag.claims import Source, Unit, is_verb
from rag.denying import opposite
from rag.glossary import is_common, is_name, is_word_too
from rag.quantities import Quantity
from rag.sounds import is_spelled, may_be_name, name_around
from rag.words import letters, plain

_ENOUGH = (0.67, 0.6, 0.4, 0.3)
"""The share of a clause's words that one source sentence must hold, by how many days, numbers and names it has too."""
_ACROSS = 0.4
"""What of that is enough where the source is in the other language: a dictionary finds fewer."""
_CALLED = 4
"""How many words before a name what it is called may begin."""
_OFFICE = re.compile("[部院局署委会学]$")
"""The end of a name that a dictionary translates word by word: 国防部."""
_PINYIN = re.compile(
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:i?ang|uang|i?ong|[ieu]ng|i?an|uan|[eiu]n|u?ai|i?ao|[eu]i|ou|i[aeu]|u[aeo]|[aeiou])){1,2}"
)
"""What may be a Chinese name in pinyin, all of which is heard or none."""
_PAIR = 2
"""What 双方 counts."""
_SOLID = (*FACTS, "word")


@dataclass
class Laid:
    """A clause laid beside a source sentence."""

    sentence: str
    """The drafted sentence that the clause is of."""
    units: Sequence[Unit]
    source: Source
    around: str
    """All cited passages, in small letters without accents."""
    language: str
    """The sentence's."""
    matches: list[int | None] = field(init=False)
    """For each unit, where the source says it (rag/alignment.py)."""

    def __post_init__(self) -> None:
        self.matches = [match(unit, self.source, self.language) for unit in self.units]
        for place, unit in enumerate(self.units):
            if self.matches[place] is None and unit.value is None and self._describes(place):
                self.matches[place] = AROUND

    def missing(self) -> str:
        """What the source does not say, or says the opposite of, as (kind, words) joined by a colon; "" for nothing."""
        for place, unit in enumerate(self.units):
            if unit.kind in FACTS and not self._is_held(place):
                return f"{unit.kind}:{unit.text}"
        told = [at for unit, at in self._pairs() if at is not None and unit.kind in _SOLID]
        if 2 * sum(map(is_there, told)) < len(told):
            return "apart:"  # only what stands around it fits
        return self._unsaid() or opposite(self.units, self.matches, self.source, self.language)

    def _pairs(self) -> list[tuple[Unit, int | None]]:
        return list(zip(self.units, self.matches, strict=True))

    def _unsaid(self) -> str:
        """The words that are not there, where they are too many; of an English clause, also half of its verbs."""
        words = [(unit, at) for unit, at in self._pairs() if unit.kind in ("word", "weak")]
        total = sum(WEIGHTS[unit.kind] for unit, _ in words)
        found = sum(WEIGHTS[unit.kind] * (1 if is_there(at) else 0.5) for unit, at in words if at is not None)
        known = [unit for unit, at in self._pairs() if unit.kind in FACTS and is_there(at)]
        facts = sum(unit.kind != "name" for unit in known) + sum(unit.kind == "name" for unit in known) // 2
        alike = not self._is_across()
        enough = _ENOUGH[min(facts, len(_ENOUGH) - 1)] * (1 if alike else _ACROSS)
        absent = [unit.text for unit, at in words if at is None and unit.kind == "word"]
        if total >= 1 and found / total < enough:
            return f"words:{' '.join(absent)}"
        if not alike or self.language != "en" or any(unit.value is not None for unit in known):
            return ""  # a number or a day in common says enough
        verbs = [(unit, at) for unit, at in words if unit.kind == "word" and is_verb(unit, self.sentence)]
        missing = [unit.text for unit, at in verbs if at is None]
        return f"words:{' '.join(missing)}" if 2 * len(missing) > len(verbs) else ""

    def _is_held(self, place: int) -> bool:
        """Whether a day, number or name is said by the source, or may be taken from around it."""
        unit, at = self.units[place], self.matches[place]
        if unit.kind == "number":
            return is_there(at) or unit.text == "两" or self._is_small(unit)
        if at is not None or unit.kind != "name":
            return at is not None
        if self._is_half(place):
            return True
        return self._is_across() and (self._is_of_one(place) if unit.text.isascii() else self._is_translated(unit))

    def _is_across(self) -> bool:
        return self.language != self.source.language

    def _is_translated(self, unit: Unit) -> bool:
        """Whether a Chinese name may stand unfound in an English source, or is told by what sounds like all of it.

        An office such as 国防部 is told by its words; what no dictionary holds, such as 推高, may be none.
        """
        whole = name_around(self.sentence, unit.start, unit.end)
        if hears(whole, self.source.text, unit.text):
            return True
        if is_name(unit.text):
            return bool(_OFFICE.search(unit.text)) or is_word_too(unit.text)
        return not may_be_name(unit.text)

    def _is_small(self, unit: Unit) -> bool:
        """Whether a number is one, or the two of 双方, which the other language may leave untold."""
        value = unit.value.value if isinstance(unit.value, Quantity) else 0
        return self._is_across() and (value == 1 or (value == _PAIR and bool(re.search("[双两俩]", self.source.text))))

    def _describes(self, place: int) -> bool:
        """Whether a word belongs to how the passages call who is named after it: "labour minister Sofia Brandl"."""
        for later in range(place + 1, min(len(self.units), place + 1 + _CALLED)):
            if self.units[later].kind == "name" and is_there(self.matches[later]):
                called = self.sentence[self.units[place].start : self.units[later].end]
                return letters(plain(called)) in letters(self.around)
        return False

    def _is_half(self, place: int) -> bool:
        """Whether a name is the rest of one that the source calls by its other half: Helena of "Helena Brandt"."""
        unit = self.units[place]
        for beside in (place - 1, place + 1):
            if not 0 <= beside < len(self.units) or self.units[beside].kind != "name" or self.matches[beside] is None:
                continue
            first, last = sorted((unit, self.units[beside]), key=lambda half: half.start)
            together = rf"{re.escape(first.text)}(?:[’']s)?[ ·]?{re.escape(last.text)}"
            if last.start - first.end <= 3 and re.search(together, self.around):
                return True
        return False

    def _is_of_one(self, place: int) -> bool:
        """Whether it stands in one run of names with one that was heard: Nguyen Duc of Nguyen Duc Hai, 阮德海.

        What a Vietnamese, Korean or Japanese name is read as in Chinese does not tell how it is spelled.
        """
        unit = self.units[place]
        if is_common(unit.text) or "·" in self.source.text:
            return False  # of 布迪·哈托诺 both parts are heard
        for step in (-1, 1):
            at, last = place + step, unit
            while 0 <= at < len(self.units) and self.units[at].kind == "name":
                beside = self.units[at]
                first, second = sorted((last, beside), key=lambda half: half.start)
                if self.sentence[first.end : second.start] not in (" ", "-"):
                    break
                chinese = is_spelled(beside.text, self.source.text, least=1) and bool(_PINYIN.fullmatch(unit.text))
                if self.matches[at] is not None and not is_common(beside.text) and not chinese:
                    return True
                at, last = at + step, beside
        return False
