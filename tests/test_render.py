"""What the page draws: whole pieces of HTML for hand-made answers, and foreign text that must stay text everywhere.

No port is opened and no model loaded. Every drawing is read back with an HTML parser, which sees what a browser would.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from rag import Answer, Article, BuildReport, Citation, Period, Problem, Sentence, Source
from ui import cards, export, notices, render, safe, shelf, timeline
from ui.conversation import Turn, kept, restored
from ui.words import EXAMPLES, WORDS

PASSAGE = "Officials spoke on Monday. They meet in Geneva on Tuesday. No results are expected."
QUOTE = "They meet in Geneva on Tuesday."
GENEVA = Citation(
    number=1, title="Talks ahead", url="https://www.ft.com/talks", date=date(2024, 5, 13), path="talks.md", quote=QUOTE,
    start=127, end=158, passage=PASSAGE, passage_start=100, language="en", marks=((13, 19),), copies=("copy.txt",),
)  # fmt: skip
SAID = Sentence("They meet in Geneva on Tuesday, 14 May 2024.", (1,), ((13, 19), (23, 43)), "Announced on 13 May 2024:")
ANSWER = Answer("Where do they meet?", "en", date(2024, 5, 20), (SAID,), (GENEVA,))

PAYLOADS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1",
    '" autofocus onfocus="window.hit=1',
    "<style>*{display:none}</style>",
    "</mark></blockquote></li><h1>forged</h1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href=javascript:window.hit=1>x</a>",
    "[x](javascript:window.hit=1)",
    "![x](http://example.com/x.png)",
    "$$\\href{javascript:window.hit=1}{x}$$",
    "\\(\\unicode{<img src=x onerror=window.hit=1>}\\)",
    "${window.hit=1}",
    "`${window.hit=1}`",
    "{{#with this}}{{constructor.constructor 'window.hit=1'}}{{/with}}",
    "{{{value}}}",
    '__i18n__{"key":"<img src=x onerror=window.hit=1>"}',
    "&lt;img src=x onerror=window.hit=1&gt;",
    "&#60;script&#62;",
    "<!-- <b> --!><img src=x onerror=window.hit=1>",
    "<![CDATA[<b>]]>",
    "\u202eevil\u202c text",
    "\u2066isolated\u2069",
    "nul\x00 and bell\x07",
    "lone \ud800 surrogate",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
    "data:text/html,<script>window.hit=1</script>",
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    "java\tscript:window.hit=1",
    "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>x</details>",
    "<video><source onerror=window.hit=1></video>",
    "<svg><animate onbegin=window.hit=1 attributeName=x></svg>",
    "<svg><use href='data:image/svg+xml,<svg onload=window.hit=1>'/></svg>",
    "<object data=javascript:window.hit=1></object>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
    "<base href=http://example.com/>",
    "<form action=javascript:window.hit=1><button>x</button></form>",
    "</title></dialog></svg><script>window.hit=1</script>",
    "<link rel=stylesheet href=http://example.com/x.css>",
    "{% raw %}{{ config }}{% endraw %}",
    "<a href=http://example.com ping=http://example.com>x</a>",
    "https://example.com/\"onclick=\"window.hit=1",
)  # fmt: skip

ALLOWED = {
    "article", "aside", "blockquote", "button", "details", "dialog", "div", "figure", "h2", "h3", "li", "mark", "ol",
    "p", "q", "section", "span", "strong", "summary", "ul", "a", "code", "table", "thead", "tbody", "tr", "th", "td",
    "svg", "g", "line", "circle", "rect", "text", "title", "small",
}  # fmt: skip


class Drawn(HTMLParser):
    """The elements and the text of a drawing; fails on an element or attribute that `render` never writes."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.links, self.attributes, self.open = "", [], [], []
        self.feed(markup)
        self.close()
        assert self.open == [], "every element that is opened is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED | {"input"}, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in ("style", "src", "srcdoc", "srcset", "formaction"), name
            self.attributes.append((name, value))
            if name == "href":
                self.links.append(value)
        if tag != "input":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def shown(text: str) -> str:
    """How a payload is expected to read: as itself, but for what cannot or must not be shown."""
    for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        text = text.replace(mark, f"[U+{ord(mark):04X}]")
    return "".join("\ufffd" if c in "\x00\x07\ud800" else c for c in text)


def drawings(payload: str, language: str) -> list[tuple[str, int]]:
    """Every drawing there is, with `payload` in every field that takes text, and how often it must be read there."""
    cited = replace(GENEVA, title=payload, url=payload, path=payload, quote=payload, passage=payload * 9, start=100,
                    end=100 + len(payload), marks=((0, 3),), copies=(payload, payload), language=payload)  # fmt: skip
    bare = replace(cited, title="", number=2)
    said = replace(SAID, text=payload, frame=payload, marks=((1, 5),), citations=(1, 2))
    period = Period(payload, date(2024, 5, 1), date(2024, 5, 31))
    answer = replace(ANSWER, question=payload, asked=payload, reason=payload, notes=(payload,), sentences=(said,),
                     citations=(cited, bare), periods=(period,))  # fmt: skip
    refused = replace(answer, refused=True)
    turns = (Turn(payload, answer), Turn(payload, refused), Turn(payload, error=payload), Turn(payload))
    problem = Problem(payload, payload, payload)
    article = Article(payload, payload, payload, payload, url=payload, dropped=(payload,), notes=(payload,))
    sources = [Source(payload, article, 1, problem), Source(payload, None, 0, problem)]
    report = BuildReport(1, 1, (payload,), (payload,), 1, (problem,), 0.1)
    return [
        (
            render.conversation(turns, language),
            4 + 1 + 4 * 2 + 2,
        ),  # questions, error, asked period reason and note, sentence
        (cards.sources(turns, language), 2 * (1 + 2 * 5)),  # question; title, about, quote and two copies of each card
        (shelf.articles(sources, language), 2 * 4),
        (shelf.article(sources[0], 0, 5, language), 3),
        (shelf.article(sources[1], 0, 5, language), 0),
        (notices.report(report, language), 2 + 3),
        (notices.trouble(payload), 1),
        (notices.first_article(payload, language), 1),
    ]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_foreign_text_stays_text_in_every_place(payload: str, language: str) -> None:
    for markup, times in drawings(payload, language):
        drawn = Drawn(markup)
        assert drawn.text.count(shown(payload)) >= times
        assert all(link and link.startswith(("https://", "http://")) for link in drawn.links)
        markup.encode()  # no lone surrogate is left


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_marked_text_is_the_text(payload: str) -> None:
    assert Drawn(safe.marked(payload, [(0, 2), (1, 7), (-3, 1), (5, 999), (4, 4)], "mark")).text == shown(payload)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//example.com/x", "/x", "", "http://", "https:///x",
        "http://[", "ftp://x/y", "https://example.com/\u202egpj.exe", "https://example.com/a b", "https://example.com/\"onclick=\"x",
        "https://example.com\\@evil.example", "https://example.com/<b>", "mailto:a@b.c", "\x01https://example.com",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert safe.link(url) == ""
    assert Drawn(cards.sources((Turn("q", replace(ANSWER, citations=(replace(GENEVA, url=url),))),), "en")).links == []


def test_a_web_address_is_linked_without_telling_where_from() -> None:
    drawn = Drawn(cards.sources((Turn("q", ANSWER),), "en"))
    assert drawn.links == ["https://www.ft.com/talks"]
    assert ("rel", "noopener noreferrer") in drawn.attributes
    assert ("target", "_blank") in drawn.attributes
    assert safe.link("https://a.example/x?a=1&b=2#c") == "https://a.example/x?a=1&amp;b=2#c"


def test_a_sentence_has_its_frame_its_marks_and_a_button_for_each_number() -> None:
    markup = render.conversation((Turn("Where do they meet?", ANSWER),), "en")
    assert (
        '<p class="fn-sentence fn-lead"><span class="fn-frame" lang="en">Announced on 13 May 2024:</span> '
        '<span lang="en" dir="auto">They meet in <mark>Geneva</mark> on <mark>Tuesday, 14 May 2024</mark>.</span> '
        '<button type="button" class="fn-number" data-turn="1" data-number="1"'
        ' aria-label="[1] Talks ahead, 13 May 2024" title="They meet in Geneva on Tuesday.">[1]</button></p>'
    ) in markup
    assert '<h2 class="fn-question" dir="auto">Where do they meet?</h2>' in markup


def test_a_number_without_its_citation_is_not_drawn() -> None:
    markup = render.conversation((Turn("q", replace(ANSWER, citations=())),), "en")
    assert "fn-number" not in markup
    assert "Geneva" in markup


def test_a_card_has_title_outlet_date_language_and_the_quote_in_its_passage() -> None:
    markup = cards.sources((Turn("q", ANSWER),), "en")
    assert '<h3 id="fn-card-1-1-title" dir="auto">Talks ahead</h3>' in markup
    assert '<p class="fn-about">ft.com · 13 May 2024 · English</p>' in markup
    assert (
        '<blockquote lang="en" dir="auto">Officials spoke on Monday. <mark class="fn-quote">They meet in '
        "<strong>Geneva</strong> on Tuesday.</mark> No results are expected.</blockquote>"
    ) in markup
    assert "<summary>Also in 1 other article</summary><ul>" in markup
    assert "<details><summary>Whole" not in markup


def test_a_card_says_what_is_not_known() -> None:
    bare = replace(GENEVA, title="", url="", date=None, copies=(), language="fr")
    drawn = Drawn(cards.sources((Turn("q", replace(ANSWER, citations=(bare,))),), "en"))
    assert "talks.md" in drawn.text
    assert "talks.md · date unknown · fr" in drawn.text
    assert drawn.links == []


def test_a_long_passage_is_shortened_at_words_and_whole_on_demand() -> None:
    before, after = "word " * 100, " more" * 100
    long = replace(GENEVA, passage=f"{before}{QUOTE}{after}", passage_start=127 - len(before), copies=())
    markup = cards.sources((Turn("q", replace(ANSWER, citations=(long,))),), "en")
    near, whole = markup.split("<details><summary>Whole passage</summary>")
    near = Drawn(near[near.index("<blockquote") :]).text
    assert near.startswith("… word word")
    assert near.endswith("more more …")
    assert len(near) < 2 * cards.CONTEXT["en"] + len(QUOTE) + 5
    assert f"{before}{QUOTE}{after}" in Drawn(whole[whole.index("<blockquote") : whole.index("</details>")]).text


def test_a_passage_without_spaces_is_shortened_too() -> None:
    before = "中" * 500
    long = replace(GENEVA, passage=before + QUOTE, passage_start=127 - 500, copies=(), language="zh")
    near = cards.sources((Turn("q", replace(ANSWER, citations=(long,))),), "zh").split("<details>")[0]
    assert "… " + "中" * cards.CONTEXT["zh"] + "<mark" in near


def test_a_passage_is_shortened_at_a_clause_where_one_is_near() -> None:
    before = "甲" * 500 + "，" + "乙" * 70
    long = replace(GENEVA, passage=before + QUOTE, passage_start=127 - len(before), copies=(), language="zh")
    near = cards.sources((Turn("q", replace(ANSWER, citations=(long,))),), "zh").split("<details>")[0]
    assert '">… ' + "乙" * 70 + "<mark" in near


def test_a_refusal_names_itself_and_its_nearest_passages_in_the_questions_language() -> None:
    refused = replace(ANSWER, sentences=(), refused=True, reason="文章没有说明价格。", language="zh")
    turns = (Turn("多少钱？", refused),)
    assert f'<p class="fn-label">{WORDS["zh"].refused}</p>' in render.conversation(turns, "en")
    assert "文章没有说明价格。" in render.conversation(turns, "en")
    assert f'<h2 class="fn-label">{WORDS["zh"].nearest}</h2>' in cards.sources(turns, "en")
    assert "2024年5月13日 · 英文" in cards.sources(turns, "en")


def test_a_number_in_a_refusal_leads_to_its_card_and_only_a_real_one() -> None:
    refused = replace(ANSWER, sentences=(), refused=True, reason="The nearest passages, [1] and [7], say nothing.")
    markup = render.conversation((Turn("q", refused),), "en")
    assert markup.count('class="fn-number"') == 1
    assert "The nearest passages, [1] and [7], say nothing." in Drawn(markup).text


def test_what_stays_open_what_was_understood_and_notes_are_said() -> None:
    answer = replace(ANSWER, asked="Where do the AI talks meet?", reason="When stays open.", notes=("No model.",))
    drawn = Drawn(render.conversation((Turn("where?", answer),), "en")).text
    assert "Understood as: Where do the AI talks meet?" in drawn.replace("“", "")
    assert "When stays open." in drawn
    assert "No model." in drawn


def test_the_last_answers_sources_are_shown_and_the_others_kept() -> None:
    markup = cards.sources((Turn("a", ANSWER), Turn("b", ANSWER)), "en")
    assert 'data-turn="1" aria-label="Sources" hidden>' in markup
    assert 'data-turn="2" aria-label="Sources">' in markup
    assert 'id="fn-card-1-1"' in markup
    assert 'id="fn-card-2-1"' in markup


def test_an_error_leaves_the_sources_of_the_last_answer() -> None:
    assert 'data-turn="1" aria-label="Sources">' in cards.sources((Turn("a", ANSWER), Turn("b", error="No.")), "en")


def test_a_growing_answer_is_busy_and_cannot_be_copied_yet() -> None:
    waiting = render.conversation((Turn("q"),), "en")
    growing = render.conversation((Turn("q", replace(ANSWER, complete=False)),), "en")
    whole = render.conversation((Turn("q", ANSWER),), "en")
    assert 'aria-busy="true"' in waiting
    assert WORDS["en"].waiting in waiting
    assert 'aria-busy="true"' in growing
    assert "data-copy" not in growing
    assert 'aria-busy="false"' in whole
    assert ("data-copy", ANSWER.to_markdown()) in Drawn(whole).attributes


def test_an_error_is_one_sentence_and_the_question_can_be_edited() -> None:
    markup = render.conversation((Turn("too long", error="The question has 9999 characters."),), "en")
    assert '<p class="fn-error" role="alert">The question has 9999 characters.</p>' in markup
    assert 'data-edit="too long"' in markup


@pytest.mark.parametrize("language", WORDS)
def test_an_empty_conversation_welcomes_with_examples_in_both_languages(language: str) -> None:
    drawn = Drawn(render.conversation((), language)).text
    assert all(question in drawn for _, question in EXAMPLES)
    assert {spoken for spoken, _ in EXAMPLES} == {"en", "zh"}
    assert WORDS[language].no_sources in cards.sources((), language)


def test_a_report_tells_what_came_what_went_and_what_to_do() -> None:
    problem = Problem("bad.html", "is empty", "add text")
    markup = notices.report(BuildReport(12, 80, ("new.md",), ("old.md",), 3, (problem,), 1.26), "en")
    assert "12 articles, 80 passages, in 1.3 s." in markup
    for said in ("new.md", "old.md", "bad.html: is empty; add text"):
        assert f'<li dir="auto">{said}</li>' in markup
    assert WORDS["en"].unchanged in notices.report(BuildReport(12, 80, (), (), 0, (), 0.01), "en")


def test_long_lists_are_counted_after_a_while() -> None:
    paths = tuple(f"{number}.md" for number in range(notices.SHOWN + 5))
    assert "and 5 more" in notices.report(BuildReport(1, 1, paths, (), 1, (), 0.1), "en")
    assert "and 5 more" in shelf.articles([Source(f"{number}.md", None, 0) for number in range(shelf.SHOWN + 5)], "en")


def test_a_timeline_tells_what_was_published_and_what_was_told() -> None:
    days = ((date(2024, 5, 14), date(2024, 5, 14)), (date(2023, 11, 1), date(2023, 11, 30)))
    dated = replace(ANSWER, citations=(replace(GENEVA, days=days),))
    markup = timeline.timeline(1, dated, WORDS["en"])
    drawn = Drawn(markup).text
    assert "13 May 2024: article published" in drawn
    assert "14 May 2024: told ahead of time" in drawn
    assert "1 November 2023 – 30 November 2023: told" in drawn
    assert markup.count('class="fn-point') == 3
    assert timeline.timeline(1, ANSWER, WORDS["en"]) == ""
    assert timeline.timeline(1, replace(dated, refused=True), WORDS["en"]) == ""
    far = replace(dated, citations=(replace(GENEVA, days=((date(1066, 1, 1), date(1066, 12, 31)),)),))
    assert timeline.timeline(1, far, WORDS["en"]) == ""


def test_what_was_understood_can_be_taken_away() -> None:
    period = Period("last week", date(2024, 5, 6), date(2024, 5, 12))
    answer = replace(ANSWER, question="Who met in Geneva last week?", periods=(period,), asked="")
    markup = render.conversation((Turn("q", answer),), "en")
    assert ("data-ask", "Who met in Geneva ?") in Drawn(markup).attributes
    assert "6 May 2024 – 12 May 2024" in Drawn(markup).text


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_is_exported_is_text_and_whole(payload: str) -> None:
    cited = replace(GENEVA, title=payload, url=payload, path=payload, quote=payload, passage=payload * 9)
    cited = replace(
        cited, **{name: shown(getattr(cited, name)) for name in ("title", "url", "path", "quote", "passage")}
    )
    turns = (Turn("q", replace(ANSWER, question=shown(payload), citations=(cited,))), Turn("no", error="none"))
    page = export.as_html(turns)
    body = Drawn(page[page.index("<section") : page.index("</body>")].replace("<br>", " "))
    assert body.text.count(shown(payload)) >= 3
    assert all(link and link.startswith(("https://", "http://")) for link in body.links)
    kept = json.loads(export.as_json(turns))
    assert [Answer.from_dict(value) for value in kept] == [turns[0].answer]
    assert kept[0]["citations"][0]["start"] == 127
    assert "14 May 2024" in export.as_markdown(turns)


def test_what_a_browser_kept_comes_back_and_what_it_forged_does_not() -> None:
    turns = (Turn("Where do they meet?", ANSWER), Turn("broken", error="none"))
    values = json.loads(json.dumps(kept(turns)))
    assert restored(values) == (turns[0],)
    forged = [{}, None, 7, {**values[0], "citations": [{"number": "<b>"}]}, {**values[0], "language": "xx"}]
    assert restored([*forged, values[0]]) == (turns[0],)
    assert restored({"a": 1}) == restored(None) == ()
    assert restored([{**values[0], "confidence": wrong} for wrong in (-1.0, 1.5, float("nan"))]) == ()
    for name in values[0]:
        for wrong in (None, [], {}, "<b>", 7, [[1]], [{"text": 1}]):
            for turn in restored([{**values[0], name: wrong}]):
                Drawn(render.conversation((turn,), "en"))
                Drawn(cards.sources((turn,), "en"))


def test_the_first_article_is_explained_with_its_folder() -> None:
    assert "<code>some/seeds</code>" in notices.first_article("some/seeds", "en")


@pytest.mark.parametrize(("language", "day"), [("en", "3 May 2024"), ("zh", "2024年5月3日")])
def test_dates_are_written_as_the_language_writes_them(language: str, day: str) -> None:
    assert WORDS[language].day(date(2024, 5, 3)) == day
