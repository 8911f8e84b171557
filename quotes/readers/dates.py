"""Dates as bylines write them: "9 July 2024", "Tuesday, July 9th, 2024", "2024-07-09".

Figures alone ("09/07/2024") are no date here: day and month cannot be told apart.
"""

from __future__ import annotations

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"(?:(?:,|\s+at|T)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|GMT|UTC|BST|CET|CEST|[ECMP][SD]?T|[+-]\d\d:?\d\d)?)?"
)
_FORMS = tuple(
    re.compile(rf"(?<!\w){_WEEKDAY}{form}{_CLOCK}(?![\w-])", re.IGNORECASE)
    for form in (
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",  # 9 July 2024
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",  # July 9, 2024
        r"(?P<year>(?:19|20)\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)",  # 2024-07-09
    )
)


def find_date(line: str) -> tuple[datetime.date, int, int] | None:
    """Return the first date in `line` with the characters (half-open) that it covers.

    A weekday before it and a time after it belong to it. None where there is none, or
    where the calendar has no such day.
    """
    for form in _FORMS:
        if match := form.search(line):
            month = match["month"].lower()[:3]
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
            try:
                date = datetime.date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                return None
            return date, match.start(), match.end()
    return None
