"""The fields a column can go to, grouped, for the list they are chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import CUSTOM, IGNORE, FieldType, RecordKind, declared
from salesdesk.ui.pages.imports.texts import field_title, tr
from salesdesk.ui.widgets.result_list import Result

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
        """Skipping, a custom field, and the fields whose title or name contains ``text``. What was typed is looked for among
        the fields first: one that is called exactly so comes before all, and before those that only begin so or hold it."""
        key = fold_key(text)
        exact: list[Result] = []
        ranked: list[tuple[bool, list[Result]]] = []
        for group, fields in declared().offered(self._kind):
            found: list[tuple[bool, Result]] = []
            for field in fields:
                title = fold_key(field_title(field))
                result = self._result(field, field_title(field))
                if key and key in (title, fold_key(field)):
                    exact.append(result)
                elif key in title or key in fold_key(field):
                    found.append((not title.startswith(key), result))
            if found:
                found.sort(key=lambda one: one[0])
                named = [Result(tr(group.value), heading=True), *(result for _, result in found)]
                ranked.append((found[0][0], named))
        if key:
            ranked.sort(key=lambda one: one[0])
        grouped = [result for _, results in ranked for result in results]
        own = self._own(key)
        return [*exact, *grouped, *own] if key else [*own, *grouped]

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
    return [field for _group, fields in declared().offered(kind) for field in fields]
