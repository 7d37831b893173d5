"""Long sheets are cleaned by the child and by the program, and nobody can tell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from salesdesk.domain.sheets import SheetRequest
from salesdesk.exchange.reading.drafts import CHUNK_ROWS, LONGEST_SHARED, DraftChunk, RowBatch
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.reading.source import Source

ROWS = 20_000
LONG_IN_ROW = 4 * CHUNK_ROWS + 5  # in the fifth chunk, which would be shared


class Silent:
    """Signals nobody listens to."""

    def report(self, done: int, total: int | None, what: str) -> None: ...

    def patience(self, seconds: float) -> None: ...


@pytest.fixture(scope="module")
def leads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A long list; one row has a long note."""
    file = tmp_path_factory.mktemp("long") / "leads.csv"
    lines = ["First name,Last name,Email,Phone,Notes"]
    for number in range(ROWS):
        note = "x" * (LONGEST_SHARED + 1) if number == LONG_IN_ROW else "n/a" if number % 7 else "call"
        lines.append(f" Ann{number} ,BERG,ann{number}@berg.example,030 {1000000 + number},{note}")
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def cleaned(file: Path) -> list[DraftChunk | RowBatch]:
    source = Source.from_path(file, Silent(), ("DE", None))
    return list(source.clean(SheetRequest("leads")))


def test_every_third_chunk_is_left_to_the_program_unless_a_text_is_long(
    leads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    left = [place for place, chunk in enumerate(cleaned(leads)) if isinstance(chunk, RowBatch)]
    assert left == [1, 7]
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert not any(isinstance(chunk, RowBatch) for chunk in cleaned(leads))


def test_who_cleans_makes_no_difference(leads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = cleaned(leads)
    with ReaderSession(home_country="DE") as session:
        session.open(leads)
        shared = list(session.clean(SheetRequest("leads")))
    assert shared == alone
    assert sum(len(chunk.rows) for chunk in shared) == ROWS


def test_a_short_sheet_is_left_to_the_child(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Email\nAnn Berg,ann@berg.example\n", encoding="utf-8")
    (chunk,) = cleaned(file)
    assert isinstance(chunk, DraftChunk)
    assert len(chunk.rows) == 1
