"""The window: a rail, a bar, the page, a status line. It knows pages by their entries only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page, PageEntry
from salesdesk.ui.preferences import GEOMETRY, decode_bytes, encode_bytes
from salesdesk.ui.widgets.drop_zone import dropped_files
from salesdesk.ui.widgets.find_field import begin_to_find
from salesdesk.ui.window.attempt_band import AttemptBand
from salesdesk.ui.window.drop_overlay import DropOverlay
from salesdesk.ui.window.leaving import Leaving
from salesdesk.ui.window.message_bar import MessageBar
from salesdesk.ui.window.navigation_rail import NavigationRail
from salesdesk.ui.window.page_counts import PageCounts
from salesdesk.ui.window.read_only_band import ReadOnlyBand
from salesdesk.ui.window.search import Command, Hit, Search
from salesdesk.ui.window.stage import WindowStage
from salesdesk.ui.window.status_line import StatusLine
from salesdesk.ui.window.top_bar import TopBar
from salesdesk.ui.window.visits import Visit, Visits

if TYPE_CHECKING:
    from salesdesk.ui.window.command_palette import CommandPalette
    from salesdesk.ui.window.search_popup import SearchPopup

NARROW_BELOW = 1100


class MainWindow(QMainWindow):
    """Builds pages when they are first shown and tells them of changes.

    ``files_dropped`` carries a list of paths; ``import_requested`` is the Import button; ``view_requested`` carries
    the key of a saved view; ``page_shown`` the key of the page on screen; ``closing`` is emitted when the person
    closes the window.
    """

    files_dropped = Signal(object)
    import_requested = Signal()
    view_requested = Signal(object)
    page_shown = Signal(str)
    closing = Signal()

    def __init__(
        self,
        context: Context,
        entries: Sequence[PageEntry],
        *,
        search: Search,
        commands: Callable[[], Sequence[Command]],
        new_items: Sequence[Command] = (),
        organisation: str = "",
        backup: str = "",
    ) -> None:
        """``backup`` says which backup is shown, where it is one: band and title say so, and what this window remembers is
        not kept for the next start."""
        super().__init__()
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(720, 520))
        self.setWindowTitle("SalesDesk")
        self._context = context
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._is_backup = bool(backup)
        self.stage = WindowStage(self)
        self._visits = Visits()
        theme = context.theme
        self.rail = NavigationRail(theme, entries, organisation)
        self.top_bar = TopBar(theme, new_items)
        self.band = ReadOnlyBand(theme, backup)
        self.attempt = AttemptBand(context)
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.top_bar, self.band, self._stack, self.attempt, self.status):
            column.addWidget(part, 1 if part is self._stack else 0)
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(frame)
        self._frame, self._search, self._commands = frame, search, commands
        self.message_bar = MessageBar(theme, frame)
        self.leaving = Leaving(self, context)
        self._drop = DropOverlay(theme, "Drop to import", frame)
        self._counts = PageCounts(context, entries, self.rail, self)
        self._undo, self._redo = QAction("Undo", self), QAction("Redo", self)
        self._add_actions()
        self._connect_signals()
        self._show_undo()
        self._restore_geometry()

    def _connect_signals(self) -> None:
        context = self._context
        context.commands.changed.connect(self._show_undo)
        context.messages.posted.connect(self.message_bar.show_message)
        context.navigate.requested.connect(self.show_page)
        context.navigate.back_requested.connect(self.go_back)
        context.notifier.changed.connect(context.commands.refresh)
        context.notifier.changed.connect(self._on_changed)
        self.rail.page_requested.connect(self.open_page)
        self.rail.view_requested.connect(self.view_requested)
        self.top_bar.search.edit.textEdited.connect(self._search_first)
        self.top_bar.import_requested.connect(self.import_requested)
        self.top_bar.new_requested.connect(self._on_chosen)

    @cached_property
    def palette_overlay(self) -> CommandPalette:
        """The command palette, built when it is first summoned: the window stands sooner."""
        from salesdesk.ui.window.command_palette import CommandPalette

        palette = CommandPalette(self._context.theme, self._search, self._commands, self._frame)
        palette.chosen.connect(self._on_chosen)
        return palette

    @cached_property
    def search_popup(self) -> SearchPopup:
        """What the search field finds, built when something is first typed there."""
        from salesdesk.ui.window.search_popup import SearchPopup

        field = self.top_bar.search
        popup = SearchPopup(self._context.theme, self._search, field.edit, field, self._frame)
        popup.chosen.connect(self._on_chosen)
        return popup

    def _search_first(self, text: str) -> None:
        self.top_bar.search.edit.textEdited.disconnect(self._search_first)
        self.search_popup.show_for(text)

    def _add_actions(self) -> None:
        for action, keys, run in (
            (self._undo, QKeySequence("Ctrl+Z"), self._context.commands.undo),
            (self._redo, QKeySequence("Ctrl+Shift+Z"), self._context.commands.redo),
            (QAction("Command palette", self), QKeySequence("Ctrl+K"), lambda: self.palette_overlay.summon()),
            (QAction("Search", self), QKeySequence("Ctrl+F"), self._begin_to_find),
            (QAction("Import", self), QKeySequence("Ctrl+O"), self.import_requested.emit),
            (QAction("Back", self), QKeySequence("Alt+Left"), self.go_back),
        ):
            action.setShortcut(keys)
            # A bound method of a QObject; the checked flag of triggered is not for it.
            action.triggered.connect(partial(_call, run))
            self.addAction(action)
        self._redo.setShortcuts([self._redo.shortcut(), QKeySequence("Ctrl+Y")])  # as Windows is used to it
        pages = [entry for entry in self._entries.values() if entry.in_rail and not entry.at_bottom]
        for number, entry in enumerate(pages[:9], start=1):
            action = QAction(entry.title, self)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(partial(_call, partial(self.open_page, entry.key)))
            self.addAction(action)

    def _begin_to_find(self) -> None:
        begin_to_find(self._stack, self.top_bar.search.edit)

    # ---- pages ----

    @property
    def current_key(self) -> str:
        """The key of the page on screen."""
        return self._visits.current.page if self._visits.current is not None else ""

    def page(self, key: str) -> Page:
        """The page ``key``, built now if it was never shown; an unknown key raises KeyError."""
        if key not in self._pages:
            page = self._entries[key].factory()
            page.title_changed.connect(self._show_place)
            page.view_changed.connect(self._show_place)
            self._stack.addWidget(page)
            self._pages[key] = page
        return self._pages[key]

    def show_page(self, key: str, target: object = None) -> None:
        """Bring the page ``key`` to the front, showing ``target`` if one is given."""
        page, current = self.page(key), self._visits.current
        same = current is not None and (current.page, current.target) == (key, target)
        if current is not None and not same:
            self._visits.left(self.page(current.page))
        if target is not None and (not same or page.way.now() is not None):
            page.open_target(target)
            page.stale = True
        self._show(current if same and current is not None else Visit(key, target))

    def open_page(self, key: str) -> None:
        """What the name of a page stands for: the page, with everything that it can show."""
        page, current = self.page(key), self._visits.current
        if current is None or current.page != key or not page.way.is_plain:
            if current is not None:
                self._visits.left(self.page(current.page))
            current = Visit(key)
        if not page.way.is_plain:
            page.way.make_plain()
            page.stale = True
        self._show(current)

    def go_back(self) -> None:
        """Return to the page before this one, as it was left."""
        visit = self._visits.last()
        if visit is None:
            return
        page = self.page(visit.page)
        if not self._visits.stands(visit):
            if visit.place is not None:
                page.way.return_to(visit.place)
            elif visit.target is not None:
                page.open_target(visit.target)
            page.stale = True
        self._show(visit)

    def _show(self, visit: Visit) -> None:
        key, page = visit.page, self.page(visit.page)
        self._visits.begin(visit)
        self._show_place()
        if self._stack.currentWidget() is page and page.isVisible():
            page.catch_up()
        else:
            # Otherwise the focus goes to whatever the page has first, or stays on what led here.
            self._stack.setFocus()
            self._stack.setCurrentWidget(page)
        if not page.isAncestorOf(self.focusWidget()):
            page.take_focus()
        self.page_shown.emit(key)

    def _show_place(self) -> None:
        """Say in title and rail where the person is."""
        key = self.current_key
        page = self._pages.get(key)
        title = f"{page.title} · SalesDesk" if page is not None else "SalesDesk"
        if page is not None:
            self.rail.set_current(self._entries[key].parent_key or key, page.way.view)
        self.setWindowTitle(self.tr("{0} · backup, to look only").format(title) if self._is_backup else title)

    def _on_changed(self, change: ChangeSet) -> None:
        for page in list(self._pages.values()):  # a page may open another
            page.on_changed(change)
        self._counts.begin()

    def _show_undo(self) -> None:
        stack = self._context.commands
        self._undo.setEnabled(stack.can_undo)
        self._redo.setEnabled(stack.can_redo)

    def _on_chosen(self, chosen: object) -> None:
        if isinstance(chosen, Hit):
            self.top_bar.search.edit.clear()
            self.show_page(chosen.page, chosen.target)
            if chosen.opened is not None:
                chosen.opened()
        elif isinstance(chosen, Command):
            chosen.run()

    # ---- the window itself ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROW_BELOW)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._counts.begin(self._stack)
            # Otherwise the first entry of the rail takes it and looks as if it were chosen.
            (self._pages[self.current_key].take_focus if self.current_key else self._stack.setFocus)()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._counts.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._drop.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may(self.close):
            event.ignore()
            return
        if not self._is_backup:
            preferences = self._context.preferences
            preferences.set(GEOMETRY, encode_bytes(self.saveGeometry()))
            preferences.save()
        self.closing.emit()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        remembered = self._context.preferences.get(GEOMETRY)
        if not remembered or not self.restoreGeometry(decode_bytes(remembered)):
            # The frame around the window takes room too; without it the status line would hang off small screens.
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - QSize(16, 48)))


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()
