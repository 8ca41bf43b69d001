"""Questions to answers over real parts: cited, dated, announced as announced, or honestly refused."""

from __future__ import annotations

from datetime import date

import pytest

from rag import Answer, QuestionError, answer, rebuild, search, stream_answer

TODAY = date(2025, 2, 1)


def proves(found: Answer, settings) -> None:
    """Every sentence is cited, every quote stands where it says."""
    from rag.sources import read_article

    for sentence in found.sentences:
        assert sentence.citations
        for start, end in sentence.marks:
            assert 0 <= start < end <= len(sentence.text)
    for number, citation in enumerate(found.citations, start=1):
        assert citation.number == number
        assert read_article(settings.sources, citation.path).text[citation.start : citation.end] == citation.quote
        start, end = citation.quote_in_passage
        assert citation.passage[start:end] == citation.quote
        assert all(0 <= a < b <= len(citation.quote) for a, b in citation.marks)


@pytest.mark.parametrize(
    ("question", "language"),
    [("when and where were the first AI talks held", "en"), ("中美首次人工智能对话在何时何地举行？", "zh")],
)
def test_the_headline_question(seeds, question, language):
    found = answer(question, today=TODAY, settings=seeds)
    assert not found.refused
    assert found.language == language
    assert "Geneva" in found.text or "日内瓦" in found.text
    assert ("14 May 2024" if language == "en" else "2024年5月14日") in found.text
    assert 1 <= len(found.sentences) <= 3
    proves(found, seeds)


def test_a_weekday_is_shown_in_full_beside_the_word_and_an_announcement_as_one(built):
    found = answer("When and where do the envoys meet for the talks about artificial intelligence?", settings=built)
    assert found.headline == (
        "As announced on 13 May 2024: Envoys of the two countries are to meet in Geneva on Tuesday, 14 May 2024, for "
        "their first talks about artificial intelligence. [1]"
    )
    first = found.sentences[0]
    assert [first.text[a:b] for a, b in first.marks] == ["Geneva", "Tuesday, 14 May 2024"]
    citation = found.citation(1)
    assert citation.quote == (
        "Envoys of the two countries are to meet in Geneva on Tuesday for their first talks about "
        "artificial intelligence."
    )
    assert [citation.quote[a:b] for a, b in citation.marks] == ["Geneva", "Tuesday"]
    assert (citation.path, citation.outlet, citation.date) == ("talks.md", "news.example.org", date(2024, 5, 13))
    proves(found, built)


def test_the_frame_is_in_the_language_of_the_question_and_the_quote_in_its_own(built):
    found = answer("特使们什么时候在日内瓦会面？", settings=built)
    assert found.headline.startswith("据2024年5月13日的预告：")
    assert "on Tuesday（2024年5月14日）" in found.headline
    chinese = answer("When did the typhoon land in Fujian?", settings=built)
    assert "周四晚 (25 July 2024)在福建莆田登陆" in chinese.headline
    proves(found, built)
    proves(chinese, built)


def test_what_the_articles_do_not_say_is_refused_with_the_nearest_passages(built):
    found = answer("What is the capital of Australia?", settings=built)
    assert found.refused
    assert found.text == found.headline == found.reason
    assert found.text.startswith("The articles do not say")
    assert 0 <= found.confidence < 0.5
    assert found.sentences == ()
    assert found.citations and all(f"[{citation.number}]" in found.text for citation in found.citations)
    proves(found, built)
    chinese = answer("澳大利亚的首都是哪里？", settings=built)
    assert chinese.refused
    assert chinese.text.startswith("文章")


def test_of_two_things_asked_the_missing_one_is_named(built):
    found = answer("How many ships did Rotterdam handle in 2022, and who counted them and why?", settings=built)
    assert "29,876" in found.text
    found = answer("Where do the envoys meet for talks about artificial intelligence, and how long?", settings=built)
    assert "Geneva" in found.text
    assert found.reason == "The articles do not say how long."
    assert found.text.endswith(found.reason)


def test_a_follow_up_is_made_whole_and_shown(built):
    earlier = "Who is the director of the harbour of Rotterdam?"
    found = answer("And how many ships did it handle in 2022?", history=[earlier], settings=built)
    assert found.asked == "the director of the harbour of Rotterdam: how many ships did it handle in 2022?"
    assert "29,876" in found.text
    again = answer(
        "And how many ships did it handle in 2022?", history=[answer(earlier, settings=built)], settings=built
    )
    assert again.sentences == found.sentences
    assert answer("How many ships did Rotterdam handle?", history=["What about Fujian?"], settings=built).asked == ""


def test_streaming_grows_to_the_whole_answer(seeds):
    question = "What did the two sides say about the talks in Geneva?"
    steps = list(stream_answer(question, today=TODAY, settings=seeds))
    assert [step.complete for step in steps] == [False] * (len(steps) - 1) + [True]
    assert steps[-1] == answer(question, today=TODAY, settings=seeds)
    for step in steps:
        assert steps[-1].sentences[: len(step.sentences)] == step.sentences


@pytest.mark.parametrize("question", ["", "   \n", "?!", "x" * 1001])
def test_a_question_that_cannot_be_asked_is_told(built, question):
    with pytest.raises(QuestionError):
        answer(question, settings=built)
    with pytest.raises(QuestionError):
        search(question, settings=built)


@pytest.mark.parametrize(
    "question",
    [
        '"; DROP TABLE chunks; --',
        "AND OR NOT NEAR(",
        '"unbalanced',
        "title:x*",
        "\x00 nul?",
        "🙂 ok",
        "a" * 1000,
        "\ud800 lone",
    ],
)
def test_no_question_breaks_anything(built, question):
    assert isinstance(answer(question, settings=built), Answer)


def test_search_gives_passages_best_first(built):
    passages = search("ships in the harbour", 2, settings=built)
    assert [passage.article.path for passage in passages][0] == "harbour.md"
    assert passages == sorted(passages, key=lambda passage: -passage.score)
    assert len(passages) == 2
    for passage in passages:
        assert passage.article.text[passage.start : passage.end] == passage.text


def test_the_same_story_in_another_article_is_shown_once(folder):
    from rag import rebuild

    text = (folder.sources / "harbour.md").read_text("utf-8")
    (folder.sources / "reprint.md").write_text(
        text.replace("title: The", "title: Reprint: the").replace(
            "Its director", "Extra words stand here too.\n\nIts director"
        ),
        "utf-8",
    )
    rebuild(settings=folder)
    found = [p for p in search("How many ships did Rotterdam handle?", settings=folder) if "29,876" in p.text]
    assert len(found) == 1
    assert {found[0].article.path, *found[0].copies} == {"harbour.md", "reprint.md"}


def test_a_refusal_says_what_is_missing(built):
    absent = answer("What did Taylor Swift buy in Rotterdam?", settings=built)
    assert absent.refused and "does not mention Taylor Swift" in absent.reason
    present = answer("How many delegates will come to Geneva?", settings=built)
    assert present.refused
    assert present.reason.startswith("The articles mention Geneva, but do not say how many delegates.")


def test_who_he_is_is_shown_with_what_he_said(folder):
    text = "Director Lena Vogt opened the new lock. She said that 412 barges had waited for it."
    (folder.sources / "lock.md").write_text(f"---\ntitle: The lock\ndate: 2024-03-04\n---\n\n{text}\n", "utf-8")
    rebuild(settings=folder)
    found = answer("How many barges had waited for the lock?", settings=folder)
    assert found.citations[0].quote == text
    assert "412" in {found.citations[0].quote[start:end] for start, end in found.citations[0].marks}


def test_a_date_is_not_told_twice_and_before_keeps_its_word(folder):
    (folder.sources / "lock.md").write_text(
        "---\ntitle: 船闸\ndate: 2024-05-13\n---\n\n青河船闸将于周二（5月14日）开放，工程须在6月6日前完成。\n", "utf-8"
    )
    rebuild(settings=folder)
    found = answer("青河船闸什么时候开放？", settings=folder)
    assert "周二（5月14日，即2024年5月14日）" in found.text and "6月6日前（2024年6月6日）" in found.text


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("Did the talks in Geneva end with a joint statement?", "No:"),
        ("Were the talks held in Geneva?", "Yes:"),
        ("布林肯是否会见了习近平？", "是："),
        ("Did Blinken receive Xi Jinping?", ""),
        ("Did Biden visit Beijing?", ""),
        ("Were the talks held in June 2024?", ""),
    ],
)
def test_yes_and_no_are_said_only_where_the_quote_decides(seeds, question, frame):
    found = answer(question, today=TODAY, settings=seeds)
    assert found.sentences[0].frame.strip() == frame
    proves(found, seeds)


def test_a_day_before_an_announcement_is_not_that_of_what_it_announces(seeds):
    found = answer("中美首次人工智能对话在何时何地举行？", today=TODAY, settings=seeds)
    assert "2024年5月14日" in found.headline
