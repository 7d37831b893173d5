"""Reminders: steps whose time to be thought of has come are told, by the desktop or in the message bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from salesdesk.domain.activities import Activity
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.notices.notice import DONE, SNOOZE, Notice
from salesdesk.ui.notices.teller import Teller
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.value_texts import due_text, number_text

EVERY_MS = 30_000
AGAIN_MS = 1_000
"""While the worker still reads what the window opens with."""
MOST_NAMED = 3
SNOOZE_FOR = timedelta(hours=1)


class Reminders(QObject):
    """Looks twice a minute, in the worker, and tells each reminder once. What came due while the window was closed is told
    in the message bar when it opens; later ones by the desktop where it can, at most three at once, and several more as
    one. ``raised`` asks for the window to be shown."""

    raised = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._teller: Teller | None = None
        self._told: set[tuple[int, str]] = set()
        self.is_quiet: Callable[[], bool] = lambda: False
        """Whether nobody is to be reminded now: a meeting is shown to a room. What comes due meanwhile is told afterwards."""
        self._looking, self._opening = False, True
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.look)

    def tell_by(self, teller: Teller | None) -> None:
        """From now on tell what comes outside of the window, where that can be."""
        self._teller = teller
        if teller is not None:
            teller.answered.connect(self.answer)

    def start(self) -> None:
        """Look now and from time to time."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Tell what has come due since the last look. While the worker has other work, the next look tells it."""
        if self._looking or self._context.tasks.is_busy or self.is_quiet():
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
        came_while_closed, self._opening = self._opening, False
        self._timer.setInterval(EVERY_MS)
        fresh = [(at, step) for at, step in found if (step.id, at) not in self._told]
        self._told.update((step.id, at) for at, step in fresh)
        steps = [step for _, step in fresh]
        if not steps:
            return
        if came_while_closed or self._teller is None:
            self._say(steps)
        else:
            self._teller.tell(self._notices(steps), partial(self._say, steps))

    def _say(self, steps: Sequence[Activity]) -> None:
        """In the message bar, where it waits for whoever is not at the desk now."""
        show = partial(self._open, steps[0].id)
        self._context.messages.say(self._words(steps), self.tr("Show"), show, stays=True)

    def _notices(self, steps: Sequence[Activity]) -> list[Notice]:
        """One for each of a few steps, else one for all."""
        if len(steps) > MOST_NAMED:
            numbers = tuple(step.id for step in steps)
            many = self.tr("{0} reminders").format(number_text(len(steps)))
            return [Notice(many, self._titles(steps), numbers)]
        choices = self._context.store.activities.choices.all()
        return [Notice(entry_title(step, choices), self._beside(step), (step.id,)) for step in steps]

    def _beside(self, step: Activity) -> str:
        day = date.fromisoformat(self._context.store.today())
        parts = (step.contact_name or step.company_name, step.deal_title, due_text(step.due_at, day))
        return " · ".join(part for part in parts if part)

    def _titles(self, steps: Sequence[Activity]) -> str:
        choices = self._context.store.activities.choices.all()
        named = [entry_title(step, choices) for step in steps[:MOST_NAMED]]
        more = len(steps) - len(named)
        return ", ".join(named) + (self.tr(" and {0} more").format(number_text(more)) if more else "")

    def _words(self, steps: Sequence[Activity]) -> str:
        if len(steps) == 1:
            (step,) = steps
            choices = self._context.store.activities.choices.all()
            day = date.fromisoformat(self._context.store.today())
            parts = (entry_title(step, choices), step.contact_name, due_text(step.due_at, day))
            return self.tr("Reminder: {0}").format(" · ".join(part for part in parts if part))
        return self.tr("{0} reminders: {1}").format(number_text(len(steps)), self._titles(steps))

    # ---- what is answered ----

    def answer(self, notice: Notice, key: str) -> None:
        """Somebody pressed Open, Done or Snooze."""
        if key == DONE:
            self._finish(notice.steps[0], notice.title)
        elif key == SNOOZE:
            self._snooze(notice.steps[0], notice.title)
        else:
            self.raised.emit()
            self._open(notice.steps[0])

    def _finish(self, number: int, title: str) -> None:
        context = self._context
        context.writes.run(
            partial(context.services.activities.finish, number),
            what=title,
            done=lambda changes: context.messages.done(self.tr("Done: {0}").format(title), changes),
            failed=context.messages.error,
            owner=self,
        )

    def _snooze(self, number: int, title: str) -> None:
        context = self._context
        until = (context.store.clock() + SNOOZE_FOR).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = self.tr("Reminded again in an hour: {0}").format(title)
        context.writes.run(
            partial(context.services.activities.snooze, [number], until),
            what=title,
            done=lambda changes: context.messages.done(said, changes),
            failed=context.messages.error,
            owner=self,
        )

    def _open(self, activity_id: int) -> None:
        self._context.navigate("today", activity_id)
