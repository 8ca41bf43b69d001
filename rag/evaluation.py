"""`rag eval`: how well questions with known answers are answered, over their own articles in their own index.

A set is a folder with `questions.jsonl`. One object a line: `id`, `question`, `language`, `kind`, `answers` (any one
counts; empty with no `must` = the articles do not say), `must` (of every inner list one string must be in the answer),
`articles` (stems of the files that hold the answer), and where they matter `history` and `today`. Strings compare
case-folded, with spaces and full-width forms folded.

Knows only what a caller of the package knows, and reads the articles again through the same reader to check quotes.
"""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from statistics import median
from typing import Any

from rag.answering import answer_with_passages
from rag.building import Progress, rebuild, tell_nobody
from rag.errors import SourceError
from rag.records import Answer, Article, Passage
from rag.settings import Settings
from rag.sources import UnreadableSource, read_article

LONGEST_ANSWER = 700
MOST_SENTENCES = 3
"""An answer with more than these is not counted as right, whatever it holds: pasting whole passages is no answer."""


@dataclass(frozen=True)
class Case:
    """One question of a set."""

    id: str
    question: str
    kind: str = ""
    language: str = ""
    answers: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    today: date | None = None

    @property
    def answerable(self) -> bool:
        """Whether the articles hold the answer."""
        return bool(self.answers or self.must)


@dataclass(frozen=True)
class Verdict:
    """How one question went."""

    id: str
    question: str
    kind: str
    language: str
    answerable: bool
    rank: int | None
    """Place, from 1, of the first of the top passages that is from a named article and holds an accepted answer."""
    answered: bool
    """Answerable, and answered rightly."""
    headlined: bool
    """Answerable, and the headline alone is right."""
    refused: bool
    quotes: int
    exact: int
    characters: int
    milliseconds: float
    answer: dict[str, Any] = field(repr=False)
    passages: tuple[dict[str, Any], ...] = field(repr=False)


def evaluate(
    folder: Path, settings: Settings, *, limit: int | None = None, progress: Progress | None = None
) -> tuple[dict[str, Any], list[Verdict]]:
    """Ask every question of a set over the articles that the settings name, in the index that they name.

    :param folder: holds `questions.jsonl`.
    :param limit: ask only the first so many questions.
    :return: the figures, by name, with `kinds` holding the same by kind; and how each question went.
    :raises SourceError: the questions or the articles cannot be read.
    """
    cases = read_cases(folder / "questions.jsonl")[:limit]
    tell = progress or tell_nobody
    report = rebuild(settings=settings, progress=tell)
    verdicts = []
    for done, case in enumerate(cases):
        tell(done, len(cases), "asking")
        verdicts.append(_ask(case, settings))
    tell(len(cases), len(cases), "asking")
    rate = report.embedded / report.seconds if report.seconds else 0.0
    return {**summarise(verdicts), "index_chunks_per_second": round(rate, 1)}, verdicts


def read_cases(path: Path) -> list[Case]:
    """The questions of a set.

    :raises SourceError: the file is missing, or a line is no question; it names the line.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"the questions {path} cannot be read ({error}); name a folder that holds questions.jsonl"
        ) from error
    cases = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line), number))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise SourceError(
                    f"{path}, line {number} is no question ({error!r}); see the format in README.md"
                ) from error
    if not cases:
        raise SourceError(f"{path} holds no question; see the format in README.md")
    return cases


def _case(row: dict[str, Any], number: int) -> Case:
    return Case(
        id=str(row.get("id", number)),
        question=row["question"],
        kind=row.get("kind", ""),
        language=row.get("language", ""),
        answers=tuple(row.get("answers", ())),
        must=tuple(tuple(group) for group in row.get("must", ())),
        articles=tuple(row.get("articles", ())),
        history=tuple(row.get("history", ())),
        today=_today(row.get("today", "")),
    )


def _today(text: str) -> date | None:
    """The day in a set's `today`, written as 2024-06-01 or 2024-6-1; None where it names none in full."""
    parts = text.split("-")
    return date(*map(int, parts)) if len(parts) == 3 and all(part.isdigit() for part in parts) else None


def _ask(case: Case, settings: Settings) -> Verdict:
    """Ask one question and judge the answer."""
    started = time.perf_counter()
    answer, passages = answer_with_passages(case.question, history=case.history, today=case.today, settings=settings)
    milliseconds = (time.perf_counter() - started) * 1000
    right = case.answerable and not answer.refused
    short = len(answer.text) <= LONGEST_ANSWER and len(answer.sentences) <= MOST_SENTENCES
    return Verdict(
        id=case.id,
        question=case.question,
        kind=case.kind,
        language=case.language,
        answerable=case.answerable,
        rank=next((place for place, p in enumerate(passages, start=1) if _is_hit(case, p)), None),
        answered=right and short and holds(case, answer.text),
        headlined=right and short and holds(case, answer.headline),
        refused=answer.refused,
        quotes=len(answer.citations),
        exact=_exact_quotes(answer, settings.sources),
        characters=len(answer.text),
        milliseconds=milliseconds,
        answer=answer.to_dict(),
        passages=tuple({"path": p.article.path, "start": p.start, "end": p.end, "score": p.score} for p in passages),
    )


def holds(case: Case, text: str) -> bool:
    """Whether `text` has an accepted answer and satisfies every `must`."""
    folded = fold(text)
    accepted = not case.answers or any(fold(item) in folded for item in case.answers)
    return accepted and all(any(fold(item) in folded for item in group) for group in case.must)


def _is_hit(case: Case, passage: Passage) -> bool:
    """Whether the passage is from a named article, or a copy of one there, and holds an accepted answer."""
    return is_named(case, passage) and holds_any(case, passage.text)


def is_named(case: Case, passage: Passage) -> bool:
    """Whether the passage is from an article that the set names, or has a copy there."""
    return bool({PurePosixPath(path).stem for path in (passage.article.path, *passage.copies)} & set(case.articles))


def holds_any(case: Case, text: str) -> bool:
    """Whether `text` has an accepted answer, or any string of a `must`."""
    folded = fold(text)
    return any(fold(item) in folded for item in case.answers or [item for group in case.must for item in group])


def _exact_quotes(answer: Answer, root: Path) -> int:
    """How many citations quote exactly what stands in the file at their offsets."""
    read = _reader(root)
    return sum(
        (article := read(citation.path)) is not None and article.text[citation.start : citation.end] == citation.quote
        for citation in answer.citations
    )


@cache
def _reader(root: Path) -> Callable[[str], Article | None]:
    @cache
    def read(path: str) -> Article | None:
        try:
            return read_article(root, path)
        except UnreadableSource:
            return None

    return read


def fold(text: str) -> str:
    """`text` as strings are compared: case-folded, full-width forms and spaces folded away."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def summarise(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The figures of all verdicts, with those of each kind under `kinds`; None where nothing was asked."""
    kinds = sorted({verdict.kind for verdict in verdicts})
    return {**_figures(verdicts), "kinds": {kind: _figures([v for v in verdicts if v.kind == kind]) for kind in kinds}}


def _figures(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    known = [verdict for verdict in verdicts if verdict.answerable]
    unknown = [verdict for verdict in verdicts if not verdict.answerable]
    times = sorted(verdict.milliseconds for verdict in verdicts)
    quotes = sum(verdict.quotes for verdict in verdicts)
    return {
        "questions": len(verdicts),
        "hit_at_1": _share(v.rank == 1 for v in known),
        "hit_at_5": _share(v.rank is not None and v.rank <= 5 for v in known),
        "answer_accuracy": _share(v.answered for v in known),
        "headline_accuracy": _share(v.headlined for v in known),
        "false_refusal": _share(v.refused for v in known),
        "rejection": _share(v.refused for v in unknown),
        "citation_exact": round(sum(v.exact for v in verdicts) / quotes, 4) if quotes else None,
        "answer_chars_median": median(v.characters for v in verdicts) if verdicts else None,
        "latency_ms_p50": round(_percentile(times, 0.5), 1) if times else None,
        "latency_ms_p95": round(_percentile(times, 0.95), 1) if times else None,
    }


def _share(marks: Iterable[bool]) -> float | None:
    listed = list(marks)
    return round(sum(listed) / len(listed), 4) if listed else None


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def details(verdicts: Iterable[Verdict]) -> Iterable[str]:
    """One JSON line a question with its answer, passages and verdicts."""
    for verdict in verdicts:
        yield json.dumps(asdict(verdict), ensure_ascii=False)
