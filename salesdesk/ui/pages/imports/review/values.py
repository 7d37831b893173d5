"""Review: owners, sources, stages, tags and companies nobody knows yet, decided once for all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.filters import Filter
from salesdesk.domain.imports import ListAction, ListDecision, ListKind, ListValue
from salesdesk.domain.lifecycle import STAGES
from salesdesk.domain.matching.spelling import closest_name
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.steps.choice_popup import ChoicePopup
from salesdesk.ui.pages.imports.tables import PillDelegate, RowSource, wizard_table
from salesdesk.ui.pages.imports.texts import LIST_TITLES, tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.result_list import Result
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.two_panes import TwoPanes, line_of

CREATE, SKIP = ListDecision(ListAction.CREATE), ListDecision(ListAction.SKIP)
_MOST = 40
Names = list[tuple[int | str, str]]


class ValueReview(TwoPanes):
    """One line per unknown value with what becomes of it."""

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            context.theme,
            "list-checks",
            tr("No new owners, stages, sources, tags or companies"),
            tr("Names the file uses and SalesDesk does not know would be listed here, each once."),
        )
        super().__init__(nothing, shares=(1, 0), parent=parent)
        self._context, self._run = context, run
        self._source = RowSource(self._present)
        self.kinds = SegmentedButtons([("", tr("All"))], name=tr("List"))
        self.table, self._model = wizard_table(
            context.theme,
            tr("New values"),
            (
                Column("name", tr("In your file"), 260, "left", lambda v: v.name, kind="strong"),
                Column("kind", tr("List"), 150, "left", _kind_text, kind="secondary"),
                Column("rows", tr("Rows"), 90, "right", lambda v: v.rows, number_text, kind="number"),
                Column("decision", tr("What becomes of it"), 280, "left", lambda v: v, self.decision_text),
            ),
            self._source,
            delegates={"decision": PillDelegate},
        )
        self.create_all = button(tr("Create"), self._create_all, tone="segment")
        self.skip_all = button(tr("Leave out"), self._skip_all, tone="segment")
        for made in (self.create_all, self.skip_all):
            made.setAccessibleName(tr("{0}: all shown").format(made.text()))
        bar = line_of(self.kinds)
        bar.addLayout(line_of(label(tr("For all shown:"), "note"), self.create_all, self.skip_all, spacing=6))
        self.lay_list(self.table, bar)
        self.kinds.chosen.connect(self._on_kind)
        self.table.pressed_cell.connect(self._open)

    def refresh(self) -> None:
        """Show the unknown values of now."""
        values = self._run.plan.lists if self._run.plan is not None else ()
        kinds = [kind for kind in ListKind if any(value.kind is kind for value in values)]
        options = [("", tr("All {0}").format(number_text(len(values))))]
        options += [
            (kind.value, f"{tr(LIST_TITLES[kind])} {number_text(sum(1 for v in values if v.kind is kind))}")
            for kind in kinds
        ]
        chosen = self.kinds.renew_options(options)
        self._source.keys = [value for value in values if not chosen or value.kind.value == chosen]
        self._model.reload()
        self.show_nothing(not values)

    def _present(self, value: ListValue) -> ListValue:
        """The value with the decision of now, which the plan may not know yet."""
        decision = self._run.decisions.lists.get((value.kind, value.key))
        return value if decision is None else replace(value, decision=decision)

    def decision_text(self, value: ListValue) -> str:
        """What becomes of a value, in words."""
        decision = value.decision
        if decision.action is ListAction.CREATE:
            return tr("Create")
        if decision.action is ListAction.SKIP:
            return tr("Leave out")
        name = dict(self._known(value, "")).get(decision.target or 0) or self._company_name(decision)
        return tr("Use “{0}”").format(name)

    def _company_name(self, decision: ListDecision) -> str:
        number = int(decision.target or 0)
        found = self._context.store.companies.page([number], ["company"]).get(number)
        return str(found["company"]) if found is not None else f"#{number}"

    # ---- choosing ----

    def decide(self, values: Iterable[ListValue], decision: ListDecision) -> None:
        """Do the same with all rows that name one of ``values``."""
        chosen: dict[tuple[ListKind, str], ListDecision] = {
            (v.kind, v.key): decision
            for v in values
            if v.kind is not ListKind.LIFECYCLE or decision.action is not ListAction.CREATE
        }
        self._run.decide(replace(self._run.decisions, lists={**self._run.decisions.lists, **chosen}))

    def _create_all(self) -> None:
        self.decide(self._source.keys, CREATE)

    def _skip_all(self) -> None:
        self.decide(self._source.keys, SKIP)

    def _on_kind(self, _kind: str) -> None:
        self.refresh()

    def _open(self, place: int, _key: str) -> None:
        value: ListValue = self._source.keys[place]
        popup = ChoicePopup(
            self._context.theme,
            tr("What becomes of {0}").format(value.name),
            self.offer(value),
            self,
            hint=tr("Find one you have"),
        )
        popup.chosen.connect(lambda decision, chosen=value: self.decide([chosen], decision))
        popup.show_at(self.table.cell_rect(place, "decision"), self.table.viewport())

    def offer(self, value: ListValue) -> Callable[[str], Sequence[Result]]:
        """What can become of ``value``: created, left out, or one that is there."""

        def results(text: str) -> Sequence[Result]:
            own = [Result(tr("Leave out"), hint=" ", value=SKIP)]
            if value.kind is not ListKind.LIFECYCLE:
                own.insert(0, Result(tr("Create “{0}”").format(value.name), hint=" ", value=CREATE))
            known = self._known(value, text)
            meant = None if text else closest_name(value.name, [name for _, name in known])
            if meant is not None:  # most likely the same with a slip of the pen
                number = next(number for number, name in known if name == meant)
                use = ListDecision(ListAction.MAP, number)
                own.insert(0, Result(tr("Use “{0}”").format(meant), hint=tr("nearly the same"), value=use))
            there = [
                Result(name, hint=" ", value=ListDecision(ListAction.MAP, number))
                for number, name in sorted(known, key=lambda one: fold_key(one[1]) != fold_key(text))
            ]
            if there and text:  # somebody looks for one that is there
                return [*there, Result(tr("Otherwise"), heading=True), *own]
            return [*own, *([Result(tr("Use instead"), heading=True)] if there else []), *there]

        return results

    def _known(self, value: ListValue, text: str) -> Names:
        """Entries of the same list that contain ``text``."""
        store = self._context.store
        if value.kind is ListKind.LIFECYCLE:  # these are the program's own: no new ones can be made
            key = fold_key(text)
            return [(stage.code, tr(stage.title)) for stage in STAGES if key in fold_key(stage.title)]
        if value.kind is ListKind.COMPANY:
            ids = store.companies.ids(Filter(text=text))[:_MOST]
            page = store.companies.page(ids, ["company"])
            return [(number, str(page[number]["company"])) for number in ids if number in page]
        names: Names
        if value.kind is ListKind.STAGE:
            names = [
                (stage.id, stage.name)
                for pipeline in store.pipelines.offered()
                if not value.context or fold_key(pipeline.name) == fold_key(value.context)
                for stage in pipeline.stages
            ]
        elif value.kind is ListKind.PIPELINE:
            names = [(pipeline.id, pipeline.name) for pipeline in store.pipelines.offered()]
        else:
            lists = {ListKind.OWNER: store.owners, ListKind.SOURCE: store.sources, ListKind.TAG: store.tags}
            names = list(lists[value.kind].names().items())
        key = fold_key(text)
        return [(number, name) for number, name in names if key in fold_key(name)]


def _kind_text(value: ListValue) -> str:
    title = tr(LIST_TITLES[value.kind])
    return f"{title} · {value.context}" if value.context else title
