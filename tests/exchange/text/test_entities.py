from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.reading.file_kind import FileKind
from salesdesk.exchange.text.entities import Entities, unescaped
from salesdesk.exchange.text.reader import TextTable
from salesdesk.exchange.workbook.reader import Workbook
from tests.exchange.workbooks import workbook


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("M&uuml;ller &amp; S&ouml;hne", "Müller & Söhne"),
        ("O&#39;Brien", "O'Brien"),
        ("Caf&#xE9;", "Café"),
        ("D&amp;uuml;sseldorf", "Düsseldorf"),
        ("&lt;none&gt;", "<none>"),
        ("R&D; Test & Co; AT&T;", "R&D; Test & Co; AT&T;"),
        ("a & b", "a & b"),
        ("?a=1&copy=2", "?a=1&copy=2"),
    ],
)
def test_characters_with_names_are_characters(text: str, plain: str) -> None:
    assert unescaped(text) == plain


def test_cells_of_texts_and_workbooks_are_unescaped(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Name,Ort\nM&uuml;ller,K&ouml;ln\n")
    assert list(TextTable(file).rows())[1] == ["Müller", "Köln"]
    book = workbook(tmp_path / "a.xlsx", {"A": [["Name", "n"], ["M&uuml;ller", 1]]})
    for careful in (False, True):
        opened = Workbook(book, FileKind.XLSX, careful=careful, report=lambda *_: None)
        assert list(opened.table("A").rows())[1] == ["Müller", 1]


def test_records_without_such_names_are_looked_through_once() -> None:
    def records(last: str) -> Iterator[Sequence[Cell | CellError]]:
        yield ["Anna & Co.", 1.5]
        yield [last, None]

    none, one = Entities(), Entities()
    assert next(none.without(records("plain"))) == ["Anna & Co.", 1.5]  # and no further
    for _ in range(3):
        assert list(one.without(records("M&uuml;ller"))) == [["Anna & Co.", 1.5], ["Müller", None]]
        assert list(none.without(records("plain")))[1] == ["plain", None]
    assert list(none.without(records("M&uuml;ller")))[1] == [
        "M&uuml;ller",
        None,
    ]  # the same records, it was said
