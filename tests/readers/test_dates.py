"""Dates as bylines write them."""

import datetime

import pytest

from quotes.readers.dates import find_date

JULY_9 = datetime.date(2024, 7, 9)


@pytest.mark.parametrize(
    "written",
    [
        "9 July 2024",
        "09 July 2024",
        "9th July, 2024",
        "9 Jul 2024",
        "9 JULY 2024",
        "July 9, 2024",
        "July 9th 2024",
        "Jul. 9, 2024",
        "Tuesday 9 July 2024",
        "Tuesday, July 9, 2024",
        "Tue, 9 Jul 2024",
        "2024-07-09",
        "2024/07/09",
        "9 July 2024, 14:05",
        "9 July 2024 at 14.05 GMT",
        "July 9, 2024 2:05 p.m. ET",
        "2024-07-09T14:05:31Z",
        "2024-07-09 14:05+02:00",
    ],
)
def test_it_reads_the_whole_date(written):
    line = f"Ane Holt {written} | Ostvik"
    date, start, end = find_date(line)
    assert date == JULY_9
    assert line[start:end].strip() == written


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("09/07/2024", id="day and month cannot be told apart"),
        pytest.param("31 June 2024", id="no such day"),
        pytest.param("2024-13-09", id="no such month"),
        pytest.param("July 2024", id="no day"),
        pytest.param("9 July", id="no year"),
        pytest.param("May 40, 2024", id="no such day of May"),
        pytest.param("flight 109 July 2024", id="the figure is part of a number"),
        pytest.param("9 Julys 2024", id="no month"),
        pytest.param("file 2024-07-091", id="a longer number"),
        pytest.param("", id="empty"),
    ],
)
def test_it_leaves_alone(line):
    assert find_date(line) is None
