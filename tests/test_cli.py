"""The command line as a user types it: output, exit codes, one sentence where it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RAG = Path(sys.executable).parent / "rag"


@pytest.fixture
def rag(built):
    """Run `rag` with the small index in its environment."""

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"RAG_SOURCES": str(built.sources), "RAG_INDEX": str(built.index), "COLUMNS": "200"}
        return subprocess.run(
            [RAG, *words], capture_output=True, text=True, check=False, encoding="utf-8",
            env={**os.environ, **settings, **environment},
        )  # fmt: skip

    return run


def failed(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line on standard error."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_ask_answers_with_sources(rag):
    done = rag("ask", "When do the envoys meet for talks about artificial intelligence?", "--today", "2024-05-20")
    assert done.returncode == 0, done.stderr
    assert "on Tuesday, 14 May 2024" in done.stdout
    assert "[1] Envoys set a date for talks on machines (news.example.org, 2024-05-13)" in done.stdout


def test_ask_as_json_is_the_answer(rag):
    done = rag("ask", "Where do the envoys meet for talks about artificial intelligence?", "--json")
    found = json.loads(done.stdout)
    assert found["refused"] is False
    assert "Geneva" in found["headline"]
    assert found["citations"][0]["path"] == "talks.md"


def test_a_refusal_exits_with_3(rag):
    done = rag("ask", "When will Mars be reached by the crew of Ares?")
    assert done.returncode == 3
    assert "The articles do not say" in done.stdout


def test_wrong_use_exits_with_2_and_one_sentence(rag):
    assert "the question is empty" in failed(rag("ask", "  "), 2)
    assert "'soon' is no date" in failed(rag("ask", "Where?", "--today", "soon"), 2)
    assert "fits no article" in failed(rag("sources", "--show", "nothing-like-it"), 2)
    failed(rag("ask"), 2)
    failed(rag("nonsense"), 2)
    failed(rag("search", "x", "-k", "0"), 2)


def test_what_fails_exits_with_1_and_the_remedy(rag, tmp_path):
    assert "rag index" in failed(rag("ask", "Where?", RAG_INDEX=str(tmp_path / "none")), 1)
    assert "nowhere" in failed(rag("index", "--sources", str(tmp_path / "nowhere")), 1)
    assert "--rebuild" in failed(rag("ask", "Where?", "--model", "other/model"), 1)
    assert "questions.jsonl" in failed(rag("eval", str(tmp_path)), 1)


def test_index_twice_says_that_nothing_was_embedded(rag, built):
    done = rag("index")
    assert (done.returncode, done.stdout) == (0, "Nothing changed, nothing embedded: 3 articles, 3 chunks.\n")
    (built.sources / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    done = rag("index")
    assert "not indexed: bad.txt: " in done.stderr
    assert done.stdout == "Nothing changed, nothing embedded: 3 articles, 3 chunks.\n"


def test_sources_lists_and_shows_what_was_left_out(rag, built):
    (built.sources / "page.txt").write_text(
        "Home > World > Rivers\nRiver Aa floods the lower town\n\nThe river Aa rose by two metres on Friday and "
        "flooded the lower town, the mayor said.\n\nShare\n\nRead more: Ten rivers you must see\n", "utf-8",
    )  # fmt: skip
    rag("index")
    listed = rag("sources").stdout
    assert "harbour.md" in listed and "2023-02-01" in listed and "indexed" in listed
    shown = rag("sources", "--show", "page").stdout
    body, dropped = shown.split("Left out as page furniture")
    assert "rose by two metres" in body
    assert "Read more: Ten rivers you must see" in dropped and "Read more" not in body


def test_search_shows_passages(rag):
    assert "29,876 ships" in rag("search", "ships in Rotterdam", "-k", "1").stdout
    found = json.loads(rag("search", "ships in Rotterdam", "-k", "2", "--json").stdout)
    assert [row["path"] for row in found][0] == "harbour.md"


def test_eval_prints_a_table_or_json_and_writes_details(rag, tmp_path, built):
    (tmp_path / "questions.jsonl").write_text(
        json.dumps({"id": "a", "question": "How many ships did Rotterdam handle in 2022?", "answers": ["29,876"],
                    "articles": ["harbour"], "kind": "news"}), "utf-8",
    )  # fmt: skip
    arguments = ("eval", str(tmp_path), "--articles", str(built.sources), "--details", str(tmp_path / "d.jsonl"))
    assert "answer_accuracy" in rag(*arguments).stdout
    assert json.loads(rag(*arguments, "--json").stdout)["answer_accuracy"] == 1.0
    assert json.loads((tmp_path / "d.jsonl").read_text("utf-8"))["id"] == "a"
