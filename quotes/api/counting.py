"""`count=`: how many rows a list has in all, which costs more than a page and comes where it is asked for.

count      rows of the list                  what it costs
exact      all of them                       reading them all
capped     up to MOST, and then "at_least"   reading that many
estimate   exact up to MOST, else judged     as capped, and looking at SAMPLE rows more
           by a sample
"""

from __future__ import annotations

import random
from typing import Any

from django.db.models import Max, Min, QuerySet

from quotes.api.errors import BadParameters
from quotes.api.parameters import no_choice

PARAMETER = "count"
WAYS = ("exact", "capped", "estimate")
MOST = 10_000
SAMPLE = 5_000
# What a count says of itself.
EXACT, AT_LEAST, ESTIMATE = "exact", "at_least", "estimate"


def read(text: str | None) -> str | None:
    """Return the way of counting that is asked for, if any. Raises BadParameters."""
    if text is not None and text not in WAYS:
        raise BadParameters({PARAMETER: no_choice(text, WAYS)})
    return text


def counted(rows: QuerySet, way: str) -> dict[str, Any]:
    """Return how many rows there are, and what sort of number that is (one to three queries)."""
    keys = rows.order_by().values("pk")
    if way == "exact":
        return _answer(keys.count(), EXACT)
    found = keys[: MOST + 1].count()
    if found <= MOST:
        return _answer(found, EXACT)
    return _answer(MOST, AT_LEAST) if way == "capped" else _answer(max(_judged(rows), MOST), ESTIMATE)


def _answer(number: int, sort: str) -> dict[str, Any]:
    return {"count": number, "count_is": sort}


def _judged(rows: QuerySet) -> int:
    """Return about how many rows there are, by the share of keys drawn by lot that are among them.

    With n of them found the standard error is about n ** -0.5 of the number; two digits are kept.
    """
    every = rows.model.objects.aggregate(first=Min("pk"), last=Max("pk"))
    span = range(every["first"] or 0, (every["last"] or 0) + 1)
    lots = random.Random(span.stop)  # noqa: S311 (the same ones each time, so is the answer)
    drawn = lots.sample(span, min(SAMPLE, len(span)))
    judged = rows.order_by().filter(pk__in=drawn).count() * len(span) // max(len(drawn), 1)
    return round(judged, 2 - len(str(judged)))
