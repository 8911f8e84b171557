"""What sources told is taken back when they are deleted, or read anew and tell it no more.

An article about Ada Roe turns out to be about Tom Roe: of Ada, whom nothing else tells of, no row is left,
and "Roe" in another article is Tom. What an editor or an authority file made or ruled on stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from quotes.bare_names import narrow, prune, renew
from quotes.extraction.names import name_key
from quotes.models import Affiliation, Alias, Quote, Source, Speaker
from quotes.resolution import is_bare


@dataclass(frozen=True, slots=True)
class Credits:
    """Of some quotes: the keys of their speakers and affiliations, and the names that the source gives."""

    speakers: frozenset[int]
    affiliations: frozenset[int]
    names: frozenset[str]

    @classmethod
    def of(cls, quotes: Iterable[Quote], without: Iterable[Quote] = ()) -> Credits:
        """Note whose the quotes are, except for what others say as well."""
        kept = set(map(_credit, without))
        lost = [quote for quote in quotes if _credit(quote) not in kept]
        return cls(
            frozenset(quote.speaker_id for quote in lost if quote.speaker_id is not None),
            frozenset(quote.affiliation_id for quote in lost if quote.affiliation_id is not None),
            frozenset(quote.stated_name for quote in lost if quote.stated_name),
        )


def _credit(quote: Quote) -> tuple[int | None, int | None, str]:
    return quote.speaker_id, quote.affiliation_id, quote.stated_name


def withdraw(credits: Credits) -> None:
    """Let speakers and affiliations be what is told of them by the quotes that are left."""
    if not credits.names:
        return
    for affiliation in Affiliation.objects.filter(pk__in=credits.affiliations):
        narrow(affiliation)
    prune(credits.speakers)
    for speaker in Speaker.objects.filter(pk__in=credits.speakers, found=True, merged_into=None):
        _rename(speaker)
    renew(credits.names)


def _rename(speaker: Speaker) -> None:
    """Let a speaker go by those names that its quotes still give, unless an editor gave it one of them."""
    quotes = speaker.quotes.exclude(stated_name="").order_by()
    if quotes.filter(review=Quote.Review.CORRECTED).exists():
        return
    stated = dict(quotes.values_list("stated_name", "surname").distinct())
    full = {name for name, surname in stated.items() if not surname}
    # Those that do not tell who is meant were its by what was stated: they are decided anew.
    names = full or {name for name in stated if name_key(name) == name_key(min(stated))}
    known = {alias.name: alias for alias in speaker.aliases.order_by("pk")}
    if not names or (full and full >= {name for name in known if not is_bare(name)}):
        return
    for name in sorted(names - known.keys()):
        Alias.objects.create(speaker=speaker, name=name)
    gone = [alias.pk for name, alias in known.items() if name not in names]
    Alias.objects.filter(pk__in=gone).delete()
    if speaker.name not in names:
        first = next((name for name in known if name in names), min(names))
        incomplete = speaker.kind == Speaker.Kind.PERSON and is_bare(first)
        row = Speaker.objects.filter(pk=speaker.pk)
        row.update(name=first, incomplete=incomplete, updated=timezone.now())


@receiver(pre_delete, sender=Source)
def _remember(instance: Any, **kwargs: Any) -> None:
    instance.credits = Credits.of(instance.quotes.only("speaker", "affiliation", "stated_name"))


@receiver(post_delete, sender=Source)
def _forget(instance: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        withdraw(instance.credits)
