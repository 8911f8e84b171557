"""Unnamed: what a source without a name says of the speaker, and for whom they speak.

    "A spokeswoman for the Harbor Trust said" -> role "spokeswoman", organization "Harbor Trust"
    "a person familiar with the talks" -> role "person familiar with the talks"

Nobody is looked up here: voices.py has done that, in vain.
"""

from __future__ import annotations

from quotes.extraction import lexicon
from quotes.extraction.coreference import Discourse
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.organizations import organization_at, owner_before
from quotes.extraction.phrases import LINKS, NOTHING, divide, is_plural_role, is_role
from quotes.extraction.prose import Prose
from quotes.extraction.records import Span, SpeakerKind, Voice
from quotes.extraction.sources import BREAKS, SourceKind, SourceWords

LIKELY, UNSURE = 0.9, 0.5
"""The resolver's certainty: the words tell it; somebody is meant, but whom?"""


def evidence(prose: Prose, words: range) -> tuple[str | None, Span | None]:
    """Return words as text, with single spaces, and as span; two Nones for no words."""
    if not words:
        return None, None
    span = prose.span(words)
    return " ".join(span.of(prose.text).split()), span


def unnamed_voice(discourse: Discourse, source: SourceWords) -> Voice:
    """Return a voice without a known name: what the source says the speaker is, and for whom."""
    prose, cast, phrase = discourse.prose, discourse.cast, source.phrase
    if source.kind is SourceKind.PRONOUN or not phrase:
        return Voice(confidence=UNSURE)
    classes = lexicon.classes()
    start = phrase.start
    while start < phrase.stop - 1 and prose.lower[start] in classes["determiners"]:
        start += 1
    after = noun_end(prose, phrase)
    head = prose.lower[after - 1]
    if head in classes["organization nouns"] and cast.at(start):  # "the Roe campaign", "Roe's campaign"
        words = range(start, after)
        return Voice(
            *evidence(prose, words)[:1], SpeakerKind.ORGANIZATION, prose.span(words), confidence=LIKELY
        )
    organization = NOTHING
    for i in range(start + 1, after):
        if prose.words[i - 1] in POSSESSIVES:
            organization, start = owner_before(prose, cast, i), i
    if not organization:
        organization, role = divide(prose, cast, range(start, after))
        start = role.start
    stop = source.words.stop
    if not organization and after + 1 < stop and prose.lower[after] in LINKS - {"to", "on"}:
        organization = organization_at(prose, cast, after + 1, stop)
    described = description(prose, start, after, stop, employed=bool(organization))
    role = described or (range(start, after) if is_role(head) else NOTHING)
    kind = kind_of(prose, source.words, after, described=bool(role))
    if kind is SpeakerKind.ORGANIZATION and after - start > 1:
        organization = range(start, after)  # "the county's education board" speaks; "the board" says less
    return Voice(None, kind, None, *evidence(prose, role), *evidence(prose, organization), confidence=LIKELY)


def noun_end(prose: Prose, phrase: range) -> int:
    """Return one past the noun of a phrase, which "familiar" may follow: "a person familiar"."""
    postposed = prose.lower[phrase[-1]] in lexicon.classes()["postposed adjectives"]
    return phrase.stop - (postposed and len(phrase) > 1)


def description(prose: Prose, start: int, after: int, stop: int, *, employed: bool) -> range:
    """Return all that is said of an informant: "person familiar with the talks", "source".

    Up to a mark or "who". Of others only where "familiar" or the like follows ("officials close
    to the talks"); what tells an informant's organization is left out ("a source at Acme").
    """
    classes = lexicon.classes()
    head = prose.lower[after - 1]
    postposed = after < stop and prose.lower[after] in classes["postposed adjectives"]
    informant = head in classes["informants"]
    if not informant and not (postposed and (is_role(head) or head in classes["group nouns"])):
        return NOTHING
    end = after
    if postposed or not employed:
        while end < stop and not ends_description(prose, end):
            end += 1
    return range(start, end)


def ends_description(prose: Prose, word: int) -> bool:
    """Say whether a mark or "who" stands at `word`; not the 's of "the company's plans"."""
    mark = not prose.words[word][0].isalnum() and prose.words[word] not in POSSESSIVES
    return mark or prose.lower[word] in BREAKS


def kind_of(prose: Prose, words: range, after: int, *, described: bool) -> SpeakerKind | None:
    """Return what a source is whose noun ends before `after`; None where that is not told."""
    classes = lexicon.classes()
    head = prose.lower[after - 1]
    if is_plural_role(head) or head in classes["group nouns"] or head in ("sources", "persons"):
        return SpeakerKind.GROUP
    if head in classes["organization nouns"]:
        return SpeakerKind.ORGANIZATION
    if described:
        return SpeakerKind.PERSON
    if head not in classes["indefinite persons"]:
        return None
    # "One said", "one of the residents said"; "one of the reports" is nobody
    of = after < words.stop and prose.lower[after] == "of"
    somebody = not of or any(is_plural_role(prose.lower[i]) for i in range(after, words.stop))
    return SpeakerKind.PERSON if somebody else None
