"""Roles in one form."""

from __future__ import annotations

import pytest

from quotes.extraction.roles import RoleForm, role_form

CASES = [
    ("mayor", RoleForm("mayor", False, False)),
    # written short
    ("Sen.", RoleForm("senator", False, False)),
    ("U.S. Rep.", RoleForm("us representative", False, False)),
    ("Lt. Gov.", RoleForm("lieutenant governor", False, False)),
    ("CEO", RoleForm("chief executive", False, False)),
    ("chief executive officer", RoleForm("chief executive", False, False)),
    # one office, whoever holds it
    ("spokeswoman", RoleForm("spokesperson", False, False)),
    ("Chairman", RoleForm("chair", False, False)),
    # when it was held
    ("former mayor", RoleForm("mayor", True, False)),
    ("ex-senator", RoleForm("senator", True, False)),
    ("acting director", RoleForm("director", False, True)),
    ("interim chief executive", RoleForm("chief executive", False, True)),
    ("former acting director", RoleForm("director", True, True)),
    ("then-mayor", RoleForm("mayor", True, False)),
    ("then chairwoman", RoleForm("chair", True, False)),
    ("then the mayor", RoleForm("mayor", True, False)),
    ("one-time rival", RoleForm("rival", True, False)),
    ("late partner", RoleForm("partner", True, False)),
    ("formerly a teacher", RoleForm("teacher", True, False)),
    ("once mayor", RoleForm("mayor", True, False)),
    # not: a word that only begins so
    ("formerly homeless artist", RoleForm("formerly homeless artist", False, False)),
    ("late-night host", RoleForm("late night host", False, False)),
    ("latest champion", RoleForm("latest champion", False, False)),
    ("chief information officer", RoleForm("chief information officer", False, False)),
    ("action hero", RoleForm("action hero", False, False)),
    ("", RoleForm("", False, False)),
]


@pytest.mark.parametrize(("role", "form"), CASES, ids=[role or "none" for role, _ in CASES])
def test_form(role: str, form: RoleForm) -> None:
    assert role_form(role) == form
