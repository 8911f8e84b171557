"""Tell anew the one form of each role, whose rules have changed: "late-night host", "then-mayor"."""

from django.db import migrations

from quotes.extraction.roles import role_form


def fill(apps, schema_editor):
    """Fill what the role tells, once for each role: there are far fewer roles than rows."""
    rows = apps.get_model("quotes", "Affiliation").objects.exclude(role="")
    stored = ("role", "role_form", "former", "acting")
    for role, *before in rows.order_by("role").values_list(*stored).distinct():
        form = role_form(role)
        if before != [form.words, form.former, form.acting]:
            rows.filter(role=role).update(role_form=form.words, former=form.former, acting=form.acting)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0019_first_bearers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
