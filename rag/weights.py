"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused.

`make fit` (benchmarks/fit.py) fits all but the last two, checks those that count the reader, and writes them here;
docs/quality.md tells what came of it.
"""

EVIDENCE = (
    1.4, -2.8, 2.61, 2.2, 0.51, 2.76, 0.76, 0.79, 0.34, -5.6, 0.57, -0.39, 1.67, -0.36, 0.3,
)  # fmt: skip
"""For each of `reading.FEATURES`: what is used without the reader, and to choose what it reads."""

READ = (
    0.86, -1.72, 1.43, 1.94, 0.3, 2.45, 0.3, 0.4, 0.4, -3.88, 0.52, -0.21, 1.51, 0.47, 0.17, 0.08,
    2.44, -1.94, 0.43,
)  # fmt: skip
"""For each of `reading.READ_FEATURES`."""

SUPPORT = (
    3.25, -1.23, 0.36, 2.29, -1.06, -0.39, -0.49, -0.95, 0.11, 3.69, 1.25, 1.23, 0.32,
)  # fmt: skip
INTERCEPT = -4.44
"""For each of `support.FEATURES` but the reader's. Trained on the sets' own unanswerable questions and on answerable
ones from which the articles that answer were taken away."""

READ_SUPPORT = (
    2.95, -1.89, 0.46, 2.37, -1.23, -0.39, -0.19, -0.26, 0.74, 3.27, 0.98, 1.02, 0.32, 0.59, -0.23,
    0.45, 0.07, -0.07,
)  # fmt: skip
READ_INTERCEPT = -4.14
"""For each of `support.FEATURES`."""

REFUSE_BELOW = {"en": 0.31, "zh": 0.39}
"""The support below which an answer is refused, by the question's language: about one answerable question in eleven."""

MARGIN = 4.0
"""How far below the best sentence's score another may lie and still be shown."""

CLOSE = 3.0
"""Scores that differ by less are about as good."""
