"""Lists of offers in the words of many languages are deals, and lists of people with titles stay people."""

from __future__ import annotations

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.exchange.mapping.sheet import SheetGuess, guess_sheet

OFFERED = [
    ("Relaunch web shop", "Nordlicht GmbH", "Anna Ohlsen", 12400.0, "open", "2026-03-02"),
    ("Wartungsvertrag 2026", "Kaiser & Sohn KG", "Peter Kaiser", 3600.5, "won", "2026-02-11"),
    ("Training for the branch", "Blau AG", "Mia Blau", 1890.0, "lost", "2026-01-20"),
    ("Umzug der Server", "Ott Metallbau GmbH", "Jens Ott", 7800.0, "open", "2026-03-15"),
]
LISTS = {
    "Angebote": "Titel,Firma,Kontakt,Summe netto,Status,Datum",
    "Offene Angebote": "Titel,Firma,Ansprechpartner,Nettosumme,Stand,Datum",
    "Angebotsliste 2026": "Bezeichnung,Kunde,Kontakt,Betrag netto,Status,Angebotsdatum",
    "Offen": "Angebot,Kunde,Ansprechpartner,Summe (netto),Status,Datum",
    "Kostenvoranschläge": "Betreff,Kunde,Kontakt,Gesamt netto,Status,Datum",
    "Offers": "Title,Company,Contact,Net amount,Status,Date",
    "Quotes": "Title,Customer,Contact,Total excl. VAT,Status,Date",
    "Quotations": "Subject,Client,Contact person,Net total,Status,Quote date",
    "Proposals": "Title,Client,Contact,Value,Status,Sent on",
    "Pipeline": "Title,Account,Contact,Amount,Stage,Close",
    "Forecast": "Name,Account,Contact,Forecast,Stage,Close month",
    "Estimates": "Title,Customer,Contact,Sum,Status,Date",
    "Tenders": "Title,Client,Contact,Bid value,Status,Due",
    "Offres": "Titre,Société,Contact,Montant HT,Statut,Date",
    "Devis": "Objet,Client,Contact,Total HT,Statut,Date",
    "Propositions": "Intitulé,Client,Contact,Somme nette,Statut,Date d'envoi",
    "Presupuestos": "Título,Empresa,Contacto,Importe neto,Estado,Fecha",
    "Cotizaciones": "Título,Cliente,Contacto,Monto neto,Estado,Fecha",
    "Ofertas": "Concepto,Empresa,Contacto,Base imponible,Estado,Fecha",
    "Preventivi": "Titolo,Azienda,Referente,Importo netto,Stato,Data",
    "Offerte": "Oggetto,Cliente,Contatto,Imponibile,Stato,Data",
    "Orçamentos": "Título,Empresa,Contato,Valor líquido,Status,Data",
    "Offertes": "Titel,Bedrijf,Contactpersoon,Bedrag excl. btw,Status,Datum",
    "Oferty": "Tytuł,Firma,Kontakt,Kwota netto,Status,Data",
    "Offerter": "Titel,Företag,Kontakt,Summa exkl. moms,Status,Datum",
    "Tilbud": "Titel,Firma,Kontakt,Beløb ekskl. moms,Status,Dato",
    "Tarjoukset": "Otsikko,Yritys,Yhteyshenkilö,Summa (alv 0),Tila,Päivämäärä",
    "Nabídky": "Název,Firma,Kontakt,Částka bez DPH,Stav,Datum",
    "Ajánlatok": "Cím,Cég,Kapcsolattartó,Nettó összeg,Állapot,Dátum",
    "Teklifler": "Başlık,Firma,İlgili kişi,Net tutar,Durum,Tarih",
    "Предложения": "Название,Компания,Контакт,Сумма без НДС,Статус,Дата",
    "Oferte": "Titlu,Companie,Contact,Valoare netă,Status,Data",
    "Ponude": "Naslov,Tvrtka,Kontakt,Neto iznos,Status,Datum",
    "Προσφορές": "Τίτλος,Εταιρεία,Επαφή,Καθαρό ποσό,Κατάσταση,Ημερομηνία",
    "見積": "件名,会社名,担当者,税抜金額,ステータス,日付",
    "报价": "标题,公司,联系人,不含税金额,状态,日期",
    "견적": "제목,회사,담당자,금액,상태,날짜",
}


def guess(headers: str, rows: list[tuple[object, ...]], sheet: str = "Sheet1") -> SheetGuess:
    names = headers.split(",")
    cells = [[row[index] for row in rows] for index in range(len(names))]
    return guess_sheet(names, cells, sheet_name=sheet, file_name="list.xlsx")  # type: ignore[arg-type]


def fields_of(found: SheetGuess) -> list[str]:
    return [column.field for column in found.columns]


@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
@pytest.mark.parametrize("sheet", LISTS)
def test_a_list_of_offers_is_one_of_deals(sheet: str, named: bool) -> None:
    found = guess(LISTS[sheet], OFFERED, sheet if named else "Sheet1")
    assert found.kind is RecordKind.DEALS
    assert fields_of(found)[:5] == ["deal_title", "company", "full_name", "deal_value", "stage"]


def test_the_names_of_sheets_say_offers_where_columns_do_not() -> None:
    bare = [(company, amount, state, day) for _, company, _, amount, state, day in OFFERED]
    for sheet, headers in (
        ("Angebote", "Kunde,Betrag,Status,Datum"),
        ("Devis", "Client,Montant HT,Statut,Date"),
        ("Presupuestos", "Cliente,Importe,Estado,Fecha"),
        ("Quotes", "Client,Quote value,Status,Follow up"),
    ):
        found = guess(headers, bare, sheet)
        assert (found.kind, fields_of(found)[1]) == (RecordKind.DEALS, "deal_value"), sheet
    empty = guess("Titel,Firma,Kontakt,Summe netto,Status,Datum", [], "Angebote")
    assert (empty.kind, fields_of(empty)[0]) == (RecordKind.DEALS, "deal_title")


def test_an_offer_keeps_its_number_and_the_address_of_its_person() -> None:
    rows: list[tuple[object, ...]] = [
        (f"A-104{at}", *row[:3], f"m{at}@example.com", *row[3:]) for at, row in enumerate(OFFERED)
    ]
    for number in ("Angebot", "Angebotsnummer", "Nr."):
        found = guess(f"{number},Titel,Firma,Kontakt,E-Mail,Summe netto,Status,Datum", rows)
        assert found.kind is RecordKind.DEALS, number
        assert fields_of(found)[:6] == [
            "external_id", "deal_title", "company", "full_name", "email", "deal_value"
        ], number  # fmt: skip


ACADEMICS: list[tuple[object, ...]] = [
    ("Prof. Dr.", "Hans Ott", "TU Berlin", 50, "new", "2026-01-04"),
    ("Dr.", "Eva Rau", "Charité", 20, "new", "2026-01-09"),
]
POSTS: list[tuple[object, ...]] = [
    ("Head of Sales", "Anna Ohlsen", "Nordlicht GmbH", 1200, "new", "2026-01-04"),
    ("CEO", "Peter Kaiser", "Kaiser KG", 300, "new", "2026-01-09"),
    ("Einkaufsleiter", "Mia Blau", "Blau AG", 55, "new", "2026-01-11"),
]


@pytest.mark.parametrize("sheet", ["Angebote", "Leads", "Sheet1"])
@pytest.mark.parametrize(
    "headers", ["Titel,Name,Firma,Betrag,Status,Datum", "Title,Contact,Company,Value,Status,Date"]
)
def test_titles_of_people_stay_theirs(sheet: str, headers: str) -> None:
    academic, posted = guess(headers, ACADEMICS, sheet), guess(headers, POSTS, sheet)
    assert (academic.kind, *fields_of(academic)[:2]) == (RecordKind.CONTACTS, "honorific", "full_name")
    assert (posted.kind, *fields_of(posted)[:2]) == (RecordKind.CONTACTS, "job_title", "full_name")


def test_other_lists_under_the_name_of_offers_stay_what_they_are() -> None:
    names = [("Dr.", "Ann", "Ray", "Ray GmbH", "ann@ray.example", 5)]
    assert guess("Titel,Vorname,Nachname,Firma,E-Mail,Betrag", names, "Angebote").kind is RecordKind.CONTACTS
    goods = [("Stuhl", "A1", 3), ("Tisch", "A2", 4)]
    assert guess("Artikel,Artikelnr,Preis", goods, "Angebote").kind is RecordKind.PRODUCTS
    calls = [("Erstgespräch", "X GmbH", "2026-01-01", 5, "erreicht")]
    assert guess("Betreff,Kunde,Datum,Dauer,Ergebnis", calls, "Angebote").kind is RecordKind.ACTIVITIES
    bills = [("R-1", "Wartung", "X GmbH", 100.5, "bezahlt", "2026-01-01")]
    assert (
        guess("Rechnungsnr.,Betreff,Kunde,Betrag netto,Status,Datum", bills, "Rechnungen").kind
        is RecordKind.ORDERS
    )


def test_deals_that_are_called_by_a_number_keep_it_as_their_title() -> None:
    rows: list[tuple[object, ...]] = [(f"D{at}", f"Firm {at}", 100.0 + at) for at in range(5)]
    for header in ("Deal", "Deal name", "Opportunity", "Verkaufschance"):
        assert fields_of(guess(f"{header},Company,Amount", rows)) == [
            "deal_title",
            "company",
            "deal_value",
        ], header
    assert fields_of(guess("Angebot,Company,Amount,Status", [(*row, "open") for row in rows], "Angebote"))[
        0
    ] == ("external_id")
