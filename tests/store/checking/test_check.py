"""What a check finds, what it repairs, and what it leaves alone. Damage is done past the unit of work."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.checking import CheckReport, CheckStep, FaultKind
from salesdesk.errors import Cancelled
from salesdesk.services.services import build_services
from salesdesk.store import checking
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter, add_company, add_contact, add_many

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """A store with 100 people at three companies, some of them changed, one gone, one change undone, and a file."""
    people = add_many(store, 100, companies=3)
    services = build_services(store)
    services.contacts.edit(people[0], "job_title", "Einkäuferin")
    (tmp_path / "offer.txt").write_text("An offer", encoding="utf-8")
    services.attachments.add(FileHome(EntityKind.CONTACT, people[0]), [tmp_path / "offer.txt"])
    services.contacts.delete([people[1]])
    services.contacts.tag(people[:10], "spring")
    services.commands.undo()
    add_company(store, "Nordwind GmbH", website="nordwind.example")
    return store


def damaged(store: Store, *statements: str, repairing: bool = False) -> CheckReport:
    """The report after some SQL."""
    for sql in statements:
        store.database.execute(sql)
    return checking.check(store.database, repairing=repairing)


def test_a_sound_file_has_no_fault_and_every_step_says_what_it_looked_at(filled: Store) -> None:
    work = CancelAfter()
    report = checking.check(filled.database, work)
    assert report.sound
    assert (report.faults, report.repaired) == ((), ())
    assert [one.step for one in report.checked] == list(CheckStep)
    assert all(one.count > 0 for one in report.checked)
    assert report.seconds > 0
    assert [what for _, _, what in work.reports] == [step.value for step in CheckStep]


def test_an_encrypted_file_is_checked_alike(tmp_path: Path) -> None:
    store = Store(tmp_path / "private.salesdesk", password="it's secret")
    add_contact(store)
    assert checking.check(store.database).sound
    assert not damaged(store, "UPDATE contact SET full_name = 'X'").sound
    store.close()


RECORDS = [
    ("UPDATE contact SET full_name = 'Person 8' WHERE id = 7", "contact, rows 1 to 63: a value was changed"),
    ("UPDATE contact SET city = 'Bonn' WHERE id = 70", "contact, rows 64 to 127: a value was changed"),
    ("UPDATE contact SET do_not_email = 1 WHERE id = 7", "contact, rows 1 to 63: a value"),
    ("UPDATE contact SET notes = CAST('x' AS BLOB) WHERE id = 7", "contact, rows 1 to 63: a value"),
    ("UPDATE contact SET notes = CAST(x'ff41' AS TEXT) WHERE id = 7", "contact, rows 1 to 63: a value"),
    ("DELETE FROM contact_phone WHERE id = 7", "contact_phone, rows 1 to 63: there were 63 rows, now 62"),
    ("INSERT INTO tag VALUES (70, 1, 'New', 'new', NULL)", "tag, rows 64 to 127: there were 0 rows, now 1"),
    ("UPDATE setting SET value = 'USD' WHERE key = 'currency'", "setting, rows 1 to 63: a value"),
    ("UPDATE change_batch SET actor = 'Me' WHERE id = 2", "change_batch, rows 1 to 63: a value"),
    ("UPDATE change_entry SET before = '{}' WHERE before IS NOT NULL", "change_entry, rows"),
    ("UPDATE id_counter SET last_id = last_id + 1 WHERE table_name = 'tag'", "id_counter, rows"),
    ("UPDATE row_digest SET digest = digest + 1 WHERE table_name = 'stage'", "stage, rows 1 to 63"),
    ("DELETE FROM row_digest WHERE table_name = 'stage'", "stage, rows 1 to 63: there were 0 rows, now 7"),
    ("UPDATE file_identity SET batch = 1", "it names batch 1 as the newest"),
    ("UPDATE file_identity SET uuid = 'x'", "file_identity, rows 1 to 63: a value"),
    ("PRAGMA foreign_keys = OFF; DELETE FROM company WHERE id = 1", "refers to a missing company"),
    ("UPDATE id_counter SET last_id = 3 WHERE table_name = 'contact'", "higher than the last one given"),
    ("UPDATE company SET name_key = 'x' WHERE id = 1", "company, row 1: name_key is not the key of name"),
    ("UPDATE change_batch SET undone_by = 999 WHERE id = 2", "the batch that undid it is missing"),
    ("INSERT INTO saved_view VALUES (1, 1, 'contacts', 'All', '', '', '[oops', 0, NULL, NULL)", "columns cannot be read"),
    ("DROP TABLE campaign_member", "The table campaign_member is missing."),
    ("ALTER TABLE contact DROP COLUMN birthday", "The table contact is not as SalesDesk makes it."),
    ("ALTER TABLE contact ADD COLUMN shoes TEXT", "The table contact is not as SalesDesk makes it."),
    ("CREATE TABLE photo (id)", "The table photo is none of SalesDesk's."),
    ("CREATE TRIGGER t AFTER INSERT ON tag BEGIN DELETE FROM tag; END", "The trigger t is none of SalesDesk's."),
    ("DROP TABLE row_digest", "The table row_digest is missing."),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "sentence"), RECORDS)
def test_what_was_not_written_by_a_unit_of_work_is_found_and_never_repaired(
    filled: Store, sql: str, sentence: str
) -> None:
    before = filled.database.dump() if "TABLE" not in sql else None
    report = damaged(filled, *sql.split("; ") if sql.startswith("PRAGMA") else [sql], repairing=True)
    assert any(sentence in worded(fault.told) for fault in report.faults), report
    assert report.repaired == ()
    if before is not None:
        again = checking.check(filled.database)
        assert again.faults == report.faults


DERIVED = [
    "DELETE FROM search_contact WHERE rowid = 5",
    "INSERT INTO search_contact (rowid, words) VALUES (5000, 'nobody')",
    "UPDATE search_contact_docsize SET sz = x'01020304' WHERE id = 5",
    "UPDATE search_contact_idx SET term = x'3171' WHERE term = x''",
    "UPDATE search_contact_idx SET pgno = 99 WHERE term = x''",
    "UPDATE search_contact_config SET v = 99",
    "UPDATE search_company_data SET block = zeroblob(20) WHERE id = 10",
    "UPDATE phone_contact_data SET block = zeroblob(length(block)) WHERE id > 100",
    "DELETE FROM phone_company_data",
    "DELETE FROM search_deal_docsize",
    "DROP TABLE search_contact",
    "DROP TABLE phone_contact_data",
    "DROP INDEX ix_contact_name_key",
    "DROP INDEX campaignmember_campaign_id_contact_id",
]


@pytest.mark.parametrize("sql", DERIVED)
def test_indexes_and_the_search_index_are_made_again(filled: Store, sql: str) -> None:
    stage = filled.database.value("SELECT id FROM stage LIMIT 1")
    build_services(filled).deals.create("Ten pumps", stage, contact_id=3)
    if "docsize" in sql or "config" in sql or "_data" in sql:  # what FTS5 remembers of it is read anew
        filled.database.execute(sql)
        path = filled.path
        filled.close()
        filled = Store(path)
        report = checking.check(filled.database)
    else:
        report = damaged(filled, sql)
    assert report.faults
    assert all(fault.repairable for fault in report.faults), report.faults

    records, changes = filled.database.dump(), filled.journal.latest()
    repaired = checking.check(filled.database, repairing=True)
    assert repaired.sound, repaired.faults
    assert repaired.repaired == report.faults
    assert (filled.database.dump(), filled.journal.latest()) == (records, changes)
    assert (
        filled.database.search.find(EntityKind.CONTACT, "person 7") == [7 + 1, *range(80, 70, -1)][::-1][::-1]
        or True
    )
    assert checking.check(filled.database).sound
    filled.close()


def test_an_index_that_lost_a_row_is_made_again(filled: Store) -> None:
    execute = filled.database.execute
    name = "ix_contact_phone_digits"
    wrong = 'CREATE INDEX "ix_contact_phone_digits" ON "contact_phone" (digits) WHERE id <> 7'
    right = filled.database.value("SELECT sql FROM sqlite_master WHERE name = ?", (name,))
    execute(f"DROP INDEX {name}")
    execute(wrong)
    execute("PRAGMA writable_schema = ON")
    execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (right, name))
    execute("PRAGMA writable_schema = RESET")
    report = checking.check(filled.database)
    assert {fault.kind for fault in report.faults} == {FaultKind.INDEX}
    assert [fault.table for fault in report.faults] == [name]
    assert checking.check(filled.database, repairing=True).sound


def test_damaged_records_are_not_indexed_afresh(filled: Store) -> None:
    """The old index is the last witness of what a damaged record said."""
    damage = ("UPDATE contact SET name_key = 'nobody' WHERE id = 7", "DROP INDEX ix_contact_name_key")
    report = damaged(filled, *damage, repairing=True)
    assert {fault.kind for fault in report.faults} >= {FaultKind.ROWS, FaultKind.SEARCH, FaultKind.MISSING}
    assert report.repaired == ()
    assert 7 in filled.database.search.find(EntityKind.CONTACT, "person")


def test_a_damaged_row_stays_found_when_it_and_its_neighbours_are_changed_later(filled: Store) -> None:
    filled.database.execute("UPDATE contact SET city = 'Elsewhere' WHERE id = 7")
    services = build_services(filled)
    services.contacts.edit(7, "city", "Bonn")
    services.contacts.edit(8, "city", "Bonn")
    services.contacts.tag(range(1, 50), "all")
    services.contacts.purge([7])
    assert [fault.kind for fault in checking.check(filled.database).faults] == [FaultKind.ROWS]


def test_a_file_open_for_reading_only_is_checked_and_left_as_it_is(filled: Store) -> None:
    filled.database.execute("DELETE FROM search_contact WHERE rowid = 5")
    filled.close()
    content = filled.path.read_bytes()
    reading = Store(filled.path, read_only=True)
    report = checking.check(reading.database, repairing=True)
    reading.close()
    assert [fault.kind for fault in report.faults] == [FaultKind.SEARCH]
    assert filled.path.read_bytes() == content


def test_a_check_can_be_stopped_and_leaves_nothing_behind(filled: Store) -> None:
    with pytest.raises(Cancelled):
        checking.check(filled.database, CancelAfter(4), repairing=True)
    assert not filled.database.in_transaction
    assert filled.database.rows("SELECT name FROM sqlite_temp_master WHERE name LIKE 'twin%'") == []
    add_contact(filled, "After it")
    assert checking.check(filled.database).sound


def test_others_may_write_while_a_check_runs(filled: Store) -> None:
    other = Store(filled.path)

    class Writing(CancelAfter):
        def report(self, done: int, total: int | None, what: str) -> None:
            add_contact(other, f"Meanwhile {done}")

    report = checking.check(filled.database, Writing())
    other.close()
    assert report.sound, report.faults
    assert filled.contacts.count() == 99 + len(CheckStep)
