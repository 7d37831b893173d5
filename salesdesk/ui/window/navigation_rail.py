"""The rail at the left: the pages with their counts, saved views, settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from salesdesk.ui.page import PageEntry
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import PushButton
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip, set_look
from salesdesk.value_classes import dataclass

WIDE, NARROW = 208, 56


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """A saved view as the rail shows it; ``key`` is handed back when it is pressed."""

    key: object
    title: str


class RailItem(PushButton):
    """One line of the rail: icon, name, count."""

    def __init__(self, theme: Theme, title: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.title_text = title
        layout = QHBoxLayout(self)
        layout.setContentsMargins(9, 0, 9, 0)
        layout.setSpacing(10)
        self._picture = QLabel(self)
        self._picture.setFixedSize(16, 16)
        self._watcher = ThemeWatcher(self._picture, theme, icon, "ink_2", 16) if icon else None
        if not icon:
            self._picture.hide()
        self.title = ElidedLabel(title, parent=self)
        self.title.setObjectName("title")
        self.count = label("")
        self.count.setObjectName("count")
        layout.addWidget(self._picture)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.count)
        for part in (self._picture, self.title, self.count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._on_toggled)

    def sizeHint(self) -> QSize:
        return QSize(WIDE - 20, 34)

    def set_count(self, count: int | None, tone: str = "") -> None:
        """Show a number (None: nothing); ``tone`` "attention" for one that asks for action."""
        text = "" if count is None else self.locale().toString(count)
        self.count.setText(text)
        self.setAccessibleDescription(text)
        set_look(self.count, tone=tone if count else "")

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only; the name becomes the tooltip."""
        self.title.setVisible(not narrow)
        self.count.setVisible(not narrow)
        self.setToolTip(plain_tip(self.title_text) if narrow else "")

    def _on_toggled(self, checked: bool) -> None:
        if self._watcher is not None:
            self._watcher.set_icon(self._watcher.icon, "ink" if checked else "ink_2")
        set_look(self, checked_look=checked)
        set_look(self.title)


class NavigationRail(QFrame):
    """Emits ``page_requested(key)`` and ``view_requested(key)``; what is current is set by the window."""

    page_requested = Signal(str)
    view_requested = Signal(object)

    def __init__(
        self,
        theme: Theme,
        entries: Sequence[PageEntry],
        organisation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._theme = theme
        self._narrow = False
        self._items: dict[str, RailItem] = {}
        self._current: tuple[str, object] = ("", None)
        self._views: list[RailItem] = []
        self._view_keys: list[object] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 18, 10, 12)
        outer.setSpacing(1)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(10, 1, 4, 16)
        head.setSpacing(2)
        product = label("SalesDesk")
        product.setObjectName("product")
        self.organisation = ElidedLabel(organisation, "caption")
        head.addWidget(product)
        head.addWidget(self.organisation)
        outer.addWidget(self._head)
        for entry in entries:
            if entry.in_rail and not entry.at_bottom:
                outer.addWidget(self._make_item(entry))
        self._views_title = label("Saved views", "caption")
        self._views_title.setContentsMargins(10, 14, 0, 4)
        outer.addWidget(self._views_title)
        body = QWidget()
        body.setProperty("scroll_body", True)
        self._views_layout = QVBoxLayout(body)
        self._views_layout.setContentsMargins(0, 0, 0, 0)
        self._views_layout.setSpacing(0)
        self._views_layout.addStretch(1)
        self._views_area = QScrollArea()
        self._views_area.setWidget(body)
        self._views_area.setWidgetResizable(True)
        self._views_area.setFrameShape(QFrame.Shape.NoFrame)
        self._views_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._views_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._views_area, 1)
        for entry in entries:
            if entry.in_rail and entry.at_bottom:
                outer.addWidget(self._make_item(entry))
        self.setFixedWidth(WIDE)
        self.set_views([])

    def set_current(self, key: str, view: object = None) -> None:
        """Mark the saved view ``view`` where the page ``key`` shows one, else the page, and nothing beside it."""
        self._current = (key, view)
        self._mark()

    def _mark(self) -> None:
        key, view = self._current
        in_view = not self._narrow and view in self._view_keys  # a narrow rail has no views
        for name, item in self._items.items():
            item.setChecked(name == key and not in_view)
        for of_view, item in zip(self._view_keys, self._views, strict=True):
            item.setChecked(in_view and of_view == view)

    def set_count(self, key: str, count: int | None, tone: str = "") -> None:
        """Show the number beside a page."""
        if key in self._items:
            self._items[key].set_count(count, tone)

    def set_view_count(self, key: object, count: int | None) -> None:
        """Show the number of records beside a saved view."""
        if key in self._view_keys:
            self._views[self._view_keys.index(key)].set_count(count)

    def set_views(self, views: Sequence[ViewEntry]) -> None:
        """Show these saved views."""
        for item in self._views:
            self._views_layout.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._views = []
        self._view_keys = [view.key for view in views]
        for place, view in enumerate(views):
            item = RailItem(self._theme, view.title)
            item.clicked.connect(self._on_view_clicked)
            self._views_layout.insertWidget(place, item)
            self._views.append(item)
        self._views_title.setVisible(bool(views) and not self._narrow)
        self._views_area.setVisible(not self._narrow)
        self._stretch_when_hidden()
        self._mark()

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, for small windows."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for item in self._items.values():
            item.set_narrow(narrow)
        # The head keeps its height, so that the items do not jump when the window is resized.
        # Asked of its labels: before the window is laid out the head has no height of its own yet.
        labels = self._head.findChildren(QLabel)
        if narrow:
            for part in labels:
                part.ensurePolished()
            self._head.setFixedHeight(self._head.sizeHint().height())
        for part in labels:
            part.setVisible(not narrow)
        self._views_title.setVisible(bool(self._views) and not narrow)
        self._views_area.setVisible(not narrow)
        self._stretch_when_hidden()
        self._mark()

    @property
    def is_narrow(self) -> bool:
        return self._narrow

    def _stretch_when_hidden(self) -> None:
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            at = layout.indexOf(self._views_area)
            spacer = layout.itemAt(at + 1)
            has_spacer = spacer is not None and spacer.spacerItem() is not None
            if self._narrow and not has_spacer:
                layout.insertStretch(at + 1, 1)
            elif not self._narrow and has_spacer:
                layout.takeAt(at + 1)

    def _make_item(self, entry: PageEntry) -> RailItem:
        item = RailItem(self._theme, entry.title, entry.icon, self)
        item.setProperty("key", entry.key)
        item.clicked.connect(self._on_item_clicked)
        self._items[entry.key] = item
        return item

    def _on_item_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            item.setChecked(True)
            self.page_requested.emit(item.property("key"))

    def _on_view_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self._mark()  # the press has turned the item over; what is shown decides
            self.view_requested.emit(self._view_keys[self._views.index(item)])
