"""The page as a person meets it: a real server over the real index of `seeds/`, in a real headless Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import BOX, Open, ask, show_articles
from conftest import SEEDS
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import expect

from rag import Settings, SettingsError
from ui.app import Serving, start
from ui.words import EXAMPLES, WORDS

pytestmark = pytest.mark.browser

HEADLINE = "When and where were the first AI talks held?"
CHINESE = "中美首次人工智能对话在何时何地举行？"
NUMBER = ".fn-number[data-turn='1'][data-number='1'] >> nth=0"
EVIL = '<img src=x onerror="window.hit=1"> ${window.hit=1} {{7*7}} $$\\evil$$ [x](javascript:window.hit=1) ![](http://h.example/x)'


def test_the_headline_question_and_its_footnote(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    answer = page.locator("#fn-turn-1 .fn-answer")
    expect(answer).to_contain_text("Geneva")
    expect(answer).to_contain_text("14 May 2024")
    expect(page.locator("#fn-card-1-1 blockquote mark").first).to_be_visible()
    quote = page.locator("#fn-card-1-1 mark.fn-quote").first.inner_text()
    assert len(quote) > 20

    page.get_by_text("[1]", exact=True).and_(page.locator("button")).first.click()
    card = page.locator("#fn-card-1-1")
    expect(card).to_be_focused()
    expect(card).to_have_class("fn-card fn-flash")
    expect(card).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(NUMBER)).to_be_focused()
    assert page.input_value(BOX) == ""


def test_every_card_leads_to_its_article(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    for link in page.locator(".fn-sources a").all():
        assert (link.get_attribute("href") or "").startswith("https://")
        assert link.get_attribute("rel") == "noopener noreferrer"
    assert page.locator(".fn-card h3").first.inner_text()
    assert "2024" in page.locator(".fn-card .fn-about").first.inner_text()


def test_a_chinese_question_in_a_chinese_browser(visit: Open) -> None:
    page = visit(locale="zh-CN")
    expect(page.locator(BOX)).to_have_attribute("placeholder", WORDS["zh"].placeholder)
    expect(page.locator(".fn-welcome h2")).to_have_text(WORDS["zh"].headline)
    page.get_by_role("button", name=CHINESE).click()
    answer = page.locator("#fn-turn-1 .fn-answer")
    expect(answer).to_contain_text("日内瓦")
    expect(page.locator("#fn-panel .fn-label")).to_have_text(WORDS["zh"].sources)


def test_what_the_articles_do_not_say_is_refused_beside_the_nearest_passages(visit: Open) -> None:
    page = visit()
    ask(page, "Who won the Eurovision Song Contest in 1974?")
    expect(page.locator("#fn-turn-1 .fn-label")).to_have_text(WORDS["en"].refused)
    expect(page.locator("#fn-turn-1 .fn-refusal")).not_to_be_empty()
    expect(page.locator("#fn-panel h2").first).to_have_text(WORDS["en"].nearest)


def test_an_earlier_answer_keeps_its_sources(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    ask(page, EXAMPLES[2][1])
    expect(page.locator(".fn-sources[data-turn='2']")).to_be_visible()
    expect(page.locator(".fn-sources[data-turn='1']")).to_be_hidden()
    page.locator(NUMBER).click()
    expect(page.locator("#fn-card-1-1")).to_be_focused()
    expect(page.locator(".fn-sources[data-turn='2']")).to_be_hidden()


def test_a_new_conversation_and_another_visitor_begin_with_nothing(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    other = visit()
    expect(other.locator(".fn-welcome")).to_be_visible()
    ask(other, EXAMPLES[2][1])
    assert other.locator(".fn-turn").count() == 1
    page.click("#fn-anew")
    expect(page.locator(".fn-welcome")).to_be_visible()
    assert page.locator(".fn-card").count() == 0
    ask(page, CHINESE)
    assert page.locator(".fn-turn").count() == 1


def test_what_cannot_be_asked_loses_nothing(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    page.fill(BOX, "   ")
    page.press(BOX, "Enter")
    expect(page.locator("#fn-notice")).to_have_text(WORDS["en"].blank)
    assert page.locator(".fn-turn").count() == 1
    ask(page, "why? " * 5000 + ".")
    expect(page.locator("#fn-turn-2 .fn-error")).to_be_visible()
    expect(page.locator(BOX)).to_have_value("why? " * 5000 + ".")
    expect(page.locator("#fn-card-1-1")).to_be_visible()
    half = "e => { e.value = 'half a pair ' + String.fromCharCode(0xd800); e.dispatchEvent(new Event('input')); }"
    page.locator(BOX).evaluate(half)
    page.press(BOX, "Enter")
    expect(page.locator("#fn-turn-3 .fn-question")).to_have_text("half a pair ?")
    expect(page.locator("#fn-turn-3[aria-busy=false]")).to_be_visible()


def test_hasty_fingers_lose_nothing_and_ask_nothing_twice(visit: Open) -> None:
    page = visit()
    page.fill(BOX, HEADLINE)
    page.press(BOX, "Enter")
    page.press(BOX, "Enter")
    page.keyboard.type(EXAMPLES[2][1])
    page.press(BOX, "Enter")
    expect(page.locator("#fn-turn-2[aria-busy=false] .fn-question")).to_have_text(EXAMPLES[2][1])
    expect(page.locator(BOX)).to_have_value("")
    assert page.locator(".fn-turn").count() == 2
    expect(page.locator("#fn-notice")).to_be_empty()


def test_a_question_is_shown_as_text(visit: Open) -> None:
    page = visit()
    ask(page, EVIL)
    expect(page.locator("#fn-turn-1 .fn-question")).to_have_text(EVIL)
    assert page.evaluate("window.hit") is None
    assert page.locator("#fn-page img, #fn-page script, #fn-page iframe").count() == 0


def test_a_link_can_carry_a_question_and_an_answer_can_be_copied(visit: Open, address: str) -> None:
    link = f"{address}?q=When+and+where+were+the+first+AI+talks+held%3F"
    page = visit(link, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text(WORDS["en"].copied)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "14 May 2024" in copied
    assert "\n1. " in copied


def test_keyboard_only(visit: Open) -> None:
    page = visit()
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type(HEADLINE)
    page.keyboard.press("Enter")
    expect(page.locator("#fn-card-1-1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).not_to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#fn-card-1-1")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("1/")
    expect(page.locator(BOX)).to_have_value("1/")


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_never_scrolls_sideways(visit: Open, width: int) -> None:
    page = visit(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0
    ask(page, HEADLINE)
    page.locator(NUMBER).tap()
    expect(page.locator("#fn-card-1-1")).to_be_in_viewport()
    edge = "document.getElementById('%s').getBoundingClientRect().%s"
    assert page.evaluate(f"{edge % ('fn-right', 'top')} >= {edge % ('fn-left', 'bottom')}")
    show_articles(page)
    expect(page.locator(".fn-table tbody tr").first).to_be_visible()
    assert page.evaluate(sideways) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_and_ink_follow_the_system(visit: Open, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    ask(page, HEADLINE)
    rgb = "(element) => getComputedStyle(element)[%r].match(/[0-9]+/g).slice(0, 3).map(Number)"
    paper = sum(page.locator("body").evaluate(rgb % "backgroundColor"))
    ink = sum(page.locator(".fn-sentence").first.evaluate(rgb % "color"))
    dark, light = (ink, paper) if scheme == "light" else (paper, ink)
    assert dark < 3 * 40
    assert light > 3 * 215


def test_an_empty_folder_explains_itself_and_the_first_article_can_be_asked(visit: Open, tmp_path: Path) -> None:
    """The whole way of a newcomer: no index, an article whose text and name are hostile, a rebuild, a question."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    app = start(Settings(sources=seeds, index=tmp_path / "index"), Serving(port=0))
    try:
        page = visit(str(app.local_url))
        expect(page.locator(".fn-first")).to_contain_text(str(seeds))
        ask(page, HEADLINE)
        expect(page.locator("#fn-turn-1 .fn-error")).to_be_visible()

        (seeds / "empty.md").write_text("", encoding="utf-8")
        (seeds / "<b onclick=window.hit=1>.md").write_text(
            f"---\ntitle: 'Ferry {EVIL}'\ndate: 2024-05-02\nurl: javascript:window.hit=1\n---\n"
            f"The ferry Aurora sailed from Oslo to Kiel on 1 May 2024. {EVIL} came aboard in Oslo.\n",
            encoding="utf-8",
        )
        page.get_by_role("button", name=WORDS["en"].rebuild).and_(page.locator(".fn-first button")).click()
        expect(page.locator("#fn-report")).to_contain_text("empty.md", timeout=30_000)
        expect(page.locator("#fn-report .fn-report h3")).to_have_text([WORDS["en"].added, WORDS["en"].problems])
        page.get_by_role("tab").first.click()
        expect(page.locator("#fn-state")).to_have_text(WORDS["en"].ready.format(count=1))

        ask(page, "When did the ferry Aurora sail from Oslo?")
        expect(page.locator("#fn-turn-2 .fn-answer")).to_contain_text("1 May 2024")
        expect(page.locator("#fn-card-2-1")).to_contain_text("<img src=x onerror=")
        assert page.locator("#fn-card-2-1 a").count() == 0
        page.locator("#fn-card-2-1 [data-open]").click()
        expect(page.locator("dialog[open] .fn-whole mark")).to_contain_text("1 May 2024")
        expect(page.locator("dialog[open]")).to_contain_text("<b onclick=window.hit=1>.md")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert page.evaluate("window.hit") is None
    finally:
        app.close()


def test_programs_get_the_answer_as_a_dictionary(address: str) -> None:
    client = Client(address, verbose=False)
    assert list(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == [
        "/ask",
        "/search",
        "/sources",
        "/rebuild",
    ]
    said = client.predict(HEADLINE, api_name="/ask")
    assert "Geneva" in said["text"]
    assert "14 May 2024" in said["text"]
    citation = said["citations"][0]
    assert citation["quote"] in citation["passage"]
    assert (SEEDS / citation["article"]).is_file()
    with pytest.raises(AppError, match="question"):
        client.predict("", api_name="/ask")
    found = client.predict("When were the talks held?", 3, api_name="/search")
    assert len(found) == 3
    text = (SEEDS / found[0]["article"]).read_text("utf-8")
    assert found[0]["text"].split()[0] in text
    listed = client.predict(api_name="/sources")
    assert {row["article"] for row in listed} >= {"geneva-talks-held.md"}
    assert client.predict(api_name="/rebuild")["embedded"] == 0


def test_a_port_that_is_taken_is_told_with_its_remedy(address: str, tmp_path: Path) -> None:
    port = int(address.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(SettingsError, match="--port"):
        start(Settings(sources=SEEDS, index=tmp_path / "index"), Serving(port=port))


def test_the_page_tells_the_browser_to_stay_at_home(visit: Open) -> None:
    page = visit()
    response = page.request.get(page.url)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["referrer-policy"] == "no-referrer"
    assert page.request.get(f"{page.url}gradio_api/file={SEEDS / 'geneva-talks-held.md'}").status == 403
