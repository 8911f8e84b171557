"""Average the weights of several trainings that went on from one another.

    python -m training.average build/model build/second build/third

Reads `reader.pt` in each of the latter folders and writes their mean to the first (Wortsman
et al., Model soups, ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def mean_of(weights: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of each tensor of floats; others, and names that not all have, are left out or as they are."""
    last = weights[-1]
    names = [name for name in last if all(name in one for one in weights)]
    return {
        name: sum(one[name] for one in weights) / len(weights)
        if last[name].is_floating_point()
        else last[name]
        for name in names
    }


def main() -> None:
    """Average and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="folder to write reader.pt to")
    parser.add_argument("trained", type=Path, nargs="+", help="folders with reader.pt")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(
        mean_of([torch.load(folder / "reader.pt", map_location="cpu") for folder in args.trained]),
        args.out / "reader.pt",
    )


if __name__ == "__main__":
    main()
