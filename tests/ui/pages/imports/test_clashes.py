"""What others change while an import is looked at: asked where the file would change it too, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from salesdesk.domain.imports import Mode
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from salesdesk.ui.pages.imports.review.clashes import ImportClashDialog
from salesdesk.ui.pages.imports.run.run import Stage
from salesdesk.ui.widgets.conflict_cell import ConflictCell, Side
from tests.builders import add_contact
from tests.ui.pages.imports.conftest import Desk

LIST = "Name;Mail;Ort\nAnn Berg;ann@berg.example;Bremen\nBen Cole;ben@cole.example;Rom\n"


@pytest.fixture
def doubted(desk: Desk) -> Iterator[tuple[Services, int, int]]:
    """Ann, whom the file moves to another town, and Ben, both in a plan that was looked at; and Bert's own window."""
    ann = add_contact(desk.store, "Ann Berg", email="ann@berg.example", city="Kiel")
    ben = add_contact(desk.store, "Ben Cole", email="ben@cole.example")
    desk.open(desk.csv("list.csv", LIST))
    desk.run.decide(replace(desk.run.decisions, default_mode=Mode.OVERWRITE))
    desk.wait()
    other = Store(desk.store.path, actor="Bert")
    yield build_services(other), ann, ben
    other.close()


def asked_by(desk: Desk) -> ImportClashDialog:
    """The open question."""
    desk.wait()
    [dialog] = desk.wizard.findChildren(ImportClashDialog)
    return dialog


def texts_of(cell: ConflictCell) -> list[str]:
    """All texts of a question, from above."""
    return [text.text() for text in cell.findChildren(QLabel) if text.text()]


def test_what_somebody_else_changed_meanwhile_is_asked_before_anything_is_written(
    desk: Desk, doubted: tuple[Services, int, int]
) -> None:
    bert, ann, ben = doubted
    bert.contacts.edit(ann, "city", "Emden")
    bert.contacts.delete([ben])
    before = desk.store.journal.latest()
    desk.run.apply()
    dialog = asked_by(desk)
    deleted, city = dialog.cells
    assert texts_of(deleted)[0] == "Ben Cole"
    assert texts_of(city)[:3] == ["Ann Berg · City", "was: Kiel", "Bremen"]
    assert "Emden" in texts_of(city)
    assert texts_of(city)[-1].startswith("Bert, ")
    assert [cell.side for cell in dialog.cells] == [Side.THEIRS, Side.THEIRS]
    dialog.reject()
    assert (desk.store.journal.latest(), desk.run.stage) == (before, Stage.PLANNED)


@pytest.mark.parametrize(("side", "city", "count"), [(Side.OURS, "Bremen", 2), (Side.THEIRS, "Emden", 1)])
def test_the_answer_to_what_somebody_else_changed_decides(
    desk: Desk, doubted: tuple[Services, int, int], side: Side, city: str, count: int
) -> None:
    bert, ann, ben = doubted
    bert.contacts.edit(ann, "city", "Emden")
    bert.contacts.delete([ben])
    desk.run.apply()
    dialog = asked_by(desk)
    name = "All from the file" if side is Side.OURS else "All as they are"
    for text in (name, "Import"):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()
    desk.wait()
    assert desk.run.stage is Stage.DONE
    assert (desk.store.contacts.page([ann])[ann]["city"], desk.store.contacts.count()) == (city, count)
    assert not desk.wizard.done.meanwhile.isVisible()


@pytest.mark.parametrize("decided_since", [False, True])
def test_a_plan_shown_anew_because_of_others_is_not_taken_for_a_decision_about_their_values(
    desk: Desk, doubted: tuple[Services, int, int], decided_since: bool
) -> None:
    bert, ann, _ = doubted
    bert.contacts.edit(ann, "city", "Emden")
    desk.page.refresh()
    desk.wait()
    assert desk.run.plan is not None
    assert desk.run.plan.sheets[0].changes[0][0].before == "Emden"
    if decided_since:
        desk.run.decide(replace(desk.run.decisions, find_likely=False))
        desk.wait()
    desk.run.apply()
    dialog = asked_by(desk)
    [city] = dialog.cells
    assert texts_of(city)[:3] == ["Ann Berg · City", "was: Kiel", "Bremen"]
    dialog.reject()


def test_what_was_changed_in_the_own_window_is_not_asked_about(
    desk: Desk, doubted: tuple[Services, int, int]
) -> None:
    _, ann, _ = doubted
    desk.services.contacts.edit(ann, "city", "Emden")
    desk.page.refresh()
    desk.wait()
    desk.run.apply()
    desk.wait()
    assert desk.run.stage is Stage.DONE
    assert desk.store.contacts.page([ann])[ann]["city"] == "Bremen"


def test_what_was_typed_last_in_the_own_window_stays_and_is_told(
    desk: Desk, doubted: tuple[Services, int, int]
) -> None:
    """It may reach the file after the plan was made, and before the import begins."""
    _, ann, _ = doubted
    desk.services.contacts.edit(ann, "city", "Emden")
    desk.run.apply()
    desk.wait()
    told = desk.wizard.done.meanwhile
    assert told.isVisible()
    assert told.text() == "Changed meanwhile: City of Ann Berg stays Emden (the file says Bremen)."
    desk.run.undo()
    desk.wait()
    assert not told.isVisible()
