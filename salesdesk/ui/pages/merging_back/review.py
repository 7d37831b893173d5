"""A merge as it stands: five figures that keep their rows, and the table in which each row is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.entities import entity_of
from salesdesk.domain.merging_back import (
    NO_CHOICES,
    CellProblem,
    Choices,
    MergeCell,
    MergePlan,
    RemovedRow,
    Result,
    Side,
)
from salesdesk.ui.context import Context
from salesdesk.ui.page import GAP
from salesdesk.ui.pages.merging_back.rows import Answer, Entry, Group, MergeRows, answered, can_be_chosen
from salesdesk.ui.pages.merging_back.texts import MergeTexts, headings
from salesdesk.ui.pages.merging_back.words import tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.find_field import FindField
from salesdesk.ui.widgets.menu_place import corner_of
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.widgets.three_way_table import ThreeWayRow, ThreeWayTable
from salesdesk.ui.wording import worded

_SETTLE_MS = 150
_LETTERS = {"T": Answer.TAKE, "K": Answer.KEEP}
_USUAL = (Group.THEIRS, Group.NEW, Group.REMOVED, Group.OURS, Group.BOTH)
"""What stands above the table as figures; the others are pills where there is any such row."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """One entry of a row's menu."""

    text: str
    entries: Sequence[Entry]
    answer: Answer


class MergeReview(QWidget):
    """``show_rows`` takes a plan and what was chosen of it; ``changed`` says that something was chosen."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: MergeRows | None = None
        self.choices: Choices = NO_CHOICES
        self._texts: MergeTexts | None = None
        self._group: Group | None = None
        titles = _titles()
        self.figures = {group: FigureCard(titles[group], small=True) for group in _USUAL}
        self._figures = FigureRow(tuple(self.figures.values()))
        self.pills = {group: button("", tone="pill") for group in Group if group not in _USUAL}
        self.find_field = FindField(tr("Find"))
        self.all_ours = button(tr("Conflicts: all ours"), partial(self._answer_conflicts, Answer.KEEP))
        self.all_theirs = button(tr("all theirs"), partial(self._answer_conflicts, Answer.TAKE))
        self.all_theirs.setAccessibleName(tr("Conflicts: all theirs"))
        self._asked = ElidedLabel("", "secondary", minimum=0)
        self._notes = label("", "secondary", wrap=True)
        self._note = ElidedLabel("", "secondary", minimum=0)
        """What else is to be said of the current row."""
        self.table = ThreeWayTable(
            context.theme, tr("What both sides changed"), headings(), self._row, letters="".join(_LETTERS)
        )
        self.table.setDragEnabled(False)
        self._nothing = EmptyState(
            context.theme, "funnel", tr("Nothing here"), tr("No row of the workbook is of this kind.")
        )
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay_out()
        self._connect_signals()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.find_field.setFixedWidth(240)
        bar.addWidget(self.find_field)
        for pill in self.pills.values():
            pill.setCheckable(True)
            bar.addWidget(pill)
        bar.addWidget(self._asked, 1)
        for part in (self.all_ours, self.all_theirs):
            bar.addWidget(part)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        card = Card(flush=True)
        card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._figures)
        column.addWidget(self._notes)
        column.addLayout(bar)
        column.addWidget(card, 1)
        keys = tr("Enter choose · T take the workbook · K keep ours · N next conflict · / find")
        column.addWidget(self._note)
        column.addWidget(label(keys, "caption"))

    def _connect_signals(self) -> None:
        for group, card in self.figures.items():
            card.clicked.connect(partial(self._press, group))
        for group, pill in self.pills.items():
            pill.clicked.connect(partial(self._press, group))
        self.find_field.textChanged.connect(self._settle.start)
        self.find_field.left.connect(self.table.setFocus)
        self._settle.timeout.connect(self._show_places)
        self.table.selection_changed.connect(self._show_note)
        self.table.asked.connect(self._open_choices)
        self.table.keyed.connect(lambda letter: self._answer_chosen(_LETTERS[letter]))
        self.table.menu_requested.connect(self._fill_menu)
        self.table.opened.connect(self._open_record)
        for keys, run in (("N", self.next_conflict), ("/", self.find_field.setFocus)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)
        for keys in ("Return", "Down"):
            shortcut = QShortcut(QKeySequence(keys), self.find_field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.table.setFocus)

    # ---- showing ----

    def show_rows(self, rows: MergeRows, choices: Choices) -> None:
        """Show a plan with what was chosen so far."""
        kept = self.table.current_id() if self.rows is not None and self.rows.plan is rows.plan else None
        self.rows, self.choices = rows, choices
        followers = self._context.services.merging_back.followers(rows.plan)
        self._texts = MergeTexts(self._context.store, rows.plan, followers)
        self._show_figures(rows)
        notes = " ".join(worded(note) for note in rows.plan.notes)
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        for part in (self.all_ours, self.all_theirs):
            part.setVisible(bool(rows.conflicts))
        self._show_places(kept)
        self._show_state()

    def keep_group(self, group: Group | None) -> None:
        """Show only the rows that a figure counts; None shows all."""
        self._mark(group)
        self._show_places()

    def _mark(self, group: Group | None) -> None:
        self._group = group
        for key, card in self.figures.items():
            set_look(card, selected=key is group)
        for key, pill in self.pills.items():
            pill.setChecked(key is group)

    def _press(self, group: Group, _checked: bool = False) -> None:
        self.keep_group(None if self._group is group else group)

    def _show_places(self, current: int | None = None) -> None:
        self._settle.stop()
        if self.rows is None:
            return
        places = self.rows.shown(self._group, self.find_field.text())
        self.table.show_places(places, current)
        self._stack.setCurrentIndex(0 if places else 1)
        self._show_note()

    def _show_figures(self, rows: MergeRows) -> None:
        counts, removed = rows.plan.counts, len(rows.plan.removed)
        conflicts = tr("conflict") if counts.conflicts == 1 else tr("conflicts")
        for group, count, note, tone in (
            (Group.THEIRS, counts.theirs, "", ""),
            (Group.NEW, len(rows.groups[Group.NEW]), _names_text(rows.plan), ""),
            (Group.REMOVED, removed, tr("→ ask") if removed else "", "warn" if removed else ""),
            (Group.OURS, counts.ours, tr("kept") if counts.ours else "", ""),
            (Group.BOTH, counts.conflicts, conflicts, "warn" if counts.conflicts else ""),
        ):
            self.figures[group].set_figure(number_text(count), note, tone=tone)
        for group, one, many in (
            (Group.COLUMNS, tr("1 new column"), tr("{0} new columns")),
            (Group.PROBLEMS, tr("1 problem"), tr("{0} problems")),
        ):
            count = len(rows.groups[group])
            self.pills[group].setText(one if count == 1 else many.format(number_text(count)))
            self.pills[group].setVisible(count > 0)
        kept = self._group is not None and rows.groups[self._group]
        self._mark(self._group if kept else None)

    def _show_state(self) -> None:
        rows = self.rows
        if rows is None:
            return
        left = len(rows.undecided(self.choices))
        text = tr("{0} of {1} conflicts to choose").format(
            number_text(left), number_text(len(rows.conflicts))
        )
        self._asked.setText(text if left else "")

    def _show_note(self) -> None:
        place = self.table.current_id()
        shown = self._row(place) if place is not None and self.rows is not None else None
        self._note.setText("" if shown is None else shown.verdict.note)

    def _row(self, place: int) -> ThreeWayRow:
        assert self.rows is not None
        assert self._texts is not None
        return self._texts.row(self.rows.entries[place], self.choices)

    # ---- answering ----

    def answer(self, entries: Sequence[Entry], answer: Answer) -> None:
        """Answer some rows."""
        chosen = answered(self.choices, [entry for entry in entries if can_be_chosen(entry)], answer)
        if chosen == self.choices:
            return
        self.choices = chosen
        self.table.rows.renew()
        self._show_state()
        self._show_note()
        self.changed.emit()

    def next_conflict(self) -> None:
        """Go to the next conflict that has no choice, from the first one again after the last."""
        if self.rows is None:
            return
        open_ = self.rows.undecided(self.choices)
        here = self.table.current_id()
        later = [place for place in open_ if here is not None and place > here]
        following = next(iter(later or open_), None)
        if following is not None and not self.table.select_id(following):
            self.find_field.clear()
            self.keep_group(None)
            self.table.select_id(following)

    def _answer_chosen(self, answer: Answer) -> None:
        if self.rows is None:
            return
        chosen = self.table.selected_ids()
        entries = self.rows.at(chosen)
        self.answer(entries, answer)
        if len(entries) == 1 and isinstance(entries[0], MergeCell) and entries[0].result is Result.CONFLICT:
            self.next_conflict()

    def _answer_conflicts(self, answer: Answer) -> None:
        if self.rows is not None:
            self.answer(self.rows.at(self.rows.conflicts), answer)
            self.table.setFocus()

    def _open_choices(self, place: int) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu, [place])
        cell = self.table.cell_rect(place)
        menu.popup(corner_of(self.table, cell))
        menu.setActiveAction(menu.actions()[0])

    def _fill_menu(self, menu: QMenu, places: Sequence[int]) -> None:
        if self.rows is None or not places:
            return
        entries = self.rows.at(places)
        open_ = [entry for entry in entries if can_be_chosen(entry)]
        for offers in self._offers(entries, open_):
            for offer in offers:
                menu.addAction(offer.text).triggered.connect(partial(self._take, offer))
            if offers:
                menu.addSeparator()
        if len(entries) == 1 and isinstance(entries[0], MergeCell | CellProblem | RemovedRow):
            text = tr("Open {0}").format(entries[0].name)
            menu.addAction(text).triggered.connect(partial(self._open_record, places[0]))

    def _take(self, offer: _Offer, _checked: bool = False) -> None:
        self.answer(offer.entries, offer.answer)

    def _offers(self, entries: Sequence[Entry], open_: Sequence[Entry]) -> list[list[_Offer]]:
        if len(entries) != 1:
            return [_both(tr("{0} rows").format(number_text(len(open_))), open_)] if open_ else []
        [entry] = entries
        assert self.rows is not None
        assert self._texts is not None
        if not open_:
            return []
        if not isinstance(entry, MergeCell):
            take, keep = _words(entry)
            return [[_Offer(take, entries, Answer.TAKE), _Offer(keep, entries, Answer.KEEP)]]
        sides = [self._texts.value(entry, side) for side in (Side.THEIRS, Side.OURS)]
        first = [
            _Offer(tr("Take the workbook: {0}").format(_short(sides[0])), entries, Answer.TAKE),
            _Offer(tr("Keep ours: {0}").format(_short(sides[1])), entries, Answer.KEEP),
        ]
        if entry.result is Result.CONFLICT and entry.place in self.choices.cells:
            first.append(_Offer(tr("Decide later"), entries, Answer.LATER))
        found = [first]
        column, record = self.rows.column(entry), self.rows.record(entry)
        title = self._texts.field(entry.kind, entry.title, entry.field)
        if len(column) > 1:
            found.append(_both(tr("{0} in {1} rows").format(title, number_text(len(column))), column))
        if len(record) > 1:
            found.append(_both(tr("{0} fields of {1}").format(number_text(len(record)), entry.name), record))
        if entry.result is Result.CONFLICT and len(self.rows.conflicts) > 1:
            conflicts = self.rows.at(self.rows.conflicts)
            found.append(_both(tr("all {0} conflicts").format(number_text(len(conflicts))), conflicts))
        return found

    def _open_record(self, place: object) -> None:
        entry = self.rows.entries[place] if self.rows is not None and isinstance(place, int) else None
        if isinstance(entry, MergeCell | CellProblem | RemovedRow) and entity_of(entry.kind).record_page:
            self._context.navigate(entity_of(entry.kind).record_page, entry.record)


def _names_text(plan: MergePlan) -> str:
    """How much of what is new are rows, where there is more: the companies, tags and others that these name."""
    if not plan.names:
        return ""
    rows = tr("1 row") if len(plan.new) == 1 else tr("{0} rows").format(number_text(len(plan.new)))
    names = tr("1 name") if len(plan.names) == 1 else tr("{0} names").format(number_text(len(plan.names)))
    return f"{rows}, {names}"


def _titles() -> dict[Group, str]:
    return {
        Group.THEIRS: tr("Changed in workbook"),
        Group.NEW: tr("New"),
        Group.REMOVED: tr("Removed rows"),
        Group.OURS: tr("Changed here"),
        Group.BOTH: tr("Changed by both"),
    }


def _both(what: str, entries: Sequence[Entry]) -> list[_Offer]:
    return [
        _Offer(tr("Take the workbook for {0}").format(what), entries, Answer.TAKE),
        _Offer(tr("Keep ours for {0}").format(what), entries, Answer.KEEP),
    ]


def _words(entry: Entry) -> tuple[str, str]:
    """What taking and keeping mean for a row that is no cell."""
    if isinstance(entry, RemovedRow):
        return tr("Put into the trash"), tr("Keep")
    if isinstance(entry, MergeCell):
        return tr("Take the workbook"), tr("Keep ours")
    return tr("Add"), tr("Leave out")


_LONGEST = 60


def _short(text: str) -> str:
    """A value in a menu."""
    plain = " ".join(text.split()).replace("&", "&&")
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
