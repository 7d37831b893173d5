"""Report values as people read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.reports import Cell, Figure, Period, Report, ReportSpec, ValueType
from salesdesk.phrases import Phrase
from salesdesk.ui.value_texts import DASH, day_text, money_text, number_text, percent_text, sum_text
from salesdesk.ui.wording import worded

PERIOD_TITLES: dict[Period, str] = {
    Period.THIS_WEEK: "This week",
    Period.LAST_WEEK: "Last week",
    Period.THIS_MONTH: "This month",
    Period.LAST_MONTH: "Last month",
    Period.THIS_QUARTER: "This quarter",
    Period.LAST_QUARTER: "Last quarter",
    Period.THIS_YEAR: "This year",
    Period.LAST_YEAR: "Last year",
    Period.LAST_30_DAYS: "Last 30 days",
    Period.LAST_90_DAYS: "Last 90 days",
    Period.LAST_365_DAYS: "Last 365 days",
}


_TWO_DAYS = 48  # hours


def _tr(text: str) -> str:
    return QCoreApplication.translate("reports", text)


def value_text(value: object, type_: ValueType, currency: str) -> str:
    """One typed value in words; "—" when there is none."""
    if value is None:
        return "" if type_ is ValueType.TEXT else DASH
    if isinstance(value, Phrase):
        return worded(value)
    if type_ is ValueType.DATE:
        return day_text(str(value))
    if type_ is ValueType.TEXT or not isinstance(value, (int, float)):
        return str(value)
    if type_ is ValueType.MONEY:
        return money_text(round(value), currency)
    if type_ is ValueType.PERCENT:
        return percent_text(value)
    if type_ is ValueType.DAYS:
        return _tr("1 day") if value == 1 else _tr("{0} days").format(number_text(value))
    if type_ is ValueType.HOURS:
        return hours_text(value)
    if type_ is ValueType.RATIO:
        return f"{number_text(round(value, 1))}×"
    return number_text(value)


def hours_text(hours: float) -> str:
    """A length of time in the unit a person would say it in: "25 min", "3.5 h", "12 days"."""
    if hours < 1:
        return _tr("{0} min").format(number_text(round(hours * 60)))
    if hours < _TWO_DAYS:
        return _tr("{0} h").format(number_text(round(hours, 1)))
    return _tr("{0} days").format(number_text(round(hours / 24, 1)))


def cell_text(cell: Cell, type_: ValueType, currency: str) -> str:
    """A value with the amounts beside it that no rate converts."""
    if cell.apart and type_ is ValueType.MONEY and isinstance(cell.value, (int, float)):
        return sum_text(round(cell.value), currency, cell.apart)
    return value_text(cell.value, type_, currency)


def figure_texts(figure: Figure, report: Report) -> tuple[str, str]:
    """A figure in large letters, and in small ones the amounts beside it that no rate converts: all of them in one line
    would be cut."""
    value, plus, beside = cell_text(figure.value, figure.type, report.currency).partition(" + ")
    return value, f"+ {beside}" if plus else ""


def figure_note(figure: Figure, report: Report) -> str:
    """The second line of a figure: how many records, the period before and the year before."""
    parts = []
    if figure.count is not None and figure.type is not ValueType.COUNT:
        parts.append(_counted(figure))
    if figure.left_out:
        parts.append(_tr("without {0}, no rate").format(", ".join(figure.left_out)))
    if figure.before is not None:
        parts.append(_tr("{0} before").format(value_text(figure.before, figure.type, report.currency)))
    if figure.year_before is not None:
        earlier = value_text(figure.year_before, figure.type, report.currency)
        parts.append(_tr("{0} a year before").format(earlier))
    return " · ".join(parts)


def _counted(figure: Figure) -> str:
    """How many records a figure stands for, in the words of their kind."""
    if figure.counted is not None:
        return worded(figure.counted)
    rows, count = figure.value.rows, figure.count
    kind = RecordKind.DEALS if rows is None else rows.kind
    one, many = entity_of(kind).words
    return f"{number_text(count)} {QCoreApplication.translate('lists', one if count == 1 else many)}"


def without_rate(report: Report) -> list[str]:
    """The currencies of amounts that the report could not convert, in order."""
    cells = [figure.value for figure in report.figures]
    cells += [cell for table in report.tables for row in table.rows for cell in row]
    return sorted({money.currency for cell in cells for money in cell.apart if money.minor})


def remarks(report: Report) -> str:
    """What is not in its figures and what they do not tell, a line each; "" where there is nothing to say."""
    told = [report.apart] if report.other_currencies else []
    return "\n".join(map(worded, (*told, *report.notes)))


def bar_texts(cell: Cell, type_: ValueType, currency: str) -> tuple[str, str]:
    """What stands for a bar, in full and where room is short: never a bare zero for what only has no rate."""
    full = cell_text(cell, type_, currency)
    if not cell.apart:
        return full, full
    return full, f"{value_text(cell.value, type_, currency)} + …" if cell.value else _tr("no rate")


def month_text(text: str, year_starts: Collection[str] = ()) -> str:
    """ "2026-11" as the short name of the month, one of ``year_starts`` as "Nov ’26"."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return text
    name = str(QLocale().toString(QDate(day.year, day.month, 1), "MMM"))
    return f"{name} ’{day:%y}" if text in year_starts else name


def period_text(spec: ReportSpec) -> str:
    """The days of a report: "1–23 Nov 2026"."""
    first, last = spec.first, spec.last
    if spec.compare is not None:
        return _tr("{0} and {1}").format(day_text(spec.compare.isoformat()), day_text(last.isoformat()))
    locale = QLocale()

    def day(value: date, form: str) -> str:
        return str(locale.toString(QDate(value.year, value.month, value.day), form))

    if first == last:
        return day(last, "d MMM yyyy")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, 'd MMM yyyy')}"
    if first.year == last.year:
        return f"{day(first, 'd MMM')} – {day(last, 'd MMM yyyy')}"
    return f"{day(first, 'd MMM yyyy')} – {day(last, 'd MMM yyyy')}"
