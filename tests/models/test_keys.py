"""API keys: made once, stored as a hash, with scopes, an end, and the time of their last use."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone

from quotes.models import Key, Scope
from quotes.models.key import FRESH, TOKEN

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def owner(django_user_model: type[User]) -> User:
    return django_user_model.objects.create_user("ada")


@pytest.fixture
def key(owner: User) -> Key:
    return Key.objects.create(owner=owner, name="mirror")


def test_the_token_is_told_once(key: Key) -> None:
    match = TOKEN.fullmatch(key.token)
    assert match
    assert match[1] == key.prefix
    assert Key.objects.get().token == ""


def test_the_database_holds_the_hash_and_not_the_secret(key: Key) -> None:
    secret = key.token.rpartition("_")[2]
    (row,) = Key.objects.values()
    assert row["sha256"] == hashlib.sha256(secret.encode()).hexdigest()
    assert not any(secret in str(value) for value in row.values())
    assert len(bytes.fromhex(secret)) * 8 == 256


def test_a_user_has_several_keys_each_with_its_own_secret(key: Key, owner: User) -> None:
    other = Key.objects.create(owner=owner, name="mirror")
    assert other.token != key.token
    assert {one.prefix for one in owner.api_keys.all()} == {key.prefix, other.prefix}  # type: ignore[attr-defined]
    assert Key.objects.of(key.token) == key
    assert Key.objects.of(other.token) == other


def test_saving_again_keeps_the_secret(key: Key) -> None:
    key.name = "copy"
    key.save()
    assert Key.objects.of(key.token) == key


def flipped(token: str) -> str:
    return token[:-1] + ("0" if token[-1] != "0" else "1")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(flipped, id="one digit is another"),
        pytest.param(lambda token: token[:-1], id="cut"),
        pytest.param(lambda token: token + "0", id="longer"),
        pytest.param(lambda token: token + "\n", id="a line break after it"),
        pytest.param(lambda token: token.upper(), id="upper case"),
        pytest.param(lambda token: token.rpartition("_")[2], id="the secret alone"),
        pytest.param(lambda token: token[:12], id="the prefix alone"),
        pytest.param(lambda token: "vb_aaaaaaaa" + token[11:], id="another prefix"),
        pytest.param(lambda token: "", id="nothing"),
        pytest.param(lambda token: "\x00", id="a NUL"),
    ],
)
def test_nothing_else_is_the_key(key: Key, change: Any) -> None:
    assert Key.objects.of(change(key.token)) is None


def test_the_hash_is_not_the_key(key: Key) -> None:
    assert Key.objects.of(f"vb_{key.prefix}_{key.sha256}") is None


def test_a_key_of_one_is_not_opened_by_the_secret_of_another(key: Key, owner: User) -> None:
    other = Key.objects.create(owner=owner, name="other")
    assert Key.objects.of(f"vb_{key.prefix}_{other.token.rpartition('_')[2]}") is None


def test_its_scopes(owner: User) -> None:
    key = Key.objects.create(owner=owner, name="both", may_read=True, may_export=True)
    assert key.scopes == [Scope.READ, Scope.EXPORT]
    assert [key.allows(scope) for scope in Scope] == [True, False, False, True]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        pytest.param({"may_read": False}, "key_with_a_scope", id="no scope"),
        pytest.param({"name": ""}, "key_name_not_empty", id="no name"),
        pytest.param({"prefix": ""}, "key_with_a_secret", id="no prefix"),
        pytest.param({"sha256": ""}, "key_with_a_secret", id="no hash"),
        pytest.param(
            {"expires": timezone.now() - MINUTE}, "key_expires_after_it_is_made", id="over before it is made"
        ),
    ],
)
def test_the_database_refuses(key: Key, values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Key.objects.filter(pk=key.pk).update(**values)


def test_a_form_refuses_a_key_that_is_over(owner: User) -> None:
    with pytest.raises(ValidationError, match="over already"):
        Key(owner=owner, name="late", expires=timezone.now() - MINUTE).clean()


def test_a_form_refuses_a_key_without_a_scope(owner: User) -> None:
    with pytest.raises(ValidationError, match="choose what it is for"):
        Key(owner=owner, name="idle", may_read=False).validate_constraints()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        pytest.param({}, "", id="works"),
        pytest.param({"expires": timezone.now() + datetime.timedelta(days=1)}, "", id="not yet over"),
        pytest.param({"expires": timezone.now() - MINUTE}, "expired on", id="over"),
        pytest.param({"revoked": timezone.now()}, "revoked on", id="revoked"),
    ],
)
def test_it_says_why_it_does_not_work(key: Key, values: dict[str, Any], fault: str) -> None:
    key.__dict__.update(values)
    assert fault in key.fault()
    assert bool(key.fault()) is bool(fault)


def test_it_works_for_as_long_as_its_owner_is_active(key: Key, owner: User) -> None:
    owner.is_active = False
    assert "no longer active" in key.fault()


def test_keys_go_with_their_owner(key: Key, owner: User) -> None:
    owner.delete()
    assert not Key.objects.exists()


@pytest.mark.parametrize(
    ("ago", "written"),
    [
        pytest.param(None, True, id="never used"),
        pytest.param(FRESH - MINUTE, False, id="used just now"),
        pytest.param(FRESH + MINUTE, True, id="used a while ago"),
    ],
)
def test_its_use_is_written_now_and_then(key: Key, ago: datetime.timedelta | None, written: bool) -> None:
    before = timezone.now() - ago if ago else None
    Key.objects.update(last_used=before)
    Key.objects.get().mark_used()
    after = Key.objects.get().last_used
    assert after
    assert (after != before) is written
    assert timezone.now() - after < FRESH


def test_two_requests_at_once_write_once(key: Key) -> None:
    one, two = Key.objects.get(), Key.objects.get()
    one.mark_used()
    written = Key.objects.get().last_used
    two.mark_used()
    assert Key.objects.get().last_used == written


def test_a_failing_write_fails_nobody(key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", fail)
    key.mark_used()
    assert Key.objects.get().last_used is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows")
def test_sqlite_does_not_wait_for_who_writes(tmp_path: Path) -> None:
    """In a file, as on a server: the database of the other tests is in memory and has one connection."""
    path = tmp_path / "keys.sqlite3"
    settings = {**connections["default"].settings_dict, "NAME": str(path)}
    own = type(connections["default"])(settings, "default")
    writer = sqlite3.connect(path, isolation_level=None)
    shared, connections["default"] = connections["default"], own
    try:
        with own.schema_editor() as editor:
            editor.create_model(User)
            editor.create_model(Key)
        key = Key.objects.create(owner=User.objects.create(username="ada"), name="mirror")
        writer.execute("BEGIN IMMEDIATE")
        begun = timezone.now()
        key.mark_used()
        assert timezone.now() - begun < datetime.timedelta(seconds=2)
        writer.execute("ROLLBACK")
        assert Key.objects.get().last_used is None
        with own.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20000,)
        key.mark_used()
        assert Key.objects.get().last_used is not None
    finally:
        connections["default"] = shared
        own.close()
        writer.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole file")
@pytest.mark.django_db(transaction=True)
def test_postgresql_does_not_wait_for_who_writes(key: Key) -> None:
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM quotes_key FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '2s'")
        key.mark_used()
        assert Key.objects.get().last_used is None
        other.rollback()
        key.mark_used()
        assert Key.objects.get().last_used is not None
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")


def test_the_database_has_one_place_for_a_prefix(key: Key, owner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Key.objects.create(owner=owner, name="twin", prefix=key.prefix, sha256="0" * 64)


def test_finding_a_key_costs_one_query(key: Key, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = Key.objects.of(key.token)
        assert found
        assert found.owner.is_active
