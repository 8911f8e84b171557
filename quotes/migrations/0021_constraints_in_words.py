"""Say in words what a constraint asks for; the database keeps its own as they are."""

import datetime

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0020_role_forms"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="affiliation",
            name="affiliation_dates_in_order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_stated", None), ("last_stated", None)),
                    models.Q(
                        ("first_stated__isnull", False),
                        ("first_stated__lte", models.F("last_stated")),
                        ("last_stated__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="affiliation_dates_in_order",
                violation_error_message="Give both dates or none, the first one first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="affiliation",
            name="affiliation_once_without_speaker",
            constraint=models.UniqueConstraint(
                condition=models.Q(("speaker", None)),
                fields=("role", "organization", "party", "state"),
                name="affiliation_once_without_speaker",
                violation_error_message="There is one with the same role, organization, party and state.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="affiliation",
            name="affiliation_not_empty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organization", ""), ("party", ""), ("role", ""), ("state", ""), _negated=True
                ),
                name="affiliation_not_empty",
                violation_error_message="Give at least one of role, organization, party and state.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_url_unique",
            constraint=models.UniqueConstraint(
                condition=models.Q(("url", ""), _negated=True),
                fields=("url",),
                name="source_url_unique",
                violation_error_message="Another article has this address.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_text_unique",
            constraint=models.UniqueConstraint(
                condition=models.Q(("url", "")),
                fields=("sha256",),
                name="source_text_unique",
                violation_error_message="Another article without an address has this text.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="source",
            name="source_url_is_a_web_address",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url", ""),
                    ("url__startswith", "http://"),
                    ("url__startswith", "https://"),
                    _connector="OR",
                ),
                name="source_url_is_a_web_address",
                violation_error_message="An address begins with http:// or https://.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="speaker",
            name="speaker_not_merged_into_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="speaker_not_merged_into_itself",
                violation_error_message="A speaker cannot be merged into itself.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="term",
            name="term_once_per_affiliation",
            constraint=models.UniqueConstraint(
                models.F("affiliation"),
                django.db.models.functions.comparison.Coalesce(
                    "held_from", models.Value(datetime.date(1, 1, 1))
                ),
                django.db.models.functions.comparison.Coalesce(
                    "held_until", models.Value(datetime.date(9999, 12, 31))
                ),
                name="term_once_per_affiliation",
                violation_error_message="The affiliation has this term already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="term",
            name="term_from_before_until",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_from", None),
                    ("held_until", None),
                    ("held_from__lte", models.F("held_until")),
                    _connector="OR",
                ),
                name="term_from_before_until",
                violation_error_message="The last day is before the first.",
            ),
        ),
    ]
