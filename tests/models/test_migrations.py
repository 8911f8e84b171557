"""The migrations run forwards and backwards, over rows that are there already."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from quotes.models import Affiliation, Alias, Distinction, Quote, Speaker
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("quotes_")}


def migrate(name: str) -> None:
    call_command("migrate", "quotes", name, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_back_to_nothing_and_forth_again() -> None:
    before = tables()
    assert {"quotes_quote", "quotes_source", "quotes_speaker", "quotes_alias", "quotes_affiliation"} <= before
    try:
        migrate("zero")
        assert tables() == set()
    finally:
        call_command("migrate", verbosity=0)
    assert tables() == before
    QuoteFactory(text="the pier is open")
    assert Quote.objects.search("pier").count() == 1


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_there_already_are_indexed() -> None:
    try:
        migrate("0001")
        state = MigrationExecutor(connection).loader.project_state(("quotes", "0001_initial"))
        source = state.apps.get_model("quotes", "Source").objects.create(text="The pier.", sha256="0" * 64)
        state.apps.get_model("quotes", "Quote").objects.create(
            source=source,
            text="pier",
            search_text="pier",
            kind="direct",
            start=4,
            end=8,
            content_spans=[[4, 8]],
            confidence=1,
            sort_date=datetime.date.min,
            cue="wrote",
        )
    finally:
        call_command("migrate", verbosity=0)
    quote = Quote.objects.search("pier").get()
    assert quote.type == "writing"
    quote.text = "harbor"
    quote.save()
    assert not Quote.objects.search("pier").exists()
    with pytest.raises(IntegrityError):
        Quote.objects.update(kind="sung")


@pytest.mark.django_db(transaction=True)
def test_roles_that_are_there_already_get_their_one_form() -> None:
    affiliation = AffiliationFactory(role="Then-mayor")
    other = AffiliationFactory(role="Harbor master")
    try:
        migrate("0018")
        Affiliation.objects.filter(pk=affiliation.pk).update(role_form="then mayor", former=False)
    finally:
        call_command("migrate", verbosity=0)
    affiliation.refresh_from_db()
    other.refresh_from_db()
    assert (affiliation.role_form, affiliation.former) == ("mayor", True)
    assert (other.role_form, other.former) == ("harbor master", False)


@pytest.mark.django_db(transaction=True)
def test_names_that_are_there_already_get_new_keys() -> None:
    van, other = SpeakerFactory(name="Van der Roe"), SpeakerFactory(name="Xi Roeping")
    alone = QuoteFactory(speaker=van, stated_name="Van der Roe")
    article = QuoteFactory(speaker=None, stated_name="al-Roe")
    try:
        migrate("0019_first_bearers")
        Alias.objects.update(key="van der roe", surname="roeping")
        Speaker.objects.update(incomplete=False)
        Quote.objects.filter(pk=article.pk).update(surname="al roe")
        Quote.objects.filter(pk=alone.pk).update(surname="")
    finally:
        call_command("migrate", verbosity=0)
    keys = Alias.objects.filter(speaker__in=(van, other)).order_by("speaker_id")
    assert list(keys.values_list("key", "surname")) == [("van der roe", "roe"), ("xi roeping", "xi")]
    assert list(Speaker.objects.filter(incomplete=True)) == [van]
    assert [Quote.objects.get(pk=quote.pk).surname for quote in (alone, article)] == ["roe", "roe"]


@pytest.mark.django_db(transaction=True)
def test_surnames_on_record_are_those_of_articles_alone_unless_an_editor_has_ruled() -> None:
    names = ("Roe", "Lund", "Okafor", "Reyes", "Ada Roe")
    alone, told, known, held, full = (SpeakerFactory(name=name) for name in names)
    SpeakerFactory(name="Berg", merged_into=full)
    Distinction.objects.create(one=told, other=full)
    known.identifiers.create(scheme="wikidata", value="Q42")
    held.affiliations.create(role="judge").terms.create()
    try:
        migrate("0018")
    finally:
        call_command("migrate", verbosity=0)
    assert list(Speaker.objects.filter(found=True)) == [alone]
