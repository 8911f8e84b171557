"""Keep the folded words of publishers, roles and organizations beside them, for search to compare."""

from django.db import migrations

from quotes.models.derived import DerivedTextField
from quotes.search import words


def fold(apps, schema_editor):
    """Fill the keys, once for each name: there are far fewer names than rows."""
    for model, name in (("Source", "publisher"), ("Affiliation", "role"), ("Affiliation", "organization")):
        rows = apps.get_model("quotes", model).objects.exclude(**{name: ""})
        for value in rows.order_by(name).values_list(name, flat=True).distinct():
            rows.filter(**{name: value}).update(**{f"{name}_key": " ".join(words(value))})


def key(model, name):
    return migrations.AddField(
        model, name, DerivedTextField(blank=True, default="", editable=False), preserve_default=False
    )


class Migration(migrations.Migration):
    dependencies = [("quotes", "0003_quotation_type")]
    operations = [
        key("affiliation", "organization_key"),
        key("affiliation", "role_key"),
        key("source", "publisher_key"),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
