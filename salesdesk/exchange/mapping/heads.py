"""Words whose field depends on their neighbours, decided.

"Name" beside "Vorname" is the last name, "Title" with "Mr" in it is an honorific, "Status" is a stage among deals
and a lead status among contacts. Each function gives the fields one word stands for in a sheet, with a factor of
certainty and a reason code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from salesdesk.domain.fields import RecordKind
from salesdesk.exchange.mapping.columns import Column, Sheet
from salesdesk.exchange.mapping.offers import tells_what
from salesdesk.exchange.mapping.steps import due
from salesdesk.exchange.mapping.words import Entry

_ALL = 0.95
_FIRST_COLUMNS = 1  # where the record's own number stands
Resolver = Callable[[Entry, Column, Sheet], Sequence[tuple[str, float, str]]]


def _name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    if "company" in whose and "person" not in whose:
        return (("company", 0.98, "header"),)
    if "deal" in whose:
        return (("deal_title", 0.98, "header"),)
    if "product" in whose:
        return (("product_name", 0.97, "header"),)
    if "owner" in whose:
        signed_up = "person" in whose and not sheet.has(
            "full_name", "first_name", "head.name", besides=column
        )
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
    if (
        sheet.kind is RecordKind.DEALS
        and "person" not in whose
        and not sheet.has("deal_title", besides=column)
    ):
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
    given = [
        other for other in sheet.columns if other is not column and other.own and other.means("first_name")
    ]
    family = [
        other for other in sheet.columns if other is not column and other.own and other.means("last_name")
    ]
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
    if family and not column.shape.named and not column.shape.person:
        return (("first_name", 0.86, "context"), ("full_name", 0.5, "context"))
    return (("full_name", 0.96, "header"),)


def _title(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    if "activity" in whose and sheet.kind is not RecordKind.DEALS:
        return ()
    if "deal" in whose or (sheet.kind is RecordKind.DEALS and not sheet.has("deal_title", besides=column)):
        return (("deal_title", 0.92, "context"), ("job_title", 0.4, "context"))
    if sheet.kind is RecordKind.PRODUCTS or "product" in whose:
        return (("product_name", 0.95, "context"),)
    if column.shape.honorific >= 0.5:
        return (("honorific", 0.97, "values"),)
    if "work" in column.reading.blocks or "company" in column.reading.whose:
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
    account = any(
        other.reading.whole_key in ("username", "login", "userid", "password") for other in sheet.columns
    )
    return () if account else (("job_title", 0.9, "header"),)


def _status(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if (column.shape.filled and column.shape.number >= 0.6) or column.reading.whose & {"order", "product"}:
        return ()
    if (
        sense.language in ("es", "it", "pt", "fr")
        and sheet.beside_address(column)
        and not sheet.has("region")
    ):
        return (("region", 0.95 if column.reading.blocks else 0.8, "context"),)
    if (
        column.shape.lifecycle >= _ALL
        and sheet.kind in (RecordKind.CONTACTS, RecordKind.COMPANIES)
        and not sheet.has("lifecycle_stage", besides=column)
    ):  # "Kunde", "Interessent": how far the relation is
        return (("lifecycle_stage", 0.9, "values"),)
    if column.shape.consent >= 0.6:
        return (("do_not_email", 0.75, "values"), ("lead_status", 0.5, "context"))
    if "company" in column.reading.whose or any(hint == "contacts" for hint, _ in column.reading.hints):
        return ()  # whether somebody came to an event is no state of a lead
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
    # in a list of companies or deals a bare "Name" is theirs
    names = () if sheet.kind in (RecordKind.COMPANIES, RecordKind.DEALS) else ("head.name",)
    if sheet.has("full_name", "first_name", "last_name", *names, besides=column):
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
    if sheet.kind is RecordKind.ORDERS and shape.named >= 0.8 and not people and not shape.legal_form:
        return (("full_name", 0.8, "values"), ("company", 0.6, "context"))  # buyers of a shop are people
    if shape.person >= 0.4 and not people:
        return (("full_name", 0.9, "values"),)
    if people or sheet.kind in (
        RecordKind.ORDERS,
        RecordKind.DEALS,
        RecordKind.COMPANIES,
        RecordKind.ACTIVITIES,
    ):
        taken = sheet.kind is not RecordKind.ORDERS and sheet.has("company", "head.account", besides=column)
        return (
            ("company", 0.5 if taken else 0.85, "context"),
            ("full_name", 0.5 if taken else 0.1, "context"),
        )
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
    if (
        sheet.kind is RecordKind.DEALS
    ):  # a plain amount is the deal's, before one that is expected or weighted
        return (("deal_value", 1.0, "header"),)
    if sheet.kind is RecordKind.ORDERS:
        return (("order_total", 0.85, "context"),)
    if sheet.kind is RecordKind.CONTACTS and sheet.has(
        "stage", "probability", "expected_close", "deal_title"
    ):
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
    return street_of(column, sheet)


def street_of(column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """A street, unless the word means a title as well ("Cím", "Naslov") and the values tell what is offered."""
    titled = sheet.kind is RecordKind.DEALS and column.means("head.title") and tells_what(column)
    return (("street", 0.5 if titled and column.shape.filled else 0.97, "header"),)


def _code(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.PRODUCTS and not sheet.has("sku", besides=column):
        return (("sku", 0.85, "context"),)
    if column.reading.blocks and not column.reading.whose and sheet.beside_address(column):
        return (("postal_code", 0.85, "context"),)
    if sheet.is_key(column):
        return (("external_id", 0.85, "values"),)
    first = column.index <= 1 and column.own and not column.reading.blocks and not column.reading.unknown
    different = column.shape.distinct == column.shape.count and not column.shape.sequence
    if first and different and not sheet.has("external_id", "head.id", "order_number", besides=column):
        return (("external_id", 0.8, "context"),)  # ledgers begin with the number of the account
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
    if sheet.kind is RecordKind.CONTACTS and whose == {"order"}:
        return (("order_number", 0.85, "header"),)
    if whose and not whose <= belongs:
        return ()
    if "order" in whose:
        return (("order_number", 0.97, "header"),)
    if sheet.kind is RecordKind.ORDERS and not whose and not sheet.has("order_number", besides=column):
        return (("order_number", 0.88, "context"), ("external_id", 0.8, "context"))
    if "product" in whose:
        return (("sku" if not sheet.has("sku", besides=column) else "external_id", 0.6, "context"),)
    if column.reading.unknown and not whose and column.index > _FIRST_COLUMNS and not sheet.is_key(column):
        return ()  # the id of something else, or what another program calls this one
    return (("external_id", 0.98, "header"),)


def _number(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    whose = column.reading.whose
    if column.reading.blocks & {"work", "home", "other"} and sheet.has(
        "mobile", "phone", "fax", besides=column
    ):
        return (("phone", 0.9, "context"),)
    if "product" in whose:
        return (("sku", 0.9, "context"),)
    if "order" in whose or (
        sheet.kind is RecordKind.ORDERS and not sheet.has("order_number", besides=column)
    ):
        return (("order_number", 0.8, "context"),)
    if column.shape.sequence or whose - {"person"}:
        return ()
    if column.shape.phone >= 0.6:
        return (("phone", 0.85, "values"),)
    if sheet.has("head.id", "external_id", besides=column):
        return ()
    # "Member card no." with a number of its own in each row: unknown words matter less than the values
    return (("external_id", 1.25 if sheet.is_key(column) and column.reading.unknown else 0.8, "context"),)


def _offer_number(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.ORDERS and not sheet.has("order_number", besides=column):
        return (("order_number", 0.7, "context"),)
    return (("external_id", 0.95, "context"),) if sheet.kind is RecordKind.DEALS else ()


def _offer_date(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """The day of an offer is the day a deal began, unless the list says that otherwise."""
    if sheet.kind is RecordKind.DEALS and not sheet.has("created_at", besides=column):
        return (("created_at", 0.85, "context"),)
    return ()


def _valid_until(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """An offer is decided before it lapses."""
    if sheet.kind is RecordKind.DEALS and not sheet.has("expected_close", besides=column):
        return (("expected_close", 0.8, "context"),)
    return ()


def _subject(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.DEALS and not sheet.has("deal_title", besides=column):
        return (("deal_title", 0.88, "context"),)
    return ()


def _activity(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if not sheet.has("last_contacted_at", besides=column):
        return (("last_contacted_at", 0.88, "context"), ("updated_at", 0.6, "context"))
    return (("updated_at", 0.85, "context"),)


HEADS: dict[str, Resolver] = {
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
    "head.offer_number": _offer_number,
    "head.offer_date": _offer_date,
    "head.subject": _subject,
    "head.valid_until": _valid_until,
    "head.due": due,
}
