"""What benchmarks/api.py measures on one database, in a process of its own; prints JSON.

    python -m benchmarks.measurements QUOTES SOURCES SPEAKERS SECONDS

The environment names the settings and the database. With 0 for SECONDS the database is only
filled, or brought up to date: what that leaves in memory is not to slow what is measured.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks import corpus, servers  # noqa: E402
from quotes.models import Quote, Speaker  # noqa: E402

API = "/api/v1/quotes/"
SHARES = {"by_speaker": 40, "dates": 20, "kind_and_dates": 20, "unfiltered": 20}
CONTESTANTS = {"api": API, "bare": "/bare/", "stock": "/stock/"}
ROUNDS = 5
DEPTH = 0.95

Figures = dict[str, float]


def requests() -> dict[str, list[dict[str, str]]]:
    """Return the parameters of the mix's requests, by kind."""
    chance = random.Random("requests")
    drawn = corpus.Zipf(Speaker.objects.count()).draw(chance, SHARES["by_speaker"])
    ids = dict(Speaker.objects.filter(pk__in=[n + 1 for n in drawn]).values_list("pk", "public_id"))

    def dates() -> dict[str, str]:
        month = f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}"
        return {"published_after": f"{month}-01", "published_before": f"{month}-28"}

    return {
        "by_speaker": [{"speaker": ids[number + 1]} for number in drawn],
        "dates": [dates() for _ in range(SHARES["dates"])],
        "kind_and_dates": [
            {"kind": chance.choice(("direct", "mixed", "indirect")), **dates()}
            for _ in range(SHARES["kind_and_dates"])
        ],
        "unfiltered": [{} for _ in range(SHARES["unfiltered"])],
    }


def addresses(base: str, mix: dict[str, list[dict[str, str]]]) -> list[str]:
    """Return the mix as addresses below `base`, in an order that is the same every time."""
    made = [f"{base}?{urlencode(one)}" if one else base for part in mix.values() for one in part]
    random.Random("order").shuffle(made)
    return made


class Caller:
    """Calls the WSGI application in this process."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()
        self.status = ""
        self.headers: dict[str, str] = {}

    def __call__(self, address: str, body: bytes = b"", **headers: str) -> bytes:
        """Return the body of the answer; `status` and `headers` are those of the last call."""
        return b"".join(self.pieces(address, body, **headers))

    def pieces(self, address: str, body: bytes = b"", **headers: str) -> Iterator[bytes]:
        """Yield the body of the answer as it comes."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json" if body else "",
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            **headers,
        }
        response = self.application(environ, self.start)
        try:
            yield from response
        finally:
            response.close()

    def start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
        """Keep the status and the headers."""
        self.status, self.headers = status, dict(headers)
        return lambda _: None


def cpu(call: Callable[[str], bytes], paths: dict[str, list[str]]) -> Figures:
    """Return the CPU milliseconds of one request for each contestant."""
    rounds: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(ROUNDS):
        for name, mix in paths.items():
            began = time.process_time()
            for path in mix:
                call(path)
            rounds[name].append((time.process_time() - began) / len(mix) * 1000)
    return {f"cpu {name}": min(found) for name, found in rounds.items()}


def wall(work: Callable[[], object], repeat: int = 30) -> float:
    """Return the median of the milliseconds that `work` takes."""
    work()
    found = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def deepest(call: Caller, rows: int) -> str:
    """Follow `next` down to DEPTH of all rows; return the address of that page."""
    step = min(200, rows // 100)
    address, seen = f"{API}?limit={step}", 0
    while seen < DEPTH * rows:
        page = json.loads(call(address))
        seen += len(page["results"])
        address = page["next"].split("127.0.0.1:8000")[-1]
    return address.replace(f"limit={step}", "limit=50")


def single_requests(call: Caller, rows: int) -> Figures:
    """Return the milliseconds of requests that are compared with each other."""
    words = corpus.vocabulary()
    found = {"first page": wall(lambda: call(API))}
    deep = deepest(call, rows)
    found["deep page"] = wall(lambda: call(deep))
    if tag := call(API) and call.headers.get("ETag"):
        found["304"] = wall(lambda: call(API, HTTP_IF_NONE_MATCH=tag))
        assert call.status.startswith("304"), call.status
    found["rare word"] = wall(lambda: call(f"{API}?q={words[15000]}"))
    found["commonest word"] = wall(lambda: call(f"{API}?q={words[0]}"))
    sentence = json.dumps({"text": Quote.objects.values_list("text", flat=True)[rows // 2]}).encode()
    call("/api/v1/lookup/", sentence)
    if call.status.startswith("200"):
        found["lookup"] = wall(lambda: call("/api/v1/lookup/", sentence))
    return found


def heavy_requests(call: Caller) -> Figures:
    """Return the milliseconds of requests that read much; none where one is stopped (503)."""
    commonest = corpus.vocabulary()[0]
    addresses = {
        "relevance, commonest word": f"{API}?q={commonest}&ordering=relevance",
        "count=exact": f"{API}?limit=1&count=exact",
        "count=estimate": f"{API}?limit=1&count=estimate",
        "counts by speaker": f"{API}stats/?by=speaker",
        "counts by month of a kind": f"{API}stats/?by=month&kind=mixed",
    }
    found = {name: wall(partial(call, address), 3) for name, address in addresses.items()}
    return {
        name: taken for name, taken in found.items() if call(addresses[name]) and call.status[:3] == "200"
    }


def exports(call: Caller) -> Figures:
    """Return how fast the whole list comes, and by how many MB memory grows meanwhile."""
    found: Figures = {}
    for form in ("csv", "jsonl"):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.perf_counter()
        rows = sum(piece.count(b"\n") for piece in call.pieces(f"/api/v1/quotes.{form}"))
        taken = time.perf_counter() - began
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        found |= {f"{form} rows": rows, f"{form} rows/s": rows / taken, f"{form} memory": grown / 1024}
    return found


def rates(mix: dict[str, list[dict[str, str]]], seconds: float, database: Path | None) -> Figures:
    """Return the answers per second of each contestant; Datasette's where there is an SQLite file."""
    found = {}
    with servers.application() as port:
        for name, base in CONTESTANTS.items():
            servers.answers_per_second(port, addresses(base, mix), 1)
            found[f"rate {name}"] = servers.answers_per_second(port, addresses(base, mix), seconds)
    if database is not None and find_spec("datasette"):
        # It reads the file alone, not the log beside it.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with servers.datasette(database, {kind: list(asked[0]) for kind, asked in mix.items()}) as port:
            paths = [
                f"/{database.stem}/{kind}.json?{urlencode({**one, '_shape': 'arrays'})}"
                for kind, asked in mix.items()
                for one in asked
            ]
            random.Random("order").shuffle(paths)
            servers.answers_per_second(port, paths, 1)
            found["rate datasette"] = servers.answers_per_second(port, paths, seconds)
    return found


def prepare(sizes: corpus.Sizes) -> None:
    """Bring the database that the settings name up to date, and fill it where it is empty."""
    call_command("migrate", verbosity=0)
    if not Quote.objects.exists():
        began = time.perf_counter()
        corpus.fill(sizes)
        print(f"filled in {time.perf_counter() - began:,.0f} s", file=sys.stderr)


def measure(sizes: corpus.Sizes, seconds: float, database: Path | None) -> Figures:
    """Measure all on the database that the settings name."""
    mix, call = requests(), Caller()
    paths = {name: addresses(base, mix) for name, base in CONTESTANTS.items()}
    for own, bare in zip(paths["api"], paths["bare"], strict=True):
        assert json.loads(call(own)) == json.loads(call(bare)), own
        assert len(call(own)) == len(call(bare)), own
    figures = cpu(call, paths) | single_requests(call, sizes.quotes) | exports(call) | heavy_requests(call)
    return figures | rates(mix, seconds, database)


def main() -> None:
    """Print the figures."""
    quotes, sources, speakers = map(int, sys.argv[1:4])
    url = os.environ["DATABASE_URL"]
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
    sizes = corpus.Sizes(sources=sources, speakers=speakers, quotes=quotes)
    seconds = float(sys.argv[4])
    if seconds:
        print(json.dumps(measure(sizes, seconds, file)))
    else:
        prepare(sizes)


if __name__ == "__main__":
    main()
