"""Values of cells written into their records, by the same use cases as typed ones; and refused by them while it is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from salesdesk.domain.activities import ActivityChange
from salesdesk.domain.contact_parts import place_shown
from salesdesk.domain.contacts import MOBILE, NAME_PARTS, ContactChange, PhoneEntry, joined_name
from salesdesk.domain.deals import DealChange
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FIELD, RecordKind
from salesdesk.domain.named_classes import named_class
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.typed_values import typed_value
from salesdesk.errors import DomainError, InputError, SalesDeskError
from salesdesk.phrases import Phrase
from salesdesk.services.activities.entries import given, with_end
from salesdesk.services.commands import Commands
from salesdesk.services.deal_fields import DealFields
from salesdesk.services.merging_back.links import Links
from salesdesk.services.record_edits import EditableRecords
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store

_PLACES = frozenset({"stage", "pipeline"})
_TWINS = ("phone", MOBILE)
_LINKS = {"owner": "owner_id", "full_name": "contact_id", "company": "company_id", "deal_title": "deal_id"}
"""The fields of an entry that name another record."""


class RecordValues:
    """Checks and writes the values of records of every kind."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
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

    def write(self, uow: Writing, kind: RecordKind, record: int, values: Mapping[str, Any]) -> None:
        """Write values into a record; the records they name are there by now."""
        if kind is RecordKind.ACTIVITIES:
            self._write_entry(uow, record, values)
        elif kind is RecordKind.DEALS:
            self._write_deal(uow, record, values)
        else:
            rest = self._without_twin(uow, record, values) if kind is RecordKind.CONTACTS else dict(values)
            service = self.service(kind)
            assert service is not None
            if rest:
                service.write(uow, record, rest)

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
            self._entry(values, {})
            return
        service = self.service(kind)
        if service is None:
            raise DomainError("merging_back.not_changed")
        clean = service.understood({key: value for key, value in values.items() if key != "closed_at"})
        if kind is RecordKind.CONTACTS:
            self._check_name(record, clean)
        elif kind is RecordKind.DEALS and (_PLACES | {"closed_at", "probability"}) & values.keys():
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
            raise InputError("deals.lost_without_reason", field="stage")
        if "closed_at" in values and (stage.kind is StageKind.OPEN or not values["closed_at"]):
            raise InputError("merging_back.not_closed", field="closed_at")
        if "probability" in values and stage.kind is not StageKind.OPEN:
            raise InputError("merging_back.closed", field="probability")

    # -- writing ------------------------------------------------------------------------------------------

    def _write_deal(self, uow: Writing, number: int, values: Mapping[str, Any]) -> None:
        service, deal = self.service(RecordKind.DEALS), self._store.deals.get(number)
        assert isinstance(service, DealFields)
        rest = {key: value for key, value in values.items() if key != "closed_at"}
        stage = service.stage_meant(deal, rest)
        lost = stage is not None and stage.kind is StageKind.LOST
        if lost:
            rest = {key: value for key, value in rest.items() if key not in _PLACES}
        if rest:
            service.write(uow, number, rest)
        if lost and stage is not None:
            service.close_lost(uow, number, stage, _reason(values, deal.lost_reason) or "")
        if "closed_at" in values:
            DealWriter(uow).change(number, DealChange(closed_at=values["closed_at"]))

    def _write_entry(self, uow: Writing, number: int, values: Mapping[str, Any]) -> None:
        links = Links(self._store)
        named = {
            _LINKS[key]: links.ensured(uow, "contact" if key == "full_name" else key, values[key])
            for key in _LINKS
            if key in values
        }
        now = self._store.activities.get(number)
        change = ActivityChange(**self._entry(values, named))
        ActivityWriter(uow).change(number, with_end(now, change))

    def _entry(self, values: Mapping[str, Any], named: Mapping[str, int | None]) -> Any:
        """The values of an entry as they are written."""
        own = {key: value for key, value in values.items() if key not in _LINKS}
        return given({**own, **named}, self._store.activities.choices.all())

    def _without_twin(self, uow: Writing, contact: int, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values without that of a number which stands under two heads and was typed over under one of them: the
        other one keeps it, and the new one is written here."""
        typed = [key for key in _TWINS if key in values]
        if len(typed) != 1 or values[typed[0]] is None:
            return dict(values)
        (key,) = typed
        phones = list(self._store.contacts.phones(contact))
        place = place_shown("phone", phones)
        if place is None or place != place_shown(MOBILE, phones):
            return dict(values)
        number = typed_value(
            key, FIELD[key].title, FIELD[key].type, values[key], self._store.settings.typing_rules
        )
        assert isinstance(number, PhoneEntry)
        shared = phones.pop(place)
        if key == "phone":
            both = [replace(number, label="work" if number.label == MOBILE else number.label), shared]
        else:
            both = [replace(shared, label="work"), replace(number, label=MOBILE)]
        ContactWriter(uow).change(contact, ContactChange(phones=[*both, *phones]))
        return {other: value for other, value in values.items() if other != key}


def _reason(values: Mapping[str, Any], stored: str | None) -> str | None:
    reason: str | None = values.get("lost_reason", stored)
    return reason
