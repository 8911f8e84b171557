"""How far quotations reached: in how many quotes, of how many outlets, since when.

spread(quotes)[quote.pk]    {"quotes": 3, "outlets": 2, "first_published": 9 July 2024}
outlets(sources)            2
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Set
from typing import Any, NamedTuple

from django.db.models import Count, Min

from quotes.models import Quote, Variant
from quotes.models.quote import QuoteQuerySet
from quotes.variants import copies, is_brief


def spread(quotes: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return for each quote, by key, how far its variants reach, itself included (three queries, or four).

    How many `quotes`, of how many `outlets`, and when the first was published, as `variants_of`
    finds them.
    """
    groups = dict(Variant.objects.filter(quote__in=quotes).values_list("quote", "group"))
    by_group: dict[int, list[_Credited]] = {}
    members = Quote.objects.not_rejected().filter(variant__group__in=set(groups.values()))
    for group, one in _credited(members, "variant__group"):
        by_group.setdefault(group, []).append(one)
    own = list(_credited(Quote.objects.filter(pk__in=quotes), "pk", "search_text"))
    by_words = _spread_of_brief({(words, one.speaker) for _, words, one in own if is_brief(words)})
    found = {}
    for key, words, one in own:
        its = by_group.get(groups[key], []) if key in groups else by_words.get((words, one.speaker), [one])
        if len(({other.speaker for other in its} | {one.speaker}) - {None}) > 1:
            its = [other for other in its if other.speaker == one.speaker]
        found[key] = {
            "quotes": sum(other.quotes for other in its),
            "outlets": outlets((other.publisher, other.domain) for other in its),
            "first_published": min((other.first for other in its if other.first), default=None),
        }
    return found


def outlets(sources: Iterable[tuple[str, str]]) -> int:
    """Count the outlets of sources, which are given by their `publisher_key` and `domain`.

    An outlet is a publisher; without a name it is known by its domain, unless the domain is that
    of a publisher who is counted already.
    """
    known = set(sources)
    named = {publisher for publisher, _ in known} - {""}
    theirs = {domain for publisher, domain in known if publisher}
    return len(named) + len({domain for publisher, domain in known if not publisher} - theirs - {""})


class _Credited(NamedTuple):
    """Quotes of one group that one publisher has, and that are credited to one speaker."""

    speaker: int | None
    publisher: str
    domain: str
    quotes: int
    first: datetime.date | None


def _credited(quotes: QuoteQuerySet, *by: str) -> Iterator[tuple[Any, ...]]:
    """Yield the values of `by`, and with them who has such quotes, and how many."""
    rows = quotes.order_by().values_list(*by, "speaker", "source__publisher_key", "source__domain")
    for row in rows.annotate(quotes=Count("pk"), first=Min("source__published")):
        yield (*row[: len(by)], _Credited(*row[len(by) :]))


def _spread_of_brief(
    wanted: Set[tuple[str, int | None]],
) -> dict[tuple[str, int | None], list[_Credited]]:
    """Return who has the copies of few words of one speaker; nothing of those of nobody."""
    known = {(words, speaker) for words, speaker in wanted if speaker is not None}
    found: dict[tuple[str, int | None], list[_Credited]] = {}
    if known:
        quotes = copies({words for words, _ in known}, {speaker for _, speaker in known if speaker})
        for words, one in _credited(quotes, "search_text"):
            found.setdefault((words, one.speaker), []).append(one)
    return found
