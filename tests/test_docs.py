"""The documentation names everything that a user can meet."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from argparse import Action
from pathlib import Path

import pytest
from django.core.management import load_command_class
from drf_spectacular.generators import SchemaGenerator
from rest_framework.renderers import BaseRenderer
from rest_framework.settings import api_settings

from quotes.api.formats import LIST_RENDERERS
from quotes.api.narrowing import NOT
from quotes.articles import Article
from quotes.extraction import load
from quotes.readers import read
from tests.test_packaging import setting_names

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
API = (ROOT / "docs" / "api.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("**/*.md"))]
SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
# Options that every command of Django has.
DJANGO_OPTIONS = set(
    "--help --version --verbosity --settings --pythonpath --traceback"
    " --no-color --force-color --skip-checks".split()
)


def parameters() -> set[tuple[str, str]]:
    """Return each list's path with each of its query parameters; `not_` before one is described once."""
    return {
        (path, parameter["name"])
        for path, operations in SCHEMA["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", ())
        if parameter["in"] == "query" and not path.endswith("{id}/")
        if not parameter["name"].startswith(NOT)
    }


def options(command: str) -> list[Action]:
    """Return the options of a management command that are its own."""
    parser = load_command_class("quotes", command).create_parser("manage.py", command)
    actions = [action for action in parser._actions if action.option_strings]
    return [action for action in actions if not DJANGO_OPTIONS & set(action.option_strings)]


@pytest.mark.parametrize("path", sorted(SCHEMA["paths"]))
def test_the_readme_names_the_endpoint(path: str) -> None:
    assert f"`{path}`" in README


@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/", "/api/schema/", "/admin/"])
def test_the_readme_names_the_page(path: str) -> None:
    assert f"`{path}`" in README


@pytest.mark.parametrize(("path", "name"), sorted(parameters()))
def test_the_readme_names_the_filter_beside_its_list(path: str, name: str) -> None:
    resource = path.strip("/").split("/")[2]
    rows = [line for line in README.splitlines() if line.startswith((f"| {resource} |", "| every list |"))]
    assert any(f"`{name}`" in row for row in rows)


def test_the_page_about_the_api_says_how_a_filter_is_turned_round() -> None:
    assert f"`{NOT}`" in API
    assert f"`{NOT}kind=direct`" in API


def table_of_addresses() -> dict[str, set[str]]:
    """Return the methods that the page about the API names for each address, in the table at its top."""
    table = re.search(r"^\| address \|.*?\n\n", API, re.DOTALL | re.MULTILINE)
    assert table
    heading, _, *rows = (
        [cell.strip() for cell in row.split("|")[1:-1]] for row in table[0].splitlines() if row
    )
    assert all(len(row) == len(heading) for row in rows)
    return {
        row[0].strip("`"): {name.lower() for name, what in zip(heading[1:], row[1:], strict=True) if what}
        for row in rows
    }


def test_the_page_about_the_api_names_the_methods_of_each_address() -> None:
    methods = {path: set(operations) for path, operations in SCHEMA["paths"].items()}
    assert table_of_addresses() == methods


@pytest.mark.parametrize("path", sorted(SCHEMA["paths"]))
def test_the_page_about_the_api_names_the_endpoint(path: str) -> None:
    assert f"`{path}`" in API


@pytest.mark.parametrize(("path", "name"), sorted(parameters()))
def test_the_page_about_the_api_names_the_filter_in_its_section(path: str, name: str) -> None:
    resource = path.strip("/").split("/")[2]
    heading = rf"^#+ (?:{resource}|Fields|Pages|Search|Counts)\n"
    sections = re.findall(rf"{heading}(.*?)(?=^#+ )", API, re.DOTALL | re.MULTILINE)
    rows = [line.split("|")[1] for section in sections for line in section.splitlines() if "|" in line]
    assert any(f"`{name}`" in row for row in rows)


@pytest.mark.parametrize("renderer", [*api_settings.DEFAULT_RENDERER_CLASSES, *LIST_RENDERERS])
def test_the_page_about_the_api_names_the_format(renderer: type[BaseRenderer]) -> None:
    section = API.split("## Formats")[1].split("\n## ")[0]
    assert f"| `{renderer.format}` | `{renderer.media_type}` |" in section


@pytest.mark.parametrize("row", ["quotes", "speakers", "sources", "affiliations"])
def test_the_readme_names_no_filter_that_does_not_exist(row: str) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| {row} |"))
    known = {name for path, name in parameters() if path == f"/api/v1/{row}/"}
    assert set(re.findall(r"`(\w+)`", line)) <= known


@pytest.mark.parametrize("command", ["ingest", "whosaid"])
def test_the_readme_names_the_options(command: str) -> None:
    own = options(command)
    assert own
    for action in own:
        assert re.search(rf"`{action.option_strings[-1]}[ `]", README), action.option_strings


def test_the_page_about_the_api_names_the_options_of_make_key() -> None:
    section = API.split("## Keys")[1].split("\n## ")[0]
    own = options("make_key")
    assert own
    for action in own:
        assert f"{action.option_strings[-1]} " in section, action.option_strings


def test_the_readme_names_the_settings_and_no_others() -> None:
    table = README.split("## Settings")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == setting_names()


def test_the_readme_names_the_goals_of_make_and_no_others() -> None:
    goals = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", README, re.MULTILINE))
    assert named == goals - {"help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_the_example_is_what_the_seed_article_says() -> None:
    example = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    (article,) = read(ROOT / "seeds" / "flood-barrier.txt")
    assert isinstance(article, Article)
    assert (article.title, str(article.published)) == (
        example["source"]["title"],
        example["source"]["published"],
    )
    assert " ".join(article.text[start:end] for start, end in example["content_spans"]) == example["text"]
    for part in ("cue", "mention"):
        assert [article.text[start:end] for start, end in example[part]["spans"]] == [example[part]["text"]]


def test_the_example_is_what_the_extractor_finds() -> None:
    example = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    (article,) = read(ROOT / "seeds" / "flood-barrier.txt")
    assert isinstance(article, Article)
    found = {quotation.start: quotation for quotation in load()(article.text, article.title).quotations}
    quotation = found[example["content_spans"][0][0]]
    assert [[span.start, span.end] for span in quotation.content] == example["content_spans"]
    assert [[span.start, span.end] for span in quotation.cue] == example["cue"]["spans"]
    assert (quotation.kind, quotation.voice.name) == (example["kind"], example["speaker"]["name"])
    assert (quotation.voice.role, quotation.voice.organization or "") == (
        example["affiliation"]["role"],
        example["affiliation"]["organization"],
    )


@pytest.mark.parametrize("number", [0, 1])
def test_the_python_of_the_readme_runs(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 2
    exec(compile(blocks[number], "README.md", "exec"), {})
    assert "Jane Roe" in capsys.readouterr().out


def test_the_filter_of_the_readme_runs() -> None:
    command = next(
        line for line in README.splitlines() if "python -m quotes.extraction" in line and "|" in line
    )
    ran = subprocess.run(
        command.replace("python ", f"'{sys.executable}' "),
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    printed = json.loads(ran.stdout)
    assert (printed["id"], printed["attributions"][0]["speaker"]) == (1, "Jane Roe")
