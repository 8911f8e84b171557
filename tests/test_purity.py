import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE = (
    "quotes.articles",
    "quotes.authority",
    "quotes.folding",
    "quotes.matching",
    "quotes.occurrences",
    "quotes.resolution",
    "quotes.readers",
    "quotes.search",
    "quotes.stated",
    "quotes.extraction",
)

# Prints, for each module that it imports, what of Django came with it.
PROBE = """
import importlib, json, sys
brought = {}
for name in sys.argv[1:]:
    before = set(sys.modules)
    importlib.import_module(name)
    new = {module.partition(".")[0] for module in set(sys.modules) - before}
    brought[name] = sorted(new & {"django", "rest_framework", "django_filters", "environ"})
print(json.dumps(brought))
"""


def modules_of(package):
    """Return the names of a package, or module, and of everything in it."""
    folder = ROOT.joinpath(*package.split("."))
    return [package, *(module.name for module in pkgutil.walk_packages([str(folder)], f"{package}."))]


def brought_by(modules):
    """Return what of Django each of the modules brings, imported in this order by a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("package", PURE)
def test_nothing_in_it_imports_django(package):
    modules = ["quotes", *modules_of(package)]
    assert brought_by(modules) == {module: [] for module in modules}


def test_the_probe_sees_django():
    assert brought_by(["quotes.articles", "quotes.apps"]) == {
        "quotes.articles": [],
        "quotes.apps": ["django"],
    }


def test_all_modules_are_looked_at():
    assert {"quotes.extraction.pipeline", "quotes.extraction.__main__"} <= set(
        modules_of("quotes.extraction")
    )
    assert "quotes.readers.text" in modules_of("quotes.readers")
