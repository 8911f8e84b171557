"""How fast the extraction is, beside the bare network in the same run.

    python benchmarks/speed.py [--repeat 5]

Reads the articles of seeds/ (and nothing else) with one thread. Machines differ and are
noisy: compare the ratio, which is the share of the time that the network alone would need
on full windows without overlap. Words are those between spaces; time is CPU time.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from quotes.articles import Article  # noqa: E402
from quotes.extraction import load  # noqa: E402
from quotes.extraction.pieces import cut  # noqa: E402
from quotes.extraction.reader import WINDOW, Reader  # noqa: E402
from quotes.readers import read  # noqa: E402


def seconds(work: Callable[[str], object], texts: list[str], repeat: int) -> float:
    """Return the least CPU time that `work` needs for all texts, of `repeat` rounds."""
    rounds = []
    for _ in range(repeat):
        began = time.process_time()
        for text in texts:
            work(text)
        rounds.append(time.process_time() - began)
    return min(rounds)


def main() -> None:
    """Print words per CPU second of each, and the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=5, help="rounds, of which the best counts")
    args = parser.parse_args()
    texts = [article.text for article in read(ROOT / "seeds") if isinstance(article, Article)]
    words = sum(len(text.split()) for text in texts)
    began = time.perf_counter()
    extract = load(threads=1)
    loaded = time.perf_counter() - began
    reader = Reader(threads=1)
    size = WINDOW - 2

    def bare(text: str) -> None:
        pieces = cut(text, reader.tokenizer)
        marks = np.zeros_like(pieces.ids)
        for start in range(0, len(pieces.ids), size):
            part = slice(start, start + size)
            reader.network(pieces.ids[part], pieces.shapes[part], marks[part])

    times: dict[str, Callable[[str], object]] = {
        "network alone": bare,
        "network with overlap": reader.read,
        "whole extraction": extract,
    }
    found = {name: seconds(work, texts, args.repeat) for name, work in times.items()}
    for name, needed in found.items():
        print(f"{name:22} {words / needed:8,.0f} words per CPU second")
    print(f"ratio, whole to alone  {found['network alone'] / found['whole extraction']:8.2f}")
    print(f"load                   {loaded:8.2f} s")
    print(f"memory at the peak     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8,.0f} MB")


if __name__ == "__main__":
    main()
