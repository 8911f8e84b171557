"""Entities: the spans of a tagger as words, cleaned of all that is no name.

    "retired general Jane Roe's" tagged as a person -> the words "Jane Roe"

With titles, roles, verbs and 's in the span, two names in one, or half of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quotes.extraction import lexicon
from quotes.extraction.names import SUFFIXES, fold, is_title
from quotes.extraction.prose import Prose
from quotes.extraction.records import Entity, EntityLabel

PERSON, ORGANIZATION = EntityLabel.PERSON, EntityLabel.ORGANIZATION
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
HYPHENED_GIVEN = re.compile(r"[A-Z]\w*-[a-z]\w*$")
"""A given name as Koreans and Chinese write it: "Ki-moon"."""
BRAND = re.compile(r"(?!Fitz)[A-Z][a-z]{3,}[A-Z]\w+$")
"""A word with a capital inside, as companies write them: "PolitiFact"; not "McLenney", "DeVos", "FitzRoy"."""
CONTRACTION = re.compile(r"(?:i|he|she|it|we|you|they|who|that|there)['’](?:s|d|m|re|ve|ll)$")
JOINED = frozenset("antigua bosnia brighton kitts newfoundland trinidad turks tyne wallis".split())
"""Places whose name has an "and" within: "Bosnia and Herzegovina"."""
COUNTRIES = frozenset({"US", "U.S.", "USA", "U.S.A.", "UK", "U.K.", "UAE"})
"""Countries in letters, which taggers take for anything."""
NOTHING = range(0)
Labelled = tuple[range, EntityLabel]


def clean_entities(prose: Prose, entities: Iterable[Entity]) -> list[Labelled]:
    """Return the entities as words, in order, without overlaps, titles, "the" and possessive 's."""
    found = [row for row in cleaned(prose, entities) if not is_portfolio(prose, *row)]
    organizations = {name_of(prose, words) for words, label in found if label is ORGANIZATION}
    people = {prose.lower[i] for words, label in found if label is PERSON and len(words) > 1 for i in words}

    def settled(words: range, label: EntityLabel) -> EntityLabel:
        if prose.text[prose.starts[words.start] : prose.ends[words.stop - 1]] in COUNTRIES:
            return EntityLabel.PLACE
        if label is PERSON and len(words) == 1 and BRAND.match(prose.words[words.start]):
            return ORGANIZATION
        # "Gridline" is an organization here and a person there: nobody's surname, so it is the former.
        known = label is PERSON and name_of(prose, words) in organizations
        return ORGANIZATION if known and prose.lower[words.start] not in people else label

    return [(words, settled(words, label)) for words, label in found]


def name_of(prose: Prose, words: range) -> tuple[str, ...]:
    """Return the words of a name in small letters."""
    return tuple(prose.lower[i] for i in words)


def is_portfolio(prose: Prose, words: range, label: EntityLabel) -> bool:
    """Say whether a tagged organization is what somebody holds an office for.

    "National Security" in "the National Security Advisor Jane Roe", "Health" in "Health
    Secretary". Not: "NATO Secretary General", "Harbor Health Director".
    """
    classes = lexicon.classes()
    return (
        label is ORGANIZATION
        and prose.lower[words[-1]] in classes["portfolios"]
        and words.stop < len(prose)
        and prose.capital(words.stop)
        and prose.lower[words.stop] in classes["portfolio offices"]
    )


def cleaned(prose: Prose, entities: Iterable[Entity]) -> Iterator[Labelled]:
    """Yield the entities as words, one after the other, each by itself."""
    last = -1
    for entity in sorted(entities, key=lambda entity: (entity.span.start, -entity.span.end)):
        words = prose.within(entity.span)
        if not words or words.start <= last:
            continue
        person = entity.label is PERSON
        if entity.label is EntityLabel.PLACE:
            parts = split_places(prose, words)
        else:
            parts = split_people(prose, words) if person else [words]
        for part in parts:
            part = trimmed(prose, part, person=person)
            if len(part) == 1 and CONTRACTION.match(prose.lower[part.start]):
                continue  # "She’ll" tagged as a person
            if part and person:
                part = extended(prose, part, last)
                if len(part) == 1 and is_office(prose, part) and not is_surname_like(prose, part):
                    continue  # "Undersecretary for Education"; not "Bishop" of "Ann Bishop"
            if part:
                last = part.stop - 1
                yield part, entity.label


def split_places(prose: Prose, words: range) -> list[range]:
    """Return the two places of "France and Germany"; not of "Bosnia and Herzegovina"."""
    joint = next((i for i in words[1:-1] if prose.lower[i] == "and"), None)
    if joint is None or prose.lower[joint - 1] in JOINED:
        return [words]
    return [range(words.start, joint), range(joint + 1, words.stop)]


def split_people(prose: Prose, words: range) -> list[range]:
    """Return the names within a person's entity: "Jane Roe and John Doe", "retired general Jane Roe said".

    A name ends at a mark, a small word or an empty line. One before a role noun is no
    person's ("Acme executive Jane Roe"); what follows another small word is no part of the
    entity ("Jane Roe of Ayr").
    """
    particles = lexicon.classes()["particles"]
    parts: list[range] = []
    start = words.start
    outside = False
    for i in words:
        lower = prose.lower[i]
        if i > start and "\n\n" in prose.text[prose.ends[i - 1] : prose.starts[i]]:
            parts += [range(start, i)] if not outside else []
            start, outside = i, False
        mark = prose.words[i] not in POSSESSIVES and not prose.words[i][0].isalnum()
        if not mark and (not prose.words[i].islower() or lower in particles or prose.words[i] in POSSESSIVES):
            continue
        name = range(start, i)
        start = i + 1
        if mark or lower in ("and", "or", "with"):
            parts += [name] if name and not outside else []
            outside = False
        elif lower in lexicon.roles():
            outside = False
        elif name and lower in ("of", "to") and is_office(prose, name):  # "Secretary of State Jane Roe"
            start = name_start(prose, range(start, words.stop))
        elif name:
            parts += [name] if not outside else []
            outside = True
    last = range(start, words.stop)
    return [*parts, last] if last and not outside else parts


def is_surname_like(prose: Prose, words: range) -> bool:
    """Say whether a role noun is somebody's name here: it follows a title or a first name somewhere."""
    lower = prose.lower[words[0]]
    firsts = lexicon.first_names()
    return any(
        prose.lower[i] == lower
        and prose.capital(i)
        and (prose.lower[i - 1] in firsts or is_title(prose.words[i - 1]))
        for i in range(1, len(prose))
    )


def is_office(prose: Prose, words: range) -> bool:
    """Say whether words end in a role: "Defense Secretary"."""
    return prose.lower[words[-1]] in lexicon.roles() or is_title(prose.words[words[-1]])


def name_start(prose: Prose, words: range) -> int:
    """Return where a name begins after "Secretary of": at a first name or an initial, else after one word."""
    firsts = lexicon.first_names()
    known = (i for i in words if prose.lower[i] in firsts or len(fold(prose.words[i])) == 1)
    return next(known, min(words.start + 1, words.stop))


def trimmed(prose: Prose, words: range, *, person: bool) -> range:
    """Cut what is no part of the name from both ends of an entity.

    "But Sen. Jane Roe's" is "Jane Roe", "Harbor Trust Research Director" is "Harbor Trust".
    """
    start, stop = words.start, words.stop
    while stop > start and (prose.words[stop - 1] in POSSESSIVES or not prose.words[stop - 1][0].isalnum()):
        stop -= 1
    while start < stop and not prose.words[start][0].isalnum():
        start += 1
    classes = lexicon.classes()
    while not person and stop - start > 2 and prose.lower[stop - 1] in classes["closing roles"]:
        stop -= 1
    while stop - start > 1 and is_opener(prose, start, stop):
        start += 1
    return after_title(prose, range(start, stop)) if person else range(start, stop)


def is_opener(prose: Prose, start: int, stop: int) -> bool:
    """Say whether the first of some words opens the sentence and is no name: "Even China", "Per Roe, it is".

    Not: "said Per Roe", "Per Roe keeps bees".
    """
    lower = prose.lower[start]
    if lower not in lexicon.classes()["openers"]:
        return False
    if lower not in lexicon.first_names() or not prose.capital(start):
        return True
    opens = not start or prose.sentence[start] != prose.sentence[start - 1]
    return opens and (stop >= len(prose) or prose.words[stop] == ",")


def after_title(prose: Prose, words: range) -> range:
    """Return the name after a title or role: "House Speaker Jane Roe" tagged as a person is "Jane Roe".

    A name may hold a role noun ("Dean Baker"), so that one which is no title is cut only
    where two words follow it. Nothing is left of a title alone ("Sen.").
    """
    standing = lexicon.classes()["standing titles"]
    start = words.start
    for i in words:
        word = prose.words[i]
        if i > words.start and fold(word) in SUFFIXES:
            break  # "John Roe Sr.", who is no sister
        role = prose.lower[i] in lexicon.roles() and i > words.start and words.stop - i > 2
        if role or is_title(word) or fold(word) in standing:
            start = i + 1
    if start == words.stop and len(words) > 1:
        start -= 1  # the last word is a name: "John Judge"
    name = range(start, words.stop)
    return name if any(prose.capital(i) for i in name) and not is_plain(prose, name) else NOTHING


def is_plain(prose: Prose, name: range) -> bool:
    """Say whether a single word is no name at all: "The", "He"."""
    classes = lexicon.classes()
    return len(name) == 1 and prose.lower[name[0]] in classes["pronouns"] | classes["determiners"]


def extended(prose: Prose, words: range, last: int) -> range:
    """Add what a tagger often leaves out: "Jr." after a name, the family name before "Ki-moon"."""
    start, stop = words.start, words.stop
    comma = stop < len(prose) and prose.words[stop] == ","
    if stop + comma < len(prose) and fold(prose.words[stop + comma]) in SUFFIXES:
        stop += 1 + comma
    if (
        start - 1 > last
        and HYPHENED_GIVEN.match(prose.words[start])
        and prose.capital(start - 1)
        and prose.sentence[start - 1] == prose.sentence[start]
    ):
        start -= 1
    return range(start, stop)
