"""Who is told of what was changed."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.changes import ChangeSet


class ChangeFeed:
    """Tells its listeners each change set once, after commit, on the thread that wrote."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ChangeSet], None]] = []

    def listen(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Add a listener; call what is returned to remove it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, changes: ChangeSet) -> None:
        """Tell every listener."""
        for listener in list(self._listeners):
            listener(changes)
