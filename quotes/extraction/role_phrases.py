"""Role phrases: reading a role, and whom it is for, from the first word on.

    "a former US ambassador to Russia," -> role "former US ambassador to Russia"
    "chief executive of the Harbor Trust," -> role "chief executive", organization "Harbor Trust"

Words are told apart by their classes (lexicon/), without a parser.
"""

from __future__ import annotations

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.mentions import capitalized_run
from quotes.extraction.organizations import organization_at, owner_before
from quotes.extraction.phrases import (
    LINKS,
    LONGEST,
    NOTHING,
    Phrase,
    divide,
    is_agent,
    is_mistagged,
    is_role,
    stops,
)
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel


def read_phrase(prose: Prose, cast: Cast, start: int, end: int) -> Phrase | None:
    """Read a role that begins at `start`, or after the determiner there, and ends before `end`.

    It ends at the first mark, stop word or verb form. Its last word must be a role noun;
    after "a" or "the", a word with the ending of one will do ("a beekeeper").
    """
    determined = start < end and prose.lower[start] in lexicon.classes()["determiners"]
    start += determined
    owner = NOTHING
    head = -1
    i = start
    while i < end and i - start < LONGEST:
        lower = prose.lower[i]
        if prose.words[i] in POSSESSIVES:
            owner = owner_before(prose, cast, i + 1)
            start, head = i + 1, -1
        elif lower == "and" and head == i - 1 and goes_on(prose, i + 1, end):
            pass
        elif lower in stops() or not prose.words[i][0].isalnum():
            break
        elif is_role(lower) or (determined and prose.words[i].islower() and is_agent(lower)):
            head = i
        elif head == i - 1 >= start and lower.endswith(("ed", "ing")):  # "a radio host considered one of"
            break
        i += 1
    if head < 0 or head != i - 1:
        return None
    organization, role = divide(prose, cast, range(start, head + 1))
    role, linked = with_complement(prose, cast, role, end, prose.lower[head])
    return Phrase(role, owner or organization or linked, head)


def goes_on(prose: Prose, start: int, end: int) -> bool:
    """Say whether another role follows "and" without a determiner: "president and chief executive"."""
    for i in range(start, min(start + 3, end)):
        if prose.lower[i] in stops():
            return False
        if is_role(prose.lower[i]):
            return True
    return False


def with_complement(prose: Prose, cast: Cast, role: range, end: int, head: str) -> tuple[range, range]:
    """Return the role with what belongs to it after its noun, `head`, and the organization that follows.

    "director of debate at the University of Roe": the role goes on to "debate".
    """
    i = stop = role.stop
    while i + 1 < end and prose.lower[i] in LINKS and i - role.stop < LONGEST:
        organization = NOTHING
        if not opens_office(prose, i) and not opens_seat(prose, i, end, head):
            organization = organization_at(prose, cast, i + 1, end) or company_at(prose, cast, i, head)
        if organization:
            return range(role.start, stop), organization
        past = object_end(prose, cast, i + 1, end)
        if past == i + 1 or prose.lower[i] in ("at", "with", "from"):
            break
        stop = i = past
    return range(role.start, stop), NOTHING


def opens_office(prose: Prose, link: int) -> bool:
    """Say whether "of" goes on to name an office, not an organization: "secretary of state"."""
    return prose.lower[link] == "of" and prose.lower[link - 1] in lexicon.classes()["offices of"]


def opens_seat(prose: Prose, link: int, end: int, head: str) -> bool:
    """Say whether a place follows, not an organization: "MP for Hull North", "mayor of Porto Novo".

    Not: "candidate for Reform Party".
    """
    classes = lexicon.classes()
    governs = {"for": classes["seats"], "of": classes["place offices"]}
    if head not in governs.get(prose.lower[link], ()) or not prose.capital(link + 1):
        return False
    name = capitalized_run(prose, link + 1, end)
    return classes["organization words"].isdisjoint(prose.lower[i] for i in name)


def company_at(prose: Prose, cast: Cast, link: int, head: str) -> range:
    """Return a company that is tagged as a person or a place: "chairwoman of Tessel", "a welder at Tessel".

    Also a club: "a midfielder with Rovigo". Not: "a biographer of Roe", "the chairwoman of Ayr".
    """
    classes, lower = lexicon.classes(), prose.lower[link]
    mention = cast.at(link + 1)
    if mention is None:
        return NOTHING
    if mention.chain.label is EntityLabel.PLACE:
        club = lower in ("with", "for", "at") and head in classes["players"]
        return mention.words if club or (lower == "of" and head in classes["chief executives"]) else NOTHING
    governs = lower == "at" or (lower == "of" and head in classes["company roles"])
    return mention.words if governs and is_mistagged(prose, mention) else NOTHING


def object_end(prose: Prose, cast: Cast, start: int, end: int) -> int:
    """Return one past what a preposition governs: a name with its title, or plain words up to a stop."""
    i = start
    if i < end and prose.lower[i] in ("the", "a", "an", "its", "his", "her", "their"):
        i += 1
    while i < end and i - start < 6:
        lower = prose.lower[i]
        if lower in stops() or not prose.words[i][0].isalnum():
            break
        if prose.words[i].islower() and lower.endswith(("ed", "ly")):
            break
        mention = cast.at(i)
        i = mention.words.stop if mention else i + 1
        if mention and mention.chain.is_person:
            break
    return i if i > start and prose.lower[i - 1] not in lexicon.classes()["determiners"] else start
