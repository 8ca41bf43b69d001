"""A real server over real articles and a real headless Chromium, for the tests of the page.

Every page that a test opens is watched: at its end there was no request to another host and no word in the console.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from rag import Settings, rebuild
from ui.app import Serving, start

SEEDS = Path(__file__).parent.parent / "seeds"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
BOX = "#fn-question textarea"

GRADIOS_OWN = "Method not implemented."
"""What Gradio's upload says to the console, whatever is uploaded."""

GRADIOS_CANCEL = "/gradio_api/cancel"
"""Gradio answers with 500 where what is stopped ends in the same moment (`del app.iterators[...]` of nothing)."""

PATIENCE = 20_000
"""Milliseconds that a busy machine may take over anything that is waited for; an idle one takes a fraction."""

expect.set_options(timeout=PATIENCE)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running page over the project's own articles."""
    settings = Settings(sources=SEEDS, index=tmp_path_factory.mktemp("page") / "index")
    rebuild(settings=settings)
    app = start(settings, Serving(port=0))
    yield str(app.local_url)
    app.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


def its_own(message: ConsoleMessage) -> bool:
    """Whether the console's message is not one of those that are Gradio's."""
    return message.text != GRADIOS_OWN and not message.location.get("url", "").endswith(GRADIOS_CANCEL)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page for a new visitor; checks at the end that nothing was asked of others and nothing went wrong."""
    asked: list[str] = []
    said: list[str] = []
    contexts = []

    def visit(url: str = address, **options: object) -> Page:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda opened: asked.append(opened.url.replace("ws", "http", 1)))
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}") if its_own(message) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(url)
        page.wait_for_selector(BOX)
        return page

    yield visit
    for context in contexts:
        context.close()
    home = ("http://127.0.0.1:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(home)] == []
    assert said == []


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter and wait for the whole answer."""
    turns = page.locator(".fn-turn").count()
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    expect(page.locator(f"#fn-turn-{turns + 1}[aria-busy=false]")).to_be_visible()


def show_articles(page: Page) -> None:
    """Turn to the side of the page with the articles."""
    page.get_by_role("tab").nth(1).click()
    expect(page.locator("#fn-rebuild")).to_be_visible()
