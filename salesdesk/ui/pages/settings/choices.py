"""The kinds of activities and what may come of them: renamed, with a picture, in an order, put away, added."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from salesdesk.domain.activities.choices import Choice, ChoiceList
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import label, plain_tip, set_look
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved

_LISTS = {"kinds": ChoiceList.KINDS, "outcomes": ChoiceList.OUTCOMES}
_ICONS = (
    "phone", "phone-call", "phone-missed", "phone-off", "voicemail", "mail", "mail-open", "message-square", "send", "users",
    "user", "presentation", "video", "map-pin", "calendar", "calendar-check", "clock", "sticky-note", "circle-check",
    "check", "circle-x", "circle", "thumbs-up", "thumbs-down", "handshake", "heart-handshake", "megaphone", "star", "flag",
    "briefcase-business", "building-2", "package", "shopping-cart", "receipt", "file-text", "book-open", "globe", "at-sign",
)  # fmt: skip
"""What a person may choose among."""


class ChoicesCard(Card):
    """One list at a time; each row is a kind or an outcome. Every change is saved at once and is one step to undo."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Kinds of activities and outcomes")
        self._context = context
        self._which = SegmentedButtons(
            [("kinds", self.tr("Kinds")), ("outcomes", self.tr("Outcomes"))],
            name=self.tr("List of choices"),
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
                    "What is put away is not offered any more; entries keep it. “In touch” counts as the last contact."
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
        for place, title in enumerate((self.tr("Picture"), self.tr("Name"), self.tr("In touch"))):
            grid.addWidget(label(title, "caption"), 0, place)
        grid.setColumnStretch(1, 1)
        for row, choice in enumerate(self._context.store.activities.choices.all().listed(self._list()), 1):
            self._add_row(grid, row, choice)
        fresh.setMinimumHeight(grid.sizeHint().height())
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh

    def _list(self) -> ChoiceList:
        return _LISTS[self._which.current()]

    def _add_row(self, grid: QGridLayout, row: int, choice: Choice) -> None:
        title, theme, service = (
            choice_title(choice),
            self._context.theme,
            self._context.services.activity_choices,
        )
        of = self._list()
        icon = QComboBox()
        icon.setIconSize(QSize(16, 16))
        icon.setFixedWidth(68)
        icon.setAccessibleName(self.tr("Picture of {0}").format(title))
        for drawn in _ICONS if choice.icon in _ICONS else (choice.icon, *_ICONS):
            icon.addItem(theme.icon(drawn), "", drawn)
            icon.setItemData(icon.count() - 1, plain_tip(drawn), Qt.ItemDataRole.ToolTipRole)
        icon.setCurrentIndex(icon.findData(choice.icon))
        icon.activated.connect(lambda _place: self._set_icon(choice, str(icon.currentData())))
        name = QLineEdit(title)
        name.setAccessibleName(self.tr("Name of {0}").format(title))
        name.editingFinished.connect(partial(self._rename, choice, name))
        touch = QCheckBox()
        touch.setChecked(choice.is_contact)
        touch.setAccessibleName(self.tr("{0} means to have been in touch").format(title))
        touch.toggled.connect(partial(self._set_contact, choice))
        for place, part in enumerate((icon, name, touch)):
            grid.addWidget(part, row, place)
        moves = (
            ("arrow-up", self.tr("Move {0} up"), partial(service.move, of, choice.code, -1)),
            ("arrow-down", self.tr("Move {0} down"), partial(service.move, of, choice.code, 1)),
            ("eye", self.tr("Offer {0} again"), partial(service.archive, of, choice.code, away=False))
            if choice.is_archived
            else ("archive", self.tr("Put {0} away"), partial(service.archive, of, choice.code)),
        )
        for place, (picture, text, change) in enumerate(moves, 3):
            said = text.format(title)
            run = partial(self._run, change, said, said)
            grid.addWidget(icon_button(theme, picture, said, run), row, place)
        for part in (icon, name, touch):
            part.setEnabled(not choice.is_archived)
            if choice.is_archived:
                part.setToolTip(self.tr("Put away. Offer it again to change it."))

    def _set_icon(self, choice: Choice, icon: str) -> None:
        if icon != choice.icon:
            edit = partial(self._context.services.activity_choices.edit, self._list(), choice.code, icon=icon)
            self._run(
                edit, self.tr("Picture of {0}").format(choice_title(choice)), self.tr("Picture changed")
            )

    def _set_contact(self, choice: Choice, touched: bool) -> None:
        edit = partial(self._context.services.activity_choices.edit, self._list(), choice.code)
        self._run(partial(edit, is_contact=touched), choice_title(choice), self.tr("Changed"))

    def _rename(self, choice: Choice, editor: QLineEdit) -> None:
        self._say("", editor)
        if editor.text().strip() != choice_title(choice):
            rename = self._context.services.activity_choices.rename
            self._context.writes.run(
                partial(rename, self._list(), choice.code, editor.text(), seen=choice),
                what=self.tr("New name of {0}: {1}").format(choice_title(choice), editor.text()),
                done=lambda changes: self._context.messages.done(self.tr("Renamed"), changes),
                failed=lambda error: self._say(worded(error), editor),
                owner=editor,
            )

    def _add(self) -> None:
        of = self._list()
        NameDialog(
            self,
            self._context.writes,
            self.tr("New kind") if of is ChoiceList.KINDS else self.tr("New outcome"),
            "",
            "",
            partial(self._context.services.activity_choices.add, of),
            lambda changes: self._context.messages.done(self.tr("Added"), changes),
            self.tr("Add"),
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
        """Say why, with what was wanted; the rows stand there as they are stored."""
        self._context.writes.say_refused(Unsaved(what), error)
        self.refresh()

    def _say(self, problem: str, editor: QLineEdit | None = None) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if editor is not None:
            editor.setAccessibleDescription(problem)
            set_look(editor, invalid=bool(problem))
