"""Names that do not tell who is meant: whom they stand for is decided anew when more is known.

    "Roe" said it.                      whoever is the only Roe on record
    Another article names Tom Roe:      now it may be either
    Another says that he is a pilot:    and where "Roe" is a pilot it is he

The same goes for "George Bush", as soon as George W. and George H. W. Bush are on record. So the
order in which articles are stored does not matter. What editors have reviewed stays. Only those
quotes are looked at for which the news can make a difference, however many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from quotes.candidates import bearers, facts_in, key_of, namesakes, stated_of, surname_of
from quotes.extraction.names import fold, name_key, parse_name
from quotes.models import Affiliation, Alias, Distinction, Quote, Speaker
from quotes.models.affiliation import STATED
from quotes.models.term import Term
from quotes.resolution import (
    Candidate,
    Outcome,
    Register,
    Resolution,
    is_bare,
    middle_initial,
    resolve,
)
from quotes.stated import Stated
from quotes.statements import insert
from quotes.surnames import Surname, count_bearers

# The quotes of one source that give one name.
_Mention = tuple[int, str]


def is_open(name: str, answer: Resolution) -> bool:
    """Say whether a person's name does not tell who is meant, whatever the answer is."""
    return is_bare(name) or len(answer.rivals) > 1


def news(
    named: Collection[tuple[str, int, Stated]],
    arrived: Collection[int],
    open_names: Collection[str],
    surnames: Mapping[str, Surname],
) -> Q | None:
    """Return which stored quotes an article may make stand for somebody else; None for none.

    `named` are those whom it names in full: the name, the speaker, what it states; `arrived` the
    speakers who had no full name on record before; `open_names` those of its own names that do not
    tell who is meant; `surnames` are surveyed. Up to two statements where one of the surnames
    is open somewhere.
    """
    own = {surname_of(name) for name in open_names if not is_bare(name)}
    alone = []
    for name, speaker, stated in named:
        surname = surname_of(name)
        if surname in own or (surname in surnames and surnames[surname].alone):
            alone.append((surname, name, speaker, stated))
    known = stated_of(speaker for _, _, speaker, _ in alone)
    told = []
    for surname, name, speaker, stated in alone:
        before = known.get(speaker, Stated()).on(None)
        if speaker in arrived or not before.includes(stated):
            told.append((surname, name, speaker, before, stated))
    count = count_bearers({surname for surname, *_ in told}) if told else {}
    arrivals = Counter(surname for surname, _, speaker, *_ in told if speaker in arrived)
    found: Q | None = None
    for surname, name, speaker, before, stated in told:
        some = Q(pk=None)
        if more := stated.facts - before.facts:
            some |= facts_in(more, "affiliation__")
        if not stated.members <= before.members:
            some |= Q(affiliation__isnull=False) & ~Q(affiliation__state="")
        if speaker in arrived and (suffix := fold(parse_name(name).suffix)):
            some |= Q(stated_name__icontains=suffix)
        if speaker in arrived and (surname in own or count[surname] - arrivals[surname] < 2):
            some = Q()  # had there been two before, one more would change nothing
        elif count[surname] == 1:
            some |= Q(affiliation__isnull=False) & (Q(speaker=None) if before.facts else Q())
        some &= Q(surname=surname)
        found = some if found is None else found | some
    return found


def may_be(speaker: int, stated: Stated) -> bool:
    """Say whether a surname on record may be somebody of whom this is stated (one statement).

    Nothing that stood beside the surname contradicts it, and what editors have reviewed agrees.
    """
    columns = ("review", *(f"affiliation__{name}" for name in STATED))
    quotes = Quote.objects.not_rejected().filter(speaker=speaker).order_by().values_list(*columns)
    positions: dict[bool, list[tuple[str, ...]]] = defaultdict(list)
    for review, *position in quotes.distinct():
        positions[review != Quote.Review.UNREVIEWED].append(tuple(part or "" for part in position))
    if any(Stated.of([position]).contradicts(stated) for some in positions.values() for position in some):
        return False
    return not positions[True] or Stated.of(positions[True]).agrees(stated)


def complete(names: Mapping[int, str]) -> None:
    """Give speakers who were known by a surname their full names."""
    for speaker, name in names.items():
        Speaker.objects.filter(pk=speaker).update(name=name, incomplete=False, updated=timezone.now())


def part(key: str, speakers: Collection[int]) -> Q | None:
    """Open the names with that key that do not tell who is meant, as there is one more who may be.

    They were names of these `speakers`. Returns which quotes are to be decided anew.
    """
    named = Quote.objects.filter(speaker__in=speakers, surname="", review=Quote.Review.UNREVIEWED)
    names = set(named.order_by().values_list("stated_name", flat=True).distinct())
    vague = [name for name in names if name_key(name) == key and not middle_initial(name)]
    surname = surname_of(vague[0]) if vague else ""
    if surname:
        named.filter(stated_name__in=vague).update(surname=surname, updated=timezone.now())
    for speaker in Speaker.objects.filter(pk__in=speakers, found=True):
        aliases = [one for one in speaker.aliases.order_by("pk") if one.key == key[:300]]
        full = [one.name for one in aliases if middle_initial(one.name)]
        if full:
            if name_key(speaker.name) == key and not middle_initial(speaker.name):
                Speaker.objects.filter(pk=speaker.pk).update(name=full[0], updated=timezone.now())
            gone = [one.pk for one in aliases if one.name not in full]
            Alias.objects.filter(pk__in=gone).delete()
    return Q(surname=surname) if surname else None


def renew(names: Iterable[str]) -> None:
    """Decide anew whom stored names stand for that persons of these `names` may bear."""
    surnames = {surname_of(name) for name in names} - {""}
    if surnames:
        reconsider(Q(surname__in=surnames))


def reconsider(changed: Q | None) -> None:
    """Resolve those names in stored quotes that do not tell who is meant and that `changed` chooses."""
    if changed is None:
        return
    chosen = set(_open().filter(changed).values_list("source", "stated_name"))
    left: set[int] = set()
    # What a full name states of its bearer, if it tells who that is, is evidence for the surnames.
    for some in ({one for one in chosen if not is_bare(one[1])}, {one for one in chosen if is_bare(one[1])}):
        if some:
            left |= _decide(some)
    prune(left)


def _open() -> Any:
    return Quote.objects.filter(review=Quote.Review.UNREVIEWED).exclude(surname="").order_by()


def _decide(chosen: Collection[_Mention]) -> set[int]:
    """Resolve these mentions, and return which speakers lost some of them."""
    sources = {source for source, _ in chosen}
    quotes = _open().filter(source__in=sources, stated_name__in={name for _, name in chosen})
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
    bare = {surname_of(name) for _, name in mentions if is_bare(name)}
    if bare:
        known = bearers(bare, {fact for each in stated.values() for fact in each.facts})
    else:
        known = namesakes({key_of(name) for _, name in mentions})
    left: set[Affiliation] = set()
    before: set[int] = set()
    for (source, name), some in sorted(mentions.items(), key=lambda one: one[0]):
        answer = resolve(
            name,
            Speaker.Kind.PERSON,
            known.like(name),
            apart=beside[source] - {name},
            published=some[0].source.published,
            stated=stated[source, name],
        )
        speaker = answer.speaker if answer.outcome is not Outcome.NONE else _make(name, known)
        surname = surname_of(name) if is_open(name, answer) else ""
        for quote in some:
            if (speaker, surname) != (quote.speaker_id, quote.surname):
                if quote.speaker_id is not None:
                    before.add(quote.speaker_id)
                if quote.affiliation is not None:
                    left.add(quote.affiliation)
                quote.surname = surname
                _give(quote, speaker, answer.reason)
    for affiliation in left:
        narrow(affiliation)
    return before


def _make(name: str, known: Register) -> int:
    """Make a speaker for a name that nobody on record bears any more."""
    speaker = Speaker(name=name, found=True)
    insert([speaker])
    insert([Alias(speaker=speaker, name=name)])
    known.add(Candidate(speaker.pk, speaker.kind, (name,), found=True))
    return speaker.pk


def _give(quote: Quote, speaker: int | None, reason: str) -> None:
    """Let the quote be the speaker's, or nobody's, with what the article states of them."""
    quote.speaker_id = speaker
    quote.reason = reason
    resolved = speaker is not None
    quote.resolution = Quote.Resolution.RESOLVED if resolved else Quote.Resolution.AMBIGUOUS
    if quote.affiliation is not None:
        position: dict[str, Any] = dict(zip(STATED, quote.affiliation.stated, strict=True))
        position["speaker_id"] = speaker
        quote.affiliation, _ = Affiliation.objects.get_or_create(**position)
        if quote.affiliation.widen(quote.source.published):
            quote.affiliation.save()
    quote.save(update_fields=("speaker", "surname", "affiliation", "resolution", "reason", "updated"))


def narrow(affiliation: Affiliation) -> None:
    """Let the dates of an affiliation be those of the sources that still state it; drop it if none does."""
    if not affiliation.quotes.exists() and not Term.objects.filter(affiliation=affiliation).exists():
        affiliation.delete()
        return
    published = affiliation.quotes.aggregate(first=Min("source__published"), last=Max("source__published"))
    affiliation.first_stated, affiliation.last_stated = published["first"], published["last"]
    affiliation.save()


def prune(speakers: Collection[int]) -> None:
    """Delete those of the speakers of whom nothing is left and whom articles alone told of."""
    if speakers:
        unused = {"quotes": None, "merged": None, "identifiers": None, "affiliations__terms": None}
        gone = Speaker.objects.filter(pk__in=speakers, found=True, merged_into=None, **unused)
        gone.exclude(Exists(Distinction.objects.about(OuterRef("pk")))).delete()
