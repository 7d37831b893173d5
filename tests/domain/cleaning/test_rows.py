from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.decimal_marks import Marks
from salesdesk.domain.cleaning.rows import RowCleaner
from salesdesk.domain.fields import FIELD, FieldType, RecordKind, declared
from salesdesk.domain.money import Money
from salesdesk.domain.sheets import Cell, CellError, Problem, SheetSettings
from salesdesk.wording import worded

GERMAN = SheetSettings(date_order="DMY", decimal=",", country="DE")


def _clean(
    columns: dict[str, Any],
    *,
    kind: RecordKind = RecordKind.CONTACTS,
    settings: SheetSettings = GERMAN,
    **options: Any,
) -> tuple[dict[str, Any], list[Problem]]:
    """The draft by field name (custom columns by header) and the problems of one row given as field → cell."""
    layout = [(place, name.title(), name) for place, name in enumerate(columns)]
    cleaner = RowCleaner(kind, layout, settings, "Sheet", **options)
    draft, problems = cleaner.clean(7, list(columns.values()))
    assert len(draft) == len(cleaner.layout.fields) + len(cleaner.layout.custom)
    names = [*cleaner.layout.fields, *(column.header for column in cleaner.layout.custom)]
    return {name: value for name, value in zip(names, draft, strict=True) if value is not None}, problems


def _row(
    columns: list[tuple[str, str, Cell | CellError]], **options: Any
) -> tuple[dict[str, Any], list[Problem]]:
    """The same for (header, field, cell) columns, of which several may have one field."""
    layout = [(place, header, field) for place, (header, field, _) in enumerate(columns)]
    cleaner = RowCleaner(options.pop("kind", RecordKind.CONTACTS), layout, GERMAN, "Sheet", **options)
    draft, problems = cleaner.clean(7, [cell for _, _, cell in columns])
    names = [*cleaner.layout.fields, *(column.header for column in cleaner.layout.custom)]
    return {name: value for name, value in zip(names, draft, strict=True) if value is not None}, problems


def test_a_whole_row() -> None:
    draft, problems = _clean(
        {
            "full_name": " Dr. ANNA  BERG ", "company": "Acme GmbH", "email": "Anna.Berg@ACME.de", "phone": "030/1234567",
            "website": "acme.de", "postal_code": 1067.0, "country": "Deutschland", "birthday": "3.4.72",
            "created_at": datetime(2024, 3, 12, 9, 30), "deal_value": "1.234,50 €", "probability": "25 %", "employees": "11-50",
            "do_not_email": "ja", "tags": "VIP; vip, Neu", "notes": "one\r\ntwo", "ignore": "x", "lead_source": "Messe",
        },
        currency="EUR",
    )  # fmt: skip
    assert problems == []
    assert draft == {
        "full_name": "Dr. Anna Berg", "company": "Acme GmbH", "email": "Anna.Berg@acme.de",
        "phone": "+49301234567", "website": "https://acme.de", "postal_code": "01067", "country": "DE", "birthday": "1972-04-03",
        "created_at": "2024-03-12T09:30:00Z", "deal_value": 123450, "probability": 25, "employees": 11, "do_not_email": True,
        "tags": ("VIP", "Neu"), "notes": "one\ntwo", "lead_source": "Messe", "first_name": "Anna", "last_name": "Berg",
        "honorific": "Dr.",
    } | {"full_name": "Anna Berg"}  # fmt: skip


def test_mapped_name_parts_win_over_the_split_name() -> None:
    draft, _ = _clean({"full_name": "Berg, Anna", "first_name": "Annie", "last_name": ""})
    assert (draft["first_name"], draft["last_name"], draft["full_name"]) == ("Annie", "Berg", "Anna Berg")


@pytest.mark.parametrize(
    ("columns", "honorific", "first", "last"),
    [
        ({"honorific": "Frau", "full_name": "Dr. med. Eva Klein"}, "Frau Dr. med.", "Eva", "Klein"),
        ({"honorific": "Frau Dr.", "full_name": "Dr. Eva Klein"}, "Frau Dr.", "Eva", "Klein"),
        ({"honorific": "Frau", "first_name": "Dr. Eva", "last_name": "Klein"}, "Frau Dr.", "Eva", "Klein"),
        ({"honorific": "Frau", "first_name": "Eva", "last_name": "Dr. Klein"}, "Frau Dr.", "Eva", "Klein"),
        ({"first_name": "Eva", "last_name": "Klein, Dr. med."}, "Dr. med.", "Eva", "Klein"),
        ({"first_name": "Herr", "last_name": "Klein"}, "Herr", None, "Klein"),
    ],
)
def test_a_title_beside_a_form_of_address_is_kept(
    columns: dict[str, str], honorific: str, first: str | None, last: str
) -> None:
    draft, problems = _clean(columns)
    assert problems == []
    assert (draft["honorific"], draft.get("first_name"), draft["last_name"]) == (honorific, first, last)


def test_two_columns_of_titles_are_one_title() -> None:
    draft, _ = _row(
        [("Anrede", "honorific", "Frau"), ("Titel", "honorific", "Dr."), ("Name", "last_name", "Klein")]
    )
    assert draft == {"honorific": "Frau Dr.", "last_name": "Klein"}


def test_a_nickname_that_has_no_place_goes_to_the_notes() -> None:
    draft, _ = _clean({"full_name": "Robert (Bob) Jones", "nickname": "Robbie"})
    assert (draft["nickname"], draft["notes"]) == ("Robbie", "Full_Name: Robert (Bob) Jones")


def test_a_company_in_the_name_column() -> None:
    draft, _ = _clean({"full_name": "Acme GmbH"})
    assert draft == {"full_name": "Acme GmbH", "company": "Acme GmbH"}
    draft, _ = _clean({"full_name": "Acme GmbH", "company": "Other"})
    assert draft["company"] == "Other"


def test_a_company_beside_its_person() -> None:
    draft, problems = _clean({"full_name": "Acme GmbH, Herr Meier"})
    assert draft == {
        "full_name": "Herr Meier",
        "honorific": "Herr",
        "last_name": "Meier",
        "company": "Acme GmbH",
    }
    draft, _ = _clean({"full_name": "Dr. Hans Meier (Acme GmbH)"})
    assert draft == {
        "full_name": "Hans Meier", "honorific": "Dr.", "first_name": "Hans", "last_name": "Meier", "company": "Acme GmbH",
    }  # fmt: skip
    assert problems == []
    draft, _ = _clean({"full_name": "Acme GmbH, New York"})
    assert draft == {"full_name": "Acme GmbH, New York", "company": "Acme GmbH"}


def test_a_company_beside_its_person_is_not_lost_where_the_row_has_another() -> None:
    draft, _ = _clean({"full_name": "Hans Meier - Acme GmbH", "company": "Beta AG"})
    assert (draft["full_name"], draft["company"]) == ("Hans Meier", "Beta AG")
    assert draft["notes"] == "Full_Name: Hans Meier - Acme GmbH"
    draft, _ = _clean({"full_name": "Hans Meier - Acme GmbH", "company": "ACME"})
    assert (draft["company"], "notes" in draft) == ("ACME", False)
    draft, _ = _clean({"full_name": "Acme GmbH, Berlin", "company": "Beta AG"})
    assert (draft["full_name"], "notes" in draft) == ("Acme GmbH, Berlin", False)


def test_several_values_in_one_cell() -> None:
    draft, problems = _clean(
        {"email": "a@b.de; C@d.de a@b.de", "phone": "030 1234567 / 0170 1234567", "mobile": "0171 7654321"}
    )
    assert (draft["email"], draft["email_2"]) == ("a@b.de", "C@d.de")
    assert (draft["phone"], draft["phone_2"], draft["mobile"]) == (
        "+49301234567",
        "+491701234567",
        "+491717654321",
    )
    assert problems == []


def test_more_values_than_there_is_room_for_are_kept_in_the_notes() -> None:
    draft, _ = _clean({"email": "a@b.de b@b.de c@b.de d@b.de"})
    assert (draft["email_2"], draft["email_3"], draft["notes"]) == ("b@b.de", "c@b.de", "Email: d@b.de")


def test_phones_are_read_by_the_country_of_the_row() -> None:
    assert _clean({"phone": "01 23 45 67 89", "country": "Frankreich"})[0]["phone"] == "+33123456789"
    draft, problems = _clean({"phone": "(030) 1234567-12 ext 5"})
    assert draft["phone"].endswith(";ext=5")
    assert problems == []


@pytest.mark.parametrize(
    ("phone", "country"),
    [
        ("555-0100", "US"),
        ("089 12345678", "Frankreich"),
        ("0891234567", "US"),
        ("555-0100; 030 1234567", "USA"),
    ],
)
def test_a_row_with_a_country_of_its_own_is_not_dialled_by_the_sheets(phone: str, country: str) -> None:
    draft, (problem,) = _clean({"last_name": "Berg", "phone": phone, "country": country})
    assert draft["phone"] == phone.partition(";")[0]
    assert (problem.severity, problem.value) == ("warning", phone)
    assert "the row's own country" in worded(problem.reason)
    assert "+49" not in str(draft)


def test_numbers_that_are_valid_nowhere_keep_the_calling_code_of_the_row() -> None:
    draft, problems = _clean(
        {"phone": "(555) 123-4567", "country": "US"}, settings=replace(GERMAN, country="FR")
    )
    assert (draft["phone"], problems) == ("+15551234567", [])


@pytest.mark.parametrize(
    ("columns", "kept", "reason"),
    [
        ({"email": "bob@"}, "Email: bob@", "e-mail address"),
        ({"birthday": "soon"}, "Birthday: soon", "date"),
        ({"created_at": "32.13.2024"}, "Created_At: 32.13.2024", "date"),
        ({"deal_value": "a lot"}, "Deal_Value: a lot", "amount"),
        ({"employees": "many"}, "Employees: many", "number"),
        ({"probability": "150"}, "Probability: 150", "percentage"),
        ({"country": "Atlantis"}, "Country: Atlantis", "country"),
    ],
)
def test_what_cannot_be_read_is_reported_and_kept(columns: dict[str, str], kept: str, reason: str) -> None:
    draft, problems = _clean({"last_name": "Berg", **columns})
    assert draft["notes"] == kept
    assert next(iter(columns)) not in draft
    (problem,) = problems
    assert (problem.sheet, problem.row, problem.value, problem.severity) == (
        "Sheet",
        7,
        next(iter(columns.values())),
        "warning",
    )
    assert reason in worded(problem.reason)
    assert worded(problem.reason).endswith(".")


@pytest.mark.parametrize(
    ("field", "cell", "kept"),
    [
        ("phone", "4.93E+11", "4.93E+11"),
        ("phone", "call Bob", "call Bob"),
        ("website", "no site yet", "no site yet"),
    ],
)
def test_odd_phones_and_addresses_stay_where_they_are(field: str, cell: str, kept: str) -> None:
    draft, problems = _clean({"last_name": "Berg", field: cell})
    assert draft[field] == kept
    assert [problem.severity for problem in problems] == ["warning"]


def test_slips_are_imported_as_written() -> None:
    draft, problems = _clean({"email": "anna@gmial.com"})
    assert draft == {"email": "anna@gmial.com"}
    assert "gmail.com" in worded(problems[0].reason)
    assert problems[0].severity == "warning"


@pytest.mark.parametrize("word", ["n/a", "-", "NULL", "#N/A", "  ", "\u00a0"])
def test_words_for_nothing(word: str) -> None:
    fields = list(declared().in_files)
    draft, problems = _clean(
        {"last_name": "Berg", **{field: word for field in fields if field != "last_name"}}
    )
    assert draft == {"last_name": "Berg"}
    assert problems == []


def test_error_cells_are_warnings() -> None:
    draft, problems = _clean(
        {
            "last_name": "Berg",
            "email": CellError("#REF!"),
            "phone": CellError("#N/A"),
            "notes": CellError("#DIV/0!"),
        }
    )
    assert draft == {"last_name": "Berg"}
    assert {problem.value for problem in problems} == {"#REF!", "#N/A", "#DIV/0!"}


def test_a_row_without_identity_is_a_problem() -> None:
    draft, problems = _clean({"last_name": None, "city": "Berlin", "email": "bob@"})
    assert draft["city"] == "Berlin"
    assert {problem.severity for problem in problems} == {"problem"}
    assert worded(problems[-1].reason) == "The row has no name, e-mail or phone."
    _, problems = _clean({"city": "Berlin"}, kind=RecordKind.COMPANIES)
    assert [worded(problem.reason) for problem in problems] == ["The row has no company name."]
    _, problems = _clean({"city": "Berlin"}, kind=RecordKind.ACTIVITIES)
    assert problems == []


def test_columns_that_share_a_field() -> None:
    draft, _ = _row(
        [
            ("Notes", "notes", "first"), ("Remark", "notes", "second"), ("Tags", "tags", "a, b"), ("Groups", "tags", "B; c"),
            ("City", "city", ""), ("Town", "city", "Bonn"), ("Place", "city", "Köln"), ("Mail", "email", "a@b.de"),
            ("Other mail", "email", "c@d.de"),
        ]
    )  # fmt: skip
    assert draft["notes"] == "Notes: first\nRemark: second"
    assert draft["tags"] == ("a", "b", "c")
    assert (draft["city"], draft["Place"]) == ("Bonn", "Köln")
    assert (draft["email"], draft["email_2"]) == ("a@b.de", "c@d.de")


def test_custom_columns() -> None:
    types = {
        1: FieldType.NUMBER,
        2: FieldType.DATE,
        3: FieldType.MONEY,
        4: FieldType.BOOLEAN,
        5: FieldType.CHOICE,
    }
    cells: list[tuple[str, str, Cell | CellError]] = [
        ("Name", "last_name", "Berg"), ("Shoes", "custom", "42,5"), ("Since", "custom", "1.2.2020"), ("Budget", "custom", "$5"),
        ("Met", "custom", "ja"), ("Colour", "custom", " red "), ("Code", "custom", "007"),
    ]  # fmt: skip
    draft, problems = _row(cells, custom_types=types)
    assert problems == []
    assert draft == {"last_name": "Berg", "Shoes": 42.5, "Since": "2020-02-01", "Budget": Money(500, "USD"), "Met": True,
                     "Colour": "red", "Code": "007"}  # fmt: skip
    draft, problems = _row([("Name", "last_name", "Berg"), ("Shoes", "custom", "big")], custom_types=types)
    assert draft == {"last_name": "Berg", "notes": "Shoes: big"}
    assert len(problems) == 1


def test_money_by_the_currency_of_the_row() -> None:
    assert (
        _clean({"deal_title": "A", "deal_value": "1500", "currency": "JPY"}, kind=RecordKind.DEALS)[0][
            "deal_value"
        ]
        == 1500
    )
    draft, _ = _clean({"deal_title": "A", "deal_value": "$15"}, kind=RecordKind.DEALS, currency="EUR")
    assert (draft["deal_value"], draft["currency"]) == (1500, "USD")
    draft, _ = _clean({"deal_title": "A", "deal_value": "15"}, kind=RecordKind.DEALS, currency="EUR")
    assert draft == {"deal_title": "A", "deal_value": 1500}


def test_fraction_columns_are_percentages() -> None:
    draft, _ = _clean(
        {"deal_title": "A", "probability": 0.25}, kind=RecordKind.DEALS, marks={1: Marks(fractions=True)}
    )
    assert draft["probability"] == 25


def test_consent_columns_are_turned_round() -> None:
    draft, _ = _row([("Name", "last_name", "Berg"), ("Subscribed", "do_not_email", "yes")])
    assert draft["do_not_email"] is False
    draft, _ = _row([("Name", "last_name", "Berg"), ("Subscribed", "do_not_email", "unsubscribed")])
    assert draft["do_not_email"] is True
    draft, _ = _row([("Name", "last_name", "Berg"), ("Opt Out", "do_not_email", "yes")])
    assert draft["do_not_email"] is True


def test_a_display_name_serves_where_there_is_no_name() -> None:
    draft, _ = _clean({"email": "Anna Berg <a@b.de>"})
    assert (draft["email"], draft["full_name"]) == ("a@b.de", "Anna Berg")
    draft, _ = _clean({"email": "Anna Berg <a@b.de>", "last_name": "Tal"})
    assert "full_name" not in draft


def test_birth_years_lie_in_the_past() -> None:
    draft, _ = _clean({"last_name": "Berg", "birthday": "1.2.27"}, today=date(2026, 1, 1))
    assert draft["birthday"] == "1927-02-01"


def test_short_rows() -> None:
    cleaner = RowCleaner(
        RecordKind.CONTACTS,
        [(0, "Name", "last_name"), (5, "Phone", "phone"), (6, "Notes", "notes")],
        GERMAN,
        "S",
    )
    assert cleaner.clean(2, ["Berg"])[0][cleaner.layout.slot("last_name") or 0] == "Berg"


_CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["Anna Berg", "a@b.de, c@d.de", "030 1234567; 0170 1234567", "1.234,5 €", "1.2.24", "n/a", "ja", "x; y", "Acme GmbH", "Hans Meier (Acme GmbH)", "Dr. Eva, Acme AG"]),
    st.floats(), st.integers(-(10**15), 10**15), st.booleans(), st.none(), st.datetimes(), st.dates(), st.times(), st.timedeltas(),
)  # fmt: skip


@example({"phone": timedelta(days=-1)})
@given(st.dictionaries(st.sampled_from(list(declared().in_files)), _CELLS, max_size=5))
def test_any_cells_give_a_draft_that_cleans_to_itself(row: dict[str, Cell]) -> None:
    cleaner = RowCleaner(
        RecordKind.UNKNOWN, [(place, name, name) for place, name in enumerate(row)], GERMAN, "S"
    )
    draft, _ = cleaner.clean(1, list(row.values()))
    stored = dict(zip(cleaner.layout.fields, draft, strict=True))
    # the columns of the draft become the columns of the next file; amounts are in minor units by now
    names = [name for name in stored if FIELD[name].type is not FieldType.MONEY]
    if (
        "company" in names and not stored["company"]
    ):  # a file without that column may say facts of a company that it does not name
        names.remove("company")
    cells = ["; ".join(value) if isinstance(value := stored[name], tuple) else value for name in names]
    second = RowCleaner(
        RecordKind.UNKNOWN, [(place, name, name) for place, name in enumerate(names)], GERMAN, "S"
    )
    again, problems = second.clean(1, cells)
    read = dict(zip(second.layout.fields, again, strict=True))
    assert {name: read[name] for name in names if name != "notes"} == {
        name: stored[name] for name in names if name != "notes"
    }
    # what could not be read is in the notes by now; only odd phones and addresses stay where they are
    assert all(
        FIELD[problem.column].type in (FieldType.PHONE, FieldType.URL, FieldType.EMAIL)
        for problem in problems
    )


def test_lists_of_a_program_are_unwrapped() -> None:
    draft, problems = _clean(
        {
            "email": '[{"label": "work", "value": "a@b.de"}, {"value": "c@d.de"}]',
            "phone": '[{"value": "030 1234567"}]',
        }
    )
    assert problems == []
    assert (draft["email"], draft["email_2"], draft["phone"]) == ("a@b.de", "c@d.de", "+49301234567")


def test_a_middle_name_is_not_taken_from_another_splitting() -> None:
    draft, _ = _clean({"full_name": "Prefix Anna Maria Berg", "first_name": "Anna", "last_name": "Berg"})
    assert "middle_name" not in draft
    draft, _ = _clean({"full_name": "Anna Maria Berg", "first_name": "Anna"})
    assert draft["middle_name"] == "Maria"


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"phone": "030 1234567, anna@x.example"}, {"phone": "+49301234567", "email": "anna@x.example"}),
        ({"email": "anna@x.example / 030 1234567"}, {"phone": "+49301234567", "email": "anna@x.example"}),
        (
            {"email": "a@x.example", "phone": "030 1234567 b@x.example"},
            {"phone": "+49301234567", "email": "a@x.example", "email_2": "b@x.example"},
        ),
        ({"email": "anna1990@x.example"}, {"email": "anna1990@x.example", "phone": None}),
        ({"phone": "Fax: 030 1234567"}, {"phone": None, "fax": "+49301234567"}),
        ({"phone": "030 1234567 / Fax 030 1234568"}, {"phone": "+49301234567", "fax": "+49301234568"}),
        ({"phone": "Mobil: 0171 1234567"}, {"phone": None, "mobile": "+491711234567"}),
        ({"phone": "(t) 030 1234567\n(f) 030 1234568"}, {"phone": "+49301234567", "phone_2": "+49301234568"}),
        ({"fax": "Fax: 030 1234567"}, {"fax": "+49301234567"}),
        ({"mobile": "0171 1234567", "phone": "Handy 0171 7654321"}, {"mobile": "+491711234567", "phone_2": "+491717654321"}),
    ],
)  # fmt: skip
def test_numbers_and_addresses_of_one_cell_are_stored_apart(
    row: dict[str, str], wanted: dict[str, str | None]
) -> None:
    columns = [(place, field, field) for place, field in enumerate(row)]
    cleaner = RowCleaner(RecordKind.CONTACTS, columns, SheetSettings(country="DE"), "s")
    draft, _ = cleaner.clean(2, list(row.values()))
    values = dict(zip(cleaner.layout.fields, draft, strict=False))
    assert {field: values[field] for field in wanted} == wanted
    assert values["notes"] is None


@pytest.mark.parametrize(
    ("label", "field"),
    [("Work Fax", "fax"), ("* Mobile", "mobile"), ("Work", "phone"), ("Handy", "mobile"), ("", "phone")],
)
@pytest.mark.parametrize("headers", [("Phone 1 - Label", "Phone 1 - Value"), ("Telefon 1 Typ", "Telefon 1")])
def test_the_label_beside_a_number_says_what_it_is(label: str, field: str, headers: tuple[str, str]) -> None:
    columns = [(0, headers[0], "custom"), (1, headers[1], "phone")]
    cleaner = RowCleaner(RecordKind.CONTACTS, columns, SheetSettings(country="DE"), "s")
    draft, _ = cleaner.clean(2, [label, "030 1234567"])
    values = dict(zip(cleaner.layout.fields, draft, strict=False))
    assert {name for name in ("phone", "mobile", "fax") if values[name]} == {field}
