"""Let an affiliation be that of somebody without a name; add party, state and the role's one form."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from quotes.extraction.roles import role_form
from quotes.models.derived import DerivedBooleanField, DerivedTextField

STATED = ("role", "organization", "party", "state")


def fill(apps, schema_editor):
    """Fill what the role tells, once for each role: there are far fewer roles than rows."""
    rows = apps.get_model("quotes", "Affiliation").objects.exclude(role="")
    for role in rows.order_by("role").values_list("role", flat=True).distinct():
        form = role_form(role)
        rows.filter(role=role).update(role_form=form.words, former=form.former, acting=form.acting)


def add(name, field):
    return migrations.AddField("affiliation", name, field)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0006_publisher_key_index")]
    operations = [
        migrations.RemoveConstraint("affiliation", "affiliation_once_per_speaker"),
        migrations.RemoveConstraint("affiliation", "affiliation_not_empty"),
        add("party", models.CharField(max_length=60, blank=True)),
        add("state", models.CharField(max_length=60, blank=True)),
        add("role_form", DerivedTextField(blank=True, editable=False)),
        add("former", DerivedBooleanField(default=False, editable=False)),
        add("acting", DerivedBooleanField(default=False, editable=False)),
        migrations.AlterField(
            "affiliation",
            "speaker",
            models.ForeignKey(
                to="quotes.speaker",
                on_delete=django.db.models.deletion.CASCADE,
                null=True,
                blank=True,
                db_index=False,
                related_name="affiliations",
            ),
        ),
        migrations.AddConstraint(
            "affiliation",
            models.UniqueConstraint(fields=("speaker", *STATED), name="affiliation_once_per_speaker"),
        ),
        migrations.AddConstraint(
            "affiliation",
            models.UniqueConstraint(
                fields=STATED, condition=Q(speaker=None), name="affiliation_once_without_speaker"
            ),
        ),
        migrations.AddConstraint(
            "affiliation",
            models.CheckConstraint(
                condition=~Q(role="", organization="", party="", state=""), name="affiliation_not_empty"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
