"""Dates: labelled expressions in whole sentences, and what must hold for any text."""

import calendar
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dates import When, find_dates, format_when, tense_of, told_before

ROWS = [json.loads(line) for line in (Path(__file__).parent / "data" / "dates.jsonl").read_text("utf-8").splitlines()]
MONDAY = date(2024, 5, 13)


def found(text, language, anchor=MONDAY, **options):
    return [
        (text[when.start : when.end], when.first, when.last) for when in find_dates(text, language, anchor, **options)
    ]


def days(text, language, anchor=MONDAY, **options):
    return [
        first.isoformat() if first == last else f"{first}..{last}"
        for _, first, last in found(text, language, anchor, **options)
    ]


def score():
    """How many labels are met, by language; an expression that nobody labelled counts as one more label missed."""
    sentences = defaultdict(list)
    for row in ROWS:
        sentences[row["text"], row["language"], row["anchor"]].append(row)
    right, total, wrong = Counter(), Counter(), []
    for (text, language, anchor), rows in sentences.items():
        labels = {
            (row["expression"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
            for row in rows
            if "none" not in row
        }
        got = set(found(text, language, anchor and date.fromisoformat(anchor)))
        surplus = max(len(got) - len(labels), 0)
        total[language] += max(len(labels), 1) if not labels else len(labels) + surplus
        right[language] += len(labels & got) if labels else not got
        if got != labels:
            wrong.append(f"{anchor} {text} wanted {sorted(labels - got)} got {sorted(got - labels)}")
    return right, total, wrong


def test_accuracy_over_the_labelled_sentences():
    right, total, wrong = score()
    for language in total:
        sys.stdout.write(
            f"{language}: {right[language]} of {total[language]} = {right[language] / total[language]:.4f}\n"
        )
    assert sum(right.values()) >= 0.97 * sum(total.values()), "\n".join(wrong)
    assert all(right[language] >= 0.97 * total[language] for language in total), "\n".join(wrong)


def test_the_labels_agree_with_the_calendar():
    assert len(ROWS) >= 320
    english = [name.lower() for name in calendar.day_name]
    for row in ROWS:
        named = re.search(r"(?i)\w+day\b|(?:周|星期|礼拜)([一二三四五六日天])", row.get("expression", ""))
        if named and row["first"] == row["last"] and (named[1] or named[0].lower() in english):
            weekday = calendar.weekday(*map(int, row["first"].split("-")))
            wanted = (
                "一二三四五六日".index(named[1].replace("天", "日")) if named[1] else english.index(named[0].lower())
            )
            assert weekday == wanted, row


@pytest.mark.parametrize(
    ("text", "language", "anchor", "expected"),
    [
        # A promise, a ban or a plan looks ahead, whatever its verb's tense.
        ("Ministers paid half and promised the rest by 30 November.", "en", "2025-09-22", ["2025-11-30"]),
        ("The line will not reopen before 15 September, the city said.", "en", "2025-04-11", ["2025-09-15"]),
        ("Holders can swap the old notes for new ones until 30 September.", "en", "2024-04-20", ["2024-09-30"]),
        ("The deal, signed in haste, caps shifts from January.", "en", "2025-08-26", ["2026-01-01..2026-01-31"]),
        ("She said, however, that a cut in June was still possible.", "en", "2025-05-08", ["2025-06-01..2025-06-30"]),
        ("The retrial is set down for four weeks from 2 March.", "en", "2025-08-29", ["2026-03-02"]),
        ("公司8月答应9月起分期退款。", "zh", "2025-08-14", ["2025-08-01..2025-08-31", "2025-09-01..2025-09-30"]),
        # A board that set wages on Tuesday has set them, whenever they are to be paid.
        (
            "The board on Tuesday set the monthly wage at 12,500 taka, which is to be paid from 1 December.",
            "en", "2023-11-09", ["2023-11-07", "2023-12-01"],
        ),
        ("央行22日将政策利率下调25个基点。", "zh", "2025-05-23", ["2025-05-22"]),
        ("会议16日通过重整计划。", "zh", "2026-01-17", ["2026-01-16"]),
        # The month of what a sentence is about is not that of what happened to it.
        (
            "今年8月被扣押的五名船员中，有两人已于10日获释。",
            "zh", "2025-10-12", ["2025-08-01..2025-08-31", "2025-10-10"],
        ),
        # "Last" may be a verb far from its auxiliary.
        ("The duties would take effect by August 8 and last six months.", "en", "2025-07-04", ["2025-08-08"]),
        # Half-width marks, as scraped pages have them.
        ("行长说,9月通胀率升至5.4%,10月31日加息。", "zh", "2025-11-01", ["2025-09-01..2025-09-30", "2025-10-31"]),
    ],
)  # fmt: skip
def test_what_is_to_come_and_what_is_over(text, language, anchor, expected):
    assert days(text, language, date.fromisoformat(anchor)) == expected


@pytest.mark.parametrize(
    ("text", "language", "anchor", "expected"),
    [
        ("Officials are set to meet in Geneva on Tuesday.", "en", MONDAY, ["2024-05-14"]),
        ("中美官员将于周二在日内瓦会面。", "zh", MONDAY, ["2024-05-14"]),
        ("They met on Friday.", "en", MONDAY, ["2024-05-10"]),
        ("The officials, who met on Friday, will meet again on Tuesday.", "en", MONDAY, ["2024-05-10", "2024-05-14"]),
        ("They met on Monday.", "en", MONDAY, ["2024-05-13"]),
        ("They will meet on Monday.", "en", MONDAY, ["2024-05-13"]),
        ("They met on Saturday.", "en", date(2025, 1, 2), ["2024-12-28"]),
        ("It erupted in December.", "en", date(2025, 1, 2), ["2024-12-01..2024-12-31"]),
        ("It will open in December.", "en", date(2025, 1, 2), ["2025-12-01..2025-12-31"]),
        ("It flooded on Feb. 29.", "en", date(2024, 3, 2), ["2024-02-29"]),
        ("It flooded on Feb. 29.", "en", date(2025, 6, 1), ["2024-02-29"]),
        ("It flooded on 2024-02-30.", "en", MONDAY, []),
        ("两国元首去年11月在旧金山会晤。", "zh", MONDAY, ["2023-11-01..2023-11-30"]),
        ("2019年6月2日，这是继去年9月24日之后的第二份。", "zh", MONDAY, ["2019-06-02", "2018-09-24"]),
        ("2021年11月11日18时至12日18时，无新增。", "zh", MONDAY, ["2021-11-11", "2021-11-12"]),
    ],
)
def test_days_that_must_be_right(text, language, anchor, expected):
    assert days(text, language, anchor) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They may march on Sunday Times readers.", "en"),
        ("Fans of Friday Night Lights met on Black Friday.", "en"),
        ("It took 5 1/2 hours, or 24 hours, for 1,990 people in 2,024 cases.", "en"),
        ("The 9/11 report on COVID-19 costs $2024; call 555-2024.", "en"),
        ("周先生在周边开店一周年，日本记者看了中国日报和今日俄罗斯，明天系没有回应。", "zh"),
    ],
)
def test_what_is_no_date_is_not_found(text, language):
    assert found(text, language) == []


def test_without_an_anchor_only_what_stands_in_full_is_resolved():
    assert days("They met on Tuesday, last week and in May, but also on 14 May 2024.", "en", None) == ["2024-05-14"]
    assert days("周二、上周和5月都开了会，2024年5月14日也开了。", "zh", None) == ["2024-05-14"]
    assert days("On 3 March 2022 they met; the next day they parted.", "en", None) == ["2022-03-03", "2022-03-04"]


def test_the_tense_given_goes_before_the_words():
    assert days("They met on Tuesday.", "en", tense="future") == ["2024-05-14"]
    assert days("They will meet on Tuesday.", "en", tense="past") == ["2024-05-07"]
    assert days("双方将于5月20日会面。", "zh", tense="past") == ["2023-05-20"]


def test_exact_full_and_single_say_what_kind_of_date_it_is():
    full, weeks, week = find_dates("On 14 May 2024, in the coming weeks, last week.", "en", MONDAY)
    assert (full.exact, full.written_in_full, full.is_single_day, full.days) == (True, True, True, 1)
    assert (weeks.exact, weeks.written_in_full, weeks.is_single_day, weeks.days) == (False, False, False, 28)
    assert (week.exact, week.written_in_full, week.is_single_day, week.days) == (True, False, False, 7)


def test_a_question_is_read_against_today():
    (week,) = find_dates("What happened in Geneva last week?", "en", MONDAY)
    assert (week.first, week.last) == (date(2024, 5, 6), date(2024, 5, 12))
    (ago,) = find_dates("四年前谁当选了总统？", "zh", date(2024, 11, 12))
    assert (ago.first, ago.last) == (date(2020, 1, 1), date(2020, 12, 31))
    assert tuple(find_dates("Who won the race?", "en", MONDAY)) == ()


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Officials are set to meet in Geneva on Tuesday.", "en", "future"),
        ("He said the talks would be held in May.", "en", "future"),
        ("Port workers to walk out on Tuesday", "en", "future"),
        ("The officials, who met on Friday, will meet again.", "en", "future"),
        ("The company, which will open a plant in June, reported a profit.", "en", "past"),
        ("Two people died in a fire that may have been set on purpose.", "en", "past"),
        ("They agreed to meet again.", "en", "future"),
        ("The talks were held on Friday.", "en", "past"),
        ("The United States is a large country.", "en", ""),
        ("中美官员将于周二会面。", "zh", "future"),
        ("外交部表示，双方拟继续磋商。", "zh", "future"),
        ("双方举行了会谈。", "zh", "past"),
        ("警方将两名嫌疑人抓获。", "zh", "past"),
        ("中国是一个国家。", "zh", ""),
    ],
)
def test_tense_of_a_sentence(sentence, language, expected):
    assert tense_of(sentence, language) == expected


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        ("2024-05-14", "2024-05-14", "14 May 2024", "2024年5月14日"),
        ("2024-05-01", "2024-05-31", "May 2024", "2024年5月"),
        ("2024-01-01", "2024-12-31", "2024", "2024年"),
        ("2024-05-13", "2024-05-19", "13-19 May 2024", "2024年5月13日至19日"),
        ("2024-04-29", "2024-05-05", "29 April - 5 May 2024", "2024年4月29日至5月5日"),
        ("2024-12-30", "2025-01-05", "30 December 2024 - 5 January 2025", "2024年12月30日至2025年1月5日"),
        ("2024-04-01", "2024-06-30", "April-June 2024", "2024年4月至6月"),
        ("2023-11-01", "2024-02-29", "November 2023 - February 2024", "2023年11月至2024年2月"),
        ("2019-01-01", "2023-12-31", "2019-2023", "2019年至2023年"),
    ],
)
def test_days_in_words(first, last, english, chinese):
    when = When(0, 0, date.fromisoformat(first), date.fromisoformat(last), exact=True, written_in_full=False)
    assert (format_when(when, "en"), format_when(when, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("in the coming weeks", "en", ""),
        ("in recent months", "en", ""),
        ("two weeks ago", "en", ""),
        ("last winter", "en", ""),
        ("early next year", "en", "2025"),
        ("mid-May", "en", "May 2024"),
        ("early next week", "en", "20-26 May 2024"),
        ("近日", "zh", ""),
        ("未来几周", "zh", ""),
        ("明年初", "zh", "2025年"),
        ("四年前", "zh", "2020年"),
    ],
)
def test_of_vague_days_only_what_is_sure_is_told(text, language, expected):
    (when,) = find_dates(text, language, MONDAY)
    assert not when.exact
    assert format_when(when, language) == expected


ENGLISH_PIECES = """on in the last next this early mid end of by until coming past few two 14 31 2024 1999 29 February
May Friday week month year quarter ago later day before second half weekend year-end - , . to and 's 90s Q3 fiscal"""
CHINESE_PIECES = """将 了 周 日 月 年 上 下 本 去年 前 后 半 几 十四 三十一 二 季度 春天 初 底 至 ， 。 2024年 5月
30日 年代 今 天 近 （ ） 个"""
PIECES = st.sampled_from((ENGLISH_PIECES + " " + CHINESE_PIECES).split())
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@given(TEXTS, st.sampled_from(["en", "zh"]), st.none() | st.dates())
def test_any_text_is_read_without_complaint(text, language, anchor):
    end = 0
    for when in find_dates(text, language, anchor):
        assert end <= when.start < when.end <= len(text)
        assert when.first <= when.last
        assert isinstance(format_when(when, language), str)
        end = when.end
    assert tense_of(text, language) in ("future", "past", "")


def test_that_evening_counts_from_the_day_that_its_story_told_last():
    anchor = date(2025, 10, 13)
    assert days("That evening she rang her rival.", "en", anchor) == []
    assert days("That evening she rang her rival.", "en", anchor, last_day=date(2025, 10, 12)) == ["2025-10-12"]
    story = "委员会12日公布了结果。当选者定于15日就职。"
    before = told_before(story, len(story), "zh", anchor)
    assert days("对手当晚致电祝贺。", "zh", anchor, last_day=before) == [
        "2025-10-12"
    ]  # not the evening of an oath to come
    story = "The envoy left on Friday, a day after he was told to."
    assert told_before(story, len(story), "en", anchor) == date(2025, 10, 10)
