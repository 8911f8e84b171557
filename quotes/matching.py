"""Compare quotations word by word: is one the other, cut, or changed? Pure.

Words are the folded ones of quotes.search. What could match is narrowed by fingerprints:
of every WINDOW shingles (SHINGLE words side by side) in a row the one that says most is
kept, so that two texts with WINDOW + SHINGLE - 1 words in common, side by side, always
share one. Method: Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003; "says most"
is ours: few function words, then the hash. RapidFuzz decides.

>>> one, other = "the levy falls on ferries".split(), "the levy falls on big ferries".split()
>>> compare(one, other)
Comparison(relation=<Relation.CHANGED: 'changed'>, similarity=0.91)
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from quotes.folding import Located, located_words

SHINGLE = 3
WINDOW = 4
#: Fewer words than these have one fingerprint, of all of them: they only match as a whole.
MIN_WORDS = SHINGLE + WINDOW - 1
#: A quotation says something of its own where it has this many words that are no function words.
MIN_CONTENT_WORDS = 3
#: A fragment of fewer words is a variant only where it is half of the whole.
MIN_FRAGMENT = 8
#: From here on, words are a changed form of others; from there on, those of a variant.
CHANGED = 0.6
REWORDED = 0.8
#: What many say, and say often, so that nobody's words are told by it.
STOCK = frozenset(
    (
        "absolutely not",
        "god bless you",
        "good luck",
        "good morning",
        "happy birthday",
        "i agree",
        "i don t know",
        "i don t think so",
        "i m sorry",
        "let s go",
        "no comment",
        "no problem",
        "of course",
        "of course not",
        "thank god",
        "thank you",
        "thank you so much",
        "thank you very much",
        "that s right",
        "that s true",
        "we don t know",
        "we ll see",
        "yes and no",
        "yes sir",
        "you know",
    )
)

FUNCTION_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before but by can could did do does"
    " for from had has have he her here him his how i if in into is it its just like ll m me more most my"
    " no not of on or our out over re s said say so some such t than that the their them then there these"
    " they this those to too up us very was we were what when where which while who why will with would"
    " you your ve".split()
)
# Words that make another statement when they come, go or change, as figures do.
_WEIGHTY = frozenset(
    "no not never none nothing neither nor without t cannot one two three four five six seven eight nine"
    " ten eleven twelve dozen twenty thirty forty fifty hundred thousand million billion trillion half"
    " twice".split()
)


_PRONOUNS = frozenset("he her him his i it its me my our she their them they us we you your".split())
# Before a word that begins a sentence: "We won. Nobody paid." "He said: “Go.”" Not: "Mr. Roe".
_SENTENCE = re.compile('[.!?…:\n"“„«‘]')
_SHORTENED = frozenset("dr gen gov jr lt mr mrs ms prof rep sen sgt st".split())


class Relation(StrEnum):
    """What one quotation is of another."""

    SAME = "same"  # the same words
    PART = "part"  # words of the other, side by side
    WHOLE = "whole"  # all words of the other, side by side, and more
    CHANGED = "changed"  # words of the other or of a part of it, some of them changed


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one quotation is of another, and how much of the words agrees, from 0 to 1."""

    relation: Relation
    similarity: float


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two texts: `operation` is equal, replace, delete (not in the other) or insert."""

    operation: str
    one: str
    other: str


def shingles(words: Sequence[str]) -> list[int]:
    """Return the key of every shingle, in order; of fewer than MIN_WORDS words, one of them all."""
    if len(words) < MIN_WORDS:
        return [_key(("", *words))] if words else []
    return [_key(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def fingerprints(words: Sequence[str]) -> set[int]:
    """Return the keys by which a quotation is found: about two in five of its shingles."""
    keys = shingles(words)
    function = [word in FUNCTION_WORDS for word in words]
    ranked = [(sum(function[i : i + SHINGLE]), key) for i, key in enumerate(keys)]
    return (
        {min(ranked[i : i + WINDOW])[1] for i in range(max(len(ranked) - WINDOW, 0) + 1)} if ranked else set()
    )


def compare(one: Sequence[str], other: Sequence[str]) -> Comparison | None:
    """Return what `one` is of `other`; None where they are about different things."""
    if one == other:
        return Comparison(Relation.SAME, 1.0) if one else None
    if holds(other, one):
        return Comparison(Relation.PART, round(len(one) / len(other), 2))
    if holds(one, other):
        return Comparison(Relation.WHOLE, round(len(other) / len(one), 2))
    shorter, longer = sorted((one, other), key=len)
    similarity = Indel.normalized_similarity(shorter, _nearest(shorter, longer))
    return Comparison(Relation.CHANGED, round(similarity, 2)) if similarity >= CHANGED else None


def holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Say whether `whole` has the words of `part`, side by side."""
    return bool(part) and f" {' '.join(part)} " in f" {' '.join(whole)} "


def are_variants(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two quotations are the same one, in whole, cut or reworded.

    Both must be long enough to be nobody else's by chance. Figures and negations must agree:
    "rates rose by 2 percent" and "rates rose by 3 percent" are two statements.
    """
    shorter, longer = sorted((one, other), key=len)
    if not (tells(shorter) and tells(longer)):
        return False
    comparison = compare(shorter, longer)
    match comparison and comparison.relation:
        case None:
            return False
        case Relation.SAME:
            return True
        case Relation.CHANGED:
            return (
                comparison is not None
                and comparison.similarity >= REWORDED
                and len(shorter) >= MIN_FRAGMENT
                and _weighty(shorter) == _weighty(_nearest(shorter, longer))
            )
        case _:
            return len(shorter) >= MIN_FRAGMENT or len(shorter) * 2 >= len(longer)


def tells(words: Sequence[str]) -> bool:
    """Say whether a quotation has enough words of its own to be nobody else's by chance."""
    return len(words) >= MIN_WORDS and sum(word not in FUNCTION_WORDS for word in words) >= MIN_CONTENT_WORDS


def recurs(words: Sequence[str]) -> bool:
    """Say whether few words, met again from the same speaker, are taken for one utterance.

    "I am not a crook" is. Not: "Yes.", "No, no.", "No comment."
    """
    return (
        len(set(words)) > 1
        and any(word not in FUNCTION_WORDS for word in words)
        and " ".join(words) not in STOCK
    )


def changes_names(one: str, other: str) -> bool:
    """Say whether a name within the one text has another, or nothing, in its place in the other.

    "go to the moon" and "go to Mars" are two statements. A fuller name is no other, and a
    pronoun may stand for one. Capitals tell names but where a sentence begins, and where
    every word has them.
    """
    shorter, longer = sorted((one, other), key=len)
    ours, theirs = located_words(shorter), located_words(longer)
    own, whole = [word.word for word in ours], [word.word for word in theirs]
    first, last = _window(own, whole)
    names = set(_names(shorter, ours)), {place - first for place in _names(longer, theirs)}
    changes = list(Levenshtein.opcodes(own, whole[first:last]))
    while changes and changes[0].tag == "insert":  # what is cut off
        del changes[0]
    while changes and changes[-1].tag == "insert":
        del changes[-1]
    for change in changes:
        sides = (
            (own, names[0], range(change.src_start, change.src_end)),
            (whole[first:last], names[1], range(change.dest_start, change.dest_end)),
        )
        if change.tag == "equal" or not any(its & set(places) for _, its, places in sides):
            continue
        if change.tag == "replace":
            if not any({words[place] for place in places} <= _PRONOUNS for words, _, places in sides):
                return True
        elif not any(
            places and its.issuperset(places) and its & {places.start - 1, places.stop}
            for _, its, places in sides
        ):
            return True
    return False


def difference(one: str, other: str) -> list[Change]:
    """Return how two texts differ, word by word; case and punctuation make no difference."""
    words, others = located_words(one), located_words(other)
    changes = Levenshtein.opcodes([word.word for word in words], [word.word for word in others])
    return [
        Change(
            change.tag,
            one[words[change.src_start].start : words[change.src_end - 1].end]
            if change.src_start < change.src_end
            else "",
            other[others[change.dest_start].start : others[change.dest_end - 1].end]
            if change.dest_start < change.dest_end
            else "",
        )
        for change in changes
    ]


def _key(words: Sequence[str]) -> int:
    """Return a number of 32 bits, with a sign, that stands for these words."""
    return zlib.crc32(" ".join(words).encode()) - 2**31


def _nearest(shorter: Sequence[str], longer: Sequence[str]) -> Sequence[str]:
    """Return the words of `longer` that are most like `shorter`."""
    start, end = _window(shorter, longer)
    return longer[start:end]


def _window(shorter: Sequence[str], longer: Sequence[str]) -> tuple[int, int]:
    """Return where `longer` is most like `shorter`, in words: all of it where it is hardly longer."""
    if len(longer) * 3 <= len(shorter) * 4:
        return 0, len(longer)
    text = " ".join(longer)
    found = fuzz.partial_ratio_alignment(" ".join(shorter), text)
    if found is None:
        return 0, len(longer)
    # Whole words: a window that begins or ends within a word has all of it.
    start = text.rfind(" ", 0, found.dest_start + 1) + 1
    end = text.find(" ", max(found.dest_end - 1, start))
    return text.count(" ", 0, start), text.count(" ", 0, end) + 1 if end != -1 else len(longer)


def _names(text: str, words: Sequence[Located]) -> Iterator[int]:
    """Yield which words are names, or parts of one, as far as capitals tell."""
    if not any(text[word.start].islower() for word in words if word.word not in FUNCTION_WORDS):
        return
    end, before = 0, ""
    for place, word in enumerate(words):
        raw = text[word.start : word.end].replace(".", "")
        begins = not place or (before not in _SHORTENED and _SENTENCE.search(text, end, word.start))
        if (raw.isupper() and len(raw) > 1) or (
            raw[:1].isupper() and not begins and word.word not in FUNCTION_WORDS
        ):
            yield place
        end, before = word.end, word.word


def _weighty(words: Sequence[str]) -> Counter[str]:
    return Counter(word for word in words if word in _WEIGHTY or any(map(str.isdigit, word)))
