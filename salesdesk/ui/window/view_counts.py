"""How many records each saved view shows, beside its name in the rail: counted on the worker, one view after the other."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.progress import Work
from salesdesk.domain.saved_views import SavedView
from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.task_runner import unasked
from salesdesk.ui.window.navigation_rail import NavigationRail, ViewEntry

_DELAY_MS = 400
_AGAIN_MS = 15 * 60 * 1000
"""Views move with the day, and with the hour where somebody is to be spoken to by then."""


class ViewCounts(QObject):
    """Shows the saved views of the file in the rail and counts them when the window is at rest: after it was opened, after
    changes, and from time to time. Only one count waits for the worker at a time, so that a list that is read comes next."""

    def __init__(self, context: Context, rail: NavigationRail, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._rail = context, rail
        self._known: dict[int, int | None] = {}
        self._waiting: deque[SavedView] = deque()
        self._counting = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._count_all)
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._delay.start)
        self.show_views()

    def show_views(self) -> None:
        """Show the views there are now, with the numbers that are known."""
        views = self._context.store.saved_views.all()
        self._rail.set_views([ViewEntry(view.id, view.name) for view in views])
        for number, count in self._known.items():
            self._rail.set_view_count(number, count)
        if views:
            self._delay.start()
            self._again.start()
        else:
            self._again.stop()

    def stop(self) -> None:
        """The window closes."""
        self._delay.stop()
        self._again.stop()
        self._waiting.clear()

    def on_changed(self, change: ChangeSet) -> None:
        """Records or views have changed."""
        if change.concerns(EntityKind.SAVED_VIEW):
            self.show_views()
        elif self._again.isActive():
            self._delay.start()

    def _count_all(self) -> None:
        self._waiting = deque(self._context.store.saved_views.all())
        if not self._counting:
            self._count_next()

    def _count_next(self) -> None:
        self._counting = bool(self._waiting)
        if not self._waiting:
            return
        view = self._waiting.popleft()
        reader = self._context.store.list_of(view.kind)

        def count(work: Work) -> int | None:
            work.check()
            try:
                return reader.count(view.filter)
            except InputError:  # it names a field that is gone
                return None

        def counted(number: int | None) -> None:
            self._known[view.id] = number
            self._rail.set_view_count(view.id, number)
            self._count_next()

        self._context.tasks.run(count, done=counted, failed=unasked, owner=self)
