"""Filters of the sources."""

from __future__ import annotations

from django.db.models import Q

from quotes.api.filters.conditions import either, moments, on_domains
from quotes.api.narrowing import Filter, Filters, any_of, lookup
from quotes.api.parameters import Choices, Date, PublicIds, TrueFalse, Values
from quotes.models import Source


class SourceFilters(Filters):
    """Filters of the sources."""

    id = Filter(PublicIds, lookup("public_id__in"), "Id of the source. Repeatable.", "ijd4qn653zku4bni")
    title = Filter(
        Values, any_of("title__icontains"), "Part of the title; case is ignored. Repeatable.", "harbor dues"
    )
    url = Filter(
        Values, lookup("url__in"), "Address of the article, exactly. Repeatable.", "https://news.example/dues"
    )
    has_url = Filter(
        TrueFalse, either(~Q(url="")), "true: the article's address is known. false: it is not.", True
    )
    domain = on_domains()
    publisher = Filter(
        Values,
        any_of("publisher__iexact"),
        "Publisher, the whole name; case is ignored. Repeatable.",
        "The Harbor Gazette",
    )
    has_date = Filter(
        TrueFalse,
        lambda known: Q(published__isnull=not known),
        "true: the date of publication is known. false: it is not.",
        True,
    )
    published_after = Filter(
        Date,
        lookup("published__gte"),
        "First date of publication, inclusive. Leaves out sources without a date.",
        "2024-07-01",
    )
    published_before = Filter(
        Date,
        lookup("published__lte"),
        "Last date of publication, inclusive. Leaves out sources without a date.",
        "2024-07-31",
    )
    language = Filter(Values, lookup("language__in"), "Language as a BCP 47 tag, exactly. Repeatable.", "en")
    status = Filter(
        Choices,
        lookup("status__in"),
        "Whether the text has been read. Repeatable.",
        "extracted",
        choices=Source.Status.choices,
    )
    created_after, created_before = moments("created")
    updated_after, updated_before = moments("updated")
