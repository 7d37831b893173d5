"""Conditions of a filter in words, and what can be asked of each kind of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.cleaning.birthdays import days_ahead, month_day_of
from salesdesk.domain.cleaning.countries import country_name, parse_country
from salesdesk.domain.columns import canonical
from salesdesk.domain.custom_fields import SHAPES
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Join, Op, Part, Words
from salesdesk.domain.lifecycle import STAGES, parse_lifecycle
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook, field_title, stage_text, stage_title
from salesdesk.ui.value_texts import day_text, month_text

NUMBERS = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})
_DATES = frozenset({FieldType.DATE, FieldType.DATETIME})
BIRTHDAY = "birthday"
"""The date people ask for by its month and day, whatever the year."""
_LISTED = frozenset({FieldType.CHOICE, FieldType.TAGS})
_ONLY_FILTERS = {
    "campaign": "Campaign", "import": "Import", "deal": "Deal", "id": "Record number", "stage_kind": "Outcome",
}  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("filters", text)


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field one can filter by."""

    key: str
    title: str
    type: FieldType


@dataclass(frozen=True, slots=True)
class Question:
    """One way to compare: the operator as words, and how many values it takes (0, 1, or 2 for several). ``monthly``:
    they are months of whatever year; ``ahead``: so many days to come."""

    op: Op
    negated: bool
    words: str
    values: int = 1
    monthly: bool = False
    ahead: bool = False


_FILLED = (Question(Op.FILLED, False, "is filled", 0), Question(Op.FILLED, True, "is empty", 0))
_TEXT = (
    Question(Op.CONTAINS, False, "contains"),
    Question(Op.CONTAINS, True, "does not contain"),
    Question(Op.IS, False, "is", 2),
    Question(Op.IS, True, "is not", 2),
    *_FILLED,
)
_CHOSEN = (Question(Op.IS, False, "is", 2), Question(Op.IS, True, "is not", 2), *_FILLED)
_COUNTED = (
    Question(Op.AT_LEAST, False, "is at least"),
    Question(Op.AT_MOST, False, "is at most"),
    Question(Op.ABOVE, False, "is more than"),
    Question(Op.BELOW, False, "is less than"),
    Question(Op.IS, False, "is", 2),
    *_FILLED,
)
_DATED = (
    Question(Op.LAST_DAYS, False, "is in the last days"),
    Question(Op.LAST_DAYS, True, "is not in the last days"),
    Question(Op.AT_LEAST, False, "is on or after"),
    Question(Op.AT_MOST, False, "is on or before"),
    Question(Op.IS, False, "is in", 2),
    *_FILLED,
)
_BORN = (
    Question(Op.IS, False, "is in the next days", ahead=True),
    Question(Op.IS, False, "is in the month", 2, monthly=True),
    Question(Op.IS, False, "is on", 2),
    *(question for question in _DATED if question.op in (Op.AT_LEAST, Op.AT_MOST)),
    *_FILLED,
)
_TRUTH = (Question(Op.IS, False, "is", 1),)


def questions(field: FilterField) -> tuple[Question, ...]:
    """What can be asked of a field, the likeliest first."""
    if field.key == BIRTHDAY:
        return _BORN
    if field.type in _LISTED:
        return _CHOSEN
    if field.type in NUMBERS:
        return _COUNTED
    if field.type in _DATES:
        return _DATED
    return _TRUTH if field.type is FieldType.BOOLEAN else _TEXT


def question_of(condition: Condition, field: FilterField) -> int | None:
    """The place of the question that a condition answers among those of its field, None when none does."""
    ticked = is_ticked(condition, field)
    for at, question in enumerate(questions(field)):
        same = question.op is condition.op and question.negated == condition.negated
        if same and field.key == BIRTHDAY and question.op is Op.IS:
            same = (question.monthly, question.ahead) == (ticked, is_ahead(condition))
        if same:
            return at
    return None


def is_ahead(condition: Condition) -> bool:
    """Whether a condition asks for days to come."""
    return len(condition.values) == 1 and days_ahead(condition.values[0]) is not None


def is_ticked(condition: Condition, field: FilterField) -> bool:
    """Whether what a condition compares with is ticked in a list of values: of birthdays only months are."""
    if field.key != BIRTHDAY:
        return condition.op in (Op.IS, Op.FILLED)
    asked = [month_day_of(value) for value in condition.values]
    return condition.op is Op.IS and all(one is not None and one[1] is None for one in asked)


def filter_fields_of(look: ListLook, store: Store) -> dict[str, FilterField]:
    """Every field of a list one can filter by, in alphabetical order of the titles, by key."""
    found = [
        FilterField(column.key, field_title(column.key, column.title), column.type)
        for column in store.list_of(look.kind).columns()
    ]
    found += [
        FilterField(key, _tr(title), FieldType.CHOICE)
        for key, title in (("campaign", "Campaign"),)
        if look.kind is RecordKind.CONTACTS
    ]
    return {one.key: one for one in sorted(found, key=lambda one: one.title.casefold())}


def field_of(look: ListLook, store: Store, name: str) -> FilterField:
    """The field a condition names; aliases and custom fields included."""
    key = canonical(look.kind, name)
    known = filter_fields_of(look, store)
    if key in known:
        return known[key]
    for custom in store.custom_fields.of(look.entity.value):
        if custom.name == key:
            return FilterField(key, custom.title, SHAPES[custom.type])
    return FilterField(key, _tr(_ONLY_FILTERS.get(key, key)), FieldType.TEXT)


def condition_words(condition: Condition, field: FilterField, names: Mapping[str, str] | None = None) -> str:
    """A condition as a chip says it: "Stage is Lead, MQL", "Last contact not in the last 30 days"."""
    title, not_ = field.title, condition.negated
    if condition.op is Op.FILLED:
        return _tr("{0} is empty").format(title) if not_ else _tr("{0} is filled").format(title)
    if condition.op is Op.LAST_DAYS and field.type in _DATES:
        days = condition.values[0]
        form = _tr("{0} not in the last {1} days") if not_ else _tr("{0} in the last {1} days")
        return form.format(title, days)
    if field.key == BIRTHDAY and condition.op is Op.IS and is_ahead(condition):
        form = _tr("{0} not in the next {1} days") if not_ else _tr("{0} in the next {1} days")
        return form.format(title, days_ahead(condition.values[0]))
    if condition.op is Op.IS and condition.values == ("",):
        return _tr("{0} is filled").format(title) if not_ else _tr("{0} is empty").format(title)
    at = question_of(condition, field)
    if at is None:
        words = {Op.CONTAINS: "contains", Op.IS: "is"}.get(condition.op, condition.op.value)
    else:
        words = questions(field)[at].words
    shown = ", ".join((names or {}).get(value) or _value(field, value) for value in condition.values)
    return f"{title} {_tr(words)} {shown}"


def names_of(key: str, context: Context) -> dict[str, str]:
    """What numbers such as "#3" stand for in a condition on this field."""
    store = context.store
    if key == "import":
        return {f"#{one.number}": one.file_name for one in context.services.imports.history()}
    if key == "campaign":
        return {f"#{one.id}": one.name for one in store.campaigns.all()}
    if key == "pipeline":
        return {f"#{one.id}": one.name for one in store.pipelines.all()}
    if key == "stage":
        return {f"#{one.id}": one.name for pipeline in store.pipelines.all() for one in pipeline.stages}
    return {}


def held_values(condition: Condition, field: FilterField, names: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a condition as ``value_choices`` has them: numbers as names, lifecycle stages as codes."""
    values = tuple(names.get(value, value) for value in condition.values)
    if field.key == BIRTHDAY:
        return tuple(f"{asked[0]:02d}" for value in values if (asked := month_day_of(value)) is not None)
    if field.key == "lifecycle_stage":
        return tuple(parse_lifecycle(value) or value for value in values)
    return values


def _value(field: FilterField, text: str) -> str:
    if field.key == "lifecycle_stage":
        return stage_text(parse_lifecycle(text) or text)
    if field.key == BIRTHDAY and (asked := month_day_of(text)) is not None:
        month, day = asked
        return month_text(month) if day is None else day_text(f"--{month:02d}-{day:02d}")
    if field.type in _DATES and len(text) == 10:
        return day_text(text)
    if field.type is FieldType.COUNTRY:
        return country_name(parse_country(text) or text) or text
    return text


def part_words(part: Part, said: Callable[[Condition], str]) -> str:
    """A part of a filter as a chip says it: "Country is Germany or City is Wien". ``said`` words a condition."""
    if isinstance(part, Condition):
        return said(part)
    if isinstance(part, Words):
        words = _tr("“{0}” is found").format(part.text)
        return _tr("not ({0})").format(words) if part.negated else words
    joint = _tr(" or ") if part.join is Join.ANY else _tr(" and ")
    words = joint.join(
        part_words(inner, said)
        if isinstance(inner, Condition | Words) or inner.negated
        else f"({part_words(inner, said)})"
        for inner in part.parts
    )
    return _tr("not ({0})").format(words) if part.negated else words


def with_part(filter_: Filter, former: Part | None, wanted: Part | None) -> Filter:
    """The filter with one part replaced in its place, added at the end, or taken away."""
    parts = list(filter_.parts)
    if former is not None and former in parts:
        at = parts.index(former)
        parts[at : at + 1] = [wanted] if wanted is not None else []
    elif wanted is not None:
        parts.append(wanted)
    return Filter(tuple(parts), filter_.text)


def value_choices(field: FilterField, store: Store, kind: RecordKind) -> list[tuple[str, str]] | None:
    """(stored value, text) of every value a field of a fixed list can have; None for fields typed freely."""
    if field.key == "lifecycle_stage":
        return [(stage.code, stage_title(stage.code)) for stage in STAGES]
    lists = {"owner": store.owners, "lead_source": store.sources, "tags": store.tags}
    if field.key in lists:
        return [(item.name, item.name) for item in lists[field.key].all()]
    if field.key == BIRTHDAY:
        return [(f"{month:02d}", month_text(month)) for month in range(1, 13)]
    if field.key == "campaign":
        return [(campaign.name, campaign.name) for campaign in store.campaigns.all()]
    if field.key in ("pipeline", "stage") and kind is RecordKind.DEALS:
        pipelines = store.pipelines.all()
        stages = [stage.name for pipeline in pipelines for stage in pipeline.stages]
        found = [pipeline.name for pipeline in pipelines] if field.key == "pipeline" else stages
        return [(name, name) for name in dict.fromkeys(found)]
    if field.type is FieldType.BOOLEAN:
        return [("yes", _tr("Yes")), ("no", _tr("No"))]
    for custom in store.custom_fields.of(entity_of(kind).table):
        if custom.name == field.key and custom.choices:
            return [(choice, choice) for choice in custom.choices]
    return None
