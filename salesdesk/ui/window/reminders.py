"""Reminders: steps whose time to be thought of has come are told in the message bar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer

from salesdesk.domain.activities import Activity
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.value_texts import due_text, number_text

EVERY_MS = 30_000
MOST_NAMED = 3


class Reminders(QObject):
    """Looks twice a minute, in the worker, and tells each reminder once; what came due while the window was closed is told
    when it opens. Several at once are one message, which leads to the day."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._told: set[tuple[int, str]] = set()
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and from time to time."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Tell what has come due since the last look. While the worker has other work, the next look tells it."""
        if self._looking or self._context.tasks.is_busy:
            return
        self._looking = True
        today = self._context.services.today
        self._context.tasks.run(
            lambda _work: today.reminders(), done=self._show, failed=self._failed, owner=self
        )

    def _failed(self, error: Exception) -> None:
        self._looking = False
        if not isinstance(error, SalesDeskError):
            raise error

    def _show(self, found: list[tuple[str, Activity]]) -> None:
        self._looking = False
        fresh = [(at, step) for at, step in found if (step.id, at) not in self._told]
        self._told.update((step.id, at) for at, step in fresh)
        if fresh:
            steps = [step for _, step in fresh]
            self._context.messages.say(self._words(steps), self.tr("Show"), lambda: self._open(steps[0].id))

    def _words(self, steps: list[Activity]) -> str:
        choices = self._context.store.activities.choices.all()
        day = date.fromisoformat(self._context.store.today())
        titles = [entry_title(step, choices) for step in steps[:MOST_NAMED]]
        if len(steps) == 1:
            (step,) = steps
            parts = (titles[0], step.contact_name, due_text(step.due_at, day))
            return self.tr("Reminder: {0}").format(" · ".join(part for part in parts if part))
        more = len(steps) - len(titles)
        named = ", ".join(titles) + (self.tr(" and {0} more").format(number_text(more)) if more else "")
        return self.tr("{0} reminders: {1}").format(number_text(len(steps)), named)

    def _open(self, activity_id: int) -> None:
        self._context.navigate("today", activity_id)
