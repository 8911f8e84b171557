"""Parties: which party an article puts a person in, and for which state they sit.

    "Sen. Jane Roe, R-Iowa" -> Republican, Iowa
    "Jane Roe, a Democrat from New York," -> Democratic, New York

Kept apart from role and organization: a senator works for the senate, not for the party.
Only what stands at the name counts. Not: "Jane Roe met Republicans from Iowa", "Roe (D)
flat", "vitamin D".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.extraction import lexicon
from quotes.extraction.chains import Chain, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.phrases import belongs_to_role
from quotes.extraction.prose import Prose
from quotes.extraction.records import Span

LETTERS = {"r": "Republican", "d": "Democratic", "i": "independent"}
PLACE = r"(?:[A-Z]\.(?:[A-Z][a-z]*\.?)?|[A-Z][A-Za-z]*\.?(?: [A-Z][a-z]+)?)"
# ", R-Iowa," and "(D-N.Y.)"; a letter alone only in brackets.
TAG = re.compile(
    rf"(?:, |\s?\()(?P<words>(?P<party>[RDI])-(?P<state>{PLACE}))(?=[),;.\s]|$)|\s?\((?P<alone>[RDI])\)"
)
AGE = re.compile(r"\d{1,3}$")
OTHERS = frozenset(
    "christian civic european forum free liberal national new progressive social sweden swiss united".split()
)
"""With one of these before it, a party's name is that of another: "Sweden Democrat"."""
OFFICES = frozenset(
    "sen senator rep representative congressman congresswoman lawmaker legislator gov governor mp mep mayor"
    " candidate nominee leader whip speaker president presidential vice vice-presidential gubernatorial"
    " congressional house senate u.s majority minority assemblyman assemblywoman councilman councilwoman"
    " councillor councilor alderman delegate minister prime incumbent party chairman chairwoman chair"
    " msp td deputy shadow backbencher frontbencher peer council co-leader premier chancellor"
    " secretary".split()
)
"""What may stand between a party and the name: "Democratic pollster Jane Roe" asks for Democrats."""
STATEWIDE = frozenset(
    "sen senator rep representative congressman congresswoman lawmaker gov governor".split()
)
"""Offices whose place may be a state: "a Republican senator from Ohio"; not "mayor of New York"."""
BEFORE = 5
"""How many words before the name a party may stand: "Republican vice presidential nominee Jane Roe"."""
LONGEST = 3
"""The most words of a party."""
CLOSING = frozenset({",", ".", ";", ")"})


@dataclass(frozen=True, slots=True)
class Membership:
    """A party and a state, either of which may be empty, by their usual names; `span` is where they stand."""

    party: str
    state: str
    span: Span


def find_membership(prose: Prose, chain: Chain) -> Membership | None:
    """Return the party and state that the article states of a person: the fullest, the first of equals."""
    found = [m for mention in chain.mentions if (m := after(prose, mention) or before(prose, mention))]
    return max(found, key=lambda membership: bool(membership.state), default=None)


def after(prose: Prose, mention: Mention) -> Membership | None:
    """Read what follows the name: a tag, or an apposition."""
    match = TAG.match(prose.text, prose.ends[mention.words[-1]])
    if match is None:
        return apposed(prose, mention)
    if match["alone"]:
        return Membership(LETTERS[match["alone"].lower()], "", Span(*match.span("alone")))
    return Membership(LETTERS[match["party"].lower()], state_of(match["state"]), Span(*match.span("words")))


def apposed(prose: Prose, mention: Mention) -> Membership | None:
    """Read a party in an apposition: "Jane Roe of Ohio, a Democrat,", ", 41, the Labour MP for Ayr,".

    Not: "According to Roe, the Republican nominee is late", "Roe, a Democratic pollster,".
    """
    end = prose.sentence_end(mention.words.start)
    place, i = place_after(prose, mention.words.stop, end)
    if i + 1 < end and prose.words[i] == "," and AGE.match(prose.words[i + 1]):
        i += 2
    if i + 1 >= end or prose.words[i] != ",":
        return None
    start = i = i + 1
    article = prose.lower[i] in ("a", "an", "the")
    i += article
    while article and i < end and is_modifier(prose, i):
        i += 1
    found = party_at(prose, i, end)
    if found is None:
        return None
    party, after = found
    office = after
    while office < end and prose.lower[office].rstrip(".") in OFFICES:
        office += 1
    state, stop = place_after(prose, office, end)
    if office > after:
        if not article or is_of_another(prose, office, stop, end):
            return None
        seat = prose.lower[office - 1].rstrip(".") in STATEWIDE
        known = (seat and state_of(state)) or state_of(place)
        return Membership(party, known, prose.span(range(i, after)))
    ends = stop >= end or prose.words[stop] in CLOSING
    if not ends or not (article or state) or (state and not state_of(state)):
        return None
    return Membership(party, state_of(state) or state_of(place), prose.span(range(start, stop)))


def is_modifier(prose: Prose, word: int) -> bool:
    """Say whether a small word may stand before a party: "a senior Labour councillor"."""
    lower = prose.lower[word]
    return prose.words[word].islower() and lower not in lexicon.parties() and belongs_to_role(lower)


def is_of_another(prose: Prose, office: int, stop: int, end: int) -> bool:
    """Say whether an office before `office`, with its place up to `stop`, is not that of the name before.

    "the Republican senator John Doe", "the nominee's daughter", "the nominee is late".
    """
    if office < end and (prose.capital(office) or prose.words[office] in POSSESSIVES):
        return True
    return stop < end and prose.lower[stop] in lexicon.classes()["verbs"]


def place_after(prose: Prose, start: int, end: int) -> tuple[str, int]:
    """Return the place after "of", "from" or "for", and where it ends: "of South Dakota"."""
    if start + 1 >= end or prose.lower[start] not in ("of", "from", "for"):
        return "", start
    stop = start + 1
    while stop < end and prose.capital(stop) and stop - start < 5:
        stop += 1
    return " ".join(prose.words[start + 1 : stop]), stop if stop > start + 1 else start


def state_of(place: str) -> str:
    """Return the usual name of a state of the USA, empty for another place."""
    return lexicon.states().get(place.replace(".", "").lower(), "")


def party_at(prose: Prose, start: int, end: int) -> tuple[str, int] | None:
    """Return the party whose name begins at `start`, by its usual name, and where that ends."""
    for stop in range(min(start + LONGEST, end), start, -1):
        party = lexicon.parties().get(" ".join(prose.lower[start:stop]))
        if party and (prose.capital(start) or party == "independent"):
            return party, stop
    return None


def party_before(prose: Prose, stop: int) -> tuple[str, int] | None:
    """Return the party whose name ends before `stop`, and where it begins; not that of "Sweden Democrat"."""
    for start in range(max(stop - LONGEST, 0), stop):
        found = party_at(prose, start, stop)
        if found and found[1] == stop and prose.sentence[start] == prose.sentence[stop - 1]:
            other = start > 0 and prose.capital(start - 1) and prose.lower[start - 1] in OTHERS
            return None if other else (found[0], start)
    return None


def before(prose: Prose, mention: Mention) -> Membership | None:
    """Read a party before the office at the name: "Republican Sen. Jane Roe".

    Not: "Liberal Jane Roe", "Conservative scholar Jane Roe", "Republican voters and mayor Jane Roe".
    """
    first = mention.words.start
    ends = lexicon.classes()["prepositions"] | {"and", "or"}
    for word in range(first - 1, max(first - BEFORE, 0) - 1, -1):
        lower = prose.lower[word]
        if prose.sentence[word] != prose.sentence[first] or lower in ends or not lower[0].isalpha():
            return None
        if word < first - 1 and (found := party_before(prose, word + 1)):
            return Membership(found[0], "", prose.span(range(found[1], word + 1)))
        if lower.rstrip(".") not in OFFICES:
            return None
    return None
