"""Servers that a benchmark starts for itself, and how many answers a second they give."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.rivals import statement

CLIENTS = 4


def free_port() -> int:
    """Return the number of a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextlib.contextmanager
def running(*command: str) -> Iterator[int]:
    """Run a server, with its port in place of PORT; yield the port when it answers."""
    port = free_port()
    written = [part.replace("PORT", str(port)) for part in command]
    server = subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, "-m", *written], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            if server.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with status {server.returncode}")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def application() -> contextlib.AbstractContextManager[int]:
    """Run the application and its rivals in one process."""
    return running("gunicorn", "config.wsgi", "--bind", "127.0.0.1:PORT", "--workers", "1", "--threads", "2")


@contextlib.contextmanager
def datasette(database: Path, kinds: dict[str, list[str]]) -> Iterator[int]:
    """Run Datasette on a database, with a query for each kind of request."""
    queries = {kind: {"sql": statement(names, ":{name}")} for kind, names in kinds.items()}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as metadata:
        json.dump({"databases": {database.stem: {"queries": queries}}}, metadata)
        metadata.flush()
        options = ("--port", "PORT", "--metadata", metadata.name, "--setting", "sql_time_limit_ms", "20000")
        with running("datasette", "serve", "-i", str(database), *options) as port:
            yield port


def answers_per_second(port: int, paths: list[str], seconds: float) -> float:
    """Ask for the paths in turn, by CLIENTS at once; raise RuntimeError for an answer that is no 200."""
    done = [0] * CLIENTS
    faults: list[str] = []
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        place = number
        while time.perf_counter() < end and not faults:
            connection.request("GET", paths[place % len(paths)])
            response = connection.getresponse()
            body = response.read()
            if response.status != 200:
                faults.append(f"{paths[place % len(paths)]}: {response.status} {body[-300:]!r}")
            place += CLIENTS
            done[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(faults[0])
    return sum(done) / (time.perf_counter() - began)
