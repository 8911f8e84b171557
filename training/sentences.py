"""Templates -> short annotated texts of subjects and manners that PolNeAR lacks.

The templates are in sentences.txt. Each text is a few paragraphs, some with an
attribution and some without, with names drawn anew; it has the same form as those that
convert.py writes.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

from training.augment import FIRST_NAMES, ORGANIZATIONS, PLACES, SURNAMES, VERBS

ROLES = "director mayor head chief chairwoman president spokesman secretary founder captain engineer curator".split()
TITLES = ("Mayor", "Professor", "Captain", "Councillor", "Inspector", "Coach", "Minister", "Judge")
DRAWN = {
    "sentence": "sentences",
    "clause": "clauses",
    "phrase": "phrases",
    "title": "titles",
    "nick": "nicks",
    "fact": "facts",
}
PARTS = {"s": "source", "u": "cue", "c": "content"}
TOKEN = re.compile(r"\[(?P<part>[suc]) |(?P<close>\])|\{(?P<slot>\w+)\}")


@cache
def sections() -> dict[str, list[str]]:
    """Read sentences.txt: the lines of each section."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


class Text:
    """A text in the making, with its annotations; `last` is the surname of the person named last."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.text = ""
        self.attributions: list[dict[str, list[list[int]]]] = []
        self.entities: list[list[Any]] = []
        self.last = ""

    def entity(self, name: str, label: str) -> None:
        """Add a name and mark it."""
        self.entities.append([len(self.text), len(self.text) + len(name), label])
        self.text += name

    def fill(self, slot: str) -> None:
        """Add what a slot stands for."""
        rng = self.rng
        if slot == "full":
            self.last = rng.choice(SURNAMES)
            self.entity(f"{rng.choice(FIRST_NAMES)} {self.last}", "person")
        elif slot in ("last", "LAST"):
            self.last = self.last or rng.choice(SURNAMES)
            self.entity(self.last.upper() if slot == "LAST" else self.last, "person")
        elif slot == "org":
            self.entity(rng.choice(ORGANIZATIONS), "organization")
        elif slot == "place":
            self.entity(rng.choice(PLACES), "place")
        elif slot == "says":
            self.text += rng.choice(["said", "said", "says", *VERBS["said"]]).replace("told", "said")
        elif slot in ("role", "role2"):
            self.text += rng.choice(ROLES if slot == "role" else TITLES)
        elif slot == "age":
            self.text += str(rng.randint(19, 91))
        else:
            words = rng.choice(sections()[DRAWN[slot.lower()]])
            self.text += words[0].upper() + words[1:] if slot[0].isupper() else words

    def add(self, template: str, attributed: bool) -> None:
        """Add a paragraph."""
        if self.text:
            self.text += self.rng.choice(("\n\n", "\n\n", "\n", " "))
        spans: dict[str, list[list[int]]] = {name: [] for name in PARTS.values()}
        at, begun, part = 0, 0, ""
        for token in TOKEN.finditer(template):
            self.text += template[at : token.start()]
            at = token.end()
            if token["slot"]:
                self.fill(token["slot"])
            elif token["part"]:
                begun, part = len(self.text), PARTS[token["part"]]
            else:
                spans[part].append([begun, len(self.text)])
        self.text += template[at:]
        if attributed:
            self.attributions.append(spans)


def made_up(rng: random.Random) -> dict[str, Any]:
    """Return one short annotated text."""
    text = Text(rng)
    for _ in range(rng.randint(1, 5)):
        attributed = rng.random() < 0.62
        text.add(rng.choice(sections()["attributed" if attributed else "plain"]), attributed)
    return {
        "id": "made up",
        "text": text.text,
        "attributions": text.attributions,
        "entities": text.entities,
        "syntax": None,
    }
