"""Two people at one firm or in one home share much and are not the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.finder import find_duplicates
from salesdesk.domain.matching.index import MatchIndex
from salesdesk.domain.matching.records import Grade, MatchRecord
from salesdesk.services.services import Services
from salesdesk.store.records.duplicates import DuplicateRepository
from salesdesk.store.store import Store
from tests.builders import CancelAfter
from tests.domain.matching import invented
from tests.domain.matching.invented import Invented
from tests.domain.matching.scoring import claimed_pairs, records_of, score

FIRM = MatchRecord(
    0,
    company="Hartung Instruments GmbH",
    street="Lindenallee 17",
    city="Köln",
    postal_code="50667",
    website="https://hartung-instruments.example",
)
DOMAIN = "hartung-instruments.example"


def _at_firm(ref: int, first: str, last: str, local: str = "", **more: object) -> MatchRecord:
    emails = (f"{local}@{DOMAIN}",) if local else ()
    return replace(FIRM, ref=ref, first_name=first, last_name=last, emails=emails, **more)  # type: ignore[arg-type]


COLLEAGUES = {
    "one first name": (
        _at_firm(1, "Johanna", "Seidel", "johanna.seidel"),
        _at_firm(2, "Johanna", "Groß", "johanna.gross"),
    ),
    "one last name": (
        _at_firm(1, "Thomas", "Öztürk", "thomas.oeztuerk"),
        _at_firm(2, "Uwe", "Öztürk", "uwe.oeztuerk"),
    ),
    "initials in the addresses": (
        _at_firm(1, "Thomas", "Öztürk", "t.oeztuerk"),
        _at_firm(2, "Uwe", "Öztürk", "u.oeztuerk"),
    ),
    "similar names that the addresses confirm": (
        _at_firm(1, "Greta", "Lindemann", "greta.lindemann"),
        _at_firm(2, "Petra", "Winkelmann", "petra.winkelmann"),
    ),
    "similar last names that the addresses confirm": (
        _at_firm(1, "Svenja", "Winkelmann", "svenja.winkelmann"),
        _at_firm(2, "Svenja", "Lindemann", "svenja.lindemann"),
    ),
    "no addresses": (_at_firm(1, "Ludger", "Quasthoff"), _at_firm(2, "Ines", "Quasthoff")),
    "one switchboard": (
        _at_firm(1, "Ludger", "Quasthoff", "ludger.quasthoff", phones=("4922155011820",)),
        _at_firm(2, "Ines", "Quasthoff", "ines.quasthoff", phones=("4922155011820",)),
    ),
}

SAME = {
    "one mobile number after a wedding": (
        _at_firm(1, "Johanna", "Seidel", "johanna.seidel", phones=("4917612345678",)),
        _at_firm(2, "Johanna", "Groß", "johanna.gross", phones=("4917612345678",)),
    ),
    "one address kept after a wedding": (
        _at_firm(1, "Johanna", "Seidel", "johanna.seidel"),
        _at_firm(2, "Johanna", "Groß", "johanna.seidel"),
    ),
    "one birthday": (
        _at_firm(1, "Johanna", "Seidel", "johanna.seidel", birthday="1984-03-12"),
        _at_firm(2, "Johanna", "Groß", "johanna.gross", birthday="1984-03-12"),
    ),
    "a short form": (
        _at_firm(1, "Thomas", "Öztürk", "thomas.oeztuerk"),
        _at_firm(2, "Tom", "Öztürk", "t.oeztuerk"),
    ),
    "an initial": (_at_firm(1, "Thomas", "Öztürk", "thomas.oeztuerk"), _at_firm(2, "T.", "Öztürk")),
    "a slip": (_at_firm(1, "Thomas", "Öztürk", "thomas.oeztuerk"), _at_firm(2, "Thoams", "Özturk")),
    "the names swapped": (_at_firm(1, "Thomas", "Öztürk"), _at_firm(2, "Öztürk", "Thomas")),
}

STRANGERS = [
    MatchRecord(100 + number, first_name=first, last_name=last, company=f"{last} KG", city="Bremen")
    for number, (first, last) in enumerate([("Ada", "Meinert"), ("Pavel", "Dvorsky"), ("Rosa", "Ibanez")])
]


def _grades(records: list[MatchRecord]) -> dict[tuple[int, int], Grade]:
    return {(pair.a, pair.b): pair.grade for pair in find_duplicates(records)}


@pytest.mark.parametrize("name", COLLEAGUES)
@pytest.mark.parametrize("others", [0, 3])
def test_colleagues_are_not_likely_duplicates(name: str, others: int) -> None:
    grades = _grades([*COLLEAGUES[name], *STRANGERS[:others]])
    assert grades.get((1, 2), Grade.POSSIBLE) is Grade.POSSIBLE


@pytest.mark.parametrize("name", SAME)
def test_what_belongs_to_one_person_still_makes_one(name: str) -> None:
    assert _grades([*SAME[name], *STRANGERS]).get((1, 2), Grade.POSSIBLE) is not Grade.POSSIBLE


@pytest.mark.parametrize("name", COLLEAGUES)
def test_typing_a_colleague_warns_of_nothing_likely(name: str) -> None:
    known, typed = COLLEAGUES[name]
    found = MatchIndex([known, *STRANGERS]).candidates(typed)
    assert all(pair.grade is Grade.POSSIBLE for pair in found)


def test_a_record_between_two_colleagues_does_not_make_them_one() -> None:
    grades = _grades([*COLLEAGUES["one last name"], _at_firm(3, "", "Öztürk"), *STRANGERS])
    assert grades.get((1, 2), Grade.POSSIBLE) is Grade.POSSIBLE


def test_an_office_mailbox_of_many_is_nobodys_own() -> None:
    names = [("Ludger", "Quasthoff"), ("Ines", "Quasthoff"), ("Ines", "Bramfeld"), ("Jost", "Terhorst")]
    staff = [_at_firm(ref, first, last, "info") for ref, (first, last) in enumerate(names, 1)]
    assert all(grade is Grade.POSSIBLE for grade in _grades([*staff, *STRANGERS]).values())


def test_a_couple_at_one_address_is_two_people() -> None:
    home = MatchRecord(0, last_name="Quasthoff", street="12 Oak Street", city="Leeds", postal_code="LS1 4AB")
    couple = [
        replace(home, ref=1, first_name="Ludger", phones=("441134960118",)),
        replace(home, ref=2, first_name="Ines", phones=("441134960118",)),
    ]
    assert _grades([*couple, *STRANGERS]).get((1, 2), Grade.POSSIBLE) is Grade.POSSIBLE


def test_large_staffs_with_one_address_pattern() -> None:
    made = invented.staffs(23, firms=40)
    found = score(claimed_pairs(records_of(made)), made.true_pairs())
    assert found.precision >= 0.97, found
    assert found.recall >= 0.95, found
    first_of = {entity: row for row, entity in reversed(list(enumerate(made.truth)))}
    clean = Invented([made.rows[row] for row in first_of.values()], list(first_of))
    assert len(claimed_pairs(records_of(clean))) <= 0.003 * len(clean.rows)


def test_demonstration_data_has_hardly_any_duplicates(store: Store, services: Services) -> None:
    services.demo.fill(1000, 1, CancelAfter())
    records = DuplicateRepository(store.database).records(RecordKind.CONTACTS)
    by = {record.ref: record for record in records}
    likely = [(by[a], by[b]) for a, b in claimed_pairs(records)]
    # names are drawn at random: one full name comes twice now and then, and is worth the question
    other_names = [pair for pair in likely if pair[0].name != pair[1].name]
    assert other_names == []
    assert len(likely) <= 8
