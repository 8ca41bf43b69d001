"""What is done on the page beside asking: articles in and out, files taken away, keeping, judging, who may come in."""

from __future__ import annotations

import asyncio
import gc
import json
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from browsing import BOX, SEEDS, Open, ask, show_articles
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import expect
from starlette.datastructures import Headers
from test_render import PAYLOADS

from rag import Settings, SettingsError, rebuild
from ui.app import Serving, start
from ui.headers import LocalOnly
from ui.words import WORDS

pytestmark = pytest.mark.browser

HEADLINE = "When and where were the first AI talks held?"
CHINESE = "中美首次人工智能对话在何时何地举行？"
FERRY = (
    "---\ntitle: The ferry Aurora\ndate: 2024-05-02\n---\n\nThe ferry Aurora sailed from Oslo to Kiel on 1 May 2024.\n"
)
FERRY_QUESTION = "When did the ferry Aurora sail from Oslo?"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Settings, str]]:
    """A page over a copy of four articles, that may be changed."""
    (tmp_path / "seeds").mkdir()
    for name in ("geneva-talks-held.md", "blinken-visit-zh.md", "ai-export-rules.md", "geneva-delegations.txt"):
        shutil.copy(SEEDS / name, tmp_path / "seeds")
    settings = Settings(sources=tmp_path / "seeds", index=tmp_path / "index")
    rebuild(settings=settings)
    app = start(settings, Serving(port=0))
    yield settings, str(app.local_url)
    app.close()


def test_an_article_comes_in_is_asked_and_goes_out(visit: Open, own: tuple[Settings, str]) -> None:
    settings, address = own
    page = visit(address)
    show_articles(page)
    page.set_input_files(
        "#fn-upload input[type=file]",
        [
            {"name": "ferry.md", "mimeType": "text/markdown", "buffer": FERRY.encode()},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b"  "},
        ],
    )
    expect(page.locator("#fn-report .fn-done")).to_have_text("Added: ferry.md.")
    expect(page.locator("#fn-report .fn-error")).to_contain_text("'empty.txt' is empty")
    assert (settings.sources / "ferry.md").read_text() == FERRY
    row = page.locator("tr[data-path='ferry.md']")
    expect(row).to_contain_text("2024-05-02")

    page.get_by_role("tab").first.click()
    ask(page, FERRY_QUESTION)
    expect(page.locator("#fn-turn-1 .fn-answer")).to_contain_text("1 May 2024")

    show_articles(page)
    row.locator("[data-remove]").click()
    expect(row.locator("[data-remove]")).to_have_text(WORDS["en"].remove_sure)
    assert (settings.sources / "ferry.md").exists()
    row.locator("[data-remove]").click()
    expect(row).to_have_count(0)
    assert (settings.sources / ".removed" / "ferry.md").read_text() == FERRY
    page.get_by_role("tab").first.click()
    page.wait_for_timeout(400)  # faster than any hand, the key is lost while Gradio draws the tab
    ask(page, FERRY_QUESTION)
    expect(page.locator("#fn-turn-2 .fn-label").first).to_have_text(WORDS["en"].refused)


def test_a_text_is_pasted_with_what_is_known_of_it(visit: Open, own: tuple[Settings, str]) -> None:
    settings, address = own
    page = visit(address)
    show_articles(page)
    page.locator("#fn-paste button.label-wrap").click()
    page.locator("#fn-paste-add").click()
    expect(page.locator("#fn-report .fn-error")).to_have_text(WORDS["en"].paste_blank)
    page.fill("#fn-paste-title input, #fn-paste-title textarea", "Ferry: 'Aurora' <b>")
    page.fill("#fn-paste-day input, #fn-paste-day textarea", "2 May")
    page.fill("#fn-paste-text textarea", "The ferry Aurora sailed from Oslo to Kiel yesterday with 812 people.")
    page.locator("#fn-paste-add").click()
    expect(page.locator("#fn-report .fn-error")).to_contain_text("2 May is no date")
    page.fill("#fn-paste-day input, #fn-paste-day textarea", "2024-05-02")
    page.locator("#fn-paste-add").click()
    expect(page.locator("#fn-report .fn-done")).to_contain_text("Added: Ferry")
    assert len(list(settings.sources.glob("Ferry*.md"))) == 1
    page.get_by_role("tab").first.click()
    ask(page, FERRY_QUESTION)
    expect(page.locator("#fn-turn-1 .fn-answer")).to_contain_text("1 May 2024")
    expect(page.locator("#fn-card-1-1 h3")).to_have_text("Ferry: 'Aurora' <b>")


def test_questions_are_answered_while_the_index_is_built(visit: Open, own: tuple[Settings, str]) -> None:
    settings, address = own
    for number in range(30):
        (settings.sources / f"more-{number}.txt").write_text(f"The harbour number {number} counted its ships. " * 40)
    page = visit(address)
    show_articles(page)
    page.locator("#fn-rebuild").click()
    expect(page.locator("#fn-report .wrap, #fn-report .progress-text").first).to_be_visible()
    page.get_by_role("tab").first.click()
    ask(page, HEADLINE)
    expect(page.locator("#fn-turn-1 .fn-answer")).to_contain_text("Geneva")
    still_building = page.locator("#fn-report .fn-report").count() == 0
    expect(page.locator("#fn-report .fn-report")).to_have_count(1, timeout=60_000)
    assert still_building
    expect(page.locator("#fn-state")).to_have_text(WORDS["en"].ready.format(count=34))


def test_articles_are_searched_sorted_and_read(visit: Open) -> None:
    page = visit()
    show_articles(page)
    rows = page.locator(".fn-table tbody tr")
    page.locator("[data-sort=date]").click()
    days = [row.get_attribute("data-date") or "" for row in rows.all()]
    assert days == sorted(days)
    page.locator("[data-sort=date]").click()
    assert rows.first.get_attribute("data-date") == max(days)
    page.fill(".fn-find", "scraped")
    expect(rows.locator("visible=true")).to_have_count(1)
    page.locator("tr:visible [data-open]").click()
    expect(page.locator("dialog[open] .fn-left-out summary").last).to_contain_text(WORDS["en"].dropped)
    page.get_by_role("button", name=WORDS["en"].close).click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_conversation_survives_a_reload_and_can_be_cleared(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    ask(page, "And who led the Chinese side?")
    said = page.locator("#fn-turn-1 .fn-answer").inner_text()
    page.reload()
    expect(page.locator(".fn-turn")).to_have_count(2)
    assert page.locator("#fn-turn-1 .fn-answer").inner_text() == said
    expect(page.locator(".fn-chips")).to_contain_text("who led the Chinese side")
    page.wait_for_function("document.querySelector('#fn-state').innerText.includes('ready')")
    page.click("#fn-anew")
    expect(page.locator(".fn-welcome")).to_be_visible()
    page.reload()
    page.wait_for_selector(".fn-welcome")
    assert page.locator(".fn-turn").count() == 0


@pytest.mark.parametrize("kind", ["md", "html", "json"])
def test_a_conversation_is_taken_away(visit: Open, kind: str) -> None:
    page = visit()
    page.locator(f"[data-export={kind}]").click()
    expect(page.locator("#fn-notice")).to_have_text(WORDS["en"].export_empty)
    ask(page, HEADLINE)
    with page.expect_download() as download:
        page.locator(f"[data-export={kind}]").click()
    assert download.value.suggested_filename == f"footnote.{kind}"
    text = Path(download.value.path()).read_text("utf-8")
    assert "14 May 2024" in text
    if kind == "json":
        citation = json.loads(text)[0]["citations"][0]
        assert citation["end"] - citation["start"] == len(citation["quote"])
    else:
        assert text.index(HEADLINE) < text.index("14 May 2024")


def test_an_answer_is_judged(visit: Open, own: tuple[Settings, str]) -> None:
    settings, address = own
    page = visit(address)
    ask(page, HEADLINE)
    expect(page.locator("#fn-turn-1 .fn-error")).to_have_count(0)
    page.on("dialog", lambda box: box.accept("the day is wrong"))
    page.locator("[data-rate=bad]").click()
    expect(page.locator("#fn-notice")).to_contain_text(".feedback.jsonl")
    noted = json.loads((settings.sources / ".feedback.jsonl").read_text())
    assert (noted["helpful"], noted["reason"], noted["question"]) == (False, "the day is wrong", HEADLINE)


def test_what_was_understood_is_taken_back(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    ask(page, "What did Blinken do in April 2024?")
    chip = page.locator("#fn-turn-2 .fn-chips")
    expect(chip).to_contain_text("in April 2024".removeprefix("in "))
    chip.locator(".fn-chip").last.click()
    expect(page.locator("#fn-turn-3[aria-busy=false] .fn-question")).to_have_text("What did Blinken do ?")


def test_an_answer_is_asked_again_and_one_under_way_is_stopped(visit: Open, own: tuple[Settings, str]) -> None:
    _, address = own
    page = visit(address)
    ask(page, HEADLINE)
    page.locator("#fn-turn-1 [data-ask]").click()
    expect(page.locator("#fn-turn-2[aria-busy=false] .fn-question")).to_have_text(HEADLINE)
    page.evaluate(
        """() => (window.stopper = new MutationObserver(() => {
        if (document.querySelector('.fn-turn[aria-busy=true]')) document.querySelector('#fn-stop').click();
        })).observe(document.querySelector('#fn-talk'), {childList: true, subtree: true})"""
    )
    page.fill(BOX, CHINESE)
    page.press(BOX, "Enter")
    expect(page.locator("#fn-notice")).to_have_text(WORDS["en"].stopped)
    expect(page.locator(".fn-turn[aria-busy=true]")).to_have_count(0)
    page.evaluate("window.stopper.disconnect()")
    ask(page, "And who led the Chinese side?")


def test_a_timeline_leads_to_the_sources(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    points = page.locator("#fn-turn-1 .fn-point")
    assert points.count() >= 2
    points.first.click()
    expect(page.locator(".fn-card:focus")).to_have_count(1)
    page.locator(".fn-time summary").click()
    expect(page.locator(".fn-days")).to_contain_text("14 May 2024")


def test_the_language_can_be_changed(visit: Open) -> None:
    page = visit()
    ask(page, HEADLINE)
    page.locator("[data-language=zh]").click()
    expect(page.locator("[data-language=en]")).to_be_visible()
    expect(page.locator("#fn-turn-1")).to_be_visible()
    expect(page.locator("#fn-send")).to_have_text(WORDS["zh"].ask)
    expect(page.get_by_role("tab").nth(1)).to_have_text(WORDS["zh"].articles)
    expect(page.locator(BOX)).to_have_attribute("placeholder", WORDS["zh"].placeholder)
    page.click("#fn-anew")
    expect(page.locator(".fn-welcome h2")).to_have_text(WORDS["zh"].headline)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_stands_in_anybodys_way(visit: Open, scheme: str) -> None:
    page = visit(color_scheme=scheme, reduced_motion="reduce")

    def barriers() -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in ("serious", "critical")
        ]

    assert barriers() == []
    ask(page, HEADLINE)
    assert barriers() == []
    page.locator(".fn-card [data-open]").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    assert barriers() == []
    page.keyboard.press("Escape")
    show_articles(page)
    assert barriers() == []


def test_others_come_in_with_a_password_or_where_it_is_said_out_loud(visit: Open, tmp_path: Path) -> None:
    settings = Settings(sources=SEEDS, index=tmp_path / "index")
    with pytest.raises(SettingsError, match="RAG_AUTH=user:password, or say --no-auth"):
        start(settings, Serving(host="0.0.0.0", port=0))
    app = start(Settings(sources=SEEDS, index=tmp_path / "index", auth="me:secret"), Serving(port=0))
    try:
        with pytest.raises(Exception, match=r"(?i)credentials|auth"):
            Client(str(app.local_url), verbose=False).predict(HEADLINE, api_name="/ask")
        client = Client(str(app.local_url), auth=("me", "secret"), verbose=False)
        assert client.predict(api_name="/rebuild")["articles"] >= 14
    finally:
        app.close()
    app = start(settings, Serving(host="0.0.0.0", port=0, no_auth=True))
    app.close()
    with pytest.raises(SettingsError, match="unset RAG_AUTH"):
        start(replace(settings, auth="me:secret"), Serving(port=0, mcp=True))


@pytest.mark.parametrize(
    ("host", "origin", "loopback", "welcome"),
    [
        ("127.0.0.1:7860", "http://127.0.0.1:7860", True, True),
        ("localhost:7860", None, True, True),
        ("127.0.0.2:7860", None, True, True),
        ("[::1]:7860", None, True, True),
        ("[", None, True, False),
        ("", None, True, False),
        ("evil.example", "http://evil.example", True, False),
        ("office.example", "http://office.example", False, True),
        ("office.example", "http://evil.example", False, False),
    ],
)
def test_who_is_at_home(host: str, origin: str | None, loopback: bool, welcome: bool) -> None:
    headers = Headers({"host": host} | ({"origin": origin} if origin else {}))
    assert LocalOnly(None, loopback)._is_at_home(headers) is welcome  # type: ignore[arg-type]


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_another_sites_page_is_not_let_in(address: str, headers: dict[str, str]) -> None:
    body = json.dumps({"data": []}).encode()
    for path in ("", "config", "gradio_api/call/rebuild", "gradio_api/upload"):
        asked = Request(
            address + path, body if "api" in path else None, {"Content-Type": "application/json", **headers}
        )
        with pytest.raises(HTTPError) as told:
            urlopen(asked)
        assert told.value.code == 403
        told.value.close()


def test_a_hostile_wish_opens_nothing(own: tuple[Settings, str], visit: Open) -> None:
    settings, address = own
    (settings.sources.parent / "secret.md").write_text("The secret is 42.")
    page = visit(address)
    ask(page, HEADLINE)
    for wish in ('{"path": "../secret.md"}', '{"path": ["x"], "start": "<b>"}', "[]", "no json", '{"path": null}'):
        page.evaluate(
            """(text) => { const area = document.querySelector('#fn-wish-open textarea, #fn-wish-open input');
            area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})); }""",
            wish,
        )
        page.wait_for_timeout(100)
        page.evaluate("document.getElementById('fn-do-open').click()")
        expect(page.locator("dialog[open]")).to_contain_text(WORDS["en"].gone)
        page.keyboard.press("Escape")
    assert "The secret is" not in page.content()
    assert page.input_value(BOX) == ""


@pytest.mark.filterwarnings("ignore")  # Gradio's MCP server leaves sockets of its event loops to the collector
def test_an_mcp_client_finds_and_calls_the_tools(tmp_path: Path) -> None:
    settings = Settings(sources=SEEDS, index=tmp_path / "index")
    rebuild(settings=settings)
    app = start(settings, Serving(port=0, mcp=True))

    async def calls() -> tuple[set[str], str, str, str]:
        address = f"{app.local_url}gradio_api/mcp/"
        async with streamable_http_client(address) as (reading, writing, _), ClientSession(reading, writing) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            assert all(len(tool.description or "") > 60 for tool in tools)
            asked = await session.call_tool("ask", {"question": HEADLINE})
            found = await session.call_tool("search_articles", {"question": HEADLINE, "count": 2})
            empty = await session.call_tool("ask", {"question": " "})
            assert empty.isError
            return {tool.name for tool in tools}, *(str(one.content) for one in (asked, found, empty))

    try:
        with ThreadPoolExecutor(1) as beside:  # the browser's driver has an event loop in this thread
            names, asked, found, empty = beside.submit(asyncio.run, calls()).result()
    finally:
        app.close()
        gc.collect()  # here, where its warnings are expected
    assert names == {"ask", "search_articles", "sources", "rebuild"}
    assert "14 May 2024" in asked
    assert "geneva" in found
    assert "the question is empty" in empty


def test_text_of_any_article_stays_text_in_a_real_browser(visit: Open, tmp_path: Path) -> None:
    """Every payload in title, text, link, author and file name; a script that ran would set window.hit."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, payload in enumerate(PAYLOADS):
        safe = payload.encode("utf-8", "ignore").decode()
        known = {"title": f"Ferry {safe}", "date": "2024-05-02", "url": safe, "author": safe}
        header = yaml.safe_dump(known, allow_unicode=False)
        name = "".join(c for c in safe if c.isprintable() and c not in "/\\")[:60]
        (seeds / f"{number} {name}.md").write_text(
            f"---\n{header}---\n\nThe ferry number {number} sailed from Oslo with {safe} aboard on 1 May 2024.\n",
            "utf-8",
        )
    settings = Settings(sources=seeds, index=tmp_path / "index")
    rebuild(settings=settings)
    app = start(settings, Serving(port=0))
    try:
        page = visit(str(app.local_url))
        show_articles(page)
        rows = page.locator(".fn-table tbody tr").count()
        assert rows == len(PAYLOADS)
        for number in range(0, len(PAYLOADS), 10):
            page.locator(".fn-table [data-open]").nth(number).click()
            expect(page.locator("dialog[open]")).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.locator("dialog[open]")).to_have_count(0)
        page.get_by_role("tab").first.click()
        for number in range(0, len(PAYLOADS), 15):
            ask(page, f"When did the ferry number {number} sail from Oslo?")
        for payload in PAYLOADS[::20]:
            ask(page, f"Ferry {payload}".encode("utf-8", "ignore").decode())
        page.reload()
        expect(page.locator(".fn-turn").first).to_be_visible()
        assert page.evaluate("window.hit") is None
        inside = (
            "#fn-page :is(img, script, iframe, style, form, math, object, embed), #fn-shelf :is(img, script, iframe)"
        )
        assert page.locator(inside).count() == 0
        assert page.locator("#fn-page a:not([href^='http'])").count() == 0
        page.close()  # before its server, whose end it would tell
    finally:
        app.close()


def test_nothing_leaves_the_machine(visit: Open, own: tuple[Settings, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With every socket but loopback closed, articles are read, indexed and asked; `visit` watches the browser."""
    settings, address = own
    connect, tried = socket.socket.connect, []

    def stay(self: socket.socket, place: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and str(place[0]) not in ("127.0.0.1", "::1"):  # type: ignore[index]
            tried.append(place)
            raise OSError("there is no network")
        connect(self, place)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", stay)
    (settings.sources / "ferry.md").write_text(FERRY)
    page = visit(address)
    show_articles(page)
    page.locator("#fn-rebuild").click()
    expect(page.locator("#fn-report .fn-report")).to_contain_text("ferry.md")
    page.get_by_role("tab").first.click()
    ask(page, FERRY_QUESTION)
    expect(page.locator("#fn-turn-1 .fn-answer")).to_contain_text("1 May 2024")
    assert tried == []
