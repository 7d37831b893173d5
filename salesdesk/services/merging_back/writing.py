"""Values of cells written into their records, by the same use cases as typed ones; and refused by them while it is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesdesk.domain.activities import ActivityChange
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.contacts import NAME_PARTS, joined_name
from salesdesk.domain.deals import DealChange
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.named_classes import named_class
from salesdesk.domain.named_people import DEAL_ROLES, PARTICIPANTS
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.errors import DomainError, InputError, SalesDeskError
from salesdesk.phrases import Phrase
from salesdesk.services.activities.entries import given, with_end
from salesdesk.services.commands import Commands
from salesdesk.services.deal_fields import DealFields
from salesdesk.services.merging_back.links import Links
from salesdesk.services.merging_back.named_people import PeopleOfRecords
from salesdesk.services.record_edits import EditableRecords, runs
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store

_PLACES = frozenset({"stage", "pipeline"})
_SPAN = frozenset({"at", "due_at", "end_at"})
_LINKS = {"owner": "owner_id", "full_name": "contact_id", "company": "company_id", "deal_title": "deal_id"}
"""The fields of an entry that name another record."""
_BESIDE = frozenset({"closed_at", DEAL_ROLES})
"""What is written beside the fields that are typed into a deal."""
_Edits = Mapping[int, Mapping[str, Any]]
"""Values by record and field."""


class RecordValues:
    """Checks and writes the values of records of every kind."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands, self._people = store, commands, PeopleOfRecords(store)
        self._services: dict[RecordKind, EditableRecords] = {}

    def service(self, kind: RecordKind) -> EditableRecords | None:
        """The use cases of a kind that is typed into; None of one that is not."""
        if kind not in self._services:
            place = entity_of(kind).service
            made = named_class(place) if place else None
            if made is None or not issubclass(made, EditableRecords):
                return None
            of_kind: Any = made  # each takes these two
            self._services[kind] = of_kind(self._store, self._commands)
        return self._services[kind]

    def refused(self, kind: RecordKind, record: int, values: Mapping[str, Any]) -> tuple[str, Phrase] | None:
        """The field of which the value cannot be written, and why; None where all can."""
        try:
            self._check(kind, record, values)
        except InputError as refusal:
            field = refusal.field if refusal.field in values else next(iter(values))
            return field, refusal.phrase
        except SalesDeskError as refusal:
            field = next((key for key in values if key in _PLACES or key == "closed_at"), next(iter(values)))
            return field, refusal.phrase
        return None

    def write_each(self, uow: Writing, kind: RecordKind, edits: _Edits) -> None:
        """Write values into records; the records they name are there by now. It leaves what writing one record after the
        other leaves."""
        if kind is RecordKind.ACTIVITIES:
            self._write_entries(uow, edits)
        elif kind is RecordKind.DEALS:
            for run in runs(edits, lambda values: not _PLACES.isdisjoint(values)):
                self._write_deals(uow, run)
        else:
            service = self.service(kind)
            assert service is not None
            service.write_each(uow, edits)

    def trash(self, uow: Writing, kind: RecordKind, records: list[int]) -> None:
        """Put records into the trash."""
        service = self.service(kind)
        if kind is RecordKind.ACTIVITIES:
            ActivityWriter(uow).trash(records)
        elif service is not None:
            service.trash(uow, records)

    def is_written(self, kind: RecordKind) -> bool:
        """Whether records of a kind can be changed and deleted by this."""
        return kind is RecordKind.ACTIVITIES or self.service(kind) is not None

    # -- checking -----------------------------------------------------------------------------------------

    def _check(self, kind: RecordKind, record: int, values: Mapping[str, Any]) -> None:
        if kind is RecordKind.ACTIVITIES:
            if PARTICIPANTS in values:
                self._people.participants(record, values[PARTICIPANTS])
            change = ActivityChange(**_entry(values, {}, self._store.activities.choices.all()))
            if not _SPAN.isdisjoint(values):
                with_end(self._store.activities.get(record), change)
            return
        service = self.service(kind)
        if service is None:
            raise DomainError("merging_back.not_changed")
        if DEAL_ROLES in values:
            self._people.check_roles(record, values[DEAL_ROLES])
        clean = service.understood({key: value for key, value in values.items() if key not in _BESIDE})
        if kind is RecordKind.CONTACTS:
            self._check_name(record, clean)
        elif (
            kind is RecordKind.DEALS
            and (_PLACES | {"closed_at", "lost_reason", "probability"}) & values.keys()
        ):
            self._check_place(record, values, clean)

    def _check_name(self, contact: int, clean: Mapping[str, Any]) -> None:
        typed = {part: clean[part] for part in NAME_PARTS if part in clean}
        if not typed or clean.get("full_name") or any(typed.values()):
            return
        shown = self._store.contacts.page([contact], NAME_PARTS)[contact]
        whole = {part: shown[part] for part in NAME_PARTS} | typed
        if not joined_name(whole):
            raise InputError("contacts.no_name", field=next(iter(typed)))

    def _check_place(self, number: int, values: Mapping[str, Any], clean: Mapping[str, Any]) -> None:
        service, deal = self.service(RecordKind.DEALS), self._store.deals.get(number)
        assert isinstance(service, DealFields)
        stage = service.stage_meant(deal, clean) or self._store.pipelines.stage(deal.stage_id)
        if (
            stage.id != deal.stage_id
            and stage.kind is StageKind.LOST
            and not _reason(values, deal.lost_reason)
        ):
            raise InputError("merging_back.lost_without_reason", field="stage")
        emptied = {key for key in ("closed_at", "lost_reason") if key in values and not values[key]}
        if "lost_reason" in emptied and stage.kind is StageKind.LOST and deal.lost_reason:
            raise InputError("merging_back.keeps_reason", field="lost_reason")
        if "closed_at" in emptied and stage.kind is not StageKind.OPEN:
            raise InputError("merging_back.keeps_day", field="closed_at")
        if values.get("closed_at") and stage.kind is StageKind.OPEN:
            raise InputError("merging_back.not_closed", field="closed_at")
        if "probability" in values and stage.kind is not StageKind.OPEN:
            raise InputError("merging_back.closed", field="probability")

    def closes_today(self, deal: int, values: Mapping[str, Any]) -> bool:
        """Whether values that can be written end a deal, or otherwise than it had ended, and say no day for it."""
        if _PLACES.isdisjoint(values) or values.get("closed_at"):
            return False
        was = self._store.pipelines.stage(self._store.deals.get(deal).stage_id).kind
        return self.kind_after(deal, values) not in (StageKind.OPEN, was)

    def kind_after(self, deal: int, values: Mapping[str, Any]) -> StageKind:
        """What kind of stage a deal is in once values that can be written are."""
        service, stored = self.service(RecordKind.DEALS), self._store.deals.get(deal)
        assert isinstance(service, DealFields)
        places = {key: values[key] for key in values if key in _PLACES}
        stage = service.stage_meant(stored, service.understood(places))
        return (stage or self._store.pipelines.stage(stored.stage_id)).kind

    def company_of(self, deal: int) -> str | None:
        """The company that a deal is about, by name."""
        found = self._store.deals.page([deal], ["company"]).get(deal)
        return None if found is None else found["company"]

    # -- writing ------------------------------------------------------------------------------------------

    def _write_deals(self, uow: Writing, edits: _Edits) -> None:
        """Write values into deals that stay where they are, or into one that may not."""
        service = self.service(RecordKind.DEALS)
        assert isinstance(service, DealFields)
        rest = {
            deal: {key: values[key] for key in values if key not in _BESIDE} for deal, values in edits.items()
        }
        deal, values = next(iter(edits.items()))
        lost = None if _PLACES.isdisjoint(values) else self._lost(service, deal, rest[deal])
        if lost is not None:
            rest[deal] = {key: values[key] for key in rest[deal] if key not in _PLACES}
        if filled := {deal: mine for deal, mine in rest.items() if mine}:
            service.write_each(uow, filled)
        if lost is not None:
            reason = _reason(values, self._store.deals.get(deal).lost_reason)
            service.close_lost(uow, deal, lost, reason or "")
        roles = {deal: values[DEAL_ROLES] for deal, values in edits.items() if DEAL_ROLES in values}
        self._people.write_roles(uow, roles)
        closed = {deal: values["closed_at"] for deal, values in edits.items() if "closed_at" in values}
        if closed:
            DealWriter(uow).change_many({deal: DealChange(closed_at=at) for deal, at in closed.items()})

    def _lost(self, service: DealFields, number: int, values: Mapping[str, Any]) -> Stage | None:
        """The lost stage that a deal is to enter, None where it enters another one or stays."""
        stage = service.stage_meant(self._store.deals.get(number), values)
        return stage if stage is not None and stage.kind is StageKind.LOST else None

    def _write_entries(self, uow: Writing, edits: _Edits) -> None:
        links, choices = Links(self._store), self._store.activities.choices.all()
        now = {entry.id: entry for entry in self._store.activities.several(list(edits))}
        changes = {}
        for number, values in edits.items():
            named: dict[str, Any] = {
                _LINKS[key]: links.ensured(uow, "contact" if key == "full_name" else key, values[key])
                for key in _LINKS
                if key in values
            }
            if PARTICIPANTS in values:
                named["participant_ids"] = self._people.participants(number, values[PARTICIPANTS])
            entry = now.get(number) or self._store.activities.get(number)  # refuses one there is not
            changes[number] = with_end(entry, ActivityChange(**_entry(values, named, choices)))
        ActivityWriter(uow).change_many(changes)


def _entry(values: Mapping[str, Any], named: Mapping[str, Any], choices: Choices) -> Any:
    """The values of an entry as they are written."""
    own = {key: value for key, value in values.items() if key not in _LINKS and key != PARTICIPANTS}
    return given({**own, **named}, choices)


def _reason(values: Mapping[str, Any], stored: str | None) -> str | None:
    reason: str | None = values.get("lost_reason", stored)
    return reason
