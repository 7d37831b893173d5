"""What the columns of the forecast are called, and what stands in their heads."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.forecast import ForecastColumn, ForecastPlace, ForecastSum, Span, days_left
from salesdesk.ui.value_texts import day_text, month_text, sum_text


def tr(text: str) -> str:
    """A text of the forecast in the person's language."""
    return QCoreApplication.translate("forecast", text)


def place_text(place: ForecastPlace, today: date) -> str:
    """The name of a column; a month of another year says so."""
    if place.span is Span.MONTH and place.first is not None:
        name = month_text(place.first.month)
        name = name[:1].upper() + name[1:]
        return name if place.first.year == today.year else f"{name} {place.first.year}"
    return {Span.OVERDUE: tr("Overdue"), Span.UNDATED: tr("No date"), Span.LATER: tr("Later")}[place.span]


def open_text(added: ForecastSum, currency: str) -> str:
    """The sum of open deals."""
    return sum_text(added.amount, currency, added.apart)


def weighted_text(added: ForecastSum, currency: str, won: int = 0) -> str:
    """The weighted sum, with what was won already."""
    return sum_text(added.weighted + won, currency, added.apart_weighted)


def best_text(added: ForecastSum, currency: str) -> str:
    """The best case of a sum, said in words."""
    return tr("best case {0}").format(sum_text(added.best, currency, added.apart_best))


def note_text(column: ForecastColumn, today: date) -> str:
    """What a column means, in a few words, "" where its name says it."""
    place = column.place
    if place.span is Span.OVERDUE:
        return tr("date has passed")
    if place.span is Span.UNDATED:
        return tr("no closing day")
    if place.span is Span.LATER and place.first is not None:
        return tr("{0} onwards").format(month_text(place.first.month))
    if place.first == today.replace(day=1):
        left = days_left(today)
        return (
            tr("last day")
            if left == 0
            else tr("1 day left")
            if left == 1
            else tr("{0} days left").format(left)
        )
    return ""


def closes_text(day: date | None, today: date) -> str:
    """What a drop would set: "closes 31 Jan"."""
    return tr("no closing day") if day is None else tr("closes {0}").format(day_text(day.isoformat(), today))
