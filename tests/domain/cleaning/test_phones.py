from __future__ import annotations

import csv
import random
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.phone_parting import split_phones
from salesdesk.domain.cleaning.phone_rules import read_plain
from salesdesk.domain.cleaning.phones import (
    digits_key,
    display_phone,
    parse_phone,
    plain_e164,
)
from salesdesk.domain.cleaning.readers import Odd, read_phone
from salesdesk.domain.sheets import CellError

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "open" / "g_phone_email"


@pytest.mark.parametrize(
    ("cell", "country", "text", "note"),
    [
        ("030/1234567", "DE", "+49301234567", ""),
        ("+49 (0)30 1234567", "US", "+49301234567", ""),
        (6301234567, "HU", "+36301234567", "zero_restored"),
        ("615550101", "HU", "+3615550101", "zero_restored"),
        (301234567, "HU", "+36301234567", ""),
        ("+52 1 55 1234 5678", "DE", "+525512345678", ""),
        ("5215512345678", None, "+525512345678", ""),
        ("0052 1 55 1234 5678", "DE", "+525512345678", ""),
        ("044 55 1234 5678", "MX", "+525512345678", ""),
        ("01 55 1234 5678", "MX", "+525512345678", ""),
        ("00 49 30 1234567", "US", "+49301234567", ""),
        ("011 49 30 1234567", "US", "+49301234567", ""),
        ("Tel.: 030 1234567", "DE", "+49301234567", ""),
        ("0170 1234567 (mobil)", "DE", "+491701234567", ""),
        ("030 1234567 DW 12", "DE", "+49301234567;ext=12", ""),
        ("(415) 555-2671 x123", "US", "+14155552671;ext=123", ""),
        ("+33 1 23 45 67 89 poste 45", "FR", "+33123456789;ext=45", ""),
        ("tel:+49-30-1234567;ext=5", "DE", "+49301234567;ext=5", ""),
        ("1-800-FLOWERS", "US", "+18003569377", ""),
        ("415-555-2671 x371", "US", "+14155552671;ext=371", ""),
        ("1-955-371-0847 x371", "US", "+19553710847;ext=371", "unassigned"),
        ("٠٣٠١٢٣٤٥٦٧", "DE", "+49301234567", ""),
        ("＋４９３０１２３４５６７", "US", "+49301234567", ""),
        ("+39 06 1234567", "DE", "+39061234567", ""),
        (612345678, "FR", "+33612345678", ""),
        (612345678.0, "FR", "+33612345678", ""),
        (3125550199.0, "US", "+13125550199", ""),
        ("3125550199.0", "US", "+13125550199", ""),
        (" 2125550100,0 ", "US", "+12125550100", ""),
        (493012345678.0, "DE", "+493012345678", ""),
        ("493012345678.0", "DE", "+493012345678", ""),
        ("+493012345678.0", None, "+493012345678", ""),
        (6123456789.0, "IT", "+3906123456789", "zero_restored"),
        ("4917612345678", "DE", "+4917612345678", ""),
        ("447911123456", "DE", "+447911123456", "plus_restored"),
        ("4.917612345678E+12", "DE", "+4917612345678", ""),
        ("4.93E+11", "DE", None, "scientific"),
        ("4,93E+11", "DE", None, "scientific"),
        (4.93e11, "DE", None, "scientific"),
        ("(555) 123-4567", "US", "+15551234567", "unassigned"),
        ("555-1234", "US", None, "length"),
        ("030 1234567", None, None, "no_country"),
        ("call Bob", "DE", None, "text"),
        (3.5, "DE", None, "text"),
        (CellError("#REF!"), "DE", None, "text"),
    ],
)
def test_parse_phone(cell: object, country: str | None, text: str | None, note: str) -> None:
    number = parse_phone(cell, country)  # type: ignore[arg-type]
    assert number is not None
    assert (number.text, number.note) == (text, note)


@pytest.mark.parametrize("cell", [None, "", "  ", "n/a", "-", "#N/A", "NULL"])
def test_nothing_is_no_number(cell: str | None) -> None:
    assert parse_phone(cell, "DE") is None


@pytest.mark.parametrize("text", ["2000-01-01", "2026-11-23 10:15", "2026-11-23T10:15:00", "12:30:45"])
def test_a_moment_in_text_is_no_number(text: str) -> None:
    assert plain_e164(text, "DE") is None
    number = parse_phone(text, "DE")
    assert number is not None
    assert number.text is None


def test_the_short_cut_leaves_floats_and_doubts_to_the_parser() -> None:
    assert plain_e164("493012345678.0", "DE") is None
    assert plain_e164("0891234567", "US") == "+10891234567"
    assert plain_e164("0891234567", "US", valid=True) is None
    assert plain_e164("312 555 0199", "US", valid=True) == "+13125550199"


def test_kind_and_country_of_a_number() -> None:
    mobile = parse_phone("0170 1234567", "DE")
    assert mobile is not None
    assert (mobile.is_mobile, mobile.country) == (True, "DE")
    fixed = parse_phone("030 1234567", "DE")
    assert fixed is not None
    assert fixed.is_mobile is False
    american = parse_phone("415 555 2671", "US")
    assert american is not None
    assert american.is_mobile is None, "North American plans do not tell"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("030/1234567", ["030/1234567"]),
        ("030 1234567 / 0170 1234567", ["030 1234567", "0170 1234567"]),
        ("+49 30 123456 +49 170 123456", ["+49 30 123456", "+49 170 123456"]),
        ("030 123456 ::: 0170 1234567", ["030 123456", "0170 1234567"]),
        ("030 123456; 0170 1234567", ["030 123456", "0170 1234567"]),
        ("+4930123;ext=12", ["+4930123;ext=12"]),
        ("415-555-2671 or 415-555-2672", ["415-555-2671", "415-555-2672"]),
        ("415-555-2671, 415-555-2672, 415-555-2673", ["415-555-2671", "415-555-2672", "415-555-2673"]),
        ("030 123 456\n0170 123456", ["030 123 456", "0170 123456"]),
        ("0721 / 123 45 67", ["0721 / 123 45 67"]),
        ("030/123456-0 (Zentrale), 0172/1234567", ["030/123456-0 (Zentrale)", "0172/1234567"]),
        ("0172/1234567 / 030/123456", ["0172/1234567", "030/123456"]),
        ("Tel. 030 / 1234567 oder 0171 / 2345678", ["Tel. 030 / 1234567", "0171 / 2345678"]),
        ("069/1234-567, Fax 069/1234-568", ["069/1234-567", "Fax 069/1234-568"]),
        ("+49 (0) 231 / 55 66 77", ["+49 (0) 231 / 55 66 77"]),
        ("+49 5231 / 123456", ["+49 5231 / 123456"]),
        ("0049 231 / 123456", ["0049 231 / 123456"]),
        ("033203 / 123456", ["033203 / 123456"]),
        ("+354 5551234 / 5551235", ["+354 5551234", "5551235"]),
        ("555-0132 / 555-0199", ["555-0132", "555-0199"]),
        ("030 1234567 / 08 / 12", ["030 1234567 / 08 / 12"]),
        ("030 1234567, 68", ["030 1234567, 68"]),
        ("12345/67890", ["12345/67890"]),
    ],
)
def test_split_phones(text: str, parts: list[str]) -> None:
    assert split_phones(text) == parts


@pytest.mark.parametrize(
    ("text", "phone", "fields"),
    [
        ("030/1234-0, Fax -99", "+493012340", {"fax": "+4930123499"}),
        ("030 1234567 (Fax: 030 1234568)", "+49301234567", {"fax": "+49301234568"}),
        ("Tel. 030 1234567 Fax 030 1234568", "+49301234567", {"fax": "+49301234568"}),
        ("+49 30 1234567 Mobil: +49 171 2345678", "+49301234567", {"mobile": "+491712345678"}),
        ("0171 2345678 (mobil)", None, {"mobile": "+491712345678"}),
        ("030 1234567 Durchwahl 12", "+49301234567;ext=12", {}),
    ],
)
def test_numbers_behind_what_they_are_called(text: str, phone: str | None, fields: dict[str, str]) -> None:
    found = read_phone(text, "DE", "DE")
    value, extras = (found.value, dict(found.extras)) if isinstance(found, Odd) else (found, {})
    assert (value, extras) == (phone, fields)


def test_display_and_key() -> None:
    assert display_phone("+49301234567;ext=12") == "+49 30 1234567 ext. 12"
    assert display_phone("ask Bob") == "ask Bob"
    assert digits_key("+49301234567;ext=12") == "49301234567"
    assert digits_key("(030) 12-34") == "0301234"


@given(
    st.one_of(
        st.text(max_size=25),
        st.text(alphabet="0123456789+-/(). extEX;=", max_size=25),
        st.integers(0, 10**14),
        st.floats(allow_nan=False),
    ),
    st.sampled_from(["DE", "US", "IT", "AR", "BR", "GB", None]),
)
def test_parsing_a_parsed_number_changes_nothing(cell: str | int | float, country: str | None) -> None:
    number = parse_phone(cell, country)
    if number is not None and number.text is not None:
        again = parse_phone(number.text, country)
        assert again is not None
        assert (again.text, again.country, again.valid) == (number.text, number.country, number.valid)


def _library(text: str, region: str) -> tuple[str, str, bool] | None:
    """(calling code, national number, valid) of a number phonenumbers takes for possible."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    national = phonenumbers.national_significant_number(number)
    return str(number.country_code), national, phonenumbers.is_valid_number(number)


def _kind(text: str, region: str) -> tuple[str | None, bool]:
    number = phonenumbers.parse(text, region)
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return phonenumbers.region_code_for_number(number), mobile


def test_the_short_cut_answers_exactly_as_the_library() -> None:
    dice = random.Random(11)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    types = [phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]
    taken = 0
    for _ in range(6000):
        region = dice.choice(regions)
        example = phonenumbers.example_number_for_type(region, dice.choice(types))
        if example is None:
            continue
        digits = list(phonenumbers.national_significant_number(example))
        for _ in range(dice.randint(0, 3)):
            digits[dice.randrange(len(digits))] = dice.choice("0123456789")
        national = "".join(digits)
        prefix = phonenumbers.ndd_prefix_for_region(region, True) or ""
        text = dice.choice(
            [
                f"+{example.country_code}{national}",
                f"+{example.country_code}0{national}",
                f"+0{example.country_code}{national}",
                f"00{example.country_code}{national}",
                f"{example.country_code}{national}",
                prefix + national,
                national,
                national + "7",
            ]
        )
        dialled_in = region if dice.random() < 0.8 else dice.choice(regions)
        found = read_plain(text.lstrip("+"), international=text[0] == "+", country=dialled_in)
        if found is not None:
            taken += 1
            assert (found.code, found.national, found.valid) == _library(text, dialled_in), text
            if found.valid:
                assert (found.region, found.is_mobile) == _kind(text, dialled_in), text
        quick = plain_e164(text, dialled_in)
        if quick is not None:
            slow = parse_phone(f"Tel. {text}", dialled_in)
            assert slow is not None
            assert slow.e164 == quick, text
    assert taken > 1500


@pytest.mark.skipif(not CORPUS.exists(), reason="the open corpora are not beside this checkout")
def test_numbers_of_a_hundred_countries() -> None:
    with (CORPUS / "validatorjs_mobile_phones.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["libphonenumber_reading"] == "valid"]
    right = 0
    for row in rows:
        number = parse_phone(row["number"], row["region"] or None)
        right += number is not None and number.e164 == row["e164"]
    assert len(rows) > 1200
    assert right / len(rows) >= 0.999


@pytest.mark.parametrize(
    "text",
    [
        "nach 18 Uhr: 030 1234567", "030 1234567 (ab 9 Uhr)", "030-1234567 (24h)", "2. OG 030 1234567", "Zi. 3, 030 1234567",
        "030 1234567/68", "030 1234567 Mo-Fr 9-17", "Haus 4 / 030 1234567", "ab 2025: 030 1234567", "030 1234567 bis 18h",
        "030 1234567 (Frau Lenz)",
    ],
)  # fmt: skip
def test_what_stands_around_a_number_is_no_part_of_it_and_is_kept(text: str) -> None:
    read = read_phone(text, "DE", "DE")
    assert isinstance(read, Odd)
    assert (read.value, read.keep) == ("+49301234567", text)
    assert read.reason is not None


@pytest.mark.parametrize(
    "text", ["privat 2: 030 1234567", "Tel1: 030 1234567", "Büro 1: 030 1234567", "Zentrale 030-1234567"]
)
def test_the_number_of_a_label_is_no_part_of_the_number(text: str) -> None:
    assert read_phone(text, "DE", "DE") == "+49301234567"


@pytest.mark.parametrize(
    "text", ["Anrufe nur 9 bis 17 Uhr", "Raum 4711 Haus 12", "030 1234567 oder Handy 12, 0171 1234567 abends"]
)
def test_without_one_sure_number_the_text_stays_as_it_stands(text: str) -> None:
    read = read_phone(text, "DE", "DE")
    assert isinstance(read, Odd)
    assert read.reason is not None
    assert read.value == text or read.keep == text or text.startswith(str(read.value))


@pytest.mark.parametrize(
    ("text", "number"), [("0800 REIMANN", "+498007346266"), ("+49 800 REIMANN", "+498007346266")]
)
def test_letters_are_dialled_only_behind_the_digits_of_a_free_call(text: str, number: str) -> None:
    assert read_phone(text, "DE", "DE") == number
