"""Demonstration data: believable, linked, the same for the same seed."""

from __future__ import annotations

from datetime import date

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import Cancelled, DomainError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import START, CancelAfter, add_contact


def test_an_empty_file_gets_linked_records_around_today(store: Store, services: Services) -> None:
    services.demo.fill(900, 7, CancelAfter())
    value = store.database.value
    assert value("SELECT count(*) FROM contact") == 900
    for table in ("company", "deal", "activity", "campaign", "campaign_member", "contact_tag", "lifecycle_event"):
        assert value(f"SELECT count(*) FROM {table}") > 0, table
    assert store.database.check() == []
    assert value("SELECT count(DISTINCT country) FROM contact") >= 6
    assert value("SELECT count(DISTINCT stage_id) FROM deal") == 7, "deals in every stage"
    now, year_ago = store.now(), date(START.year - 1, START.month, START.day).isoformat()
    assert value("SELECT count(*) FROM stage_event WHERE at > ? OR at < ?", (now, year_ago)) == 0
    assert value("SELECT count(*) FROM activity WHERE due_at < ? AND done_at IS NULL", (store.today(),)) > 0
    assert value("SELECT count(*) FROM activity WHERE due_at > ?", (store.today(),)) > 0
    wrong = "SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage_id WHERE (s.kind = 'open') <> (d.closed_at IS NULL)"
    assert value(wrong) == 0
    assert value("SELECT count(*) FROM contact_email WHERE address NOT LIKE '%.example'") == 0
    assert store.journal.next_undo().cause is Cause.DEMO  # type: ignore[union-attr]


def test_the_seed_decides_and_one_undo_clears_it(store: Store, services: Services) -> None:
    before = store.database.dump()
    services.demo.fill(60, 3, CancelAfter())
    people = store.database.rows("SELECT full_name, email, phone FROM contact ORDER BY id")
    services.commands.undo()
    assert store.database.dump() == before
    services.demo.fill(60, 3, CancelAfter())
    assert store.database.rows("SELECT full_name, email, phone FROM contact ORDER BY id") == people
    services.commands.undo()
    services.demo.fill(60, 4, CancelAfter())
    assert store.database.rows("SELECT full_name, email, phone FROM contact ORDER BY id") != people


def test_it_never_mixes_with_records_and_can_be_cancelled(store: Store, services: Services) -> None:
    before = store.database.dump()
    with pytest.raises(Cancelled):
        services.demo.fill(100, 1, CancelAfter(0))
    assert store.database.dump() == before
    for count in (0, 1_000_001):
        with pytest.raises(DomainError):
            services.demo.fill(count, 1, CancelAfter())
    add_contact(store)
    with pytest.raises(DomainError, match="already holds records"):
        services.demo.fill(10, 1, CancelAfter())
    assert store.list_of(RecordKind.CONTACTS).count() == 1


def test_indexes_are_all_there_again_after_a_large_fill(store: Store, services: Services) -> None:
    def indexes() -> list[tuple[str, ...]]:
        return store.database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")

    before = indexes()
    services.demo.fill(12_000, 1, CancelAfter())
    assert indexes() == before
    assert store.database.check() == []
