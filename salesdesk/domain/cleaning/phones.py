"""Phone numbers as people and spreadsheets write them, read into E.164."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import phonenumbers

from salesdesk.domain.cleaning.phone_parting import LEAST_OF_NUMBER, digits_of
from salesdesk.domain.cleaning.phone_rules import PlainNumber, calling_code, may_lack_zero, read_plain
from salesdesk.domain.cleaning.text import is_empty_word, number_text, one_line
from salesdesk.domain.sheets import Cell, CellError

NOTE_SCIENTIFIC = "scientific"  # digits lost to a display such as 4.93E+11
NOTE_ZERO_RESTORED = "zero_restored"  # Excel had dropped the leading zero
NOTE_PLUS_RESTORED = "plus_restored"  # written with calling code but without "+"
NOTE_UNASSIGNED = "unassigned"  # right length, but no number like it is assigned
NOTE_LENGTH = "length"  # too short or too long
NOTE_NO_COUNTRY = "no_country"  # a national number, and no country to read it by
NOTE_TEXT = "text"  # no phone number in it
NOTE_BESIDE = "beside"  # one number among words or other figures, which are not part of it


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """One number. ``e164`` is None when it cannot be dialled as read; ``digits`` is the key for search and
    matching (calling code and national digits where known, else all digits seen); ``country`` ISO alpha-2;
    ``is_mobile`` None where the plan does not tell; ``note`` one of the NOTE codes or ""."""

    e164: str | None
    digits: str
    extension: str = ""
    country: str | None = None
    is_mobile: bool | None = None
    valid: bool = False
    note: str = ""

    @property
    def text(self) -> str | None:
        """The stored form: E.164 with ";ext=" and the extension when there is one."""
        if self.e164 is None or not self.extension:
            return self.e164
        return f"{self.e164};ext={self.extension}"


_PLAIN = re.compile(r"\+?[0-9(][0-9 ().\-/]*")
_MOMENT = re.compile(
    r"(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))?[ T]?(?:-?\d{1,8}:\d\d(?::\d\d(?:\.\d+)?)?)?"
)  # a length of time too, which may be days long or below nought
_STORED = re.compile(r"(\+[0-9]{6,16})(?:;ext=([0-9]{1,15}))?")
_PUNCTUATION = str.maketrans("", "", " ().-/+")
_FLOAT = re.compile(r"\s*(\+?\d{5,15})[.,]0\s*")  # a whole number that passed through a column of floats
_SCIENTIFIC = re.compile(r"([+-]?\d+)(?:[.,](\d+))?\s*[eE]\s*\+?(\d{1,2})")
_EXTENSION_WORD = re.compile(
    r"[\s,;(-]{0,9}\b(?:extension|extensi[oó]n|ext|durchwahl|dw|nst|nebenstelle|poste|p\.|interno|interne|int|wew|"
    r"anexo|ramal|toestel|tst|linka|anknytning|lok|alanumero|vnitrn[ií]|доб)\b[\s.:)#]{0,9}(?=\d{1,7}\)?\s*$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:^|[\s(\[,-])(?:tel(?:efon|[eé]phone|efono|éfono)?|phone|ph|mob(?:ile|il|iel)?|cell(?:ulare|ular|phone)?|"
    r"handy|gsm|portable|m[oó]vil|home|work|office|direct|main|fax|privat|dienstl(?:ich)?|gesch(?:äftlich)?|"
    r"b[uü]ro|zentrale|whatsapp|festnetz|fixe?|mobil|domicile|bureau|pro|perso|[tmhwpf])(?:[.:)\]]+|(?=\s|$))",
    re.IGNORECASE,
)
_INDEXED = re.compile(
    r"(?:(?<![^\W\d_])[^\W\d_]{2,}\d{1,2}|(?<![^\W\d_])[^\W\d_]{2,}\s?\d{1,2}(?=\s?[:.)]))(?=[\s:.)]+[+(\d])"
)
"""A word with the number of its kind: "mobil1 0171 …", "privat 2: 030 …"."""
_RUN = re.compile(r"\+?(?:\(\+?\d{1,5}\)\s?)?\d(?:(?:[ .\-/]{0,3}|\s?\(\d{1,5}\)[ .\-/]{0,2})\d)*")
_NO_AREA = re.compile(r"[1-9]\d{0,2}\s/\s")  # "4 / 030 123": the house, not the town
_DIALLED_ON = re.compile(r"(?:;ext=|[ ,]x|[ ,]ext\.?|#)\s?\d{1,7}\s*\Z", re.IGNORECASE)
"""An extension that the library reads itself."""
_LAST_DIGITS = re.compile(r"(\+?[\d ().\-]*\d(?:\s?/\s?(?=(?:[ .\-]?\d){5})[\d ().\-]*\d)?)\s?/\s?(\d{1,3})")
"""A number and the last digits of another one of the same house: "030 1234567/68"."""
_VANITY = re.compile(r"\+?[\d\s().-]*\d{3}[\s().-]*(?=(?:[\d\s-]*[A-Za-z]){3})[A-Za-z][A-Za-z\d\s-]{2,14}")
# (calling code, region, what mobiles had behind it, what was dialled before them at home). Mexico gave up 1 after its
# code, and 01, 044 and 045 before numbers, on 3 August 2019 (Instituto Federal de Telecomunicaciones, Plan Tecnico Fundamental de Numeracion)
_GIVEN_UP = (("52", "MX", r"1(?=\d{10}\Z)", r"(?:04[45]|01)(?=\d{10}\Z)"),)
_BEFORE_VANITY = 5  # "+49 800" and "1-800", leading zeros not counted
_LONG_NATIONAL = 12  # national numbers without trunk prefix are shorter nearly everywhere
_MIN_DIGITS, _MAX_DIGITS = 5, 20
_LONG_ENOUGH = 8  # digits of a number that can ring by itself


def _is_vanity(text: str) -> bool:
    """Whether letters stand for digits, as in "1-800-FLOWERS": glued to the digits, or behind the few of a free call. Others
    are words."""
    if len(text) > 60 or _VANITY.fullmatch(text) is None:
        return False
    before = text[: next(place for place, char in enumerate(text) if char.isalpha())]
    return before[-1] not in " (" or len(digits_of(before).lstrip("0")) <= _BEFORE_VANITY


def digits_key(text: str) -> str:
    """All digits of a number, extension excluded; of a stored number the calling code comes first.

    Two spellings of one stored number have one key; any run of digits can be searched in it.
    """
    return digits_of(text.partition(";ext=")[0])


def plain_e164(text: str, country: str | None, *, valid: bool = False) -> str | None:
    """E.164 of a plainly valid or possible number, as ``parse_phone`` gives it, else None (not a verdict). Fast.

    With ``valid`` only of a valid one.
    """
    if not _PLAIN.fullmatch(text) or (text[4:5] == "-" and _MOMENT.fullmatch(text)) or text[-2:] == ".0":
        return None
    if "/" in text and _house_and_more(text) is not None:
        return None
    found = _plain(text, country)
    return None if found is None or (valid and not found.valid) else f"+{found.code}{found.national}"


def _plain(text: str, country: str | None) -> PlainNumber | None:
    """A plain number that needs no repair: valid, or possible and nothing dropped from it could make it valid."""
    international = text[0] == "+"
    digits = text.translate(_PUNCTUATION)
    found = read_plain(digits, international=international, country=country)
    if found is None or found.valid or international:
        return found
    if (
        len(digits) < 8
        or digits.startswith("00")
        or (digits[0] != "0" and (len(digits) > 10 or may_lack_zero(digits, country)))
    ):
        return None
    return found


def _ask(text: str, country: str | None) -> PhoneNumber | None:
    """What phonenumbers says: a valid or possible number, or None."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    # a local number without area code is "possible" too, but cannot be dialled from elsewhere
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    valid = phonenumbers.is_valid_number(number)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE or not valid:
        is_mobile = None
    else:
        is_mobile = kind == phonenumbers.PhoneNumberType.MOBILE
    return PhoneNumber(
        e164,
        e164[1:],
        number.extension or "",
        region if region and region.isalpha() else None,
        is_mobile,
        valid,
        "" if valid else NOTE_UNASSIGNED,
    )


def _read(text: str, country: str | None, digits: str) -> PhoneNumber:
    """The best reading of enough digits: as written, or with what a spreadsheet dropped put back."""
    as_written = _ask(text, country)
    if as_written is None and (renewed := _renewed(text, country, digits)) is not None:
        return renewed
    if digits[0] != "0" and "+" not in text and len(digits) >= _LONG_NATIONAL:
        # open plans such as the German one accept almost anything: believe a calling code first
        plus = _ask("+" + digits, None)
        if plus is not None and plus.valid:
            return replace(plus, note="" if plus.country == country else NOTE_PLUS_RESTORED)
    if as_written is not None and as_written.valid:
        return as_written
    if not text.lstrip("( ").startswith("+") and not digits.startswith("00"):
        if country is not None and digits[0] != "0" and 6 <= len(digits) < 13:
            # the zero may belong to the number, as in Italy, or to a longer prefix, as in Hungary's 06
            zero = _ask("0" + digits, country)
            if zero is not None and zero.valid and zero.digits.startswith(calling_code(country)):
                return replace(zero, note=NOTE_ZERO_RESTORED)
        if len(digits) >= 11 and not digits.startswith("0"):
            plus = _ask("+" + digits, None)
            if plus is not None and plus.valid:
                return replace(plus, note=NOTE_PLUS_RESTORED)
    elif digits.startswith("00") and not text.startswith("+"):
        abroad = _ask("+" + digits[2:], None)
        if abroad is not None and abroad.valid:
            return abroad
    if as_written is not None and ("+" in text or len(digits) >= 8):
        return as_written
    has_code = text.startswith("+") or digits.startswith("00")
    note = NOTE_NO_COUNTRY if country is None and not has_code else NOTE_LENGTH
    return PhoneNumber(None, digits, note=note)


def _renewed(text: str, country: str | None, digits: str) -> PhoneNumber | None:
    """A number in a form that its plan gave up, in the form of today."""
    for code, region, abroad, at_home in _GIVEN_UP:
        begun = re.match(rf"(?:00)?{code}{abroad}", digits)
        dialled = re.match(at_home, digits) if country == region and "+" not in text else None
        found = begun or dialled
        number = _ask(f"+{code}{digits[found.end() :]}", None) if found is not None else None
        if number is not None and number.valid:
            return replace(number, is_mobile=None if digits.startswith("01") else True)
    return None


def _unfold_scientific(text: str) -> tuple[str, bool] | None:
    """(digits, exact) of "4.93E+11"; exact when no digit is missing. None when it is not of that form."""
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return None
    whole, decimals, exponent = match[1].lstrip("+-"), match[2] or "", int(match[3])
    digits = whole + decimals + "0" * max(0, exponent - len(decimals))
    return digits, len(decimals) == exponent


def _house_and_more(text: str) -> str | None:
    """The first number of "030 1234567/68", None where a stroke parts nothing like it."""
    found = _LAST_DIGITS.fullmatch(text)
    return found[1] if found is not None and len(digits_of(found[1])) >= _LONG_ENOUGH else None


def _from_text(text: str, country: str | None) -> PhoneNumber:
    extension, beside = "", False
    digits = digits_of(text)
    house = _house_and_more(text)
    if house is not None:
        text, beside = house, True
        digits = digits_of(text)
    if any(char.isalpha() for char in text):
        text = _INDEXED.sub(lambda label: label[0].rstrip("0123456789 "), text)
        head = _EXTENSION_WORD.split(text, maxsplit=1)
        if len(head) == 2:
            text, extension = head[0], digits_of(head[1])
        bare = one_line(_LABEL.sub(" ", text))
        if digits_of(bare) and not _is_vanity(bare):
            text = bare
        digits = digits_of(text)
        if _is_vanity(text):
            vanity = _ask(text, country)
            return vanity if vanity and vanity.valid else PhoneNumber(None, digits, note=NOTE_TEXT)
        if any(char.isalpha() for char in text) and not _DIALLED_ON.search(text):
            runs = [_NO_AREA.sub("", run, count=1) for run in _RUN.findall(text)]
            runs = [run for run in runs if len(digits_of(run)) >= LEAST_OF_NUMBER]
            if len(runs) != 1:
                return PhoneNumber(None, digits, note=NOTE_TEXT if not runs else NOTE_LENGTH)
            text, beside = runs[0], True
            digits = digits_of(text)
    if len(digits) < _MIN_DIGITS or len(digits) > _MAX_DIGITS:
        return PhoneNumber(None, digits, note=NOTE_LENGTH if digits else NOTE_TEXT)
    found = _read(text, country, digits)
    if (
        beside
    ):  # what stands around it must not be read as something it is not, so the number itself has to be sure
        found = replace(found, note=NOTE_BESIDE) if found.valid else PhoneNumber(None, digits, note=NOTE_TEXT)
    return replace(found, extension=extension) if extension and found.e164 else found


def parse_phone(cell: Cell | CellError, country: str | None) -> PhoneNumber | None:
    """One number of a cell, read as dialled in ``country`` (ISO alpha-2 or None); None for an empty cell.

    Valid numbers and numbers of a possible length get an ``e164``; everything else keeps only its digits
    and a note. What Excel did to numbers is repaired where the repaired number is valid: a lost leading
    zero, a lost "+", an added ".0"; an exponent such as 4.93E+11 has lost digits and is only flagged.
    """
    if cell is None or isinstance(cell, (bool, CellError, date, time, timedelta)):
        return None if cell is None else PhoneNumber(None, "", note=NOTE_TEXT)
    if isinstance(cell, (int, float)):
        text = number_text(abs(cell))
        if not text.isdigit():
            return PhoneNumber(None, digits_of(text), note=NOTE_TEXT)
        if len(text) >= 11 and text.endswith("0000000"):
            return PhoneNumber(None, text, note=NOTE_SCIENTIFIC)
    else:
        text = one_line(unicodedata.normalize("NFKC", cell) if not cell.isascii() else cell)
        if not text or is_empty_word(text):
            return None
        whole = _FLOAT.fullmatch(text)
        if whole is not None:
            text = whole[1]
        if _MOMENT.fullmatch(text):  # a date or time of day in the wrong column
            return PhoneNumber(None, digits_of(text), note=NOTE_TEXT)
        unfolded = _unfold_scientific(text)
        if unfolded is not None:
            text, exact = unfolded
            if not exact:
                return PhoneNumber(None, text, note=NOTE_SCIENTIFIC)
    if _PLAIN.fullmatch(text) and _house_and_more(text) is None:
        plain = _plain(text, country)
        if plain is not None and not plain.valid:
            digits = plain.code + plain.national
            return PhoneNumber("+" + digits, digits, "", plain.region, None, False, NOTE_UNASSIGNED)
        if plain is not None:
            whole_number = plain.code + plain.national
            sure = plain.is_mobile or not _may_be_mobile(whole_number)
            return PhoneNumber(
                "+" + whole_number, whole_number, "", plain.region, plain.is_mobile if sure else None, True
            )
    return _from_text(text, country)


def _may_be_mobile(digits: str) -> bool:
    """Whether the plan uses the same numbers for fixed lines and mobiles (as in North America)."""
    number = phonenumbers.parse("+" + digits, None)
    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE


_SAID = re.compile(
    r"(?:(?P<fax>(?:tele)?fax(?:nummer|nr|number|no)?|t[ée]l[ée]copie(?:ur)?|faksi?|факс|传真|傳真|팩스)|"
    r"(?P<mobile>mob(?:ile|iel|il|iltelefon)?|cell(?:ulare|ular|phone)?|handy|gsm|natel|portable|m[oó]vil|celular|"
    r"телемоб|моб(?:ильный)?|携帯|手机|手機|휴대폰|iphone))",
    re.IGNORECASE,
)


def label_field(label: str) -> str | None:
    """The field of a number that a label beside or before it names, "fax" or "mobile"; None when it says no more than
    where it rings ("Work", "Home")."""
    found = _SAID.search(label)
    return found.lastgroup if found is not None else None


def said_field(text: str) -> str | None:
    """The same of a number with its label in one cell: "Fax: 030 123", "0171 55 (mobil)"."""
    words = "".join([char if char.isalpha() else " " for char in text]).split()
    return label_field(" ".join(words)) if 0 < len(words) <= 3 else None


def without_label(text: str) -> str:
    """A number as written without what it is called: "Fax: 030 123" is "030 123"."""
    return one_line(_LABEL.sub(" ", _SAID.sub(" ", text))).strip(" :;.,-()") or text


def holds_numbers_only(text: str) -> bool:
    """Whether nothing is in a text but numbers, what parts them and what they are called."""
    bare = _EXTENSION_WORD.sub(" ", _SAID.sub(" ", _LABEL.sub(" ", text)))
    return not any(char.isalpha() for char in _LABEL.sub(" ", bare))


def display_phone(e164: str) -> str:
    """A stored number as written abroad: "+49 30 1234567 ext. 12". Other text comes back unchanged."""
    match = _STORED.fullmatch(e164)
    if match is None:
        return e164
    try:
        number = phonenumbers.parse(match[1], None)
    except phonenumbers.NumberParseException:
        return e164
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{shown} ext. {match[2]}" if match[2] else shown


def country_of(number: str) -> str | None:
    """The country (ISO alpha-2) of a number with its country code, None where that does not tell one."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    found = phonenumbers.region_code_for_number(parsed)
    return found if found is not None and len(found) == 2 and found.isalpha() else None
