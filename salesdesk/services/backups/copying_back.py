"""Copying records back out of a backup: which are not the same any more, what differs, and one step that makes some what
they were."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.domain.changes import Cause
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.copying_back import UNCOMPARED, BackupRecord, BackupRecords, CopiedBack, RecordSides
from salesdesk.domain.entities import EntitySpec, entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import StoreDamaged
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.engine import file_identity
from salesdesk.store.engine.any_engine import as_file
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.copying_back import CopyingBack, differing, titles_of
from salesdesk.store.store import Store

_LISTED = 500


class CopyBackService:
    """Use cases of one open file and its backups. A backup is opened for reading, with the password of the file where none
    is given, or without one."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    @contextmanager
    def _opened(self, copy: Path, password: str | None) -> Iterator[Store]:
        """Raises ``WrongKey`` when the password does not open it, ``StoreDamaged`` when it is of another file."""
        given = as_file(self._store.database).copies.key_of(copy) if password is None else password
        then = Store(copy, password=given, read_only=True, clock=self._store.clock)
        try:
            identity = file_identity.read(then.database)
            if identity is not None and identity.uuid != self._store.database.uuid:
                raise StoreDamaged("backups.of_another_file", name=copy.name)
            yield then
        finally:
            then.close()

    def _entity(self, kind: RecordKind) -> EntitySpec:
        """Raises ``DomainError`` for a kind without a list, of which nothing could be chosen."""
        self._store.list_of(kind)
        return entity_of(kind)

    def records(
        self, copy: Path, kind: RecordKind, text: str = "", password: str | None = None
    ) -> BackupRecords:
        """The records of one kind that are not any more what a backup has, and whose name holds ``text``, by name."""
        spec = self._entity(kind)
        with self._opened(copy, password) as then:
            found = differing(self._store.database, then.database, spec.table)
            titles = titles_of(then.database, spec.table, spec.name, found)
        wanted = fold_key(text)
        named = [
            BackupRecord(number, titles.get(number, ""), since)
            for number, since in found.items()
            if wanted in fold_key(titles.get(number, ""))
        ]
        named.sort(key=lambda one: (fold_key(one.title), one.id))
        return BackupRecords(tuple(named[:_LISTED]), len(named))

    def sides(
        self, copy: Path, kind: RecordKind, ids: Collection[int], password: str | None = None
    ) -> list[RecordSides]:
        """What differs of some records, field by field as their list shows them."""
        reader, wanted = self._store.list_of(kind), sorted(ids)
        with self._opened(copy, password) as then:
            former = then.list_of(kind).page(wanted)
        now = reader.page(wanted)
        found = []
        for number, row in former.items():
            present = now[number].values if number in now else {}
            keys = [
                key
                for key in (column.key for column in reader.columns())
                if key not in UNCOMPARED and (row[key] or None) != (present.get(key) or None)
            ]
            title = str(row[entity_of(kind).name_field] or "")
            found.append(
                RecordSides(
                    number, title, {key: present.get(key) for key in keys}, {key: row[key] for key in keys}
                )
            )
        return found

    def copy_back(
        self, copy: Path, kind: RecordKind, ids: Collection[int], password: str | None = None
    ) -> CopiedBack:
        """Make records what a backup has, with their parts, in one step that can be undone."""
        copied: set[int] = set()
        table = self._entity(kind).table
        with self._opened(copy, password) as then:

            def change(uow: Writing) -> None:
                copied.update(CopyingBack(uow, then.database).records(table, ids))

            told = phrase("changes.copied_back", count=len(ids), backup=copy.stem)
            changes = self._commands.run(told, change, cause=Cause.BULK_EDIT)
        return CopiedBack(changes, tuple(sorted(copied)), tuple(sorted(set(ids) - copied)))
