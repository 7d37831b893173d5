"""One call round, worked one by one."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from salesdesk.domain.call_rounds import RoundMember
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.errors import SalesDeskError
from salesdesk.services.call_rounds import RoundView
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.pages.activities.planned_words import with_next
from salesdesk.ui.pages.call_rounds.call_form import CallForm
from salesdesk.ui.pages.call_rounds.caller_card import CallerCard
from salesdesk.ui.pages.call_rounds.round_menu import RoundMenu, open_record, show_as_list
from salesdesk.ui.pages.call_rounds.round_side import RoundSide
from salesdesk.ui.pages.call_rounds.start_dialog import rounds_of
from salesdesk.ui.pages.call_rounds.texts import name_of, outcome_text, progress_text
from salesdesk.ui.widgets.buttons import button, icon_button, primary_button
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.wording import worded

_NARROW = 880
"""Below this width the list of the round gives its place away, and is shown instead of the rest when it is asked for."""
_NO_ANSWER = "No answer"


class CallRoundPage(Page):
    """``open_target`` takes the number of a round. Who is called now is whoever waits behind the last one called, so a round
    goes on where it was left, also after a restart."""

    concerns = frozenset(
        {
            EntityKind.CALL_ROUND, EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL, EntityKind.ACTIVITY,
            EntityKind.ACTIVITY_OUTCOME,
        }
    )  # fmt: skip

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Call round", parent=parent)
        self._round: int | None = None
        self._view: RoundView | None = None
        self._member: RoundMember | None = None
        self._began: float | None = None
        self._saving = False
        self.header.crumb.setText(self.tr("Call rounds /"))
        self.header.crumb.setAccessibleName(self.tr("Back to the call rounds"))
        self.header.crumb.show()
        self.caller, self.form, self.side = CallerCard(context), CallForm(context), RoundSide(context)
        self._listed = button(self.tr("List"), self._place, tip=self.tr("Show who is on the list"))
        self._listed.setCheckable(True)
        self._more = icon_button(context.theme, "ellipsis", self.tr("More"), self._show_menu, framed=True)
        for action in (self._listed, self._more):
            self.header.add_action(action)
        self._away = primary_button(self.tr("Call rounds"), self._back)
        self._done = EmptyState(
            context.theme,
            "circle-check",
            self.tr("Everybody was called"),
            "",
            [
                button(self.tr("Show as list"), lambda: show_as_list(context, self._view)),
                self._away,
            ],
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = ScrollColumn()
        left.column.addWidget(self.caller, 1)
        left.setMinimumWidth(240)
        self._left = left
        working = QWidget()
        both = QHBoxLayout(working)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        middle = ScrollColumn()
        middle.column.addWidget(self.form, 1)
        middle.setMinimumWidth(300)
        both.addWidget(left, 9)
        both.addWidget(middle, 11)
        self._stack = QStackedWidget()
        self._stack.addWidget(working)
        self._stack.addWidget(self._done)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._stack, 20)
        self.side.setMinimumWidth(200)
        row.addWidget(self.side, 6)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(self._back)
        self.form.save_wanted.connect(self.save)
        self.form.other_wanted.connect(self.try_other)
        self.form.skip_wanted.connect(self.skip)
        self.caller.call_wanted.connect(self._dial)
        self.caller.opened.connect(self._open_record)
        self.side.chosen.connect(self._show_chosen)
        keys = [
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Alt+Down", partial(self._step, 1)),
            ("Alt+Up", partial(self._step, -1)),
        ]
        keys += [(f"Alt+{digit}", partial(self.form.outcomes.choose_place, digit)) for digit in range(1, 10)]
        for key, run in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # ---- showing ----

    def open_target(self, target: object) -> None:
        if isinstance(target, int):
            if target != self._round:
                self._member = None
            self._round = target

    def refresh(self) -> None:
        if self._round is None:
            self._stack.setCurrentIndex(1)
            self._done.set_texts(
                self.tr("No round is open"), self.tr("Choose one of the call rounds, or start a new one.")
            )
            return
        try:
            view = rounds_of(self.context).view(self._round, self._member)
        except SalesDeskError as error:
            self._round = None
            self.context.messages.error(error)
            self._back()
            return
        self._view = view
        self.set_title(view.name)
        self.header.set_subtitle(progress_text(view.figures))
        here = next(
            (one for one in view.members if self._member is not None and one.id == self._member.id), None
        )
        self._show(here if here is not None and here.left is None else view.next)

    def _show(self, member: RoundMember | None) -> None:
        view = self._view
        assert view is not None
        if member is None or self._member is None or member.id != self._member.id:
            self._began = None
        self._member = member
        self.side.show_round(view, member)
        self._stack.setCurrentIndex(0 if member is not None else 1)
        if member is None:
            figures = view.figures
            self._done.set_texts(
                self.tr("Everybody was called"),
                self.tr("{0} reached in {1} calls, {2} next steps planned.").format(
                    figures.reached, figures.calls, figures.next_steps
                ),
            )
            return
        self.caller.show_member(member, view.purpose, view.tries_of(member))
        self.form.begin(rounds_of(self.context).subject(member))

    def take_focus(self) -> None:
        if self._stack.currentIndex() == 0:
            self.form.take_focus()
        else:
            self._away.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        narrow = self.width() < _NARROW
        self._listed.setVisible(narrow)
        self.side.setVisible(not narrow or self._listed.isChecked())
        self._left.setVisible(not narrow or not self._listed.isChecked())

    def _show_chosen(self, number: int) -> None:
        if self._view is not None:
            found = next((one for one in self._view.members if one.id == number), None)
            if found is not None and found.left is None:
                self._show(found)

    def _step(self, by: int) -> None:
        """The one before or behind in the list, whatever was said of them."""
        if self._view is None or self._member is None:
            return
        there = [one for one in self._view.members if one.left is None]
        place = next((at for at, one in enumerate(there) if one.id == self._member.id), 0) + by
        if 0 <= place < len(there):
            self._show(there[place])
            self.form.take_focus()

    # ---- calling ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        digit = event.key() - int(Qt.Key.Key_0)
        letters = {
            int(Qt.Key.Key_C): self.caller.call,
            int(Qt.Key.Key_N): self.form.to_note,
            int(Qt.Key.Key_S): self.skip,
            int(Qt.Key.Key_T): self.try_other,
        }
        if plain and 1 <= digit <= 9 and self.form.outcomes.choose_place(digit):
            return
        if plain and event.key() in letters:
            letters[event.key()]()
            return
        super().keyPressEvent(event)

    def _dial(self, number: str) -> None:
        self._began = self.context.store.clock().timestamp()
        if not QDesktopServices.openUrl(QUrl(f"tel:{number}")):
            QGuiApplication.clipboard().setText(number)
            self.context.messages.say(self.tr("No program here dials numbers. {0} is copied.").format(number))

    def _minutes(self) -> int | None:
        """How long the call took that was dialled from here, in whole minutes; None where none was."""
        if self._began is None:
            return None
        return max(1, round((self.context.store.clock().timestamp() - self._began) / 60))

    def save(self) -> None:
        """Keep the call and go on with the next."""
        self._save(again=False)

    def try_other(self) -> None:
        """Keep that nobody was reached at this number, and take the next one of the same person."""
        self._save(again=True)

    def _save(self, *, again: bool) -> None:
        member, number = self._member, self._round
        if member is None or number is None or self._saving:
            return
        said, choices = self.form.said(), self.context.store.activities.choices.all()
        outcome = said.outcome or (_NO_ANSWER if again else "")
        if not outcome and not said.body and not said.next_step:
            self.form.show_problem(self.tr("Say what came of it first: a digit chooses."))
            return
        minutes = self._minutes() if choices.is_contact("call", outcome or None) else None
        write = partial(
            rounds_of(self.context).call,
            number,
            member.id,
            outcome=outcome,
            body=said.body,
            dialled=self.caller.chosen(),
            minutes=minutes,
            next_step=said.next_step,
            next_due=said.next_due,
            next_kind=said.next_kind,
            again=again,
        )
        told = self.tr("{0}: {1}").format(name_of(member), outcome_text(outcome or None, choices))
        today = date.fromisoformat(self.context.store.today())
        told = with_next(told, said.next_step, said.next_due, today)
        self._run(write, told, stays=again)

    def skip(self) -> None:
        """Leave who is shown out of the round."""
        member = self._member
        if member is not None and not self._saving:
            told = self.tr("{0} skipped").format(name_of(member))
            self._run(partial(rounds_of(self.context).skip, member.id), told, stays=False)

    def _run(self, write: object, told: str, *, stays: bool) -> None:
        member = self._member
        self._set_saving(True)

        def done(changes: ChangeSet) -> None:
            self._set_saving(False)
            if self._member is member or (
                self._member is not None and member is not None and self._member.id == member.id
            ):
                self.form.clear()
                self._began = None
                if stays:
                    self.caller.take_next_number()
                else:
                    self._next(member)
            self.context.messages.done(told, changes)
            self.take_focus()

        def failed(error: SalesDeskError) -> None:
            self._set_saving(False)
            self.form.show_problem(worded(error))

        self.context.writes.run(write, what=told, done=done, failed=failed, owner=self)  # type: ignore[arg-type]

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.form.save.setEnabled(not saving)

    def _next(self, after: RoundMember | None) -> None:
        if self._round is None:
            return
        view = rounds_of(self.context).view(self._round, after)
        self._view = view
        self.header.set_subtitle(progress_text(view.figures))
        self._show(view.next)

    # ---- around it ----

    def _back(self) -> None:
        self.context.navigate("call_rounds")

    def _open_record(self) -> None:
        if self._member is not None:
            open_record(self.context, self._member)

    def _show_menu(self) -> None:
        if self._view is not None:
            menu = RoundMenu(self, self.context, self._view, self._member)
            menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
