"""Deals that are closed in a list, one or many at once: how they ended is asked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.deals import PLACES, Closing
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.errors import InputError
from salesdesk.services.areas import RecordArea
from salesdesk.ui.context import Context
from salesdesk.ui.lists.cell_edits import IN_WORKER_FROM
from salesdesk.ui.lists.look import DEALS
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog, chosen_text, offering
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

Values = Mapping[int, Mapping[str, object]]


def ask_how_it_ended(parent: QWidget, context: Context, values: Values) -> bool:
    """Whether typed values do nothing but close one deal: then its dialog is open, which writes them."""
    if len(values) != 1 or any(given.keys() - PLACES for given in values.values()):
        return False
    return _ask_one(parent, context, context.services.deals.closed_by(values))


def ask_about_closings(
    parent: QWidget,
    context: Context,
    strip: ProgressStrip,
    values: Values,
    write: Callable[[RecordArea], object],
) -> None:
    """Ask how the deals ended that typed values would close, then ``write``; without any at once. What is many is looked
    through by the worker of ``strip``."""
    deals = context.services.deals

    def ask(ends: Mapping[int, Stage]) -> None:
        if not ends:
            write(deals)
        elif len(values) > 1 or any(given.keys() - PLACES for given in values.values()):
            ClosingManyDialog(parent, context, values, ends, write).open()
        else:
            _ask_one(parent, context, ends)

    if len(values) < IN_WORKER_FROM:
        ask(deals.closed_by(values))
    elif not strip.refuses():
        strip.run(strip.tr("Looking through the deals…"), lambda _work: deals.closed_by(values), ask)


def _ask_one(parent: QWidget, context: Context, ends: Mapping[int, Stage]) -> bool:
    for number, stage in ends.items():
        kind = WonDialog if stage.kind is StageKind.WON else LostDialog
        kind(parent, context, context.store.deals.get(number), stage).open()
    return bool(ends)


class ClosingManyDialog(Dialog):
    """Asks once for all deals that typed values close: on which day, and for each end why and against whom."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        values: Values,
        ends: Mapping[int, Stage],
        write: Callable[[RecordArea], object],
    ) -> None:
        super().__init__(
            parent, "", self.tr("This is said of all of them. Amounts stay as they are."), width=480
        )
        self._context, self._write = context, write
        today = date.fromisoformat(context.store.today())
        day = DateField(today, name=self.tr("Day"))
        day.setMaximumDate(QDate(today.year, today.month, today.day))
        self._day = FormField(self.tr("Day"), day)
        self.add(self._day)
        self._asked: dict[StageKind, tuple[FormField, FormField]] = {}
        kinds = [kind for kind in StageKind if any(stage.kind is kind for stage in ends.values())]
        for kind in kinds:
            self._add_end(
                kind, [deal for deal, stage in ends.items() if stage.kind is kind], several=len(kinds) > 1
            )
        without = [
            n
            for n, stage in ends.items()
            if stage.kind is StageKind.LOST and not values[n].get("lost_reason")
        ]
        self._needs_reason = bool(without)
        title = self._title(kinds, len(ends))
        self.heading.setText(title)
        self.setWindowTitle(title)
        self.add_cancel(self.tr("Cancel"))
        done = {StageKind.WON: self.tr("Mark as won"), StageKind.LOST: self.tr("Mark as lost")}
        text = done[kinds[0]] if len(kinds) == 1 else self.tr("Close them")
        tone = "danger" if kinds == [StageKind.LOST] else "primary"
        self.add_button(text, self._save, tone=tone, default=True)
        self._asked[kinds[-1]][0].editor.setFocus()

    def _counted(self, number: int) -> str:
        return DEALS.counted(number, self.locale().toString(number))

    def _title(self, kinds: list[StageKind], number: int) -> str:
        titles = {StageKind.WON: self.tr("Won: {0}"), StageKind.LOST: self.tr("Lost: {0}")}
        return (titles[kinds[0]] if len(kinds) == 1 else self.tr("Close {0}")).format(self._counted(number))

    def _add_end(self, kind: StageKind, deals: list[int], *, several: bool) -> None:
        words, won = self._context.store.closing_words, kind is StageKind.WON
        if several:
            head = (self.tr("Won: {0}") if won else self.tr("Lost: {0}")).format(self._counted(len(deals)))
            self.add(label(head, "strong"))
        reasons = ClosingList.WON_REASON if won else ClosingList.LOST_REASON
        named = self.tr("Reason (if you know it)") if won else self.tr("Reason")
        against = self.tr("Won against (if anybody)") if won else self.tr("Competitor (if any)")
        reason = FormField(named, offering(words.offered(reasons), ""))
        competitor = FormField(against, offering(words.offered(ClosingList.COMPETITOR), ""))
        self._asked[kind] = reason, competitor
        self.add(pair(reason, competitor))

    def _save(self) -> None:
        day = self._day.editor.value()  # type: ignore[attr-defined]
        text = day.isoformat() if day is not None and day.isoformat() != self._context.store.today() else None
        answers = {}
        for kind, (reason, competitor) in self._asked.items():
            reason.set_error("")
            said = chosen_text(reason)
            if kind is StageKind.LOST and self._needs_reason and not said:
                reason.set_error(worded(InputError("deals.no_reason", field="lost_reason")))
                return
            answers[kind] = Closing(text, said, chosen_text(competitor))
        self.accept()
        self._write(self._context.services.deals.closing(answers))
