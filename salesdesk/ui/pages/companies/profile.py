"""A company as the panel and the page show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.companies import Company
from salesdesk.domain.fields import Detail, RecordKind
from salesdesk.domain.sequences import SequenceFor
from salesdesk.services.activities import Subject
from salesdesk.store.records.timelines import Timeline
from salesdesk.ui.lists.look import COMPANIES
from salesdesk.ui.pages.activities.entry_dialog import plan_step
from salesdesk.ui.pages.companies.dialogs import edit_company
from salesdesk.ui.pages.contacts.cards import step_entries
from salesdesk.ui.pages.contacts.dialogs import new_contact
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.meetings.starting import start_meeting
from salesdesk.ui.pages.sequences.side_card import sequences_card
from salesdesk.ui.records.declared_rows import detail_rows
from salesdesk.ui.records.profile import FieldRow, JourneyStep, SideCard, SideEntry
from salesdesk.ui.records.row_kit import (
    deal_entries,
    deals_row,
    journey_steps,
    named_row,
    next_step_row,
    stage_row,
    tags_row,
)
from salesdesk.ui.records.stored_profile import StoredProfile

_PEOPLE = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("companies", text)


class CompanyProfile(StoredProfile):
    """Describes companies."""

    look = COMPANIES

    def _stored(self, number: int) -> Company:
        return self._context.store.companies.get(number)

    def name(self, record: Company) -> str:
        """The company's name."""
        return record.name

    def subtitle(self, record: Company, *, whole: bool) -> str:
        """Industry, town and people: "Logistics · Hamburg · 4 people"."""
        count = len(record.people)
        people = (_tr("1 person") if count == 1 else _tr("{0} people").format(count)) if count else ""
        parts = (record.values.get("industry"), record.values.get("city"), people)
        return " · ".join(str(part) for part in parts if part)

    def rows(self, record: Company, *, whole: bool) -> list[FieldRow]:
        """How to reach it, stage, owner, what is next, people, then the rest."""
        store = self._context.store
        today = date.fromisoformat(store.today())
        values = {**record.values, "annual_revenue": record.annual_revenue}
        head = detail_rows(RecordKind.COMPANIES, values, (Detail.HEAD,), whole=whole)
        rows = self._plain_with_uses(record, head)
        rows.append(stage_row(record.lifecycle_stage))
        rows.append(named_row("owner", record.owner, store))
        if not whole:
            step = store.activities.next_step("company_id", record.id)
            rows.append(next_step_row(step, today, lambda: self._open_step(record, step)))
            rows.append(deals_row(store.deals.of_company(record.id), self._context, self._open_deal))
            rows += self._people_rows(record)
        rows.append(named_row("lead_source", record.source, store))
        rows.append(tags_row(record.tags, store))
        rows.append(self._address_row(record))
        where = (Detail.TAIL, Detail.FILLED, Detail.PAGE)
        tail = detail_rows(RecordKind.COMPANIES, values, where, whole=whole)
        rows += self._plain_with_uses(record, tail)
        return [*rows, *self._last_rows(record, whole=whole)]

    def about(self, record: Company) -> Subject:
        """Activities belong to the company."""
        return Subject(None, record.id, None)

    def timeline(self, record: Company) -> Timeline:
        """What happened with the company, its people and their deals."""
        return self._context.store.timelines.company(record.id)

    def journey(self, record: Company) -> list[JourneyStep]:
        """The lifecycle with its dates, from the changes that were made."""
        today = date.fromisoformat(self._context.store.today())
        told = self._context.services.field_history.of(RecordKind.COMPANIES, record.id, "lifecycle_stage")
        first = told[-1].before if told else record.lifecycle_stage
        reached = {str(first): record.created_at} if first else {}
        for step in reversed(told):
            reached.setdefault(str(step.after), step.at)
        return journey_steps(record.lifecycle_stage, reached, today)

    def cards(self, record: Company) -> list[SideCard]:
        """People, deals, next steps."""
        sequences = sequences_card(self._context, self._host, SequenceFor.COMPANIES, record.id)
        return [self._people(record), self._deals(record), self._steps(record), sequences]

    def actions(self, record: Company) -> list[tuple[str, Callable[[], object]]]:
        """The menu of the page."""
        return [
            (_tr("Show its people in the list"), lambda: self._show_people(record)),
            (_tr("Address…"), lambda: self._edit_address(record)),
            (
                _tr("Meeting about this company…"),
                lambda: start_meeting(self._host(), self._context, self.about(record)),
            ),
            ("", lambda: None),
            (_tr("Delete"), lambda: self._delete(record)),
        ]

    def edit_all(self, record: Company, parent: QWidget) -> None:
        """The form with every field."""
        edit_company(parent, self._context, record)

    # ---- parts ----

    def _people_rows(self, record: Company) -> list[FieldRow]:
        title = _tr("People")
        if not record.people:
            return [FieldRow("people", title, editable=False)]
        rows = []
        for at, person in enumerate(record.people[:5]):
            text = " · ".join(part for part in (person.name, person.role) if part)
            run = partial(self._context.navigate, "contact", person.contact_id)
            rows.append(
                FieldRow(f"person:{person.contact_id}", "" if at else title, text, run=run, name=title)
            )
        more = len(record.people) - 5
        if more > 0:
            text = _tr("and {0} more").format(more)
            rows.append(FieldRow("people", "", text, run=lambda: self._show_people(record), name=title))
        return rows

    def _people(self, record: Company) -> SideCard:
        entries = [
            SideEntry(
                person.name,
                person.role or "",
                avatar=True,
                run=partial(self._context.navigate, "contact", person.contact_id),
            )
            for person in record.people[:_PEOPLE]
        ]
        more = len(record.people) - _PEOPLE
        if more > 0:
            entries.append(SideEntry(_tr("and {0} more").format(more), run=lambda: self._show_people(record)))
        return SideCard(
            _tr("People"),
            entries,
            _tr("Nobody yet."),
            lambda: new_contact(self._host(), self._context, company=record.name),
            _tr("Add a person"),
        )

    def _deals(self, record: Company) -> SideCard:
        deals = self._context.store.deals.of_company(record.id)
        return SideCard(
            _tr("Deals"),
            deal_entries(deals, self._context, self._open_deal),
            _tr("No deal yet."),
            lambda: DealDialog(self._host(), self._context, company_id=record.id).open(),
            _tr("New deal"),
        )

    def _steps(self, record: Company) -> SideCard:
        activities = self._context.store.activities.open_steps_of_company(record.id)
        return SideCard(
            _tr("Next steps"),
            step_entries(activities, self._context, self._host),
            _tr("Nothing planned."),
            lambda: plan_step(self._host(), self._context, self.about(record)),
            _tr("Plan a step"),
        )

    def _show_people(self, record: Company) -> None:
        ids = [person.contact_id for person in record.people]
        self._context.navigate("contacts", ("records", ids))
