"""A conversation as a tuple of turns, how one question adds a turn to it, and how the browser keeps it.

Knows neither Gradio nor HTML. A conversation is a value: whoever holds it owns it, and no two sessions share one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import rag
from rag import Answer, RagError, Settings

KEPT = 20
"""Turns that the browser keeps over a reload."""


@dataclass(frozen=True)
class Turn:
    """One question with what came of it: the answer so far, or why there is none; neither while it is looked for."""

    question: str
    answer: Answer | None = None
    error: str = ""

    @property
    def waiting(self) -> bool:
        """Whether there is nothing to show yet but the question."""
        return self.answer is None and not self.error


Conversation = tuple[Turn, ...]


def converse(
    turns: Conversation, question: str, settings: Settings, failed: str, *, llm: bool
) -> Iterator[Conversation]:
    """Ask `question` after `turns`: yields the conversation with the new turn as it grows.

    :param llm: whether a language model phrases the answer.

    An error meant for the user ends the turn with its sentence; a fault of ours is logged and ends it with `failed`.
    """
    yield (*turns, Turn(question))
    history = [turn.answer for turn in turns if turn.answer is not None]
    try:
        for answer in rag.stream_answer(question, history=history, settings=settings, llm=llm):
            yield (*turns, Turn(question, answer))
    except RagError as error:
        yield (*turns, Turn(question, error=str(error)))
    except Exception:  # the edge of the page: a person must never be left with a spinner
        logging.getLogger(__name__).exception("the question %r could not be answered", question)
        yield (*turns, Turn(question, error=failed))


def stopped(turns: Conversation) -> Conversation:
    """The conversation without the question that is looked for; an answer that grows stays as far as it is proved."""
    return tuple(turn for turn in map(_settled, turns) if not turn.waiting)


def _settled(turn: Turn) -> Turn:
    """The turn as it stays where nothing more is written."""
    answer = turn.answer
    if answer is None or answer.complete:
        return turn
    proved = tuple(sentence for sentence in answer.sentences if sentence.verdict != "unsupported")
    return Turn(turn.question, replace(answer, sentences=proved, draft="", complete=True) if proved else None)


def kept(turns: Conversation) -> list[dict[str, Any]]:
    """What the browser keeps of a conversation: its last answers."""
    return [turn.answer.to_dict() for turn in turns if turn.answer is not None and turn.answer.complete][-KEPT:]


def restored(values: object) -> Conversation:
    """The conversation that a browser kept; what is no answer is left out, for anything may come back from there."""
    turns = []
    for value in values[-KEPT:] if isinstance(values, list) else ():
        try:
            answer = Answer.from_dict(value)
        except ValueError:
            continue
        turns.append(Turn(answer.question, answer))
    return tuple(turns)
