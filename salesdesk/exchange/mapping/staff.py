"""Words that are a number of people above numbers and the people themselves above names: "Mitarbeiter", "Employees"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesdesk.domain.sheets import Cell
from salesdesk.exchange.mapping.header_reading import Reading
from salesdesk.exchange.mapping.value_shapes import Shape, shape_of
from salesdesk.exchange.mapping.words import Entry

_PEOPLE = ("full_name", "first_name", "last_name", "head.contact")
_NAMES = ("head.name", "head.name_or_first", "head.name_or_last")
_MOSTLY = 0.6
_LITTLE = 0.2
_SAID_BY_VALUES = 0.85


def with_staff(readings: Sequence[Reading], columns: Sequence[Sequence[Cell]]) -> list[Reading]:
    """Reads such a word as its values say. Above names it is whom to speak to where nobody else is named, and who is in
    charge where few of ours come again and again beside other people; else nobody knows whose they are."""
    result = list(readings)
    for index, reading in enumerate(readings):
        if not reading.means("employees"):
            continue
        shape = _shape(columns, index)
        if not _holds_names(shape) or shape.number > _LITTLE:
            continue
        if not any(_names_people(n, readings, columns) for n in range(len(readings)) if n != index):
            meant = "head.contact"
        elif shape.repetitive:
            meant = "owner"
        else:
            result[index] = replace(reading, senses=(), noise="somebody", against=())
            continue
        said = (Entry(meant, reading.senses[0].language, _SAID_BY_VALUES, False),)
        result[index] = replace(reading, senses=said, weight=1.0, against=())
    return result


def _names_people(index: int, readings: Sequence[Reading], columns: Sequence[Sequence[Cell]]) -> bool:
    reading = readings[index]
    if reading.means(*_PEOPLE):
        return True
    return reading.means(*_NAMES) and _holds_names(_shape(columns, index))


def _holds_names(shape: Shape) -> bool:
    return max(shape.person, shape.named, shape.first_name) >= _MOSTLY


def _shape(columns: Sequence[Sequence[Cell]], index: int) -> Shape:
    return shape_of(columns[index]) if index < len(columns) else Shape()
