"""Reasons and competitors: which are offered, in which order, and how many deals have each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from salesdesk.domain.closing_words import ClosingList, ClosingWord
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, icon_button, link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.completion import TypingBox
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label, set_look
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved, WriteQueue


class ClosingWordsCard(Card):
    """One list at a time. Every change is saved at once and is one step to undo, with the deals it is about."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Reasons, competitors and roles")
        self._context = context
        self._which = SegmentedButtons(
            [
                (ClosingList.LOST_REASON.value, self.tr("Lost reasons")),
                (ClosingList.WON_REASON.value, self.tr("Won reasons")),
                (ClosingList.COMPETITOR.value, self.tr("Competitors")),
                (ClosingList.DEAL_ROLE.value, self.tr("Roles")),
            ],
            name=self.tr("List of words"),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(button(self.tr("Add…"), self._add))
        self.add(row)
        self._rows = QWidget()
        self.add(self._rows)
        self.problem = label("", "secondary", "bad", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.add(
            label(
                self.tr(
                    "Offered when a deal is won or lost, and roles when somebody gets one in a deal. Renaming one "
                    "renames it in every deal that has it."
                ),
                "caption",
                wrap=True,
            )
        )
        self._which.chosen.connect(self.refresh)

    def refresh(self, _choice: str = "") -> None:
        """Show the chosen list as it is stored."""
        self._say("")
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(self.tr("Name"), "caption"), 0, 0)
        grid.addWidget(label(self.tr("Deals"), "caption"), 0, 1)
        grid.setColumnStretch(0, 1)
        words = self._context.store.closing_words.all(self._list())
        for row, word in enumerate(words, 1):
            self._add_row(grid, row, word)
        if not words:
            grid.addWidget(
                label(self.tr("None yet. Add one, or name one when a deal is closed."), "note"), 1, 0, 1, 2
            )
        fresh.setMinimumHeight(grid.sizeHint().height())
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh

    def _list(self) -> ClosingList:
        return ClosingList(self._which.current())

    def _add_row(self, grid: QGridLayout, row: int, word: ClosingWord) -> None:
        of, theme, service = self._list(), self._context.theme, self._context.services.closing_words
        name = QLineEdit(word.name)
        name.setAccessibleName(self.tr("Name of {0}").format(word.name))
        name.editingFinished.connect(partial(self._rename, word, name))
        grid.addWidget(name, row, 0)
        count = link_button(number_text(word.deals), partial(self._open, word))
        count.setAccessibleName(self.tr("{0} deals with {1}").format(number_text(word.deals), word.name))
        count.setEnabled(bool(word.deals))
        grid.addWidget(count, row, 1)
        if word.is_listed:
            for place, (picture, text, step) in enumerate(
                (("arrow-up", self.tr("Move {0} up"), -1), ("arrow-down", self.tr("Move {0} down"), 1)), 2
            ):
                said = text.format(word.name)
                move = partial(service.move, of, word.name, step)
                grid.addWidget(
                    icon_button(theme, picture, said, partial(self._run, move, said, said)), row, place
                )
        else:
            said = self.tr("Put {0} into the list").format(word.name)
            add = partial(service.add, of, word.name)
            grid.addWidget(icon_button(theme, "plus", said, partial(self._run, add, said, said)), row, 2)
        remove = self.tr("Remove {0}").format(word.name)
        grid.addWidget(icon_button(theme, "trash-2", remove, partial(self._remove, word)), row, 4)

    def _open(self, word: ClosingWord) -> None:
        """Exactly the deals that are counted."""
        self._context.navigate("deals", Filter((Condition(self._list().value, Op.IS, (word.name,)),)))

    def _rename(self, word: ClosingWord, editor: QLineEdit) -> None:
        self._say("", editor)
        if editor.text().strip() != word.name:
            self._context.writes.run(
                partial(self._context.services.closing_words.rename, self._list(), word.name, editor.text()),
                what=self.tr("New name of {0}: {1}").format(word.name, editor.text()),
                done=lambda changes: self._context.messages.done(self.tr("Renamed"), changes),
                failed=lambda error: self._say(worded(error), editor),
                owner=editor,
            )

    def _add(self) -> None:
        NameDialog(
            self,
            self._context.writes,
            self.tr("New entry"),
            "",
            "",
            partial(self._context.services.closing_words.add, self._list()),
            lambda changes: self._context.messages.done(self.tr("Added"), changes),
            self.tr("Add"),
        ).open()

    def _remove(self, word: ClosingWord) -> None:
        of, words = self._list(), self._context.store.closing_words
        said = self.tr("{0} removed").format(word.name)
        remove = partial(self._context.services.closing_words.remove, of, word.name)
        held = len(words.deals_saying(of, word.name))
        if not held:
            self._run(remove, self.tr("Remove {0}").format(word.name), said)
            return
        ReplaceWordDialog(
            self,
            self._context.writes,
            word.name,
            held,
            [other.name for other in words.all(of) if other.name != word.name],
            lambda into: remove(into=into),
            lambda changes: self._context.messages.done(said, changes),
        ).open()

    def _run(self, change: Callable[[], object], what: str, said: str) -> None:
        self._context.writes.run(
            change,
            what=what,
            done=lambda changes: self._context.messages.done(said, changes),
            failed=partial(self._refuse, what),
            owner=self,
        )

    def _refuse(self, what: str, error: SalesDeskError) -> None:
        self._context.writes.say_refused(Unsaved(what), error)
        self.refresh()

    def _say(self, problem: str, editor: QLineEdit | None = None) -> None:
        """Say below the rows why a name was refused; it stays in its field as it was typed."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if editor is not None:
            editor.setAccessibleDescription(problem)
            set_look(editor, invalid=bool(problem))


class ReplaceWordDialog(Dialog):
    """Asks for the word that takes the place of another in its deals; ``write`` gets it, one call of a service."""

    def __init__(
        self,
        parent: QWidget | None,
        writes: WriteQueue,
        name: str,
        held: int,
        others: list[str],
        write: Callable[[str], Any],
        done: Callable[[Any], object],
    ) -> None:
        said = self.tr("1 deal has it, the trash included.") if held == 1 else ""
        said = said or self.tr("{0} deals have it, the trash included.").format(number_text(held))
        super().__init__(parent, self.tr("Remove {0}").format(name), said, width=420)
        self._writes, self._write, self._done = writes, write, done
        self.instead = TypingBox()
        self.instead.addItems(others)
        self.field = FormField(self.tr("They get instead"), self.instead)
        self.add(self.field)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Replace and remove"), self._save, tone="danger", default=True)
        self.instead.setFocus()

    def _save(self) -> None:
        text = self.instead.currentText()
        self.field.set_error("")
        self.save(
            self._writes,
            lambda: self._write(text),
            what=self.windowTitle(),
            text=text,
            done=self._done,
            refused=lambda error: self.field.set_error(worded(error)),
        )
