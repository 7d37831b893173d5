"""Our own exports that come back: known by their numbers, changed only where a cell says something else."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli import main
from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID
from salesdesk.domain.contacts import EmailEntry, PhoneEntry
from salesdesk.domain.entities import entities
from salesdesk.domain.export_marks import read_mark
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportResult, Mode, Why
from salesdesk.domain.sequences import Anchor, SequenceFor, SequenceStep
from salesdesk.services.call_rounds import CallRoundService
from salesdesk.services.meetings.service import MeetingService
from salesdesk.services.sequences import SequenceService
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.records.exports import ExportRegister
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock, add_contact

WORK = CancelAfter()
CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES
FORMATS = [
    (kind, suffix)
    for kind in entities().lists
    for suffix in (".xlsx", ".csv", ".vcf")
    if suffix != ".vcf" or kind is CONTACTS
]
IMPORTED = tuple(kind for kind in entities().lists if kind in entities().sheets)
IMPORTED_FORMATS = [(kind, suffix) for kind, suffix in FORMATS if kind in IMPORTED]


def planned(services: Services, path: Path, **decisions: Any) -> ImportPlan:
    with services.imports.open(path, WORK) as file:
        return file.plan(ImportDecisions(**decisions), WORK)


def imported(services: Services, path: Path, **decisions: Any) -> ImportResult:
    chosen = ImportDecisions(**decisions)
    with services.imports.open(path, WORK) as file:
        return services.imports.apply(file, file.plan(chosen, WORK), chosen, WORK)[0]


def changed(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Edit the rows of a text file as somebody with a spreadsheet does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return plan.counts.new, plan.counts.changed, plan.counts.unchanged, plan.counts.left_out


@pytest.fixture
def demo(store: Store, services: Services) -> Services:
    services.demo.fill(30, 5, WORK)
    return services


@pytest.fixture
def one_of_each(demo: Services, store: Store) -> Services:
    """The demo data, a call round, a sequence and a meeting."""
    rounds, sequences = demo.area_of(RecordKind.CALL_ROUNDS), demo.area_of(RecordKind.SEQUENCES)
    assert isinstance(rounds, CallRoundService)
    assert isinstance(sequences, SequenceService)
    MeetingService(store, demo.commands).start("weekly", date(2026, 5, 4), "Weekly sales")
    rounds.start("Autumn", RoundAbout.CONTACTS, [add_contact(store, "Dora Ost", phone="030 7654321")])
    sequences.make(
        "Welcome", SequenceFor.CONTACTS, (SequenceStep("email", "Say thank you", 0, Anchor.START),)
    )
    return demo


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Services]:
    with closing(Store(tmp_path / "other.salesdesk", clock=Clock())) as store:
        set_up(store)
        yield build_services(store)


@pytest.fixture
def anna(store: Store) -> int:
    return add_contact(
        store, "Anna Berg", email="anna@berg.example", phone="030 1234567", city="Ulm", company="Berg AG"
    )


# -- every export is kept, and every row is marked --------------------------------------------------------------


@pytest.mark.parametrize(("kind", "suffix"), FORMATS)
def test_every_row_carries_the_export_and_the_number_of_its_record(
    kind: RecordKind, suffix: str, one_of_each: Services, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / f"out{suffix}"
    before = store.journal.latest(), store.database.dump()
    result = one_of_each.exports.export(kind, path)
    if suffix == ".xlsx":
        head, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        found = [(dict(zip(head, row, strict=True))) for row in rows]
    elif suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
        assert list(found[0])[-2:] == [RECORD_ID, RECORD_EXPORT]
    else:
        with one_of_each.imports.open(path, WORK) as opened:
            (sheet,) = opened.analyse(ImportDecisions(), WORK)
            heads = [column.header for column in sheet.columns]
            texts = opened.head(opened.sheets[0].name, result.rows)
            found = [dict(zip(heads, row, strict=False)) for row in texts.values()]
    assert sorted(int(row[RECORD_ID]) for row in found) == sorted(store.list_of(kind).ids())
    (mark,) = {read_mark(row[RECORD_EXPORT]) for row in found}
    assert mark is not None
    kept = ExportRegister(store.database).find(mark)
    assert kept is not None
    assert (kept.batch, kept.columns) == (store.journal.latest(), result.columns)
    assert kept.numbers == set(store.list_of(kind).ids())
    assert (store.journal.latest(), store.database.dump()) == before
    assert store.database.check() == []


def test_an_export_is_not_undone(demo: Services, store: Store, tmp_path: Path) -> None:
    demo.exports.export(CONTACTS, tmp_path / "out.csv")
    demo.commands.undo()
    assert store.database.value("SELECT count(*) FROM export") == 1


# -- brought back unedited --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [Mode.FILL, Mode.OVERWRITE])
@pytest.mark.parametrize(("kind", "suffix"), IMPORTED_FORMATS)
def test_an_export_that_comes_back_as_it_left_changes_nothing(
    kind: RecordKind, suffix: str, mode: Mode, demo: Services, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / f"out{suffix}"
    rows = demo.exports.export(kind, path).rows
    before = store.database.dump()
    plan = planned(demo, path, default_mode=mode)
    assert counts(plan) == (0, 0, rows, 0)
    assert not plan.left
    imported(demo, path, default_mode=mode)
    ignored = ("import_batch", "import_mapping")
    assert [row for row in store.database.dump() if row[0] not in ignored] == [
        row for row in before if row[0] not in ignored
    ]


@pytest.mark.parametrize("kind", IMPORTED)
def test_every_column_comes_back(kind: RecordKind, demo: Services, store: Store, tmp_path: Path) -> None:
    columns = [column.key for column in store.list_of(kind).columns()]
    for suffix in (".xlsx", ".csv"):
        path = tmp_path / f"out{suffix}"
        rows = demo.exports.export(kind, path, columns=columns).rows
        assert counts(planned(demo, path)) == (0, 0, rows, 0)


@pytest.mark.parametrize("kind", [CONTACTS, DEALS, ACTIVITIES])
def test_a_text_that_a_spreadsheet_saved_in_its_own_way_is_the_same(
    kind: RecordKind, demo: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    demo.exports.export(kind, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        own_way = [[_in_german(cell) for cell in row] for row in sorted(rows)]
        csv.writer(file, delimiter=";").writerows([head, *own_way])
    plan = planned(demo, path)
    assert counts(plan) == (0, 0, len(rows), 0)
    assert not plan.left


def _in_german(cell: str) -> str:
    """Without seconds, and with a decimal comma."""
    moment = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)( \d\d:\d\d)?(?::\d\d)?", cell)
    if moment:
        return f"{moment[3]}.{moment[2]}.{moment[1]}{moment[4] or ''}"
    return re.sub(r"^(-?\d+)\.(\d+)( [A-Z]{3})?$", r"\1,\2\3", cell)


# -- brought back edited ----------------------------------------------------------------------------------------


def test_the_cells_that_differ_are_the_changes(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)

    def edit(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"Name": "Anna Berger", "Email": "anna@berger.example", "City": "Bonn"}

    changed(path, edit)
    plan = planned(services, path)
    assert counts(plan) == (0, 1, 0, 0)
    imported(services, path)
    contact = store.contacts.get(anna)
    assert (contact.full_name, contact.values["city"]) == ("Anna Berger", "Bonn")
    assert (contact.values["first_name"], contact.values["last_name"]) == ("Anna", "Berger")
    assert [entry.address for entry in contact.emails] == ["anna@berger.example"]
    assert store.contacts.count() == 1


def test_a_cell_that_was_edited_here_since_is_listed_and_stays(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)
    services.contacts.edit(anna, "city", "Kiel")
    services.contacts.edit(anna, "phone", "+49 40 7654321")
    for mode in (Mode.FILL, Mode.OVERWRITE):
        unedited = planned(services, path, default_mode=mode)
        assert counts(unedited) == (0, 0, 1, 0)
    changed(path, lambda rows: rows[0].update({"City": "Bonn", "Job title": "Buyer"}))
    plan = planned(services, path, default_mode=Mode.OVERWRITE)
    assert counts(plan) == (0, 1, 0, 0)
    left = {cell.field: (cell.given, cell.stored, cell.why) for cell in plan.left}
    assert left["city"] == ("Bonn", "Kiel", Why.EDITED)
    assert left["phone"] == ("+49301234567", "+49407654321", Why.EDITED)
    imported(services, path, default_mode=Mode.OVERWRITE)
    values = store.contacts.get(anna).values
    assert (values["city"], values["job_title"]) == ("Kiel", "Buyer")


def test_an_edit_that_was_taken_back_is_none(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)
    services.contacts.edit(anna, "city", "Kiel")
    services.commands.undo()
    changed(path, lambda rows: rows[0].update({"City": "Bonn"}))
    plan = planned(services, path)
    assert counts(plan) == (0, 1, 0, 0)
    assert not plan.left


def test_an_empty_cell_erases_only_when_that_is_asked_for(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)
    changed(path, lambda rows: rows[0].update({"City": ""}))
    plan = planned(services, path)
    assert counts(plan) == (0, 0, 1, 0)
    assert [(cell.field, cell.why) for cell in plan.left] == [("city", Why.EMPTIED)]
    imported(services, path, erase=frozenset({"city"}))
    assert store.contacts.get(anna).values["city"] is None


def test_a_record_that_was_deleted_here_since_stays_deleted(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    add_contact(store, "Cem Oez")
    services.exports.export(CONTACTS, path)
    services.contacts.delete([anna])
    plan = planned(services, path)
    assert counts(plan) == (0, 0, 1, 1)
    assert ("deleted_since", "1") in plan.notes


def test_a_copied_row_is_a_new_record(anna: int, store: Store, services: Services, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)
    name = {"Name": "Bela Kiss", "First name": "Bela", "Last name": "Kiss"}
    copy = {**name, "Email": "bela@kiss.example", "Phone": ""}
    changed(path, lambda rows: rows.insert(0, {**rows[0], **copy}))
    assert counts(planned(services, path)) == (1, 0, 1, 0)
    imported(services, path)
    assert {store.contacts.get(number).full_name for number in store.contacts.ids()} == {
        "Anna Berg",
        "Bela Kiss",
    }


def test_numbers_that_did_not_move_along_with_their_rows_are_ignored(
    store: Store, services: Services, tmp_path: Path
) -> None:
    names = ["Anna Berg", "Bela Kiss", "Cem Oez", "Dora Dahl"]
    for name in names:
        first = name.split()[0].lower()
        add_contact(store, name, email=f"{first}@{first}.example", city="Ulm")
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)

    def sort_what_is_seen(rows: list[dict[str, str]]) -> None:
        own = [{key: row[key] for key in (RECORD_ID, RECORD_EXPORT)} for row in rows]
        rows.reverse()
        for row, numbers in zip(rows, own, strict=True):
            row.update(numbers)

    changed(path, sort_what_is_seen)
    plan = planned(services, path)
    assert ("mixed_numbers", "4") in plan.notes
    assert counts(plan) == (0, 0, 4, 0)


def test_a_stage_an_amount_and_a_step_that_differ_are_changed(
    store: Store, services: Services, tmp_path: Path
) -> None:
    stages = store.pipelines.all()[0].stages
    deal = services.deals.create("Machines", stages[0].id, amount=250_000, currency="EUR")[0]
    path = tmp_path / "deals.csv"
    services.exports.export(DEALS, path)
    changed(path, lambda rows: rows[0].update({"Stage": stages[1].name, "Deal value": "3000.00 EUR"}))
    assert counts(planned(services, path)) == (0, 1, 0, 0)
    imported(services, path)
    present = store.deals.get(deal)
    assert (present.stage_id, present.amount) == (stages[1].id, 300_000)


def test_an_entry_of_the_timeline_that_differs_is_changed(
    demo: Services, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "activities.csv"
    demo.exports.export(ACTIVITIES, path)
    changed(path, lambda rows: rows[0].update({"Subject": "Quite another subject"}))
    assert counts(planned(demo, path))[:2] == (0, 1)
    imported(demo, path)
    assert store.database.value("SELECT count(*) FROM activity WHERE subject = 'Quite another subject'") == 1


def test_to_whom_a_deal_belongs_is_not_changed_in_silence(
    demo: Services, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    demo.exports.export(DEALS, path)
    changed(path, lambda rows: rows[0].update({"Company": "Quite Another AG"}))
    plan = planned(demo, path)
    assert counts(plan)[:2] == (0, 0)
    assert [(cell.field, cell.given, cell.why) for cell in plan.left] == [
        ("company", "Quite Another AG", Why.CANNOT)
    ]


# -- into another file ------------------------------------------------------------------------------------------


def test_the_numbers_of_another_file_are_ignored_and_that_is_said(
    anna: int, services: Services, other: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    services.exports.export(CONTACTS, path)
    other.contacts.create({"full_name": "Zoe Zahn", "email": "zoe@zahn.example"})
    plan = planned(other, path)
    assert counts(plan) == (1, 0, 0, 0)
    assert plan.notes == (("foreign_export", "1"),)
    imported(other, path)
    assert counts(planned(other, path)) == (0, 0, 1, 0)


def test_a_number_that_the_export_did_not_hold_is_no_number(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    services.exports.export(CONTACTS, path)
    bela = add_contact(store, "Bela Kiss")
    changed(
        path,
        lambda rows: rows[0].update(
            {
                RECORD_ID: str(bela),
                "Name": "Cem Oez",
                "First name": "Cem",
                "Last name": "Oez",
                "Email": "c@oez.example",
                "Phone": "",
            }
        ),
    )
    assert counts(planned(services, path))[:2] == (1, 0)


def test_the_command_line_names_the_merge_of_an_own_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "mine.salesdesk", str(tmp_path / "out.csv")
    database = ["--database", str(file)]
    people = tmp_path / "people.csv"
    people.write_text("Name,Email,City\nAnna Berg,anna@berg.example,Ulm\n", encoding="utf-8")
    assert main(["import", str(people), *database]) == 0
    assert main(["export", "contacts", out, *database]) == 0
    capsys.readouterr()
    for words in ([], ["--plan"], ["--plan", "--json"]):
        assert main(["import", out, *words, *database]) == 1
        said = capsys.readouterr()
        assert (said.out, f"salesdesk merge {out}" in said.err) == ("", True)
    assert main(["import", out, "--plan", "--database", str(tmp_path / "other.salesdesk")]) == 0
    assert "exported from another SalesDesk file" in capsys.readouterr().out


def test_every_address_and_number_leaves_and_comes_into_another_file(
    anna: int, store: Store, services: Services, tmp_path: Path
) -> None:
    emails = [f"a{n}@berg.example" for n in range(6)]
    services.contacts.set_emails(anna, [EmailEntry(address, "work") for address in emails])
    labels = ("work", "mobile", "home", "other", "fax", "fax", "mobile", "home")
    phones = [PhoneEntry(f"+49 89 12345{n:02}", "", label) for n, label in enumerate(labels)]
    services.contacts.set_phones(anna, phones)
    digits = {entry.digits for entry in store.contacts.get(anna).phones}
    for suffix in (".csv", ".xlsx", ".vcf"):
        path = tmp_path / f"out{suffix}"
        services.exports.export(CONTACTS, path)
        assert counts(planned(services, path)) == (0, 0, 1, 0)
        with closing(Store(tmp_path / f"other{suffix}.salesdesk", clock=Clock())) as fresh:
            set_up(fresh)
            imported(build_services(fresh), path)
            (number,) = fresh.contacts.ids()
            contact = fresh.contacts.get(number)
            assert [entry.address for entry in contact.emails] == emails
            assert {entry.digits for entry in contact.phones} == digits
            assert [entry.label for entry in contact.phones].count("fax") == 2
