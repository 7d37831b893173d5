"""An open database, whatever engine keeps it: a file (``engine.sqlite``) or a server's (``engine.postgresql``)."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from salesdesk.domain.entities import entities
from salesdesk.phrases import Phrase
from salesdesk.store.engine.queries import Queries
from salesdesk.store.models.versions import VERSION

if TYPE_CHECKING:
    from salesdesk.domain.checking import Fault
    from salesdesk.store.engine.dialect import Dialect
    from salesdesk.store.search.index import SearchIndex


class Digests(Protocol):
    """What a unit of work tells of the rows it writes, so that rows which change otherwise are found. See
    ``engine.row_digests``."""

    def create(self, table: str, first: int, last: int) -> None:
        """The rows ``first`` to ``last`` are new; they come after all that this unit of work created before."""

    def create_from(self, table: str) -> None:
        """All rows that follow the last one now there are new."""

    def touch(self, table: str, ids: Iterable[int]) -> None:
        """These rows are about to be changed, removed or written under their own number."""

    def remove(self, table: str, ids: Sequence[int]) -> None:
        """These rows, in ascending order, are about to be removed."""

    def touch_counters(self, tables: Collection[str]) -> None:
        """The id counters of these tables are about to be set."""

    def write(self) -> None:
        """Bring the digests up to what the rows are now."""


class Database(Queries):
    """Text of an engine's own, with ``?`` where a value goes, is for the modules of the engines and of the search index;
    everything else runs statements of the models (see ``Queries``).

    ``name`` is what sentences call it. One that cannot be written is open for reading only, and ``read_only_reason``
    says why. ``warnings`` tell what was found on opening. ``uuid`` tells it from every other one.
    """

    name: str
    uuid: str
    read_only_reason: Phrase | None
    warnings: list[Phrase]
    search: SearchIndex
    refusals: tuple[type[Exception], ...]
    """What a statement raises inside a transaction that would break a rule of uniqueness or reference."""

    def __init__(self, dialect: Dialect, name: str, busy_seconds: float) -> None:
        super().__init__(dialect)
        self.name, self.uuid, self.read_only_reason = name, "", None
        self.warnings = []
        self._busy_seconds = busy_seconds
        self._thread = threading.local()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.read_only_reason is not None

    # -- running text -----------------------------------------------------------------------------------

    @abstractmethod
    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Put new rows into a table, in the quickest way there is. Part of the caller's transaction."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, as plain tuples."""
        return self.described(sql, parameters)[1]

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, None without a row."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def rows_as_they_are(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """As ``rows``, also where an engine lets text be written that is none: without what is no character."""
        return self.rows(sql, parameters)

    def after_loading(self) -> None:
        """To be called when rows were put in by ``load`` alone, in the same transaction: bring what is made from the
        rows (search, digests, numbering) up to them."""
        for kind in entities().searched:
            self.search.refill(kind)

    # -- transactions -----------------------------------------------------------------------------------

    @property
    def busy_seconds(self) -> float:
        """How long a write of this thread waits for another one; 0 tries once."""
        return float(getattr(self._thread, "busy_seconds", self._busy_seconds))

    @busy_seconds.setter
    def busy_seconds(self, seconds: float) -> None:
        self._thread.busy_seconds = seconds

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """Whatever is read inside is of one moment; others may write meanwhile. What is put into temporary tables
        goes again. Inside a transaction that is so anyway."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """A write transaction, one at a time; refuses at once when nothing can be written. Raises ``StoreBusy`` when
        another one writes for longer than ``busy_seconds``."""

    @abstractmethod
    def acknowledge(self, batch: int) -> None:
        """The transaction of this thread writes ``batch``; others hear of it once it is committed."""

    @property
    @abstractmethod
    def in_transaction(self) -> bool:
        """Whether this thread is inside a transaction, so that what it reads may yet be taken back."""

    @abstractmethod
    def written_elsewhere(self) -> bool:
        """Whether anybody else may have written since this thread asked the last time; quick enough for every second.
        True when it is asked first."""

    @abstractmethod
    def digests(self, version: int = VERSION) -> Digests:
        """What keeps the digests of one unit of work, in a database of that version of the schema."""

    @abstractmethod
    def close_thread(self) -> None:
        """Close this thread's connection; the worker calls it before it ends."""

    @abstractmethod
    def close(self) -> None:
        """Close this thread's connection, the last one; nothing connects afterwards."""

    # -- safety -----------------------------------------------------------------------------------------

    @abstractmethod
    def backup(self, target: Path) -> None:
        """Write a complete copy, a file, while this is in use; it replaces ``target`` only when it is whole and sound."""

    @abstractmethod
    def scrub(self) -> bool:
        """Write everything anew, so that nothing of what was removed is left in free room. Not in a transaction. Returns
        whether that was possible down to the last page: others who read at that moment may keep it from being so."""

    @abstractmethod
    def check(self) -> list[Fault]:
        """Every fault there is; an empty list means it is sound."""

    def dump(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Every record row of every table in order, without the journal: what undo must bring back."""
        from salesdesk.store.journal import schema

        return [
            (name, row)
            for name, table in sorted(schema.tables().items())
            for row in self.rows(
                'SELECT {} FROM "{}" ORDER BY id'.format(", ".join(f'"{c}"' for c in table.columns), name)
            )
        ]
