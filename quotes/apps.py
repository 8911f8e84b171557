"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class QuotesConfig(AppConfig):
    """Quotes, their speakers and their sources."""

    name = "quotes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep variants in step with deletions."""
        from quotes import variants  # noqa: F401 (its receiver)
