"""The notes of a meeting beside what it looks at: paragraphs under the items of the agenda, and decisions among them.

What somebody else writes meanwhile, or an undo takes back, is shown without touching what is being typed.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.decisions import Chosen, Part
from salesdesk.domain.meetings import Agenda, Note
from salesdesk.services.meetings import MeetingView
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.note_block import DecisionBlock, IconChip, Place, TextBlock
from salesdesk.ui.pages.meetings.note_order import Block, end_of, heading, note_above, place_of, put_back
from salesdesk.ui.pages.meetings.note_reading import NoteReading
from salesdesk.ui.pages.meetings.note_writing import NoteWriting
from salesdesk.ui.pages.meetings.part_menu import PartMenu
from salesdesk.ui.pages.meetings.texts import full_day_text, tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.beside_or_below import BesideOrBelow
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label, line


class NotesPanel(Card):
    """``at`` is where the next paragraph goes. ``next_wanted`` asks when the next meeting is; ``written`` tells that
    something of its own was kept: the page then shows the meeting anew."""

    next_wanted = Signal()
    written = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Notes and decisions"), tr("! makes a task"), flush=True, parent=parent)
        self._context = context
        self._view: MeetingView | None = None
        self._reading: NoteReading | None = None
        self._writing = NoteWriting(context, self, lambda block: self._reader().read(block), self._above)
        self._writing.written.connect(self.written)
        self._writing.decided.connect(self._go_on)
        self._blocks: list[Block] = []
        self.at = Place()
        self._written_last: TextBlock | None = None
        self._area = ScrollColumn(16)
        self._area.column.setSpacing(4)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(16, 12, 0, 0)
        self._list.setSpacing(4)
        self._area.column.addLayout(self._list)
        self._area.column.addStretch(1)
        self._area.content.installEventFilter(self)
        self._counted = label("", "secondary")
        self._next = link_button("", self.next_wanted.emit)
        following = QHBoxLayout()
        following.addWidget(self._next)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(BesideOrBelow(self._counted, following))
        self.add(self._area, 1)
        self.add(_keys())
        self.add(line("full"))
        self.add(foot)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_focus)

    # ---- showing ----

    def show_view(self, view: MeetingView) -> None:
        """Show the notes of a meeting as they are now; another meeting begins anew."""
        if self._view is None or self._view.meeting.id != view.meeting.id:
            self.flush()
            for block in self._blocks:
                _away(block)
            self._blocks, self._reading = [], None
            self.at = Place(view.meeting.agenda[0].key if view.meeting.agenda else "")
        is_other = self._view is None or self._view.topics != view.topics
        self._view = self._writing.view = view
        if is_other:
            self.forget_names()
        known = {block.note: block for block in self._blocks if block.note is not None}
        wanted = [self._block(note, known.get(note.id)) for note in view.notes]
        for draft in [one for one in self._blocks if isinstance(one, TextBlock) and one.note is None]:
            put_back(draft, self._blocks, wanted, self._agenda)
        gone = [block for block in self._blocks if block not in wanted]
        focus = any(isinstance(block, TextBlock) and block.edit.hasFocus() for block in gone)
        for block in gone:
            _away(block)
        self._blocks = wanted
        self._arrange()
        if focus:
            self.begin()
        elif not self._blocks:
            self._draft_at(self.at)
        self._tell(view)

    def forget_names(self) -> None:
        """People and deals are called otherwise by now, or others are to be discussed."""
        if self._reading is not None and self._view is not None:
            self._reading.forget(self._view.meeting, self._near())

    @property
    def _agenda(self) -> Agenda:
        return self._view.meeting.agenda if self._view is not None else ()

    def _block(self, note: Note, block: Block | None) -> Block:
        assert self._view is not None
        place = place_of(note, self._view.notes)
        if note.decided:
            if isinstance(block, DecisionBlock):
                block.place = place
                block.show_note(note)
                return block
            made = DecisionBlock(self._context, note, place)
            made.ticked.connect(self._writing.tick)
            made.removed.connect(self._writing.remove)
            made.part_wanted.connect(self._ask_part)
            return made
        if isinstance(block, TextBlock):
            if not block.is_pending and not block.saving:
                block.edit.set_text(note.body)
                block.kept = note.body
                self._reader().show(block)
            return block
        return self._text_block(note.body, place, note.id)

    def _text_block(self, text: str, place: Place, note: int | None) -> TextBlock:
        block = TextBlock(self._context, text, place, note)
        edit = block.edit
        edit.offer = lambda mark, words: self._reader().offer(mark, words)
        edit.settled.connect(partial(self._writing.save, block))
        edit.textChanged.connect(lambda: self._reader().show(block))
        edit.entered.connect(partial(self._enter, block))
        edit.emptied.connect(partial(self._empty, block))
        edit.stepped.connect(partial(self._step, block))
        edit.focused.connect(lambda: self._focused(block))
        block.decide_wanted.connect(self._enter)
        block.part_wanted.connect(self._ask_part)
        self._reader().show(block)
        return block

    def _ask_part(self, block: Block, chip: IconChip) -> None:
        """Offer something else than a chip says."""
        reader = self._reader()
        take = partial(self._take_part, block, chip.part)
        menu = PartMenu(self, self._context, chip.part, take, reader.people(), reader.deals())
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _take_part(self, block: Block, part: Part, chosen: Chosen, _checked: bool = False) -> None:
        if isinstance(block, DecisionBlock):
            self._writing.correct(block, part, chosen)
            return
        block.chosen[part] = chosen
        self._reader().show(block)
        block.edit.setFocus()

    def _arrange(self) -> None:
        """Put headings and paragraphs in their order."""
        # An item that is still held when its widget is put in again leaves the new one's sizes as they were found first.
        shown = [item.widget() for at in range(self._list.count()) if (item := self._list.itemAt(at))]
        for widget in shown:
            if widget is not None:
                self._list.removeWidget(widget)
                if widget not in self._blocks:
                    _away(widget)
        last: tuple[str, int | None] | None = None
        for block in self._blocks:
            here = (block.place.item, block.place.deal)
            if here != last:
                self._list.addWidget(label(heading(block.place, self._agenda), "group", wrap=True))
                last = here
            self._list.addWidget(block)
            block.show()

    def _tell(self, view: MeetingView) -> None:
        count, tasks = len(view.decisions), sum(note.entry is not None for note in view.decisions)
        told = self.tr("{0} decisions, {1} tasks").format(number_text(count), number_text(tasks))
        if count == 1:
            told = self.tr("1 decision, 1 task") if tasks else self.tr("1 decision, no task")
        self._counted.setText(told if count else self.tr("no decisions yet"))
        at, today = view.meeting.next_at, date.fromisoformat(self._context.store.today())
        self._next.setText(
            self.tr("Next: {0}").format(full_day_text(at, today)) if at else self.tr("Next meeting…")
        )

    # ---- writing ----

    def begin(self, place: Place | None = None) -> None:
        """Put the caret into an empty paragraph at a place, or where one is."""
        if self._view is None:  # no meeting is shown
            return
        self.at = place or self.at
        self._focus(self._draft_at(self.at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Beside the paragraphs there is nothing else that a press could mean.
        if watched is self._area.content and event.type() == QEvent.Type.MouseButtonPress:
            last = self._written_last
            if last is not None and any(last is block for block in self._blocks):
                self._focus(last)
            else:
                self.begin()
            return True
        return super().eventFilter(watched, event)

    def flush(self) -> None:
        """Have everything that was typed kept now."""
        for block in list(self._blocks):
            if isinstance(block, TextBlock):
                block.edit.settle()
                self._writing.save(block)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def _draft_at(self, place: Place, after: Block | None = None) -> TextBlock:
        """The empty paragraph at a place, made where there is none; others that are empty go."""
        for block in list(self._blocks):
            if isinstance(block, TextBlock) and block.note is None and not block.edit.text():
                if block.place == place and after is None:
                    return block
                self._blocks.remove(block)
                _away(block)
        made = self._text_block("", place, None)
        if not made.edit.isReadOnly():
            made.edit.setPlaceholderText(self.tr("Write a note, or ! for a decision"))
        behind = self._blocks.index(after) + 1 if after is not None and after in self._blocks else None
        self._blocks.insert(end_of(place, self._blocks, self._agenda) if behind is None else behind, made)
        self._arrange()
        return made

    def _above(self, block: Block) -> int | None:
        return note_above(block, self._blocks)

    def _enter(self, block: TextBlock) -> None:
        """A decision becomes a task; behind any other paragraph another one begins."""
        if block.is_decision:
            self._writing.decide(block)
        elif block.edit.text():
            self._focus(self._draft_at(block.place, block))

    def _go_on(self, block: TextBlock, note: int) -> None:
        """A paragraph became a task: the next one begins behind it."""
        place = block.place
        if block in self._blocks:
            self._blocks.remove(block)
            _away(block)
        self.written.emit()
        made = next((one for one in self._blocks if one.note == note), None)
        self._focus(self._draft_at(place, made))

    def _empty(self, block: TextBlock) -> None:
        """Backspace in an empty paragraph takes it away, if another one stands above it."""
        at = self._blocks.index(block) if block in self._blocks else 0
        above = next((b for b in reversed(self._blocks[:at]) if isinstance(b, TextBlock)), None)
        if above is None:
            return
        if block.note is not None:
            self._writing.remove(block)
        else:
            self._blocks.remove(block)
            _away(block)
            self._arrange()
        self._focus(above)

    def _step(self, block: TextBlock, by: int) -> None:
        texts = [one for one in self._blocks if isinstance(one, TextBlock)]
        at = texts.index(block) + by if block in texts else -1
        if 0 <= at < len(texts):
            self._focus(texts[at])

    def _focused(self, block: TextBlock) -> None:
        self.at, self._written_last = block.place, block

    def _focus(self, block: TextBlock) -> None:
        block.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._later.start(0)

    def _show_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus, 0, 40)

    def _reader(self) -> NoteReading:
        assert self._view is not None
        if self._reading is None:
            self._reading = NoteReading(self._context, self._view.meeting, self._near())
        return self._reading

    def _near(self) -> set[int]:
        near = {topic.deal_id for topic in self._view.topics} if self._view is not None else set()
        return near | {block.place.deal for block in self._blocks if block.place.deal is not None}


def _away(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()


def _keys() -> QWidget:
    """What the signs mean."""
    outer, row = QWidget(), QWidget()
    around = QHBoxLayout(outer)
    around.setContentsMargins(16, 4, 16, 8)
    around.addWidget(row)
    keys = FlowLayout(row, spacing=6, row_spacing=4)
    for key, meaning in (
        ("!", tr("decision")),
        ("@", tr("person")),
        ("#", tr("deal")),
        ("Alt ↓", tr("next item")),
    ):
        pair = QWidget()
        both = QHBoxLayout(pair)
        both.setContentsMargins(0, 0, 4, 0)
        both.setSpacing(6)
        both.addWidget(label(key, "key"))
        both.addWidget(label(meaning, "caption"))
        keys.addWidget(pair)
    return outer
