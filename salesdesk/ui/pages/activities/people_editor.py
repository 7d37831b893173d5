"""Who takes part in an entry besides the one it is about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.activities import Participant
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.buttons import PushButton
from salesdesk.ui.widgets.chips import ChipButton
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import plain_tip


class PeopleEditor(QWidget):
    """A field that finds people while typing; who was chosen stands below and is taken out by a click."""

    changed = Signal()

    def __init__(
        self, context: Context, people: Iterable[Participant] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._people: dict[int, PushButton] = {}
        self._picker = RecordPicker(context, RecordKind.CONTACTS)
        self._picker.setAccessibleName(self.tr("Add a person"))
        self._chosen = QWidget()
        self._row = FlowLayout(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._picker)
        column.addWidget(self._chosen)
        self.setFocusProxy(self._picker)
        for person in people:
            self._show(person.contact_id, person.name)
        self._chosen.setVisible(bool(self._people))
        self._picker.changed.connect(self._on_picked)

    def chosen(self) -> tuple[int, ...]:
        """The numbers of those who take part."""
        return tuple(self._people)

    def _on_picked(self) -> None:
        person, name = self._picker.record_id(), self._picker.text()
        if person is not None:
            self._show(person, name)
            self._picker.set_record(None)
            self.changed.emit()

    def _show(self, person: int, name: str) -> None:
        if person in self._people:
            return
        chip = ChipButton(name)
        chip.setIcon(self._theme.icon("x", "ink_3", 12))
        chip.setToolTip(plain_tip(self.tr("Take out {0}").format(name)))
        chip.setAccessibleName(self.tr("Take out {0}").format(name))
        chip.clicked.connect(partial(self._take_out, person))
        self._people[person] = chip
        self._row.addWidget(chip)
        self._chosen.show()

    def _take_out(self, person: int) -> None:
        chip = self._people.pop(person)
        self._row.removeWidget(chip)
        chip.deleteLater()
        self._chosen.setVisible(bool(self._people))
        self._picker.setFocus()
        self.changed.emit()
