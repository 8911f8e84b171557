"""Files and directories: which reader, in which order, and errors that stop nothing."""

import errno
import gzip
import io
import os
from pathlib import Path

from quotes.readers import Failure, count, read, read_stream


def outcome(item):
    """Return what a test compares: (place, text), or (place, "!" and the reason)."""
    return (item.item, f"!{item.reason}") if isinstance(item, Failure) else (item.origin, item.text)


def outcomes(path, **options):
    assert count(path, **options) == len(list(read(path, **options)))
    return [
        (name.removeprefix(f"{path}{os.sep}"), text) for name, text in map(outcome, read(path, **options))
    ]


def test_it_walks_a_directory_in_sorted_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.HTM").write_text("<p>two</p>")
    (tmp_path / "b" / "1.md").write_text("one")
    (tmp_path / "c.jsonl").write_text('{"text": "three"}\n{"text": "four"}\n')
    (tmp_path / "a.txt").write_text("zero")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "five"}'))
    (tmp_path / "e.html").write_text("<p>six</p>")
    assert outcomes(tmp_path) == [
        ("a.txt", "zero"),
        ("b/1.md", "one"),
        ("b/2.HTM", "two"),
        ("c.jsonl:1", "three"),
        ("c.jsonl:2", "four"),
        ("d.jsonl.gz:1", "five"),
        ("e.html", "six"),
    ]


def test_it_passes_over_hidden_files(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("no")
    (tmp_path / ".a.txt").write_text("no")
    assert outcomes(tmp_path) == []


def test_it_reads_a_hidden_file_that_is_named(tmp_path):
    (tmp_path / ".a.txt").write_text("yes")
    assert [outcome(item)[1] for item in read(tmp_path / ".a.txt")] == ["yes"]


def test_a_bad_file_in_the_middle_stops_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "second"}\n' * 2)[:-9])
    (tmp_path / "e.jsonl.gz").write_bytes(b"no gzip")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "g.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "h.html").write_text("")
    (tmp_path / "i.txt").write_text("last")
    found = outcomes(tmp_path)
    assert found[0] == ("a.txt", "first")
    assert found[-1] == ("i.txt", "last")
    failures = [(name, text) for name, text in found if text.startswith("!")]
    assert [name for name, _ in failures] == [
        "b.txt",
        "c.pdf",
        "d.jsonl.gz",
        "e.jsonl.gz",
        "f/up",
        "g.txt",
        "h.html",
    ]
    assert failures[0][1] == "!not UTF-8: byte 0xff at position 0"
    assert failures[1][1] == "!unknown ending '.pdf' (known: .txt .md .html .htm .jsonl, each also with .gz)"
    assert failures[4][1] == "!a link to a directory is not followed"
    assert failures[5][1] == "!does not exist"


def test_what_a_broken_archive_held_before_the_break_is_read(tmp_path):
    lines = b"".join(b'{"text": "line %d"}\n' % number for number in range(50_000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-2000])
    found = outcomes(tmp_path)
    assert found[0] == ("a.jsonl.gz:1", "line 0")
    assert found[-1][0] == "a.jsonl.gz"
    assert found[-1][1].startswith("!cannot be read:")


def test_a_file_that_may_not_be_read_is_a_failure(tmp_path, monkeypatch):
    def refuse(*args, **options):
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("secret")
    monkeypatch.setattr(Path, "open", refuse)
    assert list(read(path)) == [Failure(item=str(path), reason="cannot be read: Permission denied")]


def test_the_format_can_be_given(tmp_path):
    (tmp_path / "a.dat").write_text('{"text": "one"}')
    assert outcomes(tmp_path, format="jsonl") == [("a.dat:1", "one")]
    assert outcomes(tmp_path, format="text") == [("a.dat", '{"text": "one"}')]


def test_it_reads_a_stream():
    [article, failure] = read_stream(io.BytesIO(b'{"text": "one"}\nno\n'), "jsonl", "-")
    assert outcome(article) == ("-:1", "one")
    assert failure.item == "-:2"
