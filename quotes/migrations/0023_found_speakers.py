"""Note which speakers articles alone tell of: of those on record, surnames on which nobody has ruled."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def mark(apps, schema_editor):
    speakers = apps.get_model("quotes", "Speaker").objects
    rulings = apps.get_model("quotes", "Distinction").objects.filter(
        Q(one=OuterRef("pk")) | Q(other=OuterRef("pk"))
    )
    untouched = speakers.filter(incomplete=True, merged_into=None, merged=None, identifiers=None)
    untouched = untouched.exclude(Exists(rulings)).exclude(affiliations__terms__isnull=False)
    speakers.filter(pk__in=list(untouched.values_list("pk", flat=True))).update(found=True)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0022_name_keys")]
    operations = [
        migrations.AddField("speaker", "found", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
