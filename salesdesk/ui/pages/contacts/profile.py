"""A contact as the panel and the page show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.contacts import Contact, EmailEntry, PhoneEntry
from salesdesk.domain.fields import Detail, FieldType, RecordKind
from salesdesk.domain.opt_outs import Way
from salesdesk.services.activities import Subject
from salesdesk.store.records.timelines import Timeline
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.pages.contacts.cards import ContactCards
from salesdesk.ui.pages.contacts.dialogs import (
    edit_companies,
    edit_consent,
    edit_contact,
    edit_emails,
    edit_phones,
)
from salesdesk.ui.pages.meetings.starting import start_meeting
from salesdesk.ui.records.declared_rows import detail_rows
from salesdesk.ui.records.erasing import ask_to_erase
from salesdesk.ui.records.profile import FieldRow, JourneyStep, SideCard
from salesdesk.ui.records.row_kit import (
    deals_row,
    journey_steps,
    named_row,
    next_step_row,
    plain_row,
    stage_row,
    tags_row,
)
from salesdesk.ui.records.stored_profile import StoredProfile
from salesdesk.ui.records.touch_row import touch_row

_PHONE_TITLES = {"work": "Phone", "mobile": "Mobile", "home": "Home", "fax": "Fax", "other": "Phone"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("contacts", text)


class ContactProfile(StoredProfile):
    """Describes contacts."""

    look = CONTACTS

    def __init__(self, context: Context, host: Callable[[], QWidget]) -> None:
        super().__init__(context, host)
        self._cards = ContactCards(context, host)

    def _stored(self, number: int) -> Contact:
        return self._context.store.contacts.get(number)

    def name(self, record: Contact) -> str:
        """The full name."""
        return record.full_name

    def subtitle(self, record: Contact, *, whole: bool) -> str:
        """Title, company and, on the page, the town: "Head of Ops · Nordwind Logistics · Hamburg"."""
        title = record.values.get("job_title") or (record.company.role if record.company else None)
        company = record.company.company if record.company else None
        town = record.values.get("city") if whole else None
        return " · ".join(part for part in (title, company, town) if part)

    def rows(self, record: Contact, *, whole: bool) -> list[FieldRow]:
        """E-mails, phones, stage, owner, what is next, then the rest."""
        store = self._context.store
        today = date.fromisoformat(store.today())
        host = self._host
        rows = [*self._email_rows(record), *self._phone_rows(record)]
        head = detail_rows(RecordKind.CONTACTS, record.values, (Detail.HEAD,), whole=whole)
        rows += self._plain_with_uses(record, head)
        rows.append(stage_row(record.lifecycle_stage, () if whole else self._consent_chips(record)))
        if not whole:
            step = store.activities.next_step("contact_id", record.id)
            rows.append(named_row("owner", record.owner, store))
            rows.append(next_step_row(step, today, lambda: self._open_step(record, step)))
            rows.append(deals_row(store.deals.of_contact(record.id), self._context, self._open_deal))
        rows.append(named_row("lead_source", record.source, store))
        if whole:
            rows.append(named_row("owner", record.owner, store))
            rows.append(plain_row("job_title", record.values.get("job_title")))
            rows.append(self._company_row(record))
            rows.append(
                FieldRow(
                    "consent",
                    _tr("Consent"),
                    "" if self._consent_chips(record) else _tr("no restriction"),
                    chips=self._consent_chips(record),
                    run=lambda: edit_consent(host(), self._context, record),
                )
            )
        rows.append(touch_row(record.id, record.values.get("touch_weeks"), store, today))
        rows.append(tags_row(record.tags, store))
        rows.append(self._address_row(record))
        where = (Detail.TAIL, Detail.FILLED, Detail.PAGE)
        tail = detail_rows(RecordKind.CONTACTS, record.values, where, whole=whole)
        rows += self._plain_with_uses(record, tail)
        return [*rows, *self._last_rows(record, whole=whole)]

    def about(self, record: Contact) -> Subject:
        """Activities belong to the person and the primary company."""
        return Subject(record.id, record.company.company_id if record.company else None, None)

    def timeline(self, record: Contact) -> Timeline:
        """What happened with the person."""
        return self._context.store.timelines.contact(record.id)

    def journey(self, record: Contact) -> list[JourneyStep]:
        """The lifecycle with its dates."""
        reached: dict[str, str] = {}
        for change in record.lifecycle:
            reached.setdefault(change.to_stage, change.at)
        today = date.fromisoformat(self._context.store.today())
        return journey_steps(record.lifecycle_stage, reached, today)

    def cards(self, record: Contact) -> list[SideCard]:
        """Deals, next steps, companies, campaigns, colleagues."""
        return self._cards.of(record)

    def actions(self, record: Contact) -> list[tuple[str, Callable[[], object]]]:
        """The menu of the page."""
        context, host = self._context, self._host
        return [
            (_tr("Emails…"), lambda: edit_emails(host(), context, record)),
            (_tr("Phones…"), lambda: edit_phones(host(), context, record)),
            (_tr("Companies…"), lambda: edit_companies(host(), context, record)),
            (_tr("Address…"), lambda: self._edit_address(record)),
            (_tr("Consent…"), lambda: edit_consent(host(), context, record)),
            (_tr("Meeting about this person…"), lambda: start_meeting(host(), context, self.about(record))),
            ("", lambda: None),
            (_tr("Delete"), lambda: self._delete(record)),
            (_tr("Erase for good…"), lambda: ask_to_erase(host(), context, [record.id])),
        ]

    def edit_all(self, record: Contact, parent: QWidget) -> None:
        """The form with every field."""
        edit_contact(parent, self._context, record)

    # ---- parts ----

    def _email_rows(self, record: Contact) -> list[FieldRow]:
        if not record.emails:
            return [plain_row("email", None)]
        return [self._email_row(record, at, entry) for at, entry in enumerate(record.emails)]

    def _email_row(self, record: Contact, at: int, entry: EmailEntry) -> FieldRow:
        title = _tr("Email")
        return FieldRow(
            f"email:{entry.id}",
            title if at == 0 else "",
            entry.address,
            entry.address,
            FieldType.EMAIL,
            tone="" if at == 0 else "quiet",
            name=title if at == 0 else f"{title} {at + 1}",
            uses=self._reach.email(self.about(record), record.full_name, entry.address),
        )

    def _phone_rows(self, record: Contact) -> list[FieldRow]:
        if not record.phones:
            return [plain_row("phone", None)]
        return [self._phone_row(record, entry) for entry in record.phones]

    def _phone_row(self, record: Contact, entry: PhoneEntry) -> FieldRow:
        from salesdesk.domain.cleaning.phones import display_phone  # loads the numbering plans

        extension = f" ext. {entry.extension}" if entry.extension else ""
        shown = f"{display_phone(entry.number)}{extension}"
        title = _tr(_PHONE_TITLES.get(entry.label, "Phone"))
        about = self.about(record)
        uses = () if entry.label == "fax" else self._reach.phone(about, record.full_name, shown)
        return FieldRow(f"phone:{entry.id}", title, shown, shown, FieldType.PHONE, uses=uses)

    def _company_row(self, record: Contact) -> FieldRow:
        company = record.company
        store = self._context.store
        return FieldRow(
            "company",
            _tr("Company"),
            company.company if company else "",
            company.company if company else "",
            suggest=lambda text: [name for _number, name in store.companies.starting_with(text, 8)],
            open=(lambda: self._context.navigate("company", company.company_id)) if company else None,
        )

    def _consent_chips(self, record: Contact) -> tuple[tuple[str, str], ...]:
        """What the person refuses, also by an address that is opted out."""
        said = {Way.EMAIL: _tr("do not email"), Way.PHONE: _tr("do not call")}
        return tuple((said[way], "bad") for way in self._context.store.opt_outs.of_contact(record.id))
