"""The business to look around in, and clearing it away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.errors import DomainError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import CancelAfter
from tests.refusals import refusing


@pytest.mark.parametrize("days", [0, 1, 7, 15, 30, 45, 90, 200])
def test_on_any_day_it_is_a_business_at_work(tmp_path: Path, days: int) -> None:
    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC) + timedelta(days=days)
    store = Store(tmp_path / "sample.salesdesk", clock=lambda: now)
    set_up(store)
    services = build_services(store)
    services.demo.show(CancelAfter())
    value = store.database.value
    for stage in store.pipelines.all()[0].stages:
        least = 2 if stage.kind is StageKind.OPEN else 5
        assert value("SELECT count(*) FROM deal WHERE stage_id = ?", (stage.id,)) >= least, stage.name
    due = "SELECT count(*) FROM activity WHERE done_at IS NULL AND due_at "
    assert value(f"{due} = ?", (store.today(),)) >= 3, "steps due today"
    assert value(f"{due} < ?", (store.today(),)) >= 1, "one is late"
    assert value("SELECT count(*) FROM activity WHERE kind <> 'task'") >= 50, "a history"
    assert value("SELECT count(*) FROM campaign WHERE status = 'running'") >= 1
    answers = "SELECT count(*) FROM campaign_member WHERE status IN ('opened', 'clicked', 'replied', 'met')"
    assert value(answers) >= 15
    store.close()


def test_one_call_clears_it_with_all_that_was_tried_in_it(store: Store, services: Services) -> None:
    """Moved, edited, called, merged and deleted: nothing of the sample is left, and the file is empty again."""
    services.demo.show(CancelAfter())
    assert services.demo.shown() is not None
    people, deals = store.contacts.ids(), store.deals.ids()
    pipeline = store.pipelines.all()[0]
    services.contacts.edit(people[0], "job_title", "Chief")
    services.deals.move(deals[0], pipeline.stages[1].id)
    services.activities.log(
        ActivityKind.CALL, Subject(people[1]), body="A try", next_step="More", next_due="2026-12-24"
    )
    services.deals.create("A try", pipeline.stages[0].id, contact_id=people[2])
    services.contacts.delete([people[3]])
    undone = services.contacts.edit(people[4], "job_title", "Nobody")
    assert undone.batch is not None
    services.commands.undo()
    kept = services.demo.clear(CancelAfter()).kept
    value = store.database.value
    assert services.demo.shown() is None
    records = [row.table for row in kept if row.table in ("contact", "company", "deal", "campaign")]
    assert sorted(records) in (["company", "contact"], ["contact"]), (
        "only what the deal made beside refers to"
    )
    assert value("SELECT count(*) FROM contact") == 1
    assert value("SELECT count(*) FROM company") <= 1
    assert value("SELECT title FROM deal") == "A try"
    assert value("SELECT count(*) FROM activity") == 0
    assert store.database.check() == []


def test_what_is_a_persons_own_stays(store: Store, services: Services) -> None:
    services.demo.show(CancelAfter())
    services.contacts.create({"full_name": "Amara Okafor", "company": "Nordwind"})
    assert services.demo.clear(CancelAfter()).kept == ()
    value = store.database.value
    assert value("SELECT full_name FROM contact") == "Amara Okafor"
    assert value("SELECT count(*) FROM company") == 1
    assert value("SELECT count(*) FROM deal") == 0
    services.commands.undo()
    assert value("SELECT count(*) FROM contact") == 201
    assert services.demo.shown() is not None


def test_there_is_nothing_to_clear_twice(store: Store, services: Services) -> None:
    with refusing(DomainError, "holds no demo data"):
        services.demo.clear(CancelAfter())
    services.demo.show(CancelAfter())
    services.demo.clear(CancelAfter())
    assert services.demo.is_empty()
    with refusing(DomainError, "holds no demo data"):
        services.demo.clear(CancelAfter())


def test_one_undo_brings_back_all_that_was_cleared_and_redo_clears_it_again(
    store: Store, services: Services
) -> None:
    services.demo.show(CancelAfter())
    people, deals = store.contacts.ids(), store.deals.ids()
    stages = store.pipelines.all()[0].stages
    services.contacts.edit(people[0], "job_title", "Chief")
    services.deals.move(deals[0], next(s.id for s in stages if s.kind is StageKind.WON))
    services.merges.merge(RecordKind.CONTACTS, people[5:7])
    services.contacts.edit(people[7], "tags", "Mine")
    counts = [
        f"SELECT count(*) FROM {table}" for table in ("contact", "company", "deal", "activity", "contact_tag")
    ]
    before = [store.database.value(count) for count in counts]
    told = services.demo.would_clear(CancelAfter())
    assert [store.database.value(count) for count in counts] == before, "looking changes nothing"
    assert (told.staying, told.edits, told.empty, told.is_plain) == (0, 4, True, False)
    cleared = services.demo.clear(CancelAfter())
    assert (cleared.going, cleared.staying, cleared.edits) == (told.going, 0, 4)
    assert services.demo.is_empty()
    for _ in range(2):
        assert services.commands.undo().kept == ()
        assert [store.database.value(count) for count in counts] == before
        assert services.demo.shown() is not None
        assert store.contacts.get(people[0]).values["job_title"] == "Chief"
        assert services.commands.redo().kept == ()
        assert services.demo.is_empty()
        assert services.demo.shown() is None
    assert store.database.check() == []


def test_records_of_ones_own_stay_as_they_are(store: Store, services: Services) -> None:
    """Also where one change was about them and sample ones."""
    services.demo.show(CancelAfter())
    sample = store.contacts.ids()[0]
    own, _ = services.contacts.create({"full_name": "Amara Okafor"})
    services.contacts.set_lifecycle([own, sample], "customer")
    services.contacts.tag([own, sample], "Mine")
    services.demo.clear(CancelAfter())
    kept = store.contacts.get(own)
    assert (kept.lifecycle_stage, kept.tags) == ("customer", ("Mine",))
    assert list(store.contacts.ids()) == [own]
    services.commands.undo()
    assert store.contacts.get(sample).lifecycle_stage == "customer"
    assert store.database.check() == []
