"""How well drafted sentences are told apart: which share of the false is caught, and which of the true is refused.

A set is a folder with `drafts.jsonl`; tests/data/drafts/README.md tells its form. Knows no index and no model.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rag.errors import SourceError
from rag.languages import language_of
from rag.phrasing import check
from rag.records import Article, Passage, Sentence


@dataclass(frozen=True)
class Judgement:
    """What became of one labelled sentence."""

    case: str
    language: str
    kind: str
    is_true: bool
    text: str
    sentence: Sentence

    @property
    def is_shown(self) -> bool:
        """Whether it is shown as supported."""
        return self.sentence.verdict == "supported"


def judge_drafts(folder: Path) -> list[Judgement]:
    """Check every sentence of a set, true and false.

    :raises SourceError: the folder holds no such set.
    """
    path = folder / "drafts.jsonl"
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}); name a folder that holds drafts.jsonl") from error
    judged: list[Judgement] = []
    for number, line in enumerate(lines, start=1):
        try:
            judged += _judge(json.loads(line))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise SourceError(f"{path}, line {number} is no case of drafts ({error!r}); correct it") from error
    return judged


def figures(judged: list[Judgement]) -> dict[str, Any]:
    """Per language and kind: how many false sentences were caught, and how many true ones refused."""
    groups: dict[str, list[Judgement]] = {"all": judged}
    for item in judged:
        groups.setdefault(item.language, []).append(item)
        groups.setdefault(item.kind, []).append(item)
    return {name: _counted(items) for name, items in groups.items()}


def _counted(items: list[Judgement]) -> dict[str, Any]:
    counts = Counter((item.is_true, item.is_shown) for item in items)
    false, true = counts[False, False] + counts[False, True], counts[True, False] + counts[True, True]
    return {
        "false": false,
        "caught": round(counts[False, False] / false, 4) if false else None,
        "true": true,
        "refused": round(counts[True, False] / true, 4) if true else None,
    }


def _judge(case: dict[str, Any]) -> Iterator[Judgement]:
    passages = [_passage(row) for row in case["passages"]]
    for row in case["sentences"]:
        for is_true, text in ((True, row["true"]), (False, row.get("false", ""))):
            if not text:
                continue
            checked = check(text, passages, case["language"])
            # One that was cut in two stands only if both do.
            sentence = next((s for s in checked if s.verdict != "supported"), checked[0])
            yield Judgement(case["id"], case["language"], row["kind"], is_true, text, sentence)


def _passage(row: dict[str, Any]) -> Passage:
    day = date.fromisoformat(row["date"]) if row["date"] else None
    article = Article(row["path"], row["title"], row["text"], language_of(row["text"]), day)
    return Passage(article, 0, len(row["text"]), article.language, 1.0)
