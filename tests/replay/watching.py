"""What a step changed in the records and in the journal, column by column, read off the whole file each time."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tests.replay import doors

Cells = dict[str, Any]
Change = tuple[str, str, Cells | None]
"""(table, row, changed cells); without cells the row is gone."""

ORDER = "(order of entries)"
JOURNAL = "journal of "
_BATCH = ("id", "at", "actor", "cause", "undoes", "undone_by")  # the text is worded elsewhere


class Watch:
    """Looks at the whole file again and again and tells what became different since its last look."""

    def __init__(self, store: doors.Store) -> None:
        self._store = store
        self._columns = doors.record_columns()
        self._seen: dict[str, dict[int, tuple[Any, ...]]] = {}
        self._entries: dict[int, tuple[Any, ...]] = {}
        self._keys: dict[
            int, tuple[str, str]
        ] = {}  # id of an entry -> its table, and "batch/row/which of them"
        self._named: Counter[tuple[str, int, int]] = Counter()

    def rows(self, table: str) -> dict[int, Cells]:
        """The rows of a table at the last look, by id."""
        columns = _BATCH if table == "change_batch" else self._columns[table]
        return {
            number: dict(zip(columns, row, strict=True)) for number, row in self._seen.get(table, {}).items()
        }

    def look(self) -> list[Change]:
        """What changed since the last look: the records by table and id, then the journal."""
        found: list[Change] = []
        for table, columns in self._columns.items():
            found += self._compared(table, columns, doors.record_rows(self._store, table, columns))
        entries, order = self._new_entries()
        batches = self._compared(
            "change_batch", _BATCH, doors.record_rows(self._store, "change_batch", _BATCH)
        )
        for _, key, cells in batches:
            if cells is not None and int(key) in order:
                cells[ORDER] = order[int(key)]
        return found + batches + entries

    def _compared(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[Change]:
        at = columns.index("id")
        former, present = self._seen.get(table, {}), {row[at]: row for row in rows}
        self._seen[table] = present
        if former == present:
            return []
        changed: list[Change] = []
        for number, row in present.items():
            old = former.get(number)
            if old is None:
                filled = zip(columns, row, strict=True)
                changed.append((table, str(number), {c: v for c, v in filled if v is not None and c != "id"}))
            elif old != row:
                both = zip(columns, old, row, strict=True)
                changed.append((table, str(number), {c: new for c, was, new in both if was != new}))
        changed += [(table, str(number), None) for number in former.keys() - present.keys()]
        return sorted(changed, key=lambda change: int(change[1]))

    def _new_entries(self) -> tuple[list[Change], dict[int, str]]:
        """The entries of the journal that are new, gone or changed; and, by batch, the order of new ones."""
        present = {entry[0]: entry for entry in doors.entries(self._store)}
        changed: list[Change] = []
        order: dict[int, list[str]] = {}
        for number, entry in present.items():
            if self._entries.get(number) == entry:
                continue
            _, batch, table, row, last, before, after = entry
            if number not in self._keys:
                self._keys[number] = (JOURNAL + table, f"{batch}/{row}/{self._named[table, batch, row]}")
                self._named[table, batch, row] += 1
                order.setdefault(batch, []).append(f"{table} {row}" + (f"-{last}" if last != row else ""))
            changed.append((*self._keys[number], _cells(last, before, after)))
        changed += [(*self._keys[number], None) for number in self._entries.keys() - present.keys()]
        self._entries = present
        return changed, {batch: ", ".join(names) for batch, names in order.items()}


_KINDS = {  # by whether there is a copy of the row before and after
    (False, False): "created",
    (True, True): "updated",
    (True, False): "deleted",
    (False, True): "after alone",
}


def _cells(last: int, before: str | None, after: str | None) -> Cells:
    cells: Cells = {"last_row": last, "kind": _KINDS[before is not None, after is not None]}
    for side, text in (("before", before), ("after", after)):
        cells |= {f"{side}.{column}": value for column, value in json.loads(text or "{}").items()}
    return cells
