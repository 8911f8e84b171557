"""The extractor as a Unix filter: articles in, their quotations out, one JSON object per line.

    python -m quotes.extraction < articles.jsonl > quotes.jsonl

In: `{"id": ..., "text": ..., "title": ...}`; `title` may be missing, other keys are passed
over. Out, in the order of the input: `{"id": ..., "attributions": [{"content": [[s, e]],
"cue": [[s, e]], "source": [[s, e]], "kind": ..., "type": ..., "speaker": ...,
"role": ..., "organization": ..., "party": ..., "state": ..., "others": [{"role": ...,
"organization": ...}], "confidence": ...}]}`; offsets count characters of `text`, half-open.

A line that cannot be read costs that line: it is named on stderr with its number. Exit
status: 0 all went well, 1 some lines failed, 2 wrong arguments or no model, 130
interrupted, 141 nobody reads the output.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any, BinaryIO, TextIO

from tqdm import tqdm

from quotes.extraction import Extraction, Quotation, Span, load

SOME_FAILED, USAGE, INTERRUPTED, NOBODY_READS = 1, 2, 130, 141
AHEAD = 4
"""Lines per worker that wait for it or for the lines before them."""

Extract = Callable[[str, str], Extraction]
Load = Callable[[str | None, int], Extract]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one line: the line to print, or why there is none."""

    line: str = ""
    failure: str = ""


def main(
    argv: Sequence[str] | None = None,
    stdin: BinaryIO | None = None,
    stdout: BinaryIO | None = None,
    stderr: TextIO | None = None,
    load: Load = load,
) -> int:
    """Run the filter; return its exit status. Raises SystemExit for wrong arguments."""
    options = arguments().parse_args(argv)
    stdin, stdout, stderr = stdin or sys.stdin.buffer, stdout or sys.stdout.buffer, stderr or sys.stderr
    ready = partial(load, options.pipeline, options.threads)
    try:
        extract = ready()
    except OSError as error:
        stderr.write(f"the extractor cannot be loaded: {error}\n")
        return USAGE
    lines = ((number, line) for number, line in enumerate(stdin, start=1) if line.strip())
    answers: Iterator[tuple[int, Answer]]
    if options.workers == 1:
        answers = ((number, answer(line, extract)) for number, line in lines)
    else:
        answers = in_workers(lines, ready, options.workers)
    failed = False
    try:
        with tqdm(unit=" articles", file=stderr, disable=not stderr.isatty()) as progress:
            for number, found in answers:
                if found.failure:
                    failed = True
                    progress.clear()
                    stderr.write(f"line {number}: {found.failure}\n")
                else:
                    stdout.write(found.line.encode("utf-8", "backslashreplace") + b"\n")
                    stdout.flush()
                progress.update()
    except BrokenPipeError:
        silence(stdout)
        return NOBODY_READS
    except BrokenProcessPool as error:
        stderr.write(f"{error}\n")
        return SOME_FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return SOME_FAILED if failed else 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line; the defaults of two options come from the environment."""
    parser = argparse.ArgumentParser(
        prog="python -m quotes.extraction",
        description="Read articles as JSON Lines from standard input, print their quotations as JSON Lines.",
    )
    parser.add_argument(
        "--pipeline",
        default=os.environ.get("VERBATIM_PIPELINE") or None,
        metavar="NAME",
        help="spaCy pipeline to build upon (default: VERBATIM_PIPELINE, else none)",
    )
    parser.add_argument(
        "--threads",
        type=positive,
        default=os.environ.get("VERBATIM_THREADS") or "1",
        metavar="N",
        help="threads of each process (default: VERBATIM_THREADS, else 1)",
    )
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="processes (default: 1)")
    return parser


def positive(value: str) -> int:
    """Read a whole number from 1 on."""
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def silence(stdout: BinaryIO) -> None:
    """Send what is still in the buffer of a broken pipe nowhere, so that Python does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
    except (OSError, ValueError):
        return  # not a real file, so there is nothing to complain about


def in_workers(
    lines: Iterable[tuple[int, bytes]], load: Callable[[], Extract], workers: int
) -> Iterator[tuple[int, Answer]]:
    """Yield the number and the answer of each line, in order, answered in `workers` processes."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), start_worker, (load,))
    waiting: deque[tuple[int, Future[Answer]]] = deque()
    try:
        for number, line in lines:
            waiting.append((number, pool.submit(answer_in_worker, line)))
            if len(waiting) > AHEAD * workers:
                number, future = waiting.popleft()
                yield number, future.result()
        while waiting:
            number, future = waiting.popleft()
            yield number, future.result()
    finally:
        pool.shutdown(cancel_futures=True)


worker: dict[str, Extract] = {}
"""The extractor of this process, if it is a worker."""


def start_worker(load: Callable[[], Extract]) -> None:
    """Load the extractor once in this process; leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker["extract"] = load()


def answer_in_worker(line: bytes) -> Answer:
    """Answer a line with the extractor of this process."""
    return answer(line, worker["extract"])


def answer(line: bytes, extract: Extract) -> Answer:
    """Return the quotations of the article on one line as JSON, or what is wrong with it."""
    try:
        identifier, text, title = parse(line)
        quotations = extract(text, title).quotations
    except ValueError as error:
        return Answer(failure=str(error))
    except Exception as error:  # whatever it is, it costs this line and no other
        return Answer(failure=f"{type(error).__name__}: {error}")
    record = {"id": identifier, "attributions": [as_row(quotation) for quotation in quotations]}
    return Answer(json.dumps(record, ensure_ascii=False))


def parse(line: bytes) -> tuple[Any, str, str]:
    """Return id, text and title. Raises ValueError with what is missing."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise ValueError(f"not a JSON object but {type(record).__name__}")
    if record.get("id") is None:
        raise ValueError('no "id"')
    text, title = record.get("text"), record.get("title") or ""
    if not isinstance(text, str):
        raise ValueError('no "text"' if text is None else '"text" is not a string')
    if not isinstance(title, str):
        raise ValueError('"title" is not a string')
    return record["id"], text, title


def as_row(quotation: Quotation) -> dict[str, Any]:
    """Return a quotation as it is printed."""
    return {
        "content": pairs(quotation.content),
        "cue": pairs(quotation.cue),
        "source": pairs(quotation.source),
        "kind": quotation.kind,
        "type": quotation.type,
        "speaker": quotation.voice.name,
        "role": quotation.voice.role,
        "organization": quotation.voice.organization,
        "party": quotation.voice.party,
        "state": quotation.voice.state,
        "others": [{"role": post.role, "organization": post.organization} for post in quotation.voice.others],
        "confidence": quotation.confidence,
    }


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as lists of two numbers."""
    return [[span.start, span.end] for span in spans]
