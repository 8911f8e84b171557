"""Appositions: the words after a name that tell what the person is, and for whom.

"Jane Roe, 42, a teacher, said" -> role "teacher"
"Jane Roe, who heads the Harbor Trust, said" -> organization "Harbor Trust"
"Jane Roe is the mayor." -> role "mayor"
"""

from __future__ import annotations

import re

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Mention
from quotes.extraction.phrases import NOTHING, Phrase, organization_at
from quotes.extraction.premodifiers import AGE
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel
from quotes.extraction.relatives import SUCCESSION, read_relative, read_succession
from quotes.extraction.role_phrases import read_phrase

PARTY_TAG = re.compile(r"[RDI]-\w|[RDI]$")
DASHES = frozenset({"—", "–", "--"})


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
