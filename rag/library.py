"""Articles put into the sources folder, or taken out of it; the next build reads what changed.

The folder is the truth, and a person may look into it at any time: what comes in gets a safe name and never takes
another file's place, what goes out is moved aside and not destroyed. Knows no index and no page.
"""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import count
from pathlib import Path

from rag.errors import SourceError
from rag.settings import SUFFIXES
from rag.sources import list_files
from rag.sources.files import MAX_BYTES

ASIDE = ".removed"
"""The folder, below the sources, that holds what was taken out; hidden, so that it is no source."""

_UNSAFE = re.compile(r"[^\w .()\[\]'’“”·—–,，。、《》！-]+")
_LONGEST = 120
"""Bytes of a name: file systems take 255, and a number and an ending are added."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def add_source(root: Path, name: str, data: bytes) -> str:
    """Write a new article into the sources folder `root`.

    :param name: as the person's own file is called; it is made safe, and numbered where it is taken.
    :return: its path below `root`.
    :raises SourceError: it is empty, too large, of another kind, or cannot be written.
    """
    suffix = _split(name)[1]
    if suffix not in SUFFIXES:
        raise SourceError(f"{_shown(name)} is no {', '.join(SUFFIXES)} file; save the article as text or HTML")
    if not data.strip():
        raise SourceError(f"{_shown(name)} is empty; choose a file with text in it")
    if len(data) > MAX_BYTES:
        raise SourceError(f"{_shown(name)} has {len(data):,} bytes, more than {MAX_BYTES:,}; split it")
    try:
        root.mkdir(parents=True, exist_ok=True)
        file = _claimed(root, name)
        try:
            file.write_bytes(data)
        except OSError:
            file.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SourceError(f"{_shown(name)} cannot be written ({error.strerror}); make room in {root}") from error
    return file.name


def remove_source(root: Path, path: str) -> str:
    """Move an article of the sources folder aside, into its hidden folder `.removed`.

    :param path: as `list_sources` tells it.
    :return: where it is now, below `root`.
    :raises SourceError: it is no article of the folder, or cannot be moved.
    """
    if path not in list_files(root):
        raise SourceError(f"{_shown(path)} is no article of {root}; choose one of the list")
    aside = root / ASIDE
    try:
        aside.mkdir(exist_ok=True)
        if aside.is_symlink():
            raise SourceError(f"{aside} is a link; remove it, so that nothing leaves the folder")
        goal = _claimed(aside, path)
        try:
            os.replace(root / path, goal)
        except OSError:
            goal.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SourceError(f"{_shown(path)} cannot be moved ({error.strerror}); give write permission") from error
    return goal.relative_to(root).as_posix()


def _claimed(folder: Path, name: str) -> Path:
    """A new empty file of that name, numbered where it is taken: nobody else gets the same one."""
    stem, suffix = _split(name)
    for number in count(1):
        file = folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        try:
            file.open("xb").close()  # fails where a file, or a link, has the name
        except FileExistsError:
            continue
        return file
    raise AssertionError("there is always another number")


def _split(name: str) -> tuple[str, str]:
    """A safe stem and the ending in small letters: "../a<b>.MD" gives ("a-b", ".md")."""
    base = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode()).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = base.rpartition(".")
    stem = _UNSAFE.sub("-", stem if dot else base).strip(" .-_")
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    stem = stem.strip(" .-_") or "article"
    return (f"_{stem}" if _RESERVED.fullmatch(stem) else stem), f".{ending.lower()}" if dot else ""


def _shown(name: str) -> str:
    return repr(name if len(name) <= 80 else f"{name[:77]}...")
