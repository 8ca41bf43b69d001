"""The page's layout, its wiring and its start. What the parts do is in `page`, `library` and `endpoints`; how
they look in style.css.

Everything the browser loads comes from here; a header tells it to load nothing from elsewhere.
"""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware

from rag import Settings, SettingsError
from rag.settings import SUFFIXES
from ui.endpoints import Endpoints
from ui.headers import LocalOnly, is_loopback
from ui.library import Library
from ui.page import SPOKEN, Page
from ui.words import WORDS

HERE = Path(__file__).parent
HIDDEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""What every event of the page's own has in common: it is no endpoint for programs, and draws no spinner."""

TAKEN = "(question, turns, llm) => { window.footnote.taken(question); return [question, turns, llm]; }"
"""Runs in the browser when a question is taken from the box; the box is page.js's, no answer ever overwrites it."""

LARGEST = "5mb"
"""Of one uploaded file; what is larger than an article may be is told by `rag.add_source`."""

SANS = [
    "system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "sans-serif",
]  # fmt: skip
MONO = ["ui-monospace", "SF Mono", "Menlo", "Consolas", "monospace"]


def _interface() -> gr.I18n:
    """The words of Gradio's own components; Gradio chooses among them by the browser's language."""
    names = ("question", *(name for name, _ in SPOKEN))
    said = {code: {name: getattr(words, name) for name in names} for code, words in WORDS.items()}
    return gr.I18n(**said, **{"zh-CN": said["zh"], "zh-TW": said["zh"]})


SPEAK = _interface()


@dataclass(frozen=True)
class _Wish:
    """What page.js asks of Python: it writes into `text` and presses `button`; neither is ever seen."""

    text: gr.Textbox
    button: gr.Button


def create_app(settings: Settings) -> gr.Blocks:
    """The page over the articles of `settings`, not yet served; the models begin to load at once."""
    page = Page(settings)
    library = Library(page)
    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as app:
        turns = gr.State(())
        stored = gr.BrowserState([], storage_key="footnote-conversation", secret="footnote")
        ways, anew = _header()
        with gr.Tabs(elem_id="fn-tabs"):
            with gr.Tab(SPEAK("talk_tab"), elem_id="fn-tab-ask") as ask_tab, gr.Row(elem_id="fn-page"):
                with gr.Column(elem_id="fn-left"):
                    talk = _html("fn-talk")
                    with gr.Column(elem_id="fn-bar"):
                        box, send, stop = _composer()
                        llm = gr.Checkbox(
                            bool(settings.llm_base_url), label=SPEAK("llm"), visible=bool(settings.llm_base_url),
                            elem_id="fn-llm", container=False,
                        )  # fmt: skip
                        notice = _html("fn-notice")
                        state = _html("fn-state")
                with gr.Column(elem_id="fn-right"):
                    cards = _html("fn-panel")
            with gr.Tab(SPEAK("articles"), elem_id="fn-tab-articles") as articles_tab:
                files, paste, pasted, add, rebuild, report, articles = _shelf()
        spoken = [box, send, stop, anew, ask_tab, articles_tab, files, paste, *pasted, add, rebuild, llm]
        dialog = _html("fn-article")
        saved = gr.Textbox(visible="hidden", elem_id="fn-saved")
        opened, removed, rated, exported = map(_wish, ("open", "remove", "rate", "export"))

        app.load(
            page.greet, stored, [ways, turns, talk, cards, state, articles, *spoken],
            api_name="page_load", concurrency_limit=None, **HIDDEN,
        )  # fmt: skip
        asked = gr.on(
            [box.submit, send.click], page.ask, [box, turns, llm], [turns, talk, cards, notice, stored],
            api_name="page_ask", js=TAKEN, concurrency_limit=8, trigger_mode="always_last", **HIDDEN,
        )  # fmt: skip
        stop.click(
            page.stop, turns, [turns, talk, cards, notice, stored], api_name="page_stop", cancels=[asked], **HIDDEN
        )
        anew.click(
            page.clear, None, [turns, talk, cards, notice, stored], api_name="page_clear", cancels=[asked], **HIDDEN
        )
        opened.button.click(page.open_article, opened.text, dialog, api_name="page_open", **HIDDEN)
        rated.button.click(page.rate, [rated.text, turns], notice, api_name="page_rate", **HIDDEN)
        exported.button.click(
            page.export, [exported.text, turns], [saved, notice], api_name="page_export", **HIDDEN
        ).then(None, saved, None, js="(file) => window.footnote.save(file)", api_visibility="private")

        shown = [report, state, articles]
        slow: dict[str, Any] = {"api_visibility": "private", "show_progress_on": report, "concurrency_id": "build"}
        rebuild.click(library.rebuild, None, shown, api_name="page_rebuild", concurrency_limit=1, **slow)
        files.upload(library.upload, files, shown, api_name="page_upload", concurrency_limit=1, **slow).then(
            lambda: None, None, files, **HIDDEN
        )
        add.click(library.paste, pasted, shown, api_name="page_paste", concurrency_limit=1, **slow)
        removed.button.click(library.remove, removed.text, shown, api_name="page_remove", concurrency_limit=1, **slow)
        for name, function in Endpoints(settings).named().items():
            builds = name == "rebuild"
            api(
                function, api_name=name, concurrency_limit=1 if builds else 8,
                concurrency_id="build" if builds else None,
            )  # fmt: skip
    return cast(gr.Blocks, app)


@dataclass(frozen=True)
class Serving:
    """Where and to whom the page is served."""

    host: str = "127.0.0.1"
    port: int = 7860
    """0 for any that is free."""
    open_browser: bool = False
    no_auth: bool = False
    """Let anybody in who reaches `host`, though it is not this machine alone."""
    mcp: bool = False
    """Serve the endpoints as MCP tools too."""


def start(settings: Settings, serving: Serving = Serving()) -> gr.Blocks:  # noqa: B008 - it is frozen
    """Serve the page and return at once; its address is `.local_url`, and `.close()` ends it.

    :raises SettingsError: the host or port cannot be had, or others could come in unasked.
    """
    host = serving.host
    if not (is_loopback(host) or settings.auth or serving.no_auth):
        raise SettingsError(
            f"{host} can be reached by others: set RAG_AUTH=user:password, or say --no-auth to let everybody in"
        )
    if serving.mcp and settings.auth:
        raise SettingsError("--mcp cannot ask for a password: unset RAG_AUTH, and serve it on this machine alone")
    if serving.mcp and importlib.util.find_spec("mcp") is None:
        raise SettingsError("--mcp needs the package mcp: pip install 'footnote-rag[mcp]'")
    port = _free_port(host, serving.port)
    user, _, password = settings.auth.partition(":")
    app = create_app(settings)
    app.launch(
        server_name=host, server_port=port, inbrowser=serving.open_browser, prevent_thread_lock=True, quiet=True,
        auth=(user, password) if settings.auth else None,
        share=False, ssr_mode=False, pwa=False, mcp_server=serving.mcp, run_history=False, enable_monitoring=False,
        footer_links=[], max_file_size=LARGEST, favicon_path=HERE / "favicon.svg", i18n=SPEAK,
        theme=gr.themes.Base(font=SANS, font_mono=MONO), css_paths=HERE / "style.css",
        js=(HERE / "page.js").read_text(encoding="utf-8"),
        app_kwargs={"middleware": [Middleware(LocalOnly, loopback=is_loopback(host))], "openapi_url": None},
    )  # fmt: skip
    return app


def launch(settings: Settings, serving: Serving, ready: Callable[[str], None]) -> None:
    """Serve the page until interrupted; `ready` is told its address once it can be opened. Raises what `start` does."""
    app = start(settings, serving)
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


def _wish(name: str) -> _Wish:
    """A way from page.js to Python."""
    return _Wish(
        gr.Textbox(visible="hidden", elem_id=f"fn-wish-{name}"), gr.Button(visible="hidden", elem_id=f"fn-do-{name}")
    )


def _header() -> tuple[gr.HTML, gr.Button]:
    """The name, the ways to take the conversation away, the language, and the way to a new conversation."""
    with gr.Row(elem_id="fn-top"):
        _html("fn-name", '<h1 class="fn-brand">Footnote<sup aria-hidden="true">[1]</sup></h1>')
        ways = _html("fn-ways-out")
        return ways, gr.Button(SPEAK("clear"), elem_id="fn-anew", size="sm", scale=0, min_width=0)


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """The question box, its button, and the one that stops an answer."""
    with gr.Row(elem_id="fn-ask"):
        box = gr.Textbox(
            lines=1, max_lines=6, label=SPEAK("question"), placeholder=SPEAK("placeholder"), show_label=False,
            container=False, elem_id="fn-question", scale=1, min_width=0,
            html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
        )  # fmt: skip
        send = gr.Button(SPEAK("ask"), variant="primary", elem_id="fn-send", scale=0, min_width=0)
        stop = gr.Button(SPEAK("stop"), elem_id="fn-stop", scale=0, min_width=0)
    return box, send, stop


def _shelf() -> tuple[gr.File, gr.Accordion, list[gr.Textbox], gr.Button, gr.Button, gr.HTML, gr.HTML]:
    """Upload, paste, rebuild, and the articles."""
    with gr.Column(elem_id="fn-shelf"):
        files = gr.File(
            label=SPEAK("upload"), file_count="multiple", file_types=[*SUFFIXES], type="filepath", height=150,
            elem_id="fn-upload",
        )  # fmt: skip
        with gr.Accordion(SPEAK("paste"), open=False, elem_id="fn-paste") as paste:
            with gr.Row():
                pasted = [
                    gr.Textbox(label=SPEAK(name), max_lines=1, elem_id=f"fn-{name.replace('_', '-')}", min_width=120)
                    for name in ("paste_title", "paste_day", "paste_link")
                ]
            pasted.append(gr.Textbox(label=SPEAK("paste_text"), lines=6, max_lines=16, elem_id="fn-paste-text"))
            add = gr.Button(SPEAK("paste_add"), size="sm", elem_id="fn-paste-add")
        rebuild = gr.Button(SPEAK("rebuild"), size="sm", elem_id="fn-rebuild")
        report = _html("fn-report")
        articles = _html("fn-articles")
    return files, paste, pasted, add, rebuild, report, articles
