"""Where the person was in the window: the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesdesk.ui.page import Page

MOST_BACK = 50


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A page on screen: its key, what it was opened for, and the place it was left at. Two visits are never the same one,
    however alike they are."""

    page: str
    target: object = None
    place: object = None


class Visits:
    """The visit on screen and those before it. A page that was visited again since for something else has to be told where
    it was; one that was only hidden still stands as it was left."""

    def __init__(self) -> None:
        self.current: Visit | None = None
        self._back: list[Visit] = []
        self._standing: dict[str, Visit] = {}
        """By page: the visit its present look belongs to."""

    def begin(self, visit: Visit) -> None:
        """This is on screen now."""
        self.current = visit
        self._standing[visit.page] = visit

    def left(self, page: Page) -> None:
        """The current visit is over; ``page`` is its page, still as it was."""
        if self.current is None:
            return
        left = replace(self.current, place=page.way.now())
        self._standing[left.page] = left
        self._back = [*self._back[-MOST_BACK:], left]

    def last(self) -> Visit | None:
        """Take the visit before this one off the way back; None when there is none."""
        return self._back.pop() if self._back else None

    def stands(self, visit: Visit) -> bool:
        """Whether its page still looks as it was left then."""
        return self._standing.get(visit.page) is visit
