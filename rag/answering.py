"""The doors: a question goes in, an answer comes out; the index and the models are opened at the first one.

What makes the answer is in rag/composing.py. It is imported here only after the models were set to load: the tokenizer
takes longest and needs no interpreter, so the first answer waits for the longer of the two and not for their sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from rag.checking import check_history, check_question, check_today
from rag.embedding import load_embedder
from rag.errors import IndexBrokenError, ModelError
from rag.index import open_index
from rag.reader import Reader, load_reader
from rag.records import Answer, Passage
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.composing import Rooms

Read = TypeVar("Read")


def answer(
    question: str,
    *,
    history: Sequence[str | Answer] = (),
    today: date | None = None,
    settings: Settings | None = None,
    llm: bool | None = None,
) -> Answer:
    """Answer a question from the indexed articles, every sentence with its source.

    :param history: earlier turns of the conversation, oldest first: questions, or the answers they got.
    :param today: the day the question is asked on, kept with the answer; the current day where it is not given.
    :param settings: where the index lies and which model is used; from the environment where not given.
    :param llm: whether a language model phrases the answer; where not given, if one is set (`RAG_LLM_BASE_URL`). Where
        it fails, or the articles do not prove what it writes, the articles' own sentences stand and a note says why.
    :raises QuestionError: the question is empty or too long.
    :raises IndexError_: there is no index, or it cannot be used; the subclass and its text say why.
    :raises ModelError: a model cannot be loaded.
    """
    *_, whole = stream_answer(question, history=history, today=today, settings=settings, llm=llm)
    return whole


def answer_with_passages(
    question: str, *, history: Sequence[str | Answer], today: date | None, settings: Settings | None
) -> tuple[Answer, list[Passage]]:
    """What `answer` gives, and the passages that were read for it, best first."""
    typed, turns, day = check_question(question), check_history(history), check_today(today)

    def work(rooms: Rooms) -> tuple[Answer, list[Passage]]:
        from rag.composing import reply

        return reply(typed, turns, day, rooms)

    (whole, passages), notes = _read(settings, work)
    return replace(whole, notes=notes), passages


def _read(settings: Settings | None, work: Callable[[Rooms], Read]) -> tuple[Read, tuple[str, ...]]:
    """What `work` finds in the open rooms, and what to say of them.

    Where builds end while it works, the files it reads are swept away; the newest index is read then.
    """
    settings = settings or Settings.from_environment()
    rooms, notes = _open(settings)
    while True:
        try:
            return work(rooms), notes
        except IndexBrokenError:
            newer, notes = _open(settings)
            if newer.index is rooms.index:
                raise
            rooms = newer


def _open(settings: Settings) -> tuple[Rooms, tuple[str, ...]]:
    """The index and the models, and what to say of them.

    The index comes first, because it says at once whether it can be asked with this model.
    """
    index = open_index(settings)
    embedder = load_embedder(settings.embedding_model)
    reader, notes = _reader(settings)
    from rag.composing import Rooms
    from rag.glossary import load_dictionary

    load_dictionary()
    return Rooms(index, embedder, reader), notes


def _reader(settings: Settings) -> tuple[Reader | None, tuple[str, ...]]:
    """The reader, or None and what to say of it where it cannot be loaded: answers go on without it."""
    if not settings.reader:
        return None, ()
    try:
        return load_reader(), ()
    except ModelError as error:
        return None, (f"answered without the reader: {error}",)


def stream_answer(
    question: str,
    *,
    history: Sequence[str | Answer] = (),
    today: date | None = None,
    settings: Settings | None = None,
    llm: bool | None = None,
) -> Iterator[Answer]:
    """The answer so far, growing by sentences; the last one is `complete`. Takes and raises what `answer` does.

    Where a language model phrases it, the articles' own sentences come first, then what it writes, as it is checked.
    """
    settings = settings or Settings.from_environment()
    whole, passages = answer_with_passages(question, history=history, today=today, settings=settings)
    wanted = bool(settings.llm_base_url) if llm is None else llm
    if not wanted or whole.refused:
        for count in range(1, len(whole.sentences)):
            yield replace(whole, sentences=whole.sentences[:count], reason="", complete=False)
        yield whole
        return
    yield replace(whole, complete=False)
    from rag.phrasing import phrased

    yield from phrased(
        whole, [turn if isinstance(turn, str) else turn.question for turn in history], passages, settings
    )


def search(question: str, k: int = 10, *, settings: Settings | None = None) -> list[Passage]:
    """The `k` passages that fit a question best, best first.

    :raises QuestionError: the question is empty or too long.
    :raises IndexError_: there is no index, or it cannot be used.
    """
    typed = check_question(question)

    def work(rooms: Rooms) -> list[Passage]:
        from rag.question import understand
        from rag.retrieval import retrieve

        found = retrieve(understand(typed, (), date.today()), rooms.index, rooms.embedder, k)
        return [item.passage for item in found]

    return _read(settings, work)[0]


def warm_up(settings: Settings | None = None) -> None:
    """Load the models and open the index, so that the first answer is as fast as the next.

    :raises IndexError_: there is no index, or it cannot be used.
    :raises ModelError: a model cannot be loaded.
    """
    settings = settings or Settings.from_environment()
    rooms, _ = _open(settings)
    rooms.embedder.embed_questions(["warm"])
