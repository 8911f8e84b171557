"""What kind of act a quotation is, told by its cue."""

from __future__ import annotations

import pytest

from quotes.extraction.quotation_types import (
    MEDIUM,
    forms,
    inflected,
    irregular,
    members,
    phrases,
    told_by,
    type_of,
)
from quotes.extraction.records import Kind, QuotationType

CASES = [
    # (cue, source, kind, type)
    ("said", "Roe", "direct", "speech"),
    ("says", "Roe", "indirect", "speech"),
    ("told reporters", "Roe", "mixed", "speech"),
    ("according to", "Roe", "indirect", "speech"),
    ("went on to say", "Roe", "indirect", "speech"),
    ("promised", "Roe", "indirect", "speech"),
    ("tried to explain", "Roe", "indirect", "speech"),
    ("denied", "Roe", "indirect", "speech"),
    ("made it clear", "Roe", "indirect", "speech"),
    ("statement", "Roe's", "indirect", "speech"),
    (":", "ROE", "direct", "speech"),
    ("", "", "direct", "speech"),
    # An act that is no word for speaking: in quotation marks it was uttered all the same.
    ("sneezed", "Roe", "direct", "speech"),
    ("sneezed", "Roe", "indirect", "other"),
    ("continued", "Roe", "direct", "speech"),
    ("continued", "Roe", "mixed", "speech"),
    ("continued to believe", "Roe", "indirect", "thought"),
    # A statement may be read out; a letter is written.
    ("said in a statement", "Roe", "direct", "speech"),
    ("said in a letter", "Roe", "direct", "writing"),
    ("said on Twitter", "Roe", "direct", "writing"),
    ("said in her latest blog post", "Roe", "direct", "writing"),
    ("said on Tuesday", "Roe", "direct", "speech"),
    ("told the paper", "Roe", "direct", "speech"),
    ("tweeted", "Roe", "direct", "writing"),
    ("wrote", "Roe", "mixed", "writing"),
    ("reported", "The Gazette", "indirect", "writing"),
    # Documents write; their authors may speak.
    ("found", "the report", "indirect", "writing"),
    ("found", "Roe", "indirect", "thought"),
    ("according to", "a new study", "indirect", "writing"),
    ("said", "the report's author", "indirect", "speech"),
    ("endorsed", "the paper", "indirect", "other"),
    ("believes", "Roe", "indirect", "thought"),
    ("had not known", "Roe", "indirect", "thought"),
    ("was worried", "Roe", "indirect", "thought"),
    ("is expected", "", "indirect", "thought"),
    ("seemed", "Roe", "indirect", "thought"),
    ("wants", "Roe", "indirect", "intention"),
    ("plans", "Roe", "indirect", "intention"),
    ("is planning", "Roe", "indirect", "intention"),
    ("refused", "Roe", "indirect", "intention"),
    # Declining to speak is an answer, declining to act an intention.
    ("declined to comment", "Roe", "indirect", "speech"),
    ("declined to run", "Roe", "indirect", "intention"),
    ("endorsed", "Roe", "indirect", "other"),
    ("ordered", "the court", "indirect", "other"),
    ("support for", "Roe's", "indirect", "other"),
    ("in", "the bill", "indirect", "other"),
    # Which of several words decides.
    ("wants to tell", "Roe", "indirect", "intention"),
    ("hopes to", "Roe", "indirect", "intention"),
    ("hopes", "Roe", "indirect", "thought"),
    ("voiced fears", "Roe", "indirect", "speech"),
    ("fears", "Roe's", "indirect", "thought"),
    ("seemed to suggest", "Roe", "indirect", "thought"),
    ("tried to win", "Roe", "indirect", "intention"),
    ("refused to say", "Roe", "indirect", "speech"),
    ("did not say", "Roe", "indirect", "speech"),
    # Phrases whose words alone tell something else or nothing.
    ("shot back", "Roe", "direct", "speech"),
    ("shot at", "Roe", "indirect", "other"),
    ("made the case", "Roe", "indirect", "speech"),
    ("made", "Roe", "indirect", "other"),
    ("called for", "Roe", "indirect", "speech"),
    ("pushed back", "Roe", "mixed", "speech"),
    ("told himself", "Roe", "direct", "thought"),
    ("told him", "Roe", "direct", "speech"),
    # Words in marks were uttered, unless the verb is one of inner speech.
    ("smiled", "Roe", "direct", "speech"),
    ("remembers", "Roe", "direct", "speech"),
    ("thought", "Roe", "direct", "thought"),
    ("thinks", "Roe", "mixed", "thought"),
    ("said she thought", "Roe", "direct", "speech"),
    # What is written.
    ("said in a long, angry e-mail", "Roe", "indirect", "writing"),
    ("issued a report saying", "the board", "indirect", "writing"),
    ("said of the letter", "Roe", "indirect", "speech"),
    ("wrote", "Roe", "direct", "writing"),
    ("read", "The banner", "direct", "writing"),
    ("shows", "A poll of 900 voters", "indirect", "writing"),
    ("shows", "Roe", "indirect", "other"),
    ("In", "two polls", "indirect", "writing"),
    ("according to", "the Harbor Times", "indirect", "writing"),
    ("said", "the State Geological Survey", "indirect", "speech"),
    ("said", "a report author", "indirect", "speech"),
    ("says", "The law", "indirect", "writing"),
    ("bans", "The law", "indirect", "other"),
    # Spelling and marks.
    ("SAID", "ROE", "indirect", "speech"),
    ("didn’t believe", "Roe", "indirect", "thought"),
    ("e-mailed", "Roe", "direct", "writing"),
    ("—", "Roe", "direct", "speech"),
    ("42", "Roe", "mixed", "speech"),
]  # fmt: skip


@pytest.mark.parametrize(("cue", "source", "kind", "expected"), CASES)
def test_type_of(cue: str, source: str, kind: str, expected: str) -> None:
    assert type_of(cue, source, Kind(kind)) is QuotationType(expected)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("try", "tried"), ("say", "says"), ("plan", "planned"), ("hope", "hoping"), ("tell", "told"),
        ("watch", "watches"), ("deny", "denies"), ("quip", "quipped"), ("quiz", "quizzing"),
        ("agree", "agreeing"), ("permit", "permitting"), ("answer", "answered"), ("convey", "conveyed"),
        ("be", "was"), ("show", "showed"),
    ],
)  # fmt: skip
def test_inflected(word: str, form: str) -> None:
    assert form in inflected(word)


@pytest.mark.parametrize("form", ["showwed", "conveied", "answerred", "hopeing", "sayed", "telled", "quipd"])
def test_no_such_form(form: str) -> None:
    assert form not in forms()


@pytest.mark.parametrize("words", [["table"], ["bed"], ["of", "the", "table"], []])
def test_words_that_are_no_cue_tell_nothing(words: list[str]) -> None:
    assert told_by(words) is None


def test_a_word_has_one_type() -> None:
    every = [word for name in QuotationType for word in members(name)]
    assert len(every) == len(set(every))
    assert all(members(name) for name in QuotationType)


def test_no_form_is_listed_that_the_rules_give() -> None:
    """The irregular forms belong to words of the lexicon, and none is regular."""
    known = {form[0] for form in phrases()} | set(forms()) | MEDIUM
    light = members("light speech") | members("light intention")
    assert irregular().keys() <= known | light | members("inner speech")
