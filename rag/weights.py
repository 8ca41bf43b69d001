"""Numbers that were fitted, not chosen: how evidence is weighed and when an answer is refused."""

EVIDENCE = (1.97, -0.95, 1.28, 0.91, 5.5, -0.17, 0.77, -0.16, 0.34, -1.08)
"""For each of `reading.FEATURES`."""

SUPPORT = (2.02, 0.96, -1.34, 0.97, 2.71, -0.5, -0.63, -1.37, -0.36, 1.52, 0.83)
SUPPORT_INTERCEPT = -2.58
"""For each of `support.FEATURES`."""

REFUSE_BELOW = 0.42
"""The support below which an answer is refused."""

MARGIN = 2.5
"""How far below the best sentence's score another may lie and still be shown."""
