"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused.

`make fit` (benchmarks/fit.py) fits and checks all but the last two, and writes them here; docs/quality.md tells what
came of it.
"""

EVIDENCE = (1.06, -2.13, 3.12, 2.67, 3.13, 0.69, 0.7, 1.06, 0.41, 0.08, 1.62, -0.59, 0.26)
"""For each of `reading.FEATURES`: what is used without the reader, and to choose what it reads."""

READ = (0.48, -0.96, 2.19, 2.22, 2.78, 0.17, 0.33, 1.16, 0.23, 0.29, 1.44, 0.18, 0.19, 0.31, 2.27, -1.8, 0.58)
"""For each of `reading.READ_FEATURES`."""

SUPPORT = (3.27, -1.49, 0.5, 2.41, -1.11, -0.33, -0.18, 0.59, 3.01, 0.95, 1.07, 0.4)
INTERCEPT = -4.17
"""For each of `support.FEATURES` but the reader's. Trained on the sets' own unanswerable questions and on answerable
ones from which the articles that answer were taken away."""

READ_SUPPORT = (2.86, -1.68, 0.53, 1.74, -1.16, -0.35, 0.47, 1.08, 3.27, 0.87, 0.9, 0.39, 0.72, -0.44, 0.54, -0.57)
READ_INTERCEPT = -3.83
"""For each of `support.FEATURES`. The weight of "other language" was fitted as 2.78 and is set to 2.4, so that about as
many answerable questions are refused across languages as within one."""

REFUSE_BELOW = 0.35
"""The support below which an answer is refused: about one answerable question in ten."""

MARGIN = 4.0
"""How far below the best sentence's score another may lie and still be shown."""

CLOSE = 1.0
"""Scores that differ by less are about as good."""
