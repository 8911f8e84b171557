"""`manage.py demo`: from an empty database to pages that answer."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from quotes.management.commands.demo import HOST, PORTS, free_port, renew_editor

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def busy() -> Iterator[int]:
    """Return a port that another server listens on."""
    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


def test_it_takes_the_port_that_is_asked_for(busy: int) -> None:
    free = free_port(busy)
    assert free_port(free) == free


def test_it_takes_the_next_port_beside_another_server(busy: int) -> None:
    assert busy < free_port(busy) < busy + PORTS


def test_it_says_when_no_port_is_free(busy: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.management.commands.demo.PORTS", 1)
    with pytest.raises(CommandError, match=rf"{busy} to {busy} are in use.*PORT="):
        free_port(busy)


def test_it_gives_the_editor_a_new_password_each_time(db: None) -> None:
    first, second = renew_editor(), renew_editor()
    assert authenticate(username="demo", password=first) is None
    editor = authenticate(username="demo", password=second)
    assert editor is not None
    assert editor.is_staff
    assert editor.is_superuser


def test_it_makes_no_account_where_debug_is_off() -> None:
    # pytest-django turns DEBUG off.
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo", "--no-serve")


def test_it_serves_what_it_has_read(tmp_path: Path, busy: int) -> None:
    environment = os.environ | {"DEBUG": "true", "DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3"}
    command = [sys.executable, "manage.py", "demo", "--port", str(busy)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE) as demo:
        try:
            assert demo.stdout is not None
            printed = ""
            for line in demo.stdout:
                printed += line
                if "Quit the server" in line:
                    break
            address = re.search(r"http://127\.0\.0\.1:\d+/", printed)
            assert address is not None, printed
            assert f"Port {busy} is in use by another server" in printed
            assert re.search(r"\d+ of \d+ quotes", printed)
            with urlopen(f"{address[0]}api/v1/quotes/?speaker_name=lund") as response:
                assert b"I have never seen water like it" in response.read()
        finally:
            demo.terminate()
