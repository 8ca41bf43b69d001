"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused.

`make fit` (benchmarks/fit.py) fits and checks all but the last two, and writes them here; docs/quality.md tells what
came of it.
"""

EVIDENCE = (
    1.38, -2.76, 2.46, 2.21, 0.69, 2.55, 0.84, 0.66, 0.73, -5.49, 0.5, 0.21, 1.6, -0.45, 0.27,
)  # fmt: skip
"""For each of `reading.FEATURES`: what is used without the reader, and to choose what it reads."""

READ = (
    0.84, -1.69, 1.83, 1.39, 0.87, 2.05, 0.54, 0.22, 0.89, -3.79, 0.45, 0.24, 1.5, 0.34, 0.18, 0.04,
    2.32, -2.02, 0.3,
)  # fmt: skip
"""For each of `reading.READ_FEATURES`."""

SUPPORT = (
    3.38, -2.07, 0.71, 2.68, -0.98, -0.37, -0.52, -0.6, 0.08, 3.54, 1.19, 1.34, 0.35,
)  # fmt: skip
INTERCEPT = -4.6
"""For each of `support.FEATURES` but the reader's. Trained on the sets' own unanswerable questions and on answerable
ones from which the articles that answer were taken away."""

READ_SUPPORT = (
    3.13, -2.43, 0.75, 2.5, -1.1, -0.38, -0.27, 0.22, 1.12, 2.61, 1.16, 1.03, 0.38, 0.62, -0.14,
    0.43, 0.06, -0.09,
)  # fmt: skip
READ_INTERCEPT = -4.47
"""For each of `support.FEATURES`."""

REFUSE_BELOW = {"en": 0.29, "zh": 0.38}
"""The support below which an answer is refused, by the question's language: about one answerable question in twelve."""

MARGIN = 4.0
"""How far below the best sentence's score another may lie and still be shown."""

CLOSE = 1.0
"""Scores that differ by less are about as good."""
