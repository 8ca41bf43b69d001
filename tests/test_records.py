"""The records by themselves: what a caller reads of an answer."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rag import Answer, Citation, Sentence

CITATION = Citation(
    number=1, title="A *bold* title", url="https://www.example.org/a", date=date(2024, 5, 13), path="a.md",
    quote="They meet [soon] in Geneva.", start=10, end=37, passage="Before. They meet [soon] in Geneva. After.",
    passage_start=2, language="en", marks=((20, 26),),
)  # fmt: skip
ANSWER = Answer(
    question="Where?", language="en", today=date(2024, 6, 1), confidence=0.9, citations=(CITATION,),
    sentences=(Sentence("They meet [soon] in Geneva.", (1,), ((20, 26),), "As announced on 13 May 2024:"),),
)  # fmt: skip


def test_text_headline_and_citations():
    assert ANSWER.text == ANSWER.headline == "As announced on 13 May 2024: They meet [soon] in Geneva. [1]"
    assert ANSWER.citation(1) is CITATION
    assert CITATION.passage[slice(*CITATION.quote_in_passage)] == CITATION.quote
    with pytest.raises(KeyError):
        ANSWER.citation(2)


def test_a_dictionary_is_json_and_whole():
    found = json.loads(json.dumps(ANSWER.to_dict()))
    assert found["text"] == ANSWER.text
    assert found["today"] == "2024-06-01"
    assert found["citations"][0]["date"] == "2024-05-13"
    assert found["citations"][0]["quote"] == CITATION.quote
    assert (found["citations"][0]["start"], found["citations"][0]["end"]) == (10, 37)


def test_markdown_names_the_sources_and_escapes_what_articles_say():
    assert ANSWER.to_markdown() == (
        "As announced on 13 May 2024: They meet [soon] in Geneva. [1]\n\n"
        "1. A \\*bold\\* title (example.org, 2024-05-13) <https://www.example.org/a>\n"
        "   > They meet [soon] in Geneva.\n"
    )
    evil = Citation(
        1, "[x](javascript:alert(1))", "javascript:alert(1)", None, "a.md", "<b>\n# no", 0, 8, "<b>\n# no", 0, "en"
    )
    text = Answer("q", "en", date(2024, 6, 1), citations=(evil,)).to_markdown()
    assert "](javascript" not in text
    assert "<javascript" not in text
    assert "\\<b\\> \\# no" in text


def test_the_repr_can_be_read():
    assert repr(ANSWER) == (
        "<Answer, confidence 0.90>\n"
        "As announced on 13 May 2024: They meet [soon] in Geneva. [1]\n"
        "  [1] A *bold* title, 2024-05-13 (a.md:10-37)"
    )


def test_records_are_frozen():
    with pytest.raises(AttributeError):
        ANSWER.refused = True  # type: ignore[misc]


@pytest.mark.parametrize("url", ["", "no address", "http://[", "file:///etc/passwd"])
def test_an_odd_address_has_no_outlet(url):
    assert Citation(1, "t", url, None, "p", "q", 0, 1, "q", 0, "en").outlet == ""
