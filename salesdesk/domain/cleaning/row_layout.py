"""Where the values of a record stand in a draft, and what a record needs at least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from salesdesk.domain.birthdays import PARTS
from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import CUSTOM, FIELD, FieldType, RecordKind
from salesdesk.domain.opt_outs import WAYS
from salesdesk.phrases import Phrase, phrase

EMAILS = ("email", "email_2", "email_3")
PHONES = ("phone", "mobile", "phone_2", "phone_3", "fax")
FAMILIES = {
    "email": ("email_2", "email_3"), "email_2": ("email_2", "email_3"), "email_3": ("email_3", "email_2"),
    "phone": ("phone_2", "phone_3"), "mobile": ("phone_2", "phone_3"), "phone_2": ("phone_2", "phone_3"),
    "phone_3": ("phone_3", "phone_2"),
}  # fmt: skip
"""Where a second value of a field goes, in this order."""
REACHING = frozenset({*EMAILS, *PHONES})
PLACES = ("city", "street")
NAMES = ("full_name", "first_name", "last_name")
BESIDE_NAMES = ("nickname", "company")
"""Taken out of a whole name, which does not show them then."""
JOINED = ("notes", "tags")
"""Fields of which several columns are joined into one value."""
PARTS_OF = {
    "second_last_name": ("last_name",),
    "house_number": ("street",),
    "phone_prefix": PHONES[:-1],
}
"""What a column completes (``row_parts``). Such columns are no fields of a record."""
_NAME_PARTS = ("first_name", "middle_name", "last_name", "honorific", "suffix", "nickname", "company")

# What a record needs at least, and how to say that it is missing.
NEEDS: dict[RecordKind, tuple[tuple[str, ...], Phrase]] = {
    RecordKind.CONTACTS: ((*NAMES, *EMAILS, *PHONES, "company"), phrase("problems.no_person")),
    RecordKind.COMPANIES: (("company", "website", "email", "phone"), phrase("problems.no_company")),
    RecordKind.DEALS: (("deal_title", "company", *NAMES, *EMAILS), phrase("problems.no_deal")),
    RecordKind.ORDERS: (("order_number", *NAMES, *EMAILS, "company", "product_name"), phrase("problems.no_order")),
    RecordKind.PRODUCTS: (("product_name", "sku"), phrase("problems.no_product")),
}  # fmt: skip
"""Of sheets that have more than a name to know a row by."""


def needs_of(kind: RecordKind) -> tuple[tuple[str, ...], Phrase | None]:
    """The fields of which a row needs one, and the sentence when it has none; nothing where any row will do."""
    entity = entities().of_records(kind)
    if kind in NEEDS:
        return NEEDS[kind]
    if kind in entities().plain and entity is not None:
        return (entity.name_field,), phrase("problems.no_name", kind=phrase(f"kinds.{entity.kind.value}"))
    return (), None


@dataclass(frozen=True, slots=True)
class CustomColumn:
    """A column kept as a custom field: its 0-based ``index`` in the sheet, its header and guessed type."""

    index: int
    header: str
    type: FieldType


@dataclass(frozen=True, slots=True)
class DraftLayout:
    """The order of a draft's values: first ``fields``, then ``custom``."""

    fields: tuple[str, ...]
    custom: tuple[CustomColumn, ...] = ()

    def slot(self, field: str) -> int | None:
        """The position of a field's value in a draft, None when the draft has none."""
        return self.fields.index(field) if field in self.fields else None


def holds_address(mapped: Set[str]) -> bool:
    """Whether the street's column is the only one of the address, and may hold all of it."""
    return "street" in mapped and not mapped & {"street_2", "city", "postal_code"}


_CALLED = frozenset({"label", "type", "typ", "kind", "art", "bezeichnung", "etikett", "libelle", "etiqueta", "etichetta", "tipo",
                     "rodzaj", "тип", "类型", "種類", "종류"})  # fmt: skip
_THE_VALUE = frozenset(
    {"value", "wert", "valeur", "valor", "valore", "waarde", "number", "nummer", "wartosc", "значение", "值"}
)


def label_columns(columns: Sequence[tuple[int, str, str]]) -> dict[int, int]:
    """Where the label of a phone number stands beside it ("Phone 1 - Label", "Phone 1 - Value"): the index of the
    column of labels by that of the numbers."""
    by_key = {fold_key(header): index for index, header, field in columns if field not in PHONES}
    found: dict[int, int] = {}
    for index, header, field in columns:
        if field in PHONES:
            words = fold_key(header).split()
            stem = " ".join(words[:-1] if words and words[-1] in _THE_VALUE else words)
            label = next((by_key[key] for word in _CALLED if (key := f"{stem} {word}") in by_key), None)
            if label is not None:
                found[index] = label
    return found


def draft_layout(
    kind: RecordKind,
    columns: Sequence[tuple[int, str, str]],
    custom: Mapping[int, FieldType],
    *,
    notices: bool = False,
) -> DraftLayout:
    """The layout for (index, header, field) columns: every mapped field, and room for what a cell may hold besides:
    the parts of a whole name or address, a title, further e-mails and phones, a currency, notes, and refusals that are
    said elsewhere (``notices``)."""
    mapped = {field for _, _, field in columns if field in FIELD}
    wanted = set(mapped) | {"notes"}
    wanted.difference_update(PARTS_OF)
    if not wanted.isdisjoint(PARTS):
        wanted = wanted.difference(PARTS) | {"birthday"}
    if "full_name" in mapped:
        wanted.update(_NAME_PARTS)
    if mapped & set(NAMES):
        wanted.add("honorific")
    if "last_name" in mapped:
        wanted.add("suffix")
    if "city" in mapped:
        wanted.update(("postal_code", "region", "country"))
    elif holds_address(mapped):
        wanted.update(("city", "postal_code", "region", "country"))
    if mapped & set(EMAILS):
        wanted.update(("email_2", "email_3"))
        if not mapped & set(NAMES) and kind is not RecordKind.COMPANIES:
            wanted.add("full_name")
    if mapped & {"phone", "mobile", "phone_2", "phone_3"}:
        wanted.update(("phone_2", "phone_3"))
    if mapped & {
        *EMAILS,
        *PHONES,
    }:  # numbers and addresses stand in one another's columns, and numbers say what they are
        wanted.update(field for field in ("email", "phone", "mobile", "fax") if kind in FIELD[field].kinds)
    if any(FIELD[field].type is FieldType.MONEY for field in mapped):
        wanted.add("currency")
    if notices:
        wanted.update(WAYS)
    extra: list[CustomColumn] = []
    seen: set[str] = set()
    for index, header, field in columns:
        if field == CUSTOM:
            extra.append(CustomColumn(index, header, custom.get(index, FieldType.TEXT)))
        elif field in seen and field not in JOINED and field not in WAYS:
            extra.append(CustomColumn(index, header, FieldType.TEXT))
        seen.add(field)
    return DraftLayout(tuple(key for key in FIELD if key in wanted), tuple(extra))


def read_before(mapped: Set[str]) -> frozenset[str]:
    """The fields of an export of ours whose values were read apart before they left; a whole name without its parts is
    to be split again."""
    names = NAMES if mapped & {"first_name", "last_name"} else NAMES[1:]
    return frozenset((*names, "middle_name", "company", *PLACES, "postal_code"))


def says_the_same(field: str, present: object, value: object) -> bool:
    """Whether two values of a field are one; of companies by what they are called."""
    if field == "company" and isinstance(present, str) and isinstance(value, str):
        return company_key(present) == company_key(value)
    return present == value
