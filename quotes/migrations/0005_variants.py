"""Make room for the variants of quotes. `manage.py variants` fills it for quotes that are there already."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0004_folded_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "quote_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.IntegerField()),
                (
                    "quote",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fingerprints",
                        to="quotes.quote",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "quote"], name="fingerprint_key")],
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "quote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="variant",
                        serialize=False,
                        to="quotes.quote",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quotes.quote"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("group__lte", models.F("quote"))),
                        name="variant_group_is_its_lowest",
                    )
                ],
            },
        ),
    ]
