"""What is being dragged, and where it would come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import Enum

from salesdesk.domain.calendar.events import DAY, USUAL_MINUTES, CalendarEvent

STEP = timedelta(minutes=15)


class Grip(Enum):
    """By what an event is held."""

    ALL = "all"
    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an event would come."""

    begins: datetime
    ends: datetime
    whole: bool


@dataclass(slots=True)
class Drag:
    """An event in the hand: ``held`` is how far behind its beginning, ``proposal`` where it would come, None while it was
    not moved."""

    event: CalendarEvent
    grip: Grip
    held: timedelta = timedelta()
    proposal: Proposal | None = None
    zone: tzinfo | None = None

    def over(self, at: datetime, in_strip: bool) -> Proposal:
        """Move it to a moment, or in the part above the hours to a day."""
        self.proposal = moved(self.event, self.grip, at, self.held, in_strip)
        return self.proposal


def moved(event: CalendarEvent, grip: Grip, at: datetime, held: timedelta, in_strip: bool) -> Proposal:
    """Where an event comes that is held so and moved to a moment."""
    if grip is Grip.BEGIN:
        last = event.ends - (DAY if event.whole else STEP)
        return Proposal(min(at if event.whole else nearest(at), last), event.ends, event.whole)
    if grip is Grip.END:
        if event.whole:
            return Proposal(event.begins, max(at, event.begins) + DAY, True)
        return Proposal(event.begins, max(nearest(at), event.begins + STEP), False)
    if in_strip:
        day = datetime.combine((at - (held if event.whole else timedelta())).date(), time())
        return Proposal(day, day + (event.ends - event.begins if event.whole else DAY), True)
    length = timedelta(minutes=USUAL_MINUTES) if event.whole else event.ends - event.begins
    begins = nearest(at - (timedelta() if event.whole else held))
    return Proposal(begins, begins + length, False)


def nearest(at: datetime) -> datetime:
    """The nearest quarter of an hour."""
    return snapped(at + STEP / 2)


def snapped(at: datetime) -> datetime:
    """The quarter of an hour before or at a time."""
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
