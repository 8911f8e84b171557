"""Surnames that stand alone: whom they stand for is decided anew when more is known.

    "Roe" said it.                      whoever is the only Roe on record
    Another article names Tom Roe:      now it may be either
    Another says that he is a pilot:    and where "Roe" is a pilot it is he

So the order in which articles are stored does not matter. What editors have reviewed stays.
Only those quotes are looked at for which the news can make a difference, however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from quotes.candidates import bearers, facts_in, stated_of
from quotes.models import Affiliation, Distinction, Quote, Speaker
from quotes.models.affiliation import STATED
from quotes.models.term import Term
from quotes.resolution import Outcome, Resolution, Stated, resolve
from quotes.surnames import Surname, count_bearers

# Quotes of a surname alone that an editor told from somebody: they stay together.
_RULED = Q(Exists(Distinction.objects.about(OuterRef("speaker"))) & Q(speaker__incomplete=True))

# The quotes of one source that give one name.
_Mention = tuple[int, str]


def news(
    named: Collection[tuple[str, int, Stated]], arrived: Collection[int], surnames: Mapping[str, Surname]
) -> Q | None:
    """Return which stored quotes an article may make stand for somebody else; None for none.

    `named` are those whom it names in full: the surname's key, the speaker, what it states;
    `arrived` the speakers who had no full name on record before; `surnames` are surveyed. Up to
    two statements where one of the surnames stands alone somewhere.
    """
    alone = [one for one in named if one[0] in surnames and surnames[one[0]].alone]
    known = stated_of(speaker for _, speaker, _ in alone)
    told = []
    for surname, speaker, stated in alone:
        before = known.get(speaker, Stated()).facts
        if speaker in arrived or not stated.facts <= before:
            told.append((surname, speaker, before, stated.facts - before))
    count = count_bearers({surname for surname, *_ in told}) if told else {}
    found: Q | None = None
    for surname, speaker, before, more in told:
        if speaker in arrived and count[surname] <= 2:
            some = Q()  # the only one, or the second
        elif not more:
            continue
        elif count[surname] == 1:
            some = Q(affiliation__isnull=False) & (Q(speaker=None) if before else Q())
        else:
            some = facts_in(more, "affiliation__")
        some &= Q(surname=surname)
        found = some if found is None else found | some
    return found


def reconsider(changed: Q | None) -> None:
    """Resolve the surnames that stand alone in the quotes that `news` named anew."""
    if changed is None:
        return
    unreviewed = Quote.objects.filter(review=Quote.Review.UNREVIEWED).exclude(surname="").order_by()
    unreviewed = unreviewed.exclude(_RULED)
    chosen = set(unreviewed.filter(changed).values_list("source", "stated_name"))
    if not chosen:
        return
    sources = {source for source, _ in chosen}
    quotes = unreviewed.filter(source__in=sources, stated_name__in={name for _, name in chosen})
    mentions: dict[_Mention, list[Quote]] = defaultdict(list)
    quotes = quotes.select_related("affiliation", "source").defer("text", "search_text", "source__text")
    for quote in quotes.order_by("pk"):
        if (quote.source_id, quote.stated_name) in chosen:
            mentions[quote.source_id, quote.stated_name].append(quote)
    beside: dict[int, set[str]] = defaultdict(set)
    named = Quote.objects.filter(source__in=sources).exclude(stated_name="")
    for source, name in named.values_list("source", "stated_name"):
        beside[source].add(name)
    stated = {
        mention: Stated.of(quote.affiliation.stated for quote in some if quote.affiliation)
        for mention, some in mentions.items()
    }
    surnames = {some[0].surname for some in mentions.values()}
    known = bearers(surnames, {fact for each in stated.values() for fact in each.facts})
    left: set[Affiliation] = set()
    before: set[int] = set()
    for (source, name), some in mentions.items():
        answer = resolve(
            name,
            Speaker.Kind.PERSON,
            known.like(name),
            apart=beside[source] - {name},
            published=some[0].source.published,
            stated=stated[source, name],
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
        gone = Speaker.objects.filter(pk__in=before, incomplete=True, merged_into=None, **unused)
        gone.exclude(Exists(Distinction.objects.about(OuterRef("pk")))).delete()


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
