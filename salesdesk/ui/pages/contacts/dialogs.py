"""Short questions about one contact: its addresses, numbers, companies, consent, and the whole form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.contacts import EMAIL_LABELS, PHONE_LABELS, Contact, EmailEntry, PhoneEntry
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.opt_outs import LeftOut, Way
from salesdesk.services.contact_parts import WorkPlace
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.records.declared_rows import first_rows, form_sections
from salesdesk.ui.records.entries_dialog import EntriesDialog, EntriesSeen, Entry, EntryWords
from salesdesk.ui.records.lookalikes import lookalikes
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.record_form import FormSection, RecordForm
from salesdesk.ui.records.row_kit import custom_rows, named_row, plain_row, stage_row, tags_row
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import label

_LABELS = {"work": "Work", "mobile": "Mobile", "home": "Home", "fax": "Fax", "other": "Other"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("contacts", text)


def company_names(context: Context) -> FieldRow:
    """A row that completes the names of the companies there are."""
    store = context.store
    return FieldRow(
        "company",
        _tr("Company"),
        suggest=lambda text: [name for _number, name in store.companies.starting_with(text, 8)],
    )


def edit_emails(parent: QWidget, context: Context, record: Contact) -> None:
    """All e-mail addresses."""
    seen = _seen(context, record, "email", lambda e: Entry(e.id, e.address, e.label))

    def write(entries: list[Entry]) -> object:
        known = {entry.id: entry for entry in record.emails}
        emails = [
            replace(known.get(e.id, EmailEntry("")), address=e.value, label=e.kind or "work") for e in entries
        ]
        return context.services.contacts.set_emails(record.id, emails, seen=seen.seen)

    def saved() -> None:
        context.messages.done(_tr("Emails of {0} saved").format(record.full_name))

    words = EntryWords(
        _tr("Emails"),
        record.full_name,
        _tr("Email"),
        _tr("Kind"),
        _tr("Add email"),
        [(label, _tr(_LABELS[label])) for label in EMAIL_LABELS],
    )
    EntriesDialog(parent, context, words, list(map(seen.shown, record.emails)), write, saved, seen).open()


def edit_phones(parent: QWidget, context: Context, record: Contact) -> None:
    """All phone numbers."""
    seen = _seen(context, record, "phone", lambda p: Entry(p.id, _shown(p), p.label))

    def write(entries: list[Entry]) -> object:
        known = {entry.id: entry for entry in record.phones}
        phones = []
        for entry in entries:
            former = known.get(entry.id)
            same = former is not None and _shown(former) == entry.value
            base = former if former is not None else PhoneEntry("", "")
            number = base.number if same else entry.value
            extension = base.extension if same else None
            phones.append(replace(base, number=number, extension=extension, label=entry.kind or "work"))
        return context.services.contacts.set_phones(record.id, phones, seen=seen.seen)

    def saved() -> None:
        context.messages.done(_tr("Phones of {0} saved").format(record.full_name))

    words = EntryWords(
        _tr("Phones"),
        record.full_name,
        _tr("Phone"),
        _tr("Kind"),
        _tr("Add phone"),
        [(label, _tr(_LABELS[label])) for label in PHONE_LABELS],
    )
    EntriesDialog(parent, context, words, list(map(seen.shown, record.phones)), write, saved, seen).open()


def _seen(context: Context, record: Contact, name: str, shown: Callable[[Any], Entry]) -> EntriesSeen:
    return EntriesSeen(record.id, name, context.services.contacts.seen_parts(record), shown)


def _shown(phone: PhoneEntry) -> str:
    from salesdesk.domain.cleaning.phones import display_phone  # loads the numbering plans

    return display_phone(phone.number) + (f" ext. {phone.extension}" if phone.extension else "")


def edit_companies(parent: QWidget, context: Context, record: Contact) -> None:
    """Where the person works, with a role at each company."""
    seen = _seen(context, record, "company", lambda c: Entry(c.id, c.company, c.role or ""))

    def write(entries: list[Entry]) -> object:
        places = [WorkPlace(entry.value, entry.kind, entry.id) for entry in entries]
        return context.services.contacts.set_companies(record.id, places, seen=seen.seen)

    def saved() -> None:
        context.messages.done(_tr("Companies of {0} saved").format(record.full_name))

    words = EntryWords(
        _tr("Companies"),
        _tr("{0} works at these. A new name makes a new company.").format(record.full_name),
        _tr("Company"),
        _tr("Role"),
        _tr("Add company"),
        suggest=company_names(context).suggest,
    )
    EntriesDialog(parent, context, words, list(map(seen.shown, record.companies)), write, saved, seen).open()


class ConsentDialog(Dialog):
    """How a person may not be contacted."""

    def __init__(self, parent: QWidget, context: Context, record: Contact) -> None:
        super().__init__(
            parent,
            _tr("Consent"),
            _tr("{0} is left out of campaigns that would need what is ticked here.").format(record.full_name),
        )
        self._context, self._record = context, record
        self._refused = context.store.opt_outs.of_contact(record.id)
        self._boxes = {Way.EMAIL: QCheckBox(_tr("Do not email")), Way.PHONE: QCheckBox(_tr("Do not call"))}
        for way, box in self._boxes.items():
            box.setChecked(way in self._refused)
            self.add(box)
        if LeftOut.ADDRESS in self._refused.values():
            self.add(
                label(
                    _tr("An address or number was opted out, here or at a record that is gone."),
                    "secondary",
                    wrap=True,
                )
            )
        self.add_cancel(_tr("Cancel"))
        self.add_button(_tr("Save"), self._save, tone="primary", default=True)

    def _save(self) -> None:
        before = {way.field: way in self._refused for way in Way}
        values = {way.field: box.isChecked() for way, box in self._boxes.items()}
        if values == before:
            self.accept()
            return
        record = {"do_not_email": self._record.do_not_email, "do_not_call": self._record.do_not_call}
        # what only the address says is no value of the record that somebody else could have changed
        seen = Seen.of(self._record.id, before) if before == record else None
        values = {key: value for key, value in values.items() if value != before[key]}
        name = self._record.full_name
        self.save(
            self._context.writes,
            partial(self._context.services.contacts.update, self._record.id, values, seen=seen),
            what=_tr("Consent of {0}").format(name),
            done=lambda _result: self._context.messages.done(_tr("Consent of {0} saved").format(name)),
        )


def edit_consent(parent: QWidget, context: Context, record: Contact) -> None:
    """Whether the person may be e-mailed and called."""
    ConsentDialog(parent, context, record).open()


def edit_contact(parent: QWidget, context: Context, record: Contact) -> None:
    """Every field of a contact in one form."""
    store, service = context.store, context.services.contacts
    seen = service.seen(record.id, [column.key for column in store.contacts.columns()])
    record = store.contacts.get(record.id)
    values = record.values

    def saved(_changes: object) -> None:
        context.messages.done(_tr("{0} saved").format(record.full_name))

    emails = [record.emails[at].address if at < len(record.emails) else None for at in range(2)]
    made = {
        "company": replace(company_names(context), edit=record.company.company if record.company else ""),
        "email": plain_row("email", emails[0]),
        "email_2": plain_row("email_2", emails[1]),
        "lifecycle_stage": stage_row(record.lifecycle_stage),
        "owner": named_row("owner", record.owner, store),
        "lead_source": named_row("lead_source", record.source, store),
        "tags": tags_row(record.tags, store),
    }
    own = custom_rows(store.custom_fields.of("contact"), record.custom, store)
    sections = form_sections(RecordKind.CONTACTS, values, made, own)
    write = partial(service.update, record.id, seen=seen)
    title = _tr("Edit {0}").format(record.full_name)
    RecordForm(parent, context, title, sections, write, saved, seen=seen, kind=EntityKind.CONTACT).open()


def new_contact(parent: QWidget, context: Context, name: str = "", company: str = "") -> None:
    """Ask for the few fields a new contact needs; it opens when it is made."""
    store = context.store

    def saved(made: tuple[int, ChangeSet]) -> None:
        number, _ = made
        name = store.contacts.get(number).full_name
        context.messages.done(_tr("{0} added").format(name))
        context.navigate("contact", number)

    made = {
        "full_name": FieldRow("full_name", _tr("Name")),
        "company": company_names(context),
        "lead_source": named_row("lead_source", None, store),
    }
    rows = first_rows(RecordKind.CONTACTS, made)
    form = RecordForm(
        parent,
        context,
        _tr("New contact"),
        [FormSection("", rows)],
        context.services.contacts.create,
        saved,
        new=True,
        button=_tr("Add contact"),
        lookalikes=partial(lookalikes, context, CONTACTS),
    )
    form.fill({"full_name": name, "company": company})
    form.open()
