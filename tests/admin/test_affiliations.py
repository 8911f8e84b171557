"""/admin/quotes/affiliation/: roles and organizations, with their speakers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import AffiliationFactory, SpeakerFactory

LIST = "/admin/quotes/affiliation/"


@pytest.mark.parametrize("query", ["okafor", "harbor", "lindhaven"])
def test_it_searches_role_organization_and_speaker(admin_client: Client, db: None, query: str) -> None:
    speaker = SpeakerFactory(name="Ada Okafor")
    wanted = AffiliationFactory(speaker=speaker, role="harbor master", organization="Port of Lindhaven")
    AffiliationFactory(speaker=SpeakerFactory(name="Tom Reyes"), role="mayor", organization="Elm Falls")
    assert list(admin_client.get(LIST, {"q": query}).context["cl"].result_list) == [wanted]


def test_it_refuses_one_that_says_nothing(admin_client: Client, db: None) -> None:
    sent = {"speaker": SpeakerFactory().pk, "role": "", "organization": ""}
    response = admin_client.post(f"{LIST}add/", sent)
    assert response.status_code == 200
    assert response.context["errors"]
