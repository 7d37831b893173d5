"""The whole record as a page: journey, details, timeline, and what hangs on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.attachments import home_of
from salesdesk.domain.changes import ChangeSet
from salesdesk.ui.context import Context
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.page import Page
from salesdesk.ui.pages.activities.timeline_panel import TimelinePanel
from salesdesk.ui.pages.files.card import FilesCard
from salesdesk.ui.pages.files.drops import RecordDrops
from salesdesk.ui.records.alike_chip import AlikeChip
from salesdesk.ui.records.field_writer import FieldWriter
from salesdesk.ui.records.fields_view import FieldsView
from salesdesk.ui.records.journey import JourneyStrip
from salesdesk.ui.records.profile import RecordProfile
from salesdesk.ui.records.side_cards import SideCards
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Avatar
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import ElidedLabel

_WIDE_HEAD = 1000


class RecordPage(Page):
    """One record. ``open_target`` takes its id, or a RecordWalk, which adds previous and next."""

    head_shares = (4, 5)
    """How name and journey share the room beside each other."""

    def __init__(self, context: Context, profile: RecordProfile, parent: QWidget | None = None) -> None:
        super().__init__(context, profile.look.title, parent=parent)
        self.profile = profile
        self.record: Any | None = None
        self._number: int | None = None
        self._walk: RecordWalk | None = None
        theme = context.theme
        self.header.hide()
        self.previous = icon_button(
            theme, "chevron-left", self.tr("Previous ([ or Alt+Up)"), self._back, framed=True
        )
        self.next = icon_button(
            theme, "chevron-right", self.tr("Next (] or Alt+Down)"), self._forth, framed=True
        )
        self.place = ElidedLabel("", "subtitle", minimum=0)
        self.all = button("", self._show_list, tone="link")
        self.alike = AlikeChip(context, profile.look)
        self.edit = button(self.tr("Edit"), self._edit_all, tip=self.tr("Edit all fields (Ctrl+E)"))
        self.more = icon_button(theme, "ellipsis", self.tr("More"), self._show_menu, framed=True)
        self.avatar = Avatar(size=44)
        self.name = ElidedLabel("", "title", minimum=120)
        self.subtitle = ElidedLabel("", "subtitle", minimum=80)
        self.journey = JourneyStrip()
        self.fields = FieldsView(theme, 76)
        self.timeline = TimelinePanel(context)
        self.cards = SideCards(theme)
        self.files = FilesCard(context)
        self.drops = RecordDrops(context, self)
        self.gone = EmptyState(
            theme,
            profile.look.icon,
            self.tr("Not here any more"),
            self.tr(
                "This record is not there any more. If it was deleted, Undo or the trash brings it back."
            ),
            [button(self.tr("Back to the list"), self._show_list)],
        )
        self._lay_out()
        self._connect_signals()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.previous, self.next, self.all):
            top.addWidget(widget)
        top.addWidget(self.place, 1)
        for action in (self.alike, *self.top_actions(), self.more):
            top.addWidget(action)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(20)
        for part, share in zip((self.who(), self.journey), self.head_shares, strict=True):
            self._head.addWidget(part, share)
        self.whole = QWidget()
        whole = QVBoxLayout(self.whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(self._head)
        self.lay_out_content(whole)
        self.body.addLayout(top)
        self.body.addWidget(self.whole, 1)
        self.body.addWidget(self.gone, 1)
        self.gone.hide()

    def top_actions(self) -> list[QWidget]:
        """The buttons at the right above the record, before the menu."""
        return [self.edit]

    def who(self) -> QWidget:
        """Who or what the record is."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.subtitle)
        row.addWidget(self.avatar)
        row.addLayout(names, 1)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def lay_out_content(self, whole: QVBoxLayout) -> None:
        """Details, timeline and cards beside each other."""
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(details_card(self.fields), 13)
        columns.addWidget(timeline_card(self.timeline), 19)
        side = ScrollColumn()
        side.column.setSpacing(12)
        for card in (self.cards, *self.further_cards(), self.files):
            side.column.addWidget(card)
        side.column.addStretch(1)
        side.setMinimumWidth(212)
        columns.addWidget(side, 11)
        whole.addLayout(columns, 1)

    def _connect_signals(self) -> None:
        self.begin_log = self.start_log
        self._writer = FieldWriter(self.context, self.profile, self.fields, self, self._show_again)
        self.journey.chosen.connect(self.choose_step)
        for keys, run in (
            ("Alt+Up", self._back),
            ("[", self._back),
            ("Ctrl+Alt+Left", self._back),
            ("Alt+Down", self._forth),
            ("]", self._forth),
            ("Ctrl+Alt+Right", self._forth),
            ("Ctrl+E", self._edit_all),
            ("L", self.start_log),
            ("C", partial(_use_first, self, "phone")),
            ("M", partial(_use_first, self, "mail")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # ---- what is shown ----

    @property
    def number(self) -> int | None:
        """The record shown."""
        return self._number

    def open_target(self, target: object) -> None:
        if isinstance(target, RecordWalk):
            self._walk, self._number = target, target.current
        elif isinstance(target, int):
            self._walk, self._number = None, target

    def refresh(self) -> None:
        self._show(self._number, fresh=True)

    def apply_change(self, change: ChangeSet) -> None:
        self._show_again()

    def _show_again(self) -> None:
        self._show(self._number, fresh=False)

    def _show(self, number: int | None, *, fresh: bool) -> None:
        profile = self.profile
        record = None if number is None else profile.load(number)
        if record is None and number is not None and not fresh and self.fields.is_editing:
            return  # somebody deleted it: what is being typed stays, and is asked about when it is saved
        self._number, self.record = number, record
        self.whole.setVisible(record is not None)
        self.gone.setVisible(record is None)
        for widget in (self.edit, self.more):
            widget.setEnabled(record is not None)
        self.set_title(self.tr("Not here any more") if record is None else profile.name(record))
        self._show_place()
        self.alike.ask(None if record is None else number, fresh=fresh)
        self.show_further(record)
        if record is None:
            return
        self.show_head(record)
        self.journey.show_steps(profile.journey(record))
        typed = self._writer.show_record(record.id, record)
        self.fields.show_rows(profile.rows(record, whole=True), typed, fresh=fresh)
        self.cards.show_cards(profile.cards(record))
        self.timeline.show_record(profile.about(record), partial(profile.timeline, record))

    def further_cards(self) -> list[QWidget]:
        """Cards beside the timeline that show themselves."""
        return []

    def show_further(self, record: Any | None) -> None:
        """Show what such cards are about."""
        home = home_of(self.profile.look.entity, None if record is None else record.id)
        self.files.show_home(home)
        self.files.setVisible(home is not None)
        self.drops.set_home(home)

    def show_head(self, record: Any) -> None:
        """Say who or what the record is."""
        self.avatar.set_name(self.profile.name(record))
        self.name.setText(self.profile.name(record))
        self.subtitle.setText(self.profile.subtitle(record, whole=True))
        self.subtitle.setVisible(bool(self.subtitle.text()))

    def _show_place(self) -> None:
        walk = self._walk
        shown = walk is not None and walk.place >= 0
        self.previous.setVisible(shown)
        self.next.setVisible(shown)
        self.all.setText(f"{self.tr(self.profile.look.title)} /")
        self.all.setVisible(not shown)
        if walk is None or not shown:
            self.place.setText(self.title)
            return
        locale = self.locale()
        place, total = locale.toString(walk.place + 1), locale.toString(len(walk))
        self.place.setText(self.tr("{0} of {1} in “{2}”").format(place, total, walk.title))
        self.previous.setEnabled(walk.can_step(-1))
        self.next.setEnabled(walk.can_step(1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE_HEAD
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._head.setSpacing(20 if wide else 10)

    # ---- acting ----

    def _back(self) -> None:
        self._step(-1)

    def _forth(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self._walk is not None and self._walk.can_step(by):
            self._show(self._walk.step(by), fresh=True)

    def _show_list(self) -> None:
        self.context.navigate(self.profile.look.page)

    def choose_step(self, code: str) -> None:
        """A step of the journey was pressed: the record comes there."""
        self._writer.write("lifecycle_stage", code)

    def _edit_all(self) -> None:
        if self.record is not None:
            self.profile.edit_all(self.record, self.window())

    def start_log(self) -> bool:
        """Begin an entry about the record; False where there is none any more."""
        if self.record is not None:
            self.timeline.start_log(ActivityKind.CALL, guesses=True)
        return self.record is not None

    def _show_menu(self) -> None:
        if self.record is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, run in self.profile.actions(self.record):
            if text:
                menu.addAction(text).triggered.connect(run)
            else:
                menu.addSeparator()
        menu.addAction(self.tr("Export…")).triggered.connect(lambda: _export(self))
        corner = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))


def details_card(fields: FieldsView) -> QWidget:
    """The fields of a record as a card that scrolls."""
    card = Card(fields.tr("Details"), padding=16)
    area = ScrollColumn(4)
    area.column.addWidget(fields)
    area.column.addStretch(1)
    card.body.setContentsMargins(16, 8, 6, 12)
    card.add(area, 1)
    card.setMinimumWidth(256)
    return card


def timeline_card(timeline: TimelinePanel) -> QWidget:
    """What happened as a card that scrolls, with what logs it on top."""
    card = Card(padding=16)
    area = ScrollColumn(10)
    area.column.setSpacing(12)
    area.column.addWidget(timeline.buttons)
    area.column.addWidget(timeline.log)
    area.column.addWidget(timeline, 1)
    card.body.setContentsMargins(16, 14, 6, 6)
    card.add(area, 1)
    card.setMinimumWidth(300)
    return card


def _use_first(page: RecordPage, picture: str) -> None:
    """Call the first number of the record, or write to the first address: what stands there with that picture."""
    record = page.record
    rows = [] if record is None else page.profile.rows(record, whole=True)
    use = next((one for row in rows for one in row.uses if one.icon == picture), None)
    if use is not None:
        use.run()
    elif record is not None:
        phone = page.tr("There is no number to call.")
        page.context.messages.say(phone if picture == "phone" else page.tr("There is no e-mail address."))


def _export(page: RecordPage) -> None:
    from salesdesk.ui.lists.export_anything import export_record  # few export one record

    if page.record is not None:
        export_record(page, page.profile.look, page.record.id, page.title)
