"""Surnames that stand alone: whom they stand for is decided anew when more is known.

    "Roe" said it.                      whoever is the only Roe on record
    Another article names Tom Roe:      now it may be either
    Another says that he is a pilot:    and where "Roe" is a pilot it is he

So the order in which articles are stored does not matter. What editors have reviewed stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Max, Min

from quotes.candidates import bearers, stated_of, surname_of
from quotes.models import Affiliation, Quote, Speaker
from quotes.models.affiliation import STATED
from quotes.models.term import Term
from quotes.resolution import Candidate, Outcome, Resolution, Stated, resolve

News = dict[str, bool]
"""Surnames of which something is new, each with whether there is a new bearer."""

# The quotes of one source that give one name.
_Mention = tuple[int, str]


def news(bearers: Collection[tuple[str, int, Stated]], arrived: Collection[int]) -> News:
    """Tell of which surnames an article says something that matters to stored quotes.

    `bearers` are those whom it names in full: the surname's key, the speaker, what it states;
    `arrived` the speakers who had no full name on record before. One query, and one more for
    what is on record of the bearers of surnames that stand alone somewhere.
    """
    standing = _open(surname for surname, _, _ in bearers).values_list("surname", flat=True)
    alone = set(standing.distinct())
    found: News = {
        surname: True for surname, speaker, _ in bearers if surname in alone and speaker in arrived
    }
    others = [one for one in bearers if one[0] in alone - found.keys() and one[2].facts]
    known = stated_of(speaker for _, speaker, _ in others) if others else {}
    for surname, speaker, stated in others:
        if not stated.facts <= known.get(speaker, Stated()).facts:
            found[surname] = False
    return found


def reconsider(changed: News) -> None:
    """Resolve the surnames that stand alone in stored quotes anew, those `changed`.

    Without a new bearer only those can change of whom something is stated.
    """
    if not changed:
        return
    quotes = _open(changed).select_related("affiliation", "source")
    mentions: dict[_Mention, list[Quote]] = defaultdict(list)
    for quote in quotes.defer("text", "search_text", "source__text").order_by("pk"):
        mentions[quote.source_id, quote.stated_name].append(quote)
    beside: dict[int, set[str]] = defaultdict(set)
    sources = {source for source, _ in mentions}
    named = Quote.objects.filter(source__in=sources).exclude(stated_name="")
    for source, name in named.values_list("source", "stated_name"):
        beside[source].add(name)
    by_surname: dict[str, list[Candidate]] = defaultdict(list)
    for one in bearers(changed):
        for surname in set(map(surname_of, one.names)):
            by_surname[surname].append(one)
    left: set[Affiliation] = set()
    before: set[int] = set()
    for (source, name), some in mentions.items():
        stated = Stated.of(quote.affiliation.stated for quote in some if quote.affiliation)
        if not (changed[some[0].surname] or stated.facts):
            continue
        answer = resolve(
            name,
            Speaker.Kind.PERSON,
            by_surname[some[0].surname],
            apart=beside[source] - {name},
            published=some[0].source.published,
            stated=stated,
        )
        for quote in some:
            if answer.outcome is not Outcome.NONE and answer.speaker != quote.speaker_id:
                if quote.speaker_id is not None:
                    before.add(quote.speaker_id)
                if quote.affiliation is not None:
                    left.add(quote.affiliation)
                _give(quote, answer)
    for affiliation in left:
        _narrow(affiliation)
    if before:
        unused = {"quotes": None, "merged": None, "identifiers": None, "affiliations__terms": None}
        Speaker.objects.filter(pk__in=before, incomplete=True, merged_into=None, **unused).delete()


def _open(surnames: Iterable[str]) -> Any:
    """Return the quotes that nobody has reviewed whose article gives one of these surnames alone."""
    return Quote.objects.filter(surname__in=set(surnames) - {""}, review=Quote.Review.UNREVIEWED).order_by()


def _give(quote: Quote, answer: Resolution) -> None:
    """Let the quote be the answer's speaker's, or nobody's, with what the article states of them."""
    quote.speaker_id = answer.speaker
    quote.reason = answer.reason
    resolved = answer.speaker is not None
    quote.resolution = Quote.Resolution.RESOLVED if resolved else Quote.Resolution.AMBIGUOUS
    if quote.affiliation is not None:
        position: dict[str, Any] = dict(zip(STATED, quote.affiliation.stated, strict=True))
        position["speaker_id"] = answer.speaker
        quote.affiliation, _ = Affiliation.objects.get_or_create(**position)
        if quote.affiliation.widen(quote.source.published):
            quote.affiliation.save()
    quote.save(update_fields=("speaker", "affiliation", "resolution", "reason", "updated"))


def _narrow(affiliation: Affiliation) -> None:
    """Let the dates of an affiliation be those of the sources that still state it; drop it if none does."""
    if not affiliation.quotes.exists() and not Term.objects.filter(affiliation=affiliation).exists():
        affiliation.delete()
        return
    published = affiliation.quotes.aggregate(first=Min("source__published"), last=Max("source__published"))
    affiliation.first_stated, affiliation.last_stated = published["first"], published["last"]
    affiliation.save()
