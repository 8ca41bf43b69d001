"""Which lines of a page are the article and which its furniture: menus, shares, adverts, lists of other articles.

A line goes for what it says (`phrases`) or for where it stands (below "Related", in a run of section names, as a part
of an embedded message). In doubt it stays: a real sentence lost cannot be quoted, a headline kept does little harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from rag.sources.lines import Line, columns, is_ended, is_prose, size
from rag.sources.phrases import bare, is_phrase, is_section
from rag.sources.stamps import FULL
from rag.sources.words import LISTS, MAYBE_LISTS, TAGS

_LISTS = re.compile(f"^{LISTS}$", re.IGNORECASE)
_MAYBE_LISTS = re.compile(f"^{MAYBE_LISTS}$", re.IGNORECASE)
_TAGS = re.compile(rf"^(?:in|{TAGS})\s*[:：]$", re.IGNORECASE)
_SIGNATURE = re.compile(rf"[—–-]{{1,2}}\s*[^—]{{1,80}}\(@\w{{1,30}}\)\s*{FULL}$", re.IGNORECASE)
_POST_LINK = re.compile(r"(?:\s*(?:pic\.twitter\.com/|https?://t\.co/)\w+)+")
_MAX_HEADING, _MAX_HEADLINE = 60, 200
_MAX_TAG = 5
_MANY = 3
_HEADLINE = 5
_MENU_LENGTH, _MENU_NAMES, _MENU_NAME = 4, 3, 3
_NO_MENU = re.compile(r"[\d.,;!?。，！？]")
_SURELY = 2
_HEAD = 4


def ends_post(text: str) -> bool:
    """Whether the line ends with the signature of an embedded message: "— Name (@name) April 2, 2021"."""
    return "(@" in text and bool(_SIGNATURE.search(text))


def separate(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines of the article and the texts of its furniture, both in their order."""
    gone = {i for i, line in enumerate(lines) if line.kind == "post" or is_phrase(line.text)}
    gone |= _lists(lines) | _tags(lines) | _menus(lines) | _posts(lines) | _copies(lines)
    kept = [_without_post_link(line) for i, line in enumerate(lines) if i not in gone]
    furniture = [lines[i].text for i in sorted(gone) if any(map(str.isalnum, lines[i].text))]
    return [line for line in kept if line.text], furniture


def _lists(lines: Sequence[Line]) -> set[int]:
    """Headings such as "Related" with the headlines below them."""
    heads = {i: strength for i, line in enumerate(lines) if (strength := _strength(line.text))}
    gone: set[int] = set()
    for i in sorted(heads, reverse=True):  # backwards: a doubtful list is one where another list follows it
        run = _headlines(lines, i + 1, heads)
        after = i + 1 + len(run)
        last = after in gone or all(is_phrase(line.text) for line in lines[after:])
        if run and (heads[i] == _SURELY or (last and _are_headlines([lines[j].text for j in run]))):
            gone |= {i, *run}
    return gone


def _strength(text: str) -> int:
    """2 for a heading that only lists of other articles have, 1 for one that a report may have as well, else 0."""
    heading = bare(text) if len(text) <= _MAX_HEADING else ""
    return _SURELY if _LISTS.match(heading) else int(bool(_MAYBE_LISTS.match(heading)))


def _headlines(lines: Sequence[Line], start: int, heads: Container[int]) -> list[int]:
    """The run of headlines that begins there: all items of a list, or lines that do not end as sentences do.

    A few words right before prose are the heading of that, and not a headline.
    """
    run: list[int] = []
    for i in range(start, len(lines)):
        line = lines[i]
        if i in heads or line.kind not in ("item", "text") or line.kind != lines[start].kind:
            break
        stated = is_ended(line.text) and not line.text.endswith(("?", "？"))
        if columns(line.text) > _MAX_HEADLINE or (stated and (line.kind == "text" or is_prose(lines[start].text))):
            break
        run.append(i)
    prose_follows = run and run[-1] + 1 < len(lines) and is_prose(lines[run[-1] + 1].text)
    heads_prose = (
        prose_follows and len(run) > 1 and lines[start].kind == "text" and size(lines[run[-1]].text) < _HEADLINE
    )
    return run[:-1] if heads_prose else run


def _are_headlines(texts: Sequence[str]) -> bool:
    return len(texts) >= _MANY and sum(map(size, texts)) / len(texts) >= _HEADLINE


def _tags(lines: Sequence[Line]) -> set[int]:
    """Labels such as "Tags:" with the short names below them."""
    gone: set[int] = set()
    for i, line in enumerate(lines):
        if _TAGS.match(line.text):
            run = [j for j in _run(lines, i + 1, _is_tag) if lines[j].kind == line.kind]
            gone |= {i, *run} if run else set()
    return gone


def _menus(lines: Sequence[Line]) -> set[int]:
    """Runs of short lines without an end, most of them names of sections: "News", "Sport", "Weather"."""
    gone: set[int] = set()
    i = 0
    while i < len(lines):
        run = _run(lines, i, _may_be_menu)
        i += len(run) + 1
        sections = [j for j in run if is_section(lines[j].text)]
        length = sections[-1] - sections[0] + 1 if sections else 0
        if len(sections) >= _MENU_NAMES and 2 * len(sections) >= length >= _MENU_LENGTH:
            gone |= set(range(sections[0], sections[0] + length))
    return gone


def _posts(lines: Sequence[Line]) -> set[int]:
    """Signatures of embedded messages, with the line before them where its link shows that it belongs to them."""
    gone: set[int] = set()
    for i, line in enumerate(lines):
        if ends_post(line.text):
            gone |= {i - 1, i} if i and _POST_LINK.search(lines[i - 1].text) else {i}
    return gone


def _copies(lines: Sequence[Line]) -> set[int]:
    """Lines said again right below; of a page's name and its headline below it, the name goes.

    Further apart a line may be said anew, of another day or place.
    """
    pairs = [i for i in range(1, len(lines)) if lines[i].text == lines[i - 1].text and lines[i].kind != "row"]
    twice = {i for i in pairs if size(lines[i].text) >= _MANY}
    heads = zip(range(_HEAD), lines, lines[1:], strict=False)
    return twice | {i for i, name, headline in heads if _is_name_with(headline.text, name.text)}


def _is_name_with(headline: str, name: str) -> bool:
    """Whether `name` is that headline and more, such as the name of the site."""
    longer = len(name) > len(headline) and headline.casefold() in name.casefold()
    return longer and size(headline) >= _MANY and not is_prose(headline) and not is_prose(name)


def _run(lines: Sequence[Line], start: int, fits: Callable[[Line], bool]) -> list[int]:
    """The places from `start` on, as long as the lines fit."""
    end = start
    while end < len(lines) and fits(lines[end]) and not is_ended(lines[end].text):
        end += 1
    return list(range(start, end))


def _is_tag(line: Line) -> bool:
    return size(line.text) <= _MAX_TAG


def _may_be_menu(line: Line) -> bool:
    return len(line.text) <= _MAX_HEADING and size(line.text) <= _MENU_NAME and not _NO_MENU.search(line.text)


def _without_post_link(line: Line) -> Line:
    return replace(line, text=_POST_LINK.sub("", line.text).strip()) if "/" in line.text else line
