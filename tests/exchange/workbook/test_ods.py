from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from salesdesk.exchange.workbook.ods import look

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def cell(kind: str, more: str = "", times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return f'<table:table-cell office:value-type="{kind}" office:value="1"{more}{repeated}/>'


def sheet(*rows: str) -> str:
    return f'<table:table table:name="Deals">{"".join(rows)}</table:table>'


def written(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {SPACES}>{body}</office:document-content>',
        )
    return path


def formats(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    return {sheet: told.formats for sheet, told in look(path).items()}


USD, GBP = ' office:currency="USD"', ' office:currency="GBP"'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            sheet(
                f"<table:table-row>{cell('float')}{cell('currency', USD)}</table:table-row>",
                f'<table:table-row table:number-rows-repeated="2">{cell("float", times=2)}{cell("currency", GBP, 2)}'
                "</table:table-row>",
            ),
            {"Deals": {(0, 1): "$:USD", **dict.fromkeys([(1, 2), (1, 3), (2, 2), (2, 3)], "$:GBP")}},
        ),
        (sheet(f"<table:table-row>{cell('float', USD)}</table:table-row>"), {}),
        (sheet(f"<table:table-row>{cell('currency')}</table:table-row>"), {}),
        (
            sheet(f'<table:table-row table:number-rows-repeated="1048576">{cell("float")}</table:table-row>'),
            {},
        ),
        ("<broken", {}),
    ],
)
def test_cells_say_their_currency(
    tmp_path: Path, body: str, found: dict[str, dict[tuple[int, int], str]]
) -> None:
    assert formats(written(tmp_path / "a.ods", body)) == found


def test_a_row_that_is_repeated_a_million_times_is_not_told_apart(tmp_path: Path) -> None:
    many = f'<table:table-row table:number-rows-repeated="1048576">{cell("currency", USD, 16_384)}</table:table-row>'
    assert len(formats(written(tmp_path / "a.ods", sheet(many)))["Deals"]) == 40_000


def test_a_file_without_content_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(b"PK")
    assert look(tmp_path / "a.ods") == {}


def formula(shown: str, more: str, times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    text = f"<text:p>{shown}</text:p>" if shown else ""
    return f'<table:table-cell table:formula="of:=A1" {more}{repeated}>{text}</table:table-cell>'


MARKED = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
STRING, NUMBER = 'office:value-type="string"', 'office:value-type="float" office:value="0"'


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (formula("#DIV/0!", MARKED) + formula("#WERT!", MARKED, 2), {0: "#DIV/0!", 1: "#WERT!", 2: "#WERT!"}),
        (formula("", MARKED), {0: "#ERROR!"}),
        (formula("#NAME?", STRING) + formula("Err:502", NUMBER) + formula("#N/A", NUMBER),
            {0: "#NAME?", 1: "Err:502", 2: "#N/A"}),
        (formula("#1 in Berlin", STRING) + formula("0", NUMBER) + formula("Error", STRING), {}),
        ('<table:table-cell office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>', {}),
    ],
)  # fmt: skip
def test_cells_say_their_error(tmp_path: Path, cells: str, found: dict[int, str]) -> None:
    row = f"<table:table-row>{cells}</table:table-row>"
    told = look(written(tmp_path / "a.ods", sheet(row)))
    assert {sheet: said.errors for sheet, said in told.items() if said.errors} == (
        {"Deals": {(0, column): error for column, error in found.items()}} if found else {}
    )


def test_merged_cells_are_told(tmp_path: Path) -> None:
    spans = ' table:number-rows-spanned="3" table:number-columns-spanned="2"'
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    rows = [
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (cell("float"), cell("float", times=3) + cell("float", spans), covered)
    ]
    told = look(written(tmp_path / "a.ods", sheet(*rows)))
    assert told["Deals"].merges == ((1, 3, 3, 4),)
