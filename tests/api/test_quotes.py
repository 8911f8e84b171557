"""/api/v1/quotes/"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.api.filters.quotes import QuoteFilters
from quotes.api.narrowing import NOT
from quotes.models import Quote, Speaker
from quotes.models.change import number
from quotes.models.corrections import correct
from tests.api.test_bounds import BOUNDS
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    """One quote that has everything, and another that shares nothing with it."""
    speaker = SpeakerFactory(name="Adaézé Okafor")
    affiliation = AffiliationFactory(
        speaker=speaker,
        role="harbor minister",
        organization="Port of Lindhaven",
        party="Harbor Party",
        state="Iowa",
    )
    source = SourceFactory(
        url="https://gazette.example/ferries",
        title="Ferries to pay",
        publisher="The Harbor Gazette",
        published=datetime.date(2024, 7, 9),
        language="en-GB",
    )
    wanted = QuoteFactory(
        source=source,
        speaker=speaker,
        affiliation=affiliation,
        text="The levy falls on ferries.",
        kind=Quote.Kind.DIRECT,
        cue="told them",
        confidence=0.9,
        review=Quote.Review.ACCEPTED,
    )
    other = QuoteFactory(
        source=SourceFactory(url="https://inland.example/rain", publisher="Inland Post", published=None),
        speaker=None,
        affiliation=None,
        text="that rain would come",
        kind=Quote.Kind.INDIRECT,
        type=Quote.Type.THOUGHT,
        cue="",
        cue_spans=[],
        mention="",
        mention_spans=[],
        confidence=0.2,
    )
    return SimpleNamespace(
        wanted=wanted, other=other, speaker=speaker, affiliation=affiliation, source=source
    )


def test_it_shows_everything_about_a_quote(rows: SimpleNamespace, anybody: APIClient) -> None:
    quote, source = rows.wanted, rows.source
    body = anybody.get(f"/api/v1/quotes/{quote.public_id}/").json()
    assert body.pop("created")
    assert body.pop("updated")
    assert body == {
        "id": quote.public_id,
        "url": f"http://testserver/api/v1/quotes/{quote.public_id}/",
        "text": "The levy falls on ferries.",
        "kind": "direct",
        "type": "speech",
        "speaker": {"id": rows.speaker.public_id, "name": "Adaézé Okafor", "kind": "person"},
        "affiliation": {
            "id": rows.affiliation.public_id,
            "role": "harbor minister",
            "organization": "Port of Lindhaven",
            "party": "Harbor Party",
            "state": "Iowa",
            "former": False,
            "acting": False,
        },
        "source": {
            "id": source.public_id,
            "url": "https://gazette.example/ferries",
            "title": "Ferries to pay",
            "publisher": "The Harbor Gazette",
            "published": "2024-07-09",
        },
        "start": quote.start,
        "end": quote.end,
        "content_spans": quote.content_spans,
        "cue": {"text": quote.cue, "spans": quote.cue_spans},
        "mention": {"text": quote.mention, "spans": quote.mention_spans},
        "resolution": "resolved",
        "confidence": 0.9,
        "review": "accepted",
    }


def test_its_offsets_are_those_of_the_text_that_the_source_shows(
    rows: SimpleNamespace, anybody: APIClient
) -> None:
    quote = anybody.get(f"/api/v1/quotes/{rows.wanted.public_id}/").json()
    text = anybody.get(f"/api/v1/sources/{quote['source']['id']}/").json()["text"]
    assert " ".join(text[start:end] for start, end in quote["content_spans"]) == quote["text"]


def test_what_is_not_known_is_null(db: None, anybody: APIClient) -> None:
    quote = QuoteFactory(
        speaker=None,
        affiliation=None,
        cue="",
        cue_spans=[],
        mention="",
        mention_spans=[],
        source__published=None,
    )
    body = anybody.get(f"/api/v1/quotes/{quote.public_id}/").json()
    assert [body[name] for name in ("speaker", "affiliation", "cue", "mention")] == [None] * 4
    assert body["source"]["published"] is None


# The parameter, a value that matches the wanted quote alone, a value that does not match it.
FILTERS = {
    "id": ("{wanted.public_id}", "aaaaaaaaaaaaaaaa"),
    "q": ("levy ferries", "levy rain"),
    "speaker": ("{speaker.public_id}", "aaaaaaaaaaaaaaaa"),
    "speaker_name": ("okafor", "okonkwo"),
    "speaker_kind": ("person", "group"),
    "has_speaker": ("true", "false"),
    "has_organization": ("true", "false"),
    "has_role": ("true", "false"),
    "has_affiliation": ("true", "false"),
    "organization": ("lindhaven", "Harbor Gazette"),
    "role": ("Minister", "ministers"),
    "office": ("Harbor Minister", "minister"),
    "party": ("harbor party", "harbor"),
    "state": ("IOWA", "Ohio"),
    "former": ("false", "true"),
    "acting": ("false", "true"),
    "affiliation": ("{affiliation.public_id}", "aaaaaaaaaaaaaaaa"),
    "source": ("{source.public_id}", "aaaaaaaaaaaaaaaa"),
    "publisher": ("the harbor gazette", "Harbor"),
    "domain": ("gazette.example", "example.gazette"),
    "language": ("en-GB", "en"),
    "has_date": ("true", "false"),
    "published_after": ("2024-07-09", "2024-07-10"),
    "published_before": ("2024-07-09", "2024-07-08"),
    "cue": ("TOLD", "told us"),
    "has_cue": ("true", "false"),
    "has_mention": ("true", "false"),
    "kind": ("direct", "mixed"),
    "type": ("speech", "writing"),
    "resolution": ("resolved", "unnamed"),
    "min_confidence": ("0.9", "0.91"),
    "review": ("accepted", "unreviewed"),
}


def test_every_filter_is_in_the_table() -> None:
    assert FILTERS.keys() == QuoteFilters.base_filters.keys() - BOUNDS


@pytest.mark.parametrize("name", FILTERS)
def test_filter_keeps_what_matches(
    name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    value = FILTERS[name][0].format(**vars(rows))
    assert listed("quotes", {name: value}) == [rows.wanted.public_id]


@pytest.mark.parametrize("name", FILTERS)
def test_filter_drops_what_does_not_match(
    name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    assert rows.wanted.public_id not in listed("quotes", {name: FILTERS[name][1]})


@pytest.mark.parametrize("name", [name for name in FILTERS if f"{NOT}{name}" in QuoteFilters.known()])
def test_turned_round_it_keeps_what_it_leaves_out(
    name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    """The other quote has no speaker, no affiliation and no date: what is not there is not this."""
    matching = FILTERS[name][0].format(**vars(rows))
    kept = listed("quotes", {f"{NOT}{name}": matching})
    assert kept == [rows.other.public_id]
    assert set(listed("quotes", {f"{NOT}{name}": FILTERS[name][1]})) >= {rows.wanted.public_id}


def test_not_one_of_several(rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    assert listed("quotes", "not_kind=direct&not_kind=indirect") == []
    assert listed("quotes", "not_kind=direct&kind=indirect") == [rows.other.public_id]


@pytest.mark.parametrize(
    "name", ["not_min_confidence", "not_has_speaker", "not_q", "not_limit", "not_not_kind"]
)
def test_what_is_no_comparison_is_not_turned_round(
    name: str, rows: SimpleNamespace, anybody: APIClient
) -> None:
    assert anybody.get(f"/api/v1/quotes/?{name}=1").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("kind=direct&kind=indirect", id="choices"),
        pytest.param("speaker_name=okafor&speaker_name=nobody&has_speaker=true", id="names"),
        pytest.param("publisher=nobody&publisher=the+harbor+gazette", id="texts"),
        pytest.param("source=aaaaaaaaaaaaaaaa&source={source.public_id}", id="ids"),
    ],
)
def test_repeated_values_are_alternatives(
    query: str, rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    assert rows.wanted.public_id in listed("quotes", query.format(**vars(rows)))


def test_different_filters_must_all_hold(rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    assert listed("quotes", {"kind": "direct", "publisher": "Inland Post"}) == []
    assert listed("quotes", {"kind": "direct", "role": "minister"}) == [rows.wanted.public_id]


def test_name_filter_reads_every_alias_without_accents(
    rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    rows.speaker.aliases.create(name="Ada of the Ferries")
    for name in ("Ada of the", "ADAEZE", "Sen. Okafor"):
        assert listed("quotes", {"speaker_name": name}) == [rows.wanted.public_id]


def test_filtering_by_a_merged_speaker_finds_the_quotes(
    rows: SimpleNamespace, listed: Callable[..., list[str]]
) -> None:
    former = SpeakerFactory(name="A. Okafor", merged_into=rows.speaker)
    assert listed("quotes", {"speaker": former.public_id}) == [rows.wanted.public_id]


def test_rejected_quotes_are_left_out_unless_asked_for(
    rows: SimpleNamespace, listed: Callable[..., list[str]], anybody: APIClient
) -> None:
    Quote.objects.filter(pk=rows.wanted.pk).update(review=Quote.Review.REJECTED)
    assert listed("quotes") == [rows.other.public_id]
    assert listed("quotes", {"review": "rejected"}) == [rows.wanted.public_id]
    assert listed("quotes", {"id": rows.wanted.public_id}) == [rows.wanted.public_id]
    assert anybody.get(f"/api/v1/quotes/{rows.wanted.public_id}/").json()["review"] == "rejected"


def test_newest_come_first(rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    newer = QuoteFactory(source__published=datetime.date(2025, 1, 1))
    assert listed("quotes") == [row.public_id for row in (newer, rows.wanted, rows.other)]


@pytest.mark.parametrize(("ordering", "first"), [("confidence", "other"), ("-confidence", "wanted")])
def test_ordering(ordering: str, first: str, rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    assert listed("quotes", {"ordering": ordering})[0] == getattr(rows, first).public_id


def test_list_takes_one_query_however_many_rows(
    rows: SimpleNamespace, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    QuoteFactory.create_batch(5)
    number()
    # One more is for the ETag.
    with django_assert_num_queries(2):
        assert len(anybody.get("/api/v1/quotes/").json()["results"]) == 7


def patched(client: APIClient, quote: Quote, changes: dict) -> dict:
    response = client.patch(f"/api/v1/quotes/{quote.public_id}/", changes)
    assert response.status_code == 200, response.json()
    return response.json()


def test_it_corrects_the_speaker(rows: SimpleNamespace, staff: APIClient) -> None:
    # The affiliation was stated of the former speaker, so it goes.
    body = patched(staff, rows.wanted, {"speaker": SpeakerFactory(name="Bo Lind").public_id})
    assert body["speaker"]["name"] == "Bo Lind"
    assert body["affiliation"] is None
    assert body["review"] == "corrected"


def test_it_corrects_speaker_and_affiliation_together(rows: SimpleNamespace, staff: APIClient) -> None:
    new = AffiliationFactory(role="pilot")
    changes = {"speaker": new.speaker.public_id, "affiliation": new.public_id}
    body = patched(staff, rows.wanted, changes)
    assert (body["speaker"]["id"], body["affiliation"]["role"]) == (new.speaker.public_id, "pilot")


@pytest.mark.parametrize(
    ("changes", "review"),
    [
        pytest.param({"speaker": None}, "corrected", id="nobody said it"),
        pytest.param({"kind": "mixed"}, "corrected", id="another kind"),
        pytest.param({"type": "writing"}, "corrected", id="another type"),
        pytest.param({"kind": "direct"}, "accepted", id="nothing differs"),
        pytest.param({}, "accepted", id="nothing given"),
        pytest.param({"review": "unreviewed"}, "unreviewed", id="review alone"),
        pytest.param({"kind": "mixed", "review": "rejected"}, "rejected", id="rejected stays rejected"),
    ],
)
def test_review_state_after(changes: dict, review: str, rows: SimpleNamespace, staff: APIClient) -> None:
    assert patched(staff, rows.wanted, changes)["review"] == review


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        pytest.param({"text": "Something else."}, "#/text", id="the words are evidence"),
        pytest.param({"start": 0}, "#/start", id="so are the offsets"),
        pytest.param({"speakr": None}, "#/speakr", id="unknown field"),
        pytest.param({"speaker": "aaaaaaaaaaaaaaaa"}, "#/speaker", id="no such speaker"),
        pytest.param({"speaker": {"id": "aaaaaaaaaaaaaaaa"}}, "#/speaker", id="not an id"),
        pytest.param({"speaker": "\x00"}, "#/speaker", id="NUL"),
        pytest.param({"kind": "spoken"}, "#/kind", id="unknown kind"),
        pytest.param({"kind": None}, "#/kind", id="no kind"),
        pytest.param({"type": "shouting"}, "#/type", id="unknown type"),
        pytest.param([], "#", id="not an object"),
    ],
)
def test_bad_correction(changes: object, pointer: str, rows: SimpleNamespace, staff: APIClient) -> None:
    response = staff.patch(f"/api/v1/quotes/{rows.wanted.public_id}/", changes)
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == [pointer]
    rows.wanted.refresh_from_db()
    assert (rows.wanted.speaker, rows.wanted.review) == (rows.speaker, "accepted")


def test_it_corrects_the_spans(rows: SimpleNamespace, staff: APIClient, listed: Callable) -> None:
    (start, end), text = rows.wanted.content_spans[0], rows.wanted.text
    body = patched(staff, rows.wanted, {"content_spans": [[start, start + 7]], "cue_spans": []})
    assert (body["text"], body["content_spans"]) == (text[:7], [[start, start + 7]])
    assert (body["start"], body["end"], body["cue"], body["review"]) == (start, start + 7, None, "corrected")
    assert body["mention"]["text"] == rows.wanted.mention
    assert patched(staff, rows.wanted, {"content_spans": [[start, end]]})["text"] == text


@pytest.mark.parametrize("name", ["content_spans", "cue_spans", "mention_spans"])
@pytest.mark.parametrize("spans", [None, "x", {}, [[5, 5]], [[0, 2**63]], [[[0], [1]]], [{}]])
def test_it_refuses_what_is_no_span(
    name: str, spans: object, rows: SimpleNamespace, staff: APIClient
) -> None:
    response = staff.patch(f"/api/v1/quotes/{rows.wanted.public_id}/", {name: spans})
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == [f"#/{name}"]


def test_it_says_that_the_quote_was_deleted_meanwhile(
    rows: SimpleNamespace, staff: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deleted(quote: Quote, changes: dict, *, by: Any) -> None:
        Quote.objects.filter(pk=quote.pk).delete()
        correct(quote, changes, by=by)

    monkeypatch.setattr("quotes.api.inputs.correct", deleted)
    response = staff.patch(f"/api/v1/quotes/{rows.wanted.public_id}/", {"speaker": None})
    assert response.status_code == 404


def test_it_refuses_the_affiliation_of_somebody_else(rows: SimpleNamespace, staff: APIClient) -> None:
    address = f"/api/v1/quotes/{rows.wanted.public_id}/"
    response = staff.patch(address, {"affiliation": AffiliationFactory().public_id})
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == "#/affiliation"


def test_it_refuses_a_merged_speaker(rows: SimpleNamespace, staff: APIClient) -> None:
    merged = SpeakerFactory(merged_into=Speaker.objects.get(pk=rows.speaker.pk))
    response = staff.patch(f"/api/v1/quotes/{rows.wanted.public_id}/", {"speaker": merged.public_id})
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("stated", "changes", "resolution"),
    [
        pytest.param("Ada Roe", [{"speaker": None}], "ambiguous", id="the name stands for somebody else"),
        pytest.param("", [{"speaker": None}], "unnamed", id="the mention is no name"),
        pytest.param("Ada Roe", [{"speaker": None}, {"mention_spans": []}], "unnamed", id="nor is there one"),
        pytest.param("Ada Roe", [{"speaker": None, "mention_spans": []}], "unnamed", id="both at once"),
        pytest.param("Ada Roe", [{"mention_spans": []}], "resolved", id="the speaker stays"),
        pytest.param(
            "Ada Roe", [{"speaker": None}, {"speaker": "{other}"}], "resolved", id="another speaker"
        ),
        pytest.param("Ada Roe", [{"kind": "mixed"}], "resolved", id="something else"),
    ],
)
def test_what_became_of_the_name_follows_from_a_correction(
    stated: str, changes: list[dict[str, Any]], resolution: str, staff: APIClient
) -> None:
    other = SpeakerFactory()
    quote = QuoteFactory(stated_name=stated, reason="one speaker is called so")
    for change in changes:
        sent = {name: other.public_id if value == "{other}" else value for name, value in change.items()}
        answer = staff.patch(f"/api/v1/quotes/{quote.public_id}/", sent)
        assert answer.status_code == 200, answer.json()
    assert answer.json()["resolution"] == resolution
    quote.refresh_from_db()
    decided = "speaker" in changes[0]
    assert quote.reason == ("an editor decided" if decided else "one speaker is called so")
