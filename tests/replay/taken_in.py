"""Imports: people, firms, deals, orders, entries, cards; new ones, filled ones, overwritten ones."""

from __future__ import annotations

from typing import Any

from tests.replay.doors import (
    FieldType,
    ListAction,
    ListDecision,
    ListKind,
    Mode,
    RecordKind,
    Resolution,
    SheetRequest,
)
from tests.replay.files import sheet, take_in, text_file, workbook
from tests.replay.script import Desk, scenario

PEOPLE, FIRMS, DEALS = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS

LEADS = (
    "Number,First,Last,Mail,Second mail,Phone,Mobile,Firm,Role,Town,Street,Country,Born,Source,Owner,Tags,Stage,"
    "Colour,Size,Joined,Member,Fee,Notes,No mail",
    "L1,Anna,Weber,anna@nordwind.example,a@home.example,+49 30 1234567,+49 171 2345678,Nordwind GmbH,Buyer,Berlin,"
    'Lindenweg 3,Germany,17.05.1980,Fair,Ben,"vip, new",customer,blue,42.5,01.02.2024,yes,12.50 EUR,Likes wind,no',
    "L2,Bert,Schulz,bert@suedwind.example,,+49 221 234567,,Südwind AG,,Köln,,,,Web,Ben,,lead,red,,,no,,,yes",
    "L3,Cem,Öz,cem@nordwind.example,,,,Nordwind GmbH,Head,Berlin,,DE,,Fair,,new,,,7,,,,,",
    "L4,Dora,Ek,dora@ostwind.example,,,,Ostwind KG,,,,,,,Cara,,,,,,,,,",
)
LEAD_FIELDS = (
    "external_id first_name last_name email email_2 phone mobile company job_title city street country birthday "
    "lead_source owner tags lifecycle_stage custom custom custom custom custom notes do_not_email"
)
LEAD_TYPES = {
    17: FieldType.TEXT,
    18: FieldType.NUMBER,
    19: FieldType.DATE,
    20: FieldType.BOOLEAN,
    21: FieldType.MONEY,
}


def leads(name: str = "leads") -> SheetRequest:
    """How a file of leads is read."""
    return sheet(name, PEOPLE, LEAD_FIELDS, types=LEAD_TYPES)


@scenario
def people_taken_in(desk: Desk) -> None:
    services = desk.services
    take_in(desk, "new people", text_file(desk, "leads.csv", *LEADS), leads())
    take_in(desk, "the same again", text_file(desk, "leads.csv", *LEADS), leads())
    fields = "external_id first_name last_name email city street job_title phone company tags notes"
    head = "Number,First,Last,Mail,Town,Street,Role,Phone,Firm,Tags,Notes"
    update = (
        head,
        "L1,Anna,Weber,anna@nordwind.example,Hamburg,Am Hafen 1,,+49 40 1111111,Westwind SE,harbour,More",
        "L2,Bert,Schulz,bert@new.example,Bonn,Rheinweg 2,Chief,+49 221 234567,Südwind AG,,",
        "L4,Dora,Ek,dora@ostwind.example,Jena,,Adviser,,Ostwind KG,new,",
    )
    path = text_file(desk, "update.csv", *update)
    request = sheet("update", PEOPLE, fields)
    take_in(desk, "blanks filled", path, request)
    take_in(desk, "left alone", path, request, on_match=Resolution.SKIP)
    take_in(
        desk,
        "some overwritten, some emptied, some ticks taken away",
        text_file(desk, "update.csv", *(line.replace("Hamburg", "Kiel") for line in update)),
        request,
        default_mode=Mode.OVERWRITE,
        modes={"street": Mode.NEVER, "tags": Mode.FILL},
        erase=frozenset({"job_title", "notes"}),
        cells_off=frozenset({(0, 1, "city")}),
        rows_off=frozenset({(0, 2)}),
    )
    take_in(desk, "all overwritten", path, request, default_mode=Mode.OVERWRITE)
    take_in(
        desk,
        "a column read as something else",
        path,
        sheet("update", PEOPLE, fields.replace("job_title", "department")),
    )
    for _ in range(4):
        desk.do("undo", services.commands.undo)
    desk.do("redo", services.commands.redo)


@scenario
def problem_rows(desk: Desk) -> None:
    path = text_file(
        desk,
        "leads.csv",
        "First,Last,Mail,Town,Fee",
        "Anna,Weber,anna@nordwind.example,Berlin,12",
        ",,,Rom,",
        "Cleo,Dahl,no address,Köln,abc",
        "Anna,Weber,anna@nordwind.example,Potsdam,",
        "Emil,Falk,emil@falk.example,,9",
    )
    request = sheet("leads", PEOPLE, "first_name last_name email city custom", types={4: FieldType.NUMBER})
    take_in(
        desk,
        "one mended, one added to the row before it",
        path,
        request,
        edits={(0, 1): {0: "Bert", 1: "Schulz", 2: "bert@suedwind.example"}},
        resolutions={(0, 3): Resolution.UPDATE},
    )
    again = text_file(
        desk,
        "more.csv",
        "First,Last,Mail,Town,Fee",
        "Gus,Holm,gus@holm.example,Kiel,1",
        "Gus,Holm,gus@holm.example,Rom,2",
        ",,,Bonn,",
    )
    more = sheet("more", PEOPLE, "first_name last_name email city custom", types={4: FieldType.NUMBER})
    take_in(desk, "one left out, one skipped", again, more, resolutions={(0, 1): Resolution.SKIP})


@scenario
def values_of_lists(desk: Desk) -> None:
    services = desk.services
    cara = desk.make("an owner", lambda: services.owners.create("Cara"))
    firm = desk.make("a company", lambda: services.companies.create({"company": "Nordwind Holding"}))
    take_in(
        desk,
        "mapped, made and left out",
        text_file(desk, "leads.csv", *LEADS),
        leads(),
        values={
            (ListKind.OWNER, "Ben"): ListDecision(ListAction.MAP, cara),
            (ListKind.SOURCE, "Fair"): ListDecision(ListAction.SKIP),
            (ListKind.SOURCE, "Web"): ListDecision(ListAction.CREATE),
            (ListKind.TAG, "new"): ListDecision(ListAction.SKIP),
            (ListKind.COMPANY, "Südwind AG"): ListDecision(ListAction.SKIP),
            (ListKind.COMPANY, "Ostwind KG"): ListDecision(ListAction.MAP, firm),
        },
    )
    stage = desk.number("stage", name="Demo")
    take_in(
        desk,
        "stages mapped and made",
        text_file(
            desk,
            "deals.csv",
            "Deal,Amount,Stage,Mail",
            "Turbine,100,Presentation,anna@nordwind.example",
            "Rotor,200,Inspection,bert@suedwind.example",
        ),
        sheet("deals", DEALS, "deal_title deal_value stage email"),
        values={
            (ListKind.STAGE, "Presentation"): ListDecision(ListAction.MAP, stage),
            (ListKind.STAGE, "Inspection"): ListDecision(ListAction.CREATE),
        },
    )
    take_in(
        desk,
        "a lifecycle stage mapped",
        text_file(desk, "hot.csv", "Mail,First,Last,Stage", "hot@x.example,Hot,Lead,Hot and ready"),
        sheet("hot", PEOPLE, "email first_name last_name lifecycle_stage"),
        values={(ListKind.LIFECYCLE, "Hot and ready"): ListDecision(ListAction.MAP, "opportunity")},
    )
    for _ in range(2):
        desk.do("undo", services.commands.undo)


_BOOK: dict[str, list[list[Any]]] = {
    "Firms": [
        ["No", "Name", "Web", "Branch", "Town", "Phone", "Staff", "Turnover", "Tags", "Fleet"],
        ["F1", "Nordwind GmbH", "nordwind.example", "Energy", "Kiel", "+49 431 123456", 120, 1250000.5, "key", 7],
        ["F2", "Südwind AG", "suedwind.example", "Energy", "Köln", None, 15, None, None, None],
    ],
    "People": [
        ["No", "First", "Last", "Mail", "Firm", "Role"],
        ["P1", "Anna", "Weber", "anna@nordwind.example", "Nordwind GmbH", "Buyer"],
        ["P2", "Bert", "Schulz", "bert@suedwind.example", "Südwind AG", None],
    ],
    "Deals": [
        ["No", "Deal", "Amount", "Currency", "Stage", "Close", "Mail", "Firm", "Likely", "Colour", "Blades"],
        ["D1", "Turbine", 12000, "EUR", "Proposal", "2026-06-30", "anna@nordwind.example", "Nordwind GmbH", 30, "red", 3],
        ["D2", "Service", 900, "EUR", "Won", "2026-04-01", "bert@suedwind.example", "Südwind AG", None, None, None],
        ["D3", "Rotor", 500, "EUR", "Lost", "2026-03-01", None, "Südwind AG", None, "blue", 2],
    ],
}  # fmt: skip
_BOOK_SHEETS = (
    sheet(
        "Firms",
        FIRMS,
        "external_id company website industry city phone employees annual_revenue tags custom",
        delimiter=None,
        types={9: FieldType.NUMBER},
    ),
    sheet("People", PEOPLE, "external_id first_name last_name email company job_title", delimiter=None),
    sheet(
        "Deals",
        DEALS,
        "external_id deal_title deal_value currency stage expected_close email company probability custom custom",
        delimiter=None,
        date_order="YMD",
        types={9: FieldType.TEXT, 10: FieldType.NUMBER},
    ),
)


@scenario
def workbook_taken_in(desk: Desk) -> None:
    take_in(desk, "three sheets", workbook(desk, "all.xlsx", _BOOK), *_BOOK_SHEETS)
    take_in(desk, "again", workbook(desk, "all.xlsx", _BOOK), *_BOOK_SHEETS)
    firms, people, deals = ([list(row) for row in rows] for rows in _BOOK.values())
    firms[1][4:8] = ["Flensburg", "+49 461 7654321", 130, 99]
    people[2][5] = "Director"
    deals[1][2:5] = [15000, "EUR", "Negotiation"]
    deals[3][4] = "Demo"
    deals[1][9:11] = ["green", 5]
    changed = {"Firms": firms, "People": people, "Deals": deals}
    take_in(desk, "blanks filled", workbook(desk, "all.xlsx", changed), *_BOOK_SHEETS)
    take_in(
        desk,
        "overwritten",
        workbook(desk, "all.xlsx", changed),
        *_BOOK_SHEETS,
        default_mode=Mode.OVERWRITE,
    )
    for _ in range(2):
        desk.do("undo", desk.services.commands.undo)
    desk.do("redo", desk.services.commands.redo)
    take_in(
        desk,
        "one sheet of it",
        workbook(desk, "part.xlsx", {"Firms": [*firms, ["F3", "Ostwind KG"]], "Other": [["x"], ["y"]]}),
        _BOOK_SHEETS[0],
        SheetRequest("Other", use=False),
    )


@scenario
def text_by_a_reading_child(desk: Desk) -> None:
    path = text_file(desk, "leads.csv", *LEADS)
    take_in(desk, "read as in the window", path, leads(), near=False)


@scenario
def entries_and_orders(desk: Desk) -> None:
    take_in(desk, "people", text_file(desk, "leads.csv", *LEADS), leads())
    done = text_file(
        desk,
        "done.csv",
        "No,Mail,First,Last,Title,When,Notes,Owner",
        "A1,anna@nordwind.example,Anna,Weber,Turbine,2026-03-01,A long talk,Ben",
        "A2,emil@falk.example,Emil,Falk,,2026-03-02,First call,",
    )
    fields = "external_id email first_name last_name deal_title created_at notes owner"
    take_in(desk, "what was done", done, sheet("done", RecordKind.ACTIVITIES, fields, date_order="YMD"))
    orders = text_file(
        desk,
        "orders.csv",
        "Order,Mail,First,Last,Total,Currency,Product,Count,Date,Town",
        "#1001,anna@nordwind.example,Anna,Weber,120.50,EUR,Lamp,2,2026-03-01,Berlin",
        "#1001,anna@nordwind.example,Anna,Weber,,,Bulb,4,2026-03-01,Berlin",
        "#1002,gus@holm.example,Gus,Holm,80.00,EUR,Lamp,1,2026-03-04,Kiel",
    )
    fields = (
        "order_number email first_name last_name order_total currency product_name quantity created_at city"
    )
    request = sheet("orders", RecordKind.ORDERS, fields, date_order="YMD")
    take_in(desk, "orders", orders, request)
    take_in(desk, "the orders again", orders, request)
    mixed = text_file(
        desk,
        "mixed.csv",
        "Mail,First,Last,Deal,Worth,Stage",
        "anna@nordwind.example,Anna,Weber,Blades,1200,Demo",
        "ina@juhl.example,Ina,Juhl,Mast,300,Won",
    )
    fields = "email first_name last_name deal_title deal_value stage"
    take_in(desk, "people with deals", mixed, sheet("mixed", PEOPLE, fields))
    for _ in range(4):
        desk.do("undo", desk.services.commands.undo)


@scenario
def cards_taken_in(desk: Desk) -> None:
    card = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:card-1",
        "N:Weber;Anna;Maria;Dr.;",
        "FN:Anna Maria Weber",
        "ORG:Nordwind GmbH;Purchasing",
        "TITLE:Buyer",
        "EMAIL;TYPE=work:anna@nordwind.example",
        "EMAIL;TYPE=home:anna@home.example",
        "TEL;TYPE=work:+49301234567",
        "TEL;TYPE=cell:+491712345678",
        "ADR;TYPE=work:;;Lindenweg 3;Berlin;;10115;Germany",
        "BDAY:1980-05-17",
        "CATEGORIES:vip,wind",
        "NOTE:Likes wind.",
        "END:VCARD",
    )
    other = ("BEGIN:VCARD", "VERSION:3.0", "N:Schulz;Bert;;;", "EMAIL:bert@suedwind.example", "END:VCARD")
    take_in(desk, "two cards", text_file(desk, "cards.vcf", *card, *other))
    moved = [line.replace("Berlin", "Hamburg").replace("Buyer", "Head") for line in card]
    take_in(desk, "one again", text_file(desk, "cards.vcf", *moved), default_mode=Mode.OVERWRITE)
    desk.do("undo", desk.services.commands.undo)


@scenario
def imports_taken_back(desk: Desk) -> None:
    services = desk.services
    first = take_in(desk, "people", text_file(desk, "leads.csv", *LEADS), leads())
    book = take_in(desk, "a workbook", workbook(desk, "all.xlsx", _BOOK), *_BOOK_SHEETS)
    anna = desk.number("contact", external_id="L3")
    desk.do("one of them edited", lambda: services.contacts.edit(anna, "city", "Rom"))
    deal = desk.number("deal", external_id="D1")
    desk.do("a deal moved", lambda: services.deals.move(deal, desk.number("stage", name="Demo")))
    desk.do("one deleted", lambda: services.contacts.delete([desk.number("contact", external_id="L4")]))
    desk.do("tagged", lambda: services.contacts.tag([desk.number("contact", external_id="L2")], "Seen"))
    desk.do("the workbook taken back", lambda: services.imports.undo(book.number))
    desk.do("the people taken back", lambda: services.imports.undo(first.number))
    desk.refused("once more", lambda: services.imports.undo(first.number))
    undone = max(desk.rows("change_batch"))
    desk.do("brought back", lambda: services.commands.undo_batch(undone))
    again = take_in(
        desk,
        "overwritten",
        text_file(desk, "leads.csv", *(line.replace("Berlin", "Bonn") for line in LEADS)),
        leads(),
        default_mode=Mode.OVERWRITE,
    )
    desk.do("one cell edited since", lambda: services.contacts.edit(anna, "street", "Via Roma 1"))
    desk.do("another edited since", lambda: services.contacts.edit(anna, "city", "Pisa"))
    desk.do("overwriting taken back", lambda: services.imports.undo(again.number))
    for _ in range(3):
        desk.do("undo", services.commands.undo)
