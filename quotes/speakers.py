"""Find the rows of those who speak in one article: speakers, aliases, affiliations.

The voices of the article come in, the rows that stand for them go out; what is not on
record is made. Which speaker a name stands for is decided by quotes.resolution. The number
of statements does not depend on that of the voices: up to four if all are on record, up to three
more for what is new, and more where surnames that stood alone are decided anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from quotes import affiliations, bare_names
from quotes.affiliations import Held, Position
from quotes.bare_names import is_open
from quotes.candidates import MAX_LENGTH, load, surname_of
from quotes.extraction.names import name_key
from quotes.extraction.records import Voice
from quotes.models import Alias, Quote, Speaker
from quotes.models.affiliation import STATED
from quotes.resolution import Candidate, Outcome, Resolution, is_bare, middle_initial, resolve
from quotes.stated import Stated
from quotes.statements import insert
from quotes.surnames import survey

# A name as stated and what bears it.
_Named = tuple[str, str | None]


class Speakers:
    """The speakers of one article and, after `find`, their rows' keys.

    `new` counts those that were not on record. `ambiguous` has a line for each name that
    several speakers on record may bear: nobody is chosen for it.
    """

    def __init__(self) -> None:
        self.new = 0
        self.ambiguous: list[str] = []
        self._speakers: dict[_Named, int] = {}
        self._answers: dict[_Named, Resolution] = {}
        self._news: Q | None = None
        self._parted: dict[str, set[int]] = {}
        self._affiliations: dict[Held, int] = {}

    @classmethod
    def find(cls, voices: Iterable[Voice], published: datetime.date | None) -> Speakers:
        """Find or make the rows of all `voices`. `published` widens the dates of their affiliations."""
        speakers = cls()
        listed = list(voices)
        positions: dict[_Named, set[Position]] = {}
        for voice in listed:
            if _named(voice)[0]:
                positions.setdefault(_named(voice), set()).add(_position(voice))
        stated = {named: Stated.of(each) for named, each in positions.items()}
        speakers._find_speakers(stated, published)
        held = {
            (speakers.of(voice), position)
            for voice in listed
            for position in (_position(voice), *speakers._others(voice))
            if any(position)
        }
        speakers._affiliations = affiliations.find(held, published)
        return speakers

    def reconsider(self) -> None:
        """Decide anew whom stored names stand for, as far as these speakers change it.

        To be called when the quotes of the article are stored.
        """
        changed = [bare_names.part(key, speakers) for key, speakers in self._parted.items()]
        told = [one for one in (self._news, *changed) if one is not None]
        bare_names.reconsider(reduce(or_, told) if told else None)

    def of(self, voice: Voice) -> int | None:
        """Return the key of the voice's speaker, None for one without a name or with an ambiguous one."""
        return self._speakers.get(_named(voice))

    @staticmethod
    def name_of(voice: Voice) -> str:
        """Return the name that the article gives, empty for none."""
        return _named(voice)[0]

    def surname_of(self, voice: Voice) -> str:
        """Return the key of the surname where the name alone does not tell who, else nothing."""
        name, kind = _named(voice)
        if not name or kind != Speaker.Kind.PERSON:
            return ""
        return surname_of(name) if is_open(name, self._answers[name, kind]) else ""

    def resolution_of(self, voice: Voice) -> tuple[str, str]:
        """Return what became of the voice's name (Quote.Resolution) and why."""
        answer = self._answers.get(_named(voice))
        if answer is None:
            return Quote.Resolution.UNNAMED, ""
        ambiguous = answer.outcome is Outcome.AMBIGUOUS
        return Quote.Resolution.AMBIGUOUS if ambiguous else Quote.Resolution.RESOLVED, answer.reason

    def affiliation_of(self, voice: Voice) -> int | None:
        """Return the key of what the article states of the speaker, known or not; None for nothing."""
        return self._affiliations.get((self.of(voice), _position(voice)))

    def _find_speakers(self, named: dict[_Named, Stated], published: datetime.date | None) -> None:
        """Resolve full names before bare ones; a new speaker is a candidate for the names after it.

        `named` holds what the article states of each.
        """
        all_names = list(dict.fromkeys(name for name, _ in named))
        surnames = survey(set(map(surname_of, all_names)) - {""})
        known = load([(name, stated) for (name, _), stated in named.items()], surnames)
        names: dict[int, list[str]] = {one.speaker: list(one.names) for one in known}
        made: dict[int, Speaker] = {}
        completed: dict[int, str] = {}
        answers: dict[_Named, int] = {}
        aliases: set[tuple[int, str]] = set()
        for name, kind in sorted(named, key=_order):
            apart = [other for other in all_names if other != name]
            alike = known.like(name)
            answer = resolve(name, kind, alike, apart=apart, published=published, stated=named[name, kind])
            self._answers[name, kind] = answer
            self._part(name, alike)
            if answer.outcome is Outcome.AMBIGUOUS:
                self.ambiguous.append(answer.reason)
            elif answer.speaker is not None:
                answers[name, kind] = answer.speaker
                if name not in names[answer.speaker] and not is_bare(name):
                    aliases.add((answer.speaker, name))
                    known.rename(answer.speaker, name)
            elif (bare := _incomplete((name, kind), alike, apart, named[name, kind])) is not None:
                # "Roe" of an earlier article is Ada Roe: the row keeps its quotes and its identifier.
                completed[bare] = name
                known.rename(bare, name)
                answers[name, kind] = bare
                aliases.add((bare, name))
            else:
                # Until it has a row, a new speaker goes by a negative number.
                number = -1 - len(made)
                made[number] = Speaker(name=name, kind=kind or Speaker.Kind.PERSON, found=True)
                known.add(Candidate(number, made[number].kind, (name,), found=True))
                names[number] = [name]
                answers[name, kind] = number
                aliases.add((number, name))
        bare_names.complete(completed)
        insert(list(made.values()))
        keys = {number: speaker.pk for number, speaker in made.items()}
        insert([Alias(speaker_id=keys.get(number, number), name=name) for number, name in sorted(aliases)])
        self.new = len(made)
        self._speakers = {one: keys.get(number, number) for one, number in answers.items()}
        self._news = bare_names.news(
            [
                (name, speaker, named[name, kind])
                for (name, kind), speaker in self._speakers.items()
                if _is_full((name, kind))
            ],
            arrived={*keys.values(), *completed},
            open_names={one[0] for one, answer in self._answers.items() if is_open(one[0], answer)},
            surnames=surnames,
        )

    def _others(self, voice: Voice) -> list[Position]:
        """Return the further roles of a speaker whom the article names in full.

        A surname alone may turn out to be somebody else's, and no quote would take them along.
        """
        if self.of(voice) is None or self.surname_of(voice):
            return []
        return [_position(Voice(role=post.role, organization=post.organization)) for post in voice.others]

    def _part(self, name: str, alike: Iterable[Candidate]) -> None:
        """Note whom of those on record a name parts from each other: "George H. W. Roe" from W."""
        key, middle = name_key(name), middle_initial(name)
        if not middle:
            return
        middles = {one.speaker: one.middles(key) for one in alike if one.kind == Speaker.Kind.PERSON}
        others = set().union(*middles.values()) - {""}
        if others and middle not in others:
            rows = {speaker for speaker, some in middles.items() if some and speaker > 0}
            self._parted.setdefault(key, set()).update(rows)


def _order(named: _Named) -> tuple[bool, bool, int, str, str]:
    """Order names so that those come first that tell more, and else by something that is always the same."""
    name, kind = named
    return is_bare(name), not middle_initial(name), -len(name), name, kind or ""


def _incomplete(
    named: _Named, candidates: Iterable[Candidate], apart: Iterable[str], stated: Stated
) -> int | None:
    """Return the speaker on record who is known by the surname of a person's full name alone.

    None where the same article names another bearer of it (`apart`), and where what is on
    record of that surname contradicts what is `stated`.
    """
    if not _is_full(named):
        return None
    name = named[0]
    others = (other for other in apart if not is_bare(other) and surname_of(other) == surname_of(name))
    if any(name_key(other) != name_key(name) for other in others):
        return None
    bearer = Candidate(0, Speaker.Kind.PERSON, (name,))
    for one in candidates:
        bare = one.is_leftover and resolve(one.names[0], Speaker.Kind.PERSON, [bearer])
        if bare and bare.outcome is Outcome.ONE and bare_names.may_be(one.speaker, stated):
            return one.speaker
    return None


def _is_full(named: _Named) -> bool:
    """Say whether it is a person's name with more than a surname."""
    return named[1] == Speaker.Kind.PERSON and not is_bare(named[0])


def _named(voice: Voice) -> _Named:
    """Return the name and kind of a voice, an empty name where there is none to look up."""
    name = _words(voice.name)
    return (name if name_key(name) else "", voice.kind.value if voice.kind else None)


def _position(voice: Voice) -> Position:
    return tuple(_words(getattr(voice, name)) for name in STATED)


def _words(stated: str | None) -> str:
    """Return a name, role or organization on one line; empty if it is too long to be one."""
    words = " ".join((stated or "").split())
    return words if len(words) <= MAX_LENGTH else ""
