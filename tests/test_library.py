"""Articles put into the folder and taken out: safe names, nothing overwritten, nothing destroyed; and feedback."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from rag import Answer, Settings, SettingsError, SourceError, add_feedback, add_source, list_feedback, remove_source
from rag.sources import list_files


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("talks.md", "talks.md"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\notes.TXT", "notes.txt"),
        (".hidden.md", "hidden.md"),
        ("<b onclick=x>.html", "b onclick-x.html"),
        ("首次会谈.md", "首次会谈.md"),
        ("con.md", "_con.md"),
        ("...md", "article.md"),
        ("line\nbreak\x00.md", "line-break.md"),
        ("\u202egpj.md", "gpj.md"),
        ("x" * 400 + ".md", "x" * 120 + ".md"),
        ("half \ud800 pair.md", "half  pair.md"),
    ],
)
def test_a_name_is_made_safe(tmp_path, name, path):
    assert add_source(tmp_path, name, b"text") == path
    assert (tmp_path / path).read_bytes() == b"text"
    assert list_files(tmp_path) == [path]


def test_no_file_takes_anothers_place(tmp_path):
    assert [add_source(tmp_path, "a.md", bytes([65 + i])) for i in range(3)] == ["a.md", "a-2.md", "a-3.md"]
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere")
    assert add_source(tmp_path, "b.md", b"x") == "b-2.md"
    assert (tmp_path / "a.md").read_bytes() == b"A"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"x", "save the article as text"),
        ("a", b"x", "save the article as text"),
        ("a.md", b" \n", "is empty"),
        ("a.md", b"x" * 5_000_001, "split it"),
    ],
)
def test_what_is_no_article_is_refused_with_its_remedy(tmp_path, name, data, said):
    with pytest.raises(SourceError, match=said):
        add_source(tmp_path, name, data)
    assert list(tmp_path.iterdir()) == []


def test_what_is_taken_out_is_kept_aside(tmp_path):
    for text in (b"one", b"two"):
        add_source(tmp_path, "a.md", text)
        assert remove_source(tmp_path, "a.md").startswith(".removed/a")
    assert list_files(tmp_path) == []
    assert {file.read_bytes() for file in (tmp_path / ".removed").iterdir()} == {b"one", b"two"}


def test_two_who_take_out_articles_of_one_name_lose_neither(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        for number in range(40):
            (tmp_path / folder / f"{number}.md").write_text(folder)

    def take_out(folder):
        return [remove_source(tmp_path, f"{folder}/{number}.md") for number in range(40)]

    with ThreadPoolExecutor(2) as people:
        goals = [goal for goals in people.map(take_out, ("x", "y")) for goal in goals]
    assert len(set(goals)) == 80
    assert sorted((tmp_path / goal).read_text() for goal in goals) == ["x"] * 40 + ["y"] * 40


def test_nothing_is_moved_through_a_link(tmp_path):
    root, outside = tmp_path / "seeds", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "a.md").write_text("text")
    (root / ".removed").symlink_to(outside)
    with pytest.raises(SourceError, match="is a link"):
        remove_source(root, "a.md")
    assert (root / "a.md").exists()
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("path", ["../a.md", "/etc/passwd", "", ".removed/a.md", "b.md", "sub/../a.md"])
def test_only_an_article_of_the_folder_is_taken_out(tmp_path, path):
    root = tmp_path / "seeds"
    root.mkdir()
    (tmp_path / "a.md").write_text("outside")
    (root / "a.md").write_text("inside")
    with pytest.raises(SourceError, match="choose one of the list"):
        remove_source(root, path)
    assert (tmp_path / "a.md").exists()
    assert (root / "a.md").exists()


def test_feedback_is_kept_line_by_line(tmp_path):
    settings = Settings(sources=tmp_path)
    answer = Answer("When?", "en", date(2024, 6, 1), refused=True, reason="The articles do not say.")
    assert list_feedback(settings=settings) == []
    add_feedback(answer, True, settings=settings)
    file = add_feedback(answer, False, "wrong\nday \ud800", settings=settings)
    with file.open("a") as opened:
        opened.write("broken\n")
    good, bad = list_feedback(settings=settings)
    assert (good["helpful"], good["question"], good["text"]) == (True, "When?", "The articles do not say.")
    assert (bad["helpful"], bad["reason"][:9]) == (False, "wrong day")
    assert list_files(tmp_path) == []
    with pytest.raises(SourceError, match="give write permission"):
        add_feedback(answer, True, settings=replace(settings, sources=tmp_path / "nowhere"))


@pytest.mark.parametrize("value", ["user", ":", "user:", ":password"])
def test_auth_wants_a_user_and_a_password(value):
    with pytest.raises(SettingsError, match="user:password"):
        Settings.from_environment({"RAG_AUTH": value})
    assert "secret" not in repr(Settings.from_environment({"RAG_AUTH": "me:secret"}))
