"""Voices: who speaks in each attribution, by the fullest name that the article gives.

    'Sen. Jane Q. Roe, R-Iowa, left. "No," Roe said.' -> Jane Q. Roe, "Sen."

Names are looked up first, then pronouns and nominals in reading order, since each answer
is evidence for the next. A speaker without a name keeps the role and the organization
that the source states: "a spokeswoman for the Harbor Trust".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.extraction import lexicon
from quotes.extraction.chains import Chain, Mention, find_chains
from quotes.extraction.coreference import GENDERS, Discourse, resolve_pronoun
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.naming import name_of
from quotes.extraction.nominals import resolve_nominal
from quotes.extraction.parties import find_membership
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
from quotes.extraction.reasons import chain_of, either, rivals_of
from quotes.extraction.records import Attribution, Entity, EntityLabel, Span, SpeakerKind, Voice
from quotes.extraction.salience import Referent, choose
from quotes.extraction.sources import SourceKind, SourceWords, read_source, whole_source

REACH = 12
"""How many words before "who" its antecedent may begin."""
NARRATED = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
SURE, LIKELY, UNSURE = 0.98, 0.9, 0.5
"""The resolver's certainty: a name stands there; the words tell it; somebody is meant, but whom?"""


def name_voices(
    text: str, attributions: Sequence[Attribution], entities: Sequence[Entity], title: str = ""
) -> tuple[Voice, ...]:
    """Return one voice per attribution, in the same order.

    Attributions may come in any order. `title` is looked at for a first name that the text
    lacks; such a name has no `name_span`.
    """
    prose = read_prose(text, attributions)
    wholes = [whole_source(prose, attribution) for attribution in attributions]
    cast = find_chains(prose, entities, (span for whole in wholes for span in whole))
    voices = [Voice(confidence=UNSURE)] * len(attributions)
    sources = []
    for number, whole in enumerate(wholes):
        if words := read_source(prose, cast, whole):
            sources.append((words.words.start, number, words))
    discourse = Discourse(prose, cast, frozenset(start for start, _, _ in sources))
    referents, unnamed = resolve_all(discourse, sources)
    by_chain: dict[Chain, Voice] = {}
    for _, number, words in sources:
        referent = referents.get(number)
        if referent is None and words.mention is not None:
            voice = Voice(None, SpeakerKind.PERSON, confidence=UNSURE)
        elif referent is None:
            voice = unnamed_voice(discourse, unnamed.get(number, words))
        else:
            if referent.chain not in by_chain:
                by_chain[referent.chain] = voice_of(discourse, referent.chain, title)
            voice = replace(by_chain[referent.chain], confidence=referent.confidence)
        chosen = referent.chain if referent else None
        voices[number] = replace(
            voice,
            chain=chain_of(discourse, words, unnamed.get(number), chosen),
            rivals=rivals_of(discourse, words, chosen),
        )
    named = {attribution.source: voice.name for attribution, voice in zip(attributions, voices, strict=True)}
    for number, attribution in enumerate(attributions):
        if attribution.rivals:
            voices[number] = replace(
                voices[number], rivals=either(named[(one,)] for one in attribution.rivals)
            )
    return tuple(voices)


def resolve_all(
    discourse: Discourse, sources: list[tuple[int, int, SourceWords]]
) -> tuple[dict[int, Referent], dict[int, SourceWords]]:
    """Return whom each source stands for, by the attribution's number, following the text.

    The second dictionary holds the nominal that a pronoun stands for: somebody without a name.
    """
    found: dict[int, Referent] = {}
    unnamed: dict[int, SourceWords] = {}
    somebody: SourceWords | None = None
    pronouns = narrated_pronouns(discourse.prose, discourse.speaking)
    pending = next(pronouns, None)
    for start, number, words in sorted(sources, key=lambda row: row[:2]):
        while pending and pending[0] < start:
            discourse.follow(*pending)
            pending = next(pronouns, None)
        if somebody and stands_for(discourse, words, somebody):
            unnamed[number] = somebody
            continue
        referent = resolve(discourse, words)
        if referent is None and (nominal := antecedent(discourse, words)):
            referent, unnamed[number] = resolve(discourse, nominal), nominal
            words = nominal
        if referent:
            discourse.spoke(start, referent.chain)
            found[number] = referent
            somebody = None
        else:
            somebody = words if words.kind is SourceKind.NOMINAL else None
    return found, unnamed


def antecedent(discourse: Discourse, source: SourceWords) -> SourceWords | None:
    """Return the nominal of a person that "who" stands for: "an engineer at the dam, who said".

    From the nearest "a" or "the" on, in the same sentence, at most REACH words before. Not
    for "voters who", "a time when Roe, who", or where a name stands in between.
    """
    prose, stop = discourse.prose, source.words.start
    if source.pronoun != "who":
        return None
    for start in range(stop - 1, max(stop - REACH, 0) - 1, -1):
        if prose.sentence[start] != prose.sentence[stop]:
            return None
        if prose.lower[start] in ("a", "an", "the") and prose.lower[start - 1] not in LINKS | {"for"}:
            nominal = read_source(prose, discourse.cast, (prose.span(range(start, stop)),))
            head = prose.lower[nominal.phrase[-1]] if nominal and nominal.phrase else ""
            fits = (
                nominal and nominal.kind is SourceKind.NOMINAL and is_role(head) and not is_plural_role(head)
            )
            return nominal if fits else None
    return None


def stands_for(discourse: Discourse, source: SourceWords, somebody: SourceWords) -> bool:
    """Say whether a pronoun stands for the speaker without a name who spoke last.

    "A baker at Acme said it had. 'We all knew,' she said": in one paragraph, with no other
    person named between the two nor within the nominal ("a lawyer for Jane Roe"). "The report
    says so. It also notes", "Officials at Acme said so. They said": in this paragraph or the next.
    """
    prose, cast = discourse.prose, discourse.cast
    start, stop = somebody.words.start, source.words.start
    apart = prose.paragraph[stop] - prose.paragraph[start]
    head = prose.lower[somebody.phrase[-1]] if somebody.phrase else ""
    classes = lexicon.classes()
    if source.pronoun == "it":
        return apart <= 1 and (head in classes["document nouns"] or head in classes["organization nouns"])
    if source.pronoun == "they":
        return apart <= 1 and (is_plural_role(head) or head in classes["group nouns"])
    if source.pronoun not in ("he", "she") or apart:
        return False
    if (
        not is_role(head)
        or is_plural_role(head)
        or lexicon.roles().get(head) not in (None, GENDERS[source.pronoun])
    ):
        return False
    between = cast.mentions[cast.before(start - 1) : cast.before(stop)]
    return not any(m.chain.is_person and not prose.quoted[m.words.start] for m in between)


def narrated_pronouns(prose: Prose, sources: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Yield the narrator's other pronouns for persons: evidence for those that speak."""
    for word, lower in enumerate(prose.lower):
        if lower in NARRATED and word not in sources and not prose.quoted[word]:
            yield word, NARRATED[lower]


def resolve(discourse: Discourse, source: SourceWords) -> Referent | None:
    """Return whom a source stands for."""
    if source.mention is not None:
        return bearer_of(discourse, source.mention)
    if source.kind is SourceKind.PRONOUN:
        return discourse.follow(source.words.start, source.pronoun)
    referent = resolve_document(discourse, source)
    if referent is None and (referent := resolve_nominal(discourse, source.phrase)):
        discourse.state(referent.chain, source.phrase)
    return referent


def bearer_of(discourse: Discourse, mention: Mention) -> Referent | None:
    """Return whom a name stands for, or None where several bear it and none is clearly meant."""
    if not mention.weighed:
        return Referent(mention.chain, SURE)
    discourse.weighed[mention.words.start] = mention.weighed
    return choose(mention.weighed) if mention.sure else None


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
    owned = (
        mention is not None
        and mention.words.stop in phrase
        and prose.words[mention.words.stop] in POSSESSIVES
    )
    after = phrase.stop
    if mention is None and after + 1 < source.words.stop and prose.lower[after] in ("by", "from", "of"):
        mention = cast.at(after + 1 + (prose.lower[after + 1] == "the"))
        owned = True
    if mention is None or not (owned or mention.chain.label is EntityLabel.ORGANIZATION):
        return None
    return Referent(mention.chain, LIKELY)


def voice_of(discourse: Discourse, chain: Chain, title: str) -> Voice:
    """Return the voice of a chain, with the best that the article states of it."""
    prose = discourse.prose
    name, span = name_of(discourse, chain, title)
    if not chain.is_person:
        if is_group(prose, discourse.fullest(chain)):
            return Voice(None, SpeakerKind.GROUP)
        return Voice(name, SpeakerKind.ORGANIZATION, span)
    role, organization = stated_of(discourse, chain)
    voice = Voice(name, SpeakerKind.PERSON, span, *evidence(prose, role), *evidence(prose, organization))
    if membership := find_membership(prose, chain):
        party, state = membership.party, membership.state or None
        voice = replace(voice, party=party, state=state, party_span=membership.span)
    return voice


def stated_of(discourse: Discourse, chain: Chain) -> tuple[range, range]:
    """Return the best role of a person, and its organization or else the best that another place states."""
    statements = discourse.statements(chain)
    role = next((s.role for s in statements if s.role), NOTHING)
    organization = next((s.organization for s in statements if s.role == role and s.organization), NOTHING)
    if not organization:
        organization = next((s.organization for s in statements if s.organization), NOTHING)
    return role, organization


def evidence(prose: Prose, words: range) -> tuple[str | None, Span | None]:
    """Return words as text, with single spaces, and as span; two Nones for no words."""
    if not words:
        return None, None
    span = prose.span(words)
    return " ".join(span.of(prose.text).split()), span


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
    kind: SpeakerKind | None
    if is_plural_role(head) or head in classes["group nouns"]:
        kind = SpeakerKind.GROUP
    elif head in classes["organization nouns"]:
        kind = SpeakerKind.ORGANIZATION
        if phrase.stop - start > 1:  # "the county's education board" speaks for itself; "the board" says less
            organization = range(start, phrase.stop)
    else:
        kind = SpeakerKind.PERSON if role else None
    return Voice(None, kind, None, *evidence(prose, role), *evidence(prose, organization), confidence=LIKELY)
