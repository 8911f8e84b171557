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
from quotes.extraction.prose import Prose
from quotes.extraction.records import Span

PARTIES = {
    "r": "Republican",
    "d": "Democratic",
    "i": "independent",
    "republican": "Republican",
    "gop": "Republican",
    "democratic": "Democratic",
    "democrat": "Democratic",
    "independent": "independent",
    "libertarian": "Libertarian",
    "green": "Green",
    "labour": "Labour",
    "conservative": "Conservative",
    "tory": "Conservative",
    "liberal": "Liberal",
}
PLACE = r"(?:[A-Z]\.(?:[A-Z][a-z]*\.?)?|[A-Z][A-Za-z]*\.?(?: [A-Z][a-z]+)?)"
# ", R-Iowa," and "(D-N.Y.)"; a letter alone only in brackets.
TAG = re.compile(
    rf"(?:, |\s?\()(?P<words>(?P<party>[RDI])-(?P<state>{PLACE}))(?=[),;.\s]|$)|\s?\((?P<alone>[RDI])\)"
)
# ", a Republican from Ohio," and ", Republican of Iowa,"; with "a", no place is needed.
CLAUSE = re.compile(
    r", (?P<words>(?P<a>an? )?(?P<party>Republican|Democrat|Libertarian|Conservative|independent)"
    rf"(?: (?:of|from) (?P<state>{PLACE}))?)(?=[,.;)])"
)
OFFICES = frozenset(
    "sen senator rep representative congressman congresswoman lawmaker legislator gov governor mp mep mayor"
    " candidate nominee leader whip speaker president presidential vice vice-presidential gubernatorial"
    " congressional house senate u.s majority minority assemblyman assemblywoman councilman councilwoman"
    " councillor delegate minister prime incumbent party chairman chairwoman chair".split()
)
"""What may stand between a party and the name: "Democratic pollster Jane Roe" asks for Democrats."""
BEFORE = 5
"""How many words before the name a party may stand: "Republican vice presidential nominee Jane Roe"."""


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
    """Read what follows the name."""
    end = prose.ends[mention.words[-1]]
    match = TAG.match(prose.text, end) or CLAUSE.match(prose.text, end)
    if match is None:
        return None
    if match.re is TAG and match["alone"]:
        return Membership(PARTIES[match["alone"].lower()], "", Span(*match.span("alone")))
    if match.re is CLAUSE and not (match["a"] or match["state"]):
        return None
    state = match["state"] or ""
    known = lexicon.states().get(state.replace(".", "").lower(), "")
    start, stop = match.span("words")
    if not known and match.re is CLAUSE and state:
        return None
    return Membership(PARTIES[match["party"].lower()], known, Span(start, stop))


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
        if len(lower) > 1 and lower in PARTIES and prose.capital(word):
            found = Membership(PARTIES[lower], "", prose.span(range(word, word + 1)))
            return found if word < first - 1 else None
        if lower.rstrip(".") not in OFFICES:
            return None
    return None
