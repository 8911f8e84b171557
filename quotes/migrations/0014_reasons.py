"""Keep with each quote what led to its speaker, and find the surnames that stand alone.

On SQLite Django rebuilds the table of quotes, which drops the triggers of the full-text index:
it is taken down before and made again after.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from quotes.resolution import surname_key

full_text = import_module("quotes.migrations.0002_full_text_search")
BATCH = 2000


def fill(apps, schema_editor):
    """Tell the surnames that stand alone, and what became of each name."""
    quotes = apps.get_model("quotes", "Quote").objects
    for pk, name in quotes.filter(bare=True).values_list("pk", "stated_name").iterator(BATCH):
        quotes.filter(pk=pk).update(surname=surname_key(name)[:300])
    quotes.exclude(speaker=None).update(resolution="resolved")
    quotes.filter(speaker=None).exclude(stated_name="").update(resolution="ambiguous")


class Migration(migrations.Migration):
    dependencies = [("quotes", "0013_keys")]
    operations = [
        migrations.RunPython(full_text.remove, full_text.create),
        migrations.RemoveIndex("quote", "quote_by_bare_surname"),
        *(
            migrations.AddField("quote", name, models.JSONField(blank=True, default=list, editable=False))
            for name in ("chain", "rivals")
        ),
        migrations.AddField("quote", "reason", models.TextField(blank=True, default="", editable=False)),
        migrations.AddField(
            "quote",
            "resolution",
            models.CharField(
                choices=[
                    ("resolved", "resolved: stands for one speaker"),
                    ("ambiguous", "ambiguous: may stand for several speakers, or for somebody else"),
                    ("unnamed", "unnamed: the article names nobody"),
                ],
                default="unnamed",
                editable=False,
                max_length=9,
            ),
        ),
        migrations.AddField(
            "quote", "surname", models.CharField(blank=True, default="", editable=False, max_length=300)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField("quote", "bare"),
        migrations.AddIndex("quote", models.Index(fields=["surname"], name="quote_by_bare_surname")),
        migrations.AddIndex(
            "quote",
            models.Index(
                condition=Q(resolution="ambiguous"), fields=["-sort_date", "-id"], name="quote_ambiguous"
            ),
        ),
        migrations.AddConstraint(
            "quote",
            models.CheckConstraint(
                condition=Q(resolution__in=("resolved", "ambiguous", "unnamed")),
                name="quote_resolution_known",
            ),
        ),
        migrations.RunPython(full_text.create, full_text.remove),
    ]
