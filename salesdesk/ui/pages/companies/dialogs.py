"""Short questions about one company, and its forms."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.companies import Company
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import COMPANIES
from salesdesk.ui.records.declared_rows import first_rows, form_sections
from salesdesk.ui.records.lookalikes import lookalikes
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.record_form import FormSection, RecordForm
from salesdesk.ui.records.row_kit import custom_rows, named_row, plain_row, stage_row, tags_row


def _tr(text: str) -> str:
    return QCoreApplication.translate("companies", text)


def edit_company(parent: QWidget, context: Context, record: Company) -> None:
    """Every field of a company in one form."""
    store, service = context.store, context.services.companies
    seen = service.seen(record.id, [column.key for column in store.companies.columns()])
    record = store.companies.get(record.id)
    values = record.values

    def saved(_changes: object) -> None:
        context.messages.done(_tr("{0} saved").format(record.name))

    made = {
        "company": FieldRow("company", _tr("Name"), edit=record.name),
        "annual_revenue": plain_row("annual_revenue", record.annual_revenue),
        "lifecycle_stage": stage_row(record.lifecycle_stage),
        "owner": named_row("owner", record.owner, store),
        "lead_source": named_row("lead_source", record.source, store),
        "tags": tags_row(record.tags, store),
    }
    own = custom_rows(store.custom_fields.of("company"), record.custom, store)
    sections = form_sections(RecordKind.COMPANIES, values, made, own)
    write = partial(service.update, record.id, seen=seen)
    title = _tr("Edit {0}").format(record.name)
    RecordForm(parent, context, title, sections, write, saved, seen=seen, kind=EntityKind.COMPANY).open()


def new_company(parent: QWidget, context: Context, name: str = "") -> None:
    """Ask for the few fields a new company needs; it opens when it is made."""
    store = context.store

    def saved(made: tuple[int, ChangeSet]) -> None:
        number, _ = made
        context.messages.done(_tr("{0} added").format(store.companies.get(number).name))
        context.navigate("company", number)

    rows = first_rows(RecordKind.COMPANIES, {"company": FieldRow("company", _tr("Name"))})
    form = RecordForm(
        parent,
        context,
        _tr("New company"),
        [FormSection("", rows)],
        context.services.companies.create,
        saved,
        new=True,
        button=_tr("Add company"),
        lookalikes=partial(lookalikes, context, COMPANIES),
    )
    form.fill({"company": name})
    form.open()
