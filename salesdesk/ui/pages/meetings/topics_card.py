"""The deals that are to be discussed, each with a remark why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import Topic
from salesdesk.ui import fonts
from salesdesk.ui.context import Context
from salesdesk.ui.pages.deals.card_delegate import chip_of
from salesdesk.ui.pages.meetings.texts import tr
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.value_texts import money_text, number_text
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.section_title import SectionTitle
from salesdesk.ui.widgets.text import label

_PER_ROW, _NARROWEST = 3, 224


class _TopicCard(Card):
    """One deal. ``spoken_of`` asks for notes about it."""

    dropped, opened, spoken_of = Signal(), Signal(), Signal()
    remarked = Signal(str)

    def __init__(self, context: Context, topic: Topic, today: date) -> None:
        super().__init__(padding=10, spacing=4, clickable=True)
        self.topic = topic
        card = topic.card
        head = QHBoxLayout()
        head.setSpacing(6)
        title = link_button(card.title, self.opened.emit, flush=True, elided=True)
        head.addWidget(title)
        head.addStretch(1)
        out = icon_button(context.theme, "x", tr("Do not discuss {0}").format(card.title), self.dropped.emit)
        out.setProperty("tiny", True)
        head.addWidget(out)
        self.add(head)
        amount = money_text(card.amount, card.currency)
        if amount:
            self.add(label(amount, "strong", wrap=True))
        state, tone = chip_of(card, today)
        under = " · ".join(part for part in (card.company_name or card.contact_name, state) if part)
        self.add(label(under, "secondary", tone if tone in ("bad", "warn") else "", wrap=True))
        self.remark = QLineEdit(topic.remark)
        self.remark.setProperty("bare", True)
        self.remark.setCursorPosition(0)
        self.remark.setPlaceholderText(tr("why?"))
        self.remark.setAccessibleName(tr("Why {0} is discussed").format(card.title))
        self.remark.editingFinished.connect(self._tell)
        self.add(self.remark)
        self.setAccessibleName(tr("Notes about {0}").format(card.title))
        self.clicked.connect(self.spoken_of)

    def _tell(self) -> None:
        if self.remark.text().strip() != self.topic.remark:
            self.remarked.emit(self.remark.text())


class TopicsCard(Card):
    """``picked``, ``dropped``, ``opened`` carry a deal, ``spoken_of`` a `Topic`, ``remarked`` a topic's number and the text."""

    picked = Signal(int)
    dropped = Signal(int)
    opened = Signal(int)
    spoken_of = Signal(object)
    remarked = Signal(int, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._head = SectionTitle(tr("To discuss"), tr("Space picks a row"))
        self.add(self._head)
        self._nothing = label(
            tr(
                "No deals yet: choose a row of what moved and press Space, or “Discuss all”, or search for one."
            ),
            "secondary",
            wrap=True,
        )
        self.add(self._nothing)
        self._host = QWidget()
        self._grid = QGridLayout(self._host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.add(self._host)
        self._search = RecordPicker(context, RecordKind.DEALS)
        self._search.setAccessibleName(tr("Another deal to discuss"))
        self._search.changed.connect(self._pick)
        self._search.setMaximumWidth(2 * _NARROWEST)
        self._search.setDisabled(context.store.database.read_only)
        self.add(self._search)
        self._shown: tuple[Topic, ...] = ()
        self._cards: list[_TopicCard] = []
        self._columns = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        """As many beside each other as there is room for, as large as they are written while presenting."""
        scale = self.fontMetrics().height() / QFontMetrics(fonts.font(fonts.BODY)).height()
        columns = max(1, min(_PER_ROW, int(self.width() // (_NARROWEST * max(1.0, scale)))))
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        for column in range(_PER_ROW):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)

    def _pick(self) -> None:
        deal = self._search.record_id()
        self._search.set_record(None)
        if deal is not None and deal not in {topic.deal_id for topic in self._shown}:
            self.picked.emit(deal)

    def show_topics(self, topics: Sequence[Topic], today: date) -> None:
        """Show deals in their order."""
        if tuple(topics) == self._shown:
            return
        self._shown = tuple(topics)
        count = len(topics)
        one, many = tr("1 deal, picked from all of this"), tr("{0} deals, picked from all of this")
        self._head.say((one if count == 1 else many).format(number_text(count)) if count else "")
        self._nothing.setVisible(not topics)
        self._host.setVisible(bool(topics))
        clear(self._grid)
        self._cards = []
        for topic in topics:
            card = _TopicCard(self._context, topic, today)
            card.dropped.connect(lambda deal=topic.deal_id: self.dropped.emit(deal))
            card.opened.connect(lambda deal=topic.deal_id: self.opened.emit(deal))
            card.spoken_of.connect(lambda one=topic: self.spoken_of.emit(one))
            card.remarked.connect(lambda text, number=topic.id: self.remarked.emit(number, text))
            self._cards.append(card)
        self._columns = 0
        self._arrange()
