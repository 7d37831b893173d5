"""What somebody began to write and did not save."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salesdesk.domain.changes import EntityKind
from salesdesk.value_classes import dataclass

Value = str | date | None
Records = tuple[tuple[EntityKind, int], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A field of a form: what it held when the form was opened, and what it held when it was closed."""

    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Draft:
    """``form`` is what it belongs to, and tells it from every other form and record; ``records`` are those it is about.
    ``mark`` is another one each time it is written."""

    form: str
    records: Records
    fields: Mapping[str, Typed]
    mark: str

    @property
    def said(self) -> str:
        """All that is written in it, and what it belongs to."""
        return "\n".join([self.form, *texts_of(self.fields)])


@dataclass(frozen=True, slots=True)
class DraftChange:
    """What to write: ``draft`` in place of the one that had the mark ``before``, if that is still there. One without fields
    is forgotten."""

    draft: Draft
    before: str = ""


def texts_of(fields: Mapping[str, Typed]) -> list[str]:
    """All texts and days in fields."""
    return [str(value) for one in fields.values() for value in (one.before, one.after) if value]


def written_fields(fields: Mapping[str, Typed]) -> dict[str, list[object]]:
    """Fields in the types of JSON."""
    return {name: [_written(one.before), _written(one.after)] for name, one in fields.items()}


def read_fields(written: object) -> dict[str, Typed]:
    """The reverse; those that cannot be read are left out."""
    found: dict[str, Typed] = {}
    for name, pair in written.items() if isinstance(written, dict) else ():
        try:
            before, after = pair
            found[str(name)] = Typed(_value(before), _value(after))
        except (TypeError, ValueError, KeyError):
            continue
    return found


def _written(value: Value) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _value(written: object) -> Value:
    if isinstance(written, dict):
        return date.fromisoformat(written["day"])
    if written is None or isinstance(written, str):
        return written
    raise ValueError(written)
