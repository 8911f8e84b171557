"""Query parameters: nothing unknown, repeated, empty or malformed passes unnoticed.

One rule about repetition: a filter that compares with a value may be given several times,
and the values are alternatives (`kind=direct&kind=mixed`); every other parameter once.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from quotes.api.errors import BadParameters
from quotes.extraction.names import name_key
from quotes.extraction.roles import role_form
from quotes.models.identifier import SCHEME, VALUE, fault
from quotes.models.public_ids import LENGTH
from quotes.models.source import domain_form
from quotes.search import MAX_LENGTH, BadQuery, parse

PUBLIC_ID = rf"[a-z2-7]{{{LENGTH}}}"
# Alternatives of one filter; a query of the database has about five parts for each.
MAX_VALUES = 100
# More than spaces and control characters, as str.strip has them.
NOT_EMPTY = r"[^\s\x00-\x1f\x85]"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the known word most like `word`, or nothing."""
    matches = difflib.get_close_matches(word.lower(), known, n=1)
    return f" Did you mean '{matches[0]}'?" if matches else ""


def no_choice(word: str, choices: Iterable[str]) -> str:
    """Say that `word` is none of the choices, which is nearest and which there are."""
    return f"'{word}' is not a choice.{nearest(word, choices)} Choose from {', '.join(choices)}."


def check(
    query: QueryDict, known: Mapping[str, bool], hint: Callable[[str], str | None] = lambda name: None
) -> None:
    """Raise BadParameters naming every parameter that is unknown, empty or wrongly repeated.

    `known` says of each name whether it may be repeated, `hint` what is to be used in place of an
    unknown one, if that is more than the nearest name.
    """
    faults = {}
    for name, values in query.lists():
        if name not in known:
            choices = ", ".join(sorted(known))
            told = hint(name)
            advice = f" {told}" if told else nearest(name, known)
            faults[name] = f"Unknown parameter.{advice} Known here: {choices}."
        elif len(values) > MAX_VALUES:
            faults[name] = f"Given {len(values)} times; it may be given {MAX_VALUES} times."
        elif len(values) > 1 and not known[name]:
            faults[name] = f"Given {len(values)} times; it may be given once."
        elif not all(value.strip() for value in values):
            faults[name] = "Empty. Leave the parameter out, or give it a value."
    if faults:
        raise BadParameters(faults)


class Inputs(forms.Widget):
    """One text input for each value, and an empty one where there is none."""

    template_name = "quotes/api/inputs.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return every value of the parameter."""
        values: list[str] = data.getlist(name)
        return values

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the values to the template's context."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["values"] = value or [""]
        return context


class Values(forms.Field):
    """Any number of texts, each valid for `validators` and at most 300 characters long."""

    widget = Inputs
    schema: dict[str, Any] = {"type": "string", "maxLength": 300, "pattern": NOT_EMPTY}

    def clean(self, value: list[str] | None) -> list[str]:
        """Return the values, stripped; raise ValidationError for the first bad one."""
        one = forms.CharField(max_length=300, validators=self.validators)
        return [one.clean(each) for each in value or ()]


class Names(Values):
    """Any number of names or parts of names, as the keys that aliases are looked up by."""

    def clean(self, value: list[str] | None) -> list[str]:
        """Return the keys; raise ValidationError where nothing of a name is left in one."""
        names = super().clean(value)
        keys = [name_key(name) for name in names]
        for name, key in zip(names, keys, strict=True):
            if not key:
                raise ValidationError(f"'{name}' holds no name.")
        return keys


class PublicIds(Values):
    """Any number of public identifiers, whether or not a row bears them."""

    default_validators = [
        RegexValidator(rf"^{PUBLIC_ID}\Z", f"Not an id: {LENGTH} of the letters a-z and digits 2-7.")
    ]
    schema = {"type": "string", "pattern": f"^{PUBLIC_ID}$"}


class Domains(Values):
    """Any number of domains of the web, in lower case and without "www."."""

    default_validators = [
        RegexValidator(r"^[\w-]+(\.[\w-]+)*\.?\Z", "Not a domain, such as gazette.example.")
    ]
    schema = {"type": "string", "maxLength": 253, "pattern": r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"}

    def clean(self, value: list[str] | None) -> list[str]:
        """Return the domains as they are stored; raise ValidationError for one that can be none."""
        return [domain_form(each) for each in super().clean(value)]


class Offices(Values):
    """Any number of roles, each in the form that is one for all ways of writing it."""

    def clean(self, value: list[str] | None) -> list[str]:
        """Return the forms; raise ValidationError where nothing of a role is left in one."""
        roles = super().clean(value)
        forms = [role_form(role).words for role in roles]
        for role, form in zip(roles, forms, strict=True):
            if not form:
                raise ValidationError(f"'{role}' holds no office.")
        return forms


class Identifiers(Values):
    """Any number of identifiers as scheme:value, whether or not a speaker bears them."""

    schema = {"type": "string", "pattern": f"^{SCHEME}:{VALUE}$"}

    def clean(self, value: list[str] | None) -> list[tuple[str, str]]:
        """Return schemes and values; raise ValidationError for one that can be none."""
        pairs = []
        for each in super().clean(value):
            scheme, colon, name = each.partition(":")
            if not colon:
                raise ValidationError(f"'{each}' is not scheme:value, such as wikidata:Q42.")
            if wrong := fault(scheme, name):
                raise ValidationError(wrong)
            pairs.append((scheme, name))
        return pairs


class Choices(forms.MultipleChoiceField):
    """Any number of the given choices."""

    widget = forms.SelectMultiple(attrs={"size": 4})

    def __init__(self, *, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(choices=choices, **options)
        self.names = [name for name, _ in choices]
        self.schema = {"type": "string", "enum": self.names}

    def validate(self, value: list[str]) -> None:
        """Raise ValidationError naming the first value that is not a choice, and the nearest."""
        for each in value:
            if each not in self.names:
                raise ValidationError(no_choice(each, self.names))


class TrueFalse(forms.TypedChoiceField):
    """`true` or `false`; None where the parameter is absent."""

    schema = {"type": "boolean"}
    default_error_messages = {"invalid_choice": "'%(value)s' is neither 'true' nor 'false'."}

    def __init__(self, **options: Any) -> None:
        choices = (("", "either"), ("true", "true"), ("false", "false"))
        super().__init__(choices=choices, coerce=lambda value: value == "true", empty_value=None, **options)


class Date(forms.DateField):
    """A date as YYYY-MM-DD and nothing else."""

    widget = forms.DateInput(attrs={"type": "date"})
    schema = {"type": "string", "format": "date"}
    default_error_messages = {"invalid": "Not a date of the form YYYY-MM-DD."}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class Moment(forms.Field):
    """A date, which is all of that day in UTC, or a moment that says its offset from UTC."""

    schema = {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}
    default_error_messages = {
        "invalid": "Not a date such as 2024-07-09, nor a moment with its offset such as"
        " 2024-07-09T10:22:12Z. (In an address, + is written %2B.)"
    }

    def clean(self, value: str | None) -> tuple[datetime.datetime, datetime.datetime]:
        """Return the first and the last moment that are meant; raise ValidationError."""
        text = (value or "").strip()
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
                day = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
                return day, day.replace(hour=23, minute=59, second=59, microsecond=999999)
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            moment = moment.astimezone(datetime.UTC)
        except OverflowError:  # an hour before the first year, or after the last
            moment = moment.replace(tzinfo=datetime.UTC)
        return moment, moment


class Share(forms.FloatField):
    """A number from 0 to 1."""

    schema = {"type": "number", "minimum": 0, "maximum": 1}

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=1, **options)


class Search(forms.CharField):
    """A full-text query, as it was typed: the place of a fault is counted from its start."""

    schema = {"type": "string", "maxLength": MAX_LENGTH, "pattern": NOT_EMPTY}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_LENGTH, strip=False, **options)

    def validate(self, value: str) -> None:
        """Raise ValidationError, with the position of the fault, where the query cannot be answered."""
        super().validate(value)
        if value:
            try:
                parse(value)
            except BadQuery as error:
                raise ValidationError(str(error), params={"position": error.position}) from error
