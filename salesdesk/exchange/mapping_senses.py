"""Which fields a column may be, given its header, its values and the other columns of the sheet.

Words that depend on their neighbours are decided here: "Name" beside "Vorname" is the last name, "Title" with
"Mr" in it is an honorific, "Status" is a stage among deals and a lead status among contacts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.booleans import asks_for_consent
from salesdesk.domain.fields import FIELD, RecordKind
from salesdesk.exchange.mapping_columns import Column
from salesdesk.exchange.mapping_words import Entry
from salesdesk.exchange.value_shapes import fit

_HEADER_CERTAINTY = 0.97
_COMPOSED_CERTAINTY = 0.955
_CONSENT = frozenset({"may_email", "do_not_email", "do_not_call"})
_DATES = ("created_at", "updated_at", "last_contacted_at", "expected_close")
_SOCIAL = frozenset({"linkedin", "twitter", "facebook", "instagram"})
_CHOICES = frozenset({"lead_status", "lead_source", "stage", "pipeline", "lifecycle_stage", "owner", "job_title", "department"})
_PRODUCT_FIELDS = frozenset({"product_name", "sku", "price", "quantity", "notes", "currency", "tags"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field a column may be. ``note`` is a reason code: "header", "values", "both", "context" or "inverted"."""

    field: str
    confidence: float
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the columns know of each other."""

    kind: RecordKind
    columns: tuple[Column, ...]

    def has(self, *meanings: str, besides: Column | None = None) -> bool:
        return any(column.own and column.means(*meanings) for column in self.columns if column is not besides)

    def beside_address(self, column: Column) -> bool:
        near = self.columns[max(0, column.index - 2) : column.index + 3]
        return any(other.means("city", "postal_code", "street", "country") for other in near if other is not column)


def candidates(column: Column, sheet: Sheet) -> tuple[Candidate, ...]:
    """Every field the column may be, most certain first; none for a column that is known to be no field."""
    reading = column.reading
    if reading.noise or not column.senses:
        return ()
    best: dict[str, Candidate] = {}
    first = {sense.meaning: sense for sense in reversed(column.senses)}
    for sense in column.senses:
        if sense is not first[sense.meaning]:
            continue  # the same meaning in a less likely language
        for field, factor, note in _fields_of(sense, column, sheet):
            if not _suits(field, column, sheet):
                continue
            candidate = _rated(field, sense.weight * reading.weight * factor, note, column)
            if field not in best or best[field].confidence < candidate.confidence:
                best[field] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: -candidate.confidence))


def _rated(field: str, weight: float, note: str, column: Column) -> Candidate:
    composed = bool(column.reading.whose or column.reading.blocks or column.reading.unknown)
    confidence = weight * (_COMPOSED_CERTAINTY if composed else _HEADER_CERTAINTY)
    agreement = fit(field, column.shape)
    if agreement > 0:
        confidence += (1 - confidence) * (0.6 if weight >= 0.6 else 0.1)
        note = "both" if note == "header" else note
    elif agreement < 0:
        confidence *= 0.55
    return Candidate(field, min(confidence, 0.99), note)


def fits_kind(field: str, kind: RecordKind) -> bool:
    """Whether an import of this kind takes the field; a list of companies may carry its people's columns."""
    kinds = FIELD[field].kinds
    if kind is RecordKind.UNKNOWN or kind in kinds:
        return True
    return kind is RecordKind.COMPANIES and RecordKind.CONTACTS in kinds and RecordKind.ORDERS in kinds


def _suits(field: str, column: Column, sheet: Sheet) -> bool:
    whose = column.reading.whose
    if not fits_kind(field, sheet.kind):
        return False
    if "owner" in whose and "person" not in whose:
        return field == "owner"
    if "product" in whose and "order" not in whose:
        return field in _PRODUCT_FIELDS and sheet.kind in (RecordKind.ORDERS, RecordKind.PRODUCTS, RecordKind.DEALS)
    if "company" in whose and field in _SOCIAL:
        return sheet.kind is RecordKind.COMPANIES
    if "company" in whose and sheet.kind is not RecordKind.COMPANIES and "person" not in whose:
        return field not in ("created_at", "updated_at", "last_contacted_at", "notes", "tags", "external_id")
    if "deal" in whose and sheet.kind is RecordKind.CONTACTS:
        return field not in (*_DATES, "notes", "tags", "external_id", "lead_status")
    if "order" in whose and sheet.kind is not RecordKind.ORDERS:
        return field not in ("created_at", "notes", "tags", "external_id", "lead_status", "currency", "lead_source")
    if "activity" in whose and sheet.kind is not RecordKind.ACTIVITIES:
        return field == "notes"
    return not (field in _CHOICES and column.shape.filled and column.shape.number >= 0.8)


def _fields_of(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """The fields one meaning stands for in this sheet, each with a factor and a note."""
    meaning = sense.meaning
    if meaning in _CONSENT:
        return _consent(meaning, column)
    if meaning.startswith("head."):
        return _HEADS[meaning](sense, column, sheet)
    return _FIELDS.get(meaning, _plain)(sense, column, sheet)


def _consent(meaning: str, column: Column) -> Sequence[tuple[str, float, str]]:
    """Only what cleaning reads the same way: a yes to being mailed taken for a refusal would be worse than nothing."""
    inverted = meaning == "may_email"
    if asks_for_consent(column.reading.header) is not inverted or column.shape.date >= 0.6:
        return ()
    return (("do_not_email", 0.9, "inverted"),) if inverted else ((meaning, 1.0, "header"),)


def _plain(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return ((sense.meaning, 1.0, "header"),)


def _website(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.linkedin >= 0.5:
        return (("linkedin", 0.97, "values"),)
    return (("website", 1.0, "header"),)


def _company(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    # On an order the buyer is the customer; a bare "Company" beside it is the seller's own.
    seller = sheet.kind is RecordKind.ORDERS and not column.reading.blocks and sheet.has("head.customer", besides=column)
    return (("company", 0.5 if seller else 1.0, "header"),)


def _order_total(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return (("order_total", 1.0 if sheet.kind is RecordKind.ORDERS else 0.75, "header"),)


def _product_name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.filled and column.shape.number >= 0.8:
        return ()
    return (("product_name", 1.0, "header"),)


def _stage(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.CONTACTS and not sheet.has("deal_title", "deal_value", "expected_close", "probability"):
        if column.reading.words > 1 or column.reading.whose:  # "Deal stage" says whose it is
            return (("stage", 0.85, "header"),)
        return (("lead_status", 0.93, "context"), ("lifecycle_stage", 0.6, "context"))
    return (("stage", 1.0, "header"),)


def _birthday(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    # "Birth Day" beside "Birth Year" is only a part of the date
    in_parts = column.reading.whole_key == "birthday" and column.reading.words > 1
    if in_parts and any(other.reading.whole_key in ("birthyear", "birthmonth") for other in sheet.columns):
        return ()
    return (("birthday", 1.0, "header"),)


def _expected_close(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    deal = sheet.kind is RecordKind.DEALS or sheet.has("deal_value", "probability", "deal_title", "stage")
    return (("expected_close", 1.0 if deal else 0.6, "header"),)


def _full_name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.email >= 0.6:
        return (("email", 0.9, "values"),)
    if column.shape.legal_form >= 0.5:
        return (("company", 0.85, "values"), ("full_name", 0.3, "context"))
    return (("full_name", 1.0, "header"),)


def _deal_title(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if "%" in column.reading.header:  # "Chance (%)"
        return (("probability", 0.85, "context"),)
    return (("deal_title", 1.0 if sheet.kind in (RecordKind.DEALS, RecordKind.ACTIVITIES) else 0.7, "header"),)


def _last_contact(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return (("last_contacted_at", 1.0, "header"), ("updated_at", 0.4, "context"))


def _name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    if "company" in whose and "person" not in whose:
        return (("company", 0.98, "header"),)
    if "deal" in whose:
        return (("deal_title", 0.98, "header"),)
    if "product" in whose:
        return (("product_name", 0.97, "header"),)
    if "owner" in whose:
        signed_up = "person" in whose and not sheet.has("full_name", "first_name", "head.name", besides=column)
        return (("full_name", 0.8, "context"),) if signed_up else (("owner", 0.9, "header"),)
    if column.shape.email >= 0.6:
        return (("email", 0.85, "values"),)
    if column.shape.legal_form >= 0.4 and sheet.kind in (RecordKind.CONTACTS, RecordKind.UNKNOWN):
        return (("company", 0.85, "values"), ("full_name", 0.4, "context"))
    if sheet.kind is RecordKind.COMPANIES and "person" not in whose:
        if not sheet.has("company", besides=column):
            return (("company", 0.97, "context"),)
        return (("full_name", 0.75, "context"),)
    if sheet.kind is RecordKind.PRODUCTS:
        return (("product_name", 0.97, "context"),)
    alone = not sheet.has("first_name", "last_name", besides=column)
    if sheet.kind is RecordKind.ORDERS and not column.reading.blocks and "person" not in whose and alone:
        return _name_of_order(column, sheet)
    if sheet.kind is RecordKind.DEALS and "person" not in whose and not sheet.has("deal_title", besides=column):
        return (("deal_title", 0.85, "context"), ("full_name", 0.5, "context"))
    if sheet.kind is RecordKind.ACTIVITIES and "person" not in whose:
        return (("full_name", 0.6, "context"),)
    return _name_of_person(sense, column, sheet)


def _name_of_order(column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.has("order_number", besides=column):
        return (("full_name", 0.8, "context"),)
    addressed = any(
        other is not column and other.reading.blocks and other.means("full_name", "head.name", "first_name")
        for other in sheet.columns
    )
    # with one row per line item, the bare name is the order's: the lines' and the buyer's say whose they are
    by_line = any(other.reading.whole_key.startswith("lineitem") for other in sheet.columns)
    numbered = column.shape.order_number >= 0.6
    if numbered or ((addressed or by_line) and not column.shape.filled):
        return (("order_number", 0.92 if numbered else 0.8, "context"),)
    return (("full_name", 0.75, "context"),)


def _name_of_person(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.reading.line == 1 and not sheet.has("first_name", "last_name", "company", besides=column):
        second = any(other.reading.line == 2 and other.means(sense.meaning) for other in sheet.columns)
        if second:  # "Name 1" and "Name 2" are the lines of a company's name in ledgers
            return (("company", 0.85, "context"), ("full_name", 0.5, "context"))
    given = [other for other in sheet.columns if other is not column and other.own and other.means("first_name")]
    family = [other for other in sheet.columns if other is not column and other.own and other.means("last_name")]
    if sense.meaning == "head.name_or_first" and family:
        return (("first_name", 0.98, "context"),)
    if sense.meaning == "head.name_or_last" and given and not family:
        if any(other.language_of("first_name") != "en" for other in given):
            return (("last_name", 0.97, "context"),)
        return (("full_name", 0.85, "context"),)
    if sense.meaning == "head.name_or_last" and not given and sheet.has("head.name_or_first", besides=column):
        return (("last_name", 0.9, "context"),)
    if given and family:
        return (("full_name", 0.88, "context"),)
    return (("full_name", 0.96, "header"),)


def _title(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    if "deal" in whose or (sheet.kind is RecordKind.DEALS and not sheet.has("deal_title", besides=column)):
        return (("deal_title", 0.92, "context"), ("job_title", 0.4, "context"))
    if sheet.kind is RecordKind.PRODUCTS or "product" in whose:
        return (("product_name", 0.95, "context"),)
    if column.shape.honorific >= 0.5:
        return (("honorific", 0.97, "values"),)
    if "work" in column.reading.blocks:
        return (("job_title", 0.96, "header"),)
    if column.shape.filled:
        if column.shape.job < 0.2 and sheet.has("job_title", besides=column):
            return (("honorific", 0.8, "context"), ("job_title", 0.3, "context"))
        return (("job_title", 0.95, "both"), ("honorific", 0.3, "context"))
    if sheet.has("job_title", besides=column) and not sheet.has("honorific", besides=column):
        return (("honorific", 0.93, "context"), ("job_title", 0.3, "context"))
    if sheet.has("honorific", besides=column):
        # beside a form of address a German "Titel" is an academic one, which is neither
        return (("job_title", 0.4 if sense.language in ("de", "cs", "pl", "nl") else 0.93, "context"),)
    if sense.language in ("de", "cs", "pl") and not sheet.has("job_title", besides=column):
        return (("honorific", 0.75, "context"), ("job_title", 0.6, "context"))
    return (("job_title", 0.9, "context"), ("honorific", 0.5, "context"))


def _role(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    account = any(other.reading.whole_key in ("username", "login", "userid", "password") for other in sheet.columns)
    return () if account else (("job_title", 0.9, "header"),)


def _status(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.filled and column.shape.number >= 0.6:
        return ()
    if sense.language in ("es", "it", "pt", "fr") and sheet.beside_address(column) and not sheet.has("region"):
        return (("region", 0.95 if column.reading.blocks else 0.8, "context"),)
    if column.shape.consent >= 0.6:
        return (("do_not_email", 0.75, "values"), ("lead_status", 0.5, "context"))
    if column.reading.whose & {"order", "product", "company"}:
        return ()
    if sheet.kind is RecordKind.DEALS:
        if sheet.has("stage", besides=column):
            return ()
        return (("stage", 0.88, "context"),)
    if sheet.kind is RecordKind.CONTACTS:
        return (("lead_status", 0.92, "context"),)
    return ()


def _contact(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    shape = column.shape
    if shape.email >= 0.6:
        return (("email", 0.95, "values"),)
    if shape.phone >= 0.6:
        return (("phone", 0.93, "values"),)
    if shape.url >= 0.6:
        return (("website", 0.8, "values"),)
    if sheet.has("full_name", "first_name", "last_name", "head.name", besides=column):
        return ()
    return (("full_name", 0.9, "context"),)


def _customer(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    shape = column.shape
    if shape.email >= 0.6:
        return (("email", 0.9, "values"),)
    if shape.number >= 0.6:
        return (("external_id", 0.6, "values"),)
    people = sheet.has("full_name", "first_name", "last_name", besides=column)
    if shape.legal_form >= 0.25:
        return (("company", 0.92, "values"),)
    if shape.person >= 0.4 and not people:
        return (("full_name", 0.9, "values"),)
    if people or sheet.kind in (RecordKind.ORDERS, RecordKind.DEALS, RecordKind.COMPANIES, RecordKind.ACTIVITIES):
        taken = sheet.kind is not RecordKind.ORDERS and sheet.has("company", "head.account", besides=column)
        return (("company", 0.5 if taken else 0.85, "context"), ("full_name", 0.5 if taken else 0.1, "context"))
    if sheet.has("company", besides=column):
        return (("full_name", 0.85, "context"),)
    return (("full_name", 0.7, "context"), ("company", 0.5, "context"))


def _customer_name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.legal_form >= 0.25:
        return (("company", 0.9, "values"),)
    if sheet.has("full_name", "first_name", "head.contact", besides=column):
        return (("company", 0.85, "context"), ("full_name", 0.6, "context"))
    if sheet.kind is RecordKind.COMPANIES and not sheet.has("company", besides=column):
        return (("company", 0.85, "context"),)
    return (("full_name", 0.82, "context"), ("company", 0.5, "context"))


def _account(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.has("company", besides=column) or column.shape.number >= 0.6:
        return ()
    return (("company", 0.88, "context"),)


def _amount(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.DEALS:
        return (("deal_value", 0.96, "context"),)
    if sheet.kind is RecordKind.ORDERS:
        return (("order_total", 0.85, "context"),)
    if sheet.kind is RecordKind.CONTACTS and sheet.has("stage", "probability", "expected_close", "deal_title"):
        return (("deal_value", 0.8, "context"),)
    return ()


def _total(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.ORDERS:
        return (("order_total", 0.97, "context"),)
    if sheet.kind is RecordKind.DEALS and not sheet.has("deal_value", "head.amount", besides=column):
        return (("deal_value", 0.7, "context"),)
    return ()


def _date(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.reading.whose & {"owner", "product", "company"}:
        return ()
    factor = {RecordKind.ORDERS: 0.94, RecordKind.ACTIVITIES: 0.93}.get(sheet.kind, 0.62)
    return (("created_at", factor, "context"),)


def _address(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.email >= 0.6:
        return (("email", 0.9, "values"),)
    return (("street", 0.97, "header"),)


def _code(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.PRODUCTS and not sheet.has("sku", besides=column):
        return (("sku", 0.85, "context"),)
    if column.reading.blocks and not column.reading.whose and sheet.beside_address(column):
        return (("postal_code", 0.85, "context"),)
    return ()


def _id(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    belongs = {
        RecordKind.CONTACTS: {"person"},
        RecordKind.COMPANIES: {"company", "person"},
        RecordKind.DEALS: {"deal"},
        RecordKind.ORDERS: {"order", "person"},
        RecordKind.PRODUCTS: {"product"},
        RecordKind.ACTIVITIES: {"activity"},
    }.get(sheet.kind, {"person"})
    if whose and not whose <= belongs:
        return ()
    if "order" in whose:
        return (("order_number", 0.97, "header"),)
    if "product" in whose:
        return (("sku" if not sheet.has("sku", besides=column) else "external_id", 0.6, "context"),)
    return (("external_id", 0.98, "header"),)


def _number(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    if column.reading.blocks & {"work", "home", "other"} and sheet.has("mobile", "phone", "fax", besides=column):
        return (("phone", 0.9, "context"),)
    if "product" in whose:
        return (("sku", 0.9, "context"),)
    if "order" in whose or (sheet.kind is RecordKind.ORDERS and not sheet.has("order_number", besides=column)):
        return (("order_number", 0.8, "context"),)
    if column.shape.sequence or whose - {"person"}:
        return ()
    if column.shape.phone >= 0.6:
        return (("phone", 0.85, "values"),)
    if sheet.has("head.id", "external_id", besides=column):
        return ()
    return (("external_id", 0.8, "context"),)


def _activity(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if not sheet.has("last_contacted_at", besides=column):
        return (("last_contacted_at", 0.88, "context"), ("updated_at", 0.6, "context"))
    return (("updated_at", 0.85, "context"),)


_Resolver = Callable[[Entry, Column, Sheet], Sequence[tuple[str, float, str]]]
_HEADS: dict[str, _Resolver] = {
    "head.name": _name,
    "head.name_or_last": _name,
    "head.name_or_first": _name,
    "head.title": _title,
    "head.role": _role,
    "head.status": _status,
    "head.contact": _contact,
    "head.customer": _customer,
    "head.customer_name": _customer_name,
    "head.account": _account,
    "head.amount": _amount,
    "head.total": _total,
    "head.date": _date,
    "head.address": _address,
    "head.id": _id,
    "head.code": _code,
    "head.number": _number,
    "head.activity": _activity,
}
_FIELDS: dict[str, _Resolver] = {
    "website": _website,
    "company": _company,
    "order_total": _order_total,
    "product_name": _product_name,
    "birthday": _birthday,
    "stage": _stage,
    "expected_close": _expected_close,
    "full_name": _full_name,
    "deal_title": _deal_title,
    "last_contacted_at": _last_contact,
}
