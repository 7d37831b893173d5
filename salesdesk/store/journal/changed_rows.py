"""What one unit of work changed, by table: for the change set that is announced, and for the search index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.entities import entities
from salesdesk.store.journal import schema
from salesdesk.store.search.texts import followed, naming_columns, searched_parts

if TYPE_CHECKING:
    from salesdesk.store.journal.schema import Table
    from salesdesk.store.journal.table_rows import Row
    from salesdesk.store.search.index import SearchIndex

_Ids = dict[str, set[int]]


class ChangedRows:
    """Collects the ids of rows that came, changed and went."""

    def __init__(self) -> None:
        self.created: _Ids = defaultdict(set)
        self.updated: _Ids = defaultdict(set)
        self.deleted: _Ids = defaultdict(set)
        self._searched: _Ids = defaultdict(set)
        self._renamed: _Ids = defaultdict(set)

    def note_created(
        self, info: Table, ids: Iterable[int], columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Rows of ``columns`` came."""
        self._came(info, ids)
        if info.owner is not None:
            at = list(columns).index(info.owner.column)
            self.note_parts(info, (row[at] for row in rows))

    def note_copied(self, info: Table, ids: Iterable[int], owners: Iterable[int]) -> None:
        """Rows came that are parts of these records, if of any."""
        self._came(info, ids)
        if info.owner is not None:
            self.note_parts(info, owners)

    def _came(self, info: Table, ids: Iterable[int]) -> None:
        """Nobody asks which parts came, unless other rows can name them; and there are several to each record."""
        if info.owner is None or info.name in schema.named_parts():
            self.created[info.name].update(ids)

    def note_parts(self, info: Table, owners: Iterable[int]) -> None:
        """Parts of these owners came, went or changed. An owner that came itself is known to be new."""
        assert info.owner is not None
        target = info.owner.target
        changed = set(owners).difference(self.created[target])
        self.updated[target] |= changed
        if info.name in searched_parts():
            self._searched[target] |= changed

    def note_updated(self, info: Table, row_id: int, old: Row, new: Row) -> None:
        """A row was ``old`` in the columns that are ``new``. Into the trash is gone, out of it is come."""
        if "deleted_at" in new and (old["deleted_at"] is None) != (new["deleted_at"] is None):
            (self.deleted if new["deleted_at"] else self.created)[info.name].add(row_id)
        else:
            self.updated[info.name].add(row_id)
        if info.owner is not None:
            former: int = old[info.owner.column]
            self.note_parts(info, (former, new.get(info.owner.column) or former))
        if not followed(info.name).isdisjoint(new):
            self._searched[info.name].add(row_id)
        if not naming_columns(info.name).isdisjoint(new):
            self._renamed[info.name].add(row_id)

    def index(self, search: SearchIndex) -> None:
        """Bring the search index up to what the rows are now."""
        done = {}
        for kind in entities().searched:
            table = kind.value
            gone = self.deleted[table]
            done[kind] = self.created[table] | self._searched[table] | gone
            search.reindex(kind, done[kind], self.created[table] - gone)
        if self._renamed:
            search.reindex_for_names(self._renamed, done)

    def change_set(self, batch: int | None, origin: object) -> ChangeSet:
        """What is announced once it is committed."""
        updated = {t: ids - self.created[t] - self.deleted[t] for t, ids in list(self.updated.items())}
        created = {t: ids - self.deleted[t] for t, ids in list(self.created.items())}
        return ChangeSet(batch, _seen(created), _seen(updated), _seen(self.deleted), origin)


def _seen(found: Mapping[str, set[int]]) -> dict[EntityKind, frozenset[int]]:
    """The records among them."""
    return {
        info.kind: frozenset(found[table])
        for table, info in schema.tables().items()
        if found.get(table) and info.kind is not None
    }
