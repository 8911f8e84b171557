"""`python manage.py import_authority FILE`: who speakers are, from an authority file."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from quotes.authority import FORMATS, Entry, read
from quotes.curation import Ambiguous, Namesakes, Outcome, Refused, bring_in
from quotes.readers import Failure
from quotes.readers.decoding import UnreadableError

SOME_FAILED, USAGE, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    """Brings in line after line; what fails or is ambiguous is named on stderr and stops nothing.

    Exit status: 0 all is on record, 1 some lines are not, 2 wrong arguments, 130 interrupted.
    """

    help = (
        "Read names, identifiers and roles of speakers from a CSV or JSON Lines file and put them on record "
        "beside what articles state. Any run can be repeated; what is on record is not changed again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="FILE", help="a .csv or .jsonl file")
        parser.add_argument("--format", choices=FORMATS, help="whatever the file's name ends in")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be written")
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(self, *, path: str, format: str | None, dry_run: bool, json: bool, **options: Any) -> None:
        file = Path(path)
        if not file.is_file():
            raise CommandError(f"{path} is no file", returncode=USAGE)
        counts: Counter[Outcome] = Counter()
        interrupted = False
        try:
            # Read twice: namesakes in it must be known before anybody is matched by name.
            namesakes, total = _survey(file, format)
            with transaction.atomic() if dry_run else nullcontext():
                hidden = json or not self.stderr.isatty()
                with tqdm(total=total, unit=" lines", disable=hidden, file=sys.stderr) as progress:
                    for entry in read(file, format):
                        counts[self._bring_in(entry, namesakes, progress)] += 1
                        progress.update()
                if dry_run:
                    transaction.set_rollback(True)
        except (UnreadableError, OSError) as error:
            raise CommandError(str(error), returncode=USAGE) from error
        except KeyboardInterrupt:
            interrupted = True
        self._report(counts, dry_run=dry_run, interrupted=interrupted, as_json=json)
        if interrupted:
            sys.exit(INTERRUPTED)
        if counts[Outcome.FAILED] or counts[Outcome.AMBIGUOUS]:
            sys.exit(SOME_FAILED)

    def _bring_in(self, entry: Entry | Failure, namesakes: Namesakes, progress: tqdm[Any]) -> Outcome:
        """Bring in an entry; name it where that is not possible."""
        if isinstance(entry, Failure):
            item, reason, outcome = entry.item, entry.reason, Outcome.FAILED
        else:
            try:
                return bring_in(entry, namesakes)
            except Refused as error:
                item, reason = entry.line, str(error)
                outcome = Outcome.AMBIGUOUS if isinstance(error, Ambiguous) else Outcome.FAILED
        progress.clear()
        self.stderr.write(f"{item}: {reason}")
        return outcome

    def _report(self, counts: Counter[Outcome], *, dry_run: bool, interrupted: bool, as_json: bool) -> None:
        numbers = {outcome.value: counts[outcome] for outcome in Outcome}
        if as_json:
            self.stdout.write(json.dumps({"dry_run": dry_run, "interrupted": interrupted, **numbers}))
            return
        line = ", ".join(f"{number} {name}" for name, number in numbers.items())
        if dry_run:
            line = f"Dry run, nothing written: {line}"
        if interrupted:
            line = f"Interrupted; run again to go on: {line}"
        self.stdout.write(line)


def _survey(file: Path, format: str | None) -> tuple[Namesakes, int]:
    """Return the namesakes in the file, and how many lines it has."""
    total = 0

    def counted() -> Any:
        nonlocal total
        for entry in read(file, format):
            total += 1
            yield entry

    return Namesakes.of(counted()), total
