"""Mark persons who are known by a surname alone, and the quotes that such a name gave to somebody.

On SQLite Django rebuilds the table of quotes, which drops the triggers of the full-text index:
it is taken down before and made again after.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from quotes.models.derived import DerivedBooleanField
from quotes.resolution import is_bare

full_text = import_module("quotes.migrations.0002_full_text_search")
BATCH = 2000


def mark(apps, schema_editor):
    """Mark the persons; of the quotes that are stored it is not known how the article names them."""
    speakers = apps.get_model("quotes", "Speaker").objects
    rows = speakers.filter(kind="person").values_list("pk", "name").iterator(BATCH)
    bare = [pk for pk, name in rows if is_bare(name)]
    for start in range(0, len(bare), 500):
        speakers.filter(pk__in=bare[start : start + 500]).update(incomplete=True)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0010_terms")]
    operations = [
        migrations.RunPython(full_text.remove, full_text.create),
        migrations.AddField("speaker", "incomplete", DerivedBooleanField(default=False, editable=False)),
        migrations.AddField(
            "quote",
            "stated_name",
            models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.AddField("quote", "bare", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AddIndex(
            "quote",
            models.Index(fields=["speaker"], condition=Q(bare=True), name="quote_by_bare_surname"),
        ),
        migrations.RunPython(full_text.create, full_text.remove),
    ]
