"""Ask every set of questions and write docs/quality.md: `make quality SETS="../sets/a ../sets/b"`.

A set is a folder as `rag eval` reads it; its index is kept in it, so that the next run reads only what changed. The
figures of the run are kept in docs/quality.json; those named "before" there stay, and stand beside the new ones.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from rag.evaluation import Verdict, evaluate, summarise
from rag.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"

COLUMNS = {
    "questions": "questions",
    "hit_at_1": "hit@1",
    "hit_at_5": "hit@5",
    "answer_accuracy": "answer",
    "headline_accuracy": "headline",
    "false_refusal": "false refusal",
    "rejection": "rejection",
    "citation_exact": "citations exact",
    "answer_chars_median": "characters",
    "latency_ms_p50": "p50 ms",
}

_ABOUT = """# Quality

Written by `make quality`. Each cell is "before → now"; before is the first version that answered end to end, with the
same encoder and reader.

The sets are public ones that are not part of this project: `seeds-dev`, 19 questions over five scraped pages;
`xquad-dev`, XQuAD, each question in both languages; `realtime-dev`, RealTimeQA over 708 scraped pages, many of which do
not hold what their question asks; `chrono-dev`, ChronoQA over 2,000 Chinese passages (`aggregate` compares events);
`rgb-en-dev` and `rgb-zh-dev`, RGB. A hit is a passage of a named article that holds an accepted string; an answer is
right if it holds one in at most three sentences and 700 characters, a headline if it is in the first sentence.
"""

_CONFIDENCE = """The weights were fitted on these sets, so other questions will fare somewhat worse. Over folds held out
from the fit of the confidence, how often questions of each confidence could be answered:

![How often questions of each confidence were answerable](reliability.svg)
"""

Figures = dict[str, Any]


def main() -> None:
    """Measure, keep, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders with questions.jsonl and articles/")
    kept = json.loads((DOCS / "quality.json").read_text("utf-8")) if (DOCS / "quality.json").exists() else {}
    now: dict[str, Figures] = {}
    verdicts: list[Verdict] = []
    for folder in parser.parse_args().sets:
        settings = replace(Settings.from_environment(), sources=folder / "articles", index=folder / "index")
        now[folder.name], own = evaluate(folder, settings)
        verdicts += own
        print(folder.name, {name: now[folder.name][name] for name in COLUMNS})
    kept["now"] = now
    kept["together"] = {
        name: refusal([verdict for verdict in verdicts if name in ("all", verdict.language)])
        for name in ("all", "en", "zh")
    }
    (DOCS / "quality.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    (DOCS / "quality.md").write_text(page(kept), "utf-8")


def refusal(verdicts: list[Verdict]) -> Figures:
    """Rejection and false refusal over several sets."""
    figures = summarise(verdicts)
    answerable = sum(verdict.answerable for verdict in verdicts)
    return {
        "rejection": figures["rejection"],
        "false_refusal": figures["false_refusal"],
        "answerable": answerable,
        "unanswerable": len(verdicts) - answerable,
    }


def page(kept: dict[str, Any]) -> str:
    """The page, in Markdown."""
    lines = [_ABOUT, "| set | kind | " + " | ".join(COLUMNS.values()) + " |", "|---" * (len(COLUMNS) + 2) + "|"]
    for name, figures in kept["now"].items():
        before = kept.get("before", {}).get(name, {})
        rows = [("all", figures, before)]
        rows += [(kind, own, before.get("kinds", {}).get(kind, {})) for kind, own in figures["kinds"].items()]
        for kind, own, old in rows:
            cells = [own[c] if c == "questions" else cell(old.get(c), own[c]) for c in COLUMNS]
            lines.append(f"| {name} | {kind} | " + " | ".join(map(str, cells)) + " |")
    lines += ["", "## The honest no, all sets together", ""]
    lines += ["| questions | rejection | false refusal |", "|---|---|---|"]
    for name, own in kept["together"].items():
        count = f"{own['answerable']} answerable, {own['unanswerable']} not"
        lines.append(f"| {name} ({count}) | {show(own['rejection'])} | {show(own['false_refusal'])} |")
    lines += ["", _CONFIDENCE]
    return "\n".join(lines)


def cell(before: float | None, now: float | None) -> str:
    """Two figures beside each other, or what there is of them."""
    if now is None:
        return ""
    return f"{show(before)} → {show(now)}" if before is not None else show(now)


def show(value: float) -> str:
    """A share with three digits, anything else as it is."""
    return f"{value:.3f}" if value <= 1 else f"{value:g}"


if __name__ == "__main__":
    main()
