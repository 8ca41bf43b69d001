"""A conversation as safe HTML: the welcome, the questions, and the answers with their `[n]`.

Pure: records in, text out. Knows no Gradio, no port and no index; every foreign character passes through `safe`.
What ui/page.js needs to find is named by `data-turn` and `data-number`, which are numbers of ours.
"""

from __future__ import annotations

import re

from rag import Answer, Citation, Sentence
from ui import notices, safe
from ui.cards import title_of
from ui.conversation import Conversation, Turn
from ui.timeline import timeline
from ui.words import EXAMPLES, WORDS, Words


def conversation(turns: Conversation, language: str) -> str:
    """Everything asked and answered so far; the welcome where nothing was. `language` is the reader's."""
    if not turns:
        return welcome(language)
    shown = "".join(_turn(number, turn, language) for number, turn in enumerate(turns, start=1))
    return f'<div class="fn-turns" role="log" aria-label="{WORDS[language].question}">{shown}</div>'


def ways_out(language: str) -> str:
    """The buttons that take the conversation away as a file, and the one that changes the page's language."""
    words = WORDS[language]
    files = "".join(
        f'<button type="button" class="fn-tool" data-export="{kind}" aria-label="{words.export} {said}">{said}</button>'
        for kind, said in (("md", "Markdown"), ("html", "HTML"), ("json", "JSON"))
    )
    other = "en" if language == "zh" else "zh"
    return (
        f'<div class="fn-ways-out"><span class="fn-hint">{words.export}</span>{files}'
        f'<button type="button" class="fn-tool" data-language="{other}" lang="{other}">{words.other_language}</button>'
        "</div>"
    )


def welcome(language: str) -> str:
    """What the page is for, and questions to begin with."""
    words = WORDS[language]
    examples = "".join(
        f'<li><button type="button" class="fn-example" lang="{spoken}">{safe.text(question)}</button></li>'
        for spoken, question in EXAMPLES
    )
    return (
        f'<div class="fn-welcome"><h2>{words.headline}</h2><p>{words.promise}</p>'
        f'<ul class="fn-examples">{examples}</ul></div>'
    )


def _turn(number: int, turn: Turn, language: str) -> str:
    """One question and what came of it, in the question's language once that is known."""
    words = WORDS[turn.answer.language if turn.answer else language]
    if turn.answer:
        body = _answer(number, turn.answer, words)
    elif turn.error:
        body = notices.trouble(turn.error)
    else:
        body = f'<p class="fn-waiting">{words.waiting}<span aria-hidden="true"></span></p>'
    busy = turn.waiting or bool(turn.answer and not turn.answer.complete)
    return (
        f'<article class="fn-turn" id="fn-turn-{number}" aria-busy="{str(busy).lower()}">'
        f'<h2 class="fn-question" dir="auto">{safe.text(turn.question)}</h2>'
        f"{body}{_tools(number, turn, words)}</article>"
    )


def _answer(number: int, answer: Answer, words: Words) -> str:
    """What was understood, the sentences or the refusal, the days, and the notes."""
    parts = [_understood(answer, words)]
    if answer.refused:
        parts.append(f'<p class="fn-label">{words.refused}</p>')
    elif answer.sentences:
        lead = next(iter(answer.stated), None)
        parts += [
            _sentence(number, sentence, answer, words, "fn-sentence fn-lead" if sentence is lead else "fn-sentence")
            for sentence in answer.sentences
        ]
    if answer.draft:
        parts.append(_draft(answer, words))
    if answer.reason:
        parts.append(_reason(number, answer, words))
    if answer.complete:
        parts.append(timeline(number, answer, words))
        parts += [f'<p class="fn-note">{_support(answer, words)}</p>'] if not answer.refused else []
    parts += [f'<p class="fn-note" dir="auto">{safe.text(note)}</p>' for note in answer.notes]
    return f'<div class="fn-answer">{"".join(parts)}</div>'


def _understood(answer: Answer, words: Words) -> str:
    """What was read into the question, each with a button that asks without it; a refusal offers the same in words."""
    chips = []
    if answer.asked:
        said = f'{words.asked}: <q dir="auto">{safe.text(answer.asked)}</q>'
        chips.append(_chip(said, "data-edit", answer.question, words.alone))
    for period in answer.periods:
        days = words.days(period.first, period.last)
        said = f'{words.period}: <q dir="auto">{safe.text(period.words)}</q> {safe.text(days)}'
        whole = answer.asked or answer.question
        button = words.widen if answer.refused else words.without
        chips.append(_chip(said, "data-ask", _without(whole, period.words), button))
    return f'<ul class="fn-chips">{"".join(chips)}</ul>' if chips else ""


def _chip(said: str, does: str, question: str, button: str) -> str:
    """What was understood, and the button that asks without it, or lets the question be written anew."""
    return (
        f'<li><span>{said}</span> <button type="button" class="fn-chip" {does}="{safe.text(question)}"'
        f' title="{button}" aria-label="{button}">×</button></li>'
    )


def _without(question: str, words: str) -> str:
    """The question without a period and the preposition before it."""
    return " ".join(re.sub(rf"(?:\b(?:in|on|during|since|of)\s+)?{re.escape(words)}的?", "", question, count=1).split())


def _support(answer: Answer, words: Words) -> str:
    """How well the passages bear the answer, in words."""
    levels = ((0.75, words.support_strong), (0.5, words.support_fair), (0.0, words.support_weak))
    return next(said for least, said in levels if answer.confidence >= least)


def _reason(turn: int, answer: Answer, words: Words) -> str:
    """Why it was refused or what stays open; a `[n]` in it leads to its card like any other."""
    cited = {f"[{citation.number}]": citation for citation in answer.citations}
    said = "".join(
        _number(turn, cited[part], words) if part in cited else safe.text(part)
        for part in re.split(r"(\[\d+\])", answer.reason)
    )
    style = "fn-refusal" if answer.refused else "fn-open"
    return f'<p class="{style}" lang="{answer.language}" dir="auto">{said}</p>'


def _sentence(turn: int, sentence: Sentence, answer: Answer, words: Words, style: str) -> str:
    """Our frame words, the quote with the words that answer marked, and its numbers."""
    if sentence.verdict == "unsupported":
        return _struck(sentence, answer, words)
    cited = [citation for citation in answer.citations if citation.number in sentence.citations]
    language = answer.language if sentence.verdict else safe.text(cited[0].language if cited else answer.language)
    frame = safe.text(sentence.frame)
    frame = frame and f'<span class="fn-frame" lang="{answer.language}">{frame}</span> '
    numbers = "".join(_number(turn, citation, words) for citation in cited)
    said = safe.marked(sentence.text, sentence.marks, "mark")
    return f'<p class="{style}">{frame}<span lang="{language}" dir="auto">{said}</span> {numbers}</p>'


def _struck(sentence: Sentence, answer: Answer, words: Words) -> str:
    """A drafted sentence that no passage proves, and why."""
    return (
        f'<p class="fn-sentence fn-unproved" lang="{answer.language}" dir="auto"><s>{safe.text(sentence.text)}</s> '
        f'<span class="fn-doubt">{words.unproved}: {safe.text(sentence.doubt)}</span></p>'
    )


def _draft(answer: Answer, words: Words) -> str:
    """What the language model is writing and nobody has checked yet."""
    return (
        f'<p class="fn-sentence fn-draft" lang="{answer.language}" dir="auto">{safe.text(answer.draft)}'
        f' <span class="fn-doubt">{words.unchecked}</span></p>'
    )


def _number(turn: int, citation: Citation, words: Words) -> str:
    """The `[n]` that leads to its card; the pointer resting on it shows the quote."""
    name = safe.text(f"[{citation.number}] {title_of(citation)}, {words.day(citation.date)}")
    return (
        f'<button type="button" class="fn-number" data-turn="{turn}" data-number="{citation.number}"'
        f' aria-label="{name}" title="{safe.text(citation.quote)}">[{citation.number}]</button>'
    )


def _tools(number: int, turn: Turn, words: Words) -> str:
    """Take the answer away, change the question, or say what it was worth."""
    edit = (
        f'<button type="button" class="fn-tool" data-edit="{safe.text(turn.question)}"'
        f' aria-label="{words.again}">{words.edit}</button>'
    )
    if turn.waiting or not (turn.answer and turn.answer.complete):
        return f'<p class="fn-tools">{edit}</p>' if turn.error else ""
    copy = (
        f'<button type="button" class="fn-tool" data-copy="{safe.text(turn.answer.to_markdown())}"'
        f' data-copied="{words.copied}">{words.copy}</button>'
    )
    rate = "".join(
        f'<button type="button" class="fn-tool fn-rate" data-rate="{value}" data-turn="{number}"'
        f' data-why="{words.why}">{said}</button>'
        for value, said in (("good", words.good), ("bad", words.bad))
    )
    repeat = f'<button type="button" class="fn-tool" data-ask="{safe.text(turn.question)}">{words.repeat}</button>'
    return f'<p class="fn-tools">{copy}{edit}{repeat}{rate}</p>'
