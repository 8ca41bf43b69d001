"""Which lines of a page are the article and which its furniture: menus, shares, adverts, lists of other articles.

A line goes for what it says (`phrases`) or for where it stands (below "Related", in a run of section names, as a part
of an embedded message). In doubt it stays: a real sentence lost cannot be quoted, a headline kept does little harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from rag.sources.lines import Line, columns, is_ended, is_prose, size
from rag.sources.phrases import is_menu_word, is_phrase

_LISTS = re.compile(
    r"""^(?:related(?:\s(?:articles?|stor(?:y|ies)|content|news|posts?|topics|coverage|links?|reading|videos?))?|recommended(?:\s(?:for\syou|stor(?:y|ies)|articles?|reading|videos?))?|you\s(?:may|might)(?:\salso)?\s(?:like|be\sinterested\sin)
    |also\sread|read\s(?:also|next)|up\snext|what\sto\sread\snext|more\sfrom\b.{1,40}|more\son\sthis(?:\s(?:story|topic|subject))?|more\s(?:stor(?:y|ies)|articles|headlines
    |to\s(?:read|explore)|like\sthis)|most\s(?:read|popular|viewed|shared|commented|watched|discussed)|trending(?:\s(?:now|stories|news|articles))?
    |popular\s(?:now|stories|posts|articles|news)|latest\s(?:news|stories|posts|articles|headlines|videos)|editors?['’]?s?['’]?\spicks?
    |don['’]t\smiss|in\scase\syou\smissed\sit|similar\s(?:articles|stories|posts|news)|hot\s(?:news|articles|topics|posts|picks)
    |featured\s(?:stories|articles|posts|videos)|(?:from|around)\sthe\sweb|sponsored(?:\s(?:content|stories|links))?|promoted\s(?:stories|content)
    |paid\scontent|recent\s(?:posts|articles|stories|news|comments)|explore\smore|keep\sreading|references?\(s\)
    |相关(?:阅读|新闻|文章|报道|推荐|链接|内容|资讯|视频|话题|稿件|专题)|(?:推荐|延伸|拓展)阅读|阅读推荐|推荐(?:文章|新闻|视频)|热门(?:推荐|文章|新闻|话题|排行|资讯|标签|视频)
    |热点(?:新闻|推荐|排行|资讯)|为[您你]推荐|猜[您你]喜欢|[您你]可能(?:还|也)?(?:喜欢|感兴趣).{0,8}|大家(?:都)?(?:爱看|在看|正在看|都在搜)|精彩推荐|编辑推荐
    |今日推荐|最新(?:文章|新闻|资讯|发布|更新)|往期(?:回顾|精彩|推荐)|24小时热(?:文|榜|点|门)|热榜|热搜榜?|一周热(?:门|点|榜)
    |更多(?:新闻|文章|阅读|精彩|推荐)|视频推荐|图片推荐)$""",
    re.IGNORECASE | re.VERBOSE,
)
_MAYBE_LISTS = re.compile(
    r"^(?:rankings?|recommendations?|latest|popular|hot|more|more in .{1,40}|read more|news|see also|references?|sources?|top stories|"
    r"further reading|headlines|推荐|热门|最新|更多|参考资料|参考文献|(?:点击|阅读|新闻|热点|文章)?排行榜?)$",
    re.IGNORECASE,
)
_TAGS = re.compile(r"^(?:in|tags?|topics?|filed under|categor(?:y|ies)|keywords?|labels?|标签|关键词|分类|话题)\s*[:：]$", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"[—–-]{1,2}\s*[^—]{1,80}\(@\w{1,30}\)\s*(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+\.? \d{4}|\d{4}年\d{1,2}月\d{1,2}日)$"
)
_POST_LINK = re.compile(r"(?:\s*(?:pic\.twitter\.com/|https?://t\.co/)\w+)+")
_TRIM = " \t:：.…>»›→|·•-–—*#[]【】↓▼"
_MAX_HEADLINE = 200
_MAX_TAG = 5
_MANY = 3
_HEADLINE = 5
_MENU_LENGTH, _MENU_NAMES, _MENU_NAME = 4, 2, 3
_NO_MENU = re.compile(r"[\d.,;!?。，！？]")
_SURELY = 2


def ends_post(text: str) -> bool:
    """Whether the line ends with the signature of an embedded message: "— Name (@name) April 2, 2021"."""
    return bool(_SIGNATURE.search(text))


def separate(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines of the article and the texts of its furniture, both in their order."""
    gone = {i for i, line in enumerate(lines) if line.kind == "post" or is_phrase(line.text)}
    gone |= _lists(lines) | _tags(lines) | _menus(lines) | _posts(lines) | _repeated(lines)
    kept = [_without_post_link(line) for i, line in enumerate(lines) if i not in gone]
    return [line for line in kept if line.text], [lines[i].text for i in sorted(gone)]


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
    bare = text.strip(_TRIM)
    return _SURELY if _LISTS.match(bare) else int(bool(_MAYBE_LISTS.match(bare)))


def _headlines(lines: Sequence[Line], start: int, heads: Container[int]) -> list[int]:
    """The run of headlines that begins there: all items of a list, or lines that do not end as sentences do."""
    run: list[int] = []
    for i in range(start, len(lines)):
        line = lines[i]
        if i in heads or line.kind not in ("item", "text") or line.kind != lines[start].kind:
            break
        stated = is_ended(line.text) and not line.text.endswith(("?", "？"))
        if columns(line.text) > _MAX_HEADLINE or (stated and (line.kind == "text" or is_prose(lines[start].text))):
            break
        run.append(i)
    return run


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
    """Runs of short lines without an end, some of which are names of sections: "News", "Sport", "Weather"."""
    gone: set[int] = set()
    i = 0
    while i < len(lines):
        run = _run(lines, i, _may_be_menu)
        if len(run) >= _MENU_LENGTH and sum(is_menu_word(lines[j].text) for j in run) > _MENU_NAMES:
            gone |= set(run)
        i += len(run) + 1
    return gone


def _posts(lines: Sequence[Line]) -> set[int]:
    """Signatures of embedded messages, with the line before them where its link shows that it belongs to them."""
    gone: set[int] = set()
    for i, line in enumerate(lines):
        if ends_post(line.text):
            gone |= {i - 1, i} if i and _POST_LINK.search(lines[i - 1].text) else {i}
    return gone


def _repeated(lines: Sequence[Line]) -> set[int]:
    """Second copies right below the first; further apart a line may be said anew, of another day or place."""
    return {i for i in range(1, len(lines)) if lines[i].text == lines[i - 1].text and lines[i].kind != "row"}


def _run(lines: Sequence[Line], start: int, fits: Callable[[Line], bool]) -> list[int]:
    """The places from `start` on, as long as the lines fit."""
    end = start
    while end < len(lines) and fits(lines[end]) and not is_ended(lines[end].text):
        end += 1
    return list(range(start, end))


def _is_tag(line: Line) -> bool:
    return size(line.text) <= _MAX_TAG


def _may_be_menu(line: Line) -> bool:
    return size(line.text) <= _MENU_NAME and not _NO_MENU.search(line.text)


def _without_post_link(line: Line) -> Line:
    return replace(line, text=_POST_LINK.sub("", line.text).strip()) if "/" in line.text else line
