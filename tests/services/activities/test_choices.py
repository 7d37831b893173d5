"""Kinds and outcomes are the person's: renamed, ordered, put away, added; codes keep their meaning."""

from __future__ import annotations

import pytest

from salesdesk.domain.activities import KINDS, ActivityKind
from salesdesk.domain.activities.choices import ChoiceList
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import line_of
from tests.builders import add_contact, wrong_rows

KIND, OUTCOME = ChoiceList.KINDS, ChoiceList.OUTCOMES


def test_a_new_file_has_those_of_the_program(store: Store) -> None:
    choices = store.activities.choices.all()
    assert [choice.code for choice in choices.kinds] == list(KINDS)
    assert not any(choice.is_named or choice.is_archived for choice in (*choices.kinds, *choices.outcomes))
    assert "order" not in [choice.code for choice in choices.offered_kinds]


def test_an_own_kind_is_logged_counts_as_a_contact_and_can_be_taken_back(
    store: Store, services: Services
) -> None:
    person = add_contact(store)
    services.activity_choices.add(KIND, "Fair talk", "handshake")
    kind = store.activities.choices.all().kind_named("fair TALK")
    assert kind is not None
    services.activities.log(kind, Subject(person))
    assert store.contacts.get(person).last_contacted_at == "2026-05-04T09:00:00Z"
    undone = store.journal.next_undo()
    assert undone is not None
    assert line_of(undone.told) == "Log Fair talk"
    services.activity_choices.edit(KIND, kind, is_contact=False)
    services.activities.log(kind, Subject(other := add_contact(store, "Bert Cole")))
    assert store.contacts.get(other).last_contacted_at is None
    assert wrong_rows(store) == []


def test_renamed_moved_and_put_away_each_is_one_step_to_undo(store: Store, services: Services) -> None:
    choices = services.activity_choices
    choices.rename(OUTCOME, "Reached", "Gesprochen")
    choices.move(OUTCOME, "Reached", 1)
    choices.archive(OUTCOME, "Busy")
    now = store.activities.choices.all()
    assert [(c.code, c.title) for c in now.outcomes[:2]] == [
        ("No answer", "No answer"),
        ("Reached", "Gesprochen"),
    ]
    assert "Busy" not in [choice.code for choice in now.offered_outcomes]
    assert now.stored_outcome("gesprochen") == "Reached"
    assert now.stored_outcome("erreicht") == "Reached"
    for _ in range(3):
        services.commands.undo()
    assert store.activities.choices.all().outcomes == type(now).of({}).outcomes


def test_what_cannot_be_is_refused(store: Store, services: Services) -> None:
    choices = services.activity_choices
    with pytest.raises(InputError):
        choices.add(KIND, "call")
    with pytest.raises(InputError):
        choices.rename(KIND, "call", "Meeting")
    with pytest.raises(DomainError):
        choices.archive(KIND, "task")
    with pytest.raises(DomainError):
        choices.move(KIND, "call", -1)
    with pytest.raises(DomainError):
        choices.rename(KIND, "nothing", "Something")
    with pytest.raises(InputError):
        services.activities.log(ActivityKind("nothing"), Subject(add_contact(store)))
