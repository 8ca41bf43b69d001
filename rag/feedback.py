"""What people think of answers: one JSON line each, in a hidden file of the sources folder.

The file lies with the articles because the index is a cache that may be deleted at any time. Knows no page.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rag.errors import SourceError
from rag.records import Answer
from rag.settings import Settings

FILE = ".feedback.jsonl"
_LONGEST = 2000
"""Characters of a reason."""


def add_feedback(answer: Answer, helpful: bool, reason: str = "", *, settings: Settings | None = None) -> Path:
    """Note whether an answer helped, and why.

    :return: the file it was noted in.
    :raises SourceError: the file cannot be written.
    """
    file = (settings or Settings.from_environment()).sources / FILE
    line = {
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "helpful": helpful,
        "reason": " ".join(reason.split())[:_LONGEST],
        "question": answer.question,
        "asked": answer.asked,
        "text": answer.text,
        "refused": answer.refused,
        "citations": [f"{citation.path}:{citation.start}-{citation.end}" for citation in answer.citations],
    }
    try:
        with file.open("a", encoding="utf-8", errors="replace") as opened:
            opened.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise SourceError(f"{file} cannot be written ({error.strerror}); give write permission") from error
    return file


def list_feedback(*, settings: Settings | None = None) -> list[dict[str, Any]]:
    """What was noted, oldest first; a line that is no JSON object is left out.

    :raises SourceError: the file cannot be read.
    """
    file = (settings or Settings.from_environment()).sources / FILE
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines() if file.exists() else []
    except OSError as error:
        raise SourceError(f"{file} cannot be read ({error.strerror}); give read permission") from error
    found = []
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found
