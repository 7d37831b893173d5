"""Which fields a column may be, and how surely, given its header, its values and the other columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.cleaning.refusals import asks_for_consent
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.exchange.mapping.closings import closed_column
from salesdesk.exchange.mapping.columns import Column, Sheet
from salesdesk.exchange.mapping.heads import HEADS, Resolver, street_of
from salesdesk.exchange.mapping.kind import names_people
from salesdesk.exchange.mapping.offers import tells_what
from salesdesk.exchange.mapping.refusing import refusing_field
from salesdesk.exchange.mapping.steps import step, step_due
from salesdesk.exchange.mapping.value_shapes import fit
from salesdesk.exchange.mapping.words import Entry, lexicon, split_words

_HEADER_CERTAINTY = 0.97
_COMPOSED_CERTAINTY = 0.955
_SAID_TITLE = 0.7  # certainty from which a word is the name of a deal, whatever stands below it
_ALL_MAILS, _DOUBTFUL, _HARDLY = 0.9, 0.6, 0.45
_MOSTLY = 0.6
_LINKS = ("url", "link", "links", "urls", "lien", "enlace")
_SITES = ("web", "site", "home", "blog", "domain", "sitio", "hjemmeside")
_CONSENT = frozenset({"may_email", "do_not_email", "do_not_call"})
_DATES = ("created_at", "updated_at", "last_contacted_at", "expected_close")
_SOCIAL = frozenset({"linkedin", "twitter", "facebook", "instagram"})
_TITLES = ("deal_title", "head.title", "head.subject", "head.name", "head.name_or_last")
_CHOICES = frozenset(
    {"lead_status", "lead_source", "stage", "pipeline", "lifecycle_stage", "owner", "job_title", "department"}
)
_PRODUCT_FIELDS = frozenset({"product_name", "sku", "price", "quantity", "notes", "currency", "tags"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field a column may be. ``note`` is a reason code: "header", "values", "both", "context" or "inverted"."""

    field: str
    confidence: float
    note: str


def candidates(column: Column, sheet: Sheet) -> tuple[Candidate, ...]:
    """Every field the column may be, most certain first; none for a column that is known to be no field."""
    if closed_column(sheet) is column:
        return (Candidate("closed_at", 0.88, "context"),)
    reading = column.reading
    if reading.noise or not column.senses or names_people(column):
        return _refusing(column, sheet)
    best: dict[str, Candidate] = {}
    first = {sense.meaning: sense for sense in reversed(column.senses)}
    for sense in column.senses:
        if sense is not first[sense.meaning]:
            continue  # the same meaning in a less likely language
        for field, factor, note in _fields_of(sense, column, sheet):
            if not _suits(field, column, sheet) or _is_flag(field, column):
                continue
            candidate = _rated(field, sense.weight * reading.weight * factor, note, column)
            if field not in best or best[field].confidence < candidate.confidence:
                best[field] = candidate
    for candidate in _refusing(column, sheet):
        if not best or max(found.confidence for found in best.values()) < candidate.confidence:
            best[candidate.field] = candidate
    surest = max((candidate.confidence for candidate in best.values()), default=0.0)
    own = column.own or (
        column.reading.whose <= {"owner", "person"} and not sheet.has("email", besides=column)
    )
    if surest < _DOUBTFUL and column.shape.email >= _ALL_MAILS and own and not column.shape.repetitive:
        best["email"] = Candidate("email", 0.8, "values")  # whatever the words
    if surest < _DOUBTFUL and "email" in best and column.shape.phone >= _ALL_MAILS and own:
        best["phone"] = Candidate("phone", 0.8, "values")
    if not best.keys().isdisjoint(_TWO_NAMES) and _are_swapped(sheet):
        best = {field: replace(found, confidence=found.confidence * 0.55) for field, found in best.items()}
    return tuple(sorted(best.values(), key=lambda candidate: -candidate.confidence))


_TWO_NAMES = ("first_name", "last_name")


def _are_swapped(sheet: Sheet) -> bool:
    """Whether all last names of a list are given names and no first name is one: somebody mixed up the columns."""
    first, last = (
        [column for column in sheet.columns if any(sense.meaning == field for sense in column.senses)]
        for field in _TWO_NAMES
    )
    if len(first) != 1 or len(last) != 1 or min(first[0].shape.count, last[0].shape.count) < _TELLING:
        return False
    return first[0].shape.first_name == 0 and last[0].shape.first_name >= _ALL_MAILS


_TELLING = 3  # names that are enough to tell


_NEVER_ANSWERS = frozenset({"job_title", "department", "city", "street", "industry", "owner"})


def _is_flag(field: str, column: Column) -> bool:
    """Whether a yes or no, or 1 and 0, stands where a number, an address or a post would: "Is primary phone", "Werbung per
    Post"."""
    reached = FIELD[field].type in (FieldType.PHONE, FieldType.EMAIL) or field in _NEVER_ANSWERS
    return reached and column.shape.answer >= _ALL_MAILS and not column.shape.phone


def _refusing(column: Column, sheet: Sheet) -> tuple[Candidate, ...]:
    found = refusing_field(column)
    if found is None or not fits_kind(found[0], sheet.kind):
        return ()
    return (Candidate(*found),)


def _rated(field: str, weight: float, note: str, column: Column) -> Candidate:
    composed = bool(column.reading.whose or column.reading.blocks or column.reading.unknown)
    confidence = weight * (_COMPOSED_CERTAINTY if composed else _HEADER_CERTAINTY)
    agreement = fit(field, column.shape)
    if agreement > 0:
        if weight >= _HARDLY:  # values of the right sort do not make a guess out of a word that fits less
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
        return field in _PRODUCT_FIELDS and sheet.kind in (
            RecordKind.ORDERS,
            RecordKind.PRODUCTS,
            RecordKind.DEALS,
        )
    if "company" in whose and field in _SOCIAL:
        return sheet.kind is RecordKind.COMPANIES
    if "company" in whose and sheet.kind is not RecordKind.COMPANIES and "person" not in whose:
        return field not in ("created_at", "updated_at", "last_contacted_at", "notes", "tags", "external_id")
    if "deal" in whose and sheet.kind is RecordKind.CONTACTS:
        return field not in (*_DATES, "notes", "tags", "external_id", "lead_status")
    if "order" in whose and "deal" not in whose and sheet.kind is not RecordKind.ORDERS:
        return field not in (
            "created_at",
            "notes",
            "tags",
            "external_id",
            "lead_status",
            "currency",
            "lead_source",
        )
    if "activity" in whose and sheet.kind is not RecordKind.ACTIVITIES:
        return field == "notes"
    return not (field in _CHOICES and column.shape.filled and column.shape.number >= 0.8)


def _fields_of(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """The fields one meaning stands for in this sheet, each with a factor and a note."""
    meaning = sense.meaning
    if meaning in _CONSENT:
        return _consent(meaning, column)
    if meaning.startswith("head."):
        return HEADS[meaning](sense, column, sheet)
    return _FIELDS.get(meaning, _plain)(sense, column, sheet)


def _consent(meaning: str, column: Column) -> Sequence[tuple[str, float, str]]:
    """Only what cleaning reads the same way: a yes to being mailed taken for a refusal would be worse than nothing."""
    inverted = meaning == "may_email"
    if asks_for_consent(column.reading.header) is not inverted:
        return ()
    if inverted and column.shape.date >= _MOSTLY:
        return ()  # when somebody agreed
    return (("do_not_email", 0.9, "inverted"),) if inverted else ((meaning, 1.0, "header"),)


def _plain(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return ((sense.meaning, 1.0, "header"),)


def _website(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.linkedin >= 0.5:
        return (("linkedin", 0.97, "values"),)
    key, reading = column.reading.whole_key, column.reading
    link = key.endswith(_LINKS) or key.startswith(_LINKS)
    sited = bool(reading.blocks or "company" in reading.whose) or any(word in key for word in _SITES)
    if link and reading.words > 1 and not sited and column.shape.homepage < _MOSTLY:
        return ()  # "Record URL": where another program shows the record
    return (("website", 1.0, "header"),)


def _company(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    # On an order the buyer is the customer; a bare "Company" beside it is the seller's own.
    seller = (
        sheet.kind is RecordKind.ORDERS
        and not column.reading.blocks
        and sheet.has("head.customer", besides=column)
    )
    return (("company", 0.4 if seller else 1.0, "header"),)


def _order_total(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return (("order_total", 1.0 if sheet.kind is RecordKind.ORDERS else 0.75, "header"),)


def _product_name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.filled and column.shape.number >= 0.8:
        return ()
    if sheet.kind in (RecordKind.COMPANIES, RecordKind.CONTACTS) and column.shape.legal_form >= 0.4:
        return (("company", 0.85, "values"),)
    if sheet.kind is RecordKind.DEALS and tells_what(column) and not sheet.has(*_TITLES, besides=column):
        return (("deal_title", 0.85, "context"), ("product_name", 0.5, "header"))
    return (("product_name", 1.0, "header"),)


def _sku(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    # "Reference" is an article's only among articles; elsewhere it may be the record's own
    own = sheet.kind not in (RecordKind.PRODUCTS, RecordKind.ORDERS) and sheet.is_key(column)
    return (("external_id", 0.85, "values"),) if own else (("sku", 1.0, "header"),)


def _stage(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if sheet.kind is RecordKind.CONTACTS and not sheet.has(
        "deal_title", "deal_value", "expected_close", "probability"
    ):
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


def _order_number(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return (
        () if column.shape.date >= _MOSTLY else (("order_number", 1.0, "header"),)
    )  # "Dernière commande": its day


def _created_at(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """When a record was made. When somebody ordered is that of the order, and not of the person or company."""
    listed = sheet.kind in (RecordKind.CONTACTS, RecordKind.COMPANIES)
    return () if listed and _tells_of_an_order(column) else (("created_at", 1.0, "header"),)


def _tells_of_an_order(column: Column) -> bool:
    """Whether a day is that of an order: "Order date", "Last order date", "Dernière commande"."""
    if any(sense.meaning == "order_number" for sense in column.senses):
        return True
    known = lexicon()
    words = [word.text for word in split_words(column.reading.header, known.skip)]
    ends = ("".join(words[start:]) for start in range(len(words)))
    return any(hint.meaning == "hint.orders" for end in ends for hint in known.hints.get(end, ()))


def _expected_close(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    deal = sheet.kind is RecordKind.DEALS or sheet.has("deal_value", "probability", "deal_title", "stage")
    return (("expected_close", 1.0 if deal else 0.6, "header"),)


def _full_name(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if column.shape.email >= 0.6:
        return (("email", 0.9, "values"),)
    if column.shape.legal_form >= 0.5:
        return (("company", 0.85, "values"), ("full_name", 0.3, "context"))
    families = ("last_name", "head.name", "head.name_or_last")
    single = column.shape.capital_word + column.shape.first_name >= 0.7 and not column.shape.named
    if (
        single
        and sheet.has("last_name")
        and not sheet.has("first_name", "head.name_or_first", besides=column)
    ):
        return (("first_name", 0.93, "values"), ("full_name", 0.5, "context"))  # one word beside a last name
    if sense.language in ("ja", "ko", "zh") and sheet.has(
        "head.name", "head.name_or_first", "full_name", besides=column
    ):
        return (("owner", 0.85, "context"), ("full_name", 0.5, "context"))  # who is in charge of the customer
    if (
        column.shape.capital_word >= 0.7
        and sheet.has("first_name")
        and not sheet.has(*families, besides=column)
    ):
        return (("last_name", 0.93, "values"), ("full_name", 0.5, "context"))  # one word beside a first name
    return (("full_name", 1.0, "header"),)


def _deal_title(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    if "%" in column.reading.header:  # "Chance (%)"
        return (("probability", 0.85, "context"),)
    if sheet.kind is RecordKind.CONTACTS and "person" in column.reading.whose:
        return ()  # "Person - Closed deals": how many
    if (
        column.shape.filled and column.shape.number >= 0.8
    ):  # "Offer" with what was offered, unless that has a column of its own; elsewhere how many
        if sheet.kind is RecordKind.DEALS and _is_numbered_title(column, sheet):
            return (("deal_title", 0.85, "context"),)
        return (("deal_value", 0.85, "values"),) if sheet.kind is RecordKind.DEALS else ()
    numbered = sense.weight < _SAID_TITLE or sheet.has(*_TITLES, besides=column)
    if sheet.kind is RecordKind.DEALS and numbered and sheet.is_key(column):
        return (("external_id", max(1.0, 0.8 / sense.weight), "values"),)  # "Offer: A-1041"
    if sheet.kind is RecordKind.DEALS and tells_what(column) and not sheet.has(*_TITLES, besides=column):
        return (("deal_title", max(1.0, 0.85 / sense.weight), "header"),)
    return (
        ("deal_title", 1.0 if sheet.kind in (RecordKind.DEALS, RecordKind.ACTIVITIES) else 0.7, "header"),
    )


def _is_numbered_title(column: Column, sheet: Sheet) -> bool:
    """Whether the deals of a list are called by numbers: whole ones beside the amounts, under the only word for a title."""
    amounts = ("deal_value", "head.amount", "head.total")
    return (
        column.shape.integer >= _MOSTLY
        and sheet.has(*amounts, besides=column)
        and not sheet.has(*_TITLES, besides=column)
    )


def _last_contact(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    return (("last_contacted_at", 1.0, "header"), ("updated_at", 0.4, "context"))


def _of_one_kind(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """Words that mean something only among records of the kind that has the field."""
    return ((sense.meaning, 0.9, "header"),) if sheet.kind in FIELD[sense.meaning].kinds else ()


def _closed_at(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """When a deal ended: to be looked at, for it decides what the months brought."""
    return (("closed_at", 0.9, "context"),)


def _street(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    found = street_of(column, sheet)
    return (("street", 1.0, "header"),) if found[0][1] > _MOSTLY else found


_FIELDS: dict[str, Resolver] = {
    "street": _street,
    "created_at": _created_at,
    "order_number": _order_number,
    "closed_at": _closed_at,
    "won_reason": _of_one_kind,
    "lost_reason": _of_one_kind,
    "competitor": _of_one_kind,
    "campaign": _of_one_kind,
    "outcome": _of_one_kind,
    "duration_minutes": _of_one_kind,
    "website": _website,
    "company": _company,
    "order_total": _order_total,
    "product_name": _product_name,
    "sku": _sku,
    "birthday": _birthday,
    "stage": _stage,
    "expected_close": _expected_close,
    "full_name": _full_name,
    "deal_title": _deal_title,
    "last_contacted_at": _last_contact,
    "step": step,
    "step_due": step_due,
}
