"""Words of merging back: rows of the table, the figures above it, where the workbook comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from salesdesk.domain.contacts import NAME_PARTS
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.merging_back import (
    CellProblem,
    Choices,
    ColumnOffer,
    MergeCell,
    MergeOutcome,
    MergePlan,
    NewName,
    NewRow,
    NewRowState,
    RemovedRow,
    Result,
    Side,
)
from salesdesk.phrases import phrase
from salesdesk.store.store import Store
from salesdesk.ui.lists.columns import list_columns, value_text
from salesdesk.ui.lists.look import field_title, look_of
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.merging_back.rows import Entry
from salesdesk.ui.pages.merging_back.words import tr
from salesdesk.ui.value_texts import DASH, day_text, number_text
from salesdesk.ui.widgets.three_way_table import Headings, ThreeWayRow, Verdict
from salesdesk.ui.wording import title_of, worded

if TYPE_CHECKING:
    from salesdesk.services.merging_back import Followers

_MOST_VALUES = 4


def headings() -> Headings:
    """What the columns of the table are called."""
    return Headings(
        tr("Record"), tr("Field"), tr("When exported"), tr("Here now"), tr("In the workbook"), tr("Result")
    )


class MergeTexts:
    """Words the rows of one plan. Values look as they do in the lists."""

    def __init__(self, store: Store, plan: MergePlan, followers: Followers) -> None:
        self._store, self._followers = store, followers
        self._today = date.fromisoformat(store.today())
        self._columns: dict[RecordKind, Mapping[str, Column]] = {}
        self._called = {row.place: row.name for row in plan.new}
        parts = (plan.cells, plan.new, plan.removed, plan.problems)
        self._alike = _names_of_several((*plan.cells, *plan.removed, *plan.problems))
        self._sheets = len({entry.sheet for part in parts for entry in part})
        self._several = len({export.kind for export in plan.exports}) > 1

    def row(self, entry: Entry, choices: Choices) -> ThreeWayRow:
        """A row as it is read."""
        verdict = verdict_of(entry, choices)
        if isinstance(entry, MergeCell):
            before, ours, theirs = (
                self._value(entry, value) for value in (entry.base, entry.ours, entry.theirs)
            )
            field = self.field(entry.kind, entry.title, entry.field)
            if brought := self._brought(entry, choices):
                theirs = f"{theirs} · {brought}"
                note = f"{brought[:1].upper()}{brought[1:]}."
                verdict = replace(verdict, note=" ".join(filter(None, (verdict.note, note))))
            record, end = self._record(entry)
            return ThreeWayRow(record or DASH, field, before, ours, theirs, verdict, end)
        if isinstance(entry, NewRow):
            record = tr("(new row {0})").format(number_text(entry.row))
            there = tr("{0} is here").format(entry.into_name) if entry.into_name else ""
            what = self._titled(entry.kind, _one(entry.kind).capitalize())
            return ThreeWayRow(record, what, "", there, new_row_text(entry), verdict)
        if isinstance(entry, RemovedRow):
            what = self._titled(entry.kind, tr("(row removed)"))
            record, end = self._record(entry)
            there = tr("present")
            return ThreeWayRow(record or DASH, what, there, there, tr("missing"), verdict, end)
        if isinstance(entry, ColumnOffer):
            return ThreeWayRow(
                tr("(new column)"),
                self._titled(entry.kind, entry.title),
                "",
                "",
                _samples(entry),
                verdict,
            )
        if isinstance(entry, NewName):
            named = tr("named by 1 row") if entry.cells == 1 else tr("named by {0} rows")
            word = _kind_word(entry).capitalize()
            return ThreeWayRow(entry.name, word, "", "", named.format(number_text(entry.cells)), verdict)
        where = tr("row {0}").format(number_text(entry.row)) if entry.row else entry.sheet
        if entry.row and self._sheets > 1:
            where = f"{entry.sheet}, {where}"
        if isinstance(entry, CellProblem):
            before, ours = (self._value(entry, value) for value in (entry.base, entry.ours))
            field = self.field(entry.kind, entry.column, entry.field)
            record, end = self._record(entry)
            at = f" ({where})"
            return ThreeWayRow(f"{record}{at}", field, before, ours, entry.value, verdict, f"{end}{at}")
        end = ""
        if called := self._called.get((entry.sheet, entry.row)):
            end = f" ({where})"
            where = f"{called}{end}"
        return ThreeWayRow(where, entry.column, "", "", entry.value, verdict, end)

    def _record(self, entry: MergeCell | RemovedRow | CellProblem) -> tuple[str, str]:
        """What a record is called, with its number where another one of the plan is called so, too; and that end of it."""
        alike = (entry.kind, entry.name) in self._alike and entry.record
        end = f" #{entry.record}" if alike else ""
        return f"{entry.name}{end}", end

    def field(self, kind: RecordKind, title: str, key: str) -> str:
        """What a field is called, with its list where the workbook has several."""
        return self._titled(kind, field_title(key, title))

    def value(self, cell: MergeCell, side: Side) -> str:
        """What one side says of a cell."""
        return self._value(cell, cell.ours if side is Side.OURS else cell.theirs)

    def _brought(self, cell: MergeCell, choices: Choices) -> str:
        """What else becomes different where the value of a cell is taken, "" for nothing."""
        told = []
        for one in self._followers.of(cell, choices):
            title, value = (
                field_title(one.field, one.title),
                self._text(cell.kind, one.field, one.type, one.theirs),
            )
            code = "follows" if value else "follows_empty"
            told.append(worded(phrase(f"merging_back.{code}", title=title, value=value)))
        return ", ".join(told)

    def _titled(self, kind: RecordKind, text: str) -> str:
        return f"{entity_of(kind).many} · {text}" if self._several else text

    def _value(self, cell: MergeCell | CellProblem, value: Any) -> str:
        return self._text(cell.kind, cell.field, cell.type, value) or DASH

    def _text(self, kind: RecordKind, key: str, type_: FieldType, value: Any) -> str:
        if kind not in self._columns:
            columns = list_columns(look_of(kind), self._store)
            self._columns[kind] = {column.key: column for column in columns}
        column = self._columns[kind].get(key)
        if column is not None and column.text is not None:
            return column.text(value)
        return value_text(type_, value, self._today)


def _names_of_several(entries: Sequence[object]) -> frozenset[tuple[RecordKind, str]]:
    """What more than one of the records is called."""
    records: dict[tuple[RecordKind, str], set[int]] = {}
    for entry in entries:
        if isinstance(entry, (MergeCell, RemovedRow, CellProblem)) and entry.name and entry.record:
            records.setdefault((entry.kind, entry.name), set()).add(entry.record)
    return frozenset(name for name, numbers in records.items() if len(numbers) > 1)


def verdict_of(entry: Entry, choices: Choices) -> Verdict:
    """What becomes of a row."""
    if isinstance(entry, MergeCell):
        verdict = _cell_verdict(entry, choices.side_of(entry), chosen=entry.place in choices.cells)
        return replace(verdict, note=worded(entry.doubt)) if entry.doubt and entry.is_open else verdict
    if isinstance(entry, NewRow):
        if entry.state is NewRowState.PROBLEM:
            return Verdict(tr("not taken"), "bad")
        if entry.place in choices.left_out:
            return Verdict(tr("leave out"), "good", open=True)
        if entry.state is NewRowState.JOINED:
            note = tr("It is {0} already: what is empty there is filled in.").format(entry.into_name)
            return Verdict(tr("add to {0}").format(entry.into_name), "info", open=True, note=note)
        return Verdict(tr("add {0}").format(_one(entry.kind)), "accent", open=True)
    if isinstance(entry, RemovedRow):
        if entry.place in choices.delete:
            return Verdict(tr("to the trash"), "bad", open=True)
        return Verdict(tr("keep · to the trash?"), "warn", open=True)
    if isinstance(entry, ColumnOffer):
        if entry.place in choices.columns:
            return Verdict(tr("add as a field"), "accent", open=True)
        return Verdict(tr("add as a field?"), "info", open=True)
    if isinstance(entry, NewName):
        return Verdict(tr("add {0}").format(_kind_word(entry)), "accent")
    title, whole = title_of(entry.reason), worded(entry.reason)
    return Verdict(title or tr("not taken"), "bad" if entry.severity == "problem" else "warn", note=whole)


def _cell_verdict(cell: MergeCell, side: Side | None, *, chosen: bool) -> Verdict:
    if cell.result is Result.SAME:
        return Verdict(tr("the same on both sides"))
    if cell.result is Result.OURS:
        return Verdict(tr("keep ours"), "good")
    if side is None:
        return Verdict(tr("Check: choose") if cell.doubt else tr("Conflict: choose"), "warn", open=True)
    if side is Side.THEIRS:
        return Verdict(tr("take workbook"), "accent", open=True)
    if cell.presumed is side and not chosen:
        return Verdict(tr("Check: keep ours"), "warn", open=True)
    return Verdict(tr("keep ours"), "good", open=True)


def _kind_word(name: NewName) -> str:
    """What a record that is only named is: also an owner, a tag, a stage."""
    return worded(phrase(f"kinds.{name.kind.value}"))


def _one(kind: RecordKind) -> str:
    return entity_of(kind).one.lower()


def new_row_text(row: NewRow) -> str:
    """The first values of a row that was added, its name first."""
    parts = NAME_PARTS if "full_name" not in row.values else ()
    others = [value for key, value in row.values.items() if value and value != row.name and key not in parts]
    return " · ".join([part for part in (row.name, *others[:_MOST_VALUES]) if part])


def _samples(offer: ColumnOffer) -> str:
    filled = len(offer.values)
    counted = tr("1 value") if filled == 1 else tr("{0} values").format(number_text(filled))
    return ": ".join(part for part in (counted, ", ".join(offer.samples[:_MOST_VALUES])) if part)


def origin_text(plan: MergePlan, store: Store) -> str:
    """Where the workbook comes from and how much is in it: "exported 14 Nov by you · 212 rows"."""
    today = date.fromisoformat(store.today())
    rows = number_text(plan.counts.rows)
    counted = tr("1 row") if plan.counts.rows == 1 else tr("{0} rows").format(rows)
    moments = sorted({day_text(export.at, today): export.at for export in plan.exports}.values())
    people = sorted({_person(export.by, store) for export in plan.exports if export.by})
    if not moments:
        return counted
    first, last = day_text(moments[0], today), day_text(moments[-1], today)
    when = first if first == last else tr("{0} to {1}").format(first, last)
    by = tr("by {0}").format(", ".join(people)) if people else ""
    return " · ".join([" ".join(part for part in (tr("exported {0}").format(when), by) if part), counted])


def _person(name: str, store: Store) -> str:
    return tr("you") if name == store.actor else name


def changes_text(count: int) -> str:
    """How many changes: "1 change", "41 changes"."""
    return tr("1 change") if count == 1 else tr("{0} changes").format(number_text(count))


def kept_text(outcome: MergeOutcome) -> str:
    """A sentence about what stays as it was though the workbook says otherwise, with a blank before it; "" without any."""
    told = (worded(phrase(f"merging_back.kept.{what}", count=count)) for what, count in outcome.kept.items())
    said = ", ".join(told)
    return f" {said[:1].upper()}{said[1:]}." if said else ""


def outcome_text(outcome: MergeOutcome) -> str:
    """What a merge did, in parts."""
    parts = (
        (outcome.cells, tr("1 value taken over"), tr("{0} values taken over")),
        (outcome.new, tr("1 record added"), tr("{0} records added")),
        (outcome.deleted, tr("1 record put into the trash"), tr("{0} records put into the trash")),
    )
    said = [(one if count == 1 else many).format(number_text(count)) for count, one, many in parts if count]
    if outcome.joined:
        said.append(worded(phrase("merging_back.joined", count=outcome.joined)))
    said += [
        worded(phrase(f"merging_back.made.{kind.value}", count=count)) for kind, count in outcome.made.items()
    ]
    return ", ".join(said)
