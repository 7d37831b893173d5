"""What a person typed into a field, understood and checked. Refusals name the field they belong beside.

The one rule for what a typed amount, number or date means: its own marks decide where they can ("1.234,56", "31/12"); else
the file's decimal mark and date order do; what can still be read in two ways is refused with both of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from salesdesk.domain.cleaning.birthdays import parse_birthday
from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.countries import parse_country
from salesdesk.domain.cleaning.dates import is_nought, parse_date, says_no_day
from salesdesk.domain.cleaning.decimal_marks import detect_money_decimal
from salesdesk.domain.cleaning.numbers import (
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
)
from salesdesk.domain.cleaning.tags import split_tags
from salesdesk.domain.cleaning.text import number_text, one_line, tidy
from salesdesk.domain.cleaning.urls import clean_facebook, clean_handle, clean_linkedin, clean_url
from salesdesk.domain.contacts import PhoneEntry
from salesdesk.domain.custom_fields import SHAPES, CustomField, CustomType, CustomValue
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.given_values import LARGEST_AMOUNT
from salesdesk.domain.money import NEVER_BELOW_ZERO, Money, RoundedMinor, minor_digits
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.value_classes import dataclass


class NotClear(InputError):
    """What was typed can be read in two ways, and nothing tells which is meant."""


@dataclass(frozen=True, slots=True)
class TypingRules:
    """How typed text is to be read: the country of phone numbers (ISO alpha-2 or None), the currency of amounts
    without a sign, the decimal mark and the date order ("DMY", "MDY", "YMD") where the text leaves them open; "" for
    a file that does not say."""

    country: str | None = None
    currency: str = "EUR"
    decimal: str = "."
    date_order: str = "DMY"


_BY_KEY = {
    "linkedin": clean_linkedin,
    "facebook": clean_facebook,
    "twitter": clean_handle,
    "instagram": clean_handle,
}


def typed_value(key: str, title: str, shape: FieldType, value: Any, rules: TypingRules) -> Any:
    """The stored form of what was typed into a field, None when it is empty.

    Text fields give text, days ``YYYY-MM-DD``, money `Money`, phones a `PhoneEntry` (also when the number cannot
    be dialled as typed, as long as it has digits), tags a tuple of names. Values in such a form already are taken as
    they are. Raises ``InputError`` with ``field`` = ``key``.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        return _required(_in_form(shape, value), key, title, str(value), "kind")
    text = tidy(value) if shape is FieldType.LONG_TEXT else one_line(value)
    if shape is FieldType.TAGS:
        return split_tags(text)
    if not text:
        return None
    if key in _BY_KEY:
        return _required(_BY_KEY[key](text), key, title, text, "profile")
    match shape:
        case FieldType.EMAIL:
            from salesdesk.domain.cleaning.emails import parse_email  # large, as phones are

            found = parse_email(text)
            if found is None:
                return None
            return _required(
                found.address if found.valid else None,
                key,
                title,
                text,
                "email",
            )
        case FieldType.PHONE:
            return _phone(key, value, rules)
        case FieldType.URL:
            return _required(clean_url(text), key, title, text, "url")
        case FieldType.COUNTRY:
            return _required(parse_country(text), key, title, text, "country")
        case FieldType.DATE:
            return _required(_day(text, key, title, rules), key, title, text, "date")
        case FieldType.BOOLEAN:
            return _required(parse_boolean(text), key, title, text, "yes_or_no")
        case FieldType.INTEGER:
            decimal = _decimal(key, title, text, rules.decimal)
            whole = parse_integer(text, decimal)
            if whole is not None and parse_number(text, decimal) not in (None, float(whole)):
                other = parse_number(text, _OTHER[decimal])
                if other is not None and other.is_integer():
                    raise _ambiguous(key, title, text, f"{parse_number(text, decimal):g}", f"{other:,.0f}")
            return _required(whole, key, title, text, "whole")
        case FieldType.NUMBER:
            decimal = _decimal(key, title, text, rules.decimal)
            return _required(parse_number(text, decimal), key, title, text, "number")
        case FieldType.PERCENT:
            decimal = _decimal(key, title, text, rules.decimal)
            return _required(parse_percent(text, decimal), key, title, text, "percentage")
        case FieldType.MONEY:
            amount = _required(typed_amount(key, title, text, rules), key, title, text, "amount")
            refuse_odd_amount(key, title, text, amount)
            return amount
        case _:
            choices = FIELD[key].choices if key in FIELD else ()
            return chosen(key, title, choices, text) if choices else text


def chosen(key: str, title: str, choices: Sequence[str], text: str) -> str:
    """A choice as its list has it, whatever the case of ``text``. Raises ``InputError`` for one that it has not."""
    known = {choice.casefold(): choice for choice in choices}
    if text.casefold() not in known:
        raise InputError("values.no_choice", field=key, title=title, text=text, choices=tuple(choices))
    return known[text.casefold()]


def typed_amount(key: str, title: str, text: str, rules: TypingRules) -> Money | None:
    """The amount typed, in ``rules.currency`` unless it shows another one; None when it is none.

    In a file that has no decimal mark of its own, three digits behind the only mark of an amount whose currency has fewer
    decimal places, "250.000", are thousands.
    """
    decimal = rules.decimal or detect_money_decimal([text], rules.currency)
    found = parse_money(text, decimal or _decimal(key, title, text, ""), rules.currency)
    return Money(found[0], found[1] or rules.currency) if found is not None else None


def refuse_odd_amount(key: str, title: str, text: str, amount: Money) -> None:
    """Refuse an amount that would be rounded, or that is below zero where nobody means it."""
    if isinstance(amount.minor, RoundedMinor):
        code, places = amount.currency, minor_digits(amount.currency)
        raise InputError("values.too_precise", field=key, text=text, currency=code, places=places)
    if key in NEVER_BELOW_ZERO and amount.minor < 0:
        said = "deals.amount_negative" if key == "deal_value" else "values.below_zero"
        raise InputError(said, field=key, text=text, title=title)


def amount_text(money: Money, decimal: str) -> str:
    """The digits of an amount as a person of this decimal mark types them, read back to the same amount by
    ``typed_amount`` whatever the file says. Without decimal places that are all zero."""
    amount = money.amount
    if amount == amount.to_integral_value():
        return f"{amount:.0f}"
    text = f"{amount:f}"
    if len(text.rpartition(".")[2]) == 3 and not decimal:
        text += "0"  # three digits could be thousands
    return text.replace(".", decimal or ".")


def custom_value(field: CustomField, value: Any, rules: TypingRules) -> CustomValue | None:
    """The stored value of a custom field for what was typed, None when it is empty. A choice is accepted whatever
    its case and accents, and only when the list has it. Raises ``InputError`` with the field's name."""
    clean = typed_value(field.name, field.title, SHAPES[field.type], value, rules)
    if clean is None or clean == "":
        return None
    if field.type is CustomType.CHOICE and field.choices:
        clean = chosen(field.name, field.title, field.choices, str(clean))
    if isinstance(clean, bool):
        return CustomValue(field.id, "yes" if clean else "no", float(clean))
    if isinstance(clean, Money):
        return CustomValue(field.id, f"{clean.amount} {clean.currency}", float(clean.amount))
    if isinstance(clean, (int, float)):
        return CustomValue(field.id, number_text(clean), float(clean))
    return CustomValue(field.id, str(clean), None)


def _in_form(shape: FieldType, value: Any) -> Any:
    """A value that is no text but what the shape holds, None when it is anything else."""
    match shape:
        case FieldType.BOOLEAN:
            return value if isinstance(value, bool) else None
        case FieldType.PHONE:
            return value if isinstance(value, PhoneEntry) else None
        case FieldType.DATE:
            return value.isoformat() if type(value) is date else None
        case FieldType.MONEY:
            return value if isinstance(value, Money) and abs(value.minor) < LARGEST_AMOUNT else None
        case FieldType.TAGS:
            listed = isinstance(value, (tuple, list)) and all(isinstance(tag, str) for tag in value)
            return tuple(one_line(tag) for tag in value) if listed else None
        case FieldType.INTEGER | FieldType.PERCENT if isinstance(value, int) and not isinstance(value, bool):
            most = 100 if shape is FieldType.PERCENT else LARGEST_AMOUNT
            return value if abs(value) <= most else None
        case FieldType.NUMBER if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value if abs(value) <= LARGEST_AMOUNT else None  # a NaN is not
    return None


def _phone(key: str, typed: str, rules: TypingRules) -> PhoneEntry | None:
    from salesdesk.domain.cleaning.phone_parting import numbers_in
    from salesdesk.domain.cleaning.phones import (  # the window stands without it
        NOTE_BESIDE,
        parse_phone,
    )

    text = one_line(typed)
    found = parse_phone(text, rules.country)
    if found is None:
        return None
    if not found.digits:
        raise InputError("values.no_phone_number", field=key, text=text)
    if "@" in text or found.note == NOTE_BESIDE or len(numbers_in(typed)) > 1:
        raise InputError("values.more_than_a_number", field=key, text=text)
    label = "fax" if key == "fax" else "mobile" if key == "mobile" or found.is_mobile else "work"
    return PhoneEntry(found.e164 or text, found.digits, label, found.extension or None)


def _day(text: str, key: str, title: str, rules: TypingRules) -> str | None:
    if key == "birthday":
        return _birthday(text, key, title, rules)
    day = parse_date(text, clear_order(key, title, text, rules))
    if day is None:
        return None
    refuse_nought(key, title, text, day)
    return day.isoformat()


def refuse_nought(key: str, title: str, text: str, day: date) -> None:
    """Refuse the day that a spreadsheet shows for an empty cell."""
    if is_nought(day):
        raise InputError("values.day_of_nothing", field=key, text=text, title=title)


def clear_order(key: str, title: str, text: str, rules: TypingRules) -> str:
    """The order in which a text writes its day: the file's, or any one when it reads the same in both. Raises ``NotClear``
    when neither the file nor the text tells, and ``InputError`` for a month without a day."""
    _refuse_month(key, title, text)
    order = rules.date_order or ("DMY" if _DOTTED.match(text) else "")
    if not order:
        found = {parse_date(text, one) for one in ("DMY", "MDY")}
        if len(found) > 1 and None not in found:
            raise _ambiguous(key, title, text, *sorted(day.isoformat() for day in found if day is not None))
    return order or "DMY"


def _refuse_month(key: str, title: str, text: str) -> None:
    if says_no_day(text):
        raise InputError("values.no_day", field=key, text=text, title=title)


def _birthday(text: str, key: str, title: str, rules: TypingRules) -> str | None:
    """A day, or one of which no year is known."""
    _refuse_month(key, title, text)
    order = rules.date_order or ("DMY" if _DOTTED.match(text) else "")
    found = {parse_birthday(text, one) for one in ([order] if order else ("DMY", "MDY"))}
    if len(found) > 1 and None not in found:
        raise _ambiguous(key, title, text, *sorted(day for day in found if day is not None))
    day = next((day for day in found if day is not None), None)
    if day is not None and not day.startswith("-"):
        refuse_nought(key, title, text, date.fromisoformat(day))
    return day


_DOTTED = re.compile(r"\s*\d{1,2}\.\s?\d{1,2}\.")  # nobody who writes points puts the month first
_OTHER = {".": ",", ",": "."}


def _decimal(key: str, title: str, text: str, decimal: str) -> str:
    """The file's decimal mark, or any one when the text reads the same with both. Raises ``NotClear`` when neither the
    file nor the text tells."""
    if decimal:
        return decimal
    point, comma = parse_number(text, "."), parse_number(text, ",")
    if point is not None and comma is not None and point != comma:
        raise _ambiguous(key, title, text, f"{point:,.15g}", f"{comma:,.15g}")
    return "." if point is not None else ","


def _ambiguous(key: str, title: str, text: str, one: str, other: str) -> NotClear:
    return NotClear("values.not_clear", field=key, text=text, one=one, other=other, title=title)


def _required(value: Any, key: str, title: str, text: str, wanted: str) -> Any:
    if value is None:
        raise InputError(
            "values.not_understood",
            field=key,
            text=text,
            wanted=phrase(f"values.wanted.{wanted}"),
            title=title,
        )
    return value
