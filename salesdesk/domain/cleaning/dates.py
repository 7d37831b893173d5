"""Dates and times as typed values, serial numbers or text in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone

from salesdesk.domain.cleaning.locale_names import month_in_any_language, usual_month
from salesdesk.domain.cleaning.text import fold_key, is_empty_word, one_line
from salesdesk.domain.local_zone import in_utc
from salesdesk.domain.sheets import Cell, CellError

ORDERS = ("DMY", "MDY", "YMD")

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's 1900 system as it behaves from March 1900 on
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73415  # 1910 to 2100: other numbers are no dates
_EARLIEST, _LATEST = 1850, 2150
_NOUGHT = frozenset({(1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1)})

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_THREE = re.compile(r"(\d{1,4})\s*([./\-\s年])\s*(\d{1,2})\s*[./\-\s月]\s*(\d{1,4})\s*日?\.?")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_UNSIGNED = re.compile(r"(\d{8})T(\d{2})(\d{2})(\d{2})?(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|ème|eme|e|ª|º|°|a|o)(?=[\s.,]|$)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<date>.*?)[\sT,]*(?:\bat\b|\bum\b|\bà\b|\ba las\b|\balle\b|\bom\b|\bkl\.?)?[\s,(]*"
    r"(?<![\d./])(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})|(?=\s*[ap]\.?m)|h(?=\s|$))"
    r"(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:Uhr|h|hrs?)?\s*"
    r"(?P<zone>Z|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?|\(?[A-Z]{1,5}\)?)?(?:\s*\([^)]*\)|\s*\[[^\]]*\])?\s*\)?",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\d)")
_EMPTY_DATE = re.compile(r"[0\s./:T-]+Z?")
# Hours east of UTC. Summer and winter names are told apart; "CST" is the American one.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "ist": 5.5, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2,
    "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7,
    "akst": -9, "hst": -10, "jst": 9, "sgt": 8, "hkt": 8, "aest": 10, "aedt": 11, "acst": 9.5, "awst": 8,
    "nzst": 12,
    "nzdt": 13, "brt": -3, "art": -3,
}  # fmt: skip
_FILLERS = frozenset("de del di do da of the den dem le la el il o d van".split())


def century(year: int, *, born: bool, today: date | None = None) -> int:
    """The full year of a two-digit one.

    A birthday lies in the past: the latest century not after ``today`` (without it: 00–20 are 20xx). Other
    dates follow
    the POSIX rule, 69–99 are 19xx.
    """
    if year >= 100:
        return year
    newest = today.year % 100 if today is not None else 20
    if born:
        return 2000 + year if year <= newest else 1900 + year
    return 1900 + year if year >= 69 else 2000 + year


def _year(text: str, born: bool, today: date | None) -> int:
    """The year of its figures: of two of them the century is found, "0024" is the year 24."""
    return int(text) if len(text) > 2 else century(int(text), born=born, today=today)


def _made(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_plausible(day: date) -> bool:
    """Whether a date may be meant: programs write 0001-01-01 and 9999-12-31 for "none"."""
    return _EARLIEST <= day.year <= _LATEST


def is_nought(day: date) -> bool:
    """Whether it is the first day of a spreadsheet's calendar, which it shows, and saves, for an empty cell or a nought."""
    return (day.year, day.month, day.day) in _NOUGHT


def from_serial(number: float) -> datetime | None:
    """The moment behind Excel's serial number (1900 system), None outside 1910–2100."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    seconds = round(number * 86400)
    return datetime.combine(_EPOCH, time()) + timedelta(seconds=seconds)


def _from_stamp(number: float) -> datetime | None:
    """Unix time in seconds or milliseconds, from 2000 on."""
    seconds = number / 1000 if number > 10**11 else number
    if not 946_684_800 <= seconds <= 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)


def _from_number(number: int | float) -> datetime | None:
    if number != number or number in (float("inf"), float("-inf")):
        return None
    if number == int(number) and _COMPACT.fullmatch(str(int(number))):
        digits = str(int(number))
        day = _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return datetime.combine(day, time()) if day is not None else None
    return from_serial(number) or _from_stamp(number)


def _three_numbers(
    first: str, second: str, third: str, order: str, born: bool, today: date | None
) -> date | None:
    if len(first) >= 3:
        return _made(int(first), int(second), int(third)) or _made(int(first), int(third), int(second))
    if len(third) < 3 and order == "YMD":
        return _made(_year(first, born, today), int(second), int(third))
    year = _year(third, born, today)
    one, two = int(first), int(second)
    day, month = (two, one) if order == "MDY" else (one, two)
    # a thirteenth month shows that this one date was written the other way round
    return _made(year, month, day) if month <= 12 else _made(year, day, month)


def _with_month_word(text: str, born: bool, today: date | None) -> date | None:
    words = [word.lower() for word in _WORDS.findall(_ORDINAL.sub("", text))]
    numbers = [word for word in words if word.isdigit()]
    if len(numbers) not in (1, 2):
        return None
    named = {word: usual_month(fold_key(word)) for word in words if not word.isdigit()}
    if not any(named.values()) and any(len(number) == 4 for number in numbers):
        # only where the year shows that it is a date: the months of a hundred languages are names and words in others
        named = {word: month_in_any_language(fold_key(word)) for word in named}
    months = {month for month in named.values() if month is not None}
    others = [word for word, month in named.items() if month is None and not _is_filler(word)]
    if len(months) != 1 or others:
        return None
    month = months.pop()
    if len(numbers) == 1:
        year = int(numbers[0])
        return _made(century(year, born=born, today=today), month, 1) if year > 31 else None
    first, second = numbers
    if len(first) >= 3 or int(first) > 31:
        first, second = second, first
    return _made(_year(second, born, today), month, int(first)) if int(first) <= 31 else None


def says_no_day(text: str) -> bool:
    """Whether a text names a month of a year and no day of it, as "March 1980" does."""
    text = one_line(text)
    numbers = [word for word in _WORDS.findall(_ORDINAL.sub("", text)) if word.isdigit()]
    return len(numbers) == 1 and _with_month_word(text, False, None) is not None


def _is_filler(word: str) -> bool:
    folded = fold_key(word)
    return folded in _FILLERS or folded[:2] in _WEEKDAYS


# Two letters are enough to skip the weekday before a date in the languages of the month names.
_WEEKDAYS = frozenset(
    "mo tu we th fr sa su di mi do lu ma me je ve gi zo wo vr lo ti to on so ke pe se te qu ni pi wt sr cz nd".split()
)


def _text_date(text: str, order: str, born: bool, today: date | None) -> date | None:
    match = _ISO.fullmatch(text)
    if match is not None:
        return _made(int(match[1]), int(match[2]), int(match[3]))
    match = _THREE.fullmatch(_WEEKDAY_BEFORE.sub("", text).strip(" ,"))
    if match is not None:
        return _three_numbers(match[1], match[3], match[4], order, born, today)
    if text.isdigit():
        found = _from_number(int(text)) if len(text) in (5, 8) else None
        return found.date() if found is not None else None
    return _with_month_word(text, born, today)


def _zone_of(text: str) -> timezone | None:
    zone = text.strip("() ").lower()
    if zone in _ZONES:
        return timezone(timedelta(hours=_ZONES[zone]))
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if offset is None:
        return None
    span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if span >= timedelta(hours=24):
        return None
    return timezone(-span if offset[1] == "-" else span)


def _text_moment(text: str, order: str, born: bool, today: date | None) -> datetime | date | None:
    """The date of a text, or with a clock time the moment (aware when it names a zone)."""
    day = _text_date(text, order, born, today)
    if day is not None:
        return day
    if text.isdigit() and len(text) in (10, 13):
        return _from_stamp(int(text))
    clock = _CLOCK.fullmatch(text)
    if clock is None or not clock["date"].strip():
        return None
    head = clock["date"].rstrip(" ,T")
    day = _text_date(head, order, born, today)
    if day is None:
        return None
    hour, minute, second = int(clock["hour"]), int(clock["minute"] or 0), int(clock["second"] or 0)
    half = (clock["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    zone = None
    if clock["zone"]:
        zone = _zone_of(clock["zone"])
        if zone is None:
            return None
    if (hour, minute, second) == (24, 0, 0):
        return datetime.combine(day, time(tzinfo=zone)) + timedelta(days=1)
    if hour > 23 or minute > 59 or second > 60:
        return None
    return datetime.combine(day, time(hour, minute, min(second, 59), tzinfo=zone))


def _moment(cell: Cell | CellError, order: str, born: bool, today: date | None) -> datetime | date | None:
    if isinstance(cell, date):  # a datetime is one too
        return cell if is_plausible(cell) else None
    if isinstance(cell, (bool, time, timedelta, CellError)) or cell is None:
        return None
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    text = one_line(cell)
    if is_blank_date(text) or len(text) > 70:
        return None
    # ISO 8601 without its signs, as contact cards and calendars write it
    if unsigned := _UNSIGNED.fullmatch(text):
        day, hour, minute, second, zone = unsigned.groups(default="")
        text = f"{day[:4]}-{day[4:6]}-{day[6:]}T{hour}:{minute}:{second or '00'}{zone}"
    return _text_moment(text, order, born, today)


def is_blank_date(text: str) -> bool:
    """Whether a tidied text stands for no date: nothing, "n/a", or zeros as in "00/00/0000"."""
    return not text or is_empty_word(text) or _EMPTY_DATE.fullmatch(text) is not None


def parse_date(
    cell: Cell | CellError, order: str, *, born: bool = False, today: date | None = None
) -> date | None:
    """The day a cell means, None when it means none. A clock time is dropped; the day is the one written.

    ``order`` is "DMY",
    "MDY" or "YMD" and decides "03/04/05"; a day over 12 decides for itself. ``born``: see ``century``.
    Numbers are Excel serials (1900 system), 20240131, or Unix time.
    """
    if type(cell) is str and len(cell) == 10 and cell[4] == "-" and _ISO.fullmatch(cell):
        return _made(int(cell[:4]), int(cell[5:7]), int(cell[8:]))
    found = _moment(cell, order, born, today)
    return found.date() if isinstance(found, datetime) else found


def parse_datetime(cell: Cell | CellError, order: str) -> datetime | None:
    """The moment a cell means, in UTC with seconds; None when it means none.

    A written zone is converted; a time without one is of the place where the person is, as programs write their
    exports, this one too. A bare day is its midnight there.
    """
    found = _moment(cell, order, False, None)
    if found is None:
        return None
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    return utc_of(found.replace(microsecond=0))


def parse_day_or_moment(cell: Cell | CellError, order: str) -> datetime | date | None:
    """As ``parse_datetime``, but a day where no time of the day is written: midnight is none, nor is the midnight of
    Greenwich ("T00:00:00.000Z"), with which programs write a bare day."""
    found = _moment(cell, order, False, None)
    if isinstance(found, datetime):
        if not found.utcoffset() and found.time() == time():
            return found.date()
        return utc_of(found.replace(microsecond=0))
    return found


def utc_of(moment: datetime) -> datetime | None:
    """A moment in UTC, None beyond the years of the calendar. Without a zone it is local time."""
    try:
        return in_utc(moment) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, OSError, ValueError):  # years that the system's tables of time zones do not reach
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else None


def date_text(day: date) -> str:
    """The stored form of a day: "YYYY-MM-DD"."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def datetime_text(moment: datetime) -> str:
    """The stored form of a moment in UTC: "YYYY-MM-DDTHH:MM:SSZ"."""
    return moment.strftime(f"{moment.year:04d}-%m-%dT%H:%M:%SZ")


_VOTING = re.compile(r"(?<![\d.])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d|\.\d)")


def detect_date_order(
    values: Iterable[Cell | CellError], *, country: str | None = None, decimal: str | None = None
) -> tuple[str, bool]:
    """(order, sure) from all texts of the date columns of a sheet.

    Sure when some value can only be read one way (a number over 12) and nearly none only the other.
    Otherwise: dots
    mean day first; then the country's custom; then a decimal comma; else day first.
    """
    votes = {"DMY": 0, "MDY": 0, "YMD": 0}
    dots = slashes = iso = 0
    for cell in values:
        if not isinstance(cell, str):
            continue
        match = _VOTING.search(cell)
        if match is None:
            continue
        first, second, third = match[1], int(match[3]), match[4]
        if len(first) >= 3:
            iso += 1
            continue
        if len(third) == 3 or (len(third) == 1 and len(first) == 1):
            continue
        if len(third) == 2 and int(third) <= 31 and int(first) > 31:
            votes["YMD"] += 1
        elif int(first) > 12 and second <= 12 and int(first) <= 31:
            votes["DMY"] += 1
        elif second > 12 and int(first) <= 12 and second <= 31:
            votes["MDY"] += 1
        dots += match[2] == "."
        slashes += match[2] != "."
    best = max(votes, key=lambda order: votes[order])
    if votes[best]:
        against = sum(votes.values()) - votes[best]
        return best, against * 20 <= votes[best]
    if iso and not dots and not slashes:
        return "YMD", True
    if dots > slashes:
        return "DMY", False
    if country in MONTH_FIRST:
        return "MDY", False
    if country in YEAR_FIRST:
        return "YMD", False
    if country is None and decimal == ".":
        return "MDY" if slashes else "DMY", False
    return "DMY", False


MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"})
YEAR_FIRST = frozenset({"CN", "JP", "KR", "TW", "HU", "LT", "MN", "IR", "KP"})
