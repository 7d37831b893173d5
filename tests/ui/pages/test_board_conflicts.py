"""Two windows move, win and lose the same deal: nobody's word is written over in silence."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.domain.deals import Deal
from salesdesk.domain.pipelines import StageKind
from salesdesk.ui.dialogs.conflict import ConflictDialog
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.widgets.conflict_cell import Side
from tests.ui.pages.test_conflicts import Window, anna, asked, bert, press, question, texts

__all__ = ("anna", "bert")


@pytest.fixture
def deal(anna: Window) -> int:
    stage = anna.office.store.pipelines.all()[0].stages[0].id
    return anna.office.services.deals.create("Fleet", stage, amount=100_000)[0]


def board(window: Window) -> PipelinePage:
    window.workspace.window.show_page("pipeline")
    page = window.workspace.window.page("pipeline")
    assert isinstance(page, PipelinePage)
    return page


def stored(window: Window, deal: int) -> Deal:
    return window.office.store.deals.get(deal)


def stage_of(window: Window, place: int) -> int:
    return window.office.store.pipelines.all()[0].stages[place].id


def closed(window: Window, kind: StageKind) -> int:
    stage = window.office.store.pipelines.all()[0].first(kind)
    assert stage is not None
    return stage.id


@pytest.mark.parametrize(("side", "place"), [(Side.OURS, 1), (Side.THEIRS, 2)])
def test_a_card_that_somebody_moved_elsewhere_is_asked_about(
    side: Side,
    place: int,
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    page, stages = board(anna), anna.office.store.pipelines.all()[0].stages
    bert.office.services.deals.move(deal, stages[2].id)
    page.board.deal_move_requested.emit(deal, stages[1].id, None)
    dialog = question(page)
    [[title, was, mine, _, theirs, _]] = texts(dialog)
    assert (title, was) == ("Stage", f"was: {stages[0].name}")
    assert (mine, theirs) == (stages[1].name, stages[2].name)
    assert stored(anna, deal).stage_id == stages[2].id
    dialog.cells[0].choose(side)
    press(dialog, "Save")
    assert stored(anna, deal).stage_id == stages[place].id


def test_cancelling_leaves_the_card_where_somebody_put_it(
    qtbot: QtBot,
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    page = board(anna)
    bert.office.services.deals.move(deal, stage_of(bert, 2))
    page.board.deal_move_requested.emit(deal, stage_of(anna, 1), None)
    press(question(page), "Cancel")
    qtbot.waitUntil(lambda: not asked(page))
    assert stored(anna, deal).stage_id == stage_of(anna, 2)
    assert anna.office.context.edits.is_empty


def test_a_card_put_elsewhere_in_a_column_it_has_left_stays_away(
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    page = board(anna)
    bert.office.services.deals.move(deal, stage_of(bert, 2))
    page.board.deal_move_requested.emit(deal, stage_of(anna, 0), None)
    assert not asked(page)
    assert stored(anna, deal).stage_id == stage_of(anna, 2)


def test_a_card_that_somebody_changed_otherwise_is_moved(
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    page = board(anna)
    bert.office.services.deals.change(deal, amount=200_000)
    page.board.deal_move_requested.emit(deal, stage_of(anna, 1), None)
    assert not asked(page)
    assert (stored(anna, deal).stage_id, stored(anna, deal).amount) == (stage_of(anna, 1), 200_000)


def test_a_card_that_somebody_deleted_is_said_in_one_sentence(
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    page = board(anna)
    bert.office.services.deals.delete([deal])
    page.board.deal_move_requested.emit(deal, stage_of(anna, 1), None)
    dialog = question(page)
    assert dialog.text.text() == "Fleet was deleted meanwhile. Choose what stays."
    dialog.cells[0].choose(Side.THEIRS)
    press(dialog, "Save")
    assert stored(anna, deal).deleted_at is not None


@pytest.mark.parametrize(("side", "kind"), [(Side.OURS, StageKind.WON), (Side.THEIRS, StageKind.LOST)])
def test_winning_what_somebody_lost_is_asked(
    side: Side,
    kind: StageKind,
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    page = board(anna)
    dialog = WonDialog(page, anna.office.context, stored(anna, deal))
    dialog.open()
    bert.office.services.deals.lose(deal, "Price")
    press(dialog, "Mark as won")
    asking = question(dialog)
    assert [cell.accessibleName() for cell in asking.cells] == ["Stage"]
    asking.cells[0].choose(side)
    press(asking, "Save")
    assert stored(anna, deal).stage_id == closed(anna, kind)
    assert (stored(anna, deal).lost_reason is None) == (kind is StageKind.WON)
    assert not dialog.isVisible()


@pytest.mark.parametrize(("side", "amount"), [(Side.OURS, 300_000), (Side.THEIRS, 200_000)])
def test_the_amount_of_a_won_deal_is_asked_when_both_changed_it(
    side: Side,
    amount: int,
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    dialog = WonDialog(board(anna), anna.office.context, stored(anna, deal))
    dialog.open()
    bert.office.services.deals.change(deal, amount=200_000)
    dialog._amount.editor.setText("3,000")  # type: ignore[attr-defined]
    press(dialog, "Mark as won")
    asking: ConflictDialog = question(dialog)
    assert [cell.accessibleName() for cell in asking.cells] == ["Amount"]
    asking.cells[0].choose(side)
    press(asking, "Save")
    kept = stored(anna, deal)
    assert (kept.amount, kept.stage_id) == (amount, closed(anna, StageKind.WON))


def test_an_amount_that_was_not_typed_over_stays_as_somebody_wrote_it(
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    dialog = WonDialog(board(anna), anna.office.context, stored(anna, deal))
    dialog.open()
    bert.office.services.deals.change(deal, amount=200_000)
    press(dialog, "Mark as won")
    kept = stored(anna, deal)
    assert (kept.amount, kept.stage_id) == (200_000, closed(anna, StageKind.WON))


@pytest.mark.parametrize(("side", "reason"), [(Side.OURS, "Price"), (Side.THEIRS, "Timing")])
def test_two_reasons_for_one_loss_are_asked(
    side: Side,
    reason: str,
    anna: Window,
    bert: Window,
    deal: int,
) -> None:
    dialog = LostDialog(board(anna), anna.office.context, stored(anna, deal))
    dialog.open()
    bert.office.services.deals.lose(deal, "Timing", competitor="Acme")
    dialog._reason.editor.setEditText("Price")  # type: ignore[attr-defined]
    press(dialog, "Mark as lost")
    asking = question(dialog)
    assert [cell.accessibleName() for cell in asking.cells] == ["Reason"]
    asking.cells[0].choose(side)
    press(asking, "Save")
    kept = stored(anna, deal)
    assert (kept.lost_reason, kept.competitor) == (reason, "Acme")
