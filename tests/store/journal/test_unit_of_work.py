"""The only way to write: one transaction, one batch in the journal, one announcement."""

from __future__ import annotations

import json
from typing import Any

import pytest
from peewee import Value

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.companies import CompanyChange
from salesdesk.domain.contacts import ContactChange
from salesdesk.errors import ConflictError, DomainError
from salesdesk.phrases import said
from salesdesk.services.commands import Commands
from salesdesk.store.engine.statements import Slot, Statement
from salesdesk.store.models.contacts import Contact
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.store import Store
from tests.builders import START, add_contact
from tests.refusals import refusing


def test_a_change_is_journalled_with_who_when_and_why(store: Store) -> None:
    heard: list[ChangeSet] = []
    store.feed.listen(heard.append)
    with store.unit_of_work(Cause.EDIT, said("Add a tag"), origin="me") as uow:
        number = uow.insert("tag", {"name": "x", "name_key": "x"})
        uow.update("tag", number, {"name": "y"})
    batch = store.journal.batches(limit=1)[0]
    assert (batch.told, batch.cause, batch.actor, batch.at) == (
        said("Add a tag"),
        Cause.EDIT,
        "You",
        "2026-05-04T09:00:00Z",
    )
    assert START.year == 2026
    assert heard == [ChangeSet(batch.id, {EntityKind.TAG: frozenset({number})}, {}, {}, "me")]
    change = store.journal.field_history("tag", number)[0]
    assert (change.column, change.before, change.after) == ("name", "x", "y")
    assert store.database.rows("SELECT version FROM tag") == [(2,)]


def test_a_unit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    number = add_contact(store)
    heard: list[ChangeSet] = []
    store.feed.listen(heard.append)
    latest = store.journal.latest()
    with store.unit_of_work(Cause.EDIT, said("Nothing")) as uow:
        assert not uow.update("contact", number, {"city": None, "updated_at": "2030-01-01T00:00:00Z"})
        assert uow.update_many("contact", {}) == set()
        assert uow.insert_many("tag", ("name", "name_key"), []) == range(1, 1)
        uow.delete_many("contact", [])
    assert (store.journal.latest(), heard) == (latest, [])


def test_a_change_says_which_version_it_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were there a second writer within the transaction, nothing of it would be written over."""
    number = add_contact(store)
    before = store.database.dump()

    def change() -> None:
        with store.unit_of_work(Cause.EDIT, said("Change")) as uow:
            read = uow.rows

            def read_too_early(*wanted: Any) -> dict[int, dict[str, Any]]:
                return {row: {**values, "version": 7} for row, values in read(*wanted).items()}

            monkeypatch.setattr(uow, "rows", read_too_early)
            uow.update("contact", number, {"city": "Kiel"})

    with refusing(ConflictError, match="at the same moment"):
        change()
    assert store.database.dump() == before


def test_a_failure_undoes_everything_and_announces_nothing(store: Store) -> None:
    before, latest = store.database.dump(), store.journal.latest()
    heard: list[ChangeSet] = []
    store.feed.listen(heard.append)

    def fail() -> None:
        with store.unit_of_work(Cause.EDIT, said("Fails")) as uow:
            uow.insert("tag", {"name": "x", "name_key": "x"})
            uow.update("owner", 99, {"name": "nobody"})

    with pytest.raises(DomainError):
        fail()
    assert (store.database.dump(), store.journal.latest(), heard) == (before, latest, [])


def test_an_id_is_never_given_twice(store: Store) -> None:
    with store.unit_of_work(Cause.EDIT, said("one")) as uow:
        first = uow.insert("tag", {"name": "x", "name_key": "x"})
        uow.delete("tag", first)
    with store.unit_of_work(Cause.EDIT, said("two")) as uow:
        assert uow.insert("tag", {"name": "x", "name_key": "x"}) == first + 1


def test_a_run_of_new_rows_is_one_entry(store: Store) -> None:
    with store.unit_of_work(Cause.IMPORT, said("many")) as uow:
        ids = uow.insert_many("tag", ("name", "name_key"), [(f"t{i}", f"t{i}") for i in range(50)])
    rows = store.database.rows(
        "SELECT row, last_row, before, after FROM change_entry WHERE batch_id = ?", (uow.batch,)
    )
    assert rows == [(ids[0], ids[-1], None, None)]
    assert store.journal.batches(limit=1)[0].entries == 50


@Statement
def moved(actor: Slot, first: Slot) -> Any:
    return (
        Contact.select(Contact.id, Contact.lifecycle_stage, Value("mql"), Contact.created_at, actor)
        .where(Contact.id >= first)
        .order_by(Contact.id.desc())
    )


@Statement
def nobody() -> Any:
    return Contact.select(Contact.id).where(Contact.id < 0)


def test_rows_made_of_stored_ones_are_one_entry_and_go_with_an_undo(store: Store) -> None:
    first, second = add_contact(store, "Anna Berg"), add_contact(store, "Bert Tal")
    before = store.database.dump()
    with store.unit_of_work(Cause.IMPORT, said("again")) as uow:
        ids = uow.insert_selected(
            "lifecycle_event",
            ("contact_id", "from_stage", "to_stage", "at", "actor"),
            moved,
            (first, second),
            actor="You",
            first=first,
        )
        nothing = uow.insert_selected("lifecycle_event", ("contact_id",), nobody, ())
    made = store.database.rows(
        "SELECT id, version, contact_id FROM lifecycle_event WHERE to_stage = 'mql' ORDER BY id"
    )
    assert made == [(ids[0], 1, second), (ids[1], 1, first)]
    assert not nothing
    assert uow.changes.updated == {EntityKind.CONTACT: frozenset({first, second})}
    entries = store.database.rows(
        "SELECT row, last_row, before, after FROM change_entry WHERE batch_id = ?", (uow.batch,)
    )
    assert entries == [(ids[0], ids[1], None, None)]
    Commands(store).undo()
    assert store.database.dump() == before


def test_a_part_that_changes_is_a_change_of_its_record(store: Store) -> None:
    number = add_contact(store, email="a@x.de")
    with store.unit_of_work(Cause.EDIT, said("label")) as uow:
        uow.update("contact_email", store.contacts.emails(number)[0].id, {"label": "home"})
    assert uow.changes.updated == {EntityKind.CONTACT: frozenset({number})}


def test_the_trash_is_announced_as_deleting_and_restoring(store: Store) -> None:
    number = add_contact(store)
    with store.unit_of_work(Cause.EDIT, said("out")) as uow:
        ContactWriter(uow).trash([number])
    assert uow.changes.deleted == {EntityKind.CONTACT: frozenset({number})}
    with store.unit_of_work(Cause.EDIT, said("back")) as uow:
        ContactWriter(uow).restore([number])
    assert uow.changes.created == {EntityKind.CONTACT: frozenset({number})}


def test_a_deleted_row_is_kept_whole_in_the_journal(store: Store) -> None:
    number = add_contact(store, tags="vip")
    with store.unit_of_work(Cause.EDIT, said("gone")) as uow:
        uow.delete_many("contact_tag", [1])
    before = store.database.value("SELECT before FROM change_entry WHERE batch_id = ?", (uow.batch,))
    assert json.loads(before) == {"id": 1, "version": 1, "contact_id": number, "tag_id": 1}


def test_rows_are_found_by_what_they_are_called_now(store: Store) -> None:
    company = store.database.search
    number = add_contact(store, "Anna Berg", company="Nordwind GmbH")
    stage = store.database.value("SELECT min(id) FROM stage")
    firm = store.contacts.companies(number)[0].company_id
    with store.unit_of_work(Cause.EDIT, said("deal")) as uow:
        deal = uow.insert(
            "deal",
            {
                "title": "Machines",
                "title_key": "machines",
                "pipeline_id": 1,
                "stage_id": stage,
                "company_id": firm,
                "contact_id": number,
                "stage_since": uow.at,
                "created_at": uow.at,
                "updated_at": uow.at,
            },
        )
    with store.unit_of_work(Cause.EDIT, said("rename")) as uow:
        CompanyWriter(uow).change(firm, CompanyChange(name="Ostwind AG"))
        ContactWriter(uow).change(number, ContactChange(full_name="Hanna Roth"))
    assert company.find(EntityKind.CONTACT, "ostw hanna") == [number]
    assert company.find(EntityKind.DEAL, "ostw roth") == [deal]
    assert company.find(EntityKind.CONTACT, "nordwind") == []
