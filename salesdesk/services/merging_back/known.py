"""The exports that rows of a workbook come from: found by their marks, with what they showed then and show now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from functools import cached_property
from typing import Any

from salesdesk.domain.columns import ListColumn, ListRow
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.export_marks import ExportMark, hex_of, read_mark
from salesdesk.domain.fields import RecordKind, is_taken_back
from salesdesk.errors import InputError
from salesdesk.services.list_sheets import list_rows
from salesdesk.services.merging_back.cells import GROUPS, CellReader
from salesdesk.store.records.exports import ExportRegister, StoredExport
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.records.merged_parts import merged_into
from salesdesk.store.records.past_records import PastRecords
from salesdesk.store.store import Store

Values = Mapping[str, Any]
_NOTHING: Values = {}


class KnownExport:
    """One export of this database."""

    def __init__(self, store: Store, stored: StoredExport, zone: tzinfo | None = None) -> None:
        self._store, self.stored, self.kind = store, stored, stored.mark.kind
        self._reader = store.list_of(self.kind)
        self.name_field = entity_of(self.kind).name_field
        fields = store.custom_fields.of(self._reader.table)
        self._custom = {field.name: field for field in fields}
        self._past = PastRecords(store.database, self.kind, stored.batch, fields)
        rules, choices = store.settings.typing_rules, store.activities.choices.all()
        self.readers = {
            column.key: CellReader(self.kind, column, self._custom.get(column.key), rules, choices, zone)
            for column in self._reader.columns()
        }

    @cached_property
    def titles(self) -> list[tuple[str, str]]:
        """The heads of the columns in their order, as they were when it was made: (key, title). "" is the title of one
        that there is no more."""
        former = self._past.titles()
        return [(key, former.get(key) or self._title(key)) for key in self.stored.columns]

    def _title(self, key: str) -> str:
        return self.readers[key].column.title if key in self.readers else ""

    @property
    def others(self) -> list[ListColumn]:
        """The columns of the list that it did not have."""
        return [r.column for key, r in self.readers.items() if key not in self.stored.columns]

    def is_merged(self, key: str) -> bool:
        """Whether cells of a column are taken back."""
        return key in self.readers and (key.startswith(PREFIX) or is_taken_back(self.kind, key))

    @cached_property
    def _keys(self) -> list[str]:
        """Every field that may be compared, those included that a column moves on to."""
        return [key for key in self.readers if self.is_merged(key)]

    @cached_property
    def _then(self) -> Mapping[int, Values]:
        return self._past.values(self.stored.numbers, self._keys)

    @cached_property
    def present(self) -> set[int]:
        """The records of the export that are there and not in the trash."""
        return RowMemory(self._store.database).present(self.kind, self.stored.numbers)

    @cached_property
    def merged_into(self) -> Mapping[int, int]:
        """The records of the export that went into another one since, with that one."""
        found: dict[int, int] = {}
        step: set[int] = set(self.stored.numbers) - self.present
        while step:
            into = merged_into(self._store.database, self._reader.table, step)
            found |= into
            step = {other for other in into.values() if other not in found and other not in self.present}
        return {record: self._last(found, record) for record in found if record in self.stored.numbers}

    @staticmethod
    def _last(into: Mapping[int, int], record: int) -> int:
        seen = {record}
        while (other := into.get(record)) is not None and other not in seen:
            seen.add(other)
            record = other
        return record

    @property
    def changed(self) -> Mapping[int, Values]:
        """What the records showed then to which anything happened since."""
        return self._then

    def is_touched(self, record: int) -> bool:
        """Whether anything happened to a record since."""
        return record in self._then

    def then(self, record: int, now: Values) -> Values:
        """What a record showed when the export was made; ``now`` is what it shows."""
        return self._then.get(record, now)

    def now(self, records: Sequence[int], keys: Iterable[str]) -> dict[int, ListRow]:
        """What some records show, the trash included; those that are gone for good are left out."""
        wanted = list(dict.fromkeys([self.name_field, *keys]))
        return {row.id: row for row in list_rows(self._reader, records, wanted)}

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The fields that show one list place by place."""
        return GROUPS if self.kind is RecordKind.CONTACTS else ()


class KnownExports:
    """The exports of one database, each asked for once. ``zone`` is that whose times of day a workbook of them holds, where
    it is known."""

    def __init__(self, store: Store, zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._store, self._register = store, ExportRegister(store.database)
        self._found: dict[str, KnownExport | None] = {}
        self.foreign: set[str] = set()
        """Marks of other databases."""
        self.lost: set[str] = set()
        """Marks of this database of which it knows nothing, because an older backup took its place."""
        self._latest = store.journal.latest()

    def of(self, text: object) -> KnownExport | None:
        """The export that a mark names, None where it is none of this database's."""
        if not isinstance(text, str) or not text:
            return None
        if text not in self._found:
            mark = read_mark(text)
            self._found[text] = None if mark is None else self._read(mark)
        return self._found[text]

    def _read(self, mark: ExportMark) -> KnownExport | None:
        if mark.uuid != hex_of(self._store.database.uuid):
            self.foreign.add(mark.text)
            return None
        stored = self._register.find(mark)
        if stored is None or stored.batch > self._latest:
            self.lost.add(mark.text)
            return None
        entity = entities().of_records(mark.kind)
        return (
            KnownExport(self._store, stored, self._zone) if entity is not None and entity.has_list else None
        )

    def refuse_unknown(self, workbook: str, notes: Mapping[str, str]) -> None:
        """Raise ``InputError`` for a workbook that cannot be merged here, and say why."""
        if any(known is not None for known in self._found.values()):
            raise InputError("merging_back.no_sheet", field="workbook", workbook=workbook)
        uuid = notes.get("database", "")
        if self.lost or (uuid == self._store.database.uuid and notes.get("export")):
            raise InputError("merging_back.newer_than_file", field="workbook", workbook=workbook)
        if self.foreign or uuid:
            file = notes.get("file", "")
            code = "merging_back.of_another_file" if file else "merging_back.of_another_database"
            values = {"file": file} if file else {}
            raise InputError(code, field="workbook", workbook=workbook, **values)
        raise InputError("merging_back.no_export", field="workbook", workbook=workbook)
