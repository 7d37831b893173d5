"""Which reader a column gets, from its field, its header and the settings of the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.cleaning import place_readers, readers
from salesdesk.domain.cleaning.decimal_marks import Marks
from salesdesk.domain.cleaning.readers import Odd, Reader, Value
from salesdesk.domain.cleaning.refusal_readers import noticing_refusals, read_refusal
from salesdesk.domain.cleaning.refusals import asks_for_consent, means_every_way, question_of
from salesdesk.domain.cleaning.text import LONGEST_VALUE
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.names import name_key
from salesdesk.domain.outcomes import stored_outcome
from salesdesk.domain.sheets import Cell, CellError, SheetSettings
from salesdesk.phrases import phrase

_WHOLE = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.LONG_TEXT, FieldType.CHOICE})
"""Types whose values may be any text: a long one is taken as it stands, without looking for a name in it."""
_AS_IT_STANDS = frozenset({FieldType.PHONE, FieldType.URL})
"""Types whose fields keep what they do not understand."""


NUMERIC = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})

NOTICED = {"lead_status": True, "lifecycle_stage": True, "tags": False, "notes": False}
"""Fields in which people write that somebody does not want to be addressed, and whether they tell how things stand."""
_OF_WORDS = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.LONG_TEXT, FieldType.BOOLEAN})

_LONGEST = {FieldType.PHONE: 400, FieldType.NAME: 300, FieldType.TAGS: 50_000}
"""Characters of a cell of these types; ``LONGEST_VALUE`` of the others. A cell may hold several numbers."""


def bounded(read: Reader, kind: FieldType) -> Reader:
    """``read`` for texts of a length values of this type have. A longer one is taken whole where its type allows any
    text, else it is reported and kept for the notes: what a stranger wrote shall not keep a pattern busy."""
    longest = _LONGEST.get(kind, LONGEST_VALUE)

    def read_short(cell: Cell | CellError) -> Value | Odd:
        if cell.__class__ is not str or len(cell) <= longest:
            return read(cell)
        return too_long(cell, kind)

    return read_short


def too_long(cell: Cell | CellError, kind: FieldType) -> Value | Odd:
    """What is made of a text longer than any value of its type."""
    if kind is FieldType.LONG_TEXT:
        return readers.read_long_text(cell)
    text = readers.read_plain_text(cell)
    if kind in _WHOLE or not isinstance(text, str):
        return text
    begun, count = readers.short(text), len(text)
    if kind in _AS_IT_STANDS:
        return Odd(text, reason=phrase("problems.long", text=begun, count=count))
    return Odd(reason=phrase("problems.long_in_notes", text=begun, count=count), keep=text)


def _of_choices(choices: Sequence[str]) -> Reader:
    """For a fixed list of values, whatever their case and accents."""
    known = {name_key(choice): choice for choice in choices}

    def read(cell: Cell | CellError) -> Value | Odd:
        text = readers.read_plain_text(cell)
        if not isinstance(text, str):
            return text
        found = known.get(name_key(text))
        if found is not None:
            return found
        return Odd(
            reason=phrase("problems.choice", text=readers.short(text), choices=tuple(choices)), keep=text
        )

    return read


def _remembering(read: Reader) -> Reader:
    """The reader with the days it has read before: telling where in the world a day begins takes its time."""
    known: dict[date, Value | Odd] = {}

    def remembered(cell: Cell | CellError) -> Value | Odd:
        if cell.__class__ is not date:
            return read(cell)
        day: date = cell
        value = known.get(day)
        if value is None:
            value = known[day] = read(cell)
        return value

    return remembered


def _read_outcome(cell: Cell | CellError) -> Value | Odd:
    """What came of an activity, by the name of the outcome that the words mean."""
    found = readers.read_plain_text(cell)
    return stored_outcome(found) if isinstance(found, str) else found


_DAY_OR_MOMENT = ("last_contacted_at", "at", "due_at", "done_at", "closed_at", "end_at", "step_due")
"""Fields of moments in which a bare day stands where no time is known."""


@dataclass(frozen=True, slots=True)
class FieldReaders:
    """The readers of one sheet. ``marks`` are the ways of columns, by their 0-based index, that write their numbers
    otherwise than the sheet; ``today`` bounds two-digit birth years; ``as_they_stand`` are fields whose texts are taken whole; ``several_amounts`` says that a row has more than
    one, which may be in different currencies."""

    settings: SheetSettings
    currency: str | None
    marks: Mapping[int, Marks]
    today: date | None
    whole_address: bool = False
    several_amounts: bool = False
    as_they_stand: frozenset[str] = frozenset()
    notices: bool = False
    """Whether columns of other meanings may say that somebody does not want to be addressed."""

    def custom(self, index: int, header: str, kind: FieldType) -> Reader:
        """For a column kept as a custom field of a type."""
        read = self._custom(index, kind)
        if self.notices and kind in _OF_WORDS:
            read = noticing_refusals(read, told=question_of(header) is not None)
        return bounded(read, kind)

    def marks_of(self, index: int) -> Marks:
        """How a column writes its numbers."""
        return self.marks.get(index) or Marks(self.settings.decimal)

    def of(self, index: int, header: str, field: str) -> Reader:
        """For a column mapped to a field of ``domain.fields``."""
        read = self._of(index, header, field)
        if self.notices and field in NOTICED:
            read = noticing_refusals(read, told=NOTICED[field])
        return bounded(read, FIELD[field].type)

    def _custom(self, index: int, kind: FieldType) -> Reader:
        order, marks, today = self.settings.date_order, self.marks_of(index), self.today
        if kind is FieldType.MONEY:
            return readers.clear_only(
                lambda cell: readers.read_custom_money(cell, marks, self.currency), marks, kind, self.currency
            )
        if kind in (FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT):
            return readers.clear_only(
                lambda cell: readers.read_number_cell(cell, marks), marks, FieldType.NUMBER
            )
        if kind in (FieldType.DATE, FieldType.DATETIME):
            return lambda cell: readers.read_date(cell, order, False, today)
        if kind is FieldType.BOOLEAN:
            return readers.read_boolean
        return readers.read_long_text if kind is FieldType.LONG_TEXT else readers.read_plain_text

    def _of(self, index: int, header: str, field: str) -> Reader:
        order, marks, today = self.settings.date_order, self.marks_of(index), self.today
        home = self.settings.country
        by_field: dict[str, Reader] = {
            "full_name": readers.read_full_name,
            "first_name": readers.read_first_name,
            "last_name": readers.read_family,
            "honorific": readers.read_honorific,
            "company": readers.read_company,
            "linkedin": readers.read_linkedin,
            "facebook": readers.read_facebook,
            "twitter": readers.read_handle,
            "instagram": readers.read_handle,
            "city": place_readers.read_city,
            **dict.fromkeys(
                _DAY_OR_MOMENT, _remembering(lambda cell: readers.read_day_or_moment(cell, order))
            ),
            "currency": lambda cell: readers.read_currency(cell, self.currency),
            "duration_minutes": lambda cell: readers.read_minutes(cell, header, marks.decimal),
            "outcome": _read_outcome,
            "pinned": readers.read_boolean,
            "postal_code": lambda cell: place_readers.read_postal_code(cell, home),
        }
        if field in self.as_they_stand:
            return readers.read_as_it_stands
        if field in by_field:
            return by_field[field]
        if choices := FIELD[field].choices:
            return _of_choices(choices)
        if field == "street" and self.whole_address:
            return place_readers.read_address
        born = field == "birthday"
        consent = asks_for_consent(header)
        also = "do_not_call" if field == "do_not_email" and self.notices and means_every_way(header) else ""
        by_type: dict[FieldType, Reader] = {
            FieldType.NAME: readers.read_given,
            FieldType.LONG_TEXT: readers.read_long_text,
            FieldType.EMAIL: lambda cell: readers.read_email(cell, home),
            FieldType.PHONE: lambda cell: readers.read_phone(cell, home, None),
            FieldType.URL: readers.read_url,
            FieldType.DATE: lambda cell: readers.read_date(cell, order, born, today),
            FieldType.DATETIME: _remembering(lambda cell: readers.read_datetime(cell, order)),
            FieldType.MONEY: lambda cell: readers.read_money(
                cell, marks, self.currency, field, always=self.several_amounts
            ),
            FieldType.NUMBER: lambda cell: readers.read_number_cell(cell, marks),
            FieldType.INTEGER: lambda cell: readers.read_integer(cell, marks),
            FieldType.PERCENT: lambda cell: readers.read_percent(cell, marks),
            FieldType.BOOLEAN: lambda cell: read_refusal(cell, consent, also),
            FieldType.COUNTRY: lambda cell: place_readers.read_country(cell, marks.codes),
            FieldType.TAGS: readers.read_tags,
        }
        kind = FIELD[field].type
        read = by_type.get(kind, readers.read_plain_text)
        return readers.clear_only(read, marks, kind, self.currency) if kind in NUMERIC else read
