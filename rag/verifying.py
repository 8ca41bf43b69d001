"""Is a drafted sentence proved by the passages it cites? Checked without a language model, clause by clause.

A clause is laid beside each sentence of the cited passages; the one that holds most of it must hold all its numbers,
days and names, most of its other words, deny what it denies, say nothing opposite, and bind the same things together:
"3 days in A, 5 in B" does not prove "5 days in A, 3 in B". Units, number words, relative days and names across scripts
are compared by what they mean. Knows nothing of models, prompts and pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations

from rag.dates import Anchor, When, anchor_of, find_dates
from rag.glossary import headwords, is_common, is_name, told_stems, word_means
from rag.languages import HAN, language_of
from rag.predicates import denials, meanings, not_denials, opposites
from rag.quantities import Quantity, find_quantities
from rag.records import Passage, Span
from rag.sentences import sentence_spans
from rag.sounds import sound_alike
from rag.words import is_stop_word, stem

_ENOUGH = (0.67, 0.6, 0.4, 0.3)
"""The share of a clause's words that one source sentence must hold, by how many days, numbers and names it has too."""

_ACROSS = 0.6
"""What of that is enough where the source is in the other language: a dictionary finds fewer."""

_NEAR = 4
"""How many words away from a denial what it denies may stand."""

_TRIED = 4
"""Source sentences, best first, that a clause is held against."""

_WEIGHTS = {"date": 2.0, "number": 2.0, "name": 2.0, "word": 1.0, "weak": 0.3, "denial": 0.0}
_FACTS = ("date", "number", "name")
_CONTRADICTIONS = ("denial", "opposite", "bound", "turned")
_SOLID = (*_FACTS, "word")

_WORD = re.compile(rf"[^\W\d_{HAN}][^\W_{HAN}]*(?:[’'-][^\W_{HAN}]+)*")
_RUN = re.compile(f"[{HAN}]+")
_QUOTED = re.compile(rf"[“《「『]([{HAN}\w·]{{2,9}})[”》」』]")
_PHRASES = re.compile(
    r"\b(?:turn(?:ed|s|ing)? down|rul(?:ed|es|e|ing) out|call(?:ed|s|ing)? off|thr(?:ew|own?) out|str(?:uck|ikes?) down|fail(?:ed|s|ing)? to|declin(?:ed?|es|ing) to)\b",
    re.IGNORECASE,
)
_WEAK_ENGLISH = frozenset(
    map(
        stem,
        "say said tell told announce state report add note accord also would could should may might will one many two"
        " today yesterday including include mr mrs ms dr percentage point both another per cent percent dollar euro pound yuan"
        " million billion new own since between among around about nearly almost some least last past time".split(),
    )
)
_WEAK_CHINESE = frozenset(
    "自 从 等 原本 原来 的 了 是 在 和 有 与 及 对 于 为 被 由 把 从 到 以 就 都 还 则 其 该 此 这 那 将 已 也 并 而 但 又 更 最 约 近 达 个 名 位 家 次 项 艘 架 辆 枚 条 所 座 张 幅 件"
    " 说 称 指 表示 指出 称为 宣布 认为 强调 已经 曾 曾经 仍 仍然 目前 以及 并且 因为 由于 所以 因此 而且 同时 其中 不过 然而 但是"
    " 此时 当时 据 根据 透露 介绍 公布 之 等 们 他 她 它 他们 必须 须 需 可以 可 能 会 要 上 下 中 内 里 后 前 时 向 让 使 给 着 过 地 得 所 共"
    " 总额 一 一个 一名 一位 方面 进行 关于 通过 随后 此前 当天 即 至 或 再 才 每 各 来 去 起 出 开 年 月 日 来自 称作 那么".split()
)
_CLAUSE_END = {
    "en": re.compile(
        r"[,;:]\s|\s(?=(?:but|while|whereas|although|though)\s)|\s[–—-]\s"
        r"|\s(?=and (?:he|she|it|they|the|its|their|his|her|that|will|has|had|have|was|were|is|are|would|could"
        r"|paid|made|said|held|won|led|took|gave|sent|kept|left|put|set|cut|hit|rose|fell|grew|began|met|told|\w+ed)\b)"
    ),
    "zh": re.compile(r"[；：]|(?<!\d)，|，(?!\d)|——|(?=而(?!且)|但)"),
}
_PART_END = {"en": re.compile(_CLAUSE_END["en"].pattern + r"|\s(?=and\s)"), "zh": _CLAUSE_END["zh"]}
"""Finer: "Ostrana 80 million and Velmark 55 million" are two parts of one clause."""
_MEASURES = re.compile(
    r"\bas (?:much|many|often|long) [\w ]{0,20}\bas\b|\bunlimited\b|\bany number of\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they)\b|[他她它]", re.IGNORECASE)
_PASTS = frozenset(
    "paid made said held won led took gave sent kept left put set cut hit rose fell grew began met told lost bought sold"
    " built chose beat drove flew broke spent caught brought found ran".split()
)
_AUXILIARY = re.compile(
    r"\b(?:has|have|had|will|would|was|were|is|are|be|been|to|could|can|may|might|must|should|did|does|not|also)\s+$"
)
_REPORTS = re.compile(r"\b(?:report|said|says|according|announce|publish|wrote)|表示|报道|称|说|宣布|公布|指出")
_LEANS = re.compile(
    r"^The \w|\b(?:he|she|it|they|his|her|its|their|him|them|which|who|this|these|the (?:company|firm|bank|group|ministry|minister"
    r"|city|court|union|agency|party|team|club|school|hospital|university|airline|police|museum|government|island|bridge"
    r"|dam|port|plant|project|deal|strike|vote|study|trial|mission))\b|[他她它]|该|其(?!他|余|中|实)|这|此(?!前|外|次|后|类|时)"
    r"|(?:^|[，；“])(?:双方|会谈|会议|两国|公司|集团|球队|俱乐部|警方|法院|银行|机构|政府|部门|工会|学校|医院|大学|大桥|线路|协会|研究|报告)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\b[^,.;]{0,60}\bby\b|被|遭|由(?![\d去今明本上])")
_BESIDE = {
    "before": "after",
    "after": "before",
    "then": "after",
    "之前": "之后",
    "之后": "之前",
    "向": "",
    "被": "",
    "由": "",
}
"""Words with something on either side that must not change places, and what says the reverse."""


@dataclass(frozen=True)
class Unit:
    """One thing that a text says: a day, a number, a name, a word or a denial."""

    kind: str
    start: int
    end: int
    text: str
    """As it is compared: an English stem, Chinese characters, or a name in small letters."""
    value: When | Quantity | None = None


@dataclass(frozen=True)
class Source:
    """A sentence of a passage, with what it says."""

    passage: int
    """Which of the cited passages it stands in, from 0."""
    start: int
    end: int
    """Its range in the article's text."""
    text: str
    language: str
    units: tuple[Unit, ...]
    title: str
    context: str
    """What it may lean on where it holds a pronoun or no name: the article's title and the sentence before."""
    published: When | None
    passage_text: str
    """All of the passage in small letters, with the article's title."""
    leans: bool
    """Whether it holds a pronoun, or a word such as "the company"."""
    nearby: tuple[When, ...]
    """The days told by the title and by the sentence before."""
    halves: tuple[Source, ...] = ()
    """The two sentences it is joined of; empty for one."""

    @cached_property
    def folded(self) -> str:
        return self.text.casefold()


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence is proved."""

    reason: str = ""
    """Why not, as (kind, words) joined by a colon; empty where it is proved."""
    proof: tuple[tuple[int, int, int], ...] = ()
    """The sentences that prove it: (which passage, start, end)."""

    @property
    def is_proved(self) -> bool:
        """Whether the passages say it."""
        return not self.reason


def verify(sentence: str, passages: Sequence[Passage]) -> Verdict:
    """Whether the passages, taken together, say what the sentence says.

    :param sentence: without its citation numbers.
    """
    sources = [source for number, passage in enumerate(passages) for source in _sources(number, passage)]
    if not sources:
        return Verdict("nothing:")
    language = language_of(sentence)
    anchors = list(dict.fromkeys(anchor_of(passage.article) for passage in passages))
    known = _known_names(passages)
    used: list[tuple[list[Unit], Source]] = []
    clauses, whole = _clauses(sentence, language), set()
    while clauses:
        (start, end), *rest = clauses
        told = _told(
            sentence, [_units(sentence[start:end], language, a, known, start) for a in anchors], sources, language
        )
        if isinstance(told, str):
            cut = _SPLIT.search(sentence, start + 20, end - 20)
            if cut and not told.startswith(_CONTRADICTIONS) and (start, end) not in whole:
                whole.add((start, end))
                clauses = [(start, cut.end()), (cut.end(), end), *rest]
                continue
            if not rest:
                return Verdict(told)
            clauses = [(start, rest[0][1]), *rest[1:]]  # "One member, Ines Falk," says nothing yet
            continue
        used.append(told)
        clauses = rest
    reason = _misbound(sentence, used, language)
    if reason:
        return Verdict(reason)
    proof = dict.fromkeys(
        (source.passage, source.start, source.end) for units, source in used if any(u.kind != "weak" for u in units)
    )
    return Verdict("", tuple(proof)) if proof else Verdict("nothing:")


def _told(
    sentence: str, readings: Sequence[list[Unit]], sources: Sequence[Source], language: str
) -> tuple[list[Unit], Source] | str:
    """The source sentence that says what a clause says, with the clause as it was read; or what speaks against it."""
    pairs = [_joined(one, two) for one, two in zip(sources, sources[1:], strict=False) if one.passage == two.passage]
    reasons, against = [], 0
    for offered in (sources, pairs):
        tried = sorted(
            ((units, source) for source in offered for units in readings),
            key=lambda pair: -_held(pair[0], pair[1], language),
        )
        for units, source in tried[:_TRIED]:
            halves = source.halves or (source,)
            facts = [unit for unit in units if unit.kind in _FACTS]
            apart = not any(_anchors(units, half, language) for half in halves)
            reason = (
                (f"apart:{' '.join(unit.text for unit in facts)}" if source.halves and apart else "")
                or _doubt(units, source, language)
                or (_unsaid(sentence, units, source, language) if language == source.language == "en" else "")
                or _misbound(sentence, [(units, source)], language)
            )
            held = sum(unit.kind == "word" and (_match(unit, source, language) or 0) >= 0 for unit in units)
            if not reason and held >= against:
                return units, source
            if reason.startswith(_CONTRADICTIONS):
                against = max(against, held)
            reasons.append(reason or "apart:")
        if against:
            break
    return reasons[0]


def _anchors(units: Sequence[Unit], half: Source, language: str) -> bool:
    """Whether one of two sentences holds all days, numbers and names of a clause, and a third of its words."""
    facts = [_match(unit, half, language) for unit in units if unit.kind in _FACTS]
    words = [_match(unit, half, language) for unit in units if unit.kind == "word"]
    return None not in facts and 3 * sum(place is not None and place >= 0 for place in words) >= len(words)


def _joined(one: Source, two: Source) -> Source:
    """Two sentences that follow each other as one."""
    moved = two.start - one.start
    units = one.units + tuple(replace(u, start=u.start + moved, end=u.end + moved) for u in two.units)
    text = one.text + " " * (moved - len(one.text)) + two.text
    return replace(one, end=two.end, text=text, units=units, halves=(one, two))


# ---------------------------------------------------------------------------------------------- what a text says


def _units(text: str, language: str, anchor: Anchor, known: frozenset[str], offset: int = 0) -> list[Unit]:
    units = [Unit("date", w.start, w.end, text[w.start : w.end], w) for w in find_dates(text, language, anchor)]
    units += [
        Unit("number", q.start, q.end, text[q.start : q.end], q)
        for q in find_quantities(text)
        if all(q.end <= unit.start or unit.end <= q.start for unit in units)
    ]
    blank = list(text)
    for unit in units:
        blank[unit.start : unit.end] = " " * (unit.end - unit.start)
    rest = "".join(blank)
    units += [*_english(rest, known), *_chinese(rest)]
    units.sort(key=lambda unit: unit.start)
    return [Unit(u.kind, u.start + offset, u.end + offset, u.text, u.value) for u in units]


def _english(text: str, known: frozenset[str]) -> Iterator[Unit]:
    for match in _PHRASES.finditer(text):
        yield Unit("denial", *match.span(), match.group().casefold())
    text = _PHRASES.sub(lambda match: " " * len(match.group()), text)
    for match in _MEASURES.finditer(text):
        yield Unit("name", *match.span(), match.group().casefold())
    text = _MEASURES.sub(lambda match: " " * len(match.group()), text)
    for match in _WORD.finditer(text):
        word = re.sub(r"[’']s$", "", match.group())
        folded = word.casefold()
        if folded.endswith(("n't", "n’t")) or stem(folded) in denials("en"):
            yield Unit("denial", *match.span(), stem(folded))
            continue
        if is_stop_word(folded) or len(folded) < 2:
            continue
        opens = _opens(text, match.start()) and folded not in known
        capital = word[0].isupper() and not (opens and is_common(folded))
        weak = stem(folded) in _WEAK_ENGLISH
        kind = "weak" if weak else "name" if capital else "word"
        yield Unit(kind, *match.span(), folded if kind == "name" else stem(folded))


def _opens(text: str, start: int) -> bool:
    return not re.search(r"\w", text[:start])


def _chinese(text: str) -> Iterator[Unit]:
    for match in _QUOTED.finditer(text):
        yield Unit("name", *match.span(1), match.group(1).casefold())
    text = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    for run in _RUN.finditer(text):
        at, loose = run.start(), -1
        for word in [*headwords(run.group()), ""]:
            single = len(word) == 1 and word not in _WEAK_CHINESE and not _denies(word)
            if single and loose < 0:
                loose = at
            if not single and loose >= 0:
                yield Unit("name" if at - loose > 1 else "weak", loose, at, text[loose:at])
                loose = -1
            end = at + len(word)
            if _denies(word):
                yield Unit("denial", at, end, word)
            elif len(word) > 1:
                kind = "weak" if word in _WEAK_CHINESE else "name" if is_name(word) else "word"
                yield Unit(kind, at, end, word)
            at = end


def _denies(word: str) -> bool:
    return bool(word) and word not in not_denials() and any(mark in word for mark in denials("zh"))


_SPLIT = re.compile(r"\s(?=(?:that|which|who|whose|where|when|because)\s)")


def _clauses(sentence: str, language: str) -> list[Span]:
    """The sentence's clauses; one that says next to nothing goes with the one after it."""
    cuts = [match.end() for match in _CLAUSE_END[language].finditer(sentence)]
    bounds = [0, *cuts, len(sentence)]
    clauses: list[Span] = []
    start = 0
    for end in bounds[1:]:
        heavy = [
            u for u in _units(sentence[start:end], language, None, frozenset()) if u.kind not in ("weak", "denial")
        ]
        if len(heavy) > (1 if language == "zh" else 2) or end == len(sentence):
            clauses.append((start, end))
            start = end
    if len(clauses) > 1 and clauses[-1][1] - clauses[-1][0] < (8 if language == "zh" else 18):
        last = clauses.pop()
        clauses[-1] = (clauses[-1][0], last[1])
    return clauses


def _known_names(passages: Sequence[Passage]) -> frozenset[str]:
    """Words that the passages write with a capital where no sentence begins, in small letters."""
    names = set()
    for passage in passages:
        for match in re.finditer(r"(?<=[a-z,’'] )[A-Z][^\W\d_]+", passage.text):
            names.add(match.group().casefold())
    return frozenset(names)


@lru_cache(maxsize=64)
def _sources(number: int, passage: Passage) -> tuple[Source, ...]:
    anchor, text = anchor_of(passage.article), passage.text
    known = _known_names([passage])
    sources: list[Source] = []
    before, whole = "", f"{passage.article.title} {text}".casefold()
    day = passage.article.date
    published = When(0, 0, day, day, exact=True, written_in_full=True) if day else None
    for start, end in sentence_spans(text, passage.language):
        own = text[start:end]
        read = tuple(_units(own, language_of(own), anchor, known))
        leans = bool(_LEANS.search(own))
        nameless = all(unit.kind != "name" for unit in read)
        context = f"{passage.article.title} {before}" if leans or nameless else ""
        sources.append(
            Source(
                number, passage.start + start, passage.start + end, own, language_of(own),
                read, passage.article.title, context, published, whole, leans,
                tuple(find_dates(f"{passage.article.title}。 {before}", passage.language, anchor)),
            )
        )  # fmt: skip
        before = own
    return tuple(sources)


# ---------------------------------------------------------------------------------------------- laying side by side


def _held(units: Sequence[Unit], source: Source, language: str) -> float:
    """How much of a clause the source sentence holds."""
    return sum(_WEIGHTS[unit.kind] for unit in units if _match(unit, source, language) is not None)


def _match(unit: Unit, source: Source, language: str) -> int | None:
    """Where the source says what the unit says, as a place among its units; -1 where only its context does."""
    for place, other in enumerate(source.units):
        if _same(unit, other, language, source.language):
            return place
    undated = all(other.kind != "date" for other in source.units)
    if unit.kind == "date" and undated and source.published and _within(source.published, unit.value):
        return -1 if _REPORTS.search(source.text) else None
    if unit.kind == "date" and undated and isinstance(unit.value, When):
        return -1 if any(_within(when, unit.value) for when in source.nearby) else None
    if unit.kind == "number" and isinstance(unit.value, Quantity):
        return -1 if any(unit.value.is_worth(other) for other in find_quantities(source.title)) else None
    if unit.kind in ("name", "word", "weak") and _in_text(unit, source.folded, language, source.language):
        return next((at for at, o in enumerate(source.units) if unit.text in o.text), 0)
    if unit.kind == "name" and language == source.language == "zh" and _is_scattered(unit, source):
        return 0
    may_lean = unit.kind == "name" or (unit.kind == "word" and source.leans)
    if may_lean and _in_text(unit, source.context.casefold(), language, language_of(source.context)):
        return -1
    return None


def _same(unit: Unit, other: Unit, language: str, told_in: str) -> bool:
    if isinstance(unit.value, When):
        return isinstance(other.value, When) and _within(other.value, unit.value)
    if isinstance(unit.value, Quantity):
        return isinstance(other.value, Quantity) and unit.value.is_worth(other.value)
    if other.value is not None or (unit.kind == "denial") != (other.kind == "denial"):
        return False
    if language != told_in:
        return _same_across(unit, other)
    if unit.text == other.text:
        return True
    if language == "zh":
        return len(unit.text) > 1 and len(other.text) > 1 and (
            (unit.kind == "name" and (_covered(unit.text, other.text) or _is_side(unit.text, other.text)))
            or (unit.kind != "name" and (unit.text in other.text or other.text in unit.text))
            or bool(meanings().get(unit.text, frozenset()) & meanings().get(other.text, frozenset()))
        )  # fmt: skip
    one, two = stem(unit.text), stem(other.text)
    if one == two or _is_form_of(*sorted((one, two), key=len), is_name="name" in (unit.kind, other.kind)):
        return True
    return bool(meanings().get(one, frozenset()) & meanings().get(two, frozenset()))


def _is_form_of(short: str, long: str, *, is_name: bool) -> bool:
    """Whether two English words are forms of one: Ostrana and Ostranan, growth and grow."""
    if is_name:
        return len(short) > 3 and long.startswith(short[:-1]) and len(long) - len(short) < 3
    return len(short) > 4 and short[:5] == long[:5]


def _same_across(unit: Unit, other: Unit) -> bool:
    """Whether words of two languages can mean the same."""
    if unit.text.isascii() == other.text.isascii():
        return unit.text == other.text
    english, chinese = (unit, other) if unit.text.isascii() else (other, unit)
    if "name" in (unit.kind, other.kind) and sound_alike(english.text, chinese.text):
        return True
    return stem(english.text) in word_means(chinese.text) or bool(
        meanings().get(stem(english.text), frozenset()) & meanings().get(chinese.text, frozenset())
    )


def _in_text(unit: Unit, text: str, language: str, told_in: str) -> bool:
    if unit.text.isascii():
        if re.search(rf"(?<![a-z]){re.escape(unit.text)}", text):
            return True
        if told_in != "zh":
            return False
        return stem(unit.text) in told_stems(text) or (unit.kind == "name" and sound_alike(unit.text, text))
    if (
        told_in == "en"
        and unit.kind == "name"
        and any(sound_alike(w, unit.text) for w in re.findall(r"[a-z]{3,}", text))
    ):
        return True
    return _covered(unit.text, text)


def _is_side(one: str, two: str) -> bool:
    """Whether 卡方 stands for 卡尔维亚."""
    return len(two) == 2 and two[1] == "方" and one[0] == two[0]


def _is_scattered(unit: Unit, source: Source) -> bool:
    """Whether half the characters of what no dictionary holds stand in the source, and it is no name told elsewhere."""
    if unit.text.isascii() or unit.text in source.passage_text:
        return False
    return 2 * sum(character in source.text for character in unit.text) >= len(unit.text)


def _covered(part: str, text: str) -> bool:
    """Whether most of some Chinese characters stand in a text, two together at least."""
    covered = set()
    for length in range(len(part), 1, -1):
        for start in range(len(part) - length + 1):
            if part[start : start + length] in text:
                covered.update(range(start, start + length))
    return len(covered) >= 0.6 * len(part)


def _within(told: When, said: When | Quantity | None) -> bool:
    """Whether the days told lie in the period said: 3 March proves "in March", not the reverse."""
    return isinstance(said, When) and said.first <= told.first and told.last <= said.last


# ---------------------------------------------------------------------------------------------- what speaks against


def _doubt(units: Sequence[Unit], source: Source, language: str) -> str:
    """What of a clause the source sentence does not say, or denies; empty where it says it all."""
    matches = [_match(unit, source, language) for unit in units]
    for place, unit in enumerate(units):
        if matches[place] is None and unit.kind in _FACTS and not _is_given(units, matches, place, source):
            return f"{unit.kind}:{unit.text}"
    told = [place for unit, place in zip(units, matches, strict=True) if place is not None and unit.kind in _SOLID]
    if 2 * sum(place >= 0 for place in told) < len(told):
        return "apart:"  # only what stands around it fits
    words = [(unit, place) for unit, place in zip(units, matches, strict=True) if unit.kind in ("word", "weak")]
    total = sum(_WEIGHTS[unit.kind] for unit, _ in words)
    held = sum(_WEIGHTS[unit.kind] * (1 if place >= 0 else 0.5) for unit, place in words if place is not None)
    known = [unit for unit, place in zip(units, matches, strict=True) if unit.kind in _FACTS and (place or 0) >= 0]
    facts = sum(unit.kind != "name" for unit in known) + sum(unit.kind == "name" for unit in known) // 2
    enough = _ENOUGH[min(facts, len(_ENOUGH) - 1)] * (1 if language == source.language else _ACROSS)
    if total >= 1 and held / total < enough:
        return f"words:{' '.join(unit.text for unit, place in words if place is None and unit.kind == 'word')}"
    return _opposed(units, matches, source, language)


def _unsaid(sentence: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """The verbs of an English clause, where the source has less than half of them."""
    if any(unit.value is not None and (_match(unit, source, language) or 0) >= 0 for unit in units):
        return ""  # a number or a day in common says enough
    verbs = [unit for unit in units if unit.kind == "word" and _is_verb(unit, sentence)]
    missing = [unit.text for unit in verbs if _match(unit, source, language) is None]
    return f"words:{' '.join(missing)}" if 2 * len(missing) > len(verbs) else ""


def _is_given(units: Sequence[Unit], matches: Sequence[int | None], place: int, source: Source) -> bool:
    """Whether a name is the rest of one that the source calls by its other half: Helena of "Helena Brandt"."""
    unit = units[place]
    if unit.kind == "number":
        return unit.text.startswith("两")
    if unit.kind != "name":
        return False
    for beside in (place - 1, place + 1):
        if 0 <= beside < len(units) and units[beside].kind == "name" and matches[beside] is not None:
            first, last = sorted((unit, units[beside]), key=lambda u: u.start)
            together = rf"{re.escape(first.text)}(?:[’']s)?[ ·]?{re.escape(last.text)}"
            if last.start - first.end <= 3 and re.search(together, source.passage_text):
                return True
    return False


def _denied(units: Sequence[Unit], source: Source, language: str, denials_said: Sequence[Unit]) -> str:
    """A word that one of both denies and the other does not.

    :param denials_said: all denials of the drafted sentence; one that stands in another clause may reach this one.
    """
    where, own, main = _where(units, source, language)
    if language != source.language:
        said = any(unit.kind == "denial" for unit in units)
        told = [part for unit, part in zip(source.units, own, strict=True) if unit.kind == "denial"]
        return "denial:" if (said and not told) or (not said and main in told) else ""
    for place, unit in enumerate(units):
        if unit.kind != "denial":
            continue
        targets = [p for p in range(place + 1, min(len(units), place + 1 + _NEAR)) if _can_be_denied(units[p])]
        told = [at for p in targets for at in where[p]]
        if not any(_is_denied(source.units, at) for at in told):
            if told or not any(o.kind == "denial" and part == main for o, part in zip(source.units, own, strict=True)):
                return f"denial:{unit.text}"
    for at, unit in enumerate(source.units):
        target = _target(source.units, at) if unit.kind == "denial" else None
        if target is None or own[target] != own[at]:
            continue
        said = [
            p for p, found in enumerate(where)
            if target in found and (own[at] == main or all(_is_denied(source.units, q) for q in found))
        ]  # fmt: skip
        if any(_same(denial, unit, language, source.language) for denial in denials_said):
            continue
        if said and not any(_is_denied(units, p) for p in said):
            return f"denial:{source.units[target].text}"
    return ""


def _where(units: Sequence[Unit], source: Source, language: str) -> tuple[list[list[int]], list[int], int]:
    """Where the source says each unit, which of its clauses each of its own units is in, and which clause says most."""
    where = [
        [at for at, other in enumerate(source.units) if _same(unit, other, language, source.language)] for unit in units
    ]
    parts = _spans(source.text, _CLAUSE_END[source.language])
    own = [_part_of(unit.start, parts) for unit in source.units]
    votes = [
        part
        for unit, found in zip(units, where, strict=True)
        if unit.kind != "weak"
        for part in {own[at] for at in found}
    ]
    return where, own, max(sorted(set(votes)), key=votes.count) if votes else -1


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


def _opposed(units: Sequence[Unit], matches: Sequence[int | None], source: Source, language: str) -> str:
    """A word whose opposite the source has, and not the word itself."""
    against = opposites()
    _, own, main = _where(units, source, language)
    told = {stem(o.text) for o, part in zip(source.units, own, strict=True) if o.value is None and part in (main, -1)}
    for unit, place in zip(units, matches, strict=True):
        if place is None and unit.value is None and against.get(stem(unit.text), frozenset()) & told:
            return f"opposite:{unit.text}"
    return ""


def _misbound(sentence: str, used: Sequence[tuple[list[Unit], Source]], language: str) -> str:
    """Two things that the sentence gives to each other's owners, or who did it to whom turned round."""
    by_source: dict[tuple[int, int, int], tuple[Source, list[tuple[Unit, int]]]] = {}
    for units, source in used:
        placed = by_source.setdefault((source.passage, source.start, source.end), (source, []))[1]
        for unit in units:
            at = _match(unit, source, language)
            if at is not None and at >= 0:
                placed.append((unit, at))
    names = [unit for units, _ in used for unit in units if unit.kind == "name"]
    for source, placed in by_source.values():
        seen = {unit.start for unit, _ in placed}
        carried = [(unit, _match(unit, source, language)) for unit in names if unit.start not in seen]
        placed += [(unit, at) for unit, at in carried if at is not None and at >= 0]
        placed.sort(key=lambda pair: pair[0].start)
        reason = _crossed(sentence, source, placed, language) or _turned(sentence, source, placed, language)
        if reason:
            return reason
    denials_said = [unit for units, _ in used for unit in units if unit.kind == "denial"]

    def elsewhere(inside: Sequence[Unit]) -> list[Unit]:
        return [] if any(unit.kind == "denial" for unit in inside) else denials_said

    for units, source in used:
        for start, end in _parts(sentence, language):
            inside = [unit for unit in units if start <= unit.start < end]
            reason = (
                _denied(inside, source, language, elsewhere(inside))
                or _strayed(sentence[start:end], inside, source, language)
                or (_miscounted(inside, source, language) if language == source.language else "")
            )
            if reason:
                return reason
    return ""


def _parts(text: str, language: str) -> list[Span]:
    """Every clause, however short."""
    return _spans(text, _PART_END[language])


def _spans(text: str, ends: re.Pattern[str]) -> list[Span]:
    bounds = [0, *(match.end() for match in ends.finditer(text)), len(text)]
    return list(zip(bounds, bounds[1:], strict=False))


def _part_of(position: int, parts: Sequence[Span]) -> int:
    return next((number for number, (start, end) in enumerate(parts) if start <= position < end), -1)


def _crossed(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Two figures that stand with each other's words: 房租下跌4.1%，蔬菜上涨5.8% for 蔬菜下跌4.1%，房租上涨5.8%."""
    said, told = _parts(sentence, language), _parts(source.text, source.language)
    own = [_part_of(unit.start, told) for unit in source.units]
    figures = [(unit, own[at]) for unit, at in placed if unit.kind in ("number", "date")]
    others = [
        (unit, {own[at] for at, other in enumerate(source.units) if _same(unit, other, language, source.language)})
        for unit, _ in placed if unit.kind in ("name", "word")
    ]  # fmt: skip

    def strays(figure: Unit, here: int, there: int) -> bool:
        part = _part_of(figure.start, said)
        return any(here not in parts and there in parts for unit, parts in others if _part_of(unit.start, said) == part)

    for (x1, at1), (x2, at2) in combinations(figures, 2):
        if at1 != at2 and _part_of(x1.start, said) != _part_of(x2.start, said):
            if strays(x1, at1, at2) and strays(x2, at2, at1):
                return f"bound:{x1.text} {x2.text}"
    return ""


def _strayed(said: str, units: Sequence[Unit], source: Source, language: str) -> str:
    """A name or a figure of a clause whose other words stand with another one: "B said" for "A said, B denied"."""
    where, own, main = _where(units, source, language)
    words = [p for p, unit in enumerate(units) if unit.kind == "word" and any(own[at] == main for at in where[p])]
    if not words:
        return ""
    first = min(at for p in words for at in where[p] if own[at] == main)
    stands_in = _PRONOUN.search(said)
    for place, unit in enumerate(units):
        if unit.kind == "name" and (stands_in or language != source.language):
            continue
        if unit.kind not in ("name", "number") or not where[place] or any(own[at] == main for at in where[place]):
            continue
        rivals = [
            at for at, other in enumerate(source.units)
            if own[at] == main and other.kind == unit.kind and (at < first) == (place < words[0])
            and not any(at in found for found in where)
        ]  # fmt: skip
        if rivals:
            return f"bound:{unit.text}"
    return ""


def _same_kind(one: Quantity, other: object) -> bool:
    """Whether both numbers count in one unit."""
    return isinstance(other, Quantity) and one.unit == other.unit


def _miscounted(units: Sequence[Unit], source: Source, language: str) -> str:
    """A number that counts another thing: "six beavers" for "six lynx"."""
    for place, unit in enumerate(units[:-1]):
        counted = units[place + 1]
        if unit.kind != "number" or counted.kind != "word" or counted.start - unit.end > 2:
            continue
        told = [at for at, other in enumerate(source.units[:-1]) if _same(unit, other, language, source.language)]
        if told and _match(counted, source, language) is None and all(
            source.units[at + 1].kind == "word" and source.units[at + 1].start - source.units[at].end <= 2 for at in told
        ):  # fmt: skip
            return f"bound:{unit.text} {counted.text}"
    return ""


def _turned(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Who did it to whom, or what came before what, turned round."""

    def places(unit: Unit) -> list[int]:
        return [at for at, other in enumerate(source.units) if _same(unit, other, language, source.language)]

    said_names = [unit for unit, _ in placed if unit.kind == "name"]

    def leaders(word: Unit) -> set[int]:
        part = _part_of(word.start, parts)
        named = [n for n in said_names if n.end <= word.start and _part_of(n.start, parts) == part]
        return {at for name in named for at in places(name)}

    everything = placed
    placed = [(unit, at) for unit, at in placed if unit.kind in ("name", "word") and len(places(unit)) == 1]
    names = [(unit, at) for unit, at in placed if unit.kind == "name"]
    parts = _parts(sentence, language)
    told = _parts(source.text, source.language)
    for unit, at in placed:
        if unit.kind != "word" or language != source.language or (language == "en" and not _is_verb(unit, sentence)):
            continue
        before = [(n, place) for n, place in names if n.end <= unit.start]
        after = [(n, place) for n, place in names if n.start >= unit.end]
        if not after:
            continue
        target, target_at = after[0]
        close = _part_of(target.start, parts) == _part_of(unit.start, parts)
        passive = [bool(_PASSIVE.search(text)) for text in (sentence, source.text)]
        if before and before[-1][0].text != target.text:
            subject, subject_at = before[-1]
            between = source.units[min(subject_at, target_at) + 1 : max(subject_at, target_at)]
            matched = {at for _, at in names}
            alone = all(other.kind != "name" or source.units.index(other) in matched for other in between)
            if alone and (
                (target_at < at < subject_at and passive[0] == passive[1])
                or (subject_at < at < target_at and passive[0] != passive[1] and close)
            ):
                return f"turned:{subject.text} {unit.text} {target.text}"
        here = _part_of(source.units[at].start, told)
        lead = [
            p for p in range(at) if source.units[p].kind == "name" and _part_of(source.units[p].start, told) == here
        ]
        led = leaders(unit)
        if close and led and lead[:1] == [target_at] and passive[0] == passive[1] and not led & set(lead):
            return f"turned:{unit.text} {target.text}"
    return _moved(sentence, source, everything, language)


def _is_verb(unit: Unit, sentence: str) -> bool:
    """Whether an English word is used as a verb, as far as its form and the word before it tell."""
    word, before = sentence[unit.start : unit.end].casefold(), sentence[: unit.start].casefold()
    return word.endswith("ed") or word in _PASTS or bool(_AUXILIARY.search(before))


def _moved(sentence: str, source: Source, placed: Sequence[tuple[Unit, int]], language: str) -> str:
    """Things that changed sides around a word such as "before"."""
    said = _parts(sentence, language)
    for word, reverse in _BESIDE.items():
        here = _find(word, sentence)
        there, again = _find(word, source.text), _find(reverse, source.text) if reverse else -1
        if here < 0 or (there < 0 and again < 0):
            continue
        pivot = there if there >= 0 else again
        clause = said[_part_of(here, said)] if not reverse else (0, len(sentence))
        near = [(u, at) for u, at in placed if u.kind in ("name", "word") and clause[0] <= u.start < clause[1]]
        left, right = ([], [])
        for unit, _ in near:
            sides = {o.start < pivot for o in source.units if _same(unit, o, language, source.language)}
            if len(sides) == 1:
                (left if unit.start < here else right).append(sides.pop())
        changed = bool(left) and bool(right) and not all(left) and any(right)
        kept = bool(left) and bool(right) and all(left) and not any(right)
        if (there >= 0 and changed) or (there < 0 and kept):
            return f"turned:{word}"
    return ""


def _find(word: str, text: str) -> int:
    match = re.search(rf"\b{word}\b" if word.isascii() else word, text)
    return match.start() if match else -1
