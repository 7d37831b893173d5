"""The stages a deal went through: since when, for how long, and who moved it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.days import local_day
from salesdesk.domain.deals import Deal, StageMove
from salesdesk.domain.pipelines import StageKind
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import day_text
from salesdesk.ui.widgets.buttons import MENU_MARK, link_button
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import ElidedLabel

_FOLDED = " ▸"


class StageWay(QWidget):
    """Folded it is one link; unfolded it lists the stages below it, the present one first. It stays unfolded from
    deal to deal, and reads the history only then."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._deal: Deal | None = None
        self._unfolded = False
        self.link = link_button("", self._turn, flush=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.link)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(self._rows)
        self._show()

    def show_deal(self, deal: Deal) -> None:
        """Show the way of this deal."""
        self._deal = deal
        self._show()

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self._show()

    def _show(self) -> None:
        title = self.tr("Stages so far")
        self.link.setText(title + (MENU_MARK if self._unfolded else _FOLDED))
        self.link.setAccessibleName(title)
        self.link.setAccessibleDescription(self.tr("unfolded") if self._unfolded else self.tr("folded"))
        clear(self._rows)
        if self._deal is not None and self._unfolded:
            self._list(self._deal)

    def _list(self, deal: Deal) -> None:
        store = self._context.store
        today = date.fromisoformat(store.today())
        pipelines = store.pipelines.all()
        stages = {
            stage.id: (stage, pipeline)
            for pipeline in pipelines
            for stage in (*pipeline.stages, *pipeline.former)
        }
        moves = store.deals.stage_history(deal.id)
        ends: list[StageMove | None] = [*(later for _, later in pairwise(moves)), None]
        for move, end in reversed(list(zip(moves, ends, strict=True))):
            stage, pipeline = stages[move.after]
            name = stage.name
            if pipeline.id != deal.pipeline_id:
                name = self.tr("{0} ({1})").format(name, pipeline.name)
            since = day_text(move.at, today)
            parts = [self.tr("since {0}").format(since) if end is None else since]
            if end is not None or stage.kind is StageKind.OPEN:
                until = today if end is None else local_day(end.at)
                parts.append(self._time(max(0, (until - local_day(move.at)).days)))
            parts += [move.actor] if move.actor else []
            self._add(ElidedLabel(name, "strong" if end is None else ""))
            self._add(ElidedLabel(" · ".join(parts), "caption"))
            self._rows.addSpacing(6)

    def _add(self, line: QWidget) -> None:
        self._rows.addWidget(line)
        line.show()

    def _time(self, days: int) -> str:
        if days == 0:
            return self.tr("less than a day")
        return self.tr("1 day") if days == 1 else self.tr("{0} days").format(days)
