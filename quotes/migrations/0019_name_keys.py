"""Make the keys of names anew: particles with a capital, family names that come first, nicknames in marks.

"De Roe" is a surname alone now, "Xi Roeping" has the surname "xi", "al-Roe" has "roe".
"""

from django.db import migrations
from django.db.models import Q

from quotes.extraction.names import name_key
from quotes.resolution import is_bare, surname_key

BATCH = 2000


def fold(apps, schema_editor):
    aliases = apps.get_model("quotes", "Alias").objects
    changed = []
    for alias in aliases.only("pk", "name", "key", "surname").iterator(BATCH):
        keys = name_key(alias.name)[:300], surname_key(alias.name)[:300]
        if keys != (alias.key, alias.surname):
            alias.key, alias.surname = keys
            changed.append(alias)
    aliases.bulk_update(changed, ("key", "surname"), batch_size=300)


def mark(apps, schema_editor):
    """Mark the persons who are known by a surname alone, and no others."""
    speakers = apps.get_model("quotes", "Speaker").objects
    rows = speakers.filter(kind="person").values_list("pk", "name", "incomplete").iterator(BATCH)
    for pk, name, incomplete in rows:
        if is_bare(name) != incomplete:
            speakers.filter(pk=pk).update(incomplete=not incomplete)


def stand_alone(apps, schema_editor):
    """Tell which quotes give a surname alone; without a speaker none is known to be of a person."""
    quotes = apps.get_model("quotes", "Quote").objects
    persons = Q(surname="", speaker__kind="person", stated_name__contains=" ")
    rows = quotes.filter(persons | ~Q(surname="")).order_by()
    for pk, name, surname in rows.values_list("pk", "stated_name", "surname").iterator(BATCH):
        key = surname_key(name)[:300] if is_bare(name) else ""
        if key != surname:
            quotes.filter(pk=pk).update(surname=key)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0018_distinctions")]
    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RunPython(stand_alone, migrations.RunPython.noop),
    ]
