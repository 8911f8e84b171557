"""Index who bears a surname in the order of their coming: of many the first two are looked at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0018_distinctions")]
    operations = [
        migrations.RemoveIndex(model_name="alias", name="alias_surname"),
        migrations.AddIndex(
            model_name="alias",
            index=models.Index(fields=["surname", "id", "speaker"], name="alias_surname"),
        ),
    ]
