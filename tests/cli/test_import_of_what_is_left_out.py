"""What of a sheet is not taken as it is, and is said where a file is imported."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.cli.main import main
from salesdesk.domain.sheets import CARD_GROUPS, TWO_WAY_DATES_UNSURE
from salesdesk.wording.imports import TEXTS
from tests.source_trees import MODULES, PACKAGE, tree_of

GIVING = [
    path
    for path in MODULES
    if path.relative_to(PACKAGE).as_posix()
    in ("exchange/text/reader.py", "exchange/workbook/reader.py", "exchange/reading/sheet_remarks.py")
]
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
LEADS = "Name,Email,City\nAnn Lee,ann@x.example,Bonn\nBob Ray,bob@y.example,Köln\n"


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (',,\n"Bitte noch prüfen! Danke, Uwe",,\n', "titles of blocks, footers and remarks left out: 1"),
        ("Name,Email,City\nCid Day,cid@z.example,Ulm\n", "repeated headers left out: 1"),
        ("Cid Day,cid@z.example,Ulm,and,more\n", "rows with more cells than the header has names: 1"),
        (
            "Müller,m@z.example,Düsseldorf\nHänsel,h@z.example,Köln\n",
            "letters that were saved in a wrong encoding",
        ),
    ],
)
def test_what_is_left_out_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], below: str, said: str
) -> None:
    file = tmp_path / "leads.csv"
    text = LEADS + below
    file.write_text(
        text.encode().decode("latin-1") if "ü" in below and "," not in below[:1] else text, "utf-8"
    )
    assert main(["import", str(file), "--plan", "--database", str(tmp_path / "new.salesdesk")]) == 0
    assert said in capsys.readouterr().out


def test_a_remark_below_a_list_is_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, database = tmp_path / "leads.csv", str(tmp_path / "new.salesdesk")
    file.write_text(LEADS + ',,\nPlease check these before Friday!,,\n"Thanks, Tom",,\n')
    assert main(["import", str(file), "--database", database, "--json"]) == 0
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert (sheet["rows"], dict(sheet["warnings"])) == (2, {"titles_left_out": "2"})
    assert main(["search", "check", "--database", database]) == 0
    assert "Please" not in capsys.readouterr().out


def _codes(path: Path) -> Iterator[str]:
    """The codes of warnings that a module gives: the first of two, before a count."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
            code = node.elts[0].value
            if isinstance(code, str) and _CODE.fullmatch(code) and not isinstance(node.elts[1], ast.Constant):
                yield code


def test_every_warning_has_words() -> None:
    """A code that a reader gives and nobody worded would end an import."""
    worded = {key.removeprefix("imports.sheet.") for key in TEXTS if key.startswith("imports.sheet.")}
    given = {code for path in GIVING for code in _codes(path)}
    assert given >= {"totals_left_out", "error_cells", "cells_cut", "misread_letters"}
    given |= {"hidden_rows", "hidden_rows_left_out", CARD_GROUPS, TWO_WAY_DATES_UNSURE}
    assert given == worded
