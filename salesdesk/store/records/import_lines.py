"""Lines of the history of imports and merged workbooks, as they are stored."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities, records_of
from salesdesk.domain.imports import Counts, ImportRecord

MERGE = "merge"  # in the counts of what is no import but the merge of a workbook


def import_record(row: Mapping[str, Any], *, undone: bool) -> ImportRecord:
    """The line of a stored row."""
    stored = json.loads(row["counts"])
    return ImportRecord(
        row["id"],
        row["file_name"],
        row["at"],
        row["actor"],
        row["batch_id"],
        Counts(**stored.get("rows", {})),
        stored.get("created", {}),
        stored.get("changed", {}),
        undone,
        stored.get("deleted", {}),
        MERGE in stored,
    )


def by_records(rows: Mapping[EntityKind, Collection[int]]) -> dict[str, int]:
    """How many records of each kind that has a list."""
    kinds = ((records_of(kind), ids) for kind, ids in rows.items())
    return {kind.value: len(ids) for kind, ids in kinds if kind in entities().lists and ids}
