"""The settings of the application, with the addresses of what it is compared with."""

from __future__ import annotations

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.rivals"
