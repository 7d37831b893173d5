"""The page of one deal."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.deals import Deal
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.pages.activities.entry_dialog import open_step_of_deal
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.deal_figures import DealFigures
from salesdesk.ui.pages.deals.next_step_dialog import NextStepDialog
from salesdesk.ui.pages.deals.profile import STAGE_TONES, DealProfile
from salesdesk.ui.records.record_page import RecordPage
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.text import set_look

_STAGE = "stage_id"


class DealPage(RecordPage):
    """One deal as a page: its stages, its figures, every field, what happened and who is concerned."""

    record: Deal | None
    head_shares = (3, 6)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.figures = DealFigures(context)
        self.stage = Chip()
        super().__init__(context, DealProfile(context, self.window), parent)
        self.journey.setAccessibleName(self.tr("Stages"))
        self.figures.field_wanted.connect(self._edit_field)
        self.figures.step_wanted.connect(self._open_step)
        for keys, run in (("Ctrl+Shift+W", self.win), ("Ctrl+Shift+L", self.lose)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # ---- what it consists of ----

    def top_actions(self) -> list[QWidget]:
        self.lost = button(self.tr("Lost…"), self.lose, tip=self.tr("Lost (Ctrl+Shift+L)"))
        self.won = primary_button(self.tr("Won…"), self.win, tip=self.tr("Won (Ctrl+Shift+W)"))
        return [*super().top_actions(), self.lost, self.won]

    def who(self) -> QWidget:
        made = QWidget()
        names = QVBoxLayout(made)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.name)
        row.addWidget(self.stage, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        names.addLayout(row)
        names.addWidget(self.subtitle)
        names.addWidget(self.avatar)
        self.avatar.hide()  # a deal has no face
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def lay_out_content(self, whole: QVBoxLayout) -> None:
        whole.addWidget(self.figures)
        super().lay_out_content(whole)

    def show_head(self, record: Any) -> None:
        super().show_head(record)
        stage = self.context.store.pipelines.stage(record.stage_id)
        self.stage.set_state(stage.name, STAGE_TONES[stage.kind])
        self.won.setText(self.tr("Won: correct…") if stage.kind is StageKind.WON else self.tr("Won…"))
        self.lost.setText(self.tr("Lost: correct…") if stage.kind is StageKind.LOST else self.tr("Lost…"))
        set_look(self.won, tone="primary" if stage.kind is StageKind.OPEN else "")
        self.figures.show_deal(record, self.times_moved(record))

    def times_moved(self, deal: Deal) -> int:
        """How often the expected close was put to another day."""
        steps = self.context.services.field_history.of(RecordKind.DEALS, deal.id, "expected_close")
        return sum(step.before is not None and step.after is not None for step in steps)

    # ---- acting ----

    def win(self) -> None:
        """Ask how it was won."""
        if self.record is not None:
            WonDialog(self, self.context, self.record).open()

    def lose(self) -> None:
        """Ask why it was lost."""
        if self.record is not None:
            LostDialog(self, self.context, self.record).open()

    def choose_step(self, code: str) -> None:
        """A stage was pressed: the deal moves there, and what comes next is asked for."""
        deal = self.record
        if deal is None:
            return
        stage = self.context.store.pipelines.stage(int(code))
        if stage.kind is StageKind.WON:
            self.win()
        elif stage.kind is StageKind.LOST:
            self.lose()
        elif stage.id != deal.stage_id:
            self._move(deal, stage)

    def _move(self, deal: Deal, stage: Stage) -> None:
        def done(_changes: ChangeSet) -> None:
            self.context.messages.done(self.tr("Moved to {0}").format(stage.name))
            if self.number == deal.id and self.isVisible():
                NextStepDialog(self.window(), self.context, deal, stage.name).open()

        move = partial(self.context.services.deals.move, deal.id, stage.id)
        seen = self.context.edits.seen(EntityKind.DEAL, {deal.id: {_STAGE: deal.stage_id}})
        edit = FieldEdit(
            EntityKind.DEAL, {deal.id: {_STAGE: stage.id}}, deal.title, stage.name, kept=False, seen=seen
        )
        self.context.edits.run(edit, lambda edit: move(seen=edit.seen), done=done, owner=self)

    def _edit_field(self, key: str) -> None:
        self.fields.start(key)

    def _open_step(self) -> None:
        if self.record is not None:
            open_step_of_deal(self.window(), self.context, self.record.id)
