"""Review: rows that look like a record or like an earlier row, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CleanedSheet, Resolution, RowMatch, RowRef, RowState
from salesdesk.domain.matching.records import Grade
from salesdesk.services.imports import shown_name
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.steps.preview import Pair, row_values
from salesdesk.ui.pages.imports.tables import RowSource, wizard_table
from salesdesk.ui.pages.imports.texts import (
    GRADE_TITLES,
    GRADE_TONES,
    RESOLUTION_TITLES,
    field_title,
    or_dash,
    shown_value,
    tr,
)
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label
from salesdesk.ui.widgets.two_panes import TwoPanes, line_of
from salesdesk.ui.wording import worded

_STATES = (RowState.POSSIBLE, RowState.REPEATED)
_NOT_COMPARED = ("created_at", "updated_at", "email_2", "email_3", "phone_2", "phone_3")
_PARTS = ("first_name", "last_name", "middle_name", "honorific", "suffix", "nickname")


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """A row with what it is like and what will be done. ``open`` says whether the person can decide; ``named`` that the
    row is of a deal or an entry and it is the person it names who may be known."""

    ref: RowRef
    name: str
    match: RowMatch
    resolution: Resolution
    open: bool
    named: bool = False


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One field of both."""

    title: str
    mine: str
    theirs: str


class DuplicateReview(TwoPanes):
    """The queue left, both records right."""

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        nobody = EmptyState(
            context.theme,
            "users",
            tr("No row looks like a duplicate"),
            tr("Rows that may be somebody you have already, or an earlier row of the file, would wait here."),
        )
        super().__init__(nobody, shares=(9, 10), parent=parent)
        self._context, self._run = context, run
        self._source, self._pair = RowSource(self._make), RowSource()
        self.grades = SegmentedButtons([("", tr("All"))], name=tr("How sure"), pills=False)
        self.table, self._model = wizard_table(
            context.theme,
            tr("Possible duplicates"),
            (
                Column("name", tr("In your file"), 150, "left", lambda r: r.name, kind="strong"),
                Column("other", tr("Looks like"), 140, "left", lambda r: r.match.name),
                Column(
                    "score",
                    tr("Sure"),
                    72,
                    "left",
                    lambda r: r.match,
                    _score,
                    kind="chip",
                    tone=lambda m: GRADE_TONES[m.grade],
                ),
                Column("done", tr("Then"), 110, "left", lambda r: r, _done, kind="secondary"),
            ),
            self._source,
        )
        self.pair, self._pair_model = wizard_table(
            context.theme,
            tr("Both side by side"),
            (
                Column("title", "", 130, "left", lambda v: v.title, kind="secondary"),
                Column("mine", tr("In your file"), 190, "left", lambda v: v.mine, kind="number"),
                Column(
                    "theirs",
                    tr("Already there"),
                    190,
                    "left",
                    lambda v: (v.theirs, v.mine),
                    _theirs,
                    tone=_differs,
                ),
            ),
            self._pair,
        )
        self._title = ElidedLabel("", "section")
        self._reasons = label("", "secondary", wrap=True)
        self._effect = label("", "secondary", wrap=True)
        self.choice = SegmentedButtons(_choices(), name=tr("What to do with this row"))
        self._build()
        self.grades.chosen.connect(self._on_grade)
        self.table.current_changed.connect(self._show_pair)
        self.choice.chosen.connect(self._on_choice)

    def _build(self) -> None:
        bulk = FlowLayout(spacing=6)
        bulk.addWidget(label(tr("For all shown:"), "note"))
        self.bulk = {
            resolution: button(tr(text), tone="segment")
            for resolution, text in (
                (Resolution.UPDATE, "Update"),
                (Resolution.CREATE, "Add as new"),
                (Resolution.SKIP, "Skip"),
            )
        }
        for resolution, made in self.bulk.items():
            made.clicked.connect(lambda _checked=False, r=resolution: self.decide_all(r))
            made.setAccessibleName(tr("{0}: all shown").format(made.text()))
            bulk.addWidget(made)
        self.lay_list(self.table, line_of(self.grades), bulk)
        self.lay_details((self._title, self._reasons), self.pair, self._effect, line_of(self.choice))

    # ---- the queue ----

    def refresh(self) -> None:
        """Show the plan of now; the current pair stays."""
        every = self._keys()
        grades = [grade for grade in Grade if any(self._match(ref).grade is grade for ref in every)]
        options = [("", tr("All {0}").format(number_text(len(every))))]
        options += [(g.value, f"{tr(GRADE_TITLES[g])} {number_text(self._count(every, g))}") for g in grades]
        chosen = self.grades.renew_options(options)
        keys = [ref for ref in every if not chosen or self._match(ref).grade.value == chosen]
        self._source.keys = keys
        self._model.reload()
        self.show_nothing(not every)
        self._show_pair(self.table.keep_current(len(keys)))

    def _keys(self) -> list[RowRef]:
        plan = self._run.plan
        if plan is None:
            return []
        refs = [
            (place, row)
            for place, sheet in enumerate(plan.sheets)
            for row in {*sheet.matches, *sheet.people}
            if sheet.states[row] in _STATES or row in sheet.people
        ]
        return sorted(refs, key=lambda ref: (-self._match(ref).score, ref))

    def _match(self, ref: RowRef) -> RowMatch:
        plan = self._run.plan
        assert plan is not None
        sheet = plan.sheets[ref[0]]
        return sheet.people[ref[1]] if ref[1] in sheet.people else sheet.matches[ref[1]]

    def _names_person(self, ref: RowRef) -> bool:
        """Whether it is the person that the row of a deal or an entry names who may be known."""
        plan = self._run.plan
        return plan is not None and ref[1] in plan.sheets[ref[0]].people

    def _count(self, refs: Iterable[RowRef], grade: Grade) -> int:
        return sum(1 for ref in refs if self._match(ref).grade is grade)

    def _drafts(self, place: int) -> CleanedSheet:
        plan = self._run.plan
        assert plan is not None
        return plan.work.sheets[place]

    def _make(self, ref: RowRef) -> DuplicateRow:
        match = self._match(ref)
        named = self._names_person(ref)
        is_open = named or self._drafts(ref[0]).kind is RecordKind.CONTACTS
        chosen = self._run.decisions.resolutions.get(ref, match.resolution) if is_open else match.resolution
        return DuplicateRow(ref, self._name(ref), match, chosen, is_open, named)

    def _name(self, ref: RowRef) -> str:
        drafts = self._drafts(ref[0])
        return shown_name(drafts, ref[1]) or tr("row {0}").format(number_text(drafts.numbers[ref[1]]))

    def _on_grade(self, _grade: str) -> None:
        self.refresh()

    # ---- one pair ----

    def _show_pair(self, place: object) -> None:
        if not isinstance(place, int) or place >= len(self._source.keys):
            return
        row = self._make(self._source.keys[place])
        drafts = self._drafts(row.ref[0])
        number = number_text(drafts.numbers[row.ref[1]])
        self._title.setText(tr("{0} and {1}").format(row.name, row.match.name or tr("an earlier row")))
        reasons = ", ".join(worded(reason.told) for reason in row.match.reasons) or tr("same name")
        self._reasons.setText(f"{tr(GRADE_TITLES[row.match.grade])}: {reasons}")
        mine = dict(row_values(drafts, row.ref[1]))
        theirs = dict(self._theirs(row.match))
        titles = list(
            dict.fromkeys([*mine, *(title for title in theirs if title in mine or title not in mine)])
        )
        self._pair.keys = [
            ComparedValue(t, or_dash(mine.get(t, "")), or_dash(theirs.get(t, ""))) for t in titles
        ]
        self._pair_model.reload()
        header = tr("In your file, row {0}").format(number)
        there = tr("Already here")
        if row.match.row is not None:
            other = self._drafts(row.match.row[0]).numbers[row.match.row[1]]
            there = tr("Earlier, row {0}").format(number_text(other))
        self._retitle(header, there)
        self.choice.setVisible(row.open)
        self.choice.set_current(row.resolution.value)
        self._effect.setText(_effect(row))

    def _retitle(self, mine: str, theirs: str) -> None:
        columns = self._pair_model.columns
        if (columns[1].title, columns[2].title) != (mine, theirs):
            first, second = replace(columns[1], title=mine), replace(columns[2], title=theirs)
            self._pair_model.columns = (columns[0], first, second)
            self.pair.apply_columns(self.pair.header.column_layout())

    def _theirs(self, match: RowMatch) -> list[Pair]:
        if match.row is not None:
            return row_values(self._drafts(match.row[0]), match.row[1])
        if match.record is None:
            return []
        found = self._context.store.contacts.page([match.record]).get(match.record)
        if found is None:
            return []
        pairs = []
        for column in self._context.store.contacts.columns():
            if column.key in _NOT_COMPARED or column.key in _PARTS:
                continue
            text = shown_value(column.key, found[column.key])
            if text:
                title = tr("Name") if column.key == "full_name" else field_title(column.key)
                pairs.append((column.title if title == column.key else title, text))
        return pairs

    # ---- decisions ----

    def decide(self, refs: Iterable[RowRef], resolution: Resolution) -> None:
        """Do the same with these rows; those that cannot be decided stay."""
        chosen = {ref: resolution for ref in refs if self._make(ref).open}
        resolutions = {**self._run.decisions.resolutions, **chosen}
        self._run.decide(replace(self._run.decisions, resolutions=resolutions))

    def decide_all(self, resolution: Resolution) -> None:
        """Do the same with all rows shown."""
        self.decide(self._source.keys, resolution)

    def _on_choice(self, key: str) -> None:
        place = self.table.current_id()
        if place is not None:
            self.decide([self._source.keys[place]], Resolution(key))


def _choices() -> list[tuple[str, str]]:
    return [
        (Resolution.UPDATE.value, tr("Same: update it")),
        (Resolution.CREATE.value, tr("Not the same: add as new")),
        (Resolution.SKIP.value, tr("Skip this row")),
    ]


def _score(match: RowMatch) -> str:
    return str(min(99, round(match.score * 100))) if match.key is None else tr("same")


def _done(row: DuplicateRow) -> str:
    if not row.open:
        return tr("added once")
    if row.resolution is Resolution.UPDATE and row.match.row is not None:
        return tr("join")
    return tr(RESOLUTION_TITLES[row.resolution])


def _theirs(value: tuple[str, str]) -> str:
    return value[0]


def _differs(value: tuple[str, str]) -> str:
    both = or_dash("") not in value
    return "info" if both and value[0] != value[1] else "ink_2"


def _effect(row: DuplicateRow) -> str:
    if not row.open:
        return tr("Both rows are about the same; it is added once.")
    if row.resolution is Resolution.SKIP:
        return tr("This row is not imported.")
    if row.resolution is Resolution.CREATE:
        if row.named:
            return tr("The person named in this row becomes a contact of its own.")
        return tr("This row becomes a contact of its own.")
    if row.named:
        return tr("This row is then about {0}.").format(row.match.name)
    if row.match.row is not None:
        return tr("Both rows become one contact; each fills what the other leaves blank.")
    return tr("{0} gets what this row adds, under your rules for known records.").format(row.match.name)
