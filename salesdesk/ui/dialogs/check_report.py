"""What a check of the file found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.domain.checking import CheckReport, Fault, faults_told
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_NAMED = 5
"""So many faults are named one by one; a damaged disk makes thousands of them."""


class CheckReportDialog(Dialog):
    """What was looked at and how long it took, what was repaired, what is left and what to do about it (``advice``)."""

    def __init__(self, parent: QWidget | None, name: str, report: CheckReport, advice: str) -> None:
        text = self._summary(report) if report.sound else advice
        super().__init__(parent, self._title(name, report), text, width=620)
        self._add_faults(self.tr("Still wrong"), report.faults, "bad")
        self._add_faults(self.tr("Repaired"), report.repaired, "good")
        self.add(self._steps(report))
        self.add_button(self.tr("Close"), self.accept, tone="primary", default=True)

    def _title(self, name: str, report: CheckReport) -> str:
        if not report.sound:
            return self.tr("{0} is damaged").format(name)
        return (
            self.tr("{0} is sound again").format(name)
            if report.repaired
            else self.tr("{0} is sound").format(name)
        )

    def _summary(self, report: CheckReport) -> str:
        if report.repaired:
            return self.tr(
                "What was damaged could be made again from the records. Nothing you entered is lost."
            )
        return self.tr("Everything in the file was looked at, and nothing is wrong with it.")

    def _add_faults(self, title: str, faults: Sequence[Fault], tone: str) -> None:
        if not faults:
            return
        self.add(label(title, "section"))
        lines = faults_told(faults)
        for told in lines[:_NAMED]:
            line = label(worded(told), "", tone, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.add(line)
        if len(lines) > _NAMED:
            self.add(label(self.tr("and {0} more").format(number_text(len(lines) - _NAMED)), "secondary"))

    def _steps(self, report: CheckReport) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for row, one in enumerate(report.checked):
            grid.addWidget(label(worded(one.step.told), "secondary"), row, 0)
            grid.addWidget(label(number_text(one.count), "secondary"), row, 1, right)
            grid.addWidget(label(self.tr("{0} s").format(f"{one.seconds:.1f}"), "secondary"), row, 2, right)
        return table
