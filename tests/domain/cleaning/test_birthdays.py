from __future__ import annotations

from datetime import date, datetime

import pytest

from salesdesk.domain.birthdays import completes, has_no_year, may_be_one
from salesdesk.domain.cleaning.birthdays import month_day_of, parse_birthday
from salesdesk.domain.cleaning.readers import Odd, read_date
from salesdesk.domain.sheets import Cell


@pytest.mark.parametrize(
    ("cell", "order", "stored"),
    [
        ("--0214", "DMY", "--02-14"), ("--02-14", "DMY", "--02-14"), ("-- 02-14", "DMY", "--02-14"),
        ("1604-06-20", "DMY", "--06-20"), ("16040620", "DMY", "--06-20"), ("1604-06-20T00:00:00Z", "DMY", "--06-20"),
        (date(1604, 2, 29), "DMY", "--02-29"), (datetime(1604, 2, 29), "DMY", "--02-29"), ("0000-12-24", "DMY", "--12-24"),
        ("14.02.", "DMY", "--02-14"), ("14.2", "MDY", "--02-14"), ("02/14", "DMY", "--02-14"), ("3/4", "MDY", "--03-04"),
        ("3/4", "DMY", "--04-03"), ("14 Feb", "DMY", "--02-14"), ("February 14th", "MDY", "--02-14"),
        ("14. Februar", "DMY", "--02-14"), ("14 de febrero", "DMY", "--02-14"), ("29 Feb", "DMY", "--02-29"),
        ("14.02.1980", "DMY", "1980-02-14"), ("1980-02-14", "DMY", "1980-02-14"), ("Feb 14, 1980", "MDY", "1980-02-14"),
        ("--0230", "DMY", None), ("--1301", "DMY", None), ("31 Apr", "DMY", None), ("14", "DMY", None),
        ("call 14", "DMY", None), ("n/a", "DMY", None), ("", "DMY", None), (None, "DMY", None), ("x" * 100, "DMY", None),
    ],
)  # fmt: skip
def test_birthdays_as_people_write_them(cell: Cell, order: str, stored: str | None) -> None:
    assert parse_birthday(cell, order) == stored
    if stored is not None:
        assert parse_birthday(stored, order) == stored, "what is stored is read back"


def test_what_agrees() -> None:
    assert completes("1980-02-14", "--02-14")
    assert not completes("--02-14", "1980-02-14")
    assert not completes("1980-02-15", "--02-14")
    assert may_be_one("--02-14", "1980-02-14")
    assert may_be_one(None, "1980-02-14")
    assert not may_be_one("1981-02-14", "1980-02-14")
    assert not may_be_one("--02-15", "1980-02-14")
    assert has_no_year("--02-14")
    assert not has_no_year("1980-02-14")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("12-24", (12, 24)), ("--12-24", (12, 24)), ("--12", (12, None)), ("12", (12, None)), ("december", (12, None)),
        ("2-29", (2, 29)), ("13", None), ("12-32", None), ("1980", None), ("1980-12", None), ("30d", None), ("today", None),
    ],
)  # fmt: skip
def test_days_of_every_year_in_filters(text: str, asked: tuple[int, int | None] | None) -> None:
    assert month_day_of(text) == asked


def test_a_day_to_come_is_no_birthday() -> None:
    today = date(2026, 1, 31)
    found = read_date("30.03.2035", "DMY", True, today)
    assert isinstance(found, Odd)
    assert (found.value, found.keep) == (None, "30.03.2035")
    assert read_date("2026-01-31", "DMY", True, today) == "2026-01-31"
    assert read_date("--12-24", "DMY", True, today) == "--12-24"
    assert read_date("30.03.2035", "DMY", False, today) == "2035-03-30"
