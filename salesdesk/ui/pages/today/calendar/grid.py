"""What the grids of a week and of a month share: events, the one chosen, and dragging them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.domain.calendar.working_hours import WorkingHours
from salesdesk.ui.pages.today.calendar.drag_card import DragCard
from salesdesk.ui.pages.today.calendar.dragging import Drag, Grip, Proposal, snapped
from salesdesk.ui.pages.today.calendar.looks import Look, look_of
from salesdesk.ui.pages.today.calendar.painting import EventPainter
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import plain_tip


class CalendarGrid(QAbstractScrollArea):
    """Shows events and asks for changes; it changes nothing itself. A drag asks when it is dropped, Escape puts it back."""

    opened = Signal(object)
    ticked = Signal(object)
    deleted = Signal(object)
    new_requested = Signal(object, bool)
    """When (local time), and whether all day."""
    proposed = Signal(object, object)
    """A CalendarEvent, and the Proposal of where it would come."""
    day_requested = Signal(object)
    """A day that is to be shown alone."""
    left = Signal(int)
    """The cursor goes on into the days before (−1) or after (1)."""
    chosen_changed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.paint = EventPainter(self.viewport(), theme)
        self.days: tuple[date, ...] = ()
        self.events: Sequence[CalendarEvent] = ()
        self.hours, self.now = WorkingHours(), datetime.min
        self.placing: CalendarEvent | None = None
        """What waits for a day or a time to be chosen."""
        self._choices = Choices.of({})
        self._looks: dict[tuple[int, str | None], Look] = {}
        self._key: tuple[int, str | None] | None = None
        self._pressed: tuple[QPoint, CalendarEvent, Grip, datetime] | None = None
        self.drag: Drag | None = None
        self._card = DragCard(theme, self)
        self.zone_of: Callable[[CalendarEvent], tzinfo | None] = lambda event: None
        """Gives the time zone of the person an event is about, where it is known."""

    # ---- what is shown ----

    def show_events(
        self,
        days: Sequence[date],
        events: Sequence[CalendarEvent],
        choices: Choices,
        hours: WorkingHours,
        now: datetime,
    ) -> None:
        """Show these days with these events."""
        self.days, self.events, self._choices = tuple(days), events, choices
        self.hours, self.now = hours, now
        self._looks.clear()
        self._lay_out()
        self._tell()
        self.viewport().update()

    def look(self, event: CalendarEvent) -> Look:
        """How an event looks by now."""
        found = self._looks.get(event.key)
        if found is None:
            found = self._looks[event.key] = look_of(event, self._choices, self.now)
        return found

    @property
    def chosen(self) -> CalendarEvent | None:
        """The event that keys are about."""
        return next((event for event in self.events if event.key == self._key), None)

    def choose(self, key: tuple[int, str | None] | None) -> None:
        """Have keys be about another event, or about none."""
        self._key = key
        self._tell()
        self.viewport().update()
        self.chosen_changed.emit()

    def start_placing(self, event: CalendarEvent | None) -> None:
        """Have the next Enter say where something comes; None ends it."""
        self.placing = event
        if event is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose(None)

    def go_to(self, at: datetime, *, whole: bool = False) -> None:
        """Put the cursor to a time that is shown, or to its day."""
        raise NotImplementedError

    def cursor_text(self) -> str:
        """Where the cursor is, in words."""
        raise NotImplementedError

    def cursor_moment(self) -> tuple[datetime, bool]:
        """When the cursor is, and whether that is a whole day."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        raise NotImplementedError

    def _hit(self, at: QPoint) -> tuple[CalendarEvent, Grip] | None:
        """The event at a point of the viewport, and by what it is held there."""
        raise NotImplementedError

    def _moment(self, at: QPoint) -> tuple[datetime, bool]:
        """The time at a point of the viewport, to the minute, and whether that is a whole day."""
        raise NotImplementedError

    def _put_cursor(self, at: QPoint) -> None:
        raise NotImplementedError

    def _tell(self) -> None:
        """Say to a screen reader where the cursor is and what is chosen."""
        event = self.chosen
        said = self.cursor_text() if event is None else self.look(event).sentence
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # ---- dragging ----

    def drag_in(self, event: CalendarEvent, at: QPoint) -> None:
        """Something from outside is over a point of the screen."""
        place = self.viewport().mapFromGlobal(at)
        if self.drag is None:
            self.drag = Drag(event, Grip.ALL, zone=self.zone_of(event))
        if self.viewport().rect().contains(place):
            self._drag_over(place)
        else:
            self.drag.proposal = None
            self._card.hide()
            self.viewport().update()

    def drop(self) -> None:
        """Let go of what is dragged, where it is."""
        drag = self.drag
        self.stop_drag()
        if drag is not None and drag.proposal is not None:
            event, to = drag.event, drag.proposal
            if (to.begins, to.ends, to.whole) != (event.begins, event.ends, event.whole):
                self.proposed.emit(event, to)

    def stop_drag(self) -> None:
        """Put back what is dragged."""
        self.drag = self._pressed = None
        self._card.hide()
        self.viewport().update()

    def _drag_over(self, place: QPoint) -> None:
        assert self.drag is not None
        at, in_strip = self._moment(place)
        to = self.drag.over(at, in_strip)
        event, there = self.drag.event, self.viewport().mapToGlobal(place)
        self._card.show_at(self.look(event), event.entry, to, there, self.drag.zone)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = event.position().toPoint()
        hit = self._hit(place)
        self._put_cursor(place)
        self._pressed = None
        if hit is not None:
            found, grip = hit
            self._pressed = (place, found, grip, self._moment(place)[0])
            self.choose(found.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, found, grip, at = self._pressed
            if self.drag is None and (place - start).manhattanLength() >= QApplication.startDragDistance():
                held = at - found.begins if grip is Grip.ALL else timedelta()
                self.drag = Drag(found, grip, held, zone=self.zone_of(found))
            if self.drag is not None:
                self._drag_over(place)
            return
        hit = self._hit(place)
        shape = Qt.CursorShape.ArrowCursor
        if hit is not None:
            sizes = Qt.CursorShape.SizeHorCursor if hit[0].in_strip else Qt.CursorShape.SizeVerCursor
            shape = Qt.CursorShape.PointingHandCursor if hit[1] is Grip.ALL else sizes
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        hit = self._hit(place)
        self.stop_drag()
        if hit is not None:
            self.opened.emit(hit[0])
        else:
            at, whole = self._moment(place)
            self.new_requested.emit(snapped(at), whole)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self._hit(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self.look(hit[0]).sentence if hit else ""))
            return True
        return super().viewportEvent(event)

    # ---- keys that mean the same in both ----

    def _act(self, event: QKeyEvent) -> bool:
        """Whether a key was about the chosen event, or about what waits to be placed."""
        key, chosen = Qt.Key(event.key()), self.chosen
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if key == Qt.Key.Key_Escape and (self.drag is not None or self.placing is not None):
            self.stop_drag()
            self.start_placing(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.placing is not None:
            waiting = self.placing
            self.start_placing(None)
            self.proposed.emit(waiting, self._placed(waiting))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if chosen is not None:
                self.opened.emit(chosen)
            else:
                self.new_requested.emit(*self.cursor_moment())
        elif key == Qt.Key.Key_N:
            self.new_requested.emit(*self.cursor_moment())
        elif chosen is not None and key == Qt.Key.Key_Space:
            self.ticked.emit(chosen)
        elif chosen is not None and key == Qt.Key.Key_Delete:
            self.deleted.emit(chosen)
        else:
            return False
        return True

    def _placed(self, waiting: CalendarEvent) -> Proposal:
        """Where what waits comes when it is placed at the cursor."""
        return Drag(waiting, Grip.ALL).over(*self.cursor_moment())
