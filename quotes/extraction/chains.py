"""Chains: which names of an article stand for one person or organization.

    "Sen. Jane Q. Roe" ... "Roe's" ... "Mrs. Roe" -> one chain, named "Jane Q. Roe"

In come the named entities; out come chains of mentions, in reading order. Pronouns and
nominals ("the senator") are for coreference.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quotes.extraction import lexicon
from quotes.extraction.bearers import is_clear, shared_family_name, weigh_bearers
from quotes.extraction.entities import PERSON, Labelled
from quotes.extraction.lexicon import Gender
from quotes.extraction.mentions import find_mentions, in_longer_name, titled
from quotes.extraction.names import Name, agree, fold, gender_of, is_family_first, name_key, parse_name
from quotes.extraction.prose import ARTICLE, Prose
from quotes.extraction.records import Entity, EntityLabel, Span


@dataclass(slots=True)
class Mention:
    """One name in the text: the numbers of its words, without title and possessive 's."""

    words: range
    name: Name
    chain: Chain = field(init=False, repr=False)
    weighed: dict[Chain, float] = field(default_factory=dict, repr=False)
    """The scores of those who bear the name, where several do."""
    sure: bool = True
    """Whether one of them is clearly meant; `chain` is the likeliest all the same."""


@dataclass(slots=True, eq=False)
class Chain:
    """All names in an article that stand for one person, organization, place or other thing."""

    label: EntityLabel
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender | None = None
    """As titles tell it: "Mrs. Roe"."""
    likely: Gender | None = None
    """As the first name suggests it, or a name that stands alone: "Melanie"; a surname may look like one."""

    @property
    def is_person(self) -> bool:
        return self.label is PERSON

    @property
    def first(self) -> int:
        """The word at which the article names it first."""
        return min(mention.words.start for mention in self.mentions)

    def add(self, mention: Mention) -> None:
        """Add a mention to the chain."""
        self.mentions.append(mention)
        mention.chain = self


@dataclass(slots=True)
class Cast:
    """Everybody and everything that an article names, and where."""

    chains: list[Chain]
    mentions: list[Mention]
    starts: list[int]

    def before(self, word: int) -> int:
        """Return how many mentions begin before or at `word`."""
        return bisect_right(self.starts, word)

    def at(self, word: int) -> Mention | None:
        """Return the mention that covers `word`."""
        number = self.before(word)
        if number and word in self.mentions[number - 1].words:
            return self.mentions[number - 1]
        return None


def find_chains(prose: Prose, entities: Iterable[Entity], sources: Iterable[Span] = ()) -> Cast:
    """Group the named entities, and names that the entities missed, by whom they name.

    `sources` are the words that stand for speakers: names in them are looked for harder.
    """
    labelled = find_mentions(prose, entities, sources)
    people = [Mention(words, name) for words, name in people_named(prose, labelled)]
    chains = link_people(prose, people)
    surnames = {mention.name.surname for mention in people if mention.name.given}
    taken = {i for words, _ in labelled for i in words}
    missed = []
    for i, lower in enumerate(prose.lower):
        if ARTICLE.match(prose.words[i]):  # "al-Roe"
            lower = lower.partition("-")[2]
        if i not in taken and lower in surnames and prose.capital(i) and not in_longer_name(prose, i):
            missed.append(Mention(range(i, i + 1), parse_name(titled(prose, range(i, i + 1)))))
    attach_short_names(prose, missed, chains)
    chains += link_others(prose, [row for row in labelled if row[1] is not PERSON])
    chains = [chain for chain in chains if chain.mentions]
    for chain in chains:
        chain.mentions.sort(key=lambda mention: mention.words.start)
    mentions = sorted((m for chain in chains for m in chain.mentions), key=lambda m: m.words.start)
    return Cast(chains, mentions, [mention.words.start for mention in mentions])


def people_named(prose: Prose, labelled: Iterable[Labelled]) -> Iterator[tuple[range, Name]]:
    """Yield the names of people; of "Ida and Karl Berg" Ida is a Berg, if she is nobody else."""
    named = [(words, parse_name(titled(prose, words))) for words, label in labelled if label is PERSON]
    full = {part for _, name in named if name.given for part in (name.first, name.surname)}
    for number, (words, name) in enumerate(named):
        after = named[number + 1] if number + 1 < len(named) else None
        if after and name.surname not in full and shared_family_name(prose, words, after[0]):
            name = Name(name.titles, (name.family,), after[1].family)
        yield words, name


def link_people(prose: Prose, people: list[Mention]) -> list[Chain]:
    """Group the mentions of people: full names first, then the shorter ones by the full."""
    chains: list[Chain] = []
    by_surname: dict[str, list[Chain]] = defaultdict(list)
    full = [mention for mention in people if mention.name.given]
    for mention in sorted(full, key=lambda m: -len(m.name.words)):
        known = by_surname[mention.name.surname]
        chain = next((c for c in known if agrees_with(mention.name, c)), None)
        if chain is None:
            chain = Chain(PERSON)
            known.append(chain)
            chains.append(chain)
        chain.add(mention)
    attach_short_names(prose, [mention for mention in people if not mention.name.given], chains)
    for chain in chains:
        chain.gender = gender_of_titles(chain)
        chain.likely = gender_of_names(chain)
    return chains


def agrees_with(name: Name, chain: Chain) -> bool:
    """Say whether `name` is a form of the chain's fullest name: it agrees with it, or is its end."""
    fullest = chain.mentions[0].name
    words = [fold(word) for word in name.words]
    return agree(name, fullest) or words == [fold(word) for word in fullest.words][-len(words) :]


def attach_short_names(prose: Prose, mentions: list[Mention], chains: list[Chain]) -> None:
    """Put surnames ("Mrs. Roe") and first names ("Jane") into the chain of the full name, or into a new one.

    The surname counts before the first name. Which of several bearers: see bearers.py.
    """
    by_surname: dict[str, list[Chain]] = defaultdict(list)
    by_given: dict[str, list[Chain]] = defaultdict(list)

    def remember(chain: Chain) -> None:
        name = chain.mentions[0].name
        by_surname[name.surname].append(chain)
        called = (
            {name.first, fold(name.given[-1])}
            if is_family_first([name.family, *name.given])
            else {name.first}
        )
        for word in {*called, *lexicon.nicknames().get(name.first, ())} if name.given else ():
            by_given[word].append(chain)

    for chain in chains:
        remember(chain)
    for mention in sorted(mentions, key=lambda mention: mention.words.start):
        word = mention.name.surname
        bearers = [c for c in by_surname[word] if agree(mention.name, c.mentions[0].name)]
        if mention.name.titles:  # "Mrs Brennan" is Ruth Brennan, not Kofi Brennan, whom nobody calls a woman
            gender = gender_of(mention.name)
            bearers = [
                c for c in bearers if gender and gender in (gender_of_titles(c), gender_of_names(c))
            ] or bearers
        if not bearers:
            called = lexicon.nicknames().get(word, frozenset({word}))
            bearers = list(dict.fromkeys(c for full in sorted(called) for c in by_given[full]))
        if not bearers:
            chain = Chain(PERSON)
            chains.append(chain)
            chain.add(mention)
            remember(chain)
        else:
            chosen = bearers[0]
            if len(bearers) > 1:
                mention.weighed = weigh_bearers(prose, mention, bearers)
                mention.sure = is_clear(mention.weighed)
                chosen = max(bearers, key=mention.weighed.__getitem__)
            chosen.add(mention)


def gender_of_titles(chain: Chain) -> Gender | None:
    """Return the gender that most titles tell."""
    titles = Counter(lexicon.titles()[fold(title)] for m in chain.mentions for title in m.name.titles)
    del titles[None]
    return titles.most_common(1)[0][0] if titles else None


def gender_of_names(chain: Chain) -> Gender | None:
    """Return the gender that the first names suggest, or a name that always stands alone: "Melanie"."""
    given = [word for m in chain.mentions for word in m.name.given[:2]]
    names = Counter(
        lexicon.first_names().get(fold(word)) for word in given or [m.name.surname for m in chain.mentions]
    )
    del names[None]
    return names.most_common(1)[0][0] if names else None


def link_others(prose: Prose, labelled: list[Labelled]) -> list[Chain]:
    """Group organizations, places and others by their words; acronyms and last words join the full name."""
    chains: dict[tuple[EntityLabel, str], Chain] = {}
    for words, label in labelled:
        key = (label, name_key(" ".join(prose.words[i] for i in words)))
        chain = chains.setdefault(key, Chain(label))
        chain.add(Mention(words, Name((), (), " ".join(prose.words[i] for i in words))))
    join_short_forms({key[1]: chain for key, chain in chains.items() if key[0] is EntityLabel.ORGANIZATION})
    return [chain for chain in chains.values() if chain.mentions]


def join_short_forms(organizations: dict[str, Chain]) -> None:
    """Move the mentions of acronyms ("NSA") and closing words ("Security Council") to the full name's chain.

    Closing words must come after the full name; an acronym may come before.
    """
    longer: dict[str, Chain] = {}
    for key, chain in sorted(organizations.items(), key=lambda row: -len(row[0])):
        parts = key.split()
        for start in range(1, len(parts)):
            longer.setdefault(" ".join(parts[start:]), chain)
        if len(parts) > 1:
            longer.setdefault(
                "".join(part[0] for part in parts if part not in ("of", "the", "and", "for")), chain
            )
    longer.pop("house", None)  # "the House" is not the White House
    for key, chain in organizations.items():
        full = longer.get(key)
        if full is None or full is chain or not full.mentions or not chain.mentions:
            continue
        acronym = chain.mentions[0].name.family.replace(".", "").isupper()
        if acronym or full.mentions[0].words.start < chain.mentions[0].words.start:
            for mention in chain.mentions:
                full.add(mention)
            chain.mentions = []


def fullest(prose: Prose, chain: Chain) -> Mention:
    """Return the mention with the fullest form of the name, the earliest of equals.

    Of as many words, one in capitals throughout comes last and the commonest first. A
    person's that begins with a known first name goes before all: "Crooked Jane Roe" is Jane Roe.
    """
    firsts = lexicon.first_names()

    forms = Counter(mention.name.words for mention in chain.mentions)

    def rank(form: tuple[str, ...], name: Name) -> tuple[bool, int, bool, int]:
        known = bool(name.given) and (name.first in firsts or len(name.first) <= 2)
        return known, len(form), not " ".join(form).isupper(), forms[form]

    return max(chain.mentions, key=lambda mention: rank(mention.name.words, mention.name))
