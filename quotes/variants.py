"""Variants: the quotes that are one quotation, found in several sources, joined in groups.

    refresh(quotes)        after their words are written
    release(keys)          before they are deleted (Quote's pre_delete does it)
    variants_of(quote)     the group as a reader sees it

Two quotes are joined where quotes.matching.are_variants says so of their words, and a group
is what such joints connect: it does not depend on the order in which quotes came. Everything
is derived from the words, and may be repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from quotes.matching import are_variants, fingerprints
from quotes.models import Fingerprint, Quote, Variant
from quotes.models.quote import QuoteQuerySet

#: At most so many quotes are read for each key, and compared in all: the first that were stored.
PER_KEY = 100
CANDIDATES = 60
MAX_KEYS = 100

_LOCK = 0x7665726261


def refresh(quotes: Iterable[Quote], before: Mapping[int, str] | None = None) -> None:
    """Find the variants of quotes whose words are new.

    `before` holds the folded words, by key, of those that had other words or the same ones.
    """
    known = before or {}
    texts = {quote.pk: quote.search_text for quote in quotes}
    changed = {key: text for key, text in texts.items() if known.get(key) != text}
    if not changed:
        return
    with transaction.atomic():
        _lock()
        release([key for key in changed if key in known])
        Fingerprint.objects.bulk_create(
            (Fingerprint(quote_id=key, key=one) for key, text in changed.items() for one in _keys(text)),
            batch_size=5000,
        )
        _join_all(changed)


def release(quotes: Collection[int]) -> None:
    """Take quotes out of their groups, and find anew how the rest of each hangs together."""
    if not quotes:
        return
    with transaction.atomic():
        _lock()
        Fingerprint.objects.filter(quote__in=quotes).delete()
        groups = set(Variant.objects.filter(quote__in=quotes).values_list("group", flat=True))
        for group in groups:
            members = dict(Variant.objects.filter(group=group).values_list("quote", "quote__search_text"))
            Variant.objects.filter(group=group).delete()
            rest = {key: text for key, text in members.items() if key not in quotes}
            gone = {text for key, text in members.items() if key in quotes}
            if gone <= set(rest.values()):  # copies are left that hold the group together
                _join(rest)
            else:
                _join_all(rest)


def catch_up(batch: int) -> Iterator[int]:
    """Refresh every quote that has no fingerprint, and yield how many are done after each batch."""
    done = last = 0
    while True:
        rows = Quote.objects.filter(pk__gt=last, fingerprints=None).exclude(search_text="")
        quotes = list(rows.only("pk", "search_text").order_by("pk")[:batch])
        if not quotes:
            return
        refresh(quotes)
        done, last = done + len(quotes), quotes[-1].pk
        yield done


def near(keys: Collection[int]) -> list[tuple[int, str]]:
    """Return quotes that share some of these keys, with their folded words; the nearest first.

    One query, whose cost does not depend on how many quotes there are.
    """
    some = list(dict.fromkeys(keys))[:MAX_KEYS]
    if not some:
        return []
    one = "SELECT quote_id FROM quotes_fingerprint WHERE key = %s ORDER BY quote_id LIMIT %s"
    each = " UNION ALL ".join(f"SELECT quote_id FROM ({one}) AS one" for _ in some)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT quote.id, quote.search_text FROM quotes_quote AS quote JOIN (
                SELECT quote_id, count(*) AS shared FROM ({each}) AS each
                GROUP BY quote_id ORDER BY shared DESC, quote_id LIMIT %s
            ) AS candidate ON candidate.quote_id = quote.id ORDER BY shared DESC, quote.id
            """,  # noqa: S608 (made of the constants above)
            [*(param for key in some for param in (key, PER_KEY)), CANDIDATES],
        )
        found: list[tuple[int, str]] = cursor.fetchall()
        return found


def variants_of(quote: Quote) -> QuoteQuerySet:
    """Return the quotes, itself included, that are the same quotation by the same speaker.

    Whoever is credited with the words by name keeps to their own; a quote without a speaker
    goes with them where nobody else is credited. What editors rejected is left out.
    """
    group = Variant.objects.filter(quote=quote.pk).values_list("group", flat=True).first()
    if group is None:
        return Quote.objects.filter(pk=quote.pk)
    members = Quote.objects.filter(variant__group=group).not_rejected()
    credited = set(members.exclude(speaker=None).order_by().values_list("speaker", flat=True).distinct())
    if len(credited | ({quote.speaker_id} - {None})) <= 1:
        return members
    return members.filter(speaker=quote.speaker_id)


def _keys(text: str) -> set[int]:
    return fingerprints(text.split())


def _join_all(texts: Mapping[int, str]) -> None:
    """Join each quote to its variants."""
    for key, text in texts.items():
        words = text.split()
        alike: dict[str, bool] = {text: are_variants(words, words)}
        joined = []
        for other, its in near(fingerprints(words)):
            if its not in alike:
                alike[its] = are_variants(words, its.split())
            if alike[its]:
                joined.append(other)
        if set(joined) - {key}:
            _join([key, *joined])


def _join(quotes: Iterable[int]) -> None:
    """Make one group of these quotes and of the groups that they are in."""
    keys = set(quotes)
    if len(keys) < 2:
        return
    known = dict(Variant.objects.filter(quote__in=keys).values_list("quote", "group"))
    groups = set(known.values())
    lowest = min(keys | groups)
    if groups - {lowest}:
        Variant.objects.filter(group__in=groups - {lowest}).update(group=lowest)
    Variant.objects.bulk_create(Variant(quote_id=key, group_id=lowest) for key in sorted(keys - known.keys()))


def _lock() -> None:
    """Let nobody else join until this transaction ends: two new variants would not see each other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@receiver(pre_delete, sender=Quote)
def _before_deletion(instance: Quote, **kwargs: Any) -> None:
    release([instance.pk])
