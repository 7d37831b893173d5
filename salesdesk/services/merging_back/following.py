"""Fields that nobody typed into and that become different with a cell: a full name with one of its parts, an end with its
beginning. Each is found by the rule that writes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from salesdesk.domain.activities import ActivityChange
from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.contact_parts import EMAIL_KEYS, PHONE_KEYS, emails_with, phones_apart, place_shown
from salesdesk.domain.contacts import whole_number
from salesdesk.domain.deals import Deal, closing_day, effective_probability
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Choices, MergeCell, MergePlan, Side
from salesdesk.domain.money import Money
from salesdesk.domain.one_value import AMOUNT, ENDED, NAMES, PLACE, SPAN, Following
from salesdesk.domain.opt_outs import Way, known_as
from salesdesk.domain.pipelines import Stage, StageKind, StageStanding, goes_back
from salesdesk.errors import SalesDeskError
from salesdesk.services.activities.entries import with_end
from salesdesk.services.commands import Commands
from salesdesk.services.contact_edits import renamed
from salesdesk.services.deal_fields import DealFields
from salesdesk.services.merging_back.writing import RecordValues
from salesdesk.store.store import Store

_Values = Mapping[str, Any]
_Rule = Callable[[int, _Values], _Values]
"""What fields a record has after some values were written into it, in the form of lists; others may be named as well."""


class Followers:
    """Finds what follows the cells of one plan."""

    def __init__(self, store: Store, commands: Commands, plan: MergePlan) -> None:
        self._store, self._values = store, RecordValues(store, commands)
        self._rules: Mapping[RecordKind, tuple[tuple[Sequence[str], _Rule], ...]] = {
            RecordKind.CONTACTS: (
                (NAMES, self._names),
                (EMAIL_KEYS, self._emails),
                (PHONE_KEYS, self._phones),
            ),
            RecordKind.DEALS: ((AMOUNT, self._amount), (ENDED, self._end)),
            RecordKind.ACTIVITIES: ((SPAN, self._span),),
        }
        self._columns: dict[RecordKind, Mapping[str, ListColumn]] = {}
        self._of_record: dict[tuple[RecordKind, int], list[MergeCell]] = defaultdict(list)
        for cell in plan.cells:
            if cell.is_open:
                self._of_record[cell.kind, cell.record].append(cell)

    def of(self, cell: MergeCell, choices: Choices) -> tuple[Following, ...]:
        """What else becomes different where the value of a cell is taken, together with the other cells of its record that
        are; () for one that is not. Several cells that bring the same name it once, at the first of them. A conflict that
        nobody decided counts as taken."""
        group = self._group(cell)
        if group is None or not cell.is_open or choices.side_of(cell) is Side.OURS:
            return ()
        keys, rule = group
        record = self._of_record[cell.kind, cell.record]
        every = {one.field: one.theirs for one in record if choices.side_of(one) is not Side.OURS}
        taken = {key: value for key, value in every.items() if key in keys}
        if next(iter(taken)) != cell.field:
            return ()
        with suppress(SalesDeskError):  # what cannot be written is said where it is tried
            return tuple(self._different(cell, every, rule(cell.record, taken)))
        return ()

    def _group(self, cell: MergeCell) -> tuple[Sequence[str], _Rule] | None:
        rules = self._rules.get(cell.kind, ())
        return next((rule for rule in rules if cell.field in rule[0]), None)

    def _different(self, cell: MergeCell, taken: _Values, after: _Values) -> Iterable[Following]:
        columns = self._columns_of(cell.kind)
        keys = [key for key in after if key in columns and key not in taken]
        shown = self._store.list_of(cell.kind).page([cell.record], keys).get(cell.record)
        for key in keys if shown is not None else ():
            ours, theirs = (value if value != "" else None for value in (shown and shown[key], after[key]))
            if ours != theirs:
                yield Following(key, columns[key].title, columns[key].type, ours, theirs)

    def _columns_of(self, kind: RecordKind) -> Mapping[str, ListColumn]:
        if kind not in self._columns:
            self._columns[kind] = {column.key: column for column in self._store.list_of(kind).columns()}
        return self._columns[kind]

    def _understood(self, kind: RecordKind, values: _Values) -> _Values:
        service = self._values.service(kind)
        return values if service is None else service.understood(values)

    # -- people --------------------------------------------------------------------------------------------

    def _names(self, contact: int, values: _Values) -> _Values:
        present = self._store.contacts.page([contact], NAMES).get(contact)
        if present is None:  # gone meanwhile
            return {}
        clean = self._understood(RecordKind.CONTACTS, values)
        change = renamed({key: present[key] for key in NAMES}, clean)
        return {} if change is None else {**change.values, "full_name": change.full_name}

    def _emails(self, contact: int, values: _Values) -> _Values:
        clean = self._understood(RecordKind.CONTACTS, values)
        found = [entry.address for entry in emails_with(self._store.contacts.emails(contact), clean)]
        shown = dict(zip(EMAIL_KEYS, [*found, None, None, None], strict=False))
        return {**shown, **self._refused(Way.EMAIL, found)}

    def _phones(self, contact: int, values: _Values) -> _Values:
        clean = self._understood(RecordKind.CONTACTS, values)
        found = phones_apart(self._store.contacts.phones(contact), clean)
        places = {key: place_shown(key, found) for key in PHONE_KEYS}
        shown = {key: None if at is None else whole_number(found[at]) for key, at in places.items()}
        return {**shown, **self._refused(Way.PHONE, [phone.number for phone in found])}

    def _refused(self, way: Way, addresses: Iterable[str]) -> _Values:
        """Who gets an address that was opted out refuses it."""
        keys = {key for address in addresses for key in known_as(way, address)}
        return {way.field: True} if self._store.opt_outs.opted_out(way, keys) else {}

    # -- deals ---------------------------------------------------------------------------------------------

    def _amount(self, number: int, values: _Values) -> _Values:
        amount, code = values.get("deal_value", UNCHANGED), values.get("currency")
        if isinstance(amount, Money):
            return {"deal_value": amount, "currency": amount.currency}
        deal = self._store.deals.get(number)
        if amount is None or deal.amount is None or not code:
            return {}
        return {"deal_value": Money.of(Money(deal.amount, deal.currency or code).amount, code)}

    def _end(self, number: int, values: _Values) -> _Values:
        deal, service = self._store.deals.get(number), self._values.service(RecordKind.DEALS)
        places = {key: values[key] for key in PLACE if key in values}
        assert isinstance(service, DealFields)
        stage = service.stage_meant(deal, service.understood(places)) if places else None
        return {} if stage is None else self._entering(deal, stage, values)

    def _entering(self, deal: Deal, stage: Stage, values: _Values) -> _Values:
        was = self._store.pipelines.stage(deal.stage_id)
        back = goes_back(_standing(was), _standing(stage))
        own = values.get("probability", None if back else deal.probability)
        given = {key: values.get(key, getattr(deal, key)) for key in ENDED if hasattr(deal, key)}
        ended_alike = was.kind is stage.kind and stage.kind is not StageKind.OPEN
        closed = values.get("closed_at") or (deal.closed_at if ended_alike else self._store.today())
        pipeline = next(p for p in self._store.pipelines.all() if p.id == stage.pipeline_id)
        ended = stage.kind is not StageKind.OPEN
        return {
            "pipeline": pipeline.name,
            "stage": stage.name,
            "probability": effective_probability(own, stage),
            "closed_at": closing_day(closed) if ended and closed else None,
            "won_reason": given["won_reason"] if stage.kind is StageKind.WON else None,
            "lost_reason": given["lost_reason"] if stage.kind is StageKind.LOST else None,
            "competitor": given["competitor"] if ended else values.get("competitor"),
        }

    # -- entries -------------------------------------------------------------------------------------------

    def _span(self, number: int, values: _Values) -> _Values:
        change = with_end(self._store.activities.get(number), ActivityChange(**values))
        return {} if isinstance(change.end_at, Unchanged) else {"end_at": change.end_at}


def _standing(stage: Stage) -> StageStanding:
    return StageStanding(stage.pipeline_id, stage.position, stage.kind)
