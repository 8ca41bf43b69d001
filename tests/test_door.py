"""What the package shows to the outside, and which room may know which."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import rag

ROOT = Path(__file__).parent.parent


def test_the_door_names_what_is_public_and_nothing_else():
    assert rag.__all__ == sorted(rag.__all__)
    assert rag.__all__ == [
        "Answer", "Article", "BuildReport", "Citation", "IndexBrokenError", "IndexBusyError", "IndexError_",
        "IndexMissingError", "IndexModelError", "ModelError", "Passage", "Period", "Problem", "QuestionError",
        "RagError", "Sentence", "Settings", "SettingsError", "Source", "SourceError", "add_feedback", "add_source",
        "answer", "list_feedback", "list_sources", "rebuild", "remove_source", "search", "stream_answer", "warm_up",
    ]  # fmt: skip
    for name in rag.__all__:
        assert getattr(rag, name).__name__ == name


ORDER = [
    "languages", "records", "errors", "checking", "settings", "words", "tokens", "sentences", "sources", "library",
    "chunking", "embedding", "reader", "periods", "date_words", "dates", "glossary", "quantities", "predicates",
    "sounds", "claims", "alignment", "denying", "owning", "turning", "contradicting", "covering", "edits", "shortening",
    "replacing", "verifying", "injections", "lexical", "catalogue",
    "chroma", "index", "building", "followup", "question", "spans", "weights", "retrieval", "reading", "comparing",
    "overview", "support", "wording", "drafting", "phrasing", "composing", "answering", "feedback", "evaluation",
    "judging", "cli",
]  # fmt: skip
"""Data flows one way: each room imports only rooms before it."""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_imports_point_backwards():
    for path in ROOT.glob("rag/**/*.py"):
        room = path.relative_to(ROOT / "rag").parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        rooms = {name.split(".")[1] for name in imports(path) if name.startswith("rag.")}
        later = {other for other in rooms - {room} if other in ORDER and ORDER.index(other) > ORDER.index(room)}
        assert not later, f"{path} imports {later}, which come after it"


def test_one_file_knows_chroma_and_only_the_page_knows_gradio():
    for path in [*ROOT.glob("rag/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        names = {name.split(".")[0] for name in imports(path)}
        assert not names & {"chromadb", "chromadb_rust_bindings"} or path == ROOT / "rag" / "chroma.py", path
        assert "gradio" not in names or path.parent == ROOT / "ui", path


def test_every_file_says_what_it_is():
    for path in [*ROOT.glob("rag/**/*.py"), *ROOT.glob("ui/**/*.py"), *ROOT.glob("tests/*.py")]:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def loaded_by(code: str) -> set[str]:
    printed = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(printed.stdout.split())


def test_help_loads_neither_model_nor_chroma():
    assert not loaded_by("import rag.cli") & {"chromadb", "onnxruntime", "numpy", "gradio", "sentencepiece"}


def test_an_answer_loads_no_torch_and_nothing_of_the_build(seeds):
    code = f"""
from pathlib import Path
from rag import Settings, answer
assert not answer("Where were the first AI talks held?", settings=Settings(index=Path({str(seeds.index)!r}))).refused
"""
    assert not loaded_by(code) & {
        "torch", "transformers", "trafilatura", "langchain_text_splitters", "gradio", "chromadb",
    }  # fmt: skip
