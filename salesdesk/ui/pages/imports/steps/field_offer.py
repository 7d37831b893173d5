"""The fields a column can go to, grouped, for the list they are chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import CUSTOM, FIELD, IGNORE, FieldType, RecordKind
from salesdesk.ui.pages.imports.texts import field_title, tr
from salesdesk.ui.widgets.result_list import Result

_GROUPS: tuple[tuple[str, str], ...] = (
    ("Name", "full_name first_name last_name middle_name honorific suffix nickname"),
    ("Work", "company job_title department industry employees annual_revenue"),
    ("Email and phone", "email email_2 email_3 phone mobile phone_2 phone_3 fax"),
    ("Address", "street street_2 city region postal_code country"),
    ("Online", "website linkedin twitter facebook instagram"),
    (
        "Where they stand",
        "lead_source lead_status lifecycle_stage owner tags notes do_not_email do_not_call birthday",
    ),
    ("Deal", "deal_title deal_value currency pipeline stage probability expected_close"),
    ("Order and product", "order_number order_total product_name sku price quantity"),
    ("Dates and numbers", "created_at updated_at last_contacted_at external_id"),
)
TYPE_TITLES = {
    FieldType.TEXT: "Text",
    FieldType.NUMBER: "Number",
    FieldType.MONEY: "Money",
    FieldType.DATE: "Date",
    FieldType.CHOICE: "Choice",
    FieldType.BOOLEAN: "Yes or no",
}
"""The types a new custom field can have."""
_HEADER = 34


class FieldOffer:
    """Offers fields for one column of a sheet. ``used`` are the headers that have a field already; ``type_`` the
    type the column has as a custom field, None when there is such a field already.

    A result's value is the name of a field, or the FieldType of a new custom field.
    """

    def __init__(
        self, header: str, kind: RecordKind, current: str, used: Mapping[str, str], type_: FieldType | None
    ) -> None:
        self._header, self._kind, self._current, self._used = header, kind, current, used
        self._type = type_

    def __call__(self, text: str) -> Sequence[Result]:
        """Skipping, a custom field, and the fields whose title or name contains ``text``."""
        key = fold_key(text)
        results = self._own(key)
        for title, names in _GROUPS:
            found = [
                self._result(field, field_title(field))
                for field in names.split()
                if self._kind in FIELD[field].kinds and (key in fold_key(field_title(field)) or key in field)
            ]
            if found:
                results += [Result(tr(title), heading=True), *found]
        return results

    def _own(self, key: str) -> list[Result]:
        """Skipping, and a custom field: the one there is, or a new one of each type."""
        results = [self._result(IGNORE, tr("Skip this column"))]
        if self._type is None:
            results.append(self._result(CUSTOM, tr("Your field “{0}”").format(self._header)))
            return [result for result in results if key in fold_key(result.title)]
        heading = tr("New field “{0}”").format(self._header[:_HEADER])
        new = [
            Result(
                tr(title), hint="✓" if self._current == CUSTOM and shape is self._type else " ", value=shape
            )
            for shape, title in TYPE_TITLES.items()
            if key in fold_key(f"{heading} {tr(title)}")
        ]
        results = [result for result in results if key in fold_key(result.title)]
        return [*results, Result(heading, heading=True), *new] if new else results

    def _result(self, field: str, title: str) -> Result:
        hint = "✓" if field == self._current else self._used.get(field, "")[:14] or " "
        return Result(title, hint=hint, value=field)


def fields_of(kind: RecordKind) -> Sequence[str]:
    """The fields of a kind in the order of the groups."""
    return [name for _title, names in _GROUPS for name in names.split() if kind in FIELD[name].kinds]
