"""From a filter to the condition of a query over one kind of list.

A filter is first resolved, which is cheap: its fields are found, its values understood or refused. What is resolved says
its shape, so that the text of a query over it is composed and written only once for every shape.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.cleaning.birthdays import days_ahead, month_day_of
from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import canonical
from salesdesk.domain.custom_fields import SHAPES, CustomField
from salesdesk.domain.days import day_start, span_of
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Group, Join, Op, Part, Words
from salesdesk.domain.lifecycle import parse_lifecycle
from salesdesk.domain.search_words import ways_to_write
from salesdesk.errors import InputError
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import containing, folded, like
from salesdesk.store.lists.fields import Linked, ListField, fields_of
from salesdesk.store.lists.kinds import has_trash, is_listed, kind_of
from salesdesk.store.lists.meant import by_ending, country_keys, in_days_ahead, within, yearly
from salesdesk.store.lists.resolved import Resolved, all_of, among, any_of, compared
from salesdesk.store.lists.rules import is_before, is_on_or_after
from salesdesk.store.models.companies import Company
from salesdesk.store.search.found import FoundIn

if TYPE_CHECKING:
    from salesdesk.store.search.index import SearchIndex

_NUMBERS = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT, FieldType.MONEY})
_WORDLESS = _NUMBERS | {FieldType.BOOLEAN}
_MEASURED = _WORDLESS | {FieldType.DATE, FieldType.DATETIME}
_MOST_PARTS, _MOST_VALUES, _MOST_RECORDS = 200, 500, 30_000
_TRUE, _FALSE = frozenset({"yes", "true", "1", "on", "y"}), frozenset({"no", "false", "0", "off", "n"})
_NUMBER = re.compile(r"#\d{1,18}")


class FilterResolver:
    """Understands filters over the list of one kind.

    ``custom`` are the kind's custom fields; ``today`` gives the person's date, for "last 30 days"; ``fields`` are those of
    the list where the file makes one of them. Days are compared in the person's time zone. Raises ``InputError`` (field "filter")
    for a field the list has not and a value that cannot be what the field holds; a name nobody has just matches nothing.
    """

    def __init__(
        self,
        kind: RecordKind,
        search: SearchIndex,
        custom: tuple[CustomField, ...],
        today: Callable[[], str],
        fields: Mapping[str, ListField] | None = None,
    ) -> None:
        self._kind, self._of, self._search, self._today = kind, kind_of(kind), search, today
        self._custom = {field.name: field for field in custom}
        self._fields = fields_of(kind) if fields is None else fields

    def resolved(self, filter_: Filter) -> Resolved:
        """The condition of the rows that pass. Records in the trash never do."""
        _refuse_too_long(filter_)
        row = self._of.row
        alive = Resolved("alive", (), lambda _: is_listed(row))
        return all_of(
            [alive, *(self._part(part) for part in filter_.parts), *self._text(filter_.text.strip())]
        )

    def field(self, name: str) -> ListField:
        """The field a filter or sort names; custom fields and aliases included."""
        key = canonical(self._kind, name)
        if key in self._custom:
            return ListField(key, SHAPES[self._custom[key].type], None)
        found = self._fields.get(key)
        if found is None:
            raise InputError("filters.no_such_field", field="filter", name=name)
        return found

    def _part(self, part: Part) -> Resolved:
        if isinstance(part, Condition):
            found = self._condition(part)
        elif isinstance(part, Group):
            inner = [self._part(one) for one in part.parts]
            found = any_of(inner) if part.join is Join.ANY else all_of(inner)
        else:
            said = self._text(part.text)
            found = all_of(said) if said else self._everything()
        return found.turned_round() if part.negated else found

    def _everything(self) -> Resolved:
        row = self._of.row
        return Resolved("everything", (), lambda _: row.id.is_null(False))

    def _text(self, text: str) -> list[Resolved]:
        """The conditions of a text that is searched for; none when it holds nothing to search for."""
        row = self._of.row
        entity = entity_of(self._kind)
        if entity.searched:
            sql, values = self._search.matching(entity.kind, text)
            if not sql:
                return []
            return [compared(("found", sql), values, lambda *slots: FoundIn(row.id, sql, slots))]
        subject = folded(self._of.column(entity.name))
        patterns = [containing(word) for word in fold_key(text).split()]
        return [compared("subject", [one], lambda slot: like(subject, slot)) for one in patterns]

    # -- one condition ----------------------------------------------------------------------------------

    def _condition(self, condition: Condition) -> Resolved:
        field = self.field(condition.field)
        if not _is_complete(condition):
            raise InputError("filters.nothing_to_compare", field="filter", name=condition.field)
        if field.key in self._custom:
            return self._custom_condition(self._custom[field.key], condition)
        return self._built_in(field, condition)

    def _built_in(self, field: ListField, condition: Condition) -> Resolved:
        if field.key == "id":
            return among("id", field.value, [_number_of(value) for value in condition.values])
        empty = condition.op is Op.IS and condition.values == ("",)
        if condition.op is Op.FILLED or empty:
            filled = within(field, _filled(field))
            return filled.turned_round() if empty else filled
        if condition.op is Op.LAST_DAYS and field.type not in _MEASURED:
            condition = replace(
                condition, op=Op.IS, values=(f"{condition.values[0]}d",)
            )  # a word like others
        by_value = condition.op in (Op.IS, Op.CONTAINS)
        if field.linked is not None and by_value:
            found = _by_name(field.key, field.linked, condition)
            if field.key == "stage" and condition.op is Op.IS:
                return by_ending(fields_of(self._kind)["stage_kind"], found, condition.values)
            return found
        if field.parts is not None and by_value:
            return _in_parts(field, condition)
        if field.key == "lifecycle_stage" and by_value:
            codes = [parse_lifecycle(value) or value for value in condition.values]
            return among(field.key, field.value, codes)
        if field.value is None:
            raise InputError("filters.no_size", field="filter", name=condition.field)
        return within(field, self._compare(field, condition)).needing(field.joins)

    def _compare(self, field: ListField, condition: Condition) -> Resolved:
        key, value, op = field.key, field.value, condition.op
        if field.type in (FieldType.DATE, FieldType.DATETIME):
            return self._dates(field, condition)
        if field.type in _NUMBERS:
            return _numbers(key, value if field.compared is None else field.compared, condition)
        if field.type is FieldType.BOOLEAN:
            return among(key, value, [_truth(text, condition.field) for text in condition.values])
        text = folded(value) if field.folded is None else field.folded
        named = field.type is FieldType.COUNTRY and op is Op.IS
        keys = country_keys(condition.values) if named else [fold_key(one) for one in condition.values]
        if op is Op.CONTAINS:
            return any_of([found for one in condition.values for found in _holding(key, text, value, one)])
        if op is Op.IS:
            return among(key, text, keys)
        return compared((key, op), keys[:1], _COMPARISONS[op](text))

    def _dates(self, field: ListField, condition: Condition) -> Resolved:
        today = date.fromisoformat(self._today())
        if condition.op is Op.LAST_DAYS:
            first = today - timedelta(days=int(condition.values[0]))
            return all_of([_from(field, first), _before(field, today + timedelta(days=1))])
        found: list[Resolved] = []
        for text in condition.values:
            if field.key == "birthday" and condition.op is Op.IS:
                if asked := month_day_of(text):
                    found.append(yearly(field, *asked))
                    continue
                if (ahead := days_ahead(text)) is not None:
                    found.append(in_days_ahead(field, today, ahead))
                    continue
            first, after = _span(text, today, condition.field)
            match condition.op:
                case Op.AT_LEAST:
                    found.append(_from(field, first))
                case Op.ABOVE:
                    found.append(_from(field, after))
                case Op.AT_MOST:
                    found.append(_before(field, after))
                case Op.BELOW:
                    found.append(_before(field, first))
                case _:
                    found.append(all_of([_from(field, first), _before(field, after)]))
        return any_of(found)

    def _custom_condition(self, field: CustomField, condition: Condition) -> Resolved:
        """A condition on a custom field, by its values' index."""
        assert self._of.values is not None
        (value, owner), row = self._of.values, self._of.row
        type_ = SHAPES[field.type]
        own = compared("field", [field.id], lambda slot: value.field == slot)
        empty = condition.op is Op.IS and condition.values == ("",)
        if condition.op is Op.FILLED or empty:
            holds = own
        elif type_ in _NUMBERS:
            holds = all_of([own, _numbers("number", value.number, condition)])
        elif type_ is FieldType.BOOLEAN:
            wanted = [float(_truth(text, condition.field)) for text in condition.values]
            holds = all_of([own, among("number", value.number, wanted)])
        else:
            holds = all_of([own, self._built_in(ListField("text", type_, value.text), condition)])
        found = holds.framed("custom", lambda inside: row.id.in_(value.select(owner).where(inside)))
        return found.turned_round() if empty else found


_COMPARISONS: dict[Op, Callable[[Query], Callable[[Query], Query]]] = {
    Op.AT_LEAST: lambda column: lambda slot: column >= slot,
    Op.AT_MOST: lambda column: lambda slot: column <= slot,
    Op.ABOVE: lambda column: lambda slot: column > slot,
    Op.BELOW: lambda column: lambda slot: column < slot,
}


def _refuse_too_long(filter_: Filter) -> None:
    """A filter a person made is far below what a database takes; one that was pasted by mistake is not."""
    leaves = list(filter_.leaves())
    conditions = [leaf for leaf in leaves if isinstance(leaf, Condition)]
    texts = [filter_.text, *(leaf.text for leaf in leaves if isinstance(leaf, Words))]
    parts = len(conditions) + sum(len(text.split()) for text in texts)
    values = max(
        (len(c.values) for c in conditions if c.field != "id" or len(c.values) > _MOST_RECORDS), default=0
    )
    if parts > _MOST_PARTS or values > _MOST_VALUES:
        raise InputError("filters.too_long", field="filter", parts=_MOST_PARTS, values=_MOST_VALUES)


def _is_complete(condition: Condition) -> bool:
    if condition.op is Op.LAST_DAYS:
        return len(condition.values) == 1 and re.fullmatch(r"[0-9]{1,4}", condition.values[0]) is not None
    return condition.op is Op.FILLED or bool(condition.values)


def _filled(field: ListField) -> Resolved:
    name, value = (field.key, Op.FILLED), field.value
    if value is None:
        assert field.linked is not None
        linked = field.linked
        return Resolved(name, (), lambda _: linked.frame(linked.column.is_null(False)))
    if field.type in _WORDLESS:
        return Resolved(name, (), lambda _: _is_there(value)).needing(field.joins)
    return Resolved(name, (), lambda _: _is_there(value) & (value != "")).needing(field.joins)


def _is_there(value: Query) -> Query:
    return value.is_null(False)


def _by_name(name: str, linked: Linked, condition: Condition) -> Resolved:
    """Rows linked with a target by its name, or by its number written ``#12``."""
    numbers = [int(value[1:]) for value in condition.values if _NUMBER.fullmatch(value)]
    names = [value for value in condition.values if not _NUMBER.fullmatch(value)]
    found: list[Resolved] = []
    if numbers:
        found.append(among((name, "number"), linked.column, numbers).framed("linked", linked.frame))
    if names:
        target = linked.model.alias("n")
        key = getattr(target, linked.key)
        key = key if linked.key.endswith("_key") else folded(key)
        keys = [fold_key(one) for one in names]
        if condition.op is Op.CONTAINS:
            written = getattr(target, linked.name)
            fits = any_of([found for one in names for found in _holding(name, key, written, one)])
        else:
            fits = among((name, "name"), key, keys)
            if linked.model is Company:  # "Nordwind" is Nordwind GmbH
                matched = among((name, "match"), target.match_key, [company_key(one) for one in names])
                fits = any_of([fits, matched])

        def targets(inside: Query) -> Query:
            alive = inside & target.deleted_at.is_null() if has_trash(linked.model) else inside
            return linked.frame(linked.column.in_(target.select(target.id).where(alive)))

        found.append(fits.framed("named", targets))
    return any_of(found)


def _holding(name: Hashable, key: Query, written: Query, text: str) -> list[Resolved]:
    """Texts that hold another, in whatever way it is written. ``key`` is what they are folded, ``written`` as they are."""
    found = []
    for way in ways_to_write(text):
        signs = [containing(sign) for letters in way.letters for sign in letters]
        fits = partial(_is_written, key, written, way.letters)
        found.append(compared((name, "holds", way.letters), [containing(way.key), *signs], fits))
    return found


def _is_written(key: Query, written: Query, letters: Sequence[str], pattern: Query, *signs: Query) -> Query:
    fits, rest = like(key, pattern), iter(signs)
    for several in letters:
        fits &= reduce(or_, [like(written, next(rest)) for _ in several])
    return fits


def _in_parts(field: ListField, condition: Condition) -> Resolved:
    """Any e-mail or phone of the record, not only the primary one."""
    assert field.parts is not None
    column, name = field.parts.column, (field.key, condition.op)
    if field.type is FieldType.PHONE:
        patterns = [like_ for value in condition.values for like_ in _number_patterns(value, condition.op)]
    else:
        keys = [value.strip().lower() for value in condition.values]
        if condition.op is Op.IS:
            return among(name, column, keys).framed("part", field.parts.frame)
        patterns = [containing(key) for key in keys]
    fits = any_of([compared(name, [one], lambda slot: like(column, slot)) for one in patterns])
    return fits.framed("part", field.parts.frame)


def _number_patterns(text: str, op: Op) -> list[str]:
    """A national number is the end of the stored one, which has its calling code instead of leading zeros."""
    from salesdesk.domain.cleaning.phones import digits_key  # the numbering plans are needed for phones only

    digits = digits_key(text)
    bare = digits.lstrip("0")
    if op is Op.CONTAINS:
        return [f"%{part}%" for part in dict.fromkeys((digits, bare)) if part] or ["?"]
    return [f"%{bare}" if bare else digits or "?"]


def _numbers(name: str, value: Query, condition: Condition) -> Resolved:
    numbers = [_size(text, condition.field) for text in condition.values]
    if condition.op is Op.LAST_DAYS:
        raise _no_number(f"{condition.values[0]}d", condition.field)
    if condition.op in (Op.IS, Op.CONTAINS):
        return among(name, value, numbers)
    return compared((name, condition.op), numbers[:1], _COMPARISONS[condition.op](value))


def _size(text: str, field: str) -> float:
    try:
        number = float(text.replace(" ", "").rstrip("%"))
    except ValueError as error:
        raise _no_number(text, field) from error
    if not math.isfinite(number):
        raise _no_number(text, field)
    return number


def _no_number(text: str, field: str) -> InputError:
    return InputError("filters.no_number", field="filter", text=text, name=field)


def _truth(text: str, field: str) -> bool:
    word = fold_key(text)
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise InputError("filters.not_yes_or_no", field="filter", text=text, name=field)


def _number_of(text: str) -> int:
    if not re.fullmatch(r"#?\d{1,18}", text.strip()):
        raise InputError("filters.no_record_number", field="filter", text=text)
    return int(text.strip().lstrip("#"))


def _span(text: str, today: date, field: str) -> tuple[date, date]:
    try:
        return span_of(text, today)
    except (ValueError, OverflowError) as error:
        raise InputError("filters.no_date", field="filter", text=text, name=field) from error


def _from(field: ListField, day: date) -> Resolved:
    """On or after a day."""
    value, start = field.value, day_start(day)
    if field.type is FieldType.DATE:
        return compared((field.key, "day from"), [start.day], lambda slot: value >= slot)
    return compared(
        (field.key, "from"),
        [start.moment, start.day],
        lambda moment, day_: is_on_or_after(value, moment, day_),
    )


def _before(field: ListField, day: date) -> Resolved:
    """Before a day begins."""
    value, start = field.value, day_start(day)
    if field.type is FieldType.DATE:
        known = fn.SUBSTR(value, 1, 2) != "--"  # a birthday without a year is before and after all of them
        return compared((field.key, "day before"), [start.day], lambda slot: (value < slot) & known)
    return compared(
        (field.key, "before"), [start.moment, start.day], lambda moment, day_: is_before(value, moment, day_)
    )
