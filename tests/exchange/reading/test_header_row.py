"""The column names of sheets as people make them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesdesk.domain.sheets import CellError
from salesdesk.exchange.reading.header_row import (
    Header,
    find_header,
    header_at,
    is_blank,
    value_kind,
)
from salesdesk.exchange.reading.table_end import is_total, totals_at_end

PEOPLE = [
    ["Anna Müller", "anna@example.com", "+49 30 123456", "Berlin"],
    ["Bernd Schulz", "bernd@example.com", "+49 40 765432", "Hamburg"],
    ["Carla Weiß", "carla@example.com", "+49 89 555123", "München"],
    ["Dieter Groß", "dieter@example.com", "+49 221 98765", "Berlin"],
]
KNOWN = {"name", "e-mail", "telefon", "ort", "contact", "company", "address", "phone", "street", "city", "id"}


def known(text: str) -> bool:
    """A small table of column names."""
    return text.casefold() in KNOWN


NAMES = ["Name", "E-Mail", "Telefon", "Ort"]


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ([], 0),
        ([[]], 1),
        ([["Leads of the Hannover fair"]], 1),
        ([["Leads of the Hannover fair"], [], ["exported on", date(2026, 3, 1)], []], 4),
        ([["", "", "", ""], ["Fair"], []], 3),
        ([["Fair", None, None, None], ["Stand 4, hall 7", None, "confidential", None]], 2),
    ],
)
def test_names_stand_below_titles(above: list[list[Any]], row: int) -> None:
    header = find_header([*above, NAMES, *PEOPLE], (), known)
    assert header == Header(row, tuple(NAMES), row + 1)


def test_no_names_at_all() -> None:
    assert find_header(PEOPLE).row is None
    assert find_header([[], *PEOPLE]) == Header(None, (), 1)
    assert find_header([["1", "null", "0"], ["2", "0", "null"], ["3", "", ""]]).row is None
    assert find_header([]) == Header(None, (), 0)


def test_a_template_of_names_only() -> None:
    assert find_header([NAMES]).row == 0


def test_a_table_of_words_has_its_first_row_for_names() -> None:
    rows = [
        ["First", "Last", "City"],
        ["Anna", "Müller", "Berlin"],
        ["Bernd", "Schulz", "Berlin"],
        ["Carla", "Weiß", "Köln"],
    ]
    assert find_header(rows).row == 0


def test_years_are_names_of_a_cross_table() -> None:
    rows = [
        ["Sales"],
        [],
        ["Region", 2021, 2022, 2023],
        ["North", 5.5, 6.25, 7.0],
        ["South", 1.5, 2.5, 3.25],
        ["West", 4, 4, 1],
    ]
    assert find_header(rows) == Header(2, ("Region", "2021", "2022", "2023"), 3)


def test_groups_above_the_names_are_joined() -> None:
    groups = ["Contact", None, "Company", None]
    names = ["Name", "Phone", "Name", "Phone"]
    data = [
        ["Anna", "+49 30 123456", "Firma A", "+49 30 555111"],
        ["Bernd", "+49 40 123456", "Firma B", "+49 40 555111"],
    ]
    expected = ("Contact Name", "Contact Phone", "Company Name", "Company Phone")
    merges = [(0, 0, 0, 1), (0, 2, 0, 3)]
    assert find_header([groups, names, *data], merges, known) == Header(1, expected, 2)
    assert find_header([groups, names, *data], (), known) == Header(1, expected, 2)


def test_names_merged_downwards_beside_groups() -> None:
    rows = [
        ["ID", "Address", None],
        [None, "Street", "City"],
        [1, "Hauptstr. 5", "Köln"],
        [2, "Ring 7", "Bonn"],
        [3, "Weg 1", "Ulm"],
    ]
    header = find_header(rows, [(0, 0, 1, 0), (0, 1, 0, 2)], known)
    assert header == Header(1, ("ID", "Address Street", "Address City"), 2)


def test_a_title_merged_over_the_table_is_no_group() -> None:
    header = find_header([["Leads 2026", None, None, None], NAMES, *PEOPLE], [(0, 0, 0, 3)])
    assert header.names == tuple(NAMES)


def test_units_below_the_names_are_no_data() -> None:
    rows = [["Name", "Umsatz", "Anteil"], [None, "(EUR)", "%"], ["A", 5, 3], ["B", 6, 4]]
    assert find_header(rows).first_data == 2


def test_the_row_a_person_chose() -> None:
    assert header_at([["x"], NAMES, *PEOPLE], 1).names == tuple(NAMES)
    assert header_at([["x"]], 7) == Header(7, (), 8)


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (["Total", None, 500], True),
        (["Summe:", 5, 7.5], True),
        ([None, "Gesamt", 12], True),
        (["Grand total", "", "1.200,50 €"], True),
        (["Total Energies SE", "info@total.com", 5], False),
        (["Summer", "Anna", 3], False),
        (["Anna", None, 500], False),
        (["Total"], False),
        ([], False),
    ],
)
def test_totals(row: list[Any], total: bool) -> None:
    assert is_total(row) is total


def test_only_the_end_of_a_table_has_totals() -> None:
    rows = [(number, ["x", number]) for number in range(20)]
    rows[2] = (2, ["Total", 5])
    rows[19] = (19, ["Total", 5])
    assert totals_at_end(rows) == {19}


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("a@b.de", "email"),
        ("https://a.de/x", "url"),
        ("2024-01-31", "date"),
        ("31.1.24", "date"),
        ("1.200,50 €", "number"),
        ("+49 (30) 123-456", "phone"),
        ("INV-2024-0017", "code"),
        (True, "word"),
        (CellError("#REF!"), "error"),
        ("x" * 130, "long"),
        ("Name", "text"),
        (None, ""),
    ],
)
def test_shapes_of_cells(cell: Any, kind: str) -> None:
    assert value_kind(cell) == kind


def test_blank_records() -> None:
    assert is_blank([])
    assert is_blank([None, "", "  \t"])
    assert not is_blank([None, 0])
    assert not is_blank([False])


@pytest.mark.parametrize(
    "rows",
    [
        [["Anna Weber", "Berlin", True], ["Bert Schulz", "Hamburg", False], ["Cara Vogt", "Köln", True]],
        [["Weber Technik GmbH", 10115, "Berlin"], ["Nord AG", 20095, "Hamburg"], ["Süd KG", 80331, "München"]],
        [["Anna", "Weber", "Acme GmbH"], ["Bert", "Schulz", "Beta AG"], ["Cara", "Vogt", "Gamma KG"]],
        [["Hauptstr. 5", "Paris", "France"], ["Ring 2", "Lyon", "France"], ["Weg 3", "Nice", "France"]],
        [["widget", 12, "TRUE"], ["gadget", 7, "FALSE"], ["gizmo", 9, "TRUE"]],
        [["Maria Silva"], ["Paul Martin"], ["Anna Rossi"], ["John Smith"]],
        [["K-1", date(2024, 1, 2), "open"], ["K-2", date(2024, 1, 3), "open"], ["K-3", date(2024, 1, 4), "shut"]],
    ],
)  # fmt: skip
def test_a_first_record_like_those_below_it_is_no_header(rows: list[list[Any]]) -> None:
    assert find_header(rows, (), known).row is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Xoro", "Ylem", "Zant"], ["Anna Weber", "Berlin", True], ["Bert Schulz", "Hamburg", False]],
        [["Name", "Active"], ["Anna Weber", True], ["Bert Schulz", False]],
        [["Customer", 2023], ["Acme GmbH", 1200], ["Beta AG", 800]],
        [["Kunde", "Paris"], ["Acme GmbH", 1200], ["Beta AG", 800]],
        [["Stadt", "Land"], ["Berlin", "Germany"], ["Paris", "France"]],
    ],
)
def test_names_of_columns_are_unlike_what_is_below_them(rows: list[list[Any]]) -> None:
    assert find_header(rows, (), known).row == 0
