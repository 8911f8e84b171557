"""Prose: a text as words, sentences and paragraphs, with the words that are quoted marked.

    'Roe won. "We did it. At last," she said.' -> the words of two sentences: the points inside
    a quotation end no sentence of the narrator, so that "she" stands one sentence after "Roe"

Cut by rules, without a model: what names and roles are looked for in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from quotes.extraction import lexicon
from quotes.extraction.records import Attribution, Kind, Span

# "U.S.", "J.K."; a word with its hyphens and apostrophes but without its 's; 's alone; any other mark.
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?!['’]s\b)[-'’&/.@][^\W_]+)*|['’]s\b|''|``|\.\.+|\S",
    re.IGNORECASE,
)
MARKED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|''.*?(?:''|$)|``.*?(?:''|$)", re.DOTALL)
ARTICLE = re.compile(r"(?:al|el|ad|an|ar|ash?|at|az)-[A-Z]")
CLOSING = frozenset("\"'”’»)]") | {"''"}
TERMINAL = frozenset(".!?") | {"..", "...", "…"}


@dataclass
class Prose:
    """The words of a text, column by column; all columns are of one length.

    `lower` holds the words in small letters, with the point of an abbreviation ("sen.").
    `sentence` counts the narrator's sentences, `paragraph` the paragraphs, both from 0.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    paragraph: list[int]
    quoted: bytearray

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that stand somewhere without a capital: plain words, no names."""
        return frozenset(word for word in self.words if word.islower())

    def __len__(self) -> int:
        return len(self.words)

    def within(self, span: Span) -> range:
        """Return the numbers of the words that share a character with `span`."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def span(self, words: range) -> Span:
        """Return the span from the first to the last of `words`, which are not none."""
        return Span(self.starts[words[0]], self.ends[words[-1]])

    def sentence_end(self, word: int) -> int:
        """Return one past the last word of the sentence that `word` stands in."""
        return bisect_right(self.sentence, self.sentence[word])

    def capital(self, word: int) -> bool:
        """Say whether the word begins with a capital letter, or with one after the article: "al-Roe"."""
        return self.words[word][0].isupper() or ARTICLE.match(self.words[word]) is not None


def read_prose(text: str, attributions: Iterable[Attribution] = ()) -> Prose:
    """Cut `text` into words and sentences; the quoted words are those that `attributions` say are."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    abbreviations = lexicon.classes()["abbreviations"]
    for match in WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if word == "." and words and ends[-1] == start and is_abbreviation(words[-1], abbreviations):
            words[-1] += "."
            ends[-1] = end
        else:
            words.append(word)
            starts.append(start)
            ends.append(end)
    lower = ["u.s." if word == "US" else word.lower() for word in words]  # not the pronoun
    prose = Prose(text, words, lower, starts, ends, [], [], bytearray(len(words)))
    for span in quoted_spans(text, attributions):
        inside = prose.within(span)
        prose.quoted[inside.start : inside.stop] = b"\1" * len(inside)
    number_sentences(prose)
    return prose


def is_abbreviation(word: str, abbreviations: frozenset[str]) -> bool:
    """Say whether the point after `word` belongs to it: "Sen.", "R-Tex." or an initial, "Q."; not "no"."""
    return word[0].isupper() and (len(word) == 1 or word.lower().rpartition("-")[2] in abbreviations)


def quoted_spans(text: str, attributions: Iterable[Attribution]) -> Iterable[Span]:
    """Yield the content that is quoted: all of a direct quotation, of a mixed one what stands in marks."""
    for attribution in attributions:
        for span in attribution.content:
            if attribution.kind is Kind.DIRECT:
                yield span
            elif attribution.kind is Kind.MIXED:
                for match in MARKED.finditer(text, span.start, span.end):
                    yield Span(*match.span())


def number_sentences(prose: Prose) -> None:
    """Fill the columns `sentence` and `paragraph`.

    A blank line inside a sentence ("Jane Roe\\n\\ncalled on ...") ends no paragraph.
    """
    sentence = paragraph = 0
    ended: str = ""  # the mark that ended the sentence before this word, if one did
    ended_in_quotation = False
    end_before = 0
    text, words, starts, ends = prose.text, prose.words, prose.starts, prose.ends
    for i, word in enumerate(words):
        first = word[0]
        if "\n" in text[end_before : starts[i]] and not (first.islower() and not ended):
            sentence += 1
            paragraph += 1
            ended = ""
        elif ended and word not in CLOSING:
            opens = first.isupper() or first.isdigit() or not first.isalnum()
            if (opens and not prose.quoted[i] and (not ended_in_quotation or ended == ".")) or (
                opens and prose.quoted[i] and not ended_in_quotation
            ):
                sentence += 1
            ended = ""
        prose.sentence.append(sentence)
        prose.paragraph.append(paragraph)
        if word in TERMINAL:
            ended, ended_in_quotation = word, bool(prose.quoted[i])
        end_before = ends[i]
