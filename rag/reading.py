"""Passages become evidence: sentences ranked by how directly they answer, with the words that answer marked.

A sentence is judged by what it shares with the question in meaning (vectors) and in words, by its passage, and by
whether it holds the kind of thing that is asked for. The weights are fitted (rag/weights.py).
Knows nothing of how an answer is worded.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rag import weights
from rag.dates import anchor_of, tense_of
from rag.glossary import holds_name, names_in, question_words, shared_words
from rag.languages import HAN
from rag.periods import Days, agreement
from rag.question import Question
from rag.reader import Reader, Reading
from rag.records import Article, Span
from rag.retrieval import SAME_LANGUAGE_BONUS, Found, recency
from rag.spans import Candidate, find_candidates
from rag.words import stem, stems

FEATURES = (
    "similarity", "gap", "coverage", "context", "names", "passage", "rank", "lead", "short", "asks", "time", "recent",
    "fit", "unfit", "ahead",
)  # fmt: skip
"""What `Evidence.features` holds without the reader, in this order; each about 0 to 1."""

READ_FEATURES = (*FEATURES, "reader", "reader's lead", "unread", "marks fit")
"""What it holds with the reader."""

_WINDOWS = 3
"""Windows that are read for a question, one fewer for each further part of it; each costs about 20 ms."""

_WINDOW = {"en": 520, "zh": 180}
"""Characters of a window: about 130 tokens, what the reader was trained with."""

_CLOSELY = 24
"""Sentences that are looked at closely."""

_TOLD_BY_FORM = ("when", "where", "how long")
"""Facets whose answers can be told by their form alone; a name or a number may be any."""

_LEANS = {
    "en": re.compile(
        r"[“\"]?(?:(?:But|And|So|Then|However,|As part of|In|After|By|With|For|On) )?"
        r"(?:(?:He|She|They|It|His|Her|Their|Its|This|These|Those)\b|(?<=For )(?:example|instance)\b)",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"[“\"]?(?:但|而|因此，?|对)?(?:[他她它]们?|此[人事举次]|这[一些次名位]|该|[例比]如)"),
}
_LONGEST_PAIR = {"en": 330, "zh": 130}
"""Characters of two sentences that are shown as one."""

_SHORT = {"en": 35, "zh": 12}
"""A sentence of fewer characters is mostly a heading or a label."""


_ENDS = (".", "!", "。", "！", "”", '"', "…")
_TELLING = re.compile(rf"[{HAN}]{{2}}|[^\W_{HAN}]+")
_LEAST = 4
"""Words, or pairs of Chinese characters, of the shortest line without a full stop that can be evidence."""


@dataclass(frozen=True)
class Evidence:
    """One sentence of a passage as an answer to a question."""

    found: Found
    place: int
    """Which of the passage's sentences it is, from 0."""
    start: int
    end: int
    features: tuple[float, ...]
    candidates: tuple[tuple[str, tuple[Candidate, ...]], ...]
    """For each facet asked, the words of the sentence that could answer it and are not in the question."""
    score: float
    readings: tuple[Reading, ...] = ()
    """What the reader marked in it, one for each part of the question, as ranges of the sentence; empty if unread."""

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.found.passage.article

    @cached_property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.text[self.start : self.end]

    @property
    def days(self) -> tuple[Days, ...]:
        """The days it tells."""
        return tuple(self.found.days[self.place])

    @property
    def similarity(self) -> float:
        """Its cosine to the question."""
        return self.found.similarities[self.place]

    @property
    def facets(self) -> frozenset[str]:
        """The facets it holds a candidate for."""
        return frozenset(facet for facet, found in self.candidates if found)

    def feature(self, name: str) -> float:
        """The feature of that name, of `READ_FEATURES`; the reader's are only there where it read."""
        return self.features[READ_FEATURES.index(name)]

    @property
    def worth(self) -> float:
        """How exactly it could answer what is asked, 0 to 1: a day is worth more than a month."""
        return self.feature("fit")

    @property
    def is_ahead(self) -> bool:
        """Whether it announces what the question takes as done."""
        return self.feature("ahead") > 0

    @property
    def marks(self) -> tuple[Span, ...]:
        """The words that answer, as ranges of the sentence: the reader's where it is sure, else what fits in kind."""
        sure = {(reading.start, reading.end) for reading in self.readings if reading.score > 0}
        likely = {(i.start, i.end) for facet, found in self.candidates for i in found if facet in _TOLD_BY_FORM}
        return _disjoint(sure or likely)


def rank_evidence(question: Question, passages: Sequence[Found], reader: Reader | None) -> list[Evidence]:
    """The best sentences of the passages, best first, at most `_CLOSELY`.

    :param reader: marks the words that answer; without it, meaning and form alone decide.
    """
    sentences = [
        (found, place) for found in passages for place in range(len(found.sentences)) if _tells(_text(found, place))
    ]
    if not sentences:
        return []
    likeness = _likeness(question, sentences)
    # What costs time, finding dates and names, is only done for sentences that share enough with the question.
    hopeful = np.argsort(-(likeness @ weights.EVIDENCE[: likeness.shape[1]]), kind="stable")[:_CLOSELY]
    evidence = []
    for row in hopeful:
        found, place = sentences[row]
        evidence.append(_evidence(question, found, place, tuple(map(float, likeness[row]))))
    evidence.sort(key=lambda item: -item.score)
    if reader is not None:
        evidence = _read(question, evidence, reader)
        evidence.sort(key=lambda item: -item.score)
    return evidence


def _tells(text: str) -> bool:
    """Whether it can be evidence: a heading of a word or two, or a remark in brackets, tells nothing."""
    text = text.strip()
    is_aside = text.startswith("[") and text.endswith("]")
    words = len(_TELLING.findall(text))
    return not is_aside and words >= (2 if text.endswith(_ENDS) else _LEAST)


def with_sentence_before(item: Evidence) -> Evidence:
    """The evidence with the sentence before it where it leans on that: whom "he" means should be seen."""
    language = item.found.passage.language
    if item.place == 0 or not _LEANS[language].match(item.text):
        return item
    start = item.found.sentences[item.place - 1][0]
    moved = item.start - start
    if item.end - start > _LONGEST_PAIR[language]:
        return item
    return replace(
        item,
        start=start,
        readings=tuple(replace(r, start=r.start + moved, end=r.end + moved) for r in item.readings),
        candidates=tuple(
            (facet, tuple(replace(c, start=c.start + moved, end=c.end + moved) for c in found))
            for facet, found in item.candidates
        ),
    )


def _read(question: Question, evidence: Sequence[Evidence], reader: Reader) -> list[Evidence]:
    """The evidence with what the reader makes of it: the few best windows are read, once for each part asked."""
    windows = _windows(evidence, max(1, _WINDOWS + 1 - len(question.parts)))
    jobs = [(part, found, places) for part in question.parts for found, places in windows]
    texts, ranges = [], []
    for _, found, places in jobs:
        start, end = found.sentences[places[0]][0], found.sentences[places[-1]][1]
        texts.append(found.passage.article.text[start:end])
        ranges.append([(a - start, b - start) for a, b in (found.sentences[place] for place in places)])
    marked: dict[tuple[int, int], list[Reading]] = {}
    read = reader.read([part for part, _, _ in jobs], texts, ranges)
    for (_, found, places), inside, readings in zip(jobs, ranges, read, strict=True):
        for place, (offset, _), reading in zip(places, inside, readings, strict=True):
            if reading is not None:
                own = replace(reading, start=reading.start - offset, end=reading.end - offset)
                marked.setdefault((id(found), place), []).append(own)
    best = max((_mean(readings) for readings in marked.values()), default=0.0)
    return [_with_readings(item, marked.get((id(item.found), item.place), []), best) for item in evidence]


def _windows(evidence: Sequence[Evidence], most: int) -> list[tuple[Found, range]]:
    """The sentences to read together: those around the best evidence, as much as fits a window."""
    windows: list[tuple[Found, range]] = []
    for item in evidence:
        if len(windows) == most:
            break
        if any(found is item.found and item.place in places for found, places in windows):
            continue
        spans, limit = item.found.sentences, _WINDOW[item.found.passage.language]
        first = last = item.place
        while True:
            if first > 0 and spans[last][1] - spans[first - 1][0] <= limit:
                first -= 1
            elif last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= limit:
                last += 1
            else:
                break
            if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= limit:
                last += 1
        windows.append((item.found, range(first, last + 1)))
    return windows


def _with_readings(item: Evidence, readings: Sequence[Reading], best: float) -> Evidence:
    """The evidence with the reader's features and a score that counts them."""
    if readings:
        mean = _mean(readings)
        kinds = [found for _, found in item.candidates]
        fits = [any(overlaps(reading, found) for reading in readings) for found in kinds]
        read = (mean / 10, (mean - best) / 10, 0.0, sum(fits) / len(fits) if fits else 0.0)
    else:
        read = (0.0, 0.0, 1.0, 0.0)
    features = item.features + read
    return replace(item, features=features, readings=tuple(readings), score=float(np.dot(features, weights.READ)))


def _mean(readings: Sequence[Reading]) -> float:
    return sum(max(-12.0, min(12.0, reading.score)) for reading in readings) / len(readings)


def overlaps(reading: Reading, candidates: Sequence[Candidate]) -> bool:
    """Whether the reader marked any of these words."""
    return any(reading.start < candidate.end and candidate.start < reading.end for candidate in candidates)


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch joined to one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _likeness(question: Question, sentences: Sequence[tuple[Found, int]]) -> NDArray[np.float64]:
    """The features that need no look at what kind of thing is asked for, shape (sentences, 12)."""
    shared = [words_shared(question, _text(found, place), found.passage.language) for found, place in sentences]
    passages = {id(found): found for found, _ in sentences}
    titles = {key: words_shared(question, f.passage.article.title, f.passage.language) for key, f in passages.items()}
    asked = names_in(question.text, question.language)
    names = {key: len(names_held(question, f)) / len(asked) if asked else 1.0 for key, f in passages.items()}
    languages = [found.passage.language for found, _ in sentences]
    rarity = {
        language: _rarity(
            words_wanted(question, language),
            [words for words, own in zip(shared, languages, strict=True) if own == language],
        )
        for language in set(languages)
    }
    levels = [_level(question, found, place) for found, place in sentences]
    best = max(levels)
    rows = []
    for row, (found, place) in enumerate(sentences):
        beside = [at for at in (row - 1, row, row + 1) if 0 <= at < len(sentences) and sentences[at][0] is found]
        around = titles[id(found)].union(*(shared[at] for at in beside))
        start, end = found.sentences[place]
        own = rarity[found.passage.language]
        rows.append(
            (
                (levels[row] - 0.75) * 5,
                (best - levels[row]) * 10,
                _share(shared[row], own),
                _share(around, own),
                names[id(found)],
                found.passage.score,
                1 / (1 + found.position),
                1 / (1 + start / 400),
                1.0 if end - start < _SHORT[found.passage.language] else 0.0,
                float(_text(found, place).rstrip('”" ').endswith(("?", "？"))),
                agreement(question.windows, found.days[place]) or found.timeliness,
                recency(found.passage.article, question),
            )
        )
    return np.array(rows)


def _level(question: Question, found: Found, place: int) -> float:
    """The cosine of a sentence to the question, brought to what it would be within the question's language."""
    across = found.passage.language != question.language
    return found.similarities[place] + (SAME_LANGUAGE_BONUS[question.language] if across else 0.0)


def names_held(question: Question, found: Found) -> list[str]:
    """The question's names that the passage or its title holds, in order."""
    text = f"{found.passage.article.title} {found.passage.text}"
    held = words_shared(question, text, found.passage.language)
    folded = text.casefold()
    return [name for name in names_in(question.text, question.language) if holds_name(name, held, folded)]


def words_wanted(question: Question, language: str) -> frozenset[str]:
    """The question's words as they are looked for in a text of that language."""
    if language == question.language:
        return frozenset(question.words)
    return question_words(question.text, question.language)


def words_shared(question: Question, text: str, language: str) -> frozenset[str]:
    """Those of `words_wanted` that the text holds; through the dictionary where it is in the other language."""
    if language == question.language:
        held = stems(text)
        return frozenset(word for word in words_wanted(question, language) if stem(word) in held)
    return shared_words(question.text, text, asked_in=question.language)


def _evidence(question: Question, found: Found, place: int, likeness: tuple[float, ...]) -> Evidence:
    """The sentence with the features that tell whether it holds the kind of thing that is asked for."""
    sentence = _text(found, place)
    candidates = _candidates(question, found, sentence)
    worths = [max((item.worth for item in items), default=0.0) for _, items in candidates]
    fit = (
        sum(worths) / max(1, len(worths)),
        float(0.0 in worths),
        float(_is_ahead(question, sentence, found.passage.language)),
    )
    features = likeness + fit
    score = float(np.dot(features, weights.EVIDENCE))
    return Evidence(found, place, *found.sentences[place], features, candidates, score)


def _text(found: Found, place: int) -> str:
    start, end = found.sentences[place]
    return found.passage.article.text[start:end]


def _candidates(question: Question, found: Found, sentence: str) -> tuple[tuple[str, tuple[Candidate, ...]], ...]:
    """For each facet, what could answer it and says something that the question does not."""
    asked = question.text.casefold()
    day = anchor_of(found.passage.article) if "when" in question.facets else None
    return tuple(
        (
            facet,
            tuple(
                candidate
                for candidate in find_candidates(facet, sentence, found.passage.language, day)
                if not _stands_in(sentence[candidate.start : candidate.end].casefold(), asked)
            ),
        )
        for facet in question.facets
        if facet != "why"
    )


def _stands_in(words: str, asked: str) -> bool:
    """Whether the question holds these words; the 2 of 2020 is no number of its own."""
    return words in asked and bool(re.search(rf"(?<!\d){re.escape(words)}(?!\d)", asked))


def _is_ahead(question: Question, sentence: str, language: str) -> bool:
    """Whether the sentence announces what the question takes as done: a later report is the better witness."""
    if not {"when", "where"} & set(question.facets) or tense_of(question.text, question.language) == "future":
        return False
    return tense_of(sentence, language) == "future"


def _rarity(words: frozenset[str], found: Sequence[frozenset[str]]) -> dict[str, float]:
    """How telling each word is among the candidates: inverse document frequency."""
    counts = Counter(word for sentence in found for word in sentence)
    return {word: math.log(1 + len(found) / (0.5 + counts[word])) for word in words}


def _share(found: frozenset[str], rarity: dict[str, float]) -> float:
    """Which part of the question's telling words was found, 0 to 1."""
    total = sum(rarity.values())
    return sum(rarity.get(word, 0.0) for word in found) / total if total else 0.0
