"""How an entry comes again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.activities import Repeat, RepeatBy
from salesdesk.domain.activities.repeating import as_chosen, ending_on, parted_end
from salesdesk.ui.pages.activities.boxes import narrow_box
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.text import label

_RULES = (
    "",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=YEARLY",
)


class RepeatEditor(QWidget):
    """A few common rules, or the one that the entry has, from where the next one is counted, and the last day on which it
    may come. What is not touched stays to the letter."""

    changed = Signal()

    def __init__(self, repeat: Repeat | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule, self._by = narrow_box(), narrow_box()
        self._rule.setAccessibleName(self.tr("Repeat"))
        self._by.setAccessibleName(self.tr("Counted from"))
        words = (
            self.tr("Never"),
            self.tr("Every day"),
            self.tr("Every working day"),
            self.tr("Every week"),
            self.tr("Every 2 weeks"),
            self.tr("Every month"),
            self.tr("Every 3 months"),
            self.tr("Every year"),
        )
        last = None
        if repeat is not None:
            repeat = Repeat(as_chosen(repeat.rule), repeat.by)
        self._given = repeat
        if repeat is not None:
            rule, last = parted_end(repeat.rule)
            repeat = Repeat(rule, repeat.by)
        self._last = DateField(last, name=self.tr("Last day it comes"), empty=self.tr("no end"))
        for rule, word in zip(_RULES, words, strict=True):
            self._rule.addItem(word, rule)
        if repeat is not None and repeat.rule not in _RULES:
            self._rule.addItem(self.tr("By the rule {0}").format(repeat.rule), repeat.rule)
        self._by.addItem(self.tr("from its date"), RepeatBy.DATE)
        self._by.addItem(self.tr("from when it is done"), RepeatBy.COMPLETION)
        if repeat is not None:
            self._rule.setCurrentIndex(self._rule.findData(repeat.rule))
            self._by.setCurrentIndex(self._by.findData(repeat.by))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._rule, 1)
        row.addWidget(self._by, 1)
        self._until = label(self.tr("until"), "secondary")
        row.addWidget(self._until)
        row.addWidget(self._last)
        self.setFocusProxy(self._rule)
        self._show_by()
        self._rule.currentIndexChanged.connect(self._on_changed)
        self._by.currentIndexChanged.connect(self._on_changed)
        self._last.value_changed.connect(self._on_changed)
        self._shown = self._chosen()

    def repeat(self) -> Repeat | None:
        """What was chosen, None where it comes once."""
        chosen = self._chosen()
        return self._given if chosen == self._shown else chosen

    def _chosen(self) -> Repeat | None:
        rule = str(self._rule.currentData())
        if not rule:
            return None
        return Repeat(ending_on(rule, self._last.value()), RepeatBy(self._by.currentData()))

    def _on_changed(self, _value: object) -> None:
        self._show_by()
        self.changed.emit()

    def _show_by(self) -> None:
        for part in (self._by, self._until, self._last):
            part.setVisible(bool(self._rule.currentData()))
