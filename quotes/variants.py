"""Variants: the quotes that are one quotation, found in several sources, joined in groups.

    refresh(quotes)        after their words are written
    release(keys)          before they are deleted (Quote's pre_delete does it)
                           (where one is saved with other words, Quote's post_save does both)
    variants_of(quote)     the group as a reader sees it

Two quotes are joined where quotes.matching.are_variants says so of their words and no name is
changed, and a group is what such joints connect: it does not depend on the order in which quotes
came. Everything is derived from the words, and may be repeated. Few words ("I am not a crook")
join nobody: they are found when they are asked for, among those of their own speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from quotes.matching import are_variants, changes_names, fingerprints, recurs, tells
from quotes.models import Fingerprint, Quote, Variant
from quotes.models.quote import QuoteQuerySet

#: At most so many quotes are read for each key, and compared in all: the first that were stored.
PER_KEY = 100
CANDIDATES = 60
MAX_KEYS = 100
# SQLite joins at most 500 queries to one.
KEYS_PER_QUERY = 400

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
                _join([set(rest)])
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


def near(keys: Mapping[int, Collection[int]]) -> dict[int, list[tuple[int, str]]]:
    """Return for each text the quotes that share its keys, with their folded words; the nearest first.

    Texts go by numbers of the caller's. What it costs does not depend on how many quotes
    there are, and the number of queries hardly on how many texts.
    """
    asked = [(text, key) for text, its in keys.items() for key in list(dict.fromkeys(its))[:MAX_KEYS]]
    shared: dict[int, Counter[int]] = {text: Counter() for text in keys}
    one = "SELECT quote_id FROM quotes_fingerprint WHERE key = %s ORDER BY quote_id LIMIT %s"
    with connection.cursor() as cursor:
        for first in range(0, len(asked), KEYS_PER_QUERY):
            some = asked[first : first + KEYS_PER_QUERY]
            each = " UNION ALL ".join(
                f"SELECT {int(text)}, quote_id FROM ({one}) AS one"  # noqa: S608 (constants and a number)
                for text, _ in some
            )
            cursor.execute(each, [param for _, key in some for param in (key, PER_KEY)])
            for text, quote in cursor.fetchall():
                shared[text][quote] += 1
    nearest = {
        text: [quote for _, quote in sorted((-count, quote) for quote, count in counts.items())[:CANDIDATES]]
        for text, counts in shared.items()
    }
    wanted = list({quote for quotes in nearest.values() for quote in quotes})
    words: dict[int, str] = {}
    for first in range(0, len(wanted), 10_000):
        rows = Quote.objects.filter(pk__in=wanted[first : first + 10_000])
        words.update(rows.values_list("pk", "search_text"))
    return {
        text: [(quote, words[quote]) for quote in quotes if quote in words]
        for text, quotes in nearest.items()
    }


def variants_of(quote: Quote) -> QuoteQuerySet:
    """Return the quotes, itself included, that are the same quotation by the same speaker.

    Whoever is credited with the words by name keeps to their own; a quote without a speaker
    goes with them where nobody else is credited. Few words are the same quotation only in the
    mouth of one speaker who is known. What editors rejected is left out.
    """
    alone = Quote.objects.filter(pk=quote.pk)
    if is_brief(quote.search_text):
        same = copies([quote.search_text], [quote.speaker_id]) if quote.speaker_id else alone
        return same if same.exists() else alone
    group = Variant.objects.filter(quote=quote.pk).values_list("group", flat=True).first()
    if group is None:
        return alone
    members = Quote.objects.filter(variant__group=group).not_rejected()
    credited = set(members.exclude(speaker=None).order_by().values_list("speaker", flat=True).distinct())
    if len(credited | ({quote.speaker_id} - {None})) <= 1:
        return members
    return members.filter(speaker=quote.speaker_id)


def is_brief(text: str) -> bool:
    """Say whether words are too few to be told by themselves, and enough to be told with their speaker."""
    words = text.split()
    return not tells(words) and recurs(words)


def copies(texts: Collection[str], speakers: Collection[int]) -> QuoteQuerySet:
    """Return the quotes that have just these words, by these speakers, found by their fingerprints."""
    keys = {min(_keys(text)) for text in texts}
    found = Fingerprint.objects.filter(key__in=keys).values("quote")
    return Quote.objects.not_rejected().filter(pk__in=found, search_text__in=texts, speaker__in=speakers)


def _keys(text: str) -> set[int]:
    return fingerprints(text.split())


def _join_all(texts: Mapping[int, str]) -> None:
    """Join each quote to its variants."""
    candidates = near({key: _keys(text) for key, text in texts.items()})
    joints = []
    for key, text in texts.items():
        words = text.split()
        alike = {other: are_variants(words, other.split()) for other in {its for _, its in candidates[key]}}
        joints += [(key, quote, its != text) for quote, its in candidates[key] if alike[its]]
    changed = {quote for *pair, differs in joints if differs for quote in pair}
    written = _written(changed)
    compared: dict[tuple[str, str], bool] = {}

    def fits(one: int, other: int) -> bool:
        pair = written.get(one, ""), written.get(other, "")
        if pair not in compared:
            compared[pair] = not changes_names(*pair)
        return compared[pair]

    groups: dict[int, set[int]] = {}
    for key, quote, differs in joints:
        if not differs or fits(key, quote):
            groups.setdefault(key, {key}).add(quote)
    _join(groups.values())


def _written(quotes: Collection[int]) -> dict[int, str]:
    """Return the words of quotes as they are written, with their capitals."""
    wanted = list(quotes)
    found: dict[int, str] = {}
    for first in range(0, len(wanted), 10_000):
        rows = Quote.objects.filter(pk__in=wanted[first : first + 10_000])
        found.update(rows.values_list("pk", "text"))
    return found


def _join(groups: Iterable[set[int]]) -> None:
    """Make one group of the quotes of each set, and of the groups that they are in."""
    sets = [group for group in groups if len(group) > 1]
    if not sets:
        return
    known = dict(Variant.objects.filter(quote__in=set().union(*sets)).values_list("quote", "group"))
    lowest: dict[int, int] = {}  # what each quote or group has become part of

    def lead(quote: int) -> int:
        while (lower := lowest.get(quote, quote)) != quote:
            quote = lower
        return quote

    for group in sets:
        leads = {lead(one) for quote in group for one in (quote, known.get(quote, quote))}
        lowest.update(dict.fromkeys(leads, min(leads)))
    for former in sorted(set(known.values())):
        if lead(former) != former:
            Variant.objects.filter(group=former).update(group=lead(former))
    new = sorted(set().union(*sets) - known.keys())
    Variant.objects.bulk_create(Variant(quote_id=quote, group_id=lead(quote)) for quote in new)


def _lock() -> None:
    """Let nobody else join until this transaction ends: two new variants would not see each other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@receiver(pre_delete, sender=Quote)
def _before_deletion(instance: Quote, **kwargs: Any) -> None:
    release([instance.pk])


@receiver(post_save, sender=Quote)
def _after_correction(
    instance: Quote, created: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    if not created and update_fields is not None and "search_text" in update_fields:
        refresh([instance], {instance.pk: ""})
