"""Short texts that are hard to read, by phenomenon, with the quotations that are in them.

    python -m tests.extraction.challenge

prints how many of each phenomenon the shipped model solves, and what it finds instead in
the others. All people and places are invented. The texts stand in the .txt files here:

    # dash: a name after a dash                              phenomenon and name
    “Nobody asked.” — Petra Vann, harbor pilot               the text, to the first expected one
    > direct, Petra Vann: Nobody asked                       kind, speaker, words without marks
    ? indirect, - : the harbor                               may be found or not

An expected quotation has its stretches divided by "|", and for a speaker the name as the text
gives it in full, "-" for one without a name, "/" between names that are equally right. A case
is solved if exactly these quotations are found, in this order: direct ones word for word, of
mixed and indirect ones at least half of the words, as people too disagree about their borders.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quotes.extraction import Extraction, Quotation

HEAD = re.compile(r"# (?P<phenomenon>[a-z ]+): (?P<name>.+)")
EXPECTED = re.compile(r"(?P<sign>[>?]) (?P<kind>direct|mixed|indirect), (?P<speaker>[^:]+): (?P<content>.+)")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation that was found: its words, the speaker's name, the kind."""

    content: str
    speaker: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A quotation that is in a text; `speakers` are the names that are right, None for no name."""

    content: str
    speakers: tuple[str | None, ...]
    kind: str
    optional: bool = False

    def agrees(self, found: Found) -> bool:
        """Say whether the two are the same: kind, speaker, and words by the rule of their kind."""
        names = [name and name.casefold() for name in self.speakers]
        if self.kind != found.kind or (found.speaker and found.speaker.casefold()) not in names:
            return False
        wanted, got = words(self.content), words(found.content)
        if self.kind == DIRECT:
            return wanted == got
        return 2 * len(set(wanted) & set(got)) >= len(set(wanted) | set(got))


@dataclass(frozen=True, slots=True)
class Case:
    """One text with the quotations that are in it."""

    phenomenon: str
    name: str
    text: str
    expected: tuple[Expected, ...]

    @property
    def title(self) -> str:
        """Phenomenon and name."""
        return f"{self.phenomenon}: {self.name}"


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return re.findall(r"\w+", text.casefold())


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file. Raises ValueError with a line that is out of place."""
    head, text, expected = None, [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "# end: end"]:
        if match := HEAD.fullmatch(line):
            if head:
                whole = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), "\n".join(text).strip("\n"))
                yield Case(head["phenomenon"], head["name"], whole, tuple(expected))
            head, text, expected = match, [], []
        elif match := EXPECTED.fullmatch(line):
            names = tuple(None if name == "-" else name for name in match["speaker"].split(" / "))
            expected.append(Expected(match["content"], names, match["kind"], match["sign"] == "?"))
        elif expected and line:
            raise ValueError(f"{path.name}: no expected quotation: {line}")
        elif head:
            text.append(line)


CASES = tuple(case for path in sorted(Path(__file__).parent.glob("*.txt")) for case in read_cases(path))


def found_in(text: str, extraction: Extraction) -> tuple[Found, ...]:
    """Return what was found in the notation of the cases."""

    def row(quotation: Quotation) -> Found:
        content = " | ".join(span.of(text) for span in quotation.content)
        return Found(content, quotation.voice.name, str(quotation.kind))

    return tuple(row(quotation) for quotation in extraction.quotations)


def solved(case: Case, found: tuple[Found, ...]) -> bool:
    """Say whether exactly the expected quotations were found, the optional ones or not."""
    left = list(found)
    for expected in case.expected:
        if left and expected.agrees(left[0]):
            left = left[1:]
        elif not expected.optional:
            return False
    return not left


def report(extract: Callable[[str], Extraction]) -> str:
    """Return the counts by phenomenon, and below them what was found in place of what."""
    counts: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for case in CASES:
        found = found_in(case.text, extract(case.text))
        counts[case.phenomenon].append(solved(case, found))
        if not counts[case.phenomenon][-1]:
            wrong.append(f"\n{case.title}")
            wrong += [f"  {'may be  ' if row.optional else 'expected'} {show(row)}" for row in case.expected]
            wrong += [f"  found    {show(row)}" for row in found]
    lines = [f"{name:16}{sum(answers):3} of {len(answers)}" for name, answers in counts.items()]
    every = [answer for answers in counts.values() for answer in answers]
    return "\n".join([*lines, f"{'all':16}{sum(every):3} of {len(every)}", *wrong])


def show(row: Expected | Found) -> str:
    """Return a quotation in one line."""
    names = row.speakers if isinstance(row, Expected) else (row.speaker,)
    content = " ".join(row.content.split())
    return f"{row.kind}, {' / '.join(name or '-' for name in names)}: {content}"
