"""Any file that is imported twice: the second time nothing is new, nothing is changed and nothing is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportResult, Mode, Resolution
from salesdesk.domain.sheets import SheetRequest
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter

WORK = CancelAfter()

PEOPLE = """Name,Email,Phone,Company,City,Tags,Shoe size
Anna Weber,anna@nordwind.example,030 1234567,Nordwind GmbH,Berlin,vip,38
Bela Kiss,,,,Budapest,,
Bela Kiss,,,,Szeged,,
Cem Oez,cem@oez.example,,,,,44
,,,Nur eine Firma AG,Bern,,
"""
DEALS = """Deal,Contact,Amount,Stage,Close date
Website,Paul Only Name,1200,Proposal,2026-09-01
Website,Paula Other,900,Proposal,2026-09-01
Nobody's deal,,500,New,
"""
LEADS = """Name,Email,Deal value,Stage
Dora Dahl,dora@dahl.example,4000,Proposal
Egon Erl,,2500,New
"""
ACTIVITIES = """Type,Subject,Date,Contact
Call,First call,2026-03-01 10:00,Fritz Fern
Note,No date at all,,Fritz Fern
Task,Nobody's task,,
"""
ORDERS = """Order number,Customer,Email,Product,Quantity,Price,Total
1001,Gerd Gold,gerd@gold.example,Chair,2,40.00,80.00
1001,Gerd Gold,gerd@gold.example,Table,1,100.00,180.00
,Hedi Hahn,,Lamp,1,20.00,20.00
"""
COMPANIES = """Company,Industry,Website,Tags
Nordwind GmbH,Shipping,nordwind.example,big
Südwind AG,,,
Nordwind,Shipping,,
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ida Ihm
TEL;TYPE=cell:+491701234567
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Only A Name
END:VCARD
"""
FILES: dict[str, tuple[str, str, RecordKind | None]] = {
    "people": ("people.csv", PEOPLE, None),
    "deals": ("deals.csv", DEALS, RecordKind.DEALS),
    "leads": ("leads.csv", LEADS, RecordKind.CONTACTS),
    "activities": ("activities.csv", ACTIVITIES, RecordKind.ACTIVITIES),
    "orders": ("orders.csv", ORDERS, RecordKind.ORDERS),
    "companies": ("companies.csv", COMPANIES, RecordKind.COMPANIES),
    "cards": ("cards.vcf", CARDS, None),
}


def file_of(folder: Path, name: str) -> tuple[Path, ImportDecisions]:
    file, text, kind = FILES[name]
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return path, decided(path, kind)


def decided(path: Path, kind: RecordKind | None = None, **more: Any) -> ImportDecisions:
    requests = {} if kind is None else {path.stem: SheetRequest(path.stem, kind=kind)}
    return ImportDecisions(requests=requests, **more)


def planned(services: Services, path: Path, decisions: ImportDecisions) -> ImportPlan:
    with services.imports.open(path, WORK) as file:
        return file.plan(decisions, WORK)


def imported(services: Services, path: Path, decisions: ImportDecisions) -> ImportResult:
    with services.imports.open(path, WORK) as file:
        return services.imports.apply(file, file.plan(decisions, WORK), decisions, WORK)[0]


def nothing_new(plan: ImportPlan) -> bool:
    counts = plan.counts
    return not (counts.new or counts.changed or counts.duplicates)


def records(store: Store) -> list[tuple[str, tuple[Any, ...]]]:
    return [row for row in store.database.dump() if row[0] not in ("import_batch", "import_mapping")]


@pytest.mark.parametrize("name", FILES)
def test_the_second_time_nothing_is_new(name: str, store: Store, services: Services, tmp_path: Path) -> None:
    path, decisions = file_of(tmp_path, name)
    first = planned(services, path, decisions)
    assert first.counts.new
    imported(services, path, decisions)
    before = records(store)
    again = planned(services, path, decisions)
    assert nothing_new(again), again.counts
    assert again.counts.unchanged == again.counts.rows - again.counts.problems - again.counts.left_out
    imported(services, path, decisions)
    assert records(store) == before
    assert store.database.check() == []


@pytest.mark.parametrize("name", FILES)
def test_an_import_that_was_taken_back_is_new_again_and_done_again_it_is_not(
    name: str, store: Store, services: Services, tmp_path: Path
) -> None:
    path, decisions = file_of(tmp_path, name)
    first = planned(services, path, decisions)
    imported(services, path, decisions)
    services.commands.undo()
    assert planned(services, path, decisions).counts == first.counts
    services.commands.redo()
    assert nothing_new(planned(services, path, decisions))


def test_a_record_that_was_deleted_comes_again(store: Store, services: Services, tmp_path: Path) -> None:
    path, decisions = file_of(tmp_path, "people")
    imported(services, path, decisions)
    services.contacts.delete([store.database.value("SELECT id FROM contact WHERE full_name = 'Cem Oez'")])
    again = planned(services, path, decisions)
    assert (again.counts.new, again.counts.changed) == (1, 0)


def test_what_was_edited_since_stays_unless_it_is_to_be_overwritten(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path, decisions = file_of(tmp_path, "people")
    imported(services, path, decisions)
    bela = store.database.value("SELECT id FROM contact WHERE city = 'Szeged'")
    services.contacts.edit(bela, "full_name", "Bela Nagy")
    services.contacts.edit(bela, "city", "Pécs")
    assert nothing_new(planned(services, path, decisions))
    over = planned(services, path, decided(path, default_mode=Mode.OVERWRITE))
    assert (over.counts.new, over.counts.changed) == (0, 1)
    (changes,) = over.sheets[0].changes.values()
    assert {change.field: change.after for change in changes}["city"] == "Szeged"


@pytest.mark.parametrize(
    "first",
    [{"modes": {"city": Mode.NEVER}}, {"on_match": Resolution.SKIP}],
    ids=["a field kept out", "known records left alone"],
)
def test_what_was_kept_out_the_first_time_is_still_news(
    first: dict[str, Any], services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nAnna Berg,anna@berg.example\n", encoding="utf-8")
    imported(services, path, decided(path))
    path.write_text("Name,Email,City\nAnna Berg,anna@berg.example,Bonn\n", encoding="utf-8")
    imported(services, path, decided(path, **first))
    assert planned(services, path, decided(path)).counts.changed == 1


def test_pairs_that_were_left_open_are_not_asked_again(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First name,Last name,Company,Email,City\n"
        "Jonathan,Baumgartner,Baumgartner KG,j.baumgartner@baumgartner.example,Ulm\n"
        "Jonathan,Baumgartner,Baumgärtner Holding,jb@baumgartner.example,Ulm\n"
        "Jon,Baumgartner,Baumgartner KG,,Ulm\n",
        encoding="utf-8",
    )
    open_pairs = decided(path, resolutions={(0, row): Resolution.CREATE for row in range(3)})
    imported(services, path, open_pairs)
    people = store.contacts.count()
    assert people == 3
    assert nothing_new(planned(services, path, decided(path)))
    imported(services, path, decided(path))
    assert store.contacts.count() == people


def test_a_newer_list_of_deals_doubles_neither_deals_nor_people(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path, decisions = file_of(tmp_path, "deals")
    imported(services, path, decisions)
    path.write_text(DEALS.replace("1200", "1350") + "Intranet,Quentin Quick,10,New,\n", encoding="utf-8")
    newer = planned(services, path, decisions)
    assert (newer.counts.new, newer.counts.unchanged) == (1, 3)
    imported(services, path, decisions)
    assert store.contacts.count() == 3
    assert store.deals.count() == 4


RENEWALS = """Deal,Company,Amount,Stage,Expected close
Renewal,Acme,1000,Demo,2026-12-01
Renewal,Acme,1200,Demo,2027-12-01
Renewal,Beta,900,Demo,2027-12-01
"""


def renewals(path: Path, services: Services, *rows: str) -> tuple[ImportPlan, ImportDecisions]:
    head = RENEWALS.splitlines()[0]
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    decisions = decided(path, RecordKind.DEALS, default_mode=Mode.OVERWRITE)
    return planned(services, path, decisions), decisions


def deals(store: Store) -> list[tuple[Any, ...]]:
    rows = store.database.rows(
        "SELECT title, amount, expected_close FROM deal WHERE deleted_at IS NULL ORDER BY amount"
    )
    return [tuple(row) for row in rows]


def test_a_deal_whose_amount_and_day_are_others_is_not_the_one_of_its_name(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "renewals.csv"
    _, decisions = renewals(path, services, *RENEWALS.splitlines()[1:])
    imported(services, path, decisions)
    plan, decisions = renewals(path, services, "Renewal,Acme,1300,Demo,2028-12-01")
    assert (plan.counts.new, plan.counts.changed, plan.counts.unchanged) == (1, 0, 0)
    assert [problem.reason.code for problem in plan.problems] == ["problems.deal_apart"]
    imported(services, path, decisions)
    assert ("Renewal", 130000, "2028-12-01") in deals(store)
    assert len(deals(store)) == 4
    assert nothing_new(planned(services, path, decisions))
    imported(services, path, decisions)
    assert len(deals(store)) == 4


@pytest.mark.parametrize(
    ("row", "after"),
    [
        ("Renewal,Acme,1250,Demo,2027-12-01", ("Renewal", 125000, "2027-12-01")),
        ("Renewal,Acme,1200,Demo,2028-02-01", ("Renewal", 120000, "2028-02-01")),
        ("Renewal,Acme,1200,Proposal,2027-12-01", ("Renewal", 120000, "2027-12-01")),
    ],
    ids=["its amount", "its day", "its stage"],
)
def test_of_several_deals_of_one_name_the_one_that_agrees_is_changed(
    row: str, after: tuple[Any, ...], store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "renewals.csv"
    _, decisions = renewals(path, services, *RENEWALS.splitlines()[1:])
    imported(services, path, decisions)
    plan, decisions = renewals(path, services, row)
    assert (plan.counts.new, plan.counts.changed) == (0, 1)
    imported(services, path, decisions)
    assert deals(store) == [
        ("Renewal", 90000, "2027-12-01"), ("Renewal", 100000, "2026-12-01"), after,
    ]  # fmt: skip


def test_a_row_that_may_be_several_deals_is_imported_apart(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "renewals.csv"
    _, decisions = renewals(path, services, *RENEWALS.splitlines()[1:])
    imported(services, path, decisions)
    plan, decisions = renewals(path, services, "Renewal,Acme,,Proposal,")
    assert (plan.counts.new, plan.counts.changed) == (1, 0)
    assert [problem.reason.code for problem in plan.problems] == ["problems.deal_apart"]


def test_one_deal_is_not_two_rows_that_differ(store: Store, services: Services, tmp_path: Path) -> None:
    path = tmp_path / "renewals.csv"
    _, decisions = renewals(path, services, "Renewal,Acme,1000,Demo,2026-12-01")
    imported(services, path, decisions)
    plan, decisions = renewals(
        path, services, "Renewal,Acme,1000,Demo,2027-12-01", "Renewal,Acme,1000,Demo,2026-12-01"
    )
    assert (plan.counts.new, plan.counts.changed) == (1, 0)
    imported(services, path, decisions)
    assert deals(store) == [("Renewal", 100000, "2026-12-01"), ("Renewal", 100000, "2027-12-01")]


def test_a_deal_of_a_person_that_differs_in_both_is_another(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    head = "Name,Email,Deal,Deal value,Stage,Expected close\n"
    person = "Dora Dahl,dora@dahl.example,Renewal"
    decisions = decided(path, RecordKind.CONTACTS)
    path.write_text(f"{head}{person},1000,Demo,2026-12-01\n", encoding="utf-8")
    imported(services, path, decisions)
    services.deals.edit(store.database.value("SELECT id FROM deal"), "expected_close", "2026-11-01")
    services.deals.edit(store.database.value("SELECT id FROM deal"), "deal_value", "1100")
    assert nothing_new(planned(services, path, decisions))
    path.write_text(f"{head}{person},1300,Demo,2028-12-01\n", encoding="utf-8")
    imported(services, path, decisions)
    assert deals(store) == [("Renewal", 110000, "2026-11-01"), ("Renewal", 130000, "2028-12-01")]


def test_a_header_over_two_columns_of_different_meaning_is_read_alike_the_second_time(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Email,Owner,Owner\nAnna Berg,anna@berg.example,Ben,17\nCem Oez,cem@oez.example,Eva,18\n",
        encoding="utf-8",
    )
    columns = [column.field for column in planned(services, path, decided(path)).sheets[0].analysis.columns]
    imported(services, path, decided(path))
    again = planned(services, path, decided(path))
    assert [column.field for column in again.sheets[0].analysis.columns] == columns
    assert nothing_new(again)
