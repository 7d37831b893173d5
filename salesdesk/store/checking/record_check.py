"""The rows themselves: their digests, what they refer to, the history, keys and lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities
from salesdesk.domain.names import name_key
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine import file_identity, row_digests
from salesdesk.store.engine.file_inspection import UNREADABLE, FileInspection
from salesdesk.store.engine.statements import Compiled, Query, Statement
from salesdesk.store.engine.stored_text import KEY_LENGTH
from salesdesk.store.engine.words import differs, folded, number_of_rows, single
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry, IdCounter
from salesdesk.store.records import attachments

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.engine.sqlite import FileDatabase

_MOST = 20  # faults of one kind named one by one
_NAMES = ("owner", "source", "tag", "pipeline", "stage", "message_template", "own_report")
"""Lists of names: no entities, and all called by their ``name``."""
_JSON = (
    ("import_batch", "counts"),
    ("import_mapping", "mapping"),
    ("custom_field", "choices"),
    ("saved_view", "columns"),
    ("own_report", "design"),
    ("change_entry", "before"),
    ("change_entry", "after"),
)


def _keys() -> dict[str, tuple[str, str]]:
    """The columns of names and of what they fold to, by table."""
    own = {spec.table: (spec.name, spec.key) for spec in entities().values() if spec.key}
    return own | dict.fromkeys(_NAMES, ("name", "name_key"))


def value_rules() -> int:
    """How many columns are compared with others or read."""
    return len(_keys()) + len(_JSON)


def wrong_rows(database: FileDatabase, table: str) -> Iterator[Fault]:
    """Rows that are not what the program wrote, as far as a block of digests tells which."""
    stored, bad = row_digests.stored(database, table), set[int]()
    version = database.schema_version  # an older file may be open for reading only
    try:
        found = row_digests.sums(database, table, version=version)
    except UNREADABLE:
        found, bad = _block_by_block(database, table, version)
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
        detail = (
            phrase("checking.a_value")
            if counts[0] == counts[1]
            else phrase("checking.other_count", was=counts[0], now=counts[1])
        )
        size = row_digests.BLOCK
        yield Fault(FaultKind.ROWS, table, detail, (max(1, first * size), (last + 1) * size - 1))


def _block_by_block(database: FileDatabase, table: str, version: int) -> tuple[row_digests.Sums, set[int]]:
    """The sums of the blocks that can be read, and the others."""
    found: row_digests.Sums = {}
    bad: set[int] = set()
    size = row_digests.BLOCK
    for block in row_digests.stored(database, table):
        try:
            last = (block + 1) * size - 1
            found.update(row_digests.sums(database, table, block * size, last, version=version))
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
    for table, row, target in FileInspection(database).missing_targets()[:_MOST]:
        yield Fault(FaultKind.REFERENCE, table, target, (row, row))


def journal_faults(database: FileDatabase) -> Iterator[Fault]:
    """Entries without a batch, undone batches whose reversal is missing, an id counter behind its table, an identity
    that names another batch than the newest."""
    inspection = FileInspection(database)
    wrong: list[tuple[str, Phrase, Statement | Compiled]] = [
        ("change_entry", phrase("checking.no_batch"), _without_batch),
        ("change_batch", phrase("checking.no_undoing"), _undone_by_none),
        ("change_batch", phrase("checking.no_undone"), _undoes_none),
    ]
    for table in schema.tables():
        ahead = database.shaped(("ahead of its counter", table), partial(_ahead, table))
        wrong.append((table, phrase("checking.ahead", table=table), ahead))
    for table, detail, statement in wrong:
        for row in inspection.column(statement):
            yield Fault(FaultKind.JOURNAL, table, detail, (row, row))
    if inspection.has_identity():
        noted, latest = inspection.noted_batch(), inspection.single(_newest_batch)
        if noted != latest:
            detail = phrase("checking.other_batch", noted=noted, latest=latest)
            yield Fault(FaultKind.JOURNAL, file_identity.TABLE, detail, (1, 1))


def wrong_values(database: FileDatabase) -> Iterator[Fault]:
    """Keys that are not those of their text, and lists that cannot be read."""
    inspection = FileInspection(database)
    for table, (text, key) in _keys().items():
        wrong = database.shaped(("wrong keys", table), partial(_wrong_keys, table, text, key))
        rows = _wrong_names(inspection, table) if table in _NAMES else inspection.column(wrong)
        for row in rows:
            yield Fault(FaultKind.VALUE, table, phrase("checking.wrong_key", key=key, text=text), (row, row))
    for table, column in _JSON:
        for row in inspection.no_json(table, column, _MOST):
            yield Fault(FaultKind.VALUE, table, phrase("checking.no_list", column=column), (row, row))


def _wrong_names(inspection: FileInspection, table: str) -> list[int]:
    """The entries of a list of names that have another key than theirs; a file of an older version has none with signs."""
    found = inspection.named(table)
    wrong = (
        row
        for row, name, key in found
        if fold_key(name) and key not in (name_key(name)[:KEY_LENGTH], fold_key(name)[:KEY_LENGTH])
    )
    return list(islice(wrong, _MOST))


def wrong_files(database: Database) -> Iterator[Fault]:
    """Files of records whose bytes are not those that were kept."""
    for number, name, there in attachments.wrong_files(database):
        detail = phrase("checking.file_changed" if there else "checking.file_gone", name=name)
        yield Fault(FaultKind.FILE, "attachment", detail, (number, number))


def batch_count(database: FileDatabase) -> int:
    """How many batches the journal has."""
    return int(FileInspection(database).single(_batches))


@Statement
def _batches() -> Query:
    return ChangeBatch.select(number_of_rows())


@Statement
def _newest_batch() -> Query:
    return ChangeBatch.select(fn.COALESCE(fn.MAX(ChangeBatch.id), 0))


@Statement
def _without_batch() -> Query:
    there = ChangeBatch.select(ChangeBatch.id)
    return ChangeEntry.select(ChangeEntry.id).where(ChangeEntry.batch.not_in(there)).limit(_MOST)


@Statement
def _undone_by_none() -> Query:
    there = ChangeBatch.select(ChangeBatch.id)
    return ChangeBatch.select(ChangeBatch.id).where(ChangeBatch.undone_by.not_in(there)).limit(_MOST)


@Statement
def _undoes_none() -> Query:
    there = ChangeBatch.select(ChangeBatch.id)
    return ChangeBatch.select(ChangeBatch.id).where(ChangeBatch.undoes.not_in(there)).limit(_MOST)


def _ahead(table: str) -> Query:
    model = model_of(table)
    given = single(IdCounter.select(IdCounter.last_id).where(IdCounter.table == table))
    return model.select(model.id).where(model.id > fn.COALESCE(given, 0)).limit(_MOST)


def _wrong_keys(table: str, text: str, key: str) -> Query:
    """What folds to nothing (a name of signs only) may have a key that says more."""
    model, fold = model_of(table), folded(column_of(table, text))
    kept = differs(column_of(table, key), fn.SUBSTR(fold, 1, KEY_LENGTH))
    return model.select(model.id).where(fold != "", kept).limit(_MOST)
