"""A database on a PostgreSQL server: what is refused and how, one writer at a time, hearing of others."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.errors import (
    ConnectionLost,
    DomainError,
    NotInAFile,
    StoreBusy,
    StoreDamaged,
    StoreReadOnly,
    StoreTooNew,
    WrongKey,
)
from salesdesk.phrases import said
from salesdesk.services.checking import CheckService
from salesdesk.store.engine import any_engine, bulk_load
from salesdesk.store.engine.migrations import SCHEMA_VERSION
from salesdesk.store.engine.server_address import ServerAddress, read_address
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.postgres import Server
from tests.refusals import refusing
from tests.time_limit import PATIENCE_MS


@pytest.fixture
def opened(server_database: ServerAddress) -> Iterator[Store]:
    """An open database of the test's own."""
    store = Store(server_database)
    yield store
    store.close()


def add_tag(store: Store, name: str) -> int:
    with store.unit_of_work(Cause.EDIT, said(f"Add {name}")) as uow:
        return uow.insert("tag", {"name": name, "name_key": fold_key(name)})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("postgresql://anna@db.example/crm", ServerAddress("anna", "db.example", 5432, "crm")),
        ("postgres://anna@db.example:5433/crm", ServerAddress("anna", "db.example", 5433, "crm")),
        ("postgresql://a%40b@[::1]/my%20crm", ServerAddress("a@b", "::1", 5432, "my crm")),
    ],
)
def test_an_address_is_read_and_written(text: str, read: ServerAddress) -> None:
    assert read_address(text) == read
    assert read_address(str(read)) == read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mysql://anna@db/crm", "Only databases of PostgreSQL"),
        ("postgresql://db/crm", "is written postgresql://user@host/name"),
        ("postgresql://anna@db", "is written postgresql://user@host/name"),
        ("postgresql://anna@db:port/crm", "is written postgresql://user@host/name"),
        ("postgresql://anna@db/crm?sslmode=require", "is written postgresql://user@host/name"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(text: str, words: str) -> None:
    with refusing(DomainError, match=words):
        read_address(text)


@pytest.mark.parametrize(
    "text", ["postgresql://anna:secret@db/crm", "postgresql://anna@db/crm?password=secret"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with refusing(DomainError, match="must not hold a password") as caught:
        read_address(text)
    assert "secret" not in worded(caught.value)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(any_engine, "find_spec", lambda _name: None)
    with refusing(DomainError, match=r"install salesdesk\[postgresql\]"):
        Store(ServerAddress("anna", "db.example", 5432, "crm"))


def test_a_server_that_is_not_there_is_said(server: Server) -> None:
    with refusing(ConnectionLost, match=r"No connection to 127\.0\.0\.1, port 1"):
        Store(ServerAddress("anna", "127.0.0.1", 1, "crm"))


def test_a_database_that_is_not_there_is_said(server: Server) -> None:
    with refusing(StoreReadOnly, match="There is no database nowhere on"):
        Store(read_address(server.url("nowhere")))


def test_a_missing_and_a_wrong_password_are_told_apart(
    server_database: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD")
    with refusing(WrongKey, match="wants a password for salesdesk"):
        Store(server_database)
    monkeypatch.setenv("PGPASSWORD", "wrong")
    with refusing(WrongKey, match="is not that of salesdesk"):
        Store(server_database)


def test_a_database_of_another_program_is_refused(server: Server, server_database: ServerAddress) -> None:
    server.run("DROP TABLE change_entry", database=server_database.name)
    with refusing(StoreDamaged, match="holds tables of another program"):
        Store(server_database)


def test_a_newer_database_is_refused(server: Server, server_database: ServerAddress) -> None:
    server.run("UPDATE file_identity SET schema_version = 99", database=server_database.name)
    with refusing(StoreTooNew, match="version 99"):
        Store(server_database)


def test_a_database_has_the_version_of_a_file(server_database: ServerAddress) -> None:
    with closing(Store(server_database)) as store:
        assert store.database.value("SELECT schema_version FROM file_identity") == SCHEMA_VERSION


def test_who_may_only_read_opens_for_reading(server: Server, server_database: ServerAddress) -> None:
    name = f"reader_{server_database.name}"
    server.run(
        f"CREATE ROLE {name} LOGIN PASSWORD '{server.password}'",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}",
        database=server_database.name,
    )
    store = Store(replace(server_database, user=name))
    try:
        assert store.database.read_only_reason is not None
        assert f"because {name} may not write there" in worded(store.database.read_only_reason)
        assert store.settings.get("currency") == "EUR"
        with refusing(StoreReadOnly, match="may not write there"):
            add_tag(store, "VIP")
    finally:
        store.close()
        server.run(f"DROP OWNED BY {name}", f"DROP ROLE {name}", database=server_database.name)


def test_a_second_writer_waits_no_longer_than_told(opened: Store) -> None:
    with closing(Store(opened.place, busy_seconds=0.05)) as other:
        with opened.unit_of_work(Cause.EDIT, said("First")) as uow:
            uow.insert("tag", {"name": "a", "name_key": "a"})
            for patience in (0.05, 0.0):
                other.database.busy_seconds = patience
                with refusing(StoreBusy, match="Somebody else is writing"):
                    add_tag(other, "b")
        assert add_tag(other, "b") == add_tag(opened, "c") - 1


def test_ids_and_batches_of_several_writers_are_never_given_twice(opened: Store) -> None:
    given: list[int] = []

    def write(number: int) -> None:
        store = Store(opened.place, busy_seconds=60)
        given.extend(add_tag(store, f"tag {number} {turn}") for turn in range(15))
        store.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 61))
    batches = opened.database.rows("SELECT id FROM change_batch ORDER BY id")
    assert [number for (number,) in batches] == list(range(1, 62))


def test_indexes_stay_while_very_many_rows_are_written(opened: Store) -> None:
    """Others would have to wait for the table meanwhile."""
    database = opened.database
    asked = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'contact' ORDER BY indexname"
    before = database.rows(asked)
    with database.transaction(), bulk_load.without_indexes(database, {"contact": 100_000}):
        assert database.rows(asked) == before
    assert len(before) > 1


def test_an_id_is_not_used_again(opened: Store) -> None:
    first = add_tag(opened, "a")
    with opened.unit_of_work(Cause.EDIT, said("Remove")) as uow:
        uow.delete("tag", first)
    assert add_tag(opened, "b") == first + 1


def test_what_failed_leaves_nothing(opened: Store) -> None:
    before = opened.database.dump()

    def fail() -> None:
        with opened.unit_of_work(Cause.EDIT, said("Fails")) as uow:
            uow.insert("tag", {"name": "a", "name_key": "a"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert opened.database.dump() == before
    assert not opened.database.in_transaction


def test_what_others_write_is_noticed_and_what_this_one_writes_is_not(opened: Store) -> None:
    with closing(Store(opened.place)) as other:
        opened.database.written_elsewhere()
        add_tag(opened, "own")
        assert not opened.database.written_elsewhere()
        add_tag(other, "foreign")
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not opened.others.have_written() and time.monotonic() < deadline:
            time.sleep(0.01)  # the server sends its note a moment after the commit
        assert opened.others.have_written()  # until it is announced
        opened.others.announce()
        assert not opened.others.have_written()


def test_a_connection_that_breaks_is_said_and_made_anew(server: Server, opened: Store) -> None:
    def write() -> None:
        with opened.unit_of_work(Cause.EDIT, said("Cut")) as uow:
            uow.insert("tag", {"name": "a", "name_key": "a"})
            server.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                f"WHERE datname = '{opened.name}' AND pid <> pg_backend_pid()"
            )
            uow.insert("tag", {"name": "b", "name_key": "b"})

    with refusing(ConnectionLost, match="was lost"):
        write()
    assert opened.tags.all() == []
    assert add_tag(opened, "c") == 1


def test_a_snapshot_does_not_see_what_others_write_meanwhile(opened: Store) -> None:
    with closing(Store(opened.place)) as other, opened.database.snapshot():
        before = opened.database.dump()
        add_tag(other, "new")
        assert opened.database.dump() == before
    assert opened.database.dump() != before


def test_what_only_a_file_can_do_is_refused(opened: Store) -> None:
    with refusing(NotInAFile, match="lies on the server"):
        _ = opened.path
    assert opened.files == []


def test_a_check_finds_rows_that_went_and_repairs_the_search_index(server: Server, opened: Store) -> None:
    assert CheckService(opened).run().sound
    with opened.unit_of_work(Cause.EDIT, said("Company")) as uow:
        values: dict[str, Any] = {"name": "Nord", "name_key": "nord", "match_key": "nord"}
        uow.insert("company", {**values, "created_at": uow.at, "updated_at": uow.at})
    server.run("DELETE FROM search_company", "DELETE FROM setting WHERE id = 1", database=opened.name)
    report = CheckService(opened).run()
    assert [fault.table for fault in report.repaired] == ["search_company"]
    assert [fault.table for fault in report.faults] == ["setting"]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("DROP INDEX ix_contact_email", "The index ix_contact_email is missing."),
        ("DROP INDEX ix_search_deal_words", "The index ix_search_deal_words is missing."),
        (
            "DROP INDEX ix_deal_closed_at; CREATE INDEX ix_deal_closed_at ON deal (closed_at)",
            "The index ix_deal_closed_at is not as SalesDesk makes it.",
        ),
        (
            "DROP INDEX ix_company_name_key; CREATE INDEX ix_company_name_key ON company (name)",
            "The index ix_company_name_key is not as SalesDesk makes it.",
        ),
    ],
)
def test_a_check_finds_and_makes_again_what_is_wrong_with_an_index(
    server: Server, opened: Store, damage: str, sentence: str
) -> None:
    server.run(damage, database=opened.name)
    looked = CheckService(opened).run(repairing=False)
    assert [(worded(fault.told), fault.repairable) for fault in looked.faults] == [(sentence, True)]
    report = CheckService(opened).run()
    assert [worded(fault.told) for fault in report.repaired] == [sentence]
    assert report.sound
    assert opened.database.check() == []


@pytest.mark.parametrize(
    ("damage", "sentences"),
    [
        ("DROP TABLE deal_value", ["The table deal_value is missing."]),
        (
            "ALTER TABLE contact DROP COLUMN city",
            ["The column contact.city is missing.", "The index ix_contact_city is missing."],
        ),
        (
            "ALTER TABLE contact ALTER COLUMN city TYPE varchar(9)",
            ["The column contact.city is not as SalesDesk makes it."],
        ),
        (
            "ALTER TABLE contact ALTER COLUMN full_name DROP NOT NULL",
            ["The column contact.full_name is not as SalesDesk makes it."],
        ),
        (
            "ALTER TABLE deal DROP CONSTRAINT deal_stage_id_fkey",
            ["The rule deal_stage_id_fkey is missing."],
        ),
        (
            "ALTER TABLE deal ADD CONSTRAINT cheap CHECK (amount < 5)",
            ["The rule cheap is none of SalesDesk's."],
        ),
        ("ALTER TABLE tag ADD COLUMN colour text", ["The column tag.colour is none of SalesDesk's."]),
        ("DROP FUNCTION fold_any", ["The function fold_any is missing."]),
        (
            "DELETE FROM setting WHERE id = 1; DROP INDEX ix_contact_email",
            [
                "The index ix_contact_email is missing.",
                "The history is inconsistent: setting, rows 1 to {made}: there are {left} rows, but {made} were made and "
                "not removed.",
            ],
        ),
    ],
)
def test_a_check_tells_each_fault_of_the_tables_in_a_sentence(
    server: Server, opened: Store, damage: str, sentences: list[str]
) -> None:
    made = int(opened.database.value("SELECT count(*) FROM setting"))
    server.run(damage, database=opened.name)
    report = CheckService(opened).run(repairing=False)
    assert [worded(fault.told) for fault in report.faults] == [
        one.format(made=made, left=made - 1) for one in sentences
    ]


def test_what_others_keep_beside_the_tables_is_no_fault(server: Server, opened: Store) -> None:
    server.run(
        "CREATE TABLE their_own (id int)", "CREATE INDEX their_index ON contact (city)", database=opened.name
    )
    assert opened.database.check() == []


def test_who_may_make_no_temporary_tables_has_names_compared(server: Server, opened: Store) -> None:
    name = f"looker_{opened.name}"
    server.run(
        f"CREATE ROLE {name} LOGIN PASSWORD '{server.password}'",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}",
        f"REVOKE TEMPORARY ON DATABASE {opened.name} FROM PUBLIC",
        "DROP INDEX ix_contact_email",
        database=opened.name,
    )
    address = opened.place
    assert isinstance(address, ServerAddress)
    try:
        with closing(Store(replace(address, user=name))) as looked:
            (fault,) = looked.database.check()
            assert worded(fault.told) == "The index ix_contact_email is missing."
    finally:
        server.run(f"DROP OWNED BY {name}", f"DROP ROLE {name}", database=opened.name)


def test_the_server_folds_as_the_program_does(opened: Store) -> None:
    pick = random.Random(5)
    texts = [
        "Müller-Lüdenscheidt & Søn",
        "O’Brien's",
        "Ελλάς",
        "ПЁТР",
        "हिन्दी",
        "ｶﾞ",
        "İstanbul",
        "ŉ",
        "ﬁn",
        "각",
    ]
    for widest in (0x80, 0x180, 0x3000, 0x30000):
        codes = [code for code in range(1, widest) if not 0xD800 <= code < 0xE000]
        texts += ["".join(map(chr, pick.choices(codes, k=pick.randrange(12)))) for _ in range(400)]
    found = opened.database.rows(
        "SELECT fold(t) FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS u(t, n) ORDER BY n", (texts,)
    )
    assert [
        (text, folded) for text, (folded,) in zip(texts, found, strict=True) if folded != fold_key(text)
    ] == []
