"""Questions that want many articles at once: a timeline, a summary, what each outlet says, what changed. Pure.

Knows only which words ask for that, and what is left of the question without them. What answers is a dated list, one
sentence of each article (rag/composing.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ASKS = {
    "en": (
        ("outlet", r"(?:summari[sz]e |compare )?what (?:do |does |did )?(?:each|every|the different|different|various) "
                   r"(?:outlet|newspaper|paper|source|article|medi\w+)s? (?:says?|said|reports?|reported|writes?|wrote)"
                   r"(?: about| on| of)?"),
        ("day", r"(?:please )?(?:give me |show me |write |make )?(?:an? |the )?(?:timeline|chronology) (?:of|for)"),
        ("day", r"(?:please )?(?:give me |write )?(?:an? )?(?:summary|overview) of|(?:please )?summari[sz]e"),
        ("day", r"(?:what|how much) (?:has )?changed (?:between|since)"),
        ("day", r"how (?:has|have|did) (?=.+ (?:changed?|develop(?:ed)?|evolved?)(?: over time)?\W*$)"),
        ("day", r"(?:please )?compare\b(?! which)"),
        ("day", r"what (?:has |had )?happened (?:(?:at|during|after|since|before) |(?=in |on ))"),
    ),
    "zh": (
        ("outlet", r"(?:总结|比较)?(?:各家?|每家|不同)(?:媒体|报纸|来源|文章)(?:都)?(?:是)?(?:怎么|如何)?"
                   r"(?:说|报道|写)(?:了什么|什么)?(?:的)?"),
        ("day", r"(?:请)?(?:列出|整理|梳理|给出)?(?:一下)?(?=.+(?:时间线|时间表|大事记|来龙去脉))"),
        ("day", r"(?:请)?(?:总结|概述|概括|梳理)(?:一下)?"),
        ("day", r"(?=.+(?:之间|以来|前后)(?:有|发生了?)(?:什么|哪些)(?:变化|进展))"),
        ("day", r"(?=.+发生了?(?:什么|哪些)(?:事情?)?\W*$)"),
    ),
}  # fmt: skip
_REST = {
    "en": re.compile(r"\s*\b(?:changed?|develop(?:ed)?|evolved?)(?: over time)?\W*$|[?.!]+$"),
    "zh": re.compile(
        r"的?(?:时间线|时间表|大事记|来龙去脉)|(?:之间|以来|前后)?(?:有|发生了?)(?:什么|哪些)(?:变化|进展)|发生了?(?:什么|哪些)(?:事情?)?(?=\W*$)"
        r"|[？?。！]+$"
    ),
}
_COMPILED = {
    language: [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in asks] for language, asks in _ASKS.items()
}


@dataclass(frozen=True)
class Overview:
    """What an overview is wanted of, and by what it is put in order."""

    subject: str
    """The question without the words that ask for an overview."""
    order: str
    """`day` or `outlet`."""


def find_overview(text: str, language: str) -> Overview | None:
    """The overview that a question wants, if it wants one."""
    for order, pattern in _COMPILED[language]:
        if match := pattern.match(text.strip()):
            rest = _REST[language].sub("", text.strip()[match.end() :]).strip(" ,，:：")
            return Overview(rest, order) if len(rest) > 1 else None
    return None
