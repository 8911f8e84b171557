"""manage.py make_key: a key for a program, printed once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from quotes.models import Key, Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(django_user_model: type[User]) -> User:
    return django_user_model.objects.create_user("ada")


def make(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    call_command("make_key", *arguments)
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_it_prints_the_key_alone(owner: User, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = make(capsys, "ada", "--name", "mirror", "--scope", "read", "--scope", "export")
    key = Key.objects.of(out.strip())
    assert key
    assert (key.owner, key.name, key.scopes, key.expires) == (
        owner,
        "mirror",
        [Scope.READ, Scope.EXPORT],
        None,
    )
    assert out.count("\n") == 1
    assert "read, export" in err
    assert out.strip() not in err


def test_a_key_need_not_read(owner: User, capsys: pytest.CaptureFixture[str]) -> None:
    make(capsys, "ada", "--name", "intake", "--scope", "submit")
    assert Key.objects.get().scopes == [Scope.SUBMIT]


def test_it_works_until_the_end_of_the_day(owner: User, capsys: pytest.CaptureFixture[str]) -> None:
    make(capsys, "ada", "--name", "mirror", "--scope", "read", "--expires", "2999-01-31")
    assert Key.objects.get().expires == datetime.datetime(2999, 2, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"user": "bo"}, "no user 'bo'", id="nobody"),
        pytest.param({"expires": "2020-01-31"}, "over already", id="over"),
        pytest.param({"expires": "next week"}, "no date", id="no date"),
        pytest.param({"expires": "2027-02-30"}, "no date", id="a day that there is not"),
        pytest.param({"expires": "9999-12-31"}, "no date", id="the last day of all"),
        pytest.param({"name": ""}, "blank", id="no name"),
        pytest.param({"name": "n" * 101}, "at most 100", id="a long name"),
        pytest.param({"scope": ["admin"]}, "invalid choice: 'admin'", id="no scope of ours"),
    ],
)
def test_it_refuses(owner: User, arguments: dict[str, Any], message: str) -> None:
    given = {"user": "ada", "name": "mirror", "scope": ["read"], "expires": None} | arguments
    words = [given["user"], "--name", given["name"], *(f"--scope={one}" for one in given["scope"])]
    if given["expires"]:
        words += ["--expires", given["expires"]]
    with pytest.raises(CommandError, match=message):
        call_command("make_key", *words)
    assert not Key.objects.exists()
