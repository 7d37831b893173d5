"""The help: its topics at the left, the chosen one at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QTextEdit, QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.pages.help.document import fill, highlight, places
from salesdesk.ui.pages.help.topics import HelpTopic, matching, read_topics, topic_of_page
from salesdesk.ui.preferences import LANGUAGE
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.find_field import FindField
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import label

_LIST_WIDTH = 240
_WIDEST = 1100
_SHORTEST_MARK = 2
"""Single letters would mark half the text."""


class HelpPage(Page):
    """``open_target`` takes the key of a topic or of the page that a topic explains."""

    concerns = frozenset()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Help", parent=parent)
        self._topics = read_topics(context.preferences.get(LANGUAGE) or "en")
        self._shown: HelpTopic | None = None
        self._document: QTextDocument | None = None
        self.search = FindField(self.tr("Search the help"))
        self.list = QListWidget()
        choose_by_keyboard(self.list)
        self.list.setAccessibleName(self.tr("Topics"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = label("", "secondary", wrap=True)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setProperty("help", True)
        self.text.setAccessibleName(self.tr("Help text"))
        left = Card(padding=10)
        left.add(self.search)
        left.add(self.nothing)
        left.add(self.list, 1)
        left.setFixedWidth(_LIST_WIDTH)
        right = Card(flush=True)
        right.add(self.text, 1)
        right.setMaximumWidth(_WIDEST)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(right, 1)
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(row, 1)
        self._connect_signals()
        self._fill_list()

    def _connect_signals(self) -> None:
        self.context.theme.changed.connect(self._show_text)
        self.search.textChanged.connect(self._fill_list)
        self.search.installEventFilter(self)
        self.list.currentItemChanged.connect(self._on_current)
        self.text.anchorClicked.connect(self._follow)

    @property
    def topic(self) -> HelpTopic | None:
        """The topic on screen."""
        return self._shown

    def open_target(self, target: object) -> None:
        wanted = next((topic for topic in self._topics if topic.key == target), None)
        wanted = wanted or topic_of_page(self._topics, str(target))
        if wanted is not None:
            self.search.clear()
            self.show_topic(wanted.key)

    def show_topic(self, key: str) -> None:
        """Bring a topic to the screen; an unknown one changes nothing."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(row)

    def _fill_list(self) -> None:
        found = matching(self._topics, self.search.text())
        kept = self._shown.key if self._shown is not None else ""
        self.list.blockSignals(True)
        self.list.clear()
        for topic in found:
            item = QListWidgetItem(topic.title)
            item.setData(Qt.ItemDataRole.UserRole, topic.key)
            self.list.addItem(item)
        keys = [topic.key for topic in found]
        self.list.setCurrentRow(keys.index(kept) if kept in keys else 0 if keys else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText(self.tr("No topic contains “{0}”.").format(self.search.text().strip()))
        self._on_current()

    def _on_current(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        key = item.data(Qt.ItemDataRole.UserRole)
        self._shown = next(topic for topic in self._topics if topic.key == key)
        self._show_text()

    def _show_text(self) -> None:
        if self._shown is None:
            return
        # Every format given to a document on screen lays all of it out again, so it is dressed before it is shown.
        document, former = QTextDocument(self), self._document
        fill(document, self._shown.title, self._shown.text, self.context.theme)
        self.text.setDocument(document)
        self._document = document
        if former is not None:  # the one that the text had from the beginning goes by itself
            former.deleteLater()
        words = [word for word in self.search.text().split() if len(word) >= _SHORTEST_MARK]
        marks, look = [], highlight(self.context.theme)
        for cursor in places(self.text.document(), words):
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.text.setExtraSelections(marks)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if marks:
            self.text.setTextCursor(_start_of(marks[0]))

    def _follow(self, url: QUrl) -> None:
        """A link in a topic leads to another topic; there are no others."""
        self.search.clear()
        self.show_topic(url.toString())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.text.setFocus()
                return True
        return super().eventFilter(watched, event)


def _start_of(mark: QTextEdit.ExtraSelection) -> QTextCursor:
    at = QTextCursor(mark.cursor)
    at.setPosition(at.selectionStart())
    return at
