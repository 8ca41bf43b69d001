"""The answer's own words, in English and Chinese: dates beside the quoted ones, frames, refusals. Pure.

Quotes stay in their language and are never changed; what is added is a date beside a word such as "Tuesday", and short
frames around the quote. Knows nothing of how the evidence was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.dates import When, anchor_of, find_dates, format_when, tense_of, told_before
from rag.glossary import names_in
from rag.question import Question
from rag.reading import Evidence, names_held
from rag.records import Article, Sentence, Span

_FACET_NAMES = {
    "en": {
        "when": "when", "where": "where", "who": "who", "how many": "how many or how much", "how long": "how long",
        "why": "why",
    },
    "zh": {
        "when": "时间", "where": "地点", "who": "人物", "how many": "数量", "how long": "时长", "why": "原因",
    },
}  # fmt: skip

_PHRASES = {
    "en": {
        "announced": "As announced on {day}:",
        "announced undated": "As announced beforehand:",
        "missing": "The articles do not say {facets}.",
        "nothing": "The articles do not say. Nothing in them comes near this question.",
        "no answer": "The articles do not say.",
        "absent": "The articles do not say: what comes nearest does not mention {names}.",
        "present": "The articles mention {names}, but do not say {wanted}.",
        "kind": "which {kind}",
        "counted": "how many {kind}",
        "this": "this",
        "nearest": "The nearest passages, {numbers}, tell of something else.",
        "between": " or ",
        "and": " and ",
        "gap": " ",
        "yes": "Yes:",
        "no": "No:",
    },
    "zh": {
        "announced": "据{day}的预告：",
        "announced undated": "据事前预告：",
        "missing": "文章没有说明{facets}。",
        "nothing": "文章中没有答案，也没有相近的内容。",
        "no answer": "文章中没有答案。",
        "absent": "文章中没有答案：最相近的段落没有提到{names}。",
        "present": "文章提到{names}，但没有说明{wanted}。",
        "kind": "是什么{kind}",
        "counted": "{kind}的数量",
        "this": "这一点",
        "nearest": "最相近的段落{numbers}说的是别的事。",
        "between": "和",
        "and": "和",
        "gap": "",
        "yes": "是：",
        "no": "否：",
    },
}
"""Our own sentences, by language."""

_TAIL = re.compile(r"[之以]?前(?![往来后])|[之以]后|晚上?(?!会)|[上下]午|凌晨|清晨|以来")
"""What a Chinese date goes on with: 10月6日前（2022年10月6日）, not 10月6日（2022年10月6日）前."""


def format_day(day: date, language: str) -> str:
    """A day in full: "14 May 2024", "2024年5月14日"."""
    return format_when(When(0, 0, day, day, exact=True, written_in_full=False), language)


def sentence_of(evidence: Evidence, question: Question, number: int) -> Sentence:
    """The evidence as a sentence of the answer: its dates resolved beside the words, its answering words marked."""
    article, language = evidence.article, evidence.found.passage.language
    anchor = anchor_of(article)
    whens = find_dates(
        evidence.text, language, anchor, last_day=told_before(article.text, evidence.start, language, anchor)
    )
    text, moved = _with_dates(evidence.text, whens, question.language, evidence.marks)
    return Sentence(text, (number,), tuple(moved), _frame(evidence, question))


def source_of(article: Article, language: str, order: str) -> str:
    """When and where an article appeared, as the frame of a quote: "13 May 2024, ft.com:"."""
    day = format_day(article.date, language) if article.date else ""
    parts = [day, article.outlet or article.title]
    said = (", " if language == "en" else "，").join(
        part for part in (parts if order == "day" else parts[::-1]) if part
    )
    return said + (":" if language == "en" else "：")


def yes_or_no(yes: bool, language: str) -> str:
    """The frame of a quote that answers whether something is so."""
    return _PHRASES[language]["yes" if yes else "no"]


def missing(facets: list[str], language: str) -> str:
    """Which of several things asked for stays open."""
    return _PHRASES[language]["missing"].format(facets=_joined(facets, language))


def refusal(question: Question, facets: list[str], evidence: Sequence[Evidence], numbers: list[int]) -> str:
    """That the articles do not say, what is missing, and which passages come nearest.

    :param facets: those that the nearest evidence leaves open.
    :param evidence: the nearest; `numbers` are those of its citations.
    """
    phrases = _PHRASES[question.language]
    if not numbers:
        return phrases["nothing"]
    held = {name for item in evidence for name in names_held(question, item.found)}
    names = names_in(question.text, question.language)
    absent, present = [name for name in names if name not in held], [name for name in names if name in held]
    counted = "how many" in question.facets
    wanted = phrases["counted" if counted else "kind"].format(kind=question.kind) if question.kind else ""
    wanted = wanted or _joined(facets, question.language)
    if absent:
        said = phrases["absent"].format(names=phrases["between"].join(absent))
    elif present:
        said = phrases["present"].format(names=phrases["and"].join(present), wanted=wanted or phrases["this"])
    else:
        said = phrases["missing"].format(facets=wanted) if wanted else phrases["no answer"]
    shown = "".join(f"[{number}]" for number in numbers)
    return phrases["gap"].join((said, phrases["nearest"].format(numbers=shown)))


def _joined(facets: list[str], language: str) -> str:
    return _PHRASES[language]["between"].join(_FACET_NAMES[language][facet] for facet in facets)


def _frame(evidence: Evidence, question: Question) -> str:
    """Words before a quote that tells what was still to come when it was written."""
    if (
        not {"when", "where"} & set(question.facets)
        or tense_of(evidence.text, evidence.found.passage.language) != "future"
    ):
        return ""
    phrases = _PHRASES[question.language]
    day = evidence.article.date
    if day is None:
        return phrases["announced undated"]
    return phrases["announced"].format(day=format_day(day, question.language))


def _with_dates(quote: str, whens: Sequence[When], asked_in: str, marks: Sequence[Span]) -> tuple[str, list[Span]]:
    """The quote with each relative date told in full beside it, and the marks moved along; a date's mark grows."""
    additions = _additions(quote, whens, asked_in)
    text, done = "", 0
    for at, words in additions:
        text += quote[done:at] + words
        done = at
    moved = []
    for start, end in marks:
        before = sum(len(words) for at, words in additions if at <= start)
        inside = sum(len(words.rstrip(",") if at == end else words) for at, words in additions if start < at <= end)
        moved.append((start + before, end + before + inside))
    return text + quote[done:], moved


def _additions(quote: str, whens: Sequence[When], asked_in: str) -> list[tuple[int, str]]:
    """(where, what) of every date that is added, in order, each day told once."""
    additions: list[tuple[int, str]] = []
    told: set[tuple[date, date]] = set()
    told |= {(when.first, when.last) for when in whens if when.written_in_full}
    bracketed = {when.start - 1 for when in whens if when.start and quote[when.start - 1] in "（("}
    for when in whens:
        if when.end in bracketed or when.end + 1 in bracketed:
            continue  # 周二（5月14日）: the day in brackets says it
        words = _addition(when, quote, asked_in)
        if words and (when.first, when.last) not in told and (not additions or when.start >= additions[-1][0]):
            told.add((when.first, when.last))
            tail = _TAIL.match(quote, when.end)
            additions.append((tail.end() if tail else when.end, words))
    return additions


_PART_OF_MONTH = {
    "en": re.compile(r"(?:early|mid|late)[ -][A-Z][a-z]+"),
    "zh": re.compile(r"\d+月(?:底|末|初|中旬?|上旬|下旬)"),
}
"""A part of a month that wants only its year."""


def _addition(when: When, quote: str, asked_in: str) -> str:
    """What is put after a date: ", 14 May 2024," after a weekday, " (May 2024)" after anything else, or nothing."""
    word = quote[when.start : when.end]
    part = _PART_OF_MONTH[asked_in].fullmatch(word)
    full = "" if when.written_in_full else format_when(when, asked_in)
    if not full:
        return ""
    if part:
        full = f"{when.first.year}年{word}" if asked_in == "zh" else f"{word} {when.first.year}"
    if quote[when.start - 1 : when.start] in ("（", "("):  # (14 May) is in brackets already
        return f"，即{full}" if asked_in == "zh" else f", that is {full}"
    if asked_in == "zh":
        return f"（{full}）"
    if word.lower().endswith("day") and word.lower() not in ("today", "yesterday") and when.first == when.last:
        return f", {full}" + ("," if quote[when.end : when.end + 2].strip()[:1].isalnum() else "")
    return f" ({full})"
