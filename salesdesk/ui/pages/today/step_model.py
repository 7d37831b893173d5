"""The steps of the day as an item model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.today import StepState, TodayStep
from salesdesk.ui.models.record_table_model import RecordIdRole, ValueRole
from salesdesk.ui.pages.activities.texts import entry_title, kind_title
from salesdesk.ui.value_texts import due_text, money_text, time_text
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)


class StepModel(QAbstractListModel):
    """Steps in the order shown. It changes nothing: the page asks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[TodayStep] = []
        self._choices = Choices.of({})
        self._today = date.min

    def set_steps(self, steps: Sequence[TodayStep], choices: Choices, today: date) -> None:
        """Show these steps; the same ones in the same order only repaint."""
        fresh = list(steps)
        self._choices, self._today = choices, today
        if [s.entry.id for s in fresh] == [s.entry.id for s in self._steps] and fresh:
            self._steps = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._steps = fresh
        self.endResetModel()

    @property
    def steps(self) -> Sequence[TodayStep]:
        """The steps in order."""
        return self._steps

    def row_of(self, activity_id: int) -> int:
        """Where a step stands, -1 when it is not in the list."""
        return next((row for row, step in enumerate(self._steps) if step.entry.id == activity_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._steps):
            return None
        step = self._steps[index.row()]
        if role == ValueRole:
            return step
        if role == RecordIdRole:
            return step.entry.id
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(step)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                "\n".join(filter(None, (self.title(step), self.detail(step), step.entry.body or "")))
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            done = _tr("done") if step.state is StepState.DONE else self.when(step)[0]
            return ", ".join(filter(None, (self.title(step), self.detail(step), done)))
        return None

    def title(self, step: TodayStep) -> str:
        """What is to be done, with whom where the words do not say it."""
        words, who = entry_title(step.entry, self._choices), step.entry.contact_name
        return f"{words} · {who}" if who and who.casefold() not in words.casefold() else words

    def detail(self, step: TodayStep) -> str:
        """What it is about: the deal, the company, the amount, the place."""
        entry = step.entry
        kind = "" if entry.subject and entry.kind == "task" else kind_title(entry.kind, self._choices)
        if kind == entry_title(entry, self._choices):
            kind = ""
        amount = money_text(step.amount, step.currency)
        parts = (kind, entry.deal_title, entry.company_name, amount, entry.place or "", entry.owner_name)
        return " · ".join(part for part in parts if part)

    def when(self, step: TodayStep) -> tuple[str, str]:
        """(the words of its chip, their tone): overdue, its time, today; of what is done what came of it."""
        entry = step.entry
        if step.state is StepState.DONE:
            known = self._choices.outcome(entry.outcome)
            return (known.title if known is not None else entry.outcome or _tr("done")), "good"
        if step.state is StepState.OVERDUE:
            return due_text(entry.due_at, self._today), "bad"
        clock = time_text(entry.due_at or "")
        return (clock, "accent") if clock else (_tr("today"), "")
