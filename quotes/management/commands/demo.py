"""`demo`: Verbatim on a small sample, from an empty database to a page in the browser."""

from __future__ import annotations

import secrets
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

HOST = "127.0.0.1"
EDITOR = "demo"
PORTS = 10


def free_port(first: int) -> int:
    """Return the first port from `first` on that nobody listens on. Raises CommandError after ten."""
    for port in range(first, first + PORTS):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((HOST, port))
            except OSError:
                continue
            return port
    raise CommandError(
        f"Ports {first} to {first + PORTS - 1} are in use. Choose another one: make demo PORT={first + 1000}"
    )


def renew_editor() -> str:
    """Give the demo's editor, who is made if missing, a new password and return it."""
    password = secrets.token_urlsafe(9)
    users = get_user_model()._default_manager
    editor, _ = users.update_or_create(username=EDITOR, defaults={"is_staff": True, "is_superuser": True})
    editor.set_password(password)
    editor.save()
    return password


class Command(BaseCommand):
    """Migrate, ingest the articles of seeds/, print who said what and serve it on this machine."""

    help = "Show Verbatim on the articles of seeds/ and serve them on this machine (make demo)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port, and whether to serve at all."""
        parser.add_argument("--port", type=int, default=8000, help="Port; the next free one if it is in use.")
        parser.add_argument("--no-serve", action="store_true", help="Stop after the table of who said what.")

    def handle(self, *, port: int, no_serve: bool, **options: Any) -> None:
        """Run the demo. Raises CommandError unless DEBUG is on: it makes an account by itself."""
        if not settings.DEBUG:
            raise CommandError("The demo is for development: set DEBUG to true.")
        call_command("migrate", verbosity=0)
        call_command("ingest", str(settings.BASE_DIR / "seeds"))
        call_command("whosaid")
        if no_serve:
            return
        chosen = free_port(port)
        if chosen != port:
            self.stdout.write(f"\nPort {port} is in use by another server; this one takes {chosen}.")
        address = f"http://{HOST}:{chosen}"
        self.stdout.write(
            f"""
Open in a browser:
  {address}/                                 start here
  {address}/api/v1/quotes/?speaker_name=lund  what Hedda Lund said
  {address}/api/docs/                        every endpoint and filter, to try out
  {address}/admin/                           the editors' desk: {EDITOR}, password {renew_editor()}
"""
        )
        self.stdout.flush()
        call_command("runserver", f"{HOST}:{chosen}", use_reloader=False)
