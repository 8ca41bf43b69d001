"""Reading files into articles: real files, whole values, no network."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag import errors, sources
from rag.records import Article, Problem
from rag.sources import READER_VERSION, UnreadableSource, file_digest, list_files, read_article

PROSE = "The ferry line across the lagoon reopened on Sunday after nine years without a boat."
SECOND = "Tickets will not get more expensive for three years, the mayor said on the pier."
CHINESE = "港口城市周日重新开通停航九年的渡轮航线，首日有三千多人乘船。"


def read(folder: Path, content: str | bytes, name: str = "a.txt") -> Article:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_article(folder, name)


def refusal(folder: Path, content: str | bytes, name: str = "a.txt") -> Problem:
    with pytest.raises(UnreadableSource) as caught:
        read(folder, content, name)
    return caught.value.problem(name)


def test_the_room_has_one_door():
    assert sorted(sources.__all__) == [
        "READER_VERSION",
        "UnreadableSource",
        "file_digest",
        "list_files",
        "load",
        "read_article",
    ]
    assert READER_VERSION == "1"
    assert file_digest(b"ferry") == hashlib.sha256(b"ferry").hexdigest()


# The folder


def test_article_files_are_listed_sorted_with_forward_slashes(tmp_path):
    for name in (
        "b.md",
        "a.TXT",
        "sub/deep/c.html",
        "d.htm",
        "e.markdown",
        "f.pdf",
        "noending",
        ".hidden.md",
        ".git/g.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PROSE)
    (tmp_path / "folder.md").mkdir()
    assert list_files(tmp_path) == ["a.TXT", "b.md", "d.htm", "e.markdown", "sub/deep/c.html"]


def test_links_that_leave_the_folder_are_left_out_and_broken_ones_inside_are_told(tmp_path):
    root = tmp_path / "seeds"
    root.mkdir()
    (tmp_path / "secret.md").write_text(PROSE)
    (root / "own.md").write_text(PROSE)
    (root / "inside.md").symlink_to(root / "own.md")
    (root / "outside.md").symlink_to(tmp_path / "secret.md")
    (root / "gone.md").symlink_to(root / "missing.md")
    (root / "circle.md").symlink_to(root / "circle.md")
    assert list_files(root) == ["circle.md", "gone.md", "inside.md", "own.md"]
    with pytest.raises(
        UnreadableSource, match=r"it is a link to '.*missing\.md', which does not exist; put a text file"
    ):
        read_article(root, "gone.md")
    with pytest.raises(UnreadableSource, match="it is a link to"):
        read_article(root, "circle.md")


@pytest.mark.parametrize("path", ["../secret.md", "outside.md", "/etc/hostname"])
def test_nothing_outside_the_folder_is_read(tmp_path, path):
    root = tmp_path / "seeds"
    root.mkdir()
    (tmp_path / "secret.md").write_text(PROSE)
    (root / "outside.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(UnreadableSource, match="leads out of the sources folder; copy the article into the folder"):
        read_article(root, path)


def test_a_folder_that_is_missing_or_a_file_is_named_with_the_remedy(tmp_path):
    missing, file = tmp_path / "none", tmp_path / "file"
    file.write_text("x")
    with pytest.raises(errors.SourceError) as caught:
        list_files(missing)
    assert str(caught.value) == f"the sources folder '{missing}' does not exist; create it and put articles into it"
    with pytest.raises(errors.SourceError) as caught:
        list_files(file)
    assert str(caught.value) == f"the sources folder '{file}' is a file; name the folder that holds the articles"


# What cannot be read


def test_a_folder_in_the_place_of_a_file(tmp_path):
    (tmp_path / "x.md").mkdir()
    with pytest.raises(UnreadableSource) as caught:
        read_article(tmp_path, "x.md")
    assert caught.value.problem("x.md") == Problem(
        "x.md", "it is a folder", "put a text file in its place or remove it"
    )
    assert str(caught.value) == "it is a folder; put a text file in its place or remove it"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableSource, match="it does not exist; put a text file in its place or remove it"):
        read_article(tmp_path, "none.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(UnreadableSource, match=r"it cannot be opened \(Permission denied\); give read permission"):
        read_article(tmp_path, "a.txt")


def test_a_path_that_no_system_takes(tmp_path):
    with pytest.raises(UnreadableSource, match="cannot be opened|does not exist"):
        read_article(tmp_path, "a\0b.md")


def test_a_name_that_is_not_utf8_is_told_in_a_form_that_can_be_shown(tmp_path):
    with pytest.raises(UnreadableSource) as caught:
        read_article(tmp_path, "caf\udce9.md")
    assert caught.value.problem("caf\udce9.md") == Problem("caf\\udce9.md", "its name is not UTF-8", "rename the file")


def test_a_file_that_is_far_too_large(tmp_path):
    assert refusal(tmp_path, b"a " * 2_500_001) == Problem(
        "a.txt", "it has 5,000,002 bytes, more than the 5,000,000 of the longest article", "split it or remove it"
    )


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\n\n"])
def test_an_empty_file(tmp_path, content):
    assert refusal(tmp_path, content) == Problem(
        "a.txt", f"it is empty ({len(content)} bytes)", "write the article into it or remove it"
    )


@pytest.mark.parametrize("content", ["\ufeff", "\u200b\u200b", "***\n\n---", "---\ntitle: Only a title\n---\n"])
def test_a_file_without_words(tmp_path, content):
    assert refusal(tmp_path, content, "a.md") == Problem(
        "a.md", "it holds no words", "write the article into it or remove it"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"\x89PNG\r\n\x1a\nrest", "a PNG image"),
        (b"PK\x03\x04rest", "a zip archive or an Office document"),
        (b"\x7fELF\x02\x01", "a program"),
    ],
)
def test_a_binary_file_renamed_to_txt_is_named(tmp_path, content, what):
    assert refusal(tmp_path, content) == Problem(
        "a.txt", f"it is {what}, whatever its name says", "save its text as a .txt or .md file"
    )


@pytest.mark.parametrize("content", [b"ab\0\0\0cd\0ef", bytes(range(1, 32)) * 9, b"\0" * 40, b"\x01\x02text\x03\x04"])
def test_bytes_that_are_no_text(tmp_path, content):
    assert refusal(tmp_path, content) == Problem(
        "a.txt", "its bytes are no text in any known encoding", "save it as UTF-8 text"
    )


def test_a_page_of_furniture_only(tmp_path):
    assert refusal(tmp_path, "Share\nTweet\nRead more: The best beaches of the south\n© 2023 Coast Daily") == Problem(
        "a.txt", "it holds only page furniture, such as 'Share'", "save the article's own text or remove it"
    )


# Encodings

LONG_CHINESE = CHINESE + "市长在码头表示，票价三年内不会上调。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [PROSE, CHINESE + "Ferry 2023."])
def test_unicode_with_and_without_a_mark(tmp_path, encoding, text):
    article = read(tmp_path, text.encode(encoding))
    assert (article.text, article.notes) == (text, ("date unknown",))


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (LONG_CHINESE, "gb18030", "gb18030"),
        ("港口城市週日重新開通停航九年的渡輪航線，首日有三千多人乘船。", "big5", "big5hkscs"),
        ("The mayor’s café — “open” again after nine years of naïve hope.", "cp1252", "cp1252"),
        ("Der Bürgermeister sagte, die Fähre fahre für neun Jahre.", "latin-1", "cp1252"),
    ],
)
def test_other_encodings_are_guessed_and_told(tmp_path, text, encoding, told):
    article = read(tmp_path, text.encode(encoding))
    assert (article.text, article.notes) == (text, (f"encoding guessed: {told}", "date unknown"))


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("big5", "big5"), ("windows-1252", "cp1252")]
)
def test_an_html_page_is_read_as_it_declares(tmp_path, declared, encoding):
    words = {"gb18030": "大桥开放", "big5": "大橋開放", "cp1252": "Café “open”"}[encoding]
    page = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'
    article = read(tmp_path, page.encode(encoding), "a.html")
    assert (article.text, article.notes) == (words, ("date unknown",))


def test_a_declared_encoding_that_is_none_or_wrong_does_no_harm(tmp_path):
    for declared in ("klingon", "utf-7", "unicode_escape", "big5"):
        page = f'<meta charset="{declared}"><p>{LONG_CHINESE}</p>'.encode("gb18030")
        assert read(tmp_path, page, "a.html").text == LONG_CHINESE


def test_damage_is_told_and_left_as_it_is(tmp_path):
    article = read(tmp_path, "The mayorâ€™s cafÃ© is open, she said on Sunday.\n")
    assert article.text == "The mayorâ€™s cafÃ© is open, she said on Sunday."
    assert article.notes == (
        "garbled letters such as 'â€™': the file was saved in the wrong encoding once",
        "date unknown",
    )
    cut = read(tmp_path, LONG_CHINESE.encode()[:-1])
    assert cut.text == LONG_CHINESE[:-1] + "\ufffd"
    assert cut.notes[0] == (
        "unreadable characters (\ufffd): 1; letters were lost before the file was saved or in saving"
    )


def test_what_cannot_be_seen_is_removed_and_accents_are_composed(tmp_path):
    article = read(tmp_path, "\ufeffThe\u200b cafe\u0301\u00a0is \u202eopen\u202c\x07 to\u00ad day, ①.\r\nOpen.\r")
    assert article.text == "The café is open to day, ①.\nOpen."
    hidden = read(tmp_path, "The pier&#8238; is &#x200B;open on Sundays.", "a.md")
    assert hidden.text == "The pier is open on Sundays."


# Front matter


def test_front_matter_states_title_day_address_and_author(tmp_path):
    article = read(
        tmp_path,
        "---\ntitle: 'Ferry reopens'\ndate: 2023-03-05T23:30:00-08:00\nurl: https://coast.example/ferry\n"
        f"author: [Ana Ruiz, Bo Li]\ntags:\n- sea\n---\n\n# Ferry reopens\n\n{PROSE}\n",
        "a.md",
    )
    assert article == Article(
        path="a.md",
        title="Ferry reopens",
        text=PROSE,
        language="en",
        date=date(2023, 3, 5),
        url="https://coast.example/ferry",
        author="Ana Ruiz, Bo Li",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-03-05", date(2023, 3, 5)),
        ("2023-03-05T09:00:53.911Z", date(2023, 3, 5)),
        ("'2023-03-05 23:59:59 -0800'", date(2023, 3, 5)),
        ("March 5, 2023", date(2023, 3, 5)),
        ("Sun, 05 Mar 2023 10:00:00 GMT", date(2023, 3, 5)),
        ("5th of March 2023", date(2023, 3, 5)),
        ("2023年3月5日", date(2023, 3, 5)),
        ("2023/3/5", date(2023, 3, 5)),
        ("20230305", date(2023, 3, 5)),
        ("25/03/2023", date(2023, 3, 25)),
        ("03/25/2023", date(2023, 3, 25)),
    ],
)
def test_days_in_any_common_form(tmp_path, written, day):
    article = read(tmp_path, f"---\ndate: {written}\n---\n{PROSE}", "a.md")
    assert (article.date, article.notes) == (day, ())


@pytest.mark.parametrize(
    "written", ["soon", "2023-13-45", "2023-02-30", "03/04/2023", "0001-01-01", "2023-03", "May 5"]
)
def test_a_day_that_is_none_or_could_be_two_is_told(tmp_path, written):
    article = read(tmp_path, f"---\ndate: {written}\n---\n{PROSE}", "a.md")
    assert article.date is None
    assert article.notes == (f"date {written!r} in the front matter not understood", "date unknown")


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("link: http://coast.example/a", "http://coast.example/a"),
        ("source: https://coast.example/a", "https://coast.example/a"),
        ("source: Coast Daily", ""),
        ("url: javascript:alert(1)", ""),
        ("url: https://[", ""),
        ("url: ftp://coast.example/a", ""),
    ],
)
def test_only_addresses_of_the_web_are_taken(tmp_path, lines, url):
    assert read(tmp_path, f"---\n{lines}\n---\n{PROSE}", "a.md").url == url


def test_broken_front_matter_is_told_and_read_line_by_line(tmp_path):
    article = read(tmp_path, f'---\ntitle: Ferry: the line reopens\ndate: "2023-03-05"\n---\n{PROSE}', "a.md")
    assert (article.title, article.date, article.text) == ("Ferry: the line reopens", date(2023, 3, 5), PROSE)
    assert article.notes == (
        "front matter is broken (line 2: mapping values are not allowed here); its lines were read one by one",
    )


@pytest.mark.parametrize(
    "text",
    [f"---\n{PROSE}\n---\n{SECOND}", f"---\nCaptain: aboard\n---\n{SECOND}", f"---\ntitle: never closed\n{SECOND}"],
)
def test_a_block_that_only_looks_like_front_matter_stays_text(tmp_path, text):
    article = read(tmp_path, text, "a.md")
    assert article.text.endswith(SECOND)
    assert text.split("\n")[1] in article.text or article.title == text.split("\n")[1]


def test_a_title_line_with_other_pairs_below_is_front_matter_without_fences(tmp_path):
    head = "Title: Ferry: the line reopens\nDate: 2023-03-05 08:00:00\nAuthor: Ana Ruiz\nURL: https://coast.example/f\n"
    article = read(tmp_path, f"{head}\n{PROSE}")
    assert article == Article(
        path="a.txt",
        title="Ferry: the line reopens",
        text=PROSE,
        language="en",
        date=date(2023, 3, 5),
        url="https://coast.example/f",
        author="Ana Ruiz",
    )
    chinese = read(tmp_path, f"标题：渡轮重开\n日期：2023年3月5日\n来源：海岸日报\n\n{CHINESE}")
    assert (chinese.title, chinese.date, chinese.text) == ("渡轮重开", date(2023, 3, 5), CHINESE)


def test_deep_yaml_is_no_crash(tmp_path):
    article = read(tmp_path, f"---\ntitle: Ferry\ntags: {'[' * 5000}\n---\n{PROSE}", "a.md")
    assert (article.title, article.text) == ("Ferry", PROSE)


# Titles


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        (f"# Ferry *reopens*\n\n{PROSE}", "Ferry reopens", PROSE),
        (f"Ferry reopens\n{PROSE}", "Ferry reopens", PROSE),
        (f"Will the ferry reopen?\n\n{PROSE}", "Will the ferry reopen?", PROSE),
        (f"March 5, 2023\nFerry reopens\n{PROSE}", "Ferry reopens", f"March 5, 2023\n{PROSE}"),
        (
            f"Ferry reopens - Coast Daily News\nFerry reopens after years\n{PROSE}",
            "Ferry reopens - Coast Daily News",
            None,
        ),
        (f"Ferry line reopens | Coast Daily\nFerry line reopens\n{PROSE}", "Ferry line reopens", PROSE),
        (
            f"{PROSE}\n\n## Why now\n\n{SECOND}",
            "The ferry line across the lagoon reopened on Sunday after nine years without a…",
            None,
        ),
        ("The U.S. Sec. of State took the new ferry. It was late.", "The U.S. Sec. of State took the new ferry.", None),
        (f"{CHINESE}市长在码头表示高兴。", CHINESE, None),
        ("Ferry", "Ferry", "Ferry"),
    ],
)
def test_where_a_title_comes_from(tmp_path, text, title, rest):
    article = read(tmp_path, text, "a.md")
    assert article.title == title
    if rest:
        assert article.text == rest


def test_a_long_first_sentence_is_cut_to_eighty_characters(tmp_path):
    title = read(tmp_path, "港" * 200 + "。" + CHINESE).title
    assert title == "港" * 79 + "…"


# Markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A **bold** and *leaning* and ~~old~~ `word`.", "A bold and leaning and old word."),
        ("A [link](https://x.example/a_(b)), [this](bad) and <b>that</b><!-- no -->.", "A link, this and that."),
        ("A picture ![of a boat](boat.png)here.", "A picture here."),
        ("> Quoted\n> twice.", "Quoted\ntwice."),
        ("Intro\n- one\n* two\n+ three", "Intro\n\none\ntwo\nthree"),
        ("- one\n- two\n\n  and a half\n- three", "one\ntwo\nand a half\nthree"),
        ("1. one\n2. two\n   - nested", "1. one\n2. two\nnested"),
        ("• one\n• two", "one\ntwo"),
        ("Text.\n\n---\n\nAnd so on.\n***\n", "Text.\n\nAnd so on."),
        ("```py\nx = 1\ny = *2*\n```", "x = 1\ny = *2*"),
        ("~~~\nnever *closed*", "never closed"),
        ("| Year | Rides |\n|---|--:|\n| 2021 | **10** |\n| 2022 | 20 |", "Year; Rides\n2021; 10\n2022; 20"),
        ("Fish &amp; chips &lt;now&gt;<br>cheap.", "Fish & chips <now>\ncheap."),
        (r"\*not leaning\* and \# no heading \[no](link)", "*not leaning* and # no heading [no](link)"),
        ("Done. See [the pier][1] or [1].\n\n[1]: https://x.example", "Done. See the pier or 1."),
        ("Crowd.\n[Applause]: Yes\n", "Crowd.\n[Applause]: Yes"),
        ("<script>alert('x')</script>Open.<style>p{}</style>", "Open."),
        ("    set in, but no code *here*", "set in, but no code here"),
        ("一场**对话（AI）**开始，**“好”**说。", "一场对话（AI）开始，“好”说。"),
        ("Dear all\n========\nThis is open.", "Dear all\nThis is open."),
    ],
)
def test_marks_do_not_reach_the_text(tmp_path, markdown, text):
    article = read(tmp_path, f"---\ntitle: T\n---\n{markdown}", "a.md")
    assert article.text == text


@pytest.mark.parametrize(
    "text",
    [
        "It is 5 * 3 * 2 and 2*3*4, in snake_case and __init of C#.",
        "A*B and C*D met for $95 billion (~$8 billion), #1 of 3.",
        "The ticker <AAPL> fell; a < b and c > d, AT&T said.",
        "First line of a poem,\nsecond line of it,\n\nand a new verse.",
        "1. Not a list, 2. nor this\n3) nor that",
        "He said: -5 degrees.\n-- Ana Ruiz",
        "A tilde ~5 ~6, a caret^2, a pipe | and a [bracket].",
        "版本2.0（测试）*上线*前",
    ],
)
def test_plain_text_is_not_changed(tmp_path, text):
    expected = text.replace("*上线*", "上线")
    assert read(tmp_path, f"---\ntitle: T\n---\n{text}").text == expected


def test_headings_are_paragraphs_of_their_own(tmp_path):
    article = read(tmp_path, f"# Ferry\n\n{PROSE}\n## Why *now*\n{SECOND}\n", "a.md")
    assert article.text == f"{PROSE}\n\nWhy now\n\n{SECOND}"


def test_lines_wrapped_at_a_width_become_paragraphs(tmp_path):
    text = (
        "The ferry line across the lagoon reopened on Sunday after nine years,\n"
        "and three thousand people took a ride on its first day. Tickets will\n"
        "not get more expensive for three years, the mayor said on the pier in\n"
        "the morning.\n\nEach boat carries four hundred people and needs 25 minutes for the\ncrossing.\n"
    )
    first, second = (paragraph.replace("\n", " ") for paragraph in text.strip().split("\n\n"))
    assert read(tmp_path, text).text == f"{first}\n\n{second}"


def test_long_lines_of_a_scraped_page_are_paragraphs(tmp_path):
    long = f"{PROSE} {SECOND}"
    assert (
        read(tmp_path, f"---\ntitle: T\n---\n{long}\nShort one.\n{long} Again.").text
        == f"{long}\n\nShort one.\n\n{long} Again."
    )


# Languages


def test_a_bilingual_page_keeps_both_languages_in_order(tmp_path):
    article = read(tmp_path, f"# 渡轮重开\n\n{CHINESE * 3}\n\n---\n\n# Ferry reopens\n\n{PROSE}\n", "a.md")
    assert (article.title, article.language) == ("渡轮重开", "zh")
    assert article.text == f"{CHINESE * 3}\n\nFerry reopens\n\n{PROSE}"


# Days


@pytest.mark.parametrize(
    ("lines", "day", "note"),
    [
        ("March 5, 2023", date(2023, 3, 5), "the text's dateline"),
        ("Published: Sunday, March 5, 2023 at 9:15 a.m. EST", date(2023, 3, 5), "the text's dateline"),
        ("Updated 5:43 PM EDT March 5, 2023", date(2023, 3, 5), "the text's dateline"),
        ("FARO, Portugal, March 5, 2023 (Coast News) -- It opened", date(2023, 3, 5), "the text's dateline"),
        ("Mar 5, 2023 ... It opened", date(2023, 3, 5), "the text's dateline"),
        ("2023年03月05日 08:12 来源：海岸日报", date(2023, 3, 5), "the text's dateline"),
        ("海岸社法鲁2023年3月5日电 渡轮重开", date(2023, 3, 5), "the text's dateline"),
        (
            "FARO, March 5 (Coast News) -- It opened\nPhoto taken on March 4, 2023",
            date(2023, 3, 5),
            "the text's dateline",
        ),
        ("It is open! pic.twitter.com/abc\n— Port (@port) March 5, 2023", date(2023, 3, 5), "an embedded post"),
        ("[Source Link](https://coast.example/2023/03/05/ferry.html)", date(2023, 3, 5), "the web address"),
    ],
)
def test_days_that_the_text_tells(tmp_path, lines, day, note):
    article = read(tmp_path, f"{lines}\n{PROSE}", "a.md")
    assert (article.date, article.notes) == (day, (f"date {day} from {note}",))


@pytest.mark.parametrize(
    "lines",
    [
        "FARO, March 5 (Coast News) -- It opened in 2019 first",
        "FARO, March 5 (Coast News) -- The old ferry sank here with all its crew on March 7, 1986, a Friday.",
        "海岸社法鲁5月14日电 渡轮重开",
        "On March 5, 2023, the ferry opened after nine years.",
        "2023年3月5日，渡轮重新开通。",
        "He was born May 3, 1950 — a day of rain.",
    ],
)
def test_days_that_are_no_publication_days(tmp_path, lines):
    article = read(tmp_path, f"{lines}\n{PROSE}")
    assert (article.date, article.notes) == (None, ("date unknown",))


@pytest.mark.parametrize("stamp", ["Date:2025-03-09 11:22:33", "2025-03-09 11:22:33", "日期：2025-03-09 11:22"])
def test_a_page_stamp_is_not_trusted(tmp_path, stamp):
    article = read(tmp_path, f"Ferry reopens\nView\n{stamp}\n{PROSE}")
    assert (article.date, article.text) == (None, PROSE)
    assert article.notes == ("page stamp 2025-03-09 not trusted", "date unknown")
    assert article.dropped == ("View", stamp)


# Addresses and authors


@pytest.mark.parametrize(
    "line",
    [
        "[原文链接](https://coast.example/f?a=1)",
        "[Source Link](https://coast.example/f?a=1)",
        "Source: https://coast.example/f?a=1",
        "来源：https://coast.example/f?a=1",
        "原文链接：https://coast.example/f?a=1",
    ],
)
def test_the_address_of_the_original(tmp_path, line):
    article = read(tmp_path, f"{PROSE}\n\n{line}\n", "a.md")
    assert (article.url, article.text) == ("https://coast.example/f?a=1", PROSE)


def test_a_link_in_the_text_is_no_source(tmp_path):
    assert read(tmp_path, f"{PROSE} [More](https://x.example/) at [source](https://y.example/).", "a.md").url == ""


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ana Ruiz", "Ana Ruiz"),
        ("By **Ana Ruiz** and Bo Li, Coast Daily", "Ana Ruiz and Bo Li, Coast Daily"),
        ("By ANA RUIZ | March 5, 2023", "ANA RUIZ"),
        ("作者：李明", "李明"),
        ("By Sunday the ferry had carried three thousand people across the lagoon.", ""),
    ],
)
def test_authors(tmp_path, line, author):
    assert read(tmp_path, f"# Ferry\n\n{line}\n\n{PROSE}", "a.md").author == author


# Furniture

FURNITURE = """
Home
Share
ADVERTISEMENT
Read more
Click here
Click here to read more about ferries.
Source Link
Read more: Ten beaches you should see before you turn forty
MORE: Will the tram come back?
Storm damage:Hundreds of homes lose power in the north
Current:Home > MarketsFerry reopens -Blue Harbor
Home » News » World
Home | News | Sports | Weather
Share on Facebook
Share: Facebook Twitter Email
Facebook | Twitter
veryGood! (4613)
12 comments
Views: 1,204
5 min read
3 hours ago
© 2024 Coast Daily. All rights reserved.
Copyright 2024 Coast Daily
Sign up for our newsletter
Sign up for the Coast newsletter and get the news every morning.
Subscribe to Coast Daily today.
We use cookies to improve your experience on our site.
Accept all cookies
By clicking Accept, you agree to our terms of service and our privacy policy.
Photo: Bo Li/Coast Daily
Getty Images
Bo Li/Getty Images
(AP Photo/Bo Li)
Contributing: Ana Ruiz, Bo Li
Tags: ferry, sea
coast.example.com
https://coast.example/ferry
London Coast News —
Follow Ana Ruiz on Twitter: @anaruiz
Contact Ana Ruiz at ana@coast.example. Follow her on Twitter @anaruiz.
This material may not be published, broadcast, rewritten or redistributed.
Editor's note: This story first appeared in the Coast newsletter. Sign up here.
分享到
责任编辑：王红
（责任编辑：王红）
点击查看更多
扫一扫，关注微信公众号
来源：海岸日报
相关阅读：北部降雪
上一篇：北部降雪
当前位置：首页 > 新闻 > 国际
未经授权不得转载
版权所有 海岸日报
阅读 1.2万
字号：大 中 小
新华社记者 李明 摄
微信 微博 QQ空间
""".strip().split("\n")


@pytest.mark.parametrize("line", FURNITURE)
def test_page_furniture_is_dropped_and_kept_aside(tmp_path, line):
    article = read(tmp_path, f"---\ntitle: T\n---\n{PROSE}\n\n{line}\n\n{SECOND}", "a.md")
    assert (article.text, article.dropped) == (f"{PROSE}\n\n{SECOND}", (line,))


REAL = """
Sign-ups for the city newsletter rose to 3,000 after the ferry opened, the mayor said.
Readers can subscribe to the timetable by text message, according to the port authority.
Share prices of the yard rose by 4 percent on Monday after the ferry line reopened.
Google said on Monday that it uses cookies to follow people and that its privacy policy tells them so.
Copyright law does not protect timetables, the court in Faro ruled on Monday.
Related parties sold their shares before the ferry line was opened, the report says.
Home prices along the lagoon rose by a tenth within a year, according to the bank.
More than 3,000 people took the ferry on its first day, and many came back in the evening.
Photo evidence showed that the pier had been broken before the storm, the judge said.
Follow the money, the old captain told the court, and the yard was sold within a week.
Like the mayor before her, she posted on Twitter that the ferry would be free for children.
Contact with the boat was lost at 3:15 p.m. on Sunday, according to the coast guard.
By clicking through thousands of tickets, she found the 42 that the yard had sold twice.
Read the fine print, the lawyer said: the ferry may stop at any time without a refund.
In: the ferry. Out: the bridge, as one sign on the pier put it on Sunday morning.
Date palms line the pier where the ferry has landed since March 5, 2023, its owner said.
分享经济在这座港口城市发展很快，去年有三千多人使用共享渡轮。
来源不明的资金被用于购买渡轮，检方周一在法庭上表示。
编辑部周一收到一封信，信中说渡轮将于五月停航。
点击率最高的视频是渡轮首航，三天内有一百万人观看。
关注渡轮航线的市民越来越多，市长周日在码头表示。
扫描仪显示渡轮上没有危险物品，海关人员说。
""".strip().split("\n")


@pytest.mark.parametrize("sentence", REAL)
def test_real_sentences_are_never_dropped(tmp_path, sentence):
    article = read(tmp_path, f"---\ntitle: T\n---\n{PROSE}\n\n{sentence}\n\n{SECOND}")
    assert (article.text, article.dropped) == (f"{PROSE}\n\n{sentence}\n\n{SECOND}", ())


SCRAPED = f"""Current:Home > FinanceFerry line reopens after nine years -Blue Harbor Capital
Ferry line reopens after nine years
View
Date:2025-03-09 11:22:33
FARO, Portugal — {PROSE}
{SECOND} "We waited long for this," she said, and took the second boat of the day with her children.
- In:
- Portugal
- Ferry Lines
veryGood! (7)
Related
- Airport strike called off after talks
- Library opens on Sundays. Will readers come?
- "Nobody told us," says the crew.
Ranking
- Ten beaches you should see before you turn forty
- Singer cancels tour after fall on stage in Vienna
- New phone sold out within three hours of launch
Recommendation
Storm warning lifted for the southern coast after a windy night
Chef gives up his third star. He wants to cook soup instead
Trains to run every ten minutes from autumn, operator says"""


def test_a_scraped_page(tmp_path):
    lines = SCRAPED.split("\n")
    assert read(tmp_path, SCRAPED) == Article(
        path="a.txt",
        title="Ferry line reopens after nine years",
        text=f"{lines[4]}\n\n{lines[5]}",
        language="en",
        dropped=tuple(line.removeprefix("- ") for line in [lines[0], *lines[2:4], *lines[6:]]),
        notes=("page stamp 2025-03-09 not trusted", "date unknown"),
    )


def test_a_scraped_chinese_page(tmp_path):
    article = read(
        tmp_path,
        f"首页\n新闻\n财经\n体育\n娱乐\n渡轮航线重开\n2023年03月05日 08:12 来源：海岸日报\n　　{CHINESE}\n"
        "（完）\n责任编辑：王红\n猜你喜欢\n渡轮票价听证会下周举行\n旧码头将改建为博物馆\n",
    )
    assert (article.title, article.text, article.date) == ("渡轮航线重开", CHINESE, date(2023, 3, 5))
    assert article.dropped == (
        *("首页", "新闻", "财经", "体育", "娱乐", "2023年03月05日 08:12 来源：海岸日报", "（完）", "责任编辑：王红"),
        *("猜你喜欢", "渡轮票价听证会下周举行", "旧码头将改建为博物馆"),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\nRecommendations\n- Buy two more boats\n- Repair the pier\n- Hire a crew\n\n{SECOND}",
        f"{PROSE}\n\nRanking\n- Faro\n- Olhao\n- Tavira",
        f"{PROSE}\n\nAlabama\n\nAlaska\n\nArizona\n\nArkansas\n\n{SECOND}",
        f"{PROSE}\n\n{SECOND}\n\nNo boat came on Monday.\n\n{PROSE} No boat came on Monday.\n\nNo boat came on Monday.",
    ],
)
def test_lists_of_a_report_stay(tmp_path, text):
    article = read(tmp_path, f"---\ntitle: T\n---\n{text}", "a.md")
    assert article.dropped == ()
    assert article.text == text.replace("\n- ", "\n").replace("Recommendations\n", "Recommendations\n\n").replace(
        "Ranking\n", "Ranking\n\n"
    )


def test_a_heading_behind_a_list_of_other_articles_stays(tmp_path):
    text = f"{PROSE}\nMost read\nAirport strike called off after talks\nLibrary opens on Sundays\nWhy now\n{SECOND}"
    article = read(tmp_path, f"---\ntitle: T\n---\n{text}")
    assert article.text == f"{PROSE}\nWhy now\n{SECOND}"
    assert article.dropped == ("Most read", "Airport strike called off after talks", "Library opens on Sundays")


def test_embedded_messages_are_dropped_where_they_can_be_told(tmp_path):
    quote = "> The ferry is open!\n>\n> — Port (@port) March 5, 2023"
    article = read(tmp_path, f"{PROSE}\n\n{quote}\n\n{SECOND} pic.twitter.com/abc123\n\n{PROSE}", "a.md")
    assert article.text == f"{PROSE}\n\n{SECOND}\n\n{PROSE}"
    assert article.dropped == ("The ferry is open!", "— Port (@port) March 5, 2023")


# HTML

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry reopens | Coast Daily</title>
<meta property="og:title" content="Ferry reopens"><meta property="og:site_name" content="Coast Daily">
<meta property="article:published_time" content="2023-03-05T23:30:00-08:00"><meta name="author" content="Ana Ruiz">
<link rel="canonical" href="https://coast.example/news/ferry"><script>var page = "tracked";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<header><h1>Ferry reopens</h1><span>Date:2025-03-09 11:22:33</span></header>
<article><p>{PROSE} Three thousand people took a <a href="/ride">ride</a> on its <b>first</b> day.</p>
<h2>What it costs</h2><p>{SECOND}<br>Children ride for &#36;2 &amp; dogs for nothing at all.</p>
<ul><li>Nine years closed</li><li>Two new boats</li></ul>
<table><tr><th>Year</th><th>Rides</th></tr><tr><td>2022</td><td>10</td></tr></table>
<blockquote class="twitter-tweet"><p>It is open!</p>&mdash; Port (@port) <a href="#">March 4, 2023</a></blockquote>
<p>A second line will follow in autumn, the port authority said in a statement on Monday.</p></article>
<aside><h3>Related</h3><ul><li><a href="/a">Airport strike called off</a></li></ul></aside>
<footer><p>© 2023 Coast Daily. All rights reserved.</p></footer></body></html>"""


def test_an_html_page(tmp_path):
    assert read(tmp_path, PAGE, "a.html") == Article(
        path="a.html",
        title="Ferry reopens",
        text=f"{PROSE} Three thousand people took a ride on its first day.\n\nWhat it costs\n\n{SECOND}\n\n"
        "Children ride for $2 & dogs for nothing at all.\n\nNine years closed\nTwo new boats\n\nYear; Rides\n"
        "2022; 10\n\nA second line will follow in autumn, the port authority said in a statement on Monday.",
        language="en",
        date=date(2023, 3, 5),
        url="https://coast.example/news/ferry",
        author="Ana Ruiz",
        dropped=(
            *("Home", "News", "Date:2025-03-09 11:22:33", "It is open!", "— Port (@port) March 4, 2023"),
            *("Related", "Airport strike called off", "© 2023 Coast Daily. All rights reserved."),
        ),
        notes=("page stamp 2025-03-09 not trusted", "date 2023-03-05 from the page's meta tags"),
    )


def test_html_is_known_by_its_first_tag_and_text_by_its_lack_of_tags(tmp_path):
    assert read(tmp_path, PAGE, "a.txt").text == read(tmp_path, PAGE, "a.html").text
    assert read(tmp_path, f"{PROSE}\n\n{SECOND}", "b.html").text == f"{PROSE}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<script type="application/ld+json">{"datePublished": "2023-03-05T10:00"}</script>', date(2023, 3, 5)),
        ('<meta name="pubdate" content="March 5, 2023">', date(2023, 3, 5)),
        ('<meta itemprop="datePublished" content="2023-03-05">', date(2023, 3, 5)),
        ('<meta name="date" content="nonsense">', None),
    ],
)
def test_days_of_meta_tags(tmp_path, head, day):
    assert read(tmp_path, f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>", "a.html").date == day


def test_a_time_tag_is_trusted_but_visible_clocks_are_not(tmp_path):
    timed = f'<html><body><h1>Ferry</h1><time datetime="2023-03-05T08:00">today</time><p>{PROSE}</p></body></html>'
    clock = f'<html><body><h1>Ferry</h1><div class="date">2025-03-09 11:22:33</div><p>{PROSE}</p></body></html>'
    assert read(tmp_path, timed, "a.html").date == date(2023, 3, 5)
    assert read(tmp_path, clock, "a.html").date is None


def test_a_page_without_a_heading_keeps_its_first_paragraph(tmp_path):
    assert read(tmp_path, f"<p>{PROSE}</p><p>{SECOND}</p>", "a.html").text == f"{PROSE}\n\n{SECOND}"


def test_an_html_page_without_words(tmp_path):
    assert refusal(tmp_path, "<html><body><script>1</script></body></html>", "a.html").reason == "it holds no words"


def test_a_page_too_large_for_trafilatura_is_read_as_it_stands(tmp_path):
    page = f"<html><body><h1>Ferry</h1><p>{PROSE}</p>" + "<i></i>" * 20_000 + f"<p>{SECOND}</p></body></html>"
    assert read(tmp_path, page, "a.html").text == f"{PROSE}\n\n{SECOND}"


# Always

MARKS = st.sampled_from(
    [
        "---\n",
        "title: ",
        "\n",
        "# ",
        "> ",
        "- ",
        "1. ",
        "**",
        "*",
        "_",
        "`",
        "```\n",
        "[a](b)",
        "![",
        "|",
        "|-|",
        "&amp;",
        "<b>",
    ]
    + [
        "<div>",
        "<!--",
        "-->",
        "<script>",
        "&#x202e;",
        "\u202e",
        "\0",
        "\ufeff",
        "Related\n",
        "Date:2025-03-09 11:22:33",
        "港。",
    ]
    + [
        "By Ana",
        "March 5, 2023",
        "pic.twitter.com/a",
        "— A (@b) March 5, 2023",
        "Source: https://",
        "http://[",
        "\r",
        "\t",
    ]
)
TEXTS = st.lists(st.one_of(MARKS, st.text(max_size=12)), max_size=25).map("".join)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, name=st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_any_text_is_read_the_same_twice_or_refused(tmp_path, text, name):
    _check_any(tmp_path, text.encode("utf-8", "replace"), name)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), name=st.sampled_from(["a.md", "a.html"]))
def test_any_bytes_are_read_the_same_twice_or_refused(tmp_path, data, name):
    _check_any(tmp_path, data, name)


def _check_any(folder: Path, data: bytes, name: str) -> None:
    (folder / name).write_bytes(data)
    try:
        article = read_article(folder, name)
    except UnreadableSource as unreadable:
        assert unreadable.reason
        assert unreadable.remedy
        return
    assert article == read_article(folder, name)
    assert article.text == article.text.strip() != ""
    assert article.title.strip()
    assert "\n\n\n" not in article.text
    assert not set("\r\t\0\u202e\u200b\ufeff") & set(article.text + article.title)
    assert (article.text + article.title + article.url + article.author).encode()
