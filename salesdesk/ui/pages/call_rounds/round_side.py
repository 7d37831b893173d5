"""How a round goes, and who is on its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from salesdesk.domain.call_rounds import RoundMember
from salesdesk.services.call_rounds import RoundView
from salesdesk.ui.context import Context
from salesdesk.ui.pages.call_rounds.texts import (
    STATE_ICONS,
    STATE_TONES,
    name_of,
    outcome_text,
    state_text,
)
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.text import plain_tip

_ROW = 46
_NUMBER = Qt.ItemDataRole.UserRole


class RoundSide(QWidget):
    """The figures above, the list below. ``chosen`` carries the number of a member who is to be shown."""

    chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._filling = context, False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.figures = KeyValueList(120)
        card = Card(self.tr("This round"))
        card.add(self.figures)
        layout.addWidget(card)
        self.list = QListWidget()
        choose_by_keyboard(self.list)
        self.list.setAccessibleName(self.tr("On the list"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setIconSize(QSize(14, 14))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        people = Card(title=self.tr("On the list"), flush=True)
        people.add(self.list, 1)
        layout.addWidget(people, 1)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)

    def show_round(self, view: RoundView, current: RoundMember | None) -> None:
        """Show how it stands; ``current`` is who is called now."""
        self._show_figures(view)
        choices, theme = self._context.store.activities.choices.all(), self._context.theme
        self._filling = True
        self.list.clear()
        for member in view.members:
            state = state_text(member, choices)
            item = QListWidgetItem(
                theme.icon(
                    "x" if member.left else STATE_ICONS[member.state],
                    "ink_3" if member.left else STATE_TONES[member.state],
                    14,
                ),
                f"{name_of(member)}\n{state}",
            )
            item.setData(_NUMBER, member.id)
            item.setSizeHint(QSize(100, _ROW))
            item.setToolTip(plain_tip(f"{name_of(member)}: {state}"))
            self.list.addItem(item)
            if current is not None and member.id == current.id:
                self.list.setCurrentItem(item)
        self._filling = False

    def _show_figures(self, view: RoundView) -> None:
        f, choices = view.figures, self._context.store.activities.choices.all()
        self.figures.clear()
        rows: Sequence[tuple[str, str, str]] = (
            (self.tr("To call"), number_text(f.left), ""),
            (self.tr("People reached"), number_text(f.reached), "good" if f.reached else ""),
            (self.tr("Calls"), number_text(f.calls), ""),
            *(
                (f"  {outcome_text(code or None, choices)}", number_text(count), "")
                for code, count in f.outcomes.items()
            ),
            (self.tr("Next steps"), number_text(f.next_steps), ""),
            (self.tr("Skipped"), number_text(f.skipped), "") if f.skipped else ("", "", ""),
            (self.tr("Left the round"), number_text(f.gone), "warn") if f.gone else ("", "", ""),
            (self.tr("Minutes"), number_text(f.minutes), "") if f.minutes else ("", "", ""),
        )
        for title, value, tone in rows:
            if title:
                self.figures.add(title, value, tone=tone)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.chosen.emit(int(item.data(_NUMBER)))
