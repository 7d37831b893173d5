"""The rows themselves: their digests, what they refer to, the history, keys and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.store.checking.reading import UNREADABLE, rows, value
from salesdesk.store.engine import file_identity
from salesdesk.store.engine.stored_text import KEY_LENGTH
from salesdesk.store.journal import row_digests, schema

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

_MOST = 20  # faults of one kind named one by one
_KEYS = {
    "contact": ("full_name", "name_key"),
    "company": ("name", "name_key"),
    "deal": ("title", "title_key"),
    "campaign": ("name", "name_key"),
    "owner": ("name", "name_key"),
    "source": ("name", "name_key"),
    "tag": ("name", "name_key"),
    "pipeline": ("name", "name_key"),
    "stage": ("name", "name_key"),
}
_JSON = (
    ("import_batch", "counts"),
    ("import_mapping", "mapping"),
    ("custom_field", "choices"),
    ("saved_view", "columns"),
    ("change_entry", "before"),
    ("change_entry", "after"),
)


VALUE_RULES = len(_KEYS) + len(_JSON)


def wrong_rows(database: FileDatabase, table: str) -> Iterator[Fault]:
    """Rows that are not what the program wrote, as far as a block of digests tells which."""
    stored, bad = row_digests.stored(database, table), set[int]()
    try:
        found = row_digests.sums(database, table)
    except UNREADABLE:
        found, bad = _block_by_block(database, table)
    nothing = [0, 0]
    bad |= {
        block
        for block in found.keys() | stored.keys()
        if found.get(block, nothing) != stored.get(block, nothing)
    }
    for first, last in _runs(sorted(bad)):
        counts = [
            sum(blocks.get(block, nothing)[0] for block in range(first, last + 1))
            for blocks in (stored, found)
        ]
        detail = "a value was" if counts[0] == counts[1] else f"there were {counts[0]} rows, now {counts[1]}:"
        size = row_digests.BLOCK
        yield Fault(FaultKind.ROWS, table, detail, (max(1, first * size), (last + 1) * size - 1))


def _block_by_block(database: FileDatabase, table: str) -> tuple[row_digests.Sums, set[int]]:
    """The sums of the blocks that can be read, and the others."""
    found: row_digests.Sums = {}
    bad: set[int] = set()
    size = row_digests.BLOCK
    for block in row_digests.stored(database, table):
        try:
            found.update(row_digests.sums(database, table, block * size, (block + 1) * size - 1))
        except UNREADABLE:
            bad.add(block)
    return found, bad


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def missing_targets(database: FileDatabase) -> Iterator[Fault]:
    """References to rows that are not there."""
    for table, row, target, _ in rows(database, "PRAGMA foreign_key_check")[:_MOST]:
        yield Fault(FaultKind.REFERENCE, table, target, (row, row))


def journal_faults(database: FileDatabase) -> Iterator[Fault]:
    """Entries without a batch, undone batches whose reversal is missing, an id counter behind its table, an identity
    that names another batch than the newest."""
    wrong = {
        "the batch of this entry is missing": "SELECT 'change_entry', id FROM change_entry WHERE batch_id NOT IN (SELECT id FROM change_batch)",
        "the batch that undid it is missing": "SELECT 'change_batch', id FROM change_batch WHERE undone_by NOT IN (SELECT id FROM change_batch)",
        "the batch that it undid is missing": "SELECT 'change_batch', id FROM change_batch WHERE undoes NOT IN (SELECT id FROM change_batch)",
    }
    for table in schema.tables():
        wrong[f"its number is higher than the last one given to a {table}"] = (
            f"SELECT '{table}', id FROM \"{table}\" WHERE id > "
            f"coalesce((SELECT last_id FROM id_counter WHERE table_name = '{table}'), 0)"
        )
    for detail, sql in wrong.items():
        for table, row in rows(database, f"{sql} LIMIT {_MOST}"):
            yield Fault(FaultKind.JOURNAL, table, detail, (row, row))
    there = value(database, "SELECT count(*) FROM sqlite_master WHERE name = ?", (file_identity.TABLE,))
    noted = value(database, f"SELECT batch FROM {file_identity.TABLE}") if there else None
    latest = value(database, "SELECT coalesce(max(id), 0) FROM change_batch")
    if there and noted != latest:
        detail = f"it names batch {noted} as the newest, the history batch {latest}"
        yield Fault(FaultKind.JOURNAL, file_identity.TABLE, detail, (1, 1))


def wrong_values(database: FileDatabase) -> Iterator[Fault]:
    """Keys that are not those of their text, and lists that cannot be read."""
    for table, (text, key) in _KEYS.items():
        kept = f'substr(fold("{text}"), 1, {KEY_LENGTH})'
        # what folds to nothing (a name of signs only) may have a key that says more
        sql = (
            f"""SELECT id FROM "{table}" WHERE fold("{text}") <> '' AND "{key}" IS NOT {kept} LIMIT {_MOST}"""
        )
        for (row,) in rows(database, sql):
            yield Fault(FaultKind.VALUE, table, f"{key} is not the key of {text}", (row, row))
    for table, column in _JSON:
        sql = f'SELECT id FROM "{table}" WHERE "{column}" IS NOT NULL AND NOT json_valid("{column}") LIMIT {_MOST}'
        for (row,) in rows(database, sql):
            yield Fault(FaultKind.VALUE, table, f"{column} cannot be read", (row, row))
