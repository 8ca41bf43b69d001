"""The page's layout, its wiring and its start. What the parts do is in `page`; how they look in style.css.

Everything the browser loads comes from here; a header tells it to load nothing from elsewhere.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware

from rag import Settings, SettingsError
from ui.headers import LocalOnly
from ui.page import Page
from ui.words import WORDS

HERE = Path(__file__).parent
HIDDEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""What every event of the page's own has in common: it is no endpoint for programs, and draws no spinner."""

TAKEN = "(question, turns) => { window.footnote.taken(question); return [question, turns]; }"
"""Runs in the browser when a question is taken from the box; the box is page.js's, no answer ever overwrites it."""

SANS = [
    "system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "sans-serif",
]  # fmt: skip
MONO = ["ui-monospace", "SF Mono", "Menlo", "Consolas", "monospace"]


def _interface() -> gr.I18n:
    """The words of Gradio's own components; Gradio chooses among them by the browser's language."""
    names = ("question", "placeholder", "ask", "clear", "articles", "rebuild")
    said = {code: {name: getattr(words, name) for name in names} for code, words in WORDS.items()}
    return gr.I18n(**said, **{"zh-CN": said["zh"], "zh-TW": said["zh"]})


SPEAK = _interface()


def create_app(settings: Settings) -> gr.Blocks:
    """The page over the articles of `settings`, not yet served; the models begin to load at once."""
    page = Page(settings)
    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as app:
        turns = gr.State(())
        anew = _header()
        with gr.Row(elem_id="fn-page"):
            with gr.Column(elem_id="fn-left"):
                talk = _html("fn-talk")
                with gr.Column(elem_id="fn-bar"):
                    box, send = _composer()
                    notice = _html("fn-notice")
                    state = _html("fn-state")
            with gr.Column(elem_id="fn-right"):
                cards = _html("fn-panel")
                articles, rebuild, report = _shelf()

        app.load(
            page.greet, None, [talk, cards, state, articles], api_name="page_load", concurrency_limit=None, **HIDDEN
        )
        gr.on(
            [box.submit, send.click], page.ask, [box, turns], [turns, talk, cards, notice],
            api_name="page_ask", js=TAKEN, concurrency_limit=8, trigger_mode="always_last", **HIDDEN,
        )  # fmt: skip
        anew.click(page.clear, None, [turns, talk, cards, notice], api_name="page_clear", **HIDDEN)
        rebuild.click(
            page.rebuild, None, [report, state, articles],
            api_name="page_rebuild", api_visibility="private", show_progress_on=report, concurrency_limit=1,
        )  # fmt: skip
        api(page.api_ask, api_name="ask", concurrency_limit=8)
    return cast(gr.Blocks, app)


def start(settings: Settings, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False) -> gr.Blocks:
    """Serve the page and return at once; its address is `.local_url`, and `.close()` ends it.

    :param port: 0 for any that is free.
    :raises SettingsError: the host or port cannot be had.
    """
    port = _free_port(host, port)
    app = create_app(settings)
    app.launch(
        server_name=host, server_port=port, inbrowser=open_browser, prevent_thread_lock=True, quiet=True,
        share=False, ssr_mode=False, pwa=False, mcp_server=False, run_history=False, enable_monitoring=False,
        footer_links=[], max_file_size="1mb", favicon_path=HERE / "favicon.svg", i18n=SPEAK,
        theme=gr.themes.Base(font=SANS, font_mono=MONO), css_paths=HERE / "style.css",
        js=(HERE / "page.js").read_text(encoding="utf-8"),
        app_kwargs={"middleware": [Middleware(LocalOnly)], "openapi_url": None},
    )  # fmt: skip
    return app


def launch(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until interrupted; `ready` is told its address once it can be opened."""
    app = start(settings, host, port, open_browser)
    if ready:
        ready(str(app.local_url))
    app.block_thread()


def _free_port(host: str, port: int) -> int:
    """`port`, or any where it is 0; fails at once, before anything is loaded, where the server could not listen."""
    try:
        family, kind, *_, place = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            return int(probe.getsockname()[1])
    except (OSError, UnicodeError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"{host}:{port} cannot be listened on ({said}); choose another --host or --port") from error


def _html(name: str, value: str = "") -> gr.HTML:
    """A place for our own HTML, free of Gradio's style and of its click events."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _header() -> gr.Button:
    """The name, and the way to a new conversation."""
    with gr.Row(elem_id="fn-top"):
        _html("fn-name", '<h1 class="fn-brand">Footnote<sup aria-hidden="true">[1]</sup></h1>')
        return gr.Button(SPEAK("clear"), elem_id="fn-anew", size="sm", scale=0, min_width=0)


def _composer() -> tuple[gr.Textbox, gr.Button]:
    """The question box and its button."""
    with gr.Row(elem_id="fn-ask"):
        box = gr.Textbox(
            lines=1, max_lines=6, label=SPEAK("question"), placeholder=SPEAK("placeholder"), show_label=False,
            container=False, elem_id="fn-question", scale=1, min_width=0,
            html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
        )  # fmt: skip
        send = gr.Button(SPEAK("ask"), variant="primary", elem_id="fn-send", scale=0, min_width=0)
    return box, send


def _shelf() -> tuple[gr.HTML, gr.Button, gr.HTML]:
    """The articles, the rebuild button and its report."""
    with gr.Accordion(SPEAK("articles"), open=False, elem_id="fn-shelf"):
        rebuild = gr.Button(SPEAK("rebuild"), size="sm", elem_id="fn-rebuild")
        report = _html("fn-report")
        articles = _html("fn-articles")
    return articles, rebuild, report
