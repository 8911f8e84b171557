"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class QuotesConfig(AppConfig):
    """Quotes, their speakers and their sources."""

    name = "quotes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep variants and speakers in step with the sources; have the database tell of every change."""
        from quotes import variants, withdrawal  # noqa: F401 (their receivers)
        from quotes.api import deadlines  # noqa: F401 (its receiver)
        from quotes.models import triggers

        pre_migrate.connect(triggers.remove, sender=self)
        post_migrate.connect(triggers.install, sender=self)
