"""The sources folder: which files are articles, and their bytes. Knows no encoding and no format.

Nothing outside the folder is ever opened: neither through "..", nor through a symbolic link.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from rag.errors import SourceError
from rag.settings import SUFFIXES
from rag.sources.problems import UnreadableSource

MAX_BYTES = 5_000_000
"""A larger file is no article: the longest news pages have some 300 kB."""


def list_files(root: Path) -> list[str]:
    """Paths of all article files below `root`, relative, with forward slashes, sorted.

    Hidden files and folders are left out, and links that leave the folder; linked folders are not entered.

    :raises SourceError: `root` does not exist, is no folder, or cannot be read
    """
    if not root.exists():
        raise SourceError(f"the sources folder {str(root)!r} does not exist; create it and put articles into it")
    if not root.is_dir():
        raise SourceError(f"the sources folder {str(root)!r} is a file; name the folder that holds the articles")
    found = []
    for folder, folders, names in os.walk(root, onerror=_cannot_enter):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if _is_article_name(name)]
    inside = [file for file in found if _stays_inside(root, file) and (file.is_file() or not file.exists())]
    return sorted(file.relative_to(root).as_posix() for file in inside)


def load(root: Path, path: str) -> bytes:
    """The bytes of one source.

    :raises UnreadableSource: it leaves the folder, is no plain file, is too large, or the system refuses
    """
    file = root / path
    try:
        path.encode("utf-8")
        if not _stays_inside(root, file):
            raise UnreadableSource(f"{path!r} leads out of the sources folder", "copy the article into the folder")
        if not file.is_file():
            raise UnreadableSource(_what_else(file), "put a text file in its place or remove it")
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableSource(
                f"it has {size:,} bytes, more than the {MAX_BYTES:,} of the longest article", "split it or remove it"
            )
        return file.read_bytes()
    except UnicodeEncodeError:
        raise UnreadableSource("its name is not UTF-8", "rename the file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableSource(f"it cannot be opened ({reason})", "give read permission or remove it") from error


def file_digest(data: bytes) -> str:
    """SHA-256 of the bytes: the same digest, the same article (under the same `READER_VERSION`)."""
    return hashlib.sha256(data).hexdigest()


def _is_article_name(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _stays_inside(root: Path, file: Path) -> bool:
    """Whether `file`, all links followed, lies below `root`; `realpath` also ends on a circle of links."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def _what_else(file: Path) -> str:
    if file.is_dir():
        return "it is a folder"
    if file.is_symlink():
        return f"it is a link to {os.readlink(file)!r}, which does not exist"
    return "it is no plain file" if file.exists() else "it does not exist"


def _cannot_enter(error: OSError) -> None:
    raise SourceError(f"the folder {error.filename!r} cannot be read ({error.strerror}); give read permission")
