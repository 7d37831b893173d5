"""Questions that nobody answered yet survive the closing of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Choices, MergePlan, Side
from salesdesk.errors import DomainError
from salesdesk.services.merging_back.kept import as_text, from_text
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, services_of
from tests.services.merging_back.sheets import Sheet, edited, export

CONTACTS = RecordKind.CONTACTS


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    towns = {"Anna Berg": "Ulm", "Ben Tal": "Bonn", "Cora Wald": "Kiel"}
    return {name: add_contact(store, name, city=town, tags="vip") for name, town in towns.items()}


@pytest.fixture
def plan(services: Services, people: dict[str, int], tmp_path: Path) -> MergePlan:
    """A plan with everything in it."""
    path = export(services, CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        column = sheet.sheet.max_column + 1
        sheet.sheet.cell(sheet.head, column).value = "Hat size"
        sheet.sheet.cell(sheet.row("Anna Berg"), column).value = 57
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Anna Berg"), "Tags", "new")
        sheet.set(sheet.row("Ben Tal"), "City", "Graz")
        sheet.set(sheet.row("Ben Tal"), "Email", "none")
        sheet.set(sheet.row("Ben Tal"), "Owner", "Somebody")
        sheet.sheet.delete_rows(sheet.row("Cora Wald"))
        sheet.add({"Name": "Eva Neu", "Email": "eva@neu.example"})

    edited(path, change)
    services.contacts.edit(people["Anna Berg"], "city", "Rom")
    services.contacts.edit(people["Ben Tal"], "city", "Hof")
    found = services.merging_back.plan(path)
    path.unlink()
    assert (found.counts.conflicts, len(found.removed), len(found.new), len(found.offers)) == (2, 1, 1, 1)
    return found


def test_a_plan_and_its_choices_are_kept_whole(plan: MergePlan) -> None:
    choices = Choices(
        left_out=frozenset({("Contacts", 5)}),
        delete=frozenset({plan.removed[0].place}),
        columns=frozenset({plan.offers[0].place}),
    ).choose(plan.conflicts[:1], Side.THEIRS)
    assert from_text(as_text(plan, choices)) == (plan, choices)


def test_they_are_taken_up_again_over_the_records_as_they_are(
    services: Services, store: Store, people: dict[str, int], plan: MergePlan
) -> None:
    choices = Choices().choose(plan.conflicts[:1], Side.THEIRS)
    before = store.journal.latest(), store.database.dump()
    number = services.merging_back.keep_questions(plan, choices)
    assert (store.journal.latest(), store.database.dump()) == before
    assert store.database.check() == []
    (kept,) = services.merging_back.open_questions()
    assert (kept.number, kept.workbook, kept.undecided, kept.conflicts) == (number, "people.xlsx", 1, 2)
    services.contacts.edit(people["Ben Tal"], "city", "Graz")
    again = services_of(store).merging_back
    now, chosen = again.take_up(number)
    assert (now.counts.conflicts, chosen.undecided(now)) == (1, ())
    outcome, _ = again.apply(now, chosen)
    again.forget_questions(number)
    assert again.open_questions() == []
    shown = store.contacts.page(list(people.values()), ["city", "tags", "owner"])
    assert shown[people["Anna Berg"]]["city"] == "Wien"
    assert shown[people["Anna Berg"]]["tags"] == ("new",)
    assert shown[people["Ben Tal"]]["owner"] == "Somebody"
    assert (outcome.new, people["Cora Wald"] in store.contacts.ids()) == (1, True)


def test_one_takes_the_place_of_another(services: Services, store: Store, plan: MergePlan) -> None:
    first = services.merging_back.keep_questions(plan, Choices())
    chosen = Choices().choose(plan.conflicts, Side.OURS)
    second = services.merging_back.keep_questions(plan, chosen, first)
    (kept,) = services.merging_back.open_questions()
    assert (kept.number, kept.undecided) == (second, 0)
    assert store.database.check() == []
    with pytest.raises(DomainError, match="no_such_merge"):
        services.merging_back.forget_questions(second + 5)
    with pytest.raises(DomainError, match="no_such_merge"):
        services.merging_back.take_up(second + 5)


def test_records_that_went_are_problems_then(
    services: Services, people: dict[str, int], plan: MergePlan
) -> None:
    number = services.merging_back.keep_questions(plan, Choices())
    services.contacts.delete([people["Ben Tal"]])
    now, _ = services.merging_back.take_up(number)
    assert {cell.record for cell in now.cells} == {people["Anna Berg"]}
    assert now.counts.problems == len(now.problems) > len(plan.problems)


def test_nothing_is_kept_of_who_is_erased(
    services: Services, store: Store, people: dict[str, int], plan: MergePlan
) -> None:
    services.merging_back.keep_questions(plan, Choices())
    services.erasing.erase([people["Anna Berg"]])
    assert services.merging_back.open_questions() == []
    assert store.database.check() == []
