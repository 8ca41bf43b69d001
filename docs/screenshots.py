"""The pictures of the README, taken from the running page: `make screenshots` (needs Chromium)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from rag import Settings, rebuild
from ui.app import Serving, start

DOCS = Path(__file__).parent
BOX = "#fn-question textarea"
HEADLINE = "When and where were the first AI talks held?"


def main() -> None:
    """Take every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        settings = Settings(sources=DOCS.parent / "seeds", index=Path(scratch))
        rebuild(settings=settings)
        app = start(settings, Serving(port=0))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            wide = visit(browser, str(app.local_url), 1280, 860)
            ask(wide, HEADLINE)
            take(wide, "page")
            ask(wide, "Who won the Eurovision Song Contest in 1974?")
            take(wide, "refusal")
            wide.get_by_role("tab").nth(1).click()
            wide.wait_for_selector(".fn-table tbody tr")
            take(wide, "sources")
            dark = visit(browser, str(app.local_url), 1280, 860, scheme="dark")
            ask(dark, "中美首次人工智能对话在何时何地举行？")
            take(dark, "dark")
            phone = visit(browser, str(app.local_url), 390, 844)
            ask(phone, HEADLINE)
            take(phone, "phone")
        finally:
            browser.close()
            app.close()


def visit(browser: Browser, address: str, width: int, height: int, scheme: str = "light") -> Page:
    """The page in a window of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("document.querySelector('#fn-state')?.innerText.includes('ready')")
    return page


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the whole answer."""
    number = page.locator(".fn-turn").count() + 1
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    page.wait_for_selector(f"#fn-turn-{number}[aria-busy=false]")


def take(page: Page, name: str) -> None:
    """Write one picture, once nothing moves any more."""
    page.wait_for_timeout(1500)
    page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
