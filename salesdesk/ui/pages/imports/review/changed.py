"""Review: what known records get, value by value, each of which can be left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.imports import CellChange, RowRef
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.review.known_details import KnownDetails
from salesdesk.ui.pages.imports.review.stored_names import StoredNames
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.tables import RowSource, TickDelegate, wizard_table
from salesdesk.ui.pages.imports.texts import count_text, or_dash, tr
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.two_panes import TwoPanes

CellRef = tuple[int, int, str]
_Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One value of one record, before and after in words; ``first`` marks the first of its record, ``adds`` what
    replaces nothing."""

    ref: CellRef
    name: str
    change: CellChange
    before: str
    after: str
    adds: bool
    number: int
    on: bool
    first: bool


class ChangedReview(TwoPanes):
    """A line per value: before, after, and a tick."""

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            context.theme,
            "circle-check",
            tr("Nothing you have changes"),
            tr(
                "Rows that match a record you already have would be listed here, with each value before and after."
            ),
        )
        super().__init__(nothing, shares=(1, 0), parent=parent)
        self._context, self._run = context, run
        self._names = StoredNames(context.store)
        self._details = KnownDetails(context.store)
        self._source = RowSource(self._make)
        self.table, self._model = wizard_table(
            context.theme,
            tr("Changes"),
            (
                Column("tick", tr("Take"), 60, "left", lambda r: r.on, _on_text),
                Column("name", tr("Record"), 190, "left", lambda r: r.name if r.first else "", kind="strong"),
                Column("field", tr("Field"), 140, "left", lambda r: self._names.title(r.change.field)),
                Column("before", tr("Here now"), 200, "left", lambda r: or_dash(r.before)),
                Column("after", tr("Afterwards"), 200, "left", lambda r: or_dash(r.after), kind="number"),
                Column(
                    "result",
                    tr("Result"),
                    120,
                    "left",
                    lambda r: (r.on, r.adds),
                    _result,
                    kind="chip",
                    tone=lambda value: "accent" if value[0] else "",
                ),
            ),
            self._source,
            delegates={"tick": TickDelegate},
        )
        self._count = label("", "secondary")
        self.all = button(tr("Take all"), self.take_all)
        self.none = button(tr("Take none"), self.take_none)
        self.record = button(tr("Leave this record as it is"), self.turn_record)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._count, 1)
        for made in (self.record, self.all, self.none):
            bar.addWidget(made)
        self.lay_list(self.table, bar)
        self.table.ticked.connect(self._turn)
        self.table.current_changed.connect(self._show_record_button)

    def refresh(self) -> None:
        """Show the plan of now."""
        plan = self._run.plan
        self._details.show_plan(plan)
        keys: list[_Key] = []
        if plan is not None:
            for place, sheet in enumerate(plan.sheets):
                for row in sorted(sheet.changes):
                    keys += [(place, row, at) for at in range(len(sheet.changes[row]))]
        same = keys == list(self._source.keys)
        self._source.keys = keys
        if same:
            self._model.set_ids(range(len(keys)))
        else:
            self._model.reload()
        records = len({(place, row) for place, row, _ in keys})
        off = self._run.decisions.cells_off
        left = sum(1 for key in keys if self._ref(key) in off) if off else 0
        text = tr("{0} in {1}").format(count_text(len(keys), "changes"), count_text(records, "records"))
        self._count.setText(f"{text} · {tr('{0} left out').format(left)}" if left else text)
        self.show_nothing(not keys)
        self._show_record_button()

    def _make(self, key: _Key) -> ChangeRow:
        place, row, at = key
        plan = self._run.plan
        assert plan is not None
        sheet = plan.sheets[place]
        match = sheet.matches.get(row)
        change = sheet.changes[row][at]
        ref = (place, row, change.field)
        on = ref not in self._run.decisions.cells_off
        name = match.name if match else ""
        detail = self._details.of((place, row), at)
        before = self._names.shown(change.field, change.before) if detail is None else detail.before
        after = self._names.shown(change.field, change.after) if detail is None else detail.after
        # A further tag or address is added to those there are; another company takes the first place.
        adds = change.before is None and (change.field != "company" or not before)
        return ChangeRow(ref, name, change, before, after, adds, sheet.numbers[row], on, at == 0)

    def _ref(self, key: _Key) -> CellRef:
        plan = self._run.plan
        assert plan is not None
        return (key[0], key[1], plan.sheets[key[0]].changes[key[1]][key[2]].field)

    # ---- ticks ----

    def _turn(self, places: Sequence[int]) -> None:
        refs = {self._ref(self._source.keys[place]) for place in places}
        off = self._run.decisions.cells_off
        self._leave(off - refs if refs <= off else off | refs)

    def take_all(self) -> None:
        """Tick every value."""
        self._leave(frozenset())

    def take_none(self) -> None:
        """Untick every value."""
        self._leave(frozenset(self._ref(key) for key in self._source.keys))

    def turn_record(self) -> None:
        """Untick all values of the current record, or tick them all again."""
        row = self._current_row()
        if row is None:
            return
        refs = self._refs_of(row)
        off = self._run.decisions.cells_off
        self._leave(off - refs if refs <= off else off | refs)

    def _leave(self, off: Iterable[CellRef]) -> None:
        self._run.decide(replace(self._run.decisions, cells_off=frozenset(off)))

    def _current_row(self) -> RowRef | None:
        place = self.table.current_id()
        if place is None or place >= len(self._source.keys):
            return None
        key = self._source.keys[place]
        return (key[0], key[1])

    def _refs_of(self, row: RowRef) -> frozenset[CellRef]:
        return frozenset(self._ref(key) for key in self._source.keys if (key[0], key[1]) == row)

    def _show_record_button(self, _place: object = None) -> None:
        row = self._current_row()
        self.record.setEnabled(row is not None)
        left = row is not None and self._refs_of(row) <= self._run.decisions.cells_off
        self.record.setText(tr("Take all of this record") if left else tr("Leave this record as it is"))


def _on_text(on: bool) -> str:
    return tr("taken") if on else tr("left out")


def _result(value: tuple[bool, bool]) -> str:
    taken, added = value
    if not taken:
        return tr("keep ours")
    return tr("add") if added else tr("update")
