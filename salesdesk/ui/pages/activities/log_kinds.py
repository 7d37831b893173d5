"""The kinds of entries and what came of them, side by side, each taken by one key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QPushButton, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import Choice, Choices
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import plain_tip

_MOST_KEYS = 9
_MOST_OUTCOMES = 3
_ROOMY = 440  # pixels from which each kind has its word beside its picture
_SHAPE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def _without_mnemonic(text: str) -> str:
    return text.replace("&", "&&")


class _Pills(QWidget):
    """Choices as pills, one of which may be taken."""

    chosen = Signal()
    """The person took another one."""

    def __init__(self, parent: QWidget | None = None, *, wraps: bool) -> None:
        super().__init__(parent)
        self._row: QLayout = FlowLayout(self, spacing=6) if wraps else QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._group = QButtonGroup(self)
        self.pills: dict[str, QPushButton] = {}
        self._group.buttonClicked.connect(lambda _pill: self.chosen.emit())

    def _clear(self) -> None:
        for pill in self.pills.values():
            self._group.removeButton(pill)
            self._row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self.pills = {}

    def _add(self, code: str, pill: QPushButton) -> None:
        pill.setCheckable(True)
        self._group.addButton(pill)
        self._row.addWidget(pill)
        self.pills[code] = pill


class KindPills(_Pills):
    """The kinds that are offered, the first nine by Alt and a digit within ``host``; where there is little room all but the
    taken one by their pictures alone."""

    def __init__(self, context: Context, host: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent, wraps=True)
        self.setAccessibleName(self.tr("What happened"))
        self._theme = context.theme
        self._titles: dict[str, str] = {}
        self._numbered: list[str] = []
        for number in range(1, _MOST_KEYS + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), host, context=_SHAPE)
            shortcut.activated.connect(partial(self._take, number - 1))
        self.chosen.connect(self._show_words)
        context.theme.changed.connect(self._show_icons)

    def offer(self, choices: Choices) -> None:
        """Offer the kinds of the file, as they are by now."""
        self._clear()
        kinds = choices.offered_kinds
        self._icons = {kind.code: kind.icon for kind in kinds}
        self._titles = {kind.code: choice_title(kind) for kind in kinds}
        self._numbered = [kind.code for kind in kinds][:_MOST_KEYS]
        for place, kind in enumerate(kinds, 1):
            pill = button("", tone="pill")
            title = self._titles[kind.code]
            pill.setAccessibleName(title)
            pill.setToolTip(plain_tip(f"{title} (Alt+{place})" if place <= _MOST_KEYS else title))
            self._add(kind.code, pill)
        self._show_icons()
        self._show_words()

    def current(self) -> ActivityKind:
        """The kind that is taken."""
        taken = next((code for code, pill in self.pills.items() if pill.isChecked()), "")
        return ActivityKind(taken or ActivityKind.CALL.value)

    def set_current(self, kind: ActivityKind) -> None:
        """Take a kind, without telling of it; one that is not offered any more leaves a call, or what comes first."""
        pill = self.pills.get(kind.value) or self.pills.get(ActivityKind.CALL.value)
        pill = pill or next(iter(self.pills.values()), None)
        if pill is not None:
            pill.setChecked(True)
        self._show_words()

    def _take(self, place: int) -> None:
        if place < len(self._numbered) and self.isEnabled():
            self.pills[self._numbered[place]].click()

    def _show_icons(self) -> None:
        for code, pill in self.pills.items():
            pill.setIcon(self._theme.icon(self._icons[code]))

    def _show_words(self) -> None:
        roomy = self.width() >= _ROOMY
        for code, pill in self.pills.items():
            number = self._numbered.index(code) + 1 if code in self._numbered else ""
            words = f"{_without_mnemonic(self._titles[code])}  {number}".rstrip()
            pill.setText(words if roomy or pill.isChecked() else "")
        self._row.invalidate()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _ROOMY) != (event.size().width() >= _ROOMY):
            self._show_words()


class OutcomePills(_Pills):
    """The outcomes that come most, each by Alt and a letter of it; the list beside has them all. ``taken`` carries the one that
    was pressed, "" where it was taken back."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wraps=False)
        self.setAccessibleName(self.tr("What came of it"))
        self._taken = ""
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(lambda _pill: self.show_taken(self._taken))

    def offer(self, outcomes: Sequence[Choice]) -> None:
        """Offer the first few of these."""
        self._clear()
        taken: set[str] = set()
        for outcome in outcomes[:_MOST_OUTCOMES]:
            title = choice_title(outcome)
            letter = next((c for c in title if c.isalpha() and c.lower() not in taken), "")
            taken.add(letter.lower())
            before, _, after = title.partition(letter) if letter else (title, "", "")
            words = f"{_without_mnemonic(before)}&{letter}{_without_mnemonic(after)}" if letter else title
            pill = button(words, tone="pill")
            pill.setAccessibleName(title)
            pill.setToolTip(plain_tip(f"{title} (Alt+{letter.upper()})" if letter else title))
            pill.pressed.connect(partial(self._on_pressed, title))
            self._add(title, pill)

    def show_taken(self, outcome: str) -> None:
        """Mark the one of these words, or none."""
        self._taken = outcome.strip().casefold()
        for title, pill in self.pills.items():
            pill.setChecked(title.casefold() == self._taken)

    def _on_pressed(self, title: str) -> None:
        """A letter presses its pill at once and lets it go a moment later: whoever types on must not overtake it."""
        self.taken.emit("" if title.casefold() == self._taken else title)
