"""Native values as people read them: amounts, days and moments in the person's locale and time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from salesdesk.domain.birthdays import has_no_year, month_and_day
from salesdesk.domain.days import local_day
from salesdesk.domain.few_digits import in_few_digits
from salesdesk.domain.money import SYMBOLS, Money, minor_digits

_LEAP = 2000  # a year that has every day
DASH = "—"


def _tr(text: str) -> str:
    return QCoreApplication.translate("value_texts", text)


def _locale() -> QLocale:
    """The person's locale; a system without one ("C") writes no grouping, which nobody can read."""
    own = QLocale()
    return (
        own
        if own.language() != QLocale.Language.C
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    )


def typing_customs() -> tuple[str, str]:
    """(decimal mark, date order) this person's system writes, each "" where it writes another one or says nothing."""
    own = QLocale.system()  # not that of the pages, which may be in another language
    if own.language() == QLocale.Language.C:
        return "", ""
    mark = str(own.decimalPoint())
    form = own.dateFormat(QLocale.FormatType.ShortFormat)
    order = "".join(sorted("DMY", key=lambda part: form.lower().find(part.lower())))
    return mark if mark in ".," else "", order if order in ("DMY", "MDY", "YMD") else ""


def money_text(minor: int | float | None, currency: str | None, *, cents: bool = False) -> str:
    """An amount of minor units; decimals are shown when ``cents`` or when there are any. "" without an amount."""
    if minor is None:
        return ""
    code = currency or "EUR"
    digits = minor_digits(code)
    shown = digits if cents or minor % 10**digits else 0
    symbol = SYMBOLS.get(code, f"{code} ")
    text: str = _locale().toCurrencyString(minor / 10**digits, symbol, shown)
    return text.replace("\xa0\xa0", "\xa0")


def number_text(value: int | float | None) -> str:
    """A number with the locale's grouping; whole when it is."""
    if value is None:
        return ""
    if isinstance(value, int) or float(value).is_integer():
        return str(_locale().toString(int(value)))
    return str(_locale().toString(float(value), "f", 1))


def brief_text(value: float) -> str:
    """A number in few digits, none of them lost: "10 k"."""
    number, places, unit = in_few_digits(value)
    return f"{_locale().toString(float(number), 'f', places)} {unit}".strip()


def percent_text(share: float | None) -> str:
    """A fraction as per cent, "—" when unknown."""
    return DASH if share is None else f"{round(share * 100)} %"


def day_text(stored: str | None, today: date | None = None) -> str:
    """A stored day or moment as a short date; the year is left out within the year of ``today``."""
    if not stored:
        return ""
    if has_no_year(stored):
        return str(_locale().toString(QDate(_LEAP, *month_and_day(stored)), "d MMM"))
    day = local_day(stored)
    form = "d MMM" if today is not None and day.year == today.year else "d MMM yyyy"
    return str(_locale().toString(QDate(day.year, day.month, day.day), form))


def date_text(value: date) -> str:
    """A day, or a moment to the minute."""
    day = str(_locale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy"))
    return f"{day}, {value:%H:%M}" if isinstance(value, datetime) else day


def month_text(month: int) -> str:
    """The name of a month, 1 to 12."""
    return str(_locale().standaloneMonthName(month))


def short_month_text(month: int) -> str:
    """The short name of a month, 1 to 12."""
    return str(_locale().standaloneMonthName(month, QLocale.FormatType.ShortFormat))


def weekday_text(day: date) -> str:
    """The short name of the weekday."""
    return str(_locale().toString(QDate(day.year, day.month, day.day), "ddd"))


def time_text(stored: str) -> str:
    """The clock time of a stored moment, "" for a bare day."""
    if len(stored) == 10:
        return ""
    moment = datetime.fromisoformat(stored.replace("Z", "+00:00")).astimezone()
    return f"{moment:%H:%M}"


def ago_text(stored: str | None, now: datetime) -> str:
    """How long ago a moment was: "5 min ago", "2 h ago", "yesterday", "3 d", then the date."""
    if not stored:
        return ""
    today = now.astimezone().date()
    day = local_day(stored)
    if len(stored) > 10 and day == today:
        minutes = int((now - datetime.fromisoformat(stored.replace("Z", "+00:00"))).total_seconds() // 60)
        if 0 <= minutes < 1:
            return _tr("just now")
        if 0 <= minutes < 60:
            return _tr("{0} min ago").format(minutes)
        if minutes >= 0:
            return _tr("{0} h ago").format(minutes // 60)
    days = (today - day).days
    if days == 0:
        return _tr("today")
    if days == 1:
        return _tr("yesterday")
    if 1 < days < 7:
        return _tr("{0} d").format(days)
    return day_text(stored, today)


def due_text(stored: str | None, today: date) -> str:
    """When something is due, seen from ``today``: "overdue 2 d", "today 16:00", "tomorrow", "Thu", "26 Nov"."""
    if not stored:
        return ""
    day = local_day(stored)
    clock = f" {time_text(stored)}" if time_text(stored) else ""
    days = (day - today).days
    if days < 0:
        return _tr("overdue {0} d").format(-days)
    if days == 0:
        return _tr("today") + clock
    if days == 1:
        return _tr("tomorrow") + clock
    if days < 7:
        return weekday_text(day) + clock
    return day_text(stored, today)


def moment_text(at: datetime) -> str:
    """When a copy was made, local time to the second."""
    return f"{day_text(at.date().isoformat())}  {at:%H:%M:%S}"


def next_working_day(today: date, days: int = 1) -> date:
    """The day ``days`` later, moved past Saturday and Sunday."""
    day = today + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def sum_text(minor: int, currency: str, apart: Sequence[Money]) -> str:
    """A sum with what could not be converted into its currency beside it: "€5,545 + ¥500,000"; alone where it is all there
    is."""
    beside = [money_text(money.minor, money.currency) for money in apart if money.minor]
    own = [money_text(minor, currency)] if minor or not beside else []
    return " + ".join([*own, *beside])


def size_text(size: int) -> str:
    """A size in bytes as people say it."""
    return (
        f"{number_text(round(size / 1_000_000, 1))} MB"
        if size >= 100_000
        else f"{max(1, round(size / 1000))} kB"
    )


def amount_text(done: int, total: int, unit: str = "") -> str:
    """How far work is: "1,204 of 4,812", bytes as sizes. "" for a unit that says nothing to a person."""
    if unit == "characters":
        return ""
    said = size_text if unit == "bytes" else number_text
    return f"{said(done)} of {said(total)}" if total > 0 else said(done) if done else ""
