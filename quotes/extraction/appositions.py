"""Appositions: the words after a name that tell what the person is, and for whom.

"Jane Roe, 42, a teacher, said" -> role "teacher"
"Jane Roe, who heads the Harbor Trust, said" -> organization "Harbor Trust"
"Jane Roe is the mayor." -> role "mayor"
"""

from __future__ import annotations

import re

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Mention
from quotes.extraction.organizations import organization_at
from quotes.extraction.phrases import NOTHING, Phrase, is_plural_role
from quotes.extraction.premodifiers import AGE
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel
from quotes.extraction.relatives import SUCCESSION, read_predicate, read_relative, read_succession
from quotes.extraction.role_phrases import read_phrase
from quotes.extraction.roles import ACTING, FORMER
from quotes.extraction.sources import is_cue

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
    phrase = read_dated(prose, cast, i, end)
    if phrase is None or (phrase.stop < end and prose.lower[phrase.stop] in lexicon.classes()["verbs"]):
        return None  # "According to Roe, the president is late": he is not Roe
    if not phrase.organization and phrase.stop < end and prose.lower[phrase.stop] == "who":
        further = read_relative(prose, cast, phrase.stop + 1, end)  # "a physicist who heads the Harbor Trust"
        return Phrase(phrase.role, further.organization, phrase.head) if further else phrase
    return phrase


def read_dated(prose: Prose, cast: Cast, start: int, end: int) -> Phrase | None:
    """Read a role that may follow an adverb: "now a professor", "then chairwoman of the Harbor Trust".

    "then" and "formerly" stay with the role, as "former" does.
    """
    adverb = prose.lower[start] if start < end else ""
    past = adverb in lexicon.classes()["past adverbs"]
    if not past and adverb not in lexicon.classes()["present adverbs"]:
        return read_phrase(prose, cast, start, end)
    phrase = read_phrase(prose, cast, start + 1, end)
    if phrase and is_plural_role(prose.lower[phrase.head]):
        return None  # "his successor, Jane Roe, now smears reporters"
    if phrase and past and phrase.role and phrase.role.start - start <= 2:
        return Phrase(range(start, phrase.role.stop), phrase.organization, phrase.head)
    return phrase


def read_further(prose: Prose, cast: Cast, first: Phrase) -> Phrase | None:
    """Read a second role after "and": "chief executive of Acme and a former energy minister".

    After "and the" a mark must close it. Not: "the mayor, and the governor", "the mayor and a baker,
    John Doe,", "the mayor and a baker left".
    """
    link = first.stop
    if not first.role or link + 1 >= len(prose) or prose.lower[link] != "and":
        return None
    opener = prose.lower[link + 1]
    classes = lexicon.classes()
    dated = opener in FORMER | ACTING or opener in classes["past adverbs"] | classes["present adverbs"]
    if opener not in ("a", "an", "the") and not dated:
        return None
    end = prose.sentence_end(link)
    phrase = read_dated(prose, cast, link + 1, end)
    if phrase is None or not phrase.role or is_plural_role(prose.lower[phrase.head]):
        return None
    after = phrase.stop
    closed = after >= end or not prose.words[after][0].isalnum()
    mention = cast.at(after + 1) if after + 1 < end and prose.words[after] == "," else None
    if (mention and mention.chain.is_person) or (not closed and (opener == "the" or is_cue(prose, after))):
        return None
    return phrase


def read_workplace_after(prose: Prose, cast: Cast, mention: Mention) -> Phrase | None:
    """Read where somebody works whose role stands before: "virologist Jane Roe at the University of Ayr".

    Not: "Mayor Jane Roe at the University of Ayr", "Jane Roe at the University of Ayr".
    """
    i, end = mention.words.stop, prose.sentence_end(mention.words.start)
    before = mention.words.start - 1
    if i + 1 >= end or prose.lower[i] != "at" or before < 0:
        return None
    if not works_somewhere(prose.lower[before]) or prose.sentence[before] != prose.sentence[i]:
        return None
    found = organization_at(prose, cast, i + 1, end)
    return Phrase(NOTHING, found) if found and cast.at(found[-1]) else None


def works_somewhere(word: str) -> bool:
    """Say whether a role (small letters) is that of a scholar or an expert: "analyst", "virologist"."""
    return word in lexicon.classes()["workplace roles"] or word.endswith(("ologist", "ographer"))


def read_copula(prose: Prose, cast: Cast, mention: Mention) -> Phrase | None:
    """Read "Jane Roe is the director of the Harbor Trust", "has been mayor", "was elected president".

    After "is" or "has been" a role needs a determiner or an organization: "is chief among them".
    """
    end = prose.sentence_end(mention.words.start)
    found = read_predicate(prose, skip_tags(prose, mention.words.stop, end), end)
    if found is None:
        return None
    start, certain = found
    phrase = read_phrase(prose, cast, start, end)
    determined = certain or prose.lower[start] in ("a", "an", "the")
    return phrase if phrase and (determined or phrase.organization) else None


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
