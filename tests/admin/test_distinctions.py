"""Rulings in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from quotes.models import Distinction, Speaker
from tests.factories import SpeakerFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/quotes/distinction/"


@pytest.fixture
def pair() -> tuple[Speaker, Speaker]:
    return SpeakerFactory(name="Steve Roe"), SpeakerFactory(name="Stephen Roe")


def test_an_editor_rules(pair: tuple[Speaker, Speaker], admin_client: Client, admin_user: User) -> None:
    sent = {"one": pair[1].pk, "other": pair[0].pk}
    assert admin_client.post(f"{LIST}add/", sent).status_code == 302
    ruling = Distinction.objects.get()
    assert ((ruling.one, ruling.other), ruling.ruled_by) == (pair, admin_user)
    page = admin_client.get(f"/admin/quotes/speaker/{pair[0].pk}/change/").content.decode()
    assert f'<a href="/admin/quotes/speaker/{pair[1].pk}/change/">Stephen Roe</a>' in page
    assert "Stephen Roe" in admin_client.get(f"{LIST}?q=Steve").content.decode()


def test_the_speaker_leads_to_the_form(pair: tuple[Speaker, Speaker], admin_client: Client) -> None:
    page = admin_client.get(f"/admin/quotes/speaker/{pair[0].pk}/change/").content.decode()
    assert f"{LIST}add/?one={pair[0].pk}" in page
    assert (
        f'<option value="{pair[0].pk}" selected>'
        in admin_client.get(f"{LIST}add/?one={pair[0].pk}").content.decode()
    )


@pytest.mark.parametrize("same", [True, False])
def test_it_says_what_is_wrong(same: bool, pair: tuple[Speaker, Speaker], admin_client: Client) -> None:
    Distinction.objects.create(one=pair[0], other=pair[1])
    sent = {"one": pair[1].pk, "other": pair[1 if same else 0].pk}
    page = admin_client.post(f"{LIST}add/", sent)
    assert page.status_code == 200
    assert ("Choose two speakers." if same else "already exists") in page.content.decode()


def test_a_merge_against_it_is_refused(pair: tuple[Speaker, Speaker], admin_client: Client) -> None:
    Distinction.objects.create(one=pair[0], other=pair[1])
    empty = {
        f"{name}-{count}_FORMS": 0
        for name in ("aliases", "identifiers", "affiliations")
        for count in ("TOTAL", "INITIAL")
    }
    sent = {"name": "Steve Roe", "kind": "person", "merged_into": pair[1].pk, **empty}
    page = admin_client.post(f"/admin/quotes/speaker/{pair[0].pk}/change/", sent, follow=True)
    assert "Not merged. An editor ruled that Steve Roe is not Stephen Roe." in page.content.decode()
    pair[0].refresh_from_db()
    assert pair[0].merged_into is None


def test_it_can_be_taken_back_but_not_changed(pair: tuple[Speaker, Speaker], admin_client: Client) -> None:
    ruling = Distinction.objects.create(one=pair[0], other=pair[1])
    other = SpeakerFactory()
    sent = {"one": pair[0].pk, "other": other.pk}
    assert admin_client.post(f"{LIST}{ruling.pk}/change/", sent).status_code == 403
    assert admin_client.post(f"{LIST}{ruling.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Distinction.objects.exists()
