"""/admin/quotes/speaker/: names, affiliations, how many quotes; and the choice of a speaker elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from quotes.models import Affiliation, Alias, Identifier, Speaker
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory
from tests.store.test_bare_names import speaker_of, store_mention

LIST = "/admin/quotes/speaker/"


def form(speaker: Speaker, **changes: Any) -> dict[str, Any]:
    """Return what the page's form sends, with the inlines as they are."""
    sent: dict[str, Any] = {"name": speaker.name, "kind": speaker.kind}
    inlines = {"aliases": ("name",), "identifiers": ("scheme", "value")}
    inlines["affiliations"] = ("role", "organization")
    for prefix, names in inlines.items():
        rows = getattr(speaker, prefix).all()
        sent |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            sent |= {f"{prefix}-{number}-id": row.pk, f"{prefix}-{number}-speaker": speaker.pk}
            sent |= {f"{prefix}-{number}-{name}": getattr(row, name) for name in names}
    return sent | changes


@pytest.fixture
def speaker(db: None) -> Speaker:
    speaker: Speaker = SpeakerFactory(name="Ada Okafor")
    return speaker


def test_the_list_counts_quotes_and_links_to_them(admin_client: Client, speaker: Speaker) -> None:
    wanted = {QuoteFactory(speaker=speaker), QuoteFactory(speaker=speaker)}
    QuoteFactory(speaker=SpeakerFactory(name="Tom Reyes"))
    link = f"/admin/quotes/quote/?speaker__id__exact={speaker.pk}"
    assert f'<a href="{link}">2</a>' in admin_client.get(LIST).content.decode()
    assert set(admin_client.get(link).context["cl"].result_list) == wanted


def test_a_speaker_without_quotes_has_none(admin_client: Client, speaker: Speaker) -> None:
    assert f'speaker__id__exact={speaker.pk}">0</a>' in admin_client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("okafor", True), ("Ada B. Okafor", True), ("Reyes", False), ("Ada  Okafor", True)]
)
def test_it_searches_every_name(admin_client: Client, speaker: Speaker, query: str, found: bool) -> None:
    Alias.objects.create(speaker=speaker, name="Ada B. Okafor")
    assert (speaker in admin_client.get(LIST, {"q": query}).context["cl"].result_list) is found


def test_another_name_can_be_added(admin_client: Client, speaker: Speaker) -> None:
    count = speaker.aliases.count()
    changes = {
        "aliases-TOTAL_FORMS": count + 1,
        f"aliases-{count}-name": "Gov. Ada Müller",
        f"aliases-{count}-speaker": speaker.pk,
    }
    response = admin_client.post(f"{LIST}{speaker.pk}/change/", form(speaker, **changes))
    assert response.status_code == 302
    assert speaker.aliases.get(name="Gov. Ada Müller").key == "ada muller"


def test_a_new_name_is_one_of_the_names(admin_client: Client, speaker: Speaker) -> None:
    admin_client.post(f"{LIST}{speaker.pk}/change/", form(speaker, name="Adaeze Okafor"))
    assert {"Ada Okafor", "Adaeze Okafor"} == set(speaker.aliases.values_list("name", flat=True))


def test_affiliations_stand_on_the_page(admin_client: Client, speaker: Speaker) -> None:
    AffiliationFactory(speaker=speaker, role="harbor master", organization="Port of Lindhaven")
    html = admin_client.get(f"{LIST}{speaker.pk}/change/").content.decode()
    assert "harbor master" in html
    assert "Port of Lindhaven" in html


def test_an_identifier_is_added_and_found(admin_client: Client, speaker: Speaker) -> None:
    added = {"identifiers-TOTAL_FORMS": 1, "identifiers-0-speaker": speaker.pk}
    added |= {"identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q901"}
    address = f"{LIST}{speaker.pk}/change/"
    assert admin_client.post(address, form(speaker, **added)).status_code == 302
    assert [str(one) for one in speaker.identifiers.all()] == ["wikidata:Q901"]
    assert list(admin_client.get(LIST, {"q": "Q901"}).context["cl"].result_list) == [speaker]
    other = SpeakerFactory(name="Tom Reyes")
    taken = form(other, **(added | {"identifiers-0-speaker": other.pk}))
    assert admin_client.post(f"{LIST}{other.pk}/change/", taken).status_code == 200
    assert not other.identifiers.exists()


def test_who_are_two_in_another_catalog_are_not_merged(admin_client: Client, speaker: Speaker) -> None:
    other = SpeakerFactory(name="Tom Reyes")
    for number, one in enumerate((speaker, other), start=901):
        Identifier.objects.create(speaker=one, scheme="wikidata", value=f"Q{number}")
    sent = form(speaker, merged_into=other.pk)
    response = admin_client.post(f"{LIST}{speaker.pk}/change/", sent, follow=True)
    assert "Not merged." in response.content.decode()
    speaker.refresh_from_db()
    assert speaker.merged_into is None


def test_a_merge_takes_along_what_is_there_and_what_was_just_added(
    admin_client: Client, speaker: Speaker
) -> None:
    other, quote = SpeakerFactory(name="Tom Reyes"), QuoteFactory(speaker=speaker)
    changes = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "Judge Okafor", "aliases-1-speaker": speaker.pk}
    sent = form(speaker, merged_into=other.pk, **changes)
    assert admin_client.post(f"{LIST}{speaker.pk}/change/", sent).status_code == 302
    speaker.refresh_from_db()
    quote.refresh_from_db()
    assert (speaker.merged_into, quote.speaker, quote.affiliation.speaker) == (other, other, other)
    names = {"Tom Reyes", "Ada Okafor", "Judge Okafor"}
    assert set(other.aliases.values_list("name", flat=True)) == names


@pytest.mark.parametrize("into", ["itself", "a merged one", "nobody"])
def test_it_refuses_to_merge_into(into: str, admin_client: Client, speaker: Speaker) -> None:
    merged = SpeakerFactory(name="T. Reyes", merged_into=SpeakerFactory(name="Tom Reyes"))
    key = {"itself": speaker.pk, "a merged one": merged.pk, "nobody": 0}[into]
    response = admin_client.post(f"{LIST}{speaker.pk}/change/", form(speaker, merged_into=key))
    assert response.status_code == 200
    assert response.context["errors"]
    speaker.refresh_from_db()
    assert speaker.merged_into is None


def test_what_is_merged_stays_so(admin_client: Client, speaker: Speaker) -> None:
    merged = SpeakerFactory(name="A. Okafor", merged_into=speaker)
    sent = form(merged, merged_into=SpeakerFactory(name="Tom Reyes").pk)
    assert admin_client.post(f"{LIST}{merged.pk}/change/", sent).status_code == 302
    merged.refresh_from_db()
    assert merged.merged_into == speaker
    assert admin_client.get(f"{LIST}add/").status_code == 200


def test_a_merged_speaker_cannot_be_chosen(admin_client: Client, speaker: Speaker) -> None:
    SpeakerFactory(name="A. Okafor", merged_into=speaker)
    query = {"term": "okafor", "app_label": "quotes", "model_name": "quote", "field_name": "speaker"}
    results = admin_client.get("/admin/autocomplete/", query).json()["results"]
    assert results == [{"id": str(speaker.pk), "text": "Ada Okafor"}]
    # In the list it is found, so that an editor can see what became of it.
    assert len(admin_client.get(LIST, {"q": "okafor"}).context["cl"].result_list) == 2


@pytest.mark.parametrize(("resource", "model"), [("speaker", Speaker), ("affiliation", Affiliation)])
def test_what_quotes_refer_to_cannot_be_deleted(
    admin_client: Client, db: None, resource: str, model: type[Model]
) -> None:
    quote = QuoteFactory()
    used, unused = (
        getattr(quote, resource),
        AffiliationFactory() if resource == "affiliation" else SpeakerFactory(),
    )
    address = f"/admin/quotes/{resource}/"
    assert admin_client.post(f"{address}{used.pk}/delete/", {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [used.pk], "post": "yes"}
    assert admin_client.post(address, selected).status_code == 403
    assert admin_client.post(f"{address}{unused.pk}/delete/", {"post": "yes"}).status_code == 302
    assert model._default_manager.filter(pk=used.pk).exists()
    assert not model._default_manager.filter(pk=unused.pk).exists()


def test_surnames_in_articles_are_those_of_whom_editors_make_or_rename(
    admin_client: Client, speaker: Speaker
) -> None:
    bare = store_mention(("Reyes", "judge"))
    added = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "Ada Reyes", "aliases-1-speaker": speaker.pk}
    assert admin_client.post(f"{LIST}{speaker.pk}/change/", form(speaker, **added)).status_code == 302
    assert speaker_of(bare) == "Ada Okafor"
    other = SpeakerFactory(name="Tom Reyes")
    assert admin_client.post(f"{LIST}{other.pk}/change/", form(other)).status_code == 302
    assert speaker_of(bare) == ""
    # A term tells which of them is the judge.
    held = other.affiliations.create(role="judge")
    sent = {"speaker": other.pk, "role": "judge", "terms-TOTAL_FORMS": 1, "terms-INITIAL_FORMS": 0}
    sent |= {"terms-0-affiliation": held.pk, "terms-0-held_from": "2020-01-01"}
    assert admin_client.post(f"/admin/quotes/affiliation/{held.pk}/change/", sent).status_code == 302
    assert speaker_of(bare) == "Tom Reyes"
