"""manage.py forget_changes: delete what the feed of changes need not tell any more."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from quotes.models.change import forget, number


class Command(BaseCommand):
    """Print how many changes were deleted. Whoever has not read them by then reads everything anew."""

    help = "Delete old changes from the feed at /api/v1/changes/. Nothing else ever deletes them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=90, help="keep the changes of so many days (90)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if not 0 <= days <= 36500:
            raise CommandError("--days: a whole number from 0 to 36500.")
        number()
        deleted = forget(timezone.now() - datetime.timedelta(days=days))
        self.stdout.write(f"Deleted {deleted:,} changes.")
