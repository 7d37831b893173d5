"""What a check of the file found: what was looked at and for how long, what is wrong, what was put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class CheckStep(StrEnum):
    """What a check looks at, in this order."""

    PAGES = "pages"
    SCHEMA = "schema"
    ROWS = "rows"
    REFERENCES = "references"
    JOURNAL = "journal"
    VALUES = "values"
    SEARCH = "search"


STEP_TITLES: dict[CheckStep, str] = {
    CheckStep.PAGES: "The pages of the file and its indexes",
    CheckStep.SCHEMA: "The tables, as this version makes them",
    CheckStep.ROWS: "Every row, against its digest",
    CheckStep.REFERENCES: "What the records refer to",
    CheckStep.JOURNAL: "The history of changes",
    CheckStep.VALUES: "Stored keys and lists",
    CheckStep.SEARCH: "The search index, against one made afresh",
}


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
    SEARCH = "search"


_TEXTS: dict[FaultKind, str] = {
    FaultKind.PAGE: "The file's pages are damaged: {detail}.",
    FaultKind.INDEX: "The index {table} is damaged: {detail}.",
    FaultKind.MISSING: "The {detail} {table} is missing.",
    FaultKind.CHANGED: "The {detail} {table} is not as SalesDesk makes it.",
    FaultKind.UNKNOWN: "The {detail} {table} is none of SalesDesk's.",
    FaultKind.ROWS: "{table}, {rows}: {detail} changed, but not by SalesDesk.",
    FaultKind.UNREADABLE: "{table} cannot be read to its end: {detail}.",
    FaultKind.REFERENCE: "{table}, {rows}: refers to a missing {detail}.",
    FaultKind.JOURNAL: "The history is inconsistent: {table}, {rows}: {detail}.",
    FaultKind.VALUE: "{table}, {rows}: {detail}.",
    FaultKind.SEARCH: "The search index {table} is damaged: {detail}.",
}


ADVICE = "Restore the latest backup, if there is one; what was entered since can be exported from the damaged file first."
"""What to do about faults that are left, where nobody looked for backups."""


SERVER_ADVICE = (
    "Ask whoever looks after the server to restore it from their backup; “salesdesk copy --to FILE” keeps what can be read "
    "first."
)
"""What to do about faults that are left in a database on a server."""


def advice(folder: str) -> str:
    """What to do about faults that are left; ``folder`` is where the newest backup lies, "" without any."""
    if not folder:
        return (
            "There is no backup of it. Export what can be read, and go on in a new file on another disk; a copy that "
            "you saved elsewhere can be restored."
        )
    return (
        f"Restore the latest sound backup from the folder {folder}; what was entered since can be exported from "
        "the damaged file first."
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``table`` names the table or index; ``rows`` are (first, last) row numbers, None where the fault is
    not in rows; ``repairable`` when it lies only in what can be made again from the records."""

    kind: FaultKind
    table: str
    detail: str
    rows: tuple[int, int] | None = None
    repairable: bool = False

    @property
    def text(self) -> str:
        """The fault as one sentence."""
        rows = ""
        if self.rows is not None:
            first, last = self.rows
            rows = f"row {first}" if first == last else f"rows {first} to {last}"
        return _TEXTS[self.kind].format(table=self.table, rows=rows, detail=self.detail)


_PLURALS: dict[FaultKind, str] = {
    FaultKind.PAGE: "The file's pages are damaged in {count} tables ({tables}): {detail}.",
    FaultKind.INDEX: "{count} indexes ({tables}) are damaged: {detail}.",
    FaultKind.UNREADABLE: "{count} tables ({tables}) cannot be read to their end: {detail}.",
    FaultKind.SEARCH: "{count} search indexes ({tables}) are damaged: {detail}.",
}


def fault_lines(faults: Iterable[Fault]) -> list[str]:
    """The faults as sentences for people, in their order. One cause is said once: tables about which the driver says
    the same share a sentence with their number, and what it said without a table is left out where one has it too."""
    alike: dict[tuple[FaultKind, str], list[tuple[str, Fault]]] = {}
    lines: dict[str | tuple[FaultKind, str], None] = {}
    found = list(dict.fromkeys(faults))
    for fault in found:
        table, detail = fault.table, fault.detail
        if fault.kind is FaultKind.PAGE and not table and ": " in detail and not detail.startswith("*"):
            table, detail = detail.split(": ", 1)
        if fault.kind not in _PLURALS or fault.rows is not None:
            lines[fault.text] = None
        elif table or not any(detail in other.detail for other in found if other != fault):
            lines[fault.kind, detail] = None
            alike.setdefault((fault.kind, detail), []).append((table, fault))
    return [line if isinstance(line, str) else _line(line, alike[line]) for line in lines]


def _line(cause: tuple[FaultKind, str], alike: list[tuple[str, Fault]]) -> str:
    kind, detail = cause
    if len(alike) == 1:
        return alike[0][1].text
    tables = ", ".join(dict.fromkeys(table for table, _ in alike))
    return _PLURALS[kind].format(count=len(alike), tables=tables, detail=detail)


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
