"""How long a text is in tiktoken's `cl100k_base` tokens, counted offline from the table in the package."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import tiktoken

_TABLE = Path(__file__).parent / "models" / "tiktoken"


@cache
def _encoding() -> tiktoken.Encoding:
    # tiktoken downloads its table at first use unless this folder, named like its own cache, already holds it. A user
    # who points the cache elsewhere has a reason; we only look after our own table here.
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(_TABLE)
    try:
        return tiktoken.get_encoding("cl100k_base")
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before


def count_tokens(text: str) -> int:
    """The number of tokens of `text`; words that look like special tokens count as plain text."""
    return len(_encoding().encode_ordinary(text))
