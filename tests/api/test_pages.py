"""Statements of pages that are kept say what those say that are made for one request."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from quotes.api import pages
from quotes.api.narrowing import Filters
from quotes.api.views import AffiliationViewSet, QuoteViewSet, Resource, SourceViewSet, SpeakerViewSet
from quotes.models import Quote
from tests.factories import QuoteFactory

VIEWS = (QuoteViewSet, SpeakerViewSet, SourceViewSet, AffiliationViewSet)
PLAIN = [
    (view, name)
    for view in VIEWS
    for name in view.filterset_class.known()
    if view.filterset_class.plain({name: None})
]


def example(filters: type[Filters], name: str, repeated: int) -> dict[str, Any]:
    """Return the value that the filter reads from its example."""
    query = QueryDict(mutable=True)
    text = filters.named(name).example
    written = str(text).lower() if isinstance(text, bool) else str(text)
    query.setlist(name, [written] * (repeated if filters.known()[name] else 1))
    return filters.read(query)


def without(text: str) -> str:
    """Return the statement without parentheses around single parameters."""
    return text.replace("(%s)", "%s")


@pytest.mark.django_db
@pytest.mark.parametrize("repeated", [1, 3])
@pytest.mark.parametrize(("view", "name"), PLAIN, ids=[f"{v.__name__} {n}" for v, n in PLAIN])
def test_it_is_the_statement_of_the_condition(view: type[Resource], name: str, repeated: int) -> None:
    filters, rows = view.filterset_class, view.queryset.all()
    values = example(filters, name, repeated)
    found: list[Any] = []
    shape = tuple((each, pages.shape_of(value, found)) for each, value in values.items())
    numbers = pages.count()
    slotted = rows.filter(*filters.conditions({each: pages.slots_of(one, numbers) for each, one in shape}))
    text, parameters = slotted.query.get_compiler(rows.db).as_sql()
    filled = [
        connection.ops.adapt_unknown_value(found[one.number]) if isinstance(one, pages.Slot) else one
        for one in parameters
    ]
    direct = rows.filter(*filters.conditions(values)).query.get_compiler(rows.db).as_sql()
    # Django leaves out what is repeated, and sets expressions into parentheses, which makes no difference.
    if repeated == 1:
        assert (without(text), filled) == (without(direct[0]), list(direct[1]))
    assert list(rows.model.objects.raw(text, filled)) == list(rows.model.objects.raw(*direct))


@pytest.mark.django_db
def test_it_is_filled_in_with_the_values_of_each_request(client: Client) -> None:
    direct, mixed = (QuoteFactory(kind=kind) for kind in ("direct", "mixed"))
    pages.statement.cache_clear()
    for quote in (direct, mixed, direct):
        (found,) = client.get("/api/v1/quotes/", {"kind": quote.kind}).json()["results"]
        assert found["id"] == quote.public_id
    assert pages.statement.cache_info().misses == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"has_cue": "true"}, {"has_cue": "false"}),
        ({"kind": "direct"}, {"kind": ["direct", "mixed"]}),
        ({"kind": "direct"}, {"not_kind": "direct"}),
        ({"kind": "direct"}, {"ordering": "start", "kind": "direct"}),
        ({"kind": "direct"}, {"limit": "1", "kind": "direct"}),
        ({"kind": "direct"}, {"fields": "id", "kind": "direct"}),
        ({}, {"review": "rejected"}),
    ],
)
def test_what_is_not_a_value_makes_another(client: Client, one: Any, other: Any) -> None:
    QuoteFactory(kind="direct", cue="said"), QuoteFactory(kind="mixed", cue="")
    Quote.objects.update(confidence=0.5)
    pages.statement.cache_clear()
    for asked in (one, other):
        assert client.get("/api/v1/quotes/", asked).status_code == 200
    assert pages.statement.cache_info().misses == 2


@pytest.mark.django_db
def test_parts_of_texts_are_not_kept(client: Client) -> None:
    pages.statement.cache_clear()
    for asked in ({"q": "levy"}, {"cue": "said"}, {"speaker_name": "roe"}, {"domain": "a.example"}):
        assert client.get("/api/v1/quotes/", asked).status_code == 200
    assert pages.statement.cache_info().currsize == 0
