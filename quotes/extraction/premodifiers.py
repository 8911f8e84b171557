"""Premodifiers: the words before a name that tell what the person is, and for whom.

    "Acme chief executive Jane Roe" -> role "chief executive", organization "Acme"
    "The committee's chairman, Jane Roe," -> role "chairman", organization "committee"

Read leftwards from the name to the first word that belongs to no role.
"""

from __future__ import annotations

import re

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.names import is_title
from quotes.extraction.organizations import organization_at, owner_before
from quotes.extraction.phrases import (
    LONGEST,
    NOTHING,
    Phrase,
    belongs_to_role,
    divide,
    is_agent,
    is_plural_role,
    is_role,
    is_role_noun,
    stops,
)
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel
from quotes.extraction.role_phrases import opens_office, read_phrase

AGE = re.compile(r"\d{1,3}$|\d{1,3}-year-old$")
REPEATED_TITLES = frozenset({"sen", "rep", "gov", "dr", "prof"})
"""Titles that may follow a role of their own before a name, and close none as "Attorney Gen." does."""


def read_before(prose: Prose, cast: Cast, mention: Mention) -> Phrase | None:
    """Read the words before the name: "US National Security Advisor Jake Sullivan", "NBC's Jane Roe"."""
    stop = mention.words.start
    while stop and is_title(prose.words[stop - 1]) and not is_role(prose.lower[stop - 1]):
        stop -= 1  # "Mr."
    if not stop or prose.sentence[stop - 1] != prose.sentence[mention.words.start]:
        return None
    if prose.words[stop - 1] in POSSESSIVES:  # "NBC's Jane Roe"
        owner = owner_before(prose, cast, stop)
        return Phrase(NOTHING, owner) if owner and cast.at(owner.start) else None
    if prose.lower[stop - 1] in ("and", ","):
        return shared_title(prose, cast, mention, stop - 1)
    start = leftmost(prose, cast, stop)
    if start == stop:
        return None
    words = range(start, stop)
    if (
        len(words) > 1
        and prose.lower[stop - 1].rstrip(".") in REPEATED_TITLES
        and is_role_noun(prose.lower[stop - 2].rpartition("-")[2])  # "nominee"; not "Lt."
    ):
        words = words[:-1]  # "Vice-presidential nominee Gov. Jane Roe"
    owner = owner_before(prose, cast, start)
    organization, role = (owner, words) if owner else divide(prose, cast, words)
    return Phrase(role, organization or linked_organization(prose, cast, role), stop - 1)


def shared_title(prose: Prose, cast: Cast, mention: Mention, joint: int) -> Phrase | None:
    """Read a plural title before the first of several names: "Sens. Jane Roe (D) and John Doe"."""
    number = cast.before(joint)
    before = cast.mentions[number - 1] if number else None
    if before is None or not before.chain.is_person or joint - before.words.stop > 5:
        return None
    if prose.sentence[before.words.start] != prose.sentence[mention.words.start] or before is mention:
        return None
    found = read_before(prose, cast, before)
    return found if found and found.role and is_plural_role(prose.lower[found.role[-1]]) else None


def leftmost(prose: Prose, cast: Cast, stop: int) -> int:
    """Return where the role that ends before `stop` begins; `stop` itself where there is none."""
    i = stop
    crossed = False
    while i and stop - i < LONGEST and prose.sentence[i - 1] == prose.sentence[stop - 1]:
        lower = prose.lower[i - 1]
        if i < stop and (first := organization_start(prose, cast, i - 1)) < i - 1:
            i = first
            continue
        if crosses(prose, i - 1, stop):
            crossed = True
        elif lower == "and" and i < stop and joins_roles(prose, i - 1, stop):
            pass
        elif (
            lower in stops()
            or not prose.words[i - 1][0].isalnum()
            or AGE.match(lower)
            or not (prose.capital(i - 1) or belongs_to_role(lower))
        ):
            break
        i -= 1
    while i < stop and (prose.lower[i] in stops() or follows_modal(prose, i)):
        i += 1
    ends_in_role = i < stop and (is_role(prose.lower[stop - 1]) or is_doer(prose, i, stop - 1))
    return i if ends_in_role or (crossed and any(is_role(prose.lower[k]) for k in range(i, stop))) else stop


def organization_start(prose: Prose, cast: Cast, word: int) -> int:
    """Return where the organization that `word` ends begins: "Bank of Ayr" before a governor; else `word`."""
    mention = cast.at(word)
    if mention and mention.chain.label is EntityLabel.ORGANIZATION and mention.words[-1] == word:
        return mention.words.start
    first = word
    while first > 1 and prose.capital(first) and prose.capital(first - 1):
        first -= 1
    link = first - 1 - (first > 2 and prose.lower[first - 1] == "the")  # "Ministry of the Interior"
    if link < 1 or prose.lower[link] != "of" or not prose.capital(first) or not prose.capital(link - 1):
        return word
    return link - 1 if prose.lower[link - 1] in lexicon.classes()["organization words"] else word


def is_doer(prose: Prose, start: int, word: int) -> bool:
    """Say whether a small word between "said" and a name is a role by its ending: "said falconer Roe"."""
    lower = prose.lower[word]
    return (
        start > 0
        and prose.lower[start - 1] in ("said", "says")
        and prose.words[word].islower()
        and is_agent(lower)
    )


def crosses(prose: Prose, link: int, stop: int) -> bool:
    """Say whether "of" or "to" stands inside a title: "Ambassador to Russia Jane Roe", "Secretary of State".

    A role noun stands before it and none after: "a spokesman for Mayor Jane Roe" is no title of hers.
    """
    if prose.lower[link] == "the":
        return link > 0 and prose.lower[link - 1] == "of" and crosses(prose, link - 1, stop)
    return (
        prose.lower[link] in ("of", "to", "at")
        and link > 0
        and is_role(prose.lower[link - 1])
        and link + 1 < stop
        and all(prose.capital(k) or prose.lower[k] == "the" for k in range(link + 1, stop))
        and not any(is_role(prose.lower[k]) for k in range(link + 1, stop))
    )


def joins_roles(prose: Prose, joint: int, stop: int) -> bool:
    """Say whether "and" joins two roles of one person: "actor and director Jane Roe"."""
    return joint > 0 and is_role(prose.lower[joint - 1]) and is_role(prose.lower[stop - 1])


def follows_modal(prose: Prose, word: int) -> bool:
    """Say whether a small word is a verb after "will" or "to": "who will face challenger Jane Roe"."""
    return (
        word > 0
        and prose.words[word].islower()
        and prose.lower[word - 1] in ("to", "will", "would", "not", "can")
    )


def linked_organization(prose: Prose, cast: Cast, words: range) -> range:
    """Return the organization after "of" or "at" inside a role that stands before a name."""
    for i in words:
        if prose.lower[i] in ("of", "at") and not opens_office(prose, i):
            return organization_at(prose, cast, i + 1, words.stop)
    return NOTHING


def read_before_comma(prose: Prose, cast: Cast, mention: Mention) -> Phrase | None:
    """Read a nominal that the name is in apposition to: "The committee's chairman, Jane Roe,"."""
    comma = mention.words.start - 1
    while comma > 0 and is_title(prose.words[comma]):
        comma -= 1
    sentence = prose.sentence[mention.words.start]
    if comma < 1 or prose.words[comma] != "," or prose.sentence[comma - 1] != sentence:
        return None
    if not ends_apposition(prose, mention.words.stop):
        return None
    after = mention.words.stop
    closed = (
        after + 1 < len(prose) and prose.words[after] == "," and prose.lower[after + 1] not in ("and", "or")
    )
    opening = ("the", *lexicon.classes()["possessive pronouns"])
    for start in range(comma - 1, max(-1, comma - LONGEST), -1):
        if prose.sentence[start] != sentence or prose.words[start] == ",":
            break
        opens = start == 0 or prose.sentence[start - 1] != sentence or prose.words[start - 1] in POSSESSIVES
        indefinite = (
            prose.lower[start] in ("a", "an") and closed
        )  # "a cook at Mill Lane School, Jane Roe, ran"
        if opens or indefinite or prose.lower[start] in opening:
            phrase = read_phrase(prose, cast, start, comma)
            if phrase and phrase.stop == comma:
                owner = owner_before(prose, cast, start)
                return Phrase(phrase.role, owner or phrase.organization, phrase.head)
    return None


def ends_apposition(prose: Prose, after: int) -> bool:
    """Say whether a name in apposition can end before `after`: a mark follows, or a verb."""
    if after >= len(prose) or not prose.words[after][0].isalnum():
        return True
    return prose.lower[after] in lexicon.classes()["verbs"] or prose.lower[after].endswith("ed")
