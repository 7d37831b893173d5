"""Writes expo-leads.xlsx, the sample workbook of the first run: ``python resources/samples/make_sample.py``.

It is as untidy as the lists people bring home from a fair: titles above the header, two languages, "Last,
First" names, numbers as text and phones as numbers, days that do not exist, somebody entered twice, a totals
row, a hidden sheet. All people and firms are invented. Domains end in .example; phone numbers are those that
the German, British, French and American regulators keep free for fiction.
"""

from __future__ import annotations

import random
import re
import sys
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | None

TARGET = Path(__file__).with_name("expo-leads.xlsx")
MADE = datetime(2026, 10, 19, 8, 30)
"""The moment written into the file, so that every run writes the same bytes."""

# firm, domain, industry, place, postal code, area code and block of fictional numbers
FIRMS = [
    ("Nordlicht Druck GmbH", "nordlicht-druck.example", "Druck", "Hamburg", "20457", "40 66969"),
    ("Müller & Söhne Metallbau", "mueller-soehne.example", "Maschinenbau", "Köln", "50667", "221 4710"),
    ("Isartal Möbel KG", "isartal-moebel.example", "Möbel", "München", "80331", "89 99998"),
    ("Spreeblick Software AG", "spreeblick.example", "Software", "Berlin", "10115", "30 23125"),
    (
        "Bäckerei Öztürk",
        "baeckerei-oeztuerk.example",
        "Lebensmittel",
        "Frankfurt am Main",
        "60311",
        "69 90009",
    ),
    ("Grünwald Bio-Handel eG", "gruenwald-bio.example", "Handel", "Freiburg", "79098", ""),
    ("Elbwerk Energietechnik GmbH", "elbwerk.example", "Energie", "Dresden", "01067", ""),
    ("Praxis Dr. Weiß", "praxis-weiss.example", "Gesundheit", "Leipzig", "04109", ""),
    ("Süddeutsche Verpackung GmbH & Co. KG", "sued-verpackung.example", "Verpackung", "Ulm", "89073", ""),
    ("Hansekontor Logistik", "hansekontor.example", "Logistik", "Bremen", "28195", ""),
]

FIRST = (
    "Jürgen Ayşe Katharina Sören Björn Zoë Thomas Małgorzata Jan-Philipp Renate "
    "Uwe Birgit Çiğdem Matthias Lena Hans-Peter Nele Ole Friederike Anton"
).split()
LAST = (
    "Vogt,Öztürk,Krüger,von der Heide,Strauß,Nguyen,Kowalski,Bäumler,Jäger,Hoffmann,"
    "Schäfer,Petersen,d'Angelo,Weiß,Groß,Yılmaz,Lindqvist,Meier-Schulz,Brandt,Fuchs"
).split(",")
POSITIONS = ["Einkauf", "Geschäftsführerin", "Leiter Marketing", "Vertrieb", "IT-Leitung", "Inhaber", ""]
NOTES = [
    "Interesse an Demo, nach dem 1.11. anrufen",
    "Will Preisliste;\nentscheidet mit dem Bruder",
    "hat schon einen Anbieter",
    "=Angebot bis Freitag",
    "sehr interessiert!!",
    "",
    "",
    "",
]

TITLES = (
    "Name|E-Mail Adresse|Tel. geschäftl.|Mobil|Firma|Position|PLZ|Ort|Land|"
    "Umsatz 2026|Erstkontakt|Messe-Stand|Newsletter|Notiz|Spalte1"
).split("|")

# In these two tables a number or an ISO date is a value of that kind; after a ' it is text, and - is empty.
COMPANIES = """
Company | Website | Industry | Employees | Annual revenue | Country | Phone | Account owner | Tags
Nordlicht Druck GmbH | https://www.nordlicht-druck.example | Printing | 45 | 5200000 | Germany | \
    +49 40 66969 100 | Ruth Vogt | expo; print
Harbour & Finch Ltd | harbourfinch.example | Retail | '120 | £9.4m | United Kingdom | 020 7946 0412 | Ruth Vogt | expo
Atelier Lumière SARL | www.atelier-lumiere.example | Design | 8 | 640000 | France | 01 99 00 41 27 | \
    Sam Okafor | expo; design
Blue Heron Outfitters, Inc. | http://blueheron.example/shop | Retail | 310 | $41,000,000 | USA | (206) 555-0147 | \
    Sam Okafor | -
Elbwerk Energietechnik | elbwerk.example | Energy | 85 | - | DE | - | Ruth Vogt | energy
Tideway Analytics | tideway.example | Software | 11-50 | 2100000 | UK | 020 7946 0958 | Sam Okafor | -
- | noname.example | Software | 3 | - | Ireland | - | - | -
Harbour and Finch | https://harbourfinch.example/ | Retail | 120 | - | GB | - | Ruth Vogt | -
"""

DEALS = """
Deal | Company | Contact e-mail | Value | Currency | Stage | Expected close | Probability | Owner
Catalogue 2027 | Nordlicht Druck GmbH | soeren.krueger@nordlicht-druck.example | 18500 | EUR | Proposal | \
    2026-12-04 | 60 % | Ruth Vogt
Spring collection | Harbour & Finch Ltd | amelia.finch@harbourfinch.example | £24,000.00 | GBP | Negotiation | \
    15 January 2027 | 0.75 | Ruth Vogt
Website relaunch | Atelier Lumière SARL | chloe@atelier-lumiere.example | 9 800,00 | EUR | Demo | \
    2027-02-01 | 0.4 | Sam Okafor
Store pilot, 12 sites | Blue Heron Outfitters, Inc. | d.whitlock@blueheron.example | 61000 | USD | Prospecting | \
    2027-03-15 | 0.1 | Sam Okafor
Monitoring licence | Elbwerk Energietechnik | info@elbwerk.example | 12000 | EUR | Won | 2026-10-30 | 1 | Ruth Vogt
Data export | Tideway Analytics | - | tbd | GBP | Qualifying | - | - | Sam Okafor
Trade counter | Harbour & Finch Ltd | amelia.finch@harbourfinch.example | 7500 | GBP | Lost | 2026-09-30 | 0 | Ruth Vogt
"""


def rows_of(table: str) -> list[list[Cell]]:
    """The rows of one of the tables above as cell values."""
    return [[_value(cell.strip()) for cell in line.split(" | ")] for line in table.strip().splitlines()]


def _value(text: str) -> Cell:
    if text == "-":
        return None
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return text.removeprefix("'")


def plain(text: str) -> str:
    """``text`` as it would stand in an e-mail address."""
    ascii_letters = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ë": "e"}
    ascii_letters |= {"ş": "s", "ç": "c", "ğ": "g", "ı": "i", "ł": "l"}
    spelled = "".join(ascii_letters.get(letter, letter) for letter in text.lower())
    return re.sub(r"[^a-z-]+", "", spelled)


def german_money(amount: float) -> str:
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


class FreeNumbers:
    """Gives each fictional number once, in one of the ways that people write them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._lines = chance.sample(range(1000), 1000)
        self._mobiles = chance.sample(range(100), 100)

    def landline(self, block: str) -> Cell:
        """A number of ``block`` (area code and first digits); None when the town has no such block."""
        if not block:
            return None
        area, start = block.split()
        number = f"{start}{self._lines.pop():03d}"
        ways: list[Cell] = [
            f"0{area}/{number}",
            f"+49 (0){area} {number[:5]}-{number[5:]}",
            f"0{area} - {number}",
            f"0049{area}{number}",
            int(area + number),  # typed into a number cell: the zero is gone
        ]
        return self._chance.choice(ways)

    def mobile(self) -> Cell:
        """A mobile number, or None for two in five."""
        number = f"39200{self._mobiles.pop():02d}"
        ways: list[Cell] = [f"0171/{number}", f"+49 171 {number}", int(f"49171{number}"), None, None]
        return self._chance.choice(ways)


def visitors(chance: random.Random) -> list[list[Cell]]:
    """The rows of the German sheet, tidy and untidy ones."""
    rows: list[list[Cell]] = []
    numbers = FreeNumbers(chance)
    names = [(first, last) for first in FIRST for last in LAST]
    for first, last in chance.sample(names, 52):
        firm, domain, _, place, code, block = chance.choice(FIRMS)
        met = date(2026, 10, 12) + timedelta(days=chance.randrange(5))
        amount = chance.choice([0, 1250, 4800, 12500, 37999.9, 88000, 240000])
        money: Cell = amount if chance.random() < 0.4 else german_money(amount) + chance.choice(["", " €"])
        rows.append(
            [
                f"{last}, {first}" if chance.random() < 0.8 else f"{first} {last}",
                f"{plain(first)}.{plain(last)}@{domain}" if chance.random() < 0.85 else None,
                numbers.landline(block),
                numbers.mobile(),
                firm if chance.random() < 0.9 else firm.upper(),
                chance.choice(POSITIONS) or None,
                code,
                place,
                chance.choice(["Deutschland", "D", "DE", "Deutschland"]),
                money if amount else None,
                met if chance.random() < 0.5 else f"{met:%d.%m.%Y}",
                f"H5-{chance.randrange(10, 60)}",
                chance.choice(["ja", "nein", "Ja", "x", None]),
                chance.choice(NOTES) or None,
                None,
            ]
        )
    rows[7][0] = "Dr. " + str(rows[7][0])
    rows[11][1] = "k.brandt@@nordlicht-druck.example"
    rows[17][10] = "31.02.2026"
    rows[23][9] = "k. A."
    rows[29][0] = rows[29][1] = None
    rows[31][1] = "siehe Visitenkarte"
    rows[36][2] = "110"
    rows[40][1] = "Empfang <info@elbwerk.example>; einkauf@elbwerk.example"
    rows[14:14] = [[None] * len(TITLES)]
    # The same people again, as a second colleague entered them.
    firm, domain, _, place, code, _ = FIRMS[0]
    rows[3][:2] = ["Krüger, Sören", f"soeren.krueger@{domain}"]
    rows[3][2], rows[3][4], rows[3][6], rows[3][7] = "040/66969 111", firm, code, place
    twice = [list(rows[3]), list(rows[20]), list(rows[33])]
    twice[0][:2] = ["Sören Krüger", "Soeren.Krueger@Nordlicht-Druck.example "]
    twice[0][4] = "Nordlicht Druck"
    twice[1][9], twice[1][13] = None, "doppelt?"
    twice[2][0] = str(twice[2][0]).upper()
    rows[26:26] = [twice[0]]
    return [*rows, *twice[1:]]


def fill(sheet: Worksheet, rows: list[list[Cell]], header: int) -> None:
    """Write ``rows`` below each other and make row ``header`` (from 1) look like one."""
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # "=Angebot bis Freitag" is a note, not a formula
            elif isinstance(value, date):
                cell.number_format = "dd.mm.yyyy"
    for cell in sheet[header]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(11, len(str(cell.value or "")) + 4)


def workbook() -> Workbook:
    """The sample as an openpyxl workbook."""
    chance = random.Random(2026)
    book = Workbook()
    fair = book.active
    assert isinstance(fair, Worksheet)
    fair.title = "Messe Oktober"
    people = visitors(chance)
    total = sum(row[9] for row in people if isinstance(row[9], int | float))
    head: list[list[Cell]] = [
        ["Besucher am Stand, Digitalmesse 2026"],
        ["Stand: 19.10.2026, erfasst: R. Vogt / S. Okafor"],
    ]
    summary: list[Cell] = ["Summe", *[None] * 8, total]
    fill(fair, [*head, [None], list(TITLES), *people, summary], header=4)
    fair.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(TITLES))
    fair["A1"].font = Font(bold=True, size=14)
    for letter, width in {"A": 26, "B": 40, "C": 22, "E": 34, "N": 36}.items():
        fair.column_dimensions[letter].width = width
    for title, table in (("Companies", COMPANIES), ("Deals", DEALS)):
        fill(book.create_sheet(title), rows_of(table), header=1)
    codes = book.create_sheet("Codes")
    codes_rows: list[list[Cell]] = [
        ["Code", "Bedeutung"],
        ["H5", "Halle 5"],
        ["x", "ja"],
        ["k. A.", "keine Angabe"],
    ]
    fill(codes, codes_rows, header=1)
    codes.sheet_state = "hidden"
    book.properties.creator = "SalesDesk"
    book.properties.created = MADE
    return book


def content() -> bytes:
    """The file's bytes, the same on every run."""
    raw, tidy = BytesIO(), BytesIO()
    workbook().save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(tidy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving
                stamp = rb"\g<1>" + MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + b"<"
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*<", stamp, data)
            target.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return tidy.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(content())
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes", file=sys.stderr)
