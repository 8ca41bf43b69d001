"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused.

Logistic regressions over the development sets (docs/architecture.md tells how), each set weighed alike whatever its
size, checked by leaving one set out in turn (evidence) and over five folds (support).
"""

EVIDENCE = (0.85, -1.87, 1.11, 1.11, 4.59, 0.18, 0.63, -0.86, 0.71, -0.3, 0.13)
"""For each of `reading.FEATURES`: what is used without the reader, and to choose what it reads."""

READ = (1.18, -0.95, -0.08, 1.28, 4.63, -0.09, 0.49, -1.23, 0.88, -0.15, -0.1, 0.2, 1.77, -1.42, -0.38)
"""For each of `reading.READ_FEATURES`."""

SUPPORT = (3.28, -1.24, 0.33, 2.7, -1.38, 2.25, 1.09, -0.88)
INTERCEPT = -3.47
"""For each of `support.FEATURES` but the reader's. Trained on the sets' own unanswerable questions and on answerable
ones from which the articles that answer were taken away."""

READ_SUPPORT = (3.02, -1.21, 0.19, 2.09, -1.36, 2.4, 0.84, -0.39, 0.55, -0.5, 1.13)
READ_INTERCEPT = -3.08
"""For each of `support.FEATURES`. The weight of "other language" was fitted as 2.78 and is set to 2.4, so that about as
many answerable questions are refused across languages as within one."""

REFUSE_BELOW = 0.37
"""The support below which an answer is refused: about one answerable question in ten."""

MARGIN = 2.0
"""How far below the best sentence's score another may lie and still be shown."""

CLOSE = 1.0
"""Scores that differ by less are about as good."""
