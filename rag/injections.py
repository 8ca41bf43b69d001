"""Texts that speak to a language model instead of a reader: their articles are kept from the model. Pure.

What is found here is never shown to the model nor taken as proof of a draft; quoting such an article as evidence is
not affected. This is the second lock: the first is that every drafted sentence must be proved (rag/verifying.py).
"""

from __future__ import annotations

import re
import unicodedata

from rag.words import UNSEEN

_HIDING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\U000e0000-\U000e007f]")
"""What hides letters from a reader, and has no place in news as an emoji's variation selector has."""
_MODEL = (
    r"(?:AI|A\.I\.|AI assistants?|chat ?bots?|language models?|LLMs?|summari[sz]ers?|the bot|whoever (?:answers|summari[sz]es)"
    r"|(?:automatic|automated) (?:readers?|systems?))"
)
_MARKS = (
    # fences, roles and citations of ours
    r"</?\s*passage|<\|[a-z_]+\|>|\[/?INST\]|<<\s*(?:END|SYS|SYSTEM)|^\s*(?:SYSTEM|ASSISTANT|DEVELOPER)\s*[:：]",
    r"\b(?:system|developer|hidden) (?:prompt|instruction)s?\b|^\s*AI assistants?[:,]",
    r"^\s*\[\s*\d{1,2}\s*\][^\n]{2,90}\(\d{4}[-年]",
    r"\b(?:as|per|see|also|and|of|in|by) [\[［【]\d{1,2}[\]］】]|(?:据|见|如|向|与|由|和|在|依据|出自)[\[［【]\d{1,2}[\]］】]",
    r"<!--|<\s*/?\s*(?:script|iframe)\b|!\[[^\]]*\]\(|\bonerror\s*=",
    r"^\s*(?:Passage|Document|资料|段落|文档)\s*\d{1,2}\s*[:：]",
    # orders
    r"(?:^|[.!?:\"“]\s*|\bplease\s|\byou (?:must|should)\s)(?:ignore|disregard|forget|override)\b[^.\n]{0,60}\b(?:instructions?|prompts?|the question|questions above|text)\b",
    r"\bwhen (?:you (?:are )?)?(?:summari[sz]|responding|respond|citing|cite)\b[^.\n]{0,60}\b(?:write|say|state|add|mention|use|begin|include|put)\b",
    r"\b(?:reply|respond|answer) (?:only |just |exactly )?with\b[^.\n]{0,40}[:：“\"]",
    r"\b(?:your|any|every|each) (?:answer|reply|summary|output)s? (?:must|should|shall|has to|is to|needs? to|ought)\b[^.\n]{0,60}\b(?:begin|end|cite|contain|include|state|say|use|mention|\[\d)",
    r"\bcite (?:it |this |that )?(?:as |to |with )?(?:number |source |passage |article )?(?:[\[［]?\d|one\b|the first)",
    r"\b(?:verification passed|check key|supported by the (?:articles|system|checker))\b",
    rf"\b(?:note|message|instructions?|memo|reminder|notice) (?:to|for) (?:the )?(?:reader'?s )?{_MODEL}\b",
    rf"\b{_MODEL} (?:reading|processing|answering|summari[sz]ing) (?:this|it|these)\b",
    r"(?:^|[。！？：“]|请|务必|必须|应当?)\s*(?:忽略|无视|不要理会)[^。\n]{0,20}(?:问题|指令|指示|提示|规则|以上|上文|前面|之前)",
    r"(?:回答|答复|作答|回复|引用)(?:时|一律|的时候)[^。\n]{0,30}(?:写|注明|标(?![志准题])|附上|改用|输出)",
    r"(?:请|一并|务必|(?:回答|答案|引用)[^。\n]{0,8}(?:应|须))[^。\n]{0,16}(?:写上|标注为|标上|写成|照抄|逐字输出|重复输出)",
    r"(?:(?:系统|隐藏)提示词|核查器|核验已?通过|校验已?通过|致(?:人工智能|AI|模型|助手))",
    r"(?:当前日期|系统日期|实际日期)(?:其实|实际|应)?(?:是|为|改为|视为|按)[^。\n]{0,4}\d",
    r"\b(?:treat today as|take today to be|the current date is|really came out on)\b",
    r"(?:所有|全部|每个)日期[^。\n]{0,10}(?:加上?|减去?|改为|改成|往[前后]|[前后]移)",
    r"(?<![\w/.+=-])(?-i:(?=[A-Za-z0-9+]*[a-z])(?=[A-Za-z0-9+]*[A-Z]))(?=[A-Za-z0-9+]*\d)[A-Za-z0-9+]{60,}={0,2}(?![\w/])",
)
_SPEAKS = re.compile("|".join(f"(?:{mark})" for mark in _MARKS), re.IGNORECASE | re.MULTILINE)


def speaks_to_model(text: str) -> bool:
    """Whether a text holds instructions, roles, fences or citation numbers that are meant for a language model.

    Hidden characters are taken out and letters of other widths brought to their own before it is looked at.
    """
    hidden = len(_HIDING.findall(text))
    plain = unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    return hidden > max(3, len(text) // 400) or bool(_SPEAKS.search(plain))
