"""When affiliations were held, as curated, and that no article changes it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from quotes.articles import Article
from quotes.models import Affiliation, Change, Quote, Term
from quotes.models.change import number
from quotes.models.merging import merge
from quotes.store import store
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory
from tests.store.readings import Found, read

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2023, 11, 1), date(2025, 1, 31)
DAY = datetime.timedelta(days=1)


def term(held_from: date | None = None, held_until: date | None = None, **fields: object) -> Term:
    affiliation = fields.pop("affiliation", None) or AffiliationFactory(**fields)
    return Term.objects.create(affiliation=affiliation, held_from=held_from, held_until=held_until)


@pytest.mark.parametrize(
    ("held_from", "held_until", "day", "held"),
    [
        pytest.param(FIRST, LAST, FIRST, True, id="the first day"),
        pytest.param(FIRST, LAST, LAST, True, id="the last day"),
        pytest.param(FIRST, LAST, FIRST - DAY, False, id="before"),
        pytest.param(FIRST, LAST, LAST + DAY, False, id="after"),
        pytest.param(FIRST, None, LAST + DAY, True, id="still held"),
        pytest.param(FIRST, None, FIRST - DAY, False, id="still held, before"),
        pytest.param(None, LAST, FIRST, True, id="beginning not known"),
        pytest.param(None, LAST, LAST + DAY, False, id="beginning not known, after"),
        pytest.param(None, None, FIRST, False, id="nothing known of when"),
    ],
)
def test_what_is_held_on_a_day(
    held_from: date | None, held_until: date | None, day: date, held: bool
) -> None:
    one = term(held_from, held_until)
    assert Term.objects.held_on(day).exists() is held
    assert one.includes(day) is held


def test_an_office_is_held_twice_but_each_term_once() -> None:
    one = term(FIRST, LAST)
    term(LAST + DAY, affiliation=one.affiliation)
    with pytest.raises(IntegrityError), transaction.atomic():
        term(LAST + DAY, affiliation=one.affiliation)


def test_a_change_of_a_term_is_one_of_the_affiliation() -> None:
    affiliation = AffiliationFactory()

    def told() -> int:
        number()
        return Change.objects.filter(record=affiliation.public_id, action="updated").count()

    one = term(FIRST, affiliation=affiliation)
    assert told() == 1
    one.held_until = LAST
    one.save()
    assert told() == 2
    one.delete()
    assert told() == 3


def test_no_term_ends_before_it_begins() -> None:
    with pytest.raises(IntegrityError, match="term_from_before_until"), transaction.atomic():
        term(LAST, FIRST)


def test_an_article_widens_what_is_stated_and_never_a_term() -> None:
    speaker = SpeakerFactory(name="Ada Roe")
    position = {"role": "mayor", "organization": "Elm Falls"}
    one = term(FIRST, LAST, speaker=speaker, first_stated=None, last_stated=None, **position)
    for day in (date(2020, 1, 1), date(2030, 1, 1)):
        text = f'"We wait," said Ada Roe, mayor of Elm Falls, in {day.year}.'
        article = Article(text=text, published=day)
        store(article, read(text, Found('"We wait,"', name="Ada Roe", **position)))
    stated = Affiliation.objects.get()
    assert (stated.first_stated, stated.last_stated) == (date(2020, 1, 1), date(2030, 1, 1))
    assert (Term.objects.get(), Quote.objects.filter(affiliation=stated).count()) == (one, 2)
    assert (Term.objects.get().held_from, Term.objects.get().held_until) == (FIRST, LAST)


def test_a_merge_keeps_the_terms_of_both() -> None:
    one, other = (
        AffiliationFactory(speaker=SpeakerFactory(), role="mayor", organization="Elm Falls") for _ in range(2)
    )
    for affiliation, first in ((one, FIRST), (other, FIRST), (one, LAST)):
        term(first, affiliation=affiliation)
    merge(one.speaker, other.speaker)
    assert list(Term.objects.values_list("affiliation", "held_from")) == [(other.pk, FIRST), (other.pk, LAST)]


def test_a_quote_shows_what_the_speaker_was_when_the_article_appeared(
    django_assert_num_queries: Callable,
) -> None:
    anybody = APIClient()
    quote = QuoteFactory(source__published=date(2024, 7, 9))
    speaker = quote.speaker
    held = term(FIRST, LAST, speaker=speaker, role="mayor", organization="Elm Falls")
    term(None, FIRST, speaker=speaker, role="clerk", organization="Elm Falls")
    QuoteFactory(source__published=None, speaker=speaker)
    QuoteFactory(source__published=date(2024, 7, 9), speaker=None)
    QuoteFactory(source__published=date(2024, 7, 9))
    number()
    with django_assert_num_queries(4):
        rows = anybody.get("/api/v1/quotes/?expand=held").json()["results"]
    found = {row["id"]: row["held"] for row in rows}
    assert found.pop(quote.public_id) == [
        {
            "id": held.affiliation.public_id,
            "role": "mayor",
            "organization": "Elm Falls",
            "held_from": "2023-11-01",
            "held_until": "2025-01-31",
        }
    ]
    assert list(found.values()) == [[], [], []]
    assert "held" not in anybody.get("/api/v1/quotes/").json()["results"][0]
