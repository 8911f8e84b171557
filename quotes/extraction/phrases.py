"""Phrases: the words that roles and organizations are made of.

    "senators", "co-chair", "sen." are role nouns; "said", "the", "while" end a role
    "Acme chief executive" -> organization "Acme", role "chief executive"

Words are told apart by their classes (lexicon/), without a parser. Whole phrases are read
by role_phrases.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Mention
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel
from quotes.extraction.roles import ACTING, FORMER

AGENT = re.compile(r"\w{3,}(?:er|or|ist|ian|eer|man|woman|person)s?$")
OCCUPATION = re.compile(r"\w{2,}(?:ologist|ographer|iatrist|keeper|maker|scorer)$")
"""Endings that only nouns for persons have: "glaciologist", "beekeeper"; not "after", "however"."""
BRAND = re.compile(r"[A-Z][a-z]+[A-Z]\w*$|[A-Z]{3,6}$")
NATIONALITY = re.compile(r"(?:an|ese|ish|i|ic|ch|[ae]k|ss|b)$")
"""Endings of nationalities and faiths, which a tagger labels as it does a company it does not know."""
CHIEFS = frozenset({"finance", "financial", "operations", "marketing", "technology", "investment"})
"""With "chief" after them they are a company's: "Brightwell finance chief"."""
LONGEST = 12
"""The most words of a role."""
LINKS = frozenset({"of", "at", "for", "with", "from", "in", "on", "to"})
NOTHING = range(0)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role and an organization as words; either may be none. `head` is the role noun's number, or -1."""

    role: range
    organization: range
    head: int = -1

    @property
    def stop(self) -> int:
        """One past the last word of the two."""
        return max(self.role.stop, self.organization.stop)


@cache
def stops() -> frozenset[str]:
    """Return the words (small letters) at which a role ends."""
    classes = lexicon.classes()
    names = ("determiners", "prepositions", "conjunctions", "pronouns", "verbs")
    return frozenset().union(*(classes[name] for name in names))


def is_role(word: str) -> bool:
    """Say whether a word (small letters) is a noun for what a person is: "senator", "senators", "sen."."""
    bare = word.rstrip(".")
    if word in lexicon.roles() or bare in lexicon.role_titles():
        return True
    last = bare.rpartition("-")[2] if "-" in bare else bare
    return is_role_noun(last) or is_plural_role(last)


def is_role_noun(word: str) -> bool:
    """Say whether a single word (small letters) is written out as a role: "senator", "glaciologist"."""
    return word in lexicon.roles() or OCCUPATION.match(word) is not None


def is_agent(word: str) -> bool:
    """Say whether a word (small letters) ends like a noun for somebody who does something: "falconer"."""
    return AGENT.match(word) is not None and word not in lexicon.classes()["no doers"]


def is_plural_role(word: str) -> bool:
    """Say whether a word (small letters) is a role noun in the plural: "senators", "sens."."""
    bare = word.rstrip(".")
    if bare in lexicon.roles():
        return False
    singular = bare[:-3] + "man" if bare.endswith("men") else bare[:-1] if bare.endswith("s") else ""
    return is_role_noun(singular) or singular in lexicon.role_titles()


def belongs_to_role(word: str) -> bool:
    """Say whether a word in small letters can stand inside a role: not a stop, an adverb or a verb form."""
    if word in stops():
        return False
    classes = lexicon.classes()
    if is_role(word) or word in classes["adjectives in -ed"] or word in classes["nouns in -s"]:
        return True
    return not word.endswith(("ed", "ly", "s")) or word.endswith("ss") or "-" in word


def is_party(prose: Prose, words: range) -> bool:
    """Say whether the words name a party, which is not an organization that one speaks for.

    With "Party" they do: "chairwoman of the Green Party".
    """
    name = " ".join(prose.lower[i] for i in words)
    return not name.endswith("party") and (name in lexicon.parties() or name in lexicon.classes()["parties"])


def divide(prose: Prose, cast: Cast, words: range) -> tuple[range, range]:
    """Divide a role into the organization that it begins with and the rest: "Acme" and "chief executive"."""
    if name := office_within(prose, words) or institute_within(prose, cast, words):
        return name, range(name.stop, words.stop)
    first = cast.at(words.start)
    if first and first.words.start == words.start and first.words.stop < words.stop:
        stop = first.words.stop
        if prose.lower[stop] in lexicon.classes()["organization nouns"] and stop + 1 < words.stop:
            return range(words.start, stop + 1), range(stop + 1, words.stop)  # "Roe campaign spokesman"
        if first.chain.label is EntityLabel.ORGANIZATION and not is_party(prose, first.words):
            return first.words, range(stop, words.stop)
    if len(words) > 1 and (
        (first is None and looks_like_brand(prose, words.start)) or is_company(prose, cast, words)
    ):
        return words[:1], words[1:]
    inner = words.start
    while inner + 1 < words.stop and cast.at(inner) is None:
        if inner > words.start and not prose.words[inner].islower():
            break
        inner += 1
    found = cast.at(inner) if inner > words.start else None
    if (
        found
        and found.chain.label is EntityLabel.ORGANIZATION
        and found.words.stop < words.stop
        and not is_party(prose, found.words)
    ):
        return found.words, words  # "retired Air Force general"
    return NOTHING, words


def looks_like_brand(prose: Prose, word: int) -> bool:
    """Say whether a word is written as only organizations are: "PolitiWatch", "BBC"; not "GOP", "US"."""
    if is_party(prose, range(word, word + 1)) or is_role(prose.lower[word]):
        return False
    return bool(BRAND.match(prose.words[word]))


def is_company(prose: Prose, cast: Cast, words: range) -> bool:
    """Say whether a name before a spokesperson is that of a company: "a Norvane spokesman".

    Not: "Veteran spokesman" at the start of a sentence, "Poe spokesman" of Ada Poe.
    """
    first = words.start
    chief = prose.lower[words[-1]] == "chief" and prose.lower[words[-2]] in CHIEFS
    if not chief and prose.lower[words[-1]] not in lexicon.classes()["company speakers"]:
        return False
    mention = cast.at(first)
    if mention is not None:
        other = mention.chain.label is EntityLabel.OTHER and not NATIONALITY.search(prose.lower[first])
        alone = mention.words.stop == first + 1
        return alone and (is_mistagged(prose, mention) or (other and is_unlisted_name(prose, first)))
    opens = first == 0 or prose.sentence[first - 1] != prose.sentence[first]
    return not opens and is_unlisted_name(prose, first)


def is_mistagged(prose: Prose, mention: Mention) -> bool:
    """Say whether a person is known by one word only, as a company is: "Norvane"; not "Mr. Roe", "Jane"."""
    if not mention.chain.is_person or mention.chain.gender or len(mention.words) > 1:
        return False
    alone = not any(other.name.given for other in mention.chain.mentions)
    return alone and is_unlisted_name(prose, mention.words.start)


def is_unlisted_name(prose: Prose, word: int) -> bool:
    """Say whether a word has a capital and is no plain word, first name, state, party or role."""
    lower = prose.lower[word]
    plain = lower in prose.small_words or lower in stops() or is_role(lower)
    listed = lower in lexicon.first_names() or lower in lexicon.states()
    return prose.capital(word) and not plain and not listed and not is_party(prose, range(word, word + 1))


def office_within(prose: Prose, words: range) -> range:
    """Return an organization with "of" that a role begins with: "University of Ayr" historian."""
    classes = lexicon.classes()
    if (
        len(words) < 4
        or prose.lower[words[1]] != "of"
        or prose.lower[words[0]] not in classes["organization words"]
    ):
        return NOTHING
    stop = words[3 + (prose.lower[words[2]] == "the")] if len(words) > 4 else words[3]
    while stop < words.stop and prose.capital(stop) and not is_role(prose.lower[stop]):
        stop += 1
    return range(words.start, stop) if stop < words.stop else NOTHING


def institute_within(prose: Prose, cast: Cast, words: range) -> range:
    """Return an institution that a role begins with and no entity covers: "Elm Primary School" headteacher.

    Not: "Former Police Chief", "Deputy Council Leader".
    """
    institutes = lexicon.classes()["institutes"]
    stop = words.start
    while stop < words.stop and prose.capital(stop) and not is_role(prose.lower[stop]):
        stop += 1
    name = range(words.start, stop)
    while name and prose.lower[name[-1]] not in institutes:
        name = name[:-1]
    mention = cast.at(words.start)
    covered = mention is not None and mention.words.stop >= name.stop
    plain = name and prose.lower[name[0]] in FORMER | ACTING
    return NOTHING if len(name) < 2 or name.stop == words.stop or covered or plain else name
