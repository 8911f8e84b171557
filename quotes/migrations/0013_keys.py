"""Add the keys of the REST API."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0012_initials"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="What it is for, such as the program that uses it.", max_length=100
                    ),
                ),
                ("prefix", models.CharField(editable=False, max_length=8, unique=True)),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "may_read",
                    models.BooleanField(default=True, help_text="Read records, look quotations up."),
                ),
                (
                    "may_submit",
                    models.BooleanField(default=False, help_text="Submit articles, if the owner may."),
                ),
                (
                    "may_correct",
                    models.BooleanField(
                        default=False,
                        help_text="Create, correct, merge and delete records, if the owner may.",
                    ),
                ),
                (
                    "may_export",
                    models.BooleanField(default=False, help_text="Read whole lists as CSV and JSON Lines."),
                ),
                ("created", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires", models.DateTimeField(blank=True, help_text="UTC; empty: never.", null=True)),
                ("revoked", models.DateTimeField(blank=True, editable=False, null=True)),
                ("last_used", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "ordering": ("-created", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_read", True),
                            ("may_submit", True),
                            ("may_correct", True),
                            ("may_export", True),
                            _connector="OR",
                        ),
                        name="key_with_a_scope",
                        violation_error_message="Without a scope it is of no use: choose what it is for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="key_name_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("prefix", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                        ),
                        name="key_with_a_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires", None), ("expires__gt", models.F("created")), _connector="OR"
                        ),
                        name="key_expires_after_it_is_made",
                        violation_error_message="This is over already.",
                    ),
                ],
            },
        ),
    ]
