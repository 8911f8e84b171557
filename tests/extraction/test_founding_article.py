"""The article that the project was founded on, read whole: every speaker, role and organization.

The article is somebody else's text and not part of the repository: these tests run where
the shared folder lies beside it. The rows hold places and names, not the article's words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.articles import Article
from quotes.extraction import Extraction, Kind, Quotation, load
from quotes.readers import read

SHARED = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside the repository")

SULLIVAN = ("Jake Sullivan", "US National Security Advisor")
ERNST = ("Joni Ernst", "Republican Senator")
SUOZZI = ("Tom Suozzi", "Democratic Representative")
SNYDER = ("Timothy Snyder", "Right-wing historian")
MCFAUL = ("Michael McFaul", "Former US Ambassador to Russia")
STOLTENBERG = ("Stoltenberg", "Secretary General")
BIDEN = ("Joe Biden", "US President")

# Where the words in marks begin and end, and whose they are.
QUOTED = [
    pytest.param(1078, 1322, SULLIVAN, id="declared that ... will announce"),
    pytest.param(1362, 1522, SULLIVAN, id="He said ... will also announce"),
    pytest.param(1557, 1686, SULLIVAN, id="He added that"),
    pytest.param(1751, 1776, SULLIVAN, id="no cue: goes on from the paragraph before"),
    pytest.param(2591, 2601, SULLIVAN, id="one quoted word of an assertion"),
    pytest.param(2840, 2966, ERNST, id="demanded ..., declaring"),
    pytest.param(3012, 3067, SUOZZI, id="added"),
    pytest.param(3080, 3130, SUOZZI, id="adding that"),
    pytest.param(3231, 3401, SNYDER, id="no cue: called for. quotation"),
    pytest.param(3506, 3720, MCFAUL, id="a paragraph that breaks off after the name"),
    pytest.param(3731, 3800, MCFAUL, id="He added"),
    pytest.param(3966, 4231, SULLIVAN, id="no cue: chronicled. quotation"),
    pytest.param(4317, 4385, STOLTENBERG, id="he said, first piece"),
    pytest.param(4395, 4473, STOLTENBERG, id="he said, second piece"),
    pytest.param(4835, 5028, SULLIVAN, id="said NATO is"),
    pytest.param(5199, 5369, BIDEN, id="no cue: an address by, first paragraph"),
    pytest.param(5371, 5576, BIDEN, id="second paragraph, mark reopened"),
    pytest.param(5578, 5717, BIDEN, id="third paragraph, mark closed"),
    pytest.param(5736, 5844, BIDEN, id="concluded"),
]


@pytest.fixture(scope="module")
def article() -> Article:
    (article,) = read(SHARED)
    assert isinstance(article, Article)
    return article


@pytest.fixture(scope="module")
def extraction(article: Article) -> Extraction:
    return load()(article.text, article.title)


def quotation_at(extraction: Extraction, start: int, end: int) -> Quotation:
    """Return the one quotation of which a content holds exactly or wholly these characters."""
    (found,) = (q for q in extraction.quotations if any(s.start <= start and end <= s.end for s in q.content))
    return found


@pytest.mark.parametrize(("start", "end", "speaker"), QUOTED)
def test_speaker_and_role(extraction: Extraction, start: int, end: int, speaker: tuple[str, str]) -> None:
    voice = quotation_at(extraction, start, end).voice
    assert (voice.name, voice.role) == speaker


def test_organization_of_the_secretary_general(extraction: Extraction) -> None:
    voice = quotation_at(extraction, 4317, 4385).voice
    assert voice.organization in (None, "NATO")


def test_direct_quotations_end_at_their_marks(extraction: Extraction, article: Article) -> None:
    for quotation in extraction.quotations:
        if quotation.kind is Kind.DIRECT:
            for span in quotation.content:
                assert span.of(article.text)[0] == '"', span.of(article.text)


def test_two_pieces_are_one_quotation(extraction: Extraction) -> None:
    assert quotation_at(extraction, 4317, 4385) is quotation_at(extraction, 4395, 4473)


def test_a_term_in_marks_is_no_quotation(extraction: Extraction) -> None:
    """The plan that the article names in marks (characters 4492 to 4505)."""
    assert not [q for q in extraction.quotations for s in q.content if s.start < 4505 and s.end > 4492]
