"""Add the identifiers of speakers in other catalogs."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0008_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=200)),
                (
                    "speaker",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="quotes.speaker",
                    ),
                ),
            ],
            options={
                "ordering": ("scheme",),
                "constraints": [
                    models.UniqueConstraint(fields=("speaker", "scheme"), name="identifier_once_per_scheme"),
                    models.UniqueConstraint(fields=("scheme", "value"), name="identifier_of_one_speaker"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scheme", ""), _negated=True), models.Q(("value", ""), _negated=True)
                        ),
                        name="identifier_not_empty",
                    ),
                ],
            },
        ),
    ]
