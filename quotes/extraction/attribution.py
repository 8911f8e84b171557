"""Linked stretches and quotation marks -> attributions whose borders are right.

In: what the model says of the words (linking.py) and what stands inside quotation marks
(quotations.py). Out: `Attribution`s in reading order, no two sharing a character of
content. The model knows what is a quotation, the marks know where it begins and ends:

1. A direct quotation's borders are its marks. A content that holds most of a quoted
   stretch is moved to its marks; one that crosses a mark takes in the rest.
2. A quoted stretch belongs to one attribution: the one that holds most of it. What is
   said to be a cue or a source inside it is part of the quotation.
3. A quoted sentence that the model passed over is a quotation all the same, unless its
   form says otherwise (title, scare quotes); a few words are one if signed. It goes on with a
   quotation beside it in its paragraph, or takes the speaker that introductions.py finds.
4. Each paragraph of a quotation that runs over several is a quotation of its own, with the
   same source.
5. In a transcript the labels say who speaks, whatever the model thinks; what is set apart as a
   block is one quotation (layout.py). In an exchange of two every other line is the same
   person's, however short it is (dialogue.py).
6. A quoted sentence after an indirect one is a quotation of its own, of the same source.
7. A few words without marks that are nobody's are no quotation: "[The cause of] is not yet known."
8. The subject of a passive, and whom a paper quotes, is the speaker (passives.py).
9. A quoted sentence is whole: words outside the marks and apart from it are no piece of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotes.extraction.dialogue import drafts_of, find_replies
from quotes.extraction.drafts import Draft, drafts, shared, trimmed, without, words
from quotes.extraction.false_quotations import is_account, is_titled, looks_like
from quotes.extraction.introductions import introduced_by, is_signed, paragraph_of, signed_by
from quotes.extraction.layout import find_set_apart
from quotes.extraction.linking import Linked
from quotes.extraction.passives import name_passive_speakers
from quotes.extraction.quotations import Quoted, kind_of, mask
from quotes.extraction.reader import Reading
from quotes.extraction.records import Attribution, Entity, EntityLabel, SourceRule, Span

# The plan has a further announcement on "the sale of boats": nouns whose speaker is whoever has the floor.
# Not: He was described as "weak", where nobody knows by whom.
NOMINAL_CUE = re.compile(
    r"\b(?:announcement|comment|declaration|pledge|promise|remark|speech|statement)s?\b", re.IGNORECASE
)
ARTICLE = re.compile(r"(?:the|its|their) ", re.IGNORECASE)
FREE = re.compile(rb"\0+")
# The end of a sentence and nothing but space after it.
NEW_SENTENCE = re.compile(r"[.!?]['\"’”)]*\s+\Z")
# A sentence in its marks, "We won." or "We won," or "Did we?" Not: "a farce" or "and always was."
QUOTED_SENTENCE = re.compile(r"[\"“„«‘'`]+\W*[A-Z].*[.,!?…—-][\"”“»’']+\Z", re.DOTALL)
LONG = 6
"""Quoted stretches of this many words are quotations even if the model passed them over.

Of those in PolNeAR train 98% are part of a content, of shorter ones 73%.
"""

TELLING = 5
"""Words of an indirect quotation without a source, at least: of the shorter ones 39% are right on dev."""
DOUBTFUL = 0.05
"""An indirect quotation of less confidence is dropped: on dev more of them are wrong than right."""
SHORT = 5
"""Quoted stretches of fewer words are no quotation without a cue, even if the model took them for one."""
RECOVERED = 0.5
"""Confidence of a quotation that only its marks tell."""


def quoted_stretches(text: str, quoted: tuple[Quoted, ...]) -> list[tuple[Span, Quoted]]:
    """Return the outermost quoted stretches, one per paragraph, but for names of accounts."""
    pieces = ((piece, stretch) for stretch in quoted if not stretch.depth for piece in stretch.pieces)
    return [(piece, stretch) for piece, stretch in pieces if not is_account(piece.of(text))]


def give_to_one(text: str, made: list[Draft], stretch: Span) -> Draft | None:
    """Settle who has the quoted `stretch` (rules 1 and 2); return its attribution, None if nobody has it."""
    claims = [(sum(shared(text, piece, stretch) for piece in draft.pieces), draft) for draft in made]
    claims = [(claim, draft) for claim, draft in claims if claim]
    if not claims:
        return None
    # Roe said: "He told me that he would go." The inner attribution is no rival of the outer.
    outer = [(claim, draft) for claim, draft in claims if not (draft.cue and stretch.contains(draft.cue))]
    _, owner = max(outer or claims, key=lambda claim: claim[0])
    inside = [piece for piece in owner.pieces if piece.overlaps(stretch)]
    whole = Span(min(stretch.start, *(p.start for p in inside)), max(stretch.end, *(p.end for p in inside)))
    owner.pieces = sorted([*(piece for piece in owner.pieces if piece not in inside), whole])
    for _, other in claims:
        if other is not owner:
            other.pieces = [part for piece in other.pieces for part in without(piece, stretch)]
    return owner


def by_paragraph(text: str, draft: Draft) -> list[Draft]:
    """Cut a quotation in marks that runs over several paragraphs into one per paragraph (rule 4).

    The cue and its source stay with the paragraph they stand in.
    """
    groups: dict[int, list[Span]] = {}
    for piece in draft.pieces:
        for line in re.finditer(r"[^\n]+", text[piece.start : piece.end]):
            span = trimmed(text, Span(piece.start + line.start(), piece.start + line.end()))
            if span:
                groups.setdefault(paragraph_of(text, span.start).start, []).append(span)
    if len(groups) < 2 or not draft.marked:
        draft.pieces = [span for spans in groups.values() for span in spans]
        return [draft] if draft.pieces else []
    own = draft.cue and paragraph_of(text, draft.cue.start).start
    home = own if own in groups else min(groups)
    return [
        replace(draft, pieces=spans)
        if start == home
        else Draft(spans, None, None, draft.confidence, marked=True)
        for start, spans in groups.items()
    ]


def split_sentences(text: str, draft: Draft, stretches: list[Span]) -> list[Draft]:
    """Cut quoted sentences off an indirect one that ends before them (rule 6).

    `Roe called for a strike. "Nobody should work."` Not: `Roe said that "we won. At last."`
    """
    made = [draft]
    for stretch in stretches:
        whole = [piece for piece in draft.pieces if piece.contains(stretch)]
        if not whole or (draft.cue and draft.cue.start > stretch.start):
            continue
        if not NEW_SENTENCE.search(text[max(0, stretch.start - 20) : stretch.start]):
            continue
        before = [piece for piece in draft.pieces if piece.start < stretch.start]
        if before and not any(other.contains(piece) for piece in before for other in stretches):
            made.append(replace(draft, pieces=[stretch], cue=None, rule=SourceRule.INTRODUCTION))
            draft.pieces = [part for piece in draft.pieces for part in without(piece, stretch)]
            draft.marked = False
    return made


def drop_scraps(text: str, draft: Draft, stretches: list[Span]) -> None:
    """Take words outside the marks off a quoted sentence that they stand apart from (rule 9).

    Roe scolded [him]: "It will not hold." Not: The pier, Roe said, "was never safe."
    """
    if any(piece in stretches and QUOTED_SENTENCE.match(piece.of(text)) for piece in draft.pieces):
        draft.pieces = [piece for piece in draft.pieces if any(piece.overlaps(other) for other in stretches)]


def separate(text: str, made: list[Draft]) -> None:
    """Let each character belong to one content: the more certain attribution keeps it."""
    taken = bytearray(len(text))
    for draft in sorted(made, key=lambda draft: -draft.confidence):
        draft.pieces = [
            Span(piece.start + free.start(), piece.start + free.end())
            for piece in draft.pieces
            for free in FREE.finditer(taken[piece.start : piece.end])
        ]
        for piece in draft.pieces:
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)


def settle_marks(
    text: str, made: list[Draft], stretches: list[tuple[Span, Quoted]]
) -> list[tuple[Span, Quoted]]:
    """Apply rules 1 and 2 to every quoted stretch; return those that the model passed over."""
    passed_over, owned = [], []
    for stretch, quoted in stretches:
        owner = give_to_one(text, made, stretch)
        if owner:
            owner.marked = True
            owned.append(stretch)
        else:
            passed_over.append((stretch, quoted))
    for draft in made:
        if draft.cue and any(stretch.contains(draft.cue) for stretch in owned):
            draft.cue = draft.source = None
        if draft.source and any(stretch.contains(draft.source) for stretch in owned):
            draft.source = None
    return passed_over


def join_continued(text: str, made: list[Draft]) -> list[Draft]:
    """Join a quotation without a cue to the one beside it in its paragraph that has one (rule 3).

    `"We won," said Roe. "Nobody had believed it."` is one quotation of two pieces, whichever
    of the two the model gave the cue to.
    """
    kept: list[Draft] = []
    for draft in made:
        before = kept[-1] if kept else None
        if (
            before
            and draft.marked
            and before.marked
            and "\n" not in text[before.pieces[0].start : draft.pieces[-1].end]
            and ((before.cue and not draft.cue) or cue_between(before, draft))
        ):
            before.pieces += draft.pieces
            before.cue, before.source = before.cue or draft.cue, before.source or draft.source
        else:
            kept.append(draft)
    return kept


def cue_between(before: Draft, draft: Draft) -> bool:
    """Say whether `before` has no cue and that of `draft` stands between the two."""
    return bool(
        draft.cue and not before.cue and before.pieces[-1].end <= draft.cue.start < draft.pieces[0].start
    )


def is_worth_having(text: str, draft: Draft) -> bool:
    """Say whether an indirect quotation has a cue, is likely enough, and tells something (rule 7)."""
    if not draft.cue or draft.confidence < DOUBTFUL:
        return False
    return draft.source is not None or sum(words(text, piece) for piece in draft.pieces) >= TELLING


def is_term(text: str, draft: Draft, stretches: list[tuple[Span, Quoted]]) -> bool:
    """Say whether a content is a title, a nickname, a term, with the narrator's words about it (rule 3).

    Her book, "The Long Way," sells well. Men called "Nails" and "the Dentist" were seen.
    Without a cue a few words are one too: a heading, "All Bets Are Off." Not: the last
    paragraph of a long quotation, "It never came."
    """
    if draft.reply:
        return False
    inside = [row for row in stretches if any(piece.overlaps(row[0]) for piece in draft.pieces)]
    if not inside or len(inside[0][1].pieces) > 1:
        return False
    first, quoted = inside[0]
    alone = draft.pieces == [first] or ARTICLE.fullmatch(text, draft.pieces[0].start, first.start) is not None
    if draft.pieces == [first] and not draft.cue and words(text, first) < SHORT:
        return True
    begins = draft.pieces[0].start == first.start and (not draft.cue or draft.cue.end <= first.start)
    return (alone or begins or draft.source is None) and looks_like(text, quoted) is not None


def find_sources(text: str, made: list[Draft], quoted: tuple[Quoted, ...], people: list[Span]) -> None:
    """Give quotations without cue and source whom a line beside them or the words before name."""
    for number, draft in enumerate(made):
        if not draft.marked or draft.reply:
            continue
        first = draft.pieces[0]
        cue = draft.cue
        if not cue or not words(text, cue) or not paragraph_of(text, first.start).contains(cue):
            # The model may take the dash of the line before for this one's.
            signature = signed_by(text, draft.pieces[-1].end, people)
            if signature:
                draft.cue, draft.source = signature
                draft.rule = SourceRule.SIGNATURE
        if draft.source or (draft.cue and not NOMINAL_CUE.search(text, draft.cue.start, draft.cue.end)):
            continue
        begun = next((q for q in quoted if not q.depth and q.span.start < first.start < q.span.end), None)
        if begun:  # a later paragraph of one quotation: whoever speaks in the first
            sources = [other.source for other in made[:number] if other.pieces[-1].end > begun.span.start]
            draft.source = sources[-1] if sources else None
            draft.rule = SourceRule.CONTINUATION
        if not draft.source:
            before = [(other.pieces[-1], other.source) for other in made[:number] if other.source]
            draft.source = introduced_by(text, first, before, people)
            draft.rule = SourceRule.INTRODUCTION


def attribute(
    text: str, reading: Reading, linked: list[Linked], entities: tuple[Entity, ...]
) -> tuple[Attribution, ...]:
    """Return the attributions of a text that has been read, in reading order."""
    made = drafts(reading, linked, entities)
    people = [entity.span for entity in entities if entity.label is EntityLabel.PERSON]
    found = find_set_apart(text, made, people)
    apart = [span for attribution in found for span in attribution.content]
    made = [draft for draft in made if not any(p.overlaps(span) for p in draft.pieces for span in apart)]
    stretches = quoted_stretches(text, reading.quoted)
    passed_over = settle_marks(text, made, stretches)
    made = [part for draft in made if draft.pieces for part in by_paragraph(text, draft)]
    replies = find_replies(text, made, stretches, people)
    replies = {line: said for line, said in replies.items() if not any(line.overlaps(span) for span in apart)}
    made = [draft for draft in made if not any(p.overlaps(line) for p in draft.pieces for line in replies)]
    passed_over = [row for row in passed_over if row[0] not in replies]
    made += [
        Draft([stretch], None, None, RECOVERED, marked=True)
        for stretch, quoted in passed_over
        if (words(text, stretch) >= LONG or is_signed(text, stretch, people))
        and looks_like(text, quoted) is None
        and not is_titled(stretch.of(text))
        and not any(stretch.overlaps(span) for span in apart)
    ]
    made += drafts_of(replies, RECOVERED)
    spans = [span for span, _ in stretches]
    made = [part for draft in made for part in split_sentences(text, draft, spans)]
    for draft in made:
        drop_scraps(text, draft, spans)
    separate(text, made)
    made = [draft for draft in made if draft.pieces and (draft.marked or is_worth_having(text, draft))]
    made.sort(key=lambda draft: draft.pieces)
    made = join_continued(text, made)
    name_passive_speakers(text, made, people)
    find_sources(text, made, reading.quoted, people)
    made = [draft for draft in made if not is_term(text, draft, stretches)]
    inside = mask(text, reading.quoted)
    for draft in made:
        content = tuple(span for piece in sorted(draft.pieces) if (span := trimmed(text, piece)))
        if content:
            cue = (draft.cue,) if draft.cue else ()
            source = (draft.source,) if draft.source else ()
            kind = kind_of(text, content, inside)
            rivals = draft.reply if not source else ()
            found.append(Attribution(content, cue, source, kind, draft.confidence, draft.rule, rivals))
    return tuple(sorted(found, key=lambda attribution: attribution.content))
