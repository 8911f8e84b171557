"""How likely a few words in marks are somebody's own words, and no term, title or word at arm's length.

    Roe called the plan "a farce."          0.92
    The schools held a "walk-in" in May.    0.22

A logistic regression over how the words are written and what stands around them, fitted on
PolNeAR train by training/own_words.py: own words are those that are the better part of the
content of an attribution there, the others are in no content at all. The network plays no part.
"""

from __future__ import annotations

import math
import re

from quotes.extraction.false_quotations import AFTER_WORK, BEFORE_WORK, WINDOW, WORD, is_title
from quotes.extraction.quotation_types import UTTERED, told_by, words_of
from quotes.extraction.quotations import Quoted

MOST = 8
"""Words of a stretch about which there is any doubt, at most."""
DOUBT, DOUBT_TOLD = 0.5, 0.15
"""How likely words must be somebody's own, and how likely where the cue tells that something is said."""

WEIGHTS = {
    "always": -1.31,
    "one word with a capital": -0.27,
    "title": -1.77,
    "capital": 0.29,
    "ends with a comma": 0.67,
    "ends with a point": 1.12,
    "ends with ! or ?": 1.94,
    "verb": 0.51,
    "pronoun": 0.31,
    "hyphen": 0.37,
    "single marks": -0.9,
    "after a determiner": -0.35,
    "after a determiner, before a noun": -0.55,
    "after a preposition": -0.55,
    "after a comma or colon": 0.88,
    "opens the paragraph": -0.33,
    "predicate": 0.37,
    "calling": 1.77,
    "saying before": 0.6,
    "saying after": 0.51,
    "told right after": 1.36,
    "in a row": -0.55,
    "work": -2.67,
    "words": 1.18,
}

CLAUSE = re.compile(r"(?:how|that|whether|why)\b", re.IGNORECASE)
DOUBLE_MARK = re.compile(r"[\"“”]|''")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")
VERB = frozenset(
    "is are was were be been am not don't can't won't isn't aren't doesn't didn't will would can could "
    "should must have has had do does did i'm we're it's that's".split()
)
PRONOUN = frozenset("i we you me us my our your they he she it".split())
CALLING = re.compile(
    r"\b(?:accus|blast|brand|call|characteriz|condemn|declar|decri|deem|denounc|derid|describ|dismiss|dubb|hail|"
    r"label|mock|portray|prais|refer|slam|term)\w*",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"\b(?:accord\w+ to|acknowledg\w*|add(?:ed|s|ing)|admit\w*|announc\w*|argu\w+|ask\w*|claim\w+|"
    r"complain\w*|conclud\w*|demand\w*|explain\w*|express\w*|insist\w+|not(?:ed|es|ing)|pledg\w*|promis\w*|recall\w*|repl\w+|"
    r"respond\w*|sa(?:id|ys|ying)|stat\w+|suggest\w*|tell\w*|told|tweet\w*|urg\w+|vow\w*|warn\w+|writ\w*|wrote)\b",
    re.IGNORECASE,
)
DETERMINER = re.compile(
    r"\b(?:the|an?|its|their|his|her|this|that|these|those|our|my|your|some|any|no|new|\w+['’]s|\w+s['’]) \Z",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\b(?:in|on|at|for|from|by|with|about|of|into|under|during|between|against|through|over) "
    r"(?:(?:the|an?|its|their|his|her|\w+['’]s) )?\Z",
    re.IGNORECASE,
)
# He was "weak", called it "weak": what something is said to be.
PREDICATE = re.compile(r"\b(?:as|called|it|them|him|her|was|is|were|are|be|been) (?:an? |the )?\Z")
TOLD_AFTER = re.compile(r"[\s,]*(?:[\w.'’]+ ){0,4}(?:said|says|told|tweeted|wrote|added|asked|according)")
IN_A_ROW = (re.compile(r"[\"”'] (?:and|or) (?:an? |the )?\Z"), re.compile(r" (?:and|or) [\"“']"))
NOUN = re.compile(r" [a-z][\w-]+")
NO_NOUN = frozenset(
    "a about after against among an and are as at because been before but by during for from had has have "
    "he her his if in into is its last not of on or over said she than that the their they this to was when "
    "which while who will with would".split()
)


def is_told(cue: str, content: str) -> bool:
    """Say whether a cue, or the clause that begins a content, tells that something is said or written.

    A cue without words, the colon of "Roe: no", tells it too. He ruled [that it was "in bad
    faith"]; not: he dreams of [a "grand bargain"].
    """
    told = words_of(cue)
    return not told or told_by(told) in UTTERED or CLAUSE.match(content) is not None


def is_own(text: str, quoted: Quoted, *, told: bool) -> bool:
    """Say whether a quoted stretch may well be somebody's own words; more so if something is `told`."""
    return likelihood(text, quoted) >= (DOUBT_TOLD if told else DOUBT)


def likelihood(text: str, quoted: Quoted) -> float:
    """Return how likely a quoted stretch is somebody's own words; 1 for one that is long or not whole."""
    if len(quoted.pieces) > 1 or not quoted.closed or len(WORD.findall(quoted.inner.of(text))) > MOST:
        return 1.0
    found = features(text, quoted)
    return 1 / (1 + math.exp(-sum(weight * found[name] for name, weight in WEIGHTS.items())))


def features(text: str, quoted: Quoted) -> dict[str, float]:
    """Return what a quoted stretch and the text around it look like."""
    start, end = quoted.span.start, quoted.span.end
    before = text[max(0, start - WINDOW) : start].rpartition("\n")[2]
    after = text[end : end + WINDOW].partition("\n")[0]
    clause = SENTENCE_END.split(before)[-1]
    rest = SENTENCE_END.split(after + " ")[0]
    inner = quoted.inner.of(text).strip()
    words = WORD.findall(inner)
    lower = {word.lower().replace("’", "'") for word in words}
    around = WORD.findall(before + after)
    headline = bool(around) and is_title(around)
    capital, title = bool(words) and words[0][0].isupper(), is_title(words)
    noun = NOUN.match(after)
    qualifies = noun is not None and noun[0].strip() not in NO_NOUN
    determined = DETERMINER.search(before) is not None
    found = {
        "always": True,
        "one word with a capital": title and not headline and len(words) == 1,
        "title": title and not headline and len(words) > 1,
        "capital": capital and not title,
        "ends with a comma": inner.endswith(",") or after.startswith(","),  # "a farce", in Britain
        "ends with a point": inner.endswith(".") or after.startswith("."),
        "ends with ! or ?": inner.endswith(("!", "?")),
        "verb": bool(lower & VERB),
        "pronoun": bool(lower & PRONOUN),
        "hyphen": "-" in inner and len(words) <= 2,
        "single marks": quoted.style.single and DOUBLE_MARK.search(text) is not None,
        "after a determiner": determined,
        "after a determiner, before a noun": determined and qualifies,
        "after a preposition": PREPOSITION.search(before) is not None,
        "after a comma or colon": before.rstrip().endswith((",", ":")),
        "opens the paragraph": not before.strip(),
        "predicate": PREDICATE.search(before) is not None,
        "calling": CALLING.search(clause) is not None,
        "saying before": SAYING.search(clause) is not None,
        "saying after": SAYING.search(rest) is not None,
        "told right after": TOLD_AFTER.match(after) is not None,
        "in a row": IN_A_ROW[0].search(before) is not None or IN_A_ROW[1].match(after) is not None,
        "work": AFTER_WORK.search(before) is not None or BEFORE_WORK.match(after) is not None,
    }
    return {**{name: float(value) for name, value in found.items()}, "words": math.log(max(len(words), 1))}
