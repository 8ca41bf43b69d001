"""The command `rag`: index, ask, search, sources, chat, feedback, eval. The only place that prints.

Exit codes: 0 done or answered, 3 the articles do not say, 2 wrong use, 1 failed, with the reason in one line. Heavy
parts are imported by the command that needs them, so that `rag --help` is instant.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from rag.errors import QuestionError, RagError, SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.records import Answer, BuildReport, Citation, Source

REFUSED, WRONG_USE, FAILED = 3, 2, 1

app = typer.Typer(
    help="Ask your articles a question, get an answer whose every sentence carries its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

SourcesOption = Annotated[Path | None, typer.Option("--sources", help="Folder of articles (RAG_SOURCES).")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index (RAG_INDEX).")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Any sentence-transformers model instead of the built-in one (RAG_EMBEDDING_MODEL)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def main() -> None:
    """Run the command line; what goes wrong becomes one sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show Chinese shows its code points
            stream.reconfigure(errors="backslashreplace")
    # A closed pipe (`rag search ... | head`) is no failure of ours, and Ctrl-C none that needs a traceback.
    try:
        app()
    except (QuestionError, SettingsError) as error:
        _fail(str(error), WRONG_USE)
    except RagError as error:
        _fail(str(error), FAILED)
    except KeyboardInterrupt:
        _fail("stopped", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build everything anew.")] = False,
    sources: SourcesOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Bring the index in step with the articles: only what changed is read and embedded."""
    from rag import rebuild as build

    settings = _settings(sources, index, model)
    with _progress_bar() as progress:
        report = build(full=rebuild, settings=settings, progress=progress)
    _print_report(report)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What you want to know, in English or Chinese.")],
    as_json: JsonOption = False,
    today: Annotated[str | None, typer.Option(help="The day the question is asked on, as YYYY-MM-DD.")] = None,
    llm: Annotated[
        bool | None,
        typer.Option(
            "--llm/--no-llm", help="Let a language model phrase the answer; as RAG_LLM_BASE_URL is set or not."
        ),
    ] = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Answer a question from the articles, every sentence with its source."""
    from rag import answer

    found = answer(question, today=_day(today), settings=_settings(None, index, model), llm=llm)
    if as_json:
        print(_json(found.to_dict()))
    else:
        _print_answer(found)
    if found.refused:
        raise typer.Exit(REFUSED)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for, in English or Chinese.")],
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="How many passages.")] = 5,
    as_json: JsonOption = False,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Show the passages that fit a question best."""
    from rag import search as find

    passages = find(question, k, settings=_settings(None, index, model))
    if as_json:
        rows = [
            {
                "path": p.article.path,
                "title": p.article.title,
                "start": p.start,
                "end": p.end,
                "score": p.score,
                "text": p.text,
            }
            for p in passages
        ]
        print(_json(rows))
        return
    for number, passage in enumerate(passages, start=1):
        about = ", ".join(part for part in (passage.article.outlet, str(passage.article.date or "")) if part)
        out.print(Text(f"{number}. {passage.article.title}", "bold"), Text(f"{about}  {passage.score:.2f}", "dim"))
        out.print(Text(passage.text))
        out.print(Text(f"{passage.article.path}:{passage.start}-{passage.end}\n", "dim"))
    if not passages:
        out.print("Nothing was found.")


@app.command()
def sources(
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="NAME", help="Show one article as it is read, and what was left out."),
    ] = None,
    index: IndexOption = None,
) -> None:
    """List the indexed articles, or show one with what was dropped as page furniture."""
    from rag import list_sources

    listed = list_sources(_settings(None, index, None))
    if show is None:
        _print_sources(listed)
    else:
        _print_source(_named(listed, show))


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 7860,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    no_auth: Annotated[bool, typer.Option("--no-auth", help="Let others in without RAG_AUTH=user:password.")] = False,
    mcp: Annotated[bool, typer.Option("--mcp", help="Serve the endpoints as MCP tools too (extra mcp).")] = False,
    sources: SourcesOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Open the page: ask in a chat, see the sources beside the answer."""
    from ui.app import Serving, launch

    def ready(address: str) -> None:
        out.print(Text(f"Footnote is open on {address} (Ctrl-C ends it)"))

    err.print(Text(f"Opening the page on http://{host}:{port} ..."))
    launch(_settings(sources, index, model), Serving(host, port, open_browser, no_auth, mcp), ready)


@app.command()
def feedback(as_json: JsonOption = False) -> None:
    """Print what people noted of answers on the page, oldest first."""
    from rag import list_feedback

    noted = list_feedback(settings=_settings(None, None, None))
    if as_json:
        print(_json(noted))
        return
    for line in noted:
        sign = "+" if line.get("helpful") else "-"
        out.print(Text(f"{sign} {line.get('at', '')}  {line.get('question', '')}"))
        out.print(Text(f"  {line.get('text', '')}", "dim"))
        if line.get("reason"):
            out.print(Text(f"  Why: {line['reason']}"))
    if not noted:
        out.print("Nothing was noted yet.")


@app.command("eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(help="Holds questions.jsonl and, unless --articles is given, articles/.")],
    articles: Annotated[Path | None, typer.Option(help="Folder of the articles.")] = None,
    index: Annotated[Path | None, typer.Option(help="Keep the index in this folder for the next run.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only the first so many questions.")] = None,
    as_json: JsonOption = False,
    details: Annotated[Path | None, typer.Option(help="Write one JSON line a question to this file.")] = None,
    llm: Annotated[
        bool,
        typer.Option(
            "--llm", help="Judge drafted sentences instead: the folder holds drafts.jsonl; no model is asked."
        ),
    ] = False,
    model: ModelOption = None,
) -> None:
    """Measure answers on a set of questions, over an index of its own."""
    if llm:
        from rag import judging

        rows = judging.figures(judging.judge_drafts(folder))
        print(_json(rows)) if as_json else _print_rows(rows)
        return
    from rag import evaluation

    with _progress_bar() as progress, TemporaryDirectory(prefix="rag-eval-", ignore_cleanup_errors=True) as scratch:
        settings = _settings(articles or folder / "articles", index or Path(scratch), model)
        figures, verdicts = evaluation.evaluate(folder, settings, limit=limit, progress=progress)
    if details is not None:
        try:
            details.write_text("\n".join(evaluation.details(verdicts)) + "\n", "utf-8")
        except OSError as error:
            raise SettingsError(f"the file {details} cannot be written ({error.strerror}); name another") from error
    if as_json:
        print(_json(figures))
    else:
        _print_figures(figures)


def _settings(sources: Path | None, index: Path | None, model: str | None) -> Settings:
    """The environment's settings with the options given."""
    given = {"sources": sources, "index": index, "embedding_model": model}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(Settings.from_environment(), **changes)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SettingsError(f"--today {text!r} is no date; write it as YYYY-MM-DD") from None


def _named(listed: list[Source], name: str) -> Source:
    """The source with that path, or the only one whose path holds the name."""
    exact = [source for source in listed if source.path == name]
    found = exact or [source for source in listed if name.casefold() in source.path.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise SettingsError(
            f"--show {name!r} fits {len(found)} articles ({', '.join(s.path for s in found[:5])}); name one"
        )
    raise SettingsError(f"--show {name!r} fits no article; `rag sources` lists them")


def _fail(message: str, code: int) -> None:
    err.print(Text(f"rag: {message}"))
    sys.exit(code)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A function to report (done, total, what) to, shown as a bar on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(done: int, total: int, what: str) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show


def _print_report(report: BuildReport) -> None:
    for problem in report.problems:
        err.print(Text(f"not indexed: {problem}", "yellow"))
    if not report.articles:
        err.print(Text("the index holds no article; put .md, .txt or .html files into the sources folder", "yellow"))
    if report.embedded or report.added or report.removed:
        out.print(
            f"{len(report.added)} read, {len(report.removed)} removed, {report.embedded} chunks embedded in "
            f"{report.seconds:.1f} s: {report.articles} articles, {report.chunks} chunks."
        )
    else:
        out.print(f"Nothing changed, nothing embedded: {report.articles} articles, {report.chunks} chunks.")


def _print_answer(answer: Answer) -> None:
    if answer.asked:
        out.print(Text(f"Understood as: {answer.asked}", "dim"))
    for note in answer.notes:
        err.print(Text(note, "yellow"))
    out.print(Text(answer.text, "bold" if not answer.refused else ""))
    for sentence in answer.sentences:
        if sentence.verdict == "unsupported":
            out.print(Text("✗ ", "red"), Text(sentence.text, "strike dim"), Text(f" ({sentence.doubt})", "dim"), sep="")
    for citation in answer.citations:
        out.print()
        _print_citation(citation)


def _print_citation(citation: Citation) -> None:
    about = ", ".join(part for part in (citation.outlet, str(citation.date or "date unknown")) if part)
    out.print(Text(f"[{citation.number}] {citation.title} ({about})"))
    quote = Text(f"    {citation.quote}", "italic")
    for start, end in citation.marks:
        quote.stylize("bold", start + 4, end + 4)
    out.print(quote)
    out.print(Text(f"    {citation.url or citation.path}", "dim"))


def _print_sources(listed: list[Source]) -> None:
    table = Table("path", "title", "date", "language", "chunks", "state", box=None)
    for source in listed:
        article = source.article
        cells = (article.title, str(article.date or "unknown"), article.language) if article else ("", "", "")
        state = f"{source.problem.reason}; {source.problem.remedy}" if source.problem else "indexed"
        table.add_row(*map(escape, (source.path, *cells, str(source.chunks), state)))
    table.columns[0].no_wrap = table.columns[2].no_wrap = True  # a name that is cut cannot be given to --show
    table.columns[0].overflow = "ignore"
    out.print(table)


def _print_source(source: Source) -> None:
    if source.problem:
        out.print(Text(str(source.problem), "yellow"))
    article = source.article
    if article is None:
        return
    rows = {
        "title": article.title, "date": article.date or "unknown", "language": article.language,
        "author": article.author, "url": article.url, "path": article.path, "chunks": source.chunks,
    }  # fmt: skip
    for name, value in rows.items():
        if value:
            out.print(Text(f"{name}: {value}"))
    for note in article.notes:
        out.print(Text(f"note: {note}", "yellow"))
    out.print(Text(f"\n{article.text}\n"))
    out.print(Text(f"Left out as page furniture ({len(article.dropped)} lines):", "bold"))
    for line in article.dropped:
        out.print(Text(f"  {line}", "dim"))


def _print_figures(figures: dict[str, Any]) -> None:
    kinds = figures["kinds"]
    table = Table("", "all", *kinds, box=None)
    for name in figures:
        if name != "kinds":
            table.add_row(name, *(_cell(row.get(name)) for row in (figures, *kinds.values())))
    out.print(table)


def _print_rows(rows: dict[str, dict[str, Any]]) -> None:
    table = Table("", *next(iter(rows.values())), box=None)
    for name, row in rows.items():
        table.add_row(name, *map(_cell, row.values()))
    out.print(table)


def _cell(value: float | None) -> str:
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()
