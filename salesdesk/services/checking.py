"""Checking the open file for damage."""

from __future__ import annotations

from salesdesk.domain.checking import CheckReport
from salesdesk.domain.progress import Work
from salesdesk.store import checking
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.store import Store


class CheckService:
    """Looks for damage in the open file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, work: Work | None = None, *, repairing: bool = True) -> CheckReport:
        """Check everything; ``work`` hears of the steps and may stop between them. What can be made again from the
        records is, unless ``repairing`` is off or the file is open for reading only."""
        if isinstance(self._store.database, FileDatabase):
            return checking.check(self._store.database, work, repairing=repairing)
        from salesdesk.store.checking.server_check import check
        from salesdesk.store.engine.postgresql import ServerDatabase

        assert isinstance(self._store.database, ServerDatabase)
        return check(self._store.database, work, repairing=repairing)
