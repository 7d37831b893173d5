"""Where a row puts what is more than one plain value: second columns of a field, parts of a cell, further addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.name_titles import join_titles
from salesdesk.domain.cleaning.readers import Odd, Value
from salesdesk.domain.cleaning.row_amounts import OddCell, RowColumn, error_cell
from salesdesk.domain.cleaning.row_layout import (
    BESIDE_NAMES,
    EMAILS,
    FAMILIES,
    NAMES,
    PHONES,
    PLACES,
    says_the_same,
)
from salesdesk.domain.cleaning.text import cell_text, fold_key, one_line
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import Cell, CellError

_PARTS = ("first_name", "middle_name", "last_name")


@dataclass(frozen=True, slots=True)
class RowPlacing:
    """``_slots`` are the places of the fields in a draft."""

    _slots: Mapping[str, int]

    def place_second(
        self,
        draft: list[Value],
        column: RowColumn,
        custom_slot: int,
        cells: Sequence[Cell | CellError],
        odd: list[OddCell],
    ) -> None:
        """Place a second column of a field: where nothing is yet, beside it, or as a custom field."""
        cell = cells[column.index] if column.index < len(cells) else None
        if cell is None or cell == "":
            return
        value = error_cell(cell) if isinstance(cell, CellError) else column.read(cell)
        if isinstance(value, Odd):
            odd.append((column, value, cell))
            value = value.value
        if value is None or value == draft[column.slot]:
            return
        present = draft[column.slot]
        if present is None:
            draft[column.slot] = value
        elif column.field == "honorific" and isinstance(present, str) and isinstance(value, str):
            draft[column.slot] = join_titles(present, value)
        elif not (isinstance(value, str) and self.place_further(draft, column.field, value)):
            draft[custom_slot] = one_line(cell_text(cell)) or None

    def place_extras(self, draft: list[Value], extras: tuple[tuple[str, Value], ...]) -> None:
        """Values that came with another one, where the row has none of its own."""
        slots = self._slots
        own = self._told_parts(draft)
        for field, value in extras:
            slot = slots.get(field)
            if slot is None:
                continue
            if field in WAYS:  # a refusal holds wherever it is said
                draft[slot] = True
                continue
            present = draft[slot]
            if present is not None:
                if field == "honorific" and isinstance(present, str) and isinstance(value, str):
                    draft[slot] = join_titles(present, value)
                if field == "suffix" and fold_key(str(value)) not in fold_key(str(present)).split():
                    draft[slot] = f"{value} {present}"  # "Jr." of the last name beside "PhD"
                continue
            if field == "full_name" and any(
                draft[slots[name]] is not None for name in NAMES if name in slots
            ):
                continue
            if own and field in _PARTS and own.issuperset(fold_key(str(value)).split()):
                continue  # the row says it as part of another name: "Only" is a last name and no first one beside it
            if field == "middle_name" and draft[slots["first_name"]] != dict(extras).get("first_name"):
                continue  # the row names its person otherwise than the whole name was split
            draft[slot] = value

    def _told_parts(self, draft: list[Value]) -> frozenset[str]:
        """The words of the parts of a name that the row itself has, where they are all of its whole name."""
        slots = self._slots
        whole = draft[slots["full_name"]] if "full_name" in slots else None
        if whole is None:
            return frozenset()
        parts = [
            str(draft[slots[part]]) for part in _PARTS if part in slots and draft[slots[part]] is not None
        ]
        words = frozenset(fold_key(" ".join(parts)).split())
        return words if words and words.issuperset(fold_key(str(whole)).split()) else frozenset()

    def is_lost(self, draft: list[Value], field: str, extras: tuple[tuple[str, Value], ...]) -> bool:
        """Whether the row says something else in place of ``extras`` that the value of ``field`` does not show."""
        if field == "full_name":
            whole = str(draft[self._slots[field]])
            shown = [part for part in extras if part[0] in BESIDE_NAMES and str(part[1]) not in whole]
        else:
            shown = list(extras) if field in PLACES else []
        return any(
            not says_the_same(name, draft[self._slots[name]], value)
            for name, value in shown
            if name in self._slots
        )

    def place_further(self, draft: list[Value], field: str, text: str) -> bool:
        """Puts one more e-mail or phone where there is room; True when it has a place or was there already."""
        family = EMAILS if field in EMAILS else PHONES
        if any(draft[self._slots[name]] == text for name in family if name in self._slots):
            return True
        for name in FAMILIES.get(field, ()):
            slot = self._slots.get(name)
            if slot is not None and draft[slot] is None:
                draft[slot] = text
                return True
        return False
