"""Workbooks whose merge was put aside: a line each, with the way on. Also stands on Today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.merging_back.words import questions_text, tr
from salesdesk.ui.value_texts import day_text, number_text
from salesdesk.ui.widgets.buttons import button, icon_button, link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from salesdesk.domain.merging_back import OpenQuestions
    from salesdesk.store.records.pending_merges import KeptMerge

MOST = 3


class WaitingMerges(QWidget):
    """Hidden while nothing waits. ``read`` tells what does, each time ``page`` is shown. ``wanted`` carries the number of the merge to go on with,
    ``all_wanted`` asks for the page of all of them, where more wait than the ``most`` that are shown."""

    wanted = Signal(int)
    all_wanted = Signal()

    def __init__(
        self,
        context: Context,
        read: Callable[[], Sequence[KeptMerge | OpenQuestions]],
        page: QWidget,
        most: int = MOST,
    ) -> None:
        super().__init__()
        page.installEventFilter(self)
        self._context, self._read, self._most = context, read, most
        self._shown: tuple[KeptMerge | OpenQuestions, ...] = ()
        self._card = Card(padding=12, spacing=6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        self._lines: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.refresh()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Read what waits."""
        try:
            found = tuple(self._read())
        except SalesDeskError:
            found = ()  # the file is busy: it is read again when the page is shown
        if found == self._shown:
            return
        self._shown = found
        for part in self._lines:
            self._card.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._lines = [self._line(one) for one in found[: self._most]]
        if len(found) > self._most:
            more = tr("{0} workbooks wait in all").format(number_text(len(found)))
            self._lines.append(link_button(more, self.all_wanted.emit, accent=True, flush=True))
        for part in self._lines:
            self._card.body.addWidget(part)
        self.setVisible(bool(found))

    def _line(self, waiting: KeptMerge | OpenQuestions) -> QWidget:
        made = QWidget()
        made.setAccessibleName(waiting.workbook)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = ElidedLabel(tr("Merge {0}").format(waiting.workbook), "strong", minimum=80)
        said = ElidedLabel(self._waits(waiting), "secondary", minimum=60)
        go_on = button(tr("Go on"), partial(self.wanted.emit, waiting.number))
        go_on.setAccessibleName(tr("Go on with {0}").format(waiting.workbook))
        drop = icon_button(
            self._context.theme,
            "x",
            tr("Do not merge {0}").format(waiting.workbook),
            partial(self._drop, waiting),
        )
        row.addWidget(name)
        row.addWidget(said, 1)
        row.addWidget(go_on)
        row.addWidget(drop)
        return made

    def _waits(self, waiting: KeptMerge | OpenQuestions) -> str:
        """What a merge that was put aside waits for."""
        today = date.fromisoformat(self._context.store.today())
        asked = questions_text(waiting.undecided) if waiting.undecided else tr("ready to be applied")
        return tr("{0} · since {1}").format(asked, day_text(waiting.at, today))

    def _drop(self, waiting: KeptMerge | OpenQuestions) -> None:
        self._context.writes.run(
            lambda: self._context.services.merging_back.forget_questions(waiting.number),
            what=waiting.workbook,
            done=partial(self._dropped, waiting.workbook),
            owner=self,
        )

    def _dropped(self, workbook: str, again: Callable[[], int]) -> None:
        """The choices of a merge went with it, and one press on a small sign did it."""
        self.refresh()
        self._context.messages.say(
            tr("{0} is not merged any more").format(workbook),
            tr("Undo"),
            lambda: self._context.writes.run(
                again, what=workbook, done=lambda _done: self.refresh(), owner=self
            ),
        )
