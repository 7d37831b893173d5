"""Step four: what was done, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportResult
from salesdesk.domain.meanwhile import Meanwhile
from salesdesk.services.imports import ImportOutcome, created_by, outcome_of
from salesdesk.ui.context import Context
from salesdesk.ui.pages.imports.review.stored_names import StoredNames
from salesdesk.ui.pages.imports.run.queue import FileQueue
from salesdesk.ui.pages.imports.run.run import ImportRun, Stage
from salesdesk.ui.pages.imports.steps.files_card import FilesCard
from salesdesk.ui.pages.imports.texts import count_text, created_text, left_out_text, noun, or_dash, tr
from salesdesk.ui.theme import ThemeWatcher
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label

TOLD = 5
"""Values and names told one by one; of more only how many they are."""


def _is_listed(kind: str) -> bool:
    """Whether a page shows the list of what was made."""
    entity = entities().of_records(RecordKind(kind))
    return entity is not None and bool(entity.page)


class DoneStep(QWidget):
    """Figures, one sentence, and buttons. ``show_requested`` carries the list to open."""

    show_requested = Signal(str)
    undo_requested = Signal()
    problems_requested = Signal()
    again_requested = Signal()
    next_file_requested = Signal()

    def __init__(
        self, context: Context, run: ImportRun, queue: FileQueue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._run, self._queue, self._store = run, queue, context.store
        theme = context.theme
        self.figures: dict[str, FigureCard] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        for key, caption in (
            ("created", tr("Added")),
            ("companies", tr("New companies")),
            ("changed", tr("Updated")),
            ("unchanged", tr("Left as they were")),
            ("problems", tr("Not imported")),
        ):
            self.figures[key] = FigureCard(caption, clickable=key in ("created", "companies"))
        outer.addWidget(FigureRow(tuple(self.figures.values())))
        card = Card(padding=24)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        self._icon = QLabel()
        self._watcher = ThemeWatcher(self._icon, theme, "circle-check", "good", 24)
        heading.addWidget(self._icon)
        self.title = label("", "heading", wrap=True)
        heading.addWidget(self.title, 1)
        card.add(heading)
        self.text = label("", "subtitle", wrap=True)
        card.add(self.text)
        self.left_out = label("", "note", wrap=True)
        card.add(self.left_out)
        self.meanwhile = label("", "note", wrap=True)
        card.add(self.meanwhile)
        self.show_button = primary_button(tr("Show the imported"), self._show_main)
        self.undo = button(tr("Undo this import"), self.undo_requested.emit)
        self.problems = button(tr("Save the problem rows as a workbook…"), self.problems_requested.emit)
        self.again = button(tr("Import another file…"), self.again_requested.emit)
        self.next_file = primary_button(tr("Next file"), self.next_file_requested.emit)
        row = FlowLayout()
        for made in (self.next_file, self.show_button, self.undo, self.problems, self.again):
            row.addWidget(made)
        card.body.addSpacing(4)
        card.add(row)
        outer.addWidget(card)
        self.files = FilesCard(theme)
        outer.addWidget(self.files)
        outer.addStretch(1)
        self.figures["created"].clicked.connect(self._show_main)
        self.figures["companies"].clicked.connect(self._show_companies)
        self.files.chosen.connect(self.next_file_requested)

    @property
    def main_list(self) -> str:
        """The list of what the file is about, of those that lists are kept of."""
        result = self._run.result
        made = self._created(result) if result is not None else {}
        return next((kind for kind in made if _is_listed(kind)), "contacts")

    def refresh(self) -> None:
        """Show the result of the run."""
        result = self._run.result
        if result is None:
            return
        undone = self._run.stage is Stage.UNDONE
        made, outcome = self._created(result), self._outcome()
        main = next(iter(made), "contacts")
        created = made.get(main, 0)
        # Companies have a figure of their own, except where the file is about them.
        beside = [count_text(made[kind], f"new {kind}") for kind in made if kind not in (main, "companies")]
        words = " · ".join([noun(created, f"new {main}"), *beside])
        self.figures["created"].set_figure(number_text(created), words)
        companies = result.created.get("companies", 0)
        self.figures["companies"].set_figure(number_text(companies), tr("named in the file"))
        self.figures["changed"].set_figure(number_text(sum(result.changed.values())), tr("known before"))
        self.figures["unchanged"].set_figure(
            number_text(result.counts.unchanged), tr("nothing new in the file")
        )
        self.figures["problems"].set_figure(
            number_text(result.counts.problems + result.counts.left_out),
            _left_note(result, outcome.troubled if outcome else 0),
        )
        role, icon = ("ink_2", "undo-2") if undone else ("good", "circle-check")
        self._watcher.set_icon(icon, role)
        name = self._run.name
        heading = tr("The import of {0} was undone") if undone else tr("{0} is imported")
        if self._run.stage is Stage.UNDOING:
            heading = tr("Undoing the import of {0}")
        self.title.setText(heading.format(name))
        self.text.setText(tr("Everything is as it was before.") if undone else self._sentence(result))
        sheets = [(sheet.analysis, sheet.reason) for sheet in outcome.sheets_out] if outcome else []
        self.left_out.setText("" if undone else left_out_text(sheets))
        self.left_out.setVisible(bool(self.left_out.text()))
        self.meanwhile.setText("" if undone else self._meanwhile(result.meanwhile))
        self.meanwhile.setVisible(bool(self.meanwhile.text()))
        self.undo.setVisible(not undone)
        self.undo.setEnabled(self._run.stage is Stage.DONE)
        self.show_button.setVisible(not undone)
        self.show_button.setText(tr("Show the imported {0}").format(tr(self.main_list)))
        self.problems.setVisible(bool(outcome and outcome.troubled))
        following = self._queue.following
        self.next_file.setVisible(following is not None)
        if following is not None:
            self.next_file.setText(tr("Next: {0}").format(self._queue.files[following].path.name))
        self.show_button.setProperty("tone", "" if following is not None else "primary")
        self.show_button.style().polish(self.show_button)
        self.files.show_files(self._queue)

    def _outcome(self) -> ImportOutcome | None:
        plan = self._run.plan
        return outcome_of(plan) if plan is not None else None

    def _created(self, result: ImportResult) -> Mapping[str, int]:
        """What was created by kind, the kind the file is about first."""
        plan, outcome = self._run.plan, self._outcome()
        if plan is None or outcome is None:
            return result.created
        found = created_by(plan, result)
        return {kind: found[kind] for kind in (*outcome.made, *found) if kind in found}

    def _sentence(self, result: ImportResult) -> str:
        made = created_text(self._created(result))
        parts = [tr("Added {0}.").format(made) if made else tr("Nothing new was added.")]
        changed = created_text(result.changed)
        if changed:
            parts.append(tr("Updated {0}.").format(changed))
        if result.counts.duplicates:
            parts.append(
                tr("{0} treated as you decided.").format(count_text(result.counts.duplicates, "duplicates"))
            )
        outcome = self._outcome()
        if outcome is not None and outcome.troubled:
            rows = tr("{0} had a problem").format(count_text(outcome.troubled, "rows"))
            out = number_text(outcome.stay_out)
            parts.append(
                f"{rows}, {tr('{0} of them not imported').format(out)}." if outcome.stay_out else f"{rows}."
            )
        parts.append(tr("The history lists it as #{0}; it can be undone any time.").format(result.batch))
        return " ".join(parts)

    def _meanwhile(self, found: Meanwhile) -> str:
        """What others did since the plan was made, and what the import left alone for it."""
        names = StoredNames(self._store)
        values = [
            tr("{0} of {1} stays {2} (the file says {3})").format(
                names.title(one.field),
                one.name,
                or_dash(names.shown(one.field, one.stored)),
                or_dash(names.shown(one.field, one.given)),
            )
            for one in found.kept[:TOLD]
        ]
        if len(found.kept) > TOLD:
            values.append(tr("and {0} more").format(number_text(len(found.kept) - TOLD)))
        parts = []
        if values:
            parts.append(tr("Changed meanwhile: {0}.").format("; ".join(values)))
        if found.deleted:
            told = ", ".join(found.deleted[:TOLD])
            rest = len(found.deleted) - TOLD
            if rest > 0:
                told = tr("{0} and {1} more").format(told, number_text(rest))
            parts.append(tr("Deleted meanwhile, so left out: {0}.").format(told))
        return " ".join(parts)

    def _show_main(self) -> None:
        self.show_requested.emit(self.main_list)

    def _show_companies(self) -> None:
        self.show_requested.emit("companies")


def _left_note(result: ImportResult, troubled: int) -> str:
    """What the rows that were not imported are, of how many with a problem."""
    left = result.counts.left_out
    parts = []
    if troubled:
        out = number_text(result.counts.problems)
        parts.append(tr("{0} of {1} with a problem").format(out, count_text(troubled, "rows")))
    elif not left:
        parts.append(tr("no row had a problem"))
    if left:
        parts.append(tr("{0} left out").format(number_text(left)))
    return " · ".join(parts)
