"""Review: when won and lost deals were closed of which the file does not say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.imports import UNDATED
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.text import label


class ClosingQuestion(QWidget):
    """One line with a day for all of them; hidden where every closed deal has one."""

    def __init__(self, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._text = label("", "note", wrap=True)
        self.day = DateField(None, name=tr("Closed on"))
        self.day.value_changed.connect(self._decide)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._text, 1)
        line.addWidget(self.day)
        self.hide()

    def refresh(self) -> None:
        """Ask, or show what was answered."""
        plan, day = self._run.plan, self._run.decisions.closed_on
        count = sum(problem.reason == UNDATED for problem in plan.problems) if plan is not None else 0
        self.setVisible(bool(count) or day is not None)
        if count == 1:
            text = tr("1 deal is won or lost and the file does not say since when. When was it closed?")
        elif count:
            text = tr(
                "{0} deals are won or lost and the file does not say since when. When were they closed?"
            ).format(count)
        else:
            text = tr("Won and lost deals that do not say it were closed on this day.")
        if count:
            text += " " + tr("Without a day no period counts them.")
        self._text.setText(text)
        shown = date.fromisoformat(day) if day else None
        if self.day.value() != shown:
            self.day.blockSignals(True)
            self.day.set_value(shown)
            self.day.blockSignals(False)

    def _decide(self, day: date | None) -> None:
        closed_on = day.isoformat() if day is not None else None
        self._run.decide(replace(self._run.decisions, closed_on=closed_on))
