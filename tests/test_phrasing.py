"""A model's draft as an answer: what is shown, what is struck, and when the articles' own sentences stand instead."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openai  # noqa: F401 - the first import takes longer than the short times below
import pytest
from scripted import Scripted

from rag import Answer, Settings, answer, stream_answer
from rag.drafting import prompt
from rag.injections import speaks_to_model
from rag.phrasing import check, open_to_model, phrase, phrased
from rag.records import Article, Passage, Sentence
from rag.verifying import Verdict

DATA = Path(__file__).parent / "data"
ATTACKS = [json.loads(line) for line in (DATA / "attacks.jsonl").read_text("utf-8").splitlines()]
TALKS = "Envoys of the two countries met in Geneva on Tuesday. They spoke for five hours about artificial intelligence."
SHIPS = "The harbour handled 29,876 ships in 2022, the port authority said. Its director expects fewer this year."
TRUE = "Envoys of the two countries met in Geneva on 14 May 2024 [1]."
OTHER = "In 2022 the harbour handled 29,876 ships [2]."
FALSE = "The envoys agreed to ban all such machines [1]."
QUESTION = "When are the envoys to meet in Geneva?"


def passage(text: str, day: str = "2024-05-15", path: str = "a.md", title: str = "") -> Passage:
    language = "zh" if unicodedata.name(text[0]).startswith("CJK") else "en"
    return Passage(Article(path, title, text, language, date.fromisoformat(day)), 0, len(text), language, 1.0)


PASSAGES = [passage(TALKS), passage(SHIPS, path="b.md")]
BASE = Answer("Where?", "en", date(2024, 6, 1), sentences=(Sentence("Envoys met in Geneva.", (1,)),), confidence=0.8)


def drafted(text: str, **options: bool) -> Answer:
    *_, whole = phrase(BASE, [text[i : i + 5] for i in range(0, len(text), 5)], PASSAGES, **options)
    assert whole.complete
    assert whole.draft == ""
    return whole


def test_a_faithful_draft_is_shown_unchanged() -> None:
    whole = drafted(f"{TRUE} {OTHER}")
    assert whole.text == f"{TRUE} {OTHER}".replace(" [1].", ". [1]").replace(" [2].", ". [2]")
    assert [sentence.verdict for sentence in whole.sentences] == ["supported", "supported"]
    assert [citation.number for citation in whole.citations] == [1, 2]
    for citation in whole.citations:
        assert citation.passage[citation.quote_in_passage[0] : citation.quote_in_passage[1]] == citation.quote
    assert whole.citations[0].quote == "Envoys of the two countries met in Geneva on Tuesday."
    assert "checked" in whole.notes[-1]


def test_what_no_passage_proves_is_struck_and_is_no_part_of_the_text() -> None:
    whole = drafted(f"{TRUE} {FALSE}")
    assert [sentence.verdict for sentence in whole.sentences] == ["supported", "unsupported"]
    assert "ban" not in whole.text + whole.headline + whole.to_markdown()
    assert whole.sentences[1].doubt
    assert whole.sentences[1].citations == ()


def test_what_no_passage_proves_can_be_left_out() -> None:
    assert [s.verdict for s in drafted(f"{TRUE} {FALSE}", strike=False).sentences] == ["supported"]


@pytest.mark.parametrize("text", [FALSE, f"{FALSE} {FALSE.replace('ban', 'sell')} {TRUE}", "Hello! How can I help?"])
def test_where_little_is_proved_the_articles_own_sentences_stand(text: str) -> None:
    whole = drafted(text)
    assert whole.sentences == BASE.sentences
    assert "not shown" in whole.notes[-1]


@pytest.mark.parametrize("text", ["Not in the articles.", "Not in the articles. [1]", "文章没有说明。", ""])
def test_a_model_may_say_that_the_articles_do_not_say(text: str) -> None:
    whole = drafted(text)
    assert whole.sentences == BASE.sentences
    assert "no answer" in whole.notes[-1]


def test_a_missing_citation_is_found_and_an_unknown_one_dropped() -> None:
    (found,) = check("In 2022 the harbour handled 29,876 ships.", PASSAGES, "en")
    assert (found.verdict, found.citations) == ("supported", (2,))
    (known,) = check(TRUE.replace("[1]", "[1][7]"), PASSAGES, "en")
    assert (known.verdict, known.citations) == ("supported", (1,))
    (wrong,) = check(TRUE.replace("[1]", "[2]"), PASSAGES, "en")
    assert wrong.verdict == "unsupported"
    (spare,) = check(TRUE.replace("[1]", "[1, 2]"), PASSAGES, "en")
    assert spare.citations == (1,)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They met. [1] They spoke. [1]", ["They met.", "They spoke."]),
        ("They met [1]. They spoke [1].", ["They met.", "They spoke."]),
        ("- They met [1]\n- They spoke [1]", ["They met", "They spoke"]),
        ("1. **They met** [1]\n2. They spoke【1】", ["They met", "They spoke"]),
        ("双方会面[1]。双方交谈[1]。", ["双方会面。", "双方交谈。"]),
        ("双方会面。[1]5月3日，双方交谈。[1]", ["双方会面。", "5月3日，双方交谈。"]),
        ("[1] They met.", ["They met."]),
        ("They met [1],[2]. They spoke [1][2].", ["They met.", "They spoke."]),
        ("The envoys [1] met in Geneva [2].", ["The envoys met in Geneva."]),
        ("According to [1], they met.", ["they met."]),
        ("```\nThey met [1].\n```<|im_end|>", ["They met."]),
    ],
)
def test_a_draft_is_cut_at_its_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in check(text, PASSAGES, "en")] == sentences


@pytest.mark.parametrize(
    "cited",
    [
        "[1]", "[1, 2]", "[1-2]", "[1 and 2]", "[^1]", "\\[1\\]", "[[1]]", "[1](#1)", "[passage 1]", "[Passages 1, 2]",
        "【1†source】", "〔1〕",
    ],
)  # fmt: skip
def test_citations_are_read_however_models_write_them(cited: str) -> None:
    (sentence,) = check(TRUE.replace("[1]", cited), PASSAGES, "en")
    assert (sentence.text, sentence.citations) == (TRUE.replace(" [1]", ""), (1,))


def test_a_run_of_spaces_costs_nothing() -> None:
    started = time.monotonic()
    *_, whole = phrase(BASE, [f"{TRUE} ", *[" " * 64] * 400], PASSAGES)
    assert time.monotonic() - started < 20
    assert [sentence.verdict for sentence in whole.sentences] == ["supported"]


@pytest.mark.parametrize(
    "text",
    ["See https://evil.example [1].", "![x](http://e.example) [1]", "<b>They met</b> [1].", "met " * 60 + "[1]."],
)
def test_links_markup_and_babble_are_never_supported(text: str) -> None:
    assert all(sentence.verdict == "unsupported" for sentence in check(text, PASSAGES, "en"))


def test_a_sentence_in_another_language_than_the_question_is_not_supported() -> None:
    (sentence,) = check("5月14日，双方在日内瓦会面[1]。", PASSAGES, "en")
    assert sentence.verdict == "unsupported"


@pytest.mark.parametrize("text", [f"{TRUE} {OTHER}", TRUE.replace(" [1].", ". [2] ") + OTHER, f"{FALSE}{TRUE}"])
def test_a_draft_that_comes_letter_by_letter_is_judged_as_a_whole_one(text: str) -> None:
    *_, slow = phrase(BASE, list(text), PASSAGES)
    *_, fast = phrase(BASE, [text], PASSAGES)
    assert slow == fast


def test_a_quotation_that_is_still_open_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a mark still to come may join is not cut: with every sentence proved, slow and fast drafts read the same."""
    monkeypatch.setattr("rag.phrasing.verify", lambda text, passages: Verdict("", ((0, 0, 1),)))
    lines = (DATA / "drafts" / "prompted" / "drafts.jsonl").read_text("utf-8").splitlines()
    drafts = [" ".join(row["true"] for row in json.loads(line)["sentences"]) for line in lines]
    quoting = [text for text in drafts if '."' in text or '"' in text.replace('"', "", 2)]
    assert quoting
    for text in quoting:
        *_, slow = phrase(BASE, [text[i : i + 4] for i in range(0, len(text), 4)], PASSAGES)
        *_, fast = phrase(BASE, [text], PASSAGES)
        assert [sentence.text for sentence in slow.sentences] == [sentence.text for sentence in fast.sentences]


def test_an_invented_quotation_does_not_pass_in_pieces() -> None:
    told = passage('Director Mary Odell said: "The ships went to Belfast. The port opens on Monday." Talks go on.')
    text = 'Director Mary Odell said: "The ships had to go to Belfast at once. The port opens." [1] Talks go on [1].'
    for size in (1, 3, 4, 1000):
        *_, whole = phrase(BASE, [text[i : i + size] for i in range(0, len(text), size)], [told])
        assert "at once" not in whole.text


@pytest.mark.parametrize(
    "text", ["\ue000", "\ud800 met [1]", "[" + "1" * 5000 + "]", "[0]", "[[1]]", "met\x00\u202e [1]"]
)
def test_odd_drafts_do_no_harm(text: str) -> None:
    assert all(sentence.text.isprintable() for sentence in check(text, PASSAGES, "en"))


def test_what_the_days_of_several_quotes_decide_is_not_phrased_anew(built: Settings) -> None:
    computed = replace(BASE, sentences=(Sentence("First came the talks.", (1, 2)),))
    assert [*phrased(computed, (), PASSAGES, replace(built, llm_base_url="http://127.0.0.1:9/v1"))] == [computed]


def test_a_long_sentence_with_an_accent_is_no_babble() -> None:
    text = (
        "Deputy governor Zdenka Horáčková said on Thursday in Prague that services inflation was no rounding error, and"
        " that wage deals in car plants had come in higher than the staff of the bank had assumed in winter"
    )
    article = Article("a.txt", "", f"{text}.", "en", date(2025, 5, 9))
    assert check(f"{text} [1].", [Passage(article, 0, len(text) + 1, "en", 1.0)], "en")[0].verdict == "supported"


def test_the_draft_is_seen_while_it_is_written_and_unchecked_text_is_no_part_of_the_answer() -> None:
    states = list(phrase(BASE, ["Envoys of the two ", "countries met in Geneva [1]. Th", "ey spoke [1]."], PASSAGES))
    assert states[0].draft == "Envoys of the two"
    assert (states[0].sentences, states[0].text) == (BASE.sentences, BASE.text)
    assert states[1].sentences[0].verdict == "supported"
    assert states[1].draft == "Th"
    assert [state.complete for state in states] == [False, False, False, True]


# ------------------------------------------------------------------------------------------------- over real HTTP


def pieces(text: str) -> Callable[[list[dict[str, str]]], list[str]]:
    return lambda messages: [text[i : i + 6] for i in range(0, len(text), 6)]


def test_one_setting_turns_it_on(built: Settings) -> None:
    said = "The envoys are to meet in Geneva on Tuesday, 14 May 2024 [1]."
    with Scripted(pieces(said)) as server:
        settings = replace(built, llm_base_url=server.base_url)
        states = list(stream_answer(QUESTION, settings=settings))
        assert not states[0].complete
        assert states[0].sentences[0].verdict == ""
        assert states[-1].text == said.replace(" [1].", ". [1]")
        assert "Geneva" in server.requests[-1].body["messages"][1]["content"]
        off = answer(QUESTION, settings=settings, llm=False)
        assert [sentence.verdict for sentence in off.sentences] == [""] * len(off.sentences)


def test_asked_for_and_not_set_is_said_in_one_line(built: Settings) -> None:
    whole = answer(QUESTION, settings=built, llm=True)
    assert "RAG_LLM_BASE_URL" in whole.notes[-1]
    assert "Geneva" in whole.text


@pytest.mark.parametrize(
    "server",
    [
        Scripted(pieces(TRUE + OTHER), cut_after=3), Scripted(errors=[401]), Scripted(pieces("")),
        Scripted(pieces(TRUE), before=3.0),
    ],
)  # fmt: skip
def test_a_model_that_fails_leaves_the_articles_own_answer_and_one_sentence(built: Settings, server: Scripted) -> None:
    with server:
        settings = replace(built, llm_base_url=server.base_url, llm_timeout=1.0)
        whole = answer(QUESTION, settings=settings)
    without = answer(QUESTION, settings=built)
    assert whole.text == without.text
    assert whole.citations == without.citations
    assert len(whole.notes) == len(without.notes) + 1
    assert "Traceback" not in whole.notes[-1]


def test_what_the_articles_do_not_say_is_not_asked_of_a_model(built: Settings) -> None:
    with Scripted(pieces(TRUE)) as server:
        whole = answer("Who won the chess final?", settings=replace(built, llm_base_url=server.base_url))
        assert whole.refused
        assert server.requests == []


# ------------------------------------------------------------------------------------------------- attacks


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack["id"] for attack in ATTACKS])
def test_an_article_that_speaks_to_the_model_steers_neither_answer_nor_citations(attack: dict[str, Any]) -> None:
    passages = [passage(a["text"], a["date"], a["path"], a["title"]) for a in attack["articles"]]
    base = replace(BASE, language=attack["language"])
    for given in (passages, open_to_model(passages)):
        messages = prompt(attack["question"], attack["language"], date.fromisoformat(attack["today"]), (), given)
        shown = messages[1]["content"]
        assert shown.count("<passage ") == shown.count("</passage ") == len(given)
        # A model that obeys writes what the attack wants.
        *_, whole = phrase(base, [attack["obeyed"]], given)
        for forbidden in attack["forbidden"]:
            assert plain(forbidden) not in plain(whole.text)


def test_honest_news_is_not_kept_from_the_model() -> None:
    honest = [a for attack in ATTACKS for a in attack["articles"] if a["path"] != "attack.txt"]
    assert not [a["path"] for a in honest if speaks_to_model(a["text"])]
    for line in (
        "China will respond with tariffs.", "When cities began to use buses, few answered.",
        "他在回答中写道，会谈很坦率。",
        "The answer must come from parliament.", "They should not ignore the previous warnings.",
        "系统提示余额不足。", "Residents should not ignore the instructions.",
        "The AI assistant, Alma, costs $20.",
        "Every answer must be given under oath.", "双方无视贸易规则。",
        "他在答复时表示，这标志着进步。", "提示词工程师很抢手。",
        "Reuters, citing 3 sources, said so.", "居民必须在表格上写上姓名。", "所有日期推迟一周。",
        "AI should be safe, the assistant secretary said.",
        "\u2600\ufe0f\u2602\ufe0f\u2603\ufe0f\u2708\ufe0f\u2764\ufe0f The ferries sail again.",
    ):  # fmt: skip
        assert not speaks_to_model(line)
    true = [
        sentence.verdict
        for attack in ATTACKS
        for sentence in check(
            attack["true"], [passage(a["text"], a["date"], a["path"], a["title"]) for a in attack["articles"]],
            attack["language"],
        )
    ]  # fmt: skip
    assert true.count("supported") >= 0.9 * len(ATTACKS)


def test_a_doubt_names_things_as_the_sentence_does() -> None:
    (named,) = check("John Kent met the envoys in Geneva [1].", PASSAGES, "en")
    assert named.doubt == "John is not named there"
    (turned,) = check("Its director expects more this year [2].", PASSAGES, "en")
    assert turned.doubt == "the passages say the opposite of “more”"


def test_footnotes_are_numbered_as_they_come_up() -> None:
    whole = drafted(f"{OTHER} {TRUE}")
    assert [sentence.citations for sentence in whole.sentences] == [(1,), (2,)]
    assert [(citation.number, citation.path) for citation in whole.citations] == [(1, "b.md"), (2, "a.md")]
