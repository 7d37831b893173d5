"""Words of the history."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.changes import Batch, Cause, KeptRow
from salesdesk.domain.entities import entities
from salesdesk.domain.imports import ImportRecord
from salesdesk.ui.value_texts import number_text

_CAUSES = {
    Cause.EDIT: "Edit",
    Cause.BULK_EDIT: "Bulk edit",
    Cause.IMPORT: "Import",
    Cause.MERGE: "Merge",
    Cause.DEMO: "Sample data",
    Cause.SETUP: "Setup",
    Cause.UNDO: "Undo",
    Cause.REDO: "Redo",
}
_REASONS = {
    "changed": "changed since",
    "referenced": "something else refers to it now",
    "owner_kept": "belongs to a record that was kept",
    "missing": "what it refers to is gone",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


def cause_title(cause: Cause) -> str:
    """The word for why something was changed."""
    return _tr(_CAUSES[cause])


def outcome_text(batch: Batch, record: ImportRecord | None) -> str:
    """What became of a change: taken back, or what an import brought."""
    if batch.undone_by is not None:
        return _tr("taken back")
    if record is not None:
        parts = (
            (record.counts.new, _tr("new")),
            (record.counts.changed, _tr("changed")),
            (record.counts.problems, _tr("problems")),
        )
        return ", ".join(f"{number_text(number)} {word}" for number, word in parts if number)
    return ""


def kept_title(row: KeptRow) -> str:
    """Which kind of record was kept."""
    known = {spec.table: spec.one for spec in entities().values()}
    return _tr(known.get(row.table, row.table.replace("_", " ").capitalize()))


def kept_reason(row: KeptRow) -> str:
    """Why a row was kept, with the fields that were changed since."""
    reason = _tr(_REASONS.get(row.reason, row.reason))
    fields = ", ".join(column.removesuffix("_id").replace("_", " ") for column in row.columns)
    return f"{reason}: {fields}" if fields else reason
