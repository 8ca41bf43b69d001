"""Real parts made small: the built-in encoder, Chroma and SQLite on disk, and articles of a few sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Settings, rebuild

pytest_plugins = ["browsing"]

SEEDS = Path(__file__).parent.parent / "seeds"
DATA = Path(__file__).parent / "data"

TALKS = """---
title: Envoys set a date for talks on machines
date: 2024-05-13
url: https://news.example.org/talks
---

Envoys of the two countries are to meet in Geneva on Tuesday for their first talks about artificial intelligence.

The meeting carries out a promise that the two presidents made in San Francisco last November.
"""
HARBOUR = """---
title: The harbour of Rotterdam counts its ships
date: 2023-02-01
url: https://port.example.org/count
---

The harbour of Rotterdam handled 29,876 ships in 2022, the port authority said on Monday.

Its director, Anna de Vries, expects fewer ships this year.
"""
WEATHER = """---
title: 台风登陆福建
date: 2024-07-25
---

台风“格美”周四晚在福建莆田登陆，当地转移了15万人。

福建省气象局局长陈明表示，降雨将持续三天。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Settings:
    """Settings over an empty sources folder of its own, with three small articles in it."""
    (tmp_path / "seeds").mkdir()
    write = writer(tmp_path / "seeds")
    write("talks.md", TALKS)
    write("harbour.md", HARBOUR)
    write("weather.md", WEATHER)
    return Settings(sources=tmp_path / "seeds", index=tmp_path / "index")


@pytest.fixture
def built(folder: Settings) -> Settings:
    """The same, indexed."""
    rebuild(settings=folder)
    return folder


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project's own articles, indexed."""
    settings = Settings(sources=SEEDS, index=tmp_path_factory.mktemp("seeds-index"))
    rebuild(settings=settings)
    return settings


def writer(folder: Path) -> Callable[[str, str], None]:
    """A function that writes an article into `folder`."""

    def write(name: str, text: str) -> None:
        (folder / name).write_text(text, "utf-8")

    return write
