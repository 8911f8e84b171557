"""Fields that are computed from their row's other fields whenever the row is saved.

`save()` and `bulk_create()` compute them; `update()` and `save(update_fields=...)` without
the field's own name do not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models


class Derived:
    """Give a field its value from `derive(row)` just before the row is written.

    Migrations know such a field as an ordinary one: there it keeps the value it has.
    """

    def __init__(self, *args: Any, derive: Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        kwargs["editable"] = False
        self.derive = derive
        super().__init__(*args, **kwargs)

    def pre_save(self, row: models.Model, add: bool) -> Any:
        if self.derive is not None:
            setattr(row, self.attname, self.derive(row))  # type: ignore[attr-defined]
        return super().pre_save(row, add)  # type: ignore[misc]


class DerivedCharField(Derived, models.CharField):
    """A short text that is computed from the row."""


class DerivedTextField(Derived, models.TextField):
    """A text that is computed from the row."""


class DerivedDateField(Derived, models.DateField):
    """A date that is computed from the row."""


class DerivedBooleanField(Derived, models.BooleanField):
    """A yes or no that is computed from the row."""
