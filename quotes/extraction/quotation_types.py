"""Cue -> what kind of act a quotation is: speech, writing, thought, intention or something else.

    Roe said, Roe promised            speech
    Roe tweeted, the report found     writing
    Roe believes, Roe was afraid      thought
    Roe wants, Roe plans              intention
    Roe endorsed, the court ordered   other

PolNeAR, which the model learns from, annotates all of these as attributions (Newell,
Margolin and Ruths, LREC 2018); the types follow the distinction of speech, writing and
thought presentation of Semino and Short (Corpus Stylistics, 2004), with intentions apart.
The words are in lexicon/cues.txt. The first that tells decides: "wants to say" is an
intention, "said he wants" speech. Above that:

1. Words that the cue says were written are writing: "said in a tweet". Not: "said in a
   statement", which may have been read out.
2. What a document says is writing: "the report found". Not: "the law bans".
3. A quotation wholly in marks has been uttered, whatever the cue: '"No," he smiled', '"It
   was late," she remembers'. Not: '"It is over," he thought.'
4. Without a cue, or with one that tells nothing, words in marks are speech, others are other.

Orders, decrees, verdicts and endorsements are other: they count by what they do. Promises,
threats, praise and blame are speech: they are made of words.
"""

from __future__ import annotations

import re
from functools import cache

from quotes.extraction import lexicon
from quotes.extraction.records import Kind, QuotationType

TYPES = tuple(QuotationType)
SPEECH, WRITING, THOUGHT, INTENTION, OTHER = TYPES
UTTERED = frozenset({SPEECH, WRITING})
"""The types of which the words themselves are told."""
WORD = re.compile(r"[^\W\d_][\w’'-]*")
# "said in a long post on Twitter", "sent a letter saying"; not: "said of the letter", "told the paper".
MEDIUM = frozenset("in on via by through over with issue release send publish file circulate".split())
REACH = 5
"""Words after such a word among which the medium is looked for."""
LONGEST = 5
"""Words of a phrase in the lexicon, at most."""
# The end of the noun phrase that a source begins with: "a report [by the Harbor Trust]".
HEAD_ENDS = re.compile(
    r"[,\n]|\s(?:by|of|from|on|in|for|to|about|at|that|which|who|this|last|\w+ed|seen|sent|written|made)\s"
)
DOUBLED = re.compile(r"(?:[^aeiouwxy]|qu)[aeiou][^aeiouwxy]\Z")  # stop: stopped; not: show, enjoy


def type_of(cue: str, source: str, kind: Kind) -> QuotationType:
    """Return the type of a quotation from the words of its cue and of its source, either may be empty."""
    words = words_of(cue)
    told = told_by(words)
    direct = kind is Kind.DIRECT
    if direct and is_inner(words):
        return THOUGHT
    if speaks_in_writing(source, words, told):
        return WRITING
    if told in (INTENTION, THOUGHT) and not direct:
        return told
    if told is WRITING or (told is not INTENTION and is_written(words)):
        return WRITING
    if direct or (told is None and (kind is Kind.MIXED or not words)):
        return SPEECH
    return told or OTHER


def words_of(text: str) -> list[str]:
    """Return the words of `text` in small letters, with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def told_by(words: list[str]) -> QuotationType | None:
    """Return what the words of a cue tell, None if the lexicon has none of them.

    The first word or phrase decides that is neither light nor of [other]. Where there is none,
    a light intention does ("declined to run"), then [other], then light speech ("continued").
    """
    known: set[object] = set()
    at = 0
    while at < len(words):
        phrase, size = phrase_at(words, at)
        found = phrase or forms().get(words[at])
        if found and found is not OTHER:
            return found
        known |= {found} if found else {bases().get(words[at], words[at])}
        at += size
    if known & members("light intention"):
        return INTENTION
    if OTHER in known:
        return OTHER
    return SPEECH if known & members("light speech") else None


def phrase_at(words: list[str], at: int) -> tuple[QuotationType | None, int]:
    """Return the type and the size of the longest phrase that begins at a word; None and 1 for none."""
    for size in range(min(LONGEST, len(words) - at), 1, -1):
        if found := phrases().get(tuple(words[at : at + size])):
            return found, size
    return None, 1


def is_written(words: list[str]) -> bool:
    """Say whether the cue names something written as the way the words took: "said in a tweet"."""
    media = members("written media")
    return any(
        (word in MEDIUM or bases().get(word) in MEDIUM) and media & set(words[at + 1 : at + 1 + REACH])
        for at, word in enumerate(words)
    )


def speaks_in_writing(source: str, words: list[str], told: QuotationType | None) -> bool:
    """Say whether the head of a source is something written, and `words` let it speak (rule 2)."""
    head = WORD.findall(HEAD_ENDS.split(source.strip(), maxsplit=1)[0])
    if not head or told is INTENTION:
        return False
    last = head[-1].lower()
    if len(head) > 1 and head[-1].istitle() and last in members("newspapers"):  # the Harbor Times
        return told is not OTHER
    if len(head) > 1 and head[-1].istitle() and head[-2].istitle() and head[-2] not in ("The", "A", "An"):
        return False  # the State Geological Survey
    if last in members("documents"):
        return told is not OTHER or any(bases().get(word, word) in members("showing verbs") for word in words)
    return last in members("decrees") and told is SPEECH


def is_inner(words: list[str]) -> bool:
    """Say whether the first verb of the cue is one of inner speech: '"It is over," he thought.'"""
    first = next((base for word in words if (base := bases().get(word, word)) in forms()), None)
    return first in members("inner speech") or any(
        phrase_at(words, at)[0] is THOUGHT for at in range(len(words))
    )


@cache
def members(section: str) -> frozenset[str]:
    """Return the words of a section of the lexicon."""
    return frozenset(word for line in lexicon.cues()[section] for word in line)


@cache
def forms() -> dict[str, QuotationType]:
    """Return the type of every form of every cue word: "said" -> speech.

    A form that is itself in the lexicon counts before the same form of another word.
    """
    found = {word: name for name in TYPES for word in members(name)}
    for name in TYPES:
        for word in sorted(members(name)):
            for form in inflected(word):
                found.setdefault(form, name)
    return found


@cache
def bases() -> dict[str, str]:
    """Return the base form of every inflected form: "thought" -> "think"."""
    sections = (*TYPES, "light speech", "light intention", "inner speech")
    words = {word for name in sections for word in members(name)} | MEDIUM
    return {form: word for word in sorted(words) for form in inflected(word)}


@cache
def phrases() -> dict[tuple[str, ...], QuotationType]:
    """Return the type of every phrase, with every form of its first word."""
    return {
        (form, *line[1:]): name
        for name in TYPES
        for line in lexicon.cues()[f"{name} phrases"]
        for form in (line[0], *inflected(line[0]))
    }


@cache
def irregular() -> dict[str, tuple[str, ...]]:
    """Return the irregular forms of verbs by their base form."""
    return {line[0]: line[1:] for line in lexicon.cues()["irregular"]}


def inflected(word: str) -> tuple[str, ...]:
    """Return the forms of a verb or noun besides its base form: "deny" -> denies, denying, denied.

    Of a word that may double its last letter both forms are given: benefited, benefitted.
    """
    if word.endswith("y") and word[-2] not in "aeou":
        plain, past = word[:-1] + "ies", word[:-1] + "ied"
    else:
        plain = word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past = word + ("d" if word.endswith("e") else "ed")
    participle = (word[:-1] if word.endswith("e") and not word.endswith("ee") else word) + "ing"
    doubled = (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing") if DOUBLED.search(word) else ()
    return (plain, participle, *irregular().get(word, (past,)), *doubled)
