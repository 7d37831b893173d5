"""What was won, as a figure above the board and the forecast."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.forecast import WonSum
from salesdesk.ui.value_texts import sum_text
from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.ui.widgets.text import plain_tip
from salesdesk.ui.wording import worded


def show_won(card: FigureCard, won: WonSum, currency: str, deals: str) -> None:
    """Show it with the number of its ``deals`` in words, and which currencies had no rate yet when they were won; the whole
    sentences stand in the tooltip."""
    codes = ", ".join(str(note.values["currency"]) for note in won.notes)
    later = QCoreApplication.translate("won_figure", "{0} by a later rate").format(codes) if codes else ""
    card.set_figure(
        sum_text(won.amount, currency, won.apart), " · ".join(part for part in (deals, later) if part)
    )
    card.setToolTip(plain_tip("\n".join(map(worded, won.notes))))
