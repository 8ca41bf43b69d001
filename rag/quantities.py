"""Numbers in a text and what they are worth: $6.8bn, 68亿美元 and "6.8 billion dollars" are one. Pure.

A day or a year is no number here (rag/dates.py finds those). Knows neither what is counted nor any article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10,
    "thirds": 1 / 3, "quarters": 1 / 4, "fifths": 1 / 5, "tenths": 1 / 10,
}  # fmt: skip
_GROUPS = {"dozen": 12.0}
_UNITS = {
    "points": r"per ?cent(?:age)? points?\b|percentage[- ]points?\b|(?:个|个以上)?百分点",
    "percent": r"%|％|per ?cent\b",
    "tenth": r"成(?!立|为|功|员|本|果|绩|交|熟|长|都|人|年)",
    "inr": r"(?:Indian )?rupees?\b|卢比",
    "krw": r"won\b(?! by)|韩元",
    "rub": r"roubles?\b|rubles?\b|卢布",
    "hkd": r"HK dollars?\b|Hong Kong dollars?\b|港元|港币",
    "aud": r"Australian dollars?\b|澳元",
    "cad": r"Canadian dollars?\b|加元",
    "sgd": r"Singapore dollars?\b|新元|新加坡元",
    "usd": r"(?:US )?dollars?\b|美元|USD\b",
    "eur": r"euros?\b|欧元|EUR\b",
    "gbp": r"pounds?\b|英镑|GBP\b",
    "jpy": r"yen\b|日元|JPY\b",
    "cny": r"yuan\b|renminbi\b|人民币|元|RMB\b|CNY\b",
}
_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "cny", "₹": "inr", "₩": "krw", "₽": "rub"} | {
    f"{country}$": code for country, code in (("US", "usd"), ("HK", "hkd"), ("A", "aud"), ("C", "cad"), ("S", "sgd"))
}
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items())
_WORD = "|".join([*_ONES, *_TENS, "hundred", "thousand", "million", "billion", "trillion"])
_FIGURES = re.compile(
    r"(?:(?P<sign>\b(?:US|HK|A|C|S)\$|[$€£¥₹₩₽])|(?P<minus>(?<![\w.)%])[-−]))?\s?(?P<figures>(?<![\w.])(?<![A-Za-z]-)\d(?:[\d,]*\d)?(?:\.\d+)?|(?<=[^\x00-\x7f])\d[\d,]*(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>trillion|billion|million|thousand|hundred|bn|tn|mn|m|k)\b|(?P<wan>[十百千]?[万亿]+))?"
    rf"(?:[\s-]?(?:{_UNIT}))?",
    re.IGNORECASE,
)
_AFTER_PART = r"(?:of|in|since|from|to|on|less|more|lower|higher|by|over|under|after|before|between|each|and|or|but)\b"
"""What may follow a third; its third cut is no third."""
_WORDS = re.compile(
    rf"\b(?:a\s(?=hundred|thousand|million|billion|trillion|dozen))?(?P<words>(?:(?:{_WORD})\s)?dozens?(?!\sof)"
    rf"|(?:(?:a|one|two|three|four)[\s-])?(?:(?:{'|'.join(_PARTS)})(?!(?<=third)\s(?!{_AFTER_PART})[a-z]))|(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}))*(?:\sand\sa\shalf(?:\s[mbtr]+illion)?)?)\b"
    rf"(?:[\s-]?(?:{_UNIT}))?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:every|each|per|this|last|next|first|second|third|fourth|final|the|fiscal)[\s-]\Z", re.IGNORECASE
)
_DIGITS = {c: value for value, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_LONGEST = 24
"""Characters of the longest numeral that is read."""
_TENFOLD = {"十": 10, "百": 100, "千": 1000}
_SHORTENED = {"百": 10, "千": 100, "万": 1000, "亿": 10**7}
MEASURES = (
    "名个位人家次项例起艘架辆座条只件枚颗所场幅间层级笔份张票轮"
    "幢栋台吨米期届岁株头匹枝篇册本部首亩批套双段页卷封桶箱粒根"
)
"""Chinese words between a number and the thing that it counts."""
_COUNTS = (
    rf"(?=[{MEASURES}类种班周天年月日成倍公国州市区省县车船党方地处支队组多余分小元]"
    r"|％|%|美元|欧元|英镑|日元|人民币)"
)
_CHINESE = re.compile(
    r"百分之(?P<share>[零〇一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)|(?P<whole>[二三四五六七八九十]+)分之(?P<part>[一二三四五六七八九十]+)"
    rf"|(?P<half>一半|半数|(?<![上下大前后])半(?=[年天日个小]))|(?P<whole_half>[一二两三四五六七八九十\d]+)(?:个|年|天|日|倍|小时)半(?!导体|决赛|岛|程|径|夜|裸|数)"
    rf"|(?<!第)(?P<plain>(?!零[部件售食星碎距])[二两三四五六七八九十百千万亿零〇][一二两三四五六七八九十百千万亿零〇]*|一[十百千万亿][一二三四五六七八九十百千万亿零〇]*"
    rf"|一(?=成)){_COUNTS}(?:{_UNIT.replace('?P<', '?P<z_')})?"
)


@dataclass(frozen=True)
class Quantity:
    """A number where it stands."""

    start: int
    end: int
    value: float
    unit: str = ""
    """`percent`, `points` of it, or a currency's code; empty for a count, and where the text names none."""

    def is_worth(self, other: Quantity) -> bool:
        """Whether both say the same; a unit that only one of them names is no difference, but a share is no count."""
        same = abs(self.value - other.value) <= 1e-9 * max(abs(self.value), abs(other.value))
        if {"percent", "points"} & {self.unit, other.unit} and self.unit != other.unit:
            return same and "" in (self.unit, other.unit) and self.value < 1
        return same and (not self.unit or not other.unit or self.unit == other.unit)


def find_quantities(text: str) -> list[Quantity]:
    """The numbers of a text in either language, in order, disjoint."""
    # "One of them" counts nothing.
    words = (m for m in _WORDS.finditer(text) if m["words"].lower() != "one" and not _is_period(m, text))
    figures = (match for match in _FIGURES.finditer(text) if len(match["figures"]) <= _LONGEST)
    found = [*map(_of_figures, figures), *map(_of_words, words)]
    found += [quantity for match in _CHINESE.finditer(text) if (quantity := _of_chinese(match))]
    disjoint: list[Quantity] = []
    for quantity in sorted(found, key=lambda item: (item.start, -item.end)):
        if not disjoint or quantity.start >= disjoint[-1].end:
            disjoint.append(quantity)
    return disjoint


def _is_period(match: re.Match[str], text: str) -> bool:
    """Whether a quarter or a half is one of a year, or of a match: every quarter, the first half."""
    return match["words"].lower() in ("quarter", "half") and bool(_PERIOD.search(text, 0, match.start()))


def _unit(match: re.Match[str], prefix: str = "") -> str:
    return next((name for name in _UNITS if match[prefix + name]), "")


def _quantity(start: int, end: int, value: float, unit: str) -> Quantity:
    return Quantity(start, end, value * 10, "percent") if unit == "tenth" else Quantity(start, end, value, unit)


def _of_figures(match: re.Match[str]) -> Quantity:
    value = float(match["figures"].replace(",", ""))
    if match["scale"]:
        value *= _SCALES[match["scale"].lower()]
    for character in match["wan"] or "":
        value *= {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}[character]
    if match["minus"]:
        value = -value
    start = match.start("sign") if match["sign"] else match.start("figures")
    return _quantity(start, match.end(), value, _SIGNS.get((match["sign"] or "").upper(), "") or _unit(match))


def _of_words(match: re.Match[str]) -> Quantity:
    total = current = 0.0
    for word in re.split(r"[\s-]+", match["words"].lower()):
        if word == "half" and total + current >= 1 and "and" in match["words"]:
            current += _PARTS[word]
        elif word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
        elif word in _PARTS:
            current = (current or 1) * _PARTS[word]
        elif word.removesuffix("s") in _GROUPS:
            current = (current or 1) * _GROUPS[word.removesuffix("s")]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0
    return _quantity(match.start(), match.end(), total + current, _unit(match))


def _of_chinese(match: re.Match[str]) -> Quantity | None:
    if match["share"]:
        value = _chinese_value(match["share"])
        return None if value is None else Quantity(match.start(), match.end(), value, "percent")
    if match["half"] or match["whole_half"]:
        value = _chinese_value(match["whole_half"] or "零")
        return None if value is None else Quantity(match.start(), match.end(), value + 0.5)
    if match["whole"]:
        whole, part = _chinese_value(match["whole"]), _chinese_value(match["part"])
        return Quantity(match.start(), match.end(), part / whole) if whole and part is not None else None
    value = _chinese_value(match["plain"])
    return None if value is None else _quantity(match.start(), match.end(), value, _unit(match, "z_"))


def _chinese_value(text: str) -> float | None:
    """What a Chinese numeral is worth; None where it is none, such as 万一."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    whole, _, fraction = text.partition("点")
    if whole[:1] in ("万", "亿") or len(whole) > _LONGEST:
        return None
    above = total = section = digit = 0
    for before, character in zip(" " + whole, whole, strict=False):
        if character in _DIGITS:
            digit = digit * 10 + _DIGITS[character] if digit and before in _DIGITS else _DIGITS[character]
        elif character in _TENFOLD:
            section += (digit or 1) * _TENFOLD[character]
            digit = 0
        elif character == "万":
            total, section, digit = (section + digit or 1) * 10**4, 0, 0
        else:
            above, total, section, digit = (total + section + digit or 1) * 10**8, 0, 0, 0
    if digit and not fraction and whole[-2:-1] in _SHORTENED:  # 两万五 is 25,000
        digit *= _SHORTENED[whole[-2]]
    total += above
    if fraction and any(character not in _DIGITS for character in fraction):
        return None
    decimals = "".join(str(_DIGITS[character]) for character in fraction)
    return total + section + digit + (float(f"0.{decimals}") if decimals else 0.0)
