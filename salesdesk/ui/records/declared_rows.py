"""The fields of a record as they are declared: the sections of its form and the plain rows of its details."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.fields import Detail, RecordKind, Section, declared
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.record_form import FormSection
from salesdesk.ui.records.row_kit import plain_row


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


def form_sections(
    kind: RecordKind, values: Mapping[str, Any], made: Mapping[str, FieldRow], own: Sequence[FieldRow]
) -> list[FormSection]:
    """The form for a whole record. ``values`` are native values by field, ``made`` the rows of fields that are more
    than one value, ``own`` those of the person's own fields."""
    sections = []
    for section in Section:
        if section is Section.MORE and own:
            sections.append(FormSection(_tr("Own fields"), own))
        rows = _rows(declared().of(kind).in_section(section), values, made)
        if rows:
            sections.append(FormSection(_tr(section.value) if section.value else "", rows))
    return sections


def first_rows(kind: RecordKind, made: Mapping[str, FieldRow]) -> list[FieldRow]:
    """The few fields a new record is asked for."""
    return _rows(declared().of(kind).asked_first, {}, made)


def detail_rows(
    kind: RecordKind, values: Mapping[str, Any], where: Collection[Detail], *, whole: bool
) -> list[FieldRow]:
    """The plain rows of the details that stand at ``where``; ``whole`` for the record's page."""
    rows = []
    for spec, use in declared().of(kind).detailed:
        if use.detail not in where or (use.detail is Detail.PAGE and not whole):
            continue
        row = plain_row(spec.key, values.get(spec.key))
        if whole or use.detail is not Detail.FILLED or not row.is_empty:
            rows.append(row)
    return rows


def _rows(keys: Sequence[str], values: Mapping[str, Any], made: Mapping[str, FieldRow]) -> list[FieldRow]:
    return [made[key] if key in made else plain_row(key, values.get(key)) for key in keys]
