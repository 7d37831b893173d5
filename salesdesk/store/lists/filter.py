"""From a filter to the condition of a SQL statement over one kind of list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import canonical
from salesdesk.domain.custom_fields import SHAPES, CustomField
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Group, Join, Op, Part, Words
from salesdesk.domain.lifecycle import parse_lifecycle
from salesdesk.domain.money import minor_digits
from salesdesk.errors import InputError
from salesdesk.store.lists.fields import TABLES, FieldSql, Named, fields_of

if TYPE_CHECKING:
    from salesdesk.store.search.index import SearchIndex

Sql = tuple[str, list[Any]]
_NUMBERS = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT, FieldType.MONEY})
_MOST_PARTS, _MOST_VALUES, _MOST_RECORDS = 200, 500, 30_000
_DAYS = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_SEARCHED = {
    RecordKind.CONTACTS: EntityKind.CONTACT,
    RecordKind.COMPANIES: EntityKind.COMPANY,
    RecordKind.DEALS: EntityKind.DEAL,
}
_NO_MINOR = (
    "'BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF'"
)
_TRUE, _FALSE = frozenset({"yes", "true", "1", "on", "y"}), frozenset({"no", "false", "0", "off", "n"})


class FilterSql:
    """Conditions over the list of one kind.

    ``custom`` are the kind's custom fields; ``today`` gives the person's date, for "last 30 days". Days are compared in
    the person's time zone. Raises ``InputError`` (field "filter") for a field the list has not and a value that
    cannot be what the field holds; a name nobody has just matches nothing.
    """

    def __init__(
        self, kind: RecordKind, search: SearchIndex, custom: tuple[CustomField, ...], today: Callable[[], str]
    ) -> None:
        self.kind, self._search, self._today = kind, search, today
        self.table = TABLES[kind]
        self._custom = {field.name: field for field in custom}

    def where(self, filter_: Filter) -> tuple[str, list[Any], set[str]]:
        """The condition (without WHERE; "1" when everything passes), its parameters and the joins it needs.
        Records in the trash are always excluded."""
        _refuse_too_long(filter_)
        sql, parameters, joins = self._all(filter_.parts, "AND")
        parts = ["r.deleted_at IS NULL", *([sql] if sql else ())]
        if filter_.text.strip():
            sql, values = self._text(filter_.text)
            parts.append(sql)
            parameters += values
        return " AND ".join(parts), parameters, joins

    def _all(self, wanted: Sequence[Part], joint: str) -> tuple[str, list[Any], set[str]]:
        parts, parameters, joins = [], list[Any](), set[str]()
        for part in wanted:
            sql, values, needed = self._part(part)
            parts.append(sql)
            parameters += values
            joins |= needed
        return f" {joint} ".join(parts), parameters, joins

    def _part(self, part: Part) -> tuple[str, list[Any], set[str]]:
        if isinstance(part, Condition):
            return self._condition(part)
        if isinstance(part, Group):
            sql, values, joins = self._all(part.parts, "OR" if part.join is Join.ANY else "AND")
        else:
            (sql, values), joins = self._text(part.text), set[str]()
        return (f"({sql}) IS NOT 1" if part.negated else f"({sql})"), values, joins

    def field(self, name: str) -> FieldSql:
        """The field a filter or sort names; custom fields and aliases included."""
        key = canonical(self.kind, name)
        if key in self._custom:
            return FieldSql(key, SHAPES[self._custom[key].type], "NULL")
        found = fields_of(self.kind).get(key)
        if found is None:
            raise InputError(
                "Unknown field", f"This list has no field “{name}”. Choose another one.", "filter"
            )
        return found

    def _text(self, text: str) -> Sql:
        if self.kind in _SEARCHED:
            return self._search.condition(_SEARCHED[self.kind], text, "r")
        words = fold_key(text).split()
        return " AND ".join("fold(r.subject) LIKE ?" for _ in words) or "1", [f"%{word}%" for word in words]

    # -- one condition ----------------------------------------------------------------------------------

    def _condition(self, condition: Condition) -> tuple[str, list[Any], set[str]]:
        key = canonical(self.kind, condition.field)
        field = self.field(condition.field)
        if not _is_complete(condition):
            raise InputError(
                "Incomplete filter",
                f"The filter compares {condition.field} with nothing that it can be compared with. Choose a value.",
                "filter",
            )
        if key in self._custom:
            sql, values = self._custom_condition(self._custom[key], condition)
            needed: set[str] = set()
        else:
            sql, values, uses_value = self._built_in(field, condition)
            needed = set(field.joins) if uses_value else set()
        return (f"({sql}) IS NOT 1" if condition.negated else f"({sql})"), values, needed

    def _built_in(self, field: FieldSql, condition: Condition) -> tuple[str, list[Any], bool]:
        """The condition, and whether it looks at the field's own value (which may need a joined table)."""
        if field.key == "id":
            numbers = [_number_of(value) for value in condition.values]
            return f"r.id IN ({_marks(numbers)})", list(numbers), False
        empty = condition.op is Op.IS and condition.values == ("",)
        if condition.op is Op.FILLED or empty:
            filled = _filled(field)
            return f"({filled}) IS NOT 1" if empty else filled, [], True
        by_value = condition.op in (Op.IS, Op.CONTAINS)
        if field.named is not None and by_value:
            return *_by_name(field.named, condition), False
        if field.parts is not None and by_value:
            return *_in_parts(field, condition), False
        if field.key == "lifecycle_stage" and by_value:
            codes = [parse_lifecycle(value) or value for value in condition.values]
            return f"{field.select} IN ({_marks(codes)})", list(codes), True
        return *self._compare(field.select, field.folded, field.type, condition), True

    def _compare(self, value: str, folded: str | None, type_: FieldType, condition: Condition) -> Sql:
        if type_ in (FieldType.DATE, FieldType.DATETIME):
            return self._dates(value, type_, condition)
        if type_ in _NUMBERS:
            return _numbers(value, type_, condition)
        if type_ is FieldType.BOOLEAN:
            wanted = [_truth(text, condition.field) for text in condition.values]
            return f"{value} IN ({_marks(wanted)})", list(wanted)
        text = folded or f"fold({value})"
        keys = [fold_key(entry) for entry in condition.values]
        if condition.op is Op.CONTAINS:
            return " OR ".join(f"{text} LIKE ? ESCAPE '\\'" for _ in keys), [_like(key) for key in keys]
        if condition.op is Op.IS:
            return f"{text} IN ({_marks(keys)})", list(keys)
        if condition.op is Op.LAST_DAYS:  # "30d" is no number of days for a text, just a word
            return f"{text} = ?", [f"{condition.values[0]}d"]
        return f"{text} {condition.op.value} ?", keys[:1]

    def _dates(self, value: str, type_: FieldType, condition: Condition) -> Sql:
        moment = type_ is FieldType.DATETIME
        if condition.op is Op.LAST_DAYS:
            today = date.fromisoformat(self._today())
            first = (today - timedelta(days=int(condition.values[0]))).isoformat()
            return _all_of(
                _from(value, first, moment), _before(value, (today + timedelta(days=1)).isoformat(), moment)
            )
        found: list[Sql] = []
        for text in condition.values:
            start, end = self._span(text, condition.field)
            match condition.op:
                case Op.AT_LEAST:
                    found.append(_from(value, start, moment))
                case Op.ABOVE:
                    found.append(_from(value, end, moment))
                case Op.AT_MOST:
                    found.append(_before(value, end, moment))
                case Op.BELOW:
                    found.append(_before(value, start, moment))
                case _:
                    found.append(_all_of(_from(value, start, moment), _before(value, end, moment)))
        return " OR ".join(sql for sql, _ in found), [one for _, values in found for one in values]

    def _span(self, text: str, field: str) -> tuple[str, str]:
        """First day and the day after the last of a day, a month or a year."""
        words = {"today": 0, "yesterday": -1, "tomorrow": 1}
        if text.lower() in words:
            text = (date.fromisoformat(self._today()) + timedelta(days=words[text.lower()])).isoformat()
        try:
            if not _DAYS.match(text):
                raise ValueError
            parts = [int(part) for part in text.split("-")]
            start = date(*[*parts, 1, 1][:3])
            if len(parts) == 3:
                end = start + timedelta(days=1)
            else:
                end = (
                    date(start.year + 1, 1, 1)
                    if len(parts) == 1 or start.month == 12
                    else date(start.year, start.month + 1, 1)
                )
        except (ValueError, OverflowError) as error:
            raise InputError(
                "Not a date",
                f"“{text}” is not a date for {field}. Write it as 2026-03-31, 2026-03 or 2026.",
                "filter",
            ) from error
        return start.isoformat(), end.isoformat()

    def _custom_condition(self, field: CustomField, condition: Condition) -> Sql:
        """A condition on a custom field, by its values' index."""
        type_ = SHAPES[field.type]
        if condition.op is Op.FILLED:
            sql, values = "1", list[Any]()
        elif condition.op is Op.IS and condition.values == ("",):
            return f"r.id NOT IN (SELECT {self.table}_id FROM {self.table}_value WHERE field_id = ?)", [
                field.id
            ]
        elif type_ in _NUMBERS:
            sql, values = _numbers("number", FieldType.NUMBER, condition)
        elif type_ is FieldType.BOOLEAN:
            wanted = [_truth(text, condition.field) for text in condition.values]
            sql, values = f"number IN ({_marks(wanted)})", list(wanted)
        else:
            sql, values = self._compare("text", None, type_, condition)
        return f"r.id IN (SELECT {self.table}_id FROM {self.table}_value WHERE field_id = ? AND ({sql}))", [
            field.id,
            *values,
        ]


def _refuse_too_long(filter_: Filter) -> None:
    """A filter a person made is far below what a database takes; one that was pasted by mistake is not."""
    leaves = list(filter_.leaves())
    compared = [leaf for leaf in leaves if isinstance(leaf, Condition)]
    texts = [filter_.text, *(leaf.text for leaf in leaves if isinstance(leaf, Words))]
    parts = len(compared) + sum(len(text.split()) for text in texts)
    values = max(
        (len(c.values) for c in compared if c.field != "id" or len(c.values) > _MOST_RECORDS), default=0
    )
    if parts > _MOST_PARTS or values > _MOST_VALUES:
        raise InputError(
            "Filter too long",
            f"The filter has more than {_MOST_PARTS} words and comparisons, or more than {_MOST_VALUES} values in one. "
            "Shorten it.",
            "filter",
        )


def _is_complete(condition: Condition) -> bool:
    if condition.op is Op.LAST_DAYS:
        return len(condition.values) == 1 and re.fullmatch(r"[0-9]{1,4}", condition.values[0]) is not None
    return condition.op is Op.FILLED or bool(condition.values)


def _filled(field: FieldSql) -> str:
    if field.named is not None and field.select == "NULL":
        return field.named.condition.format(f"SELECT id FROM {field.named.table}")
    return f"{field.select} IS NOT NULL AND {field.select} <> ''"


def _by_name(named: Named, condition: Condition) -> Sql:
    """Rows linked with a target by its name, or by its number written ``#12``."""
    numbers = [int(value[1:]) for value in condition.values if re.fullmatch(r"#\d{1,18}", value)]
    names = [value for value in condition.values if not re.fullmatch(r"#\d{1,18}", value)]
    parts: list[str] = []
    parameters: list[Any] = []
    key = named.key if named.key.endswith("_key") else f"fold({named.key})"
    alive = " AND deleted_at IS NULL" if named.table in ("company", "contact", "deal", "campaign") else ""
    if numbers:
        parts.append(named.condition.format(_marks(numbers)))
        parameters += numbers
    if names and condition.op is Op.CONTAINS:
        liked = " OR ".join(f"{key} LIKE ? ESCAPE '\\'" for _ in names)
        parts.append(named.condition.format(f"SELECT id FROM {named.table} WHERE ({liked}){alive}"))
        parameters += [_like(fold_key(name)) for name in names]
    elif names:
        same = f"{key} IN ({_marks(names)})"
        parameters += [fold_key(name) for name in names]
        if named.table == "company":  # "Nordwind" is Nordwind GmbH
            same = f"({same} OR match_key IN ({_marks(names)}))"
            parameters += [company_key(name) for name in names]
        parts.append(named.condition.format(f"SELECT id FROM {named.table} WHERE {same}{alive}"))
    return " OR ".join(parts), parameters


def _in_parts(field: FieldSql, condition: Condition) -> Sql:
    """Any e-mail or phone of the record, not only the primary one."""
    assert field.parts is not None
    frame, column = field.parts
    if field.type is FieldType.PHONE:
        likes = [like for value in condition.values for like in _number_patterns(value, condition.op)]
        return frame.format(" OR ".join(f"{column} LIKE ?" for _ in likes)), list(likes)
    keys = [value.strip().lower() for value in condition.values]
    if condition.op is Op.CONTAINS:
        return frame.format(" OR ".join(f"{column} LIKE ? ESCAPE '\\'" for _ in keys)), [
            _like(key) for key in keys
        ]
    return frame.format(f"{column} IN ({_marks(keys)})"), list(keys)


def _number_patterns(text: str, op: Op) -> list[str]:
    """A national number is the end of the stored one, which has its calling code instead of leading zeros."""
    from salesdesk.domain.cleaning.phones import digits_key  # the numbering plans are needed for phones only

    digits = digits_key(text)
    bare = digits.lstrip("0")
    if op is Op.CONTAINS:
        return [f"%{part}%" for part in dict.fromkeys((digits, bare)) if part] or ["?"]
    return [f"%{bare}" if bare else digits or "?"]


def _numbers(value: str, type_: FieldType, condition: Condition) -> Sql:
    numbers: list[float] = []
    for text in condition.values:
        try:
            numbers.append(float(text.replace(" ", "").rstrip("%")))
        except ValueError as error:
            raise InputError(
                "Not a number",
                f"“{text}” is not a number for {condition.field}. Write it as 1500 or 12.5.",
                "filter",
            ) from error
    if type_ is FieldType.MONEY:
        currency = "r.currency"
        value = f"({value} * 1.0 / CASE WHEN {currency} IN ({_NO_MINOR}) THEN 1.0 ELSE {10.0 ** minor_digits('EUR')} END)"
    if condition.op is Op.LAST_DAYS:
        raise InputError(
            "Not a number",
            f"“{condition.values[0]}d” is not a number for {condition.field}. Write it as 1500 or 12.5.",
            "filter",
        )
    if condition.op in (Op.IS, Op.CONTAINS):
        return f"{value} IN ({_marks(numbers)})", list(numbers)
    return f"{value} {condition.op.value} ?", [numbers[0]]


def _truth(text: str, field: str) -> int:
    word = fold_key(text)
    if word in _TRUE:
        return 1
    if word in _FALSE:
        return 0
    raise InputError("Not yes or no", f"“{text}” is neither yes nor no for {field}.", "filter")


def _number_of(text: str) -> int:
    if not re.fullmatch(r"#?\d{1,18}", text.strip()):
        raise InputError(
            "Not a record number", f"“{text}” is not the number of a record. Write it as #12.", "filter"
        )
    return int(text.strip().lstrip("#"))


def _bound(day: str) -> str:
    """The moment a day begins where the person is, in UTC."""
    try:
        return datetime.fromisoformat(day).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError):  # years the time zone tables do not reach
        return f"{day}T00:00:00Z"


def _from(value: str, day: str, moment: bool) -> Sql:
    """On or after a day. Among moments a bare day may stand, of which no time of the day is known."""
    if not moment:
        return f"{value} >= ?", [day]
    return f"({value} >= ? OR {value} = ?)", [_bound(day), day]


def _before(value: str, day: str, moment: bool) -> Sql:
    """Before a day; see ``_from``."""
    if not moment:
        return f"{value} < ?", [day]
    return f"({value} < ? AND {value} <> ?)", [_bound(day), day]


def _all_of(first: Sql, second: Sql) -> Sql:
    return f"{first[0]} AND {second[0]}", [*first[1], *second[1]]


def _like(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
