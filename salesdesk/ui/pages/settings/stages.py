"""Pipelines and stages as data: names, probabilities, days until quiet, order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.settings.remove_stage import RemoveStageDialog
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import label, plain_tip, set_look
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved


class StagesCard(Card):
    """The stages of one pipeline, edited in place and saved when a field is left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Pipelines and stages")
        self._context = context
        self._pipelines = QComboBox()
        self._pipelines.setAccessibleName(self.tr("Pipeline"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._pipelines, 1)
        theme = context.theme
        row.addWidget(icon_button(theme, "pencil", self.tr("Rename pipeline"), self._rename_pipeline))
        row.addWidget(
            icon_button(theme, "arrow-up", self.tr("Move pipeline up"), partial(self._move_pipeline, -1))
        )
        row.addWidget(
            icon_button(theme, "arrow-down", self.tr("Move pipeline down"), partial(self._move_pipeline, 1))
        )
        self._away = icon_button(theme, "archive", self.tr("Archive pipeline"), partial(self._archive, True))
        self._back = icon_button(theme, "eye", self.tr("Offer pipeline again"), partial(self._archive, False))
        row.addWidget(self._away)
        row.addWidget(self._back)
        row.addWidget(icon_button(theme, "trash-2", self.tr("Remove pipeline"), self._remove_pipeline))
        row.addWidget(button(self.tr("Add pipeline…"), self._add_pipeline))
        row.addWidget(button(self.tr("Add stage…"), self._add_stage))
        self.add(row)
        self._rows = QWidget()
        self.add(self._rows)
        self.problem = label("", "secondary", "bad", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self._pipelines.activated.connect(self._show_stages)

    def refresh(self) -> None:
        """Show the pipelines as stored, keeping the chosen one."""
        chosen = self._pipelines.currentData()
        self._pipelines.clear()
        for pipeline in self._context.store.pipelines.all():
            name = self.tr("{0} (archived)").format(pipeline.name) if pipeline.archived else pipeline.name
            self._pipelines.addItem(name, pipeline.id)
        self._pipelines.setCurrentIndex(max(0, self._pipelines.findData(chosen)))
        self._show_stages()

    def _pipeline(self) -> Pipeline:
        pipeline: Pipeline = self._context.store.pipelines.get(self._pipelines.currentData())
        return pipeline

    def _say(self, problem: str, editor: QLineEdit | None = None) -> None:
        """Say below the rows why a name was refused; it stays in its field as it was typed."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if editor is not None:
            editor.setAccessibleDescription(problem)
            set_look(editor, invalid=bool(problem))

    def _show_stages(self) -> None:
        self._say("")
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        titles = (
            self.tr("Name"),
            self.tr("Probability"),
            self.tr("Quiet after"),
            self.tr("Usually stays"),
            self.tr("Best case"),
        )
        for place, title in enumerate(titles):
            grid.addWidget(label(title, "caption"), 0, place)
        grid.setColumnStretch(0, 1)
        pipeline = self._pipeline()
        self._away.setVisible(not pipeline.archived)
        self._back.setVisible(pipeline.archived)
        stages = pipeline.stages
        for row, stage in enumerate(stages, 1):
            self._add_row(grid, row, stage, len(stages))
        fresh.setMinimumHeight(grid.sizeHint().height())
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh

    def _add_row(self, grid: QGridLayout, row: int, stage: Stage, count: int) -> None:
        name = QLineEdit(stage.name)
        name.setAccessibleName(self.tr("Name of stage {0}").format(row))
        name.editingFinished.connect(partial(self._rename, stage, name))
        grid.addWidget(name, row, 0)
        probability = QSpinBox()
        probability.setRange(0, 100)
        probability.setSuffix(" %")
        probability.setValue(stage.probability)
        probability.setEnabled(stage.kind is StageKind.OPEN)
        probability.setAccessibleName(self.tr("Probability of {0}").format(stage.name))
        probability.editingFinished.connect(partial(self._set_probability, stage, probability))
        grid.addWidget(probability, row, 1)
        days = QSpinBox()
        days.setRange(0, 999)
        days.setSuffix(self.tr(" days"))
        days.setSpecialValueText(self.tr("never"))
        days.setValue(stage.stale_days)
        days.setEnabled(stage.kind is StageKind.OPEN)
        days.setAccessibleName(self.tr("Days until {0} is quiet").format(stage.name))
        days.editingFinished.connect(partial(self._set_days, stage, days))
        grid.addWidget(days, row, 2)
        usual = QSpinBox()
        usual.setRange(0, 999)
        usual.setSuffix(self.tr(" days"))
        usual.setSpecialValueText(self.tr("any time"))
        usual.setValue(stage.usual_days)
        usual.setEnabled(stage.kind is StageKind.OPEN)
        usual.setAccessibleName(self.tr("Days a deal usually stays in {0}").format(stage.name))
        usual.editingFinished.connect(partial(self._set_usual, stage, usual))
        grid.addWidget(usual, row, 3)
        if stage.kind is StageKind.OPEN:
            best = QCheckBox()
            best.setChecked(stage.best_case)
            best.setAccessibleName(self.tr("{0} counts in full for the best case").format(stage.name))
            best.setToolTip(plain_tip(best.accessibleName()))
            best.toggled.connect(partial(self._set_best_case, stage))
            grid.addWidget(best, row, 4, Qt.AlignmentFlag.AlignCenter)
            theme = self._context.theme
            for place, (icon, text, run) in enumerate(
                (
                    ("arrow-up", self.tr("Move {0} up"), partial(self._move, stage, -1)),
                    ("arrow-down", self.tr("Move {0} down"), partial(self._move, stage, 1)),
                    ("trash-2", self.tr("Remove {0}"), partial(self._remove, stage)),
                ),
                5,
            ):
                grid.addWidget(icon_button(theme, icon, text.format(stage.name), run), row, place)

    def _run(self, change: Callable[[], object], what: str, said: str) -> None:
        self._context.writes.run(
            change,
            what=what,
            done=lambda changes: self._context.messages.done(said, changes),
            failed=partial(self._refuse, what),
            owner=self,
        )

    def _refuse(self, what: str, error: SalesDeskError) -> None:
        """Say why, with what was typed; the stages stand there as they are stored."""
        self._context.writes.say_refused(Unsaved(what), error)
        self.refresh()

    def _rename(self, stage: Stage, editor: QLineEdit) -> None:
        self._say("", editor)
        if editor.text().strip() != stage.name:
            self._context.writes.run(
                partial(
                    self._context.services.pipelines.change_stage, stage.id, name=editor.text(), seen=stage
                ),
                what=self.tr("New name of stage {0}: {1}").format(stage.name, editor.text()),
                done=lambda changes: self._context.messages.done(self.tr("Stage renamed"), changes),
                failed=lambda error: self._say(worded(error), editor),
                owner=editor,
            )

    def _set_probability(self, stage: Stage, editor: QSpinBox) -> None:
        if editor.value() != stage.probability:
            self._run(
                partial(
                    self._context.services.pipelines.change_stage,
                    stage.id,
                    probability=editor.value(),
                    seen=stage,
                ),
                self.tr("Probability of {0}: {1}").format(stage.name, editor.text()),
                self.tr("Probability changed"),
            )

    def _set_days(self, stage: Stage, editor: QSpinBox) -> None:
        if editor.value() != stage.stale_days:
            self._run(
                partial(
                    self._context.services.pipelines.change_stage,
                    stage.id,
                    stale_days=editor.value(),
                    seen=stage,
                ),
                self.tr("Quiet days of {0}: {1}").format(stage.name, editor.text()),
                self.tr("Stage changed"),
            )

    def _set_usual(self, stage: Stage, editor: QSpinBox) -> None:
        if editor.value() != stage.usual_days:
            self._run(
                partial(
                    self._context.services.pipelines.change_stage,
                    stage.id,
                    usual_days=editor.value(),
                    seen=stage,
                ),
                self.tr("Usual time in {0}: {1}").format(stage.name, editor.text()),
                self.tr("Stage changed"),
            )

    def _set_best_case(self, stage: Stage, counts: bool) -> None:
        self._run(
            partial(self._context.services.pipelines.change_stage, stage.id, best_case=counts, seen=stage),
            self.tr("Best case of {0}").format(stage.name),
            self.tr("Stage changed"),
        )

    def _move(self, stage: Stage, step: int) -> None:
        self._run(
            partial(self._context.services.pipelines.move_stage, stage.id, step),
            self.tr("Move stage {0}").format(stage.name),
            self.tr("Stage moved"),
        )

    def _remove(self, stage: Stage) -> None:
        pipelines = self._context.store.pipelines
        remove = partial(self._context.services.pipelines.remove_stage, stage.id)
        held, open_ = pipelines.deals_in_stage(stage.id), self._pipeline().stages
        if held and stage.kind is StageKind.OPEN and sum(s.kind is StageKind.OPEN for s in open_) > 1:
            RemoveStageDialog(
                self,
                self._context.writes,
                stage,
                held,
                [one for one in pipelines.all() if not one.archived or one.id == stage.pipeline_id],
                lambda into: remove(into=into),
                lambda changes: self._context.messages.done(self.tr("Stage removed"), changes),
            ).open()
            return
        self._run(
            remove,
            self.tr("Remove stage {0}").format(stage.name),
            self.tr("Stage removed"),
        )

    def _add_stage(self) -> None:
        self._ask_name(
            self.tr("New stage"),
            partial(self._context.services.pipelines.add_stage, self._pipeline().id),
            self.tr("Stage added"),
        )

    def _add_pipeline(self) -> None:
        add = self._context.services.pipelines.add_pipeline
        self._ask_name(self.tr("New pipeline"), add, self.tr("Pipeline added"))

    def _rename_pipeline(self) -> None:
        pipeline = self._pipeline()
        self._ask_name(
            self.tr("Rename {0}").format(pipeline.name),
            partial(self._context.services.pipelines.rename_pipeline, pipeline.id, seen=pipeline),
            self.tr("Pipeline renamed"),
            pipeline.name,
            self.tr("Rename"),
        )

    def _move_pipeline(self, step: int) -> None:
        pipeline = self._pipeline()
        self._run(
            partial(self._context.services.pipelines.move_pipeline, pipeline.id, step),
            self.tr("Move pipeline {0}").format(pipeline.name),
            self.tr("Pipeline moved"),
        )

    def _archive(self, away: bool) -> None:
        pipeline = self._pipeline()
        self._run(
            partial(self._context.services.pipelines.archive_pipeline, pipeline.id, away=away),
            self.tr("Archive pipeline {0}").format(pipeline.name),
            self.tr("Pipeline archived, its deals stay") if away else self.tr("Pipeline offered again"),
        )

    def _remove_pipeline(self) -> None:
        pipeline = self._pipeline()
        self._run(
            partial(self._context.services.pipelines.remove_pipeline, pipeline.id),
            self.tr("Remove pipeline {0}").format(pipeline.name),
            self.tr("Pipeline removed"),
        )

    def _ask_name(
        self, title: str, write: Callable[[str], object], said: str, name: str = "", button: str = ""
    ) -> None:
        NameDialog(
            self,
            self._context.writes,
            title,
            "",
            name,
            write,
            lambda changes: self._context.messages.done(said, changes),
            button or self.tr("Add"),
        ).open()
