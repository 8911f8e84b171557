"""`python manage.py whosaid`: a table of who said what, for people."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.models import Quote

WIDTH_OF_A_FILE = 160
"""Columns where the output is no terminal."""


class Command(BaseCommand):
    """Prints the newest source first, each in reading order, fitted to the width of the terminal."""

    help = "Print a table of who said what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=_positive, default=50, metavar="N", help="at most N quotes (50)")

    def handle(self, *, limit: int, **options: Any) -> None:
        quotes = Quote.objects.select_related("speaker", "affiliation", "source").order_by("source", "start")
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
        for heading, ratio in (
            ("Speaker", 4),
            ("Role, organization", 5),
            ("Kind", 2),
            ("Quote", 12),
            ("Source", 5),
        ):
            table.add_column(heading, ratio=ratio, no_wrap=True, overflow="ellipsis")
        for quote in quotes[:limit]:
            table.add_row(*(Text(" ".join(cell.split())) for cell in _cells(quote)))
        width = shutil.get_terminal_size((WIDTH_OF_A_FILE, 24)).columns
        console = Console(width=width, force_terminal=self.stdout.isatty())
        with console.capture() as printed:
            console.print(table)
        self.stdout.write(printed.get())
        self.stdout.write(f"{table.row_count} of {quotes.count()} quotes")


def _cells(quote: Quote) -> tuple[str, str, str, str, str]:
    """Return the five cells; an unnamed speaker is the article's words in brackets, if it has any."""
    unnamed = f"({quote.mention})" if quote.mention else "-"
    return (
        quote.speaker.name if quote.speaker else unnamed,
        str(quote.affiliation) if quote.affiliation else "",
        quote.kind,
        quote.text,
        str(quote.source),
    )


def _positive(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise ArgumentTypeError(f"{value!r} is no whole number of at least 1")
    return int(value)
