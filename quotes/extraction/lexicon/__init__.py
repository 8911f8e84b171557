"""Word lists as data: titles, roles, nicknames, first names. Read once, on first use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["m", "f"]

PHRASES = frozenset({"institutions"})


def read(name: str) -> Iterator[list[str]]:
    """Yield the words of each line of a list, without the comments."""
    for line in files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if words := line.partition("#")[0].split():
            yield words


@cache
def titles() -> dict[str, Gender | None]:
    """Return each title that may stand before a name, without its point, and its gender: mrs -> f."""
    return {word: marked(gender) for word, gender, *_ in read("titles.txt")}


@cache
def role_titles() -> frozenset[str]:
    """Return the abbreviated titles that say what the person is: sen, gov, gen."""
    return frozenset(words[0] for words in read("titles.txt") if words[-1] == "role")


@cache
def roles() -> dict[str, Gender | None]:
    """Return each noun for what a person is or does, and the gender that it tells: actress -> f."""
    found: dict[str, Gender | None] = {}
    for words in read("roles.txt"):
        for word in words:
            noun, _, gender = word.partition("/")
            found[noun] = marked(gender)
    return found


@cache
def first_names() -> dict[str, Gender]:
    """Return first names with their usual gender; names that are given to both are left out."""
    found: dict[str, Gender] = {}
    gender: Gender | None = None
    for words in read("first_names.txt"):
        if words[0].startswith("["):
            gender = marked(words[0][1])
        elif gender:
            found.update(dict.fromkeys(words, gender))
    return found


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Return for each given name those that it may stand for, itself among them: bill -> bill, william."""
    found: dict[str, set[str]] = {}
    for full, *short in read("nicknames.txt"):
        found.setdefault(full, {full})
        for name in short:
            found.setdefault(name, {name}).add(full)
    return {name: frozenset(full) for name, full in found.items()}


@cache
def classes() -> dict[str, frozenset[str]]:
    """Return the small classes of words by name; of institutions, each line is one."""
    found: dict[str, set[str]] = {}
    members: set[str] = set()
    name = ""
    for words in read("classes.txt"):
        if words[0].startswith("["):
            name = " ".join(words).strip("[]")
            members = found.setdefault(name, set())
        elif name in PHRASES:
            members.add(" ".join(words))
        else:
            members.update(words)
    return {name: frozenset(words) for name, words in found.items()}


@cache
def cues() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the lines of each section of cues.txt, each as its words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    section: list[tuple[str, ...]] = []
    for words in read("cues.txt"):
        if words[0].startswith("["):
            section = found.setdefault(" ".join(words).strip("[]"), [])
        else:
            section.append(tuple(words))
    return {name: tuple(lines) for name, lines in found.items()}


@cache
def parties() -> dict[str, str]:
    """Return for each way to write a party, in small letters, its usual name: lib dem -> Liberal Democrat."""
    found: dict[str, str] = {}
    for words in read("parties.txt"):
        name, *others = (word.replace("_", " ") for word in words)
        found.update((word.lower(), name) for word in (name, *others))
    return found


@cache
def states() -> dict[str, str]:
    """Return for each way to write a state of the USA, without its points, its name: ny -> New York."""
    found: dict[str, str] = {}
    for words in read("states.txt"):
        name = words[0].replace("_", " ")
        found.update((word.replace(".", "").lower(), name) for word in (name, *words[1:]))
    return found


@cache
def kindred(section: str) -> dict[str, frozenset[str]]:
    """Return for each word of a section of kindred.txt all words that may stand for it, itself among them."""
    found: dict[str, set[str]] = {}
    here = False
    for words in read("kindred.txt"):
        if words[0].startswith("["):
            here = words[0] == f"[{section}]"
        elif here:
            for word in words:
                found.setdefault(word, {word}).update(words)
    return {word: frozenset(group) for word, group in found.items()}


def marked(gender: str) -> Gender | None:
    """Read a gender mark; anything but m and f means that the word tells none."""
    return "m" if gender == "m" else "f" if gender == "f" else None
