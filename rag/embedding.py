"""Texts become vectors: the built-in ONNX encoder, or any sentence-transformers model by name or path.

Vectors are rows of float32, L2-normalised: similarity is the dot product. Nothing is known of articles or storage.
torch is never imported here unless another model than the built-in one is named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError
from rag.records import Span
from rag.settings import BUILT_IN_MODEL

if TYPE_CHECKING:
    import onnxruntime
    from sentencepiece import SentencePieceProcessor

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), each row of length one."""

MODELS = Path(__file__).parent / "models"

_BATCH_TOKENS = 512
"""Tokens in one run of the encoder: padding costs more than batching saves, so batches are small and of one length."""

_LONGEST = 512
"""Tokens that the built-in models read."""

_BEGIN, _END, _NOWHERE = 0, 2, (-1, -1)


class Embedder(Protocol):
    """What turns texts into vectors; `name` is what an index is bound to."""

    name: str

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found, shape (len(texts), dimensions)."""

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that ask, shape (len(texts), dimensions)."""


class OnnxEmbedder:
    """The built-in multilingual-e5-small, in int8 on onnxruntime (rag/models/multilingual-e5-small/README.md).

    The prefixes are those e5 was trained with (Wang et al., "Multilingual E5 Text Embeddings", 2024).
    """

    name = BUILT_IN_MODEL

    def __init__(self, folder: Path = MODELS / BUILT_IN_MODEL) -> None:
        self._tokenizer = load_tokenizer(folder)
        self._session = load_session(folder / "encoder.onnx")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found, shape (len(texts), 384); longer than 512 tokens is cut."""
        return self._embed([f"passage: {text}" for text in texts])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), 384)."""
        return self._embed([f"query: {text}" for text in texts])

    def _embed(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode(texts)
        vectors = np.zeros((len(texts), 384), np.float32)
        for rows in _batches([len(ids) for ids in encoded]):
            vectors[rows] = self._run([encoded[row] for row in rows])
        return vectors

    def _run(self, batch: list[list[int]]) -> Vectors:
        """Mean of the last hidden states over the real tokens, normalised."""
        ids, mask = pad(batch)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(["last_hidden_state"], inputs)[0]
        weights = mask[:, :, None].astype(np.float32)
        means = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        vectors: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors


class SentenceTransformersEmbedder:
    """Any sentence-transformers model; its own query and document prompts are honoured."""

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError(
                f"the embedding model {name!r} needs sentence-transformers: "
                f"pip install 'footnote-rag[sentence-transformers]', or unset RAG_EMBEDDING_MODEL"
            ) from error
        try:
            self._model: Any = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            first_line = next(iter(str(error).strip().splitlines()), type(error).__name__)
            raise ModelError(
                f"the embedding model {name!r} cannot be loaded ({first_line}); "
                "give the name or folder of a sentence-transformers model, or unset RAG_EMBEDDING_MODEL"
            ) from error

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found, by the model's document prompt."""
        return self._as_rows(self._model.encode_document(list(texts), normalize_embeddings=True))

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, by the model's query prompt."""
        return self._as_rows(self._model.encode_query(list(texts), normalize_embeddings=True))

    def _as_rows(self, vectors: Any) -> Vectors:
        rows: Vectors = np.asarray(vectors, np.float32).reshape(-1, self._model.get_sentence_embedding_dimension())
        return rows


@cache
def load_embedder(name: str) -> Embedder:
    """The embedder of that name, loaded once a process.

    :raises ModelError: it cannot be loaded.
    """
    return OnnxEmbedder() if name == BUILT_IN_MODEL else SentenceTransformersEmbedder(name)


class Tokenizer:
    """XLM-R's pieces, as the built-in models want them.

    Conneau et al., "Unsupervised Cross-lingual Representation Learning at Scale" (2020). It loads in a thread of its
    own, without the interpreter's lock, while whoever made it goes on; the first text waits for it.

    :raises ModelError: from `encode` and `encode_pair`, where the file is missing or broken.
    """

    def __init__(self, path: Path) -> None:
        beside = ThreadPoolExecutor(1, "tokenizer")
        self._loading = beside.submit(_load_pieces, path)
        beside.shutdown(wait=False)

    @property
    def _pieces(self) -> SentencePieceProcessor:
        return self._loading.result()

    def encode(self, texts: list[str]) -> list[list[int]]:
        """Each text as `<s> text </s>`, cut at 512 tokens."""
        return [[_BEGIN, *ids[: _LONGEST - 2], _END] for ids in self._pieces.encode(texts)]

    def encode_pair(self, first: str, second: str) -> tuple[list[int], list[Span]]:
        """`<s> first </s></s> second </s>`, and for each token the characters of `second` that it stands for.

        A token that stands for none has (-1, -1). What is over 512 tokens is cut from `second`.
        """
        head = [_BEGIN, *self._pieces.encode(first)[: _LONGEST // 2], _END, _END]
        pieces = self._pieces.encode(second, return_type="offset_mapping")
        room = _LONGEST - len(head) - 1
        ids = [*head, *pieces["ids"][:room], _END]
        return ids, [*[_NOWHERE] * len(head), *pieces["offsets"][:room], _NOWHERE]


def _load_pieces(path: Path) -> SentencePieceProcessor:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise _broken(path, error) from error


@cache
def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a built-in model; encoder and reader share it."""
    return Tokenizer(folder / "sentencepiece.model")


def load_session(path: Path) -> onnxruntime.InferenceSession:
    """An onnxruntime session on the CPU.

    :raises ModelError: the file is missing or broken.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only: its warnings about unused initialisers are not for users
    options.intra_op_num_threads = min(os.cpu_count() or 1, 8)
    # Threads that wait by spinning gain nothing measurable here and starve whatever else the laptop runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - onnxruntime's errors share no narrower base
        raise _broken(path, error) from error


def pad(batch: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(token ids, attention mask), both of shape (texts, longest), padded with XLM-R's pad id 1."""
    width = max(map(len, batch))
    ids = np.ones((len(batch), width), np.int64)
    mask = np.zeros((len(batch), width), np.int64)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Positions in batches of equal length, at most `_BATCH_TOKENS` tokens each."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        full = (len(batch) + 1) * lengths[row] > _BATCH_TOKENS
        if batch and (full or lengths[row] - lengths[batch[0]] > lengths[batch[0]] // 8):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _broken(path: Path, error: Exception) -> ModelError:
    first_line = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return ModelError(f"the built-in model's file {path} cannot be read ({first_line}); install footnote-rag again")
