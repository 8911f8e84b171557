"""Filters of the speakers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from quotes.api.filters.conditions import either, identified, moments, named
from quotes.api.narrowing import NOT, Filter, Filters, any_of, lookup
from quotes.api.parameters import Choices, Identifiers, Names, PublicIds, TrueFalse, Values
from quotes.models import Affiliation, Identifier, Quote, Speaker


class SpeakerFilters(Filters):
    """Filters of the speakers. `role` and `organization` must hold of one and the same affiliation."""

    id = Filter(PublicIds, lookup("public_id__in"), "Id of the speaker. Repeatable.", "zetumecqbs2kqerd")
    name = Filter(
        Names,
        lambda keys: Q(pk__in=named(keys).values("speaker")),
        "Part of a name that the speaker goes by; case, accents and titles are ignored. Repeatable.",
        "Okafor",
    )
    identifier = Filter(
        Identifiers,
        lambda pairs: Q(pk__in=identified(pairs).values("speaker")),
        "Scheme and value of what the speaker is called in another catalog. Repeatable.",
        "wikidata:Q900000042",
    )
    kind = Filter(
        Choices,
        lookup("kind__in"),
        "Kind of speaker. Repeatable.",
        "person",
        choices=Speaker.Kind.choices,
    )
    incomplete = Filter(
        TrueFalse,
        lookup("incomplete"),
        "true: persons of whom a surname alone is known. false: all others.",
        True,
    )
    has_identifier = Filter(
        TrueFalse,
        either(Exists(Identifier.objects.filter(speaker=OuterRef("pk")))),
        "true: known in another catalog. false: not.",
        True,
    )
    has_affiliation = Filter(
        TrueFalse,
        either(Exists(Affiliation.objects.filter(speaker=OuterRef("pk")))),
        "true: sources state what the speaker is. false: none does.",
        True,
    )
    has_quotes = Filter(
        TrueFalse,
        either(Exists(Quote.objects.not_rejected().filter(speaker=OuterRef("pk")))),
        "true: with quotes that are not rejected. false: without.",
        True,
    )
    role = Filter(
        Values,
        any_of("role__icontains"),
        "Part of a role that sources state; with `organization`, of the same affiliation. Repeatable.",
        "minister",
    )
    organization = Filter(
        Values,
        any_of("organization__icontains"),
        "Part of an organization that sources state; with `role`, of the same affiliation. Repeatable.",
        "Harbor Authority",
    )

    created_after, created_before = moments("created")
    updated_after, updated_before = moments("updated")

    @classmethod
    def conditions(cls, values: Mapping[str, Any]) -> list[Q]:
        """Ask about affiliations: where both are given, of one and the same; turned round, of none."""
        stated = Affiliation.objects.filter(speaker=OuterRef("pk"))
        about = {"role", "organization"}
        found = super().conditions({n: v for n, v in values.items() if n.removeprefix(NOT) not in about})
        if both := {name: value for name, value in values.items() if name in about}:
            found.append(Q(Exists(stated.filter(*super().conditions(both)))))
        for name in sorted(about):
            if (value := values.get(f"{NOT}{name}")) is not None:
                found.append(~Q(Exists(stated.filter(cls.base_filters[name].condition(value)))))
        return found
