"""Bytes -> text: which encoding it is, what is no text at all, and which characters are not for readers.

The order of trust: byte order mark, strict UTF-8, what an HTML page declares, then a guess, which is told in a note.
Text that was damaged before it was saved is told as well, and left as it is. Knows nothing of Markdown or HTML beyond
where a page declares its encoding.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import charset_normalizer

from rag.sources.problems import UnreadableSource

_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!\x1a": "a RAR archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3\0": "a database",
    b"{\\rtf": "an RTF document",
}
_MARKS = {  # UTF-32 first: its little-endian mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,80}encoding=["']([\w.-]+)""", re.I
)
_USABLE = re.compile(r"gb|big5|windows-|cp\d|iso-|latin|euc|shift|sjis|koi8|ks_c|mac")
# What browsers take these names for: https://encoding.spec.whatwg.org/#names-and-labels
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "latin1": "cp1252"}
# A guess among these few is right far more often than one among all: short Chinese read as Korean looks well, too.
_LIKELY = ["gb18030", "big5hkscs", "cp1252"]

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls, soft hyphens, zero-width and direction characters, half characters, invisible "tag" letters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOJIBAKE = re.compile(
    "â€[\x80-\x9f™œ˜“”¦¢\x9d]|Ã[\x80-\xbf€ƒ„…†‡‰Š‹Œ‘’“”•–—˜™š›œŸ]|Â[\xa0-\xbf](?=\\W|\\d)|锟斤拷|烫烫烫"
)
_MULTIBYTE_PER_ERROR = 10
_LETTERS = re.compile("[\t\n\r -~\xa0-\u024f\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
_MIN_LETTERS, _MIN_NULS = 0.9, 0.2
_FEW_CONTROLS, _MAX_CONTROLS = 3, 0.02


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, scrubbed, and notes on what is doubtful about it.

    :raises UnreadableSource: there is nothing in it, or it is no text
    """
    if not data.strip():
        raise UnreadableSource(f"it is empty ({len(data)} bytes)", "write the article into it or remove it")
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableSource(f"it is {what}, whatever its name says", "save its text as a .txt or .md file")
    text, notes = _decode(data)
    if len(_CONTROLS.findall(text)) > max(_FEW_CONTROLS, _MAX_CONTROLS * len(text)):
        raise _not_text()
    notes += _damage(text)
    return scrub(text), tuple(notes)


def scrub(text: str) -> str:
    """`text` in NFC with one kind of line end and of blank, without characters that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\t", "    ")))


def _decode(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        return _strictly(data, _wide_encoding(data))
    text = _try(data, "utf-8")
    return (text, []) if text is not None else _declared(data) or _mostly_utf8(data) or _guessed(data)


def _strictly(data: bytes, encoding: str) -> tuple[str, list[str]]:
    text = _try(data, encoding) if encoding else None
    if text is None:
        raise _not_text()
    return text, []


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide_encoding(data: bytes) -> str:
    """Which UTF-16 it is that has no mark; empty where NULs have another reason.

    Only one of the two byte orders gives letters; bytes that are UTF-8 but for few NULs are none of both.
    """
    if _try(data, "utf-8") is not None and data.count(0) < _MIN_NULS * len(data):
        return ""
    texts = {encoding: _try(data, encoding) or "\0" for encoding in ("utf-16-le", "utf-16-be")}
    shares = {encoding: len(_LETTERS.findall(text)) / len(text) for encoding, text in texts.items()}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > _MIN_LETTERS else ""


def _declared(data: bytes) -> tuple[str, list[str]] | None:
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    name = (match[1] or match[2]).decode("ascii", "replace").lower()
    text = _try(data, _SUPERSETS.get(name, name)) if _USABLE.match(name) else None
    return None if text is None else (text, [])


def _mostly_utf8(data: bytes) -> tuple[str, list[str]] | None:
    """UTF-8 with few broken places, such as a file that was cut off."""
    text = data.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    letters = sum(c > "\x7f" for c in text) - errors
    return (text, []) if letters > _MULTIBYTE_PER_ERROR * errors else None


def _guessed(data: bytes) -> tuple[str, list[str]]:
    best = (
        charset_normalizer.from_bytes(data, cp_isolation=_LIKELY).best() or charset_normalizer.from_bytes(data).best()
    )
    if best is None:
        raise _not_text()
    return str(best), [f"encoding guessed: {best.encoding}"]


def _damage(text: str) -> list[str]:
    notes = []
    if lost := text.count("\ufffd"):
        notes.append(
            f"unreadable characters (\ufffd): {lost}; letters were lost before the file was saved or in saving"
        )
    if match := _MOJIBAKE.search(text):
        notes.append(f"garbled letters such as {scrub(match[0])!r}: the file was saved in the wrong encoding once")
    return notes


def _not_text() -> UnreadableSource:
    return UnreadableSource("its bytes are no text in any known encoding", "save it as UTF-8 text")
