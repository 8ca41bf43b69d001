"""Sentences and chunks: exact offsets, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.chunking import CHUNK_TOKENS, chunk_article
from rag.records import Article
from rag.sentences import LONGEST, sentence_spans
from rag.tokens import count_tokens

PIECES = [*"aB1 \n\t.!?。！？，；“”\"'()（）—…\u2028\u00a0\u3000\U0001d11e中文习近平é", "U.S.", "Mr. ", "<|endoftext|>"]
NASTY = st.lists(st.sampled_from(PIECES), max_size=400).map("".join) | st.text(max_size=200)


def article(text: str) -> Article:
    return Article("a.md", "A title", text, "en")


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@given(NASTY, st.sampled_from(["en", "zh"]))
def test_sentences_are_exact_ordered_and_lose_nothing(text, language):
    spans = sentence_spans(text, language)
    for start, end in spans:
        assert start < end
        assert text[start:end] == text[start:end].strip()
        assert end - start <= LONGEST[language]
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


@settings(deadline=None)
@given(NASTY)
def test_chunks_are_exact_ordered_and_hold_whole_sentences(text):
    chunks = chunk_article(article(text))
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert (chunk.start, chunk.end) == (chunk.sentences[0][0], chunk.sentences[-1][1])
        assert chunk.article.title == "A title"
    assert all(left.end <= right.start for left, right in zip(chunks, chunks[1:], strict=False))


def test_repeated_text_keeps_its_own_offsets():
    text = "The same sentence comes again and again in this text. " * 200
    chunks = chunk_article(article(text))
    assert len(chunks) > 3
    assert [chunk.start for chunk in chunks] == sorted({chunk.start for chunk in chunks})
    assert sum(len(chunk.sentences) for chunk in chunks) == 200


def test_chunks_keep_to_their_length_in_tokens():
    text = "A sentence of nine short words stands right here. " * 300
    for chunk in chunk_article(article(text)):
        assert count_tokens(chunk.text) <= CHUNK_TOKENS


def test_abbreviations_fractions_and_initials_end_no_sentence():
    text = 'The U.S. said so. Sec. of State Antony Blinken met Mr. Wang for 5 1/2 hours. "Do you agree?" he asked.'
    assert split(text) == [
        "The U.S. said so.",
        "Sec. of State Antony Blinken met Mr. Wang for 5 1/2 hours.",
        '"Do you agree?" he asked.',
    ]
    assert split("作家J.K.罗琳到了。U.S. officials 也到了！", "zh") == ["作家J.K.罗琳到了。", "U.S. officials 也到了！"]


def test_chinese_sentences_need_no_space():
    assert split("他说：“我们同意。”会谈结束了！下一轮何时举行？", "zh") == [
        "他说：“我们同意。”", "会谈结束了！", "下一轮何时举行？",
    ]  # fmt: skip


def test_a_bilingual_page_yields_chunks_of_both_languages():
    text = "Officials are to meet in Geneva on Tuesday.\n\n中美官员将于周二在日内瓦会面，讨论人工智能的风险和安全问题。"
    assert [(chunk.language, chunk.text) for chunk in chunk_article(article(text))] == [
        ("en", "Officials are to meet in Geneva on Tuesday."),
        ("zh", "中美官员将于周二在日内瓦会面，讨论人工智能的风险和安全问题。"),
    ]


def test_a_stamp_alone_is_no_chunk():
    assert chunk_article(article("2024年3月12日")) == []
    assert chunk_article(article("Tuesday, March 12, 2024\n\n10:30")) == []
