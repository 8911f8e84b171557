"""Completion: names that the tagger cut short or saw only once.

    "Siobhan" in "Siobhan Tell said", "Center for" in "Center for Ships and Boats"

A name goes on over the capitalised words straight after it where the words tell that
they belong to it; what is an organization in one place is one wherever it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from quotes.extraction import lexicon
from quotes.extraction.entities import ORGANIZATION, PERSON, Labelled, is_opener
from quotes.extraction.names import is_title
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel, Span

INITIAL = re.compile(r"[A-Z]\.")
OPENING = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")"}
"""Marks around a nickname."""
LONGEST = 4
"""The most words by which a name goes on."""


def complete_names(prose: Prose, labelled: list[Labelled]) -> list[Labelled]:
    """Return the names with the words that the tagger left off at their end, in order, without overlaps."""
    labelled = join_first_names(prose, join_nicknames(prose, labelled))
    alone = {prose.lower[words[0]] for words, label in labelled if label is PERSON and len(words) == 1}
    taken = {i: label for words, label in labelled for i in words}
    found: list[Labelled] = []
    last = -1
    for words, label in labelled:
        if words.start <= last:  # went into the name before it
            continue
        if label is PERSON:
            words = range(max(initials_before(prose, words), last + 1), end_after_particle(prose, words))
        if has_first_name_before(prose, words, label, taken) and words.start - 1 > last:
            words, label = range(words.start - 1, words.stop), PERSON
        if label is ORGANIZATION and (stop := end_after_link(prose, words, taken)):
            row = (range(words.start, stop), label)
        elif stop := end_at_organization_word(prose, words, taken):
            row = (range(words.start, stop), ORGANIZATION)
        elif label is PERSON and has_family_name_after(prose, words, alone, taken):
            row = (range(words.start, words.stop + 1), label)
        else:
            row = (words, label)
        last = row[0].stop - 1
        found.append(row)
    return found


def join_nicknames(prose: Prose, labelled: list[Labelled]) -> list[Labelled]:
    """Join the parts of a name with a nickname in marks: 'William "Bill" Roe'.

    Not: 'Roe wrote "Jane" Doe', where a word stands between.
    """
    joined: list[Labelled] = []
    last = -1
    for words, label in labelled:
        if words.start <= last:
            continue
        if label is PERSON and (stop := end_after_nickname(prose, words.stop)):
            words = range(words.start, stop)
        last = words.stop - 1
        joined.append((words, label))
    return joined


def join_first_names(prose: Prose, labelled: list[Labelled]) -> list[Labelled]:
    """Join a word to the name straight after it that begins with a first name: "Jean" + "Claude Roe"."""
    joined: list[Labelled] = []
    for words, label in labelled:
        before = joined[-1][0] if joined and joined[-1][1] is PERSON else words
        if (
            label is PERSON
            and len(before) == 1
            and before.stop == words.start
            and follows(prose, words.start)
            and len(words) > 1
            and prose.lower[words.start] in lexicon.first_names()
            and not prose.words[before.start].isupper()
        ):
            joined.pop()
            words = range(before.start, words.stop)
        joined.append((words, label))
    return joined


def end_after_nickname(prose: Prose, start: int) -> int:
    """Return the end of the name after a nickname of one or two words in marks at `start`; 0 for none."""
    if not follows(prose, start) or prose.words[start] not in OPENING:
        return 0
    for stop in (start + 2, start + 3):
        if stop + 1 >= len(prose) or not prose.capital(stop - 1):
            return 0
        if prose.words[stop] in OPENING[prose.words[start]]:
            return stop + 2 if follows(prose, stop + 1) and prose.capital(stop + 1) else 0
    return 0


def initials_before(prose: Prose, words: range) -> int:
    """Return where a name begins with the initials before it: "P. D." before "Roe", "R." before "J. Roe".

    One alone is not enough: "We chose plan B. Roe left."
    """
    start = words.start
    while start and follows(prose, start) and INITIAL.fullmatch(prose.words[start - 1]):
        start -= 1
    enough = words.start - start > 1 or INITIAL.fullmatch(prose.words[words.start])
    return start if enough else words.start


def follows(prose: Prose, word: int) -> bool:
    """Say whether a word stands on the same line straight after the one before it."""
    return word < len(prose) and prose.text[prose.ends[word - 1] : prose.starts[word]] == " "


def end_after_link(prose: Prose, words: range, taken: Mapping[int, object]) -> int:
    """Return the end of a name that "of" or "for" goes on; 0 for none.

    "Federation of" in "Federation of Metalworkers", "Center" in "Center for Ships and Boats";
    never over a person: "the House of Jane Roe".
    """
    i = words.stop
    if prose.lower[i - 1] not in ("of", "for"):
        if prose.lower[i - 1] not in lexicon.classes()["organization words"] or not follows(prose, i):
            return 0
        if prose.lower[i] not in ("of", "for"):
            return 0
        i += 1
    stop = 0
    while follows(prose, i) and i - words.stop < 2 * LONGEST and taken.get(i) is not PERSON:
        if prose.capital(i) and prose.lower[i] not in lexicon.classes()["days"]:
            stop = i + 1
        elif not stop or prose.lower[i] not in ("and", "of", "&"):
            break
        i += 1
    return stop


def end_at_organization_word(prose: Prose, words: range, taken: Mapping[int, object]) -> int:
    """Return the end of a name that goes on to a word of an organization; 0 for none.

    "Norvane" in "Norvane Systems said"; not in a headline, "Roe Joins Harbor Party Again".
    """
    i = words.stop
    while follows(prose, i) and i not in taken and prose.capital(i) and i - words.stop < LONGEST:
        i += 1
    if i == words.stop or (follows(prose, i) and prose.capital(i)):
        return 0
    told = lexicon.classes()["organization words"]
    return i if prose.lower[i - 1] in told and prose.lower[i - 1] not in prose.small_words else 0


def has_family_name_after(prose: Prose, words: range, alone: set[str], taken: Mapping[int, object]) -> bool:
    """Say whether the family name stands after a first name that was tagged alone: "Siobhan Tell said".

    It is a known first name, or the next word is a name elsewhere. Not in a headline ("Jane
    Wins Again"), and no role ("Jane Senators").
    """
    i = words.stop
    if len(words) != 1 or i in taken or not follows(prose, i) or not prose.capital(i):
        return False
    if (follows(prose, i + 1) and prose.capital(i + 1)) or "\n" in prose.text[prose.ends[i] :][:1]:
        return False
    lower = prose.lower[i]
    classes = lexicon.classes()
    plain = classes["days"] | classes["organization words"] | classes["group nouns"] | classes["parties"]
    if lower in plain or lower.rstrip("s") in lexicon.roles() or is_title(prose.words[i]):
        return False
    first = prose.lower[words[0]].partition("-")[0]
    return lower in alone or (first in lexicon.first_names() and lower not in prose.small_words)


def end_after_particle(prose: Prose, words: range) -> int:
    """Return the end of a person's name over particles: "Pieter" in "Pieter van der Zande".

    Not over a place: "Ann of Ayr", "Jane Roe de facto".
    """
    particles = lexicon.classes()["particles"]
    i = words.stop
    while prose.lower[i - 1] in particles and i - 1 > words.start:
        i -= 1
    if i == words.start:
        return words.stop
    family = i
    while family < len(prose) and follows(prose, family) and prose.words[family] in particles:
        family += 1
    named = family > i and family < len(prose) and follows(prose, family) and prose.capital(family)
    return max(family + 1, words.stop) if named else words.stop


def has_first_name_before(
    prose: Prose, words: range, label: EntityLabel, taken: Mapping[int, object]
) -> bool:
    """Say whether the tagger left off a known first name: "Roe" in "said Agnieszka Roe".

    Before two words only if the first is one as well: "Gunnar Roe" in "Ole Gunnar Roe". What
    the tagger takes for an organization of one word is a person then, unless the word says
    otherwise: "Jane Motors".
    """
    before = words.start - 1
    if before < 0 or before in taken or not follows(prose, words.start):
        return False
    if len(words) > 1 and (label is not PERSON or prose.lower[words.start] not in lexicon.first_names()):
        return False
    if label not in (PERSON, ORGANIZATION) or prose.words[words.start].isupper():
        return False
    if label is ORGANIZATION and prose.lower[words.start] in lexicon.classes()["organization words"]:
        return False
    return (
        prose.capital(before)
        and not prose.words[before].isupper()
        and prose.lower[before] in lexicon.first_names()
        and prose.lower[before] not in prose.small_words - lexicon.classes()["openers"]
        and not is_opener(prose, before, words.stop)
        and not (before and follows(prose, before) and prose.capital(before - 1) and before - 1 in taken)
    )


def add_polities(prose: Prose, labelled: list[Labelled], sources: Iterable[Span]) -> list[Labelled]:
    """Let "the county of Sollen" speak as an organization where it stands in a source.

    Only there: "the mayor of the city of Leeds" is the mayor of a place, no matter where.
    """
    classes = lexicon.classes()
    spoken = {i for span in sources for i in prose.within(span)}
    for number, (words, label) in enumerate(labelled):
        start = words.start - 2
        if (
            label is not PERSON
            and start in spoken
            and prose.lower[start] in classes["polities"]
            and prose.lower[start + 1] == "of"
            and (start - 1 not in spoken or prose.lower[start - 1] == "the")
            and (start - 2 not in spoken or prose.words[start - 2] == ",")
        ):
            labelled[number] = (range(start, words.stop), ORGANIZATION)
    return labelled


def add_repeated(prose: Prose, labelled: list[Labelled]) -> list[Labelled]:
    """Add the places where an organization's name stands again and the tagger passed it over.

    "Acme closed. The operator Acme said"; not a part of another name ("Acme Street").
    """
    names = {tuple(prose.words[i] for i in words) for words, label in labelled if label is ORGANIZATION}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1 or (name[0].lower() not in prose.small_words and len(name[0]) > 2):
            by_first[name[0]].append(name)
    taken = {i for words, _ in labelled for i in words}
    added: list[Labelled] = []
    for i, word in enumerate(prose.words):
        if i in taken or word not in by_first or (i and follows(prose, i) and prose.capital(i - 1)):
            continue
        for name in by_first[word]:
            stop = i + len(name)
            if (
                tuple(prose.words[i:stop]) == name
                and taken.isdisjoint(range(i, stop))
                and not (follows(prose, stop) and prose.capital(stop))
            ):
                added.append((range(i, stop), ORGANIZATION))
                taken.update(range(i, stop))
                break
    return sorted([*labelled, *added], key=lambda row: row[0].start)
