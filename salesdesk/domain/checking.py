"""What a check of the file found: what was looked at and for how long, what is wrong, what was put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from salesdesk.phrases import Phrase, phrase


class CheckStep(StrEnum):
    """What a check looks at, in this order."""

    PAGES = "pages"
    SCHEMA = "schema"
    ROWS = "rows"
    REFERENCES = "references"
    JOURNAL = "journal"
    VALUES = "values"
    FILES = "files"
    SEARCH = "search"

    @property
    def told(self) -> Phrase:
        """What is looked at."""
        return phrase(f"checking.step.{self.value}")


class FaultKind(StrEnum):
    """What can be wrong. The value is a code for programs."""

    PAGE = "page"
    INDEX = "index"
    MISSING = "missing"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    ROWS = "rows"
    UNREADABLE = "unreadable"
    REFERENCE = "reference"
    JOURNAL = "journal"
    VALUE = "value"
    FILE = "file"
    SEARCH = "search"


ADVICE = phrase("checking.advice")
"""What to do about faults that are left, where nobody looked for backups."""
SERVER_ADVICE = phrase("checking.server_advice")
"""What to do about faults that are left in a database on a server."""


def advice(folder: str) -> Phrase:
    """What to do about faults that are left; ``folder`` is where the newest backup lies, "" without any."""
    return phrase("checking.restore_from", folder=folder) if folder else phrase("checking.no_backup")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``table`` names the table or index; ``detail`` says what is wrong with it, in the engine's own words
    where it is a text; ``rows`` are (first, last) row numbers, None where the fault is not in rows; ``repairable`` when it
    lies only in what can be made again from the records."""

    kind: FaultKind
    table: str
    detail: str | Phrase
    rows: tuple[int, int] | None = None
    repairable: bool = False

    @property
    def told(self) -> Phrase:
        """The fault as one sentence."""
        rows: str | Phrase = ""
        if self.rows is not None:
            first, last = self.rows
            rows = (
                phrase("checking.at.row", row=first)
                if first == last
                else phrase("checking.at.rows", first=first, last=last)
            )
        return phrase(f"checking.{self.kind.value}", table=self.table, rows=rows, detail=self.detail)


_TOGETHER = (FaultKind.PAGE, FaultKind.INDEX, FaultKind.UNREADABLE, FaultKind.SEARCH)
"""Kinds of which the tables with one cause are told in one sentence."""


def faults_told(faults: Iterable[Fault]) -> list[Phrase]:
    """The faults as sentences for people, in their order. One cause is said once: tables about which the engine says
    the same share a sentence with their number, and what it said without a table is left out where one has it too."""
    alike: dict[tuple[FaultKind, str | Phrase], list[tuple[str, Fault]]] = {}
    lines: dict[Phrase | tuple[FaultKind, str | Phrase], None] = {}
    found = list(dict.fromkeys(faults))
    for fault in found:
        table, detail = fault.table, fault.detail
        if fault.kind is FaultKind.PAGE and not table and isinstance(detail, str) and _names_table(detail):
            table, detail = detail.split(": ", 1)
        if fault.kind not in _TOGETHER or fault.rows is not None:
            lines[fault.told] = None
        elif table or not any(_quotes(other.detail, detail) for other in found if other != fault):
            lines[fault.kind, detail] = None
            alike.setdefault((fault.kind, detail), []).append((table, fault))
    return [line if isinstance(line, Phrase) else _line(line, alike[line]) for line in lines]


def _names_table(detail: str) -> bool:
    return ": " in detail and not detail.startswith("*")


def _quotes(detail: str | Phrase, words: str | Phrase) -> bool:
    """Whether a detail holds these words of the engine."""
    if isinstance(detail, Phrase):
        return any(isinstance(held, str | Phrase) and _quotes(held, words) for held in detail.values.values())
    return isinstance(words, str) and words in detail


def _line(cause: tuple[FaultKind, str | Phrase], alike: list[tuple[str, Fault]]) -> Phrase:
    kind, detail = cause
    if len(alike) == 1:
        return alike[0][1].told
    tables = tuple(dict.fromkeys(table for table, _ in alike))
    return phrase(f"checking.many.{kind.value}", count=len(alike), tables=tables, detail=detail)


@dataclass(frozen=True, slots=True)
class Checked:
    """One step that was done: how many things it looked at, and seconds it took."""

    step: CheckStep
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckReport:
    """A whole check. ``faults`` are those that are left; ``repaired`` those that were put right."""

    checked: tuple[Checked, ...]
    faults: tuple[Fault, ...] = ()
    repaired: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with the file now."""
        return not self.faults

    @property
    def seconds(self) -> float:
        """How long all of it took."""
        return sum(one.seconds for one in self.checked)
