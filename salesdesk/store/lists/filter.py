"""From a filter to the condition of a query over one kind of list.

A filter is first resolved, which is cheap: its fields are found, its values understood or refused. What is resolved says
its shape, so that the text of a query over it is composed and written only once for every shape.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import canonical
from salesdesk.domain.custom_fields import SHAPES, CustomField, asked_field
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Counted, Filter, Group, Join, Op, Part, Words
from salesdesk.domain.hanging_lists import countable, list_of
from salesdesk.domain.lifecycle import parse_lifecycle
from salesdesk.domain.names import same_name
from salesdesk.domain.outcomes import outcome_of
from salesdesk.errors import InputError
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import containing, folded, like
from salesdesk.store.lists.dated import dates
from salesdesk.store.lists.fields import ListField, Parts, fields_of
from salesdesk.store.lists.hanging import MEMBERSHIP_FIELDS, counted
from salesdesk.store.lists.kinds import is_listed, kind_of
from salesdesk.store.lists.meant import by_ending, country_keys, within
from salesdesk.store.lists.named import by_name, called, holding, in_parts
from salesdesk.store.lists.resolved import Resolved, all_of, among, any_of, compared
from salesdesk.store.search.found import FoundIn

if TYPE_CHECKING:
    from salesdesk.store.search.index import SearchIndex

_NUMBERS = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT, FieldType.MONEY})
_WORDLESS = _NUMBERS | {FieldType.BOOLEAN}
_MEASURED = _WORDLESS | {FieldType.DATE, FieldType.DATETIME}
_MOST_PARTS, _MOST_VALUES, _MOST_RECORDS = 200, 500, 30_000
_SIZES = frozenset({Op.IS, Op.AT_LEAST, Op.AT_MOST, Op.ABOVE, Op.BELOW})
_NOT_REACHED = "not reached"
_TRUE, _FALSE = frozenset({"yes", "true", "1", "on", "y"}), frozenset({"no", "false", "0", "off", "n"})


class FilterResolver:
    """Understands filters over the list of one kind.

    ``custom`` are the kind's custom fields; ``today`` gives the person's date, for "last 30 days"; ``fields`` are those of
    the list where the file makes one of them; ``others`` gives what understands filters over other lists, whose records are
    counted; ``choices`` the kinds and outcomes of entries. Days are compared in the person's time zone. Raises ``InputError``
    (field "filter") for a field the list has not and a value that cannot be what the field holds; a name nobody has just
    matches nothing.
    """

    def __init__(
        self,
        kind: RecordKind,
        search: SearchIndex,
        custom: tuple[CustomField, ...],
        today: Callable[[], str],
        fields: Mapping[str, ListField] | None = None,
        *,
        others: Callable[[RecordKind], FilterResolver] | None = None,
        choices: Callable[[], Choices] | None = None,
    ) -> None:
        self._kind, self._of, self._search, self._today = kind, kind_of(kind), search, today
        self._others, self._choices = others, choices
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
        key = self._key(name)
        if key in self._custom:
            return ListField(key, SHAPES[self._custom[key].type], None)
        found = self._fields.get(key)
        if found is None:
            raise InputError("filters.no_such_field", field="filter", name=name)
        return found

    def _key(self, name: str) -> str:
        """The key of a field; one of the person's own may be called by its title."""
        own = asked_field(name, self._custom.values())
        return canonical(self._kind, name) if own is None else own.name

    def _part(self, part: Part) -> Resolved:
        if isinstance(part, Condition):
            found = self._condition(part)
        elif isinstance(part, Counted):
            found = self._counted(part)
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

    def _counted(self, part: Counted) -> Resolved:
        """Rows on which so many records of another list hang."""
        if part.of not in countable(self._kind):
            raise InputError("filters.nothing_hangs", field="filter", name=part.of)
        kind = list_of(part.of)
        if kind is None:
            inside = self._membership(part.filter)
        else:
            if self._others is None:
                raise InputError("filters.nothing_hangs", field="filter", name=part.of)
            inside = self._others(kind).resolved(part.filter)
        return counted(self._kind, part.of, inside, part.op, part.number)

    def _membership(self, filter_: Filter) -> Resolved:
        """Somebody's places in campaigns, see ``hanging.MEMBERSHIP_FIELDS``."""
        if filter_.text.strip() or not all(isinstance(part, Condition) for part in filter_.parts):
            raise InputError("filters.campaigns_plain", field="filter")
        response: Query = MEMBERSHIP_FIELDS["response"].value
        found = [Resolved("member", (), lambda _: response.is_null(False))]
        for part in filter_.parts:
            assert isinstance(part, Condition)
            one = self._built_in(MEMBERSHIP_FIELDS[part.field], part)
            found.append(one.turned_round() if part.negated else one)
        return all_of(found)

    # -- one condition ----------------------------------------------------------------------------------

    def _condition(self, condition: Condition) -> Resolved:
        field = self.field(condition.field)
        if not _is_complete(condition):
            raise InputError("filters.nothing_to_compare", field="filter", name=condition.field)
        if field.key in self._custom:
            return self._custom_condition(self._custom[field.key], condition)
        return self._built_in(field, condition)

    def _built_in(self, field: ListField, condition: Condition) -> Resolved:
        if field.key == "id" and condition.op is Op.IS:
            return among("id", field.value, [_number_of(value) for value in condition.values])
        if field.grouped is not None:
            return self._in_groups(field, field.grouped, condition)
        if field.key == "open_deals" and condition.op in _SIZES:
            return self._open_deals(condition)
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
            found = by_name(field.key, field.linked, condition)
            if field.key == "stage" and condition.op is Op.IS:
                return by_ending(fields_of(self._kind)["stage_kind"], found, condition.values)
            return found
        if field.parts is not None and by_value:
            return in_parts(field, condition)
        if field.key in ("kind", "outcome") and self._kind is RecordKind.ACTIVITIES and condition.op is Op.IS:
            return among(field.key, folded(field.value), self._choice_keys(field.key, condition.values))
        if field.key == "lifecycle_stage" and by_value:
            codes = [parse_lifecycle(value) or value for value in condition.values]
            return among(field.key, field.value, codes)
        if field.value is None:
            raise InputError("filters.no_size", field="filter", name=condition.field)
        return within(field, self._compare(field, condition)).needing(field.joins)

    def _in_groups(self, field: ListField, grouped: Parts, condition: Condition) -> Resolved:
        """By a value that is found for every row at once."""
        own = replace(field, value=grouped.column, grouped=None)
        empty = condition.op is Op.IS and condition.values == ("",)
        inner = Condition(condition.field, Op.FILLED) if empty else condition
        found = self._built_in(own, inner)
        if grouped.absent is not None and _holds_for(grouped.absent, condition):
            # whoever is in no group passes as well: all but those who are in one that does not
            return found.turned_round().framed("grouped", grouped.frame).turned_round()
        found = found.framed("grouped", grouped.frame)
        return found.turned_round() if empty else found

    def _choice_keys(self, key: str, texts: Sequence[str]) -> list[str]:
        """Kinds and outcomes of entries as they are stored: by their names in this file, or whatever means the same.
        "not reached" is every outcome by which nobody was in touch."""
        choices = self._choices() if self._choices is not None else None
        found = [fold_key(text) for text in texts]
        for text in texts:
            wanted = fold_key(text)
            if choices is not None:
                offered = choices.kinds if key == "kind" else choices.outcomes
                found += [fold_key(one.code) for one in offered if fold_key(one.title) == wanted]
                if key == "outcome" and wanted == _NOT_REACHED:
                    found += [fold_key(one.code) for one in offered if not one.is_contact]
            if key == "outcome" and (known := outcome_of(text)) is not None:
                found.append(fold_key(known.title))
        return list(dict.fromkeys(found))

    def _open_deals(self, condition: Condition) -> Resolved:
        """How many open deals there are: counted once for all rows, not row by row."""
        numbers = [_size(value, condition.field) for value in condition.values]
        if any(number != int(number) or number < 0 for number in numbers):
            return _numbers(condition.field, fields_of(self._kind)["open_deals"].value, condition)
        still_open = Filter((Condition("stage_kind", Op.IS, ("open",)),))
        wanted = numbers if condition.op is Op.IS else numbers[:1]
        return any_of(
            [self._counted(Counted("deals", still_open, condition.op, int(number))) for number in wanted]
        )

    def _compare(self, field: ListField, condition: Condition) -> Resolved:
        key, value, op = field.key, field.value, condition.op
        if field.type in (FieldType.DATE, FieldType.DATETIME):
            return dates(field, condition, date.fromisoformat(self._today()))
        if field.type in _NUMBERS:
            return _numbers(key, value if field.compared is None else field.compared, condition)
        if field.type is FieldType.BOOLEAN:
            return among(key, value, [_truth(text, condition.field) for text in condition.values])
        text = folded(value) if field.folded is None else field.folded
        named = field.type is FieldType.COUNTRY and op is Op.IS
        keys = country_keys(condition.values) if named else [fold_key(one) for one in condition.values]
        if op is Op.CONTAINS:
            return any_of([found for one in condition.values for found in holding(key, text, value, one)])
        if op is Op.IS:
            return among(key, text, keys) if named else called(key, text, condition.values)
        return compared((key, op), keys[:1], _COMPARISONS[op](text))

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
        elif type_ is FieldType.CHOICE and condition.op is Op.IS:
            holds = all_of([own, any_of([self._choice(field, condition, text) for text in condition.values])])
        else:
            holds = all_of([own, self._built_in(ListField("text", type_, value.text), condition)])
        found = holds.framed("custom", lambda inside: row.id.in_(value.select(owner).where(inside)))
        return found.turned_round() if empty else found

    def _choice(self, field: CustomField, condition: Condition, text: str) -> Resolved:
        """One of the choices of a field by its name, so that "C" is not "C++"; other words are compared as texts are."""
        assert self._of.values is not None
        value, _ = self._of.values
        meant = [choice for choice in field.choices if same_name(choice, text)]
        if meant:
            return among("choice", value.text, meant)
        alone = replace(condition, values=(text,))
        return self._built_in(ListField("text", FieldType.CHOICE, value.text), alone)


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


def _holds_for(number: int, condition: Condition) -> bool:
    """Whether a number passes a condition on its size."""
    sizes = _COMPARISONS.get(condition.op)
    if sizes is None and (condition.op not in (Op.IS, Op.CONTAINS) or condition.values == ("",)):
        return False
    wanted = [_size(text, condition.field) for text in condition.values]
    return number in wanted if sizes is None else bool(sizes(number)(wanted[0]))


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
