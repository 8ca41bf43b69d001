"""A drafted sentence that nearly repeats a source and changes what matters: a contrary, a name, a bound, its frame.

"Dunn tried to sell the plant" does not prove "Dunn sold the plant", nor "rose to 6.1%" that it rose by 6.1%. Each rule
looks at one difference (rag/edits.py) between two sentences of one language that are the same else. Knows nothing of
how sources are chosen (rag/verifying.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations

from rag.alignment import places
from rag.claims import Source, Unit, is_verb
from rag.edits import LEAST, Edit, edits_of, glue, tokens_of, within
from rag.languages import HAN
from rag.predicates import CONTRARIES, HEDGES, LEANING, opposites
from rag.words import stem

_NEARLY, _SAME = 0.6, 0.85
"""Shares of a sentence's words that the source must have for a contrary, or words in another order, to count, and for
another number or office."""
_FRAMED = 0.8
"""The same, for what was left out to be the frame of the rest."""
_MOST = 0.75
"""The share of a stretch's words that another must have for their order to be compared."""
_LONGER = 2.5
"""How many times as long the other may be."""
_MOST_REPLACED, _FEW = 4, 3
"""Words of a stretch in which a contrary is looked for, and of one that is told in another order."""
_VOICE = {"en": "been", "zh": "被"}
"""What, left out alone, makes whom it was done to the one who did it."""
_FRAMES = {
    "en": re.compile(
        r"\b(?:(?:no (?:evidence|proof|sign|indication)|rumou?rs?|acquitted of|cleared of|exonerated|retracted|myth"
        r"|whether|doubts?|joked|(?:false|wrong|untrue) to|dropped (?:the )?charges|has yet|tried to|trying to"
        r"|attempted to|offered to|agreed to|expected to|likely to|please|mention that)\b[^,;.]{0,16}"
        r"|(?:hardly|barely|nearly|(?:did|does|do|has|have|had|will|would|can|could|was|were|is|are)(?: not|n['’]t))"
        r"(?: yet)?(?:\s\w+)?)$|^not(?: yet)?$",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:没有证据|网传|谣传|传言|是否|撤销了?对|排除了|险些|差点|尚未|尚不|并未|试图|企图|敦促)[^，；。]{0,4}$"
    ),
}
"""What, left out before the rest of its clause, makes a fact of what was denied, doubted, asked, tried or wished."""
_TOLD_TO = re.compile(
    r"\b(?:tr(?:y|ied|ies)|attempt\w*|offer\w*|urge\w*|ask\w*|demand\w*|threat\w*|want\w*|plan\w*|hope\w*|agree\w*|vow\w*"
    r"|pledg\w*|promis\w*|expect\w*|intend\w*|refus\w*|declin\w*|seek\w*|sought|aim\w*|likely|unable|prepar\w*|invite\w*"
    r"|call(?:ed|s)? on|advis\w*|request\w*|propos\w*)\b[^,.;]{0,40}\bto(?P<verb>\s\w+)?$",
    re.IGNORECASE,
)
"""What leads to an infinitive that is not done yet."""
_EXCEPT = {
    "en": re.compile(r"\b(?:except|apart from|other than|unless)\b", re.IGNORECASE),
    "zh": re.compile(r"除[^，。]{1,20}外|除非"),
}
_LONGEST_EXCEPTION = {"en": 60, "zh": 20}
_SENTENCE_END = re.compile(r"[.;。；]")
_LIMITS = {
    "least": r"(?:\b(?:(?<!no )more than|over|at least|above|exceed\w*|no (?:fewer|less) than)"
    r"|至少|(?<!不)超过|逾|不[少低]于)\s*#"
    r"|#\s*(?:多|余|以上|or more)",
    "most": r"(?:\b(?:up to|at most|(?<!no )(?:less|fewer) than|under|below|no more than)|最多|不到|不足|至多"
    r"|(?<!不)[低少]于|不超过|不[多高]于)\s*#"
    r"|#\s*(?:以下|以内|or less|or fewer)",
}
"""What bounds a number, #, below and above."""
_BEFORE_NUMBER, _AFTER_NUMBER = 16, 8
"""Characters in which a bound stands."""
_LED = {
    "en": re.compile(
        r"\b(by|to|from)\s(?:(?:about|around|some|almost|nearly|over|more than|up to|an?|the)\s)*$", re.IGNORECASE
    ),
    "zh": re.compile(r"(?:([至到为])|([从由自])|([升降涨跌增减高低加少长落]了?))(?:约|近|大约)?$"),
}
"""What stands before a figure of change: "by 3%", "to 5%", 至5%, 从2%, 下降3%."""
_LEADS = ("to", "from", "by")
_BODY = re.compile(
    "(?:公司|集团|局|部|院|委|厅|署|办公室|大学|机构|协会|工会|银行|政府|警方|检方|法院|学校|医院|基金|联盟|俱乐部)"
    r"(?:近日|日前|当[天日]|同日|[昨今]日|[\d年月日]+)*$"
)
"""The end of what an office, a company or a court is called, and when it did something."""
_SHORT = 2
"""Characters of a word that may stand for any of its kind."""
_HALVES = frozenset("new south north east west northern southern eastern western deputy vice".split())
"""Halves of a name or an office that make it another's."""


def reworded(text: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """What changes its sense where a text is told in nearly the same words as a source, as (kind, words) joined by a
    colon; empty for nothing.

    :param units: the text's, read against the day of the source's article.
    """
    if language != source.language:
        return ""
    kept, edits = edits_of(text, source.text, language)
    whole = len(tokens_of(text, language))
    if kept < LEAST[language] or kept < _NEARLY * whole:
        return ""
    if any(edit.words_told == (_VOICE[language],) and not edit.words_said for edit in edits):
        return f"turned:{_VOICE[language]}"
    found = _limited(text, units, source) or _led_otherwise(text, units, source)
    for least, rule in _RULES:
        if not found and kept >= least * whole:
            found = next(filter(None, (rule(text, units, edit, source) for edit in edits)), "")
    if not found and language == "zh":
        rest = (edit for edit in edits if kept >= _SAME * (whole - len(edit.words_said)))
        found = next(filter(None, (_another_body(edit) for edit in rest)), "")
    return found or _mixed(text, units, edits, language)


def _another(_text: str, units: Sequence[Unit], edit: Edit, source: Source) -> str:
    """A number where the source has another."""
    there = dict(within(source.units, edit.told)) if edit.put_in and edit.left_out else {}
    if all(other.kind != "number" for other in there.values()):
        return ""
    numbers = (unit for _, unit in within(units, edit.said) if unit.kind == "number")
    another = next((unit for unit in numbers if not set(places(unit, source, source.language)) & set(there)), None)
    if another is None:
        return ""
    return f"bound:{another.text}" if places(another, source, source.language) else f"number:{another.text}"


def _unframed(text: str, units: Sequence[Unit], edit: Edit, source: Source) -> str:
    """What makes no fact of the rest of its clause, and was left out: "there is no evidence that", "tried to"."""
    frames, hedges = _FRAMES[source.language], HEDGES[source.language]
    aside = re.match(r",? (?:which|who)\b", source.text[max(0, edit.told[0] - 2) :])
    frame = None if aside else frames.search(edit.left_out)
    goes_on = re.match(r"\s*[\w‘’“”\"']", source.text[edit.told[1] :])
    denied = any(unit.kind == "denial" for _, unit in within(units, edit.said))
    if frame and goes_on and not denied and not hedges.search(edit.put_in) and not frames.search(edit.put_in):
        return f"framed:{frame.group()}"
    except_for = _EXCEPT[source.language].search(edit.left_out)
    short = len(edit.left_out) < _LONGEST_EXCEPTION[source.language] and not _SENTENCE_END.search(edit.left_out)
    if except_for and short and not source.halves and not _EXCEPT[source.language].search(text):
        return f"framed:{except_for.group()}"
    return ""


def _done(_text: str, _units: Sequence[Unit], edit: Edit, source: Source) -> str:
    """An infinitive told as done: "urged the council to sell" as "the council sold"."""
    if source.language != "en" or re.search(r"\bto\b", edit.put_in) or HEDGES["en"].search(edit.put_in):
        return ""
    told_to = _TOLD_TO.search(source.text[: edit.told[1]])
    if not told_to or not re.search(r"\bto(?:\s\w+)?$", edit.left_out):
        return ""
    if told_to["verb"]:
        return "hedged:" if re.fullmatch(r"\w+", edit.put_in) else ""
    return "hedged:" if re.match(r"\s[a-z]", source.text[edit.told[1] :]) else ""


def _another_name(text: str, units: Sequence[Unit], edit: Edit, source: Source) -> str:
    """A name of which one part is another's: Juan Ruiz for Ana Ruiz, South Sudan for Sudan, 陕西 for 山西."""
    if source.language == "zh":
        return _another_letter(units, edit, source)
    for one, other in ((edit.put_in, edit.left_out), (edit.left_out, edit.put_in)):
        if not other and one.casefold() in _HALVES and one[0].isupper():
            return f"name:{one}"
    after, told_after = text[edit.said[1] :][:2], source.text[edit.told[1] :][:2]
    both = all(re.fullmatch(r"[A-Z]\w+", word) for word in (edit.put_in, edit.left_out))
    return f"name:{edit.put_in}" if both and after == told_after and re.match(r"\s[A-Z]", after) else ""


def _another_letter(units: Sequence[Unit], edit: Edit, source: Source) -> str:
    """A Chinese name that differs from the source's in one character."""
    if len(edit.put_in) != 1 or not edit.left_out or not re.match(f"[{HAN}]", edit.put_in):
        return ""
    for _, unit in within(units, edit.said):
        if unit.value is not None or unit.kind == "weak" or len(unit.text) == 1:
            continue
        for at in {edit.told[0], edit.told[1] - 1}:
            first = at - (edit.said[0] - unit.start)
            there = source.text[max(first, 0) : first + len(unit.text)]
            differ = len(there) == len(unit.text) and sum(a != b for a, b in zip(there, unit.text, strict=True)) == 1
            named = unit.kind == "name" or any(o.kind == "name" and o.start <= at < o.end for o in source.units)
            if differ and named:
                return f"name:{unit.text}"
    return ""


def _another_body(edit: Edit) -> str:
    """A Chinese office, company or court where the source has another: 轨道集团 for 恒筑公司."""
    if LEANING.search(edit.left_out) or LEANING.search(edit.put_in) or len(edit.put_in) <= _SHORT:
        return ""  # 警方 may be the 公安局
    bodies = [_BODY.search(text) for text in (edit.put_in, edit.left_out)]
    if None in bodies or _is_short_for(edit.put_in, edit.left_out) or _is_short_for(edit.left_out, edit.put_in):
        return ""
    return f"name:{edit.put_in}"


def _is_short_for(short: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all words of one stand in the other in their order: 工信部 in 工业和信息化部."""
    rest = iter(whole)
    return all(word in rest for word in short)


def _opposed(_text: str, _units: Sequence[Unit], edit: Edit, source: Source) -> str:
    """A word of one stretch whose contrary stands in the other."""
    said, told = edit.words_said, edit.words_told
    if max(len(said), len(told)) > _MOST_REPLACED:
        return ""
    for group in _contraries(source.language):
        here, there = group.intersection(said), group.intersection(told)
        if here and there and not here & there:
            return f"opposite:{' '.join(here)}"
    contrary = next((word for word in said if opposites().get(word, frozenset()) & set(told) - set(said)), "")
    return f"opposite:{contrary}" if contrary else ""


_RULES: tuple[tuple[float, Callable[[str, Sequence[Unit], Edit, Source], str]], ...] = (
    (_SAME, _another), (_FRAMED, _unframed), (_FRAMED, _another_name), (_FRAMED, _done), (_NEARLY, _opposed),
)  # fmt: skip
"""What looks at each difference, and the share of the words that must be the same for it."""


def _limited(text: str, units: Sequence[Unit], source: Source) -> str:
    """A number with a bound that the source does not put on it: "at least 300" for "up to 300"."""
    for unit, told in _numbers(units, source):
        bounds = _bounds_of(text, unit)
        if bounds and all(bounds - _bounds_of(source.text, other) for other in told):
            return f"limit:{unit.text}"
    return ""


def _led_otherwise(text: str, units: Sequence[Unit], source: Source) -> str:
    """A figure that is led otherwise: "rose by 6.1%" for "rose to 6.1%"."""
    for unit, told in _numbers(units, source):
        lead, leads = _lead(text, unit, source.language), {_lead(source.text, o, source.language) for o in told}
        if lead and "" not in leads and lead not in leads:
            return f"bound:{unit.text}"
    return ""


def _numbers(units: Sequence[Unit], source: Source) -> list[tuple[Unit, list[Unit]]]:
    """The numbers that the source has, each with all its places there."""
    numbers = [unit for unit in units if unit.kind == "number"]
    found = [(unit, [source.units[at] for at in places(unit, source, source.language)]) for unit in numbers]
    return [(unit, told) for unit, told in found if told]


def _bounds_of(text: str, number: Unit) -> frozenset[str]:
    before, after = text[max(0, number.start - _BEFORE_NUMBER) : number.start], text[number.end :][:_AFTER_NUMBER]
    return frozenset(name for name, words in _LIMITS.items() if re.search(words, f"{before}#{after}", re.IGNORECASE))


def _lead(text: str, number: Unit, language: str) -> str:
    """What leads to a figure: "by", "to", "from", or nothing that tells."""
    led = _LED[language].search(text[: number.start])
    if led is None:
        return ""
    return led[1].casefold() if language == "en" else _LEADS[led.lastindex - 1] if led.lastindex else ""


def _mixed(text: str, units: Sequence[Unit], edits: Sequence[Edit], language: str) -> str:
    """Two stretches that changed places, or the words of one in another order elsewhere: "B q" in "q and B"."""
    solid = [
        tuple([word for word in words if word not in glue(language)] for words in (edit.words_said, edit.words_told))
        for edit in edits
    ]
    acting = [language == "zh" or any(is_verb(unit, text) for _, unit in within(units, edit.said)) for edit in edits]
    for (one, (said, told)), (_, (other_said, other_told)) in permutations(enumerate(solid), 2):
        exchanged = said and told and set(said) <= set(other_told) and set(told) <= set(other_said)
        if exchanged or (acting[one] and _is_reordered(said, other_told)):
            return f"turned:{' '.join(said)}"
    return ""


def _is_reordered(said: Sequence[str], told: Sequence[str]) -> bool:
    """Whether most of the words of one stretch stand in the other in another order."""
    both = Counter(said) & Counter(told)
    common, left = [], both.copy()
    for word in said:
        if left[word]:
            common.append(word)
            left[word] -= 1
    is_other = both.total() >= max(_FEW, _MOST * len(said)) and len(told) <= _LONGER * len(said)
    return is_other and not _is_short_for(common, told)


@cache
def _contraries(language: str) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(map(stem, line.split())) if language == "en" else frozenset(line) for line in CONTRARIES[language]
    )
