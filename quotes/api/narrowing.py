"""What a filter of a list is: a query parameter, the field that reads it, and the condition that it makes.

All filters must hold (AND). The values of one that is repeated are alternatives (OR), and it
may be turned round: `not_kind=direct` keeps what `kind=direct` leaves out, rows without any
value included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from types import MappingProxyType
from typing import Any, TypeAlias

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from drf_spectacular.plumbing import build_parameter_type
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from quotes.api.errors import BadParameters
from quotes.api.parameters import Choices, Date, Moment, Offices, PublicIds, Search, Share, TrueFalse, Values

NOT = "not_"
# Fields whose values are compared whole. Of a part of a text, a condition makes a pattern.
PLAIN = (Choices, Date, Moment, Offices, PublicIds, Share, TrueFalse)

# Makes the condition of a parameter's value.
Condition: TypeAlias = Callable[[Any], Q]


def lookup(name: str) -> Condition:
    """Return the condition that the lookup `name` holds of the value."""
    return lambda value: Q((name, value))


def any_of(name: str) -> Condition:
    """Return the condition that the lookup `name` holds of at least one of the values."""
    return lambda values: alternatives(name, values)


def alternatives(name: str, values: Sequence[Any]) -> Q:
    """Return the condition that the lookup `name` holds of at least one of `values`."""
    return reduce(or_, (Q((name, value)) for value in values))


class Filter(django_filters.Filter):
    """One query parameter: the form field that reads it, and the condition that its value makes."""

    def __init__(
        self,
        field: type,
        condition: Condition,
        help_text: str,
        example: Any,
        turned: bool = False,
        **options: Any,
    ) -> None:
        self.field_class = field
        self.condition = condition
        self.example = example
        self.turned = turned or self.repeatable
        super().__init__(help_text=help_text, **options)

    @property
    def repeatable(self) -> bool:
        """Whether the parameter may be given several times. It may then be turned round, as a few others."""
        return issubclass(self.field_class, (Values, Choices))


class Filters(django_filters.FilterSet):
    """The filters of a list. `not_kind=direct` keeps the rows that `kind=direct` leaves out."""

    @classmethod
    @cache
    def known(cls) -> Mapping[str, bool]:
        """Return the names of the parameters, each with whether it may be repeated."""
        names = {name: one.repeatable for name, one in cls.base_filters.items()}
        turned = {f"{NOT}{name}": one.repeatable for name, one in cls.base_filters.items() if one.turned}
        return MappingProxyType(names | turned)

    @classmethod
    def hint(cls, name: str) -> str | None:
        """Return what does the work of `not_` before a filter that cannot be turned round; None of others."""
        word = name.removeprefix(NOT)
        if word == name or word not in cls.base_filters:
            return None
        field = cls.named(word).field_class
        if issubclass(field, TrueFalse):
            return f"Give `{word}=false`, or `true`."
        if issubclass(field, Search):
            return f"In `{word}` a minus before a word leaves out what has it: `{word}=-word`."
        for one, other in (("min_", "max_"), ("after", "before")):
            if one in word or other in word:
                complement = word.replace(one, other) if one in word else word.replace(other, one)
                return f"Use `{complement}`: it bounds the other side."
        return None

    @classmethod
    def named(cls, name: str) -> Filter:
        """Return the filter that a known parameter gives a value to."""
        found: Filter = cls.base_filters.get(name) or cls.base_filters[name.removeprefix(NOT)]
        return found

    @classmethod
    def plain(cls, values: Mapping[str, Any]) -> bool:
        """Say whether the conditions hold the values as they are, and differ for none but true and false."""
        return all(issubclass(cls.named(name).field_class, PLAIN) for name in values)

    @classmethod
    def read(cls, query: QueryDict) -> dict[str, Any]:
        """Return the values of the parameters that are given. Raises BadParameters.

        A form would read them as well, but takes longer than all the rest of a request.
        """
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        positions: dict[str, int] = {}
        for name in query.keys() & cls.known().keys():
            field = cls.named(name).field
            try:
                values[name] = field.clean(field.widget.value_from_datadict(query, {}, name))
            except ValidationError as error:
                faults[name] = " ".join(error.messages)
                for fault in error.error_list:
                    if fault.params and "position" in fault.params:
                        positions[name] = fault.params["position"]
        if faults:
            raise BadParameters(faults, positions)
        return values

    @classmethod
    def conditions(cls, values: Mapping[str, Any]) -> list[Q]:
        """Return the conditions that must all hold."""
        return [
            cls.base_filters[name].condition(value)
            if name in cls.base_filters
            else ~cls.named(name).condition(value)
            for name, value in values.items()
        ]


class FilterBackend(BaseFilterBackend):
    """Apply and document the view's `filterset_class`; a bad value is a 400 that names it."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Return the rows that the filters keep. Raises BadParameters."""
        filters: type[Filters] = view.filterset_class
        return queryset.filter(*filters.conditions(filters.read(request.query_params)))

    def to_html(self, request: Request, queryset: QuerySet, view: Any) -> str:
        """Return the form that the browsable API shows."""
        form = view.filterset_class(request.query_params, queryset, request=request).form
        return render_to_string("quotes/api/filters.html", {"form": form}, request)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Return the OpenAPI parameters, one for each filter."""
        documented = []
        filters: type[Filters] = view.filterset_class
        for name, repeatable in filters.known().items():
            one = filters.named(name)
            text = one.extra["help_text"]
            if name not in filters.base_filters:
                text = (
                    f"Leaves out what `{name.removeprefix(NOT)}` keeps.{' Repeatable.' if repeatable else ''}"
                )
            parameter = build_parameter_type(
                name=name,
                location="query",
                description=text,
                schema={"type": "array", "items": one.field.schema} if repeatable else one.field.schema,
                explode=True if repeatable else None,
                style="form" if repeatable else None,
            )
            parameter["example"] = [one.example] if repeatable else one.example
            documented.append(parameter)
        return documented
