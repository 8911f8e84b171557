"""`python manage.py ingest PATH...`: files and directories of articles into the database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from quotes.articles import Article
from quotes.extraction import load
from quotes.ingestion import Extractor, Outcome, Summary, ingest
from quotes.models import Source
from quotes.readers import FORMATS, Failure, count, read, read_stream

STDIN = "-"
SOME_FAILED, USAGE, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    """Reads, extracts and stores; what fails is named on stderr and stops nothing.

    Exit status: 0 all is stored, 1 something failed, 2 wrong arguments, 130 interrupted.
    `call_command` takes `extract=` to use another extractor.
    """

    help = (
        "Read articles, find their quotations and store both. A path is a file (.txt, .md, .html, .htm, "
        ".jsonl, each also with .gz), a directory of them, or - for JSON Lines on standard input. "
        "What is stored and unchanged is passed over, so that any run can be repeated."
    )
    stealth_options = ("extract",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="a file, a directory, or - for standard input"
        )
        parser.add_argument("--format", choices=FORMATS, help="of all files, whatever their names end in")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be written")
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(
        self,
        *,
        paths: list[str],
        format: str | None,
        dry_run: bool,
        json: bool,
        extract: Extractor | None = None,
        **options: Any,
    ) -> None:
        self._check(paths)
        if extract is None:
            try:
                extract = load(settings.VERBATIM_PIPELINE or None, threads=settings.VERBATIM_THREADS)
            except OSError as error:
                raise CommandError(f"the extractor cannot be loaded: {error}") from error
        summary = Summary()
        interrupted = False
        with self._progress(paths, format, hidden=json or not self.stderr.isatty()) as progress:
            try:
                for result in ingest(_items(paths, format), extract, dry_run=dry_run):
                    summary.add(result)
                    if result.outcome is Outcome.FAILED:
                        progress.clear()
                        self.stderr.write(f"{result.item}: {result.reason}")
                    progress.update()
            except KeyboardInterrupt:
                interrupted = True
        self._report(summary, dry_run=dry_run, interrupted=interrupted, as_json=json)
        if interrupted:
            sys.exit(INTERRUPTED)
        if summary.failures:
            sys.exit(SOME_FAILED)

    def _check(self, paths: list[str]) -> None:
        """Raise CommandError before anything is read for a path or a database that is not there."""
        for path in paths:
            if path != STDIN and not Path(path).exists():
                raise CommandError(f"{path} does not exist", returncode=USAGE)
        try:
            Source.objects.exists()
        except DatabaseError as error:
            raise CommandError(f"the database is not ready ({error}): python manage.py migrate") from error

    def _progress(self, paths: list[str], format: str | None, *, hidden: bool) -> tqdm[Any]:
        total = None
        if not hidden and STDIN not in paths:
            total = sum(count(Path(path), format) for path in paths)
        return tqdm(total=total, unit=" articles", disable=hidden, file=sys.stderr)

    def _report(self, summary: Summary, *, dry_run: bool, interrupted: bool, as_json: bool) -> None:
        if as_json:
            report = {"dry_run": dry_run, "interrupted": interrupted, **summary.as_dict()}
            self.stdout.write(json.dumps(report))
            return
        counts = ", ".join(f"{summary.outcomes[outcome]} {outcome.value}" for outcome in Outcome)
        line = f"{counts}; {summary.quotes} quotes, {summary.speakers} new speakers"
        if summary.kept:
            line += f", {summary.kept} reviewed quotes kept"
        if summary.ambiguous:
            line += f", {len(summary.ambiguous)} ambiguous names"
        if dry_run:
            line = f"Dry run, nothing written: {line}"
        if interrupted:
            line = f"Interrupted; run again to go on: {line}"
        self.stdout.write(line)


def _items(paths: list[str], format: str | None) -> Iterator[Article | Failure]:
    for path in paths:
        if path == STDIN:
            yield from read_stream(sys.stdin.buffer, format or "jsonl", STDIN)
        else:
            yield from read(Path(path), format)
