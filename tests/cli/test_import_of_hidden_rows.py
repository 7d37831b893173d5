"""Rows that a workbook hides or filters away are said, and can be left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from salesdesk.cli import main


def filtered(folder: Path) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Email"])
    for name in ("Anna Weber", "Bert Schulz", "Cara Vogt", "Dora Lind", "Emil Roth"):
        sheet.append([name, f"{name.split()[0].lower()}@{name.split()[1].lower()}.example"])
    sheet.auto_filter.ref = "A1:B6"
    for row in (3, 5):
        sheet.row_dimensions[row].hidden = True
    book.save(folder / "leads.xlsx")
    return str(folder / "leads.xlsx")


@pytest.mark.parametrize(
    ("option", "rows", "said"),
    [
        ([], 5, "rows hidden or filtered away in the file, taken too: 2\n    --without-hidden-rows"),
        (["--without-hidden-rows"], 3, "rows hidden or filtered away in the file, left out: 2"),
    ],
)
def test_hidden_rows_are_said_and_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], rows: int, said: str
) -> None:
    command = ["import", filtered(tmp_path), "--plan", *option, "--database", str(tmp_path / "new.salesdesk")]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert said in told
    assert f"{rows} new contacts" in told
    assert main([*command, "--json"]) == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert sheet["rows"] == rows
    assert dict(sheet["warnings"]) == {"hidden_rows_left_out" if option else "hidden_rows": "2"}
