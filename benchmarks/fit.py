"""Fit the numbers of rag/weights.py on sets of questions: `make fit SETS="../sets/a ../sets/b"`.

Two models. Which sentence answers: a conditional logit over a question's sentences (McFadden 1974), so that only what
differs within a question counts. Whether anything answers: a logistic regression on the best evidence, trained on the
sets' unanswerable questions and on answerable ones whose articles are hidden. Every set weighs by the root of its
size. The first is checked by leaving each set out in turn, the second over five folds of questions.

The weights are printed; `--write` puts them into rag/weights.py and the reliability plot into docs/.
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
import textwrap
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from rag import support, weights
from rag.composing import PASSAGES
from rag.embedding import load_embedder
from rag.evaluation import Case, holds_any, is_named, read_cases
from rag.index import open_index
from rag.question import Question, understand
from rag.reader import load_reader
from rag.reading import FEATURES, READ_FEATURES, Evidence, rank_evidence
from rag.retrieval import retrieve
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
HIDDEN_FROM = 24
"""Passages of which those that could answer are hidden."""

_INDENT = "    "
FALSE_REFUSALS, ALIKE = 0.09, 0.04
"""Answerable questions that may be refused, and how much the languages may differ."""

Matrix = NDArray[np.float64]


@dataclass
class Row:
    """One question with its evidence, and the same with the articles that answer hidden."""

    set: str
    case: Case
    question: Question
    evidence: list[Evidence]
    right: list[bool]
    """For each sentence whether it stands in a named article and holds an accepted answer."""
    without: list[Evidence]


def main() -> None:
    """Gather, fit, check, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sets", nargs="*", type=Path, help="folders with questions.jsonl and index/, as `rag eval` keeps it"
    )
    parser.add_argument("--rows", type=Path, help="keep what was gathered in this file, or read it from there")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.rows and given.rows.is_file():
        rows = pickle.loads(given.rows.read_bytes())
    else:
        rows = [row for folder in given.sets for row in gather(folder)]
        if given.rows:
            given.rows.write_bytes(pickle.dumps(rows))
    fitted = {"EVIDENCE": fit_evidence(rows, len(FEATURES)), "READ": fit_evidence(rows, len(READ_FEATURES))}
    check_evidence(rows, fitted["READ"])
    for name, evidence, count in (
        ("SUPPORT", "EVIDENCE", support.FEATURES.index("reader")),
        ("READ_SUPPORT", "READ", len(support.FEATURES)),
    ):
        fitted[name], intercept = fit_support(rows, fitted[evidence], count)
        fitted[name.replace("SUPPORT", "INTERCEPT")] = np.array([intercept])
    thresholds, plot = check_support(rows, fitted["READ"])
    fitted["REFUSE_BELOW"] = thresholds
    for name, names in (
        ("EVIDENCE", FEATURES),
        ("READ", READ_FEATURES),
        ("SUPPORT", support.FEATURES),
        ("READ_SUPPORT", support.FEATURES),
    ):
        print(name, {key: round(float(value), 2) for key, value in zip(names, fitted[name], strict=False)})
    if given.write:
        write(fitted)
        (ROOT / "docs" / "reliability.svg").write_text(plot, "utf-8")


def gather(folder: Path) -> list[Row]:
    """Ask every question of a set, up to the ranked evidence."""
    settings = replace(Settings.from_environment(), index=folder / "index")
    index, embedder, reader = open_index(settings), load_embedder(settings.embedding_model), load_reader()
    rows = []
    for case in read_cases(folder / "questions.jsonl"):
        question = understand(case.question, case.history, case.today or date.today())
        found = retrieve(question, index, embedder, HIDDEN_FROM)
        evidence = rank_evidence(question, found[:PASSAGES], reader)
        hidden = [f for f in found if not is_named(case, f.passage) and not holds_any(case, f.passage.text)][:PASSAGES]
        lift = 1 - hidden[0].passage.score if hidden else 0
        hidden = [
            replace(item, position=place, passage=replace(item.passage, score=item.passage.score + lift))
            for place, item in enumerate(hidden)
        ]
        without = rank_evidence(question, hidden, reader) if case.answerable else []
        right = [is_named(case, item.found.passage) and holds_any(case, item.text) for item in evidence]
        rows.append(Row(folder.name, case, question, evidence, right, without))
    print(f"{folder.name}: {len(rows)} questions", file=sys.stderr)
    return rows


# Which sentence answers.


def matrix(row: Row, count: int) -> Matrix:
    """The evidence's features, shape (sentences, count)."""
    return np.array([item.features[:count] for item in row.evidence]).reshape(-1, count)


def fit_evidence(rows: list[Row], count: int, ridge: float = 0.02) -> Matrix:
    """Weights under which the sentences that answer lead their question's others."""
    known = [row for row in rows if any(row.right) and not all(row.right)]
    sizes = Counter(row.set for row in known)
    xs = np.vstack([matrix(row, count) for row in known])
    right = np.concatenate([row.right for row in known])
    starts = np.cumsum([0, *(len(row.evidence) for row in known)])[:-1]
    share = np.array([sizes[row.set] ** -0.5 for row in known])
    share /= share.sum()
    lengths = np.diff([*starts, len(xs)])

    def loss(w: Matrix) -> tuple[float, Matrix]:
        scores = xs @ w
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        exp = np.exp(scores)
        total, good = np.add.reduceat(exp, starts), np.add.reduceat(exp * right, starts) + 1e-12
        each = np.repeat(share, lengths) * (exp / np.repeat(total, lengths) - exp * right / np.repeat(good, lengths))
        return float((share * np.log(total / good)).sum() + ridge / 2 * w @ w / count), xs.T @ each + ridge * w / count

    return np.asarray(minimize(loss, np.zeros(count), jac=True, method="L-BFGS-B").x)


def check_evidence(rows: list[Row], fitted: Matrix) -> None:
    """Print how often the best, and one of the best three, answers: with these weights, and with the set left out."""
    for name in sorted({row.set for row in rows}):
        rest = [row for row in rows if row.set != name]
        left_out = fit_evidence(rest, len(fitted)) if rest else fitted
        for kind in sorted({row.case.kind for row in rows if row.set == name and row.case.answerable}):
            listed = [row for row in rows if row.set == name and row.case.kind == kind]
            cells = [f"{share_right(listed, w, top):.3f}" for w in (fitted, left_out) for top in (1, 3)]
            print(
                f"{name:14}{kind:16}{len(listed):5}  best {cells[0]} top3 {cells[1]}  left out: {cells[2]} {cells[3]}"
            )


def share_right(rows: list[Row], w: Matrix, top: int) -> float:
    """How often one of the best `top` sentences answers."""
    good = 0
    for row in rows:
        order = np.argsort(-(matrix(row, len(w)) @ w), kind="stable")
        good += any(row.right[place] for place in order[:top])
    return good / len(rows)


# Whether anything answers.


def ranked(evidence: list[Evidence], w: Matrix) -> list[Evidence]:
    """The evidence in the order of these weights; as if unread where they are those without the reader."""
    if len(w) == len(FEATURES):
        evidence = [replace(item, features=item.features[: len(w)], readings=()) for item in evidence]
    scored = [replace(item, score=float(np.dot(item.features, w))) for item in evidence]
    return sorted(scored, key=lambda item: -item.score)


@dataclass
class Cases:
    """What the second model learns from: one line a question, as it was asked or with its articles hidden."""

    x: Matrix
    answerable: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    set: NDArray[np.str_]
    language: NDArray[np.str_]
    fold: NDArray[np.int64]


def cases(rows: list[Row], w: Matrix) -> Cases:
    """Features of the best evidence of every question."""
    lines = []
    for number, row in enumerate(rows):
        for evidence, answerable, hidden in ((row.evidence, row.case.answerable, False), (row.without, False, True)):
            if evidence:
                x = support.support_features(row.question, ranked(evidence, w))
                lines.append((x, answerable, hidden, row.set, row.question.language, number * 7919 % 5))
    columns = list(zip(*lines, strict=True))
    return Cases(*(np.array(column) for column in columns))  # type: ignore[arg-type]


def fit_support(rows: list[Row], w: Matrix, count: int) -> tuple[Matrix, float]:
    """Weights and intercept of how likely the evidence answers."""
    data = cases(rows, w)
    model = learn(data, count, np.ones(len(data.x), bool))
    return model.coef_[0], float(model.intercept_[0])


def learn(data: Cases, count: int, used: NDArray[np.bool_]) -> LogisticRegression:
    """A logistic regression over the lines that are used."""
    share = np.zeros(len(data.x))
    for name in set(data.set):
        for answerable, hidden in ((True, False), (False, False), (False, True)):
            mask = used & (data.set == name) & (data.answerable == answerable) & (data.hidden == hidden)
            if mask.any():
                share[mask] = mask.sum() ** -0.5 * (0.5 if hidden else 1.0)
    return LogisticRegression(C=1.0, max_iter=5000).fit(
        data.x[used][:, :count], data.answerable[used], sample_weight=share[used] * 20
    )


def check_support(rows: list[Row], w: Matrix) -> tuple[Matrix, str]:
    """Print rejection and false refusal over five folds.

    :return: the thresholds for English and Chinese questions, and the reliability plot as SVG.
    """
    data = cases(rows, w)
    chance = np.zeros(len(data.x))
    for part in range(5):
        held = data.fold == part
        chance[held] = learn(data, data.x.shape[1], ~held).predict_proba(data.x[held])[:, 1]
    asked = ~data.hidden
    thresholds = balanced(chance[asked], data.answerable[asked], data.language[asked] == "zh")
    threshold = thresholds[(data.language == "zh").astype(int)]
    for label, group in [
        *((name, data.set == name) for name in sorted(set(data.set))),
        *((name, data.language == name) for name in sorted(set(data.language))),
        ("all", asked),
    ]:
        known, unknown = (asked & group & (data.answerable == answerable) for answerable in (True, False))
        if unknown.any():
            refused, rejected = (np.mean(chance[mask] < threshold[mask]) for mask in (known, unknown))
            area = auc(chance[known], chance[unknown])
            print(f"{label:14} false refusal {refused:.3f}  rejection {rejected:.3f}  auc {area:.3f}")
    return thresholds, reliability(chance[asked], data.answerable[asked])


def balanced(chance: Matrix, answerable: NDArray[np.bool_], chinese: NDArray[np.bool_]) -> Matrix:
    """Thresholds, English and Chinese, that reject most at `FALSE_REFUSALS` over all, and alike in both languages."""
    best, chosen = -1.0, (0.5, 0.5)
    for english in np.arange(0.2, 0.6, 0.01):
        for other in np.arange(0.2, 0.6, 0.01):
            refused = chance < np.where(chinese, other, english)
            shares = [
                (np.mean(refused[answerable & own]), np.mean(refused[~answerable & own])) for own in (chinese, ~chinese)
            ]
            apart = max(abs(one - two) for one, two in zip(*shares, strict=True))
            rejected = float(np.mean(refused[~answerable]))
            if np.mean(refused[answerable]) <= FALSE_REFUSALS and apart <= ALIKE and rejected > best:
                best, chosen = rejected, (english, other)
    if best < 0:
        raise SystemExit("no thresholds treat the languages alike: give sets with unanswerable questions in both")
    return np.array(chosen)


def auc(known: Matrix, unknown: Matrix) -> float:
    """How often an answerable question scores above an unanswerable one."""
    return float(np.mean(known[:, None] > unknown[None, :]))


def reliability(chance: Matrix, answerable: NDArray[np.bool_]) -> str:
    """How often questions of each tenth of confidence were answerable, as SVG."""
    points, size = [], 320
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.sum() >= 5:
            points.append((float(chance[inside].mean()), float(answerable[inside].mean()), int(inside.sum())))
    dots = "".join(
        f'<circle cx="{40 + x * size:.0f}" cy="{20 + (1 - y) * size:.0f}" r="{2 + n**0.5 / 3:.1f}">'
        f"<title>{n} questions</title></circle>"
        for x, y, n in points
    )
    end, middle = size + 40, size / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {end + 20} {end + 30}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f'<path d="M40 {end - 20}L{end} 20" stroke="#bbb"/>'
        f'<path d="M40 20V{end - 20}H{end}" fill="none" stroke="#333"/><g fill="#2457a6">{dots}</g>'
        f'<g text-anchor="middle"><text x="{40 + middle}" y="{end + 15}">confidence, over held-out folds</text>'
        f'<text x="14" y="{20 + middle}" transform="rotate(-90 14 {20 + middle})">share that was answerable</text>'
        f'<text x="40" y="{end - 4}">0</text><text x="{end}" y="{end - 4}">1</text></g></svg>\n'
    )


def write(fitted: dict[str, Matrix]) -> None:
    """Put the numbers into rag/weights.py."""
    path = Path(weights.__file__)
    text = path.read_text("utf-8")
    for name, values in fitted.items():
        numbers = [str(round(float(value), 2)) for value in values]
        if name == "REFUSE_BELOW":
            text = re.sub(rf"(?m)^{name} = .*$", f'{name} = {{"en": {numbers[0]}, "zh": {numbers[1]}}}', text)
            continue
        lines = textwrap.wrap(", ".join(numbers) + ",", 100, initial_indent=_INDENT, subsequent_indent=_INDENT)
        new = numbers[0] if len(numbers) == 1 else "\n".join(("(", *lines, ")  # fmt: skip"))
        text = re.sub(rf"(?ms)^{name} = (?:\(.*?\)(?:  # fmt: skip)?|[-\d.]+)$", f"{name} = {new}", text)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
