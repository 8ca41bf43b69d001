"""The page with a language model: a scripted server drafts over real HTTP, in a real headless Chromium."""

from __future__ import annotations

import time
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

QUESTION = "Which bill did President Biden sign and how much is it worth?"
TRUE = "President Biden signed the bill [1]."
FALSE = "Congress later cancelled 40 billion dollars of it [1]."


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with Scripted() as server:
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
