"""Fields guessed from values alone, for columns whose header is missing or says nothing."""

from __future__ import annotations

from salesdesk.domain.fields import RecordKind
from salesdesk.exchange.mapping.columns import Column, Sheet
from salesdesk.exchange.mapping.kind import names_people
from salesdesk.exchange.mapping.senses import Candidate, fits_kind

_ENOUGH = 0.7
_NEARLY_ALL = 0.9
_SOME = 0.2
_NAMES = (
    "full_name",
    "first_name",
    "last_name",
    "head.name",
    "head.name_or_last",
    "head.name_or_first",
    "head.contact",
)
_LIKE = {
    "phone": ("mobile", "fax", "head.contact", "head.number"),
    "street": ("head.address", "street_2", "city"),
    "company": ("head.account", "head.customer", "head.customer_name"),
}  # what else may hold the same


def from_values(sheet: Sheet) -> dict[int, tuple[Candidate, ...]]:
    """Candidates by column index. Under a header that is not understood only unmistakable values count."""
    headless = sum(not column.reading.header.strip() for column in sheet.columns) * 2 > len(sheet.columns)
    # in a language the table does not know, what is in the columns is all there is to go by
    foreign = sum(column.reading.noise == "unknown" and not column.senses for column in sheet.columns)
    mute = headless or foreign * 2 > len(sheet.columns)
    found: dict[int, tuple[Candidate, ...]] = {}
    for column in sheet.columns:
        named = _named(column, sheet)
        if named is not None and fits_kind(named.field, sheet.kind):
            found[column.index] = (named,)
            continue
        if column.senses or column.reading.noise not in ("unknown", "none") or not column.shape.filled:
            continue
        certain = _unmistakable(column)
        if certain is None and column.shape.email >= _NEARLY_ALL and not sheet.has("email"):
            certain = Candidate("email", 0.8, "values")  # "Login": every value is an address
            if column.shape.repetitive or not column.own:
                certain = None
        if certain is None and mute and column.reading.noise == "unknown":
            certain = _likely(column, sheet)
        if certain is None and column.reading.noise == "unknown" and column.own:
            certain = _missing(column, sheet)
        if certain is not None and fits_kind(certain.field, sheet.kind):
            found[column.index] = (certain,)
    return found


def _unmistakable(column: Column) -> Candidate | None:
    shape = column.shape
    if shape.email >= 0.8 and column.reading.noise == "unknown" and not shape.repetitive:
        return Candidate("email", 0.88, "values")
    if column.reading.blocks and column.own and shape.phone >= 0.8:  # "Work", "Home" over numbers
        return Candidate("mobile" if "mobile" in column.reading.blocks else "phone", 0.88, "values")
    if shape.linkedin >= 0.8 and column.own:
        return Candidate("linkedin", 0.86, "values")
    if shape.honorific >= 0.9 and shape.count >= 3 and column.reading.noise == "unknown":
        return Candidate("honorific", 0.84, "values")
    return None


def _missing(column: Column, sheet: Sheet) -> Candidate | None:
    """What the values are under words nobody knows, when no other column is it; doubtful, and to be looked at."""
    shape = column.shape
    for share, field in (
        (shape.homepage, "website"),
        (shape.phone if not shape.integer and not shape.code else 0.0, "phone"),
        (shape.street, "street"),
        (shape.legal_form, "company"),
    ):
        if share >= _NEARLY_ALL and not shape.repetitive and not sheet.has(field, *_LIKE.get(field, ())):
            return Candidate(field, 0.55, "values")
    return None


def _named(column: Column, sheet: Sheet) -> Candidate | None:
    """The people of a list under a word of its own: "Guest", "Lead", "Patient", where no other column names them, and the
    first of two such columns."""
    if sheet.has(*_NAMES) or not names_people(column):
        return None
    first = next(other for other in sheet.columns if names_people(other))
    return Candidate("full_name", 0.7, "values") if first is column else None


def _likely(column: Column, sheet: Sheet) -> Candidate | None:
    shape = column.shape
    for share, field, confidence in (
        (shape.honorific, "honorific", 0.8),
        (shape.url, "website", 0.8),
        (shape.date, "created_at", 0.5),
        (shape.phone if not shape.sequence and shape.number < 0.3 else 0.0, "phone", 0.75),
        (shape.street, "street", 0.75),
        (shape.country, "country", 0.75),
        (shape.currency, "currency", 0.7),
        (shape.city, "city", 0.7),
    ):
        if share >= _ENOUGH:
            return Candidate(field, confidence, "values")
    if shape.postal >= _ENOUGH and not shape.sequence and _near(column, sheet, "city", "street", "country"):
        return Candidate("postal_code", 0.7, "values")
    if shape.legal_form >= 0.4:
        return Candidate("company", 0.8, "values")
    if shape.job >= 0.5:
        return Candidate("job_title", 0.7, "values")
    if shape.city >= 0.35 and _near(column, sheet, "postal", "street", "country"):
        return Candidate("city", 0.65, "values")
    if shape.long_text >= 0.6 and sheet.kind is not RecordKind.UNKNOWN:
        return Candidate("notes", 0.55, "values")
    return _person(column, sheet)


def _person(column: Column, sheet: Sheet) -> Candidate | None:
    shape = column.shape
    if shape.person >= 0.5 and not shape.repetitive:
        return Candidate("full_name", 0.75, "values")
    named = shape.named >= _NEARLY_ALL and not shape.legal_form and not shape.repetitive
    if named and shape.person >= _SOME and any(other.shape.email >= _ENOUGH for other in sheet.columns):
        return Candidate("full_name", 0.65, "values")  # most of the first names are not known
    if shape.first_name >= 0.4 and shape.capital_word >= 0.6:
        return Candidate("first_name", 0.75, "values")
    if shape.capital_word >= 0.6 and shape.first_name < 0.4 and _near(column, sheet, "first_name", within=1):
        return Candidate("last_name", 0.72, "values")
    return None


def _near(column: Column, sheet: Sheet, *sorts: str, within: int = 2) -> bool:
    """Whether a neighbour's values are of one of these sorts."""
    near = sheet.columns[max(0, column.index - within) : column.index + within + 1]
    return any(getattr(other.shape, sort) >= 0.4 for other in near if other is not column for sort in sorts)
