"""One column of a workbook that comes back: what its cells show, and which value one that was typed over means.

The inverse of ``services.list_sheets.exported``: a cell becomes the value a list holds. A cell that still shows a value, in
whatever format a program saved it, is that value; only what shows something else is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.companies import clean_company
from salesdesk.domain.cleaning.dates import (
    date_text,
    datetime_text,
    parse_date,
    parse_day_or_moment,
    utc_of,
)
from salesdesk.domain.cleaning.decimal_marks import Marks
from salesdesk.domain.cleaning.misread import is_misread
from salesdesk.domain.cleaning.nothing import says_nothing
from salesdesk.domain.cleaning.phones import country_of
from salesdesk.domain.cleaning.reformatted import is_reformatted
from salesdesk.domain.cleaning.refusals import answer_of
from salesdesk.domain.cleaning.tags import split_tags
from salesdesk.domain.cleaning.text import cell_text, number_text, one_line
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.contacts import PhoneEntry
from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.given_values import currency
from salesdesk.domain.lifecycle import TITLES, parse_lifecycle
from salesdesk.domain.merging_back import is_kept_by_us
from salesdesk.domain.money import Money, exact_amount
from salesdesk.domain.named_people import PEOPLE_FIELDS, named_people, people_text
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import UNCALCULATED, Cell, CellError, CurrencyNumber, is_error_text
from salesdesk.domain.typed_values import (
    NotClear,
    TypingRules,
    chosen,
    clear_order,
    refuse_nought,
    refuse_odd_amount,
    typed_amount,
    typed_value,
)
from salesdesk.errors import InputError
from salesdesk.exchange.writing.text import cell_text as file_text
from salesdesk.phrases import phrase
from salesdesk.services.list_sheets import exported
from salesdesk.services.merging_back.alike import (
    TEXTS,
    comparing,
    ends_cut,
    is_cut,
    one_firm,
    same_moment,
)
from salesdesk.services.shown_cells import shows

GROUPS = (("email", "email_2", "email_3"), ("phone", "mobile", "phone_2", "phone_3", "fax"))
"""Fields of a person that show one list place by place: what stands in one may move to another."""
_FRACTION = re.compile(r"[+-]?\d*[.,](?!\d{3}\s*%?$)\d*[1-9]\d*\s*%?")
"""A number with something behind its mark; three figures there may be thousands."""
CUT_NUMBER = re.compile(r"\s*\d(?:[.,]\d+)?E\+?\d+\s*", re.IGNORECASE)
"""How a spreadsheet shows, and saves as text, a long number: most of its figures are gone."""
NUMBERS_OF_PHONES = frozenset({"phone", "mobile", "phone_2", "phone_3", "fax"})
NEEDED = frozenset({"lifecycle_stage", "stage", "pipeline", "kind", "currency"})
_NAMED = frozenset({"owner", "lead_source", "campaign", "pipeline", "stage"})
_READ_ANEW = frozenset(
    {
        *(FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT),
        *(FieldType.DATE, FieldType.DATETIME),
    }
)
_ANY_TWO = ("EUR", "USD")
"""Currencies: an amount that is read in one of them whichever is asked for names its own."""
_LONG = 16_000  # characters, from which on a cell may not hold a text
_AMBIGUOUS_YES = {1: True, 0: False}


class StatedCurrency(CurrencyNumber):
    """A number whose currency stands in a column beside it: what somebody wrote there, not what a format shows."""

    __slots__ = ()


class CellReader:
    """The cells of one column."""

    def __init__(
        self,
        kind: RecordKind,
        column: ListColumn,
        custom: CustomField | None,
        rules: TypingRules,
        choices: Choices,
        zone: tzinfo | None = None,
    ) -> None:
        self.kind, self.column, self.key, self.type = kind, column, column.key, column.type
        self._custom, self._rules, self._choices, self._zone = custom, rules, choices, zone
        self._shown: dict[Any, Any] = {}
        self.has_misread = False  # whether a cell showed a value in a wrong encoding
        self._id_of = comparing(self.key, self.type, is_link=self.is_link)

    @property
    def is_fixed(self) -> bool:
        """Whether a cell cannot change it."""
        return is_kept_by_us(self.kind, self.key)

    @property
    def is_link(self) -> bool:
        """Whether it shows the name of another record."""
        return self.links_to != ""

    @property
    def links_to(self) -> str:
        """What it names: "company", "contact", "deal", or one of the lists of names; "" where it names nothing."""
        if self.key in _NAMED:
            return {"lead_source": "source"}.get(self.key, self.key)
        if self.key == "company" and self.kind is not RecordKind.COMPANIES:
            return "company"
        if self.key == "full_name" and self.kind is not RecordKind.CONTACTS:
            return "contact"
        return "deal" if self.key == "deal_title" and self.kind is not RecordKind.DEALS else ""

    def shown(self, value: Any) -> Any:
        """A value as the export wrote it."""
        try:
            return self._shown[value]
        except KeyError:
            found = self._shown[value] = exported(self.column, value, self._choices)
            return found

    def same(self, cell: Cell | CellError, value: Any) -> bool:
        """Whether a cell still shows a value."""
        shown = self.shown(value)
        if cell.__class__ is str:
            if cell == shown:
                return True
            if cell == "":
                return shown is None or shown is False
            if isinstance(shown, str) and len(shown) > _LONG and is_cut(cell, shown):
                return True
        elif cell is None:
            return shown is None or shown is False
        if isinstance(cell, StatedCurrency) and isinstance(shown, Money):
            return self._money_of(cell, shown.currency) == shown
        if shows(cell, shown, self.column) or same_moment(cell, shown, self.type, self._zone):
            return True
        if not isinstance(shown, str):
            return False
        if isinstance(cell, str) and is_misread(cell, shown):
            self.has_misread = True
            return True
        return self.type in TEXTS and is_reformatted(cell, shown)

    def equal(self, one: Any, other: Any) -> bool:
        """Whether two values are the same to a person."""
        if one == other:
            return True
        if self.links_to == "company":
            return bool(one and other) and one_firm(one, other)
        return bool(self._id_of(one) == self._id_of(other))

    def read(self, cell: Cell | CellError, base: Any, home: str | None = None) -> Any:
        """The value that a cell means which does not show ``base``, None for an empty one. ``home`` is the country that
        its row speaks of. Raises ``InputError``."""
        if cell == UNCALCULATED:
            raise InputError("merging_back.not_calculated", field=self.key, title=self.column.title)
        if isinstance(cell, CellError):
            raise self._not_understood(cell.code, "kind")
        if isinstance(cell, str) and is_error_text(cell.strip()):
            raise self._not_understood(cell.strip(), "kind")
        if self.key in NUMBERS_OF_PHONES and isinstance(cell, str) and CUT_NUMBER.fullmatch(cell):
            raise self._not_understood(cell, "phone")
        if self.type is FieldType.BOOLEAN:
            return self._boolean(cell)
        if cell is None or (isinstance(cell, str) and not cell.strip()) or self.says_nothing(cell):
            if self.key in NEEDED or (self.key == self._name_field()):
                raise InputError("merging_back.needed", field=self.key, title=self.column.title)
            return None
        if isinstance(base, str) and len(base) > _LONG and isinstance(cell, str) and ends_cut(cell, base):
            raise InputError("merging_back.too_long", field=self.key, title=self.column.title)
        return self._value(cell, base, home)

    def plain_text(self, cell: Cell | CellError) -> str:
        """What a filled cell means as a text that can be read in one way: a number with a point, a day as YYYY-MM-DD, a
        moment in UTC; of other columns the text it shows. Raises ``InputError``."""
        if isinstance(cell, CellError) or self.type in _READ_ANEW:
            if self.type is FieldType.MONEY and not isinstance(cell, CellError):
                money = self._money_of(cell, self._rules.currency)
                if money is not None:
                    return f"{_in_one_way(exact_amount(money))} {self.currency_named(cell) or ''}".strip()
            value = self.read(cell, None)
            text = number_text(value) if isinstance(value, int | float) else str(value or "")
            return f"{text} %" if self.type is FieldType.PERCENT and text else text
        return file_text(cell, "\t")

    def currency_named(self, cell: Cell) -> str | None:
        """The currency that a cell of an amount says itself, None where it says none."""
        found = [self._money_of(cell, code) for code in _ANY_TWO]
        named = {money.currency for money in found if money is not None}
        return named.pop() if len(named) == 1 else None

    # -- reading ------------------------------------------------------------------------------------------

    def says_nothing(self, cell: Cell | CellError) -> bool:
        """Whether a cell has a word for that there is nothing."""
        if not isinstance(cell, str) or (self._custom is not None and cell.strip() in self._custom.choices):
            return False
        return says_nothing(cell, self.type, is_company=self.key == "company")

    def _value(self, cell: Cell, base: Any, home: str | None) -> Any:
        match self.type:
            case FieldType.MONEY:
                return self._money(cell, base)
            case FieldType.DATE:
                return self._day(cell)
            case FieldType.DATETIME:
                return self._moment(cell, base)
            case FieldType.TAGS:
                return split_tags(cell_text(cell)) or None
            case FieldType.NUMBER | FieldType.INTEGER | FieldType.PERCENT:
                return self._number(cell)
        text = cell_text(cell)
        if self.key == "lifecycle_stage":
            return self._lifecycle(text)
        if self.key == "kind":
            return self._kind_of_entry(text)
        if self.key == "currency":
            return currency(one_line(text).upper())
        if self.key in PEOPLE_FIELDS.values():
            return people_text(named_people(self.key, text)) or None
        if self.key == "outcome":
            return self._choices.stored_outcome(one_line(text))
        if self._custom is not None and self._custom.choices:
            return chosen(self.key, self.column.title, self._custom.choices, one_line(text))
        if self.links_to == "company" or (self.key == "company" and self.kind is RecordKind.COMPANIES):
            return clean_company(text) or None
        return _plain(
            typed_value(self.key, self.column.title, self.type, text, self._rules_beside(base, home))
        )

    def _rules_beside(self, base: Any, home: str | None) -> TypingRules:
        """How a text is read that was typed over a value: a number without its country is one of the same country; else of
        that of the file, or, where it has none, of its row."""
        country = country_of(base) if self.key in NUMBERS_OF_PHONES and isinstance(base, str) else None
        country = country or self._rules.country or home
        return replace(self._rules, country=country)

    def _money(self, cell: Cell, base: Any) -> Money:
        own = base.currency if isinstance(base, Money) and base.currency else self._rules.currency
        found = self._money_of(cell, own)
        if found is None:
            raise self._not_understood(cell_text(cell), "amount")
        refuse_odd_amount(self.key, self.column.title, cell_text(cell), found)
        return found

    def _money_of(self, cell: Cell, code: str) -> Money | None:
        rules = replace(self._rules, currency=code)
        if isinstance(cell, str):
            self._refuse_unclear(cell, code)
        if isinstance(cell, CurrencyNumber):
            cell = f"{number_text(float(cell))} {cell.sign}"
            rules = replace(rules, decimal=".")
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            cell, rules = number_text(cell), replace(rules, decimal=".")
        if not isinstance(cell, str):
            return None
        return typed_amount(self.key, self.column.title, one_line(cell), rules)

    def _number(self, cell: Cell) -> int | float | None:
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            self._refuse_unclear(cell)
            self._refuse_fraction(one_line(cell_text(cell)))
            found = typed_value(self.key, self.column.title, self.type, cell_text(cell), self._rules)
            return found if isinstance(found, int | float) else None
        if self.type is FieldType.PERCENT and 0 < cell < 1:
            cell = cell * 100
        number: int | float = int(cell) if float(cell).is_integer() else float(cell)
        if self.type is not FieldType.NUMBER and isinstance(number, float):
            number = round(number, 6)
            if not number.is_integer():
                raise self._not_understood(number_text(number), "whole")
            number = int(number)
        typed_value(self.key, self.column.title, self.type, number, self._rules)  # within its bounds
        return number

    def _refuse_unclear(self, cell: Cell, currency: str | None = None) -> None:
        """Refuse a text that may be one of two numbers, unless the file's own way of writing them tells which."""
        marks = Marks(self._rules.decimal or ".", mixed=not self._rules.decimal)
        if isinstance(cell, str) and (readings := marks.readings(cell, self.type, currency)):
            one, other = readings
            title = self.column.title
            raise NotClear("values.not_clear", field=self.key, text=cell, one=one, other=other, title=title)

    def _refuse_fraction(self, text: str) -> None:
        """Refuse a text that would lose something as a number: a fraction where there are whole numbers alone, and per cent
        where there are none."""
        if self.type is FieldType.NUMBER:
            if text.endswith("%"):
                raise self._not_understood(text, "number")
        elif _FRACTION.fullmatch(text):
            raise self._not_understood(text, "whole")

    def _day(self, cell: Cell) -> str | None:
        if isinstance(cell, str):
            found = typed_value(self.key, self.column.title, FieldType.DATE, cell, self._rules)
            return found if isinstance(found, str) else None
        day = parse_date(cell, "YMD")
        if day is None:
            raise self._not_understood(cell_text(cell), "date")
        refuse_nought(self.key, self.column.title, cell_text(cell), day)
        return date_text(day)

    def _moment(self, cell: Cell, base: Any) -> str:
        if isinstance(cell, datetime) and not (_is_day(base) and cell.time() == time()):
            found: datetime | date | None = utc_of(cell.replace(microsecond=0))
        else:
            text = isinstance(cell, str)
            order = clear_order(self.key, self.column.title, cell_text(cell), self._rules) if text else "YMD"
            found = parse_day_or_moment(cell, order)
        if found is None:
            raise self._not_understood(cell_text(cell), "date")
        refuse_nought(self.key, self.column.title, cell_text(cell), found)
        return datetime_text(found) if isinstance(found, datetime) else date_text(found)

    def _boolean(self, cell: Cell) -> bool:
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return False
        found = cell if isinstance(cell, bool) else None
        if found is None and isinstance(cell, int | float):
            found = _AMBIGUOUS_YES.get(int(cell)) if cell == int(cell) else None
        elif found is None and isinstance(cell, str):
            found = answer_of(cell, consent=False) if self.key in WAYS else parse_boolean(one_line(cell))
        if found is None:
            raise self._not_understood(cell_text(cell), "yes_or_no")
        return found

    def _lifecycle(self, text: str) -> str:
        code = parse_lifecycle(text)
        if code is None:
            choices = tuple(TITLES.values())
            raise InputError(
                "values.no_choice", field=self.key, title=self.column.title, text=text, choices=choices
            )
        return code

    def _kind_of_entry(self, text: str) -> str:
        found = self._choices.kind_named(one_line(text))
        if found is None:
            known = tuple(choice.code for choice in self._choices.offered_kinds)
            raise InputError("activities.no_kind", field=self.key, name=text, known=known)
        return found.value

    def _not_understood(self, text: str, wanted: str) -> InputError:
        return InputError(
            "values.not_understood",
            field=self.key,
            text=text,
            wanted=phrase(f"values.wanted.{wanted}"),
            title=self.column.title,
        )

    def _name_field(self) -> str:
        return entity_of(self.kind).name_field


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10


def _in_one_way(amount: Decimal) -> str:
    """An amount as a text that is no other one with thousands."""
    text = f"{amount:f}"
    return f"{text}0" if len(text.partition(".")[2]) == _THOUSANDS else text


_THOUSANDS = 3  # digits behind the only mark of a number that could be thousands


def _plain(value: Any) -> Any:
    if isinstance(value, PhoneEntry):
        return value.number + (f";ext={value.extension}" if value.extension else "")
    return value or None
