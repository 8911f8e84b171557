"""/admin/quotes/quote/: the list, the quotation in its context, corrections."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.models import Alias, Quote
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

LIST = "/admin/quotes/quote/"
TEXT = (
    "The pier stays shut.\n\n"
    '"We wait," said Harbor Master Ada Okafor. "Not for long."\n\n'
    "Nobody answered.\n\nThe end."
)
CONTENT = [[22, 32], [64, 79]]


def page(quote: Quote) -> str:
    return f"{LIST}{quote.pk}/change/"


def form(quote: Quote, **changes: Any) -> dict[str, Any]:
    """Return what the page's form sends, with `changes` made by the editor."""
    sent = {
        "speaker": quote.speaker_id or "",
        "affiliation": quote.affiliation_id or "",
        "kind": quote.kind,
        "type": quote.type,
        "review": quote.review,
    }
    return sent | changes


@pytest.fixture
def quote(db: None) -> Quote:
    """A quote in two pieces, unreviewed, with speaker and affiliation."""
    speaker = SpeakerFactory(name="Ada Okafor")
    source = SourceFactory(title="Pier shut", text=TEXT)
    return Quote.objects.create(
        source=source,
        sort_date=source.sort_date,
        speaker=speaker,
        affiliation=AffiliationFactory(
            speaker=speaker, role="harbor master", organization="Port of Lindhaven"
        ),
        text=" ".join(TEXT[start:end] for start, end in CONTENT),
        kind="direct",
        start=CONTENT[0][0],
        end=CONTENT[-1][1],
        content_spans=CONTENT,
        cue="said",
        cue_spans=[[33, 37]],
        mention="Harbor Master Ada Okafor",
        mention_spans=[[38, 62]],
        confidence=0.75,
    )


def test_the_example_is_right() -> None:
    assert [TEXT[start:end] for start, end in CONTENT] == ['"We wait,"', '"Not for long."']
    assert (TEXT[33:37], TEXT[38:62]) == ("said", "Harbor Master Ada Okafor")


def test_it_shows_the_quotation_marked_in_the_paragraphs_around(admin_client: Client, quote: Quote) -> None:
    html = admin_client.get(page(quote)).content.decode()
    assert '<mark class="content" title="content">&quot;We wait,&quot;</mark>' in html
    assert '<mark class="content" title="content">&quot;Not for long.&quot;</mark>' in html
    assert '<mark class="cue" title="cue">said</mark>' in html
    assert '<mark class="mention" title="mention">Harbor Master Ada Okafor</mark>' in html
    assert "The pier stays shut." in html
    assert "Nobody answered." in html
    assert "The end." not in html


@pytest.mark.parametrize(
    "address", ["quote", "source", "quote list", "source list", "speaker list", "affiliation list"]
)
def test_no_page_obeys_markup_from_an_article(admin_client: Client, db: None, address: str) -> None:
    evil = "<script>alert(1)</script>"
    speaker = SpeakerFactory(name=f"Ada {evil}")
    source = SourceFactory(
        title=f"Title {evil}", publisher=evil, authors=[evil], text=f'Said {evil}: "{evil}"'
    )
    spans = [[6 + len(evil), len(source.text)]]
    quote = Quote.objects.create(
        source=source,
        sort_date=source.sort_date,
        speaker=speaker,
        affiliation=AffiliationFactory(speaker=speaker, role=evil, organization=evil),
        text=evil,
        kind="direct",
        start=spans[0][0],
        end=spans[0][1],
        content_spans=spans,
        mention=evil,
        mention_spans=[[5, 5 + len(evil)]],
        confidence=0.5,
    )
    addresses = {
        "quote": page(quote),
        "source": f"/admin/quotes/source/{source.pk}/change/",
        "quote list": LIST,
        "source list": "/admin/quotes/source/",
        "speaker list": "/admin/quotes/speaker/",
        "affiliation list": "/admin/quotes/affiliation/",
    }
    response = admin_client.get(addresses[address])
    assert response.status_code == 200
    html = response.content.decode()
    assert "alert(1)" in html
    assert evil not in html


def test_it_shows_what_led_to_the_speaker_and_who_else_was_weighed(
    admin_client: Client, quote: Quote
) -> None:
    quote.chain = [[0, 3, "she"], [4, 7, "<Roe>"]]
    quote.rivals = [["Ann Poe", 0.312]]
    quote.resolution, quote.reason = Quote.Resolution.AMBIGUOUS, "'Roe': several speakers on record fit"
    quote.save()
    page = admin_client.get(f"/admin/quotes/quote/{quote.pk}/change/").content.decode()
    assert "she → &lt;Roe&gt;" in page
    assert "Ann Poe (31%)" in page
    assert "several speakers on record fit" in page
    listed = admin_client.get("/admin/quotes/quote/?resolution__exact=ambiguous").content.decode()
    assert f"/admin/quotes/quote/{quote.pk}/change/" in listed


@pytest.mark.parametrize(
    ("review", "changes", "expected"),
    [
        pytest.param("unreviewed", {"kind": "mixed"}, "corrected", id="a correction says so"),
        pytest.param("accepted", {"kind": "mixed"}, "corrected", id="after it was accepted too"),
        pytest.param(
            "unreviewed", {"kind": "mixed", "review": "accepted"}, "corrected", id="not just accepted"
        ),
        pytest.param(
            "unreviewed", {"kind": "mixed", "review": "rejected"}, "rejected", id="rejected stays rejected"
        ),
        pytest.param("unreviewed", {"review": "accepted"}, "accepted", id="accepted as it is"),
        pytest.param("corrected", {"review": "unreviewed"}, "unreviewed", id="back to unreviewed"),
        pytest.param("unreviewed", {}, "unreviewed", id="saved without a change"),
    ],
)
def test_it_sets_the_review_state(
    admin_client: Client, quote: Quote, review: str, changes: dict[str, str], expected: str
) -> None:
    Quote.objects.update(review=review)
    quote.refresh_from_db()
    assert admin_client.post(page(quote), form(quote, **changes)).status_code == 302
    quote.refresh_from_db()
    assert quote.review == expected
    assert quote.kind == changes.get("kind", "direct")


def test_a_new_speaker_takes_the_former_ones_affiliation_off(admin_client: Client, quote: Quote) -> None:
    speaker = SpeakerFactory(name="Tom Reyes")
    admin_client.post(page(quote), form(quote, speaker=speaker.pk))
    quote.refresh_from_db()
    assert (quote.speaker, quote.affiliation, quote.review) == (speaker, None, "corrected")


def test_nobody_can_be_the_speaker(admin_client: Client, quote: Quote) -> None:
    admin_client.post(page(quote), form(quote, speaker=""))
    quote.refresh_from_db()
    assert (quote.speaker, quote.affiliation, quote.review) == (None, None, "corrected")


def test_it_offers_the_affiliations_of_the_speaker_only(admin_client: Client, quote: Quote) -> None:
    own = AffiliationFactory(speaker=quote.speaker, role="pilot", organization="")
    other = AffiliationFactory(role="mayor", organization="Lindhaven")
    html = admin_client.get(page(quote)).content.decode()
    assert f'<option value="{own.pk}">pilot</option>' in html
    assert "mayor, Lindhaven" not in html
    response = admin_client.post(page(quote), form(quote, affiliation=other.pk))
    assert "Select a valid choice" in response.content.decode()
    quote.refresh_from_db()
    assert quote.affiliation != other


def test_it_refuses_a_merged_speaker(admin_client: Client, quote: Quote) -> None:
    merged = SpeakerFactory(name="A. Okafor", merged_into=quote.speaker)
    response = admin_client.post(page(quote), form(quote, speaker=merged.pk))
    assert response.status_code == 200
    quote.refresh_from_db()
    assert quote.speaker != merged


def test_words_and_offsets_cannot_be_edited(admin_client: Client, quote: Quote) -> None:
    changes = {"text": "x", "start": 0, "end": 1, "content_spans": "[[0, 1]]", "confidence": 1, "cue": "x"}
    admin_client.post(page(quote), form(quote, **changes))
    before = {name: getattr(quote, name) for name in changes}
    quote.refresh_from_db()
    assert {name: getattr(quote, name) for name in changes} == before


def test_no_quote_can_be_added(admin_client: Client, db: None) -> None:
    assert admin_client.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_an_action_reviews_the_selected_quotes(
    admin_client: Client, quote: Quote, action: str, state: str
) -> None:
    other = QuoteFactory()
    before = quote.updated
    response = admin_client.post(LIST, {"action": action, "_selected_action": [quote.pk]}, follow=True)
    assert f"1 quote was {state}." in response.content.decode()
    quote.refresh_from_db()
    other.refresh_from_db()
    assert (quote.review, other.review) == (state, "unreviewed")
    assert quote.updated > before


def test_who_may_only_look_sees_the_page_but_cannot_act(
    client: Client, quote: Quote, django_user_model: Any
) -> None:
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_quote"))
    client.force_login(reader)
    assert "We wait" in client.get(page(quote)).content.decode()
    assert client.post(page(quote), form(quote, kind="mixed")).status_code == 403
    client.post(LIST, {"action": "reject", "_selected_action": [quote.pk]})
    quote.refresh_from_db()
    assert (quote.kind, quote.review) == ("direct", "unreviewed")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("wait", True, id="a word of the quotation"),
        pytest.param('"not for long"', True, id="a phrase"),
        pytest.param('"for not long"', False, id="the words in another order"),
        pytest.param("okafor", True, id="the speaker's name"),
        pytest.param("Ada B. Okafor", True, id="another name of the speaker"),
        pytest.param("pier", False, id="a word of the article"),
        pytest.param("   ", True, id="nothing asked for"),
        pytest.param("-wait", False, id="a search that says what to leave out only"),
    ],
)
def test_it_searches_words_and_names(admin_client: Client, quote: Quote, query: str, found: bool) -> None:
    Alias.objects.create(speaker=quote.speaker, name="Ada B. Okafor")
    response = admin_client.get(LIST, {"q": query})
    assert response.status_code == 200
    assert (quote in response.context["cl"].result_list) is found


def test_it_says_what_is_wrong_with_a_search(admin_client: Client, quote: Quote) -> None:
    assert "not closed" in admin_client.get(LIST, {"q": '"wait'}).content.decode()


@pytest.mark.parametrize(
    ("band", "confidences"),
    [
        ("low", [0.0, 0.49]),
        ("middle", [0.5, 0.89]),
        ("high", [0.9, 1.0]),
        ("", [0.0, 0.49, 0.5, 0.89, 0.9, 1.0]),
    ],
)
def test_it_filters_by_confidence(
    admin_client: Client, db: None, band: str, confidences: list[float]
) -> None:
    for confidence in (0.0, 0.49, 0.5, 0.89, 0.9, 1.0):
        QuoteFactory(confidence=confidence)
    rows = admin_client.get(LIST, {"confidence": band} if band else {}).context["cl"].result_list
    assert sorted(row.confidence for row in rows) == confidences


@pytest.mark.parametrize("address", ["quote", "source", "speaker", "affiliation"])
def test_the_number_of_queries_does_not_grow_with_the_list(
    admin_client: Client, db: None, address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(f"/admin/quotes/{address}/").status_code == 200
        return len(captured)

    def add(count: int) -> None:
        for _ in range(count):
            speaker = SpeakerFactory(merged_into=SpeakerFactory())
            QuoteFactory(speaker=speaker, affiliation=AffiliationFactory(speaker=speaker))

    add(2)
    queries()
    few = queries()
    add(10)
    assert queries() == few
    assert few <= 12


@pytest.mark.parametrize("address", ["quote", "source"])
def test_a_list_leaves_the_texts_of_the_articles_in_the_database(
    admin_client: Client, quote: Quote, address: str
) -> None:
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(f"/admin/quotes/{address}/")
    assert not [query for query in captured if '"quotes_source"."text"' in query["sql"]]
