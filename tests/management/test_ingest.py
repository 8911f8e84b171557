"""`manage.py ingest`: arguments, output, exit status, and what an interrupted run leaves."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quotes.management.commands import ingest as ingest_command
from quotes.models import Quote, Source
from quotes.readers import files
from tests.fake_extractor import FakeExtractor

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def folder(tmp_path):
    """Return a directory of four articles with five quotations of three speakers."""
    (tmp_path / "a.txt").write_text('"It holds," said Bo Ek. "It broke," said Ane Holt.')
    (tmp_path / "b.jsonl").write_text(
        json.dumps({"text": '"It rises," said Bo Ek.', "url": "https://herald.example/sea"})
        + "\n"
        + json.dumps({"text": '"Run," said Cy Roe.'})
        + "\n"
    )
    (tmp_path / "c.html").write_text('<p>"We ran," said Bo Ek.</p>')
    return tmp_path


def ingest(*arguments, **options):
    """Return exit status, stdout and stderr of the command with a fake extractor."""
    stdout, stderr = io.StringIO(), io.StringIO()
    options.setdefault("extract", FakeExtractor())
    status = 0
    try:
        call_command("ingest", *map(str, arguments), stdout=stdout, stderr=stderr, **options)
    except SystemExit as exit:
        status = exit.code
    return status, stdout.getvalue(), stderr.getvalue()


@pytest.mark.django_db
class TestIngest:
    def test_it_stores_a_directory(self, folder):
        assert ingest(folder) == (
            0,
            "4 stored, 0 replaced, 0 unchanged, 0 failed; 5 quotes, 3 new speakers\n",
            "",
        )
        assert Quote.objects.count() == 5

    def test_it_goes_on_where_it_was(self, folder):
        ingest(folder / "a.txt")
        assert ingest(folder) == (
            0,
            "3 stored, 0 replaced, 1 unchanged, 0 failed; 3 quotes, 1 new speakers\n",
            "",
        )

    def test_it_takes_several_paths(self, folder):
        assert ingest(folder / "c.html", folder / "a.txt")[1].startswith("2 stored")

    def test_it_names_what_failed_and_exits_with_1(self, folder):
        (folder / "aa.txt").write_bytes(b"\xff")
        (folder / "bb.pdf").write_bytes(b"")
        status, stdout, stderr = ingest(folder)
        assert status == 1
        assert stdout.startswith("4 stored, 0 replaced, 0 unchanged, 2 failed; ")
        assert stderr.splitlines() == [
            f"{folder}/aa.txt: not UTF-8: byte 0xff at position 0",
            f"{folder}/bb.pdf: unknown ending '.pdf' (known: .txt .md .html .htm .jsonl, each also with .gz)",
        ]

    def test_its_json_is_one_object(self, folder):
        (folder / "aa.txt").write_text("")
        status, stdout, stderr = ingest(folder, json=True)
        assert status == 1
        assert json.loads(stdout) == {
            "dry_run": False,
            "interrupted": False,
            "stored": 4,
            "replaced": 0,
            "unchanged": 0,
            "failed": 1,
            "quotes": 5,
            "kept": 0,
            "speakers": 3,
            "ambiguous": [],
            "failures": [{"item": f"{folder}/aa.txt", "reason": "no text"}],
        }
        assert stderr == f"{folder}/aa.txt: no text\n"

    def test_a_dry_run_writes_nothing(self, folder):
        status, stdout, _ = ingest(folder, dry_run=True)
        assert status == 0
        assert stdout.startswith("Dry run, nothing written: 4 stored, ")
        assert not Source.objects.exists()
        assert json.loads(ingest(folder, dry_run=True, json=True)[1])["dry_run"] is True

    def test_the_format_can_be_given(self, folder):
        (folder / "b.jsonl").rename(folder / "b.dat")
        assert ingest(folder / "b.dat")[0] == 1
        assert ingest(folder / "b.dat", format="jsonl")[1].startswith("2 stored")

    def test_it_reads_json_lines_from_standard_input(self, monkeypatch):
        lines = io.BytesIO(b'{"text": "\\"Yes,\\" said Bo Ek."}\n{\n')
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(lines))
        status, stdout, stderr = ingest("-")
        assert status == 1
        assert stdout.startswith("1 stored, 0 replaced, 0 unchanged, 1 failed; 1 quotes")
        assert stderr.startswith("-:2: no JSON")

    def test_a_missing_path_is_said_before_anything_is_read(self, folder):
        with pytest.raises(CommandError, match="nowhere does not exist") as raised:
            ingest(folder, folder / "nowhere")
        assert raised.value.returncode == 2
        assert not Source.objects.exists()

    def test_it_loads_the_extractor_that_the_settings_name(self, folder, settings, monkeypatch):
        settings.VERBATIM_PIPELINE, settings.VERBATIM_THREADS = "en_our_own", 2
        calls = []
        monkeypatch.setattr(
            ingest_command, "load", lambda *given, **named: calls.append((given, named)) or FakeExtractor()
        )
        assert ingest(folder, extract=None)[0] == 0
        assert calls == [(("en_our_own",), {"threads": 2})]

    def test_an_extractor_that_cannot_be_loaded_is_said(self, folder, monkeypatch):
        def load(pipeline, threads):
            raise OSError("no such pipeline")

        monkeypatch.setattr(ingest_command, "load", load)
        with pytest.raises(CommandError, match="the extractor cannot be loaded: no such pipeline"):
            ingest(folder, extract=None)

    def test_control_c_leaves_whole_articles_and_a_summary(self, folder):
        extract = FakeExtractor()

        def interrupted(text, title=""):
            if "Run" in text:
                raise KeyboardInterrupt
            return extract(text, title)

        interrupted.version = extract.version
        status, stdout, _ = ingest(folder, extract=interrupted)
        assert status == 130
        assert stdout.startswith("Interrupted; run again to go on: 2 stored, ")
        assert ingest(folder)[1].startswith("2 stored, 0 replaced, 2 unchanged, 0 failed")

    def test_a_terminal_gets_a_progress_bar(self, folder, monkeypatch, capsys):
        (folder / "aa.txt").write_text("")
        stderr = io.StringIO()
        stderr.isatty = lambda: True
        with pytest.raises(SystemExit):
            call_command(
                "ingest",
                str(folder),
                extract=FakeExtractor(),
                stdout=io.StringIO(),
                stderr=stderr,
                no_color=True,
            )
        assert "5/5" in capsys.readouterr().err
        assert stderr.getvalue() == f"{folder}/aa.txt: no text\n"


CHILD = """
import os, signal, sys
import django
from django.core.management import call_command
from django.db import connection
from tests.fake_extractor import FakeExtractor

django.setup()
path, kill_at = sys.argv[1], int(sys.argv[2])
inserts = 0

def kill(execute, sql, params, many, context):
    global inserts
    result = execute(sql, params, many, context)
    if sql.startswith('INSERT INTO "quotes_quote"'):
        inserts += 1
        if inserts == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
    return result

with connection.execute_wrapper(kill):
    call_command("ingest", path, extract=FakeExtractor())
"""

STORED = """
SELECT source.sha256, source.status, source.extractor, quote.start, quote."end", quote.text, speaker.name
FROM quotes_source AS source
LEFT JOIN quotes_quote AS quote ON quote.source_id = source.id
LEFT JOIN quotes_speaker AS speaker ON quote.speaker_id = speaker.id
ORDER BY source.id, quote.start
"""


def run(database, *arguments):
    """Return the exit status and stdout of a child process with a database of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    child = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert child.returncode in (0, -signal.SIGKILL), child.stderr
    return child.returncode, child.stdout


def stored(database):
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(STORED).fetchall()
    finally:
        connection.close()


def test_a_run_that_is_killed_while_it_writes_can_be_resumed(folder, tmp_path_factory):
    """kill -9 falls within the third article's transaction, after its quotes were inserted."""
    databases = tmp_path_factory.mktemp("databases")
    killed, whole = databases / "killed.sqlite3", databases / "whole.sqlite3"
    for database in (killed, whole):
        run(database, "manage.py", "migrate", "-v0")
    assert run(killed, "-c", CHILD, folder, 3)[0] == -signal.SIGKILL
    assert run(whole, "-c", CHILD, folder, 0)[1].startswith("4 stored")
    rows = stored(whole)
    assert len(rows) == 5
    assert stored(killed) == rows[:3]
    assert run(killed, "-c", CHILD, folder, 0)[1].startswith("2 stored, 0 replaced, 2 unchanged, 0 failed")
    assert stored(killed) == rows


def test_a_database_without_tables_is_said(folder, tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}", "DEBUG": "true"}
    child = subprocess.run(
        [sys.executable, "manage.py", "ingest", str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert child.returncode == 1
    assert "the database is not ready" in child.stderr
    assert "manage.py migrate" in child.stderr


def test_every_format_is_offered():
    assert set(files.FORMATS) == {"text", "html", "jsonl"}
