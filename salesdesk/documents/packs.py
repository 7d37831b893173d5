"""What a pack for a meeting consists of: a cover, reports, notes and lists, in the order in which they are read.

A text is a name or a note that a person gave, or a phrase of ours; both are shown as they are, never read as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from salesdesk.domain.reports import Report
from salesdesk.phrases import Phrase

Said = str | Phrase


@dataclass(frozen=True, slots=True)
class PackNote:
    """A note; its heading stands bold before it."""

    heading: Said
    text: Said


@dataclass(frozen=True, slots=True)
class PackNotes:
    """Notes under a title."""

    title: Said
    notes: tuple[PackNote, ...]


@dataclass(frozen=True, slots=True)
class PackLine:
    """A line of a list. ``done`` draws a box to tick before it, ticked or not. ``stressed`` is the place of the cell that
    is printed red; what is wrong has to stand in its words, too."""

    cells: tuple[Said, ...]
    done: bool | None = None
    stressed: int | None = None


@dataclass(frozen=True, slots=True)
class PackList:
    """A list under a title: decisions, agenda, people. ``right`` are the columns of numbers, ``more`` says what is not
    shown, ``empty`` what stands there instead of no lines."""

    title: Said
    heads: tuple[Said, ...]
    lines: tuple[PackLine, ...]
    right: tuple[int, ...] = ()
    more: Said = ""
    empty: Said = ""


@dataclass(frozen=True, slots=True)
class PackReport:
    """A report with the rows behind its figures, as lists; ``first`` are those that stand right after the figures."""

    report: Report
    lists: tuple[PackList, ...] = ()
    first: tuple[PackList, ...] = ()


PackPart = PackReport | PackNotes | PackList


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of several parts. ``lines`` stand on the cover at the right, ``company`` above the title; ``made`` is when
    the figures were taken, in local time; ``closing`` is a remark in a box at the end."""

    title: Said
    parts: tuple[PackPart, ...]
    company: str = ""
    lines: tuple[Said, ...] = ()
    made: datetime | None = None
    closing: Said = ""
