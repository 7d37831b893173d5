"""What hangs on a contact: deals, next steps, companies, campaigns, colleagues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.campaigns import AddedMembers, MemberStatus
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.contacts import Contact, Employment
from salesdesk.domain.days import local_day
from salesdesk.domain.sequences import SequenceFor
from salesdesk.services.activities import Subject
from salesdesk.ui.audience_texts import added_text
from salesdesk.ui.context import Context
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, plan_step
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.pages.contacts.dialogs import edit_companies
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.sequences.side_card import sequences_card
from salesdesk.ui.records.profile import SideCard, SideEntry
from salesdesk.ui.records.row_kit import deal_entries
from salesdesk.ui.value_texts import due_text

_COLLEAGUES = 6
MEMBER_TONES = {
    MemberStatus.OPENED: "info",
    MemberStatus.CLICKED: "info",
    MemberStatus.REPLIED: "good",
    MemberStatus.MET: "good",
    MemberStatus.BOUNCED: "bad",
    MemberStatus.UNSUBSCRIBED: "bad",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("contacts", text)


class ContactCards:
    """Makes the cards of one contact after another."""

    def __init__(self, context: Context, host: Callable[[], QWidget]) -> None:
        self._context, self._host = context, host

    def of(self, record: Contact) -> list[SideCard]:
        """The cards of a contact; those without a use are left out."""
        cards = [self._deals(record), self._steps(record), self._companies(record), self._campaigns(record)]
        cards.append(sequences_card(self._context, self._host, SequenceFor.CONTACTS, record.id))
        colleagues = self._colleagues(record)
        return [*cards, colleagues] if colleagues.entries else cards

    def _deals(self, record: Contact) -> SideCard:
        store = self._context.store
        deals = store.deals.of_contact(record.id)
        roles: dict[int, list[str]] = {}
        for given in store.deals.roles.of_contact(record.id):
            roles.setdefault(given.deal_id, []).append(given.role)
        own = {deal.id for deal in deals}
        deals += [store.deals.get(number) for number in roles if number not in own]
        company = record.company.company_id if record.company else None
        return SideCard(
            _tr("Deals"),
            deal_entries(deals, self._context, lambda number: self._context.navigate("deal", number), roles),
            _tr("No deal yet."),
            lambda: DealDialog(self._host(), self._context, contact_id=record.id, company_id=company).open(),
            _tr("New deal"),
        )

    def _steps(self, record: Contact) -> SideCard:
        company = record.company.company_id if record.company else None
        about = Subject(record.id, company, None)
        return SideCard(
            _tr("Next steps"),
            step_entries(self._context.store.activities.open_steps(record.id), self._context, self._host),
            _tr("Nothing planned."),
            lambda: plan_step(self._host(), self._context, about),
            _tr("Plan a step"),
        )

    def _companies(self, record: Contact) -> SideCard:
        return SideCard(
            _tr("Companies"),
            [self._company(record, link) for link in record.companies],
            _tr("No company."),
            lambda: edit_companies(self._host(), self._context, record),
            _tr("Add a company"),
        )

    def _company(self, record: Contact, link: Employment) -> SideEntry:
        contacts = self._context.services.contacts
        actions: list[tuple[str, Callable[[], object]]] = [
            (_tr("Edit companies and roles…"), lambda: edit_companies(self._host(), self._context, record)),
            (
                _tr("Remove"),
                partial(self._write, record, partial(contacts.remove_company, record.id, link.company_id)),
            ),
        ]
        if not link.is_primary:
            make_primary = partial(contacts.make_primary, record.id, link)
            actions.insert(0, (_tr("Make primary"), partial(self._write, record, make_primary)))
        role = link.role or (record.values.get("job_title") if link.is_primary else "") or ""
        several = link.is_primary and len(record.companies) > 1
        return SideEntry(
            link.company,
            str(role),
            chips=((_tr("primary"), ""),) if several else (),
            run=lambda: self._context.navigate("company", link.company_id),
            actions=actions,
        )

    def _write(self, record: Contact, change: Callable[[], object]) -> None:
        self._context.writes.run(change, what=_tr("Companies of {0}").format(record.full_name))

    def _campaigns(self, record: Contact) -> SideCard:
        entries = [
            SideEntry(
                name,
                chips=((_tr(status.value), MEMBER_TONES.get(status, "")),),
                run=partial(self._context.navigate, "campaign", number),
            )
            for number, name, status in self._context.store.campaigns.of_contact(record.id)
        ]
        return SideCard(
            _tr("Campaigns"),
            entries,
            _tr("In no campaign."),
            lambda: self._ask_campaign(record),
            _tr("Add to a campaign"),
        )

    def _colleagues(self, record: Contact) -> SideCard:
        company = record.company
        people = self._context.store.companies.people(company.company_id) if company else ()
        others = [person for person in people if person.contact_id != record.id][:_COLLEAGUES]
        entries = [
            SideEntry(
                person.name,
                person.role or "",
                avatar=True,
                run=partial(self._context.navigate, "contact", person.contact_id),
            )
            for person in others
        ]
        return SideCard(_tr("Colleagues at {0}").format(company.company if company else ""), entries)

    def _ask_campaign(self, record: Contact) -> None:
        campaigns = self._context.store.campaigns.all()
        if not campaigns:
            self._context.messages.say(_tr("There is no campaign yet. Make one on the page Campaigns first."))
            return
        host = self._host()
        popup = NamePopup(_tr("Add to campaign"), [(one.id, one.name) for one in campaigns], host)
        popup.chosen.connect(partial(self._add_to_campaign, record))
        popup.show_below(host.focusWidget() or host)

    def _add_to_campaign(self, record: Contact, number: object) -> None:
        if not isinstance(number, int):
            return
        campaign = self._context.store.campaigns.get(number)

        def done(made: tuple[AddedMembers, ChangeSet]) -> None:
            say = self._context.messages.done if made[0].added else self._context.messages.say
            say(added_text(made[0], campaign))

        self._context.writes.run(
            partial(self._context.services.campaigns.add_members, number, [record.id]),
            what=_tr("{0} in campaign “{1}”").format(record.full_name, campaign.name),
            done=done,
        )


def step_entries(
    activities: list[Activity], context: Context, host: Callable[[], QWidget]
) -> list[SideEntry]:
    """The open tasks among some activities, the first due first."""
    today = date.fromisoformat(context.store.today())
    tasks = sorted((one for one in activities if one.is_open), key=lambda one: one.due_at or "")
    entries, choices = [], context.store.activities.choices.all()
    for task in tasks[:8]:
        days = (local_day(task.due_at or context.store.today()) - today).days
        tone = "bad" if days < 0 else "warn" if days == 0 else ""
        entries.append(
            SideEntry(
                entry_title(task, choices),
                chips=((due_text(task.due_at, today), tone),),
                run=partial(_open_task, task, context, host),
            )
        )
    return entries


def _open_task(task: Activity, context: Context, host: Callable[[], QWidget]) -> None:
    EntryDialog(host(), context, task).open()
