from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.name_company import NameAndCompany, split_company


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("Acme GmbH, Herr Meier", "Herr Meier", "Acme GmbH"),
        ("Acme GmbH - Dr. Eva Klein", "Dr. Eva Klein", "Acme GmbH"),
        ("Hans Meier (Acme GmbH)", "Hans Meier", "Acme GmbH"),
        ("Hans Meier [Acme Consulting]", "Hans Meier", "Acme Consulting"),
        ("Hans Meier - Acme GmbH", "Hans Meier", "Acme GmbH"),
        ("Hans Meier – Acme GmbH & Co. KG", "Hans Meier", "Acme GmbH & Co. KG"),
        ("Hans Meier, Acme GmbH", "Hans Meier", "Acme GmbH"),
        ("Meier, Hans, Acme GmbH", "Meier, Hans", "Acme GmbH"),
        ("Herr Meier, Acme GmbH", "Herr Meier", "Acme GmbH"),
        ("Bob Ray @ Initech LLC", "Bob Ray", "Initech LLC"),
        ("Bob Ray c/o Initech LLC", "Bob Ray", "Initech LLC"),
        ("Initech LLC / Jim Doe", "Jim Doe", "Initech LLC"),
        ("Acme GmbH, New York", "", "Acme GmbH"),
        ("Acme GmbH - Vertrieb Süd", "", "Acme GmbH"),
    ],
)
def test_a_person_and_a_company(text: str, person: str, company: str) -> None:
    assert split_company(text) == NameAndCompany(person, company)


@pytest.mark.parametrize(
    "text",
    [
        "Meier & Söhne GmbH", "Meier, Müller & Partner GmbH", "Acme, Inc.", "John Smith, LLC", "Acme (Deutschland) GmbH",
        "Smith, John", "Müller, Hans, Dr.", "Robert (Bob) Jones", "Doe, Jane (Sales)", "Hans-Peter Klein", "Bank, John",
        "Smith, John Jr.", "Acme GmbH - Beta AG", "Acme GmbH", "Hans Meier - Sales", "Anna Ag, Bern", "", "-", "()",
    ],
)  # fmt: skip
def test_names_that_are_one_thing_only(text: str) -> None:
    assert split_company(text) is None
