"""Files made to hurt: small ones that unpack to much, lie about themselves, or bait a reader into endless work.

``forge`` writes any number of them, the same for the same seed. Every shape is a function of a random generator that
gives the ending and the bytes of one file; most stay far below 100 KB on the disk.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.exchange.workbooks import CONTENT_TYPES, ROOT_RELS, SHEET, WORKBOOK, WORKBOOK_RELS, cell

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "open"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
Forged = tuple[str, bytes]
Shape = Callable[[random.Random], Forged]
SHAPES: dict[str, Shape] = {}


def _shape(make: Shape) -> Shape:
    SHAPES[make.__name__.strip("_")] = make
    return make


def forge(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """Write ``count`` forged files into ``folder``, every shape in turn, each as it is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    shapes = list(SHAPES.items())
    for number in range(count):
        name, make = shapes[number % len(shapes)]
        ending, content = make(random.Random(f"{seed}/{number}"))
        path = folder / f"{number:04}_{name}{ending}"
        path.write_bytes(content)
        yield path


# packages


def package(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook_parts(sheet: bytes | str, **more: bytes | str) -> dict[str, bytes | str]:
    """The parts of a workbook with the sheet «Leads»; ``more`` replaces or adds parts."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet,
        **more,
    }


def _xlsx(body: str, **more: bytes | str) -> Forged:
    return ".xlsx", package(workbook_parts(SHEET.format(body), **more))


def _rows(*rows: Sequence[str]) -> str:
    """Inline string rows from row 1 on."""
    out = []
    for number, cells in enumerate(rows, 1):
        line = "".join(cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(cells))
        out.append(f'<row r="{number}">{line}</row>')
    return "".join(out)


def _data(rows: str, after: str = "") -> str:
    return f"<sheetData>{rows}</sheetData>{after}"


_PEOPLE = _rows(("Name", "Email", "Phone"), ("Anna Müller", "anna@example.com", "030 123456"))


@_shape
def _cell_huge(rng: random.Random) -> Forged:
    size = rng.choice((1, 5, 7, 10, 31)) * 1_000_000
    return _xlsx(_data(_rows(("Name", "Email"), (rng.choice("Ax 1@-.") * size, "a@b.de"))))


@_shape
def _cells_large(rng: random.Random) -> Forged:
    text = rng.choice(("ab ", "1", "a@", "-", "(", "a.b")) * rng.choice((3000, 10_000))
    return _xlsx(_data(_rows(("Name", "Email", "Notes"), *[(text, text, text)] * rng.choice((30, 100)))))


@_shape
def _shared_huge(rng: random.Random) -> Forged:
    size = rng.choice((2, 7, 20)) * 1_000_000
    strings = f'{_HEAD}<sst xmlns="{_MAIN}"><si><t>Name</t></si><si><t>{"x" * size}</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, rng.choice((3, 300)))
    )
    return _xlsx(_data(rows), **_shared(strings))


def _shared(strings: str) -> dict[str, bytes | str]:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    rels = WORKBOOK_RELS.replace(
        "</Relationships>",
        f'<Relationship Id="rS" Type="{relation}" Target="sharedStrings.xml"/></Relationships>',
    )
    return {"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": rels}


SCAN_BAIT = (
    "<row ",
    '<row x="1" ',
    "<c ",
    '<c r="A1" ',
    '<c r="A1" t="e">',
    '<c r="A1" t="e"><v>',
    '<c r="A1" t="e"><v>#N/A',
    '<c r="A1" s="1"><f>',
    '<c r="A1" s="1"><f ',
    '<c s="1" r="A1">',
    '<hyperlink ref="A1" ',
    '<hyperlink ref="A1:',
    "<hyperlink ",
    "<f ",
    "<f></f>",
    "</f> ",
    "</f><v>",
    'r="A1"',
    "<si>",
    "</row>",
    " ",
    '"',
    "<",
)


@_shape
def _scan_bait(rng: random.Random) -> Forged:
    bait = rng.choice(SCAN_BAIT) * rng.choice((20_000, 100_000, 400_000))
    tail = rng.choice(("", "<row", '"e"', '<c t="e">', ' s="1"', "<hyperlink "))
    styles = (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="00000"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    hidden = rng.random() < 0.5
    body = _data(_PEOPLE + ("" if hidden else bait + tail), f"<!--{bait}{tail}-->" if hidden else "")
    return _xlsx(body, **{"xl/styles.xml": styles})


@_shape
def _far_cells(rng: random.Random) -> Forged:
    far = rng.choice(("XFD1048576", "A1048576", "XFD1", "ZZZ9999999"))
    return _xlsx(_data(f'<row r="1">{cell("A1", "Name")}</row><row>{cell(far, "y")}</row>'))


@_shape
def _far_and_wide(rng: random.Random) -> Forged:
    rows = "".join(f'<row r="{n}">{cell(f"XFD{n}", "y")}</row>' for n in range(1, rng.choice((500, 3000))))
    return _xlsx(_data(rows))


@_shape
def _dimension_lies(rng: random.Random) -> Forged:
    ref = rng.choice(("A1:B2", "A1:XFD1048576", "B9:A1", "A0", "A1:ZZZZZ99999999999", ""))
    return _xlsx(f'<dimension ref="{ref}"/>{_data(_PEOPLE)}')


@_shape
def _rows_many(rng: random.Random) -> Forged:
    count = rng.choice((100_000, 400_000))
    row = rng.choice(("<row/>", "<row><c/></row>", '<row r="5"/>', '<row><c t="s"><v>9</v></c></row>'))
    return _xlsx(_data(_PEOPLE + row * count))


@_shape
def _columns_many(rng: random.Random) -> Forged:
    cells = '<c t="inlineStr"><is><t>a</t></is></c>' * rng.choice((3000, 16_384, 60_000))
    return _xlsx(_data(f'<row r="1">{cells}</row><row r="2">{cells}</row>'))


@_shape
def _merges_many(rng: random.Random) -> Forged:
    merge = rng.choice(
        ('<mergeCell ref="A2:A1048576"/>', '<mergeCell ref="A1:XFD1"/>', '<mergeCell ref="B2:B9"/>')
    )
    return _xlsx(_data(_PEOPLE, f"<mergeCells>{merge * rng.choice((10_000, 100_000))}</mergeCells>"))


@_shape
def _links_many(rng: random.Random) -> Forged:
    links = "".join(f'<hyperlink ref="A{n}" r:id="r{n % 7}"/>' for n in range(1, rng.choice((2000, 30_000))))
    relation = (
        '<Relationship Id="r1" Type="x/hyperlink" Target="https://example.com/" TargetMode="External"/>'
    )
    rels = f"{_HEAD}<Relationships>{relation * rng.choice((1, 20_000))}</Relationships>"
    return _xlsx(
        _data(_PEOPLE, f"<hyperlinks>{links}</hyperlinks>"), **{"xl/worksheets/_rels/sheet1.xml.rels": rels}
    )


@_shape
def _comments_many(rng: random.Random) -> Forged:
    text = "x" * rng.choice((10, 4000))
    notes = f'<comment ref="A2"><text><t>{text}</t></text></comment>' * rng.choice((1000, 20_000))
    rels = f'{_HEAD}<Relationships><Relationship Id="r1" Type="x/comments" Target="../comments1.xml"/></Relationships>'
    return _xlsx(
        _data(_PEOPLE),
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/comments1.xml": f"{_HEAD}<comments><commentList>{notes}</commentList></comments>",
        },
    )


@_shape
def _threads_many(rng: random.Random) -> Forged:
    notes = '<threadedComment ref="A2"><text>abcdef</text></threadedComment>' * rng.choice((3000, 40_000))
    rels = f'{_HEAD}<Relationships><Relationship Id="r1" Type="x/threadedComment" Target="../t1.xml"/></Relationships>'
    return _xlsx(
        _data(_PEOPLE),
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/t1.xml": f"{_HEAD}<ThreadedComments>{notes}</ThreadedComments>",
        },
    )


@_shape
def _styles_many(rng: random.Random) -> Forged:
    code = rng.choice(("0" * 18, '"' * 5000, "\\" * 9999, "[" * 9999, "0" * 99_999 + "x", "#," * 20_000))
    code = code.replace('"', "&quot;")
    count = rng.choice((1, 2000, 30_000))
    styles = (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts><cellXfs>'
        + '<xf numFmtId="170"/>' * count
        + "</cellXfs></styleSheet>"
    )
    numbers = "".join(f'<row r="{n}"><c r="A{n}" s="0"><v>{n}</v></c></row>' for n in range(3, 900))
    return _xlsx(_data(_PEOPLE + numbers), **{"xl/styles.xml": styles})


@_shape
def _deep_xml(rng: random.Random) -> Forged:
    deep = "<a>" * rng.choice((5000, 200_000))
    part = rng.choice(
        ("sheet", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml")
    )
    if part == "sheet":
        return _xlsx(_data(_PEOPLE + deep))
    return _xlsx(_data(_PEOPLE), **{part: f"{_HEAD}<root>{deep}"})


@_shape
def _attributes_many(rng: random.Random) -> Forged:
    attributes = " ".join(f'a{n}="1"' for n in range(rng.choice((500, 20_000))))
    return _xlsx(_data(f"{_PEOPLE}<row {attributes}><c {attributes}/></row>"))


def declared(text: str, rng: random.Random) -> str:
    """``text`` (a document without a declaration) with a document type that declares entities."""
    kind = rng.choice(("laughs", "quadratic", "external", "plain"))
    if kind == "laughs":
        names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        inner = f'[<!ENTITY a0 "ha">{names}]'
    elif kind == "quadratic":
        inner = f'[<!ENTITY a "{"x" * 20_000}">]'
    elif kind == "external":
        inner = '[<!ENTITY a SYSTEM "file:///etc/passwd">]'
    else:
        inner = ""
    hidden = f"<!--{'x' * rng.choice((0, 6000, 70_000))}-->"
    inside = inner.replace("[", f"[{hidden}", 1)
    return rng.choice(
        (
            f"{_HEAD}<!DOCTYPE root {inside}>{text}",
            f"{_HEAD}{hidden}<!DOCTYPE root {inner}>{text}",
            f"{_HEAD}<?x {'y' * 9000}?><!DOCTYPE root {inner}>{text}",
        )
    )


@_shape
def _entities(rng: random.Random) -> Forged:
    part = rng.choice(
        ("sheet", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml")
    )
    own = {
        "sheet": SHEET.format(_data(_rows(("Name",), ("&a;" * rng.choice((1, 2000)),)))),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS,
    }.get(part, f'<styleSheet xmlns="{_MAIN}"/>')
    text = declared(own.removeprefix('<?xml version="1.0"?>'), rng)
    encoding = rng.choice(("utf-8", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp037"))
    content = text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
    if part == "sheet":
        return ".xlsx", package(workbook_parts(content))
    return _xlsx(_data(_PEOPLE), **{part: content})


@_shape
def _zip_bomb(rng: random.Random) -> Forged:
    size = rng.choice((20, 60, 200)) << 20
    name = rng.choice(
        ("xl/media/image1.png", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/theme/theme1.xml")
    )
    return ".xlsx", package({**workbook_parts(SHEET.format(_data(_PEOPLE))), name: bytes(size)})


@_shape
def _zip_of_spaces(rng: random.Random) -> Forged:
    spaces = " " * (rng.choice((5, 20, 31)) << 20)
    where = rng.choice(("before", "inside", "after", "tag"))
    body = {
        "before": f"{spaces}{_data(_PEOPLE)}",
        "inside": _data(spaces + _PEOPLE),
        "after": f"{_data(_PEOPLE)}{spaces}",
        "tag": _data(f"<row{spaces}>{cell('A1', 'Name')}</row>"),
    }[where]
    return _xlsx(body)


@_shape
def _zip_entries(rng: random.Random) -> Forged:
    more: dict[str, bytes | str] = {f"x/{n}.xml": "<a/>" for n in range(rng.choice((300, 1500)))}
    return ".xlsx", package({**workbook_parts(SHEET.format(_data(_PEOPLE))), **more})


@_shape
def _sheets_many(rng: random.Random) -> Forged:
    count = rng.choice((500, 5000))
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, count))
    return _xlsx(_data(_PEOPLE), **{"xl/workbook.xml": WORKBOOK.replace("</sheets>", f"{sheets}</sheets>")})


@_shape
def _zip_broken(rng: random.Random) -> Forged:
    data = bytearray(_xlsx(_data(_PEOPLE))[1])
    kind = rng.randrange(5)
    if kind == 0:
        del data[rng.randrange(10, len(data)) :]
    elif kind == 1:
        del data[: rng.randrange(1, len(data))]
    elif kind == 2:
        at = data.rfind(b"PK\x01\x02")
        data[at + 20 : at + 28] = struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0)
    elif kind == 3:
        at = data.rfind(b"PK\x05\x06")
        data[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    else:
        for _ in range(20):
            data[rng.randrange(len(data))] = rng.randrange(256)
    return ".xlsx", bytes(data)


@_shape
def _zip_random(rng: random.Random) -> Forged:
    return rng.choice((".xlsx", ".ods", ".xlsb")), b"PK\x03\x04" + rng.randbytes(rng.choice((10, 3000)))


# ods

_ODS_OPEN = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="leads">'
)
_ODS_CLOSE = "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods(body: str, head: str = "") -> Forged:
    content = _ODS_OPEN.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{head}') + body + _ODS_CLOSE
    return ".ods", package(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def _ods_row(*texts: str, attributes: str = "", cells: str = "") -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"{cells}><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row{attributes}>{inner}</table:table-row>"


@_shape
def _ods_repeats(rng: random.Random) -> Forged:
    rows = f' table:number-rows-repeated="{rng.choice((1, 1000, 60_000, 1_048_576, 4_000_000_000))}"'
    cells = f' table:number-columns-repeated="{rng.choice((1, 1000, 16_384, 4_000_000_000))}"'
    return _ods(_ods_row("Name", "Email") + _ods_row("Anna", "a@b.de", attributes=rows, cells=cells))


@_shape
def _ods_spaces(rng: random.Random) -> Forged:
    gap = f'<text:s text:c="{rng.choice((1000, 1_000_000, 4_000_000_000))}"/>'
    return _ods(_ods_row("Name") + _ods_row(f"a{gap}b" * rng.choice((1, 20, 300))))


@_shape
def _ods_deep(rng: random.Random) -> Forged:
    return _ods(_ods_row("Name") + "<table:table>" * rng.choice((500, 50_000)))


@_shape
def _ods_entities(rng: random.Random) -> Forged:
    text = declared("", rng).removeprefix(_HEAD)
    return _ods(_ods_row("Name") + _ods_row("&a;" * 500), text)


@_shape
def _ods_long_cells(rng: random.Random) -> Forged:
    return _ods(_ods_row("Name") + _ods_row(rng.choice(("x", "1", "a@")) * rng.choice((100_000, 5_000_000))))


# text tables

COLUMNS = (
    "Email", "Phone", "Website", "Birthday", "Amount", "Name", "Company", "City", "Postal code", "Country", "Tags",
    "Notes", "Opt-in", "Street", "LinkedIn", "Created", "First name", "Job title", "Address", "Salutation",
    "Lieblingsfarbe", "Currency", "Probability", "Fax", "Region",
)  # fmt: skip

VALUE_BAIT = (
    "a", "A", "1", "0", " ", "-", ".", ",", "'", "(", ")", "[", "<", "@", "a@", "a.", "a@a.", "a-", "1.", "1,", "1 ",
    "1-", "1/", "+1", "(1)", "www.", "http://", "a.b/", "#a ", "#", "Dr. ", "A.", "von ", "GmbH ", "x, ", "; ", " - ",
    "1e", "1,1", "12.", "00", "ext 1 ", "tel: ", "A. ", "a 1 ", '""', "“", "(at)", "a (at) ", "<a@", "a <", "ä", "日",
    "é ", "\u00a0", "\t", "\u200b", "1:1", "T1", "\\", "{{", "|", "::: ", "c/o ", "O'", "x ", "no ", "yes ", "1st ",
    "Mon, ", "Jan ", "DE-", "SW1A ", "12345 ",
)  # fmt: skip


def bait(rng: random.Random, size: int) -> str:
    """A text of about ``size`` characters that begins like many values and ends like none."""
    unit = "".join(rng.choice(VALUE_BAIT) for _ in range(rng.choice((1, 1, 2, 3))))
    head = rng.choice(("", rng.choice(VALUE_BAIT), "anna@example.com ", "+49 30 ", "1"))
    return head + unit * (size // max(1, len(unit))) + rng.choice(("", "!", "\u2620", " x", "@", "."))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@_shape
def _csv_bait(rng: random.Random) -> Forged:
    columns = rng.sample(COLUMNS, 4)
    size = rng.choice((150, 159, 400, 2000))
    lines = [",".join(columns)]
    lines += [",".join(_quoted(bait(rng, size)) for _ in columns) for _ in range(14_000 // (4 * size) + 1)]
    return ".csv", "\n".join(lines).encode("utf-8", "replace")


@_shape
def _csv_one_bait(rng: random.Random) -> Forged:
    column = rng.choice(COLUMNS)
    return ".csv", f"{column},Email\n{_quoted(bait(rng, 13_000))},a@b.de\n".encode("utf-8", "replace")


@_shape
def _csv_field(rng: random.Random) -> Forged:
    text = bait(rng, rng.choice((40_000, 1_000_000, 5_000_000)))
    return ".csv", f"Name,Email\nAnna,a@b.de\n{_quoted(text)},b@c.de\nBernd,c@d.de\n".encode(
        "utf-8", "replace"
    )


@_shape
def _csv_header(rng: random.Random) -> Forged:
    text = bait(rng, rng.choice((20_000, 1_000_000)))
    return ".csv", f"Name,{_quoted(text)}\nAnna,a@b.de\n".encode("utf-8", "replace")


@_shape
def _csv_columns(rng: random.Random) -> Forged:
    mark = rng.choice(",;\t|")
    count = rng.choice((3000, 20_000, 200_000))
    row = mark.join(rng.choice(("", "a", "1")) for _ in range(count))
    return ".csv", "\n".join([row] * rng.choice((1, 2, 5))).encode()


@_shape
def _csv_quotes(rng: random.Random) -> Forged:
    body = rng.choice(('"', '""', '","', '"\n', 'a"', ',"', '",\n', "'", '"a\n"')) * rng.choice(
        (5000, 60_000)
    )
    return ".csv", f"Name,Email\nAnna,a@b.de\n{body}\nBernd,c@d.de\n".encode()


@_shape
def _csv_unclosed(rng: random.Random) -> Forged:
    line = rng.choice(('"Anna,a@b.de', 'Anna,"a@b.de', '"Anna","a@b.de'))
    rows = [line if rng.random() < 0.3 else "Bernd,b@c.de" for _ in range(rng.choice((300, 3000)))]
    return ".csv", "\n".join(["Name,Email", *rows]).encode()


@_shape
def _csv_one_line(rng: random.Random) -> Forged:
    return ".csv", (
        rng.choice(("a", "a,", "1;", " ", "\t", ":", "^")) * rng.choice((19_000, 2_000_000))
    ).encode()


@_shape
def _csv_lines(rng: random.Random) -> Forged:
    line = rng.choice(("\n", "\r", "\r\n", ",\n", "\x00", "\x0b\n", "\u2028\n", "a\n"))
    return ".csv", f"Name,Email\n{line * rng.choice((19_000, 300_000))}".encode()


@_shape
def _csv_digits(rng: random.Random) -> Forged:
    column = rng.choice(("Phone", "Amount", "Probability", "Created", "Postal code", "Quantity"))
    digits = rng.choice("0179") * rng.choice((13_000, 100_000))
    rows = "\n".join(f"Anna,{digits}{rng.choice(('', '.5', 'e5', '%'))}" for _ in range(rng.choice((1, 3))))
    return ".csv", f"Name,{column}\n{rows}\n".encode()


@_shape
def _text_encodings(rng: random.Random) -> Forged:
    text = "Name,Email\n" + f"Änna Mül{chr(rng.randrange(0xC0, 0x2FF))}er,a@b.de\n" * 300
    encoding = rng.choice(
        ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252", "gb18030", "cp037", "utf-8-sig")
    )
    data = bytearray(text.encode(encoding, "replace"))
    for _ in range(rng.choice((0, 3, 400))):
        data[rng.randrange(len(data))] = rng.randrange(128, 256)
    return ".csv", bytes(data)


@_shape
def _random_bytes(rng: random.Random) -> Forged:
    data = rng.randbytes(rng.choice((100, 15_000)))
    return rng.choice((".csv", ".txt", ".xls", ".vcf", ".html")), rng.choice(
        (data, data.replace(b"\x00", b"\n"))
    )


# cards


@_shape
def _vcf_bomb(rng: random.Random) -> Forged:
    count = rng.choice((1000, 15_000, 200_000))
    inner = rng.choice(
        (
            "NOTE:" + "x" * count,
            "NOTE:" + "\\," * count,
            "NOTE:a" + "\n b" * count,
            "NOTE;ENCODING=QUOTED-PRINTABLE:a" + "=\nb" * count,
            "TEL" + ";TYPE=a" * count + ":1",
            "TEL;" + '"' * count + ":1",
            "TEL;" + '":' * count,
            "TEL;X=" + '"a":' * count,
            "X" * count,
            "ADR:" + ";" * count,
            "CATEGORIES:" + "a," * count,
            "AGENT:\n" + "BEGIN:VCARD\n" * count,
            "EMAIL:a@b.de\n" * count,
            "TEL:" + "1" * count,
            "N:" + "a;" * count,
            "X-ABLABEL:_$!<" * count,
            "PHOTO;ENCODING=b:" + "A" * count,
            "URL:" + "http://" * count,
            "a." * count + "TEL:1",
            "X-A:1\n" * count,
        )
    )
    return ".vcf", f"BEGIN:VCARD\nVERSION:3.0\nFN:Anna\n{inner}\nEND:VCARD\n".encode()


@_shape
def _vcf_cards(rng: random.Random) -> Forged:
    card = rng.choice(
        (
            "BEGIN:VCARD\n",
            "BEGIN:VCARD\nEND:VCARD\n",
            "BEGIN:VCARD\nFN:A\n",
            "END:VCARD\nBEGIN:VCARD\nTEL:1\n",
        )
    )
    return ".vcf", (card * rng.choice((500, 20_000))).encode()


# markup


@_shape
def _html_nested(rng: random.Random) -> Forged:
    unit = rng.choice(
        ("<table><tr><td>", "<td>", "<tr>", "<table>", "<table><tr><td>a</td>", "<div>", "<script>", "</td>")
    )
    return (
        ".html",
        f"<html><table><tr><td>a</td><td>b</td></tr></table>{unit * rng.choice((1000, 60_000))}".encode(),
    )


@_shape
def _html_spans(rng: random.Random) -> Forged:
    cell_of = rng.choice(
        ('<td rowspan="1000" colspan="1000">a</td>', '<td colspan="99999">a', '<td rowspan="99999">a</td>')
    )
    return (
        ".xls",
        f"<html><table>{f'<tr>{cell_of * rng.choice((2, 30))}</tr>' * rng.choice((3, 300))}</table>".encode(),
    )


@_shape
def _html_bait(rng: random.Random) -> Forged:
    unit = rng.choice(
        (
            "<!--",
            "<!",
            "<?",
            "&#",
            "&amp",
            "&#x1",
            "<a ",
            '<a b="',
            "<a b='c' ",
            "<a b=",
            "</",
            "<![CDATA[",
            "<a\n",
            "<<",
            "&",
            "<td a",
            "</a ",
        )
    )
    return ".html", f"<html><table><tr><td>a</td><td>b{unit * rng.choice((4000, 15_000, 100_000))}".encode()


@_shape
def _xml_2003(rng: random.Random) -> Forged:
    name = 'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    row = rng.choice(
        (
            '<Row ss:Index="1048576"><Cell><Data>a</Data></Cell></Row>',
            '<Row><Cell ss:Index="99999"><Data>a</Data></Cell></Row>',
            '<Row><Cell ss:MergeAcross="999" ss:MergeDown="999"><Data>a</Data></Cell></Row>',
            "<Row>" + "<Cell/>" * 5000 + "</Row>",
            "<Row><Cell><Data>" + "1" * 9000 + "</Data></Cell></Row>",
            '<Row><Cell><Data ss:Type="Number">' + "9" * 9000 + "</Data></Cell></Row>",
        )
    )
    body = f'<Workbook {name}><Worksheet ss:Name="a"><Table>{row * rng.choice((1, 3, 300))}</Table></Worksheet></Workbook>'
    text = declared(body, rng) if rng.random() < 0.3 else _HEAD + body
    return ".xml", text.encode()


# old binary workbooks


@_shape
def _xls_junk(rng: random.Random) -> Forged:
    head = bytearray(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    )
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 0, 0, 4096, 0, 0, rng.choice((0, 0xFFFFFFFE)), 0)
    head += struct.pack("<I", rng.choice((0, 0xFFFFFFFF))) * 109
    body = rng.choice((bytes(4096), rng.randbytes(8192), struct.pack("<I", 1) * 2048))
    return ".xls", bytes(head) + body


@_shape
def _xlsb_junk(rng: random.Random) -> Forged:
    parts = workbook_parts("<a/>")
    parts["xl/workbook.bin"] = rng.randbytes(3000)
    parts["xl/worksheets/sheet1.bin"] = rng.choice((b"\xff" * 5000, rng.randbytes(5000)))
    return ".xlsb", package(parts)


# sound files, spoilt


def _sound(rng: random.Random) -> Forged:
    rows = [("Name", "Email", "Phone"), *((f"Anna {n}", f"a{n}@b.de", f"030 12345{n}") for n in range(40))]
    kind = rng.randrange(5)
    if kind == 0:
        return _xlsx(_data(_rows(*rows)))
    if kind == 1:
        return _ods("".join(_ods_row(*row) for row in rows))
    if kind == 2:
        return ".vcf", "".join(
            f"BEGIN:VCARD\nFN:{a}\nEMAIL:{b}\nTEL:{c}\nEND:VCARD\n" for a, b, c in rows
        ).encode()
    if kind == 3:
        body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        return ".html", f"<html><table>{body}</table></html>".encode()
    return ".csv", "\n".join(",".join(row) for row in rows).encode()


def _spoilt(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        at = rng.randrange(max(1, len(out)))
        kind = rng.randrange(4)
        if kind == 0:
            out[at : at + 1] = bytes((rng.randrange(256),))
        elif kind == 1:
            del out[at : at + rng.choice((1, 5, 50))]
        elif kind == 2:
            out[at:at] = out[at : at + rng.choice((3, 40))] * rng.choice((1, 5, 100))
        else:
            out[at:at] = rng.choice((b"\x00", b'"', b"<", b"&", b"\xff\xfe", b"\r", b"\n", b"'", b"9" * 30))
    return bytes(out)


@_shape
def _mutated(rng: random.Random) -> Forged:
    ending, data = _sound(rng)
    return ending, _spoilt(data, rng)


@_shape
def _mutated_inside(rng: random.Random) -> Forged:
    ending, data = rng.choice((_xlsx(_data(_PEOPLE * 5)), _ods(_ods_row("Name", "Email") * 9)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for name in rng.sample(sorted(parts), rng.choice((1, min(2, len(parts))))):
        content = parts[name]
        parts[name] = _spoilt(content if isinstance(content, bytes) else content.encode(), rng)
    return ending, package(parts)


@_shape
def _mutated_corpus(rng: random.Random) -> Forged:
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.stat().st_size < 60_000)
    if not files:
        return _mutated(rng)
    chosen = rng.choice(files)
    return chosen.suffix or ".csv", _spoilt(chosen.read_bytes(), rng)


@_shape
def _truncated(rng: random.Random) -> Forged:
    ending, data = _sound(rng)
    return ending, data[: rng.randrange(1, len(data))]
