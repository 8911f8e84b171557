#!/usr/bin/env python
"""Run Django's commands for Verbatim: migrate, ingest, runserver and the rest."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that `sys.argv` names.

    A checkout with no settings in the environment is a development checkout: without
    SECRET_KEY, DEBUG is on here. The server's entry points (wsgi, asgi) never assume so.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "SECRET_KEY" not in os.environ:
        os.environ.setdefault("DEBUG", "true")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
