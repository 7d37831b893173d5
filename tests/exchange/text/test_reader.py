"""Text tables of every dialect."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.errors import FileProblem
from salesdesk.exchange.text.reader import TextTable, find_dialect, unguarded
from salesdesk.exchange.text.records import UnclosedQuote
from tests.refusals import refusing


def _table(tmp_path: Path, content: str | bytes) -> TextTable:
    file = tmp_path / "leads.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return TextTable(file)


def _rows(tmp_path: Path, content: str | bytes) -> list[list[object]]:
    return [list(row) for row in _table(tmp_path, content).rows()]


LEADS = [
    ["Name", "City", "Amount"],
    ["Müller, Anna", "Köln", "1.200,50"],
    ["Smith", "New York", "3"],
    ["Weiß", "", "7"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    text = end.join(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in LEADS)
    table = _table(tmp_path, text)
    assert table.dialect.delimiter == delimiter
    assert [list(row) for row in table.rows()] == LEADS


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Name;Preis\nA;1,5\nB;2,5\nC;3,5\n", ";"),
        ("name,time\nA,12:30\nB,13:45\n", ","),
        ("a b c\n1 2 3\n4 5 6\n7 8 9\n", " "),
        ("Email\na@b.de\nc@d.de\n", None),
        ("Name\nAnna Müller\nBernd Schulz\nCarla Weiß\n", None),
        ("Time\n12:30\n13:45\n09:10\n", None),
        ("Web\nhttps://a.de\nhttps://b.de\n", None),
        ("Lead list of May\n\nName,City\nA,B\nC,D\nE,F\n", ","),
        ("a\tb\n1, 2\t3\n4, 5\t6\n", "\t"),
        ("sep=|\na|b,c\n1|2\n", "|"),
        ('"sep=;"\na;b\n1;2\n', ";"),
        ("first,last", ","),
    ],
)
def test_delimiter_among_look_alikes(text: str, delimiter: str | None) -> None:
    assert find_dialect(text).delimiter == delimiter


def test_the_sep_line_is_a_record_but_no_data(tmp_path: Path) -> None:
    table = _table(tmp_path, "sep=;\na;b\n1;2\n")
    assert table.dialect.skip == 1
    assert [list(row) for row in table.rows()][1:] == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ('a,b\n"x ""y"" z",2\n', ['x "y" z', "2"]),
        ('a,b\n"line 1\nline 2",2\n', ["line 1\nline 2", "2"]),
        ("a,b\n'x, y',2\n'z, w',3\n'q, r',4\n", ["x, y", "2"]),
        ('a,b\n"x \\" y, z",2\n"p \\" q, r",3\n', ['x " y, z', "2"]),
        ("a,b\nx\\, y,2\nz\\, w,3\nq\\, r,4\n", ["x, y", "2"]),
        ('a,b\n1, "x, y"\n2, "z, w"\n', ["1", "x, y"]),
    ],
)
def test_quotes_and_escapes(tmp_path: Path, text: str, second: list[str]) -> None:
    assert _rows(tmp_path, text)[1] == second


def test_blank_lines_count_as_records(tmp_path: Path) -> None:
    assert _rows(tmp_path, "a,b\n\n1,2\n") == [["a", "b"], [], ["1", "2"]]


def test_nuls_and_ragged_rows(tmp_path: Path) -> None:
    assert _rows(tmp_path, b"a,b,c\n1,\x002\n1,2,3,4\n") == [
        ["a", "b", "c"],
        ["1", "2"],
        ["1", "2", "3", "4"],
    ]


def test_guards_against_formulas_come_off(tmp_path: Path) -> None:
    rows = _rows(tmp_path, "phone,zip,name\n'+49 30 1,=\"01234\",O'Brien\n'-5,'=1+1,'quoted\n")
    assert rows[1:] == [["+49 30 1", "01234", "O'Brien"], ["-5", "=1+1", "'quoted"]]


@pytest.mark.parametrize("cell", ["'", "", "'a", "=", '="', '=""', "plain"])
def test_cells_without_a_guard_stay(cell: str) -> None:
    assert unguarded(cell) == cell


def test_a_stray_quote_does_not_swallow_the_rest(tmp_path: Path) -> None:
    rows = _rows(tmp_path, 'a\tb\n"x\t1\ny\t2\nz\t3\nw\t4\n')
    assert len(rows) == 5


def test_a_quote_never_closed_in_a_long_file_is_noticed(tmp_path: Path) -> None:
    table = _table(tmp_path, "a,b\n" + "1,2\n" * 60_000 + '3,"x\n' + "4,5\n" * 1_200_000)
    assert sum(1 for _ in table.rows()) == 1_260_002
    assert table.repaired == (60_001,)


def test_a_quote_never_closed_over_other_lines_is_text(tmp_path: Path) -> None:
    table = _table(tmp_path, "a,b\n" + "1,2\n" * 60_000 + '3,"x\n' + "4,5,6\n" * 900_000)
    with pytest.raises(UnclosedQuote):
        list(table.rows())
    table.forget_quotes()
    assert sum(1 for _ in table.rows()) == 960_002


def test_reading_again_with_what_the_person_chose(tmp_path: Path) -> None:
    table = _table(tmp_path, "Name;Ort\nJürgen;Köln\n".encode("cp1252"))
    other = table.reread("cp1250", ",")
    assert (other.encoding, other.dialect.delimiter, other.name) == ("cp1250", ",", "leads")
    with refusing(FileProblem, match="klingon"):
        table.reread("klingon", None)


@pytest.mark.parametrize("content", [b" \n\r\n\t", bytes(range(256)) * 40, b"\x00\x01\x02" * 5000])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileProblem):
        _table(tmp_path, content)


def test_the_number_of_records_is_estimated_without_reading_everything(tmp_path: Path) -> None:
    table = _table(tmp_path, "a,b\n" + "hello world,12345\n" * 100_000)
    assert round(table.size / table.bytes_per_record) == pytest.approx(100_001, rel=0.01)


ROWS = [f'"Person {n}, Jr.";p{n}@x.com;"Note; with semi"' for n in range(30)]
BROKEN = '"Broken;bro@x.com;hi'


@pytest.mark.parametrize("place", [0, 12, 30])
def test_an_unclosed_quote_costs_no_row(tmp_path: Path, place: int) -> None:
    lines = ["name;email;note", *ROWS[:place], BROKEN, *ROWS[place:]]
    table = _table(tmp_path, "\n".join(lines) + "\n")
    rows = list(table.rows())
    assert len(rows) == 32
    assert list(rows[place + 1]) == ["Broken", "bro@x.com", "hi"]
    assert all(len(row) == 3 for row in rows)
    assert table.repaired == (place + 1,)
    assert ("unclosed_quotes", "1") in table.warnings


def test_an_unclosed_quote_leaves_the_other_quotes_alone(tmp_path: Path) -> None:
    text = 'name;email;note\n"Ann ""the boss"" Lee";a@b.co;"line1\nline2; with semi"\n"Unclosed;b@b.co;hello\nCid;c@c.co;hi\n'
    assert [list(row) for row in _table(tmp_path, text).rows()] == [
        ["name", "email", "note"],
        ['Ann "the boss" Lee', "a@b.co", "line1\nline2; with semi"],
        ["Unclosed", "b@b.co", "hello"],
        ["Cid", "c@c.co", "hi"],
    ]


def test_a_quote_left_open_over_a_long_file_is_closed_at_its_line(tmp_path: Path) -> None:
    rows = [f"Person {n};p{n}@x.com;hi" for n in range(3_000)]
    rows[5], rows[2_000] = '"Person 5;p5@x.com;hi', 'Person 2000;p2000@x.com;12"'
    table = _table(tmp_path, "\n".join(["name;email;note", *rows]) + "\n")
    found = list(table.rows())
    assert len(found) == 3_001
    assert list(found[6]) == ["Person 5", "p5@x.com", "hi"]
    assert list(found[2_001])[2] == '12"'


@pytest.mark.parametrize("lines", [2, 3, 40, 500])
def test_a_long_note_stays_one_cell(tmp_path: Path, lines: int) -> None:
    note = "\n".join(f"line {n}, with a comma" for n in range(lines))
    table = _table(tmp_path, f'name,email,note\nAnn,a@b.co,"{note}"\nBob,b@b.co,x\n')
    assert [list(row) for row in table.rows()][1:] == [["Ann", "a@b.co", note], ["Bob", "b@b.co", "x"]]
    assert table.warnings == ()


def test_quotes_that_are_text_are_told(tmp_path: Path) -> None:
    table = _table(tmp_path, "name;email\n" + '"Ann; "Lee;a@b.co;\n' * 5)
    table.forget_quotes()
    assert "quotes_read_as_text" in dict(table.warnings)


def test_lines_of_two_encodings_are_read_each_in_its_own(tmp_path: Path) -> None:
    text = b"name,email,city\n" + "Jörg,a@b.co,Köln\n".encode() + "Zoë,z@b.co,Zürich\n".encode("cp1252")
    table = _table(tmp_path, text)
    assert [list(row) for row in table.rows()][1:] == [
        ["Jörg", "a@b.co", "Köln"],
        ["Zoë", "z@b.co", "Zürich"],
    ]
    assert table.encoding == "utf-8"
    assert dict(table.warnings) == {"mixed_encodings": "1"}


def test_a_few_old_lines_among_many_keep_their_letters(tmp_path: Path) -> None:
    text = "name,city\n" + "Jörg,Köln\n" * 90
    table = _table(tmp_path, text.encode() + "Zoë,Zürich\n".encode("cp1252") + "Jürgen,Düren\n".encode())
    assert [list(row) for row in table.rows()][-2:] == [["Zoë", "Zürich"], ["Jürgen", "Düren"]]


@pytest.mark.parametrize("codec", ["cp1252", "cp1251", "cp1250", "cp932", "gb18030", "cp949", "mac_roman"])
def test_a_text_of_one_encoding_is_not_mixed(tmp_path: Path, codec: str) -> None:
    words = {
        "cp1251": "Привет,Москва",
        "cp1250": "Łódź,Kraków",
        "cp932": "東京都,株式会社",
        "gb18030": "联通,北京市",
        "cp949": "서울,김유진",
    }
    text = "name,city\n" + (words.get(codec, "Jörg,Köln") + "\n") * 20
    assert "mixed_encodings" not in dict(_table(tmp_path, text.encode(codec)).warnings)


def test_letters_that_were_saved_in_a_wrong_encoding_are_said(tmp_path: Path) -> None:
    text = "name,city\nJörg,Köln\nZoë,Leeds\n"
    assert _table(tmp_path, text.encode()).warnings == ()
    spoilt = _table(tmp_path, text.encode().decode("cp1252").encode())
    assert dict(spoilt.warnings) == {"misread_letters": "3"}
