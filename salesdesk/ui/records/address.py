"""The postal address of a record as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.fields import Section, declared
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.records.record_form import FormSection, RecordForm
from salesdesk.ui.records.row_kit import plain_row


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


def edit_address(
    parent: QWidget, context: Context, look: ListLook, number: int, name: str, values: Mapping[str, Any]
) -> None:
    """Ask for the address of record ``number``, called ``name``, with the ``values`` it has."""

    service = context.services.area_of(look.kind)
    fields = declared().of(look.kind).in_section(Section.ADDRESS)
    seen = service.seen(number, fields)
    values = {**values, **seen.fields(number)}

    def write(changed: Mapping[str, object]) -> object:
        return service.update(number, changed, seen=seen)

    def saved(_changes: object) -> None:
        context.messages.done(_tr("Address of {0} saved").format(name))

    rows = [plain_row(key, values.get(key)) for key in fields]
    title = _tr("Address of {0}").format(name)
    sections = [FormSection("", rows)]
    RecordForm(parent, context, title, sections, write, saved, seen=seen, kind=look.entity).open()
