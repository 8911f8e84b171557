"""Settings come from the environment; what is wrong or unsafe does not start."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent
SECRET = {"SECRET_KEY": "a" * 50}


def settings(environment: dict[str, str]) -> dict[str, Any]:
    """Read the settings with nothing but `environment` set."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))


def run(program: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `program` in a fresh interpreter with nothing but `environment` set."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", program], env=kept | environment, cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        pytest.param({}, "SECRET_KEY", id="nothing set"),
        pytest.param({"DEBUG": "false"}, "SECRET_KEY", id="no key in production"),
        pytest.param({"DEBUG": "maybe"}, "DEBUG", id="neither true nor false"),
        pytest.param({**SECRET, "VERBATIM_THREADS": "many"}, "VERBATIM_THREADS", id="not a number"),
        pytest.param({**SECRET, "VERBATIM_THREADS": "0"}, "VERBATIM_THREADS", id="too small a number"),
        pytest.param(
            {**SECRET, "VERBATIM_QUERY_SECONDS": "-1"}, "VERBATIM_QUERY_SECONDS", id="less than nothing"
        ),
        pytest.param({**SECRET, "VERBATIM_QUERY_SECONDS": "1.5"}, "VERBATIM_QUERY_SECONDS", id="not whole"),
        *(
            pytest.param({**SECRET, "VERBATIM_RATE": value}, "VERBATIM_RATE", id=f"rate {value}")
            for value in ("600", "600/fortnight", "0/minute", "-5/minute", "1.5/second", "٦/minute", "none")
        ),
        pytest.param({**SECRET, "VERBATIM_PROXIES": "some"}, "VERBATIM_PROXIES", id="no number of proxies"),
        pytest.param(
            {**SECRET, "VERBATIM_CACHE_URL": "hunter2://cache"}, "VERBATIM_CACHE_URL", id="no cache at all"
        ),
        pytest.param({**SECRET, "VERBATIM_HTTPS": "2"}, "VERBATIM_HTTPS", id="flag that is none"),
        pytest.param({**SECRET, "VERBATIM_ANONYMOUS": "never"}, "VERBATIM_ANONYMOUS", id="neither, again"),
        *(
            pytest.param(
                {**SECRET, "VERBATIM_CORS_ORIGINS": value}, "VERBATIM_CORS_ORIGINS", id=f"origin {value}"
            )
            for value in (
                "notes.example",
                "https://notes.example/",
                "https://notes.example/page",
                "https://*.example",
                "*,https://notes.example",
                "ftp://notes.example",
                "https://me@notes.example",
                "null",
            )
        ),
        pytest.param({**SECRET, "DATABASE_URL": "mysql://host/name"}, "DATABASE_URL", id="another database"),
        pytest.param({**SECRET, "DATABASE_URL": "quotes.db"}, "DATABASE_URL", id="a path, not a URL"),
        pytest.param(
            {**SECRET, "DATABASE_URL": "postgresql://me:hunter2@host:54x/name"},
            "DATABASE_URL",
            id="a bad port",
        ),
    ],
)
def test_a_bad_value_names_its_variable(environment: dict[str, str], named: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=named) as raised:
        settings(environment)
    assert "hunter2" not in str(raised.value)


def test_production_is_secure_unless_told_otherwise() -> None:
    found = settings(SECRET)
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == []
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert settings({**SECRET, "VERBATIM_HTTPS": "no"})["SECURE_SSL_REDIRECT"] is False


def test_production_has_limits_unless_told_otherwise() -> None:
    found, debug = settings(SECRET), settings({"DEBUG": "true"})
    for name in ("VERBATIM_RATE", "VERBATIM_KEY_RATE", "VERBATIM_SUBMIT_RATE"):
        assert found[name]
        assert debug[name] is None
        assert settings({**SECRET, name: ""})[name] is None
    assert found["REST_FRAMEWORK"]["NUM_PROXIES"] == 0
    assert settings({**SECRET, "VERBATIM_PROXY": "true"})["REST_FRAMEWORK"]["NUM_PROXIES"] == 1


def test_it_reads_every_variable() -> None:
    found = settings(
        {
            "DEBUG": "on",
            "ALLOWED_HOSTS": "a.example,b.example",
            "DATABASE_URL": "postgresql://me:secret@db.example:5433/quotes",
            "VERBATIM_PIPELINE": "my_pipeline",
            "VERBATIM_THREADS": "3",
            "VERBATIM_ANONYMOUS": "false",
            "VERBATIM_QUERY_SECONDS": "0",
            "VERBATIM_RATE": "5/second",
            "VERBATIM_KEY_RATE": "1000/day",
            "VERBATIM_SUBMIT_RATE": "",
            "VERBATIM_PROXIES": "2",
            "VERBATIM_CACHE_URL": "redis://cache.example:6379/1",
            "VERBATIM_CORS_ORIGINS": "https://notes.example, http://localhost:3000",
        }
    )
    database = found["DATABASES"]["default"]
    assert found["DEBUG"] is True
    assert found["ALLOWED_HOSTS"] == ["a.example", "b.example"]
    assert (database["ENGINE"], database["HOST"], database["PORT"], database["NAME"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
        "quotes",
    )
    assert database["CONN_MAX_AGE"] > 0
    assert (found["VERBATIM_PIPELINE"], found["VERBATIM_THREADS"]) == ("my_pipeline", 3)
    assert found["VERBATIM_ANONYMOUS"] is False
    assert found["VERBATIM_QUERY_SECONDS"] == 0
    assert (found["VERBATIM_RATE"], found["VERBATIM_KEY_RATE"]) == ((5, 1), (1000, 86400))
    assert found["VERBATIM_SUBMIT_RATE"] is None
    assert found["REST_FRAMEWORK"]["NUM_PROXIES"] == 2
    assert found["CACHES"]["default"]["LOCATION"] == "redis://cache.example:6379/1"
    assert found["CORS_ALLOWED_ORIGINS"] == ["https://notes.example", "http://localhost:3000"]


def test_the_database_is_sqlite_in_the_projects_folder_by_default() -> None:
    database = settings(SECRET)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert Path(database["NAME"]) == ROOT / "db.sqlite3"


def test_sqlite_is_opened_for_many_readers_and_one_writer(tmp_path: Path) -> None:
    program = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    print([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in
        ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")])
print(connection.transaction_mode)
"""
    url = f"sqlite:///{tmp_path / 'quotes.sqlite3'}"
    ran = run(program, {"DEBUG": "true", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"})
    assert ran.stdout.splitlines() == ["['wal', 1, 20000, 1]", "IMMEDIATE"], ran.stderr


def test_manage_py_is_for_development_where_nothing_is_set() -> None:
    program = "import manage, sys; sys.argv = ['manage.py', 'check']; manage.main()"
    assert run(program, {}).returncode == 0


@pytest.mark.parametrize("entry", ["wsgi", "asgi"])
def test_a_server_does_not_start_without_a_key(entry: str) -> None:
    assert "SECRET_KEY" in run(f"import config.{entry}", {}).stderr
    started = run(f"import config.{entry}", SECRET)
    assert started.returncode == 0, started.stderr
