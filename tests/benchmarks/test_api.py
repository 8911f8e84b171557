"""The benchmark of the REST API runs from an empty folder to its table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_it_fills_a_database_and_prints_all_ratios(tmp_path: Path) -> None:
    asked = "--quotes 300 --sources 60 --speakers 20 --seconds 0.2 --database SQLite --folder".split()
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.api", *asked, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "300 quotes, 60 sources, 20 speakers" in ran.stdout
    ratios = [line for line in ran.stdout.splitlines() if line.startswith("| ")]
    missing = [line for line in ratios if "not measured" in line]
    assert all("Datasette" in line for line in missing)
    assert any(line.startswith("| Python CPU per list request, API to bare view |") for line in ratios)
