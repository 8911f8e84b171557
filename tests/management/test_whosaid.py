"""`manage.py whosaid`: the table."""

import io

import pytest
from django.core.management import CommandError, call_command

from quotes.articles import Article
from quotes.ingestion import ingest
from quotes.models import Affiliation, Quote
from tests.fake_extractor import FakeExtractor

pytestmark = pytest.mark.django_db

DAM = Article(
    text='"It [bold]holds[/bold],\nI think," said Bo Ek. "Not now," said Ane Holt.', title="Dam holds"
)


@pytest.fixture(autouse=True)
def quotes():
    """Store two quotes, one with an affiliation, one whose speaker is not known."""
    list(ingest([DAM], FakeExtractor()))
    first, second = Quote.objects.order_by("start")
    first.affiliation = Affiliation.objects.create(
        speaker=first.speaker, role="engineer", organization="Dams Ltd"
    )
    first.save()
    second.speaker = None
    second.save()


def whosaid(monkeypatch, width, **options):
    monkeypatch.setenv("COLUMNS", str(width))
    stdout = io.StringIO()
    call_command("whosaid", stdout=stdout, **options)
    return stdout.getvalue().splitlines()


def test_it_shows_who_said_what(monkeypatch):
    table = whosaid(monkeypatch, 200)
    heading, first, second = (line.split("  ") for line in (table[1], table[3], table[4]))
    assert [cell.strip() for cell in heading if cell.strip()] == [
        "Speaker",
        "Role, organization",
        "Kind",
        "Quote",
        "Source",
    ]
    assert [cell.strip() for cell in first if cell.strip()] == [
        "Bo Ek",
        "engineer, Dams Ltd",
        "direct",
        "It [bold]holds[/bold], I think,",
        "Dam holds",
    ]
    assert [cell.strip() for cell in second if cell.strip()] == [
        "(Ane Holt)",
        "direct",
        "Not now,",
        "Dam holds",
    ]
    assert table[-1] == "2 of 2 quotes"


@pytest.mark.parametrize("width", [60, 80, 132])
def test_it_fits_the_terminal(monkeypatch, width):
    table = whosaid(monkeypatch, width)
    assert max(map(len, table)) <= width
    assert any("…" in line for line in table) == (width < 132)


def test_it_shows_at_most_the_limit(monkeypatch):
    table = whosaid(monkeypatch, 200, limit=1)
    assert not any("Not now" in line for line in table)
    assert table[-1] == "1 of 2 quotes"


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_it_refuses_a_limit_that_is_none(limit):
    with pytest.raises(CommandError, match="is no whole number"):
        call_command("whosaid", f"--limit={limit}")


def test_it_says_so_when_there_is_nothing(monkeypatch):
    Quote.objects.all().delete()
    assert whosaid(monkeypatch, 80)[-1] == "0 of 0 quotes"
