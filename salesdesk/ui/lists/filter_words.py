"""Conditions of a filter in words, and what can be asked of each kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.cleaning.birthdays import month_day_of
from salesdesk.domain.cleaning.countries import country_name, parse_country
from salesdesk.domain.columns import ListColumn, canonical
from salesdesk.domain.custom_fields import SHAPES, asked_field
from salesdesk.domain.days import days_off, near_days
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Counted, Filter, Group, Join, Op, Part, Words
from salesdesk.domain.lifecycle import STAGES, parse_lifecycle
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook, field_title, stage_text, stage_title
from salesdesk.ui.value_texts import day_text, month_text

NUMBERS = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})
DATES = frozenset({FieldType.DATE, FieldType.DATETIME})
"""Types of days and moments."""
BIRTHDAY = "birthday"
"""The date people ask for by its month and day, whatever the year."""
_FEW_NUMBERS = 3
_LISTED = frozenset({FieldType.CHOICE, FieldType.TAGS})
_ONLY_FILTERS = {
    "campaign": "Campaign", "import": "Import", "deal": "Deal", "id": "Record number", "stage_kind": "Status",
    "happened_at": "Happened", "been_in": "Has been in stage", "response_hours": "Answered after, hours",
    "bad_phones": "Phones that cannot be read", "shared_emails": "Emails of several people",
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
    they are months of whatever year. ``days``: the value is a number of days, written so ("{0} days ago"), and ``unit``
    what stands behind the number."""

    op: Op
    negated: bool
    words: str
    values: int = 1
    monthly: bool = False
    days: str = ""
    unit: str = " days"


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
_YEARLY = (
    Question(Op.IS, False, "comes again in the next", days="next {0} days of any year"),
    Question(Op.IS, False, "came again in the last", days="last {0} days of any year"),
    Question(Op.IS, False, "is in the month", 2, monthly=True),
)
_DATED = (
    Question(Op.LAST_DAYS, False, "is in the last days", days="{0}"),
    Question(Op.LAST_DAYS, True, "is not in the last days", days="{0}"),
    Question(Op.BELOW, False, "is more than", days="{0} days ago", unit=" days ago"),
    Question(Op.IS, False, "is in the next days", days="next {0} days"),
    Question(Op.ABOVE, False, "is more than", days="in {0} days", unit=" days ahead"),
    Question(Op.AT_LEAST, False, "is on or after"),
    Question(Op.AT_MOST, False, "is on or before"),
    Question(Op.IS, False, "is in", 2),
    *_YEARLY,
    *_FILLED,
)
_BORN = (
    Question(Op.IS, False, "is in the next days", days="next {0} days"),
    Question(Op.IS, False, "was in the last days", days="last {0} days"),
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
    if field.type in DATES:
        return _DATED
    return _TRUTH if field.type is FieldType.BOOLEAN else _TEXT


def question_of(condition: Condition, field: FilterField) -> int | None:
    """The place of the question that a condition answers among those of its field, None when none does."""
    months = condition.op is Op.IS and field.type in DATES and is_ticked(condition, field)
    for at, question in enumerate(questions(field)):
        same = question.op is condition.op and question.negated == condition.negated
        if same and field.type in DATES and question.values and question.op is not Op.FILLED:
            counts = days_in(condition, question) is not None
            same = counts if question.days else not counts and not _counts_days(condition)
            same = same and question.monthly == months
        if same:
            return at
    return None


_RELATIVE = {"next": "next {0} days", "last": "last {0} days"}


def days_in(condition: Condition, question: Question) -> int | None:
    """The number of days a condition names in the way a question writes it, None when it does not."""
    if not question.days or len(condition.values) != 1:
        return None
    found = re.search(r"\d+", condition.values[0])
    if found is None:
        return None
    number = int(found[0])
    return number if _plain_days(condition.values[0]) == question.days.format(number) else None


def _plain_days(text: str) -> str:
    """Days counted from today as questions write them: "+7d" as "in 7 days"."""
    near, off = near_days(text), days_off(text)
    if near is not None:
        way, number = ("next", near.last) if near.last else ("last", -near.first)
        return _RELATIVE[way].format(number) + (" of any year" if near.yearly else "")
    if off is not None:
        return f"{-off} days ago" if off < 0 else f"in {off} days"
    return text


def _counts_days(condition: Condition) -> bool:
    """Whether a condition counts days from today."""
    return condition.op is Op.LAST_DAYS or any(
        near_days(value) is not None or days_off(value) is not None for value in condition.values
    )


def is_ticked(condition: Condition, field: FilterField) -> bool:
    """Whether what a condition compares with is ticked in a list of values: of dates only months are."""
    if field.type not in DATES:
        return condition.op in (Op.IS, Op.FILLED)
    given = [value for value in condition.values if field.key == BIRTHDAY or value.startswith("--")]
    asked = [month_day_of(value) for value in given] if len(given) == len(condition.values) else [None]
    return condition.op is Op.IS and all(one is not None and one[1] is None for one in asked)


def filter_fields_of(look: ListLook, store: Store) -> dict[str, FilterField]:
    """Every field of a list one can filter by, in alphabetical order of the titles, by key."""
    found = [_of_column(column) for column in store.list_of(look.kind).columns()]
    found += _beside_columns(look)
    return {one.key: one for one in sorted(found, key=lambda one: one.title.casefold())}


def _of_column(column: ListColumn) -> FilterField:
    return FilterField(column.key, field_title(column.key, column.title), column.type)


def _beside_columns(look: ListLook) -> list[FilterField]:
    return [
        FilterField(key, _tr(title), FieldType.CHOICE)
        for key, title, kind in (
            ("campaign", "Campaign", RecordKind.CONTACTS),
            ("stage_kind", "Status", RecordKind.DEALS),
        )
        if look.kind is kind
    ]


def field_of(look: ListLook, store: Store, name: str) -> FilterField:
    """The field a condition names; aliases and custom fields included."""
    key = canonical(look.kind, name)
    column = next((one for one in store.list_of(look.kind).columns() if one.key == key), None)
    if column is not None:
        return _of_column(column)
    beside = next((one for one in _beside_columns(look) if one.key == key), None)
    if beside is not None:
        return beside
    custom = asked_field(key, store.custom_fields.of(look.entity.value))
    if custom is not None:
        return FilterField(custom.name, custom.title, SHAPES[custom.type])
    return FilterField(key, _tr(_ONLY_FILTERS.get(key, key)), FieldType.TEXT)


def condition_words(condition: Condition, field: FilterField, names: Mapping[str, str] | None = None) -> str:
    """A condition as a chip says it: "Stage is Lead, MQL", "Last contact not in the last 30 days"."""
    title, not_ = field.title, condition.negated
    if condition.op is Op.FILLED:
        return _tr("{0} is empty").format(title) if not_ else _tr("{0} is filled").format(title)
    if condition.op is Op.LAST_DAYS and field.type in DATES:
        days = condition.values[0]
        form = _tr("{0} not in the last {1} days") if not_ else _tr("{0} in the last {1} days")
        return form.format(title, days)
    if field.type in DATES and (near := _near_words(condition, title)):
        return near
    if condition.op is Op.IS and condition.values == ("",):
        return _tr("{0} is filled").format(title) if not_ else _tr("{0} is empty").format(title)
    if field.key == "id" and condition.op is Op.IS and len(condition.values) > _FEW_NUMBERS:
        form = _tr("All but {0} chosen") if not_ else _tr("{0} chosen")
        return form.format(len(condition.values))
    at = question_of(condition, field)
    if at is None:
        words = {Op.CONTAINS: "contains", Op.IS: "is"}.get(condition.op, condition.op.value)
    else:
        words = questions(field)[at].words
    shown = ", ".join((names or {}).get(value) or _value(field, value) for value in condition.values)
    return f"{title} {_tr(words)} {shown}"


def _near_words(condition: Condition, title: str) -> str:
    """A condition that counts days from today: "Last contact more than 14 days ago", "Birthday in the next 30 days"."""
    if len(condition.values) != 1:
        return ""
    text, not_ = condition.values[0], condition.negated
    near, off = near_days(text), days_off(text)
    if near is not None and condition.op is Op.IS:
        ahead, number = bool(near.last), near.last or -near.first
        form = _tr("{0} not in the next {1} days") if not_ else _tr("{0} in the next {1} days")
        if not ahead:
            form = _tr("{0} not in the last {1} days") if not_ else _tr("{0} in the last {1} days")
        said = form.format(title, number)
        return _tr("{0} of any year").format(said) if near.yearly else said
    words = {Op.BELOW: "more than {0} days ago", Op.AT_MOST: "at least {0} days ago"}
    if off is not None and off <= 0 and condition.op in words and not not_:
        return f"{title} {_tr(words[condition.op]).format(-off)}"
    words = {Op.ABOVE: "more than {0} days ahead", Op.AT_LEAST: "at least {0} days ahead"}
    if off is not None and off >= 0 and condition.op in words and not not_:
        return f"{title} {_tr(words[condition.op]).format(off)}"
    return ""


def names_of(key: str, context: Context) -> dict[str, str]:
    """What numbers such as "#3" stand for in a condition on this field."""
    store = context.store
    if key == "import":
        return {f"#{one.number}": one.file_name for one in context.services.imports.history()}
    if key == "campaign":
        return {f"#{one.id}": one.name for one in store.campaigns.all()}
    if key == "pipeline":
        return {f"#{one.id}": one.name for one in store.pipelines.all()}
    if key == "been_in":
        every = ((*pipeline.stages, *pipeline.former) for pipeline in store.pipelines.all())
        return {f"#{one.id}": one.name for stages in every for one in stages}
    if key == "stage":
        return {f"#{one.id}": one.name for pipeline in store.pipelines.all() for one in pipeline.stages}
    return {}


def held_values(condition: Condition, field: FilterField, names: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a condition as ``value_choices`` has them: numbers as names, lifecycle stages as codes."""
    values = tuple(names.get(value, value) for value in condition.values)
    if field.type in DATES and is_ticked(condition, field):
        return tuple(
            _month_value(field, asked[0]) for value in values if (asked := month_day_of(value)) is not None
        )
    if field.key == "lifecycle_stage":
        return tuple(parse_lifecycle(value) or value for value in values)
    return values


def _month_value(field: FilterField, month: int) -> str:
    """A month of whatever year as conditions hold it; of a date other than a birthday it must be told from a year."""
    return f"{month:02d}" if field.key == BIRTHDAY else f"--{month:02d}"


def _value(field: FilterField, text: str) -> str:
    if field.key == "lifecycle_stage":
        return stage_text(parse_lifecycle(text) or text)
    if field.key == "stage_kind":
        return dict(status_choices()).get(text, text)
    yearly = field.key == BIRTHDAY or (field.type in DATES and text.startswith("--"))
    if yearly and (asked := month_day_of(text)) is not None:
        month, day = asked
        return month_text(month) if day is None else day_text(f"--{month:02d}-{day:02d}")
    if field.type in DATES and len(text) == 10:
        return day_text(text)
    if field.type is FieldType.COUNTRY:
        return country_name(parse_country(text) or text) or text
    return text


def part_words(part: Part, said: Callable[[Condition], str], counted: Callable[[Counted], str]) -> str:
    """A part of a filter as a chip says it: "Country is Germany or City is Wien". ``said`` words a condition, ``counted``
    what is counted."""
    if isinstance(part, Condition):
        return said(part)
    if isinstance(part, Counted):
        return counted(part)
    if isinstance(part, Words):
        words = _tr("“{0}” is found").format(part.text)
        return _tr("not ({0})").format(words) if part.negated else words
    joint = _tr(" or ") if part.join is Join.ANY else _tr(" and ")
    words = joint.join(
        f"({part_words(inner, said, counted)})"
        if isinstance(inner, Group) and not inner.negated
        else part_words(inner, said, counted)
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


def status_choices() -> list[tuple[str, str]]:
    """How deals stand: (stored value, text)."""
    return [("open", _tr("Open")), ("won", _tr("Won")), ("lost", _tr("Lost"))]


def value_choices(field: FilterField, store: Store, kind: RecordKind) -> list[tuple[str, str]] | None:
    """(stored value, text) of every value a field of a fixed list can have; None for fields typed freely."""
    if field.key == "stage_kind":
        return status_choices()
    if field.key == "lifecycle_stage":
        return [(stage.code, stage_title(stage.code)) for stage in STAGES]
    lists = {"owner": store.owners, "lead_source": store.sources, "tags": store.tags}
    if field.key in lists:
        return [(item.name, item.name) for item in lists[field.key].all()]
    if field.type in DATES:
        return [(_month_value(field, month), month_text(month)) for month in range(1, 13)]
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
