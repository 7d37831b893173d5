"""Merging records that are the same, field by field: what is offered, what is proposed, what is kept.

Pure values in, pure values out; moving relations and remembering the merge for its reversal is the services' work.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FIELD, Merge
from salesdesk.domain.lifecycle import rank
from salesdesk.errors import DomainError

Value = object
"""A field's value: text, number, date, boolean, None, or a tuple (list, set) of texts such as tags."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value on offer for a field, and the positions of the records that have it."""

    value: Value
    records: tuple[int, ...]


LAST_CHANGE = "updated_at"
"""The field that every change of a record moves."""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field of a merge. ``options`` are its distinct values, empty ones left out; ``proposed`` is the
    position of the proposed option (-1 when no record has a value). ``united`` fields keep all options in
    one value, so there is nothing to choose; ``value`` is what the proposal gives. ``conflict`` is set when the options
    truly differ and a person should look."""

    field: str
    options: tuple[Option, ...]
    proposed: int
    value: Value
    united: bool = False
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """The whole merge. ``survivor`` is the position of the record that goes on (the fullest, else the most
    recently changed, else the first); ``fields`` come in the order the records have them."""

    survivor: int
    fields: tuple[FieldChoice, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged record. ``values`` has every field of the proposal; ``sources`` says by field which record (its
    position) gives the value, left out where several do or none has one."""

    values: dict[str, Value]
    sources: dict[str, int]


def merge_proposal(records: Sequence[Mapping[str, Value]]) -> MergeProposal:
    """Proposes the merge of two or more records given as field -> value.

    A field that is a tuple, list or set in any record is united. Of the others the fullest form of one value
    is proposed ("Amara" over "A."), else the value of the most recently changed record (``updated_at``), else the
    survivor's. Raises ValueError without records.
    """
    if not records:
        raise ValueError("nothing to merge")
    survivor = _survivor(records)
    order = [survivor, *(place for place in range(len(records)) if place != survivor)]
    recency = sorted(order, key=lambda place: _moment(records[place].get("updated_at")), reverse=True)
    names = dict.fromkeys(name for place in order for name in records[place])
    return MergeProposal(survivor, tuple(_choice(name, records, order, recency) for name in names))


def rule_of(name: str) -> Merge:
    """What becomes of a field, as it is declared; one that is not (a custom field, parts) is chosen or united."""
    uses = FIELD[name].uses if name in FIELD else ()
    return next((use.merge for use in uses if use.merge not in (Merge.CHOOSE, Merge.FOLLOWS)), Merge.CHOOSE)


def apply_choices(proposal: MergeProposal, choices: Mapping[str, int] | None = None) -> Merged:
    """The merged record: the proposal's values, but the option numbers of ``choices`` (field -> position in
    ``options``) where given. Values that are not taken stay with the records they come from. Choices for united fields
    are refused with ``DomainError``, as are unknown fields and positions.
    """
    chosen = dict(choices or {})
    values: dict[str, Value] = {}
    sources: dict[str, int] = {}
    for choice in proposal.fields:
        place = chosen.pop(choice.field, None)
        if place is None:
            place = choice.proposed
            values[choice.field] = choice.value
        elif choice.united or not 0 <= place < len(choice.options):
            raise DomainError("merges.no_such_option", place=place, name=choice.field)
        else:
            values[choice.field] = choice.options[place].value
        if choice.options and not choice.united:
            sources[choice.field] = choice.options[place].records[0]
    if chosen:
        raise DomainError("merges.unknown_fields", names=tuple(sorted(chosen)))
    return Merged(values, sources)


def _choice(
    name: str, records: Sequence[Mapping[str, Value]], order: Sequence[int], recency: Sequence[int]
) -> FieldChoice:
    values = [records[place].get(name) for place in order]
    if any(isinstance(value, (tuple, list, set, frozenset)) for value in values):
        return _united(name, order, values)
    options = _options(order, values)
    if not options:
        return FieldChoice(name, (), -1, None)
    if rule_of(name) is Merge.JOIN and all(isinstance(option.value, str) for option in options):
        text = "\n\n".join(str(option.value) for option in options)
        return FieldChoice(name, options, 0, text, united=True)
    if len(options) == 1:
        return FieldChoice(name, options, 0, options[0].value)
    ruled = _ruled(name, options)
    if ruled is not None:
        return FieldChoice(name, options, ruled, options[ruled].value)
    fullest = _fullest(options)
    if fullest is not None:
        return FieldChoice(name, options, fullest, options[fullest].value)
    latest = next(place for place in recency if any(place in option.records for option in options))
    proposed = next(number for number, option in enumerate(options) if latest in option.records)
    return FieldChoice(name, options, proposed, options[proposed].value, conflict=True)


def _options(order: Sequence[int], values: Sequence[Value]) -> tuple[Option, ...]:
    """Distinct values that are not empty; True and 1 are two values, "A" and "a" as well."""
    found: dict[Hashable, tuple[Value, list[int]]] = {}
    for place, value in zip(order, values, strict=True):
        if not _empty(value):
            assert isinstance(value, Hashable)
            found.setdefault((type(value), value), (value, []))[1].append(place)
    return tuple(Option(value, tuple(sorted(places))) for value, places in found.values())


def _united(name: str, order: Sequence[int], values: Sequence[Value]) -> FieldChoice:
    options: list[Option] = []
    whole: dict[Hashable, Value] = {}
    for place, value in zip(order, values, strict=True):
        if _empty(value):
            continue
        if isinstance(value, (set, frozenset)):
            several: tuple[Value, ...] = tuple(sorted(value, key=str))
        else:
            several = tuple(value) if isinstance(value, (tuple, list)) else (value,)
        options.append(Option(several, (place,)))
        for item in several:
            if not _empty(item):
                # addresses and tags that differ in case only are one
                whole.setdefault(item.strip().casefold() if isinstance(item, str) else item, item)
    return FieldChoice(name, tuple(options), 0 if options else -1, tuple(whole.values()), united=True)


def _ruled(name: str, options: Sequence[Option]) -> int | None:
    """The option that a rule of the field demands, whatever the records look like."""
    numbers = range(len(options))
    match rule_of(name):
        case Merge.REFUSAL:
            return next((number for number in numbers if options[number].value is True), None)
        case Merge.FURTHEST:
            return max(numbers, key=lambda number: rank(str(options[number].value)))
        case Merge.EARLIEST | Merge.LATEST as rule if all(
            isinstance(option.value, date) for option in options
        ):
            pick = min if rule is Merge.EARLIEST else max
            return pick(numbers, key=lambda number: _moment(options[number].value))
    return None


def _fullest(options: Sequence[Option]) -> int | None:
    """The text that says all that the others say ("Amara Okafor" beside "amara okafor" and "A. Okafor")."""
    texts = [option.value for option in options]
    if not all(isinstance(text, str) for text in texts):
        return None
    words = [fold_key(str(text)).split() for text in texts]
    best = max(
        range(len(texts)), key=lambda number: (len(" ".join(words[number])), _mixed_case(str(texts[number])))
    )
    return best if all(_within(other, words[best]) for other in words) else None


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether every word of ``part`` is a word of ``whole`` or its initial, in the same order."""
    rest = iter(whole)
    return all(any(word == full or (len(word) == 1 and full[:1] == word) for full in rest) for word in part)


def _mixed_case(text: str) -> bool:
    return text != text.lower() and text != text.upper()


def _survivor(records: Sequence[Mapping[str, Value]]) -> int:
    def rank(place: int) -> tuple[int, tuple[int, ...], int]:
        record = records[place]
        filled = sum(1 for value in record.values() if not _empty(value))
        return filled, _moment(record.get("updated_at")), -place

    return max(range(len(records)), key=rank)


def _moment(value: Value) -> tuple[int, ...]:
    """A date or time as something that can be ordered; what is neither comes first."""
    if isinstance(value, datetime):
        return (*value.utctimetuple()[:6], value.microsecond)
    if isinstance(value, date):
        return value.timetuple()[:3]
    return ()


def _empty(value: Value) -> bool:
    return (
        value is None
        or (isinstance(value, str) and not value.strip())
        or (isinstance(value, (tuple, list, set, frozenset)) and not value)
    )
