"""How the system writes lists and numbers: what its spreadsheets expect in a text."""

from __future__ import annotations

import locale
from contextlib import suppress


def number_signs() -> tuple[str, str]:
    """What stands between the cells of a text, and in numbers before the parts of one: a comma and a point, or a semicolon
    and a comma where numbers have one."""
    former = locale.setlocale(locale.LC_NUMERIC)
    with suppress(locale.Error):
        locale.setlocale(locale.LC_NUMERIC, "")
    decimal = str(locale.localeconv()["decimal_point"])
    locale.setlocale(locale.LC_NUMERIC, former)
    return (";", ",") if decimal == "," else (",", ".")
