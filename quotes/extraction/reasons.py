"""Reasons: what led from the words of a source to a name, and who else may have been meant.

'Jane Roe met Ada Poe. "No," she said.' -> the chain "she", "Jane Roe"; the rival "Ada Poe"
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from quotes.extraction.chains import Chain
from quotes.extraction.coreference import Discourse
from quotes.extraction.naming import name_of
from quotes.extraction.records import Rival, Span
from quotes.extraction.salience import shares
from quotes.extraction.sources import SourceWords

LEAST, MOST = 0.05, 3
"""The least share of certainty of a rival that is kept, and how many are."""


def chain_of(
    discourse: Discourse, source: SourceWords, nominal: SourceWords | None, chosen: Chain | None
) -> tuple[Span, ...]:
    """Return the words that lead from a source to a name: "she", "Roe", "Jane Roe".

    In between is the name that stood last before the source; without one in the article, the
    `nominal` that the source stands for is the end.
    """
    prose, here = discourse.prose, source.words.start
    steps = [source.mention.words if source.mention else source.phrase or source.words]
    if nominal is not None:
        steps.append(nominal.words)
    if chosen is not None:
        before = bisect_right(chosen.mentions, here, key=lambda mention: mention.words.start)
        steps += [chosen.mentions[max(before - 1, 0)].words, discourse.fullest(chosen).words]
    return tuple(dict.fromkeys(prose.span(words) for words in steps))


def rivals_of(discourse: Discourse, source: SourceWords, chosen: Chain | None) -> tuple[Rival, ...]:
    """Return who else was weighed for the words of a source, the likeliest first."""
    scores = next((discourse.weighed[i] for i in source.words if i in discourse.weighed), {})
    found = sorted(shares(scores).items(), key=lambda row: -row[1])
    rivals = [(chain, share) for chain, share in found if chain is not chosen and share >= LEAST][:MOST]
    return tuple(Rival(name_of(discourse, chain)[0], round(share, 4)) for chain, share in rivals)


def either(names: Iterable[str | None]) -> tuple[Rival, ...]:
    """Return those who may have spoken, one as likely as the other."""
    known = list(dict.fromkeys(name for name in names if name))
    return tuple(Rival(name, round(1 / len(known), 4)) for name in known) if len(known) > 1 else ()
