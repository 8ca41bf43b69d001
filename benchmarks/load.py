"""Twenty people ask the page at once: `make load`. Nobody may get an error, or another's answer.

Prints the median and the 95th percentile of an answer beside those of one person alone, and the memory of the server.
Server and askers share this machine, so the figures are what a small shared computer would give.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gradio_client import Client

from rag import Settings, rebuild
from ui.app import Serving, start

ROOT = Path(__file__).parent.parent
PEOPLE, ROUNDS = 20, 5
QUESTIONS = (
    "When and where were the first AI talks held?",
    "中美首次人工智能对话在何时何地举行？",
    "How much is the foreign aid bill worth?",
    "布林肯访华期间会见了谁？",
    "What do the AI chip export rules of January 2025 say?",
    "Who won the Eurovision Song Contest in 1974?",
    "How long did Blinken and Wang Yi talk?",
)


def main() -> None:
    """Ask alone, then together, and compare."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(sources=ROOT / "seeds", index=Path(scratch))
        rebuild(settings=settings)
        app = start(settings, Serving(port=0))
        try:
            clients = [Client(str(app.local_url), verbose=False) for _ in range(PEOPLE)]
            expected = {question: clients[0].predict(question, api_name="/ask")["text"] for question in QUESTIONS}
            alone = [asked(clients[0], question, expected) for question in QUESTIONS for _ in range(ROUNDS)]
            with ThreadPoolExecutor(PEOPLE) as people:
                together = list(people.map(lambda number: sitting(number, clients[number], expected), range(PEOPLE)))
        finally:
            app.close()
    times = [taken for one in together for taken in one]
    for name, found in (("one person", alone), (f"{PEOPLE} people at once", times)):
        print(
            f"{name}: {len(found)} answers, p50 {statistics.median(found):.2f} s, "
            f"p95 {statistics.quantiles(found, n=20)[-1]:.2f} s"
        )
    print(f"together / alone, per person: {statistics.median(times) / statistics.median(alone):.1f} x")
    print(f"memory at the peak, server and askers: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def sitting(number: int, client: Client, expected: dict[str, str]) -> list[float]:
    """The times of one person's questions, each person beginning elsewhere."""
    order = [QUESTIONS[(number + step) % len(QUESTIONS)] for step in range(ROUNDS)]
    return [asked(client, question, expected) for question in order]


def asked(client: Client, question: str, expected: dict[str, str]) -> float:
    """The seconds of one answer.

    :raises SystemExit: it was an error, or another answer than the question's own.
    """
    started = time.perf_counter()
    said = client.predict(question, api_name="/ask")["text"]
    if said != expected[question]:
        raise SystemExit(f"{question!r} was answered with {said!r} instead of {expected[question]!r}")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
