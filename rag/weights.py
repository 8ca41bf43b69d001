"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused.

`make fit` (benchmarks/fit.py) fits and checks all but the last two, and writes them here; docs/quality.md tells what
came of it.
"""

EVIDENCE = (
    1.36, -2.72, 2.76, 2.14, 0.58, 2.71, 0.87, 0.65, 0.66, -5.61, 0.46, 0.2, 1.63, -0.35, 0.29,
)  # fmt: skip
"""For each of `reading.FEATURES`: what is used without the reader, and to choose what it reads."""

READ = (
    0.82, -1.64, 2.03, 1.41, 0.72, 2.2, 0.55, 0.22, 0.85, -3.86, 0.41, 0.22, 1.51, 0.37, 0.16, 0.03,
    2.32, -2.02, 0.3,
)  # fmt: skip
"""For each of `reading.READ_FEATURES`."""

SUPPORT = (
    3.33, -1.36, -0.38, 3.16, -0.86, -0.39, -0.51, -0.48, -0.58, 0.07, 3.57, 1.16, 1.34, 0.3,
)  # fmt: skip
INTERCEPT = -4.59
"""For each of `support.FEATURES` but the reader's. Trained on the sets' own unanswerable questions and on answerable
ones from which the articles that answer were taken away."""

READ_SUPPORT = (
    3.11, -1.99, 0.0, 2.89, -0.97, -0.51, -0.21, -0.04, 0.18, 1.22, 2.62, 1.19, 0.99, 0.4, 0.58,
    -0.1, 0.48, 0.24, -0.2,
)  # fmt: skip
READ_INTERCEPT = -4.47
"""For each of `support.FEATURES`."""

REFUSE_BELOW = {"en": 0.26, "zh": 0.39}
"""The support below which an answer is refused, by the question's language: about one answerable question in twelve."""

MARGIN = 4.0
"""How far below the best sentence's score another may lie and still be shown."""

CLOSE = 1.0
"""Scores that differ by less are about as good."""
