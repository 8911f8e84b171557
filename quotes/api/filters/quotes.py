"""Filters of the quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from quotes.api.filters.conditions import credited_to, either, moments, named, on_domains, positions
from quotes.api.narrowing import Filter, Filters, any_of, lookup
from quotes.api.parameters import Choices, Date, Names, PublicIds, Search, Share, TrueFalse, Values
from quotes.models import Quote, Speaker
from quotes.models.full_text import condition
from quotes.models.source import UNDATED
from quotes.search import parse


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
    speaker_kind = Filter(
        Choices,
        lookup("speaker__kind__in"),
        "Kind of speaker. Repeatable.",
        "person",
        choices=Speaker.Kind.choices,
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
    has_organization = Filter(
        TrueFalse,
        either(Q(affiliation__organization__gt="")),
        "true: the source states an organization for the speaker. false: it does not.",
        True,
    )
    has_role = Filter(
        TrueFalse,
        either(Q(affiliation__role__gt="")),
        "true: the source states a role for the speaker. false: it does not.",
        True,
    )
    office, party, state, former, acting = positions("affiliation__")
    has_affiliation = Filter(
        TrueFalse,
        lambda known: Q(affiliation__isnull=not known),
        "true: the source states what the speaker is. false: it does not.",
        True,
    )
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
    domain = on_domains("source__")
    language = Filter(
        Values,
        lookup("source__language__in"),
        "Language of the source as a BCP 47 tag, exactly. Repeatable.",
        "en",
    )
    has_date = Filter(
        TrueFalse,
        either(Q(sort_date__gt=UNDATED)),
        "true: the source's date of publication is known. false: it is not.",
        True,
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
    cue = Filter(
        Values,
        any_of("cue__icontains"),
        "Part of the cue (said, according to); case is ignored. Repeatable.",
        "said",
    )
    has_cue = Filter(TrueFalse, either(~Q(cue="")), "true: with a cue. false: without one.", True)
    has_mention = Filter(
        TrueFalse,
        either(~Q(mention="")),
        "true: words of the source stand for the speaker. false: none do.",
        True,
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
    max_confidence = Filter(
        Share, lookup("confidence__lte"), "Highest confidence, from 0 to 1, inclusive.", 0.5
    )
    review = Filter(
        Choices,
        lookup("review__in"),
        "Review by editors. Repeatable. Without it or `id`, rejected quotes are left out.",
        "accepted",
        choices=Quote.Review.choices,
    )
    created_after, created_before = moments("created")
    updated_after, updated_before = moments("updated")

    @classmethod
    def conditions(cls, values: Mapping[str, Any]) -> list[Q]:
        """Leave out what editors rejected unless `review` or `id` asks for it."""
        asked = {"review", "id"} & values.keys()
        return super().conditions(values) + ([] if asked else [~Q(review=Quote.Review.REJECTED)])
