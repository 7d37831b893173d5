"""Counting, on the worker, the rows that each line of the filter builder leaves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from shiboken6 import isValid

from salesdesk.domain.filters import Filter
from salesdesk.domain.progress import Work
from salesdesk.errors import InputError
from salesdesk.store.lists.reader import ListReader
from salesdesk.ui.lists.builder.groups import Figure
from salesdesk.ui.lists.builder.lines import RowsLeft
from salesdesk.ui.task_runner import Task, TaskRunner

_KNOWN = 500


class RunningCounts(QObject):
    """Numbers that were counted since the last change of the file are known; the others are greyed until they come. What
    is asked for anew overtakes what is not counted yet."""

    def __init__(self, tasks: TaskRunner, reader: ListReader, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._reader = tasks, reader
        self._known: dict[Filter, int | None] = {}
        self._round = 0
        self._waiting: list[Task] = []

    def forget(self) -> None:
        """The file has changed."""
        self._known.clear()
        self._round += 1

    def show(self, figures: Sequence[Figure]) -> None:
        """Show the numbers of these filters, each at its place."""
        for task in self._waiting:
            if isValid(task) and not task.is_finished:
                task.cancel()
        self._waiting = []
        wanted: dict[Filter, list[RowsLeft]] = {}
        for place, filter_ in figures:
            if filter_ in self._known:
                place.show_number(self._known[filter_])
            else:
                place.wait()
                wanted.setdefault(filter_, []).append(place)
        for filter_, places in wanted.items():
            self._count(filter_, places)

    def _count(self, filter_: Filter, places: list[RowsLeft]) -> None:
        asked = self._round

        def count(work: Work) -> int | None:
            work.check()
            try:
                return self._reader.count(filter_)
            except InputError:  # the field went with a change
                return None

        def counted(number: int | None) -> None:
            if asked != self._round:
                return
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[filter_] = number
            for place in places:
                if isValid(place):
                    place.show_number(number)

        self._waiting.append(self._tasks.run(count, done=counted, owner=self))
