"""Words of the import: sentences about files, sheets, columns and rows."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.cleaning.phones import display_phone
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import CUSTOM, FIELD, IGNORE, FieldType, RecordKind
from salesdesk.domain.imports import ListKind, MatchKey, Mode, Resolution
from salesdesk.domain.lifecycle import TITLES
from salesdesk.domain.matching.records import Grade
from salesdesk.domain.money import Money, to_minor
from salesdesk.domain.sheets import Problem, SheetAnalysis, SheetSettings
from salesdesk.services.imports import CUSTOM_MARK
from salesdesk.ui.value_texts import DASH, day_text, money_text, number_text
from salesdesk.ui.wording import title_of, worded

_OTHER_KINDS = {
    RecordKind.ORDERS: "Orders",
    RecordKind.PRODUCTS: "Products",
    RecordKind.UNKNOWN: "Not known",
}
"""Kinds of sheets that are about no record: orders become entries of the timeline, the others nothing."""
_ONE = {
    "orders": "order",
    "rows": "row",
    "duplicates": "duplicate",
    "problems": "problem",
    "changes": "change",
    "records": "record",
    "sheets": "sheet",
    "new orders": "new order",
}
REASONS = {
    "chosen": "left out",
    "unknown": "holds nothing SalesDesk knows; say what it is to import it",
    "products": "products cannot be imported yet",
    "hidden": "hidden in the file, left out",
    "empty": "no rows",
}
_WHY_LEFT = {
    "chosen": "not chosen",
    "unknown": "holds nothing SalesDesk knows",
    "products": "products cannot be imported yet",
    "hidden": "hidden in the file",
}
_MOST_LEFT = 3
ENCODING_TITLES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "ascii": "Plain English letters (ASCII)",
    "cp1252": "Western European (Windows-1252)",
    "iso8859-1": "Western European (ISO 8859-1)",
    "iso8859-15": "Western European (ISO 8859-15)",
    "mac-roman": "Western European (Mac)",
    "cp850": "Western European (DOS)",
    "cp437": "Western European (old DOS)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859-2": "Central European (ISO 8859-2)",
    "cp852": "Central European (DOS)",
    "mac-latin2": "Central European (Mac)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp866": "Cyrillic (DOS)",
    "mac-cyrillic": "Cyrillic (Mac)",
    "iso8859-5": "Cyrillic (ISO 8859-5)",
    "cp1253": "Greek (Windows-1253)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp874": "Thai (Windows-874)",
    "cp932": "Japanese (Shift-JIS)",
    "shift_jis": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC)",
    "gb2312": "Chinese, simplified (GB 2312)",
    "gbk": "Chinese, simplified (GBK)",
    "gb18030": "Chinese, simplified (GB 18030)",
    "cp950": "Chinese, traditional (Big5)",
    "big5": "Chinese, traditional (Big5)",
    "cp949": "Korean (Windows-949)",
    "euc_kr": "Korean (EUC)",
}
ENCODINGS = (
    "utf-8",
    "cp1252",
    "cp1250",
    "cp1251",
    "mac-roman",
    "utf-16",
    "cp932",
    "gb18030",
    "cp950",
    "cp949",
)
"""The encodings that are offered, by codec name; the one a file was found to be in comes first when it is another."""
DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Vertical bar"))
DATE_ORDERS = (("DMY", "Dates day first"), ("MDY", "Dates month first"), ("YMD", "Dates year first"))
DECIMALS = ((",", "Decimal comma"), (".", "Decimal point"))
MODE_TITLES = {
    Mode.FILL: "Fill blanks only",
    Mode.OVERWRITE: "Overwrite",
    Mode.NEVER: "Never change",
}
KEY_TITLES = {
    MatchKey.EXTERNAL_ID: "External ID",
    MatchKey.EMAIL: "Email",
    MatchKey.PHONE: "Phone and a name that fits",
    MatchKey.NAME_COMPANY: "Name and company",
}
LIST_TITLES = {
    ListKind.OWNER: "Owner",
    ListKind.SOURCE: "Source",
    ListKind.TAG: "Tag",
    ListKind.COMPANY: "Company",
    ListKind.PIPELINE: "Pipeline",
    ListKind.STAGE: "Stage",
    ListKind.LIFECYCLE: "Lifecycle stage",
}
RESOLUTION_TITLES = {
    Resolution.UPDATE: "update",
    Resolution.CREATE: "add as new",
    Resolution.SKIP: "skip",
}
GRADE_TITLES = {Grade.CERTAIN: "Certain", Grade.LIKELY: "Likely", Grade.POSSIBLE: "Possible"}
GRADE_TONES = {Grade.CERTAIN: "accent", Grade.LIKELY: "warn", Grade.POSSIBLE: ""}
WORK_WORDS = {
    "rows": "Reading rows of {0}",
    "undone": "Undoing the import of {0}",
    "bytes": "Reading {0}",
    "match": "Comparing with what you have",
    "pairs": "Looking for duplicates",
    "records": "Looking for duplicates",
    "contacts": "Writing contacts",
    "companies": "Writing companies",
}
_DATES = (FieldType.DATE, FieldType.DATETIME)
_NUMBERS = (FieldType.MONEY, FieldType.NUMBER, FieldType.PERCENT)


def tr(text: str) -> str:
    """The text in the language of the interface."""
    return QCoreApplication.translate("imports", text)


def kind_title(kind: RecordKind) -> str:
    """What a sheet holds."""
    entity = entities().of_records(kind)
    return tr(entity.many if entity is not None else _OTHER_KINDS[kind])


def noun(count: int, what: str) -> str:
    """The noun that goes with a number: "contact" with 1, else "contacts"."""
    if count != 1:
        return tr(what)
    new = "new " if what.startswith("new ") else ""
    entity = entities().of_records(RecordKind(what.removeprefix("new ")))
    return tr(f"{new}{entity.one.lower()}" if entity is not None else _ONE.get(what, what))


def count_text(count: int, what: str) -> str:
    """A number with its noun: "1 contact", "4,812 rows"."""
    return f"{number_text(count)} {noun(count, what)}"


def field_title(field: str, header: str = "") -> str:
    """What a field is called; a custom field by the header of its column."""
    if field == IGNORE:
        return tr("Skip")
    if field == CUSTOM:
        return tr("Custom field “{0}”").format(header)
    if field.startswith(CUSTOM_MARK):
        return field.removeprefix(CUSTOM_MARK)
    spec = FIELD.get(field)
    return tr(spec.title) if spec is not None else field


def shown_value(field: str, value: Any, currency: str = "") -> str:
    """A cleaned or stored value as a person reads it, "" for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Money):
        return f"{number_text(float(value.amount))} {value.currency}"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    spec = FIELD.get(field)
    if field in ("do_not_email", "do_not_call"):
        return tr("yes") if value else tr("no")
    if field == "lifecycle_stage":
        return tr(TITLES.get(str(value), str(value)))
    if spec is None:
        return number_text(value) if isinstance(value, int | float) else str(value)
    if spec.type is FieldType.PHONE:
        return display_phone(str(value))
    if spec.type is FieldType.MONEY and isinstance(value, int):
        return money_text(value, currency or None, cents=True)
    if spec.type is FieldType.COUNTRY:
        return country_name(str(value)) or str(value)
    if spec.type in _DATES:
        return _day(str(value))
    if spec.type is FieldType.PERCENT:
        return f"{value} %"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def _day(value: str) -> str:
    try:
        return day_text(value)
    except ValueError:
        return value


def parsed_text(field: str, parsed: str) -> str:
    """A value as the preview of a column has it, for people."""
    spec = FIELD.get(field)
    if spec is None or not parsed:
        return parsed
    if spec.type is FieldType.BOOLEAN:
        return {"True": tr("yes"), "False": tr("no")}.get(parsed, parsed)
    if spec.type is FieldType.PERCENT:
        return f"{parsed} %"
    if spec.type is FieldType.MONEY:
        return _amount(parsed)
    if spec.type in (FieldType.PHONE, FieldType.COUNTRY, *_DATES):
        return str(shown_value(field, parsed))
    return parsed


def _amount(parsed: str) -> str:
    amount, _, currency = parsed.partition(" ")
    if not currency:
        return amount
    try:
        return money_text(to_minor(Decimal(amount), currency), currency, cents=True)
    except (ArithmeticError, ValueError):
        return parsed


def encoding_title(codec: str) -> str:
    """A codec as a person calls it: "Japanese (Shift-JIS)"."""
    try:
        name = codecs.lookup(codec).name
    except LookupError:
        return codec
    return tr(ENCODING_TITLES[name]) if name in ENCODING_TITLES else codec


def target_text(field: str, header: str, samples: Sequence[str], parsed: Sequence[str]) -> str:
    """What a column goes to, with its first value as understood where that is not the same."""
    title = field_title(field, header)
    if field == "full_name":
        return tr("{0} → first, last").format(title)
    spec = FIELD.get(field)
    if spec is None or not parsed or not samples:
        return title
    shown = parsed_text(field, parsed[0])
    telling = (FieldType.PHONE, FieldType.COUNTRY, FieldType.MONEY, FieldType.BOOLEAN, *_DATES)
    if spec.type not in telling or not shown or shown == samples[0]:
        return title
    return f"{title} → {shown}"


def setting_note(field: str, samples: Iterable[str], settings: SheetSettings) -> str:
    """How a column's values are read: "day first", "decimal comma"; "" when there is nothing to say."""
    spec = FIELD.get(field)
    if spec is None:
        return ""
    if spec.type in _DATES and any(not text[:4].isdigit() for text in samples):
        return {"DMY": tr("day first"), "MDY": tr("month first"), "YMD": tr("year first")}[
            settings.date_order
        ]
    if spec.type in _NUMBERS and any(mark in text for text in samples for mark in ",."):
        return tr("decimal comma") if settings.decimal == "," else tr("decimal point")
    return ""


def sheet_sentence(analysis: SheetAnalysis, *, named: bool) -> str:
    """What the header says of a sheet: its name, header row, rows, and how it is read."""
    parts = [tr("sheet “{0}”").format(analysis.name)] if named else []
    if analysis.header_row is None:
        parts.append(tr("no header row"))
    else:
        parts.append(tr("header in row {0}").format(number_text(analysis.header_row + 1)))
    parts.append(count_text(analysis.rows, "rows"))
    settings = analysis.settings
    if settings.country:
        parts.append(tr("dates and numbers as in {0}").format(country_name(settings.country)))
    parts += map(worded, analysis.remarks())
    return " · ".join(parts)


def left_out_text(sheets: Sequence[tuple[SheetAnalysis, str]], most: int = _MOST_LEFT) -> str:
    """Sheets that are left out, with why: "Left out: “Codes” (hidden in the file, 3 rows)"; "" without any."""
    parts = [
        f"“{sheet.name}” ({tr(_WHY_LEFT[reason])}, {count_text(sheet.rows, 'rows')})"
        for sheet, reason in sheets
        if reason in _WHY_LEFT and sheet.rows
    ]
    if len(parts) > most:
        parts = [*parts[:most], tr("{0} more").format(number_text(len(parts) - most))]
    return tr("Left out: {0}").format(", ".join(parts)) if parts else ""


def reasons_text(problems: Iterable[Problem], most: int = 3) -> str:
    """Problems by reason: "not an e-mail address 19 · no name 9"."""
    counts = Counter(title_of(problem.reason) for problem in problems)
    parts = [f"{reason} {number_text(count)}" for reason, count in counts.most_common(most)]
    if len(counts) > most:
        parts.append(tr("and others"))
    return " · ".join(parts)


def created_text(counts: Any) -> str:
    """Records by kind in words: "48 contacts, 17 companies and 7 deals"."""
    return and_text([count_text(count, kind) for kind, count in counts.items() if count])


def and_text(parts: Sequence[str]) -> str:
    """Several things in a sentence: "one, another and a third"."""
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else tr("{0} and {1}").format(", ".join(parts[:-1]), parts[-1])


def or_dash(text: str) -> str:
    """The text, or a dash where there is none."""
    return text or DASH
