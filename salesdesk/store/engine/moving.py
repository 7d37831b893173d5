"""Moving everything a database holds, the journal included, into an empty one of any engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError, StoreDamaged
from salesdesk.outputs import replacing
from salesdesk.store.engine import copy_digest, file_identity
from salesdesk.store.engine.copying import refuse_target
from salesdesk.store.engine.database import Database
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.engine.stored_text import KEY_LENGTH, storable

_AT_ONCE = 5_000  # rows
_FEW_AT_ONCE = {"file_piece": 200}
"""Rows of tables whose rows are large."""
_COUNTER = "id_counter"


@dataclass(slots=True)
class Moved:
    """What was moved: ``rows`` of all tables; ``cleaned`` texts that lost characters no engine keeps, ``cut`` keys that
    were longer than keys are now."""

    rows: int = 0
    cleaned: int = 0
    cut: int = 0


def move(source: Database, target: Database, work: Work | None = None, *, same: bool = False) -> Moved:
    """Put everything that ``source`` holds into ``target``, which must hold nothing yet. All or nothing. ``same`` makes
    it a copy of the same database, else it is another one. Raises ``DomainError`` when it holds something, ``StoreDamaged`` when not everything arrived."""
    from salesdesk.store.models import JOURNAL, records

    models = (*records(), *JOURNAL)

    moved = Moved()
    with source.snapshot(), target.transaction():
        if target.value("SELECT count(*) FROM change_batch"):
            raise DomainError("moving.not_empty", name=target.name)
        for number, model in enumerate(models):
            if work is not None:
                work.check()
                work.report(number, len(models), model._meta.table_name)
            columns = [field.column_name for field in model._meta.sorted_fields]
            _move_table(source, target, model._meta.table_name, columns, moved)
        latest = target.value("SELECT coalesce(max(id), 0) FROM change_batch")
        file_identity.set_batch(target, latest)
        if same:
            file_identity.set_uuid(target, source.uuid)
        target.after_loading()
        target.acknowledge(latest)
    return moved


def _move_table(source: Database, target: Database, table: str, columns: Sequence[str], moved: Moved) -> None:
    keys = [place for place, column in enumerate(columns) if column.endswith("_key")]
    before = moved.rows
    for block in _blocks(source, table, columns):
        rows = [_cleaned(row, keys, moved) for row in block]
        target.load(table, columns, rows)
        moved.rows += len(rows)
    if target.value(f'SELECT count(*) FROM "{table}"') != moved.rows - before:
        raise StoreDamaged("moving.rows_missing", table=table, name=target.name)


def _blocks(source: Database, table: str, columns: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    names = ", ".join(f'"{column}"' for column in columns)
    if table == _COUNTER:
        yield source.rows(f'SELECT {names} FROM "{table}" ORDER BY table_name')
        return
    at, last, most = columns.index("id"), -(2**62), _FEW_AT_ONCE.get(table, _AT_ONCE)
    while True:
        sql = f'SELECT {names} FROM "{table}" WHERE id > ? ORDER BY id LIMIT {most}'
        block = source.rows_as_they_are(sql, (last,))
        if block:
            yield block
        if len(block) < most:
            return
        last = block[-1][at]


def _cleaned(row: Sequence[Any], keys: Sequence[int], moved: Moved) -> tuple[Any, ...]:
    found = list(row)
    for place, value in enumerate(row):
        if isinstance(value, str) and (clean := storable(value)) is not value:
            found[place] = clean
            moved.cleaned += 1
    for place in keys:
        if isinstance(found[place], str) and len(found[place]) > KEY_LENGTH:
            found[place] = found[place][:KEY_LENGTH]
            moved.cut += 1
    return tuple(found)


def copy_to_file(
    source: Database, target: Path, password: str = "", work: Work | None = None, *, same: bool = False
) -> Moved:
    """Write everything into a file, which gets its name when it is whole and was read back from the disk. With ``same``
    it is a backup, which replaces one of the same database; else ``target`` must be free."""
    if same:
        refuse_target(source.uuid, source.name, password, target)
    with replacing(target) as part:
        with closing(FileDatabase(part, password=password, unfinished=True)) as made:
            moved = move(source, made, work, same=same)
            made.execute("PRAGMA journal_mode = DELETE")
        if same:
            copy_digest.seal(part)
        with closing(FileDatabase(part, password=password, read_only=True)) as made:
            if made.check():
                raise StoreDamaged("moving.not_sound", file=target.name)
    return moved
