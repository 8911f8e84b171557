"""Highlights: the right characters are marked, and nothing of the text gets out as markup."""

from __future__ import annotations

import pytest

from quotes.admin.highlights import Highlight, context, highlighted

TEXT = 'One.\n\nTwo.\n"Three," she said.\n   \nFour.\nFive.'
THREE = (TEXT.index('"Three'), TEXT.index(" she"))


@pytest.mark.parametrize(
    ("span", "paragraphs", "expected"),
    [
        pytest.param(THREE, 0, '"Three," she said.', id="its paragraph only"),
        pytest.param(
            THREE, 1, 'Two.\n"Three," she said.\n   \nFour.', id="one around, empty lines do not count"
        ),
        pytest.param(THREE, 9, TEXT, id="no more than there is"),
        pytest.param((0, 3), 1, "One.\n\nTwo.", id="at the beginning"),
        pytest.param((len(TEXT) - 5, len(TEXT)), 1, "Four.\nFive.", id="at the end"),
        pytest.param((6, THREE[1]), 0, 'Two.\n"Three," she said.', id="over two paragraphs"),
        pytest.param((0, len(TEXT)), 1, TEXT, id="all of it"),
    ],
)
def test_context_is_whole_paragraphs(span: tuple[int, int], paragraphs: int, expected: str) -> None:
    start, end = context(TEXT, *span, paragraphs=paragraphs)
    assert TEXT[start:end] == expected


@pytest.mark.parametrize("text", ["\n\n\nWord.\n\n", "Word.", "Word.\n", "\nWord.", "Before.\n \n \nWord."])
def test_context_of_a_lone_paragraph_holds_it(text: str) -> None:
    start, end = context(text, text.index("Word"), text.index("Word") + 5)
    assert "Word." in text[start:end]


@pytest.mark.parametrize(
    ("text", "highlights", "expected"),
    [
        pytest.param("No marks.", [], "<p>No marks.</p>", id="nothing to mark"),
        pytest.param(
            "She said so.",
            [Highlight(4, 8, "cue")],
            '<p>She <mark class="cue" title="">said</mark> so.</p>',
            id="one",
        ),
        # Highlights come in any order.
        pytest.param(
            "ab cd",
            [Highlight(3, 5, "cue"), Highlight(0, 2, "content")],
            '<p><mark class="content" title="">ab</mark> <mark class="cue" title="">cd</mark></p>',
            id="out of order",
        ),
        # The first keeps the shared words.
        pytest.param(
            "abcd",
            [Highlight(0, 3, "content"), Highlight(2, 4, "cue")],
            '<p><mark class="content" title="">abc</mark><mark class="cue" title="">d</mark></p>',
            id="overlap",
        ),
        pytest.param(
            "abcd",
            [Highlight(0, 4, "content"), Highlight(1, 2, "cue")],
            '<p><mark class="content" title="">abcd</mark></p>',
            id="one inside another",
        ),
        # A quotation over two paragraphs is marked in both.
        pytest.param(
            "ab\ncd",
            [Highlight(1, 4, "content")],
            '<p>a<mark class="content" title="">b</mark></p><p><mark class="content" title="">c</mark>d</p>',
            id="over a paragraph's end",
        ),
        pytest.param(
            "ab",
            [Highlight(0, 2, "content", url="/x/", label="Ada")],
            '<p><a href="/x/"><mark class="content" title="Ada">ab</mark></a></p>',
            id="linked",
        ),
    ],
)
def test_marks(text: str, highlights: list[Highlight], expected: str) -> None:
    assert highlighted(text, 0, len(text), highlights) == expected


def test_only_the_stretch_is_shown() -> None:
    html = highlighted("before MIDDLE after", 7, 13, [Highlight(0, 9, "content")])
    assert html == '<p><mark class="content" title="">MI</mark>DDLE</p>'


@pytest.mark.parametrize("start", range(0, 40, 3))
def test_markup_in_the_text_is_shown_not_obeyed(start: int) -> None:
    text = "<script>alert(\"1\")</script> & '<b>' {{ x }}"
    html = highlighted(text, 0, len(text), [Highlight(start, start + 4, '"><i>', url='"><u>', label='"><s>')])
    for tag in ("<script", "<b", "<i", "<u", "<s>"):
        assert tag not in html
