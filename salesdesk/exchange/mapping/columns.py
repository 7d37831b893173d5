"""The columns of one sheet while their meanings are worked out: header read, values measured, language known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesdesk.domain.cleaning.row_tables import of_tables
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import Cell
from salesdesk.exchange.mapping.birth_parts import with_birth_parts
from salesdesk.exchange.mapping.completing import with_completing
from salesdesk.exchange.mapping.header_guess import read_header
from salesdesk.exchange.mapping.header_reading import Reading
from salesdesk.exchange.mapping.staff import with_staff
from salesdesk.exchange.mapping.together import (
    numbers_of_places,
    of_one_person,
    without_enumeration,
    without_prefix,
)
from salesdesk.exchange.mapping.value_shapes import Shape, fit, shape_of
from salesdesk.exchange.mapping.words import Entry, lexicon

_FOREIGN = 0.72  # a word of a language that nothing else in the sheet speaks
_SURE = 0.55
_NO_FIELD_ELSEWHERE = frozenset({"step", "step_due", "head.due"})
"""Meanings of whole headers whose words are no field in a longer one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``senses`` are the header's meanings with weights already lowered for foreign languages."""

    index: int
    reading: Reading
    shape: Shape
    senses: tuple[Entry, ...]

    def weight(self, *meanings: str) -> float:
        """How surely the header means one of these (0 when it does not), unknown words considered."""
        if self.reading.noise:
            return 0.0
        return max(
            (s.weight * self.reading.weight for s in self.senses if s.meaning in meanings), default=0.0
        )

    def means(self, *meanings: str) -> bool:
        return self.weight(*meanings) >= _SURE

    def language_of(self, meaning: str) -> str:
        return next((sense.language for sense in self.senses if sense.meaning == meaning), "")

    @property
    def own(self) -> bool:
        """The value is the record's or its person's, not a company's, a deal's or an owner's beside it."""
        return not self.reading.whose & {"company", "deal", "order", "product", "owner", "somebody"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the columns know of each other."""

    kind: RecordKind
    columns: tuple[Column, ...]
    _owners: Mapping[str, Sequence[Column]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        owners: dict[str, list[Column]] = {}
        for column in self.columns:
            if column.own:
                for meaning in {sense.meaning for sense in column.senses}:
                    if column.means(meaning):
                        owners.setdefault(meaning, []).append(column)
        object.__setattr__(self, "_owners", owners)

    def has(self, *meanings: str, besides: Column | None = None) -> bool:
        return any(
            column is not besides for meaning in meanings for column in self._owners.get(meaning, ())[:2]
        )

    def is_key(self, column: Column) -> bool:
        """Whether the values tell the records apart, and no other column is there to do so."""
        shape = column.shape
        return (
            column.own
            and shape.count >= 3
            and shape.distinct == shape.count
            and max(shape.identifier, shape.code) >= 0.8
            and not (shape.sequence or shape.date >= 0.3 or (shape.phone >= 0.8 and shape.integer < 0.8))
            and not self.has("external_id", "head.id", "order_number", besides=column)
        )

    def beside_address(self, column: Column) -> bool:
        near = self.columns[max(0, column.index - 2) : column.index + 3]
        return any(
            other.means("city", "postal_code", "street", "country") for other in near if other is not column
        )


def read_columns(headers: Sequence[str], columns: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """Reads every header and measures its cells; missing cells count as an empty column."""
    known = lexicon()
    bare = without_prefix(without_enumeration([bare for bare, _ in of_tables(headers)]), known)
    readings = numbers_of_places(
        of_one_person(
            [
                replace(read_header(header, known), header=whole)
                for header, whole in zip(bare, headers, strict=True)
            ]
        ),
        known,
    )
    readings = with_staff(with_completing(with_birth_parts(readings, columns), columns), columns)
    language = _languages(readings)
    found = []
    for index, reading in enumerate(readings):
        shape = shape_of(columns[index]) if index < len(columns) else Shape()
        senses = _weighted((*reading.senses, *reading.against), language)
        fields = tuple(sense for sense in senses if not sense.meaning.startswith("none."))
        others = [sense.weight for sense in senses if sense.meaning.startswith("none.")]
        told = fields and fields[0].meaning in _NO_FIELD_ELSEWHERE
        if (
            fields
            and others
            and not told
            and max(others) >= fields[0].weight
            and fit(fields[0].meaning, shape) < 0.5
        ):
            reading = replace(reading, noise="none")  # in the sheet's language the word is no field
        found.append(Column(index, reading, shape, fields))
    return tuple(found)


def _languages(readings: Sequence[Reading]) -> dict[str, float]:
    """How much each language is spoken in the headers: words of one language only speak loudest."""
    votes: Counter[str] = Counter()
    for reading in readings:
        languages = {sense.language for sense in reading.senses}
        for language in languages:
            votes[language] += 1 / len(languages) ** 2  # type: ignore[assignment]
    most = max(votes.values(), default=0.0)
    return {language: count / most for language, count in votes.items()} if most else {}


def _weighted(senses: tuple[Entry, ...], language: dict[str, float]) -> tuple[Entry, ...]:
    """Meanings of one word in several languages: those of the sheet's language first."""
    spoken = any(language.get(sense.language, 0.0) >= 0.3 for sense in senses)
    if not spoken and len({sense.meaning for sense in senses}) < 2:
        return senses
    weighted = [
        sense
        if language.get(sense.language, 0.0) >= 0.3
        else Entry(sense.meaning, sense.language, sense.weight * _FOREIGN, sense.whole)
        for sense in senses
    ]
    return tuple(sorted(weighted, key=lambda sense: (-sense.weight, -language.get(sense.language, 0.0))))
