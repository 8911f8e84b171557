"""Say who reviewed a quote, and when.

On SQLite Django rebuilds the table of quotes, which drops the triggers of the full-text index:
it is taken down before and made again after.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

full_text = import_module("quotes.migrations.0002_full_text_search")


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0014_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(full_text.remove, full_text.create),
        migrations.AddField(
            "quote",
            "reviewed_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "quote", "reviewed_at", models.DateTimeField(blank=True, editable=False, null=True)
        ),
        migrations.RunPython(full_text.create, full_text.remove),
    ]
