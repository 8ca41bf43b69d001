"""The index as a cache of the articles: in step with them, and never harmed by a build that ends early."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import chromadb
import filelock
import numpy as np
import pytest
from chromadb.config import Settings as ChromaSettings
from conftest import HARBOUR, TALKS

from rag import (
    IndexBrokenError,
    IndexBusyError,
    IndexMissingError,
    IndexModelError,
    SourceError,
    answer,
    list_sources,
    rebuild,
    search,
)
from rag.chroma import VectorReader, VectorWriter
from rag.embedding import load_embedder
from rag.index import current_generation

HARBOUR_QUESTION = "How many ships did the harbour of Rotterdam handle in 2022?"


def paths(settings) -> list[str]:
    return [source.path for source in list_sources(settings) if source.article]


def test_the_second_build_embeds_nothing(folder):
    first = rebuild(settings=folder)
    assert (first.articles, first.embedded, first.problems) == (3, first.chunks, ())
    assert first.added == ("harbour.md", "talks.md", "weather.md")
    second = rebuild(settings=folder)
    assert (second.articles, second.chunks, second.embedded) == (3, first.chunks, 0)
    assert (second.added, second.removed) == ((), ())


def test_an_edit_embeds_only_that_article_and_leaves_nothing_of_the_old(built):
    assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text
    (built.sources / "harbour.md").write_text(HARBOUR.replace("29,876", "31,002"), "utf-8")
    report = rebuild(settings=built)
    assert report.added == ("harbour.md",)
    assert report.embedded == 1
    found = answer(HARBOUR_QUESTION, settings=built)
    assert "31,002" in found.text
    for passage in search(HARBOUR_QUESTION, 10, settings=built):
        assert "29,876" not in passage.text


def test_a_removed_article_is_gone(built):
    (built.sources / "harbour.md").unlink()
    report = rebuild(settings=built)
    assert (report.removed, report.embedded) == (("harbour.md",), 0)
    assert paths(built) == ["talks.md", "weather.md"]
    assert all(p.article.path != "harbour.md" for p in search(HARBOUR_QUESTION, 10, settings=built))
    assert answer(HARBOUR_QUESTION, settings=built).refused


def test_an_article_that_breaks_keeps_its_old_version_and_is_reported(built):
    (built.sources / "harbour.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    report = rebuild(settings=built)
    assert [problem.path for problem in report.problems] == ["harbour.md"]
    assert report.problems[0].reason and report.problems[0].remedy
    assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text
    again = rebuild(settings=built)  # told again, without work
    assert (again.problems, again.added) == (report.problems, ())


def test_one_bad_file_does_not_keep_the_others_out(folder):
    (folder.sources / "empty.md").write_text("", "utf-8")
    (folder.sources / "binary.txt").write_bytes(bytes(range(256)) * 10)
    report = rebuild(settings=folder)
    assert report.articles == 3
    assert [problem.path for problem in report.problems] == ["binary.txt", "empty.md"]


def test_a_copy_is_reported_and_takes_over_when_the_original_goes(folder):
    (folder.sources / "zz-copy.md").write_text(TALKS, "utf-8")
    report = rebuild(settings=folder)
    assert report.articles == 3
    assert [(p.path, "talks.md" in p.reason) for p in report.problems] == [("zz-copy.md", True)]
    (folder.sources / "talks.md").unlink()
    report = rebuild(settings=folder)
    assert (report.problems, paths(folder)) == ((), ["harbour.md", "weather.md", "zz-copy.md"])


def test_a_full_rebuild_gives_the_same_index(built):
    before = [(p.article.path, p.start, p.end) for p in search("AI talks in Geneva", 10, settings=built)]
    report = rebuild(full=True, settings=built)
    assert report.embedded == report.chunks
    assert [(p.article.path, p.start, p.end) for p in search("AI talks in Geneva", 10, settings=built)] == before


def test_an_open_page_sees_the_new_index_without_a_restart(built):
    assert answer("When will Mars be reached by the crew of Ares?", settings=built).refused
    (built.sources / "mars.md").write_text(
        "---\ntitle: Ares crew on its way\ndate: 2030-01-02\n---\n\nThe crew of Ares will reach Mars on 9 March 2031, "
        "the agency said.\n", "utf-8",
    )  # fmt: skip
    rebuild(settings=built)
    assert "9 March 2031" in answer("When will Mars be reached by the crew of Ares?", settings=built).text


def test_no_index_says_how_to_build_one(folder):
    with pytest.raises(IndexMissingError, match="rag index"):
        answer("Anything?", settings=folder)


def test_another_model_is_told_with_the_command_that_rebuilds(built):
    other = replace(built, embedding_model="some/other-model")
    with pytest.raises(IndexModelError, match=r"multilingual-e5-small.*rag index --rebuild --model some/other-model"):
        answer("Anything?", settings=other)
    with pytest.raises(IndexModelError, match="--rebuild"):
        rebuild(settings=other)


def test_a_missing_sources_folder_is_told(folder):
    with pytest.raises(SourceError, match="nowhere"):
        rebuild(settings=replace(folder, sources=folder.sources / "nowhere"))


def test_a_second_build_at_the_same_time_is_kept_out(built):
    with filelock.FileLock(built.index / ".build-lock"), pytest.raises(IndexBusyError, match="another build"):
        rebuild(settings=built)


def test_a_damaged_index_is_told_and_healed_by_the_next_change(built):
    folder = built.index / (built.index / "current").read_text().strip()
    for file in (folder / "vectors").glob("*.sqlite3"):
        file.write_bytes(b"no database at all")
    fresh = "import sys, pathlib, rag\nrag.answer('Where?', settings=rag.Settings(index=pathlib.Path(sys.argv[1])))"
    failed = subprocess.run([sys.executable, "-c", fresh, built.index], capture_output=True, text=True, check=False)
    assert "IndexBrokenError" in failed.stderr and "rag index --rebuild" in failed.stderr
    heal = "import sys, rag\nfrom pathlib import Path\nrag.rebuild(settings=rag.Settings(*map(Path, sys.argv[1:])))"
    subprocess.run([sys.executable, "-c", heal, built.sources, built.index], check=True)
    assert not answer(HARBOUR_QUESTION, settings=built).refused


def test_the_index_can_be_deleted_at_any_moment(built):
    assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text
    shutil.rmtree(built.index)
    with pytest.raises(IndexMissingError):
        answer(HARBOUR_QUESTION, settings=built)
    rebuild(settings=built)
    assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text


def test_each_folder_has_its_own_index(built, tmp_path, monkeypatch):
    """A relative path is another index in another working folder."""
    own = replace(built, sources=Path("seeds"), index=Path("index"))
    monkeypatch.chdir(tmp_path)
    assert "29,876" in answer(HARBOUR_QUESTION, settings=own).text
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with pytest.raises(IndexMissingError):
        answer(HARBOUR_QUESTION, settings=own)


def test_a_catalogue_that_is_damaged_is_told(built):
    folder = built.index / (built.index / "current").read_text().strip()
    (folder / "catalogue.sqlite").write_bytes(b"no database at all")
    with pytest.raises(IndexBrokenError, match="rag index --rebuild"):
        list_sources(built)


def test_a_name_that_is_no_utf8_is_reported_once_and_costs_nothing(built):
    try:
        (built.sources / os.fsdecode(b"na\xefve.md")).write_text("Words that nobody can name the file of.", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    report = rebuild(settings=built)
    assert [(problem.path, problem.reason) for problem in report.problems] == [
        ("na\\udcefve.md", "its name is not UTF-8")
    ]
    assert rebuild(settings=built).seconds < report.seconds


BUILD = """
import sys
import threading
from pathlib import Path
from rag import Settings, rebuild

def tell(done, total, what):
    print(done, total, what, flush=True)

rebuild(settings=Settings(sources=Path(sys.argv[1]), index=Path(sys.argv[2])), progress=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of POSIX")
def test_kill_in_the_middle_of_a_build_leaves_the_last_good_index_and_the_next_build_heals(built):
    for number in range(60):
        body = f"Report {number} tells of river {number}, which rose by {number} metres. " * 8
        (built.sources / f"river-{number}.md").write_text(f"---\ntitle: River {number}\n---\n\n{body}", "utf-8")
    build = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(built.sources), str(built.index)], stdout=subprocess.PIPE, text=True
    )
    for line in build.stdout or ():
        done, _, what = line.split()
        if what == "embedding" and int(done) > 0:
            break
    os.kill(build.pid, signal.SIGKILL)
    build.wait()
    if build.stdout:
        build.stdout.close()
    assert len(list(built.index.glob("generation-*"))) == 2  # the good one and what was left behind
    assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text
    assert paths(built) == ["harbour.md", "talks.md", "weather.md"]
    assert rebuild(settings=built).articles == 63
    assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text


def test_a_folder_that_cannot_be_written_is_told(folder):
    (folder.index).write_text("a file where the folder should be", "utf-8")
    with pytest.raises(IndexBrokenError, match="RAG_INDEX"):
        rebuild(settings=folder)


def test_progress_is_told_to_the_end(folder):
    told: list[tuple[int, int, str]] = []
    rebuild(settings=folder, progress=lambda *step: told.append(step))
    assert told[0] == (0, 3, "reading")
    assert told[-1][0] == told[-1][1] > 0
    assert {what for _, _, what in told} == {"reading", "embedding"}


def test_nothing_changed_means_nothing_is_parsed_or_loaded(built):
    code = (
        "import sys, pathlib, rag\n"
        "rag.rebuild(settings=rag.Settings(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))\n"
        "assert not {'onnxruntime', 'sentencepiece', 'trafilatura'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, built.sources, built.index], check=True)


def test_reading_never_writes_into_the_index(built):
    def state() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in built.index.rglob("catalogue.sqlite")}

    before = state()
    answer(HARBOUR_QUESTION, settings=built)
    assert state() == before


def test_the_core_reads_what_the_client_reads(seeds):
    folder = current_generation(seeds) / "vectors"
    question = load_embedder(seeds.embedding_model).embed_questions(["Where were the first AI talks held?"])
    client = chromadb.PersistentClient(folder, settings=ChromaSettings(anonymized_telemetry=False))
    reader = VectorReader(folder)
    for language in ("en", "zh"):
        collection = client.get_collection(f"chunks-{language}", embedding_function=None)
        found = collection.query(query_embeddings=question, n_results=5, include=["distances"])
        near = reader.nearest(language, question, 5)
        assert reader.sizes[language] == collection.count() > 5
        assert [str(number) for number, _ in near] == found["ids"][0]
        assert [cosine for _, cosine in near] == pytest.approx([1 - d for d in found["distances"][0]])
    reader.close()
    client.close()


def test_every_fresh_index_can_be_read_again_and_again(tmp_path):
    """The core's cache of search graphs must not push out one that is not yet on disk; about one in fifty did."""
    vectors = np.eye(3, 384, dtype=np.float32)
    for number in range(40):
        writer = VectorWriter(tmp_path / str(number))
        for language in ("en", "zh"):
            writer.add(language, [1, 2, 3], vectors)
        writer.close()
        reader = VectorReader(tmp_path / str(number))
        for language in ("en", "zh", "en", "zh"):
            assert reader.nearest(language, vectors[:1], 3)[0] == (1, pytest.approx(1.0))
        reader.close()


def test_questions_under_way_outlive_the_index_they_read(built):
    wrong, done = [], threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                assert "29,876" in answer(HARBOUR_QUESTION, settings=built).text
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                wrong.append(error)

    people = [threading.Thread(target=ask) for _ in range(4)]
    for person in people:
        person.start()
    for number in range(8):
        (built.sources / f"more-{number}.md").write_text(f"The lock number {number} was opened by the mayor.\n")
        rebuild(settings=built)
    done.set()
    for person in people:
        person.join()
    assert wrong == []
