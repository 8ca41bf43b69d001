"""What is typed, before anything is loaded for it: a question, the conversation before it, the day it is asked on.

Knows nothing of what a question means (rag/question.py does).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from rag.errors import QuestionError
from rag.records import Answer

LONGEST = 1000
"""Characters a question may have."""


def check_question(text: str) -> str:
    """The question without white space around it.

    :raises QuestionError: it is empty, too long, or holds no word.
    """
    if not isinstance(text, str):
        raise QuestionError(f"the question is {text!r:.60}; ask in words")
    text = in_one_line(text)
    if not text:
        raise QuestionError("the question is empty; type one, such as: when were the talks held?")
    if len(text) > LONGEST:
        raise QuestionError(f"the question has {len(text)} characters; ask in at most {LONGEST}")
    if not any(character.isalnum() for character in text):
        raise QuestionError(f"the question {text!r} holds no word; ask in words")
    return text


def in_one_line(text: str) -> str:
    """The text in one line; half a surrogate pair is no character: it cannot be encoded, so it cannot be looked for."""
    return " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())


def check_history(history: Sequence[str | Answer]) -> list[str]:
    """The questions of the conversation, oldest first.

    :raises QuestionError: a turn is neither a question nor an answer.
    """
    if isinstance(history, (str, Mapping)) or not isinstance(history, Iterable):
        raise QuestionError(f"the history is {history!r:.60}; give a list of earlier questions")
    turns = list(history)
    for turn in turns:
        if not isinstance(turn, (str, Answer)):
            raise QuestionError(
                f"the history holds {turn!r:.60}; give earlier questions as text, or the answers they got"
            )
    return [turn.question if isinstance(turn, Answer) else turn for turn in turns]


def check_today(today: date | None) -> date:
    """The day a question is asked on; the current one where none is given.

    :raises QuestionError: it is no date.
    """
    today = date.today() if today is None else today
    if not isinstance(today, date):
        raise QuestionError(f"today is {today!r}; give a datetime.date, such as date(2024, 6, 1)")
    return today.date() if isinstance(today, datetime) else today
