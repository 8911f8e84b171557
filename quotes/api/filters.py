"""Filters of the lists: flat names, each with its help text and an example."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quotes.api.narrowing import NOT, Filter, Filters, alternatives, any_of, lookup
from quotes.api.parameters import (
    Choices,
    Date,
    Identifiers,
    Names,
    Offices,
    PublicIds,
    Search,
    Share,
    TrueFalse,
    Values,
)
from quotes.models import Affiliation, Alias, Identifier, Quote, Source, Speaker, Term
from quotes.models.full_text import condition
from quotes.models.source import UNDATED
from quotes.search import parse


def credited_to(public_ids: list[str]) -> Q:
    """Return the condition that a row belongs to these speakers, or to those whom they were merged into."""
    survivor = Coalesce("merged_into", "pk")
    if len(public_ids) == 1:
        # An equation, which an index of the speaker's newest quotes answers.
        speaker = Speaker.objects.filter(public_id=public_ids[0]).values_list(survivor)
        return Q(speaker=Coalesce(Subquery(speaker), 0))
    return Q(speaker__in=Speaker.objects.filter(public_id__in=public_ids).values_list(survivor))


def identified(pairs: list[tuple[str, str]]) -> QuerySet[Identifier]:
    """Return the identifiers that have one of these schemes with its value."""
    return Identifier.objects.filter(reduce(or_, (Q(scheme=scheme, value=value) for scheme, value in pairs)))


def named(keys: list[str]) -> QuerySet[Alias]:
    """Return the aliases whose key contains one of `keys`."""
    return Alias.objects.filter(alternatives("key__contains", keys))


def positions(prefix: str = "") -> tuple[Filter, ...]:
    """Return the filters office, party, state, former and acting of what is stated."""
    return (
        Filter(
            Offices,
            lookup(f"{prefix}role_form__in"),
            "Office: the whole role in any of its forms (Sen., senator), former or not. Repeatable.",
            "Sen.",
        ),
        Filter(Values, any_of(f"{prefix}party__iexact"), "Party, the usual name. Repeatable.", "Republican"),
        Filter(Values, any_of(f"{prefix}state__iexact"), "State, the usual name. Repeatable.", "Iowa"),
        Filter(TrueFalse, lookup(f"{prefix}former"), "true: a role that is over. false: any other.", True),
        Filter(TrueFalse, lookup(f"{prefix}acting"), "true: an acting holder. false: any other.", True),
    )


class QuoteFilters(Filters):
    """Filters of the quotes."""

    id = Filter(PublicIds, lookup("public_id__in"), "Id of the quote. Repeatable.", "rbdap6npw7xgozer")
    q = Filter(
        Search,
        lambda words: condition(parse(words)),
        'Full text: words, "words in order", -without, begin*, AND, OR, NOT, (), speaker:, org:, date: ...',
        "climate",
    )
    speaker = Filter(PublicIds, credited_to, "Id of the speaker. Repeatable.", "k3v5xq2m7a4nbz6d")
    speaker_name = Filter(
        Names,
        lambda keys: Q(speaker__in=named(keys).values("speaker")),
        "Part of a name that the speaker goes by; case, accents and titles are ignored. Repeatable.",
        "Okafor",
    )
    has_speaker = Filter(
        TrueFalse,
        lambda known: Q(speaker__isnull=not known),
        "true: only quotes whose speaker is known. false: only the others.",
        True,
    )
    organization = Filter(
        Values,
        any_of("affiliation__organization__icontains"),
        "Part of the organization that the source states for the speaker; case is ignored. Repeatable.",
        "Harbor Authority",
    )
    role = Filter(
        Values,
        any_of("affiliation__role__icontains"),
        "Part of the role that the source states for the speaker; case is ignored. Repeatable.",
        "minister",
    )
    office, party, state, former, acting = positions("affiliation__")
    affiliation = Filter(
        PublicIds,
        lookup("affiliation__public_id__in"),
        "Id of the affiliation. Repeatable.",
        "a2b3c4d5e6f7g2h3",
    )
    source = Filter(
        PublicIds, lookup("source__public_id__in"), "Id of the source. Repeatable.", "m4n5o6p7q2r3s4t5"
    )
    publisher = Filter(
        Values,
        any_of("source__publisher__iexact"),
        "Publisher of the source, the whole name; case is ignored. Repeatable.",
        "The Harbor Gazette",
    )
    published_after = Filter(
        Date,
        lambda day: Q(sort_date__gte=day, sort_date__gt=UNDATED),
        "First date of publication, inclusive. Leaves out sources without a date.",
        "2024-07-01",
    )
    published_before = Filter(
        Date,
        lambda day: Q(sort_date__lte=day, sort_date__gt=UNDATED),
        "Last date of publication, inclusive. Leaves out sources without a date.",
        "2024-07-31",
    )
    kind = Filter(
        Choices,
        lookup("kind__in"),
        "Kind of quotation: all, partly or not in quotation marks. Repeatable.",
        "direct",
        choices=Quote.Kind.choices,
    )
    type = Filter(
        Choices,
        lookup("type__in"),
        "What kind of act the cue tells of: said, wrote, believes, plans, endorsed. Repeatable.",
        "speech",
        choices=Quote.Type.choices,
    )
    resolution = Filter(
        Choices,
        lookup("resolution__in"),
        "What became of the name that the source gives. Repeatable.",
        "ambiguous",
        choices=Quote.Resolution.choices,
    )
    min_confidence = Filter(
        Share, lookup("confidence__gte"), "Lowest confidence, from 0 to 1, inclusive.", 0.9
    )
    review = Filter(
        Choices,
        lookup("review__in"),
        "Review by editors. Repeatable. Without it or `id`, rejected quotes are left out.",
        "accepted",
        choices=Quote.Review.choices,
    )

    @classmethod
    def conditions(cls, values: Mapping[str, Any]) -> list[Q]:
        """Leave out what editors rejected unless `review` or `id` asks for it."""
        asked = {"review", "id"} & values.keys()
        return super().conditions(values) + ([] if asked else [~Q(review=Quote.Review.REJECTED)])


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


class SourceFilters(Filters):
    """Filters of the sources."""

    id = Filter(PublicIds, lookup("public_id__in"), "Id of the source. Repeatable.", "ijd4qn653zku4bni")
    title = Filter(
        Values, any_of("title__icontains"), "Part of the title; case is ignored. Repeatable.", "harbor dues"
    )
    url = Filter(
        Values, lookup("url__in"), "Address of the article, exactly. Repeatable.", "https://news.example/dues"
    )
    publisher = Filter(
        Values,
        any_of("publisher__iexact"),
        "Publisher, the whole name; case is ignored. Repeatable.",
        "The Harbor Gazette",
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


class AffiliationFilters(Filters):
    """Filters of the affiliations."""

    id = Filter(PublicIds, lookup("public_id__in"), "Id of the affiliation. Repeatable.", "4c2xhvtzy54ttgik")
    speaker = Filter(PublicIds, credited_to, "Id of the speaker. Repeatable.", "k3v5xq2m7a4nbz6d")
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
    )
    as_of = Filter(
        Date,
        lambda day: Q(pk__in=Term.objects.held_on(day).values("affiliation")),
        "A date on which it was held, as curated, whatever sources state.",
        "2024-07-09",
    )
