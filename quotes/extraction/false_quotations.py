"""Words in quotation marks that are no quotation: titles, nicknames, terms, markup.

    Juan "Chico" Roe read "War and Peace" on the so-called "quiet coach".  ->  nickname, title, term

Judged by form alone, without a model: a reason only where the form is sure. For the rest
ask the model. On PolNeAR train, 98% or more of what each rule rejects is no quotation of
its own in the gold; much of it stands inside the content of an indirect one.
"""

from __future__ import annotations

import re
from enum import StrEnum

from quotes.extraction import lexicon
from quotes.extraction.quotations import Quoted

WINDOW = 200
"""Characters that are looked at on both sides, at most; also those of a headline."""


class Reason(StrEnum):
    """Why words in marks are no quotation."""

    MARKUP = "markup"
    NICKNAME = "nickname"
    TITLE = "title"
    TERM = "term"


# "@roe", "Follow Ann Roe on Twitter @roe."; not: "Follow the rules!"
ACCOUNT = re.compile(r"\W*(?:(?<=@)\w+\W*\Z|Follow\b[^.!?]*@\w)")
LONGEST_NAME = 3
"""Words of a name or nickname, at most."""
SMALL = frozenset("a an and as at but by for from in into nor of on or over the to upon vs with".split())
"""Words that are written small in titles."""
WORD = re.compile(r"[^\W_][\w'’-]*")
NAME = r"[A-Z][\w.'’-]+"

WORK = (
    r"(?:ad|albums?|anthem|blockbuster|blog|books?|cartoon|classic|column|comedy|documentar(?:y|ies)|drama|editorial|"
    r"episodes?|essay|exhibit(?:ion)?|films?|franchise|game|hit|magazine|memoir|movies?|musical|newsletter|novels?|"
    r"opera|painting|plays?|podcasts?|poem|programs?|programmes?|segment|series|shows?|single|sitcom|sketch|"
    r"soap|songs?|thriller|trilogy|video)"
)
# her new novel, "The Long Field"; the hit film "Harbor"
AFTER_WORK = re.compile(rf"\b{WORK},? \Z", re.IGNORECASE)
# on CBS's "Evening Hour", Roe's "Collected Letters"
AFTER_OWNER = re.compile(r"\b[A-Z]\w*['’]s? \Z")
# appeared on "Good Day Harbor"; told "Coast and Country"
AFTER_BROADCAST = re.compile(r"\b(?:on|told) \Z")
# introduced the "Clean Harbor Drive"; in PolNeAR train 59 of 60. Not: called it the "Worst Deal Ever"
AFTER_ARTICLE = re.compile(r"\b(?:the|its|their) \Z", re.IGNORECASE)
# the "Morning Tide" host, "Harbor Lights" star; "The Long Field" (1987); "The Long Field," by Ann Poe
BEFORE_WORK = re.compile(
    r",? (?:the )?(?:co-?)?(?:host|podcast|show|star|movie|film|author|creator|program|series|theme song|"
    r"director|anchor|album)\b| \((?:19|20)\d\d\)| by [A-Z]"
)

# "Pier to close" — The Harbor Gazette, August 15, 2008; not: “Never!” — Ann Poe, August 2008
LISTED = re.compile(
    r"\s*[-–—]+ [^\n]{2,60}?,? (?:(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{1,2},|\d{1,2} [A-Z][a-z]+,?) \d{4}\W*\Z"
)
# opens on Friday; "Rust: Ships of the Inner Sea" is on show until May
BEFORE_SHOWING = re.compile(
    r",? (?:(?:is|are|was|were|will be) (?:on (?:show|display|view)|published|released|screened|performed)"
    r"|opens|opened|premieres|premiered|airs|aired|debuts|debuted)\b"
)
# a talk on "How bridges fail", a lecture entitled "On Moss"; not: a speech on "the sale of boats"
AFTER_TALK = re.compile(
    r"\b(?:(?:talk|lecture|seminar|workshop|course|class|webinar|exhibition|exhibit)s? (?:on|about)"
    r"|(?:talk|lecture|seminar|workshop|course|class|webinar|exhibition|exhibit|session|panel)s?,?"
    r" (?:titled|entitled|called|headed)),? \Z",
    re.IGNORECASE,
)
# the alley is known locally as the "gullet"; nicknamed "Granny Smoke"; two men called "Nails".
# Not: what he called "a hoax", known for "speaking out".
NAMED = re.compile(
    r"\b(?:known(?: \w+ly)? (?:as|by the name)|nicknamed|(?:under|by) the (?:name|nickname|alias)(?: of)?)"
    r" (?:an? |the )?\Z",
    re.IGNORECASE,
)
CALLED = re.compile(r"\b(?P<what>[a-z]{3,}),? (?:called|named|baptized|christened) (?:the )?\Z")
# the so-called "quiet coach"
SO_CALLED = re.compile(r"\bso-called \Z", re.IGNORECASE)
# the new "quiet coach" rule, the rail company's "flex" tickets
ATTRIBUTIVE = re.compile(
    r"\b(?:the|an?|its|their|this|that|these|those|new|his|her|\w+['’]s|\w+s['’])"
    r"(?: [a-z]+ly)?(?: (?:new|own|old|first))? \Z",
    re.IGNORECASE,
)
HEAD_NOUN = re.compile(r" (?:to be\b|([a-z]{3,})\b)")
# not: his "not yet" comment; a "disgrace" and; a "liar" who
NO_HEAD_NOUN = frozenset(
    "about after and are because before but claim claims comment comments during for from had has have line "
    "quote remark remarks rhetoric said says statement than that the was were when where which while who "
    "with".split()
)
# not: called it the "worst deal" ever; promised a "new era" today
SPEAKING = re.compile(
    r"\b(?:accus|as\b|ask|brand|call|declar|deem|denounc|describ|dismiss|label|pledg|promis|refer|said|say|term|vow)"
)


def is_account(stretch: str) -> bool:
    """Say whether words in marks name an account, which nobody utters: "@roe", "Follow Roe on X @roe"."""
    return ACCOUNT.match(stretch) is not None


def looks_like(text: str, quoted: Quoted) -> Reason | None:
    """Return why the form of these words says that they are no quotation, or None if it does not.

    None does not say that they are one.
    """
    if len(quoted.pieces) > 1 or not quoted.closed:
        return None
    start, end = quoted.span.start, quoted.span.end
    before = text[max(0, start - WINDOW) : start].rpartition("\n")[2]
    after = text[end : end + WINDOW].partition("\n")[0]
    if before.endswith("="):
        return Reason.MARKUP  # <tweet author="@roe">
    if LISTED.match(after):
        return Reason.TITLE
    words = WORD.findall(quoted.inner.of(text))
    if not words or is_title(WORD.findall(before + after)):
        return None  # a headline: 'Roe: Tram Plan "A Disgrace" To Harbor', where all is capitalized
    inner = quoted.inner.of(text).rstrip(" ,")
    sentence = inner.endswith(("!", "?"))
    if not sentence and is_name_given(before, words):
        return Reason.NICKNAME
    if AFTER_TALK.search(before) and not inner.endswith("."):
        return Reason.TITLE
    if is_title(words) and not sentence:
        if is_nickname(before, words, inner, after):
            return Reason.NICKNAME
        named = AFTER_WORK.search(before) or BEFORE_WORK.match(after) or BEFORE_SHOWING.match(after)
        if named or (len(words) > 1 and (AFTER_OWNER.search(before) or AFTER_BROADCAST.search(before))):
            return Reason.TITLE
        if len(words) > 1 and AFTER_ARTICLE.search(before) and not is_spoken_of(before):
            return Reason.TITLE
    if SO_CALLED.search(before) or (len(words) <= 3 and is_term(before, quoted.inner.of(text), after)):
        return Reason.TERM
    return None


def is_title(words: list[str]) -> bool:
    """Say whether the words are capitalized as in titles, the small ones aside."""
    return (
        bool(words)
        and all(not word[0].islower() or word.lower() in SMALL for word in words)
        and (not words[0][0].islower())
    )


def is_titled(stretch: str) -> bool:
    """Say whether words in marks are capitalized throughout and end as no sentence does: a title, a sign."""
    return is_title(WORD.findall(stretch)) and not stretch.rstrip("\"'”’»").endswith((".", "!", "?", ","))


def is_nickname(before: str, words: list[str], inner: str, after: str) -> bool:
    """Say whether the words stand between the first name and the surname: Juan "Chico" Roe."""
    first = re.search(rf"(?:\A|[\s(]){NAME} \Z", before)
    return (
        len(words) <= 2 and inner[-1].isalnum() and first is not None and bool(re.match(rf" {NAME}", after))
    )


def is_name_given(before: str, words: list[str]) -> bool:
    """Say whether the words before say that these are a name: known as "Nails", a ship called "Hope"."""
    if len(words) > LONGEST_NAME:
        return False
    if NAMED.search(before):
        return True
    called = CALLED.search(before)
    return (
        called is not None
        and is_title(words)
        and called["what"] not in lexicon.classes()["pronouns"]
        and called["what"] not in lexicon.roles()  # the mayor called "Nails" a thief
    )


def is_term(before: str, inner: str, after: str) -> bool:
    """Say whether the words qualify the noun behind them, and nobody is said to have used them."""
    noun = HEAD_NOUN.match(after)
    if not noun or noun[1] in NO_HEAD_NOUN or not inner.islower() or not inner[-1].isalnum():
        return False
    return ATTRIBUTIVE.search(before) is not None and not is_spoken_of(before)


def is_spoken_of(before: str) -> bool:
    """Say whether the clause before words in marks holds a verb of saying or calling."""
    return SPEAKING.search(re.split(r"[.!?]\s", before)[-1]) is not None
