"""Sources: what the words that stand for the speaker are, before anyone is looked up.

    "Acme's chief executive, Jane Roe," -> the name "Jane Roe"
    "a spokeswoman for the Roe campaign" -> a nominal with the head "spokeswoman"
    "she" -> a pronoun

A source is taken at its head: a name after a preposition ("a lawyer for Jane Roe") or
before 's ("Roe's campaign") names somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.names import fold, is_title
from quotes.extraction.phrases import is_role
from quotes.extraction.prose import Prose
from quotes.extraction.records import Attribution, EntityLabel, Span

BREAKS = frozenset({",", "(", "[", "—", "–", "--", "-", ":", ";", "who", "which", "whose", "whom"})
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("who", "whom", "whose"), "who"),
    **dict.fromkeys(("which", "that"), "which"),
    **dict.fromkeys(("i", "me", "my", "we", "us", "our", "you", "your"), "i"),
}
CONTRACTED = re.compile(r"['’](?:s|d|m|re|ve|ll)$")  # "she’ll"
CLOSING_MARKS = frozenset(".,;:!?)—–")
POST_NOMINALS = frozenset("MP MPs MSP MEP MS MLA TD MD PhD OBE CBE MBE KC QC SC FRS RN Esq".split())
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
PARTY_MEMBERS = frozenset(
    {"republican", "democrat", "libertarian", "independent", "conservative", "liberal", "socialist"}
)
SUBJECTS = frozenset({"he", "she", "they", "it", "who", "which", "i", "we", "you"})


class SourceKind(StrEnum):
    """What the head of a source is."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A source that was taken apart.

    `words` are all its words; `phrase` those of the head noun's phrase up to the head, its
    last word. `mention` is set for a name, `pronoun` (he, she, they, it, who, which, i) for
    a pronoun.
    """

    kind: SourceKind
    words: range
    phrase: range
    mention: Mention | None = None
    pronoun: str = ""


def read_source(prose: Prose, cast: Cast, spans: tuple[Span, ...]) -> SourceWords | None:
    """Take a source apart; None where it has no word."""
    words = source_words(prose, spans)
    if not words:
        return None
    first = CONTRACTED.sub("", prose.lower[words[0]]) if not is_acronym(prose, cast, words[0]) else ""
    if first in SUBJECTS or (len(words) == 1 and first in PRONOUNS):
        return SourceWords(SourceKind.PRONOUN, words, words[:1], pronoun=PRONOUNS[first])
    main = main_part(prose, cast, words)
    phrase = before_preposition(prose, cast, main)
    mention = ending_mention(prose, cast, phrase)
    if mention is None and main.stop > phrase.stop:
        mention = name_after_title(prose, cast, main, phrase)
    if mention is None and not ends_in_document(prose, phrase):
        mention = apposed_name(prose, cast, phrase, words)
    if mention is not None and not (mention.words.stop == phrase.stop and is_description(prose, mention)):
        return SourceWords(SourceKind.NAME, words, phrase, mention=mention)
    return SourceWords(SourceKind.NOMINAL, words, phrase)


def is_acronym(prose: Prose, cast: Cast, word: int) -> bool:
    """Say whether a word in capitals is a name and no pronoun: "the WHO"."""
    return prose.words[word].isupper() and len(prose.words[word]) > 1 and cast.at(word) is not None


def is_description(prose: Prose, mention: Mention) -> bool:
    """Say whether a name only tells what somebody is: "the Swede", "the Democrat".

    Not "Swedes", nor the newspaper The American.
    """
    word = mention.words[0]
    classes = lexicon.classes()
    one = prose.lower[word] in classes["demonyms"] or prose.lower[word] in PARTY_MEMBERS
    organized = mention.chain.label is EntityLabel.ORGANIZATION
    return len(mention.words) == 1 and word > 0 and prose.lower[word - 1] == "the" and one and not organized


def whole_source(prose: Prose, attribution: Attribution) -> tuple[Span, ...]:
    """Return the source; one that breaks off after "a" goes on up to the cue: "A critic called it"."""
    if len(attribution.source) != 1 or not attribution.cue:
        return attribution.source
    words = prose.within(attribution.source[0])
    cue = prose.within(attribution.cue[0])
    if (
        len(words) != 1
        or not cue
        or prose.lower[words[0]] not in ("the", "a", "an")
        or not 1 < cue.start - words.start < 9
        or prose.sentence[words.start] != prose.sentence[cue.start]
        or any(prose.quoted[words.start : cue.start])
    ):
        return attribution.source
    return (prose.span(range(words.start, cue.start)),)


def source_words(prose: Prose, spans: tuple[Span, ...]) -> range:
    """Return the words of the source's longest span, without marks and "by" or "to" at its ends."""
    if not spans:
        return range(0)
    words = prose.within(max(spans, key=lambda span: span.end - span.start))
    while words and (
        not prose.words[words[0]][0].isalnum()
        or prose.lower[words[0]] in ("by", "to", "from", "and", "but", "as")
    ):
        words = words[1:]
    while words and not prose.words[words[-1]][0].isalnum() and prose.words[words[-1]] not in POSSESSIVES:
        words = words[:-1]
    if len(words) > 1 and (prose.words[words[-1]] in POSSESSIVES or prose.lower[words[-1]] in REFLEXIVES):
        words = words[:-1]
    return words


def main_part(prose: Prose, cast: Cast, words: range) -> range:
    """Return the words up to the first comma, bracket, dash, relative pronoun, or "and" after a name."""
    for i in words[1:]:
        if prose.lower[i] in BREAKS and not is_acronym(prose, cast, i):
            return range(words.start, i)
        if prose.lower[i] in ("and", "or") and (before := cast.at(i - 1)) and i not in before.words:
            return range(words.start, i)
    return words


def before_preposition(prose: Prose, cast: Cast, main: range) -> range:
    """Return the words up to the first preposition that is not part of a name."""
    prepositions = lexicon.classes()["prepositions"]
    for i in main[1:]:
        if cast.at(i) is None and (
            prose.lower[i] in prepositions
            or prose.lower[i] in ("here", "there")  # "A senior official there"
            or opens_participle(prose, i)
        ):
            return range(main.start, i)
    return main


def opens_participle(prose: Prose, word: int) -> bool:
    """Say whether a participle after a role noun begins here: "activists clamoring to block Roe"."""
    return (
        prose.words[word].islower()
        and prose.lower[word].endswith(("ing", "ed"))
        and not is_role(prose.lower[word])
        and is_role(prose.lower[word - 1])
    )


def ending_mention(prose: Prose, cast: Cast, words: range) -> Mention | None:
    """Return the name that `words` end with or break off in: "Siobhan" of "Siobhan Tell"."""
    while len(words) > 1 and prose.words[words[-1]] in POST_NOMINALS and cast.at(words[-1]) is None:
        words = words[:-1]  # "Jane Roe MP"; not "the MP"
    mention = cast.at(words[-1]) if words else None
    if mention is None:
        return None
    return mention if mention.words.stop == words.stop or mention.words.start == words.start else None


def name_after_title(prose: Prose, cast: Cast, main: range, phrase: range) -> Mention | None:
    """Return the person whose name closes the main part after a title that holds a preposition.

    "Former US ambassador to Russia Jane Roe" names Jane Roe; "an adviser to President Roe"
    does not: there the preposition reaches the name through its title.
    """
    mention = ending_mention(prose, cast, main)
    if (
        mention is None
        or not mention.chain.is_person
        or prose.lower[main.start] in ("a", "an", "one", "some")
    ):
        return None
    before = mention.words.start - 1
    while before >= main.start and (
        is_title(prose.words[before])
        or fold(prose.words[before]) in lexicon.roles()
        or prose.lower[before] == "the"
    ):
        before -= 1
    if before < phrase.stop or prose.lower[before] in lexicon.classes()["prepositions"]:
        return None
    between = range(phrase.stop + 1, before + 1)  # "to Norland"; in "hoping to stop Jane Roe" she is no head
    nouns = lexicon.classes()["organization nouns"]
    return (
        mention
        if all(prose.capital(i) or prose.lower[i] in nouns | {"the", "of", "&"} for i in between)
        else None
    )


def apposed_name(prose: Prose, cast: Cast, phrase: range, words: range) -> Mention | None:
    """Return who stands straight after the comma: "his lawyer, Jane Roe", "the regulator, the Harbor Office".

    The source may break off before the comma, if the name is closed by another and a verb
    ("its chairman, Jane Roe, said"), or by any mark where the verb stands before ("said the
    chairman, Jane Roe."): in "according to the chairman, Jane Roe is late" she is not he.
    """
    start = next((i for i in words if prose.lower[i] in BREAKS), words.stop)
    if start < words.stop and prose.words[start] == "(":  # "the head of the AHT (Ayr Harbor Trust), Jane Roe"
        start = next((i + 1 for i in range(start, words.stop) if prose.words[i] == ")"), words.stop)
    broken_off = start == words.stop
    if start >= len(prose) or prose.words[start] not in (",", "—", "–", "--"):
        return None
    start += 1
    while start < len(prose) and (is_title(prose.words[start]) or prose.lower[start] == "the"):
        start += 1
    mention = cast.at(start)
    if mention is None or mention.words.start != start:
        return None
    head = prose.lower[phrase[-1]] if phrase else ""
    if mention.chain.is_person:
        fits = prose.lower[start - 1] != "the"
    else:
        fits = mention.chain.label is EntityLabel.ORGANIZATION and names_institution(prose, phrase)
    after = mention.words.stop
    if broken_off:
        ends = prose.words[after : after + 1] == [","] and is_cue(prose, after + 1)
        if phrase and is_cue(prose, phrase.start - 1):
            ends = after >= len(prose) or prose.words[after] in CLOSING_MARKS
        return mention if fits and ends and is_role(head) else None
    return mention if fits and (after not in words or prose.words[after] not in POSSESSIVES) else None


def names_institution(prose: Prose, phrase: range) -> bool:
    """Say whether a definite nominal fits an organization: "the regulator", "Ayr's neighbour"; not "he"."""
    if not phrase:
        return False
    classes = lexicon.classes()
    head = prose.lower[phrase[-1]]
    definite = prose.lower[phrase[0]] in ("the", *classes["possessive pronouns"])
    if head in classes["organization nouns"]:
        return definite or any(prose.words[i] in POSSESSIVES for i in phrase)
    return head in classes["institutional nouns"] and any(prose.words[i] in POSSESSIVES for i in phrase)


def is_cue(prose: Prose, word: int) -> bool:
    """Say whether a verb stands at `word`: "said", "argued"."""
    if not 0 <= word < len(prose):
        return False
    lower = prose.lower[word]
    return lower in lexicon.classes()["verbs"] or (lower.endswith("ed") and len(lower) > 4)


def ends_in_document(prose: Prose, phrase: range) -> bool:
    """Say whether the phrase's head is something written: "the report", "a statement"."""
    return bool(phrase) and prose.lower[phrase[-1]] in lexicon.classes()["document nouns"]
