"""``salesdesk`` on a file of people, read back as a person would: the contacts with their details, and what was noted of them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from salesdesk.store.store import Store
from tests.cli.test_whose_id import Desk


class PeopleDesk(Desk):
    """A file of people."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], name: str = "desk") -> None:
        super().__init__(folder, capsys)
        self.folder, self.capsys = folder, capsys
        self.database = str(folder / f"{name}.salesdesk")

    def people(self) -> list[dict[str, str]]:
        """The contacts as an export writes them, in its order; empty cells left out."""
        path = self.folder / "everybody.csv"
        self.run("export", "contacts", str(path))
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{key: value for key, value in row.items() if value} for row in csv.DictReader(file)]

    def column(self, title: str) -> list[str]:
        """One column of them, sorted."""
        return sorted(row.get(title, "") for row in self.people())

    def noted(self, contact: int) -> list[tuple[str, str | None]]:
        """Subject and text of what stands in the timeline of a contact."""
        store = Store(Path(self.database))
        try:
            entries = store.timelines.of_contact(contact)
            return [(e.activity.subject, e.activity.body) for e in entries if e.activity is not None]
        finally:
            store.close()

    def take_rows(
        self, header: str, rows: Sequence[str], *words: str, name: str = "list.csv"
    ) -> dict[str, object]:
        """Import a file of these lines."""
        return self.take("\n".join((header, *rows)) + "\n", *words, name=name)
