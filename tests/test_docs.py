"""The documentation names everything that a user can meet."""

from __future__ import annotations

import re
from argparse import Action
from pathlib import Path

import pytest
from django.core.management import load_command_class
from drf_spectacular.generators import SchemaGenerator

from tests.test_packaging import setting_names

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("**/*.md"))]
SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
# Options that every command of Django has.
DJANGO_OPTIONS = set(
    "--help --version --verbosity --settings --pythonpath --traceback"
    " --no-color --force-color --skip-checks".split()
)


def parameters() -> set[tuple[str, str]]:
    """Return each list's path with each of its query parameters."""
    return {
        (path, parameter["name"])
        for path, operations in SCHEMA["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", ())
        if parameter["in"] == "query" and not path.endswith("{id}/")
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
    resource = path.strip("/").split("/")[-1]
    rows = [line for line in README.splitlines() if line.startswith((f"| {resource} |", "| every list |"))]
    assert any(f"`{name}`" in row for row in rows)


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
