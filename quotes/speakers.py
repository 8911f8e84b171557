"""Find the rows of those who speak in one article: speakers, aliases, affiliations.

The voices of the article come in, the rows that stand for them go out; what is not on
record is made. Which speaker a name stands for is decided by quotes.resolution. The number
of queries does not depend on the number of voices.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from quotes.extraction.names import name_key
from quotes.extraction.records import Voice
from quotes.models import Affiliation, Alias, Quote, Speaker
from quotes.models.affiliation import STATED
from quotes.models.source import UNDATED
from quotes.models.term import Term
from quotes.resolution import Candidate, Outcome, is_bare, resolve, surname_key

MAX_LENGTH = 300  # of names, roles and organizations in the database

# A name as stated and what bears it; what is stated of it, as in STATED.
_Named = tuple[str, str | None]
_Position = tuple[str, ...]


class Speakers:
    """The speakers of one article and, after `find`, their rows' keys.

    `new` counts those that were not on record. `ambiguous` has a line for each name that
    several speakers on record may bear: nobody is chosen for it.
    """

    def __init__(self) -> None:
        self.new = 0
        self.ambiguous: list[str] = []
        self._speakers: dict[_Named, int] = {}
        self._affiliations: dict[tuple[int | None, _Position], int] = {}

    @classmethod
    def find(cls, voices: Iterable[Voice], published: datetime.date | None) -> Speakers:
        """Find or make the rows of all `voices`. `published` widens the dates of their affiliations."""
        speakers = cls()
        stated = list(voices)
        speakers._find_speakers({_named(voice) for voice in stated if _named(voice)[0]}, published)
        speakers._find_affiliations(stated, published)
        return speakers

    def of(self, voice: Voice) -> int | None:
        """Return the key of the voice's speaker, None for one without a name or with an ambiguous one."""
        return self._speakers.get(_named(voice))

    @staticmethod
    def name_of(voice: Voice) -> str:
        """Return the name that the article gives, empty for none."""
        return _named(voice)[0]

    @staticmethod
    def is_bare(voice: Voice) -> bool:
        """Say whether the article names a person by the surname alone."""
        name, kind = _named(voice)
        return bool(name) and kind == Speaker.Kind.PERSON and is_bare(name)

    def affiliation_of(self, voice: Voice) -> int | None:
        """Return the key of what the article states of the speaker, known or not; None for nothing."""
        return self._affiliations.get((self.of(voice), _position(voice)))

    def _find_speakers(self, named: set[_Named], published: datetime.date | None) -> None:
        """Resolve full names before bare ones; a new speaker is a candidate for the names after it."""
        candidates = _candidates(name for name, _ in named)
        names: dict[int, list[str]] = {candidate.speaker: list(candidate.names) for candidate in candidates}
        made: dict[int, Speaker] = {}
        completed: dict[int, str] = {}
        answers: dict[_Named, int] = {}
        aliases: set[tuple[int, str]] = set()
        for name, kind in sorted(
            named, key=lambda one: (is_bare(one[0]), -len(one[0]), one[0], one[1] or "")
        ):
            apart = [other for other, _ in named if other != name]
            answer = resolve(name, kind, candidates, apart=apart, published=published)
            if answer.outcome is Outcome.AMBIGUOUS:
                self.ambiguous.append(answer.reason)
            elif answer.speaker is not None:
                answers[name, kind] = answer.speaker
                if name not in names[answer.speaker] and not is_bare(name):
                    aliases.add((answer.speaker, name))
            elif (known := _incomplete(name, kind, candidates, apart)) is not None:
                # "Roe" of an earlier article is Ada Roe: the row keeps its quotes and its identifier.
                completed[known] = name
                names[known].append(name)
                candidates.append(Candidate(known, "person", (name,)))
                answers[name, kind] = known
                aliases.add((known, name))
            else:
                # Until it has a row, a new speaker goes by a negative number.
                number = -1 - len(made)
                made[number] = Speaker(name=name, kind=kind or Speaker.Kind.PERSON)
                candidates.append(Candidate(number, made[number].kind, (name,)))
                names[number] = [name]
                answers[name, kind] = number
                aliases.add((number, name))
        for speaker in Speaker.objects.filter(pk__in=completed):
            speaker.name = completed[speaker.pk]
            speaker.save()
        _leave_open([speaker.name for speaker in made.values() if speaker.kind == Speaker.Kind.PERSON])
        Speaker.objects.bulk_create(made.values())
        keys = {number: speaker.pk for number, speaker in made.items()}
        Alias.objects.bulk_create(
            (Alias(speaker_id=keys.get(number, number), name=name) for number, name in sorted(aliases)),
            ignore_conflicts=True,
        )
        self.new = len(made)
        self._speakers = {one: keys.get(number, number) for one, number in answers.items()}

    def _find_affiliations(self, voices: Iterable[Voice], published: datetime.date | None) -> None:
        """Find or make each role and organization that is stated of a speaker, and widen its dates."""
        stated = {(self.of(voice), _position(voice)) for voice in voices if any(_position(voice))}
        if not stated:
            return
        speakers = Q(speaker__in={speaker for speaker, _ in stated if speaker is not None})
        values = zip(STATED, zip(*(position for _, position in stated), strict=True), strict=True)
        found = Affiliation.objects.filter(
            speakers | Q(speaker=None), **{f"{name}__in": set(one) for name, one in values}
        )
        known = {(one.speaker_id, one.stated): one for one in found}
        new = [
            Affiliation(
                speaker_id=speaker,
                **dict(zip(STATED, position, strict=True)),
                first_stated=published,
                last_stated=published,
            )
            for speaker, position in sorted(stated - known.keys(), key=lambda one: (one[0] or 0, one[1]))
        ]
        # Somebody else may be making the same at this moment: theirs is then the one.
        Affiliation.objects.bulk_create(new, ignore_conflicts=True)
        widened = [known[one] for one in stated & known.keys() if _widen(known[one], published)]
        Affiliation.objects.bulk_update(widened, ("first_stated", "last_stated", "updated"))
        for one in found.all() if new else known.values():
            self._affiliations[one.speaker_id, one.stated] = one.pk


def _incomplete(
    name: str, kind: str | None, candidates: Iterable[Candidate], apart: Iterable[str]
) -> int | None:
    """Return the speaker on record who is known by the surname of a full name alone.

    None where the same article names another bearer of it (`apart`).
    """
    if kind != Speaker.Kind.PERSON or is_bare(name):
        return None
    others = (other for other in apart if not is_bare(other) and surname_key(other) == surname_key(name))
    if any(name_key(other) != name_key(name) for other in others):
        return None
    bearer = Candidate(0, "person", (name,))
    for one in candidates:
        known_bare = one.kind == "person" and all(map(is_bare, one.names))
        if known_bare and resolve(one.names[0], "person", [bearer]).outcome is Outcome.ONE:
            return one.speaker
    return None


def _leave_open(names: Iterable[str]) -> None:
    """Take the quotes back that a surname alone gave to its only bearer: there is another one now.

    `names` are those of new speakers. What editors have reviewed stays, and what is stated
    of the speaker stays with the quote.
    """
    surnames = {surname_key(name)[:MAX_LENGTH] for name in names if not is_bare(name)}
    bearers = Alias.objects.filter(surname__in=surnames, speaker__kind=Speaker.Kind.PERSON).values("speaker")
    quotes = Quote.objects.filter(bare=True, review=Quote.Review.UNREVIEWED, speaker__in=bearers)
    left: set[Affiliation] = set()
    before: set[int] = set()
    for quote in quotes.select_related("affiliation", "source").defer("text", "search_text", "source__text"):
        if surname_key(quote.stated_name)[:MAX_LENGTH] not in surnames:
            continue
        if quote.affiliation is not None:
            left.add(quote.affiliation)
            stated: dict[str, Any] = dict(zip(STATED, quote.affiliation.stated, strict=True))
            quote.affiliation, _ = Affiliation.objects.get_or_create(speaker=None, **stated)
            if _widen(quote.affiliation, quote.source.published):
                quote.affiliation.save()
        before.add(quote.speaker_id or 0)
        quote.speaker = None
        quote.save(update_fields=("speaker", "affiliation", "updated"))
    for affiliation in left:
        _narrow(affiliation)
    if before:
        unused = {"quotes": None, "merged": None, "identifiers": None, "affiliations__terms": None}
        Speaker.objects.filter(pk__in=before, incomplete=True, merged_into=None, **unused).delete()


def _narrow(affiliation: Affiliation) -> None:
    """Let the dates of an affiliation be those of the sources that still state it; drop it if none does."""
    if not affiliation.quotes.exists() and not Term.objects.filter(affiliation=affiliation).exists():
        affiliation.delete()
        return
    published = affiliation.quotes.aggregate(first=Min("source__published"), last=Max("source__published"))
    affiliation.first_stated, affiliation.last_stated = published["first"], published["last"]
    affiliation.save()


def _candidates(names: Iterable[str]) -> list[Candidate]:
    """Load everybody on record whose names have something in common with one of `names`.

    One query, and one more for each step by which a speaker was merged into another. Who
    was merged stands for the speaker they were merged into.
    """
    listed = list(names)
    keys = {name_key(name)[:MAX_LENGTH] for name in listed}
    surnames = {surname_key(name)[:MAX_LENGTH] for name in listed if is_bare(name)}
    of_full = {surname_key(name)[:MAX_LENGTH] for name in listed} - surnames
    incomplete = Q(surname__in=of_full, speaker__incomplete=True)
    alike = Alias.objects.filter(Q(key__in=keys) | Q(surname__in=surnames) | incomplete).values("speaker")
    names_of: dict[int, list[str]] = {}
    kinds: dict[int, str] = {}
    merged: dict[int, int] = {}
    wanted: Q | None = Q(speaker__in=alike)
    while wanted is not None:
        rows = Alias.objects.filter(wanted).order_by("pk")
        for speaker, name, kind, into in rows.values_list(
            "speaker", "name", "speaker__kind", "speaker__merged_into"
        ):
            names_of.setdefault(speaker, []).append(name)
            kinds[speaker] = kind
            if into is not None:
                merged[speaker] = into
        missing = set(merged.values()) - names_of.keys()
        wanted = Q(speaker__in=missing) if missing else None
    for speaker in sorted(merged):
        final = speaker
        while final in merged:
            final = merged[final]
        names_of[final].extend(names_of.pop(speaker))
    years = _years(names_of)
    return [
        Candidate(speaker, kinds[speaker], tuple(names), *years[speaker])
        for speaker, names in sorted(names_of.items())
    ]


def _years(speakers: Iterable[int]) -> dict[int, tuple[datetime.date | None, datetime.date | None]]:
    """Return when each speaker was quoted first and last, which an index answers."""
    dated = Quote.objects.filter(speaker=OuterRef("pk"), sort_date__gt=UNDATED).values("sort_date")
    first, last = (Subquery(dated.order_by(order)[:1]) for order in ("sort_date", "-sort_date"))
    found = Speaker.objects.filter(pk__in=list(speakers)).values_list("pk", first, last)
    return {speaker: (begin, end) for speaker, begin, end in found}


def _named(voice: Voice) -> _Named:
    """Return the name and kind of a voice, an empty name where there is none to look up."""
    name = _words(voice.name)
    return (name if name_key(name) else "", voice.kind.value if voice.kind else None)


def _position(voice: Voice) -> _Position:
    return tuple(_words(getattr(voice, name)) for name in STATED)


def _words(stated: str | None) -> str:
    """Return a name, role or organization on one line; empty if it is too long to be one."""
    words = " ".join((stated or "").split())
    return words if len(words) <= MAX_LENGTH else ""


def _widen(affiliation: Affiliation, published: datetime.date | None) -> bool:
    """Let the dates of an affiliation include `published`, and say whether that changed them."""
    if published is None:
        return False
    before = (affiliation.first_stated, affiliation.last_stated)
    affiliation.first_stated = min(affiliation.first_stated or published, published)
    affiliation.last_stated = max(affiliation.last_stated or published, published)
    affiliation.updated = timezone.now()
    return before != (affiliation.first_stated, affiliation.last_stated)
