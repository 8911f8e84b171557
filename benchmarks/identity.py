"""How long it takes to find who is who, by how many speakers there are, beside the extraction.

    python -m benchmarks.identity [--speakers 1000 10000 60000 1000000] [--database SQLite]

The articles are those of seeds/, of some 350 words, and two of them in one, which is nearer to
the usual length: their extraction is timed, and then each of their voices gets the name of
somebody on record (by the law by which they are quoted), a surname alone, or a name that nobody
has. What is timed is all that storing an article does to find its speakers, in a transaction that
is rolled back. All times are of the processor, so that it does not matter what else the machine
does: of this process and, on PostgreSQL, of the server's process that answers it (Linux tells).
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.api import ROOT, postgresql

SIZES = (1_000, 10_000, 60_000, 1_000_000)
MOST_QUOTES = 100_000
ROUNDS = 5
DAY = datetime.date(2024, 7, 9)


def measure(size: int) -> dict[str, float]:
    """Fill the database that the environment names; return milliseconds per article.

    "extraction"; "names": of known full names and new ones; "surnames": with one in five a
    surname alone; "long extraction" and "long surnames": of two articles in one.
    """
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks import corpus
    from quotes.extraction import load
    from quotes.extraction.records import SpeakerKind, Voice
    from quotes.models import Speaker
    from quotes.speakers import Speakers

    call_command("migrate", verbosity=0)
    quotes = min(size, MOST_QUOTES)
    corpus.fill(corpus.Sizes(max(quotes // 10, 1), size, quotes))
    extract = load()
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    extract(seeds[0])
    chance, law = random.Random("voices"), corpus.Zipf(size)
    known = dict(Speaker.objects.filter(pk__lte=100_000).values_list("pk", "name"))

    def named(voice: Voice, alone: float) -> Voice:
        drawn = known.get(law.draw(chance, 1)[0] + 1) if chance.random() < 0.8 else None
        name = drawn or f"New{chance.randrange(10**9)} Name{chance.randrange(10**9)}"
        if chance.random() < alone:
            name = name.split()[-1]
        return replace(voice, name=name, kind=SpeakerKind.PERSON)

    def resolve(articles: Iterable[list[Voice]]) -> None:
        for voices in articles:
            with transaction.atomic():
                Speakers.find(voices, DAY).reconsider()
                transaction.set_rollback(True)

    def spent() -> float:
        """Return the seconds that the processor has worked for this."""
        own = time.process_time()
        if connection.vendor != "postgresql":
            return own
        server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        return own + int(server.read_text().split()[0]) / 1e9

    def median(call: Callable[[], object], rounds: int) -> float:
        """Return the median milliseconds of a call."""
        taken = []
        for _ in range(rounds):
            start = spent()
            call()
            taken.append((spent() - start) * 1000)
        return statistics.median(taken)

    found = {}
    pairs = [f"{one}\n\n{other}" for one, other in zip(seeds[::2], seeds[1::2], strict=False)]
    for length, texts, kinds in (
        ("", seeds, {"names": 0.0, "surnames": 0.2}),
        ("long ", pairs, {"surnames": 0.2}),
    ):
        taken = median(lambda: [extract(text) for text in texts], 3)  # noqa: B023
        found[f"{length}extraction"] = taken / len(texts)
        voices = [[quotation.voice for quotation in extract(text).quotations] for text in texts]
        for what, alone in kinds.items():
            articles = [[named(voice, alone) for voice in each] for each in voices * 5]
            resolve(articles)
            taken = median(lambda: resolve(articles), ROUNDS)  # noqa: B023
            found[f"{length}{what}"] = taken / len(articles)
    return found


def run(size: int, url: str) -> dict[str, float]:
    """Measure in a process of its own, whose settings name the database."""
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "benchmark",
    }
    ran = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", "benchmarks.identity", "--measure", str(size)],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def main() -> None:
    """Measure on each database and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--speakers", type=int, nargs="+", default=SIZES)
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), help="one of them alone")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(args.measure)))
        return
    print("| speakers | database | extraction | full names | with surnames alone | share | of two in one |")
    print("|---|---|---|---|---|---|---|")
    for size in args.speakers:
        for database in (args.database,) if args.database else ("SQLite", "PostgreSQL"):
            with tempfile.TemporaryDirectory() as folder:
                if database == "SQLite":
                    found = run(size, f"sqlite:///{Path(folder) / 'identity.sqlite3'}")
                else:
                    with postgresql(Path(folder)) as url:
                        found = run(size, url)
            share = found["surnames"] / found["extraction"]
            long = found["long surnames"] / found["long extraction"]
            cells = " | ".join(f"{found[name]:.1f} ms" for name in ("extraction", "names", "surnames"))
            print(f"| {size:,} | {database} | {cells} | {share:.1%} | {long:.1%} |", flush=True)


if __name__ == "__main__":
    main()
