"""Questions over several events: taken apart, dated, compared; and the periods that a question names."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from rag import Settings, answer, rebuild
from rag.comparing import find_comparison
from rag.dates import anchor_of
from rag.glossary import holds_name, in_english, names_in, question_words, shared_words
from rag.periods import agreement
from rag.records import Article

MAY = (date(2024, 5, 1), date(2024, 5, 31))
TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "kind", "events"),
    [
        ("Which came first, the ferry strike or the harbour fair?", "first", ("the ferry strike", "the harbour fair")),
        ("What happened last: the vote, the strike or the fair?", "last", ("the vote", "the strike", "the fair")),
        ("Did the strike happen before the fair?", "before", ("the strike", "the fair")),
        ("Were the strike and the fair in the same month?", "same", ("the strike", "the fair")),
        ("How many days passed between the strike and the fair?", "between", ("the strike", "the fair")),
        ("On the day of the fair, what did the mayor open?", "then", ("the fair", "what did the mayor open?")),
        ("港口节和渡轮罢工哪个事件更早？", "first", ("港口节", "渡轮罢工")),
        ("渡轮公司罢工、港口节开幕和市长辞职，哪个最晚？", "last", ("渡轮公司罢工", "港口节开幕", "市长辞职")),
        ("李明和王芳的婚礼和渡轮公司罢工是在同一年吗？", "same", ("李明和王芳的婚礼", "渡轮公司罢工")),
        ("港口节开幕和渡轮罢工相隔多少天？", "between", ("港口节开幕", "渡轮罢工")),
        ("港口节开幕当天，市长宣布了什么？", "then", ("港口节开幕", "市长宣布了什么？")),
    ],
)  # fmt: skip
def test_a_comparison_is_taken_apart(text, kind, events):
    found = find_comparison(text, "zh" if "港" in text or "渡" in text else "en")
    assert found is not None
    assert (found.kind, found.events) == (kind, events)


@pytest.mark.parametrize(
    "text",
    ["When were the first talks held?", "Who came first?", "What did the mayor say before the vote?", "What is first?"],
)
def test_other_questions_compare_nothing(text):
    assert find_comparison(text, "en") is None


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    root = tmp_path_factory.mktemp("harbour")
    texts = {
        "strike": ("2024-05-14", "The ferry crews of Lindenau walked out on Monday over unpaid night shifts."),
        "fair": ("2024-05-30", "The harbour fair of Lindenau opened on 29 May 2024 with a parade of old tugboats."),
        "vote": ("2024-06-02", "The town council of Lindenau voted in May 2024 for a longer pier."),
    }
    for name, (day, text) in texts.items():
        (root / f"{name}.md").write_text(f"---\ntitle: Lindenau\ndate: {day}\n---\n\n{text}\n", "utf-8")
    settings = Settings(sources=root, index=root / "index")
    rebuild(settings=settings)
    return settings


def test_the_days_decide_and_every_event_is_cited(harbour):
    first = answer(
        "Which came first, the harbour fair or the walk-out of the ferry crews?", today=TODAY, settings=harbour
    )
    assert not first.refused
    assert first.headline.startswith("First came the walk-out of the ferry crews.")
    assert "29 May 2024" in first.headline and "13 May 2024" in first.headline
    assert {citation.path for citation in first.citations} == {"strike.md", "fair.md"}
    assert set(first.sentences[0].citations) == {1, 2}
    apart = answer(
        "How many days passed between the walk-out of the ferry crews and the harbour fair?",
        today=TODAY,
        settings=harbour,
    )
    assert apart.headline.startswith("16 days.")


def test_days_that_do_not_decide_are_told_and_nothing_is_guessed(harbour):
    open_ = answer(
        "Which came first, the harbour fair or the council's vote for a pier?", today=TODAY, settings=harbour
    )
    assert open_.refused
    assert "do not decide" in open_.reason
    missing = answer("Which came first, the harbour fair or the eruption of Krakatoa?", today=TODAY, settings=harbour)
    assert missing.refused
    assert missing.reason == "The articles do not say when this was: the eruption of Krakatoa."


def test_the_date_nearest_to_an_event_is_its_own(tmp_path):
    text = "On 3 May 2024 Mayor Vogt resigned, weeks after the dock strike in Halden began on 1 April 2024."
    (tmp_path / "a.md").write_text(f"---\ntitle: Halden\ndate: 2024-05-10\n---\n\n{text}\n", "utf-8")
    settings = Settings(sources=tmp_path, index=tmp_path / "index")
    rebuild(settings=settings)
    days = answer("How many days between the dock strike in Halden and Mayor Vogt's resignation?", settings=settings)
    assert days.headline.startswith("32 days.")
    before = answer("Did the dock strike in Halden begin before the resignation of Mayor Vogt?", settings=settings)
    assert before.headline.startswith("Yes.")
    year = answer("Were the dock strike in Halden and Mayor Vogt's resignation in the same year?", settings=settings)
    assert year.headline.startswith("Yes, in the same year.")
    birth = answer("Were Mayor Vogt's birth and the dock strike in Halden in the same year?", settings=settings)
    assert birth.refused


def test_what_else_happened_on_an_events_day(harbour):
    then = answer("On the day of the harbour fair of Lindenau, what opened?", today=TODAY, settings=harbour)
    assert then.asked == "On 29 May 2024: what opened?"
    assert not then.refused and {citation.path for citation in then.citations} == {"fair.md"}


@pytest.mark.parametrize(
    "text",
    ["会" + "这" * 80 + "吗", "会议" + "这个事件中" * 60 + "好吗", "哪个最早：" + "、".join(["通车"] * 90) + "？"],
)
def test_no_list_is_too_long_or_too_odd(text):
    started = time.perf_counter()
    assert find_comparison(text, "zh") is None
    assert time.perf_counter() - started < 5  # it took minutes


def test_an_undated_article_is_read_against_the_day_that_opens_it():
    opened = Article("a.md", "", "2019年1月20日，住建部通报此事。要求于4月15日前完成整改。", "zh")
    assert anchor_of(opened) == date(2019, 1, 20)
    assert anchor_of(replace(opened, date=date(2024, 5, 1))) == date(2024, 5, 1)
    assert anchor_of(replace(opened, text="住建部通报此事。")) is None


def test_how_far_days_agree():
    inside, wide, other = (date(2024, 5, 14),) * 2, (date(2024, 1, 1), date(2024, 12, 31)), (date(2020, 1, 1),) * 2
    assert agreement([MAY], [inside]) == 1
    assert 0 < agreement([MAY], [wide]) < 0.2
    assert agreement([MAY], [other]) == -1
    assert agreement([MAY], [other, inside]) == 1
    assert -1 < agreement([MAY], [(date(2024, 6, 3),) * 2]) < 0
    assert agreement([], [inside]) == agreement([MAY], []) == 0


def test_words_are_found_across_scripts():
    asked = "Where did the foreign minister arrive in Geneva?"
    assert shared_words(asked, "外长抵达日内瓦。", asked_in="en") >= {"geneva", "arrive"}
    assert not shared_words(asked, "台风造成严重损失。", asked_in="en")
    assert "日内瓦" in shared_words("外长何时抵达日内瓦？", "The minister arrived in Geneva.", asked_in="zh")
    assert "日内瓦" in question_words("外长何时抵达日内瓦？", "zh")
    assert names_in("When did Lena Vogt meet the mayor of Geneva?", "en") == ("Lena Vogt", "Geneva")
    assert "日内瓦" in names_in("外长何时抵达日内瓦？", "zh")
    assert names_in("Who left on Monday in May?", "en") == ()
    assert {"geneva", "arrive"} <= set(in_english("抵达日内瓦"))
    assert not holds_name("Oman", frozenset(), "a woman spoke")
    assert holds_name("US", frozenset(), "the us sent two")


def test_another_article_may_know_the_day(tmp_path):
    texts = {
        "vague": ("2024-07-01", "The bridge fair of Ostheim in May 2024 drew a record crowd, its founders say."),
        "exact": ("2024-05-09", "The bridge fair of Ostheim opened on 8 May 2024."),
        "strike": ("2024-05-21", "The dock strike of Ostheim began on 20 May 2024."),
    }  # fmt: skip
    for name, (day, text) in texts.items():
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: Ostheim\ndate: {day}\n---\n\n{text}\n", "utf-8")
    settings = Settings(sources=tmp_path, index=tmp_path / "index")
    rebuild(settings=settings)
    found = answer(
        "How many days between the bridge fair of Ostheim and the dock strike of Ostheim?", settings=settings
    )
    assert found.headline.startswith("12 days.")


def test_after_an_event_is_no_comparison_where_the_days_do_not_decide(seeds):
    found = answer("Was a joint statement issued after the talks?", today=TODAY, settings=seeds)
    assert not found.refused
    assert "without a joint statement" in found.text


def test_the_newest_article_leads_where_the_latest_is_asked_for(tmp_path):
    for day, ships in (("2024-05-01", 12), ("2024-06-01", 19), ("2024-04-01", 7)):
        (tmp_path / f"{day}.md").write_text(
            f"---\ntitle: The count of Norden\ndate: {day}\n---\n\nThe harbour of Norden counted {ships} ships.\n",
            "utf-8",
        )
    settings = Settings(sources=tmp_path, index=tmp_path / "index")
    rebuild(settings=settings)
    found = answer("What is the latest on the harbour of Norden?", today=TODAY, settings=settings)
    assert "19 ships" in found.headline


def test_each_side_has_its_sentence(tmp_path):
    text = (
        "The Norden side said the pier belongs to everybody. The pier has two cranes. "
        "Officials of Halden have argued for years. Halden said the pier was paid for by its own people."
    )
    (tmp_path / "pier.md").write_text(f"---\ntitle: The pier\ndate: 2024-05-10\n---\n\n{text}\n", "utf-8")
    settings = Settings(sources=tmp_path, index=tmp_path / "index")
    rebuild(settings=settings)
    found = answer("What did each side say about the pier?", today=TODAY, settings=settings)
    assert "belongs to everybody" in found.text
    assert "its own people" in found.text
