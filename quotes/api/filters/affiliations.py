"""Filters of the affiliations."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from quotes.api.filters.conditions import credited_to, either, moments, positions
from quotes.api.narrowing import Filter, Filters, any_of, lookup
from quotes.api.parameters import Date, PublicIds, TrueFalse, Values
from quotes.models import Term


class AffiliationFilters(Filters):
    """Filters of the affiliations."""

    id = Filter(PublicIds, lookup("public_id__in"), "Id of the affiliation. Repeatable.", "4c2xhvtzy54ttgik")
    speaker = Filter(PublicIds, credited_to, "Id of the speaker. Repeatable.", "k3v5xq2m7a4nbz6d")
    has_speaker = Filter(
        TrueFalse,
        lambda known: Q(speaker__isnull=not known),
        "true: of a speaker. false: of somebody whom no source names.",
        True,
    )
    role = Filter(
        Values, any_of("role__icontains"), "Part of the role; case is ignored. Repeatable.", "minister"
    )
    organization = Filter(
        Values,
        any_of("organization__icontains"),
        "Part of the organization; case is ignored. Repeatable.",
        "Harbor Authority",
    )
    office, party, state, former, acting = positions()
    stated_on = Filter(
        Date,
        lambda day: Q(first_stated__lte=day, last_stated__gte=day),
        "A date from the first to the last on which sources state it.",
        "2024-07-09",
        turned=True,
    )
    as_of = Filter(
        Date,
        lambda day: Q(pk__in=Term.objects.held_on(day).values("affiliation")),
        "A date on which it was held, as curated, whatever sources state.",
        "2024-07-09",
        turned=True,
    )
    has_term = Filter(
        TrueFalse,
        either(Exists(Term.objects.filter(affiliation=OuterRef("pk")))),
        "true: when it was held is curated. false: it is not.",
        True,
    )
    created_after, created_before = moments("created")
    updated_after, updated_before = moments("updated")
