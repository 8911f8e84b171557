"""The extractor as a spaCy pipeline: what it sets, on what it can be built, what it promises."""

from __future__ import annotations

import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.extraction import EntityLabel, Extraction, Kind, Quotation, Span, Voice, load
from quotes.extraction.pipeline import Extractor, checked, find_unbroken

TEXT = '"We will rebuild the pier," said Mara Lind, the mayor of Oakhaven. "It will take a year."'


@pytest.fixture(scope="module")
def extract() -> Extractor:
    return load()


def test_doc_carries_entities_spans_and_the_extraction(extract: Extractor) -> None:
    doc = extract.nlp(TEXT)
    assert "Mara Lind" in [ent.text for ent in doc.ents if ent.label_ == "PERSON"]
    assert [span.label_ for span in doc.spans["quotations"]] == ["direct", "direct"]
    assert doc.spans["quotations"][0].text == '"We will rebuild the pier,"'
    assert isinstance(doc._.extraction, Extraction)


def test_one_quotation_of_two_pieces_with_its_speaker(extract: Extractor) -> None:
    (quotation,) = extract(TEXT).quotations
    assert [span.of(TEXT) for span in quotation.content] == [
        '"We will rebuild the pier,"',
        '"It will take a year."',
    ]
    assert quotation.kind is Kind.DIRECT
    assert [span.of(TEXT) for span in quotation.cue] == ["said"]
    assert quotation.voice.name == "Mara Lind"
    assert quotation.voice.role and quotation.voice.role.startswith("mayor")
    assert quotation.voice.name_span and quotation.voice.name_span.of(TEXT) == "Mara Lind"


def test_version_is_that_of_the_results(extract: Extractor) -> None:
    assert extract.version == extract(TEXT).extractor


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', '""', "''", "“”", "No quotation here.\n"])
def test_texts_without_quotations(extract: Extractor, text: str) -> None:
    assert extract(text).quotations == ()


def test_same_text_same_answer(extract: Extractor) -> None:
    first = extract(TEXT)
    extract("Other words in between.")
    assert extract(TEXT) == first


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ['"', "“", "”", "'", "’", "``", "''", "«", "»", "\n", "\n\n", " ", ".", ",", "said", "Roe", "She",
             "that", "we won", "Jane Roe", "😀", "\u00a0", "\u200b", "\r\n", "—", "it", "Mr. ", "the mayor"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_offsets_hold_on_any_text(extract: Extractor, parts: list[str]) -> None:
    """`checked` raises inside the pipeline if a span leaves the text or two contents overlap."""
    text = "".join(parts)
    for quotation in extract(text).quotations:
        for span in (*quotation.content, *quotation.cue, *quotation.source):
            assert span.of(text).strip()
        voice = quotation.voice
        for value, span in ((voice.name, voice.name_span), (voice.role, voice.role_span)):
            if value is not None and span is not None:
                assert span.of(text).split() == value.split()


def quotation(*content: tuple[int, int]) -> Quotation:
    return Quotation(tuple(Span(*c) for c in content), (), (), Kind.DIRECT, Voice(), 1.0)


@pytest.mark.parametrize(
    ("quotations", "message"),
    [
        pytest.param((quotation((0, 99)),), "outside", id="beyond the text"),
        pytest.param((quotation((0, 4)), quotation((3, 6))), "share", id="two that overlap"),
        pytest.param((quotation((0, 4), (2, 6)),), "share", id="two pieces of one that overlap"),
    ],
)
def test_broken_offsets_are_refused(quotations: tuple[Quotation, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked("0123456789", Extraction(quotations, (), "test"))


def test_a_pipeline_of_the_users_own_keeps_its_entities(tmp_path) -> None:
    own = spacy.blank("en")
    own.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Mara Lind"}])  # type: ignore[attr-defined]
    own.to_disk(tmp_path / "own")
    entities = load(str(tmp_path / "own"))(TEXT).entities
    assert [(entity.span.of(TEXT), entity.label) for entity in entities] == [
        ("Mara Lind", EntityLabel.ORGANIZATION)
    ]


def test_unknown_pipeline_is_an_error_that_names_it() -> None:
    with pytest.raises(OSError, match="no_such_pipeline"):
        load("no_such_pipeline")


def test_quotations_need_the_reader() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("verbatim_quotations")
    with pytest.raises(ValueError, match="verbatim_reader"):
        nlp("Some text.")


@pytest.mark.parametrize(
    ("text", "refused"), [("“" * 501, True), ("“" * 500 + "a", False), ("a" * 5000, False)]
)
def test_marks_without_end_are_refused(text: str, refused: bool) -> None:
    assert bool(find_unbroken(f"He left. {text} She stayed.")) == refused


@pytest.mark.parametrize("repeated", ['"No," Jo Roe said. ', '"No," Jo Roe said.\n', "'\" '"])
def test_the_work_grows_with_the_text_and_not_with_its_square(extract: Extractor, repeated: str) -> None:
    """Work is counted in calls of Python functions, which no other program disturbs."""

    def calls(text: str) -> int:
        count = 0

        def called(*_: object) -> None:
            nonlocal count
            count += 1

        before = sys.getprofile()
        sys.setprofile(called)
        try:
            extract(text)
        finally:
            sys.setprofile(before)
        return count

    assert calls(repeated * 600) < 5 * calls(repeated * 150)
