"""Relatives: what a clause after "who" states of the person before it.

    "Jane Roe, who heads the Harbor Trust, said" -> organization "Harbor Trust"
    "Jane Roe, who served as mayor, said" -> role "mayor"

A verb is no role: "heads" tells for whom somebody speaks, not as what.
"""

from __future__ import annotations

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast
from quotes.extraction.names import is_title
from quotes.extraction.organizations import organization_at
from quotes.extraction.phrases import NOTHING, Phrase
from quotes.extraction.prose import Prose
from quotes.extraction.role_phrases import read_phrase

SUCCESSION = frozenset({"replaced", "replaces", "succeeded", "succeeds"})


def read_relative(prose: Prose, cast: Cast, start: int, end: int) -> Phrase | None:
    """Read a role or an organization after "who": "served as mayor", "heads the Harbor Trust"."""
    if start >= end:
        return None
    if prose.lower[start] in lexicon.classes()["heading verbs"]:
        found = organization_at(prose, cast, start + 1, end)
        if not found:
            return read_workplace(prose, cast, start + 1, end)  # "who leads the trial at Harbor Hospital"
        # "who ran the campaign": what somebody ran once must have a name to be an affiliation
        past = not prose.lower[start].endswith("s")
        return Phrase(NOTHING, found) if found and not (past and cast.at(found[-1]) is None) else None
    if prose.lower[start] in SUCCESSION:
        return read_succession(prose, cast, start + 1, end)
    if predicate := read_predicate(prose, start, end):
        return read_phrase(prose, cast, predicate[0], end)
    if prose.lower[start] in lexicon.classes()["work verbs"]:
        return read_workplace(prose, cast, start + 1, end)
    return None


def read_predicate(prose: Prose, start: int, end: int) -> tuple[int, bool] | None:
    """Return where the role begins that a verb gives somebody, and whether only a role can follow.

    "is", "has been": anything can; "served as", "was elected", "has been named as": a role.
    """
    classes = lexicon.classes()
    i = start
    perfect = i < end and prose.lower[i] in ("has", "had")
    i += perfect
    if i + 2 < end and prose.lower[i] in classes["serving verbs"] and prose.lower[i + 1] == "as":
        return i + 2, True
    if i + 1 >= end or not (prose.lower[i] == "been" if perfect else prose.lower[i] in classes["copulas"]):
        return None
    i += 1
    participle = i + (prose.lower[i].endswith("ly") or prose.lower[i] == "first")
    if participle + 1 < end and prose.lower[participle] in classes["electing participles"]:
        return participle + 1 + (prose.lower[participle + 1] == "as"), True
    return i, False


def read_succession(prose: Prose, cast: Cast, start: int, end: int) -> Phrase | None:
    """Read the role after the person replaced: "who replaced Jane Roe as chairman of the Harbor Trust"."""
    while start < end and is_title(prose.words[start]):
        start += 1
    before = cast.at(start)
    if before is None or not before.chain.is_person or before.words.stop + 1 >= end:
        return None
    link = before.words.stop
    return read_phrase(prose, cast, link + 1, end) if prose.lower[link] == "as" else None


def read_workplace(prose: Prose, cast: Cast, start: int, end: int) -> Phrase | None:
    """Read where somebody works: "who analysed the samples at the Helvik Institute".

    Up to the first mark; the organization must have a name: "who works at the counter".
    """
    for i in range(start, min(start + 6, end)):
        if not prose.words[i][0].isalnum():
            break
        if prose.lower[i] in ("at", "for"):
            found = organization_at(prose, cast, i + 1, end)
            return Phrase(NOTHING, found) if found and cast.at(found[-1]) else None
        if prose.lower[i] == "on":  # "who looks after culture on the city council"
            found = organization_at(prose, cast, i + 1, end)
            seat = found and prose.lower[found[-1]] in lexicon.classes()["boards"]
            return Phrase(NOTHING, found) if seat else None
    return None
