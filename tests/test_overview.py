"""Questions that want many articles at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rag import Settings, answer, rebuild
from rag.overview import find_overview

ARTICLES = {
    "a.md": (
        "2024-05-15",
        "https://one.example.org/x",
        "The first talks on artificial intelligence between China and America were held in Geneva on Tuesday.",
    ),
    "b.md": (
        "2024-04-26",
        "https://two.example.org/x",
        "The first talks on artificial intelligence between China and America will be held in the coming weeks.",
    ),
    "c.md": (
        "2023-11-16",
        "https://three.example.org/x",
        "The presidents of China and America agreed to talks on artificial intelligence in Woodside.",
    ),
    "d.md": ("2023-02-01", "https://port.example.org/x", "The harbour of Rotterdam handled 29,876 ships in 2022."),
}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("several")
    (folder / "seeds").mkdir()
    for name, (day, url, text) in ARTICLES.items():
        (folder / "seeds" / name).write_text(
            f"---\ntitle: {text[:24]}\ndate: {day}\nurl: {url}\n---\n\n{text}\n", "utf-8"
        )
    settings = Settings(sources=folder / "seeds", index=folder / "index")
    rebuild(settings=settings)
    return settings


def test_a_timeline_is_one_cited_sentence_of_each_article_in_the_order_of_their_days(several: Settings) -> None:
    found = answer(
        "Give me a timeline of the talks on artificial intelligence between China and America",
        settings=several,
        today=date(2024, 6, 1),
    )
    assert [citation.path for citation in found.citations] == ["c.md", "b.md", "a.md"]
    assert [sentence.citations for sentence in found.sentences] == [(1,), (2,), (3,)]
    assert found.sentences[0].frame == "16 November 2023, three.example.org:"
    assert "14 May 2024" in found.text


def test_what_each_outlet_says_goes_by_outlet(several: Settings) -> None:
    found = answer(
        "Summarise what each outlet says about the talks on artificial intelligence between China and America",
        settings=several,
    )
    assert [c.outlet for c in found.citations] == ["one.example.org", "three.example.org", "two.example.org"]
    assert found.sentences[0].frame == "one.example.org, 15 May 2024:"


def test_a_timeline_of_what_no_article_tells_is_refused(several: Settings) -> None:
    assert answer("Timeline of the chess championship in Reykjavik", settings=several).refused


def test_what_happened_at_a_place_that_one_sentence_names_is_told(seeds: Settings) -> None:
    found = answer("What happened in Lima?", settings=seeds)
    assert not found.refused
    assert all("Lima" in citation.quote or "LIMA" in citation.quote for citation in found.citations)
    assert answer("What happened in Berlin?", settings=seeds).refused


@pytest.mark.parametrize(
    ("text", "language", "subject", "order"),
    [
        ("What changed between the two export rules?", "en", "the two export rules", "day"),
        ("How did relations with China change?", "en", "relations with China", "day"),
        ("Compare the two accounts of the talks", "en", "the two accounts of the talks", "day"),
        ("请总结日内瓦会谈", "zh", "日内瓦会谈", "day"),
        ("人工智能对话的时间线", "zh", "人工智能对话", "day"),
        ("各家媒体如何报道日内瓦会谈？", "zh", "日内瓦会谈", "outlet"),
        ("去年以来出口规则前后有哪些变化？", "zh", "去年以来出口规则", "day"),
        ("What happened at the Woodside summit?", "en", "the Woodside summit", "day"),
        ("What happened in Lima?", "en", "in Lima", "day"),
        ("日内瓦发生了什么事？", "zh", "日内瓦", "day"),
    ],
)
def test_what_an_overview_is_wanted_of(text: str, language: str, subject: str, order: str) -> None:
    found = find_overview(text, language)
    assert found is not None
    assert (found.subject, found.order) == (subject, order)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When were the talks held?", "en"), ("What did each side say?", "en"), ("What changed?", "en"),
        ("Compared with last year, how many came?", "en"), ("How did Pfizer develop the vaccine?", "en"),
        ("Who wrote the summary of the talks?", "en"), ("谁总结了会谈？", "zh"),
        ("5月1日美元指数发生了什么变化？", "zh"), ("What happened to the balloon?", "en"),
    ],
)  # fmt: skip
def test_other_questions_want_none(text: str, language: str) -> None:
    assert find_overview(text, language) is None
