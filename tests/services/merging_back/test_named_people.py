"""Roles in deals and participants of entries, edited in the cell that names them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Result
from salesdesk.services.activities import Subject
from salesdesk.services.deal_roles import DealRoleService
from salesdesk.services.services import Services
from salesdesk.store.records.deal_roles import DealRoleRepository
from salesdesk.store.store import Store
from tests.services.merging_back.sheets import edited, export, merged

DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES


def people(services: Services, *names: str) -> list[int]:
    return [services.contacts.create({"full_name": name})[0] for name in names]


def deal_with(services: Services, store: Store, given: list[tuple[int, str]]) -> int:
    deal, _ = services.deals.create("Pump", store.pipelines.all()[0].stages[0].id)
    for contact, role in given:
        DealRoleService(store, services.commands).add(deal, contact, role)
    return deal


def roles(store: Store, deal: int) -> list[tuple[int, str]]:
    return [(one.contact_id, one.role) for one in DealRoleRepository(store.database).of_deal(deal)]


def typed(services: Services, path: Path, kind: RecordKind, text: str | None) -> Path:
    head, keys = {
        DEALS: ("Roles", ["deal_title", "stage", "deal_roles"]),
        ACTIVITIES: ("Participants", ["subject", "at", "participants"]),
    }[kind]
    export(services, kind, path, columns=keys)
    return edited(path, lambda sheet: sheet.set(sheet.head + 1, head, text))


def test_a_cell_adds_changes_and_takes_away(services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben, cleo = people(services, "Anna Berg", "Ben Tal", "Cleo Dunn")
    deal = deal_with(services, store, [(anna, "User"), (ben, "Judge")])
    path = typed(services, tmp_path / "d.xlsx", DEALS, "Cleo Dunn (Buyer); Decision maker: anna berg")
    plan, outcome = merged(services, path)
    assert (plan.problems, outcome.cells, outcome.new) == ((), 1, 0)
    assert sorted(roles(store, deal)) == sorted([(anna, "Decision maker"), (cleo, "Buyer")])
    services.commands.undo()
    assert roles(store, deal) == [(anna, "User"), (ben, "Judge")]
    services.commands.redo()
    again = services.merging_back.plan(path)
    assert (again.counts.theirs, again.counts.conflicts) == (0, 0)


@pytest.mark.parametrize("text", ["Judge: Ben Tal;  user: ANNA BERG", "Anna Berg (User)\nBen Tal (Judge)"])
def test_another_writing_is_no_change(text: str, services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben = people(services, "Anna Berg", "Ben Tal")
    deal_with(services, store, [(anna, "User"), (ben, "Judge")])
    plan = services.merging_back.plan(typed(services, tmp_path / "d.xlsx", DEALS, text))
    assert (plan.cells, plan.problems) == ((), ())


def test_an_emptied_cell_takes_all_away(services: Services, store: Store, tmp_path: Path) -> None:
    anna, gone = people(services, "Anna Berg", "Ben Tal")
    deal = deal_with(services, store, [(anna, "User"), (gone, "Judge")])
    services.contacts.delete([gone])
    merged(services, typed(services, tmp_path / "d.xlsx", DEALS, None))
    assert roles(store, deal) == []
    services.contacts.restore([gone])
    assert roles(store, deal) == [(gone, "Judge")]  # whom the list did not show


def test_who_cannot_be_told_is_a_problem(services: Services, store: Store, tmp_path: Path) -> None:
    anna, _, _ = people(services, "Anna Berg", "Ben Tal", "Ben Tal")
    deal = deal_with(services, store, [(anna, "User")])
    for text, code in (
        ("User: Anna Berg; Judge: Ben Tal", "merging_back.several_called"),
        ("User: Nobody Known", "merging_back.no_person"),
        ("Anna Berg", "merging_back.no_role"),
    ):
        plan, _ = merged(services, typed(services, tmp_path / "d.xlsx", DEALS, text))
        assert [problem.reason.code for problem in plan.problems] == [code]
        assert roles(store, deal) == [(anna, "User")]


def test_both_sides_are_asked_about(services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben = people(services, "Anna Berg", "Ben Tal")
    deal = deal_with(services, store, [(anna, "User")])
    path = typed(services, tmp_path / "d.xlsx", DEALS, "Judge: Anna Berg")
    DealRoleService(store, services.commands).add(deal, ben, "Buyer")
    (cell,) = services.merging_back.plan(path).cells
    assert (cell.result, cell.base, cell.ours) == (
        Result.CONFLICT,
        "User: Anna Berg",
        "User: Anna Berg; Buyer: Ben Tal",
    )


def test_participants_are_those_of_the_cell(services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben, cleo = people(services, "Anna Berg", "Ben Tal", "Cleo Dunn")
    services.activities.plan(
        Subject(anna), "Meet", "2026-06-02T08:00:00Z", kind=ActivityKind.MEETING, participant_ids=(ben,)
    )
    merged(services, typed(services, tmp_path / "a.xlsx", ACTIVITIES, "Cleo Dunn"))
    (entry,) = store.activities.of_contact(anna)
    assert entry.participant_ids == (cleo,)
    services.commands.undo()
    (entry,) = store.activities.of_contact(anna)
    assert entry.participant_ids == (ben,)


def test_a_new_row_names_people_and_says_whom_it_makes(
    services: Services, store: Store, tmp_path: Path
) -> None:
    anna, ben = people(services, "Anna Berg", "Ben Tal")
    deal_with(services, store, [(anna, "User")])
    path = export(services, DEALS, tmp_path / "d.xlsx", columns=["deal_title", "stage", "deal_roles"])
    row = {"Deal": "Valve", "Stage": "Proposal", "Roles": "Judge: Ben Tal; User: Cleo Dunn"}
    edited(path, lambda sheet: sheet.add(row))
    plan, _ = merged(services, path)
    assert [(one.name, one.cells) for one in plan.names] == [("Cleo Dunn", 1)]
    (valve,) = (number for number in store.deals.ids() if store.deals.get(number).title == "Valve")
    (judge, user) = roles(store, valve)
    assert (judge, user[1]) == ((ben, "Judge"), "User")
    services.commands.undo()
    assert (len(store.deals.ids()), len(store.contacts.ids())) == (1, 2)
