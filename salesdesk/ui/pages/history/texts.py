"""Words of the history."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.changes import Batch, Cause, KeptRow
from salesdesk.domain.entities import entities
from salesdesk.domain.imports import ImportRecord
from salesdesk.ui.pages.imports.texts import count_text
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
        parts = [count_text(number, f"new {kind}") for kind, number in record.created.items() if number]
        others = (
            (sum(record.changed.values()), _tr("{0} updated")),
            (record.counts.problems + record.counts.left_out, _tr("{0} not imported")),
        )
        parts += [words.format(number_text(number)) for number, words in others if number]
        if (
            not any(record.created.values()) and record.counts.new
        ):  # older imports noted no entries of timelines
            parts.insert(0, _tr("{0} new").format(number_text(record.counts.new)))
        return ", ".join(parts) or _tr("nothing new")
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
