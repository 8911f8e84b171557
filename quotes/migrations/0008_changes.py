"""Keep what becomes of records, in order. The triggers that write it are made after migrating."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0007_affiliation_as_stated")]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.BigIntegerField(null=True, unique=True)),
                ("time", models.DateTimeField()),
                (
                    "resource",
                    models.CharField(
                        choices=[
                            ("quote", "Quote"),
                            ("speaker", "Speaker"),
                            ("source", "Source"),
                            ("affiliation", "Affiliation"),
                        ],
                        max_length=11,
                    ),
                ),
                ("record", models.CharField(max_length=16)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("updated", "Updated"),
                            ("corrected", "Corrected"),
                            ("rejected", "Rejected"),
                            ("merged", "Merged"),
                            ("deleted", "Deleted"),
                        ],
                        max_length=9,
                    ),
                ),
                ("merged_into", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "ordering": ("sequence",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("sequence", None)), fields=["id"], name="change_not_numbered"
                    )
                ],
            },
        )
    ]
