"""One cell to one stored value, per type of field: the small functions the row cleaner is made of.

A reader takes a cell that is neither None nor "" and returns the value, None for "nothing here", or an ``Odd`` when
there is more to say than one value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from salesdesk.domain.cleaning.birthdays import parse_birthday
from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.companies import clean_company, is_no_company
from salesdesk.domain.cleaning.dates import (
    date_text,
    datetime_text,
    is_blank_date,
    is_nought,
    parse_date,
    parse_datetime,
    parse_day_or_moment,
)
from salesdesk.domain.cleaning.decimal_marks import Marks
from salesdesk.domain.cleaning.durations import parse_duration
from salesdesk.domain.cleaning.emails import (
    TYPO,
    EmailAddress,
    is_plain_address,
    parse_email,
    plain_address,
    split_emails,
    without_addresses,
    without_slips,
)
from salesdesk.domain.cleaning.name_company import split_company
from salesdesk.domain.cleaning.name_suffixes import without_generation
from salesdesk.domain.cleaning.name_titles import leading_titles, title_of_part
from salesdesk.domain.cleaning.names import (
    clean_family,
    clean_given,
    looks_like_company,
    parse_name,
    simple_name,
)
from salesdesk.domain.cleaning.nothing import NOTHING
from salesdesk.domain.cleaning.numbers import (
    currency_code,
    number_of,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
)
from salesdesk.domain.cleaning.phone_parting import fax_beside, split_phones
from salesdesk.domain.cleaning.phones import (
    NOTE_BESIDE,
    NOTE_LENGTH,
    NOTE_NO_COUNTRY,
    NOTE_SCIENTIFIC,
    NOTE_TEXT,
    holds_numbers_only,
    parse_phone,
    plain_e164,
    said_field,
    without_label,
)
from salesdesk.domain.cleaning.tags import split_tags
from salesdesk.domain.cleaning.text import cell_text, clean_text, is_empty_word, one_line, tidy
from salesdesk.domain.cleaning.urls import clean_facebook, clean_handle, clean_linkedin, clean_url
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import NEVER_BELOW_ZERO, Money, RoundedMinor
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import Phrase, phrase

Value = str | int | float | bool | tuple[str, ...] | Money | None
"""What a draft holds; see ``rows`` for the form per type."""


_LEAST_DIGITS = 6
"""Digits of a cell of addresses from which on a phone number is looked for in it."""


class Odd(NamedTuple):
    """More than a plain value: ``extras`` are values for other fields (taken where those are empty), ``further`` more
    values of the same family (second phone, second e-mail), ``reason`` why something was not understood,
    ``keep`` text that goes to the notes so that nothing is lost. A tuple, because every name makes one."""

    value: Value = None
    extras: tuple[tuple[str, Value], ...] = ()
    further: tuple[str, ...] = ()
    reason: Phrase | None = None
    keep: str = ""


Reader = Callable[[Cell | CellError], "Value | Odd"]


def read_plain_text(cell: Cell | CellError) -> Value | Odd:
    """One line of text."""
    if isinstance(cell, str):
        text = cell
        if not text.isascii() or not text.isprintable() or "  " in text or text[0] == " " or text[-1] == " ":
            text = tidy(text)
            if "\n" in text:
                text = one_line(text)
    else:
        text = one_line(cell_text(cell))
    return None if not text or (len(text) < 10 and text.lower() in NOTHING) else text


def read_as_it_stands(cell: Cell | CellError) -> Value | Odd:
    """One line of text of an export of ours, which leaves empty what is not there: "n/a" is what somebody typed."""
    return one_line(cell_text(cell)) or None


def read_long_text(cell: Cell | CellError) -> Value | Odd:
    """Text with its line breaks."""
    text = clean_text(cell)
    return None if text is None or text.lower() in NOTHING else text


_NAMES = frozenset({"Null", "Nan"})
"""What programs write for nothing, and the names of people: only programs write it otherwise than with one capital."""


def _read_name(cell: Cell | CellError) -> Value | Odd:
    """One line of text in a column of names."""
    if isinstance(cell, str) and cell.strip() in _NAMES:
        return cell.strip()
    return read_plain_text(cell)


def read_given(cell: Cell | CellError) -> Value | Odd:
    """A middle name."""
    text = _read_name(cell)
    return clean_given(text) or None if isinstance(text, str) else None


def read_first_name(cell: Cell | CellError) -> Value | Odd:
    """A first name; a title before it goes to ``honorific``."""
    text = _read_name(cell)
    if not isinstance(text, str):
        return None
    title, rest = title_of_part(text)
    return _titled(title, clean_given(rest))


def read_family(cell: Cell | CellError) -> Value | Odd:
    """A last name; a title before or behind it goes to ``honorific``, junior and senior to ``suffix``."""
    text = _read_name(cell)
    if not isinstance(text, str):
        return None
    if " " not in text and text[-1] != ".":
        return clean_family(text) or None
    title, rest = title_of_part(text, family=True)
    family, generation = without_generation(rest)
    found = _titled(title, clean_family(family))
    if not generation or not family:
        return found
    extras = found.extras if isinstance(found, Odd) else ()
    return Odd(found.value if isinstance(found, Odd) else found, (*extras, ("suffix", generation)))


def read_honorific(cell: Cell | CellError) -> Value | Odd:
    """A title; of the first line of a letter ("Sehr geehrte Frau Dr. Wolf", "Dear Emily") only the title, the line is kept."""
    text = read_plain_text(cell)
    greeting = _GREETING.fullmatch(text) if isinstance(text, str) else None
    if greeting is None:
        return text
    return Odd(leading_titles(greeting[1].strip(" ,!").split())[0] or None, keep=str(text))


_GREETING = re.compile(
    r"(?:dear|liebe[rs]?|(?:sehr )?geehrter?|werter?|hallo|hello|hi|ch[eè]re?s?|estimad[oa]s?|querid[oa]s?|gentil[ei](?:ssim[oa])?|egregi[oa]|"
    r"car[oa]|beste|geachte|szanown[yai]|kære|kära|kjære|hei|hej|prezad[oa])\s(.+)",
    re.IGNORECASE,
)


def _titled(title: str, name: str) -> Value | Odd:
    return Odd(name or None, extras=(("honorific", title),)) if title else name or None


def read_full_name(cell: Cell | CellError) -> Value | Odd:
    """A whole name; its parts go to their own fields, an organisation also to ``company``. Of a person and a company
    in one cell the company only goes there."""
    text = read_plain_text(cell)
    if not isinstance(text, str):
        return None
    simple = simple_name(text)
    if simple is not None:
        return Odd(text, (("first_name", simple[0]), ("last_name", simple[1])))
    both = split_company(text)
    if both is None:
        return _person(text)
    beside: tuple[tuple[str, Value], ...] = (("company", both.company),)
    if not both.person:
        return Odd(text, beside)
    person = _person(both.person)
    if isinstance(person, Odd):
        return Odd(person.value, (*person.extras, *beside))
    return Odd(person, beside)


def _person(text: str) -> Value | Odd:
    name = parse_name(text)
    if not name.first and not name.last:
        if "@" in name.full:
            return Odd(extras=(("email", name.full),)) if is_plain_address(name.full) else name.full
        return (
            Odd(name.full, extras=(("company", name.full),))
            if looks_like_company(name.full)
            else name.full or None
        )
    parts = (
        ("first_name", name.first),
        ("last_name", name.last),
        ("middle_name", name.middle),
        ("honorific", name.honorific),
        ("suffix", name.suffix),
        ("nickname", name.nickname),
    )
    return Odd(name.full, extras=tuple(part for part in parts if part[1]))


def read_company(cell: Cell | CellError) -> Value | Odd:
    """A company name."""
    text = read_plain_text(cell)
    if not isinstance(text, str) or (len(text) < 24 and is_no_company(text)):
        return None
    return clean_company(text)


def read_email(cell: Cell | CellError, home: str | None = None) -> Value | Odd:
    """One or several addresses, and the phone numbers beside them as dialled in ``home``; what is neither is kept for
    the notes."""
    if not isinstance(cell, str):
        text = cell_text(cell)
        return Odd(reason=phrase("problems.email", text=text), keep=text)
    quick = plain_address(cell)
    if quick is not None:
        return quick
    if cell[0] in "[{":
        cell = _unwrapped(cell)
    if "@" in cell and sum(map(str.isdigit, cell)) >= _LEAST_DIGITS:
        both = _email_and_phone(cell, home)
        if both is not None:
            return both
    if "@" in cell:
        cell = without_slips(cell)
    found = [email for part in split_emails(cell) if (email := parse_email(part)) is not None]
    good = [email for email in found if email.valid]
    bad = [email.address for email in found if not email.valid]
    if not found:
        return None
    if not good:
        text = one_line(cell)
        return Odd(reason=phrase("problems.email", text=short(text)), keep=text)
    if len(good) == 1 and not bad and not good[0].note:
        first = good[0]
        return (
            Odd(first.address, extras=(("full_name", first.display_name),))
            if _is_name(first)
            else first.address
        )
    return _with_slip(good[0], tuple(dict.fromkeys(email.address for email in good[1:])), tuple(bad))


def _email_and_phone(cell: str, home: str | None) -> Odd | None:
    """Of a cell that holds addresses and, apart from them, numbers and nothing else: the one and the others."""
    rest, mails = without_addresses(cell)
    if not mails or sum(map(str.isdigit, rest)) < _LEAST_DIGITS or not holds_numbers_only(rest):
        return None
    numbers = read_phone(rest, home, None)
    found = numbers if isinstance(numbers, Odd) else Odd(numbers)
    texts = [text for text in (found.value, *found.further) if isinstance(text, str)]
    if not (texts or found.extras):
        return None
    extras = (*(("phone", text) for text in texts), *found.extras)
    return Odd(mails[0], extras=extras, further=mails[1:], reason=found.reason)


def _unwrapped(text: str) -> str:
    """The values of a JSON list as some programs export it, divided by ";"; other text unchanged."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    entries = found if isinstance(found, list) else [found]
    values = [entry.get("value") if isinstance(entry, dict) else entry for entry in entries]
    texts = [str(value) for value in values if isinstance(value, (str, int))]
    return ";".join(texts) or text


def _is_name(email: EmailAddress) -> bool:
    return bool(email.display_name) and "@" not in email.display_name


def _with_slip(first: EmailAddress, further: tuple[str, ...], bad: tuple[str, ...]) -> Odd:
    reason = None
    if first.note.startswith(TYPO):
        meant = first.note[len(TYPO) :]
        reason = phrase("problems.slip", text=first.address, meant=meant)
    if bad:
        reason = phrase("problems.email", text=short(", ".join(bad)))
    extras = (("full_name", first.display_name),) if _is_name(first) else ()
    return Odd(first.address, extras, further, reason, ", ".join(bad))


_PHONE_REASONS = {
    NOTE_SCIENTIFIC: "lost_digits",
    NOTE_LENGTH: "length",
    NOTE_NO_COUNTRY: "no_country",
    NOTE_TEXT: "text",
}


def read_phone(cell: Cell | CellError, country: str | None, home: str | None) -> Value | Odd:
    """One or several numbers as dialled in ``country``; raw text when it is none.

    ``home`` is the country of the file. A number that is only valid there stays as it is where the row states
    another country: dialled from the wrong one, it would ring at a stranger's.
    """
    doubted = home is not None and home != country
    if isinstance(cell, str):
        quick = plain_e164(cell, country, valid=doubted)
        if quick is not None:
            return quick
        if cell[0] in "[{":
            cell = _unwrapped(cell)
    mails: tuple[str, ...] = ()
    if isinstance(cell, str) and "@" in cell:
        cell, mails = without_addresses(cell)
    both = fax_beside(cell.strip()) if isinstance(cell, str) else None
    if both is not None:
        cell = f"{both[0]}; Fax {both[1]}"
    parts: list[Cell | CellError] = [*split_phones(cell)] if isinstance(cell, str) else [cell]
    texts: list[str] = []
    beside: list[tuple[str, Value]] = [("email", mail) for mail in mails]
    reason: Phrase | None = None
    keep = ""
    for part in parts:
        number = parse_phone(part, country)
        if number is None:
            continue
        raw = one_line(cell_text(part))
        foreign = doubted and not number.valid and _is_valid(part, home)
        text = None if foreign else number.text
        field = said_field(part) if isinstance(part, str) and len(number.digits) >= _LEAST_DIGITS else None
        if field is not None:  # "Fax: 030 123"
            beside.append((field, text or without_label(raw)))
        else:
            texts.append(text or raw)
        if text is not None and number.note == NOTE_BESIDE:
            keep = one_line(cell_text(cell))
            reason = reason or phrase("problems.phone.beside", text=short(keep))
        elif text is None and reason is None:
            reason = (
                phrase("problems.phone_abroad", text=short(raw), country=country)
                if foreign
                else phrase(f"problems.phone.{_PHONE_REASONS[number.note]}", text=short(raw))
            )
    if not texts:
        return Odd(extras=tuple(beside), reason=reason, keep=keep) if beside else None
    texts = list(dict.fromkeys(texts))
    if len(texts) == 1 and reason is None and not beside:
        return texts[0]
    return Odd(texts[0], extras=tuple(beside), further=tuple(texts[1:]), reason=reason, keep=keep)


def _is_valid(cell: Cell | CellError, country: str | None) -> bool:
    if isinstance(cell, str) and plain_e164(cell, country, valid=True) is not None:
        return True
    number = parse_phone(cell, country)
    return number is not None and number.valid


def read_url(cell: Cell | CellError) -> Value | Odd:
    """A web address; text that is none stays as it is, with a warning."""
    return _address(cell, clean_url)


def read_linkedin(cell: Cell | CellError) -> Value | Odd:
    """A LinkedIn address."""
    return _address(cell, clean_linkedin)


def read_facebook(cell: Cell | CellError) -> Value | Odd:
    """A Facebook address."""
    return _address(cell, clean_facebook)


def _address(cell: Cell | CellError, clean: Callable[[str], str | None]) -> Value | Odd:
    text = one_line(cell_text(cell))
    if not text or is_empty_word(text):
        return None
    url = clean(text)
    return url if url is not None else Odd(text, reason=phrase("problems.web", text=short(text)))


def read_handle(cell: Cell | CellError) -> Value | Odd:
    """A name on a social network."""
    return clean_handle(cell_text(cell))


def read_currency(cell: Cell | CellError, preferred: str | None) -> Value | Odd:
    """ISO 4217 code."""
    text = one_line(cell_text(cell))
    if not text or is_empty_word(text):
        return None
    return currency_code(text, preferred) or Odd(
        reason=phrase("problems.currency", text=short(text)), keep=text
    )


def read_date(cell: Cell | CellError, order: str, born: bool, today: date | None) -> Value | Odd:
    """ "YYYY-MM-DD"; a birthday (``born``) also "--MM-DD", without its year."""
    if born:
        birthday = parse_birthday(cell, order, today=today)
        if birthday is not None and today is not None and birthday > date_text(today):
            text = one_line(cell_text(cell))
            return Odd(reason=phrase("problems.birthday_to_come", text=short(text)), keep=text)
        if birthday is not None:
            return _no_nought(cell, order) or birthday
    elif (day := parse_date(cell, order, today=today)) is not None:
        return _no_nought(cell, order) or date_text(day)
    text = one_line(cell_text(cell))
    return None if is_blank_date(text) else Odd(reason=phrase("problems.date", text=short(text)), keep=text)


def read_datetime(cell: Cell | CellError, order: str) -> Value | Odd:
    """ "YYYY-MM-DDTHH:MM:SSZ" in UTC."""
    moment = parse_datetime(cell, order)
    return (_no_nought(cell, order) or datetime_text(moment)) if moment is not None else _no_date(cell)


def read_day_or_moment(cell: Cell | CellError, order: str) -> Value | Odd:
    """As ``read_datetime``, but "YYYY-MM-DD" where only the day is known."""
    found = parse_day_or_moment(cell, order)
    if found is not None and (nought := _no_nought(cell, order)) is not None:
        return nought
    if isinstance(found, datetime):
        return datetime_text(found)
    return date_text(found) if found is not None else _no_date(cell)


def _no_nought(cell: Cell | CellError, order: str) -> Odd | None:
    """What is made of a day that a spreadsheet shows for nothing; None of any other."""
    day = parse_date(cell, order)
    if day is None or not is_nought(day):
        return None
    text = one_line(cell_text(cell))
    return Odd(reason=phrase("problems.day_of_nothing", text=short(text)), keep=text)


def _no_date(cell: Cell | CellError) -> Odd | None:
    text = one_line(cell_text(cell))
    return None if is_blank_date(text) else Odd(reason=phrase("problems.date", text=short(text)), keep=text)


def read_money(
    cell: Cell | CellError, marks: Marks, currency: str | None, field: str = "", *, always: bool = False
) -> Value | Odd:
    """Minor units; the currency a cell shows goes to the ``currency`` field, ``always`` or where it is not the sheet's. An
    amount that had to be rounded (``RoundedMinor``) is told where it is known in which currency it is, see ``row_amounts``."""
    amount = parse_money(cell, marks.decimal, currency, marks.scale)
    if amount is None:
        return _no_amount(cell, marks, currency)
    minor, shown = amount
    if minor < 0:
        text = one_line(cell_text(cell))
        if field in NEVER_BELOW_ZERO:
            return Odd(reason=phrase("problems.below_zero", text=short(text)), keep=text)
        extras = (("currency", shown),) if shown is not None else ()
        return Odd(minor, extras, reason=phrase("problems.below_zero_taken", text=short(text)))
    plain = shown is None or (shown == currency and not always)
    if plain and not isinstance(minor, RoundedMinor):
        return minor
    return Odd(minor, extras=() if plain else (("currency", shown),))


def read_custom_money(cell: Cell | CellError, marks: Marks, currency: str | None) -> Value | Odd:
    """``Money`` in the currency shown, else the sheet's."""
    amount = parse_money(cell, marks.decimal, currency)
    if amount is None:
        return _no_amount(cell, marks, currency)
    money = Money(amount[0], amount[1] or currency or "EUR")
    return Odd(money, reason=rounded(cell, money)) if isinstance(money.minor, RoundedMinor) else money


def rounded(cell: Cell | CellError, money: Money) -> Phrase:
    """What is said of an amount that had more decimal places than its currency."""
    text = short(one_line(cell_text(cell)))
    return phrase("problems.rounded", text=text, taken=str(money.amount), currency=money.currency)


def _no_amount(cell: Cell | CellError, marks: Marks, currency: str | None) -> Odd | None:
    """Why a cell holds no amount: the sign of a currency nobody knows, a range, or something else."""
    text = one_line(cell_text(cell))
    found = number_of(cell, marks.decimal, currency)
    if found is not None and found.unnamed:
        sign = found.unnamed
        keep = text if sign in text else f"{text} {sign}"
        return Odd(reason=phrase("problems.unknown_sign", text=short(keep), sign=sign), keep=keep)
    if found is not None and found.spread:
        return Odd(reason=phrase("problems.range", text=short(text)), keep=text)
    return _not("money", cell)


def read_number_cell(cell: Cell | CellError, marks: Marks) -> Value | Odd:
    """A float."""
    number = parse_number(cell, marks.decimal)
    return number if number is not None else _not("number", cell)


def read_integer(cell: Cell | CellError, marks: Marks) -> Value | Odd:
    """An int; of "11-50" the lower end."""
    number = parse_integer(cell, marks.decimal)
    return number if number is not None else _not("number", cell)


def read_minutes(cell: Cell | CellError, header: str, decimal: str) -> Value | Odd:
    """A length of time in whole minutes."""
    minutes = None if isinstance(cell, CellError) else parse_duration(cell, header, decimal)
    return minutes if minutes is not None else _not("number", cell)


def read_percent(cell: Cell | CellError, marks: Marks) -> Value | Odd:
    """0..100."""
    number = parse_percent(cell, marks.decimal, fractions=marks.fractions)
    return number if number is not None else _not("percent", cell)


def clear_only(read: Reader, marks: Marks, kind: FieldType, currency: str | None = None) -> Reader:
    """``read`` for cells that can be read in one way; another is reported with both and kept for the notes."""

    def read_clear(cell: Cell | CellError) -> Value | Odd:
        return unclear(cell, marks, kind, currency) or read(cell)

    return read_clear


def unclear(cell: Cell | CellError, marks: Marks, kind: FieldType, currency: str | None) -> Odd | None:
    """What is made of a number that can be read in two ways; None of one that is clear."""
    both = marks.readings(cell, kind, currency)
    if both is None:
        return None
    text = cell_text(cell)
    return Odd(
        reason=phrase("problems.two_readings", text=short(text), one=both[0], other=both[1]), keep=text
    )


def read_boolean(cell: Cell | CellError) -> Value | Odd:
    """Yes or no."""
    answer = parse_boolean(cell)
    return answer if answer is not None else _not("boolean", cell)


def read_tags(cell: Cell | CellError) -> Value | Odd:
    """Distinct tags."""
    return split_tags(cell_text(cell)) or None


def _not(kind: str, cell: Cell | CellError) -> Odd | None:
    text = one_line(cell_text(cell))
    if not text or is_empty_word(text):
        return None
    return Odd(reason=phrase(f"problems.no.{kind}", text=short(text)), keep=text)


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
