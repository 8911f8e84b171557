"""Make the keys of names with initials anew: "George H.W. Roe" has that of "George H. W. Roe" now."""

from django.db import migrations

from quotes.extraction.names import name_key

BATCH = 1000


def fold(apps, schema_editor):
    aliases = apps.get_model("quotes", "Alias").objects
    changed = []
    for alias in aliases.filter(name__contains=".").only("pk", "name", "key").iterator(BATCH):
        key = name_key(alias.name)[:300]
        if key != alias.key:
            alias.key = key
            changed.append(alias)
    aliases.bulk_update(changed, ("key",), batch_size=300)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0011_bare_surnames")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
