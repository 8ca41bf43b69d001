"""How English and Chinese write dates, and which words tell of what was or of what is to come.

It reads letters only: it knows no calendar and no today, and cannot say which day a word means; `rag/dates.py` can.
Patterns are written for text folded by `fold` (ASCII letters small, full-width digits and brackets narrow), which keeps
every offset. A pattern's named groups carry the same names in both languages, so one resolver serves both. They are
compiled when first needed: all together take 0.1 s, and most texts are in one language.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rag.languages import HAN
from rag.words import wide_marks

_FOLD = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FOLD |= {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９（）", "0123456789()", strict=True)}


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """`text` in the form the patterns expect, of the same length."""
    return wide_marks(text).translate(_FOLD)


# ------------------------------------------------------------------------------------------------- values of words

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
WEEKDAYS |= {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
_COUNTED = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: number for number, word in enumerate(_COUNTED.split(), 1)}
NUMBERS |= {"a": 1, "an": 1, "couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
WHICH = {
    **{"last": -1, "past": -1, "this past": -1, "this": 0, "the": 0, "next": 1, "coming": 1, "this coming": 1},
    **{"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "下下": 2},
}
YEAR_WORDS = {
    **{"last year": -1, "this year": 0, "the year": 0, "next year": 1},
    **{"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2},
    **{"去": -1, "今": 0, "明": 1},
}
YEARS_AFTER_PREVIOUS = {"the same year": 0, "that year": 0, "the following year": 1} | {
    **{"同年": 0, "当年": 0, "该年": 0, "次年": 1, "翌年": 1}
}
DAY_WORDS = {
    **{"the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this": 0},
    **{"tomorrow": 1, "the day after tomorrow": 2},
    **{"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3},
}
DAYS_AFTER_PREVIOUS = {
    **{"previous": -1, "before": -1, "same": 0, "that": 0, "following": 1, "next": 1, "after": 1},
    **{"前一": -1, "当": 0, "同": 0, "次": 1, "翌": 1, "第二": 1, "后一": 1},
}
FEASTS = {
    **{"new year's day": (1, 1), "boxing day": (12, 26), "new year's eve": (12, 31), "christmas eve": (12, 24)},
    **{"christmas day": (12, 25), "halloween": (10, 31), "元旦": (1, 1), "平安夜": (12, 24), "圣诞节": (12, 25)},
}
"""Month and day of what falls on the same one every year."""
UNITS = {
    **{"day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year"},
    **{"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "周末": "weekend"},
    **{"月": "month", "季度": "quarter", "季": "quarter", "年": "year"},
}
PARTS = {
    **{"early": "early", "beginning of": "early", "start of": "early", "earlier": "before", "mid": "mid"},
    **{"middle of": "mid", "late": "late", "end of": "late", "end": "late", "later": "after"},
    **{"初": "early", "上旬": "early", "初期": "early", "中": "mid", "中旬": "mid", "中期": "mid"},
    **{"底": "late", "末": "late", "下旬": "late", "末期": "late", "后期": "late"},
    **{"早些时候": "before", "晚些时候": "after", "稍晚": "after"},
}
SLICES = {
    **{"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)},
    **{"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14), "上半年": (1, 6), "下半年": (7, 12)},
    **{"first half": (1, 6), "second half": (7, 12), "h1": (1, 6), "h2": (7, 12), "前三季度": (1, 9)},
    **{f"q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{f"{word} quarter": (3 * n - 2, 3 * n) for n, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{f"{word}季": (3 * n - 2, 3 * n) for n, word in enumerate("一二三四", 1)},
    **{f"{n}季": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{"首季": (1, 3)},
}
SEASONS = ("spring", "summer", "autumn", "fall", "winter", "春", "夏", "秋", "冬")
"""Slices of a year whose days nobody fixes."""

_DIGITS = {c: n % 10 for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


def number_of(word: str) -> int:
    """The number a word or digits stand for: "two", "14", "十四", "二〇二四".

    :raises ValueError: it is no number this file knows.
    """
    if word.isascii() and word.isdigit():
        return int(word)
    if word in NUMBERS:
        return NUMBERS[word]
    if word and all(c in _DIGITS for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    tens, ten, ones = word.replace("廿", "二十").partition("十")
    if not ten or any(c not in _DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        raise ValueError(word)
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


# ------------------------------------------------------------------------------------------------- English patterns

COUNTED = re.compile(
    r"\s(?:people|persons|men|women|children|students|workers|employees|soldiers|troops|residents|members|guests|voters"
    r"|cases|deaths|jobs|homes|houses|families|schools|companies|cars|vehicles|patients|passengers|units|items|pages"
    r"|words|countries|cities|states|seats|votes|points|goals|times|days|weeks|months|years|hours|minutes|seconds|miles"
    r"|km|kilomet(?:er|re)s|met(?:er|re)s|m|feet|ft|tons|tonnes|kg|kilograms|pounds|dollars|euros|yuan|percent|per cent"
    r"|others|million|billion|thousand)\b"
)
"""What makes the number before it a count: "in May 14 people died", "to 2000 homes"."""
_ALONE = r"(?![0-9]|[.,:/][0-9]|-[a-z]|%)"
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june|jun\.?|july|jul\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
_WEEKDAY_SHORT = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_JOIN = r"(?:\s?[-–—]\s?|\s(?:to|through|till|until)\s)"
_DAY2 = rf"(?:{_JOIN}(?P<day2>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?{_ALONE})?"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9]|[.,:][0-9]|-[a-z])"
_WHICH_YEAR = r"(?P<yearword>last year|this year|next year|the same year|that year|the following year)\b"
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?:{_YEAR}|{_WHICH_YEAR}))?"
_TIME_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night)\b)?"
_NEXT_DAY = r"(?:\sand\s(?P<next_day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?)"
_GOES_ON = r"(?=[.,;)]|$|\s(?:at|as|after|before|when|but)\b)"
_MONTH_FIRST = rf"{_MONTH}\s{_DAY}{_ALONE}(?:{_NEXT_DAY}{_GOES_ON}|{_DAY2}){_OF_YEAR}"
_DAY_FIRST = rf"{_DAY}(?:{_DAY2}|{_NEXT_DAY})(?:\sof)?\s{_MONTH}{_OF_YEAR}"
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|an?|{'|'.join(_COUNTED.split())}|fifteen|twenty|thirty|forty|fifty)"
_SOME = r"(?:a\s)?(?P<few>few|several|couple)(?:\sof)?"
_UNIT = r"(?P<unit>day|week|month|year)"
_PART = r"(?P<part>earlier|early|mid|later|late|(?:beginning|start|middle|end) of)"
_ENDS = r"(?=[,.;:!?)\]'\"’”]|$|\s(?:and|at|in|on|when|to|for|with|after|before|as|by|from|but|while|of this month)\b)"

_ISO = (
    "day",
    r"(?P<year>1[0-9]{3}|20[0-9]{2})([-/.])(?P<month>1[0-2]|0?[1-9])\2(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])",
)
_NUMERIC = ("slashes", r"(?P<day>[0-9]{1,2})([/.])(?P<month>[0-9]{1,2})\2(?P<year>(?:19|20)[0-9]{2})(?![0-9])")
_AGO = ("ago", rf"(?:{_NUMBER}|{_SOME})\s{_UNIT}s?\s(?P<direction>ago|earlier|later|from now)\b(?!\sthan\b)")

_ENGLISH: dict[str, list[tuple[str, str]]] = {
    "digit": [
        _ISO,
        _NUMERIC,
        ("day", _DAY_FIRST),
        _AGO,
        ("decade", r"(?P<decade>(?:19|20)?[0-9]0)s\b"),
        ("years", r"(?P<year>(?:19|20)[0-9]{2})[-–](?P<year2>(?:19|20)[0-9]{2})(?![0-9-])"),
        ("plain_year", rf"{_YEAR}(?![-–/][0-9]){_ALONE}(?!s\b)"),
    ],
    "weekday": [
        ("day", rf"{_WEEKDAY_SHORT},?\s(?:the\s)?{_MONTH_FIRST}"),
        ("day", rf"{_WEEKDAY_SHORT},?\s(?:the\s)?{_DAY_FIRST}"),
        ("weekday", rf"{_WEEKDAY}{_TIME_OF_DAY},?\s(?:of\s)?(?P<which>last|next|this)\sweek\b"),
        ("weekday", _WEEKDAY + _TIME_OF_DAY),
    ],
    "month": [("day", _MONTH_FIRST), ("month", rf"{_MONTH}{_OF_YEAR}")],
    "word": [
        ("day_word", r"(?P<word>the day before yesterday|the day after tomorrow|today|tonight|last night)\b"),
        ("day_word", rf"(?P<word>yesterday|tomorrow)\b{_TIME_OF_DAY}"),
        ("day_word", r"(?P<word>this)\s(?:morning|afternoon|evening)\b"),
        ("feast", rf"(?P<feast>(?:christmas|new year['’]s)\s(?:eve|day)|boxing day|halloween)\b{_OF_YEAR}"),
        (
            "previous_day",
            r"(?:the\s(?P<word>following|next|previous|same)|(?P<that>that)(?:\ssame)?)"
            r"\s(?:day|morning|afternoon|evening|night)\b",
        ),
        ("previous_day", rf"the\sday\s(?P<word>before|after)\b{_ENDS}"),
        ("weekday", rf"(?P<which>this past|this coming|last|next|this|past|coming)\s{_WEEKDAY}{_TIME_OF_DAY}"),
        ("weekend", r"(?:(?P<which>last|next|this|this past|this coming|past|coming)|(?:over|at)\sthe)\sweekend\b"),
        ("month", rf"{_PART}(?:[- ]|\sin\s){_MONTH}{_OF_YEAR}(?!\s[0-9]{{1,2}}\b)"),
        ("month", rf"(?P<which>last|next|this)(?:\scoming|\spast)?\s{_MONTH}(?!\s[0-9])"),
        ("decade", rf"{_PART}[- ](?:the\s)?(?P<decade>(?:19|20)[0-9]0)s\b"),
        ("year", rf"{_PART}(?:[- ]|\sin\s)(?:the\syear\s)?{_YEAR}{_ALONE}"),
        ("unit", rf"{_PART}(?:\s|\sin\s)(?P<which>last|this|next|the)\s{_UNIT}\b(?!-)"),
        ("unit", r"(?P<unit>year|month)(?:-|['’]s\s)(?P<part>end)\b"),
        ("rolling", rf"(?P<which>coming|next|past|last)\s(?:{_NUMBER}|{_SOME})\s{_UNIT}s?\b"),
        ("rolling", rf"(?P<which>coming|past|recent)\s{_UNIT}s\b"),
        ("rolling", rf"(?P<which>coming|past)\s{_UNIT}\b"),
        ("rolling", rf"(?<=\bthe\s)(?P<which>last|next)\s{_UNIT}\b(?!\sof\b)"),
        ("unit", r"(?<!\bthe\s)(?P<which>last|this|next)\s(?P<unit>week|month|year|quarter)\b(?!-)"),
        ("slice", r"(?P<which>last|next|this)\s(?P<slice>spring|summer|autumn|fall|winter)\b"),
        ("slice", rf"(?P<slice>spring|summer|autumn|fall|winter)(?:\sof|,)?\s{_YEAR}"),
        (
            "slice",
            rf"(?P<slice>(?:first|second|third|fourth)[- ]quarter|(?:first|second)[- ]half|q[1-4]|h[12])"
            rf"(?:\sof|,)?\s(?:{_YEAR}|(?P<yearword>(?:last|this|next|the)\syear)\b)",
        ),
        ("slice", r"(?P<slice>q[1-4]|(?:first|second|third|fourth)-quarter)(?!\sof\b)\b"),
        ("fiscal", rf"(?:fiscal(?:\syear)?\s|fy\s?){_YEAR}"),
        ("ago", rf"(?P<direction>in)\s{_NUMBER}\s{_UNIT}s?\b(?:['’]\stime\b)?(?!\sof\b)"),
        _AGO,
        ("aside", rf"{_NUMBER}\sdays?\s(?P<direction>after|before)\b"),
        ("nth", rf"the\s(?P<day>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)\b{_ENDS}"),
    ],
}
_ENGLISH_STARTS = (
    r"(?P<digit>(?<![\w.,/$€£¥#:+-])[0-9])|\b(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    rf"|(?P<month>{'|'.join(MONTHS)})"
    r"|(?P<word>the\s(?=[0-9]|day|following|next\s(?:day|morning|afternoon|evening|night)|previous|same)"
    r"|that\s(?=same|day|morning|afternoon|evening|night)|christmas\s|boxing\sday|new\syear|halloween|today|tonight|tomorrow|yesterday"
    r"|this\s|last\s|next\s|past\s|coming\s|recent\s|early|earlier|mid|late|later|(?:end|start|beginning|middle)\sof"
    r"|(?:over|at)\sthe\sw|year[-'’]|month[-'’]|spring|summer|autumn|fall|winter|(?:first|second|third|fourth)[- ][qh]"
    r"|[qh][1-4]\b|fiscal|fy|in\s(?=\w+\s(?:day|week|month|year))"
    rf"|(?:an?|few|several|{'|'.join(NUMBERS)})(?=\s(?:day|week|month|year|few|couple|of\s(?:day|week|month|year)))))"
)

ENGLISH_NOT_WEEKDAYS = (
    re.compile(
        r"(?:\b(?:black|super|cyber|good|bloody|easter|ash|palm|holy|maundy|ruby|freaky|giving|fat|shrove|whit|casual|manic"
        r"|stormy|sheffield|every|each|mail on|any|most|(?:first|second|third|fourth|a week on|a week from))\s)$"
    ),
    re.compile(
        r"\s(?:times|telegraph|mirror|mail|express|post|herald|tribune|independent|night (?:lights|live|football|fever)"
        r"|addams|school|league|brunch|roast|the 13th|(?:of|in) (?:each|every|the (?:month|year)))\b"
    ),
)
"""What stands before or behind a weekday's name where it is part of another name, or a habit."""

NO_POINT_LEADS = re.compile(r"\b(?:time|first|\w+est|once|twice|times)\s$")
"""The first time in three years: no day three years from now."""
ROLLING_LEADS = re.compile(r"\b(?:over|in|during|within|for)\sthe\s$")
"""What makes "the last year" the twelve months up to now."""
NAMES_TOO = ("apr", "may", "jun", "mar", "aug")
"""Months that are also a verb or a person's name."""
MONTH_LEADS = re.compile(
    r"\b(?:in|since|until|till|during|throughout|between|last|next|this|early|late|mid|each|(?P<weak>by|from|to|of|for|before"
    r"|after|and|or|through|the|a|an|its|their|than))[\s-]$"
)
YEAR_LEADS = re.compile(
    r"(?:^|[(\[\"“‘]|['’]s\s|\b(?:in|since|by|until|till|before|after|from|to|of|during|between|for|through|throughout|the|and"
    r"|while|that|with|but"
    r"|or|than|a|an|its|his|her|their|our|early|late|mid|spring|summer|autumn|fall|winter|(?:19|20)[0-9]{2},)[\s-])$"
)

# ------------------------------------------------------------------------------------------------- Chinese patterns

_N = r"[0-9]{1,3}|[一二两三四五六七八九十廿]{1,3}"
_Z_WHICH_YEAR = r"(?P<yearword>(?:大前|前|去|上|今|本|明|后|同|当|(?<!应)该|次|翌)年(?![轻龄]))"
_Z_YEAR = rf"(?:(?P<year>[12][0-9]{{3}}|[一二][〇零○一二三四五六七八九]{{3}})年|{_Z_WHICH_YEAR}|(?P<yearsago>{_N})年前)"
_Z_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_Z_MONTHS = rf"{_Z_MONTH}(?:月?\s?(?:[至到—–~～-])\s?(?P<month2>1[0-2]|0?[1-9]))?月份?"
_Z_WHICH = r"(?P<which>上上|下下|上|下|本|这)个?"
_Z_ONES = "一二三四五六七八九"
_Z_DAY = rf"(?P<day>3[01]|[12][0-9]|0?[1-9]|三十一?|[二廿]十?[{_Z_ONES}]|二十|十[{_Z_ONES}]?|[{_Z_ONES}])"
_Z_JOIN = r"\s?(?:至|到|—+|–|-|~|～)\s?"
_Z_WEEK = r"(?:周|星期|礼拜)"
_Z_DAYS = rf"{_Z_DAY}(?:[日号]?{_Z_JOIN}(?P<day2>3[01]|[12][0-9]|0?[1-9]))?[日号]"
_Z_TIME = r"(?:上午|下午|中午|凌晨|清晨|早上|早晨|早间|傍晚|晚上|晚间|深夜|夜间|午夜|夜里|晚|晨|早)?"
_Z_THEN = rf"(?:\s?[(，,]?{_Z_WEEK}(?P<weekday>[一二三四五六日天])\)?)?{_Z_TIME}"
_Z_ENDS = r"(?=[，。；、,;的前]|$)"
_Z_PART = rf"(?P<part>上旬|中旬|下旬|初期?|底|末|早些时候|晚些时候|稍晚|中{_Z_ENDS})"
_Z_YEAR_PART = rf"(?:(?P<part>早些时候|晚些时候|年?(?:初|底|末)|年中|中{_Z_ENDS})|度(?!假))?"
_Z_DECADE_PART = r"(?P<part>初期?|中期|末期?|后期)?"
_Z_SLICE = r"(?P<slice>[上下]半年|前三季度|第?[一二三四1-4]季度?|首季度?|[春夏秋冬](?:季|天)|q[1-4])"
_Z_UNIT = r"(?:(?P<unit>天|周|年)|个?(?P<unit2>星期|礼拜)|个(?P<unit3>月))"
_Z_NOT_MONTH = r"(?!龄|饼|球|亮|经|薪|租|嫂|台|天|瓜|花|革命|流火|期)"
_Z_NOT_DAY = r"(?!元|圆|均|线(?![上下路])|游|龄|间|以内|左右|为期|语|系|历|产|耗|薪|楼|机|内(?!瓦)|常(?!务))"
_Z_NAMED_SO = r"(?!系|控股|集团|俄罗斯|头条|美国|性|之星|(?<=后天)(?:的|培养|习得|因素|努力|形成|获得|养成|失))"

_CHINESE: dict[str, list[tuple[str, str]]] = {
    "number": [
        _ISO,
        _NUMERIC,
        ("anniversary", rf"(?P<yearsago>{_N})年前的?今[天日]"),
        ("day", rf"(?:{_Z_YEAR}的?)?{_Z_MONTH}月{_Z_DAYS}{_Z_THEN}"),
        ("years", rf"(?P<year>[12][0-9]{{3}})年?{_Z_JOIN}(?P<year2>[12][0-9]{{3}})年"),
        ("month", rf"(?:{_Z_YEAR}的?)?{_Z_MONTHS}{_Z_PART}?{_Z_NOT_MONTH}"),
        ("slice", rf"{_Z_YEAR}的?{_Z_SLICE}"),
        ("slice", r"(?P<slice>第?[一二三四1-4]季度)"),
        ("decade", rf"(?:20世纪|二十世纪)?(?P<decade>(?:19|20)[0-9]0|[5-9]0|[五六七八九]十)年代{_Z_DECADE_PART}"),
        ("fiscal", r"(?P<year>(?:19|20)[0-9]{2})(?:财年|财政年度)"),
        ("year", rf"{_Z_YEAR}{_Z_YEAR_PART}(?!级|代(?![表理言替])|间|产|(?<=000年)[来后])"),
        ("ago", rf"(?:(?P<number>{_N}|半)|(?P<few>[几数])){_Z_UNIT}多?(?:之|以)?(?P<direction>前|后)(?![后夕前期续])"),
        ("ago", r"(?P<number>[一二两三四五六七八九十]{1,2})(?P<unit>日)(?P<direction>前|后)(?![后夕])"),
        ("bare_day", rf"{_Z_DAYS}{_Z_NOT_DAY}{_Z_THEN}"),
    ],
    "word": [
        ("day", rf"(?:{_Z_WHICH_YEAR}的?{_Z_MONTH}月|(?P<which>上上|下下|上|下|本|这|当)个?月){_Z_DAYS}{_Z_THEN}"),
        ("month", rf"{_Z_WHICH_YEAR}的?{_Z_MONTHS}{_Z_PART}?(?!龄)"),
        ("unit", rf"{_Z_WHICH}(?P<unit>月){_Z_PART}?(?!台)"),
        ("unit", r"(?P<unit>月)(?P<part>初|底|末)"),
        ("slice", rf"(?:{_Z_YEAR}的?)?{_Z_SLICE}"),
        ("slice", r"(?P<yearword>[去今明])(?P<slice>[春夏秋冬])(?![节季])"),
        ("unit", rf"{_Z_WHICH}(?P<unit>季度)"),
        ("anniversary", r"(?P<yearword>去年|前年|明年)的?今[天日]"),
        ("year", rf"{_Z_WHICH_YEAR}{_Z_YEAR_PART}"),
        ("unit", rf"(?P<unit>年)(?P<part>初|底|末|中{_Z_ENDS})"),
        ("decade", rf"上个?世纪(?P<decade>[1-9]0|[一二三四五六七八九]十)年代{_Z_DECADE_PART}"),
        ("weekend", rf"(?:{_Z_WHICH})?{_Z_WEEK}末"),
        (
            "weekday",
            rf"(?:{_Z_WHICH})?{_Z_WEEK}(?P<weekday>[一二三四五六日天])"
            rf"(?:\s?\((?P<day>3[01]|[12][0-9]|[1-9])[日号]\))?{_Z_TIME}",
        ),
        ("unit", rf"{_Z_WHICH}(?P<unit>周|星期|礼拜)(?P<part>初|早些时候|晚些时候)?"),
        ("day_word", rf"(?P<word>大前|(?<![目之以])前|昨|今|(?<![说声表证])明|大后|后)[天日]{_Z_NAMED_SO}{_Z_TIME}"),
        ("day_word", r"(?P<word>昨|今|明)(?:晚|晨|早|夜)"),
        ("previous_day", rf"(?:同一[天日]|(?P<word>前一|后一|第二|当|同|次|翌)[天日])(?!而语){_Z_TIME}"),
        ("feast", rf"(?:{_Z_YEAR}的?)?(?P<feast>元旦|平安夜|圣诞节)(?!假期?|期间|档|前|后|晚会|购物|市场|树|礼)"),
        ("previous_day", r"(?P<word>当)晚"),
        (
            "rolling",
            r"(?P<which>未来|今后|接下来|过去|最近|近(?=几|数|[^，。]{1,4}来))的?"
            rf"(?:(?P<number>{_N}|半)|(?P<few>几|数|多)){_Z_UNIT}(?:来|内)?(?!后|前)",
        ),
        ("rolling", r"(?P<which>近)(?P<unit>年)来?"),
        ("recently", r"(?P<word>近日|连日来?|日前|近期|近来)(?!点)"),
        ("ago", r"(?P<number>半)(?P<unit>年)(?P<direction>前|后)"),
        ("ago", r"(?P<few>[几数])(?:(?P<unit>天|周|年)|个(?P<unit3>月))(?P<direction>前|后)"),
    ],
}
WEEK_OF = {
    "en": re.compile(r"\bweek\s(?:of|beginning|starting|commencing)\s(?:\w+day,?\s)?$"),
    "zh": re.compile(r"^(?:当|那一?|这一?|所在的?)周(?![一二三四五六日天])"),
}
"""What makes a day stand for its week."""
NTH_LEADS = re.compile(
    r"\b(?:on|by|until|till|from|since|to|before|after|for|and|(?:morning|afternoon|evening|night|hours|noon)\sof)\s$"
)
"""Before "the 14th", what makes it a day."""
NUMBERED_THING = re.compile(
    r"(?:[、和与及至到][0-9]{1,3}号)*(?:[墓坑井楼线馆院厂库门桥路舱船店矿车炉站闸洞岛仓令球塔棚厅窗]|机组|台风|航站|病[房区人]|患者|公告|文件|提案|议案|法案|反应堆|发动机"
    r"|遗址|地块|出口|泊位|选手|种子|会议|工厂|铁路|公路|航线|工程|项目|卫星|火箭|飞船|探测器)"
)
"""After a number with 号, what it numbers: 1号墓, 2号、3号机组."""
NUMBERED = re.compile(rf"[{HAN}a-zA-Z”’》](?<![于在从自至到截当本这月和与及是前后第日])$")
"""Before a number with 号, what makes it the number of a thing, as in 嫦娥四号, rather than a day of the month."""

DAY_TOLD = re.compile(
    r"(?:晚间?|电|消息|表示|说|称(?!为)|宣布|指出|报道|强调|透露|证实|通报|发布|公布|从[^，。]{2,16}(?:获悉|了解到))"
)
"""After such a number, what makes it a day all the same: 发言人5号表示."""

_Z_COUNTS = "一二两三四五六七八九十"
_CHINESE_STARTS = (
    r"(?P<number>(?<!农历)(?<!阴历)(?<![0-9]-)(?<![0-9.,:/$€£¥#+第每满共])"
    rf"(?:[0-9]|(?<![一二三四五六七八九十])[{_Z_COUNTS}廿半])(?=[0-9〇零○{_Z_COUNTS}]*\s?"
    r"(?:年|月|日|号|天|周|星期|礼拜|个|季|世纪|财|[-/.—–~～至到])))"
    r"|(?P<word>(?:[上下]{1,2}|[本这当])个?(?:周|星期|礼拜|月|季|世纪)"
    rf"|(?<![每{_Z_COUNTS}几数0-9半])(?:周|星期|礼拜)(?=[一二三四五六日天末])"
    r"|[昨今明][天日晚晨早夜年春夏秋冬]|大?[前后][天日年]|[前后]一[天日]|同一[天日]|第二天|元旦|平安夜|圣诞节|当[天日晚年]|(?<!应)该年|次[日年]|翌[日年]|同[日年]"
    rf"|去[年春夏秋冬]|本年|(?<![将接附靠最邻])近[日期来年几数0-9{_Z_COUNTS}]|最近[0-9几数{_Z_COUNTS}]"
    rf"|(?<![0-9{_Z_COUNTS}])日前|连日|未来|今后|接下来|(?<!超)过去|(?<![0-9{_Z_COUNTS}几数])(?:年[初底末中]|月[初底末])"
    r"|[上下]半年|[第首]?[一二三四首]季|前三季|第[1-4]季|q[1-4]|[春夏秋冬][季天]|[几数](?:天|周|年|个月)[前后]|半年[前后])"
)

CHINESE_NOT_WEEKDAYS = re.compile(r"周(?:六福|一围|三多|日均|五郎)")
WEEK_NOT_WEEKDAY = re.compile(
    r"周(?:日本(?![报台刊届地轮场周月次队])"
    r"|[一二三四五六](?:[名个位例件艘架辆只座所批届成倍十百千万亿多场次项]|家(?![长属庭里乐中园居具电])"
    r"|人(?![民们权工类士口事员大才])|条(?!约|例)|部(?!队|署|分|长|门)|起(?=[^，。；、]{0,4}(?:事|案|爆|袭))"
    r"|度|直|致|共|些|系列))"
)
"""上周三名男子 is 上周 and three men, not last Wednesday; 上周日本 is last week and Japan."""

JOINERS = {"en": re.compile(_JOIN), "zh": re.compile(_Z_JOIN)}


@cache
def starts(language: str) -> re.Pattern[str]:
    """Where an expression may begin; the group that matched names the kind of its rules."""
    return re.compile(_CHINESE_STARTS if language == "zh" else _ENGLISH_STARTS)


@cache
def rules(language: str, kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What may stand there: names of resolvers with their patterns, the first that holds wins."""
    return tuple((name, re.compile(pattern)) for name, pattern in (_CHINESE if language == "zh" else _ENGLISH)[kind])


# ------------------------------------------------------------------------------------------------- tense

_AFTER_VERB = r"(?:\s(?:not|also|again|now|soon|then|be|to|have|\w+ly))*(?:\s\w+)?"
_GOING_TO = (
    r"to\b(?!\s(?:the|a|an)\b)|set\s(?:to|for|down)|due|expected|scheduled|slated|poised|likely|planned|planning|preparing|about\sto"
    r"|going\sto|bound\sto|forecast|hoping|ready\sto|meant\sto"
)
_NOT_PAST = (
    r"united|hundred|kindred|need|speed|indeed|seed|feed|breed|greed|deed|exceed|succeed|proceed|embed|shed|naked|sacred|wicked"
    r"|unprecedented|limited|alleged|supposed|un(?!veil|cover|leash|lock|load)[a-z]+ed"
)
_IRREGULAR = (
    r"was|were|did|had|been|met|held|took|taken|began|begun|went|gone|came|made|gave|given|saw|seen|left|won|lost|sent|spent"
    r"|brought|spoke|spoken|ran|struck|hit|fell|fallen|rose|risen|grew|grown|shot|became|broke|broken|found|got|led|paid"
    r"|sought|sold|stood|swore|threw|drew|drawn|drove|flew|fought|hung|kept|knew|laid|lay|quit|sank|sang|slept|swept|stole"
    r"|stolen|taught|withdrew|chose|chosen|bought|built|caught|fled|froze|frozen|hid|heard|shook|split|spread|burnt|dealt"
    r"|drank|forgot|shut|shown|written|known"
)
_ENGLISH_CUES = {
    "lived": r"\b(?:would|could|should|might|may)(?:\snot)?\shave\b",
    "strong": rf"(?:\b(?:will|won['’]t|shall)|['’]ll)\b{_AFTER_VERB}"
    rf"|\b(?:is|are|was|were|be)(?:\s(?:not|now|also|still|\w+ly))?\s(?:{_GOING_TO}){_AFTER_VERB}"
    rf"|\b(?:plans?|hopes?|expects?|intends?|aims?|wants?|prepares?)\sto{_AFTER_VERB}",
    "weak": rf"\b(?:would|could|may|might|(?:set|expected|poised|likely|hoping|planning)\sto|to\sbe)\b{_AFTER_VERB}"
    r"|\b(?:is|are|was|were|remains?|remained)\s(?:still\s)?(?:possible|likely|unlikely)\b"
    r"|\b(?:scheduled|slated|planned\sfor|(?:begin|start|open|resume|expire|end|close|return)s|resume|begin|expire"
    r"|(?:polls|schools|doors|markets)\s(?:re)?(?:open|close)|runs?\sout|kicks?\soff|takes?\s(?:place|effect)"
    r"|comes?\sinto\sforce)\b",
    "modal": rf"\b(?:should|must|(?:has|have|needs?)\sto|ha(?:s|ve)\suntil)\b{_AFTER_VERB}",
    "promise": r"\b(?:agreed|decided|vowed|pledged|promised|threatened|planned|asked)\sto\b",
    "state": rf"\b(?:is|are|being|stays?|remains?)\s(?:\w+ly\s)?(?:{_IRREGULAR}|[a-z]+ed)\b",
    "report": r"\b(?:said|says|told|tells|added|reported|warned|confirmed|insisted|argued|noted|wrote|stated|announced"
    r"|according\sto)\b",
    "past": rf"\b(?:{_IRREGULAR})\b|(?<!to\s)(?<!will\s)(?<!would\s)(?<!could\s)(?<!can\s)(?<!may\s)(?<!not\s)"
    r"\b(?:set|cut|put|let)\s(?:the|a|an|its|his|her|their)\b|"
    r"(?<![-\w])(?<!\bagainst\s)(?<!\bof\s)(?<!\bwith\s)(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bits\s)(?!(?:{_NOT_PAST})\b)"
    r"[a-z]{2,}ed\b",
}
_CHINESE_CUES = {
    # 将 before a deed done is "took and": 将两名嫌疑人抓获
    "past": r"将(?=[^，。；]{2,14}?(?:上调|下调|提高|降低|定为|升至|降至|减为|增至|改为|设为))"
    r"(?!于|在|会|继续|再次|对|与|从|把|上调|下调|提高)"
    r"|将(?!于|在|会|继续|再次|对|与|从)(?=[^，。；]{1,20}?(?:了|抓获|逮捕|送往|送医|列入|列为|移交|击毙|击败"
    r"|解救|带[走离出]|拘留|制服|上调至|下调至|视为|停职|免职|撤职|开除|辞退|刑拘|拘捕|羁押|查封|扣押|没收|救[出起]))|了(?!解)|已(?!知|婚)|曾|刚刚?|过(?=[，。；])|完毕|成功|抓获|未能|以来|遭",
    "strong": r"即将|将要|(?<![大名老小上中少主麻])将(?![军士领帅])|定于|(?<![模虚])拟"
    r"|(?:推迟|延期|延长|顺延|改期|改)[到至]|预计"
    r"|有望|打算|会(?=在|于|继续|再次)|届时",
    "weak": r"可能|预定|目标|计划(?![，。；”」）]|$)",
    "modal": r"准备|希望|力争|必?须|应当",
    "promise": r"答应|承诺|约定",
    "report": r"表示|称(?!号|为)|宣布|指出|报道|强调|透露|告诉|回应|证实|通报|说(?!明|法|服)|发布|公布|获悉",
}
_SIDES = {"strong": "future", "weak": "future", "modal": "future", "promise": "future", "state": ""} | {
    **{"past": "past", "lived": "past", "report": "past"}
}
_HEADLINE = re.compile(
    r"(?!.*(?:\b(?:is|are|has|have|do|does|can)\b|['’](?:re|ve|m)\b))"
    r".*?\b(?P<verb>to)\s(?!the\b|an?\b|its\b|his\b|her\b|their\b)[a-z]+"
)
"""An infinitive where nothing else is a verb: "Port workers to walk out on Tuesday"."""
_CLAUSE_ENDS = {
    "en": re.compile(
        r"[,;:()—–“”]|\s-\s|[.!?]\s|\b(?:that|which|who|when|while|after|before|where|because|although|but"
        r"|and(?=\s(?:on|in|by|the|he|she|it|they|will|is|are|has)\b))\b"
    ),
    "zh": re.compile(r"[，。；！？：()—]"),
}
_LEADS = (
    (
        re.compile(
            r"\b(?:put off|pushed back|(?:postpon|delay|extend|adjourn|deferr?|mov|reschedul)(?:e?d|es?|s|ing)?)"
            r"(?:\s[\w'’-]+){0,6}?\s(?:until|till|to|for)\s(?:at least\s)?(?:the\s)?$"
        ),
        "future",
    ),
    (
        re.compile(
            r"\b(?:promis|pledg|vow|commit|order|demand|deadline|agree|g[ia]ve)\w*\s(?:[\w'’-]+\s){0,8}?(?:by|until|before)\s(?:the\s)?$"
        ),
        "future",
    ),
    (
        re.compile(
            r"\b(?:will|would|won['’]t|can|could|may|might|must|shall|should)\s(?:[\w'’-]+\s){1,8}?(?:before|until)\s(?:the\s)?$"
        ),
        "future",
    ),
    (
        re.compile(
            r"\b(?:pays|caps|bans|limits|requires|obliges|gives|allows|lets|applies|raises|lowers|cuts|extends|sets|bars)\b"
            r"[^,.;:]{1,60}\sfrom\s(?:the\s)?$"
        ),
        "future",
    ),
    (re.compile(r"\b(?:following|since|in the wake of)\s(?:the\s)?$"), "past"),
    (
        re.compile(r"(?:预测|预期|预计|时间|日期|期限)(?:从|由)(?:原定的?)?$|(?:推迟|延期|延长|顺延|提前)[到至]了?$"),
        "future",
    ),
    # "Security was tightened ahead of Sunday's vote": its verb says nothing about Sunday.
    (re.compile(r"\bahead of\s(?:the\s)?$"), ""),
)
"""Words right before a date that settle its tense, whatever the verb."""
_RELATIVE = re.compile(r",\s(?:who|which|where|whose|when)\b[^,]*(?:,|$)")
DEADLINE = re.compile(r"之?前|以前")
"""What follows a Chinese date by which something is to be done."""
_DONE = re.compile(r"已|曾|了(?!解)")
"""What a Chinese deadline that is over has in its clause: 已于6月底前完成."""
_FROM = re.compile(r"\bfrom\s(?:the\s)?$")
"""Before a date whose clause tells no tense, what makes it the nearest: "named as its head from 1 August"."""
_UNTIL = re.compile(r"\b(?:until|till)\s(?:at least\s)?(?:the\s)?$")
"""Before a date, what makes it one to come, unless its own clause tells of what was: "stays shut until January"."""
_FRONT = re.compile(r"\W*(?:(?:and|but|so|then|also|yet|on|in|by|at|late|early|当地时间|北京时间|而|但)\s*)*")
"""What may stand before a date that opens its clause: "And on Tuesday, ..."."""

WINDOW = 400
"""How many characters around an expression are looked at: no sentence is longer."""

Cue = tuple[int, int, str]
"""Start, end and kind of a word that tells tense."""


@cache
def _cue_pattern(language: str) -> re.Pattern[str]:
    """The words that tell tense, in one pattern whose groups name their kinds."""
    kinds = _CHINESE_CUES if language == "zh" else _ENGLISH_CUES
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


@lru_cache(maxsize=128)
def _cues(text: str, language: str) -> tuple[Cue, ...]:
    """The words of `text` that tell tense; a name such as "Ahmed" or "May" inside a sentence is none."""
    plain, found = fold(text), []
    for match in _cue_pattern(language).finditer(plain):
        start, kind = match.start(), match.lastgroup
        opens = text[max(0, start - 2) : start].rstrip()[-1:] in ("", ".", "“", '"')
        if kind and (opens or not text[start].isupper()):
            found.append((start, match.end(), kind))
    headline = _HEADLINE.match(plain) if not found and language == "en" else None
    if headline:
        found.append((headline.start("verb"), headline.end(), "weak"))
    return tuple(found)


def tense_of(text: str, language: str) -> str:
    """Whether what a sentence tells is still to come for its writer: "future", "past", or "" where no word says it.

    "He said they will meet" is future: what was said is to come. A sentence that tells both is future, but a side
    clause (", who will retire in May,") and a mere "may" or "would" beside a deed done do not count.
    """
    language = "zh" if language == "zh" else "en"
    kinds = {kind for _, _, kind in _cues(_RELATIVE.sub(",", text) if language == "en" else text, language)}
    done = bool(kinds & {"past", "lived"})
    if "strong" in kinds or (kinds & {"weak", "promise"} and not done):
        return "future"
    return "past" if done or "report" in kinds else ""


def tense_at(text: str, language: str, start: int, end: int) -> str:
    """The tense of the clause around the characters `start` to `end`: "future", "past" or ""."""
    if len(text) > WINDOW + end - start + WINDOW:
        cut = max(0, start - WINDOW)
        return tense_at(text[cut : end + WINDOW], language, start - cut, end - cut)
    lead = fold(text[max(0, start - 80) : start])
    for pattern, tense in _LEADS:
        if pattern.search(lead):
            return tense
    cue = _nearest_cue(text, language, start, end)
    if language == "zh" and DEADLINE.match(text, end):
        return "past" if cue and _DONE.search(text, *_clause(text, language, start, end)) else "future"
    if cue is None:
        return ""
    if cue[2] == "promise" and cue[0] >= end:
        return "past"  # "In May both agreed to meet": the agreement is done; "agreed to meet in May" is to come
    return _SIDES[cue[2]]


def _nearest_cue(text: str, language: str, start: int, end: int) -> Cue | None:
    """The cue that governs the expression: of its own clause, else of a neighbour."""
    cues = _cues(text, language)
    first, last = _clause(text, language, start, end)
    before = [cue for cue in cues if first <= cue[0] < start][-1:]
    after = [cue for cue in cues if end <= cue[0] < last][:1]
    leads = language == "en" or (before and start - before[0][1] <= 1)
    # 周二宣布将于周四: in Chinese the word for when stands before its verb, unless 将 or 已 leads it directly.
    near = before or after if leads else after or before
    lead = fold(text[first:start])
    if not near and _FROM.search(lead):
        return None
    if (not near or _SIDES[near[0][2]] != "past") and _UNTIL.search(lead):
        return start, end, "strong"
    fronted = bool(_FRONT.fullmatch(lead)) and not text[end:last].strip()
    if not near and (fronted or language == "en"):
        telling = [cue for cue in cues if _SIDES[cue[2]]]
        earlier, later = [cue for cue in telling if cue[0] < first][-1:], [cue for cue in telling if cue[0] >= last][:1]
        near = later or earlier if fronted else earlier or later
    return near[0] if near else None


def _clause(text: str, language: str, start: int, end: int) -> tuple[int, int]:
    """The range of the clause that holds the characters `start` to `end`."""
    first, last = 0, len(text)
    for match in _CLAUSE_ENDS[language].finditer(fold(text)):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last
