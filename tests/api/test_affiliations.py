"""/api/v1/affiliations/"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from rest_framework.test import APIClient

from quotes.api.filters.affiliations import AffiliationFilters
from quotes.models import Affiliation, Term
from quotes.models.change import number
from tests.api.test_bounds import BOUNDS
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    """An affiliation that was stated in July 2024, and another without dates."""
    speaker = SpeakerFactory(name="Adaeze Okafor")
    wanted = AffiliationFactory(
        speaker=speaker,
        role="harbor minister",
        organization="Port of Lindhaven",
        party="Harbor Party",
        state="Iowa",
        first_stated=datetime.date(2024, 7, 1),
        last_stated=datetime.date(2024, 7, 31),
    )
    Term.objects.create(
        affiliation=wanted, held_from=datetime.date(2023, 11, 1), held_until=datetime.date(2025, 1, 31)
    )
    other = AffiliationFactory(
        speaker=None,
        role="former acting capt.",
        organization="Northern Ferries",
        first_stated=None,
        last_stated=None,
    )
    return SimpleNamespace(wanted=wanted, other=other, speaker=speaker)


def test_it_shows_who_what_and_when(rows: SimpleNamespace, anybody: APIClient) -> None:
    body = anybody.get(f"/api/v1/affiliations/{rows.wanted.public_id}/").json()
    assert body.pop("created")
    assert body.pop("updated")
    assert body == {
        "id": rows.wanted.public_id,
        "url": f"http://testserver/api/v1/affiliations/{rows.wanted.public_id}/",
        "speaker": {"id": rows.speaker.public_id, "name": "Adaeze Okafor", "kind": "person"},
        "role": "harbor minister",
        "organization": "Port of Lindhaven",
        "party": "Harbor Party",
        "state": "Iowa",
        "former": False,
        "acting": False,
        "role_form": "harbor minister",
        "first_stated": "2024-07-01",
        "last_stated": "2024-07-31",
        "terms": [{"held_from": "2023-11-01", "held_until": "2025-01-31"}],
    }


# The parameter, a value that matches the wanted affiliation alone, a value that does not match it.
FILTERS = {
    "id": ("{wanted.public_id}", "aaaaaaaaaaaaaaaa"),
    "speaker": ("{speaker.public_id}", "aaaaaaaaaaaaaaaa"),
    "has_speaker": ("true", "false"),
    "has_term": ("true", "false"),
    "role": ("Minister", "pilot"),
    "organization": ("lindhaven", "Ferries"),
    "office": ("Harbor Minister", "minister"),
    "party": ("harbor party", "harbor"),
    "state": ("IOWA", "Ohio"),
    "former": ("false", "true"),
    "acting": ("false", "true"),
    "stated_on": ("2024-07-31", "2024-08-01"),
    "as_of": ("2025-01-31", "2025-02-01"),
}


def test_every_filter_is_in_the_table() -> None:
    assert FILTERS.keys() == AffiliationFilters.base_filters.keys() - BOUNDS


@pytest.mark.parametrize("name", FILTERS)
def test_filter(name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    matching, other = FILTERS[name]
    assert listed("affiliations", {name: matching.format(**vars(rows))}) == [rows.wanted.public_id]
    assert rows.wanted.public_id not in listed("affiliations", {name: other})


@pytest.mark.parametrize("name", [name for name in FILTERS if f"not_{name}" in AffiliationFilters.known()])
def test_a_filter_turned_round(name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    matching, other = FILTERS[name]
    # The other one has neither dates nor a term, and is kept as well.
    assert listed("affiliations", {f"not_{name}": matching.format(**vars(rows))}) == [rows.other.public_id]
    assert set(listed("affiliations", {f"not_{name}": other})) >= {rows.wanted.public_id}


def test_both_dates_can_be_turned_round() -> None:
    known = AffiliationFilters.known()
    assert known["not_stated_on"] is known["not_as_of"] is False


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("office=captain", True),
        ("office=Capt.&former=true&acting=true", True),
        ("office=captain&former=false", False),
        ("office=ex-captain", True),
        ("office=pilot&office=captain", True),
        ("office=cap", False),
    ],
)
def test_an_office_is_found_in_any_form(
    query: str, found: bool, rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    assert listed("affiliations", query) == ([rows.other.public_id] if found else [])


def test_it_refuses_an_office_that_is_none(anybody: APIClient, db: None) -> None:
    response = anybody.get("/api/v1/affiliations/?office=former")
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "office")


def test_it_counts_the_sources_that_state_it(
    rows: SimpleNamespace, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    quote = QuoteFactory(speaker=rows.speaker, affiliation=rows.wanted)
    QuoteFactory(speaker=rows.speaker, affiliation=rows.wanted, source=quote.source)
    QuoteFactory(speaker=rows.speaker, affiliation=rows.wanted)
    QuoteFactory(speaker=rows.speaker, affiliation=rows.wanted, review="rejected")
    number()
    with django_assert_num_queries(4):
        body = anybody.get("/api/v1/affiliations/?expand=sources").json()
    assert {row["id"]: row["sources"] for row in body["results"]} == {
        rows.wanted.public_id: 2,
        rows.other.public_id: 0,
    }


def test_list_is_by_organization(rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    by_organization = [rows.other.public_id, rows.wanted.public_id]
    assert listed("affiliations") == by_organization
    assert listed("affiliations", {"ordering": "-role"}) == by_organization[::-1]


def test_list_takes_as_many_queries_however_many_rows(
    rows: SimpleNamespace, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    AffiliationFactory.create_batch(5)
    number()
    with django_assert_num_queries(3):
        assert len(anybody.get("/api/v1/affiliations/").json()["results"]) == 7


def test_it_creates_an_affiliation(rows: SimpleNamespace, staff: APIClient) -> None:
    fields = {"speaker": rows.speaker.public_id, "role": "pilot", "organization": ""}
    response = staff.post("/api/v1/affiliations/", fields)
    assert response.status_code == 201
    made = Affiliation.objects.get(public_id=response.json()["id"])
    assert (made.speaker, made.role, made.organization) == (rows.speaker, "pilot", "")
    assert response["Location"] == response.json()["url"]


def test_it_changes_an_affiliation(rows: SimpleNamespace, staff: APIClient) -> None:
    body = staff.patch(f"/api/v1/affiliations/{rows.wanted.public_id}/", {"role": "mayor"}).json()
    assert (body["role"], body["organization"]) == ("mayor", "Port of Lindhaven")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        pytest.param({"role": "pilot"}, "#/speaker", id="whose?"),
        pytest.param({"speaker": "aaaaaaaaaaaaaaaa", "role": "pilot"}, "#/speaker", id="no such speaker"),
        pytest.param({"speaker": "{id}"}, "#", id="neither role nor organization"),
        pytest.param({"speaker": "{id}", "role": " ", "organization": ""}, "#", id="both empty"),
        pytest.param({"speaker": "{id}", "role": "x" * 301}, "#/role", id="too long"),
        pytest.param(
            {"speaker": "{id}", "role": "pilot", "first_stated": "2024-07-01"},
            "#/first_stated",
            id="the dates come from sources",
        ),
        pytest.param(
            {
                "speaker": "{id}",
                "role": "harbor minister",
                "organization": "Port of Lindhaven",
                "party": "Harbor Party",
                "state": "Iowa",
            },
            "#",
            id="stated already",
        ),
    ],
)
def test_bad_affiliation(fields: dict, pointer: str, rows: SimpleNamespace, staff: APIClient) -> None:
    fields = {name: value.format(id=rows.speaker.public_id) for name, value in fields.items()}
    response = staff.post("/api/v1/affiliations/", fields)
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == [pointer]
    assert "onstraint" not in response.content.decode()
    assert Affiliation.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        pytest.param({"speaker": "{id}"}, "#/speaker", id="it stays with its speaker"),
        pytest.param({"role": "", "organization": ""}, "#", id="nothing left"),
    ],
)
def test_bad_change(changes: dict, pointer: str, rows: SimpleNamespace, staff: APIClient) -> None:
    changes = {name: value.format(id=rows.speaker.public_id) for name, value in changes.items()}
    response = staff.patch(f"/api/v1/affiliations/{rows.other.public_id}/", changes)
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == [pointer]


def test_it_deletes_an_affiliation(rows: SimpleNamespace, staff: APIClient) -> None:
    assert staff.delete(f"/api/v1/affiliations/{rows.wanted.public_id}/").status_code == 204
    assert list(Affiliation.objects.all()) == [rows.other]


def test_it_keeps_an_affiliation_that_quotes_refer_to(rows: SimpleNamespace, staff: APIClient) -> None:
    QuoteFactory(speaker=rows.speaker, affiliation=rows.wanted)
    assert staff.delete(f"/api/v1/affiliations/{rows.wanted.public_id}/").status_code == 409
    assert Affiliation.objects.count() == 2
