"""A deal as the panel beside the list shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.deals import Deal
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.services.activities import Subject
from salesdesk.store.records.timelines import Timeline
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import choices_for
from salesdesk.ui.lists.look import DEALS, field_title
from salesdesk.ui.pages.activities.entry_dialog import enter_about_deal
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.closing_many import ask_how_it_ended
from salesdesk.ui.pages.deals.deal_cards import DealCards
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.deal_journey import deal_journey
from salesdesk.ui.pages.deals.further_fields import further_rows
from salesdesk.ui.records.profile import FieldRow, JourneyStep, SideCard
from salesdesk.ui.records.row_kit import custom_rows, named_row, next_step_row, plain_row
from salesdesk.ui.records.stored_profile import StoredProfile
from salesdesk.ui.value_texts import day_text, money_text

STAGE_TONES = {StageKind.OPEN: "info", StageKind.WON: "good", StageKind.LOST: "bad"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("deals", text)


class DealProfile(StoredProfile):
    """Describes deals."""

    look = DEALS

    def __init__(self, context: Context, host: Callable[[], QWidget]) -> None:
        super().__init__(context, host)
        self._cards = DealCards(context, host)

    def _stored(self, number: int) -> Deal:
        return self._context.store.deals.get(number)

    def name(self, record: Deal) -> str:
        """The deal's title."""
        return record.title

    def subtitle(self, record: Deal, *, whole: bool) -> str:
        """What it is worth and with whom: "€12,000 · Hansa Logistics"; on its page with whom, whose it is and from where."""
        if not whole:
            money = money_text(record.amount, record.currency)
            return " · ".join(part for part in (money, record.company_name) if part)
        owner = _tr("owner {0}").format(record.owner_name) if record.owner_name else ""
        origin = record.campaign_name or record.source_name
        source = _tr("from {0}").format(origin) if origin else ""
        return " · ".join(part for part in (record.company_name, record.contact_name, owner, source) if part)

    def rows(self, record: Deal, *, whole: bool) -> list[FieldRow]:
        """Where it stands, what it is worth, what is next and with whom, then the rest."""
        store = self._context.store
        today = date.fromisoformat(store.today())
        stage = store.pipelines.stage(record.stage_id)
        step = store.activities.next_step("deal_id", record.id)
        money = Money(record.amount, record.currency or "") if record.amount is not None else None
        rows = [
            *([plain_row("deal_title", record.title)] if whole else []),
            replace(
                self._choice("stage", stage.name, ((stage.name, STAGE_TONES[stage.kind]),)),
                asks=lambda name: ask_how_it_ended(self._host(), self._context, {record.id: {"stage": name}}),
            ),
            plain_row("deal_value", money),
            self._probability(record, stage),
        ]
        if stage.kind is StageKind.OPEN:
            rows.append(plain_row("expected_close", record.expected_close))
            rows.append(next_step_row(step, today, lambda: self._open_step(record, step)))
        else:
            closed = day_text(record.closed_at, today) if record.closed_at else ""
            ask = WonDialog if stage.kind is StageKind.WON else LostDialog
            correct = lambda: ask(self._host(), self._context, record).open()  # noqa: E731
            rows.append(FieldRow("closed_at", field_title("closed_at"), closed, run=correct))
        if stage.kind is StageKind.WON or (whole and record.won_reason):
            rows.append(plain_row("won_reason", record.won_reason))
        if stage.kind is StageKind.LOST or (whole and record.lost_reason):
            rows.append(plain_row("lost_reason", record.lost_reason))
        if whole or stage.kind is StageKind.LOST:
            rows.append(plain_row("competitor", record.competitor))
        rows += self._links(record)
        if whole:
            rows += self._reaching(record)
        rows.append(named_row("owner", record.owner_name, store))
        rows.append(named_row("lead_source", record.source_name, store))
        rows.append(self._choice("campaign", record.campaign_name))
        rows += further_rows(record)
        own = custom_rows(
            store.custom_fields.of("deal"), store.custom_fields.by_key("deal", record.id), store
        )
        own = [row for row in own if whole or not row.is_empty]
        return [*rows, *own, plain_row("notes", record.notes)]

    def about(self, record: Deal) -> Subject:
        """Activities belong to the deal."""
        return Subject(deal_id=record.id)

    def timeline(self, record: Deal) -> Timeline:
        """What happened with the deal."""
        return self._context.store.timelines.deal(record.id)

    def journey(self, record: Deal) -> list[JourneyStep]:
        """The stages of its pipeline with their dates."""
        return deal_journey(record, self._context.store)

    def cards(self, record: Deal) -> list[SideCard]:
        """People, company, next steps."""
        return self._cards.of(record)

    def actions(self, record: Deal) -> list[tuple[str, Callable[[], object]]]:
        """Further things to do."""
        host, context = self._host, self._context
        return [
            (_tr("Show on the board"), lambda: context.navigate("pipeline", record.id)),
            (_tr("Log or plan…"), lambda: enter_about_deal(host(), context, record.id)),
            ("", lambda: None),
            (_tr("Delete"), lambda: self._delete(record)),
        ]

    def edit_all(self, record: Deal, parent: QWidget) -> None:
        """The form with every field."""
        DealDialog(parent, self._context, record).open()

    # ---- parts ----

    def _choice(self, key: str, value: str, chips: tuple[tuple[str, str], ...] = ()) -> FieldRow:
        choices = choices_for(key, FieldType.CHOICE, None, self._context.store)
        text = "" if chips else value
        return FieldRow(
            key,
            field_title(key),
            text,
            value,
            FieldType.CHOICE,
            chips,
            choices=choices() if choices is not None else None,
        )

    def _probability(self, record: Deal, stage: Stage) -> FieldRow:
        """That of the stage, until the deal has one of its own."""
        row = plain_row("probability", record.probability)
        if stage.kind is StageKind.OPEN and record.probability is not None:
            return row
        return replace(row, text=f"{stage.probability} %", editable=stage.kind is StageKind.OPEN)

    def _reaching(self, record: Deal) -> list[FieldRow]:
        """How to reach the person: the first number and the first address, to be used where they stand."""
        from salesdesk.domain.cleaning.phones import display_phone  # loads the numbering plans

        if record.contact_id is None or not record.contact_name:
            return []
        person = self._context.store.contacts.get(record.contact_id)
        about = Subject(record.contact_id, record.company_id, record.id)
        rows = []
        phone = next((one for one in person.phones if one.label != "fax"), None)
        if phone is not None:
            shown = display_phone(phone.number) + (f" ext. {phone.extension}" if phone.extension else "")
            uses = self._reach.phone(about, person.full_name, shown)
            rows.append(
                FieldRow(
                    "person_phone",
                    field_title("phone"),
                    shown,
                    type=FieldType.PHONE,
                    editable=False,
                    uses=uses,
                )
            )
        if person.email:
            uses = self._reach.email(about, person.full_name, person.email)
            rows.append(
                FieldRow(
                    "person_email",
                    field_title("email"),
                    person.email,
                    type=FieldType.EMAIL,
                    editable=False,
                    uses=uses,
                )
            )
        return rows

    def _links(self, record: Deal) -> list[FieldRow]:
        """The person and the company, each a way to its page."""
        store, go = self._context.store, self._context.navigate

        def companies(text: str) -> list[str]:
            return [name for _, name in store.companies.starting_with(text, 12)]

        named, firm = record.contact_name, record.company_name  # "" of what lies in the trash
        person = partial(go, "contact", record.contact_id) if named else None
        company = partial(go, "company", record.company_id) if firm else None
        return [
            FieldRow("full_name", _tr("Person"), named, named, open=person),
            FieldRow("company", field_title("company"), firm, firm, suggest=companies, open=company),
        ]
