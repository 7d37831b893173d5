"""What others wrote since a plan was made into columns that are one value with a cell: an amount beside its currency, an
address beside its town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from salesdesk.domain.conflicts import FieldClash, RecordClash
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergeCell
from salesdesk.domain.one_value import beside
from salesdesk.services.list_sheets import list_rows
from salesdesk.store.records.past_records import PastRecords
from salesdesk.store.store import Store


def changed_beside(store: Store, cells: Iterable[MergeCell], basis: int) -> Iterator[RecordClash]:
    """The records of cells of which a field that is read with one of them is another than after the batch ``basis``,
    unless a cell gives that field a value of its own."""
    by_kind: dict[RecordKind, dict[int, dict[str, MergeCell]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        by_kind[cell.kind][cell.record][cell.field] = cell
    for kind, records in by_kind.items():
        wanted = {
            record: [key for typed in own for key in beside(kind, typed)] for record, own in records.items()
        }
        keys = list(dict.fromkeys(key for own in wanted.values() for key in own))
        if not keys:
            continue
        then = PastRecords(store.database, kind, basis).values(records, keys)
        for row in list_rows(store.list_of(kind), sorted(then), keys):
            fields = {key: (then[row.id][key], row[key]) for key in wanted[row.id]}
            clashes = tuple(
                FieldClash(key, was, None, now)
                for key, (was, now) in fields.items()
                if (was or None) != (now or None) and key not in records[row.id]
            )
            if clashes:
                yield RecordClash(entity_of(kind).kind, row.id, clashes)
