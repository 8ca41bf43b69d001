"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused.

`make fit` (benchmarks/fit.py) fits and checks all but the last two, and writes them here; docs/quality.md tells what
came of it.
"""

EVIDENCE = (
    1.11, -2.22, 3.16, 2.66, 2.73, 1.13, 0.57, 0.88, -4.9, 0.49, -0.13, 1.72, -0.42, 0.29,
)  # fmt: skip
"""For each of `reading.FEATURES`: what is used without the reader, and to choose what it reads."""

READ = (
    0.58, -1.15, 2.07, 2.27, 2.28, 0.77, 0.22, 0.81, -3.29, 0.43, 0.01, 1.53, 0.36, 0.26, 0.07,
    2.36, -1.93, 0.4,
)  # fmt: skip
"""For each of `reading.READ_FEATURES`."""

SUPPORT = (
    3.37, -1.49, 0.16, 2.87, -0.93, -0.37, -0.45, -0.4, -0.35, 0.07, 3.15, 1.22, 1.25, 0.37,
)  # fmt: skip
INTERCEPT = -4.69
"""For each of `support.FEATURES` but the reader's. Trained on the sets' own unanswerable questions and on answerable
ones from which the articles that answer were taken away."""

READ_SUPPORT = (
    2.97, -1.9, 0.44, 2.36, -1.03, -0.32, -0.28, -0.17, 0.3, 1.06, 3.18, 0.86, 1.05, 0.4, 0.67,
    -0.15, 0.46, -0.3, -0.09,
)  # fmt: skip
READ_INTERCEPT = -4.2
"""For each of `support.FEATURES`."""

REFUSE_BELOW = {"en": 0.33, "zh": 0.43}
"""The support below which an answer is refused, by the question's language: about one answerable question in ten."""

MARGIN = 4.0
"""How far below the best sentence's score another may lie and still be shown."""

CLOSE = 1.0
"""Scores that differ by less are about as good."""
