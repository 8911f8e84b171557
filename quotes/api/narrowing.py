"""What a filter of a list is: a query parameter, the field that reads it, and how it narrows the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

import django_filters
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from drf_spectacular.plumbing import build_parameter_type
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from quotes.api.errors import BadParameters
from quotes.api.parameters import Choices, Values

Narrowing: TypeAlias = Callable[[Any, Any], Any]


def lookup(name: str) -> Narrowing:
    """Keep the rows for which the lookup `name` holds of the parameter's value."""
    return lambda rows, value: rows.filter(**{name: value})


def any_of(name: str) -> Narrowing:
    """Keep the rows for which the lookup `name` holds of at least one of the values."""
    return lambda rows, values: rows.filter(alternatives(name, values))


def alternatives(name: str, values: Sequence[Any]) -> Q:
    """Return the condition that the lookup `name` holds of at least one of `values`."""
    return reduce(or_, (Q((name, value)) for value in values))


class Filter(django_filters.Filter):
    """One query parameter: the form field that reads it, and how it narrows the rows."""

    def __init__(self, field: type, narrow: Narrowing, help_text: str, example: Any, **options: Any) -> None:
        self.field_class = field
        self.narrow = narrow
        self.example = example
        super().__init__(help_text=help_text, **options)

    @property
    def repeatable(self) -> bool:
        """Whether the parameter may be given several times."""
        return issubclass(self.field_class, (Values, Choices))

    def filter(self, rows: QuerySet, value: Any) -> QuerySet:
        """Return the narrowed rows; all of them where the parameter is absent."""
        return rows if value in (None, "", []) else self.narrow(rows, value)


class FilterBackend(BaseFilterBackend):
    """Apply and document the view's `filterset_class`; a bad value is a 400 that names it."""

    def filterset(self, request: Request, queryset: QuerySet, view: Any) -> django_filters.FilterSet:
        """Return the view's filters, bound to the request's parameters."""
        return view.filterset_class(request.query_params, queryset, request=request)

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Return the rows that the filters keep. Raises BadParameters."""
        filterset = self.filterset(request, queryset, view)
        if not filterset.is_valid():
            positions = {
                name: fault.params["position"]
                for name, faults in filterset.errors.as_data().items()
                for fault in faults
                if fault.params and "position" in fault.params
            }
            faults = {name: " ".join(faults) for name, faults in filterset.errors.items()}
            raise BadParameters(faults, positions)
        return filterset.qs

    def to_html(self, request: Request, queryset: QuerySet, view: Any) -> str:
        """Return the form that the browsable API shows."""
        context = {"form": self.filterset(request, queryset, view).form}
        return render_to_string("quotes/api/filters.html", context, request)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Return the OpenAPI parameters, one for each filter."""
        documented = []
        for name, one in view.filterset_class.base_filters.items():
            schema = one.field.schema
            parameter = build_parameter_type(
                name=name,
                location="query",
                description=one.extra["help_text"],
                schema={"type": "array", "items": schema} if one.repeatable else schema,
                explode=True if one.repeatable else None,
                style="form" if one.repeatable else None,
            )
            parameter["example"] = [one.example] if one.repeatable else one.example
            documented.append(parameter)
        return documented
