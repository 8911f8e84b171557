"""/admin/quotes/source/: an article with every quotation in it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.models import Quote, Source
from tests.factories import SourceFactory, SpeakerFactory

TEXT = '"One," said Ada Okafor.\n\nThere is no second.\n\n"Three," she said.'


def add_quote(source: Source, start: int, end: int, **fields: Any) -> None:
    Quote.objects.create(
        source=source,
        sort_date=source.sort_date,
        text=TEXT[start:end],
        kind="direct",
        start=start,
        end=end,
        content_spans=[[start, end]],
        confidence=0.9,
        **fields,
    )


@pytest.fixture
def source(db: None) -> Source:
    """An article with two quotes, the second rejected and without a speaker."""
    source: Source = SourceFactory(title="Counting", text=TEXT, published=datetime.date(2024, 7, 9))
    add_quote(source, 0, 6, speaker=SpeakerFactory(name="Ada Okafor"))
    add_quote(source, TEXT.index('"Three'), TEXT.index(" she said"), review="rejected")
    return source


def page(source: Source) -> str:
    return f"/admin/quotes/source/{source.pk}/change/"


def test_it_marks_every_quotation_and_links_to_it(admin_client: Client, source: Source) -> None:
    html = admin_client.get(page(source)).content.decode()
    first, second = source.quotes.order_by("start")
    mark = '<mark class="content unreviewed" title="Ada Okafor">&quot;One,&quot;</mark>'
    assert f'<a href="/admin/quotes/quote/{first.pk}/change/">{mark}</a>' in html
    mark = '<mark class="content rejected" title="nobody named">&quot;Three,&quot;</mark>'
    assert f'<a href="/admin/quotes/quote/{second.pk}/change/">{mark}</a>' in html
    assert "<p>There is no second.</p>" in html


def test_the_number_of_queries_does_not_grow_with_the_quotations(
    admin_client: Client, source: Source
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(page(source))
        return len(captured)

    queries()
    few = queries()
    start = TEXT.index("There")
    for end in range(start + 1, start + 8):
        add_quote(source, start, end, speaker=SpeakerFactory())
    assert queries() == few


def test_what_is_known_of_an_article_can_be_edited_its_text_cannot(
    admin_client: Client, source: Source
) -> None:
    sent = {"title": "Counting to three", "url": "", "authors": '["Jane Roe"]', "publisher": "The Gazette"}
    sent |= {
        "published": "2024-07-10",
        "language": "en",
        "text": "Nothing.",
        "sha256": "0",
        "status": "pending",
    }
    assert admin_client.post(page(source), sent).status_code == 302
    before = (source.text, source.sha256, source.status)
    source.refresh_from_db()
    assert (source.title, source.authors, source.publisher) == (
        "Counting to three",
        ["Jane Roe"],
        "The Gazette",
    )
    assert (source.text, source.sha256, source.status) == before
    assert {quote.sort_date for quote in source.quotes.all()} == {datetime.date(2024, 7, 10)}


def test_no_article_can_be_added(admin_client: Client, db: None) -> None:
    assert admin_client.get("/admin/quotes/source/add/").status_code == 403


def test_the_list_shows_the_address_of_an_article_without_a_title(admin_client: Client, db: None) -> None:
    SourceFactory(title="", url="https://news.example/untitled")
    assert "https://news.example/untitled</a>" in admin_client.get("/admin/quotes/source/").content.decode()


@pytest.mark.parametrize("query", ["counting", "Counting", "count"])
def test_it_searches_titles(admin_client: Client, source: Source, query: str) -> None:
    SourceFactory(title="Another")
    rows = admin_client.get("/admin/quotes/source/", {"q": query}).context["cl"].result_list
    assert list(rows) == [source]
