"""Typing into the fields of deals as their list shows them, one deal or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from typing import Any, Self, cast

from salesdesk.domain.changes import UNCHANGED, ChangeSet, EntityKind
from salesdesk.domain.cleaning.companies import clean_company
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.days import local_day
from salesdesk.domain.deals import DEAL_FIELDS, PLACES, Closing, Deal, DealChange, DealEdit, further_fields
from salesdesk.domain.fields import FIELD, RecordKind, declared
from salesdesk.domain.given_values import checked, currency
from salesdesk.domain.money import Money
from salesdesk.domain.names import name_key
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.typed_values import TypingRules, custom_value, typed_amount, typed_value
from salesdesk.errors import InputError
from salesdesk.services.called import called
from salesdesk.services.commands import Commands
from salesdesk.services.deal_stages import DealStages
from salesdesk.services.record_edits import custom_of, runs
from salesdesk.services.records import named_each
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store

_OTHERS = frozenset({"full_name", "company"})
"""Other records that a deal names."""


class DealFields(DealStages):
    """A deal is typed into by the keys of its list. Companies, owners and sources that are new are made; people,
    campaigns, pipelines and stages have to be there."""

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands, store.deals, DealWriter)

    def closing(self, answers: Mapping[StageKind, Closing]) -> Self:
        """The same use cases, which say this of each deal that they close, by how it ends."""
        made = copy(self)
        given = {
            kind: self._given(
                DealEdit(closed_at=said.day, lost_reason=said.reason, competitor=said.competitor)
            )
            for kind, said in answers.items()
        }
        made._answers = {
            kind: Closing(said.get("closed_at"), said.get("lost_reason"), said.get("competitor"))
            for kind, said in given.items()
        }
        return made

    def update(
        self, record: int, values: Mapping[str, Any], *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """As for every record; an amount that names no currency is in that of the deal."""
        return super().update(record, self._in_own_currency(record, values), seen=seen, origin=origin)

    def edit_many(
        self, edits: Mapping[int, Mapping[str, Any]], *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """As for every record; an amount that names no currency is in that of the deal."""
        own = {record: self._in_own_currency(record, values) for record, values in edits.items()}
        return super().edit_many(own, seen=seen, origin=origin)

    def _meant(self, record: int, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._in_own_currency(record, values)

    def _in_own_currency(self, deal: int, values: Mapping[str, Any]) -> Mapping[str, Any]:
        text = values.get("deal_value")
        if not isinstance(text, str) or not text.strip():
            return values
        rules = self._store.settings.typing_rules
        try:
            read = {
                found.currency
                for code in ("EUR", "USD")
                if (found := typed_amount("deal_value", "", text, replace(rules, currency=code))) is not None
            }
        except InputError:  # it is refused where it is cleaned, in the words of its field
            return values
        own = str(values.get("currency") or "").strip().upper() or self._store.deals.get(deal).currency
        return {**values, "deal_value": f"{text} {own}"} if len(read) == 2 and own else values

    # -- typed values -----------------------------------------------------------------------------------

    def _name_of(self, record: int) -> str:
        return self._store.names.of(EntityKind.DEAL, record) or self._store.deals.get(record).title

    def _read(
        self, values: Mapping[str, Any], own: Mapping[str, CustomField], rules: TypingRules
    ) -> dict[str, Any]:
        clean: dict[str, Any] = {}
        for key, value in values.items():
            if key in own:
                clean[key] = custom_value(own[key], value, rules)
            elif key == "currency":
                clean[key] = currency(str(value or "").upper() or rules.currency)
            elif key in declared().of(RecordKind.DEALS).typed:
                clean[key] = typed_value(key, self._title(key), FIELD[key].type, value, rules)
            else:
                raise InputError("deals.not_to_edit", field=key, title=self._title(key))
        amount = clean.get("deal_value")
        if amount is not None and amount.minor < 0:
            raise InputError("deals.amount_negative", field="deal_value")
        if "deal_title" in clean and not clean["deal_title"]:
            raise InputError("deals.no_title", field="deal_title")
        if clean.get("company"):
            clean["company"] = clean_company(clean["company"])
        return clean

    def _apply_each(self, uow: Writing, edits: Mapping[int, Mapping[str, Any]]) -> None:
        """Deals that may enter another stage are written one by one: each stands behind those that are in it by then, and may
        end what was begun about it and start what follows."""
        for run in runs(edits, lambda clean: not PLACES.isdisjoint(clean)):
            if custom := custom_of(self._fields(), run):
                self._store.custom_fields.change_values(uow, "deal", custom)
            changes = self._changes(uow, {deal: self._in_one_currency(deal, run[deal]) for deal in run})
            deal, clean = next(iter(run.items()))
            if PLACES.isdisjoint(clean):
                DealWriter(uow).change_many(changes)
            else:
                self._place_one(uow, self._store.deals.get(deal), clean, changes[deal])

    def _place_one(self, uow: Writing, deal: Deal, clean: Mapping[str, Any], values: DealChange) -> None:
        """Put a deal where its values say."""
        stage = self.stage_meant(deal, clean)
        if stage is None:
            DealWriter(uow).change(deal.id, values)
        else:
            self._enter(uow, deal, stage, values, self._last_place(stage))

    def _in_one_currency(self, deal: int, clean: Mapping[str, Any]) -> Mapping[str, Any]:
        """Values with the amount of a deal in the currency that was typed without one."""
        if "currency" not in clean or "deal_value" in clean:
            return clean
        amount = _read_as(self._store.deals.get(deal), clean["currency"], self.rules())
        return {**clean, "deal_value": amount}

    def _changes(self, uow: Writing, edits: Mapping[int, Mapping[str, Any]]) -> dict[int, DealChange]:
        """What becomes different of deals, their places apart."""
        edits = self._without_same_names(edits)
        people = {name: self._person(name) for name in _typed("full_name", edits)}
        campaigns = {name: self._campaign(name) for name in _typed("campaign", edits)}
        named = {deal: clean["company"] for deal, clean in edits.items() if "company" in clean}
        companies = CompanyWriter(uow).ensure_all(name for name in named.values() if name)
        given = {}
        for deal, clean in edits.items():
            edit = self._edit_of(clean)
            if "full_name" in clean:
                edit |= DealEdit(contact_id=people[clean["full_name"]])
            if "campaign" in clean:
                edit |= DealEdit(campaign_id=campaigns[clean["campaign"]])
            if deal in named:
                edit |= DealEdit(company_id=companies[named[deal]] if named[deal] else None)
            given[deal] = self._given(edit)
        owners = named_each(uow, self._store.owners, "owner", edits)
        sources = named_each(uow, self._store.sources, "lead_source", edits)
        return {
            deal: replace(
                DealChange(**edit),
                owner_id=owners.get(deal, UNCHANGED),
                source_id=sources.get(deal, UNCHANGED),
            )
            for deal, edit in given.items()
        }

    def _without_same_names(self, edits: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
        """Edits without people and companies whose names are typed as they stand there: they stay, whoever else has that
        name."""
        told = [deal for deal, clean in edits.items() if not _OTHERS.isdisjoint(clean)]
        rows = self._store.list_of(RecordKind.DEALS).page(told, sorted(_OTHERS)) if told else {}
        return {
            deal: {
                key: value
                for key, value in clean.items()
                if not (key in _OTHERS and value and deal in rows and value == rows[deal][key])
            }
            for deal, clean in edits.items()
        }

    def _edit_of(self, clean: Mapping[str, Any]) -> DealEdit:
        """What is typed of a deal itself."""
        edit = DealEdit(further={key: clean[key] for key in further_fields() if key in clean})
        value = clean.get("deal_value", UNCHANGED)
        if isinstance(value, Money):
            edit |= DealEdit(amount=value.minor, currency=value.currency)
        elif value is None:
            edit |= DealEdit(amount=None)
        for key in declared().of(RecordKind.DEALS).plain:
            if key in clean and key in DEAL_FIELDS:
                edit[key] = clean[key]  # type: ignore[literal-required]
        if "currency" in clean and not isinstance(value, Money):
            edit |= DealEdit(currency=clean["currency"])
        if "deal_title" in clean:
            edit |= DealEdit(title=clean["deal_title"])
        return edit

    def _person(self, name: str | None) -> int | None:
        if not name:
            return None
        found, count = called(self._store, RecordKind.CONTACTS, "full_name", name)
        if found is None:
            code = "deals.several_people" if count else "deals.nobody_called"
            raise InputError(code, field="full_name", name=name, **({"count": count} if count else {}))
        return found

    def _campaign(self, name: str | None) -> int | None:
        if not name:
            return None
        found = [one.id for one in self._store.campaigns.all() if name_key(one.name) == name_key(name)]
        if not found:
            raise InputError("deals.no_campaign", field="campaign", name=name)
        return found[0]

    # -- what every change of a deal is held against ----------------------------------------------------

    def _given(self, values: DealEdit) -> DealEdit:
        if "title" in values and not one_line(str(values["title"] or "")):
            raise InputError("deals.no_title", field="title")
        given = cast(
            DealEdit, checked("deal", DEAL_FIELDS, {k: v for k, v in values.items() if k != "further"})
        )
        if (given.get("amount") or 0) < 0:
            raise InputError("deals.amount_negative", field="amount")
        self._refuse_ahead(given.get("closed_at"))
        if "further" in values:
            given["further"] = self._further(values["further"])
        return given

    def _refuse_ahead(self, closed_at: str | None) -> None:
        """Nothing was closed on a day to come."""
        if closed_at and local_day(closed_at).isoformat() > self._store.today():
            raise InputError("deals.closed_ahead", field="closed_at")

    def _further(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values of the fields a ``Deal`` does not name."""
        rules, known = self._store.settings.typing_rules, further_fields()
        for key in values:
            if key not in known:
                raise InputError("deals.no_such_field", field=key, key=key)
        return {
            key: typed_value(key, FIELD[key].title, FIELD[key].type, value, rules)
            for key, value in values.items()
        }


def _read_as(deal: Deal, code: str, rules: TypingRules) -> Money | None:
    """The amount of a deal as it reads, in another currency: what was typed is corrected, nothing is converted."""
    if deal.amount is None:
        return None
    return Money.of(str(Money(deal.amount, deal.currency or rules.currency).amount), code)


def _typed(key: str, edits: Mapping[int, Mapping[str, Any]]) -> Iterable[str | None]:
    """What was typed under a key, each once."""
    return dict.fromkeys(clean[key] for clean in edits.values() if key in clean)
