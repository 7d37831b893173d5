"""What can be done with the chosen rows of a list, all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.keep_in_touch import typed_weeks
from salesdesk.domain.lifecycle import STAGES
from salesdesk.domain.pipelines import Pipeline, Stage
from salesdesk.domain.progress import Work
from salesdesk.domain.sequences import SequenceFor
from salesdesk.errors import SalesDeskError
from salesdesk.services.areas import OwnedArea, RecordArea, SalesArea, StagedArea
from salesdesk.ui.audience_texts import added_text
from salesdesk.ui.context import Context
from salesdesk.ui.lists.asking import AskFirst
from salesdesk.ui.lists.look import ListLook, stage_title
from salesdesk.ui.lists.popups import ActionsPopup, ListPopup, NamePopup
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.records.deleting import before_deleting
from salesdesk.ui.records.touch_row import every_text
from salesdesk.ui.widgets.buttons import MENU_MARK, button, icon_button, link_button
from salesdesk.ui.widgets.text import ElidedLabel
from salesdesk.ui.write_queue import Unsaved

IN_WORKER_FROM = 400
"""From this many records on a change runs off the GUI thread."""

CALLED = frozenset({RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS})
"""Records that can be called one by one."""

Change = Callable[[Sequence[int], Work | None, Seen], object]
NamedChange = Callable[[Sequence[int], Any, Work | None, Seen], object]
"""Gets the records, what was chosen, the work to report to, and what the list shows."""


class BulkChanges:
    """Runs a change of many records: at once when they are few, in the worker with progress when they are many.
    Every change is one step to undo."""

    def __init__(self, context: Context, look: ListLook, strip: ProgressStrip) -> None:
        self._context, self._look, self._strip = context, look, strip
        self.ask_first: AskFirst = lambda _values, write: write(self.service)

    @property
    def service(self) -> RecordArea:
        """The services of the list's kind of record."""
        return self._context.services.area_of(self._look.kind)

    @property
    def owned(self) -> OwnedArea:
        """The same of a kind of record with an owner and a source."""
        return cast(OwnedArea, self.service)

    @property
    def sales(self) -> SalesArea:
        """The same of a kind of record with tags and a stage of the lifecycle."""
        return cast(SalesArea, self.service)

    def refuses(self) -> bool:
        """Whether another change is on its way; then that is said."""
        return self._strip.refuses()

    def run(
        self,
        ids: Sequence[int],
        said: str,
        change: Change,
        seen: Seen | None = None,
        told: Callable[[Any], str] | None = None,
    ) -> None:
        """Change ``ids``; ``said`` is the message afterwards, with ``{0}`` for "3 people", unless ``told`` makes one of what
        the change gave. Records that somebody else changed since they were ``seen`` are asked about."""
        if not ids or self._strip.refuses():
            return
        number = self._strip.locale().toString
        counted = self._look.counted(len(ids), number(len(ids)))
        text = said.format(counted)
        writes, done = self._context.writes, self._context.messages.done
        seen = seen or Seen({}, since=self._context.store.others.announced)

        def left(dropped: Collection[tuple[int, str]]) -> None:
            given_up = {record for record, _ in dropped}
            self.run([record for record in ids if record not in given_up], said, change, seen, told)

        def finished(result: object) -> None:
            if isinstance(result, ChangeSet) and result.batch is None:
                self._context.messages.say(self._strip.tr("{0}: nothing to change").format(counted))
            else:
                many = self._look.came_to(ids, result)
                done(told(result) if told else said.format(self._look.counted(many, number(many))))

        def failed(error: SalesDeskError) -> None:
            if isinstance(error, EditConflict):
                from salesdesk.ui.dialogs.conflict import ask_who_stays  # rarely needed

                ask_who_stays(self._strip.window(), self._context, error.clashes, seen, left)
            else:
                writes.say_refused(Unsaved(text), error)

        if len(ids) < IN_WORKER_FROM:
            writes.run(
                lambda: change(ids, None, seen),
                what=text,
                done=finished,
                failed=failed,
                owner=self._strip,
            )
            return
        self._strip.run(
            f"{text}…",
            writes.before(lambda work: change(ids, work, seen)),
            finished,
            failed,
        )


class BulkBar(QFrame):
    """Shown below the table while several rows are selected. ``ids`` gives the selected records."""

    all_wanted = Signal()
    none_wanted = Signal()
    export_requested = Signal()
    round_requested = Signal()

    def __init__(
        self,
        context: Context,
        look: ListLook,
        changes: BulkChanges,
        ids: Callable[[], Sequence[int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._look, self.changes, self._ids = context, look, changes, ids
        self.setAccessibleName(self.tr("Change the selected {0}").format(self.tr(look.many)))
        self.setProperty("foot", True)
        self.count = ElidedLabel("", "strong", minimum=60)
        self.all = link_button("", self.all_wanted.emit, accent=True)
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.count)
        layout.addWidget(self.all)
        layout.addStretch(1)
        self._buttons: dict[str, QPushButton] = {}
        for key, text, _, run in self._usual():
            self._add_button(key, text, run)
        self._add_button("more", self.tr("More"), self.show_more)
        layout.addWidget(icon_button(context.theme, "trash-2", self.tr("Delete"), self.delete, role="bad"))
        layout.addWidget(icon_button(context.theme, "x", self.tr("Select none (Esc)"), self.none_wanted.emit))
        self.hide()

    def set_count(self, selected: int, total: int) -> None:
        """Show how many are selected; fewer than two hide the bar."""
        locale = self.locale()
        self.count.setText(self.tr("{0} selected").format(locale.toString(selected)))
        self.all.setText(self.tr("Select all {0}").format(locale.toString(total)))
        self.all.setVisible(selected < total)
        self.setVisible(selected > 1)

    def _add_button(self, key: str, text: str, run: Callable[[], object]) -> None:
        made = button(text + MENU_MARK, run)
        made.setAccessibleName(text)
        made.setProperty("compact", True)
        self._buttons[key] = made
        self._layout.addWidget(made)

    # ---- the changes ----

    def _usual(self) -> list[tuple[str, str, str, Callable[[], object]]]:
        """Key, text, text in a menu and action of the frequent changes that this kind of record has a field for."""
        offered: list[tuple[str, str, str, str, Callable[[], object]]] = [
            ("tag", "tags", self.tr("Tag"), self.tr("Add tag…"), self.ask_tag),
            ("stage", "lifecycle_stage", self.tr("Stage"), self.tr("Stage…"), self.ask_stage),
            ("stage", "stage", self.tr("Stage"), self.tr("Stage…"), self.ask_pipeline_stage),
            ("owner", "owner", self.tr("Owner"), self.tr("Owner…"), self.ask_owner),
        ]
        return [(key, text, menu, run) for key, field, text, menu, run in offered if self._look.has(field)]

    def usual_actions(self) -> list[tuple[str, Callable[[], object]]]:
        """Text and action of the changes that have a button of their own."""
        return [(text, run) for _, _, text, run in self._usual()]

    def ask_tag(self) -> None:
        """Choose or type a tag for the selected records."""
        self._ask_name(
            "tag",
            self.tr("Add tag"),
            self._names(EntityKind.TAG),
            self.tr("Create “{0}”"),
            self.tr("{0} tagged “{1}”"),
            lambda ids, name, work, _seen: self.changes.sales.tag(ids, name, work=work),
        )

    def ask_untag(self) -> None:
        """Choose a tag to take away."""
        self._ask_name(
            "more",
            self.tr("Remove tag"),
            self._names(EntityKind.TAG),
            "",
            self.tr("Tag “{1}” removed from {0}"),
            lambda ids, name, work, _seen: self.changes.sales.untag(ids, name, work=work),
        )

    def ask_owner(self) -> None:
        """Choose or type the owner."""
        self._ask_name(
            "owner",
            self.tr("Owner"),
            [(None, self.tr("Nobody")), *self._names(EntityKind.OWNER)],
            self.tr("Add owner “{0}”"),
            self.tr("{0} now belong to {1}"),
            lambda ids, name, work, seen: self.changes.owned.set_owner(ids, name, work=work, seen=seen),
        )

    def ask_source(self) -> None:
        """Choose or type the source."""
        self._ask_name(
            "more",
            self.tr("Source"),
            [(None, self.tr("No source")), *self._names(EntityKind.SOURCE)],
            self.tr("Add source “{0}”"),
            self.tr("Source of {0} is now {1}"),
            lambda ids, name, work, seen: self.changes.owned.set_source(ids, name, work=work, seen=seen),
        )

    def ask_stage(self) -> None:
        """Choose the lifecycle stage."""
        self._ask_name(
            "stage",
            self.tr("Stage"),
            [(stage.code, stage_title(stage.code)) for stage in STAGES],
            "",
            self.tr("Stage of {0} is now {1}"),
            lambda ids, name, work, seen: self.changes.sales.set_lifecycle(ids, name, work=work, seen=seen),
        )

    def ask_pipeline_stage(self) -> None:
        """Choose the stage of a pipeline."""
        pipelines = self._context.store.pipelines.offered()
        places = {stage.id: (pipeline, stage) for pipeline in pipelines for stage in pipeline.stages}
        choices: list[tuple[object, str]] = [
            (number, stage.name if len(pipelines) == 1 else f"{pipeline.name}: {stage.name}")
            for number, (pipeline, stage) in places.items()
        ]
        popup = NamePopup(self.tr("Stage"), choices, self)
        popup.chosen.connect(lambda number: self._move_to(*places[number], dict(choices)[number]))
        self._open(popup, "stage")

    def _move_to(self, pipeline: Pipeline, stage: Stage, shown: str) -> None:
        ids = list(self._ids())
        said = self.tr("{0} moved to {1}").replace("{1}", shown.replace("{", "{{").replace("}", "}}"))

        def write(service: RecordArea) -> None:
            move = cast(StagedArea, service).set_stage
            self.changes.run(ids, said, lambda these, work, seen: move(these, stage.id, work=work, seen=seen))

        typed = {"pipeline": pipeline.name, "stage": stage.name}
        self.changes.ask_first(dict.fromkeys(ids, typed), write)

    def ask_field(self) -> None:
        """Choose any field and what the selected records get there."""
        from salesdesk.ui.lists.bulk_dialog import BulkDialog

        if self._ids() and not self.changes.refuses():
            BulkDialog(self.window(), self._context, self._look, self.changes, list(self._ids())).open()

    def ask_campaign(self) -> None:
        """Choose the campaign to add the selected people to."""
        campaigns = self._context.store.campaigns.all()
        if not campaigns:
            self._context.messages.say(
                self.tr("There is no campaign yet. Make one on the page Campaigns first.")
            )
            return
        popup = NamePopup(self.tr("Add to campaign"), [(one.id, one.name) for one in campaigns], self)
        popup.chosen.connect(self._add_to_campaign)
        self._open(popup, "more")

    def start_sequence(self) -> None:
        """Start a sequence with the selected records."""
        from salesdesk.ui.pages.sequences.start_dialog import StartSequenceDialog

        about = SequenceFor(self._look.kind.value)
        StartSequenceDialog(self.window(), self._context, about, list(self._ids())).open()

    def ask_touch(self) -> None:
        """Choose or type every how many weeks the selected people are spoken to."""
        keep = self._context.services.keep_in_touch
        rhythms = [(weeks, every_text(weeks)) for weeks in (1, 2, 4, 6, 8, 12, 26, 52)]
        self._ask_name(
            "more",
            self.tr("Keep in touch"),
            [*rhythms, (0, self.tr("never")), (None, self.tr("as their tags and views say"))],
            self.tr("Every {0} weeks"),
            self.tr("Keep in touch with {0}: {1}"),
            lambda ids, weeks, work, _seen: keep.set_people(ids, typed_weeks(weeks), work=work),
        )

    def delete(self) -> None:
        """Put the selected records into the trash."""
        service, chosen = self.changes.service, list(self._ids())
        if not chosen or self.changes.refuses():
            return
        delete = partial(
            self.changes.run,
            chosen,
            self.tr("{0} deleted"),
            lambda ids, work, _seen: service.delete(ids, work=work),
        )
        called = self._look.counted(len(chosen), self.locale().toString(len(chosen)))
        before_deleting(self, self._context, service, chosen, called, delete)

    def show_more(self) -> None:
        """The rarer changes."""
        self._open(ActionsPopup(self.tr("More"), self.more_actions(), self), "more")

    def more_actions(self) -> list[tuple[str, Callable[[], object]]]:
        """Text and action of the rarer changes."""
        actions: list[tuple[str, Callable[[], object]]] = [(self.tr("Change a field…"), self.ask_field)]
        if self._look.has("tags"):
            actions.append((self.tr("Remove tag…"), self.ask_untag))
        if self._look.has("lead_source"):
            actions.append((self.tr("Source…"), self.ask_source))
        if self._look.kind is RecordKind.CONTACTS:
            actions.append((self.tr("Add to campaign…"), self.ask_campaign))
            actions.append((self.tr("Keep in touch…"), self.ask_touch))
        if self._look.kind in CALLED:
            actions.append((self.tr("Start call round…"), self.round_requested.emit))
            actions.append((self.tr("Start sequence…"), self.start_sequence))
        actions.append((self.tr("Export selection…"), self.export_requested.emit))
        return actions

    def _add_to_campaign(self, number: object) -> None:
        if not isinstance(number, int):
            return
        campaigns = self._context.services.campaigns
        campaign = self._context.store.campaigns.get(number)
        name = campaign.name.replace("{", "{{").replace("}", "}}")
        self.changes.run(
            self._ids(),
            self.tr("{0} to be added to “%s”").replace("%s", name),
            lambda ids, _work, _seen: campaigns.add_members(number, ids),
            told=lambda made: added_text(made[0], campaign),
        )

    def _ask_name(
        self,
        anchor: str,
        title: str,
        choices: Sequence[tuple[object, str]],
        creatable: str,
        said: str,
        change: NamedChange,
    ) -> None:
        popup = NamePopup(
            title,
            choices,
            self,
            creatable=creatable,
            hint=self.tr("Find or type a new one") if creatable else "",
        )
        popup.chosen.connect(partial(self._apply, dict(choices), said, change))
        self._open(popup, anchor)

    def _apply(
        self,
        texts: dict[object, str],
        said: str,
        change: NamedChange,
        value: object,
    ) -> None:
        shown = texts.get(value, str(value)).replace("{", "{{").replace("}", "}}")
        self.changes.run(
            self._ids(),
            said.replace("{1}", shown),
            lambda ids, work, seen: change(ids, value, work, seen),
        )

    def _names(self, kind: EntityKind) -> list[tuple[object, str]]:
        return [(item.name, item.name) for item in self._context.store.name_list(kind).all()]

    def _open(self, popup: ListPopup, key: str) -> None:
        # From the menu of a single row the bar is hidden; the list then opens where the menu was.
        made = self._buttons[key]
        if made.isVisible():
            popup.show_below(made)
        else:
            popup.show_at(QCursor.pos())
