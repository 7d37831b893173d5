"""The question about people who are opted out and whom the file would let be addressed again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.text import label


class OptOutQuestion(QWidget):
    """Says what becomes of opt-outs that are known; nothing is lifted unless it is ticked. Hidden where there are none."""

    def __init__(self, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.told = label("", "secondary", wrap=True)
        self.lift = QCheckBox(tr("They may be addressed again"))
        self.lift.setToolTip(tr("Only if they agreed to it since. It can be undone with the import."))
        self.lift.toggled.connect(self._decide)
        column.addWidget(self.told)
        column.addWidget(self.lift)
        self.hide()

    def refresh(self) -> None:
        """Show the plan of now."""
        plan, lifted = self._run.plan, self._run.decisions.lift_opt_outs
        found = plan.opt_outs if plan is not None else None
        if not found and not lifted:
            self.hide()
            return
        said = []
        if found and found.kept:
            said.append(
                tr(
                    "{0} opted out, although this file says they may be addressed. They stay opted out."
                ).format(number_text(found.kept))
            )
        if found and found.known:
            one = tr("1 of the new people has an opted-out address and comes in opted out.")
            more = tr("{0} of the new people have an opted-out address and come in opted out.")
            said.append(one if found.known == 1 else more.format(number_text(found.known)))
        if lifted:
            said.append(tr("Whoever this file says may be addressed will be."))
        self.told.setText("\n".join(said))
        self.lift.blockSignals(True)
        self.lift.setChecked(lifted)
        self.lift.blockSignals(False)
        self.show()

    def _decide(self, lift: bool) -> None:
        self._run.decide(replace(self._run.decisions, lift_opt_outs=lift))
