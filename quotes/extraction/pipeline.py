"""The extractor as a spaCy pipeline: text in, quotations with speakers out.

    extract = load()
    extract('"We won," said Jane Roe, the mayor.').quotations[0].voice.name  # "Jane Roe"

Two components, usable in any English spaCy pipeline: "verbatim_reader" (the trained
network: named entities in `doc.ents`, its findings in `doc._.reading`) and
"verbatim_quotations" (`doc.spans["quotations"]`, `doc._.extraction`).
"""

from __future__ import annotations

import re
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from quotes.extraction.attribution import attribute
from quotes.extraction.confidence import Confidence
from quotes.extraction.linking import entities, link
from quotes.extraction.quotation_types import type_of
from quotes.extraction.reader import MODEL, Reader
from quotes.extraction.records import Entity, EntityLabel, Extraction, Quotation, Span
from quotes.extraction.voices import name_voices

LABELS = {
    "PERSON": EntityLabel.PERSON,
    "PER": EntityLabel.PERSON,
    "ORG": EntityLabel.ORGANIZATION,
    "NORP": EntityLabel.OTHER,
    "GPE": EntityLabel.PLACE,
    "LOC": EntityLabel.PLACE,
    "FAC": EntityLabel.PLACE,
    "MISC": EntityLabel.OTHER,
    "EVENT": EntityLabel.OTHER,
    "WORK_OF_ART": EntityLabel.OTHER,
    "LAW": EntityLabel.OTHER,
    "PRODUCT": EntityLabel.OTHER,
}
"""What the entity labels of spaCy's English pipelines mean here; others (dates, numbers) are passed over."""
SPACY_LABELS = {
    EntityLabel.PERSON: "PERSON",
    EntityLabel.ORGANIZATION: "ORG",
    EntityLabel.PLACE: "LOC",
    EntityLabel.OTHER: "MISC",
}
VERSION = "0.5.0"
"""Of the rules; a change that finds other quotations raises it, so that stored texts are read again."""
LONGEST_RUN = 500
UNBROKEN = re.compile(rf"[^\w\s]{{{LONGEST_RUN + 1}}}")
LONGEST = 10_000_000
"""Characters of a text, at most: spaCy's own limit is meant for parsers, which are not used here."""

for name in ("reading", "entities", "extraction"):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=None)
if not Doc.has_extension("title"):
    Doc.set_extension("title", default="")


class ReaderComponent:
    """Sets `doc._.reading` (Reading), `doc._.entities` (exact spans) and, if `entities`, `doc.ents`."""

    def __init__(self, nlp: Language, name: str, *, model: str | None, threads: int, entities: bool) -> None:
        self.reader = Reader(Path(model) if model else MODEL, threads=threads)
        self.entities = entities

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        reading = self.reader.read(doc.text)
        doc._.reading = reading
        if self.entities:
            doc._.entities = entities(reading, doc.text)
            spans = (
                doc.char_span(e.span.start, e.span.end, SPACY_LABELS[e.label], alignment_mode="expand")
                for e in doc._.entities
            )
            doc.ents = filter_spans([span for span in spans if span is not None])
        return doc


class QuotationsComponent:
    """Sets `doc._.extraction` (Extraction) and `doc.spans["quotations"]` (the kind is the label)."""

    def __init__(self, nlp: Language, name: str, *, model: str | None) -> None:
        self.nlp = nlp
        self.confidence = Confidence.load(Path(model) if model else MODEL)

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotations of a text that has been read.

        Raises ValueError if no "verbatim_reader" stands before this component, or if an
        offset does not fit the text, which would be a defect.
        """
        if doc._.reading is None:
            raise ValueError('"verbatim_quotations" needs "verbatim_reader" before it in the pipeline')
        text = doc.text
        named = doc._.entities
        if named is None:
            named = tuple(
                Entity(Span(ent.start_char, ent.end_char), LABELS[ent.label_])
                for ent in doc.ents
                if ent.label_ in LABELS
            )
        attributions = attribute(text, doc._.reading, link(doc._.reading), named)
        voices = name_voices(text, attributions, named, title=doc._.title)
        confidences = self.confidence.of(text, doc._.reading, attributions)
        quotations = tuple(
            Quotation(
                a.content,
                a.cue,
                a.source,
                a.kind,
                voice,
                round(confidence, 4),
                type_of(words_of(text, a.cue), words_of(text, a.source), a.kind),
            )
            for a, voice, confidence in zip(attributions, voices, confidences, strict=True)
        )
        doc._.extraction = checked(text, Extraction(quotations, named, self.version))
        doc.spans["quotations"] = [
            span
            for quotation in quotations
            for content in quotation.content
            if (span := doc.char_span(content.start, content.end, quotation.kind, alignment_mode="expand"))
        ]
        return doc

    @property
    def version(self) -> str:
        """Name and version of the rules, of the network and of a pipeline that it is built upon."""
        component = self.nlp.get_pipe("verbatim_reader")
        assert isinstance(component, ReaderComponent)
        version = f"verbatim {VERSION}, model {component.reader.version}"
        if all(name.startswith("verbatim_") for name in self.nlp.pipe_names):
            return version
        meta = self.nlp.meta
        return f"{version}, {meta['lang']}_{meta['name']} {meta['version']}"


@Language.factory(
    "verbatim_reader",
    assigns=["doc.ents", "doc._.reading", "doc._.entities"],
    default_config={"model": None, "threads": 1, "entities": True},
)
def make_reader(nlp: Language, name: str, model: str | None, threads: int, entities: bool) -> ReaderComponent:
    """Build the component that runs the network; `entities` is false where the pipeline has its own."""
    return ReaderComponent(nlp, name, model=model, threads=threads, entities=entities)


@Language.factory(
    "verbatim_quotations",
    requires=["doc._.reading"],
    assigns=["doc._.extraction", "doc.spans"],
    default_config={"model": None},
)
def make_quotations(nlp: Language, name: str, model: str | None) -> QuotationsComponent:
    """Build the component that finds quotations and names their speakers."""
    return QuotationsComponent(nlp, name, model=model)


def words_of(text: str, spans: tuple[Span, ...]) -> str:
    """Return the words of several spans, joined by a space."""
    return " ".join(span.of(text) for span in spans)


def checked(text: str, extraction: Extraction) -> Extraction:
    """Return the extraction if every offset lies in the text and no content overlaps another.

    Raises ValueError, naming the span, otherwise.
    """
    at = 0
    for span in sorted(span for quotation in extraction.quotations for span in quotation.content):
        if span.start < at:
            raise ValueError(f"two quotations share characters {span.start} to {at}")
        at = span.end
    for quotation in extraction.quotations:
        for span in (*quotation.content, *quotation.cue, *quotation.source):
            if span.end > len(text):
                raise ValueError(f"characters {span.start} to {span.end} lie outside a text of {len(text)}")
    return extraction


def find_unbroken(text: str) -> str:
    """Say where a text has more marks in a row than any language; spaCy's time grows with their square."""
    if found := UNBROKEN.search(text):
        return f"There are more than {LONGEST_RUN} marks in a row, from character {found.start()} on."
    return ""


class Extractor:
    """Text -> Extraction. Deterministic; not safe to use from several threads at once."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    @property
    def version(self) -> str:
        """Name and version of the extractor, as stored with what it finds."""
        component = self.nlp.get_pipe("verbatim_quotations")
        assert isinstance(component, QuotationsComponent)
        return component.version

    def __call__(self, text: str, title: str = "") -> Extraction:
        """Find the quotations of one text; the title only helps to tell full names.

        Raises ValueError for a text with thousands of marks in a row.
        """
        if unbroken := find_unbroken(text):
            raise ValueError(unbroken)
        doc = self.nlp.make_doc(text)
        doc._.title = title
        extraction: Extraction = self.nlp(doc)._.extraction
        return extraction


def load(pipeline: str | None = None, threads: int = 1) -> Extractor:
    """Load the extractor.

    `pipeline` names a spaCy pipeline (a package or a folder) to build upon in place of the
    blank English one; its named entities are used if it has any. `threads` is how many
    the network may use in this process.
    Raises OSError if there is no such pipeline.
    """
    nlp = spacy.load(pipeline) if pipeline else spacy.blank("en")
    nlp.max_length = LONGEST
    if "verbatim_reader" not in nlp.pipe_names:
        own = not {"ner", "entity_ruler", "beam_ner"} & set(nlp.pipe_names)
        nlp.add_pipe("verbatim_reader", config={"threads": threads, "entities": own})
    if "verbatim_quotations" not in nlp.pipe_names:
        nlp.add_pipe("verbatim_quotations")
    return Extractor(nlp)
