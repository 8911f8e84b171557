"""Mentions: the names of an article with one label each, those that the tagger missed among them.

    "Citizens for Fair Tax" as a source without an entity -> an organization

The tagger errs: an organization taken for a person, one name labelled in two ways, a
headline taken for a name. Whatever an article does often corrects what it does once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from quotes.extraction import lexicon
from quotes.extraction.completion import add_polities, add_repeated, complete_names
from quotes.extraction.entities import (
    BRAND,
    CONTRACTION,
    ORGANIZATION,
    PERSON,
    Labelled,
    clean_entities,
    is_opener,
)
from quotes.extraction.names import SUFFIXES, fold, is_suffix, is_title, parse_name, regnal_titles
from quotes.extraction.prose import Prose
from quotes.extraction.records import Entity, EntityLabel, Span
from quotes.extraction.turns import NO_SPEAKERS

PEERAGE = re.compile(r"(?:duke|duchess|earl|countess|prince|princess) of \w+$")
"""A title that is a name: "Duke of Ayr"."""
LINKING = frozenset({"of", "for", "and", "&", "against", "without"})
"""Small words inside the names of organizations."""


def find_mentions(prose: Prose, entities: Iterable[Entity], sources: Iterable[Span] = ()) -> list[Labelled]:
    """Return the words of the entities with one label per name, in order, without overlaps.

    `sources` are the words that stand for speakers: a name that they hold is taken for an
    entity where the tagger has none.
    """
    sources = tuple(sources)
    labelled = complete_names(prose, clean_entities(prose, entities))
    labelled = settle_labels(prose, add_sources(prose, list(divide_names(prose, labelled)), sources))
    return add_polities(prose, add_repeated(prose, labelled), sources)


def add_sources(prose: Prose, labelled: list[Labelled], sources: Iterable[Span]) -> list[Labelled]:
    """Add the names that stand as a source and that no entity covers: "Citizens for Fair Tax", "WALLACE"."""
    covered = {i: row for row in labelled for i in row[0]}
    known = {tuple(prose.lower[i] for i in words): label for words, label in labelled}
    standing = lexicon.classes()["standing titles"]
    for span in sources:
        words = prose.within(span)
        while words and (
            is_opener(prose, words.start, words.stop)
            or is_title(prose.words[words[0]])
            or CONTRACTION.match(prose.lower[words[0]])
            or (len(words) > 1 and prose.lower[words[0]] in standing)  # MAYOR ROE: No.
        ):
            words = words[1:]
        if not words or not prose.capital(words[0]):
            continue
        name = capitalized_run(prose, words.start, words.stop)
        inside = {covered[i] for i in name if i in covered}
        joined = {i for i in name if prose.lower[i] == "and"}
        if (
            (len(inside) > 1 and joined | {i for row, _ in inside for i in row} == set(name))
            or not closes(prose, name, words)
            or not is_unknown_name(prose, name)
            or any(
                label is PERSON or row.start < name.start or row.stop > name.stop or row == name
                for row, label in inside
            )
        ):
            continue
        label = known.get(tuple(prose.lower[i] for i in name)) or guess_label(prose, name)
        if inside and label is PERSON:
            continue
        labelled = [row for row in labelled if row not in inside]
        labelled.append((name, label))
        covered.update(dict.fromkeys(name, (name, label)))
    return sorted(labelled, key=lambda row: row[0].start)


def closes(prose: Prose, name: range, source: range) -> bool:
    """Say whether a name makes up its source, or its part before a mark or "who"."""
    after = name.stop
    return (
        after >= source.stop
        or not prose.words[after][0].isalnum()
        or prose.lower[after] in ("who", "which")
        or (after + 1 < source.stop and prose.lower[after + 1] in lexicon.classes()["days"])
    )


def is_unknown_name(prose: Prose, name: range) -> bool:
    """Say whether capitalised words look like a name: not roles, not a plain word opening a sentence."""
    classes = lexicon.classes()
    lower = [prose.lower[i] for i in name]
    cause = not {"for", "against", "without"}.isdisjoint(lower)  # "Citizens for Fair Tax"
    if not cause and any(is_role_noun(word) for word in lower):
        return False
    if len(name) == 1 and (len(lower[0]) == 1 or is_label(prose, name[0])):
        return False  # "Q: Did you see it?", "THE COURT: Sit down."
    if lower[-1] in classes["group nouns"] or lower[0] in classes["pronouns"] | classes["determiners"]:
        return False
    if len(name) == 1 and lower[0].endswith("s") and opens_sentence(prose, name[0]):
        return False  # "Unions have complained", "Proponents say"; the tagger knows a Jones
    return len(name) > 1 or lower[0] not in prose.small_words


def opens_sentence(prose: Prose, word: int) -> bool:
    """Say whether a sentence of the narrator begins with a word, and a small letter follows."""
    opens = word == 0 or prose.sentence[word - 1] != prose.sentence[word]
    return opens and word + 1 < len(prose) and not prose.capital(word + 1)


def is_role_noun(word: str) -> bool:
    """Say whether a word is a noun for what somebody is, or the plural of one: "witnesses", "pilots"."""
    return any(word.removesuffix(ending) in lexicon.roles() for ending in ("", "s", "es"))


def is_label(prose: Prose, word: int) -> bool:
    """Say whether a word in capitals is a heading or an institution's noun: "POLL", "COURT"."""
    lower = prose.lower[word]
    return prose.words[word].isupper() and (
        lower in NO_SPEAKERS or lower in lexicon.classes()["organization nouns"]
    )


def guess_label(prose: Prose, name: range) -> EntityLabel:
    """Guess what a name without a label is: an organization by its words or "the"; else a person."""
    words = {prose.lower[i] for i in name}
    classes = lexicon.classes()
    brand = any(BRAND.match(prose.words[i]) for i in name)
    organized = brand or not classes["organization words"].isdisjoint(words) or words & LINKING
    the = name.start and prose.lower[name.start - 1] == "the"
    return ORGANIZATION if organized or the else PERSON


def divide_names(prose: Prose, labelled: list[Labelled]) -> Iterator[Labelled]:
    """Divide a long name of a person that holds another name.

    The headline "Jane Roe Calls John Doe" holds two. Of "Norland Jane Roe" after "to" the
    place goes, where the article has it elsewhere.
    """
    people: set[tuple[str, ...]] = set()
    others: set[tuple[str, ...]] = set()
    for words, label in labelled:
        if label is not PERSON:
            others.add(tuple(prose.lower[i] for i in words))
        elif parse_name(
            " ".join(prose.words[i] for i in words)
        ).given:  # "De Roe" is no name within "Ann de Roe"
            people.add(tuple(prose.lower[i] for i in words))
    for words, label in labelled:
        parts = [words]
        if label is PERSON and len(words) > 2 and fold(prose.words[words[-1]]) not in SUFFIXES:
            lower = tuple(prose.lower[i] for i in words)
            governed = words.start > 0 and prose.lower[words.start - 1] in lexicon.classes()["prepositions"]
            if governed and (place := place_before(lower, others)):
                parts = [words[place:]]
            else:
                parts = names_within(lower, words, people)
        elif label is ORGANIZATION and (head := head_of_person(prose, words)):
            yield range(words.start, head), label
            parts, label = [range(head, words.stop)], PERSON
        for part in parts:
            yield part, label


def head_of_person(prose: Prose, words: range) -> int:
    """Return where a person's name begins that an organization's runs on into; 0 for nowhere.

    "Harbor Council Enver Roe" after "head of the": two words after the one that tells the
    organization. Not: "Harbor Council North Ayr", where no role stands before.
    """
    told = lexicon.classes()["organization words"]
    head = words.stop - 2
    if (
        head <= words.start
        or prose.lower[head - 1] not in told
        or not told.isdisjoint(prose.lower[head : words.stop])
    ):
        return 0
    before = words.start - 1 - (prose.lower[words.start - 1] == "the")
    governed = (
        before > 0 and prose.lower[before] in ("of", "at", "for") and is_role_noun(prose.lower[before - 1])
    )
    return head if governed and all(prose.capital(i) for i in range(head, words.stop)) else 0


def place_before(lower: tuple[str, ...], others: set[tuple[str, ...]]) -> int:
    """Return how many words, one or two, are another name before a first name: "norland", "jane", "roe"."""
    firsts = lexicon.first_names()
    return next((n for n in (2, 1) if lower[:n] in others and len(lower) - n > 1 and lower[n] in firsts), 0)


def names_within(lower: tuple[str, ...], words: range, people: set[tuple[str, ...]]) -> list[range]:
    """Return the people's names, of three words or fewer, that a name begins or ends with; or else itself."""
    sizes = [n for n in (3, 2) if n < len(words)]
    head = next((n for n in sizes if lower[:n] in people), 0)
    tail = next((n for n in sizes if lower[-n:] in people and head + n <= len(words)), 0)
    if not head and (not tail or lower[0] in lexicon.first_names()):
        return [words]
    return [part for part in (words[:head], words[len(words) - tail :]) if part]


def settle_labels(prose: Prose, labelled: list[Labelled]) -> list[Labelled]:
    """Give each name one label: the commonest; a lone surname of a person named in full is a person."""
    keys = [fold(" ".join(prose.words[i] for i in words)) for words, _ in labelled]
    counts: dict[str, Counter[EntityLabel]] = defaultdict(Counter)
    for key, (_, label) in zip(keys, labelled, strict=True):
        counts[key][label] += 1
    surnames = {
        key.split()[-1] for key in counts if " " in key and counts[key].most_common(1)[0][0] is PERSON
    }
    classes = lexicon.classes()
    settled = []
    for key, (words, _) in zip(keys, labelled, strict=True):
        label = counts[key].most_common(1)[0][0]
        if (len(words) == 1 and key in surnames) or PEERAGE.match(key):
            label = PERSON
        elif key in classes["institutions"] or is_organization(key, label):
            label = ORGANIZATION  # "White House" tagged as a place
        elif label is ORGANIZATION and is_full_name(key):
            label = PERSON
        settled.append((words, label))
    return settled


def is_organization(key: str, label: EntityLabel) -> bool:
    """Say whether words tell an organization whatever the tagger says: "Harbor University" as a place."""
    words = key.split()
    told = lexicon.classes()["organization words"]
    if label is PERSON:  # not: "Rebecca Hall"
        full = len(words) == 2 and words[0] in lexicon.first_names()
        return not full and not told.isdisjoint(words[1:])
    return label is EntityLabel.PLACE and len(words) > 1 and words[-1] in told


def is_full_name(key: str) -> bool:
    """Say whether words are a first name with one or two more, and nothing of an organization."""
    words = key.split()
    told = lexicon.classes()["organization words"]
    return len(words) in (2, 3) and words[0] in lexicon.first_names() and told.isdisjoint(words)


def titled(prose: Prose, words: range) -> str:
    """Return the words together with the titles before them: "Mrs. Roe", "King Harald"."""
    start = words.start
    while start and is_title(prose.words[start - 1]) and prose.starts[start] - prose.ends[start - 1] <= 1:
        start -= 1
    if start == words.start and is_ruler(prose, words):
        start -= 1
    return " ".join(prose.words[start : words.stop])


def is_ruler(prose: Prose, words: range) -> bool:
    """Say whether a single name follows a ruler's title: "King Harald V", "Pope John Paul II".

    Not "Prince Jan Roe", who has a name besides, nor "Billie Jean King Roe".
    """
    before = words.start - 1
    size = len(words) - (len(words) > 1 and is_suffix(prose.words[words[-1]], prose.words[words[-2]]))
    return (
        before >= 0
        and size <= (2 if prose.lower[before] == "pope" else 1)
        and prose.lower[before] in regnal_titles()
        and prose.capital(before)
        and prose.starts[words.start] - prose.ends[before] == 1
        and not (before and prose.lower[before - 1] in lexicon.first_names() and prose.capital(before - 1))
    )


def in_longer_name(prose: Prose, word: int) -> bool:
    """Say whether a capitalised word follows on the same line: "Roe Foundation"."""
    after = word + 1
    return after < len(prose) and prose.capital(after) and prose.starts[after] - prose.ends[word] == 1


def capitalized_run(prose: Prose, start: int, end: int) -> range:
    """Return the capitalised words from `start` on, with "of" or "for" between: "Citizens for Fair Tax".

    Without a day: "The Harbor Council on Friday called for it".
    """
    stop = i = start
    while i < end and prose.sentence[i] == prose.sentence[start]:
        word = prose.words[i]
        if word[0].isupper() or (word[0].isdigit() and i > start):
            if i > start and prose.lower[i] in lexicon.classes()["days"]:
                break
            stop = i + 1
        elif not (
            i > start and prose.lower[i] in ("of", "for", "and", "the", "&", "de", "'s", "’s", "in", "on")
        ):
            break
        i += 1
    return range(start, stop)
