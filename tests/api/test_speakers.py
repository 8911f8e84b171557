"""/api/v1/speakers/"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from rest_framework.test import APIClient

from quotes.api.filters.speakers import SpeakerFilters
from quotes.models import Distinction, Speaker
from quotes.models.change import number
from tests.api.test_bounds import BOUNDS
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory
from tests.store.test_bare_names import speaker_of, store_mention


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    """A speaker with two affiliations, and an organization with none."""
    wanted = SpeakerFactory(name="Adaeze Okafor")
    AffiliationFactory(speaker=wanted, role="harbor minister", organization="Port of Lindhaven")
    AffiliationFactory(speaker=wanted, role="captain", organization="Northern Ferries")
    wanted.identifiers.create(scheme="wikidata", value="Q901")
    QuoteFactory(speaker=wanted, affiliation=None)
    other = SpeakerFactory(name="Lindhaven Rowing Club", kind=Speaker.Kind.ORGANIZATION)
    return SimpleNamespace(wanted=wanted, other=other)


def test_it_shows_names_and_affiliations(rows: SimpleNamespace, anybody: APIClient) -> None:
    rows.wanted.aliases.create(name="Ada Okafor")
    rows.wanted.identifiers.create(scheme="viaf", value="901")
    stated = rows.wanted.affiliations.order_by("role").first()
    body = anybody.get(f"/api/v1/speakers/{rows.wanted.public_id}/").json()
    assert body.pop("created")
    assert body.pop("updated")
    affiliations = body.pop("affiliations")
    assert body == {
        "id": rows.wanted.public_id,
        "url": f"http://testserver/api/v1/speakers/{rows.wanted.public_id}/",
        "name": "Adaeze Okafor",
        "kind": "person",
        "incomplete": False,
        "aliases": ["Ada Okafor", "Adaeze Okafor"],
        "identifiers": [{"scheme": "viaf", "value": "901"}, {"scheme": "wikidata", "value": "Q901"}],
    }
    assert {
        "id": stated.public_id,
        "role": "captain",
        "organization": "Northern Ferries",
        "party": "",
        "state": "",
        "former": False,
        "acting": False,
        "first_stated": stated.first_stated and stated.first_stated.isoformat(),
        "last_stated": stated.last_stated and stated.last_stated.isoformat(),
    } in affiliations
    assert len(affiliations) == 2


# The parameter, a value that matches the wanted speaker alone, a value that does not match it.
FILTERS = {
    "id": ("{wanted.public_id}", "aaaaaaaaaaaaaaaa"),
    "name": ("OKAFOR", "Okonkwo"),
    "identifier": ("wikidata:Q901", "gazette:Q901"),
    "kind": ("person", "group"),
    "has_identifier": ("true", "false"),
    "has_affiliation": ("true", "false"),
    "has_quotes": ("true", "false"),
    "role": ("minister", "pilot"),
    "organization": ("ferries", "Rowing"),
}


def test_every_filter_is_in_the_table() -> None:
    assert FILTERS.keys() == SpeakerFilters.base_filters.keys() - BOUNDS - {"incomplete"}


@pytest.mark.parametrize("name", FILTERS)
def test_filter(name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    matching, other = FILTERS[name]
    assert listed("speakers", {name: matching.format(**vars(rows))}) == [rows.wanted.public_id]
    assert rows.wanted.public_id not in listed("speakers", {name: other})


def test_persons_of_whom_a_surname_alone_is_known(
    rows: SimpleNamespace, listed: Callable[..., list[str]], anybody: APIClient
) -> None:
    bare = SpeakerFactory(name="Stoltenberg")
    assert listed("speakers", "incomplete=true") == [bare.public_id]
    assert listed("speakers", "incomplete=false") == [rows.wanted.public_id, rows.other.public_id]
    assert anybody.get(f"/api/v1/speakers/{bare.public_id}/").json()["incomplete"] is True


@pytest.mark.parametrize("value", ["Q901", "wikidata:", ":Q901", "wikidata:901", "WIKIDATA:Q901", "a:b c"])
def test_it_refuses_what_can_be_no_identifier(value: str, anybody: APIClient, db: None) -> None:
    response = anybody.get("/api/v1/speakers/", {"identifier": value})
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == ["identifier"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("role=captain&organization=ferries", True, id="of one affiliation"),
        pytest.param("role=captain&organization=port", False, id="each of another affiliation"),
        pytest.param(
            "role=captain&organization=port&organization=ferries", True, id="one of two organizations"
        ),
    ],
)
def test_role_and_organization_are_those_of_one_affiliation(
    query: str, found: bool, rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    assert listed("speakers", query) == ([rows.wanted.public_id] if found else [])


def test_a_speaker_is_listed_once_however_many_names_match(
    rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    rows.wanted.aliases.create(name="Ada Okafor")
    assert listed("speakers", {"name": "okafor", "role": "a"}) == [rows.wanted.public_id]


def test_list_is_by_name(rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    assert listed("speakers") == [rows.wanted.public_id, rows.other.public_id]
    assert listed("speakers", {"ordering": "-name"}) == [rows.other.public_id, rows.wanted.public_id]


def test_list_takes_as_many_queries_however_many_rows(
    rows: SimpleNamespace, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    AffiliationFactory.create_batch(5)
    number()
    with django_assert_num_queries(5):
        assert len(anybody.get("/api/v1/speakers/").json()["results"]) == 7


def test_a_merged_speaker_leads_to_the_other(
    rows: SimpleNamespace, anybody: APIClient, listed: Callable[..., list[str]]
) -> None:
    merged = SpeakerFactory(name="A. Okafor", merged_into=rows.wanted)
    response = anybody.get(f"/api/v1/speakers/{merged.public_id}/")
    assert response.status_code == 301
    assert response["Location"] == f"http://testserver/api/v1/speakers/{rows.wanted.public_id}/"
    assert merged.public_id not in listed("speakers")


@pytest.mark.parametrize("method", ["get", "head"])
def test_every_step_of_a_chain_leads_to_the_last_with_what_was_asked(
    method: str, rows: SimpleNamespace, anybody: APIClient
) -> None:
    between = SpeakerFactory(merged_into=rows.wanted)
    first = SpeakerFactory(merged_into=between)
    for merged in (first, between):
        response = getattr(anybody, method)(f"/api/v1/speakers/{merged.public_id}/?fields=id,name")
        assert (response.status_code, response.content) == (301, b"")
        survivor = f"http://testserver/api/v1/speakers/{rows.wanted.public_id}/"
        assert response["Location"] == f"{survivor}?fields=id,name"


def test_it_merges(rows: SimpleNamespace, staff: APIClient, anybody: APIClient) -> None:
    quote = QuoteFactory(speaker__name="A. Okafor")
    address = f"/api/v1/speakers/{quote.speaker.public_id}/"
    response = staff.post(f"{address}merge/", {"into": rows.wanted.public_id})
    assert response.status_code == 200, response.json()
    assert (response.json()["id"], "A. Okafor" in response.json()["aliases"]) == (rows.wanted.public_id, True)
    body = anybody.get(f"/api/v1/quotes/{quote.public_id}/").json()
    assert body["speaker"]["id"] == rows.wanted.public_id
    assert anybody.get(address)["Location"] == response.json()["url"]
    # Once is enough.
    assert staff.post(f"{address}merge/", {"into": rows.other.public_id}).status_code == 409


def test_surnames_in_articles_are_those_of_whom_staff_make_or_merge(staff: APIClient, db: None) -> None:
    bare = store_mention(("Okafor", ""))
    made = staff.post("/api/v1/speakers/", {"name": "Bo Okafor", "kind": "person"}).json()["id"]
    assert speaker_of(bare) == "Bo Okafor"
    other = staff.post("/api/v1/speakers/", {"name": "Ada Okafor", "kind": "person"}).json()["id"]
    assert speaker_of(bare) == ""
    staff.patch(f"/api/v1/speakers/{other}/", {"name": "Ada Lind"})
    staff.patch(f"/api/v1/speakers/{other}/", {"aliases": []})
    assert speaker_of(bare) == "Bo Okafor"
    staff.patch(f"/api/v1/speakers/{other}/", {"aliases": ["Ada Okafor"]})
    staff.post(f"/api/v1/speakers/{made}/merge/", {"into": other})
    assert speaker_of(bare) == "Ada Lind"


@pytest.mark.parametrize("into", [None, "", "aaaaaaaaaaaaaaaa", 5, "itself", "merged"])
def test_it_refuses_to_merge_into(into: object, rows: SimpleNamespace, staff: APIClient) -> None:
    ids = {"itself": rows.wanted.public_id, "merged": SpeakerFactory(merged_into=rows.other).public_id}
    response = staff.post(
        f"/api/v1/speakers/{rows.wanted.public_id}/merge/", {"into": ids.get(str(into), into)}
    )
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == ["#/into"]
    assert Speaker.objects.get(pk=rows.wanted.pk).merged_into is None


def test_only_staff_merge(rows: SimpleNamespace, anybody: APIClient, member: APIClient) -> None:
    for client in (anybody, member):
        address = f"/api/v1/speakers/{rows.wanted.public_id}/merge/"
        assert client.post(address, {"into": rows.other.public_id}).status_code in (401, 403)
    assert not Speaker.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
@pytest.mark.parametrize(("method", "path"), [("patch", ""), ("delete", ""), ("post", "merge/")])
def test_a_merged_speaker_cannot_be_changed(
    method: str, path: str, headers: dict[str, str], rows: SimpleNamespace, staff: APIClient
) -> None:
    merged = SpeakerFactory(merged_into=SpeakerFactory(merged_into=rows.wanted))
    response = getattr(staff, method)(f"/api/v1/speakers/{merged.public_id}/{path}", {}, headers=headers)
    assert response.status_code == 409
    # The one who is left, however many there were between them.
    assert f"merged into '{rows.wanted.public_id}'" in response.json()["detail"]
    assert Speaker.objects.count() == 4


def test_a_merged_speaker_is_given_to_nothing(rows: SimpleNamespace, staff: APIClient) -> None:
    merged, quote = SpeakerFactory(merged_into=rows.wanted), QuoteFactory()
    for answer in (
        staff.patch(f"/api/v1/quotes/{quote.public_id}/", {"speaker": merged.public_id}),
        staff.post("/api/v1/affiliations/", {"speaker": merged.public_id, "role": "pilot"}),
        staff.post(f"/api/v1/speakers/{rows.other.public_id}/merge/", {"into": merged.public_id}),
    ):
        assert answer.status_code == 400
        (fault,) = answer.json()["errors"]
        assert fault["pointer"] in ("#/speaker", "#/into")
        assert f"merged into '{rows.wanted.public_id}'" in fault["detail"]
    quote.refresh_from_db()
    assert quote.speaker != merged


def test_it_creates_a_speaker(db: None, staff: APIClient) -> None:
    response = staff.post("/api/v1/speakers/", {"name": "Bo Lind", "kind": "person", "aliases": ["B. Lind"]})
    assert response.status_code == 201
    body = response.json()
    assert response["Location"] == body["url"]
    assert (body["name"], body["aliases"]) == ("Bo Lind", ["B. Lind", "Bo Lind"])
    assert Speaker.objects.get(public_id=body["id"]).name == "Bo Lind"


@pytest.mark.parametrize(
    ("changes", "name", "aliases"),
    [
        # The former name is still one that articles use.
        pytest.param({"name": "Ada Okafor"}, "Ada Okafor", ["Ada Okafor", "Adaeze Okafor"], id="renamed"),
        pytest.param({"aliases": ["Ada"]}, "Adaeze Okafor", ["Ada", "Adaeze Okafor"], id="aliases replaced"),
        pytest.param({"aliases": []}, "Adaeze Okafor", ["Adaeze Okafor"], id="aliases removed"),
        pytest.param(
            {"aliases": ["ADAEZE OKAFOR"]}, "Adaeze Okafor", ["Adaeze Okafor"], id="one key, one alias"
        ),
        pytest.param({"name": "Ada", "aliases": []}, "Ada", ["Ada"], id="renamed, without the former name"),
    ],
)
def test_it_changes_names(
    changes: dict, name: str, aliases: list[str], rows: SimpleNamespace, staff: APIClient
) -> None:
    body = staff.patch(f"/api/v1/speakers/{rows.wanted.public_id}/", changes).json()
    assert (body["name"], body["aliases"]) == (name, aliases)


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        pytest.param({"kind": "person"}, "#/name", id="no name"),
        pytest.param({"name": ""}, "#/name", id="empty name"),
        pytest.param({"name": "?!"}, "#/name", id="name without a letter"),
        pytest.param({"name": "x" * 301}, "#/name", id="name too long"),
        pytest.param({"name": "Bo\x00Lind"}, "#/name", id="NUL in the name"),
        pytest.param({"name": "Bo", "kind": "robot"}, "#/kind", id="unknown kind"),
        pytest.param({"name": "Bo", "aliases": ["--"]}, "#/aliases", id="alias without a letter"),
        pytest.param({"name": "Bo", "aliases": "B."}, "#/aliases", id="aliases not a list"),
        pytest.param({"name": "Bo", "merged_into": None}, "#/merged_into", id="cannot be written"),
    ],
)
def test_bad_speaker(fields: dict, pointer: str, db: None, staff: APIClient) -> None:
    response = staff.post("/api/v1/speakers/", fields)
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == [pointer]
    assert not Speaker.objects.exists()


def test_it_deletes_a_speaker(rows: SimpleNamespace, staff: APIClient) -> None:
    rows.wanted.quotes.all().delete()
    assert staff.delete(f"/api/v1/speakers/{rows.wanted.public_id}/").status_code == 204
    assert list(Speaker.objects.all()) == [rows.other]


def test_it_keeps_a_speaker_whom_quotes_refer_to(rows: SimpleNamespace, staff: APIClient) -> None:
    QuoteFactory(speaker=rows.wanted, affiliation=None)
    response = staff.delete(f"/api/v1/speakers/{rows.wanted.public_id}/")
    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")
    assert Speaker.objects.count() == 2


def test_it_keeps_a_speaker_whom_another_was_merged_into(rows: SimpleNamespace, staff: APIClient) -> None:
    SpeakerFactory(merged_into=rows.wanted)
    assert staff.delete(f"/api/v1/speakers/{rows.wanted.public_id}/").status_code == 409


def test_it_merges_nobody_whom_an_editor_told_from_the_other(rows: SimpleNamespace, staff: APIClient) -> None:
    Distinction.objects.create(one=rows.wanted, other=rows.other)
    response = staff.post(f"/api/v1/speakers/{rows.other.public_id}/merge/", {"into": rows.wanted.public_id})
    assert response.status_code == 400
    (fault,) = response.json()["errors"]
    assert (fault["pointer"], "An editor ruled" in fault["detail"]) == ("#/into", True)
    assert Speaker.objects.current().count() == 2
