"""What is asked: facets, words, follow-ups."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rag import QuestionError
from rag.question import understand
from rag.spans import find_candidates, speaker_of
from rag.words import stems

TODAY = date(2024, 6, 1)


def ask(text: str, *history: str):
    return understand(text, history, TODAY)


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("when and where were the first AI talks held", ("when", "where")),
        ("Where and when was it?", ("where", "when")),
        ("In which year did it open?", ("when",)),
        ("Which city did he visit first?", ("where",)),
        ("Who told Blinken so?", ("who",)),
        ("How many hours did they talk?", ("how long",)),
        ("How much was the bill worth?", ("how many",)),
        ("What percentage of plastic is recycled?", ("how many",)),
        ("Why did it fail?", ("why",)),
        ("What did China propose?", ()),
        ("How many people were moved when the typhoon came?", ("how many",)),
        ("What did the man who stole it say?", ()),
        ("According to the minister, when did it start?", ("when",)),
        ("What is the population of Geneva?", ("how many",)),
        ("中美首次人工智能对话在何时何地举行？", ("when", "where")),
        ("谁说的？", ("who",)),
        ("会谈持续了多长时间？", ("how long",)),
        ("转移了多少人？", ("how many",)),
        ("为什么失败？", ("why",)),
        ("中国提出了什么？", ()),
    ],
)
def test_facets_in_the_order_they_are_asked(text, facets):
    assert ask(text).facets == facets


def test_two_things_in_one_breath_are_two_questions():
    assert ask("when and where were the talks held").parts == ("when were the talks held", "where were the talks held")
    assert ask("对话在何时何地举行？").parts == ("对话在何时举行？", "对话在何地举行？")
    assert ask("Where were they held?").parts == ("Where were they held?",)


def test_words_that_ask_are_not_looked_for():
    assert ask("Where did the talks on AI take place?").words == ("talks", "ai", "take", "place")
    assert "什么" not in ask("中国提出了什么倡议？").words


def test_a_follow_up_takes_the_last_question_along_and_a_new_topic_does_not():
    whole = ask("And who agreed to it?", "Why?", "Where were the talks held?")
    assert (whole.text, whole.rewritten) == ("the talks held: who agreed to it?", True)
    assert whole.facets == ("who",)
    assert ask("他说了什么？", "谁去了北京？").text == "去了北京：他说了什么？"
    assert not ask("How many ships passed Rotterdam?", "Where were the talks held?").rewritten


def found(facet: str, sentence: str, language: str = "en") -> list[str]:
    return [sentence[c.start : c.end] for c in find_candidates(facet, sentence, language, date(2024, 5, 13))]


@pytest.mark.parametrize(
    ("facet", "sentence", "spans"),
    [
        ("when", "They meet in Geneva on Tuesday.", ["Tuesday"]),
        ("where", "They meet in Geneva on Tuesday in May.", ["Geneva"]),
        ("who", "On Friday Xi Jinping met Antony Blinken.", ["Xi Jinping", "Antony Blinken"]),
        ("how many", "The $95 billion bill names 12 states.", ["$95 billion", "12"]),
        ("how long", "They talked for five and a half hours.", ["five and a half hours"]),
        ("how long", "They talked for 5 1/2 hours.", ["5 1/2 hours"]),
        ("why", "Because of rain.", []),
    ],
)
def test_words_that_could_answer(facet, sentence, spans):
    assert found(facet, sentence) == spans


def test_words_that_could_answer_in_chinese():
    assert found("where", "官员在日内瓦举行对话。", "zh") == ["日内瓦"]
    assert found("how many", "当地转移了15万人。", "zh") == ["15万"]
    assert found("how long", "双方谈了五个半小时。", "zh") == ["五个半小时"]
    assert found("who", "发言人郭嘉昆表示反对。", "zh") == ["郭嘉昆"]


def test_a_chain_of_follow_ups_keeps_its_subject():
    chain = ("Who is the director of the harbour of Rotterdam?", "And how many ships did it handle?")
    assert ask("And when was it said?", *chain).text == "the director of the harbour of Rotterdam: when was it said?"
    assert ask("And who agreed to it?", "When and where were they held?", " ").parts == (
        "they held: who agreed to it?",
    )


@pytest.mark.parametrize(
    ("history", "text", "whole"),
    [
        (["When were the first talks held?"], "Where?", "Where were the first talks held?"),
        (["首次会谈是什么时候举行的？"], "在哪里？", "首次会谈是在哪里举行的？"),
        (["What did Blinken say?"], "Why?", "What did Blinken say? Why?"),
        (["Who led the Chinese side?"], "And the American side?", "Who led the American side?"),
        (["谁带领中方？"], "那美方呢？", "谁带领美方？"),
        (["Whom did Blinken meet in Beijing?"], "And in Shanghai?", "Whom did Blinken meet in Shanghai?"),
        (["布林肯在北京见了谁？"], "那上海呢？", "布林肯在上海见了谁？"),
        (["How many ships came in 2021?"], "And in 2022?", "How many ships came in 2022?"),
        (["2021年来了多少艘船？"], "2022年呢？", "2022年来了多少艘船？"),
        (["Whom did Blinken meet in Beijing?"], "What did he say?", "Blinken meet in Beijing: What did Blinken say?"),
        (
            ["Whom did Blinken meet in Beijing?", "What did he say?"],
            "And in Shanghai?",
            "Blinken meet in Shanghai: What did Blinken say?",
        ),
        (["Who signed the bill?"], "How many ships passed Rotterdam?", "How many ships passed Rotterdam?"),
        (["When were the talks held?"], "So far, how many countries signed the treaty?", ""),
        (["When were the talks held?"], "Then-President Trump did what in Beijing?", ""),
        (["When were the talks held?"], "Is it legal to export chips?", ""),
        (["Who signed the bill?"], "When Blinken left Beijing, what did he buy?", ""),
        ([], "And where?", ""),
    ],
)
def test_a_follow_up_made_whole(history, text, whole):
    assert ask(text, *history).text == (whole or text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many delegates attended the talks?", "delegates"),
        ("Which fast food chain is slowest?", "chain"),
        ("What is the capital of Australia?", ""),
        ("双方签署了什么协议？", "协议"),
        ("什么时候举行？", ""),
    ],
)
def test_the_kind_of_thing_asked_for(text, kind):
    assert ask(text).kind == kind


def test_periods_are_read_against_today_and_a_number_is_no_day():
    assert ask("Who resigned last month?").windows == ((date(2024, 5, 1), date(2024, 5, 31)),)
    assert ask("2024年4月谁辞职了？").windows == ((date(2024, 4, 1), date(2024, 4, 30)),)
    assert ask("命名阿波罗1号的船员是谁？").windows == ()
    assert understand("Who left today?", (), datetime(2024, 6, 1, 9)).windows == ((TODAY, TODAY),)


def test_what_a_hostile_text_costs_is_bounded():
    """A pattern that tried every way to split these would not come back in a lifetime."""
    for text in ("hundred " * 80 + "beats", "5" + " percent" * 80 + " x", "hundred and " * 80):
        for facet in ("how long", "how many"):
            for language in ("en", "zh"):
                list(find_candidates(facet, text, language, date(2024, 5, 13)))


def test_a_whole_chinese_question_takes_nothing_along():
    assert not ask("布林肯在上海看的那场篮球赛比分是多少？", "When were the talks held?").rewritten


def test_what_a_hostile_question_costs_is_bounded():
    assert len(ask("when, where and " * 50 + "who").parts) <= 3
    assert len(ask("And then?", "Who met whom? " * 200).text) < 1100
    assert ask("And then?", "When did \udc80 they meet?").text == "When did they meet? And then?"


@pytest.mark.parametrize(
    ("history", "today"), [((), "2024-06-01"), (({"role": "user"},), TODAY), ("When?", TODAY), (5, TODAY), ({}, TODAY)]
)
def test_another_type_is_told(history, today):
    with pytest.raises(QuestionError, match="give"):
        understand("When was it?", history, today)


@pytest.mark.parametrize(
    ("text", "latest", "sides"),
    [
        ("What is the latest on the AI talks?", True, False),
        ("会谈的最新进展是什么？", True, False),
        ("What do the latest retail figures say?", False, False),
        ("According to the latest retail data, what sells?", False, False),
        ("What did each side say about the talks?", False, True),
        ("双方各自说了什么？", False, True),
        ("Who spoke for the Chinese side?", False, False),
    ],
)
def test_the_newest_and_each_side_are_asked_for(text, latest, sides):
    asked = ask(text)
    assert (asked.wants_latest, asked.wants_sides) == (latest, sides)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The Chinese side said the talks were candid.", "Chinese"),
        ("According to Watson, the Americans raised misuse.", "Watson"),
        ("The ships left on Monday.", ""),
        ("中方表示，双方应当合作。", "中方"),
        ("他表示反对。", ""),
    ],
)
def test_who_says_something(sentence, speaker):
    assert speaker_of(sentence, "zh" if "方" in sentence or "他" in sentence else "en") == speaker


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Did Biden sign the aid bill?", "Biden sign the aid bill"),
        ("Were the talks held in Geneva?", "the talks held in Geneva"),
        ("会谈是否发表了联合声明？", "会谈发表了联合声明"),
        ("布林肯去过上海吗？", "布林肯去过上海"),
        ("Is Yang Tao American?", ""),
        ("Did Biden or Trump sign it?", ""),
        ("When was it signed?", ""),
        ("谁签署了法案？", ""),
        ("What did he say?", ""),
    ],
)
def test_what_a_yes_or_no_question_asks_about(text, claim):
    assert ask(text).claim == claim


def test_a_verb_that_only_carries_a_noun_is_not_looked_for_and_a_reelection_is_an_election():
    assert "采取" not in ask("承诺采取什么立场？").words
    assert {"elect", "reelect"} <= stems("a reelection battle")
