"""Where a page is and how to come back there, as the window asks it."""

from __future__ import annotations


class PageWay:
    """Of a page that is wholly described by what it was opened for. Pages that can be narrowed have one of their own."""

    @property
    def is_plain(self) -> bool:
        """Whether the page shows all that its name stands for: no filter, no view, no chosen records."""
        return True

    @property
    def view(self) -> int | None:
        """The id of the saved view the page shows, None without one."""
        return None

    def make_plain(self) -> None:
        """Show everything; the page's ``refresh`` follows."""

    def now(self) -> object:
        """Where the page is, for ``return_to``; None when what it was opened for says it."""
        return None

    def return_to(self, place: object) -> None:
        """Be again where ``now`` said; the page's ``refresh`` follows."""
