"""What stands beside the calendar: a small month, what has no time yet, and what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.ui.pages.today.calendar.looks import Group
from salesdesk.ui.pages.today.calendar.mini_month import MiniMonth
from salesdesk.ui.pages.today.calendar.place_list import PlaceList
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import ChipButton
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label, line

WIDE = 250


class SideColumn(QWidget):
    """``groups_changed`` says that other groups of events are shown."""

    groups_changed = Signal()

    def __init__(self, theme: Theme, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self.month = MiniMonth(theme, first_weekday)
        month = Card(padding=12)
        month.add(self.month)
        self.place = PlaceList(theme, self.tr("To place"))
        self._card = Card(
            title=self.tr("To place"), note=self.tr("drag, or P then a day"), flush=True, padding=12
        )
        self._none = label(self.tr("Every step up to the days shown has a time."), "secondary", wrap=True)
        self._none.setContentsMargins(12, 10, 12, 10)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.place)
        self._stack.addWidget(self._none)
        self._card.add(self._stack, 1)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Shown"), "note"))
        flow = FlowLayout(spacing=6)
        self._groups: dict[Group, tuple[ChipButton, ThemeWatcher]] = {}
        for group, text in (
            (Group.CALLS, self.tr("Calls")),
            (Group.MEETINGS, self.tr("Meetings, visits")),
            (Group.DEMOS, self.tr("Demos")),
            (Group.OTHERS, self.tr("Tasks, others")),
        ):
            chip = ChipButton(f" {text}", _tone(group))
            chip.setAccessibleName(text)
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.toggled.connect(self._on_toggled)
            self._groups[group] = (chip, ThemeWatcher(chip, theme, "eye", group.value, 12))
            flow.addWidget(chip)
        column.addLayout(flow)
        self._card.add(line("full"))
        self._card.add(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(month)
        layout.addWidget(self._card, 1)

    def hidden_groups(self) -> list[str]:
        """The groups that are left out, as they are remembered."""
        return [group.name for group, (chip, _) in self._groups.items() if not chip.isChecked()]

    def hide_groups(self, names: list[str]) -> None:
        """Leave these out, and no others."""
        for group, (chip, _) in self._groups.items():
            chip.blockSignals(True)
            chip.setChecked(group.name not in names)
            chip.blockSignals(False)
        self._show_groups()

    def show_steps(self, events: Sequence[CalendarEvent], choices: Choices, now: datetime) -> None:
        """Show what has no time yet."""
        row = self.place.currentIndex().row()
        self.place.steps.set_events(events, choices, now)
        self._stack.setCurrentIndex(0 if events else 1)
        if events:
            self.place.setCurrentIndex(self.place.steps.index(max(0, min(row, len(events) - 1))))
        if self._card.heading is not None:
            words = self.tr("To place")
            self._card.heading.title.setText(f"{words}  {number_text(len(events))}" if events else words)

    def _on_toggled(self) -> None:
        self._show_groups()
        self.groups_changed.emit()

    def _show_groups(self) -> None:
        for group, (chip, watcher) in self._groups.items():
            shown = chip.isChecked()
            chip.set_state(chip.text(), _tone(group) if shown else "")
            watcher.set_icon("eye" if shown else "eye-off", group.value if shown else "ink_3")


def _tone(group: Group) -> str:
    return "" if group is Group.OTHERS else group.value
