"""What was done in a period is told apart by owner, kind, outcome and minutes, whatever these are."""

from __future__ import annotations

from collections import Counter
from datetime import date

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.kinds import ActivityKind
from salesdesk.domain.activities.moments import LONGEST_MINUTES
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact

DAY = date(2026, 1, 5)


def test_every_word_and_length_is_counted_as_it_stands(services: Services, store: Store) -> None:
    person = add_contact(store, "Anna Berg")
    owners = {name: services.owners.create(name)[0] for name in ("Mia", "Jo")}
    entries = [
        (ActivityKind.CALL, "Reached", 5, "Mia"),
        (ActivityKind.CALL, "Reached", 7, "Mia"),
        (ActivityKind.CALL, 'wants "a call", back', 3, "Mia"),
        (ActivityKind.CALL, 'wants "a call", back', 4, None),
        (ActivityKind.MEETING, None, None, "Jo"),
        (ActivityKind.MEETING, None, LONGEST_MINUTES, "Jo"),
        (ActivityKind.MEETING, "Done", LONGEST_MINUTES - 1, None),
    ]
    expected: Counter[tuple[str, str, str]] = Counter()
    minutes: Counter[tuple[str, str, str]] = Counter()
    for kind, outcome, length, owner in entries:
        services.activities.log(
            kind,
            Subject(contact_id=person),
            outcome=outcome,
            duration_minutes=length,
            owner_id=owners.get(owner) if owner else None,
            at=f"{DAY}T09:00:00Z",
        )
        key = (kind.value, outcome or "", owner or "")
        expected[key] += 1
        minutes[key] += length or 0
    done = store.figures.activities.done(DAY, DAY, store.activities.choices.all())
    assert {(d.kind, d.outcome, d.owner): d.count for d in done} == expected
    assert {(d.kind, d.outcome, d.owner): d.minutes for d in done} == minutes
    for fewer in (Choices((), ()), Choices(store.activities.choices.all().kinds[:1], ())):
        told = store.figures.activities.done(DAY, DAY, fewer)  # words of another file are in no list
        assert sorted(map(repr, told)) == sorted(map(repr, done))
    mine = store.figures.activities.done(DAY, DAY, store.activities.choices.all(), "Mia")
    assert sum(d.count for d in mine) == 3
