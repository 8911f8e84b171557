"""manage.py verify: check that every stored span is the text at its offsets."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quotes.models import Quote
from quotes.offsets import find_broken


class Command(BaseCommand):
    """Exits with an error, naming the first broken quotes, if there are any."""

    help = "Check that the words of every quote, cue and mention stand in the source at their offsets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=20, help="how many broken quotes to name (20)")

    def handle(self, *args: Any, limit: int, **options: Any) -> None:
        broken = list(find_broken(limit))
        for one in broken:
            self.stderr.write(f"quote {one.quote} of source {one.source}: {', '.join(one.columns)}")
        if broken:
            raise CommandError(f"{len(broken)} quotes are not what their sources say (at most {limit} named)")
        self.stdout.write(f"{Quote.objects.count():,} quotes are what their sources say")
