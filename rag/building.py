"""The index is brought in step with the sources folder: what is missing is added, what is stale is dropped.

A build never touches what is being read. It makes a new generation beside the current one, from a copy of it or from
nothing, and the file `current` is moved over to it only when it is complete. So a build that is killed leaves the last
good index, and what it left behind is swept away by the next one. Knows nothing of questions or answers.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from rag.catalogue import Catalogue, FileState, text_digest
from rag.chroma import VectorWriter, chroma_error
from rag.chunking import chunk_article
from rag.dates import anchor_of, days_told
from rag.embedding import load_embedder
from rag.errors import IndexBrokenError, IndexBusyError, IndexModelError
from rag.index import CATALOGUE, FORMAT, VECTORS, current_generation, is_sound
from rag.languages import LANGUAGES
from rag.periods import Days
from rag.records import Article, BuildReport, Chunk, Problem
from rag.settings import Settings
from rag.sources import READER_VERSION, UnreadableSource, file_digest, list_files, load, read_article

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what)."""

_GROUP = 32
"""Chunks that are embedded and stored at a time: enough to fill the encoder's batches, few enough to show progress."""


def rebuild(*, full: bool = False, settings: Settings | None = None, progress: Progress | None = None) -> BuildReport:
    """Bring the index in step with the sources folder: only what changed is read and embedded.

    :param full: build everything anew; the old index answers until the new one is complete.
    :param progress: called with (done, total, what).
    :raises SourceError: the sources folder cannot be read.
    :raises IndexBusyError: another build is under way.
    :raises IndexModelError: the index was built with another model and `full` is not asked for.
    :raises IndexBrokenError: the folder of the index cannot be written.
    :raises ModelError: the model cannot be loaded.
    """
    settings = settings or Settings.from_environment()
    started = time.perf_counter()
    with _build_lock(settings.index):
        plan = _plan(settings, full)
        if plan.base and not is_sound(plan.base):
            plan = _plan(settings, full=True)
        if plan.base and plan.is_empty:
            with closing(Catalogue(plan.base / CATALOGUE)) as catalogue:
                return _report(catalogue, (), (), 0, started)
        folder = _new_generation(settings)
        try:
            if plan.base:
                shutil.copytree(plan.base, folder)
            report = _build(folder, plan, settings, progress or tell_nobody, started)
            _take_over(settings.index, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return report


def _build(folder: Path, plan: _Plan, settings: Settings, progress: Progress, started: float) -> BuildReport:
    """Write the generation in `folder`."""
    builder = _Builder(folder, settings, progress)
    try:
        builder.apply(plan)
        return _report(builder.catalogue, tuple(builder.added), plan.gone, builder.embedded, started)
    finally:
        builder.close()


def tell_nobody(done: int, total: int, what: str) -> None:
    """The progress of a build that nobody watches."""


@dataclass(frozen=True)
class _Plan:
    """What a build has to do."""

    base: Path | None
    """The generation to begin with a copy of; None begins with nothing."""
    digests: dict[str, str]
    """Digest of every file in the sources folder, by path."""
    changed: tuple[str, ...]
    """Paths to read: new, changed, or once left out as a copy of one that has changed."""
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.changed and not self.gone


class _Builder:
    """Writes one generation."""

    def __init__(self, folder: Path, settings: Settings, progress: Progress) -> None:
        self._root, self._model, self._progress = settings.sources, settings.embedding_model, progress
        self.embedded = 0
        self.added: list[str] = []
        folder.mkdir(exist_ok=True)
        self.catalogue = Catalogue(folder / CATALOGUE, create=True)
        self._vectors = VectorWriter(folder / VECTORS)

    def apply(self, plan: _Plan) -> None:
        """Carry out the plan."""
        self.catalogue.set_recipe({"model": self._model, "format": FORMAT, "reader": READER_VERSION})
        for path in plan.gone:
            self._drop_vectors(path)
            self.catalogue.forget_file(path)
        articles = self._read(plan)
        chunks = [chunk for article in articles for chunk in chunk_article(article)]
        for done in range(0, len(chunks), _GROUP):
            self._progress(done, len(chunks), "embedding")
            self._add(chunks[done : done + _GROUP])
        self._progress(len(chunks), len(chunks), "embedding")

    def close(self) -> None:
        self.catalogue.close()
        self._vectors.close()

    def _read(self, plan: _Plan) -> list[Article]:
        """Read what changed; enter the articles that can be read and remember why the others cannot."""
        changed = set(plan.changed)
        paths_of_texts = {t: p for t, p in self.catalogue.text_digests().items() if p not in changed}
        articles = []
        for done, path in enumerate(plan.changed):
            self._progress(done, len(plan.changed), "reading")
            article, state = _examine(self._root, path, plan.digests[path], paths_of_texts)
            if article or state.duplicate_of:
                self._drop_vectors(path)
                self.catalogue.remove_article(path)
            if article:
                paths_of_texts[text_digest(article)] = path
                self.catalogue.add_article(article)
                articles.append(article)
                self.added.append(path)
            self.catalogue.set_file(_shown(path), state)
        return articles

    def _add(self, chunks: Sequence[Chunk]) -> None:
        """Embed chunks and their sentences in one go and store them."""
        embedder = load_embedder(self._model)
        sentences = [chunk.article.text[a:b] for chunk in chunks for a, b in chunk.sentences]
        vectors = embedder.embed_passages([*map(text_to_embed, chunks), *sentences])
        numbers, position = [], len(chunks)
        for chunk in chunks:
            own = vectors[position : position + len(chunk.sentences)]
            numbers.append(self.catalogue.add_chunk(chunk, own, _days_told(chunk)))
            position += len(chunk.sentences)
        for language in LANGUAGES:
            rows = [row for row, chunk in enumerate(chunks) if chunk.language == language]
            self._vectors.add(language, [numbers[row] for row in rows], vectors[rows])
        self.embedded += len(chunks)

    def _drop_vectors(self, path: str) -> None:
        for language, numbers in self.catalogue.chunk_numbers([path]).items():
            self._vectors.remove(language, numbers)


def _days_told(chunk: Chunk) -> list[list[Days]]:
    """The days that each of the chunk's sentences tells, read against its article."""
    anchor = anchor_of(chunk.article)
    sentences = [chunk.article.text[start:end] for start, end in chunk.sentences]
    return [days_told(text, chunk.language, anchor) for text in sentences]


def text_to_embed(chunk: Chunk) -> str:
    """What of a chunk is embedded: its text under its article's title."""
    return f"{chunk.article.title}\n{chunk.text}"


def _examine(root: Path, path: str, digest: str, paths_of_texts: dict[str, str]) -> tuple[Article | None, FileState]:
    """The article of a file, or why there is none."""
    try:
        article = read_article(root, path)
    except UnreadableSource as error:
        return None, FileState(digest, error.problem(path), None)
    if _digest(root, path) != digest:  # it was edited while it was read: look again at the next build
        digest = "changing"
    original = paths_of_texts.get(text_digest(article))
    if original is None:
        return article, FileState(digest, None, None)
    problem = Problem(path, f"holds the same text as {original}", "remove one of the two")
    return None, FileState(digest, problem, original)


def _plan(settings: Settings, full: bool) -> _Plan:
    """Set arithmetic on content hashes: what is missing, what is stale."""
    digests = {path: _digest(settings.sources, path) for path in list_files(settings.sources)}
    base = None if full else current_generation(settings)
    known: dict[str, FileState] = {}
    if base is not None:
        try:
            with closing(Catalogue(base / CATALOGUE)) as catalogue:
                recipe, known = catalogue.recipe(), catalogue.files()
        except sqlite3.Error:
            recipe = {}
        if (recipe.get("format"), recipe.get("reader")) != (FORMAT, READER_VERSION):
            return _plan(settings, full=True)  # the articles are the truth: what cannot be read is built anew
        if recipe["model"] != settings.embedding_model:
            raise IndexModelError(
                f"the index was built with the embedding model {recipe['model']!r}, "
                f"not with {settings.embedding_model!r}; build it anew with: rag index --rebuild"
            )
    shown = {_shown(path) for path in digests}
    gone = tuple(path for path in known if path not in shown)
    touched = {p for p, digest in digests.items() if _shown(p) not in known or known[_shown(p)].digest != digest}
    for path, state in known.items():
        if path in digests and state.duplicate_of and (state.duplicate_of in touched or state.duplicate_of in gone):
            touched.add(path)
    return _Plan(base, digests, tuple(sorted(touched)), gone)


def _shown(path: str) -> str:
    """The path as it can be stored: a name that is no UTF-8 comes from the system as lone surrogates."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _digest(root: Path, path: str) -> str:
    """The hash of a file's bytes; of one that cannot be read, a word that changes nothing until it can."""
    try:
        return file_digest(load(root, path))
    except UnreadableSource:
        return "unreadable"


def _report(
    catalogue: Catalogue, changed: tuple[str, ...], gone: tuple[str, ...], embedded: int, started: float
) -> BuildReport:
    articles, chunks = catalogue.counts()
    problems = tuple(state.problem for state in catalogue.files().values() if state.problem)
    return BuildReport(articles, chunks, changed, gone, embedded, problems, time.perf_counter() - started)


@contextmanager
def _build_lock(folder: Path) -> Iterator[None]:
    """Keeps a second build out, in this process or another."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / ".build-lock", timeout=0)
        lock.acquire()
    except filelock.Timeout as error:
        raise IndexBusyError(f"another build of {folder} is under way; wait until it has finished") from error
    except OSError as error:
        raise IndexBrokenError(f"the folder {folder} cannot be written ({error.strerror}); set RAG_INDEX") from error
    try:
        yield
    except (OSError, sqlite3.Error, chroma_error()) as error:  # the disk is full, or the folder was taken away
        raise IndexBrokenError(
            f"the index in {folder} cannot be written ({error}); make room or set RAG_INDEX"
        ) from error
    finally:
        lock.release()


def _new_generation(settings: Settings) -> Path:
    """The path of a new generation, never used before; what a killed build left is swept away."""
    current = current_generation(settings)
    for old in settings.index.resolve().glob("generation-*"):
        if old != current:
            shutil.rmtree(old, ignore_errors=True)
    return settings.index.resolve() / f"generation-{time.time_ns()}"


def _take_over(folder: Path, generation: Path) -> None:
    """Make `generation` the current one, in one step."""
    written = folder / "current.new"
    written.write_text(generation.name + "\n", "ascii")
    written.replace(folder / "current")
