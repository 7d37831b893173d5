"""What can be done with a start of a sequence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QSpinBox, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.sequences import RunState, SequenceRun
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.sequences.service import sequences_of
from salesdesk.ui.pages.sequences.texts import tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded


def run_actions(host: QWidget, context: Context, run: SequenceRun) -> list[tuple[str, Callable[[], object]]]:
    """Text and action of what a start offers; nothing of one that ended."""
    if run.state is not RunState.RUNNING:
        return []
    return [
        (tr("Move the steps…"), lambda: MoveDialog(host, context, run).open()),
        (tr("Stop"), partial(_stop, host, context, run)),
    ]


def _stop(host: QWidget, context: Context, run: SequenceRun) -> None:
    told = tr("“{0}” stopped for {1}").format(run.sequence_name, run.name)
    context.writes.run(
        partial(sequences_of(context).stop, [run.id]),
        what=told,
        done=lambda changes: context.messages.done(told, changes),
        owner=host,
    )


class MoveDialog(Dialog):
    """Asks by how many days everything that is left is moved together."""

    def __init__(self, parent: QWidget, context: Context, run: SequenceRun) -> None:
        super().__init__(
            parent,
            tr("Move the steps"),
            tr("All steps of “{0}” that are left move together; each keeps its time.").format(
                run.sequence_name
            ),
            width=400,
        )
        self._context, self._run = context, run
        days = QSpinBox()
        days.setRange(-365, 365)
        days.setValue(7)
        days.setSuffix(self.tr(" days"))
        self._days = days
        self._field = FormField(self.tr("By"), days, hint=self.tr("Less than 0 moves them to earlier days."))
        self.add(self._field)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Move"), self._move, tone="primary", default=True)
        days.setFocus()
        days.selectAll()

    def _move(self) -> None:
        days = self._days.value()
        self.save(
            self._context.writes,
            partial(sequences_of(self._context).move, [self._run.id], days),
            what=self.windowTitle(),
            text=number_text(days),
            done=self._moved,
            refused=self._refuse,
        )

    def _moved(self, changes: ChangeSet) -> None:
        said = self.tr("Steps of {0} moved by {1} days").format(
            self._run.name, number_text(self._days.value())
        )
        self._context.messages.done(said, changes)

    def _refuse(self, error: SalesDeskError) -> None:
        self._field.set_error(worded(error))
