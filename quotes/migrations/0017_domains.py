"""Give sources the domain of their address, and index more of the orders of quotes."""

from django.db import migrations, models

from quotes.models.derived import DerivedCharField
from quotes.models.source import domain_of

BATCH = 2000


def fill(apps, schema_editor):
    """Tell the domains."""
    sources = apps.get_model("quotes", "Source").objects
    changed = []
    for source in sources.exclude(url="").only("pk", "url").iterator(BATCH):
        source.domain = domain_of(source.url)[:253]
        changed.append(source)
        if len(changed) == BATCH:
            sources.bulk_update(changed, ("domain",), batch_size=300)
            changed.clear()
    sources.bulk_update(changed, ("domain",), batch_size=300)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0016_told")]
    operations = [
        migrations.AddField(
            "source",
            "domain",
            DerivedCharField(blank=True, default="", editable=False, max_length=253),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex("quote", models.Index(fields=["-created", "-id"], name="quote_last_created")),
        migrations.AddIndex("quote", models.Index(fields=["-confidence", "-id"], name="quote_surest")),
    ]
