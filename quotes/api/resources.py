"""What each resource answers with, as it is read from the database: see quotes.api.rows.

Names, order and nesting are those of quotes.api.serializers, which describe them in OpenAPI.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.db.models import Count

from quotes.api.context import around, window
from quotes.api.rows import Address, Column, Record, Related, parsed, raw
from quotes.models import Affiliation, Alias, Identifier, Quote, Term
from quotes.occurrences import highlights
from quotes.reach import spread
from quotes.search import Words

#: What an affiliation says, in every record that has one.
_POSITION = ("role", "organization", "party", "state", "former", "acting")


def aliases(speakers: Collection[int]) -> dict[int, list[str]]:
    """Return the names that each speaker goes by (one query)."""
    found: dict[int, list[str]] = {}
    rows = Alias.objects.filter(speaker__in=speakers).order_by("name", "pk")
    for speaker, name in rows.values_list("speaker", "name"):
        found.setdefault(speaker, []).append(name)
    return found


def identifiers(speakers: Collection[int]) -> dict[int, list[dict[str, str]]]:
    """Return the identifiers of each speaker by scheme (one query)."""
    found: dict[int, list[dict[str, str]]] = {}
    rows = Identifier.objects.filter(speaker__in=speakers).order_by("scheme")
    for speaker, scheme, value in rows.values_list("speaker", "scheme", "value"):
        found.setdefault(speaker, []).append({"scheme": scheme, "value": value})
    return found


def affiliations(speakers: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the affiliations of each speaker, the last stated first (one query)."""
    names = ("public_id", *_POSITION, "first_stated", "last_stated")
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Affiliation.objects.filter(speaker__in=speakers).order_by("speaker", "-last_stated", "pk")
    for speaker, *values in rows.values_list("speaker", *names):
        item = dict(zip(("id", *names[1:]), values, strict=True))
        found.setdefault(speaker, []).append(item)
    return found


def stating(affiliations: Collection[int]) -> dict[int, int]:
    """Return how many sources state each affiliation, by quotes that are not rejected (one query)."""
    rows = Quote.objects.not_rejected().filter(affiliation__in=affiliations).order_by()
    counted = rows.values("affiliation").annotate(sources=Count("source", distinct=True))
    return dict.fromkeys(affiliations, 0) | dict(counted.values_list("affiliation", "sources"))


def terms(affiliations: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return when each affiliation was held, as curated (one query)."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Term.objects.filter(affiliation__in=affiliations)
    for affiliation, first, last in rows.values_list("affiliation", "held_from", "held_until"):
        found.setdefault(affiliation, []).append({"held_from": first, "held_until": last})
    return found


def held(quotes: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the curated affiliations that each quote's speaker had when its source was published.

    Two queries. None for a source without a date.
    """
    rows = Quote.objects.filter(pk__in=quotes, speaker__isnull=False, source__published__isnull=False)
    said = rows.order_by().values_list("pk", "speaker", "source__published")
    by_speaker: dict[int | None, list[Term]] = {}
    speakers = {speaker for _, speaker, _ in said}
    for term in Term.objects.filter(affiliation__speaker__in=speakers).select_related("affiliation"):
        by_speaker.setdefault(term.affiliation.speaker_id, []).append(term)
    return {
        pk: [
            {
                "id": term.affiliation.public_id,
                "role": term.affiliation.role,
                "organization": term.affiliation.organization,
                "held_from": term.held_from,
                "held_until": term.held_until,
            }
            for term in by_speaker.get(speaker, ())
            if day and term.includes(day)
        ]
        for pk, speaker, day in said
    }


def columns(names: str, prefix: str = "") -> dict[str, Column]:
    """Return columns under their own names."""
    return {name: Column(f"{prefix}{name}") for name in names.split()}


def position(prefix: str = "") -> dict[str, Column]:
    """Return the columns of what an affiliation says."""
    flags = {name: Column(f"{prefix}{name}", read=bool) for name in _POSITION[4:]}
    return {**columns(" ".join(_POSITION[:4]), prefix), **flags}


def words(name: str) -> Record:
    """Return words of the article with their spans; null where there are none."""
    return Record({"text": Column(name), "spans": parsed(f"{name}_spans")}, given=name)


def speaker_of(**more: Related) -> Record:
    """Return the speaker inside another record."""
    fields = {"id": Column("speaker__public_id"), **columns("name kind", "speaker__")}
    return Record({**fields, **more}, given="speaker__public_id")


QUOTE = Record(
    {
        "id": Column("public_id"),
        "url": Address(),
        **columns("text kind type"),
        "speaker": speaker_of(affiliations=Related("speaker_id", affiliations, extra=True)),
        "held": Related("pk", held, extra=True),
        "affiliation": Record(
            {
                "id": Column("affiliation__public_id"),
                **position("affiliation__"),
            },
            given="affiliation__public_id",
        ),
        "source": Record(
            {
                "id": Column("source__public_id"),
                **columns("url title publisher published", "source__"),
            }
        ),
        **columns("start end"),
        "content_spans": parsed("content_spans"),
        "cue": words("cue"),
        "mention": words("mention"),
        **columns("resolution confidence review created updated"),
        "context": Column(
            window(), "start", "end", raw("cue_spans"), raw("mention_spans"), read=around, extra=True
        ),
        "variants": Related("pk", spread, extra=True),
    }
)

SPEAKER = Record(
    {
        "id": Column("public_id"),
        "url": Address(),
        **columns("name kind"),
        "incomplete": Column("incomplete", read=bool),
        "aliases": Related("pk", aliases),
        "identifiers": Related("pk", identifiers),
        "affiliations": Related("pk", affiliations),
        **columns("created updated"),
    }
)

SOURCE = Record(
    {
        "id": Column("public_id"),
        "api_url": Address(),
        **columns("url title"),
        "authors": parsed("authors"),
        **columns("publisher published language sha256 extractor status created updated"),
        "text": Column("text", extra=True),
    }
)

AFFILIATION = Record(
    {
        "id": Column("public_id"),
        "url": Address(),
        "speaker": speaker_of(),
        **position(),
        **columns("role_form first_stated last_stated"),
        "sources": Related("pk", stating, extra=True),
        "terms": Related("pk", terms),
        **columns("created updated"),
    }
)


def searched(terms: Sequence[Words]) -> Record:
    """Return the description of a quote that says where the words of a search stand in its text."""
    marked = {"highlights": Column("text", read=partial(highlights, terms))}
    fields: dict[str, Any] = {}
    for name, field in QUOTE.fields.items():
        fields |= {name: field} | (marked if name == "text" else {})
    return Record(fields)
