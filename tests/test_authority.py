"""Lines of authority files, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quotes.authority import Entry, Position, read
from quotes.readers import Failure
from quotes.readers.decoding import UnreadableError

OKAFOR = Entry(
    line="",
    name="Adaeze Okafor",
    kind="person",
    aliases=("A. Okafor", "Ada Okafor"),
    ids=(("wikidata", "Q900000042"), ("viaf", "901")),
    positions=(Position("harbor minister", "Port of Lindhaven", date(2023, 11, 1), date(2024, 12, 31)),),
)


def lines(folder: Path, text: str | bytes, name: str) -> list[Entry | Failure]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read(path))


def test_it_reads_json_lines(tmp_path: Path) -> None:
    text = (
        '\ufeff\n{"name": "Adaeze  Okafor", "aliases": ["A. Okafor", "", "Ada Okafor"], '
        '"ids": {"wikidata": "Q900000042", "viaf": 901}, "roles": [{"role": "harbor minister", '
        '"organization": "Port of Lindhaven", "from": "2023-11", "until": "2024"}]}\n'
        '{"name": "Elm Falls Council", "kind": "group", "aliases": null, "roles": null}\n'
    )
    first, second = lines(tmp_path, text.lstrip("\ufeff\n"), "people.jsonl")
    assert first == Entry("people.jsonl:1", *[getattr(OKAFOR, name) for name in OKAFOR.__slots__[1:]])
    assert second == Entry("people.jsonl:2", "Elm Falls Council", "group", (), (), ())


def test_it_reads_csv(tmp_path: Path) -> None:
    text = (
        "\ufeffName,kind,aliases,ids,role,organization,from,until\r\n"
        "Adaeze Okafor,,A. Okafor| Ada Okafor,wikidata:Q900000042 | viaf:901,"
        '"harbor\nminister",Port of Lindhaven,2023-11,2024\r\n'
        ",,,,,,,\r\n"
        "Elm Falls Council,group\r\n"
    )
    first, second = lines(tmp_path, text, "people.csv")
    assert first == Entry("people.csv:2", *[getattr(OKAFOR, name) for name in OKAFOR.__slots__[1:]])
    # Counted in lines of the file, not in rows.
    assert second == Entry("people.csv:5", "Elm Falls Council", "group", (), (), ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object but list"),
        ("[" * 100_000, "no JSON"),
        ("{}", "no name"),
        ('{"name": "…"}', "holds no letter or digit"),
        ('{"name": ["Ada Roe"]}', "name: list, not a string"),
        ('{"name": "Ada Roe", "born": 1950}', "unknown key 'born'"),
        ('{"name": "Ada Roe", "alias": []}', "did you mean 'aliases'?"),
        ('{"name": "Ada Roe", "kind": "people"}', "kind: 'people' is none of person"),
        ('{"name": "Ada Roe", "aliases": "A. Roe"}', "aliases: str, not a list"),
        ('{"name": "Ada Roe", "aliases": ["-"]}', "aliases: '-' holds no letter or digit"),
        ('{"name": "Ada Roe", "ids": ["Q1"]}', "ids: no object"),
        ('{"name": "Ada Roe", "ids": {"wikidata": true}}', "wikidata: bool, not a string"),
        ('{"name": "Ada Roe", "roles": ["mayor"]}', "roles: each must be an object"),
        ('{"name": "Ada Roe", "roles": [{"from": "2024"}]}', "neither role nor organization"),
        ('{"name": "Ada Roe", "roles": [{"role": "mayor", "since": "2024"}]}', "unknown key of a role"),
        ('{"name": "Ada Roe", "roles": [{"role": "mayor", "from": "9/7/24"}]}', "from: '9/7/24' is no date"),
        (
            '{"name": "Ada Roe", "roles": [{"role": "mayor", "until": "2024-02-30"}]}',
            "'2024-02-30' is no date",
        ),
        ('{"name": "Ada Roe", "roles": [{"role": "mayor", "from": "0000"}]}', "'0000' is no date"),
        (
            '{"name": "Ada Roe", "roles": [{"role": "mayor", "from": "2025", "until": "2024"}]}',
            "until 2024-12-31 is before from 2025-01-01",
        ),
        ('{"name": "Ada\\u0000 Roe"}', "NUL character"),
        ('{"name": "Ada \\ud800 Roe"}', "lone surrogate"),
        (f'{{"name": "{"Roe " * 100}"}}', "name: 399 characters, at most 300"),
        (b'{"name": "Ad\xe9"}', "not UTF-8"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_bad_line_of_json_costs_itself(line: Any, reason: str, tmp_path: Path) -> None:
    good = b'{"name": "Tom Reyes"}\n'
    bad = line if isinstance(line, bytes) else line.encode()
    first, failure, last = lines(tmp_path, good + bad + b"\n" + good, "people.jsonl")
    assert isinstance(failure, Failure)
    assert (failure.item, reason in failure.reason) == ("people.jsonl:2", True), failure.reason
    assert isinstance(first, Entry)
    assert isinstance(last, Entry)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"Ada Roe,Q1", "ids: 'Q1' is not scheme:value"),
        (b"Ada Roe,viaf:1|viaf:2", "two of one scheme"),
        (b"Roe, Ada,viaf:1", "3 cells in 2 columns"),
        (b",viaf:1", "no name"),
        (b"Ad\xe9,viaf:1", "lone surrogate"),
        (b'"Ada "Roe,viaf:1', "no CSV"),
        (b"Ada" + b" Roe" * 50_000 + b",viaf:1", "no CSV"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_row_of_csv_costs_itself(line: bytes, reason: str, tmp_path: Path) -> None:
    good = b"Tom Reyes,viaf:9\n"
    found = lines(tmp_path, b"name,ids\n" + good + line + b"\n" + good, "people.csv")
    assert [type(one) for one in found] == [Entry, Failure, Entry]
    failure = found[1]
    assert isinstance(failure, Failure)
    assert (failure.item, reason in failure.reason) == ("people.csv:3", True), failure.reason


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("people.txt", "name\n", "neither .csv nor .jsonl"),
        ("people.csv", "", "a column 'name' must be there"),
        ("people.csv", "Ada Roe,viaf:1\n", "unknown column 'ada roe'"),
        ("people.csv", "name,kind,name\n", "each only once"),
        ("people.csv", "name,alias\n", "did you mean 'aliases'?"),
    ],
)
def test_another_file_is_refused_as_a_whole(name: str, text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=reason):
        lines(tmp_path, text, name)
