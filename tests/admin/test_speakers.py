"""/admin/quotes/speaker/: names, affiliations, how many quotes; and the choice of a speaker elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from quotes.models import Affiliation, Alias, Speaker
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory

LIST = "/admin/quotes/speaker/"


def form(speaker: Speaker, **changes: Any) -> dict[str, Any]:
    """Return what the page's form sends, with both inlines as they are."""
    sent: dict[str, Any] = {"name": speaker.name, "kind": speaker.kind}
    for prefix, rows in (("aliases", speaker.aliases.all()), ("affiliations", speaker.affiliations.all())):
        sent |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            sent |= {f"{prefix}-{number}-id": row.pk, f"{prefix}-{number}-speaker": speaker.pk}
            names = ("name",) if prefix == "aliases" else ("role", "organization")
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


def test_merging_is_shown_and_not_edited(admin_client: Client, speaker: Speaker) -> None:
    other = SpeakerFactory(name="Tom Reyes")
    admin_client.post(f"{LIST}{speaker.pk}/change/", form(speaker, merged_into=other.pk))
    speaker.refresh_from_db()
    assert speaker.merged_into is None


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
