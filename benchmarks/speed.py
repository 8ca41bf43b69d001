"""Speed and memory, each beside something measured in the same process: run with `make bench`.

Absolute times depend on the machine; the ratios are what to compare. Nothing here is a test.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from rag import Settings, answer, rebuild
from rag.building import text_to_embed
from rag.chunking import chunk_article
from rag.embedding import load_embedder
from rag.sources import list_files, read_article

ROOT = Path(__file__).parent.parent
QUESTIONS = (
    "When and where were the first AI talks held?",
    "中美首次人工智能对话在何时何地举行？",
    "How much was the foreign aid bill worth?",
    "Who led the American side in Geneva?",
    "布林肯什么时候访问了上海？",
    "What is the population of Geneva?",
)
FRESH = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from rag import Settings, answer
answer("When and where were the first AI talks held?", settings=Settings(index=Path(sys.argv[1])))
print(time.perf_counter() - started, "torch" in sys.modules)
"""


def seconds(action: Callable[[], object]) -> float:
    """How long `action` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def building(settings: Settings) -> None:
    """A full build beside the encoder alone over the same texts."""
    embedder = load_embedder(settings.embedding_model)
    chunks = [c for path in list_files(settings.sources) for c in chunk_article(read_article(settings.sources, path))]
    texts = [text_to_embed(chunk) for chunk in chunks] + [c.article.text[a:b] for c in chunks for a, b in c.sentences]
    embedder.embed_passages(texts[:8])
    alone = seconds(lambda: embedder.embed_passages(texts))
    whole = seconds(lambda: rebuild(full=True, settings=settings))
    print(f"index, {len(chunks)} chunks with {len(texts) - len(chunks)} sentences: {whole:.2f} s = "
          f"{whole / alone:.2f} x the encoder alone")  # fmt: skip
    again = seconds(lambda: rebuild(settings=settings))
    print(f"index, nothing changed: {again * 1000:.0f} ms = {again / whole:.3f} x the full build")


def unchanged_thousand() -> None:
    """A build of 1,000 articles when nothing has changed, beside the first."""
    with tempfile.TemporaryDirectory() as scratch:
        seeds = Path(scratch, "seeds")
        seeds.mkdir()
        for number in range(1000):
            (seeds / f"{number}.md").write_text(f"Report {number} of the harbour master.\n\n{number} ships came.\n")
        settings = Settings(sources=seeds, index=Path(scratch, "index"))
        first = seconds(lambda: rebuild(settings=settings))
        again = seconds(lambda: rebuild(settings=settings))
    print(f"index of 1,000 articles, nothing changed: {again * 1000:.0f} ms = {again / first:.3f} x the first build")


def answering(settings: Settings) -> None:
    """Warm answers with and without the reader, beside embedding a question."""
    embedder = load_embedder(settings.embedding_model)
    embed = statistics.median(seconds(lambda: embedder.embed_questions([QUESTIONS[0]])) for _ in range(30))
    for name, reader in (("with the reader", True), ("without the reader", False)):
        own = replace(settings, reader=reader)
        for question in QUESTIONS:
            answer(question, settings=own)
        times = [seconds(partial(answer, question, settings=own)) for _ in range(10) for question in QUESTIONS]
        half, most = percentile(times, 0.5), percentile(times, 0.95)
        print(
            f"warm answer {name}: p50 {half * 1000:.0f} ms, p95 {most * 1000:.0f} ms "
            f"= {half / embed:.1f} x embedding the question"
        )


def first_answer(settings: Settings) -> None:
    """The first answer of a fresh process, beside importing Chroma."""
    runs = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", FRESH, str(settings.index)], capture_output=True, text=True, check=True
        )
        took, torch = done.stdout.split()
        runs.append(float(took))
    imports = statistics.median(
        seconds(lambda: subprocess.run([sys.executable, "-c", "import chromadb"], check=True)) for _ in range(3)
    )
    median = statistics.median(runs)
    print(f"first answer in a fresh process: {median:.2f} s = {median / imports:.1f} x importing chromadb; "
          f"torch imported: {torch}")  # fmt: skip


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(sources=ROOT / "seeds", index=Path(scratch))
        building(settings)
        unchanged_thousand()
        answering(settings)
        first_answer(settings)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at the peak: {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
