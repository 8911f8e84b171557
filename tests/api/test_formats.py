"""Lists as CSV, JSON Lines, JSON-LD and Atom."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from rest_framework.test import APIClient

from quotes.api import exports, formats
from quotes.api.exports import cell
from quotes.api.formats import ManyFormats
from quotes.api.rows import paths
from quotes.api.views import AffiliationViewSet, QuoteViewSet, SourceViewSet, SpeakerViewSet
from quotes.models import Quote, Speaker
from quotes.models.change import number
from tests.factories import QuoteFactory, SourceFactory, SpeakerFactory

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
VIEWS: dict[str, type[ManyFormats]] = {
    "quotes": QuoteViewSet,
    "speakers": SpeakerViewSet,
    "sources": SourceViewSet,
    "affiliations": AffiliationViewSet,
}
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml; charset=utf-8",
}
STREAMED = ("csv", "jsonl")


def whole(response: Any) -> str:
    """Return the body of an answer, streamed or not."""
    body: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


@pytest.fixture
def rows(db: None) -> None:
    """Make two quotes, with all that belongs to them, and one whose speaker is unknown."""
    QuoteFactory.create_batch(2)
    QuoteFactory(speaker=None, cue="")


@pytest.mark.parametrize("resource", VIEWS)
@pytest.mark.parametrize("form", TYPES)
def test_the_format_is_chosen_in_three_ways(form: str, resource: str, rows: None, anybody: APIClient) -> None:
    address = f"/api/v1/{resource}"
    for response in (
        anybody.get(f"{address}/", headers={"Accept": TYPES[form].split(";")[0]}),
        anybody.get(f"{address}/?format={form}"),
        anybody.get(f"{address}.{form}"),
    ):
        assert response.status_code == 200
        assert response["Content-Type"] == TYPES[form]
        assert len(whole(response)) > 300
        assert "Accept" in response["Vary"]


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        # What is wanted more.
        ("application/json;q=0.1, text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.1, application/json;q=0.2", "application/json"),
        ("application/atom+xml;q=0.5, application/*;q=0.4", "application/atom+xml; charset=utf-8"),
        (BROWSER, "text/html; charset=utf-8"),
        # Not at all.
        ("text/csv;q=0", 406),
        ("text/csv;q=0, */*;q=0.1", "application/json"),
        ("text/csv;q=0, text/*", "text/html; charset=utf-8"),
        ("application/json;q=0, application/*;q=0.5", "application/jsonl; charset=utf-8"),
        ("*/*;q=0, text/csv", "text/csv; charset=utf-8"),
        ("*/*;q=0", 406),
        # What is named more closely, and then the server's order.
        ("text/csv, */*", "text/csv; charset=utf-8"),
        ("*/*", "application/json"),
        ("text/csv, application/json", "application/json"),
        ("", 406),
        # Parameters of a type and qualities that are none do not count.
        ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', "application/ld+json"),
        ("text/csv;q=much, application/json;q=0.9", "text/csv; charset=utf-8"),
        # Other names of JSON Lines.
        ("application/x-ndjson", "application/x-ndjson; charset=utf-8"),
        ("application/ndjson, application/json;q=0.9", "application/ndjson; charset=utf-8"),
    ],
)
def test_the_format_that_is_wanted_most_is_answered(
    accept: str, answered: str | int, rows: None, anybody: APIClient
) -> None:
    response = anybody.get("/api/v1/quotes/", headers={"Accept": accept})
    found = response["Content-Type"] if response.status_code == 200 else response.status_code
    assert found == answered


@pytest.mark.parametrize("accept", ["application/json", "text/csv;q=0", "image/png", BROWSER, "*/*;q=0", ""])
@pytest.mark.parametrize("address", ["quotes.csv", "quotes/?format=csv", "quotes.csv?format=csv"])
def test_a_suffix_goes_before_what_is_accepted(
    address: str, accept: str, rows: None, anybody: APIClient
) -> None:
    response = anybody.get(f"/api/v1/{address}", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, TYPES["csv"])


def test_a_suffix_and_a_format_say_the_same(db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/quotes.csv?format=json")
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"parameter": "format", "detail": "The address says .csv, and this says 'json'."}
    ]


def test_json_is_indented_where_that_is_asked_for(db: None, anybody: APIClient) -> None:
    for address in ("/api/v1/quotes/", "/api/v1/quotes/?format=json", "/api/v1/quotes.json"):
        response = anybody.get(address, headers={"Accept": "application/json; indent=2"})
        assert response.content.startswith(b'{\n  "next"')


def linked(response: Any) -> dict[str, str]:
    """Return the addresses of the header Link by their relation."""
    found = re.findall(r'<([^<>]*)>; rel="(\w+)"', response.get("Link", ""))
    return {relation: address for address, relation in found}


@pytest.mark.parametrize("form", ["json", "jsonld", "atom", "api"])
@pytest.mark.parametrize("resource", VIEWS)
def test_pages_lead_to_those_beside_them(resource: str, form: str, rows: None, anybody: APIClient) -> None:
    address = f"/api/v1/{resource}/?format={form}&ordering=created&limit=1"
    first = anybody.get(address)
    assert linked(first).keys() == {"next"}
    second = anybody.get(linked(first)["next"])
    assert "prev" in linked(second)
    assert second["Content-Type"] == first["Content-Type"]
    back = anybody.get(linked(second)["prev"])
    assert linked(back).keys() == {"next"}
    assert "Link" not in anybody.get(f"/api/v1/{resource}/?format={form}")
    assert linked(anybody.head(address)) == linked(first)
    json_page = anybody.get(address.replace(f"format={form}", "format=json")).json()
    assert linked(first)["next"] == json_page["next"].replace("format=json", f"format={form}")


def test_a_link_holds_whatever_was_searched(db: None, anybody: APIClient) -> None:
    QuoteFactory.create_batch(2, text="one <two> three")
    response = anybody.get("/api/v1/quotes/", {"q": 'one "two" OR <three>', "limit": 1})
    assert len(anybody.get(linked(response)["next"]).json()["results"]) == 1


@pytest.mark.parametrize("form", TYPES)
def test_a_fault_is_a_problem_in_every_format(form: str, db: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/quotes.{form}?kindd=direct")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["errors"][0]["parameter"] == "kindd"


@pytest.mark.parametrize("address", ["quotes.xml", "quotes.api", "quotes.csv/", "nothing.csv"])
def test_another_suffix_leads_nowhere(address: str, db: None, anybody: APIClient) -> None:
    assert anybody.get(f"/api/v1/{address}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "jsonld"])
def test_a_single_record_has_the_formats_of_records(form: str, db: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/quotes/{QuoteFactory().public_id}/?format={form}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "format"


def test_a_suffix_takes_nothing(staff: APIClient) -> None:
    assert staff.post("/api/v1/speakers.json", {"name": "Ada Roe", "kind": "person"}).status_code == 405


@pytest.mark.parametrize("resource", VIEWS)
def test_json_lines_are_the_rows_of_the_list(resource: str, rows: None, anybody: APIClient) -> None:
    listed = anybody.get(f"/api/v1/{resource}/").json()["results"]
    lines = whole(anybody.get(f"/api/v1/{resource}.jsonl")).splitlines()
    assert [json.loads(line) for line in lines] == listed


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each value that is no record, with the path to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    else:
        yield path, value


@pytest.mark.parametrize("resource", VIEWS)
def test_csv_has_every_value_of_the_list(resource: str, rows: None, anybody: APIClient) -> None:
    listed = anybody.get(f"/api/v1/{resource}/").json()["results"]
    cells = list(csv.DictReader(io.StringIO(whole(anybody.get(f"/api/v1/{resource}.csv")))))
    assert len(cells) == len(listed)
    for row, line in zip(listed, cells, strict=True):
        values = {"_".join(path): value for path, value in leaves(row) if value is not None}
        assert values.keys() <= line.keys()
        for name, written in line.items():
            value = values.get(name, "")
            assert written == (value if isinstance(value, str) else json.dumps(value, separators=(",", ":")))
    # A record that is null in one row is none in another.
    seen = {path for row in listed for path, value in leaves(row) if value is not None}
    assert seen <= set(paths(VIEWS[resource].record))


@pytest.mark.parametrize("form", STREAMED)
def test_the_whole_list_comes_filtered_and_in_order(form: str, db: None, anybody: APIClient) -> None:
    source = SourceFactory()
    speaker = SpeakerFactory()
    made = [quote(source, speaker, number) for number in range(exports.CHUNK + 7)]
    Quote.objects.bulk_create(made)
    QuoteFactory(kind="indirect")
    query = "kind=direct&ordering=-start"
    lines = whole(anybody.get(f"/api/v1/quotes.{form}?{query}")).splitlines()
    ids = (
        [line["id"] for line in csv.DictReader(lines)]
        if form == "csv"
        else [json.loads(line)["id"] for line in lines]
    )
    assert ids == [one.public_id for one in reversed(made)]


def quote(source: Any, speaker: Speaker, number: int) -> Quote:
    """Return a quote that is not stored; it need not stand in the source's text."""
    return Quote(
        source=source,
        speaker=speaker,
        text=f"The pier opens on day {number},",
        kind="direct",
        start=number,
        end=number + 1,
        content_spans=[[number, number + 1]],
        confidence=0.9,
    )


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("fields=text,id", "text,id"),
        ("fields=source.title,speaker,id", "source_title,speaker_id,speaker_name,speaker_kind,id"),
        ("fields=speaker.kind,speaker.id,speaker", "speaker_kind,speaker_id,speaker_name"),
        ("fields=kind,id&expand=variants", "kind,id,variants"),
        ("fields=text,id,text", "text,id"),
    ],
)
def test_columns_stand_in_the_order_of_the_fields(
    query: str, columns: str, rows: None, anybody: APIClient
) -> None:
    lines = whole(anybody.get(f"/api/v1/quotes.csv?{query}")).splitlines()
    assert lines[0] == columns
    (row,) = list(csv.DictReader(lines))[:1]
    listed = anybody.get(f"/api/v1/quotes/?{query}").json()["results"][0]
    values = {"_".join(path): value for path, value in leaves(listed)}
    assert all(row[name] == values[name] for name in columns.split(",") if isinstance(values.get(name), str))


@pytest.mark.parametrize("form", STREAMED)
def test_an_empty_list_is_an_empty_file(form: str, db: None, anybody: APIClient) -> None:
    written = whole(anybody.get(f"/api/v1/quotes.{form}"))
    assert written.startswith("id,url,text,") if form == "csv" else written == ""
    assert written.count("\n") == (form == "csv")


@pytest.mark.parametrize("form", STREAMED)
@pytest.mark.parametrize("parameter", ["limit=5", "cursor=abc"])
def test_a_whole_list_has_no_pages(form: str, parameter: str, db: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/quotes.{form}?{parameter}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == parameter.split("=")[0]


@pytest.mark.parametrize("form", STREAMED)
def test_it_is_a_file_to_keep(form: str, db: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/speakers.{form}")
    assert response["Content-Disposition"] == f'attachment; filename="speakers.{form}"'


@pytest.mark.parametrize("form", STREAMED)
def test_head_does_no_work(
    form: str, rows: None, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    number()
    # That which the ETag is made of.
    with django_assert_num_queries(1):
        response = anybody.head(f"/api/v1/quotes.{form}")
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[form])
    assert whole(response) == ""


@pytest.mark.parametrize("form", STREAMED)
def test_memory_does_not_grow_with_the_list(
    form: str, db: None, anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "CHUNK", 50)
    monkeypatch.setattr(formats, "CHUNK", 100)
    source, speaker = SourceFactory(), SpeakerFactory()
    peaks, written = [], 0
    # The first reading warms the caches up.
    for total in (400, 401, 4000):
        Quote.objects.bulk_create([quote(source, speaker, number) for number in range(written, total)])
        written = total
        tracemalloc.start()
        response = anybody.get(f"/api/v1/quotes.{form}")
        lines = sum(piece.count(b"\n") for piece in response.streaming_content)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert lines == total + (form == "csv")
    assert peaks[2] < 1.5 * peaks[1]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # What Excel, LibreOffice and Google Sheets take for formulas.
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("＝1+1", "'＝1+1"),
        # Not at the beginning, or no text.
        ("1+1=2", "1+1=2"),
        ("“=1+1”", "“=1+1”"),
        ("— and so on", "— and so on"),
        ("", ""),
        (-0.5, -0.5),
        (None, None),
        ([[1, 2]], "[[1,2]]"),
    ],
)
def test_a_cell_is_no_formula(value: Any, written: Any) -> None:
    assert cell(value) == written


def test_no_speaker_of_a_csv_is_a_formula(db: None, anybody: APIClient) -> None:
    QuoteFactory(speaker=SpeakerFactory(name='=HYPERLINK("https://evil.example","Roe")'))
    (line,) = csv.DictReader(io.StringIO(whole(anybody.get("/api/v1/quotes.csv"))))
    assert line["speaker_name"].startswith("'=")


# --- JSON-LD


@pytest.mark.parametrize("resource", VIEWS)
def test_linked_data_names_its_vocabulary(resource: str, rows: None, anybody: APIClient) -> None:
    page = anybody.get(f"/api/v1/{resource}.jsonld?limit=2").json()
    assert page["@context"] == ["https://schema.org", {"hydra": "http://www.w3.org/ns/hydra/core#"}]
    assert len(page["hasPart"]) == 2
    types = {"quotes": "Quotation", "speakers": "Person", "sources": "NewsArticle"}
    for node in page["hasPart"]:
        assert node["@type"] == types.get(resource, "OrganizationRole")
        assert anybody.get(node["@id"]).json()["id"] == node["identifier"]


def test_linked_data_tells_of_the_pages_beside_it(rows: None, anybody: APIClient) -> None:
    address = "http://testserver/api/v1/quotes.jsonld?kind=direct"
    first = anybody.get(f"{address}&limit=1").json()
    assert first["hydra:view"].keys() == {"@type", "@id", "hydra:next"}
    assert first["hydra:view"]["@id"] == f"{address}&limit=1"
    second = anybody.get(first["hydra:view"]["hydra:next"]["@id"]).json()
    back = anybody.get(second["hydra:view"]["hydra:previous"]["@id"]).json()
    assert back["hasPart"] == first["hasPart"] != second["hasPart"]
    # All of them are parts of one collection.
    assert first["@id"] == second["@id"] == back["@id"] == address


def test_a_quotation_has_its_creator_and_its_article(db: None, anybody: APIClient) -> None:
    quote = QuoteFactory()
    (node,) = anybody.get("/api/v1/quotes.jsonld").json()["hasPart"]
    assert node["text"] == quote.text
    assert node["creator"] == {
        "@type": "Person",
        "identifier": quote.speaker.public_id,
        "name": quote.speaker.name,
        "jobTitle": "harbor master",
        "affiliation": {"@type": "Organization", "name": quote.affiliation.organization},
    }
    assert node["isBasedOn"]["url"] == quote.source.url
    assert node["isBasedOn"]["datePublished"] == str(quote.source.published)


@pytest.mark.parametrize(("kind", "written"), [("person", "Person"), ("organization", "Organization")])
def test_a_creator_is_a_person_or_not(kind: str, written: str, db: None, anybody: APIClient) -> None:
    QuoteFactory(speaker=SpeakerFactory(kind=kind))
    (node,) = anybody.get("/api/v1/quotes.jsonld").json()["hasPart"]
    assert node["creator"]["@type"] == written
    assert ("jobTitle" in node["creator"]) == (kind == "person")


def test_an_unknown_speaker_is_left_out(db: None, anybody: APIClient) -> None:
    QuoteFactory(speaker=None)
    (node,) = anybody.get("/api/v1/quotes.jsonld").json()["hasPart"]
    assert "creator" not in node


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("a" * 50 + "Words here" + "z" * 50, [[50, 60]], id="in the middle"),
        pytest.param("Words here.", [[0, 11]], id="the whole text"),
        pytest.param("ab Words here yz", [[3, 13]], id="less around it than there could be"),
        pytest.param(
            "“𝒲e 🚢 sail,” said Ré, “and é.” End", [[0, 11], [21, 28]], id="in two parts, beyond the BMP"
        ),
        pytest.param(
            "a" * 80 + "One " + "b" * 100 + " two" + "z" * 40, [[80, 83], [185, 188]], id="far apart"
        ),
    ],
)
def test_the_annotation_finds_the_words_in_the_text(
    text: str, spans: list[list[int]], db: None, anybody: APIClient
) -> None:
    source = SourceFactory(text=text)
    QuoteFactory(source=source, content_spans=spans, text=" ".join(text[a:b] for a, b in spans))
    (node,) = anybody.get("/api/v1/quotes.jsonld").json()["hasPart"]
    annotation = node["subjectOf"]
    assert (annotation["@context"], annotation["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
    assert annotation["body"] == node["@id"]
    for (start, end), target in zip(spans, annotation["target"], strict=True):
        assert anybody.get(target["source"]).json()["text"] == text
        position, words = target["selector"]
        assert position == {"type": "TextPositionSelector", "start": start, "end": end}
        assert words == {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(start - 32, 0) : start],
            "suffix": text[end : end + 32],
        }


# --- Atom


def feed(client: APIClient, address: str) -> ElementTree.Element:
    """Return the root of the feed."""
    response = client.get(address)
    assert response.status_code == 200, response.json()
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def links(element: ElementTree.Element) -> dict[str, str]:
    """Return the addresses of a feed or an entry by what they are for."""
    return {link.get("rel", ""): link.get("href", "") for link in element.findall("atom:link", ATOM)}


def test_a_search_is_a_feed(db: None, anybody: APIClient) -> None:
    QuoteFactory.create_batch(3)
    address = "http://testserver/api/v1/quotes.atom?kind=direct&limit=2"
    first = feed(anybody, address)
    assert first.findtext("atom:title", None, ATOM) == "Verbatim: quotes, kind direct"
    assert links(first)["self"] == address
    second = feed(anybody, links(first)["next"])
    assert "next" not in links(second)
    # Both pages are parts of one feed.
    assert first.findtext("atom:id", None, ATOM) == second.findtext("atom:id", None, ATOM)
    entries = [*first.findall("atom:entry", ATOM), *second.findall("atom:entry", ATOM)]
    ids = [entry.findtext("atom:id", "", ATOM) for entry in entries]
    assert [anybody.get(one).json()["id"] for one in ids] == [
        row["id"] for row in anybody.get("/api/v1/quotes/?ordering=-created").json()["results"]
    ]


@pytest.mark.parametrize("resource", VIEWS)
def test_what_was_stored_last_comes_first_in_a_feed(resource: str, db: None, anybody: APIClient) -> None:
    for year in (2024, 2025, 1999):
        QuoteFactory(source__published=datetime.date(year, 1, 1))
    QuoteFactory(source__published=None)

    def order(address: str) -> list[str]:
        entries = feed(anybody, f"/api/v1/{resource}.atom{address}").findall("atom:entry", ATOM)
        return [entry.findtext("atom:id", "", ATOM) for entry in entries]

    def listed(ordering: str) -> list[str]:
        rows = anybody.get(f"/api/v1/{resource}/?ordering={ordering}").json()["results"]
        return [row.get("api_url") or row["url"] for row in rows]

    assert order("") == listed("-created")
    assert order("?ordering=created") == listed("created")
    if resource == "quotes":
        assert order("?ordering=-published") == listed("-published") != order("")
    # And from page to page.
    first = feed(anybody, f"/api/v1/{resource}.atom?limit=2")
    second = feed(anybody, links(first)["next"])
    ids = [
        one.findtext("atom:id", "", ATOM)
        for page in (first, second)
        for one in page.findall("atom:entry", ATOM)
    ]
    assert ids == listed("-created")


def test_an_entry_names_speaker_words_and_article(db: None, anybody: APIClient) -> None:
    quote = QuoteFactory(text="Fish & <chips>,")
    (entry,) = feed(anybody, "/api/v1/quotes.atom").findall("atom:entry", ATOM)
    assert entry.findtext("atom:title", None, ATOM) == f"{quote.speaker.name}, {quote.source.title}"
    assert entry.findtext("atom:summary", "", ATOM) == "<blockquote>Fish &amp; &lt;chips&gt;,</blockquote>"
    assert entry.findtext("atom:author/atom:name", None, ATOM) == quote.speaker.name
    assert links(entry) == {"alternate": quote.source.url}


def test_a_feed_is_as_old_as_its_newest_entry(db: None, anybody: APIClient) -> None:
    empty = feed(anybody, "/api/v1/quotes.atom")
    assert empty.findtext("atom:updated", None, ATOM) == "1970-01-01T00:00:00+00:00"
    QuoteFactory.create_batch(2)
    some = feed(anybody, "/api/v1/quotes.atom")
    dates = [entry.findtext("atom:updated", "", ATOM) for entry in some.findall("atom:entry", ATOM)]
    assert some.findtext("atom:updated", None, ATOM) == max(dates)


@pytest.mark.parametrize("odd", ["\x0b", "\x1b", "\ufffe", "\x7f", "]]>", "&#0;"])
def test_a_feed_is_xml_whatever_was_said(odd: str, db: None, anybody: APIClient) -> None:
    QuoteFactory(text=f"One{odd}two", source=SourceFactory(title=f"Three{odd}four"))
    (entry,) = feed(anybody, "/api/v1/quotes.atom").findall("atom:entry", ATOM)
    assert "four" in entry.findtext("atom:title", "", ATOM)
