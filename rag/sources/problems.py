"""The one exception of this room: an article that cannot be read, why, and what to do about it.

It ends the reading of one file only; whoever reads a folder catches it and reports the `Problem`. Knows no reader.
"""

from __future__ import annotations

from rag.records import Problem


class UnreadableSource(Exception):
    """A source that cannot become an article."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Keep both parts apart, so that a page can show them apart.

        :param reason: one sentence without its end, naming the value that is wrong
        :param remedy: what to do, as an order
        """
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy

    def problem(self, path: str) -> Problem:
        """The same as a value, with the path of the file it is about."""
        # A file name that is no UTF-8 comes from the system as lone surrogates, which nothing can store or show.
        return Problem(path.encode("utf-8", "backslashreplace").decode("utf-8"), self.reason, self.remedy)
