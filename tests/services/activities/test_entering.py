"""Logging and planning: one form, what an entry counts for, what it settles, and who takes part."""

from __future__ import annotations

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import line_of
from tests.builders import add_contact, wrong_rows

CALL, MEETING = ActivityKind.CALL, ActivityKind.MEETING


def deal(store: Store, services: Services, person: int, title: str) -> int:
    services.deals.create(title, store.pipelines.all()[0].stages[0].id, contact_id=person)
    return max(store.deals.ids())


def test_a_past_time_logs_and_a_future_one_plans(store: Store, services: Services) -> None:
    person = add_contact(store)
    enter = services.activities.enter
    enter(CALL, Subject(person), "2026-05-03", outcome="Reached", duration_minutes=12)
    enter(CALL, Subject(person), "2026-05-04T09:00:00Z", body="Now")
    enter(MEETING, Subject(person), "2026-05-05T09:00:00Z", duration_minutes=45, place="Room 2")
    enter(CALL, Subject(person), "2026-05-04")  # some time today
    happened = [e for e in store.activities.of_contact(person) if not e.is_open]
    assert [(e.at, e.outcome) for e in happened] == [
        ("2026-05-04T09:00:00Z", None), ("2026-05-03", "Reached"),
    ]  # fmt: skip
    today, meeting = store.activities.open_steps(person)
    assert (today.due_at, today.kind) == ("2026-05-04", CALL)
    assert (meeting.due_at, meeting.end_at, meeting.place) == (
        "2026-05-05T09:00:00Z", "2026-05-05T09:45:00Z", "Room 2",
    )  # fmt: skip


def test_an_entry_counts_for_the_only_open_deal_of_its_person(store: Store, services: Services) -> None:
    person = add_contact(store, company="Nordwind")
    first = deal(store, services, person, "Pumps")
    services.activities.log(CALL, Subject(person))
    assert store.activities.of_deal(first)[0].contact_id == person
    services.activities.log(CALL, Subject(person, without_deal=True), subject="Other")
    assert len(store.activities.of_deal(first)) == 1
    second = deal(store, services, person, "Valves")
    services.activities.log(CALL, Subject(person), subject="Which")
    assert len(store.activities.of_deal(first)) == 1
    services.deals.win(second)
    services.activities.plan(Subject(person), "Send offer", "2026-05-08")
    step = store.activities.next_step("deal_id", first)
    assert step is not None
    assert step.subject == "Send offer"


def test_a_call_that_reached_somebody_settles_the_call_that_was_due(store: Store, services: Services) -> None:
    person = add_contact(store)
    plan = services.activities.plan
    plan(Subject(person), "Call back", "2026-05-02", kind=CALL)
    plan(Subject(person), "Call later", "2026-05-20", kind=CALL)
    plan(Subject(person), "Write", "2026-05-01")
    services.activities.log(CALL, Subject(person), outcome="No answer")
    assert len(store.activities.open_steps(person)) == 3
    told = services.activities.answered_by(CALL, Subject(person), "Reached")
    assert told is not None
    assert told.subject == "Call back"
    services.activities.log(CALL, Subject(person), outcome="Reached")
    assert [step.subject for step in store.activities.open_steps(person)] == ["Write", "Call later"]
    undone = store.journal.next_undo()
    assert undone is not None
    assert line_of(undone.told) == "Log call, and finish “Call back”"
    services.commands.undo()
    assert len(store.activities.open_steps(person)) == 3
    services.activities.log(CALL, Subject(person), outcome="Reached", closes=False)
    assert len(store.activities.open_steps(person)) == 3


def test_the_next_step_is_of_its_own_kind(store: Store, services: Services) -> None:
    person = add_contact(store)
    services.activities.log(CALL, Subject(person), next_step="Meet", next_due="2026-05-08", next_kind=MEETING)
    (step,) = store.activities.open_steps(person)
    assert step.kind is MEETING
    services.activities.finish(step.id, next_step="Call", next_due="2026-05-11", next_kind=CALL)
    (step,) = store.activities.open_steps(person)
    assert (step.subject, step.kind) == ("Call", CALL)


def test_who_takes_part_sees_it_and_was_in_touch(store: Store, services: Services) -> None:
    anna, bert, cem = (add_contact(store, name) for name in ("Anna Berg", "Bert Cole", "Cem Dogan"))
    services.activities.log(
        MEETING, Subject(anna), subject="Kick-off", participant_ids=(bert, cem, anna), outcome="Done"
    )
    (entry,) = store.activities.of_contact(bert)
    assert [p.name for p in entry.participants] == ["Bert Cole", "Cem Dogan"]
    assert store.contacts.get(bert).last_contacted_at == "2026-05-04T09:00:00Z"
    seen = services.activities.seen(entry)
    services.activities.change(entry.id, participant_ids=(cem,), seen=seen)
    assert store.activities.of_contact(bert) == []
    assert store.contacts.get(bert).last_contacted_at is None
    assert store.contacts.get(cem).last_contacted_at == "2026-05-04T09:00:00Z"
    services.commands.undo()
    assert len(store.activities.of_contact(bert)) == 1
    assert wrong_rows(store) == []


def test_a_merged_participant_takes_part_once_and_an_erased_one_no_more(
    store: Store, services: Services
) -> None:
    anna, bert, twin = (add_contact(store, name) for name in ("Anna Berg", "Bert Cole", "Bert  Cole"))
    services.activities.log(MEETING, Subject(anna), participant_ids=(bert, twin))
    services.activities.log(MEETING, Subject(anna), participant_ids=(twin,))
    services.merges.merge(RecordKind.CONTACTS, [bert, twin], survivor=bert)
    for entry in store.activities.of_contact(anna):
        assert [p.contact_id for p in entry.participants] == [bert]
    services.commands.undo()
    assert sorted(len(e.participants) for e in store.activities.of_contact(anna)) == [1, 2]
    services.contacts.purge([twin])
    assert store.database.value("SELECT count(*) FROM activity_participant") == 1
    assert wrong_rows(store) == []


def test_it_is_found_by_the_place_and_by_who_takes_part(store: Store, services: Services) -> None:
    from salesdesk.domain.changes import EntityKind

    anna, bert = add_contact(store, "Anna Berg"), add_contact(store, "Bert Cole")
    services.activities.plan(
        Subject(anna), "Lunch", "2026-05-08", place="Zum goldenen Hirsch", participant_ids=(bert,)
    )
    (step,) = store.activities.open_steps(anna)
    for text in ("hirsch", "cole"):
        assert store.quick_search.ids(EntityKind.ACTIVITY, text, 5) == [step.id], text
