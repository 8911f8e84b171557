"""What surrounds the code: requirements, the package, the container files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def requirements(name: str) -> list[Requirement]:
    """Return the requirements of a file, without those that it includes."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def setting_names() -> set[str]:
    """Return the names that settings.py reads from the environment."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    readers = {"flag", "count", "rate", "origins", "env.str", "env.list", "env.int"}
    names = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in readers
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    return names | {"DATABASE_URL"}


def imported(path: Path) -> set[str]:
    """Return the top-level names of the modules that a file imports from elsewhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"config", "quotes"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"])
def test_it_bounds_every_requirement(name: str) -> None:
    for requirement in requirements(name):
        operators = {specifier.operator for specifier in requirement.specifier}
        assert operators == {">=", "<"}, requirement


def test_it_requires_what_it_imports() -> None:
    declared = {canonicalize_name(requirement.name) for requirement in requirements("requirements.txt")}
    distributions = packages_distributions()
    files = [ROOT / "manage.py", *(ROOT / "config").rglob("*.py"), *(ROOT / "quotes").rglob("*.py")]
    names = set().union(*(imported(path) for path in files))
    missing = {
        name
        for name in names
        if not declared & {canonicalize_name(each) for each in distributions.get(name, ())}
    }
    assert not missing


def test_it_needs_no_extra_that_old_pips_miss() -> None:
    # justext asks for lxml[html_clean], which pip before 23.3 does not find under that name.
    needs = {canonicalize_name(Requirement(each).name) for each in requires("justext") or ()}
    declared = {canonicalize_name(requirement.name) for requirement in requirements("requirements.txt")}
    assert "lxml" in needs
    assert "lxml-html-clean" in declared


def test_it_ships_every_data_file_of_the_package() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["quotes"]
    listed = subprocess.run(["git", "ls-files", "quotes"], cwd=ROOT, capture_output=True, text=True)
    files = [Path(line).relative_to("quotes") for line in listed.stdout.splitlines()]
    data = [path for path in files if path.suffix != ".py"]
    left_out = [path for path in data if not any(fnmatch(path.name, Path(each).name) for each in patterns)]
    assert not left_out


def test_its_version_is_the_newest_of_the_changelog() -> None:
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert versions[0] == PROJECT["project"]["version"]


@pytest.mark.parametrize("goal", ["venv", "demo", "test", "lint", "format", "clean"])
def test_make_knows_the_goal_and_lists_it(goal: str) -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(rf"^  make {goal} ", listed.stdout, re.MULTILINE)
    subprocess.run(["make", "--dry-run", goal], cwd=ROOT, capture_output=True, check=True)


def test_the_container_copies_what_there_is() -> None:
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY")]
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    for name in (name for names in copied for name in names):
        assert (ROOT / name).exists(), name
        assert f"!{name}" in allowed


def test_the_container_runs_without_rights_and_build_tools() -> None:
    assert re.search(r"^USER (?!root|0)\w+$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.rindex("USER ") < DOCKERFILE.rindex("CMD ")
    assert not re.search(r"apt-get|gcc|build-essential", DOCKERFILE)


def test_compose_sets_only_settings_that_exist() -> None:
    environment: dict[str, Any] = COMPOSE["services"]["web"]["environment"]
    assert set(environment) <= setting_names()
    assert {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS"} <= set(environment)


def test_compose_joins_the_web_server_to_its_database() -> None:
    database, web = COMPOSE["services"]["db"], COMPOSE["services"]["web"]
    url = web["environment"]["DATABASE_URL"]
    user, name = database["environment"]["POSTGRES_USER"], database["environment"]["POSTGRES_DB"]
    assert url.startswith(f"postgresql://{user}:${{POSTGRES_PASSWORD}}@db:5432/{name}")
    assert web["depends_on"]["db"]["condition"] == "service_healthy"
    assert "healthcheck" in database
    assert {volume.split(":")[0] for volume in database["volumes"]} <= set(COMPOSE["volumes"])


def test_compose_holds_no_secret() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if "SECRET" in name or "PASSWORD" in name:
                assert value.startswith("${"), name


def test_compose_publishes_the_port_that_the_server_listens_on() -> None:
    web = COMPOSE["services"]["web"]
    assert web["ports"] == ["127.0.0.1:8000:8000"]
    assert "--bind 0.0.0.0:8000" in web["command"][-1]
    assert "EXPOSE 8000" in DOCKERFILE
