"""The page with a language model: a scripted server drafts over real HTTP, in a real headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import BOX, Open, ask
from conftest import SEEDS
from playwright.sync_api import expect
from scripted import Scripted

from rag import Settings, rebuild
from ui.app import Serving, start
from ui.words import WORDS

pytestmark = pytest.mark.browser

QUESTION = "When and where were the first AI talks held?"
FALSE = "They led to a ban on robots that kill [1]."


def draft(messages: list[dict[str, str]]) -> list[str]:
    """Cites whichever passage tells that the talks were held."""
    blocks = messages[1]["content"].split("<passage ")[1:]
    number = next(n for n, block in enumerate(blocks, start=1) if "ended without a joint statement" in block)
    return ["The talks ", "were held in ", "Geneva on 14 May 2024 ", f"[{number}]. ", FALSE.replace("1", str(number))]


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with Scripted(draft, between=0.25) as server:
        yield server


@pytest.fixture(scope="module")
def drafting(model: Scripted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running page that is set to that model."""
    settings = Settings(
        sources=SEEDS, index=tmp_path_factory.mktemp("drafts") / "index", llm_base_url=model.base_url, llm_timeout=20
    )
    rebuild(settings=settings)
    app = start(settings, Serving(port=0))
    yield str(app.local_url)
    app.close()


def test_a_draft_is_seen_as_it_is_written_then_checked_then_struck_where_nothing_proves_it(
    visit: Open, drafting: str, model: Scripted
) -> None:
    page = visit(drafting)
    expect(page.get_by_label(WORDS["en"].llm)).to_be_checked()
    page.fill(BOX, QUESTION)
    page.press(BOX, "Enter")
    expect(page.locator("#fn-turn-1 .fn-draft")).to_contain_text(WORDS["en"].unchecked)
    expect(page.locator("#fn-turn-1[aria-busy=false]")).to_be_visible()
    expect(page.locator("#fn-turn-1 .fn-lead")).to_contain_text("The talks were held in Geneva on 14 May 2024.")
    expect(page.locator("#fn-turn-1 .fn-unproved s")).to_have_text(FALSE.removesuffix(" [1].") + ".")
    expect(page.locator("#fn-turn-1 .fn-unproved")).to_contain_text(WORDS["en"].unproved)
    expect(page.locator("#fn-turn-1 .fn-draft")).to_have_count(0)
    expect(page.locator(".fn-card")).to_have_count(1)
    page.locator("#fn-turn-1 .fn-lead .fn-number").click()
    expect(page.locator(".fn-card").first).to_be_focused()
    page.reload()
    expect(page.locator("#fn-turn-1 .fn-unproved s")).to_be_visible()


def test_the_switch_turns_the_model_off(visit: Open, drafting: str, model: Scripted) -> None:
    page = visit(drafting)
    before = len(model.requests)
    page.get_by_label(WORDS["en"].llm).uncheck()
    ask(page, QUESTION)
    expect(page.locator("#fn-turn-1 .fn-lead mark").first).to_be_visible()
    assert len(model.requests) == before


def test_a_plug_pulled_in_the_middle_leaves_the_articles_own_answer(
    visit: Open, drafting: str, model: Scripted
) -> None:
    page = visit(drafting)
    model.cut_after = 2
    try:
        ask(page, QUESTION)
    finally:
        model.cut_after = None
    expect(page.locator("#fn-turn-1 .fn-lead mark").first).to_be_visible()
    expect(page.locator("#fn-turn-1 .fn-note").last).to_contain_text("broke off")


def test_stopping_hangs_up_on_the_model_and_keeps_the_articles_own_answer(
    visit: Open, drafting: str, model: Scripted
) -> None:
    page = visit(drafting)
    model.hung_up.clear()
    model.between = 3.0
    try:
        page.fill(BOX, QUESTION)
        page.press(BOX, "Enter")
        expect(page.locator("#fn-turn-1 .fn-draft")).to_be_visible()
        page.locator("#fn-stop").click()
        expect(page.locator("#fn-notice")).to_contain_text(WORDS["en"].stopped)
        assert model.hung_up.wait(20)
        expect(page.locator("#fn-turn-1 .fn-lead mark").first).to_be_visible()  # the articles' own answer stays
        expect(page.locator("#fn-turn-1 .fn-draft")).to_have_count(0)
        page.reload()
        expect(page.locator("#fn-turn-1 .fn-lead mark").first).to_be_visible()
    finally:
        model.between = 0.25


def test_without_a_model_there_is_no_switch(visit: Open) -> None:
    expect(visit().locator("#fn-llm")).to_have_count(0)
