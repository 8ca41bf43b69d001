"""The page's own words in English and Chinese, and the example questions. Nothing here comes from an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EXAMPLES = (
    ("en", "When and where were the first AI talks held?"),
    ("zh", "中美首次人工智能对话在何时何地举行？"),
    ("en", "How much is the foreign aid bill worth?"),
    ("en", "Why does the bill matter for TikTok?"),
    ("zh", "布林肯访华期间会见了谁？"),
    ("en", "What do the AI chip export rules of January 2025 say?"),
)
"""Questions to begin with, each with its language."""


@dataclass(frozen=True)
class Words:
    """What the page says in one language."""

    headline: str
    promise: str
    question: str
    placeholder: str
    ask: str
    clear: str
    again: str
    copy: str
    copied: str
    edit: str
    repeat: str
    waiting: str
    loading: str
    ready: str
    blank: str
    asked: str
    sources: str
    no_sources: str
    nearest: str
    llm: str
    unproved: str
    unchecked: str
    refused: str
    original: str
    whole: str
    copies: str
    copies_one: str
    undated: str
    back: str
    articles: str
    rebuild: str
    rebuilt: str
    unchanged: str
    problems: str
    added: str
    removed: str
    more: str
    first_title: str
    first_steps: tuple[str, str]
    failed: str
    talk_tab: str
    timeline: str
    support_strong: str
    support_fair: str
    support_weak: str
    period: str
    without: str
    alone: str
    widen: str
    open_article: str
    close: str
    dropped: str
    notes: str
    gone: str
    good: str
    bad: str
    why: str
    thanks: str
    export: str
    export_empty: str
    stop: str
    stopped: str
    upload: str
    uploaded: str
    too_many: str
    paste: str
    paste_title: str
    paste_day: str
    paste_link: str
    paste_text: str
    paste_add: str
    paste_blank: str
    paste_bad_day: str
    find: str
    by_title: str
    by_date: str
    by_language: str
    by_chunks: str
    by_state: str
    state_good: str
    state_bad: str
    remove: str
    remove_sure: str
    removed_one: str
    other_language: str
    points: dict[str, str]
    """What a point of the timeline is, by its kind."""

    steps: dict[str, str]
    """What a build is doing, by the name `rag.rebuild` gives it."""

    def language(self, code: str) -> str:
        """How a language is called in this one."""
        return LANGUAGE_NAMES["zh" if self is WORDS["zh"] else "en"].get(code, code)

    def days(self, first: date, last: date) -> str:
        """A period, or the day where it is one."""
        return " – ".join(dict.fromkeys((self.day(first), self.day(last))))

    def day(self, day: date | None) -> str:
        """`day` as one writes it in this language, or that it is unknown."""
        if day is None:
            return self.undated
        if self is WORDS["zh"]:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {day:%B} {day.year}"


WORDS = {
    "en": Words(
        headline="Ask your articles.",
        promise="Every sentence of an answer is theirs and carries its source. What they do not say is not said.",
        question="Your question",
        placeholder="Ask in English or Chinese",
        ask="Ask",
        clear="New conversation",
        again="Edit this question",
        copy="Copy with footnotes",
        copied="Copied",
        edit="Edit",
        repeat="Ask again",
        waiting="Reading the articles",
        loading="Loading the models; you can already ask",
        ready="{count} articles, ready",
        blank="Type a question first: nothing was asked.",
        asked="Understood as",
        sources="Sources",
        no_sources="The passages behind an answer appear here, each with its article, date and link.",
        nearest="Nearest passages",
        llm="Phrase with the language model",
        unproved="not supported by the articles",
        unchecked="being written, not checked yet",
        refused="Not in the articles",
        original="Open the original",
        whole="Whole passage",
        copies="Also in {count} other articles",
        copies_one="Also in 1 other article",
        undated="date unknown",
        back="Back to the answer",
        articles="Articles",
        rebuild="Rebuild the index",
        rebuilt="{articles} articles, {chunks} passages, in {seconds} s.",
        unchanged="Nothing had changed.",
        problems="Could not be read",
        added="Read anew",
        removed="Gone",
        more="and {count} more",
        first_title="No articles yet",
        first_steps=("Put an article (.md, .txt or .html) into this folder:", "Press this:"),
        failed="Something went wrong inside Footnote; the log of the program says what.",
        talk_tab="Ask",
        timeline="Days of this answer",
        support_strong="Evidence: strong",
        support_fair="Evidence: fair",
        support_weak="Evidence: weak; read the passage",
        period="Time",
        without="Ask without this",
        alone="Write it as a question by itself",
        widen="Ask without a date",
        open_article="Open article",
        close="Close",
        dropped="Left out as page furniture",
        notes="Notes",
        gone="This article is no longer there; rebuild the index.",
        good="Helpful",
        bad="Not helpful",
        why="Why? (optional)",
        thanks="Noted in {file}",
        export="Export",
        export_empty="Nothing to export yet: ask a question first.",
        stop="Stop",
        stopped="Stopped.",
        upload="Drop articles here, or choose files (.md, .txt, .html)",
        uploaded="Added: {names}.",
        too_many="Only {most} files are taken at a time; choose the other {rest} again.",
        paste="Paste an article",
        paste_title="Title",
        paste_day="Date (YYYY-MM-DD)",
        paste_link="Link to the original",
        paste_text="Text",
        paste_add="Add this article",
        paste_blank="Paste the text of the article first: nothing was added.",
        paste_bad_day="{day} is no date; write it as YYYY-MM-DD, or leave it out.",
        find="Search the articles",
        by_title="Title",
        by_date="Date",
        by_language="Language",
        by_chunks="Passages",
        by_state="State",
        state_good="indexed",
        state_bad="problem",
        remove="Remove",
        remove_sure="Remove? Press again",
        removed_one="{name} was moved to {goal} and is no longer asked.",
        other_language="中文",
        points={"published": "article published", "told": "told", "ahead": "told ahead of time"},
        steps={"reading": "Reading articles", "embedding": "Indexing passages"},
    ),
    "zh": Words(
        headline="向你的文章提问。",
        promise="答案的每一句都出自文章，并注明来源；文章没有说的，就不说。",
        question="你的问题",
        placeholder="用中文或英文提问",
        ask="提问",
        clear="新对话",
        again="修改这个问题",
        copy="复制答案和脚注",
        copied="已复制",
        edit="修改",
        repeat="再问一次",
        waiting="正在查阅文章",
        loading="正在加载模型，现在就可以提问",
        ready="{count} 篇文章，已就绪",
        blank="请先输入问题：还没有提出任何问题。",
        asked="理解为",
        sources="来源",
        no_sources="答案所依据的段落会显示在这里，并注明文章、日期和原文链接。",
        nearest="最接近的段落",
        llm="由语言模型措辞",
        unproved="文章不能证明",
        unchecked="正在书写，尚未核对",
        refused="文章中没有",
        original="打开原文",
        whole="完整段落",
        copies="另见于 {count} 篇文章",
        copies_one="另见于 1 篇文章",
        undated="日期不详",
        back="回到答案",
        articles="文章",
        rebuild="重建索引",
        rebuilt="{articles} 篇文章，{chunks} 个段落，用时 {seconds} 秒。",
        unchanged="没有变化。",
        problems="无法读取",
        added="新读入",
        removed="已移除",
        more="另有 {count} 项",
        first_title="还没有文章",
        first_steps=("把一篇文章（.md、.txt 或 .html）放进这个文件夹：", "点击："),
        failed="Footnote 内部出错，详情见程序日志。",
        talk_tab="提问",
        timeline="时间线",
        support_strong="依据充分",
        support_fair="有依据",
        support_weak="依据较弱，请查看段落",
        period="时间",
        without="去掉这一条再问",
        alone="改写成独立的问题",
        widen="不限时间再问",
        open_article="查看全文",
        close="关闭",
        dropped="作为网页杂项略去",
        notes="说明",
        gone="这篇文章已不存在，请重建索引。",
        good="有帮助",
        bad="没有帮助",
        why="为什么？（可不填）",
        thanks="已记录在 {file}",
        export="导出",
        export_empty="还没有可导出的内容，请先提问。",
        stop="停止",
        stopped="已停止。",
        upload="把文章拖到这里，或选择文件（.md、.txt、.html）",
        uploaded="已添加：{names}。",
        too_many="一次最多添加 {most} 个文件，其余 {rest} 个请再次选择。",
        paste="粘贴文章",
        paste_title="标题",
        paste_day="日期（YYYY-MM-DD）",
        paste_link="原文链接",
        paste_text="正文",
        paste_add="添加这篇文章",
        paste_blank="请先粘贴正文：没有添加任何内容。",
        paste_bad_day="{day} 不是日期；请写成 YYYY-MM-DD，或留空。",
        find="搜索文章",
        by_title="标题",
        by_date="日期",
        by_language="语言",
        by_chunks="段落",
        by_state="状态",
        state_good="已索引",
        state_bad="有问题",
        remove="移除",
        remove_sure="确认移除？再按一次",
        removed_one="{name} 已移到 {goal}，不再用于回答。",
        other_language="English",
        points={"published": "文章发表", "told": "文中所述", "ahead": "事前预告"},
        steps={"reading": "正在读取文章", "embedding": "正在建立索引"},
    ),
}

LANGUAGE_NAMES = {"en": {"en": "English", "zh": "Chinese"}, "zh": {"en": "英文", "zh": "中文"}}
"""How a language is called, by the language of the reader."""
