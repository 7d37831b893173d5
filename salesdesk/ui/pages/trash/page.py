"""The trash: what was deleted, newest first, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.erasing import Erased
from salesdesk.domain.filters import Sort
from salesdesk.domain.progress import Work
from salesdesk.domain.trash import TrashedRecord, kinds
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel
from salesdesk.ui.page import Page
from salesdesk.ui.records.erasing import ask_to_erase, said, say_erased
from salesdesk.ui.value_texts import ago_text, number_text
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.record_table import RecordTable


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted record, and the name of the one it was merged into."""

    record: TrashedRecord
    merged_into: str


class TrashSource:
    """Deleted records; a row's number is its place, because ids of different kinds are not distinct."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.records: list[TrashedRecord] = []

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        """Places in the list, the newest deletion first."""
        self.records = self._context.store.trash.all()
        return range(len(self.records))

    def page(self, ids: Sequence[int]) -> Mapping[int, TrashRow]:
        """Records by place."""
        rows = {i: self.records[i] for i in ids if i < len(self.records)}
        went_on = self._context.store.trash.merged_into(list(rows.values()))
        return {i: TrashRow(row, went_on.get((row.kind, row.id), "")) for i, row in rows.items()}


class TrashPage(Page):
    """Lists deleted records; the selected ones can be restored."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Trash", parent=parent)
        self.concerns = frozenset(kinds())
        self._source = TrashSource(context)
        self._restore = primary_button(self.tr("Restore"), self._restore_selected)
        self._erase = button(self.tr("Erase for good…"), self._erase_selected, tone="danger")
        self._erase.hide()
        self._empty = button(self.tr("Empty the trash…"), self._ask_empty)
        self.header.add_action(self._empty)
        self.header.add_action(self._erase)
        self.header.add_action(self._restore)
        clock = context.store.clock
        columns = (
            Column("title", self.tr("Name"), 360, "left", lambda r: r.record.title, kind="strong"),
            Column(
                "kind",
                self.tr("Kind"),
                130,
                "left",
                lambda r: self.tr(entities()[r.record.kind].one),
                kind="secondary",
            ),
            Column(
                "at",
                self.tr("Deleted"),
                160,
                "left",
                lambda r: ago_text(r.record.deleted_at, clock()),
                kind="secondary",
            ),
            Column("why", self.tr("Why"), 320, "left", self._why, kind="secondary"),
        )
        self.model = RecordTableModel(columns, self._source, parent=self)
        self.table = RecordTable(context.theme, self.model, self.tr("Trash"))
        card = Card(flush=True)
        card.add(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(
            EmptyState(
                context.theme,
                "trash-2",
                self.tr("The trash is empty"),
                self.tr("What you delete waits here and can be brought back."),
            )
        )
        self.body.addWidget(self._stack, 1)
        self.table.selection_changed.connect(self._on_selected)

    def _why(self, row: TrashRow) -> str:
        return self.tr("merged into {0}").format(row.merged_into) if row.merged_into else self.tr("deleted")

    def refresh(self) -> None:
        self.model.reload()
        count = self.model.rowCount()
        whole = self.context.store.trash.count()
        self.header.set_subtitle(
            self.tr("the newest {0} of {1}").format(number_text(count), number_text(whole))
            if whole > count
            else number_text(count)
            if count
            else ""
        )
        self._stack.setCurrentIndex(0 if count else 1)
        self._on_selected()

    def _on_selected(self) -> None:
        chosen = [self._source.records[place] for place in self.table.selected_ids()]
        self._restore.setEnabled(bool(chosen))
        people = bool(chosen) and all(record.kind is EntityKind.CONTACT for record in chosen)
        self._erase.setVisible(people)
        self._empty.setEnabled(self.model.rowCount() > 0)

    def _erase_selected(self) -> None:
        people = [self._source.records[place].id for place in self.table.selected_ids()]
        ask_to_erase(self, self.context, people)

    def _ask_empty(self) -> None:
        """Say how many of what lie there, and ask once."""
        counts = self.context.store.trash.counts()
        if not counts:
            return
        told = [
            f"{number_text(number)} {self.tr(entities()[kind].words[number != 1])}"
            for kind, number in counts.items()
        ]
        ask(
            self,
            self.tr("Empty the trash?"),
            self.tr(
                "{0} go for good, also out of the history and the search. This cannot be undone. Backups keep what they hold."
            ).format(", ".join(told)),
            [CANCEL, Choice("empty", self.tr("Empty the trash"), "danger")],
            lambda answer: self._empty_trash() if answer == "empty" else None,
        )

    def _empty_trash(self) -> None:
        context, service = self.context, self.context.services.erasing

        def run(work: Work) -> Erased:
            return service.empty_trash(work)

        context.tasks.run(
            context.writes.before(run),
            done=lambda erased: say_erased(context, self.tr("The trash is empty"), erased),
            failed=partial(said, context),
            title=self.tr("Empty the trash"),
            owner=self,
        )

    def _restore_selected(self) -> None:
        chosen = [self._source.records[place] for place in self.table.selected_ids()]
        said = (
            self.tr("Restored {0}").format(chosen[0].title)
            if len(chosen) == 1
            else self.tr("Restored {0} records").format(number_text(len(chosen)))
        )
        self.context.writes.run(
            partial(self.context.services.trash.restore, chosen),
            what=self.tr("Restore {0}").format(", ".join(record.title for record in chosen[:5])),
            done=lambda changes: self.context.messages.done(said, changes),
        )
