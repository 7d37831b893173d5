"""The duplicate review over the database, and within a file that is not imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import Grade
from salesdesk.errors import Cancelled, DomainError, FileProblem, InputError
from salesdesk.phrases import said
from salesdesk.services.duplicates.in_file import duplicates_in_file
from salesdesk.services.services import Services
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact, add_many
from tests.refusals import refusing

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES


def test_the_same_person_twice_is_found_with_reasons(store: Store, services: Services) -> None:
    one = add_contact(
        store,
        "Katharina Lindqvist",
        email="k.lindqvist@ekstrom.se",
        phone="+46812345678",
        company="Ekström AB",
    )
    two = add_contact(store, "Catharina Lindqvist", phone="+46812345678", company="Ekstrom AB")
    add_contact(store, "Bert Schulz", email="bert@suedwind.de", company="Südwind AG")
    pairs = services.duplicates.scan(CONTACTS, CancelAfter())
    assert [(pair.a.id, pair.b.id) for pair in pairs if pair.grade is not Grade.POSSIBLE] == [(one, two)]
    assert (pairs[0].a.name, pairs[0].a.row) == ("Katharina Lindqvist", None)
    assert "same_phone" in [reason.code for reason in pairs[0].reasons]
    assert [(p.a.id, p.b.id) for p in services.duplicates.scan(CONTACTS, CancelAfter(), only=[two])][:1] == [
        (one, two)
    ]


def test_not_the_same_is_remembered_and_can_be_taken_back(store: Store, services: Services) -> None:
    one = add_contact(store, "Anna Weber", email="anna@x.de", phone="+49301234567")
    two = add_contact(store, "Anna Weber", email="anna.weber@y.de", phone="+49301234567")
    assert len(services.duplicates.scan(CONTACTS, CancelAfter())) == 1
    services.duplicates.not_the_same(CONTACTS, two, one)
    assert services.duplicates.scan(CONTACTS, CancelAfter()) == ()
    assert services.duplicates.not_the_same(CONTACTS, one, two).batch is None, "said before"
    services.commands.undo()
    assert len(services.duplicates.scan(CONTACTS, CancelAfter())) == 1


def test_companies_are_compared_as_companies_and_the_trash_is_left_out(
    store: Store, services: Services
) -> None:
    one = add_company(store, "Nordwind Energie GmbH", website="nordwind.de", city="Kiel")
    two = add_company(store, "Nordwind Energie", website="https://www.nordwind.de", city="Kiel")
    assert [(p.a.id, p.b.id) for p in services.duplicates.scan(COMPANIES, CancelAfter())] == [(one, two)]
    services.commands.run(said("Delete"), lambda uow: CompanyWriter(uow).trash([two]))
    assert services.duplicates.scan(COMPANIES, CancelAfter()) == ()
    with refusing(DomainError, match="not among deals"):
        services.duplicates.scan(RecordKind.DEALS, CancelAfter())


def test_a_scan_can_be_stopped(store: Store, services: Services) -> None:
    add_many(store, 600)
    with pytest.raises(Cancelled):
        services.duplicates.scan(CONTACTS, CancelAfter(1))


def test_rows_of_a_file_are_compared_without_importing_it(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Mail,Tel\nAnna Weber,anna@x.de,030 1234567\nBert Schulz,bert@x.de,\nAnna Weber,ANNA@x.de,+49301234567\n",
        encoding="utf-8",
    )
    mapping = {"Name": "full_name", "Mail": "email", "Tel": "phone"}
    pairs = duplicates_in_file(path, mapping, None, CancelAfter())
    assert [(p.a.row, p.b.row, p.a.id, p.a.name) for p in pairs] == [(0, 2, None, "Anna Weber")]
    with refusing(InputError, match="«Nope»"):
        duplicates_in_file(path, {"Nope": "email"}, None, CancelAfter())
    with pytest.raises(FileProblem):
        duplicates_in_file(tmp_path / "missing.csv", {}, None, CancelAfter())
