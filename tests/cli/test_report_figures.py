"""The figures of every report on the command line, in text tables and in a workbook are the same."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli.main import main
from salesdesk.domain.reports import ReportName
from salesdesk.store.store import Store
from tests.services.reports.small_office import NOW, small_office


@pytest.fixture
def database(
    tmp_path: Path, template_file: Path, in_zone: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Path:
    in_zone("UTC")
    path = tmp_path / "office.salesdesk"
    path.write_bytes(template_file.read_bytes())
    small_office(path).store.close()
    monkeypatch.setattr("salesdesk.cli.session.Store", partial(Store, clock=lambda: NOW))
    return path


@pytest.mark.parametrize("name", list(ReportName))
def test_every_door_says_the_same(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: ReportName
) -> None:
    said: dict[str, Any] = {}
    for ending in ("csv", "xlsx"):
        words = ["report", name.value, str(tmp_path / f"out.{ending}"), "--from", "2026-11-01", "--json"]
        assert main([*words, "--database", str(database)]) == 0
        said = json.loads(capsys.readouterr().out)
    blocks = _blocks(tmp_path / "out.csv")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)
    _same_figures(said, blocks[0], book["Summary"])
    for table, (title, *lines) in zip(said["tables"], blocks[1:], strict=False):
        assert title == [table["title"]]
        types = [column["type"] for column in table["columns"]]
        width = len(types)
        assert lines[0][:width] == [column["title"] for column in table["columns"]]
        sheet = book[table["title"]]
        rows = [*table["rows"], *([table["total"]] if table["total"] and table["rows"] else [])]
        assert len(lines) == 1 + len(rows)
        for place, row in enumerate(rows):
            at = place + 2 + (place == len(table["rows"]))  # a blank line stands above the total
            shown = [sheet.cell(at, column + 1).value for column in range(len(row))]
            for value, type_, text, cell in zip(row, types, lines[place + 1][:width], shown, strict=True):
                assert _plain(value, type_) == _read(text, type_) == _in_book(cell, type_)
        # what no rate converts stands beside its sum, in the text and in the sheet
        beside = [head.removesuffix(", without a rate") for head in lines[0][width:]]
        for place, apart in enumerate(table["apart"]):
            wanted = {table["columns"][int(at)]["title"]: _money(sums) for at, sums in apart.items()}
            texts = dict(zip(beside, lines[place + 1][width:], strict=True))
            assert {head: text for head, text in texts.items() if text} == wanted
            assert {
                head: sheet.cell(place + 2, width + 1 + at).value.strip("\xa0")
                for at, head in enumerate(beside)
                if sheet.cell(place + 2, width + 1 + at).value
            } == wanted


def _same_figures(said: dict[str, Any], block: list[list[str]], summary: Any) -> None:
    """The key figures: their values, what they stand beside, how many records, and the amounts that no rate converts."""
    title, heads, *lines = block
    assert title == ["Figures"]
    assert len(lines) == len(said["figures"])
    sheet_rows = {row[0].value: row for row in summary.iter_rows(min_row=5, max_row=4 + len(lines))}
    for (key, value), line in zip(said["figures"].items(), lines, strict=True):
        text = dict(zip(heads, line, strict=True))
        type_ = "money" if text.get("Unit") == "EUR" else "number"
        assert _plain(value, type_) == _read(text["Value"], type_)
        assert _plain(value, type_) == _in_book(sheet_rows[text["Figure"]][1].value, type_)
        for head, kind, column in (("Period before", "before", 2), ("A year before", "year_before", 5)):
            wanted = _plain(said[kind].get(key), type_)
            assert wanted == _read(text.get(head, ""), type_)
            if said[kind]:
                assert wanted == _in_book(sheet_rows[text["Figure"]][column].value, type_)
        count = said["counts"].get(key)
        assert ("" if count is None else str(count)) == text.get("Records", "")
        assert count == sheet_rows[text["Figure"]][3].value
        beside = _money(said["apart"].get(key, {}))
        assert text.get("Without a rate", "") == beside
        assert (sheet_rows[text["Figure"]][4].value or "") == (f"+ {beside}" if beside else "")


def _money(sums: dict[str, int]) -> str:
    return " + ".join(f"{minor / 100:,.2f} {currency}" for currency, minor in sorted(sums.items()))


def _blocks(path: Path) -> list[list[list[str]]]:
    """The blocks of a file of text, each with its title: the figures, the tables, and what is not in them."""
    found: list[list[list[str]]] = [[]]
    with path.open(encoding="utf-8-sig", newline="") as text:
        for line in csv.reader(text):
            if line:
                found[-1].append(line)
            else:
                found.append([])
    return found


def _plain(value: Any, type_: str) -> Any:
    if value is None or value == "":
        return None
    if type_ == "money":
        return Decimal(value).scaleb(-2)
    return Decimal(f"{value:.4f}") if isinstance(value, (int, float)) else value


def _read(text: str, type_: str) -> Any:
    if text == "":
        return None
    return text if type_ in ("text", "date") else round(Decimal(text), 2 if type_ == "money" else 4)


def _in_book(value: Any, type_: str) -> Any:
    if isinstance(value, (datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (int, float)):
        return round(Decimal(value), 2 if type_ == "money" else 4)
    return value
