"""Voices: who speaks in each attribution, by the fullest name that the article gives.

    'Sen. Jane Q. Roe, R-Iowa, left. "No," Roe said.' -> Jane Q. Roe, "Sen."

Names are looked up first, then pronouns and nominals in reading order, since each answer
is evidence for the next. A speaker without a name keeps the role and the organization
that the source states: "a spokeswoman for the Harbor Trust".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.extraction import lexicon
from quotes.extraction.chains import Chain, Mention, find_chains, fullest
from quotes.extraction.coreference import Discourse, Referent, resolve_pronoun
from quotes.extraction.mentions import POSSESSIVES
from quotes.extraction.nominals import resolve_nominal
from quotes.extraction.phrases import (
    LINKS,
    NOTHING,
    divide,
    is_plural_role,
    is_role,
    organization_at,
    owner_before,
)
from quotes.extraction.prose import Prose, read_prose
from quotes.extraction.records import Attribution, Entity, EntityLabel, Span, SpeakerKind, Voice
from quotes.extraction.sources import SourceKind, SourceWords, read_source

NARRATED = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
SURE, LIKELY, UNSURE = 0.98, 0.9, 0.5
"""The resolver's certainty: a name stands there; the words tell it; nobody is named though somebody is meant."""


def name_voices(
    text: str, attributions: Sequence[Attribution], entities: Sequence[Entity], title: str = ""
) -> tuple[Voice, ...]:
    """Return one voice per attribution, in the same order.

    Attributions may come in any order. `title` is not searched for names: it has no offsets.
    """
    prose = read_prose(text, attributions)
    cast = find_chains(prose, entities, (span for a in attributions for span in a.source))
    discourse = Discourse(prose, cast)
    voices = [Voice(confidence=UNSURE)] * len(attributions)
    sources = []
    for number, attribution in enumerate(attributions):
        if words := read_source(prose, cast, attribution.source):
            sources.append((words.words.start, number, words))
    referents = resolve_all(discourse, sources)
    for _, number, words in sources:
        if referent := referents.get(number):
            voices[number] = voice_of(discourse, referent)
        else:
            voices[number] = unnamed_voice(discourse, words)
    return tuple(voices)


def resolve_all(discourse: Discourse, sources: list[tuple[int, int, SourceWords]]) -> dict[int, Referent]:
    """Return whom each source stands for, by the attribution's number, following the text."""
    found = {}
    pronouns = narrated_pronouns(discourse.prose, {start for start, _, _ in sources})
    pending = next(pronouns, None)
    for start, number, words in sorted(sources, key=lambda row: row[:2]):
        while pending and pending[0] < start:
            discourse.follow(*pending)
            pending = next(pronouns, None)
        if referent := resolve(discourse, words):
            discourse.spoke(start, referent.chain)
            found[number] = referent
    return found


def narrated_pronouns(prose: Prose, sources: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the narrator's other pronouns for persons: whom they stand for is evidence for those that speak."""
    for word, lower in enumerate(prose.lower):
        if lower in NARRATED and word not in sources and not prose.quoted[word]:
            yield word, NARRATED[lower]


def resolve(discourse: Discourse, source: SourceWords) -> Referent | None:
    """Return whom a source stands for."""
    if source.mention is not None:
        return Referent(source.mention.chain, SURE)
    if source.kind is SourceKind.PRONOUN:
        return discourse.follow(source.words.start, source.pronoun)
    referent = resolve_document(discourse, source)
    if referent is None and (referent := resolve_nominal(discourse, source.phrase)):
        discourse.state(referent.chain, source.phrase)
    return referent


def resolve_document(discourse: Discourse, source: SourceWords) -> Referent | None:
    """Return who wrote what speaks: "a report by the Harbor Trust", "Roe's statement", "his letter"."""
    prose, cast, phrase = discourse.prose, discourse.cast, source.phrase
    if not phrase or prose.lower[phrase[-1]] not in lexicon.classes()["document nouns"]:
        return None
    first = phrase.start + (prose.lower[phrase.start] in ("the", "a", "an"))
    pronoun = {"his": "he", "her": "she"}.get(prose.lower[first])
    if pronoun:
        return resolve_pronoun(discourse, first, pronoun)
    mention = cast.at(first)
    owned = mention is not None and prose.words[mention.words.stop] in POSSESSIVES
    if mention is None and phrase.stop + 1 < source.words.stop:
        if prose.lower[phrase.stop] in ("by", "from", "of"):
            mention = cast.at(phrase.stop + 1 + (prose.lower[phrase.stop + 1] == "the"))
            owned = True
    if mention is None or not (owned or mention.chain.label is EntityLabel.ORGANIZATION):
        return None
    return Referent(mention.chain, LIKELY)


def voice_of(discourse: Discourse, referent: Referent) -> Voice:
    """Return the voice of a chain, with the best that the article states of it."""
    prose, chain = discourse.prose, referent.chain
    mention = fullest(prose, chain)
    best = prose.span(mention.words)
    name = normal(best.of(prose.text))
    if not chain.is_person:
        if is_group(prose, mention):
            return Voice(None, SpeakerKind.GROUP, confidence=referent.confidence)
        return Voice(name, SpeakerKind.ORGANIZATION, best, confidence=referent.confidence)
    role, organization = stated_of(discourse, chain)
    return Voice(
        name,
        SpeakerKind.PERSON,
        best,
        *evidence(prose, role),
        *evidence(prose, organization),
        confidence=referent.confidence,
    )


def stated_of(discourse: Discourse, chain: Chain) -> tuple[range, range]:
    """Return the best role of a person, and its organization or else the best that another place states."""
    statements = discourse.statements(chain)
    role = next((s.role for s in statements if s.role), NOTHING)
    organization = next((s.organization for s in statements if s.role == role and s.organization), NOTHING)
    if not organization:
        organization = next((s.organization for s in statements if s.organization), NOTHING)
    return role, organization


def evidence(prose: Prose, words: range) -> tuple[str | None, Span | None]:
    """Return words as text and span, or two Nones."""
    if not words:
        return None, None
    span = prose.span(words)
    return normal(span.of(prose.text)), span


def normal(words: str) -> str:
    """Return words with single spaces: a name may run over a line's end."""
    return " ".join(words.split())


def is_group(prose: Prose, mention: Mention) -> bool:
    """Say whether a name is that of many, who have none as one speaker: "Republicans", "Iowans"."""
    last = prose.lower[mention.words[-1]]
    classes = lexicon.classes()
    if last in classes["group nouns"] or last in classes["parties"]:
        return True
    return mention.chain.label is EntityLabel.OTHER and last.endswith("s")


def unnamed_voice(discourse: Discourse, source: SourceWords) -> Voice:
    """Return a voice without a known name: what the source says the speaker is, and for whom."""
    prose, cast, phrase = discourse.prose, discourse.cast, source.phrase
    if source.kind is SourceKind.PRONOUN or not phrase:
        return Voice(confidence=UNSURE)
    classes = lexicon.classes()
    start = phrase.start
    while start < phrase.stop - 1 and prose.lower[start] in classes["determiners"]:
        start += 1
    head = prose.lower[phrase[-1]]
    if head in classes["organization nouns"] and cast.at(start):  # "the Roe campaign", "Roe's campaign"
        words = range(start, phrase.stop)
        return Voice(
            *evidence(prose, words)[:1], SpeakerKind.ORGANIZATION, prose.span(words), confidence=LIKELY
        )
    organization = NOTHING
    for i in range(start + 1, phrase.stop):
        if prose.words[i - 1] in POSSESSIVES:
            organization, start = owner_before(prose, cast, i), i
    if not organization:
        organization, role = divide(prose, cast, range(start, phrase.stop))
        start = role.start
    after = phrase.stop
    if not organization and after + 1 < source.words.stop and prose.lower[after] in LINKS - {"to", "on"}:
        organization = organization_at(prose, cast, after + 1, source.words.stop)
    role = range(start, phrase.stop) if is_role(head) else NOTHING
    if is_plural_role(head) or head in classes["group nouns"]:
        kind = SpeakerKind.GROUP
    elif head in classes["organization nouns"]:
        kind = SpeakerKind.ORGANIZATION
    else:
        kind = SpeakerKind.PERSON if role else None
    return Voice(None, kind, None, *evidence(prose, role), *evidence(prose, organization), confidence=LIKELY)
