"""What came of something, how long it took, and when it was, in words: "now", "yesterday 15:00"."""

from __future__ import annotations

from datetime import UTC

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.moments import is_due
from salesdesk.domain.local_zone import LocalZone
from salesdesk.domain.natural_dates.reading import Reading, Typist, read_when
from salesdesk.domain.natural_dates.resolving import Facing
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.log_kinds import OutcomePills
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.pages.activities.typed_step import said_of, typing_language
from salesdesk.ui.widgets.completion import TypingBox
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import plain_tip, set_look


def _stored(reading: Reading) -> str | None:
    if reading.moment is not None:
        return reading.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return None if reading.day is None else reading.day.isoformat()


class HappenedEdit(QLineEdit):
    """Nothing typed means now. What is not understood is marked, and nothing is taken for it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setPlaceholderText(self.tr("now"))
        self.setAccessibleName(self.tr("When it happened"))
        self.setFixedWidth(120)
        self._show()
        self.textChanged.connect(self._show)

    def moment(self) -> str | None:
        """The moment (UTC text) or the day that the words say; None for now, and where they say nothing clear."""
        reading = self._reading()
        if reading is None or reading.day is None or reading.title:
            return None
        at = _stored(reading)
        # Of today without an hour: now is nearer to it than no hour at all.
        return self._context.store.now() if at == self._context.store.today() else at

    def is_clear(self) -> bool:
        """Whether nothing was typed, or a day or moment that has begun."""
        at = self.moment()
        if at is None:
            return not self.text().strip()
        return is_due(at, self._context.store.now(), self._context.store.today())

    def _reading(self) -> Reading | None:
        """What the words say, of days, dates and hours the last one that was: "friday" is the Friday before."""
        words = self.text().strip()
        if not words:
            return None
        now = self._context.store.clock().astimezone(LocalZone())
        order = self._context.store.settings.typing_rules.date_order or "DMY"
        return read_when(words, now, Typist(typing_language(self._context), order), facing=Facing.BEHIND)

    def _show(self) -> None:
        reading = self._reading()
        set_look(self, invalid=not self.is_clear())
        if reading is None:
            self.setToolTip(self.tr("When it was, as in yesterday 15:00; empty means now"))
        elif self.is_clear():
            now = self._context.store.clock().astimezone(LocalZone())
            self.setToolTip(plain_tip(said_of(reading, now.date())))
        else:
            self.setToolTip(self.tr("Not understood as a day or moment that was"))


class HappenedFields(QWidget):
    """What came of it, its length and its time. ``changed`` tells of each change, ``outcome_changed`` of the outcome."""

    changed = Signal()
    outcome_changed = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._pills = OutcomePills()
        self.outcome = TypingBox()
        self.outcome.setAccessibleName(self.tr("Outcome"))
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.outcome.setSizeAdjustPolicy(narrow)
        self.outcome.setMinimumContentsLength(8)
        edit = self.outcome.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Outcome"))
        self.length = QSpinBox()
        self.length.setFixedWidth(84)
        self.length.setRange(0, 24 * 60)
        self.length.setSuffix(self.tr(" min"))
        self.length.setSpecialValueText(self.tr("Length"))
        self.length.setAccessibleName(self.tr("Length in minutes"))
        self.when = HappenedEdit(context)
        row = FlowLayout(self, spacing=8, row_spacing=6)
        for part in (self._pills, self.outcome, self.length, self.when):
            row.addWidget(part)
        self._pills.taken.connect(self.outcome.setCurrentText)
        self.outcome.currentTextChanged.connect(self._pills.show_taken)
        self.outcome.currentTextChanged.connect(self.outcome_changed)
        for changed in (self.outcome.currentTextChanged, self.length.valueChanged, self.when.textChanged):
            changed.connect(lambda _value: self.changed.emit())

    def offer(self, choices: Choices) -> None:
        """Offer the outcomes of the file, as they are by now."""
        self._pills.offer(choices.offered_outcomes)
        self.outcome.clear()
        self.outcome.addItem("")
        for outcome in choices.offered_outcomes:
            self.outcome.addItem(self._theme.icon(outcome.icon), choice_title(outcome))

    def show_kind(self, kind: ActivityKind) -> None:
        """Show what an entry of a kind has; nothing came of a note."""
        for part in (self._pills, self.outcome):
            part.setVisible(kind is not ActivityKind.NOTE)
        self.setVisible(kind is not ActivityKind.TASK)

    def clear(self) -> None:
        """Begin anew."""
        self.outcome.setCurrentText("")
        self.length.setValue(0)
        self.when.clear()
