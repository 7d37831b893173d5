"""The values of a report as a printed page says them: in the reader's locale, and as the screen says them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from salesdesk.domain.entities import entity_of
from salesdesk.domain.few_digits import in_few_digits
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import SYMBOLS, Money, minor_digits
from salesdesk.domain.reports import Cell, Figure, ReportColumn, ReportSpec, ValueType
from salesdesk.phrases import Phrase, Words, in_locale, phrase

DASH = "—"
_TWO_DAYS = 48  # hours
_ENGLISH = "en_US"
_HERE = "\ue000"  # where the sign of a currency stands in a pattern; babel would choose another one by the country


class ReportTexts:
    """Puts the typed values of a report into words. ``words`` words phrases, ``locale`` is that of the reader, such as
    "de_CH"; one that is not known, or of no country, counts as English."""

    def __init__(self, words: Words, locale: str = _ENGLISH) -> None:
        self._words = words
        self.locale = _known(locale)

    def words(self, told: Phrase) -> str:
        """A phrase in words, its days as the reader writes them."""
        return self._words(
            in_locale(
                told, lambda at: self.moment(at) if isinstance(at, datetime) else self.day(at), self.brief
            )
        )

    def said(self, text: str | Phrase) -> str:
        """A name that a person gave as it is, a phrase in words."""
        return self.words(text) if isinstance(text, Phrase) else text

    # -- values -----------------------------------------------------------------------------------------------

    def value(self, value: object, type_: ValueType, currency: str) -> str:
        """One typed value; "—" when there is none."""
        if value is None:
            return "" if type_ is ValueType.TEXT else DASH
        if isinstance(value, Phrase):
            return self.words(value)
        if type_ is ValueType.DATE:
            return self._stored_day(str(value))
        if type_ is ValueType.TEXT or not isinstance(value, (int, float)):
            return str(value)
        match type_:
            case ValueType.MONEY:
                return self.money(value, currency)
            case ValueType.PERCENT:
                return f"{round(value * 100)} %"
            case ValueType.DAYS:
                return self.words(phrase("report_files.days", count=value, shown=self.number(value)))
            case ValueType.HOURS:
                return self._hours(value)
            case ValueType.RATIO:
                return f"{self.number(round(value, 1))}×"
        return self.number(value)

    def cell(self, cell: Cell, type_: ValueType, currency: str) -> str:
        """A value with the amounts beside it that no rate converts."""
        if cell.apart and type_ is ValueType.MONEY and isinstance(cell.value, (int, float)):
            beside = [self.money(money.minor, money.currency) for money in cell.apart if money.minor]
            own = [self.money(cell.value, currency)] if cell.value or not beside else []
            return " + ".join([*own, *beside])
        return self.value(cell.value, type_, currency)

    def labels(self, cell: Cell, type_: ValueType, currency: str) -> tuple[str, str]:
        """What stands for a bar, in full and where room is short: never a bare zero for what only has no rate."""
        full = self.cell(cell, type_, currency)
        if not cell.apart:
            return full, full
        short = f"{self.value(cell.value, type_, currency)} + …" if cell.value else ""
        return full, short or self.words(phrase("report_files.no_rate"))

    def name(self, column: ReportColumn, cell: Cell, year_starts: Collection[str] = ()) -> str:
        """What a row is called; a month in letters, one of ``year_starts`` with its year."""
        text = self.value(cell.value, ValueType.TEXT, "")
        return self.month(text, year_starts) if column.key == "month" else text

    # -- figures ----------------------------------------------------------------------------------------------

    def figure(self, figure: Figure, currency: str) -> tuple[str, str]:
        """A figure in large letters, and in small ones the amounts beside it that no rate converts."""
        value, plus, beside = self.cell(figure.value, figure.type, currency).partition(" + ")
        return value, f"+ {beside}" if plus else ""

    def figure_note(self, figure: Figure, currency: str) -> str:
        """The second line of a figure: how many records, the period before and the year before."""
        parts = []
        if figure.count is not None and figure.type is not ValueType.COUNT:
            parts.append(self._counted(figure, figure.count))
        if figure.left_out:
            parts.append(self.words(phrase("report_files.without", currencies=figure.left_out)))
        if figure.before is not None:
            before = self.value(figure.before, figure.type, currency)
            parts.append(self.words(phrase("report_files.before", value=before)))
        if figure.year_before is not None:
            earlier = self.value(figure.year_before, figure.type, currency)
            parts.append(self.words(phrase("report_files.year_before", value=earlier)))
        return " · ".join(parts)

    def _counted(self, figure: Figure, count: int) -> str:
        """How many records a figure stands for, in the words of their kind."""
        if figure.counted is not None:
            return self.words(figure.counted)
        kind = RecordKind.DEALS if figure.value.rows is None else figure.value.rows.kind
        one, many = entity_of(kind).words
        return f"{self.number(count)} {one if count == 1 else many}"

    def _hours(self, hours: float) -> str:
        """A length of time in the unit a person would say it in."""
        if hours < 1:
            return self.words(phrase("report_files.minutes", shown=self.number(round(hours * 60))))
        if hours < _TWO_DAYS:
            return self.words(phrase("report_files.hours", shown=self.number(round(hours, 1))))
        days = round(hours / 24, 1)
        return self.words(phrase("report_files.days", count=days, shown=self.number(days)))

    def _stored_day(self, text: str) -> str:
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    # -- plain ------------------------------------------------------------------------------------------------

    def money(self, minor: float, currency: str) -> str:
        """An amount of minor units; decimals where there are any."""
        minor, digits = round(minor), minor_digits(currency)
        places = "." + "0" * digits if digits and minor % 10**digits else ""
        form = self.locale.currency_formats["accounting"].pattern.replace(".00", places)
        symbol = SYMBOLS.get(currency, f"{currency} ")
        said = format_decimal(Money(minor, currency).amount, form.replace("¤", _HERE), locale=self.locale)
        return said.replace(_HERE, symbol).replace("\xa0\xa0", "\xa0").replace(" \xa0", "\xa0").strip()

    def number(self, value: float) -> str:
        """A number with the locale's grouping; whole when it is."""
        if isinstance(value, int) or float(value).is_integer():
            return format_decimal(int(value), locale=self.locale)
        tenths = Decimal(repr(float(value))).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return format_decimal(tenths, "#,##0.0", locale=self.locale)

    def brief(self, value: float) -> str:
        """A number in few digits, none of them lost: "10 k"."""
        number, places, unit = in_few_digits(value)
        form = "#,##0" + ("." + "0" * places if places else "")
        return f"{format_decimal(number, form, locale=self.locale)} {unit}".strip()

    def month(self, text: str, year_starts: Collection[str] = ()) -> str:
        """ "2026-11" as the short name of the month, one of ``year_starts`` as "Nov ’26"."""
        try:
            day = date.fromisoformat(f"{text}-01")
        except ValueError:
            return text
        name = str(format_date(day, "LLL", locale=self.locale))
        return f"{name} ’{day:%y}" if text in year_starts else name

    def plain(self, value: object) -> str:
        """A native value of a list: an amount, a day, a number, a text."""
        match value:
            case None:
                return ""
            case Money():
                return self.money(value.minor, value.currency)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value).replace(" ", "\xa0")
            case bool() | str():
                return str(value)
            case int() | float():
                return self.number(value)
        return str(value)

    def moment(self, at: datetime) -> str:
        """A day with its time."""
        return format_datetime(at, "d MMM yyyy, HH:mm", locale=self.locale)

    def day(self, value: date) -> str:
        """A day as a cell shows it."""
        return format_date(value, "d MMM yyyy", locale=self.locale)

    def period(self, spec: ReportSpec) -> str:
        """The days of a report: "1–23 Nov 2026"."""
        first, last = spec.first, spec.last
        if spec.compare is not None:
            days = {"first": self.day(spec.compare), "last": self.day(last)}
            return self.words(phrase("report_files.two_days", **days))
        end = format_date(last, "d MMM yyyy", locale=self.locale)
        if (first.year, first.month) == (last.year, last.month):
            return end if first == last else f"{first.day}–{end}"
        form = "d MMM" if first.year == last.year else "d MMM yyyy"
        return f"{format_date(first, form, locale=self.locale)} – {end}"


def without_rate(cells: Sequence[Cell]) -> list[str]:
    """The currencies of amounts that could not be converted, in order."""
    return sorted({money.currency for cell in cells for money in cell.apart if money.minor})


def _known(locale: str) -> Locale:
    spelled = locale.replace("-", "_")
    try:
        if spelled.partition("_")[2]:
            return Locale.parse(spelled)
    except (UnknownLocaleError, ValueError, TypeError):
        pass
    return Locale.parse(_ENGLISH)
