"""Field rows that contacts and companies have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import Activity
from salesdesk.domain.custom_fields import SHAPES, CustomField, CustomValue
from salesdesk.domain.days import local_day
from salesdesk.domain.deals import Deal
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.lifecycle import STAGES, rank
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.rates import Sum
from salesdesk.store.lists.reader import custom_native
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import choices_for, edit_text, fixed_choices, value_text
from salesdesk.ui.lists.look import field_title, stage_text, stage_title, stage_tone
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.records.profile import FieldRow, JourneyStep, SideEntry
from salesdesk.ui.value_texts import day_text, due_text, money_text, sum_text, time_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


def plain_row(key: str, value: Any, title: str = "") -> FieldRow:
    """A row of a single-valued field."""
    type_ = FIELD[key].type
    return FieldRow(
        key,
        title or field_title(key),
        value_text(type_, value),
        edit_text(type_, value),
        type_,
        choices=fixed_choices(key),
    )


def stage_row(code: str, extra: Sequence[tuple[str, str]] = ()) -> FieldRow:
    """The lifecycle stage as a chip, with further chips beside it."""
    return FieldRow(
        "lifecycle_stage",
        field_title("lifecycle_stage"),
        "",
        stage_title(code),
        FieldType.CHOICE,
        ((stage_text(code), stage_tone(code)), *extra),
        choices=[(stage.code, stage_title(stage.code)) for stage in STAGES],
    )


def named_row(key: str, value: str | None, store: Store) -> FieldRow:
    """Owner or source: typed freely, completed from the names there are."""
    names = store.owners if key == "owner" else store.sources

    def suggest(text: str) -> list[str]:
        return [item.name for item in names.all() if text.casefold() in item.name.casefold()][:12]

    return FieldRow(key, field_title(key), value or "", value or "", suggest=suggest)


def tags_row(tags: Sequence[str], store: Store) -> FieldRow:
    """Tags as chips; typed with commas between."""

    def suggest(text: str) -> list[str]:
        return [item.name for item in store.tags.all() if text.casefold() in item.name.casefold()][:12]

    chips = tuple((tag, "") for tag in tags)
    return FieldRow("tags", field_title("tags"), "", ", ".join(tags), FieldType.TAGS, chips, suggest=suggest)


def custom_rows(
    fields: Sequence[CustomField], values: Mapping[str, CustomValue], store: Store
) -> list[FieldRow]:
    """The person's own fields."""
    rows = []
    for field in fields:
        type_ = SHAPES[field.type]
        value = values.get(field.key)
        native = custom_native(field, value) if value is not None else None
        choices = choices_for(field.name, type_, field, store)
        rows.append(
            FieldRow(
                field.name,
                field.title,
                value_text(type_, native),
                edit_text(type_, native),
                type_,
                choices=choices() if choices is not None else None,
            )
        )
    return rows


def address_row(values: Mapping[str, Any], run: Callable[[], object]) -> FieldRow:
    """The postal address in lines."""
    town = " ".join(part for part in (values.get("postal_code"), values.get("city")) if part)
    country = value_text(FieldType.COUNTRY, values.get("country"))
    parts = (values.get("street"), values.get("street_2"), town, values.get("region"), country)
    return FieldRow("address", _tr("Address"), "\n".join(str(part) for part in parts if part), run=run)


def next_step_row(step: Activity | None, today: date, run: Callable[[], object]) -> FieldRow:
    """The earliest open task; pressing it opens the task, or plans one."""
    title = _tr("Next step")
    if step is None or step.due_at is None:
        return FieldRow("next_step", title, _tr("Nothing planned"), tone="note", run=run)
    days = (local_day(step.due_at) - today).days
    tone = "bad" if days < 0 else "warn" if days == 0 else ""
    return FieldRow(
        "next_step", title, f"{entry_title(step)} · {due_text(step.due_at, today)}", tone=tone, run=run
    )


def deal_entries(
    deals: Sequence[Deal],
    context: Context,
    open_: Callable[[int], object],
    roles: Mapping[int, Sequence[str]] | None = None,
) -> list[SideEntry]:
    """Deals for a side card: open ones first, with stage and next step; ``roles`` by deal stand below its name."""
    store = context.store
    today = date.fromisoformat(store.today())
    stages = {stage.id: stage for pipeline in store.pipelines.all() for stage in pipeline.stages}
    entries: list[tuple[int, SideEntry]] = []
    for deal in deals:
        stage = stages.get(deal.stage_id)
        kind = stage.kind if stage is not None else StageKind.OPEN
        tone = {StageKind.WON: "good", StageKind.LOST: "bad"}.get(kind, "info")
        chips = [(stage.name if stage is not None else "", tone)]
        if kind is StageKind.OPEN:
            step = store.activities.next_step("deal_id", deal.id)
            if step is None or step.due_at is None:
                chips.append((_tr("No next step"), "warn"))
            else:
                late = local_day(step.due_at) < today
                chips.append((due_text(step.due_at, today), "bad" if late else ""))
        entry = SideEntry(
            deal.title,
            ", ".join((roles or {}).get(deal.id, ())),
            money_text(deal.amount, deal.currency),
            tuple(chips),
            run=partial(open_, deal.id),
        )
        entries.append((0 if kind is StageKind.OPEN else 1, entry))
    return [entry for _rank, entry in sorted(entries, key=lambda pair: pair[0])]


def deals_row(deals: Sequence[Deal], context: Context, open_: Callable[[int], object]) -> FieldRow:
    """The open deals in one line; a single one opens."""
    stages = [stage for pipeline in context.store.pipelines.all() for stage in pipeline.stages]
    ended = {stage.id for stage in stages if stage.kind is not StageKind.OPEN}
    running = [deal for deal in deals if deal.stage_id not in ended]
    title = _tr("Open deals")
    if not running:
        return FieldRow("open_deals", title, editable=False)
    if len(running) == 1:
        deal = running[0]
        money = money_text(deal.amount, deal.currency)
        return FieldRow(
            "open_deals",
            title,
            " · ".join(part for part in (deal.title, money) if part),
            run=lambda: open_(deal.id),
        )
    store = context.store
    added = Sum(store.settings.currency, store.rates.current(store.today()))
    for deal in running:
        added.add(deal.amount or 0, deal.currency)
    total = sum_text(added.amount, added.currency, added.beside) if added.amount or added.apart else ""
    text = _tr("{0} deals").format(len(running))
    return FieldRow(
        "open_deals", title, f"{text} · {total}" if total else text, run=lambda: open_(running[0].id)
    )


def journey_steps(code: str, reached_at: Mapping[str, str], today: date) -> list[JourneyStep]:
    """The stages with when they were first reached: the first with its date, later ones with the days in between."""
    now = rank(code)
    # Without any history everything up to now counts as passed.
    first = min((rank(known) for known in reached_at), default=0)
    steps: list[JourneyStep] = []
    former: date | None = None
    for place, stage in enumerate(STAGES):
        at = reached_at.get(stage.code)
        reached = first <= place <= now
        note = ""
        if reached and at is not None:
            day = local_day(at)
            days = (day - former).days if former is not None else 0
            note = (
                day_text(at, today)
                if former is None
                else _tr("same day")
                if days <= 0
                else _tr("+ {0} d").format(days)
            )
            former = day
        said = _tr("{0}: the stage now") if place == now else _tr("Set the stage to {0}")
        tip = said.format(stage_title(stage.code))
        if at is not None:
            since = f"{day_text(at)} {time_text(at)}".strip()
            tip = f"{tip}\n{_tr('reached {0}').format(since)}"
        steps.append(JourneyStep(stage.code, stage_text(stage.code), note, reached, place == now, tip))
    return steps
