"""Names across scripts by their sound: 戈登·黑尔 and Gordon Hale, 米什科尔茨 and Miskolc, 林佩珊 and Lin Peishan. Pure.

Both are brought to the consonants that a transliteration keeps, Chinese by its pinyin (the package pypinyin carries the
readings), English by its spelling, and compared by an edit distance in which what transliterations change or leave out
costs little. A dictionary's names (rag/glossary.py) go first; this is for those it does not hold.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LEAST = 2
"""Consonants of the shortest name that is compared."""
_ALIKE, _PART, _LONG_PART = 0.2, 0.1, 0.15
"""The greatest distance, by the consonants of the longer name, of two that sound alike, and of one and a part of the
other, more where it is long. Of 3,600 foreign names in CC-CEDICT, many of them no transliterations, 72 of 100 lie
below, and of names put together at random two."""
_LEAST_PART, _LONG = 3, 5
"""Consonants of the shortest name that is looked for in a part, and of a long one."""

_ENGLISH = (
    (r"ph", "f"), (r"qu", "k"), (r"ck", "k"), (r"x", "ks"), (r"[sc]h|tch", "s"), (r"th", "t"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=h)", ""), (r"wh", "w"), (r"w(?![aeiouy])", ""),
    (r"ng(?![aeiouy])", "n"), (r"g(?=[eiy])", "G"),
)  # fmt: skip
_CHINESE = ((r"^er$", "l"), (r"ng$", "n"), (r"^([zcs])h", r"\1"), (r"^wu$", ""), (r"^hu(?=.)", "w"))
_CLASSES = str.maketrans(
    {
        "b": "P", "p": "P", "d": "T", "t": "T", "g": "K", "k": "K", "q": "S", "j": "J", "z": "S", "c": "S", "s": "S",
        "x": "S", "f": "F", "v": "F", "w": "W", "m": "M", "n": "N", "l": "L", "r": "R", "h": "H",
        "a": ".", "e": ".", "i": ".", "o": ".", "u": ".", "y": ".", "ü": ".",
    }
)  # fmt: skip
_CHANGED = {
    "LR": 0.0, "JS": 0.0, "GS": 0.0, "GJ": 0.0, "GK": 0.1, "FW": 0.2, "HJ": 0.2, "HW": 0.3, "HS": 0.4, "JW": 0.4,
    "MN": 0.4, "PW": 0.4, "FP": 0.5, "JK": 0.5, "GH": 0.5, "FH": 0.6, "ST": 0.6, "JT": 0.6, "HK": 0.6, "LN": 0.6,
    "KS": 0.7, "GW": 0.7,
}  # fmt: skip
"""What it costs to be written with another consonant: the soft g of Foggia as 贾; other pairs cost `_OTHER`."""
_OTHER = 1.2
_LEFT_OUT = {"H": 0.1, "R": 0.2, "L": 0.4, "W": 0.4, "T": 0.5, "F": 0.8, "J": 0.8, "M": 0.9}
"""What it costs to lose an English consonant: the r and g of Aalborg in 奥尔堡; others cost `_LOST`."""
_LOST = 0.6
_PUT_IN = {"H": 0.3, "W": 0.5, "N": 0.5}
"""What it costs to have one more in Chinese; others cost `_ADDED`."""
_ADDED = 0.8
_MOST = 24
"""Consonants of the longest name that is compared."""
_LONGEST = 9
"""Characters of the longest name."""
_TRANSLITERATES = frozenset(
    "斯尔拉克亚特德尼利阿罗布巴马西卡纳格达维兰多哈瓦伯萨普奥塔夫加伊波安洛顿坦迪比莱米勒林诺托塞那科雷鲁埃吉法哥基士帕蒙摩堡苏兹贝姆威图曼索提弗福古赫乌撒雅玛爱伦博莫茨森佛什根沃得杰内密霍菲奇丽娜库恩俄华"
    "列美逊麦蒂艾桑卢温门赛努喀杜明丹莉路劳康敦穆拿戈莎希班丁梅切登龙欧印耶叶皮沙朱迈底南第佩因狄支凯隆厄立涅干夏辛娅白泰琳默本坎彼盖韦奴罕万朗贾依松宾瓜纽墨太荷乐察芬潘易瑞汉约耳肯宁浦俾儿台汤田乔治陀培堪"
    "家柏查费黎休禄茅翰冈江凡灵黑勃坡黛圭奈修赖东歇庇廷丝扎斐拜铁谢旺札玻茱雪可孟里齐瑙鲍姜宋大"
)
"""Characters that foreign names are written with."""
_FOREIGN = re.compile(f"[{''.join(sorted(_TRANSLITERATES))}]{{2,}}")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾"
    "毛郝龚邵钱严覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
)
_PERSON = (2, 3)
"""Characters of a Chinese name."""
_PLACES = frozenset("省市县区州国镇乡村岛山河湖江港湾")
"""What the name of a place ends in."""


def sound_alike(english: str, chinese: str) -> bool:
    """Whether an English word sounds like some Chinese characters in a row.

    Two consonants may be a coincidence: two of 100 names put together at random sound alike.
    """
    word = re.sub(r"[^a-z]", "", english.casefold())
    if is_spelled(word, chinese, least=1):  # pinyin, however short: 周 and Zhou
        return True
    wanted = _of_english(word)
    if len(wanted) < _LEAST:
        return False
    if _is_near(wanted, _of_chinese(tuple(_syllables(chinese))), _ALIKE):
        return True
    furthest = _LONG_PART if len(wanted) >= _LONG else _PART
    return len(wanted) >= _LEAST_PART and any(_is_near(wanted, told, furthest) for told in _stretches(chinese))


def sounds_in(english: str, text: str) -> bool:
    """Whether an English word sounds like a name of a Chinese text, however a dictionary cuts it: 米什|科尔|茨."""
    return any(sound_alike(english, run) for run in _FOREIGN.findall(text))


def name_around(text: str, start: int, end: int) -> str:
    """The characters around a range of a Chinese text that foreign names are written with: 奥克里卡 around 奥克."""
    return next((run.group() for run in _FOREIGN.finditer(text) if run.start() < end and start < run.end()), "")


def is_spelled(english: str, text: str, least: int = 2) -> bool:
    """Whether characters in a row of a Chinese text, three at most, are read as an English word: 国栋 and Guodong."""
    syllables = _syllables(text)
    word = re.sub(r"[^a-z]", "", english.casefold())
    return any(
        word == "".join(syllables[at : at + count])
        for count in range(least, 4)
        for at in range(len(syllables) + 1 - count)
    )


def may_be_name(chinese: str) -> bool:
    """Whether characters that no dictionary holds look like a name: a surname first, foreign sounds, a place's end."""
    foreign = sum(character in _TRANSLITERATES for character in chinese)
    person = chinese[:1] in _SURNAMES and len(chinese) in _PERSON
    return person or 3 * foreign >= 2 * len(chinese) or chinese[-1:] in _PLACES


def _is_near(english: str, chinese: str, furthest: float) -> bool:
    if "" in (english, chinese) or max(len(english), len(chinese)) > _MOST:
        return False
    return _distance(english, chinese) <= furthest * max(len(english), len(chinese))


@lru_cache(maxsize=4096)
def _of_english(word: str) -> str:
    for pattern, put in _ENGLISH:
        word = re.sub(pattern, put, word)
    return _once(word.translate(_CLASSES))


@lru_cache(maxsize=4096)
def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text.replace("什", "石"))  # shi in names, which no word tells


@lru_cache(maxsize=16384)
def _of_chinese(syllables: tuple[str, ...]) -> str:
    sounds = []
    for syllable in syllables:
        for pattern, put in _CHINESE:
            syllable = re.sub(pattern, put, syllable)  # noqa: PLW2901 - step by step
        sounds.append(syllable)
    return _once("".join(sounds).translate(_CLASSES))


@lru_cache(maxsize=4096)
def _stretches(chinese: str) -> frozenset[str]:
    """The consonants of all stretches of some characters that a name could be."""
    read = _syllables(chinese)
    ranges = ((a, b) for a in range(len(read)) for b in range(a + 1, min(len(read), a + _LONGEST) + 1))
    sounds = {_of_chinese(tuple(read[a:b])) for a, b in ranges}
    return frozenset(sound for sound in sounds if len(sound) >= _LEAST)


@lru_cache(maxsize=65536)
def _distance(english: str, chinese: str) -> float:
    """What it costs to make the consonants of one those of the other."""
    if not english:
        return sum(_PUT_IN.get(sound, _ADDED) for sound in chinese)
    if not chinese:
        return sum(_LEFT_OUT.get(sound, _LOST) for sound in english)
    one, other = english[0], chinese[0]
    changed = 0.0 if one == other else _CHANGED.get("".join(sorted((one, other))), _OTHER)
    return min(
        _distance(english[1:], chinese[1:]) + changed,
        _distance(english[1:], chinese) + _LEFT_OUT.get(one, _LOST),
        _distance(english, chinese[1:]) + _PUT_IN.get(other, _ADDED),
    )


def _once(sounds: str) -> str:
    """The consonants, one for several of a kind with no vowel between."""
    return re.sub(r"(.)\1+", r"\1", sounds).replace(".", "")
