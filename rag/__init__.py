"""Footnote: ask your articles a question, get an answer whose every sentence carries its source.

    from rag import answer
    print(answer("When and where were the first AI talks held?"))

This file is the one door: what it names is public, everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answering import answer, search, stream_answer, warm_up
    from rag.building import rebuild
    from rag.errors import (
        IndexBrokenError,
        IndexBusyError,
        IndexError_,
        IndexMissingError,
        IndexModelError,
        ModelError,
        QuestionError,
        RagError,
        SettingsError,
        SourceError,
    )
    from rag.feedback import add_feedback, list_feedback
    from rag.index import list_sources
    from rag.library import add_source, remove_source
    from rag.records import Answer, Article, BuildReport, Citation, Passage, Period, Problem, Sentence, Source
    from rag.settings import Settings

__all__ = [
    "Answer",
    "Article",
    "BuildReport",
    "Citation",
    "IndexBrokenError",
    "IndexBusyError",
    "IndexError_",
    "IndexMissingError",
    "IndexModelError",
    "ModelError",
    "Passage",
    "Period",
    "Problem",
    "QuestionError",
    "RagError",
    "Sentence",
    "Settings",
    "SettingsError",
    "Source",
    "SourceError",
    "add_feedback",
    "add_source",
    "answer",
    "list_feedback",
    "list_sources",
    "rebuild",
    "remove_source",
    "search",
    "stream_answer",
    "warm_up",
]

_HOMES = {
    "rag.answering": ("answer", "search", "stream_answer", "warm_up"),
    "rag.building": ("rebuild",),
    "rag.feedback": ("add_feedback", "list_feedback"),
    "rag.index": ("list_sources",),
    "rag.library": ("add_source", "remove_source"),
    "rag.records": (
        "Answer",
        "Article",
        "BuildReport",
        "Citation",
        "Passage",
        "Period",
        "Problem",
        "Sentence",
        "Source",
    ),
    "rag.settings": ("Settings",),
}


def __getattr__(name: str) -> Any:
    """The public name, imported when it is first asked for: `import rag` costs nothing, an answer no build."""
    if name not in __all__:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "rag.errors")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
