"""Bad parameters: each is a 400 that names it, and says what would have been right."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from rest_framework.test import APIClient

from quotes.api.errors import BadParameters
from quotes.api.parameters import check, nearest
from quotes.api.views import AffiliationViewSet, QuoteViewSet, SourceViewSet, SpeakerViewSet

# Path below /api/v1/, the parameter at fault, and words of the message.
BAD = {
    "unknown, with the nearest": ("quotes/?speakr=a", "speakr", "Did you mean 'speaker'?"),
    "in Django's manner": ("quotes/?speaker__name=a", "speaker__name", "Did you mean 'speaker_name'?"),
    "in another case": ("quotes/?Kind=direct", "Kind", "Did you mean 'kind'?"),
    "unknown, with all there are": (
        "quotes/?xyz=1",
        "xyz",
        "Known here: acting, affiliation, count, created_after, ",
    ),
    "of another resource": ("speakers/?min_confidence=0.5", "min_confidence", "Unknown parameter"),
    "page numbers": ("quotes/?page=2", "page", "follow `next`, which has a `cursor`"),
    "an offset": ("speakers/?offset=20", "offset", "follow `next`, which has a `cursor`"),
    "an offset of counts": ("quotes/stats/?by=kind&offset=20", "offset", "Known here: acting"),
    "a search turned round": ("quotes/?not_q=levy", "not_q", "`q=-word`"),
    "a null test turned round": ("quotes/?not_has_cue=true", "not_has_cue", "Give `has_cue=false`"),
    "a flag turned round": ("affiliations/?not_former=true", "not_former", "Give `former=false`"),
    "least turned round": ("quotes/?not_min_confidence=0.5", "not_min_confidence", "Use `max_confidence`"),
    "most turned round": ("quotes/?not_max_confidence=0.5", "not_max_confidence", "Use `min_confidence`"),
    "after turned round": (
        "sources/?not_published_after=2024-07-09",
        "not_published_after",
        "Use `published_before`",
    ),
    "before turned round": (
        "quotes/?not_created_before=2024-07-09",
        "not_created_before",
        "Use `created_after`",
    ),
    "a filter of counts turned round": ("quotes/stats/?by=kind&not_q=levy", "not_q", "`q=-word`"),
    "what is no filter turned round": ("quotes/?not_limit=5", "not_limit", "Unknown parameter."),
    "a date turned round twice": (
        "affiliations/?not_as_of=2024-07-09&not_as_of=2024-07-10",
        "not_as_of",
        "Given 2 times",
    ),
    "a filter on a single record": ("sources/aaaaaaaaaaaaaaaa/?title=a", "title", "Unknown parameter"),
    "on the root": ("?kind=direct", "kind", "Known here: format."),
    "empty": ("quotes/?speaker=", "speaker", "Empty"),
    "blank": ("quotes/?q=+", "q", "Empty"),
    "one of several empty": ("quotes/?kind=direct&kind=", "kind", "Empty"),
    "given twice": ("quotes/?q=rain&q=sun", "q", "Given 2 times"),
    "a bound given twice": ("quotes/?min_confidence=0.1&min_confidence=0.2", "min_confidence", "once"),
    "cursor given twice": ("quotes/?cursor=a&cursor=b", "cursor", "once"),
    "unknown choice, with the nearest": ("quotes/?kind=dirct", "kind", "Did you mean 'direct'?"),
    "one bad choice of two": ("quotes/?kind=direct&kind=x", "kind", "Choose from direct, mixed, indirect."),
    "choices with commas": ("quotes/?kind=direct,mixed", "kind", "'direct,mixed' is not a choice"),
    "review": ("quotes/?review=done", "review", "Choose from unreviewed"),
    "status": ("sources/?status=read", "status", "Choose from pending"),
    "kind of speaker": ("speakers/?kind=organisation", "kind", "Did you mean 'organization'?"),
    "id too short": ("quotes/?speaker=abc", "speaker", "Not an id"),
    "id with other characters": ("quotes/?source=AAAAAAAAAAAAAAAA", "source", "Not an id"),
    "id with a line end": ("quotes/?source=aaaaaaaaaaaaaaaa%0Ax", "source", "Not an id"),
    "row number": ("affiliations/?speaker=1", "speaker", "Not an id"),
    "id of an affiliation": ("quotes/?affiliation=1", "affiliation", "Not an id"),
    "day that is none": ("quotes/?published_after=2024-02-30", "published_after", "YYYY-MM-DD"),
    "date in American order": ("quotes/?published_before=07/09/2024", "published_before", "YYYY-MM-DD"),
    "date with a time": ("sources/?published_after=2024-07-09T00:00", "published_after", "YYYY-MM-DD"),
    "date of a source": ("sources/?published_before=today", "published_before", "YYYY-MM-DD"),
    "date of an affiliation": ("affiliations/?stated_on=2024", "stated_on", "YYYY-MM-DD"),
    "not a number": ("quotes/?min_confidence=high", "min_confidence", "number"),
    "not finite": ("quotes/?min_confidence=nan", "min_confidence", "number"),
    "above one": ("quotes/?min_confidence=90", "min_confidence", "less than or equal to 1"),
    "below zero": ("quotes/?min_confidence=-0.1", "min_confidence", "greater than or equal to 0"),
    "neither true nor false": ("quotes/?has_speaker=yes", "has_speaker", "'true' nor 'false'"),
    "neither, of a null test": ("quotes/?has_cue=1", "has_cue", "'true' nor 'false'"),
    "NUL in a cue": ("quotes/?cue=%00", "cue", "Null"),
    "NUL in a domain": ("sources/?domain=a%00", "domain", "Null"),
    "NUL in a quote's language": ("quotes/?language=%00", "language", "Null"),
    "unknown kind of a speaker": ("quotes/?speaker_kind=persn", "speaker_kind", "Did you mean 'person'?"),
    "words too long": ("quotes/?q=" + "x" * 4001, "q", "at most 4000"),
    "search without a word": ("quotes/?q=%3F", "q", "at least one letter"),
    "search with an unknown field": ("quotes/?q=spaeker:roe", "q", "'speaker:'"),
    "NUL in a search": ("quotes/?q=a%00b", "q", "Null"),
    "name without a letter": ("quotes/?speaker_name=%3F", "speaker_name", "holds no name"),
    "name of a speaker": ("speakers/?name=...", "name", "holds no name"),
    "NUL in a name": ("quotes/?speaker_name=a%00", "speaker_name", "Null"),
    "role too long": ("quotes/?role=" + "x" * 301, "role", "at most 300"),
    "NUL in an organization": ("quotes/?organization=%00", "organization", "Null"),
    "NUL in a publisher": ("quotes/?publisher=%00", "publisher", "Null"),
    "NUL in a role": ("speakers/?role=%00", "role", "Null"),
    "NUL in a speaker's organization": ("speakers/?organization=%00", "organization", "Null"),
    "NUL in a title": ("sources/?title=%00", "title", "Null"),
    "NUL in an address": ("sources/?url=%00", "url", "Null"),
    "NUL in a source's publisher": ("sources/?publisher=%00", "publisher", "Null"),
    "NUL in a language": ("sources/?language=%00", "language", "Null"),
    "NUL in an affiliation's role": ("affiliations/?role=%00", "role", "Null"),
    "NUL in an affiliation's organization": ("affiliations/?organization=%00", "organization", "Null"),
    "unknown ordering, with the nearest": (
        "quotes/?ordering=-publishd",
        "ordering",
        "Did you mean '-published'?",
    ),
    "ordering by a column": ("quotes/?ordering=sort_date", "ordering", "Choose from published"),
    "two orderings": ("quotes/?ordering=published,start", "ordering", "is not a choice"),
    "no rows": ("quotes/?limit=0", "limit", "from 1 to 200"),
    "too many rows": ("quotes/?limit=201", "limit", "from 1 to 200"),
    "far too many rows": ("quotes/?limit=9223372036854775808", "limit", "from 1 to 200"),
    "limit in other digits": ("quotes/?limit=%D9%A5", "limit", "from 1 to 200"),
    "not a number of rows": ("quotes/?limit=many", "limit", "from 1 to 200"),
    "broken cursor": ("quotes/?cursor=abc", "cursor", "Not a cursor"),
    "forged cursor": ("quotes/?cursor=WyItcHVibGlzaGVkIl0~abc", "cursor", "Not a cursor"),
    "cursor that is no text": ("quotes/?cursor=%00%FF~", "cursor", "Not a cursor"),
    "unknown format": ("quotes/?format=jsn", "format", "Did you mean 'json'?"),
}


@pytest.mark.parametrize("case", BAD)
def test_it_names_the_fault(case: str, db: None, anybody: APIClient) -> None:
    address, name, words = BAD[case]
    response = anybody.get(f"/api/v1/{address}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    (fault,) = response.json()["errors"]
    assert fault["parameter"] == name
    assert words in fault["detail"]


def test_it_says_where_in_a_search_the_fault_lies(db: None, anybody: APIClient) -> None:
    (fault,) = anybody.get("/api/v1/quotes/", {"q": "  100% AND kind:dirct"}).json()["errors"]
    assert (fault["position"], fault["detail"][:22]) == (16, "No kind is called so. ")


def test_it_names_every_unknown_parameter(db: None, anybody: APIClient) -> None:
    body = anybody.get("/api/v1/quotes/?speakr=a&knd=direct").json()
    assert [fault["parameter"] for fault in body["errors"]] == ["speakr", "knd"]


def test_it_names_every_bad_value(db: None, anybody: APIClient) -> None:
    body = anybody.get("/api/v1/quotes/?kind=x&min_confidence=2&published_after=x").json()
    faults = {fault["parameter"] for fault in body["errors"]}
    assert faults == {"kind", "min_confidence", "published_after"}


def test_more_parameters_than_the_server_reads(db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/quotes/?" + "&".join(f"kind=direct{i}" for i in range(1001)))
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("orderin", " Did you mean 'ordering'?", id="near"),
        pytest.param("KIND", " Did you mean 'kind'?", id="other case"),
        pytest.param("xyz", "", id="near to nothing"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_nearest(word: str, expected: str) -> None:
    assert nearest(word, ["kind", "ordering"]) == expected


@pytest.mark.parametrize("query", ["", "kind=a", "kind=a&kind=b", "q=a"])
def test_what_is_right_passes(query: str) -> None:
    check(QueryDict(query), {"kind": True, "q": False})


@pytest.mark.parametrize("query", ["x=1", "q=a&q=b", "q=", "kind=a&kind=%20"])
def test_what_is_wrong_does_not(query: str) -> None:
    known: dict[str, Any] = {"kind": True, "q": False}
    with pytest.raises(BadParameters):
        check(QueryDict(query), known)


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        (resource, name)
        for resource, view in (
            ("quotes", QuoteViewSet),
            ("speakers", SpeakerViewSet),
            ("sources", SourceViewSet),
            ("affiliations", AffiliationViewSet),
        )
        for name in view.filterset_class.base_filters
    ],
)
def test_no_filter_takes_a_bad_value(resource: str, name: str, db: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/{resource}/?{name}=%00")
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == [name]
