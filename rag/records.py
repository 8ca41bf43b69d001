"""The values that pass between the rooms, all frozen.

    Article -> Chunk -> Passage -> Citation -> Answer

Every offset counts characters of `Article.text`, and `article.text[start:end]` is the quoted text, always.
Knows which languages there are, and neither files, models nor storage.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from rag.languages import LANGUAGES

Span = tuple[int, int]
"""Half-open character range."""


Day = date
"""A calendar day, by a name that no field has."""


@dataclass(frozen=True)
class Article:
    """One source document, cleaned: `text` is what may be quoted, `dropped` what was taken for page furniture."""

    path: str
    """Where it lies below the sources folder, with forward slashes: its identity."""
    title: str
    text: str
    language: str
    """`en` or `zh`: the language most of the text is in. Any alphabet but Chinese counts as `en`."""
    date: date | None = None
    """The day it was published; None where nothing tells, never a guess."""
    url: str = ""
    author: str = ""
    dropped: tuple[str, ...] = ()
    """Lines of the page that were left out, in their order."""
    notes: tuple[str, ...] = ()
    """What a reader of this article should know, such as "page stamp 2025-04-12 not trusted"."""

    @property
    def outlet(self) -> str:
        """The publisher as its web address names it: `ft.com`; empty where there is no address."""
        return outlet_of(self.url)


def outlet_of(url: str) -> str:
    """The host of `url` without `www.`; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "http://[" and its like: no address at all
        return ""
    return host.removeprefix("www.")


@dataclass(frozen=True)
class Chunk:
    """A run of whole sentences of one article, in one language: what is embedded and found."""

    article: Article
    start: int
    end: int
    language: str
    sentences: tuple[Span, ...]
    """The sentences inside it, as ranges of the article's text, trimmed of white space."""

    @property
    def text(self) -> str:
        """The chunk's own characters: `article.text[start:end]`."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True)
class Passage:
    """A stretch of one article that was found for a question."""

    article: Article
    start: int
    end: int
    language: str
    score: float
    """How well it fits, 0 to 1, comparable within one question only."""
    copies: tuple[str, ...] = ()
    """Paths of other articles that hold the same passage, shown once."""

    @property
    def text(self) -> str:
        """The passage's own characters: `article.text[start:end]`."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True)
class Citation:
    """One numbered proof: a verbatim quote, where it stands, and the passage around it."""

    number: int
    title: str
    url: str
    date: date | None
    path: str
    quote: str
    start: int
    end: int
    passage: str
    """The text around the quote; it holds the quote."""
    passage_start: int
    """Where `passage` begins in the article's text."""
    language: str
    marks: tuple[Span, ...] = ()
    """The words of the quote that answer, as ranges of `quote`."""
    copies: tuple[str, ...] = ()
    """Paths of other articles that hold the same passage."""
    days: tuple[tuple[Day, Day], ...] = ()
    """The days that the quote tells, each as first and last: what it says happened then, or will."""

    @property
    def outlet(self) -> str:
        """The publisher as its web address names it; empty where there is no address."""
        return outlet_of(self.url)

    @property
    def quote_in_passage(self) -> Span:
        """The quote's range inside `passage`."""
        return self.start - self.passage_start, self.end - self.passage_start


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, and the numbers of the citations that prove it.

    A quote with its dates resolved; or, where events are compared, what the days of several quotes decide; or what a
    language model drafted and the passages were found to say.
    """

    text: str
    """What is shown, without the citation numbers."""
    citations: tuple[int, ...]
    marks: tuple[Span, ...] = ()
    """The words that answer, as ranges of `text`."""
    frame: str = ""
    """Our own words before the quote, such as "Announced on 13 May 2024:"; empty for most."""
    verdict: str = ""
    """Of a sentence that a language model drafted: `supported` by its citations or `unsupported`; empty for a quote."""
    doubt: str = ""
    """Why it is unsupported, in the answer's language."""

    def __str__(self) -> str:
        """Frame, text and citation numbers: "Announced on 13 May 2024: They meet in Geneva. [1]"."""
        numbers = "".join(f"[{number}]" for number in self.citations)
        return " ".join(part for part in (self.frame, self.text, numbers) if part)


@dataclass(frozen=True)
class Period:
    """A period that a question names: its words, such as "last week", and the days they mean."""

    words: str
    first: date
    last: date


@dataclass(frozen=True)
class Answer:
    """What the articles say to a question, or that they do not."""

    question: str
    language: str
    """The question's language, `en` or `zh`: the answer's own words are in it, quotes stay in theirs."""
    today: date
    """The day the question was asked on."""
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    """The proofs; of a refused answer, the nearest passages."""
    refused: bool = False
    reason: str = ""
    """Why it was refused, or what of the question stayed open; in the question's language."""
    confidence: float = 0.0
    """How well the evidence answers, 0 to 1."""
    asked: str = ""
    """The question as it was understood, where a follow-up was made whole; else empty."""
    periods: tuple[Period, ...] = ()
    """The periods that the question names, as they were understood on `today`."""
    complete: bool = True
    """False while an answer is still being streamed."""
    draft: str = ""
    """What a language model is writing just now and nobody has checked yet; empty once the answer is complete."""
    notes: tuple[str, ...] = field(default=())
    """What else the reader should know, such as that the model was absent."""

    @property
    def text(self) -> str:
        """The whole answer with its citation numbers: one to three sentences, or the refusal with its reason."""
        if self.refused:
            return self.reason
        return " ".join([*map(str, self.stated), *([self.reason] if self.reason else [])])

    @property
    def stated(self) -> tuple[Sentence, ...]:
        """The sentences that the answer stands by: all but those drafted ones that no passage proves."""
        return tuple(sentence for sentence in self.sentences if sentence.verdict != "unsupported")

    @property
    def headline(self) -> str:
        """The one most direct sentence with its citation numbers; of a refused answer, the reason."""
        return str(self.stated[0]) if self.stated and not self.refused else self.reason

    def citation(self, number: int) -> Citation:
        """The citation with that number.

        :raises KeyError: there is none.
        """
        for citation in self.citations:
            if citation.number == number:
                return citation
        raise KeyError(number)

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON-ready values: dates as ISO strings, `text` and `headline` included."""
        return {"text": self.text, "headline": self.headline, **_plain(asdict(self))}

    @classmethod
    def from_dict(cls, values: Any) -> Answer:
        """The answer that `to_dict` was made of, such as one that was kept in a file.

        :raises ValueError: it was made of none.
        """
        from pydantic import TypeAdapter

        try:
            answer = TypeAdapter(cls).validate_json(json.dumps(values), strict=True)
        except (TypeError, ValueError, RecursionError) as error:
            raise ValueError(f"no answer: {error}") from error
        if not 0 <= answer.confidence <= 1:
            raise ValueError("no answer: its confidence is not between 0 and 1")
        if not {answer.language, *(citation.language for citation in answer.citations)} <= set(LANGUAGES):
            raise ValueError("no answer: it is in no known language")
        return answer

    def to_markdown(self) -> str:
        """The answer with its sources as a numbered list; text from articles is escaped."""
        lines = [_escape_markdown(self.text), ""]
        for citation in self.citations:
            about = ", ".join(part for part in (citation.outlet, _iso(citation.date)) if part)
            # An address cannot close the angle brackets that hold it, nor start a new line.
            address = "".join(c for c in citation.url if c not in "<>\\" and c.isprintable() and not c.isspace())
            link = f" <{address}>" if address.startswith(("http://", "https://")) else ""
            title = _escape_markdown(citation.title or citation.path)
            lines.append(f"{citation.number}. {title}{f' ({about})' if about else ''}{link}")
            lines.append(f"   > {_escape_markdown(' '.join(citation.quote.split()))}")
        return "\n".join(lines).rstrip() + "\n"

    def __repr__(self) -> str:
        """A form that a person can read at the prompt."""
        state = "refused" if self.refused else f"confidence {self.confidence:.2f}"
        sources = "".join(
            f"\n  [{c.number}] {c.title or c.path}{f', {c.date}' if c.date else ''} ({c.path}:{c.start}-{c.end})"
            for c in self.citations
        )
        return f"<Answer, {state}>\n{self.text}{sources}"


@dataclass(frozen=True)
class Problem:
    """A source that could not be read, why, and what to do."""

    path: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.path}: {self.reason}; {self.remedy}"


@dataclass(frozen=True)
class Source:
    """One file of the sources folder as the index knows it."""

    path: str
    article: Article | None
    """What is indexed of it, possibly an older version; None where nothing is."""
    chunks: int
    problem: Problem | None = None


@dataclass(frozen=True)
class BuildReport:
    """What one build did."""

    articles: int
    """Articles in the index now."""
    chunks: int
    """Chunks in the index now."""
    added: tuple[str, ...]
    """Paths of articles that were new or had changed."""
    removed: tuple[str, ...]
    """Paths whose articles left the index."""
    embedded: int
    """Chunks that were embedded in this build."""
    problems: tuple[Problem, ...]
    seconds: float


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(value: Any) -> Any:
    """`value` with dates as ISO strings and tuples as lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}<>#|~!$"})


def _escape_markdown(text: str) -> str:
    """`text` with Markdown's own marks made harmless; citation numbers stay as they are."""
    return text.translate(_MARKDOWN).replace("](", "]\\(")
