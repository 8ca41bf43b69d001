"""Which language a text is in, told by its script alone: Chinese (`zh`) or anything else (`en`).

Knows nothing of articles or models. Two groups suffice because vectors of one script hide those of the other in a
mixed search (docs/architecture.md), and only the Chinese script needs its own word cutting and its own words around
an answer.
"""

from __future__ import annotations

import re

LANGUAGES = ("en", "zh")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""The ranges of Chinese characters, for use inside a regular expression's brackets."""

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(rf"[^\W\d_{HAN}]+")


def language_of(text: str) -> str:
    """`zh` where Chinese characters are at least as many as words of other scripts, else `en`.

    A word of another script weighs as much as a Chinese character: "OpenAI 发布新模型" is Chinese.
    """
    han = len(_HAN.findall(text))
    return "zh" if han and han >= len(_WORD.findall(text)) else "en"
