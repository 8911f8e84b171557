"""Affiliations: what a person is, and for whom, in the words around the name.

    "Acme chief executive Jane Roe" -> role "chief executive", organization "Acme"
    "Jane Roe, who heads the Harbor Trust, said" -> organization "Harbor Trust"; a verb is no role

Read leftwards from the name to the first word that belongs to no role, rightwards through
an apposition (phrases.py). A party ("R-Iowa") is not an organization, and "former" stays
part of the role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Chain, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.names import is_title
from quotes.extraction.phrases import (
    LONGEST,
    NOTHING,
    Phrase,
    belongs_to_role,
    divide,
    is_plural_role,
    is_role,
    opens_office,
    organization_at,
    owner_before,
    read_phrase,
    stops,
)
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel
from quotes.extraction.relatives import SUCCESSION, read_relative, read_succession

PARTY_TAG = re.compile(r"[RDI]-\w|[RDI]$")
AGE = re.compile(r"\d{1,3}$|\d{1,3}-year-old$")
REPEATED_TITLES = frozenset({"sen", "rep", "gov", "dr", "prof"})
"""Titles that may follow a role of their own before a name, and close none as "Attorney Gen." does."""
DASHES = frozenset({"—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A role, an organization or both, as one place of the article states them; `weight` ranks them."""

    role: range
    organization: range
    weight: float

    @property
    def start(self) -> int:
        """The first word of what is stated."""
        return min(words.start for words in (self.role, self.organization) if words)


def find_statements(prose: Prose, cast: Cast, chain: Chain) -> list[Statement]:
    """Return what the article states of a person, the best first; earlier before later among equals."""
    found = []
    for mention in chain.mentions:
        for read, weight in (
            (read_before, 0.0),
            (read_before_comma, 0.0),
            (read_after, 0.0),
            (read_copula, -0.5),
        ):
            phrase = without_kin(prose, read(prose, cast, mention))
            if phrase and (phrase.role or phrase.organization):
                found.append(
                    Statement(phrase.role, phrase.organization, weight + weigh(prose, mention, phrase))
                )
    return sorted(found, key=lambda statement: (-statement.weight, statement.start))


def head_of(prose: Prose, phrase: Phrase) -> str:
    """Return the role noun, in small letters without its point."""
    return prose.lower[phrase.head if phrase.head in phrase.role else phrase.role[-1]].rstrip(".")


def without_kin(prose: Prose, phrase: Phrase | None) -> Phrase | None:
    """Drop what tells whose somebody is, not what: "his brother, Jane Roe", "his wife and lawyer Jane Roe".

    "Gold Star mother" and "mother of three" stay.
    """
    if phrase is None or not phrase.role:
        return phrase
    kin = lexicon.classes()["kin"]
    role = phrase.role
    if len(role) > 2 and prose.lower[role[0]] in kin and prose.lower[role[1]] == "and":
        return Phrase(role[2:], phrase.organization, phrase.head)
    if len(role) == 1 and prose.lower[role[0]] in kin:
        return Phrase(NOTHING, phrase.organization)
    return phrase


def weigh(prose: Prose, mention: Mention, phrase: Phrase) -> float:
    """Weigh a statement: more for an organization, several words, a full name; less for kinship, quotes."""
    weight = 0.5 * bool(mention.name.given) - 2 * prose.quoted[mention.words.start]
    if not phrase.role:
        return weight
    head = head_of(prose, phrase)
    classes = lexicon.classes()
    if head in classes["family"] or head in classes["parties"]:
        return weight
    return (
        weight
        + 1
        + 1.5 * bool(phrase.organization)
        + 0.5 * (len(phrase.role) > 1)
        + 0.25 * (head in lexicon.roles())
    )


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
    start = leftmost(prose, stop)
    if start == stop:
        return None
    words = range(start, stop)
    if (
        len(words) > 1
        and prose.lower[stop - 1].rstrip(".") in REPEATED_TITLES
        and is_role_noun(prose, stop - 2)
    ):
        words = words[:-1]  # "Vice-presidential nominee Gov. Jane Roe"
    owner = owner_before(prose, cast, start)
    organization, role = (owner, words) if owner else divide(prose, cast, words)
    return Phrase(role, organization or linked_organization(prose, cast, role), stop - 1)


def is_role_noun(prose: Prose, word: int) -> bool:
    """Say whether a role is written out at `word`: "nominee"; not "Lt."."""
    return prose.lower[word].rpartition("-")[2] in lexicon.roles()


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


def leftmost(prose: Prose, stop: int) -> int:
    """Return where the role that ends before `stop` begins; `stop` itself where there is none."""
    i = stop
    crossed = False
    while i and stop - i < LONGEST and prose.sentence[i - 1] == prose.sentence[stop - 1]:
        lower = prose.lower[i - 1]
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
    ends_in_role = i < stop and is_role(prose.lower[stop - 1])
    return i if ends_in_role or (crossed and any(is_role(prose.lower[k]) for k in range(i, stop))) else stop


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


def read_after(prose: Prose, cast: Cast, mention: Mention) -> Phrase | None:
    """Read the words after the name: an apposition, "who heads", "of the Harbor Trust"."""
    i = mention.words.stop
    end = prose.sentence_end(mention.words.start)
    before = mention.words.start - 1
    if before >= 0 and prose.lower[before] in SUCCESSION:
        return read_succession(prose, cast, mention.words.start, end)  # "replaced Jane Roe as chairman"
    comma = i < end and prose.words[i] == ","
    if i + 1 + comma < end and prose.lower[i + comma] in ("of", "from", "with"):
        found = organization_at(prose, cast, i + 1 + comma, end)
        if found:
            return Phrase(NOTHING, found)
        place = cast.at(i + 1 + comma)
        if place is None or place.chain.label is not EntityLabel.PLACE:
            return None
        i = place.words.stop  # "Senator Jane Roe of Iowa, chairwoman of"
    i = skip_tags(prose, i, end)
    if i >= end or prose.words[i] not in (",", "(", *DASHES):
        return None
    i += 1
    if i < end and prose.lower[i] == "who":
        return read_relative(prose, cast, i + 1, end)
    phrase = read_phrase(prose, cast, i, end)
    if phrase is None or (phrase.stop < end and prose.lower[phrase.stop] in lexicon.classes()["verbs"]):
        return None  # "According to Roe, the president is late": he is not Roe
    if not phrase.organization and phrase.stop < end and prose.lower[phrase.stop] == "who":
        further = read_relative(prose, cast, phrase.stop + 1, end)  # "a physicist who heads the Harbor Trust"
        return Phrase(phrase.role, further.organization, phrase.head) if further else phrase
    return phrase


def read_copula(prose: Prose, cast: Cast, mention: Mention) -> Phrase | None:
    """Read "Jane Roe is the director of the Harbor Trust"; without a determiner it may be no role."""
    i = mention.words.stop
    end = prose.sentence_end(mention.words.start)
    i = skip_tags(prose, i, end)
    if (
        i + 1 < end
        and prose.lower[i] in lexicon.classes()["copulas"]
        and prose.lower[i + 1] in ("a", "an", "the")
    ):
        return read_phrase(prose, cast, i + 1, end)
    return None


def skip_tags(prose: Prose, i: int, end: int) -> int:
    """Return where the words after a party tag or an age begin: ", R-Iowa,", "(D)", ", 42,"."""
    while i + 1 < end:
        tag = prose.words[i + 1]
        if prose.words[i] == "(" and PARTY_TAG.match(tag):
            while i < end and prose.words[i] != ")":
                i += 1
            i += 1
        elif prose.words[i] == "," and (PARTY_TAG.match(tag) or AGE.match(tag)):
            i += 2
            while i < end and prose.words[i] == ".":
                i += 1
        else:
            break
    return i
