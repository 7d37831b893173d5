"""The filter builder above a list: conditions in lines, groups of lines, and how many rows each of them leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.filters import Condition, Filter, Group, Join, Op, Part, Words, filter_text
from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.builder.counts import RunningCounts
from salesdesk.ui.lists.builder.editors import part_of_text
from salesdesk.ui.lists.builder.groups import LineList, join_box
from salesdesk.ui.lists.builder.lines import FilterLine
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.widgets.buttons import button, link_button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.scroll_column import WheelToScroll
from salesdesk.ui.widgets.text import label, plain_tip, set_look
from salesdesk.ui.wording import worded

DELAY_MS = 150
_HIGHEST = 0.56
"""Of the height of the page: the list below must be seen while its filter is made."""


class FilterBuilder(Card):
    """``changed`` carries the filter ``DELAY_MS`` after the last change of a line; ``closed`` asks to be put away;
    ``view_requested`` and ``list_requested`` to keep what is shown as a view, always current or as it is now."""

    changed = Signal(object)
    closed = Signal()
    view_requested = Signal()
    list_requested = Signal()

    def __init__(self, context: Context, look: ListLook, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, spacing=8, parent=parent)
        self._context, self._look = context, look
        self._shown = Filter()
        self._only: tuple[int, ...] = ()
        self.setAccessibleName(self.tr("Filter builder"))
        self._join = join_box(self.tr("Match"), Join.ALL)
        self.lines = LineList(context, look, nested=False)
        self.counts = RunningCounts(context.tasks, context.store.list_of(look.kind), self)
        self._words = QLineEdit()
        self._words.setAccessibleName(self.tr("Filter in words"))
        self._words.setPlaceholderText("country:DE (tag:vip or activities[kind:call at:30d]>=2)")
        self._words.hide()
        self._area = QScrollArea()
        self._wheel = WheelToScroll(self)
        self.lines.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._lay_out()
        self._timer.timeout.connect(self._take)
        self._join.currentIndexChanged.connect(self._on_join)
        self.lines.changed.connect(self._on_changed)
        self._words.returnPressed.connect(self._take_words)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(self.tr("Filter"), "section"))
        head.addWidget(label(self.tr("{0} who match").format(self._who()), "secondary"))
        head.addWidget(self._join)
        head.addWidget(label(self.tr("of these"), "secondary"))
        head.addStretch(1)
        left = label(self.tr("rows left"), "caption")
        left.setToolTip(
            plain_tip(
                self.tr(
                    "The rows left after this line. Where any line is enough: its own among those that the lines above leave."
                )
            )
        )
        head.addWidget(left)
        head.addSpacing(34)
        body = QWidget()
        body.setProperty("scroll_body", True)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)
        column.addStretch(1)
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more = link_button(self.tr("+ Condition"), self.add_line, accent=True)
        self._turn = link_button(self.tr("Turn into words ▸"), self._turn_over)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._more)
        foot.addWidget(link_button(self.tr("+ Group"), self.add_group, accent=True))
        foot.addWidget(self._turn)
        foot.addStretch(1)
        foot.addWidget(link_button(self.tr("Clear"), self.clear))
        foot.addWidget(
            button(
                self.tr("Use as list…"),
                partial(self._ask, self.list_requested),
                tip=self.tr("Keep exactly these records under a name, whatever becomes of them"),
            )
        )
        foot.addWidget(
            primary_button(
                self.tr("Save as view"),
                partial(self._ask, self.view_requested),
                tip=self.tr("Keep the filter under a name; the view is always current"),
            )
        )
        self.add(head)
        self.add(self._area)
        self.add(self._words)
        self.add(foot)

    def _who(self) -> str:
        return self.tr(self._look.many)

    # ---- what is shown ----

    @property
    def filter(self) -> Filter:
        """What the complete lines ask for."""
        parts = self.lines.parts()
        if self.lines.join is Join.ANY and len(parts) > 1:
            return Filter((Group(Join.ANY, tuple(parts)),))
        return Filter(tuple(parts))

    def set_filter(self, filter_: Filter, only: Collection[int] | None = None) -> None:
        """Show a filter in lines; its words to search for are a line, too. ``only`` narrows what is counted to some
        records."""
        self._timer.stop()
        self._only = tuple(only or ())
        words = filter_.text.strip()
        parts: list[Part] = [*filter_.parts, *([Words(words)] if words else [])]
        join = Join.ALL
        if len(parts) == 1 and isinstance(parts[0], Group) and _is_outer(parts[0]):
            join, parts = parts[0].join, list(parts[0].parts)
        self._join.blockSignals(True)
        self._join.setCurrentIndex(self._join.findData(join.value))
        self._join.blockSignals(False)
        self.lines.clear()
        for part in parts:
            self.lines.add(part)
        self.lines.set_join(join)
        self._shown = self.filter
        self._show_words()
        self._fit()
        self._show_counts()

    def begin(self) -> None:
        """Give the keyboard a place: the first line, one that is made for it where there is none."""
        if not self.lines.items:
            self.add_line()
            return
        first = self.lines.items[0]
        (first.field if isinstance(first, FilterLine) else first).setFocus()

    def add_line(self) -> None:
        """One more condition."""
        line = self.lines.add()
        if isinstance(line, FilterLine):
            line.field.setFocus()
        self._on_changed()

    def add_group(self) -> None:
        """A group of conditions of which any is enough."""
        self.lines.add(grouped=True).setFocus()
        self._on_changed()

    def clear(self) -> None:
        """Take every condition away."""
        self.lines.clear()
        self._on_changed()
        self._more.setFocus()

    def on_changed(self, change: ChangeSet) -> None:
        """What was counted may not hold any more."""
        if change.origin is not self:
            self.counts.forget()
            self._show_counts()

    # ---- changes ----

    def _on_join(self) -> None:
        self.lines.set_join(Join(self._join.currentData()))
        self._on_changed()

    def _on_changed(self) -> None:
        self._fit()
        self._timer.start()

    def _take(self) -> None:
        self._timer.stop()
        self._show_words()
        self._show_counts()
        now = self.filter
        if now != self._shown:
            self._shown = now
            self.changed.emit(now)

    def _show_counts(self) -> None:
        base: Sequence[Part] = ()
        if self._only:
            base = (Condition("id", Op.IS, tuple(f"#{one}" for one in self._only)),)
        self.counts.show(self.lines.figures(base))

    def _ask(self, wanted: SignalInstance) -> None:
        """Ask to keep the filter, once every line of it counts: what is kept must be what was meant."""
        self._take()
        unfinished = self.lines.unfinished()
        if unfinished is None:
            wanted.emit()
            return
        self._context.messages.say(
            self.tr("One condition has no value yet. Give it one, or take it away, and save then.")
        )
        self._area.ensureWidgetVisible(unfinished)
        unfinished.field.setFocus()

    # ---- words ----

    def _turn_over(self) -> None:
        """Show the filter as text, to be read, copied and typed over; or hide it again."""
        shown = self._words.isHidden()
        self._words.setVisible(shown)
        self._turn.setText(self.tr("Hide the words ▾") if shown else self.tr("Turn into words ▸"))
        self._show_words()
        if shown:
            self._words.setFocus()
            self._words.selectAll()

    def _show_words(self) -> None:
        if not self._words.hasFocus() or not self._words.isModified():
            self._words.setText(filter_text(self.filter))
            self._show_fault("")

    def _take_words(self) -> None:
        try:
            part = part_of_text(self._words.text(), self._context, self._look.kind)
        except InputError as error:
            self._show_fault(worded(error))
            return
        self._words.setModified(False)
        self._show_fault("")
        former = self._shown
        parts = (
            part.parts if isinstance(part, Group) and part.join is Join.ALL and not part.negated else (part,)
        )
        self.set_filter(Filter(tuple(one for one in parts if one is not None)), self._only or None)
        if self._shown != former:
            self.changed.emit(self._shown)

    def _show_fault(self, words: str) -> None:
        set_look(self._words, invalid=bool(words))
        self._words.setToolTip(plain_tip(words))
        self._words.setAccessibleDescription(words)

    # ---- size and keys ----

    def _fit(self) -> None:
        """As high as its lines, up to a part of the page; more of them scroll."""
        page = self.parentWidget()
        room = int((page.height() if page is not None else 600) * _HIGHEST) - 104
        height = self.lines.sizeHint().height() if self.lines.items else 0
        self._area.setFixedHeight(max(0, min(height, room)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.lines and event.type() == QEvent.Type.LayoutRequest:
            self._wheel.watch(self.lines)
            self._fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """The page has another height."""
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _is_outer(part: Group) -> bool:
    """Whether a group can be the outermost one: "any of these" around the lines."""
    return part.join is Join.ANY and not part.negated
