"""Cells, headers and lines of any length: one problem each, and the rest of the file comes in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from salesdesk.domain.sheets import Problem, SheetRequest
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.text.records import LONGEST_CELL
from salesdesk.wording import worded


def _read(file: Path) -> tuple[list[dict[str, object]], list[Problem], tuple[tuple[str, str], ...]]:
    with ReaderSession(home_country="DE") as session:
        session.open(file)
        name = session.sheets[0].name
        warnings = session.analyse(name).warnings
        rows, problems = [], []
        for chunk in session.clean(SheetRequest(name)):
            rows += [dict(zip(chunk.layout.fields, values, strict=False)) for _, values in chunk.rows]
            problems += chunk.problems
        return rows, problems, warnings


@pytest.mark.parametrize("line", ["x" * 100, "word, and another; 5\n"])
def test_a_field_of_5_mb_is_one_problem(tmp_path: Path, line: str) -> None:
    text = line * (5_000_000 // len(line))
    file = tmp_path / "leads.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerows(
            [
                ("Name", "Email", "Notes"),
                ("Anna", "a@b.de", "x"),
                ("Bernd", "b@c.de", text),
                ("Carla", "c@d.de", "y"),
            ]
        )
    rows, problems, warnings = _read(file)
    assert [row["email"] for row in rows] == ["a@b.de", "b@c.de", "c@d.de"]
    assert [(problem.row, "Notes" in worded(problem.reason)) for problem in problems] == [(3, True)]
    assert ("cells_cut", "1") in warnings
    assert len(str(rows[1]["notes"])) <= LONGEST_CELL


def test_a_header_of_10_mb_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(f"Name,Email,{'z' * 10_000_000}\nAnna,a@b.de,1\nBernd,b@c.de,2\n", encoding="utf-8")
    rows, _, warnings = _read(file)
    assert [row["email"] for row in rows] == ["a@b.de", "b@c.de"]
    assert ("cells_cut", "1") in warnings


def test_one_line_of_20_mb_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("y" * 20_000_000, encoding="utf-8")
    rows, _, warnings = _read(file)
    assert len(rows) <= 1
    assert ("cells_cut", "1") in warnings


def test_our_own_file_with_cells_of_40_000_signs_comes_back(tmp_path: Path) -> None:
    """59 records as our own export writes them; digits, blanks and signs in every cell that may hold text."""
    texts = ["1234567890 " * 3637, "abc@def. " * 4445, "x" * 40_000, "(-. ," * 8000]
    file = tmp_path / "contacts.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["First name", "Last name", "Email", "Company", "Street", "Notes", "Hobby"])
        for number in range(59):
            text = texts[number % len(texts)]
            writer.writerow([f"Anna{number}", text, f"a{number}@b.de", text, text, text, text])
    rows, _, _ = _read(file)
    assert len(rows) == 59
    for number, row in enumerate(rows):
        whole = " ".join(texts[number % len(texts)].split())
        assert (row["last_name"], row["company"], row["street"], row["notes"]) == (whole,) * 4
