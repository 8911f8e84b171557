"""manage.py variants: find the variants of quotes that were stored without them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quotes.variants import catch_up


class Command(BaseCommand):
    """Print how many quotes were looked at. Ingestion does this by itself; it can be repeated."""

    help = "Find the variants of quotes that were stored without them, such as those of an older version."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=1000, help="quotes in each transaction (1000)")

    def handle(self, *args: Any, batch: int, verbosity: int, **options: Any) -> None:
        done = 0
        for done in catch_up(batch):
            if verbosity > 1:
                self.stdout.write(f"{done:,} quotes")
        self.stdout.write(f"Looked for variants of {done:,} quotes.")
