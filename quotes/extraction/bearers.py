"""Bearers: which of several people an article means by a name that all of them have.

    "Jane Roe met John Roe. Roe left." -> Jane Roe, whom it names first
    "Jane and John Roe ran. Roe won."  -> either, and so nobody

Each is weighed by whether the article names them first, how often it has named them, and
by a pronoun in the clause. A paper gives the whole name where it changes from one to the other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes.extraction import lexicon
from quotes.extraction.lexicon import Gender
from quotes.extraction.names import fold, gender_of, is_title
from quotes.extraction.prose import Prose

if TYPE_CHECKING:
    from quotes.extraction.chains import Chain, Mention

FIRST = 1.2
"""For whom the article names first, unless it names the other in the same breath."""
NAMED = 1.2
"""For the logarithm of how often somebody was named before."""
PRONOUN = 0.75
"""For whom "she" or "he" in the clause fits; as much against whom it does not."""
MARGIN = 1.0
"""By how much the best must lead."""
CLAUSE = 5
"""Words after a name within which a pronoun is thought to be about its bearer."""
PRONOUNS: dict[str, Gender] = {"he": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}


def weigh_bearers(prose: Prose, mention: Mention, bearers: Sequence[Chain]) -> dict[Chain, float]:
    """Return the score of each of those who share a name."""
    here = mention.words.start
    main = min(bearers, key=lambda chain: chain.first)
    alone = not any(are_joined(prose, main, other) for other in bearers if other is not main)
    gender = gender_in_clause(prose, mention)
    scores = {}
    for chain in bearers:
        named = sum(m.sure and m.words.start < here for m in chain.mentions)
        scores[chain] = NAMED * math.log1p(named) + FIRST * (chain is main and alone)
        known = gender_of(chain.mentions[0].name)
        if gender and known:
            scores[chain] += PRONOUN if gender == known else -PRONOUN
    near = max(bearers, key=lambda chain: last_before(chain, here, full=True))
    if near is not main and takes_over(prose, near, main, here):
        scores[near] = FIRST + max(score for chain, score in scores.items() if chain is not near)
    return scores


def is_clear(scores: dict[Chain, float]) -> bool:
    """Say whether the best leads by enough."""
    best, second = sorted(scores.values(), reverse=True)[:2]
    return best - second >= MARGIN


def takes_over(prose: Prose, near: Chain, main: Chain, here: int) -> bool:
    """Say whether one is named in full in this paragraph, and the main one not even in the one before."""
    full, lately = last_before(near, here, full=True), last_before(main, here, full=False)
    paragraph = prose.paragraph[here]
    far = lately < 0 or paragraph - prose.paragraph[lately] > 1
    return far and full >= 0 and prose.paragraph[full] == paragraph


def last_before(chain: Chain, here: int, *, full: bool) -> int:
    """Return where somebody was named last before a word, with `full` by the whole name; -1 for nowhere."""
    starts = [m.words.start for m in chain.mentions if m.words.start < here and (m.name.given or not full)]
    return max(starts, default=-1)


def are_joined(prose: Prose, one: Chain, other: Chain) -> bool:
    """Say whether two are named first in one breath: "Jane and John Roe", "Mr. Roe and Mrs. Roe"."""
    starts = [min((m.words for m in c.mentions), key=lambda words: words.start) for c in (one, other)]
    first, second = sorted(starts, key=lambda words: words.start)
    between = range(first.stop, second.start)
    joint = [prose.lower[i] for i in between if not is_title(prose.words[i])]
    return joint in (["and"], ["or"], ["&"])


def gender_in_clause(prose: Prose, mention: Mention) -> Gender | None:
    """Return the gender of a pronoun that follows a name: "Roe said she was proud".

    Not over another name ("Roe told Ann Poe she"), nor out of the narrator's sentence.
    """
    start = mention.words.stop
    for i in range(start, min(start + CLAUSE, len(prose))):
        if prose.sentence[i] != prose.sentence[start - 1] or prose.quoted[i] or prose.capital(i):
            return None
        if gender := PRONOUNS.get(prose.lower[i]):
            return gender
    return None


def shared_family_name(prose: Prose, words: range, after: range) -> bool:
    """Say whether a first name shares the family name of the person after "and": "Ida and Karl Berg".

    Both are known first names: not "Roe and Karl Berg", nor "Oslo and Karl Berg".
    """
    firsts = lexicon.first_names()
    return (
        len(words) == 1
        and len(after) > 1
        and after.start == words.stop + 1
        and prose.lower[words.stop] in ("and", "&")
        and fold(prose.words[words[0]]) in firsts
        and fold(prose.words[after[0]]) in firsts
    )
