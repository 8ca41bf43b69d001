"""A model's draft becomes an answer: cut into sentences, each checked against the passages it cites, or struck.

The evidence decides: what the passages do not prove is never part of the answer's text, and where little is left, the
extractive answer stands with one line that says why. Knows nothing of HTTP, indexes or pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from rag.dates import anchor_of, days_told
from rag.drafting import NOT_SAID, draft, prompt
from rag.errors import DraftError
from rag.injections import speaks_to_model
from rag.languages import language_of
from rag.records import Answer, Citation, Passage, Sentence
from rag.sentences import QUOTES, leaves_open, sentence_spans
from rag.settings import Settings
from rag.verifying import Verdict, verify

_PASSAGE = r"(?:passages?|sources?|段落)"
_CITED = re.compile(
    r"\s?\\?[\[［【〔]{1,2}\s?" rf"(?:\^|{_PASSAGE}\s?)?"
    rf"(\d{{1,4}}(?:(?:\s?(?:[,，、;；–&和-]|and)\s?|\s)(?:{_PASSAGE}\s?)?\d{{1,4}})*)\s?"
    r"(?:†[^\]】]{0,20})?\\?[\]］】〕]{1,2}(?:\((?:#[\w-]*|\d*)\))?", re.IGNORECASE,
)  # fmt: skip
_FROM_TO = re.compile(r"(\d+)\s?[–-]\s?(\d+)")
_BEGUN = re.compile(r"\s?\\?[\[［【〔]{1,2}(?:\^|[\w\s,，、;；–&-]{0,24})$")
"""A citation that is being written: what stands before it is not whole yet."""

_MARKER = "\ue000"
"""Stands for a citation while sentences are cut, so that a number in brackets ends none."""
_STOPS = re.compile(rf"([。！？][”’」』]?(?:\s*{_MARKER})*)")
"""What always ends a Chinese sentence, whatever follows."""
_BETWEEN = re.compile(rf"(?<={_MARKER})\s?[,，;；]\s?(?={_MARKER})")
"""What parts two citations: "[1], [2]"."""
_TOLD_BY = re.compile(r"^(?:According to|Per|As (?:stated|reported|described) in|根据|据) ?[,，:：]\s*", re.IGNORECASE)
"""What is left of "According to [1], ..." without its number."""
_DECORATION = re.compile(r"^\s*(?:[-*•#>]+\s+|\d{1,2}[.)]\s+)|\*\*|__|^\s*`{3}\w*\s*$|<\|\w+\|>")
_FOREIGN = re.compile(r"https?:|www\.|!?\[[^\]]*\]\(|<\s*/?\s*[a-zA-Z!]|\bon\w+\s*=|`{3}")
"""What no sentence of an answer holds: links, pictures, markup."""
_SHOWN = 6
"""Passages that a model is given; more confuse a small one."""

_LONGEST_SENTENCE = 400
_LONGEST_QUOTE = 700
"""Characters of a quote that joins several proving sentences; above it, the first proof is quoted alone."""

_PHRASES = {
    "en": {
        "number": "the number {words} is not there", "date": "the day {words} is not there",
        "name": "{words} is not named there", "words": "the passages do not say this",
        "hedged": "the passages tell it as planned, possible or claimed", "quantity": "the passages do not say “{words}”",
        "denial": "the passages do not deny it in the same way", "opposite": "the passages say the opposite of “{words}”",
        "framed": "the passages say “{words}” of it", "limit": "the passages put another limit on {words}",
        "bound": "{words} belongs to something else there", "turned": "who did it to whom, or what came first, is turned round",
        "quote": "“{words}” is not quoted so there",
        "foreign": "it holds a link or code, or is too long to check", "language": "it is in another language than the question",
        "uncited": "no passage proves it", "unknown": "it cites a passage that does not exist",
        "unset": "Answered without a language model, because none is set; set RAG_LLM_BASE_URL to its address.",
        "failed": "Answered without the language model: {error}.",
        "phrased": "Phrased by the language model; every sentence was checked against its passages.",
        "fallen": "The language model's draft is not shown, because the articles prove {proved} of its {all} sentences.",
        "silent": "The language model found no answer in the passages; this is what they say themselves.",
        "kept back": "{count} article was kept from the language model, because it speaks to one.",
        "kept back many": "{count} articles were kept from the language model, because they speak to one.",
    },
    "zh": {
        "number": "其中没有{words}这个数字", "date": "其中没有{words}这个日期", "name": "其中没有提到{words}",
        "words": "段落没有这样说", "quote": "“{words}”不是段落中的原话", "hedged": "段落只说是计划、可能或指称", "quantity": "段落没有说“{words}”",
        "denial": "与段落的肯定或否定不一致", "opposite": "段落的说法与“{words}”相反",
        "framed": "段落对此说的是“{words}”", "limit": "段落对{words}说的界限不同", "bound": "{words}在段落中属于别的事物", "turned": "谁对谁做了什么，或先后次序，被颠倒了",
        "foreign": "其中有链接或代码，或过长而无法核对", "language": "与问题的语言不同",
        "uncited": "没有段落能证明", "unknown": "引用了不存在的段落",
        "unset": "没有使用语言模型，因为没有设置；请把 RAG_LLM_BASE_URL 设为它的地址。",
        "failed": "没有使用语言模型：{error}。",
        "phrased": "由语言模型措辞；每句话都已对照其引用的段落核对。",
        "fallen": "语言模型的草稿没有显示，因为{all}句话中只有{proved}句能由文章证明。",
        "silent": "语言模型在段落中没有找到答案；以下是文章自己的说法。",
        "kept back": "有{count}篇文章没有交给语言模型，因为其中有写给模型的话。",
        "kept back many": "有{count}篇文章没有交给语言模型，因为其中有写给模型的话。",
    },
}  # fmt: skip


def phrased(base: Answer, history: Sequence[str], passages: Sequence[Passage], settings: Settings) -> Iterator[Answer]:
    """The answer as the language model of the settings words it, growing; the last is complete.

    Where the model is not there, fails, or writes what the passages do not prove, that is `base` with a note.

    :param base: the extractive answer; not a refused one.
    :param history: earlier questions, oldest first.
    :param passages: those that were read for it, best first.
    """
    words = _PHRASES[base.language]
    if len(base.sentences[0].citations) > 1:  # what the days of several quotes decide is said already
        yield base
        return
    if not settings.llm_base_url:
        yield replace(base, notes=(*base.notes, words["unset"]))
        return
    # What the answer rests on goes first, whatever else was found.
    proofs = [(citation.path, citation.passage_start) for citation in base.citations]
    ordered = sorted(passages, key=lambda p: (p.article.path, p.start) not in proofs)
    allowed = open_to_model(ordered)
    shown = allowed[:_SHOWN]
    kept_back = len({p.article.path for p in ordered} - {p.article.path for p in allowed})
    if not shown:
        yield replace(base, notes=(*base.notes, _kept_back(kept_back, words)))
        return
    messages = prompt(base.asked or base.question, base.language, base.today, history, shown)
    pieces = draft(messages, settings)
    if kept_back:
        base = replace(base, notes=(*base.notes, _kept_back(kept_back, words)))
    try:
        yield from phrase(base, pieces, shown, strike=settings.llm_unproved == "strike")
    except DraftError as error:
        yield replace(base, notes=(*base.notes, words["failed"].format(error=error)))
    finally:
        pieces.close()


def _kept_back(count: int, words: dict[str, str]) -> str:
    return words["kept back" if count == 1 else "kept back many"].format(count=count)


def open_to_model(passages: Sequence[Passage]) -> list[Passage]:
    """The passages whose articles do not speak to a language model."""
    return [p for p in passages if not speaks_to_model(f"{p.article.title}\n{p.article.text}")]


def phrase(
    base: Answer, pieces: Iterable[str], passages: Sequence[Passage], *, strike: bool = True
) -> Iterator[Answer]:
    """The answer as it is drafted, growing; the last is complete.

    While a sentence is written, `Answer.draft` holds it; when it is whole, it is checked and joins `sentences`. Until
    one is proved, the extractive answer stands beside it.

    :param base: the extractive answer, which stands where the draft does not.
    :param pieces: the draft as it comes.
    :param passages: those that the model was given, numbered from 1.
    :param strike: whether sentences that are not proved are kept, marked as such.
    :raises DraftError: what `pieces` raises.
    """
    words = _PHRASES[base.language]
    text = ""
    seen: dict[str, tuple[Sentence, Verdict]] = {}

    def check_all(sentences: Sequence[str]) -> list[tuple[Sentence, Verdict]]:
        # What follows may change how the text before it is cut, so each sentence is looked up, not counted.
        for sentence in sentences:
            if sentence not in seen:
                seen[sentence] = _checked(sentence, passages, base.language)
        return [pair for pair in map(seen.__getitem__, sentences) if not _says_nothing(pair[0].text)]

    for piece in pieces:
        text = _in_single_spaces(text + _readable(piece))
        begun = _cut(_BEGUN.sub("", text))
        whole = _whole(begun)
        checked = check_all(begun[:whole])
        tail = _CITED.sub("", "".join(begun[whole:])).strip()
        if any(verdict.is_proved for _, verdict in checked):
            yield _answer(base, checked, passages, strike, draft=tail, complete=False)
        else:
            yield replace(base, draft=tail, complete=False)
    said = check_all(_cut(text))
    proved = sum(verdict.is_proved for _, verdict in said)
    if not said:
        yield replace(base, notes=(*base.notes, words["silent"]))
    elif 2 * proved < len(said):
        yield replace(base, notes=(*base.notes, words["fallen"].format(proved=proved, all=len(said))))
    else:
        yield replace(_answer(base, said, passages, strike), notes=(*base.notes, words["phrased"]))


def _whole(sentences: Sequence[str]) -> int:
    """How many of the sentences of a growing draft are whole: not the last, and none within an open quotation."""
    text, whole = "", 0
    for number, sentence in enumerate(sentences[:-1], 1):
        text += sentence
        is_open = text.count('"') % 2 or leaves_open(text, (*QUOTES, "()", "（）"))
        whole = whole if is_open else number
    return whole


def check(text: str, passages: Sequence[Passage], language: str) -> list[Sentence]:
    """A whole draft's sentences, each with its verdict."""
    return [_checked(sentence, passages, language)[0] for sentence in _cut(_in_single_spaces(_readable(text)))]


def _readable(text: str) -> str:
    """What a person sees of a draft: no controls, half characters, marks of our own."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _in_single_spaces(text: str) -> str:
    """Each run of white space as one space, or as one line end: what the patterns above expect."""
    return re.sub(r"\s{2,}|[^\S\n ]", lambda spaces: "\n" if "\n" in spaces.group() else " ", text)


def _numbers(cited: str) -> list[int]:
    """The passages that a citation names; "1-3" names three."""
    spelled = _FROM_TO.sub(lambda ends: " ".join(map(str, range(int(ends[1]), min(int(ends[2]), 99) + 1))), cited)
    return [int(number) for number in re.findall(r"\d+", spelled)]


def _cut(text: str) -> list[str]:
    """The sentences of a draft with their citations; citations that follow a full stop belong to what they follow."""
    numbers: list[str] = []

    def hide(match: re.Match[str]) -> str:
        numbers.append(match.group())
        return _MARKER

    hidden = _STOPS.sub(r"\1\n", _BETWEEN.sub("", _CITED.sub(hide, text)))
    sentences: list[str] = []
    for line in (_DECORATION.sub("", line) for line in hidden.splitlines()):
        for start, end in sentence_spans(line, language_of(line)):
            piece = line[start:end]
            own = len(piece) - len(piece.lstrip(_MARKER + " .。"))
            if own and sentences:
                sentences[-1] += piece[:own]
                piece = piece[own:]
            # "... in Geneva[marker]They left": a citation ends a sentence where no full stop does
            for part in re.split(rf"(?<={_MARKER})(?=\s*[^\s{_MARKER}.。,，;；、a-z])", piece):
                if part.strip():
                    sentences.append(part)
    given = iter(numbers)
    whole = [re.sub(_MARKER, lambda _: next(given), sentence).strip() for sentence in sentences]
    return [sentence for sentence in whole if re.search(r"\w", _CITED.sub("", sentence))]


def _checked(drafted: str, passages: Sequence[Passage], language: str) -> tuple[Sentence, Verdict]:
    """One sentence of a draft with what the passages say of it."""
    words = _PHRASES[language]
    asked = [number for match in _CITED.finditer(drafted) for number in _numbers(match.group(1))]
    known = [number for number in dict.fromkeys(asked) if 0 < number <= len(passages)]
    text = _TOLD_BY.sub("", " ".join(_CITED.sub("", drafted).split()))
    if _says_nothing(text):
        return Sentence(text, (), verdict="unsupported"), Verdict("words:")
    cited: list[int] = []
    if _FOREIGN.search(text) or len(text) > _LONGEST_SENTENCE or _babbles(text):
        verdict = Verdict("foreign:")
    elif language_of(text) != language:
        verdict = Verdict("language:")
    elif known:
        verdict = verify(text, [passages[number - 1] for number in known])
        cited = [known[place] for place in dict.fromkeys(place for place, _, _ in verdict.proof)]
        verdict = replace(verdict, proof=tuple((known[place] - 1, a, b) for place, a, b in verdict.proof))
    else:
        verdict = Verdict("uncited:" if not asked else "unknown:")
        for number, passage in enumerate(passages, start=1):
            found = verify(text, [passage])
            if found.is_proved:
                verdict, cited = replace(found, proof=tuple((number - 1, a, b) for _, a, b in found.proof)), [number]
                break
    if verdict.is_proved:
        return Sentence(text, tuple(sorted(cited)), verdict="supported"), verdict
    kind, _, said = verdict.reason.partition(":")
    doubt = words.get(kind, words["words"]).format(words=_as_written(said, text))
    return Sentence(text, (), verdict="unsupported", doubt=doubt), verdict


def _as_written(said: str, text: str) -> str:
    """A name in small letters, or the stem of a word, as the sentence has it."""
    found = re.search(rf"\b{re.escape(said)}\w*", text, re.IGNORECASE) if said.isascii() and said else None
    return found.group() if found else said


def _babbles(text: str) -> bool:
    """Whether a sentence says the same few words over and over."""
    said = text.casefold().split()
    return (len(said) > 11 and 3 * len(set(said)) < len(said)) or (
        language_of(text) == "zh" and len(text) > 11 and 5 * len(set(text)) < len(text)
    )


def _says_nothing(text: str) -> bool:
    """Whether a sentence says that the articles do not say."""
    plain = re.sub(r"\W", "", text).casefold()
    return any(plain == re.sub(r"\W", "", said).casefold() for said in NOT_SAID.values())


def _answer(  # noqa: PLR0913 - what an answer is made of
    base: Answer,
    checked: Sequence[tuple[Sentence, Verdict]],
    passages: Sequence[Passage],
    strike: bool,
    *,
    draft: str = "",
    complete: bool = True,
) -> Answer:
    proof: dict[int, list[tuple[int, int]]] = {}
    for _, verdict in checked:
        for place, start, end in verdict.proof if verdict.is_proved else ():
            proof.setdefault(place, []).append((start, end))
    # Numbered as they come up, so that the first footnote is the first, whichever passage the model had it from.
    numbers = {place: number for number, place in enumerate(proof, 1)}
    citations = tuple(_citation(numbers[place], passages[place], spans) for place, spans in proof.items())
    sentences = tuple(
        replace(sentence, citations=tuple(sorted(numbers[number - 1] for number in sentence.citations)))
        for sentence, _ in checked if strike or sentence.verdict == "supported"
    )  # fmt: skip
    return replace(base, sentences=sentences, citations=citations, reason="", draft=draft, complete=complete)


def _citation(number: int, passage: Passage, spans: Sequence[tuple[int, int]]) -> Citation:
    """The passage with the sentences that prove quoted in one run, and marked in it where others stand between."""
    article = passage.article
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    if end - start > _LONGEST_QUOTE:
        start, end = spans[0]
    marks = tuple(sorted({(a - start, b - start) for a, b in spans if start <= a and b <= end}))
    joined = marks if sum(b - a for a, b in marks) < end - start - len(marks) else ()
    told = (days_told(article.text[a + start : b + start], passage.language, anchor_of(article)) for a, b in marks)
    return Citation(
        number, article.title, article.url, article.date, article.path, article.text[start:end], start, end,
        passage.text, passage.start, passage.language, joined, passage.copies,
        tuple(dict.fromkeys(chain.from_iterable(told))),
    )  # fmt: skip
