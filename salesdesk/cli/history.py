"""``salesdesk history`` and ``salesdesk undo``: what was done, and taking it back."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import coded, counted, listed, whole_number
from salesdesk.domain.changes import Batch, Cause, KeptRow
from salesdesk.domain.entities import entities
from salesdesk.domain.imports import ImportRecord
from salesdesk.services.commands import Commands
from salesdesk.store.store import Store
from salesdesk.wording import line_of

_BRINGING = (Cause.IMPORT, Cause.BULK_EDIT)
"""Causes of changes that bring records from a file: a merged workbook is an edit of many cells."""


def add_parser(subparsers: Any) -> None:
    """Add both subcommands."""
    history = subparsers.add_parser("history", help="list what was done, newest first")
    history.add_argument(
        "--limit", type=whole_number(1), default=50, metavar="N", help="at most so many (50)"
    )
    history.set_defaults(run=run)
    undo = subparsers.add_parser("undo", help="take back the newest change, or one of the history")
    undo.add_argument(
        "--batch", type=whole_number(1), metavar="N", help="the number of the change in the history"
    )
    undo.set_defaults(run=run_undo)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Print the history."""
    with open_store(args) as store:
        batches = store.journal.batches(limit=args.limit)
        counts = store.journal.record_counts([batch.id for batch in batches])
        imports = _imports(store) if any(batch.cause in _BRINGING for batch in batches) else {}
    if wants_json(args):
        print_json(
            {
                "changes": [
                    _described(batch, counts.get(batch.id, 0), imports.get(batch.id)) for batch in batches
                ]
            }
        )
        return 0
    for batch in batches:
        state = (
            "  (undone)" if batch.undone_by is not None else "  (an undo)" if batch.cause == "undo" else ""
        )
        about = f"  ({counted(counts.get(batch.id, 0), 'records')})"
        if (brought := imports.get(batch.id)) is not None:
            about += f"  {_brought(brought)}"
        print(f"#{batch.id}  {batch.at}  {batch.actor}  {line_of(batch.told)}{about}{state}")
    if not batches:
        print("Nothing was done yet.")
    return 0


def run_undo(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Take a change back and say what was kept."""
    with open_store(args) as store:
        commands = Commands(store)
        result = commands.undo_newest() if args.batch is None else commands.undo_batch(args.batch)
    if wants_json(args):
        print_json(
            {
                "undone": line_of(result.told),
                **coded(result.told),
                "batch": result.changes.batch,
                "kept": [
                    {"table": row.table, "id": row.row, "reason": row.reason, "columns": list(row.columns)}
                    for row in result.kept
                ],
            }
        )
        return 0
    print(f"Undone: {line_of(result.told)}.")
    if result.kept:
        print(f"Kept because they changed since: {_counted(result.kept)}.")
    return 0


def _imports(store: Store) -> dict[int, ImportRecord]:
    """The imports and merged workbooks by the change that each was."""
    from salesdesk.store.records.imports import ImportRepository  # not for a history without any

    known = ImportRepository(store.database)
    records = (*known.history(), *known.merges())
    return {record.batch: record for record in records if record.batch is not None}


def _brought(record: ImportRecord) -> str:
    """What an import or a merged workbook brought, with the figures of the window."""
    created = {f"new {kind}": number for kind, number in record.created.items()}
    if not any(created.values()) and not record.is_merge:  # older imports noted no entries of timelines
        created["new rows"] = record.counts.new
    left = "not taken over" if record.is_merge else "not imported"
    others = {
        "changed": sum(record.changed.values()),
        "deleted": sum(record.deleted.values()),
        left: _not_imported(record),
    }
    parts = [listed(created), *(f"{number:,} {what}" for what, number in others.items() if number)]
    return ", ".join(filter(None, parts)) or ("" if record.is_merge else "nothing new")


def _not_imported(record: ImportRecord) -> int:
    return record.counts.problems + record.counts.left_out


def _described(batch: Batch, records: int, brought: ImportRecord | None) -> dict[str, Any]:
    what = "merge" if brought is not None and brought.is_merge else "import"
    told = {} if brought is None else {what: _as_data(brought)}
    return {
        "batch": batch.id,
        "at": batch.at,
        "actor": batch.actor,
        "cause": batch.cause.value,
        "text": line_of(batch.told),
        **coded(batch.told),
        "records": records,
        "rows": batch.entries,
        "undoes": batch.undoes,
        "undone_by": batch.undone_by,
        **told,
    }


def _as_data(record: ImportRecord) -> dict[str, Any]:
    return {
        "number": record.number,
        "file": record.file_name,
        "created": {kind: number for kind, number in record.created.items() if number},
        "changed": {kind: number for kind, number in record.changed.items() if number},
        **({"deleted": dict(record.deleted)} if record.is_merge else {}),
        "not_taken" if record.is_merge else "not_imported": _not_imported(record),
    }


_OTHER_TABLES = {
    "import_batch": "imports",
    "import_mapping": "remembered mappings",
    "suppression": "opt-outs",
    "attachment": "files",
    "relation": "relations",
}
"""Tables of no entity and of no part of one, where their name would not say it: what an import remembers, and
what is kept with records."""


def _tables() -> dict[str, str]:
    """What the rows of each table are called."""
    named = dict(_OTHER_TABLES)
    for spec in entities().values():
        named[spec.table] = spec.many.lower()
        named |= {table: f"{rows} of {spec.many.lower()}" for table, rows in spec.parts}
    return named


def _counted(kept: tuple[KeptRow, ...]) -> str:
    counts, named = Counter(row.table for row in kept), _tables()
    return listed({named.get(table, table.replace("_", " ") + "s"): n for table, n in counts.items()})
