"""/admin/quotes/affiliation/: roles and organizations, with their speakers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import AffiliationFactory, SpeakerFactory

LIST = "/admin/quotes/affiliation/"


@pytest.mark.parametrize("query", ["okafor", "harbor", "lindhaven", "Elk Party"])
def test_it_searches_role_organization_and_speaker(admin_client: Client, db: None, query: str) -> None:
    speaker = SpeakerFactory(name="Ada Okafor")
    wanted = AffiliationFactory(
        speaker=speaker, role="harbor master", organization="Port of Lindhaven", party="Elk Party"
    )
    AffiliationFactory(speaker=SpeakerFactory(name="Tom Reyes"), role="mayor", organization="Elm Falls")
    assert list(admin_client.get(LIST, {"q": query}).context["cl"].result_list) == [wanted]


def test_terms_are_entered_on_its_page(admin_client: Client, db: None) -> None:
    affiliation = AffiliationFactory()
    sent = {"speaker": affiliation.speaker.pk, "role": "pilot", "organization": "Port"}
    sent |= {"terms-TOTAL_FORMS": 1, "terms-INITIAL_FORMS": 0, "terms-0-affiliation": affiliation.pk}
    sent |= {"terms-0-held_from": "2023-11-01"}
    address = f"{LIST}{affiliation.pk}/change/"
    late = sent | {"terms-0-held_until": "2023-10-31"}
    assert admin_client.post(address, late).status_code == 200
    assert admin_client.post(address, sent).status_code == 302
    assert str(affiliation.terms.get()) == "2023-11-01/"


def test_it_refuses_one_that_says_nothing(admin_client: Client, db: None) -> None:
    sent = {"speaker": SpeakerFactory().pk, "role": "", "organization": ""}
    sent |= {"terms-TOTAL_FORMS": 0, "terms-INITIAL_FORMS": 0}
    response = admin_client.post(f"{LIST}add/", sent)
    assert response.status_code == 200
    assert response.context["errors"]
