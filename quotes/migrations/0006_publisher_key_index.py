"""Index the folded names of publishers: the rows of sources are long, their texts in between."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0005_variants"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["publisher_key"], name="source_publisher_key"),
        ),
    ]
