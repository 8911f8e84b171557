"""Affiliations: what a person is, and for whom, in the words around the name.

    "Acme chief executive Jane Roe" -> role "chief executive", organization "Acme"
    "Jane Roe, who heads the Harbor Trust, said" -> role "heads", organization "Harbor Trust"

Read from the words of the article by their classes, without a parser: leftwards from the
name to the first word that belongs to no role, rightwards through an apposition. A party
("R-Iowa") is not an organization, and "former" stays part of the role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quotes.extraction import lexicon
from quotes.extraction.chains import POSSESSIVES, Cast, Chain, Mention
from quotes.extraction.names import fold, is_title
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel

PARTY_TAG = re.compile(r"[RDI]-\w|[RDI]$")
AGE = re.compile(r"\d{1,3}$|\d{1,3}-year-old$")
AGENT = re.compile(r"\w{3,}(?:er|or|ist|ian|eer|man|woman|person)s?$")
LONGEST_ROLE = 12
IS = frozenset({"is", "was", "became", "remains", "being"})
HEADS = frozenset("heads headed leads led runs ran chairs chaired directs directed founded co-founded owns manages edits".split())
LINKS = frozenset({"of", "at", "for", "with", "from", "in", "on", "to"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A role, an organization or both, as one place of the article states them; `weight` ranks them."""

    role: range
    organization: range
    weight: float

    @property
    def start(self) -> int:
        """The first word of what is stated."""
        return min(words.start for words in (self.role, self.organization) if words)


def find_statements(prose: Prose, cast: Cast, chain: Chain) -> list[Statement]:
    """Return what the article states of a person, the best first; earlier before later among equals."""
    found = []
    for mention in chain.mentions:
        for statement in (
            read_before(prose, cast, mention),
            read_before_comma(prose, cast, mention),
            read_after(prose, cast, mention),
        ):
            if statement and (statement.role or statement.organization):
                found.append((statement.weight + bonus(prose, mention), statement))
    return [statement for _, statement in sorted(found, key=lambda row: (-row[0], row[1].start))]


def bonus(prose: Prose, mention: Mention) -> float:
    """Prefer what stands at the full name, and outside quotations."""
    return 0.5 * bool(mention.name.given) - 2 * prose.quoted[mention.words.start]


@cache
def left_stops() -> frozenset[str]:
    """Return the words at which a role that is read leftwards ends."""
    classes = lexicon.classes()
    return frozenset().union(
        *(classes[name] for name in ("determiners", "prepositions", "conjunctions", "pronouns", "verbs"))
    )


def is_role(word: str) -> bool:
    """Say whether a word (small letters) is a noun for what a person is, plural or not, or its abbreviation."""
    bare = word.rstrip(".")
    if word in lexicon.roles() or bare in lexicon.role_titles():
        return True
    last = bare.rpartition("-")[2] if "-" in bare else bare
    return last in lexicon.roles() or (bare.endswith("s") and bare[:-1] in lexicon.roles())


def belongs_to_role(word: str) -> bool:
    """Say whether a word in small letters can stand inside a role: not a stop, an adverb or a verb form."""
    if word in left_stops():
        return False
    classes = lexicon.classes()
    if is_role(word) or word in classes["adjectives in -ed"] or word in classes["nouns in -s"]:
        return True
    return not word.endswith(("ed", "ly", "s")) or word.endswith("ss") or "-" in word


def read_before(prose: Prose, cast: Cast, mention: Mention) -> Statement | None:
    """Read the words before the name: "US National Security Advisor Jake Sullivan", "NBC's Jane Roe"."""
    stop = mention.words.start
    while stop and is_title(prose.words[stop - 1]) and not is_role(prose.lower[stop - 1]):
        stop -= 1  # "Mr."
    if not stop or prose.sentence[stop - 1] != prose.sentence[mention.words.start]:
        return None
    if prose.words[stop - 1] in POSSESSIVES:  # "NBC's Jane Roe"
        owner = cast.at(stop - 2) if stop > 1 else None
        if owner and owner.chain.label is EntityLabel.ORGANIZATION and owner.words.stop == stop - 1:
            return Statement(range(0), owner.words, 0.5)
        return None
    start = leftmost(prose, cast, stop)
    if start == stop:
        return None
    return statement_of(prose, cast, range(start, stop))


def leftmost(prose: Prose, cast: Cast, stop: int) -> int:
    """Return where the role that ends before `stop` begins; `stop` itself where there is none.

    "Ambassador to Russia Jane Roe": a preposition is crossed where a role noun stands
    before it and only names, or "state", between it and the name.
    """
    i = stop
    while i and stop - i < LONGEST_ROLE and prose.sentence[i - 1] == prose.sentence[stop - 1]:
        word, lower = prose.words[i - 1], prose.lower[i - 1]
        if lower in ("of", "to", "for", "at") and i < stop and i > 1 and is_role(prose.lower[i - 2]) and prose.capital(i):
            i -= 1
        elif lower == "the" and i > 2 and i < stop and prose.capital(i) and prose.lower[i - 2] in ("of", "for") and is_role(prose.lower[i - 3]):
            i -= 1
        elif lower == "and" and 1 < i < stop and is_role(prose.lower[i - 2]) and any(is_role(prose.lower[k]) for k in range(i, stop)):
            i -= 1
        elif lower in left_stops() or not word[0].isalnum() or AGE.match(word):
            break
        elif prose.capital(i - 1) or belongs_to_role(lower):
            i -= 1
        else:
            break
    while i < stop and prose.lower[i] in left_stops():
        i += 1
    if not any(is_role(prose.lower[k]) for k in range(i, stop)):
        return stop
    last = prose.lower[stop - 1]
    if is_role(last) or any(prose.lower[k] in ("of", "to", "for", "at") for k in range(i, stop)):
        return i
    return stop


def statement_of(prose: Prose, cast: Cast, words: range) -> Statement:
    """Divide the words before a name into organization and role: "Acme" and "chief executive"."""
    organization = owner_before(prose, cast, words.start)
    role = words
    first = cast.at(words.start)
    if not organization and first and first.words.start == words.start and first.words.stop < words.stop:
        if first.chain.label is EntityLabel.ORGANIZATION and not is_party(prose, first.words):
            organization = first.words
            role = range(first.words.stop, words.stop)
    if not organization:
        organization = linked_organization(prose, cast, role)
    return Statement(role, organization, weigh(prose, role, bool(organization)))


def owner_before(prose: Prose, cast: Cast, start: int) -> range:
    """Return the organization whose 's stands before `start`: "Acme's" chief executive, "the committee's" chairman."""
    if start < 2 or prose.words[start - 1] not in POSSESSIVES:
        return range(0)
    owner = cast.at(start - 2)
    if owner and owner.chain.label is EntityLabel.ORGANIZATION:
        return owner.words
    if owner is None and prose.lower[start - 2] in lexicon.classes()["organization nouns"]:
        return range(start - 2, start - 1)
    return range(0)


def is_party(prose: Prose, words: range) -> bool:
    """Say whether the words name a party, which is not an organization that one speaks for."""
    return len(words) == 1 and prose.lower[words[0]] in lexicon.classes()["parties"]


def weigh(prose: Prose, role: range, organized: bool) -> float:
    """Weigh a role: with an organization before without, several words before one, kinship and party last."""
    if not role:
        return 0.5
    head = prose.lower[role[-1]].rstrip(".")
    if head in lexicon.classes()["family"] or head in lexicon.classes()["parties"]:
        return 0.4
    return 1 + 1.5 * organized + 0.5 * (len(role) > 1) + 0.25 * (head in lexicon.roles())


def read_before_comma(prose: Prose, cast: Cast, mention: Mention) -> Statement | None:
    """Read a nominal that the name is in apposition to: "The committee's chairman, Jane Roe,"."""
    stop = mention.words.start
    while stop and is_title(prose.words[stop - 1]):
        stop -= 1
    if stop < 2 or prose.words[stop - 1] != "," or prose.sentence[stop - 2] != prose.sentence[mention.words.start]:
        return None
    after = mention.words.stop
    if after < len(prose) and prose.words[after] not in (",", ".", "”", '"', "''") and not prose.lower[after].endswith(("ed", "aid", "ays")):
        return None
    stop -= 1
    start = leftmost(prose, cast, stop)
    if start == stop or not is_role(prose.lower[stop - 1]):
        return None
    opener = prose.lower[start - 1] if start and prose.sentence[start - 1] == prose.sentence[start] else ""
    if opener in POSSESSIVES or opener in ("the", "", *lexicon.classes()["possessive pronouns"]):
        return statement_of(prose, cast, range(start, stop))
    return None


def read_after(prose: Prose, cast: Cast, mention: Mention) -> Statement | None:
    """Read the words after the name: an apposition, "who heads", "is the", "of the Harbor Trust"."""
    i = mention.words.stop
    end = sentence_end(prose, mention.words.start)
    if i >= end:
        return None
    if prose.lower[i] in ("of", "from", "with") or (prose.words[i] == "," and prose.lower[i + 1 : i + 2] == ["of"]):
        object_ = organization_at(prose, cast, i + 1 + (prose.words[i] == ","), end)
        return Statement(range(0), object_, 0.6) if object_ else None
    i = skip_tags(prose, i, end)
    if i < end and prose.lower[i] in IS:
        return read_phrase(prose, cast, i + 1, end, need_determiner=True, weight=-0.5)
    if i >= end or prose.words[i] not in (",", "—", "–", "--", "("):
        return None
    i += 1
    if i < end and prose.lower[i] == "who":
        i += 1
        if i < end and prose.lower[i] in HEADS:
            object_ = organization_at(prose, cast, i + 1, end)
            return Statement(range(i, i + 1), object_, 2.0) if object_ else None
        if prose.lower[i : i + 2] in (["serves", "as"], ["works", "as"], ["served", "as"], ["worked", "as"]):
            return read_phrase(prose, cast, i + 2, end, need_determiner=False, weight=0)
        if i < end and prose.lower[i] in IS:
            return read_phrase(prose, cast, i + 1, end, need_determiner=True, weight=0)
        return None
    found = read_phrase(prose, cast, i, end, need_determiner=False, weight=0)
    return found if found and ends_apposition(prose, found, end) else None


def ends_apposition(prose: Prose, statement: Statement, end: int) -> bool:
    """Say whether no verb follows: in "to Roe, the president is late" the president is not Roe."""
    stop = max(words.stop for words in (statement.role, statement.organization) if words)
    return stop >= end or prose.lower[stop] not in lexicon.classes()["verbs"]


def sentence_end(prose: Prose, word: int) -> int:
    """Return one past the last word of the sentence that `word` stands in."""
    sentence = prose.sentence[word]
    end = word
    while end < len(prose) and prose.sentence[end] == sentence:
        end += 1
    return end


def skip_tags(prose: Prose, i: int, end: int) -> int:
    """Skip party tags and ages after a name: ", R-Iowa,", "(D)", ", 42,"; return where a comma or the rest stands."""
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


def read_phrase(
    prose: Prose, cast: Cast, start: int, end: int, *, need_determiner: bool, weight: float
) -> Statement | None:
    """Read a role from its first word on: "a former US ambassador to Russia", "chief executive of Acme".

    Ends at the first mark or verb. The head must be a role noun; after "a" or "the", a word
    with the ending of one will do ("a beekeeper").
    """
    determined = start < end and prose.lower[start] in lexicon.classes()["determiners"]
    if need_determiner and not determined:
        return None
    start += determined
    owner = range(0)
    i = start
    head = -1
    stops = left_stops()
    while i < end and i - start < LONGEST_ROLE:
        lower = prose.lower[i]
        if prose.words[i] in POSSESSIVES:
            owner = owner_before(prose, cast, i + 1)
            start, head = i + 1, -1
        elif lower == "and" and head == i - 1 and i + 1 < end and phrase_goes_on(prose, i + 1, end):
            pass
        elif lower in stops or not prose.words[i][0].isalnum():
            break
        elif is_role(lower) or (determined and AGENT.match(lower) and prose.words[i].islower()):
            head = i
        i += 1
    if head < 0 or head != i - 1:
        return None
    role = range(start, head + 1)
    organization = owner
    first = cast.at(role.start)
    if not organization and first and first.words.start == role.start and first.words.stop < role.stop:
        if first.chain.label is EntityLabel.ORGANIZATION and not is_party(prose, first.words):
            organization, role = first.words, range(first.words.stop, role.stop)
    role, linked = with_complement(prose, cast, role, end)
    organization = organization or linked
    return Statement(role, organization, weigh(prose, range(role.start, head + 1), bool(organization)) + weight)


def phrase_goes_on(prose: Prose, i: int, end: int) -> bool:
    """Say whether another role follows "and": "president and chief executive"."""
    return any(is_role(prose.lower[k]) for k in range(i, min(i + 3, end)))


def with_complement(prose: Prose, cast: Cast, role: range, end: int) -> tuple[range, range]:
    """Return the role with what belongs to it after the head, and the organization that follows.

    "director of debate at the University of Roe": the role goes on to "debate".
    """
    i = role.stop
    stop = role.stop
    while i + 1 < end and prose.lower[i] in LINKS and i - role.stop < LONGEST_ROLE:
        organization = organization_at(prose, cast, i + 1, end)
        if organization:
            return range(role.start, stop), organization
        object_end = common_object(prose, cast, i + 1, end)
        if object_end == i + 1 or prose.lower[i] in ("at", "with", "from"):
            break
        stop = i = object_end
    return range(role.start, stop), range(0)


def common_object(prose: Prose, cast: Cast, start: int, end: int) -> int:
    """Return one past the words that a preposition governs: names or plain words, up to a mark or a stop."""
    i = start
    stops = left_stops()
    while i < end and i - start < 6:
        lower = prose.lower[i]
        if prose.words[i] == "&" or (i == start and lower in ("the", "a", "its", "his", "her", "their")):
            i += 1
            continue
        if lower in stops or not prose.words[i][0].isalnum() or (prose.words[i].islower() and lower.endswith(("ed", "ly"))):
            break
        i += 1
    return i


def organization_at(prose: Prose, cast: Cast, start: int, end: int) -> range:
    """Return the organization that begins at `start`, after "the" and small words: "the nonpartisan Harbor Trust".

    Or the place that one presides over ("president of France"), or a nominal ("the committee").
    """
    i = start
    nouns = lexicon.classes()["organization nouns"]
    while i < end and i - start < 5:
        mention = cast.at(i)
        if mention and mention.words.start == i:
            if mention.chain.label is EntityLabel.ORGANIZATION or (
                mention.chain.label is EntityLabel.OTHER and i > start
            ):
                return mention.words
            follows = prose.lower[mention.words.stop] if mention.words.stop < end else ""
            if follows in nouns:  # "the Roe campaign"
                return range(i, mention.words.stop + 1)
            if follows in POSSESSIVES and mention.words.stop + 1 < end and prose.lower[mention.words.stop + 1] in nouns:
                return range(i, mention.words.stop + 2)
            return range(0)
        lower = prose.lower[i]
        if lower in nouns and (i + 1 >= end or not prose.words[i + 1][0].isalnum() or prose.lower[i + 1] in left_stops()):
            return range(first_word(prose, start, i), i + 1)
        if not prose.words[i][0].isalnum() or (lower in left_stops() and lower not in lexicon.classes()["determiners"]):
            return range(0)
        i += 1
    return range(0)


def first_word(prose: Prose, start: int, stop: int) -> int:
    """Return the first word from `start` that is no determiner."""
    while start < stop and prose.lower[start] in lexicon.classes()["determiners"]:
        start += 1
    return start


def linked_organization(prose: Prose, cast: Cast, words: range) -> range:
    """Return the organization after "of" or "at" inside a role that stands before a name."""
    for i in words:
        if prose.lower[i] in ("of", "at", "for") and (found := organization_at(prose, cast, i + 1, words.stop)):
            return found
    return range(0)
