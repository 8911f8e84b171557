"""Voices: who speaks in each attribution, by the fullest name that the article gives.

    'Sen. Jane Q. Roe, R-Iowa, left. "No," Roe said.' -> Jane Q. Roe, "Sen."

Names are looked up first, then pronouns and nominals in reading order, since each answer
is evidence for the next. A speaker without a name keeps the role and the organization
that the source states: "a spokeswoman for the Harbor Trust".
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction import lexicon
from quotes.extraction.affiliations import is_role, organization_at, owner_before
from quotes.extraction.chains import Chain, find_chains, fullest, name_span
from quotes.extraction.coreference import Discourse, Referent, resolve_nominal, resolve_pronoun
from quotes.extraction.prose import Prose, read_prose
from quotes.extraction.records import Attribution, Entity, EntityLabel, Span, SpeakerKind, Voice
from quotes.extraction.sources import SourceKind, SourceWords, read_source


def name_voices(
    text: str, attributions: Sequence[Attribution], entities: Sequence[Entity], title: str = ""
) -> tuple[Voice, ...]:
    """Return one voice per attribution, in the same order.

    Attributions may come in any order. `title` is not searched for names: it has no offsets.
    """
    prose = read_prose(text, attributions)
    cast = find_chains(prose, entities)
    discourse = Discourse(prose, cast)
    voices: list[Voice] = [Voice(confidence=0.0)] * len(attributions)
    sources = []
    for number, attribution in enumerate(attributions):
        if words := read_source(prose, cast, attribution.source):
            sources.append((words.words.start, number, words))
    for start, number, words in sorted(sources, key=lambda row: row[:2]):
        referent = resolve(discourse, words)
        if referent is not None:
            discourse.turns.append((start, referent.chain))
            voices[number] = voice_of(discourse, referent)
        else:
            voices[number] = unnamed_voice(discourse, words)
    return tuple(voices)


def resolve(discourse: Discourse, source: SourceWords) -> Referent | None:
    """Return whom a source stands for."""
    if source.mention is not None:
        return Referent(source.mention.chain, 0.98)
    if source.kind is SourceKind.PRONOUN:
        return resolve_pronoun(discourse, source.words.start, source.pronoun)
    return resolve_nominal(discourse, source.phrase)


def voice_of(discourse: Discourse, referent: Referent) -> Voice:
    """Return the voice of a chain, with the best that the article states of it."""
    prose, chain = discourse.prose, referent.chain
    best = name_span(prose, fullest(prose, chain))
    name = normal(best.of(prose.text))
    if not chain.is_person:
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
    role = next((s.role for s in statements if s.role), range(0))
    organization = next((s.organization for s in statements if s.role == role and s.organization), range(0))
    if not organization:
        organization = next((s.organization for s in statements if s.organization), range(0))
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


def unnamed_voice(discourse: Discourse, source: SourceWords) -> Voice:
    """Return a voice without a name: what the source says the speaker is, and for whom."""
    prose, phrase = discourse.prose, source.phrase
    if source.kind is SourceKind.PRONOUN or not phrase:
        return Voice(confidence=0.5)
    classes = lexicon.classes()
    start = phrase.start
    while start < phrase.stop - 1 and prose.lower[start] in classes["determiners"]:
        start += 1
    head = prose.lower[phrase[-1]]
    organization = range(0)
    for i in range(start, phrase.stop):
        if owner := owner_before(prose, discourse.cast, i):
            organization, start = owner, i
    if not organization and (first := discourse.cast.at(start)) and first.words.stop < phrase.stop:
        if first.chain.label is EntityLabel.ORGANIZATION:
            organization, start = first.words, first.words.stop
    if not organization and phrase.stop + 1 < source.words.stop:
        if prose.lower[phrase.stop] in ("for", "of", "at", "with", "from"):
            organization = organization_at(prose, discourse.cast, phrase.stop + 1, source.words.stop)
    plural = head.endswith("s") and head[:-1] in lexicon.roles()
    role = range(start, phrase.stop) if is_role(head) else range(0)
    kind = SpeakerKind.GROUP if plural or head in classes["group nouns"] else SpeakerKind.PERSON if role else None
    return Voice(None, kind, None, *evidence(prose, role), *evidence(prose, organization), confidence=0.5)
