"""Which tags and views of people are kept in touch with, and how often."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from salesdesk.domain.keep_in_touch import MOST_WEEKS, TouchOf, TouchRule
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import ElidedLabel, label

_USUAL_WEEKS = 8


class KeepInTouchCard(Card):
    """A row for each rule, and one for the next. Every change is saved at once and is one step to undo."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Keep in touch")
        self._context = context
        self._rows = QWidget()
        self.add(self._rows)
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Tag or view"))
        self._which.setMinimumWidth(220)
        self._weeks = self._spin(self.tr("Weeks"), _USUAL_WEEKS)
        self._add_button = button(self.tr("Add"), self._add)
        self._adding = QWidget()
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._which, self._weeks, self._add_button):
            row.addWidget(part)
        row.addStretch(1)
        self.add(self._adding)
        self.note = label("", "caption", wrap=True)
        self.add(self.note)

    def refresh(self) -> None:
        """Show the rules as they are stored."""
        service = self._context.services.keep_in_touch
        rules, offered = service.rules(), service.offered()
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for row, rule in enumerate(rules):
            self._add_row(grid, row, rule)
        fresh.setMinimumHeight(grid.sizeHint().height() if rules else 0)
        fresh.setVisible(bool(rules))
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh
        chosen = self._which.currentData()
        self._which.clear()
        for one in offered:
            self._which.addItem(self._called(one), one)
        kept = next((at for at, one in enumerate(offered) if chosen == one), 0)
        self._which.setCurrentIndex(kept if offered else -1)
        self._adding.setVisible(bool(offered))
        self.note.setText(
            self.tr(
                "Counted from the last time somebody was reached. What is said of one person on their page counts before "
                "these rules, and the shortest time of several."
            )
            if offered or rules
            else self.tr(
                "Give people a tag, or save a view of contacts; then say here how often you want to speak to them."
            )
        )

    def _called(self, rule: TouchRule) -> str:
        kind = self.tr("Tag {0}") if rule.of is TouchOf.TAG else self.tr("View {0}")
        return kind.format(rule.name)

    def _spin(self, name: str, weeks: int) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(1, MOST_WEEKS)
        spin.setValue(weeks)
        spin.setPrefix(self.tr("every "))
        spin.setSuffix(self.tr(" weeks"))
        spin.setMinimumWidth(150)
        spin.setAccessibleName(name)
        return spin

    def _add_row(self, grid: QGridLayout, row: int, rule: TouchRule) -> None:
        called = self._called(rule)
        spin = self._spin(self.tr("Weeks of {0}").format(called), rule.weeks)
        spin.editingFinished.connect(partial(self._change, rule, spin))
        remove = icon_button(
            self._context.theme,
            "x",
            self.tr("Remove the rule of {0}").format(called),
            partial(self._set, rule, None),
        )
        for place, part in enumerate((ElidedLabel(called), spin, remove)):
            grid.addWidget(part, row, place)

    def _change(self, rule: TouchRule, spin: QSpinBox) -> None:
        if spin.value() != rule.weeks:
            self._set(rule, spin.value())

    def _add(self) -> None:
        rule = self._which.currentData()
        if isinstance(rule, TouchRule):
            self._set(rule, self._weeks.value())

    def _set(self, rule: TouchRule, weeks: int | None) -> None:
        said = (
            self.tr("Kept in touch with: {0}")
            if weeks is not None
            else self.tr("Not kept in touch with: {0}")
        )
        self._run(
            partial(self._context.services.keep_in_touch.set_rule, rule.of, rule.id, weeks),
            said.format(self._called(rule)),
        )

    def _run(self, change: Callable[[], object], said: str) -> None:
        self._context.writes.run(
            change, what=said, done=lambda changes: self._context.messages.done(said, changes), owner=self
        )
