"""Files on their way into the database: plan, decisions, writing, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import (
    ImportDecisions,
    ImportPlan,
    ImportResult,
    ListAction,
    ListDecision,
    ListKind,
    Mode,
    Resolution,
    RowState,
)
from salesdesk.domain.matching.exact import MatchKey
from salesdesk.domain.sheets import SheetRequest
from salesdesk.errors import Cancelled, DomainError, FileProblem, InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter, add_company, add_contact, contacts_where
from tests.refusals import refusing

LEADS = """First name,Last name,Email,Phone,Company,City,Lead source,Tags,Favourite colour,Owner
Anna,Weber,anna@nordwind.de,030 1234567,Nordwind GmbH,Berlin,Fair,"vip, new",blue,Ben
Bert,Schulz,bert@suedwind.de,0171 2345678,Südwind AG,Köln,Web,,red,Ben
Cem,Öz,cem@nordwind.de,,Nordwind,Berlin,Fair,new,,
"""
WORK = CancelAfter()


def written(folder: Path, text: str, name: str = "leads.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def planned(services: Services, path: Path, decisions: ImportDecisions | None = None) -> ImportPlan:
    with services.imports.open(path, WORK) as file:
        return file.plan(decisions or ImportDecisions(), WORK)


def imported(services: Services, path: Path, decisions: ImportDecisions | None = None) -> ImportResult:
    chosen = decisions or ImportDecisions()
    with services.imports.open(path, WORK) as file:
        return services.imports.apply(file, file.plan(chosen, WORK), chosen, WORK)[0]


def people(store: Store) -> dict[str, int]:
    return dict(store.database.rows("SELECT full_name, id FROM contact WHERE deleted_at IS NULL"))


def test_a_list_of_leads_becomes_contacts_with_everything(
    store: Store, services: Services, tmp_path: Path
) -> None:
    result = imported(services, written(tmp_path, LEADS))
    assert (result.counts.rows, result.counts.new) == (3, 3)
    assert result.created == {"contacts": 3, "companies": 2, "deals": 0}
    anna = store.contacts.get(people(store)["Anna Weber"])
    assert (anna.email, anna.phone, anna.owner, anna.source) == (
        "anna@nordwind.de",
        "+49301234567",
        "Ben",
        "Fair",
    )
    assert anna.company is not None
    assert anna.company.company == "Nordwind GmbH"
    assert sorted(anna.tags) == ["new", "vip"]
    assert anna.custom["favourite_colour"].text == "blue"
    assert [change.to_stage for change in anna.lifecycle] == ["lead"]
    cem = store.contacts.get(people(store)["Cem Öz"])
    assert cem.company is not None
    assert cem.company.company_id == anna.company.company_id, "one company in two spellings"
    assert len(store.contacts.ids(contacts_where("suedwind"))) == 1, "found by search"
    assert store.database.check() == []


def test_importing_the_same_file_again_changes_nothing(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = written(tmp_path, LEADS)
    imported(services, path)
    before = [row for row in store.database.dump() if row[0] not in ("import_batch", "import_mapping")]
    again = imported(services, path)
    assert (again.counts.unchanged, again.counts.new, again.counts.changed) == (3, 0, 0)
    assert [
        row for row in store.database.dump() if row[0] not in ("import_batch", "import_mapping")
    ] == before


def test_matched_records_are_filled_and_an_empty_cell_never_erases(
    store: Store, services: Services, tmp_path: Path
) -> None:
    number = add_contact(store, "Anna Weber", email="anna@nordwind.de", city="Hamburg", job_title="Buyer")
    text = "Full name,Email,City,Job title,Street\nAnna Weber,ANNA@nordwind.de,,Head of Buying,Lindenweg 3\n"
    path = written(tmp_path, text)
    plan = planned(services, path)
    (changes,) = plan.sheets[0].changes.values()
    assert [(c.field, c.before, c.after) for c in changes] == [("street", None, "Lindenweg 3")]
    imported(services, path)
    anna = store.contacts.get(number)
    assert (anna.values["city"], anna.values["job_title"], anna.values["street"]) == (
        "Hamburg",
        "Buyer",
        "Lindenweg 3",
    )


def test_modes_say_per_field_what_may_change(store: Store, services: Services, tmp_path: Path) -> None:
    number = add_contact(store, "Anna Weber", email="anna@nordwind.de", city="Hamburg", job_title="Buyer")
    path = written(
        tmp_path, "Full name,Email,City,Job title,Street\nAnna Weber,anna@nordwind.de,Berlin,,Lindenweg 3\n"
    )
    decisions = ImportDecisions(
        default_mode=Mode.OVERWRITE, modes={"street": Mode.NEVER}, erase=frozenset({"job_title"})
    )
    imported(services, path, decisions)
    anna = store.contacts.get(number)
    assert (anna.values["city"], anna.values["job_title"], anna.values["street"]) == ("Berlin", None, None)


def test_a_tick_taken_away_leaves_the_cell(store: Store, services: Services, tmp_path: Path) -> None:
    number = add_contact(store, "Anna Weber", email="anna@nordwind.de")
    path = written(tmp_path, "Full name,Email,City,Street\nAnna Weber,anna@nordwind.de,Berlin,Lindenweg 3\n")
    imported(services, path, ImportDecisions(cells_off=frozenset({(0, 0, "city")})))
    anna = store.contacts.get(number)
    assert (anna.values["city"], anna.values["street"]) == (None, "Lindenweg 3")


def test_further_addresses_and_numbers_are_added_beside(
    store: Store, services: Services, tmp_path: Path
) -> None:
    number = add_contact(
        store, "Anna Weber", email="anna@nordwind.de", phone="+49301234567", company="Nordwind GmbH"
    )
    text = "Full name,Email,Phone,Company,Tags\nAnna Weber,anna@private.de,+49301234567,Nordwind,vip\n"
    imported(services, written(tmp_path, text))
    anna = store.contacts.get(number)
    assert [e.address for e in anna.emails] == ["anna@nordwind.de", "anna@private.de"]
    assert [p.number for p in anna.phones] == ["+49301234567"]
    assert (len(anna.companies), anna.tags) == (1, ("vip",))


def test_overwriting_replaces_the_primary_address_and_company(
    store: Store, services: Services, tmp_path: Path
) -> None:
    number = add_contact(
        store, "Anna Weber", email="anna@nordwind.de", phone="+491712345678", company="Nordwind GmbH"
    )
    text = "Full name,Email,Phone,Company\nAnna Weber,anna@suedwind.de,+491712345678,Südwind AG\n"
    imported(services, written(tmp_path, text), ImportDecisions(default_mode=Mode.OVERWRITE))
    anna = store.contacts.get(number)
    assert [e.address for e in anna.emails] == ["anna@suedwind.de"]
    assert anna.company is not None
    assert anna.company.company == "Südwind AG"
    assert [(link.company, link.is_primary) for link in anna.companies if not link.is_primary] == [
        ("Nordwind GmbH", False)
    ]


def test_the_order_of_match_keys_is_the_persons(store: Store, services: Services, tmp_path: Path) -> None:
    by_mail = add_contact(store, "Anna Weber", email="anna@nordwind.de")
    by_phone = add_contact(store, "Anna Weber", phone="+49301234567")
    path = written(tmp_path, "Full name,Email,Phone\nAnna Weber,anna@nordwind.de,+49301234567\n")
    assert planned(services, path).sheets[0].targets[0] == by_mail
    keys = (MatchKey.PHONE, MatchKey.EMAIL)
    assert planned(services, path, ImportDecisions(match_keys=keys)).sheets[0].targets[0] == by_phone


def test_a_shared_number_or_mailbox_does_not_join_two_people(
    store: Store, services: Services, tmp_path: Path
) -> None:
    add_contact(store, "Anna Weber", email="info@nordwind.de", phone="+49301234567")
    text = "Full name,Email,Phone\nBert Schulz,info@nordwind.de,+49301234567\nCleo Dahl,,+49301234567\n"
    plan = planned(services, written(tmp_path, text))
    assert plan.counts.new == 2


def test_a_personal_address_under_another_name_is_a_possible_duplicate(
    store: Store, services: Services, tmp_path: Path
) -> None:
    number = add_contact(store, "Anna Weber", email="anna.w@nordwind.de", city="Berlin")
    path = written(tmp_path, "Full name,Email,City\nBert Schulz,anna.w@nordwind.de,Rom\n")
    plan = planned(services, path)
    match = plan.sheets[0].matches[0]
    assert (plan.counts.duplicates, match.record, match.resolution) == (1, number, Resolution.CREATE)
    imported(services, path, ImportDecisions(resolutions={(0, 0): Resolution.SKIP}))
    assert list(people(store)) == ["Anna Weber"]
    imported(services, path)
    assert sorted(people(store)) == ["Anna Weber", "Bert Schulz"]


def test_a_likely_duplicate_is_found_without_any_key(
    store: Store, services: Services, tmp_path: Path
) -> None:
    number = add_contact(
        store, "Katharina Lindqvist", email="k.lindqvist@old.se", company="Ekström AB", city="Uppsala"
    )
    text = "Full name,Email,Company,City\nCatharina Lindqvist,katharina@ekstrom.se,Ekstrom,Uppsala\n"
    plan = planned(services, written(tmp_path, text))
    assert plan.sheets[0].states[0] == RowState.POSSIBLE
    match = plan.sheets[0].matches[0]
    assert (match.record, match.name) == (number, "Katharina Lindqvist")
    assert match.reasons


def test_rows_of_one_person_become_one_contact(store: Store, services: Services, tmp_path: Path) -> None:
    text = (
        "First name,Last name,Email,Phone,Company,City,Tags\n"
        "Anna,Weber,anna@nordwind.de,,Nordwind GmbH,,a\n"
        "Anna,Weber,anna@nordwind.de,030 1234567,Nordwind GmbH,Berlin,b\n"
        "Anna,Weber,anna@private.de,030 1234567,Nordwind,Rom,a\n"
    )
    result = imported(services, written(tmp_path, text))
    assert (result.counts.new, result.counts.duplicates) == (1, 2)
    anna = store.contacts.get(people(store)["Anna Weber"])
    assert [e.address for e in anna.emails] == ["anna@nordwind.de", "anna@private.de"]
    assert (anna.phone, anna.values["city"], sorted(anna.tags)) == ("+49301234567", "Berlin", ["a", "b"])


def test_unknown_values_are_decided_once(store: Store, services: Services, tmp_path: Path) -> None:
    ben = store.database.value("SELECT id FROM owner")
    path = written(tmp_path, LEADS)
    plan = planned(services, path)
    values = {(v.kind, v.name): v.rows for v in plan.lists}
    assert values[ListKind.OWNER, "Ben"] == 2
    assert values[ListKind.SOURCE, "Fair"] == 2
    assert values[ListKind.COMPANY, "Nordwind GmbH"] == 2
    decisions = ImportDecisions(
        lists={
            (ListKind.OWNER, "ben"): ListDecision(ListAction.MAP, ben),
            (ListKind.SOURCE, "fair"): ListDecision(ListAction.SKIP),
            (ListKind.COMPANY, "sudwind"): ListDecision(ListAction.SKIP),
        }
    )
    imported(services, path, decisions)
    anna, bert = (store.contacts.get(people(store)[name]) for name in ("Anna Weber", "Bert Schulz"))
    assert (anna.owner_id, anna.source, bert.source) == (ben, None, "Web")
    assert bert.company is None


@pytest.mark.parametrize("known", [False, True])
def test_an_unknown_lifecycle_stage_is_decided_once(
    store: Store, services: Services, tmp_path: Path, known: bool
) -> None:
    if known:
        add_contact(store, "Anna Weber", email="anna@nordwind.de")
    text = "First name,Last name,Email,Lifecycle stage\nAnna,Weber,anna@nordwind.de,Hot and ready\nBert,Schulz,b@x.de,Kunde\n"
    path = written(tmp_path, text)
    plan = planned(services, path)
    assert [(v.kind, v.name, v.decision.action) for v in plan.lists] == [
        (ListKind.LIFECYCLE, "Hot and ready", ListAction.SKIP)
    ]
    hot = {(ListKind.LIFECYCLE, "hot and ready"): ListDecision(ListAction.MAP, "opportunity")}
    imported(services, path, ImportDecisions(lists=hot, default_mode=Mode.OVERWRITE))
    stages = {name: store.contacts.get(number).lifecycle_stage for name, number in people(store).items()}
    assert stages == {"Anna Weber": "opportunity", "Bert Schulz": "customer"}


def test_unusable_rows_never_stop_the_rest_and_are_saved(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = "First name,Email,City\nAnna,anna@nordwind.de,Berlin\n,,Rom\nCleo,not an address,Köln\n"
    path, out = written(tmp_path, text), tmp_path / "problems.xlsx"
    with services.imports.open(path, WORK) as file:
        plan = file.plan(ImportDecisions(), WORK)
        assert (plan.counts.new, plan.counts.problems) == (2, 1)
        services.imports.apply(file, plan, ImportDecisions(), WORK)
        assert file.write_problems(plan, out, worded) == 2
    assert len(people(store)) == 2
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:5] == ("Row in the file", "Problem to mend", "First name", "Email", "City")
    again = planned(services, out)
    assert [c.field for c in again.sheets[0].analysis.columns][:2] == ["ignore", "ignore"]
    assert [row[0] for row in rows[1:]] == [3, 4]
    assert "Rom" in rows[1]
    assert "not an address" in str(rows[2])


def test_a_problem_is_mended_in_the_plan(store: Store, services: Services, tmp_path: Path) -> None:
    path = written(tmp_path, "First name,Email,City\nAnna,anna@nordwind.de,Berlin\n,,Rom\n")
    with services.imports.open(path, WORK) as file:
        decisions = ImportDecisions()
        assert file.plan(decisions, WORK).counts.problems == 1
        decisions = replace(decisions, edits={(0, 1): {0: "Bert", 1: "bert@nordwind.de"}})
        plan = file.plan(decisions, WORK)
        assert (plan.counts.problems, plan.counts.new) == (0, 2)
        services.imports.apply(file, plan, decisions, WORK)
    assert store.contacts.get(people(store)["Bert"]).values["city"] == "Rom"


def workbook(path: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


SHEETS = {
    "Companies": [
        ["Company name", "Website", "Industry", "City"],
        ["Nordwind GmbH", "nordwind.de", "Energy", "Kiel"],
    ],
    "Contacts": [
        ["First name", "Last name", "Email", "Company"],
        ["Anna", "Weber", "anna@nordwind.de", "Nordwind"],
        ["Bert", "Schulz", "bert@suedwind.de", "Südwind AG"],
    ],
    "Deals": [
        ["Deal name", "Amount", "Currency", "Stage", "Close date", "Contact email", "Company"],
        ["Turbine", 12000, "EUR", "Proposal", "2026-06-30", "anna@nordwind.de", "Nordwind GmbH"],
        ["Service", 900, "EUR", "Closed won", "2026-04-01", "bert@suedwind.de", "Südwind AG"],
        ["Rotor", 500, "EUR", "Inspection", "2026-09-01", None, "Südwind AG"],
    ],
}


def test_several_sheets_of_several_kinds_in_one_pass(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "all.xlsx", SHEETS)
    plan = planned(services, path)
    assert [sheet.kind for sheet in plan.sheets] == [
        RecordKind.COMPANIES,
        RecordKind.CONTACTS,
        RecordKind.DEALS,
    ]
    result = imported(services, path)
    assert result.created == {"contacts": 2, "companies": 2, "deals": 3}
    rows = store.database.rows(
        "SELECT d.title, d.amount, d.currency, s.name, s.kind, d.expected_close, c.full_name, o.name, d.closed_at IS NOT NULL "
        "FROM deal d JOIN stage s ON s.id = d.stage_id LEFT JOIN contact c ON c.id = d.contact_id "
        "LEFT JOIN company o ON o.id = d.company_id ORDER BY d.id"
    )
    assert rows == [
        ("Turbine", 1200000, "EUR", "Proposal", "open", "2026-06-30", "Anna Weber", "Nordwind GmbH", 0),
        ("Service", 90000, "EUR", "Won", "won", "2026-04-01", "Bert Schulz", "Südwind AG", 1),
        ("Rotor", 50000, "EUR", "Inspection", "open", "2026-09-01", None, "Südwind AG", 0),
    ]
    assert store.database.value("SELECT count(*) FROM stage_event") == 3
    assert store.database.value("SELECT industry FROM company WHERE name = 'Nordwind GmbH'") == "Energy"
    assert imported(services, path).counts.unchanged == 6, "the same workbook again"
    assert store.database.value("SELECT count(*) FROM deal") == 3


def test_a_deal_moves_to_its_new_stage_when_overwriting(
    store: Store, services: Services, tmp_path: Path
) -> None:
    imported(services, workbook(tmp_path / "all.xlsx", SHEETS))
    header, turbine = SHEETS["Deals"][:2]
    moved = [*turbine[:1], 15000, *turbine[2:3], "Negotiation", *turbine[4:]]
    path = workbook(tmp_path / "later.xlsx", {"Deals": [header, moved]})
    assert planned(services, path).counts.unchanged == 1, "blanks only, by default"
    imported(services, path, ImportDecisions(default_mode=Mode.OVERWRITE))
    amount, stage = store.database.rows(
        "SELECT d.amount, s.name FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.title = 'Turbine'"
    )[0]
    assert (amount, stage) == (1500000, "Negotiation")
    assert store.database.value("SELECT count(*) FROM stage_event") == 4


def test_orders_become_entries_of_the_customers_timeline(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = (
        "Order number,Email,Customer name,Total,Currency,Product,Quantity,Order date\n"
        "#1001,anna@nordwind.de,Anna Weber,120.50,EUR,Lamp,2,2026-03-01\n"
        "#1001,anna@nordwind.de,Anna Weber,,,Bulb,4,2026-03-01\n"
        "#1002,bert@suedwind.de,Bert Schulz,80.00,EUR,Lamp,1,2026-03-04\n"
    )
    path = written(tmp_path, text, "orders.csv")
    decisions = ImportDecisions(requests={"orders": SheetRequest("orders", kind=RecordKind.ORDERS)})
    imported(services, path, decisions)
    rows = store.database.rows(
        "SELECT a.kind, a.subject, a.amount, a.body, c.full_name FROM activity a JOIN contact c ON c.id = a.contact_id ORDER BY a.id"
    )
    assert [row[:3] for row in rows] == [("order", "Order #1001", 12050), ("order", "Order #1002", 8000)]
    assert "2 × Lamp" in rows[0][3]
    assert "4 × Bulb" in rows[0][3]
    assert rows[0][4] == "Anna Weber"
    imported(services, path, decisions)
    assert store.database.value("SELECT count(*) FROM activity") == 2, "an order is imported once"


def test_a_person_with_a_deal_gets_both(store: Store, services: Services, tmp_path: Path) -> None:
    text = "Name,Email,Deal name,Deal value,Stage\nAnna Weber,anna@nordwind.de,Turbine,1200,Demo\n"
    path = written(tmp_path, text)
    decisions = ImportDecisions(requests={"leads": SheetRequest("leads", kind=RecordKind.CONTACTS)})
    assert imported(services, path, decisions).created["deals"] == 1
    imported(services, path, decisions)
    assert store.database.rows("SELECT title, amount FROM deal") == [("Turbine", 120000)]


def test_a_remembered_mapping_is_used_for_the_next_file(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = "First name,Last name,Email,Zzyzx\nAnna,Weber,anna@nordwind.de,Head of sales\n"
    imported(services, written(tmp_path, text), ImportDecisions(mapping={"Zzyzx": "job_title"}))
    later = written(tmp_path, text.replace("Anna", "Cleo").replace("anna", "cleo"), "later.csv")
    with services.imports.open(later, WORK) as file:
        plan = file.plan(ImportDecisions(), WORK)
        assert file.remembered == {"later"}
    assert plan.sheets[0].analysis.columns[3].field == "job_title"


def test_an_unknown_header_and_an_unreadable_file_are_refused(
    store: Store, services: Services, tmp_path: Path
) -> None:
    before = store.database.dump()
    with refusing(InputError, match="«Nope»"):
        planned(services, written(tmp_path, LEADS), ImportDecisions(mapping={"Nope": "city"}))
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 this is no workbook")
    with refusing(FileProblem, match=r"bad\.xlsx"):
        services.imports.open(bad, WORK)
    assert store.database.dump() == before


def test_cancelling_anywhere_leaves_the_file_as_it_was(
    store: Store, services: Services, tmp_path: Path
) -> None:
    path = written(tmp_path, LEADS)
    before = store.database.dump()
    decisions = ImportDecisions()
    with services.imports.open(path, WORK) as file:
        plan = file.plan(decisions, WORK)
        for checks in range(20):
            try:
                services.imports.apply(file, plan, decisions, CancelAfter(checks))
            except Cancelled:
                assert store.database.dump() == before
            else:
                break
        else:
            pytest.fail("the import never came to its end")
    assert checks > 2


def test_a_plan_is_computed_anew_after_somebody_changed_the_file(
    store: Store, services: Services, tmp_path: Path
) -> None:
    decisions = ImportDecisions()
    with services.imports.open(written(tmp_path, LEADS), WORK) as file:
        plan = file.plan(decisions, WORK)
        add_contact(store, "Anna Weber", email="anna@nordwind.de")
        add_company(store, "Südwind AG")
        result, _ = services.imports.apply(file, plan, decisions, WORK)
    assert (result.counts.new, result.counts.changed) == (2, 1)
    assert store.database.value("SELECT count(*) FROM contact") == 3
    assert store.database.value("SELECT count(*) FROM company WHERE name = 'Südwind AG'") == 1


def test_undo_brings_back_updates_too_and_keeps_what_was_edited_since(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store, "Anna Weber", email="anna@nordwind.de")
    before = store.database.dump()
    result = imported(services, written(tmp_path, LEADS))
    with pytest.raises(Cancelled):
        services.imports.undo(result.number, CancelAfter(0))
    watch = CancelAfter()
    done = services.imports.undo(result.number, watch)
    assert done.kept == ()
    assert watch.reports[-1][0] <= (watch.reports[-1][1] or 0)
    assert watch.reports[-1][2] == "undone"
    assert store.database.dump() == before
    with refusing(DomainError, match="already undone"):
        services.imports.undo(result.number)
    (record,) = services.imports.history()
    assert (record.file_name, record.counts.rows, record.undone) == ("leads.csv", 3, True)

    again = imported(services, written(tmp_path, LEADS))
    services.contacts.edit(people(store)["Bert Schulz"], "job_title", "Buyer")
    kept = services.imports.undo(again.number).kept
    assert {row.reason for row in kept if row.table == "contact"} == {"changed"}
    assert sorted(people(store)) == ["Anna Weber", "Bert Schulz"]
    assert store.contacts.get(anna).values["city"] is None


def test_products_are_recognised_and_left_out(store: Store, services: Services, tmp_path: Path) -> None:
    path = written(
        tmp_path, "SKU,Product name,Price,Stock\nA-1,Lamp,12.50,3\nA-2,Bulb,2.00,9\n", "products.csv"
    )
    decisions = ImportDecisions(requests={"products": SheetRequest("products", kind=RecordKind.PRODUCTS)})
    plan = planned(services, path, decisions)
    assert (plan.sheets[0].reason, plan.counts.left_out) == ("products", 2)
    assert ("products", "2") in plan.notes
    with refusing(DomainError, match="no rows to import"):
        imported(services, path, decisions)
