"""Cue -> what kind of act a quotation is: speech, writing, thought, intention or something else.

    Roe said, Roe promised            speech
    Roe tweeted, the report found     writing
    Roe believes, Roe was afraid      thought
    Roe wants, Roe plans              intention
    Roe endorsed, the court ordered   other

PolNeAR, which the model learns from, annotates all of these as attributions (Newell,
Margolin and Ruths, LREC 2018); the types follow the distinction of speech, writing and
thought presentation of Semino and Short (Corpus Stylistics, 2004), with intentions apart.
The words are in lexicon/cues.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.extraction.lexicon import cue_types
from quotes.extraction.records import Kind, QuotationType

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Roe said in a letter; Roe wrote; on Twitter. Not: Roe said in a statement, which may have been read out.
IN_WRITING = re.compile(
    r"\b(?:in|on|via|by|through|to)\s+"
    r"(?:(?:a|an|the|his|her|its|their|one|another|several|\w+[’']s)\s+)?(?:\w+\s+){0,2}?"
    r"(?:tweets?|letters?|e-?mails?|posts?|blogs?|memos?|memoirs?|books?|essays?|op-eds?|columns?|articles?"
    r"|editorials?|filings?|affidavits?|papers?|reports?|messages?|Twitter|Facebook|Instagram|Weibo|Mastodon)\b",
    re.IGNORECASE,
)
# The report found; a survey says; according to the memo. Not: the report's author.
DOCUMENT = re.compile(
    r"\b(?:reports?|stud(?:y|ies)|surveys?|polls?|papers?|memos?|letters?|e-?mails?|documents?|articles?|books?"
    r"|editorials?|columns?|essays?|tweets?|posts?|blogs?|headlines?|transcripts?|records?|filings?|lawsuits?"
    r"|complaints?|affidavits?|indictments?|websites?|notes?|manifestos?|diar(?:y|ies)|manuals?|leaflets?"
    r"|press releases?|analys[ie]s)\s*\Z",
    re.IGNORECASE,
)
# "We won," Roe continued. Not: Roe continued to work.
GOES_ON = frozenset({"continue", "begin", "start", "go", "finish", "put"})
# Roe declined to comment: that is an answer, and no intention. Not: Roe declined to run.
SILENT = frozenset({"comment", "say", "answer", "respond", "discuss", "elaborate", "mention", "address"})
IRREGULAR = {
    "said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write",
    "thought": "think", "knew": "know", "known": "know", "felt": "feel", "saw": "see", "seen": "see",
    "found": "find", "held": "hold", "heard": "hear", "meant": "mean", "sought": "seek", "chose": "choose",
    "chosen": "choose", "swore": "swear", "sworn": "swear", "began": "begin", "begun": "begin", "went": "go",
    "gone": "go", "came": "come", "kept": "keep", "made": "make", "gave": "give", "given": "give",
    "took": "take", "taken": "take", "understood": "understand", "forgot": "forget", "fought": "fight",
    "foresaw": "foresee", "sang": "sing", "sung": "sing", "shown": "show", "read": "read", "put": "put",
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "being": "be", "am": "be",
    "has": "have", "had": "have", "did": "do", "does": "do", "done": "do", "got": "get", "ran": "run",
    "stood": "stand", "drew": "draw", "dreamt": "dream", "lied": "lie", "lying": "lie",
}  # fmt: skip


def base_forms(word: str) -> Iterator[str]:
    """Yield what `word`, in small letters, may be a form of, the likeliest first: tried -> tried, try."""
    if word in IRREGULAR:
        yield IRREGULAR[word]
    yield word
    for ending, others in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("e", "")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            yield from (stem + other for other in others)
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def known_type(word: str) -> str | None:
    """Return what a word of a cue introduces, None if that is not known."""
    types = cue_types()
    return next((types[form] for form in base_forms(word) if form in types), None)


def type_of(cue: str, source: str, kind: Kind) -> QuotationType:
    """Return the type of a quotation from the words of its cue and of its source, either may be empty."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(cue)]
    found = next(((word, known) for word in words if (known := known_type(word))), None)
    if found is None:
        # "We won." Roe sneezed: words in marks were uttered somehow. Not: an unknown act without marks.
        going_on = len(words) < 4 and any(form in GOES_ON for word in words for form in base_forms(word))
        name = "speech" if kind is Kind.DIRECT or not words or going_on else "other"
    else:
        word, name = found
        if name == "intention" and word.startswith(("declin", "refus")) and SILENT.intersection(words):
            name = "speech"
    if name == "speech" and IN_WRITING.search(cue):
        name = "writing"
    if name != "other" and DOCUMENT.search(source):
        name = "writing"
    return QuotationType(name)
