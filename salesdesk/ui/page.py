"""What every page has in common, and how the window learns of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.ui.page_way import PageWay
from salesdesk.ui.widgets.page_header import PageHeader
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.services.activities import Subject
    from salesdesk.ui.context import Context

MARGIN_X, MARGIN_Y, GAP = 24, 20, 12


class Page(QWidget):
    """One page of the window.

    A page is built when it is first shown. It reads in ``refresh`` (called when it is shown and stale),
    reacts to changes in ``apply_change`` (called while it is visible; hidden pages only become stale) and
    remembers in ``open_target`` what it was opened for; ``refresh`` follows. ``way`` says where it is and leads back there;
    ``view_changed`` that it shows another saved view, or none any more. ``concerns`` narrows the changes
    it hears of; None means all. ``in_hand`` gives what an entry would be about that is begun now, ``begin_log`` begins
    one where the page has a place for it and says whether it did. Content goes to ``body``, which scrolls below the header when ``scrolling``.
    """

    title_changed = Signal(str)
    view_changed = Signal()
    concerns: frozenset[EntityKind] | None = None

    def __init__(
        self,
        context: Context,
        title: str,
        subtitle: str = "",
        *,
        scrolling: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.stale = True
        self.way = PageWay()
        self.in_hand: Callable[[], Subject | None] = _nothing
        self.begin_log: Callable[[], bool] = _nowhere
        self._scrolling = scrolling
        self.header = PageHeader(title, subtitle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN_X, MARGIN_Y, MARGIN_X, MARGIN_Y)
        outer.setSpacing(GAP)
        outer.addWidget(self.header)
        self.body = outer
        if scrolling:
            outer.setContentsMargins(MARGIN_X, MARGIN_Y, 0, 0)
            self.header.setContentsMargins(0, 0, MARGIN_X, 0)
            area = ScrollColumn(MARGIN_X)
            self.body = area.column
            self.body.setSpacing(GAP)
            outer.addWidget(area, 1)

    @property
    def title(self) -> str:
        return self.header.title.text()

    def set_title(self, text: str) -> None:
        """Change the page's title, also the window's."""
        if text != self.title:
            self.header.set_title(text)
            self.title_changed.emit(text)

    def refresh(self) -> None:
        """Read everything shown anew. Pages override it."""

    def apply_change(self, change: ChangeSet) -> None:
        """Show what ``change`` changed; the default reads everything anew."""
        self.refresh()

    def open_target(self, target: object) -> None:
        """Take over what ``navigate(page, target)`` asked for; ``refresh`` is called afterwards."""

    def take_focus(self) -> None:
        """Give the focus to what had it when the page was left; the first time to its list, if it has one. A
        page that scrolls begins at its top."""
        lists = self.findChildren(QAbstractItemView) if not self._scrolling else []
        shown = (view for view in lists if view.isVisible() and view.focusPolicy() != Qt.FocusPolicy.NoFocus)
        last = self.focusWidget()
        kept = last if last is not None and last is not self and last.isVisible() else None
        chosen = kept or next(shown, self)
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, change: ChangeSet) -> None:
        """Called by the window for every change of the store."""
        if self.concerns is not None and not change.concerns(*self.concerns):
            return
        if self.isVisible() and not self.stale:
            self.apply_change(change)
        else:
            self.stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def catch_up(self) -> None:
        """Show what changed while the page was hidden. One that could not be read is tried again when it is shown."""
        if not self.stale:
            return
        self.stale = False
        try:
            self.refresh()
        except Exception:
            self.stale = True
            raise


def _nothing() -> Subject | None:
    return None


def _nowhere() -> bool:
    return False


@dataclass(frozen=True)
class PageEntry:
    """A page as the window knows it.

    ``factory`` builds it; ``count`` gives the number beside its name (None: no number), asked by the worker;
    ``tone`` "attention" colours that number. ``in_rail`` False is for pages opened from others (a contact,
    the import); ``parent_key`` then names the rail entry that stays marked. ``at_bottom`` is for the settings.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], Page]
    count: Callable[[], int | None] | None = None
    tone: str = ""
    in_rail: bool = True
    parent_key: str = ""
    at_bottom: bool = False
