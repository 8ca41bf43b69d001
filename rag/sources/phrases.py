"""Whether one line, by what it says, belongs to the page and not to the article.

Three classes of patterns. `_SURE` also fits real sentences: those of a page about itself ("Sign up for our newsletter
and ..."). `_TEASER` is a label with the headline of another article. `_SHORT` holds only for lines that are no prose.
What a line is by its neighbours is told in `furniture`; the words are in `words`.
"""

from __future__ import annotations

import re

from rag.sources.lines import columns, is_prose, size
from rag.sources.words import (
    AGENCIES,
    BUTTONS,
    COUNTED,
    MAKERS,
    NETWORKS,
    PUBLISHED,
    SECTIONS,
    SHARES,
    SOURCE,
    TAGS,
    TEASERS,
    one_of,
)

_MAX_SURE, _MAX_SHORT = 420, 240


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern for all, to be matched at the start of a line."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_UPPER = "(?-i:[A-Z])"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAME = r"(?:[\w.'’-]+ ){0,4}[\w.'’-]+"
_MAIL = one_of("newsletters?|inbox|e-?mail alerts?|push notifications|(?:whatsapp|telegram|youtube) channel")
_THEM = one_of("us|me|him|her|them|the reporter|the author|the writer|reporter")

_SURE = _any(
    # newsletters, alerts, subscriptions
    rf"[*(\[]?(?:please |want more\? |not a subscriber\? )*(?:sign up|subscribe)\b.{{0,150}}\b"
    rf"(?:{_MAIL}|alerts?|briefing|today|now|here|channel|podcast|app|access)\b(?!.{{160}})",
    rf"[*(\[]?(?:please )?(?:get|receive|join|enter|download|install)\b.{{0,150}}\b"
    rf"(?:{_MAIL}|our (?:\w+ )?app)\b(?!.{{160}})",
    r".{3,60}[:.?!]\s*(?:sign up (?:for|to|here|now)|subscribe (?:to|here|now)).{0,200}$",
    r"(?:editor[’']s note\s*:\s*)?(?:this|a version of this) (?:story|article|column|piece) .{0,60}"
    r"(?:appeared|published) .{0,80}newsletter",
    r"editor[’']s note\s*:.{0,100}\bsign up\b",
    r"\(?(?:you can get|to get|would you like to (?:get|receive))\b.{0,100}(?:inbox|newsletter)",
    r"(?:support|thank you for (?:supporting|reading)|enjoy(?:ing|ed)?) (?:our|local|independent|this|quality)\b"
    r".{0,60}\b(?:journalism|story|article)\b.{0,150}\b(?:subscri|donat|support|sign up|register)",
    r"(?:support|donate to) (?:our|local|independent) (?:journalism|work)\b.{0,80}$",
    # consent
    r"(?:we|this (?:web)?site|our (?:partners|website|site)|"
    r"by (?:click|continu|us|sign|subscrib|submitt|provid|enter)ing)\b"
    r"(?=.*\b(?:you|your|our|this (?:web)?site)\b).{0,250}\b"
    r"(?:cookies?|privacy (?:policy|notice|statement)|terms (?:of (?:use|service)|and conditions))\b",
    r"we will use the (?:details|information|data) you\b",
    r"(?:manage|accept|reject|change) (?:all )?(?:cookies?|consent|your (?:cookie|privacy))\b.{0,80}$",
    r"(?:本网站|本站|我们|本页面)(?:会|将)?使用\s*cookie",
    # rights
    rf"(?:copyright\s*)?(?:©|\(c\)(?=\s*\d))\s*(?:copyright\s*)?(?:\d{{4}}|{_UPPER})(?!.{{200}})",
    r"copyright\s+(?:\d{4}|by\b)(?!.{200})",
    r".{0,80}\ball rights reserved\b.{0,80}$",
    r".{0,120}\bmay not be (?:published|reproduced|republished|redistributed)[^.]{0,80}\b"
    r"(?:rewritten|redistributed|permission)\b.{0,60}$",
    r"(?:版权所有|©).{0,60}$",
    r"(?:免责|版权|郑重|特别|风险)?(?:声明|提示|说明)\s*[：:].{0,120}"
    r"(?:本网|本站|转载|版权|作者本人|平台|不代表|投资建议|仅供参考)",
    r"(?:未经.{0,10}(?:授权|许可|允许)|转载请|如需转载|本文(?:仅代表|系转载|转载自|来自网络)).{0,60}$",
    # orders to the reader
    r"(?:click|tap) (?:here|below|through|on (?:the|this)|the (?:link|button|image))\b.{0,120}$",
    rf"(?:follow|contact|reach|e-?mail|find|join|connect with) (?:{_THEM}|{_UPPER}[\w’'-]+)\b.{{0,120}}"
    rf"(?:@\w|\d{{3}}\)?[-. ]\d{{3}})",
    rf"(?:follow|find|join|like|connect with) (?:us|me)\b.{{0,60}}\bon {NETWORKS}",
    rf".{{0,250}}(?<=[.!?] )(?:follow|reach|contact|e-?mail|find) {_THEM}\b.{{0,60}}@\w.{{0,80}}$",
    r"(?:read|watch|listen|see|view|check|find|get|learn)\b.{0,60}\bhere\s*[.:!>»]*$",
    r"(?:扫一扫|扫码(?:关注|下载|加入|阅读|查看|进群|添加|观看|收听)|扫描(?:下方|上方|二维码|图中)|长按(?:识别|二维码|图片|下方)).{0,50}$",
    r"(?:点击(?:查看|进入|下载|阅读|关注|上方|下方|图片|此处|这里)|欢迎(?:关注|订阅|扫码|下载)(?:我们|本|微信|公众号|官方)).{0,50}$",
    r"(?:请?关注(?:我们|本(?:号|站|网|公众号)|微信|公众号)|更多(?:精彩|内容|资讯|新闻|信息).{0,8}(?:请|点击|关注|下载|尽在)).{0,50}$",
    r"返回.{0,6}[，,]?查看更多",
)

_TEASER = _any(rf"{TEASERS}\s*[:：|】》]\s*\S")

_DATE = r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
_SHORT = _any(
    # where the page stands in its site
    r"(?:current|you are here|location|position|(?:您|你)?(?:当前|现在)?的?(?:所在)?位置)\s*[:：].*[>»›→]",
    r"(?:home|首页|主页)\s*(?:>|»|›|→|/|\|)+\s*\S",
    # stamps and counters
    rf"{PUBLISHED}\s*[:：]?\s*(?:[a-z]{{3,9}}[.,]*\s+)?"
    rf"(?:\d{{1,2}}[:/.-]|\d{{4}}[-/年.]|\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d).{{0,90}}$",
    rf"(?:(?:date|time|日期|时间)\s*[:：]\s*)?{_DATE}[ T]*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?.{{0,60}}$",
    r"\d+\s*(?:min(?:ute)?s?|hours?|days?|weeks?|months?) (?:ago|read)(?:\W.{0,40})?$",
    r"(?:estimated )?(?:reading|read) time\s*[:：]?.{0,30}$",
    r"\w{1,20}!+\s*\(\d+\)$",
    rf"{COUNTED}(?:数|量|次数|人数)?\s*[:：(（]?\s*\d[\d,.]*\s*[万km]*\s*[)）次]?$",
    rf"\d[\d,.]*\s*[km万+]*\s*[条次人]?{COUNTED}$",
    # who made it
    rf"(?:(?:words|story|text|photos?|photograph(?:y|s)?|video|graphics?|illustrations?|written|posted|reported|edited|"
    rf"reporting|compiled) )?by\s+{_UPPER}(?=[^!?]*$).{{0,80}}$",
    r"\(?(?:contribut(?:ing|ors?)|(?:additional )?(?:reporting|writing|editing|research|production)"
    r"(?: and (?:writing|editing))?(?: by)?)\s*(?::|by\b).{0,160}\)?$",
    rf"{MAKERS}\s*[:：／/丨|].{{0,60}}$",
    r"[（(【\[]\s*(?:责任编辑|责编|编辑|来源|记者|原标题|完|作者|实习生|通讯员)\s*[:：]?.{0,50}[)）】\]]$",
    rf"(?:{SOURCE}|views|hits)\s*[:：]\s*\S.{{0,200}}$",
    # pictures
    r"(?:photos?|images?|pictures?|photographs?|(?:photo|image|picture) ?(?:credits?|source)|"
    r"credits?|file (?:photo|image)|illustrations?|featured image|screengrab|screenshot)"
    r"\s*(?:by\b|via\b|:|：|/|\||©)\s*\S.{0,110}$",
    rf"\(?{AGENCIES}(?: (?:photo|file photo|images?|writers?|news|sports writer))?(?:/.{{0,60}})?\)?$",
    rf"(?:photo by |credit )?{_NAME}(?:/[\w.'’ -]{{1,40}})*(?:/| via |, |\(| - ){AGENCIES}"
    r"(?: via getty images| images)?(?:/file)?\)?$",
    r"[（(]?(?:图源|图片来源|图据|图片|图|摄影|供图|资料图|资料图片|视频截图|截图|视觉中国)\s*(?:[:：/／].{0,40})?[)）]?$",
    r"[^。！？]{1,25}\s(?:摄|供图)[）)]?$",
    r".{0,160}\b\d{1,2}:\d{2} - source: .{1,30}$",
    # tags, addresses, players, share bars
    rf"{TAGS}\s*[:：]\s*\S.{{0,200}}$",
    r"(?:https?://|www\.)\S+$",
    r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|cn|gov|edu|info|tv|news|io|co\.uk|com\.au|hk|tw)(?:/\S*)?$",
    r"[\w.+-]+@[\w-]+\.[\w.-]+$",
    r"(?:advertisement|ad feature|story continues|article continues|scroll (?:down )?to continue|continue reading|"
    r"loading|this is a modal|sorry, the video|your browser does not|please enable javascript|javascript is)\b.{0,80}$",
    rf"(?:(?:share|tweet|分享)(?: this(?: article| story| post)?)?(?: on| via| to|到|至)?\s*[:：]?[\s|·,、/]*)?"
    rf"(?:{SHARES}(?:[\s|·,、/]+|$)){{2,}}$",
    rf"(?:share|分享)(?: this(?: article| story| post)?)?(?: on| via| to|到|至)\s*[:：]?\s*{SHARES}$",
    r".{0,120}(?:>>+|»»?|\bhere\s*>)\s*$",
    r".{0,80}\b(?:straight|right|directly|delivered) (?:in|to|into) your inbox\b.{0,40}$",
    r"(?:相关|更多|热门|推荐|点击|查看).{0,12}(?:>>+|»|›|＞+)$",
    r"(?:点击|戳)(?:这里|此处|进入|查看|图片|阅读)",
    r"(?:字号|字体|font size|text size)\s*[:：].{0,20}$",
    r"(?:下载|打开).{0,12}(?:客户端|app).{0,30}$",
)

# A link glued to its label ("Storm damage:Hundreds of homes lose power"); by hand nobody leaves out the blank.
# "Date:May 3, City Hall" is glued as well, but tells something; so does a name such as "re:Store".
_FACT = "(?i:date|time|venue|place|location|where|when|price|cost|rating|address|hours|tickets)"
_GLUED = re.compile(
    rf"""^[^:.!?]*(?:\b(?!{_FACT}\b)\w[\w’'-]{{2,}}|\b[A-Z]{{2,}})[’'”"]?[?!]?\s?:(?=[A-Z‘“'"])(?P<rest>\S.*)$"""
)
_GLUED_WORDS, _GLUED_LABEL = 6, 60
_DATELINE_ONLY = re.compile(r"^(?:[A-Z][\w.'’]*,?\s+){1,6}(?:—|–|--)$")
_QUESTION = re.compile(r"""[?？]["'”’)）]*$""")
_MARKS_ONLY = re.compile(r"^[\W_]+$")
_ARROW = re.compile("[>»›]")
_BETWEEN_NAMES = re.compile(r"\s*[|>»›·•/]\s*")
_TRIM = " \t:：.…>»›→|·•-–—*#[]【】()（）↓↑▼▲"
_MIN_NAMES, _MAX_NAME, _MIN_KNOWN = 3, 4, 2


def is_phrase(text: str) -> bool:
    """Whether the line, by itself, is a piece of the page and not of the article."""
    if bare(text).lower() in BUTTONS or _MARKS_ONLY.match(text):
        return True
    if len(text) <= _MAX_SURE and _SURE.match(text):
        return True
    prose = is_prose(text)
    if columns(text) > _MAX_SHORT or (prose and not _QUESTION.search(text)):
        return False
    if _TEASER.match(text) or _is_glued(text):
        return True
    return not prose and (bool(_SHORT.match(text) or _DATELINE_ONLY.match(text)) or _is_menu(text))


def is_section(text: str) -> bool:
    """Whether it is the name of a section that sites have in their menus."""
    return bare(text).lower() in SECTIONS


def bare(text: str) -> str:
    """The text without the colons, arrows and brackets around it."""
    return text.strip(_TRIM)


def _is_glued(text: str) -> bool:
    match = _GLUED.match(text)
    return match is not None and match.start("rest") <= _GLUED_LABEL and size(match["rest"]) >= _GLUED_WORDS


def _is_menu(text: str) -> bool:
    """A menu or a path on one line: three or more short names with bars or arrows between them."""
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    if len(names) < _MIN_NAMES or any(size(name) > _MAX_NAME for name in names):
        return False
    return sum(map(is_section, names)) >= _MIN_KNOWN or len(_ARROW.findall(text)) >= _MIN_KNOWN
