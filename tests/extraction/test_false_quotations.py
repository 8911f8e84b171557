import pytest

from quotes.extraction.false_quotations import Reason, is_account, is_titled, looks_like
from quotes.extraction.quotations import find_quoted

# Each sentence has one quoted stretch that is looked at: the first.
FALSE = [
    ("a markup attribute", '<post author="@roe">We won.</post>', Reason.MARKUP),
    ("between first name and surname", 'Council leader Juan "Chico" Roe said no.', Reason.NICKNAME),
    ("a nickname of two words", "Juan “Big Sky” Roe won.", Reason.NICKNAME),
    ("the kind of work before it", 'Her new novel, "The Long Field," sold well.', Reason.TITLE),
    ("the kind of work, without a comma", "He sang in the film ''Harbor'' last year.", Reason.TITLE),
    ("the kind of work after it", 'The "Morning Tide" host asked her twice.', Reason.TITLE),
    ("a star of the series", "Poe, the “Harbor Lights” star, left.", Reason.TITLE),
    ("a year after it", '"The Long Field" (1987) is out of print.', Reason.TITLE),
    ("an author after it", 'He recommended "The Long Field" by Ann Poe.', Reason.TITLE),
    ("a station that owns it", "She was asked on HBC’s “Evening Hour” about it.", Reason.TITLE),
    ("on a broadcast", 'He said on "Good Day Harbor" that he would run.', Reason.TITLE),
    ("told a broadcast", 'He told "Coast and Country" that he would run.', Reason.TITLE),
    ("an event or a plan", "Two mayors began the “Clean Harbor Drive,” which failed.", Reason.TITLE),
    ("a list of sources", '"Pier to close" — The Harbor Gazette, August 15, 2008', Reason.TITLE),
    ("so-called", 'They sat in the so-called "quiet coach," he said.', Reason.TERM),
    ("before the noun that it qualifies", 'Under the new "quiet coach" rule phones are banned.', Reason.TERM),
    ("before the noun, after a possessive", 'It is part of the company\'s "flex" tickets.', Reason.TERM),
    (
        "a new model to be adopted",
        'Under the council\'s new "ward model" to be adopted, all pay.',
        Reason.TERM,
    ),
    ("on show", '"Rust: Ships of the Inner Sea" is on show until May.', Reason.TITLE),
    (
        "a talk's title, in small letters",
        'He will give a talk on "How bridges fail" on Tuesday.',
        Reason.TITLE,
    ),
    ("known as, with a small word", 'The alley is known locally as the "gullet".', Reason.NICKNAME),
    ("known as, after a name", 'Ann Poe, known as "Granny Smoke," left.', Reason.NICKNAME),
    ("called, with a capital", 'Two men called "Nails" and "the Dentist" left.', Reason.NICKNAME),
]
MAYBE_QUOTATIONS = [
    ("a sentence", '"We won," Roe said.'),
    ("a signature with a month", "“Never!” — Ann Poe, August 2008"),
    ("a sentence after an equals sign with a space", 'Yes = "We won," Roe said.'),
    ("a capitalized word that is said", '"Never," Roe said.'),
    ("a capitalized exclamation on a subject", 'On the play, "Never!" was all he said.'),
    ("a word between a name and a verb", 'Roe "Sorry" said.'),
    ("words in a headline", 'Juan Roe "Sorry" About Tram Delays'),
    ("a title-like phrase in a headline", "Poe’s ‘Terrible Mistake’ Angers Harbor"),
    ("a quotation with small words after a show", 'Asked on the show, "we will run," he said.'),
    ("a quotation after told", 'He told "no one in particular" about it.'),
    ("what somebody called it, capitalized", "Roe called it the “Worst Deal Ever” today."),
    ("one capitalized word", "It was the “Sorry” of a beaten man."),
    ("what somebody called it", 'Roe called it the "worst deal" ever.'),
    ("what somebody accused them of", 'Roe accused them of a "cheap trick" today.'),
    ("a comment on one's words", 'She regrets her "not yet" comment.'),
    ("a judgement with no noun", 'The plan is a "disgrace" and will fail.'),
    ("a judgement at the end", 'He was a "disgrace."'),
    ("a clause", 'the "we will never ever leave" speech'),
    ("what one is known for", 'She is known for "speaking out" on it.'),
    ("a sentence after known as", 'What is known as "we will never ever leave" speech.'),
    ("what somebody called something", 'What Roe called "a hoax" is true.'),
    ("what an official called somebody", 'the mayor called "Nails" a thief.'),
    ("a shout after called", 'A voice called "Stop!" in the dark.'),
    ("a speech on words of somebody's", 'In a speech on "the sale of boats" Roe said no.'),
    ("the judgement of a talk", 'It was a talk on "nothing at all."'),
    ("open to the paragraph's end", 'the so-called "quiet coach'),
    ("over two paragraphs", 'the so-called "quiet coach.\n\n"It is late," she said.'),
]


@pytest.mark.parametrize(("text", "reason"), [pytest.param(*case[1:], id=case[0]) for case in FALSE])
def test_it_is_no_quotation(text, reason):
    assert looks_like(text, find_quoted(text)[0]) is reason


@pytest.mark.parametrize("text", [pytest.param(case[1], id=case[0]) for case in MAYBE_QUOTATIONS])
def test_it_may_be_a_quotation(text):
    assert looks_like(text, find_quoted(text)[0]) is None


@pytest.mark.parametrize(
    ("stretch", "account"),
    [
        ('"@roe"', True),
        ('"Follow Ann Roe on Twitter @roe."', True),
        # not: an order, a message that begins with a name
        ('"Follow the rules!"', False),
        ('"@roe is wrong."', False),
    ],
)
def test_accounts_are_told_by_their_sign(stretch: str, account: bool) -> None:
    assert is_account(stretch) is account


@pytest.mark.parametrize(
    ("stretch", "title"),
    [
        ('"Harbors of the North: Prints and Photographs from a Private Collection"', True),
        # not: a sentence, what goes on, a shout
        ('"Harbors of the North are quiet places where nobody shouts"', False),
        ('"God Save the Harbor of the North,"', False),
        ('"Now Or Never For The Harbor!"', False),
    ],
)
def test_titles_are_told_by_their_capitals(stretch: str, title: bool) -> None:
    assert is_titled(stretch) is title
