"""What an authority file says of speakers (quotes.authority) into rows, beside what articles state.

An entry is that of the speaker who bears one of its identifiers; else of the only one of its kind
who goes by its full name and has no other value of its schemes; else of a new one. Nobody is
guessed: where two could be meant, or one of two namesakes in the file, that is an error. What is on
record is added to and never taken away: names, identifiers, roles with their terms. To bring in an
entry again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import IntegrityError, transaction

from quotes.authority import Entry, Position
from quotes.bare_names import renew
from quotes.extraction.names import fold, name_key
from quotes.models import Affiliation, Alias, Identifier, Speaker, Term
from quotes.models.identifier import fault
from quotes.readers import Failure
from quotes.resolution import contradict, is_bare


class Outcome(StrEnum):
    """What became of an entry."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    AMBIGUOUS = "ambiguous"
    FAILED = "failed"


class Refused(ValueError):
    """An entry that cannot be brought in; the message says why."""


class Ambiguous(Refused):
    """An entry that may be that of several speakers."""


@dataclass
class Namesakes:
    """The names that a file gives to several, told apart by different values of one scheme."""

    names: set[tuple[str, str]] = field(default_factory=set)
    _ids: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry | Failure]) -> Namesakes:
        """Find those in a file's entries."""
        found = cls()
        for entry in entries:
            if isinstance(entry, Entry) and entry.ids:
                known = found._ids.setdefault(_named(entry), {})
                if any(known.setdefault(scheme, value) != value for scheme, value in entry.ids):
                    found.names.add(_named(entry))
        return found


def bring_in(entry: Entry, namesakes: Namesakes) -> Outcome:
    """Bring in an entry, all of it or nothing. Raises Refused, Ambiguous if it is for that reason."""
    for scheme, value in entry.ids:
        if wrong := fault(scheme, value):
            raise Refused(f"ids: {wrong}")
    try:
        with transaction.atomic():
            speaker = _find(entry, namesakes)
            outcome = Outcome.UNCHANGED
            if speaker is None:
                speaker, outcome = Speaker(name=entry.name, kind=entry.kind), Outcome.CREATED
                speaker.save()
            if _add(entry, speaker) and outcome is Outcome.UNCHANGED:
                outcome = Outcome.CHANGED
            if outcome is not Outcome.UNCHANGED:
                renew((entry.name, *entry.aliases))
            return outcome
    except IntegrityError as error:
        raise Refused("somebody else changed the same at this moment; run it again") from error


def _find(entry: Entry, namesakes: Namesakes) -> Speaker | None:
    """Return the speaker of an entry, whom nobody merges until this is done; None for a new one."""
    found = _identified(entry) or _called(entry, namesakes)
    if len(found) > 1:
        listed = ", ".join(f"{one} ({one.public_id})" for one in found)
        raise Ambiguous(f"{entry.name}: may be {listed}")
    if not found:
        return None
    speaker = Speaker.objects.select_for_update(no_key=True).get(pk=found[0].pk)
    if speaker.merged_into_id is not None:
        raise Refused(f"{speaker} was merged at this moment; run it again")
    for one in speaker.identifiers.all():
        if dict(entry.ids).get(one.scheme, one.value) != one.value:
            value = dict(entry.ids)[one.scheme]
            raise Refused(f"{speaker} ({speaker.public_id}) is {one} on record, not {one.scheme}:{value}")
    if speaker.kind != entry.kind:
        raise Refused(f"{speaker} ({speaker.public_id}) is of the kind {speaker.kind}, not {entry.kind}")
    return speaker


def _identified(entry: Entry) -> list[Speaker]:
    """Return the speakers who bear one of the entry's identifiers."""
    keys = {
        speaker
        for scheme, value in entry.ids
        for speaker in Identifier.objects.filter(scheme=scheme, value=value).values_list("speaker", flat=True)
    }
    return list(Speaker.objects.filter(pk__in=keys).order_by("pk")) if keys else []


def _called(entry: Entry, namesakes: Namesakes) -> list[Speaker]:
    """Return the speakers who may be meant by the entry's name alone."""
    bare = entry.kind == Speaker.Kind.PERSON and is_bare(entry.name)
    if bare and not entry.ids:
        raise Refused(f"{entry.name}: a single name is not enough without an identifier")
    if bare:
        return []
    named = Speaker.objects.current().named(entry.name).filter(kind=entry.kind)
    found = [speaker for speaker in named.order_by("pk") if _may_be(speaker, entry)]
    if found and _named(entry) in namesakes.names:
        listed = ", ".join(f"{one} ({one.public_id})" for one in found)
        raise Ambiguous(f"{entry.name}: the file has several of this name, and one may be {listed}")
    return found


def _may_be(speaker: Speaker, entry: Entry) -> bool:
    """Say whether a speaker with a like name can be the entry's: nothing contradicts it."""
    ids = dict(entry.ids)
    if any(ids.get(one.scheme, one.value) != one.value for one in speaker.identifiers.all()):
        return False
    names = [alias.name for alias in speaker.aliases.filter(key=name_key(entry.name))]
    if entry.kind == Speaker.Kind.PERSON:
        return not any(contradict(name, entry.name) for name in names)
    return any(_whole(name) == _whole(entry.name) for name in names)


def _whole(name: str) -> str:
    """Return all words of an organization's name, without a leading "the"."""
    return fold(name).removeprefix("the ")


def _named(entry: Entry) -> tuple[str, str]:
    return entry.kind, name_key(entry.name)


def _add(entry: Entry, speaker: Speaker) -> bool:
    """Add what is not on record of the speaker, and say whether there was anything."""
    names = set(speaker.aliases.values_list("name", flat=True))
    new = [name for name in dict.fromkeys((entry.name, *entry.aliases)) if name not in names]
    for name in new:
        Alias.objects.create(speaker=speaker, name=name)
    known = set(speaker.identifiers.values_list("scheme", flat=True))
    ids = [(scheme, value) for scheme, value in entry.ids if scheme not in known]
    for scheme, value in ids:
        Identifier.objects.create(speaker=speaker, scheme=scheme, value=value)
    held = [_hold(speaker, position) for position in entry.positions]
    return bool(new or ids or any(held))


def _hold(speaker: Speaker, position: Position) -> bool:
    """Put a term on record, or the end of one that is open, and say whether that was new."""
    affiliation, _ = Affiliation.objects.get_or_create(
        speaker=speaker, role=position.role, organization=position.organization, party="", state=""
    )
    first, last = position.held_from, position.held_until
    terms = list(Term.objects.filter(affiliation=affiliation))
    if any((term.held_from, term.held_until) == (first, last) for term in terms):
        return False
    if first is None and last is None and terms:
        return False
    for term in terms:
        if first is None or term.held_from != first:
            continue
        if last is None:
            return False
        if term.held_until is not None:
            raise Refused(f"{affiliation}, from {first}: until {term.held_until} on record, not {last}")
        term.held_until = last
        term.save()
        return True
    Term.objects.create(affiliation=affiliation, held_from=first, held_until=last)
    return True
