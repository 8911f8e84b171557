"""/admin/quotes/key/: keys are made and shown once, listed, revoked."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from quotes.models import Key, Scope
from quotes.models.key import TOKEN

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/quotes/key/", "/admin/quotes/key/add/"
READER = {"name": "mirror", "may_read": "on", "expires_0": "", "expires_1": ""}


def editor(client: Client, *rights: str) -> User:
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return user


def key_of(name: str, **values: Any) -> Key:
    owner, _ = User.objects.get_or_create(username=name)
    return Key.objects.create(owner=owner, name=f"key of {name}", **values)


def test_a_new_key_is_shown_once(admin_client: Client, admin_user: User) -> None:
    body = READER | {"owner": admin_user.pk, "may_export": "on"}
    response = admin_client.post(ADD, body)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    (token,) = {match[0] for match in TOKEN.finditer(page)}
    key = Key.objects.of(token)
    assert key
    assert (key.owner, key.name, key.scopes) == (admin_user, "mirror", [Scope.READ, Scope.EXPORT])
    for address in (LIST, f"{LIST}{key.pk}/change/", "/admin/"):
        again = admin_client.get(address)
        assert again.status_code == 200
        assert not TOKEN.search(again.content.decode())
        assert key.sha256 not in again.content.decode()
    # In a message, the key would have gone through a cookie.
    assert "messages" not in admin_client.cookies


def test_a_name_with_markup_is_shown_as_it_is(admin_client: Client, admin_user: User) -> None:
    page = admin_client.post(ADD, READER | {"owner": admin_user.pk, "name": "<b>bold</b>"}).content.decode()
    assert "&lt;b&gt;bold" in page


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"may_read": ""}, "choose what it is for", id="no scope"),
        pytest.param({"name": ""}, "required", id="no name"),
        pytest.param({"expires_0": "2020-01-31", "expires_1": "00:00"}, "over already", id="over"),
    ],
)
def test_it_refuses(values: dict[str, str], message: str, admin_client: Client, admin_user: User) -> None:
    body = {name: value for name, value in (READER | values).items() if value or name.startswith("expires")}
    page = admin_client.post(ADD, body | {"owner": admin_user.pk}).content.decode()
    assert message in page
    assert not Key.objects.exists()


def test_the_list_tells_all_but_the_secret(admin_client: Client) -> None:
    day = datetime.datetime(2999, 1, 31, tzinfo=datetime.UTC)
    key = key_of("ada", may_correct=True, expires=day, last_used=timezone.now())
    page = admin_client.get(LIST).content.decode()
    row = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)[-1]
    for text in ("key of ada", ">ada<", key.prefix, "read, correct", "Jan. 31, 2999"):
        assert text in row
    assert key.sha256 not in page


@pytest.mark.parametrize(
    ("state", "names"),
    [
        pytest.param("works", {"key of ada", "key of eve"}, id="works"),
        pytest.param("expired", {"key of bo"}, id="expired"),
        pytest.param("revoked", {"key of cy", "key of dee"}, id="revoked"),
        pytest.param("", {f"key of {name}" for name in ("ada", "bo", "cy", "dee", "eve")}, id="all"),
    ],
)
def test_it_is_listed_by_state(state: str, names: set[str], admin_client: Client) -> None:
    now, day = timezone.now(), datetime.timedelta(days=1)
    key_of("ada")
    key_of("bo", created=now - 2 * day, expires=now - day)
    key_of("cy", revoked=now)
    key_of("dee", created=now - 2 * day, expires=now - day, revoked=now)
    key_of("eve", expires=now + day)
    shown = admin_client.get(LIST, {"state": state} if state else {}).context["cl"].result_list
    assert {key.name for key in shown} == names


def revoke(client: Client, *keys: Key) -> Any:
    body = {"action": "revoke", "_selected_action": [key.pk for key in keys]}
    return client.post(LIST, body, follow=True)


def test_keys_are_revoked(admin_client: Client) -> None:
    ada, bo = key_of("ada"), key_of("bo")
    assert "Revoked: 1." in revoke(admin_client, ada).content.decode()
    ada.refresh_from_db()
    bo.refresh_from_db()
    assert ada.revoked
    assert not bo.revoked
    assert LogEntry.objects.get().get_change_message() == "Revoked."
    before = ada.revoked
    revoke(admin_client, ada, bo)
    ada.refresh_from_db()
    assert ada.revoked == before


def test_what_a_key_may_do_stays_as_it_was_made(admin_client: Client) -> None:
    key = key_of("ada")
    response = admin_client.post(f"{LIST}{key.pk}/change/", READER | {"may_correct": "on"})
    assert response.status_code == 403
    assert Key.objects.get().scopes == [Scope.READ]


def test_who_is_no_superuser_makes_keys_of_their_own_alone(client: Client) -> None:
    user, ada = editor(client, "add_key"), key_of("ada")
    assert 'name="owner"' not in client.get(ADD).content.decode()
    client.post(ADD, READER | {"owner": ada.owner.pk})
    own = Key.objects.get(name="mirror")
    assert own.owner == user
    assert list(client.get(LIST).context["cl"].result_list) == [own]
    assert client.get(f"{LIST}{ada.pk}/change/").status_code == 302
    revoke(client, ada, own)
    ada.refresh_from_db()
    own.refresh_from_db()
    assert (bool(own.revoked), bool(ada.revoked)) == (True, False)


@pytest.mark.parametrize(
    ("rights", "statuses"),
    [
        pytest.param((), (403, 403), id="none"),
        pytest.param(("view_quote", "change_quote"), (403, 403), id="of quotes"),
        pytest.param(("view_key",), (200, 403), id="to look"),
        pytest.param(("add_key",), (200, 200), id="to make"),
    ],
)
def test_keys_need_rights(rights: tuple[str, ...], statuses: tuple[int, int], client: Client) -> None:
    editor(client, *rights)
    assert (client.get(LIST).status_code, client.get(ADD).status_code) == statuses


def test_who_may_only_look_revokes_nothing(client: Client) -> None:
    own = Key.objects.create(owner=editor(client, "view_key"), name="mirror")
    revoke(client, own)
    own.refresh_from_db()
    assert own.revoked is None


def test_the_list_costs_no_query_for_a_row(admin_client: Client, django_assert_max_num_queries: Any) -> None:
    for name in ("ada", "bo", "cy", "dee", "eve", "fay"):
        key_of(name)
    with django_assert_max_num_queries(7):
        assert admin_client.get(LIST).status_code == 200
