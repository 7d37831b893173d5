"""Telling what other windows and commands wrote from what was written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.store.journal.feed import ChangeFeed
from salesdesk.store.journal.reading import Journal

if TYPE_CHECKING:
    from salesdesk.domain.conflicts import WrittenBy
    from salesdesk.store.engine.database import Database


class Others:
    """What others wrote into one database since it was opened. Every change made here is announced through it."""

    def __init__(self, database: Database, journal: Journal, feed: ChangeFeed) -> None:
        self._database, self._journal, self._feed = database, journal, feed
        self._seen_batch, self._own_batches = journal.latest(), set[int]()
        self._written = set[int]()
        self._unread = False  # what others wrote and nobody was told of yet

    def announce_own(self, changes: ChangeSet) -> None:
        """Announce what was written here."""
        if changes.batch is not None:
            self._own_batches.add(changes.batch)
            self._written.add(changes.batch)
        self._feed.announce(changes)

    @property
    def announced(self) -> int:
        """The batch up to which everything that others wrote was announced."""
        return self._seen_batch

    def wrote_since(self, batch: int) -> bool:
        """Whether another window or command wrote after ``batch``."""
        own = {number for number in set(self._written) if number > batch}
        return self._journal.batches_after(batch).number > len(own)

    def wrote(self, batch: int, kind: RecordKind, key: str) -> dict[int, tuple[object, WrittenBy]]:
        """What a field, as it is stored, held before others changed it after ``batch``, by record; who changed it last."""
        from salesdesk.store.journal.other_writers import column_since

        column = declared().of(kind).columns(key)[0]
        return column_since(self._database, batch, set(self._written), entity_of(kind).table, column)

    def have_written(self) -> bool:
        """Whether another window or command wrote since the last time; quick enough for every second."""
        if not self._database.written_elsewhere() and not self._unread:
            return False
        written = self._journal.batches_after(self._seen_batch)
        own = {number for number in set(self._own_batches) if number > self._seen_batch}
        self._unread = written.number > len(own)
        if self._unread:
            return True
        self._seen_batch = written.latest
        self._own_batches -= own
        return False

    def announce(self) -> None:
        """Announce what other windows and commands wrote since the last time. Grows with what they wrote."""
        from salesdesk.store.journal.other_writers import changes_since

        own = set(self._own_batches)
        self._seen_batch, changes = changes_since(self._database, self._seen_batch, own)
        self._own_batches -= own
        self._unread = False
        if changes.batch is not None:
            self._feed.announce(changes)
