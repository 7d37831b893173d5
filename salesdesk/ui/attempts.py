"""Whom the person is calling or writing to with another program, until it is logged or not to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject

_MOST = 5


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """One call or message that another program was asked for: about what, who is called, at which number or address, and
    since when. Two attempts are never the same."""

    kind: ActivityKind
    about: Subject
    name: str
    to: str
    began: datetime

    def minutes(self, now: datetime) -> int:
        """How long it took until ``now``, in begun minutes."""
        return max(1, -(-int((now - self.began).total_seconds()) // 60))


class Attempts(QObject):
    """The latest ones that nobody has answered for yet. ``changed`` says that there is another one, or one less."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: list[Attempt] = []

    @property
    def current(self) -> Attempt | None:
        """The one that is asked about now: the newest."""
        return self._open[-1] if self._open else None

    def begin(self, attempt: Attempt) -> None:
        """Another program was asked to call or to write."""
        self._open = [*self._open, attempt][-_MOST:]
        self.changed.emit()

    def end(self, attempt: Attempt) -> None:
        """It was logged, or is not to be."""
        self._open = [one for one in self._open if one is not attempt]
        self.changed.emit()
