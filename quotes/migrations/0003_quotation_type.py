"""Give each quote its type, told by the cue that is stored with it.

On SQLite Django rebuilds the table, which drops the triggers of the full-text index: it is
taken down before and made again after.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from quotes.extraction.quotation_types import type_of
from quotes.extraction.records import Kind

full_text = import_module("quotes.migrations.0002_full_text_search")

TYPES = ("speech", "writing", "thought", "intention", "other")


def tell(apps, schema_editor):
    quotes = apps.get_model("quotes", "Quote").objects
    batch = []
    for quote in quotes.only("pk", "cue", "mention", "kind").iterator(2000):
        quote.type = type_of(quote.cue, quote.mention, Kind(quote.kind)).value
        if quote.type != "speech":
            batch.append(quote)
        if len(batch) == 2000:
            quotes.bulk_update(batch, ("type",), batch_size=500)
            batch = []
    quotes.bulk_update(batch, ("type",), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0002_full_text_search")]
    operations = [
        migrations.RunPython(full_text.remove, full_text.create),
        migrations.AddField(
            "quote",
            "type",
            models.CharField(
                choices=[
                    ("speech", "speech: said, asked, promised"),
                    ("writing", "writing: wrote, tweeted, a report found"),
                    ("thought", "thought: believes, fears, knew"),
                    ("intention", "intention: wants, plans, refused"),
                    ("other", "other: endorsed, ordered, showed"),
                ],
                default="speech",
                max_length=9,
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.AddConstraint(
            "quote", models.CheckConstraint(condition=Q(type__in=TYPES), name="quote_type_known")
        ),
        migrations.RunPython(full_text.create, full_text.remove),
    ]
