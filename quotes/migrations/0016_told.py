"""Say when a change got its number, which may be long after it was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0015_reviewers")]
    operations = [migrations.AddField("change", "told", models.DateTimeField(null=True))]
