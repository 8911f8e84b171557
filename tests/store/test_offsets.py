"""The database itself says whether every span is the text at its offsets."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from quotes.models import Quote, Source
from quotes.offsets import Broken, find_broken
from tests.factories import QuoteFactory, SourceFactory

pytestmark = pytest.mark.django_db

# Characters outside the basic plane, combining marks and line ends all count as they do in Python.
TEXT = "🌧𝒟 “e\u0301clair,”\r\nsaid 👩‍🚒 Ada Roe\u2028of Łódź. “Oui.”\tEnd"
CONTENT = [[3, 13], [41, 47]]
CUE = [[15, 19]]
MENTION = [[20, 31]]


def joined(spans: list[list[int]]) -> str:
    return " ".join(TEXT[start:end] for start, end in spans)


@pytest.fixture
def quote() -> Quote:
    return QuoteFactory(
        source=SourceFactory(text=TEXT),
        text=joined(CONTENT),
        content_spans=CONTENT,
        cue=joined(CUE),
        cue_spans=CUE,
        mention=joined(MENTION),
        mention_spans=MENTION,
    )


def test_the_example_is_right(quote: Quote) -> None:
    assert quote.text == "“e\u0301clair,” “Oui.”"
    assert (quote.cue, quote.mention) == ("said", "👩‍🚒 Ada Roe")


def test_right_spans_are_right(quote: Quote) -> None:
    QuoteFactory.create_batch(3, source=quote.source)
    QuoteFactory(source=SourceFactory(published=None), cue="", mention="")
    assert list(find_broken()) == []
    output = StringIO()
    call_command("verify", stdout=output)
    assert output.getvalue() == "5 quotes are what their sources say\n"


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        pytest.param({"text": "“eclair,” “Oui.”"}, ("text",), id="other words"),
        pytest.param({"text": joined(CONTENT).upper()}, ("text",), id="other case"),
        pytest.param({"content_spans": [[3, 12], [41, 47]]}, ("text",), id="shorter span"),
        pytest.param({"content_spans": [[4, 13], [41, 47]]}, ("text", "start"), id="later start"),
        pytest.param({"content_spans": [[3, 13], [41, 48]]}, ("text", "end"), id="later end"),
        pytest.param({"content_spans": [[41, 47], [3, 13]]}, ("text",), id="wrong order"),
        pytest.param({"content_spans": [[13, 3], [41, 47]]}, ("text", "start"), id="backwards"),
        pytest.param({"content_spans": []}, ("text", "start", "end"), id="no spans"),
        pytest.param({"content_spans": [[3, 13], [41, 99]]}, ("text", "end"), id="beyond the text"),
        pytest.param({"start": 2}, ("start",), id="start"),
        pytest.param({"end": 48}, ("end",), id="end"),
        pytest.param({"cue": "Said"}, ("cue",), id="cue"),
        pytest.param({"cue_spans": [[14, 18]]}, ("cue",), id="cue's span"),
        pytest.param({"cue": ""}, ("cue",), id="cue without words"),
        pytest.param({"cue_spans": []}, ("cue",), id="cue without span"),
        pytest.param({"mention": "Ada Roe"}, ("mention",), id="mention"),
        pytest.param({"mention_spans": [[20, 30]]}, ("mention",), id="mention's span"),
        pytest.param({"sort_date": "2020-01-01"}, ("sort_date",), id="date"),
    ],
)
def test_it_finds_what_is_broken(quote: Quote, changes: dict[str, Any], columns: tuple[str, ...]) -> None:
    QuoteFactory()
    Quote.objects.filter(pk=quote.pk).update(**changes)
    assert list(find_broken()) == [Broken(quote.public_id, quote.source.public_id, columns)]


def test_a_changed_text_breaks_its_quotes(quote: Quote) -> None:
    Source.objects.filter(pk=quote.source_id).update(text=TEXT[1:])
    assert [one.columns for one in find_broken()] == [("text", "cue", "mention")]


def test_a_shortened_text_breaks_a_span_beyond_it(quote: Quote) -> None:
    # The words that are left are those of the quote, but the span points beyond the end.
    Source.objects.filter(pk=quote.source_id).update(text=TEXT[:46])
    Quote.objects.filter(pk=quote.pk).update(text=quote.text[:-1])
    assert [one.columns for one in find_broken()] == [("text",)]


def test_verify_fails_and_names_the_first(quote: Quote) -> None:
    others = QuoteFactory.create_batch(3)
    Quote.objects.update(cue="x")
    errors = StringIO()
    with pytest.raises(CommandError, match="2 quotes are not what their sources say"):
        call_command("verify", limit=2, stderr=errors)
    lines = errors.getvalue().splitlines()
    assert len(lines) == 2
    assert any(
        f"quote {one.public_id} of source {one.source.public_id}: cue" in lines for one in (quote, *others)
    )
