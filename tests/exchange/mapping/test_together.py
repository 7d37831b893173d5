"""Columns that say what they are only together, by their neighbours or by their values: one example of each kind."""

from __future__ import annotations

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.exchange.mapping.sheet import SheetGuess, guess_sheet

MAILS = ["ann@x.example", "bob@y.example", "cid@z.example"]
FULL = ["Ann Lee", "Bob Ray", "Cid Poe"]


def guessed(headers: str, **values: list[str]) -> SheetGuess:
    """The guess for headers separated by commas; ``values`` are cells by header in small letters without spaces."""
    names = headers.split(",")
    cells = [values.get(name.lower().replace(" ", "_"), []) for name in names]
    rows = max(map(len, cells), default=0)
    return guess_sheet(names, [[*column, *[""] * (rows - len(column))] for column in cells])


def fields(headers: str, **values: list[str]) -> list[str]:
    found = [column.field for column in guessed(headers, **values).columns]
    return ["-" if field in ("custom", "ignore") else field for field in found]


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        # one block of an address is taken as a whole, the one at work first
        (
            "Name,Street (home),City (home),Country (home),Street (office),City (office)",
            "full_name - - - street city",
        ),
        ("Name,Lager Straße,Lager Ort,Büro Straße,Büro Ort", "full_name - - street city"),
        ("Name,Rue (domicile),Ville (domicile),Rue (bureau),Ville (bureau)", "full_name - - street city"),
        ("Name,Phone Number,Work Phone,Home Phone", "full_name phone_2 phone phone_3"),
        # words that only say where a phone rings
        ("Name,Company,Mobile,Business,Home,BusinessFax", "full_name company mobile phone phone_2 fax"),
        # the program's own word for its record
        ("BP Code,BP Name,City,Phone,Credit limit", "external_id company city phone -"),
        ("KTO_NAME,KTO_ORT,KTO_PLZ,KTO_TEL,KTO_MAIL", "full_name city postal_code phone email"),
        # two words for one thing
        ("Vorname,Nachname,Titel/Akad. Grad", "first_name last_name honorific"),
        ("Name,Work e-mail / company e-mail,Tel. / Cell", "full_name email mobile"),
        (
            "Name,City/town/village/locality of Address,Street/road name of Address",
            "full_name city street",
        ),
        # a number of its own keeps its place
        ("Name,Mobil,Telefon 2,Telefon 3", "full_name mobile phone_2 phone_3"),
        ("Name,Email,E-Mail 2", "full_name email email_2"),
        # a currency beside an amount, and an amount that names one
        ("Deal Name,Amount,Amount Currency,Stage", "deal_title deal_value currency stage"),
        ("Deal,Betrag,Betrag in Unternehmenswährung,Phase", "deal_title deal_value - stage"),
        # somebody else's details stay together and are not this person's
        (
            "Name,E-Mail,Billing contact name,Billing contact phone,Billing contact email",
            "full_name email - - -",
        ),
        ("Name,E-Mail,E-Mail Buchhaltung,Telefon Buchhaltung", "full_name email - -"),
        ("Nom,Prénom,Email,Email comptabilité,Email facturation", "last_name first_name email - -"),
        # a name beside a last name
        ("Name,Surname,Email", "first_name last_name email"),
        # ids and links of something else
        ("Name,Email,Skype ID,Event ID,National ID,Salesforce UUID", "full_name email - - - -"),
        ("Name,Email,Record URL,Profile link,HubSpot URL", "full_name email - - -"),
        ("Name,Email,Website URL", "full_name email website"),
        # yes or no, a count, another table's code
        ("Name,Ist ein Unternehmen,Has phone,Group Code", "full_name - - -"),
        ("Person - Name,Person - Offene Deals,Person - Abgeschlossene Deals", "full_name - -"),
        ("Name,Email,Von allen E-Mails abgemeldet", "full_name email do_not_email"),
        # whose it is comes after "of"
        ("Nom de la transaction,Montant,Propriétaire de la transaction", "deal_title deal_value owner"),
        ("Nombre de Trato,Importe,Nombre de Cuenta", "deal_title deal_value company"),
        # what came of a talk and of a deal
        ("Deal,Value,Stage,Lost reason,Competitor,Campaign", "deal_title deal_value stage lost_reason competitor campaign"),
        # facts about an order in a list of people
        ("First Name,Last Name,Email,Attendee Status,Order #,Ticket Type", "first_name last_name email - order_number -"),
    ],
)  # fmt: skip
def test_columns_are_understood_together(headers: str, wanted: str) -> None:
    assert fields(headers) == wanted.split()


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ("Angebotsnr.,Angebotsdatum,Kundenname,Ansprechpartner,Betreff,Summe netto,MwSt.,Status,Gültig bis",
         "external_id created_at company full_name deal_title deal_value - stage expected_close"),
        ("N° devis,Date du devis,Client,Objet,Montant HT,TVA,Statut",
         "external_id created_at company deal_title deal_value - stage"),
        ("Quote number,Quote date,Customer,Subject,Net amount,VAT,Status",
         "external_id created_at company deal_title deal_value - stage"),
    ],
)  # fmt: skip
def test_a_list_of_offers_is_a_list_of_deals(headers: str, wanted: str) -> None:
    assert guessed(headers).kind is RecordKind.DEALS
    assert fields(headers) == wanted.split()


def test_talks_with_what_came_of_them_are_activities() -> None:
    headers = "Datum,Firma,Ansprechpartner,Telefon,Ergebnis,Dauer (Min.),Verkaufschance,Notiz"
    assert guessed(headers).kind is RecordKind.ACTIVITIES
    assert fields(headers)[4:] == ["outcome", "duration_minutes", "deal_title", "notes"]


def test_people_with_what_they_may_buy_are_people() -> None:
    headers = "First Name,Last Name,Email,Do Not Call,Lead Source,Status,Opportunity Name,Opportunity Amount"
    assert guessed(headers).kind is RecordKind.CONTACTS
    assert fields(headers)[5] == "lead_status"


@pytest.mark.parametrize("header", ["Login", "Website", "Kontaktweg", "Benutzername"])
def test_values_win_over_words_when_every_one_is_an_address(header: str) -> None:
    assert fields(f"Name,{header}", name=FULL, **{header.lower(): MAILS})[1] == "email"


def test_a_full_name_of_one_word_beside_a_last_name_is_a_first_name() -> None:
    one = {"full_name": ["Ann", "Bob", "Cid"], "last_name": ["Lee", "Ray", "Poe"]}
    assert fields("Full name,Last name", **one) == ["first_name", "last_name"]
    assert fields("Full name,Last name", **(one | {"full_name": FULL})) == ["full_name", "last_name"]


def test_what_only_neighbours_say_is_never_called_sure() -> None:
    for headers in ("Name,Title,Status,Email", "Deal,Status,Amount,Date", "Order ID,Name,Total,Date"):
        for column in guessed(headers).columns:
            assert column.note != "context" or column.confidence < 0.9
