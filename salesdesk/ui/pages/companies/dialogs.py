"""Short questions about one company, and its forms."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.companies import Company
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import COMPANIES
from salesdesk.ui.records.address import ADDRESS
from salesdesk.ui.records.lookalikes import lookalikes
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.record_form import FormSection, RecordForm
from salesdesk.ui.records.row_kit import custom_rows, named_row, plain_row, stage_row, tags_row


def _tr(text: str) -> str:
    return QCoreApplication.translate("companies", text)


def edit_company(parent: QWidget, context: Context, record: Company) -> None:
    """Every field of a company in one form."""
    store, values = context.store, record.values

    def saved(_changes: object) -> None:
        context.messages.done(_tr("{0} saved").format(record.name))

    def plain(*keys: str) -> list[FieldRow]:
        return [plain_row(key, values.get(key)) for key in keys]

    sections = [
        FormSection(
            "",
            [
                FieldRow("company", _tr("Name"), edit=record.name),
                *plain("industry", "phone", "email", "website", "employees"),
                plain_row("annual_revenue", record.annual_revenue),
            ],
        ),
        FormSection(
            _tr("Sales"),
            [
                stage_row(record.lifecycle_stage),
                named_row("owner", record.owner, store),
                named_row("lead_source", record.source, store),
                tags_row(record.tags, store),
            ],
        ),
        FormSection(_tr("Address"), plain(*ADDRESS)),
        FormSection(_tr("Online"), plain("linkedin", "twitter", "facebook", "instagram")),
    ]
    own = custom_rows(store.custom_fields.of("company"), record.custom, store)
    if own:
        sections.append(FormSection(_tr("Own fields"), own))
    sections.append(FormSection(_tr("More"), plain("fax", "external_id", "notes")))
    write = partial(context.services.companies.update, record.id)
    RecordForm(parent, context, _tr("Edit {0}").format(record.name), sections, write, saved).open()


def new_company(parent: QWidget, context: Context, name: str = "") -> None:
    """Ask for the few fields a new company needs; it opens when it is made."""
    store = context.store

    def saved(made: tuple[int, ChangeSet]) -> None:
        number, _ = made
        context.messages.done(_tr("{0} added").format(store.companies.get(number).name))
        context.navigate("company", number)

    rows = [
        FieldRow("company", _tr("Name")),
        *(plain_row(key, None) for key in ("industry", "website", "phone", "city", "country")),
    ]
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
