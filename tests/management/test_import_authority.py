"""`manage.py import_authority FILE`: who speakers are, beside what articles state."""

from __future__ import annotations

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from quotes.management.commands import import_authority
from quotes.models import Affiliation, Alias, Identifier, Speaker, Term
from quotes.models.merging import merge
from tests.factories import AffiliationFactory, SpeakerFactory

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "authority.md").read_text()

pytestmark = pytest.mark.django_db

ROE = {
    "name": "Ada Roe",
    "aliases": ["Adaline Roe"],
    "ids": {"wikidata": "Q901", "viaf": "901"},
    "roles": [
        {"role": "mayor", "organization": "Elm Falls", "from": "2016", "until": "2019"},
        {"role": "mayor", "organization": "Elm Falls", "from": "2023-11-01"},
        {"organization": "Elm Falls Rowing Club"},
    ],
}


def run(folder: Path, *records: dict[str, Any] | str, **options: Any) -> tuple[dict[str, Any], list[str]]:
    """Bring in the records; return the counts that are not zero, and the messages."""
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    path = folder / "people.jsonl"
    path.write_text("\n".join(lines))
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("import_authority", str(path), json=True, stdout=out, stderr=err, **options)
    except SystemExit as error:
        status = int(str(error.code))
    counts = json.loads(out.getvalue())
    assert status == (1 if counts["failed"] or counts["ambiguous"] else 0)
    return {name: count for name, count in counts.items() if count}, err.getvalue().splitlines()


def rows() -> str:
    models = (Speaker, Alias, Identifier, Affiliation, Term)
    return serializers.serialize("json", [row for model in models for row in model.objects.order_by("pk")])


def test_it_brings_in_somebody_new_and_again_changes_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, ROE) == ({"created": 1}, [])
    speaker = Speaker.objects.get()
    assert (speaker.name, speaker.kind) == ("Ada Roe", "person")
    assert set(speaker.aliases.values_list("name", flat=True)) == {"Ada Roe", "Adaline Roe"}
    assert [str(one) for one in speaker.identifiers.all()] == ["viaf:901", "wikidata:Q901"]
    mayor = speaker.affiliations.get(role="mayor")
    assert list(map(str, mayor.terms.all())) == ["2016-01-01/2019-12-31", "2023-11-01/"]
    assert (mayor.first_stated, mayor.last_stated) == (None, None)
    assert str(speaker.affiliations.get(role="").terms.get()) == "/"
    before = rows()
    assert run(tmp_path, ROE, ROE) == ({"unchanged": 2}, [])
    assert rows() == before


def test_an_identifier_finds_whatever_the_name(tmp_path: Path) -> None:
    speaker = SpeakerFactory(name="Ada Reyes")
    Identifier.objects.create(speaker=speaker, scheme="viaf", value="901")
    SpeakerFactory(name="Ada Roe")
    assert run(tmp_path, ROE)[0] == {"changed": 1}
    assert Identifier.objects.get(value="Q901").speaker == speaker
    # The name that editors and articles know stays.
    assert Speaker.objects.get(pk=speaker.pk).name == "Ada Reyes"


def test_a_full_name_finds_the_only_one_and_leaves_what_is_stated(tmp_path: Path) -> None:
    stated = AffiliationFactory(
        speaker=SpeakerFactory(name="Ada B. Roe"), role="mayor", organization="Elm Falls"
    )
    assert run(tmp_path, ROE)[0] == {"changed": 1}
    after = Affiliation.objects.get(role="mayor")
    assert (after.pk, after.first_stated, after.last_stated) == (
        stated.pk,
        stated.first_stated,
        stated.last_stated,
    )
    assert after.terms.count() == 2


@pytest.mark.parametrize(
    ("on_record", "given"),
    [
        pytest.param({"name": "Ada B. Roe"}, {"name": "Ada C. Roe"}, id="another middle name"),
        pytest.param({"name": "Ada Roe Jr."}, {"name": "Ada Roe"}, id="the daughter"),
        pytest.param(
            {"name": "Elm Falls", "kind": "group"}, {"name": "Elm Falls", "kind": "organization"}, id="kind"
        ),
        pytest.param(
            {"name": "Port of Elm", "kind": "organization"},
            {"name": "Port Elm", "kind": "organization"},
            id="another organization",
        ),
    ],
)
def test_who_is_another_is_left_alone(
    on_record: dict[str, str], given: dict[str, str], tmp_path: Path
) -> None:
    SpeakerFactory(**on_record)
    assert run(tmp_path, given)[0] == {"created": 1}


def test_a_namesake_with_another_identifier_is_another(tmp_path: Path) -> None:
    known = SpeakerFactory(name="Ada Roe")
    Identifier.objects.create(speaker=known, scheme="wikidata", value="Q902")
    assert run(tmp_path, ROE)[0] == {"created": 1}
    assert [str(one) for one in known.identifiers.all()] == ["wikidata:Q902"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_namesakes_in_the_file_none_is_guessed(order: int, tmp_path: Path) -> None:
    known = SpeakerFactory(name="Ada Roe")
    other = {"name": "Ada Roe", "ids": {"wikidata": "Q902"}}
    counts, messages = run(tmp_path, *(ROE, other)[::order])
    assert counts == {"ambiguous": 2}
    assert all(known.public_id in message for message in messages)
    # Whom an editor has told apart is found by that.
    Identifier.objects.create(speaker=known, scheme="wikidata", value="Q902")
    assert run(tmp_path, *(ROE, other)[::order])[0] == {"created": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("record", "outcome", "reason"),
    [
        pytest.param({"name": "Ada Roe"}, "ambiguous", "Ada Roe: may be Ada", id="two of the name"),
        pytest.param({"name": "Mr. Roe"}, "failed", "a single name is not enough", id="a surname"),
        pytest.param(
            {"name": "X Y", "ids": {"viaf": "1", "isni": "0000000000000002"}},
            "ambiguous",
            "X Y: may be Ada",
            id="identifiers of two",
        ),
        pytest.param(
            {"name": "X Y", "ids": {"viaf": "1", "wikidata": "Q2"}},
            "failed",
            "is wikidata:Q1 on record, not wikidata:Q2",
            id="another identifier on record",
        ),
        pytest.param(
            {"name": "X Y", "ids": {"wikidata": "901"}}, "failed", "no wikidata", id="no identifier"
        ),
        pytest.param(
            {"name": "X Y", "kind": "group", "ids": {"viaf": "1"}}, "failed", "of the kind person", id="kind"
        ),
        pytest.param(
            {
                "name": "X Y",
                "ids": {"viaf": "1"},
                "roles": [{"role": "mayor", "from": "2020", "until": "2021"}],
            },
            "failed",
            "mayor, from 2020-01-01: until 2022-12-31 on record, not 2021-12-31",
            id="another end on record",
        ),
    ],
)
def test_what_is_not_certain_is_told_and_loses_nothing_else(
    record: dict[str, Any], outcome: str, reason: str, tmp_path: Path
) -> None:
    one, other = SpeakerFactory(name="Ada Roe"), SpeakerFactory(name="Ada B. Roe")
    for scheme, value in (("viaf", "1"), ("wikidata", "Q1")):
        Identifier.objects.create(speaker=one, scheme=scheme, value=value)
    Identifier.objects.create(speaker=other, scheme="isni", value="0000000000000002")
    mayor = AffiliationFactory(speaker=one, role="mayor", organization="")
    Term.objects.create(affiliation=mayor, held_from=date(2020, 1, 1), held_until=date(2022, 12, 31))
    before = rows()
    counts, (message,) = run(tmp_path, record, {"name": "Tom Reyes"})
    assert counts == {outcome: 1, "created": 1}
    assert message.startswith("people.jsonl:1: ")
    assert reason in message
    Speaker.objects.get(name="Tom Reyes").delete()
    assert rows() == before


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    counts, (message,) = run(tmp_path, "{", {"name": "Tom Reyes"})
    assert (counts, message.startswith("people.jsonl:1: no JSON")) == ({"failed": 1, "created": 1}, True)


def test_an_open_term_is_ended_and_never_opened_again(tmp_path: Path) -> None:
    held: dict[str, Any] = {"role": "mayor", "from": "2023-11-01"}
    ended = held | {"until": "2025-01-31"}
    results = [
        run(tmp_path, {"name": "Ada Roe", "roles": [role]})[0]
        for role in (held, ended, held, ended, {"role": "mayor"})
    ]
    assert results == [{"created": 1}, {"changed": 1}, *[{"unchanged": 1}] * 3]
    assert str(Term.objects.get()) == "2023-11-01/2025-01-31"


def test_who_was_merged_is_found_as_the_one_who_is_left(tmp_path: Path) -> None:
    run(tmp_path, ROE)
    left = SpeakerFactory(name="Ada Reyes")
    merge(Speaker.objects.get(name="Ada Roe"), left)
    before = rows()
    assert run(tmp_path, ROE)[0] == {"unchanged": 1}
    assert rows() == before


def test_a_dry_run_writes_nothing_and_counts_the_same(tmp_path: Path) -> None:
    again = {"name": "Ada Roe", "ids": {"wikidata": "Q901"}}
    dry, _ = run(tmp_path, ROE, again, "{", dry_run=True)
    assert not Speaker.objects.exists()
    wet, _ = run(tmp_path, ROE, again, "{")
    assert dry == wet | {"dry_run": True} == {"dry_run": True, "created": 1, "unchanged": 1, "failed": 1}


def test_an_interrupted_run_goes_on_where_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\n" + "".join(f"Ada Roe{letter}\n" for letter in "abcd"))
    whole = import_authority.bring_in

    def interrupted(entry: Any, namesakes: Any) -> Any:
        if entry.name == "Ada Roec":
            raise KeyboardInterrupt
        return whole(entry, namesakes)

    out = StringIO()
    monkeypatch.setattr(import_authority, "bring_in", interrupted)
    with pytest.raises(SystemExit, match="130"):
        call_command("import_authority", str(path), stdout=out)
    monkeypatch.undo()
    assert out.getvalue().startswith("Interrupted; run again to go on: 2 created")
    call_command("import_authority", str(path), stdout=(out := StringIO()))
    assert out.getvalue() == "2 created, 0 changed, 2 unchanged, 0 ambiguous, 0 failed\n"


def test_the_examples_of_the_page_are_the_same(tmp_path: Path) -> None:
    examples = re.findall(r"```(json|csv)\n(.*?)```", PAGE, re.DOTALL)
    assert [name for name, _ in examples] == ["json", "csv"]
    for (name, text), counts in zip(
        examples, ("1 created, 0 changed", "0 created, 1 changed, 1"), strict=True
    ):
        path = tmp_path / f"people.{name}"
        path.write_text(text)
        out = StringIO()
        call_command("import_authority", str(path), format={"json": "jsonl"}.get(name, name), stdout=out)
        assert out.getvalue().startswith(counts)


@pytest.mark.parametrize("option", ["--dry-run", "--format", "--json"])
def test_the_page_names_the_option(option: str) -> None:
    assert f"| `{option}` |" in PAGE


@pytest.mark.parametrize(("name", "reason"), [("no.csv", "is no file"), ("a.txt", "neither .csv nor .jsonl")])
def test_it_says_why_there_is_nothing_to_read(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("name\n")
    with pytest.raises(CommandError, match=reason) as raised:
        call_command("import_authority", str(tmp_path / name))
    assert raised.value.returncode == 2
