"""`rag eval`: the figures are what they say they are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DATA, SEEDS

from rag import Settings, SourceError
from rag.evaluation import Case, Verdict, details, evaluate, fold, holds, read_cases, summarise


def test_strings_compare_with_case_width_and_spaces_folded():
    assert fold("Ｇｅｎｅｖａ， ２０２４") == fold("geneva, 2024")
    case = Case("1", "q", answers=("14 May",), must=(("Geneva", "日内瓦"), ("May",)))
    assert holds(case, "On 14 MAY in 日内瓦")
    assert not holds(case, "On 14 May in Bern")
    assert not holds(case, "In Geneva in May")
    assert holds(Case("2", "q", must=(("a", "b"),)), "B")


def verdict(**changes) -> Verdict:
    base = Verdict(
        id="1", question="q", kind="news", language="en", answerable=True, rank=1, answered=True, headlined=True,
        refused=False, quotes=2, exact=2, characters=100, milliseconds=10.0, answer={}, passages=(),
    )  # fmt: skip
    return replace(base, **changes)


def test_figures_count_what_they_name():
    verdicts = [
        verdict(),
        verdict(rank=3, headlined=False, characters=200, milliseconds=30.0),
        verdict(rank=None, answered=False, headlined=False, refused=True, quotes=0, exact=0, characters=50),
        verdict(rank=6, answered=False, headlined=False, exact=1),
        verdict(kind="unanswerable", answerable=False, rank=None, answered=False, headlined=False, refused=True),
        verdict(kind="unanswerable", answerable=False, rank=None, answered=False, headlined=False),
    ]
    figures = summarise(verdicts)
    assert {name: figures[name] for name in figures if name not in ("kinds", "latency_ms_p50", "latency_ms_p95")} == {
        "questions": 6, "hit_at_1": 0.25, "hit_at_5": 0.5, "answer_accuracy": 0.5, "headline_accuracy": 0.25,
        "false_refusal": 0.25, "rejection": 0.5, "citation_exact": 0.9, "answer_chars_median": 100.0,
    }  # fmt: skip
    assert figures["kinds"]["unanswerable"]["rejection"] == 0.5
    assert figures["kinds"]["unanswerable"]["hit_at_1"] is None
    assert figures["kinds"]["news"]["questions"] == 4


def own(folder: Path, articles: Path | None = None) -> Settings:
    return Settings(sources=articles or folder / "articles", index=folder / "index")


def test_a_set_is_asked_over_its_own_articles(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.md").write_text(
        "---\ntitle: The harbour counts\n---\n\nThe harbour of Rotterdam handled 29,876 ships in 2022.\n", "utf-8"
    )
    questions = [
        {"question": "How many ships did the harbour of Rotterdam handle in 2022?", "answers": ["29,876"],
         "articles": ["harbour"], "kind": "news", "language": "en", "today": "2024-6-1"},
        {"question": "Who painted the Mona Lisa in Florence?", "answers": [], "articles": [], "kind": "unanswerable"},
    ]  # fmt: skip
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), "utf-8")
    figures, verdicts = evaluate(tmp_path, own(tmp_path))
    assert figures["questions"] == 2
    assert (figures["hit_at_1"], figures["answer_accuracy"], figures["headline_accuracy"]) == (1.0, 1.0, 1.0)
    assert (figures["rejection"], figures["false_refusal"], figures["citation_exact"]) == (1.0, 0.0, 1.0)
    assert figures["index_chunks_per_second"] > 0
    assert [json.loads(line)["refused"] for line in details(verdicts)] == [False, True]
    limited, _ = evaluate(tmp_path, own(tmp_path), limit=1)
    assert limited["questions"] == 1


@pytest.mark.parametrize("line", ["no json", "[]", '{"answers": []}', '{"question": "q", "today": "2024-13-45"}'])
def test_a_line_that_is_no_question_is_named(tmp_path, line):
    (tmp_path / "questions.jsonl").write_text('{"question": "q"}\n' + line, "utf-8")
    with pytest.raises(SourceError, match="line 2"):
        read_cases(tmp_path / "questions.jsonl")


def test_a_set_without_questions_is_told(tmp_path):
    with pytest.raises(SourceError, match=r"questions\.jsonl"):
        evaluate(tmp_path, own(tmp_path))
    (tmp_path / "questions.jsonl").write_text("\n", "utf-8")
    with pytest.raises(SourceError, match="holds no question"):
        evaluate(tmp_path, own(tmp_path))


def test_the_project_answers_its_own_questions(tmp_path):
    """What was reached over our own articles: a change that loses it should be noticed."""
    (tmp_path / "questions.jsonl").write_bytes((DATA / "questions.jsonl").read_bytes())
    figures, _ = evaluate(tmp_path, own(tmp_path, SEEDS))
    assert figures["citation_exact"] == 1.0
    assert figures["kinds"]["news"]["hit_at_5"] >= 0.9
    assert figures["kinds"]["news"]["answer_accuracy"] >= 0.7
    assert figures["false_refusal"] <= 0.15
