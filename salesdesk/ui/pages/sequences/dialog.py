"""Making a sequence, and changing one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.sequences import Sequence, SequenceFor
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.services.sequences import StopRules
from salesdesk.ui.context import Context
from salesdesk.ui.pages.sequences.service import sequences_of
from salesdesk.ui.pages.sequences.step_rows import StepRows
from salesdesk.ui.pages.sequences.texts import about_title
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded


class SequenceDialog(Dialog):
    """Name, what it is for, steps, and what stops it. A new one opens its page when it was made."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        sequence: Sequence | None = None,
        about: SequenceFor = SequenceFor.CONTACTS,
    ) -> None:
        super().__init__(parent, "", width=640)
        self._context, self._sequence = context, sequence
        self.heading.setText(self.tr("New sequence") if sequence is None else self.tr("Change the sequence"))
        self.setWindowTitle(self.heading.text())
        self._name = FormField(self.tr("Name"), QLineEdit("" if sequence is None else sequence.name))
        self._about = QComboBox()
        for one in SequenceFor:
            self._about.addItem(about_title(one), one)
        self._about.setCurrentIndex(self._about.findData(about if sequence is None else sequence.about))
        self._about.setEnabled(sequence is None)  # what was started stays what it is about
        self.add(pair(self._name, FormField(self.tr("For"), self._about)))
        self.add(label(self.tr("Steps"), "section"))
        self.steps = StepRows(context, () if sequence is None else sequence.steps)
        self.add(self.steps)
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        self.add(self._problem)
        self.add(label(self.tr("It stops by itself"), "section"))
        self._reply = self._box(
            self.tr("when somebody replies or is reached"), sequence is None or sequence.stop_on_reply
        )
        self._won = self._box(
            self.tr("when the deal is won or lost"), sequence is None or sequence.stop_on_won
        )
        self._opt_out = self._box(
            self.tr("when somebody does not want to be addressed"),
            sequence is None or sequence.stop_on_opt_out,
        )
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)
        self._name.editor.setFocus()

    def _box(self, text: str, on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(on)
        self.add(box)
        return box

    def _save(self) -> None:
        self._name.set_error("")
        self._say("")
        name = self._name.editor.text()  # type: ignore[attr-defined]
        steps = self.steps.steps()
        rules = StopRules(self._reply.isChecked(), self._won.isChecked(), self._opt_out.isChecked())
        service, sequence = sequences_of(self._context), self._sequence
        write = (
            partial(service.make, name, SequenceFor(self._about.currentData()), steps, rules)
            if sequence is None
            else partial(service.rewrite, sequence.id, name, steps, rules)
        )
        self.save(
            self._context.writes,
            write,
            what=self.windowTitle(),
            text=name,
            done=self._saved,
            refused=self._refuse,
        )

    def _saved(self, made: object) -> None:
        number, changes = made if isinstance(made, tuple) else (None, made)
        assert isinstance(changes, ChangeSet)
        self._context.messages.done(self.tr("Sequence saved"), changes)
        if number is not None:
            self._context.navigate("sequence", number)

    def _refuse(self, error: SalesDeskError) -> None:
        if isinstance(error, InputError) and error.field == "steps":
            self._say(worded(error))
        else:
            self._name.set_error(worded(error))
            self._name.editor.setFocus()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            self.bring_into_view(self._problem)
