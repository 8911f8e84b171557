"""Conditions and filters that several lists share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quotes.api.narrowing import Condition, Filter, alternatives, any_of, lookup
from quotes.api.parameters import Domains, Moment, Offices, TrueFalse, Values
from quotes.models import Alias, Identifier, Speaker


def credited_to(public_ids: Sequence[Any]) -> Q:
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


def either(condition: Q | Exists) -> Condition:
    """Return the condition that `condition` holds (true), or that it does not (false)."""
    return lambda wanted: Q(condition) if wanted else ~Q(condition)


def on_domains(prefix: str = "") -> Filter:
    """Return the filter domain of an article's address."""

    def on_one(domains: list[str]) -> Q:
        name = f"{prefix}domain"
        below = [f".{domain}" for domain in domains]
        return Q((f"{name}__in", domains)) | alternatives(f"{name}__endswith", below)

    return Filter(
        Domains,
        on_one,
        "Domain of the article's address, or one that it is below: example.com holds news.example.com."
        " Repeatable.",
        "gazette.example",
    )


def moments(what: str) -> tuple[Filter, Filter]:
    """Return the filters ..._after and ..._before of a column that holds a moment."""
    rule = "A date (all of that day, UTC) or a moment with its offset, inclusive."
    later, earlier = (f"{what.title()} then or {side}. {rule}" for side in ("later", "earlier"))
    return (
        Filter(Moment, lambda span: Q((f"{what}__gte", span[0])), later, "2024-07-01"),
        Filter(Moment, lambda span: Q((f"{what}__lte", span[1])), earlier, "2026-12-31T23:59:59Z"),
    )
