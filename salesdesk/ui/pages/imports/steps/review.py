"""Step three: look at what changes, what is doubtful, what is wrong and what is new, and decide."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.pages.imports.review.changed import ChangedReview
from salesdesk.ui.pages.imports.review.closings import ClosingQuestion
from salesdesk.ui.pages.imports.review.duplicates import DuplicateReview
from salesdesk.ui.pages.imports.review.problems import ProblemReview
from salesdesk.ui.pages.imports.review.rules import RulesReview
from salesdesk.ui.pages.imports.review.values import ValueReview
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.summary import summary_of
from salesdesk.ui.pages.imports.tables import WizardTable
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, primary_button
from salesdesk.ui.widgets.text import ElidedLabel

PARTS = ("changed", "duplicates", "problems", "values", "rules")

Part = ChangedReview | DuplicateReview | ProblemReview | ValueReview | RulesReview


class ReviewStep(QWidget):
    """Parts behind segments; what is decided in one counts at once."""

    back_requested = Signal()
    import_requested = Signal()

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.changed = ChangedReview(context, run)
        self.duplicates = DuplicateReview(context, run)
        self.problems = ProblemReview(context, run)
        self.values = ValueReview(context, run)
        self.rules = RulesReview(context, run)
        parts = (self.changed, self.duplicates, self.problems, self.values, self.rules)
        self._parts: dict[str, Part] = dict(zip(PARTS, parts, strict=True))
        self.tabs = SegmentedButtons([(key, key) for key in PARTS], name=tr("Review"))
        self._options: list[tuple[str, str]] = []
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self._sentence = ElidedLabel("", "secondary")
        self.back = button(tr("Back"), self.back_requested.emit)
        self.next = primary_button(tr("Import"), self.import_requested.emit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.tabs)
        top.addStretch(1)
        outer.addLayout(top)
        self.closings = ClosingQuestion(run)
        outer.addWidget(self.closings)
        outer.addWidget(self._stack, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(self.back)
        bottom.addWidget(self._sentence, 1)
        bottom.addWidget(self.next)
        outer.addLayout(bottom)
        self.tabs.chosen.connect(self.show_part)

    @property
    def part(self) -> str:
        """The part on screen."""
        return PARTS[self._stack.currentIndex()]

    def show_part(self, key: str) -> None:
        """Bring one part to the front."""
        self._stack.setCurrentWidget(self._parts[key])
        self.tabs.set_current(key)
        self._parts[key].refresh()

    def focus_part(self) -> None:
        """Put the keyboard into the part's first table."""
        tables = self._parts[self.part].findChildren(WizardTable)
        if tables and tables[0].isVisible():
            tables[0].setFocus()
        else:
            self.next.setFocus()

    def refresh(self) -> None:
        """Show the plan of now."""
        self.closings.refresh()
        plan = self._run.plan
        if plan is not None:
            troubled = len({(p.sheet, p.row) for p in plan.problems})
            alike = plan.counts.duplicates + sum(len(sheet.people) for sheet in plan.sheets)
            changes = sum(len(sheet.changes) for sheet in plan.sheets)
            options = [
                ("changed", f"{tr('Changed')} {number_text(changes)}"),
                ("duplicates", f"{tr('Duplicates')} {number_text(alike)}"),
                ("problems", f"{tr('Problems')} {number_text(troubled)}"),
                ("values", f"{tr('New values')} {number_text(len(plan.lists))}"),
                ("rules", tr("Rules")),
            ]
            if options != self._options:
                focused = self.tabs.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
                self._options = options
                self.tabs.set_options(options, self.part)
                if focused:
                    self.tabs.focusNextChild()
            summary = summary_of(plan)
            self.next.setText(summary.import_text)
            self.next.setEnabled(self._run.is_ready and summary.can_import)
            known = tr("{0} already known").format(summary.known_figure)
            self._sentence.setText(
                " · ".join(
                    part
                    for part in (f"{summary.new_figure} {summary.new_words}", summary.new_note, known)
                    if part
                )
            )
        else:
            self.next.setEnabled(False)
        self._parts[self.part].refresh()
