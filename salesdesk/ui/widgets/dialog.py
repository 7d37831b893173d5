"""Dialogs for short questions; they never run an event loop of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.conflicts import EditConflict
from salesdesk.errors import Cancelled, InputError, SalesDeskError
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.widgets.focus_return import FocusReturn
from salesdesk.ui.widgets.form_draft import FormDraft
from salesdesk.ui.widgets.other_draft import OtherDraft
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label, set_look
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Write, WriteQueue, waiting_text


@dataclass(frozen=True, slots=True)
class _Saving:
    """What a dialog that waits for the file must bring back."""

    write: Write
    stilled: Sequence[QWidget]
    default: QPushButton | None
    text: str


class Dialog(QDialog):
    """A window-modal dialog: a heading, a body, and buttons at the bottom right.

    Show it with ``open()`` and listen to ``finished``; it deletes itself when closed. Escape rejects, Enter presses
    the default button. It is never higher than its window: what it says and asks scrolls between heading and buttons.
    ``save`` writes what it asked for and closes it. One with a ``draft``, the name of what it is about, keeps what was
    typed when it is left by Escape, and has it again when it is opened about the same; Cancel forgets it.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str = "", *, width: int = 440) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(QSize(320, 120))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        self.heading = label(title, "heading", wrap=True)
        outer.addWidget(self.heading)
        self._scroll = ScrollColumn(2)
        # What grows inside the part that scrolls is no concern of the layout around it.
        self._scroll.settled.connect(self._grow)
        self.body = self._scroll.column
        self.body.setSpacing(12)
        self.text = label(text, "subtitle", wrap=True)
        self.text.setVisible(bool(text))
        self.body.addWidget(self.text)
        outer.addWidget(self._scroll, 1)
        self._foot = QVBoxLayout()
        outer.addLayout(self._foot)
        self._note = label("", "secondary", wrap=True)
        self._note.hide()
        outer.addWidget(self._note)
        self.draft = DraftOf("")
        self._draft: FormDraft | None = None
        self._focus: FocusReturn | None = None
        self._saving: _Saving | None = None
        self._cancel: QPushButton | None = None
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addLayout(self._left)
        self._buttons.addStretch(1)
        outer.addSpacing(4)
        outer.addLayout(self._buttons)
        self.resize(width, self.minimumHeight())

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_foot(self, item: QLayout) -> None:
        """Append below the body, where it does not scroll away."""
        self._foot.addLayout(item)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the body, also to one added just now."""
        self.body.activate()
        self._scroll.ensureWidgetVisible(part)

    def add_button(
        self,
        text: str,
        clicked: Callable[[], object],
        *,
        tone: str = "",
        default: bool = False,
        left: bool = False,
    ) -> QPushButton:
        """Append a button; the ``default`` one is what Enter presses."""
        made = button(text, clicked, tone=tone)
        made.setDefault(default)
        (self._left if left else self._buttons).addWidget(made)
        return made

    def add_cancel(self, text: str = "Cancel") -> QPushButton:
        """Append the button that closes without saving, as Escape does, and forgets what was typed."""
        self._cancel = self.add_button(text, self._give_up)
        return self._cancel

    def show_problem(self, sentence: str) -> None:
        """Say above the buttons why it was refused, where no single field is to blame; "" takes it away."""
        self._show_note(sentence, "bad")

    # ---- saving ----

    def save(
        self,
        writes: WriteQueue,
        write: Callable[[], Any],
        *,
        what: str,
        text: str = "",
        done: Callable[[Any], object],
        refused: Callable[[SalesDeskError], object] | None = None,
        disagreed: Callable[[EditConflict], object] | None = None,
    ) -> None:
        """Write by one call of a service (see ``WriteQueue.run``), so that one Save is one step to undo; then call
        ``done`` with its result and accept.

        While the file is busy the dialog stays as it is and says so; cancelling takes the change back. ``refused`` gets
        a refused value (``InputError``) to show beside its field, ``disagreed`` what somebody else changed meanwhile;
        every other refusal stands above the buttons.
        """
        self._show_note("")

        def saved(result: Any) -> None:
            self._end_saving()
            done(result)
            self.accept()

        def failed(error: SalesDeskError) -> None:
            withdrawn = self._end_saving() and isinstance(error, Cancelled)
            if withdrawn:
                self.reject()
            elif refused is not None and isinstance(error, InputError):
                refused(error)
            elif disagreed is not None and isinstance(error, EditConflict):
                disagreed(error)
            else:
                self.show_problem(worded(error))

        writes.run(
            write, what=what, text=text, done=saved, failed=failed, pending=self._begin_saving, owner=self
        )

    @property
    def is_saving(self) -> bool:
        """Whether what was asked for waits for the file."""
        return self._saving is not None

    def reject(self) -> None:
        """Close without saving; what waits for the file is taken back first."""
        if self._saving is not None:
            self._saving.write.withdraw()
        else:
            if self._draft is not None:
                self._draft.keep()
            super().reject()

    def accept(self) -> None:
        """Close; nothing is left to be done."""
        if self._draft is not None:
            self._draft.forget()
        super().accept()

    def _give_up(self) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            draft.forget()
        self.reject()
        if self.isVisible():
            self._draft = draft  # what waits for the file could not be taken back any more

    def _offer_others(self, draft: FormDraft) -> None:
        """Offer what another window began here."""
        if draft.drafts is not None and draft.drafts.others(draft.about):
            line = OtherDraft()
            line.taken.connect(draft.exchange)
            self._foot.addWidget(line)
            line.watch(draft.drafts, draft.about)

    def _begin_saving(self, write: Write) -> None:
        parts = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        kept = (self.heading, self.text, self._note, self._cancel)
        stilled = [part for part in parts if part.isEnabledTo(self) and part not in kept]
        self.setFocus()  # else the focus goes on to Cancel, and a second Enter would take the change back
        for part in stilled:
            part.setEnabled(False)
        default = next((part for part in stilled if isinstance(part, QPushButton) and part.isDefault()), None)
        self._saving = _Saving(write, stilled, default, default.text() if default is not None else "")
        if default is not None:
            default.setText(self.tr("Saving…"))
        self._show_note(waiting_text())

    def _end_saving(self) -> bool:
        """The dialog as it was; whether it was saving."""
        saving, self._saving = self._saving, None
        if saving is None:
            return False
        for part in saving.stilled:
            part.setEnabled(True)
        if saving.default is not None:
            saving.default.setText(saving.text)
            saving.default.setFocus()
        self._show_note("")
        return True

    def _show_note(self, text: str, tone: str = "") -> None:
        self._note.setText(text)
        self._note.setAccessibleName(text)
        self._note.setVisible(bool(text))
        set_look(self._note, tone=tone)

    # ---- size and keys ----

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._focus is None and (parent := self.parentWidget()) is not None:
            self._focus = FocusReturn(self, parent.window())
        if self.draft.form and self._draft is None:
            self._draft = FormDraft(self, self.draft)
            if self._draft.restore():
                self._show_note(self.tr("What you had begun here is back. Cancel forgets it."))
            self._offer_others(self._draft)
        self._grow()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            # A sentence below a field appeared: make room for it instead of squeezing the rest.
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        width = max(self.width(), self.minimumSizeHint().width())
        needed = (
            layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        )
        content, bar = self._scroll.content, self._scroll.verticalScrollBar()
        # A bar goes only once all fits beside it.
        room = width - 52 - (bar.width() if bar.isVisible() else 0)
        inside = content.heightForWidth(room) if content.hasHeightForWidth() else content.sizeHint().height()
        needed += max(0, inside - self._scroll.sizeHint().height()) + 4
        if needed > self.height() or width > self.width():
            center = self.geometry().center()
            self.resize(width, max(self.height(), min(needed, self._highest())))
            if self.parentWidget() is not None:
                place = self.geometry()
                place.moveCenter(center)
                place.moveTop(max(0, place.top()))
                self.setGeometry(place)

    def _highest(self) -> int:
        highest = int(self.screen().availableGeometry().height() * 0.95)
        parent = self.parentWidget()
        if parent is not None:
            highest = min(highest, parent.window().height() - 32)
        return highest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter inside a text of several lines is a line break; Ctrl+Enter confirms from anywhere.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            default = next(
                (b for b in self.findChildren(QPushButton) if b.isDefault() and b.isEnabled()), None
            )
            if default is not None and not isinstance(self.focusWidget(), QPlainTextEdit):
                default.click()
                return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question. ``tone``: "", primary or danger; Enter presses the ``default`` one."""

    key: str
    text: str
    tone: str = ""
    default: bool = False


CANCEL = Choice("", "Cancel")


class Question(Dialog):
    """A question with a few answers; ``answer`` is the key of the pressed one, "" after Escape."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        choices: Sequence[Choice],
        callback: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(parent, title, text, width=420)
        self.answer = ""
        self._callback = callback
        self._keys: dict[QPushButton, str] = {}
        for choice in choices:
            made = self.add_button(choice.text, self._pressed, tone=choice.tone, default=choice.default)
            self._keys[made] = choice.key
        self.finished.connect(self._report)

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.answer = self._keys[pressed]
        self.accept()

    def _report(self) -> None:
        callback, self._callback = self._callback, None
        if callback is not None:
            callback(self.answer)


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    choices: Sequence[Choice],
    callback: Callable[[str], object],
) -> Question:
    """Open a question; ``callback`` gets the key of the answer, "" for Escape or Cancel."""
    question = Question(parent, title, text, choices, callback)
    question.open()
    return question
