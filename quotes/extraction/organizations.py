"""Organizations: whom a role is for, after a preposition or before an 's.

"chairman of the Harbor Trust" -> "Harbor Trust"
"Acme's chief executive" -> "Acme"
"""

from __future__ import annotations

from quotes.extraction import lexicon
from quotes.extraction.chains import Cast, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.mentions import capitalized_run
from quotes.extraction.phrases import NOTHING, is_party, is_role, stops
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel


def owner_before(prose: Prose, cast: Cast, start: int) -> range:
    """Return the organization whose 's stands before `start`: "Acme's" chief, "the committee's" chairman.

    Before the manager in "Roe's campaign manager" it is "Roe's campaign".
    """
    if start < 2 or prose.words[start - 1] not in POSSESSIVES:
        return NOTHING
    owner = cast.at(start - 2)
    if owner and owner.chain.is_person and prose.lower[start] in lexicon.classes()["organization nouns"]:
        return range(owner.words.start, start + 1)
    if owner and owner.chain.label is EntityLabel.ORGANIZATION:
        return owner.words
    if owner is None and prose.lower[start - 2] in lexicon.classes()["organization nouns"]:
        return range(start - 2, start - 1)
    if owner is None and is_unlabelled_owner(prose, start - 2):
        return range(start - 2, start - 1)
    return NOTHING


def is_unlabelled_owner(prose: Prose, word: int) -> bool:
    """Say whether a name that no entity covers owns an executive: "which Acme's chief executive, Jane Roe,".

    Inside a sentence only; places have kings and coaches, but no chief executives.
    """
    inside = word > 0 and prose.sentence[word - 1] == prose.sentence[word] and not prose.capital(word - 1)
    plain = prose.lower[word] in prose.small_words or prose.lower[word] in stops()
    if not inside or plain or not prose.capital(word) or prose.lower[word] in lexicon.first_names():
        return False
    after = prose.lower[word + 2 : word + 4]
    return after[:1] == ["ceo"] or after == ["chief", "executive"]


def organization_at(prose: Prose, cast: Cast, start: int, end: int) -> range:
    """Return the organization that begins at `start`: "the nonpartisan Harbor Trust", "the committee".

    With "the" and small words before it passed over; "Roe's campaign" is taken whole.
    """
    nouns = lexicon.classes()["organization nouns"]
    governed = prose.lower[start - 1] not in ("from", "in", "on", "to")
    for i in range(start, min(end, start + 5)):
        lower = prose.lower[i]
        mention = cast.at(i)
        if governed and prose.capital(i) and (found := unlabelled_organization(prose, cast, i, end)):
            return found
        if mention and mention.words.start == i:
            return named_organization(
                prose, mention, end, first=i == start or prose.lower[i - 1] in ("the", "a")
            )
        if lower in nouns and (
            i + 1 >= end or not prose.words[i + 1][0].isalnum() or prose.lower[i + 1] in stops()
        ):
            while start < i and prose.lower[start] in lexicon.classes()["determiners"]:
                start += 1
            return range(start, i + 1)
        if not prose.words[i][0].isalnum() or (
            lower in stops() and lower not in lexicon.classes()["determiners"]
        ):
            break
    return NOTHING


def named_organization(prose: Prose, mention: Mention, end: int, *, first: bool) -> range:
    """Return the organization that a name is or begins: "Acme", "the Roe campaign", "Roe's campaign"."""
    nouns = lexicon.classes()["organization nouns"]
    start, stop = mention.words.start, mention.words.stop
    if stop < end and prose.lower[stop] in nouns:
        return range(start, stop + 1)
    if stop < end and prose.words[stop] in POSSESSIVES:
        for i in range(stop + 1, min(stop + 5, end)):
            if prose.lower[i] in nouns:
                return range(start, i + 1)
            if prose.lower[i] in stops() or not prose.words[i][0].isalnum():
                break
    label = mention.chain.label
    if label is EntityLabel.ORGANIZATION and not is_party(prose, mention.words):
        return mention.words
    return mention.words if label is EntityLabel.OTHER and not first else NOTHING


def unlabelled_organization(prose: Prose, cast: Cast, start: int, end: int) -> range:
    """Return an organization that the entities lack, or have in part: "Harbor Street Baptist Church".

    Its last word tells it, or else that no entity stands there at all ("head of PolitiWatch").
    """
    name = capitalized_run(prose, start, end)
    mention = cast.at(start)
    if mention and mention.words.stop >= name.stop:
        return NOTHING
    if mention and mention.chain.label is EntityLabel.ORGANIZATION and mention.words.stop + 1 < name.stop:
        return NOTHING
    if prose.lower[name[-1]] in lexicon.classes()["organization words"]:
        return name
    if mention or any(cast.at(i) for i in name) or is_role(prose.lower[start]):
        return NOTHING
    return (
        name if prose.lower[start] not in prose.small_words and prose.lower[start] not in stops() else NOTHING
    )
