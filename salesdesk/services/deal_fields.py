"""Typing into the fields of deals as their list shows them, one deal or many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from salesdesk.domain.card_order import place_behind
from salesdesk.domain.changes import UNCHANGED, ChangeSet, EntityKind, Unchanged
from salesdesk.domain.cleaning.companies import clean_company
from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.days import local_day
from salesdesk.domain.deals import DEAL_FIELDS, Deal, DealChange, DealEdit, further_fields
from salesdesk.domain.fields import FIELD, RecordKind, declared
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.given_values import checked, currency
from salesdesk.domain.money import Money
from salesdesk.domain.names import name_key
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.progress import Work
from salesdesk.domain.typed_values import TypingRules, custom_value, typed_amount, typed_value
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.record_edits import EditableRecords
from salesdesk.services.records import OwnedRecords
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store

_PLACES = ("pipeline", "stage")


class DealFields(EditableRecords, OwnedRecords):
    """A deal is typed into by the keys of its list. Companies, owners and sources that are new are made; people,
    campaigns, pipelines and stages have to be there."""

    _counted_as = "changes.deals"
    _kind = EntityKind.DEAL

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands, store.deals, DealWriter)

    def set_stage(
        self,
        ids: Sequence[int],
        stage_id: int,
        *,
        seen: Seen | None = None,
        work: Work | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Put deals at the end of an open stage or of a won one; those that are in it stay where they are. ``seen`` as for
        `set_owner`."""
        stage = self._open_stage(stage_id)
        guard = self._guard("stage", seen, stage.name, self._stage_names)

        def step(uow: Writing, part: Sequence[int]) -> None:
            guard(part)
            writer = DealWriter(uow)
            place = self._last_place(stage)
            for deal in writer.existing(part):
                if self._store.deals.get(deal).stage_id != stage.id:
                    writer.move(deal, stage, DealChange(), place)
                    self._start_after(uow, deal, stage)
                    place += 1

        return self._bulk(
            phrase("changes.move_deals", what=self._counted(ids), stage=stage.name), ids, step, work, origin
        )

    def _start_after(self, uow: Writing, deal: int, stage: Stage) -> None:
        """The sequence that the pipeline wants to follow a closed deal."""
        if stage.kind is StageKind.OPEN:
            return
        from salesdesk.services.sequences import SequenceService  # not needed to show a window

        SequenceService(self._store, self._commands).after_closing(uow, deal, stage.pipeline_id, stage.kind)

    def _stage_names(self) -> dict[int, str]:
        return {stage.id: stage.name for one in self._store.pipelines.all() for stage in one.stages}

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

    def _clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        own, rules = self._fields(), self.rules()
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

    def _apply(self, uow: Writing, deal: int, clean: Mapping[str, Any]) -> None:
        own = self._fields()
        for key in clean:
            if key in own:
                value = cast(CustomValue | None, clean[key])
                self._store.custom_fields.set_values(uow, "deal", own[key].id, {deal: value})
        if "currency" in clean and "deal_value" not in clean:
            clean = {
                **clean,
                "deal_value": _read_as(self._store.deals.get(deal), clean["currency"], self.rules()),
            }
        values = self._change(uow, clean)
        stage = self._typed_stage(self._store.deals.get(deal), clean)
        if stage is None:
            DealWriter(uow).change(deal, values)
        else:
            DealWriter(uow).move(deal, stage, values, self._last_place(stage))
            self._start_after(uow, deal, stage)

    def _change(self, uow: Writing, clean: Mapping[str, Any]) -> DealChange:
        """What becomes different of a deal, its place apart."""
        store, further = self._store, further_fields()
        names = {key: clean.get(key, UNCHANGED) for key in ("owner", "lead_source", "company")}
        value = clean.get("deal_value", UNCHANGED)
        edit = DealEdit(further={key: clean[key] for key in further if key in clean})
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
        if "full_name" in clean:
            edit |= DealEdit(contact_id=self._person(clean["full_name"]))
        if "campaign" in clean:
            edit |= DealEdit(campaign_id=self._campaign(clean["campaign"]))
        company = names["company"]
        if not isinstance(company, Unchanged):
            edit |= DealEdit(company_id=CompanyWriter(uow).ensure(company) if company else None)
        return replace(
            DealChange(**self._given(edit)),
            owner_id=self._named(uow, store.owners, names["owner"]),
            source_id=self._named(uow, store.sources, names["lead_source"]),
        )

    def _person(self, name: str | None) -> int | None:
        if not name:
            return None
        found = self._store.contacts.ids(Filter((Condition("full_name", Op.IS, (name,)),)))
        if not len(found):
            raise InputError("deals.nobody_called", field="full_name", name=name)
        if len(found) > 1:
            raise InputError("deals.several_people", field="full_name", name=name, count=len(found))
        return int(found[0])

    def _campaign(self, name: str | None) -> int | None:
        if not name:
            return None
        found = [one.id for one in self._store.campaigns.all() if name_key(one.name) == name_key(name)]
        if not found:
            raise InputError("deals.no_campaign", field="campaign", name=name)
        return found[0]

    def _typed_stage(self, deal: Deal, clean: Mapping[str, Any]) -> Stage | None:
        """``stage_meant`` where no reason is needed for it."""
        stage = self.stage_meant(deal, clean)
        return None if stage is None else self._open_stage(stage.id)

    def stage_meant(self, deal: Deal, clean: Mapping[str, Any]) -> Stage | None:
        """The stage a deal is to go to: by name, first of its own pipeline, then of any; of a typed pipeline its stage of
        that name, else its first open one. None when it stays. Raises ``InputError`` for one that there is not."""
        if not any(key in clean for key in _PLACES):
            return None
        pipelines = self._store.pipelines.all()
        pipelines.sort(key=lambda one: one.id != deal.pipeline_id)
        wanted = self._place("pipeline", clean, [p.name for p in pipelines])
        chosen = [
            p
            for p in pipelines
            if (
                name_key(p.name) == name_key(wanted) if wanted else not p.archived or p.id == deal.pipeline_id
            )
        ]
        stages = [stage for pipeline in chosen for stage in pipeline.stages]
        name = self._place("stage", clean, [s.name for s in stages])
        found = next((s for s in stages if name and name_key(s.name) == name_key(name)), None)
        stage = found or self._alike(chosen[0], deal)
        return None if stage.id == deal.stage_id else self._stage_there(stage.id)

    def close_lost(self, uow: Writing, deal: int, stage: Stage, reason: str) -> None:
        """Put a deal into a lost stage in a change that does more than that."""
        DealWriter(uow).move(deal, stage, DealChange(lost_reason=reason), self._last_place(stage))
        self._start_after(uow, deal, stage)

    def _place(self, key: str, clean: Mapping[str, Any], known: Sequence[str]) -> str:
        """The name of a pipeline or stage as it was typed, "" when none was; refuses an unknown one."""
        if key not in clean:
            return ""
        name = str(clean[key] or "")
        if name_key(name) not in map(fold_key, known):
            raise InputError(f"deals.no_{key}", field=key, name=name, known=tuple(known))
        return name

    def _alike(self, pipeline: Pipeline, deal: Deal) -> Stage:
        """Where a deal stands in another pipeline: in the stage called like its own, else in the first open one."""
        if pipeline.id == deal.pipeline_id:
            return self._store.pipelines.stage(deal.stage_id)
        name = name_key(self._store.pipelines.stage(deal.stage_id).name)
        alike = next((stage for stage in pipeline.stages if name_key(stage.name) == name), None)
        stage = alike or pipeline.first(StageKind.OPEN)
        if stage is None:
            raise DomainError("deals.no_open_stage", pipeline=pipeline.name)
        return stage

    # -- what every change of a deal is held against ----------------------------------------------------

    def _open_stage(self, stage_id: int) -> Stage:
        """A stage a deal may be put into without saying why."""
        stage = self._stage_there(stage_id)
        if stage.kind is StageKind.LOST:
            raise DomainError("deals.lost_without_reason")
        return stage

    def _stage_there(self, stage_id: int) -> Stage:
        """A stage that was not removed."""
        stage = self._store.pipelines.stage(stage_id)
        if stage.removed:
            raise DomainError("pipelines.stage_removed", name=stage.name)
        return stage

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

    def _last_place(self, stage: Stage) -> float:
        """The place behind all cards of a stage."""
        return place_behind([place for _, place in self._store.deals.neighbours(stage.id)])


def _read_as(deal: Deal, code: str, rules: TypingRules) -> Money | None:
    """The amount of a deal as it reads, in another currency: what was typed is corrected, nothing is converted."""
    if deal.amount is None:
        return None
    return Money.of(str(Money(deal.amount, deal.currency or rules.currency).amount), code)
