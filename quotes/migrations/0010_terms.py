"""Add the times during which affiliations were held, as curated."""

import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0009_identifiers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("held_until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "affiliation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="quotes.affiliation",
                    ),
                ),
            ],
            options={
                "ordering": ("held_from", "held_until", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("affiliation"),
                        django.db.models.functions.comparison.Coalesce(
                            "held_from", models.Value(datetime.date(1, 1, 1))
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "held_until", models.Value(datetime.date(9999, 12, 31))
                        ),
                        name="term_once_per_affiliation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_from", None),
                            ("held_until", None),
                            ("held_from__lte", models.F("held_until")),
                            _connector="OR",
                        ),
                        name="term_from_before_until",
                    ),
                ],
            },
        ),
    ]
