"""The column mapping over the layouts written down here and over the open corpus, scored as its answer keys are."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from salesdesk.domain.cleaning.refusals import asks_for_consent
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.exchange.mapping.sheet import SheetGuess, guess_sheet, header_fingerprint
from salesdesk.exchange.mapping.words import lexicon
from tests.exchange.mapping_layouts import DATA, Layout, Score, read_layouts

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "open" / "a_formats"
KINDS = {
    "person": "contacts", "lead": "contacts", "contact": "contacts", "customer": "contacts", "attendee": "contacts",
    "company": "companies", "organization": "companies", "deal": "deals", "order": "orders", "product": "products",
    "activity": "activities",
}  # fmt: skip


def guess_layout(layout: Layout) -> SheetGuess:
    rows = max((len(column.values) for column in layout.columns), default=0)
    cells = [[*column.values, *[None] * (rows - len(column.values))] for column in layout.columns]
    return guess_sheet([column.header for column in layout.columns], cells)


def score_layouts(name: str) -> Score:
    score = Score()
    for layout in read_layouts(DATA / name):
        columns = [(index, column.header, column.fields) for index, column in enumerate(layout.columns)]
        score.add(layout.name, layout.kind, columns, guess_layout(layout))
    return score


def score_corpus() -> Score:
    score = Score()
    for truth_path in sorted(CORPUS.glob("*.truth.json")):
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        stem = truth_path.name.removesuffix(".truth.json")
        file = next(
            path for path in sorted(CORPUS.glob(stem + ".*")) if not path.name.endswith(".truth.json")
        )
        text = file.read_text(encoding=truth["encoding"])
        rows = list(csv.reader(io.StringIO(text), delimiter=truth["delimiter"]))
        headers, body = rows[truth["header_row"]], rows[truth["header_row"] + 1 :][:200]
        cells = [[row[index] if index < len(row) else None for row in body] for index in range(len(headers))]
        columns = [(c["index"], c["header"], (c["field"], *c.get("accept", ()))) for c in truth["columns"]]
        score.add(stem, KINDS.get(truth["kind"]), columns, guess_sheet(headers, cells))
    return score


def report(score: Score) -> str:
    return "\n".join([*score.wrong, score.summary()])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the project")
def test_open_corpus_reaches_the_required_accuracy() -> None:
    score = score_corpus()
    assert score.counts["columns"] > 1000
    assert score.share("right", "columns") >= 0.97, report(score)
    assert score.counts["overconfident"] == 0, report(score)
    assert score.share("kinds right", "kinds") >= 0.97, report(score)


@pytest.mark.parametrize("layouts", ["exports.txt", "lists.txt"])
def test_layouts_of_other_programs_and_languages(layouts: str) -> None:
    score = score_layouts(layouts)
    assert score.share("right", "columns") >= 0.97, report(score)
    assert score.share("found", "meaning") >= 0.95, report(score)
    assert score.share("kinds right", "kinds") >= 0.95, report(score)
    assert score.counts["overconfident"] == 0, report(score)


def test_what_is_shown_as_sure_is_right_99_times_in_100() -> None:
    score = score_layouts("exports.txt")
    assert score.counts["sure"] >= 1000
    assert score.share("sure right", "sure") >= 0.99, report(score)


def test_no_field_is_given_twice() -> None:
    for layout in read_layouts(DATA / "exports.txt"):
        several = ("custom", "ignore", "do_not_email", "do_not_call")  # each column of a refusal counts
        given = [c.field for c in guess_layout(layout).columns if c.field not in several]
        assert len(given) == len(set(given)), layout.name
        assert set(given) <= declared().mapping_names


def fields_of(headers: list[str], columns: list[list[object]] | None = None) -> list[str]:
    guess = guess_sheet(headers, columns or [[] for _ in headers])  # type: ignore[arg-type]
    return [column.field for column in guess.columns]


def test_values_decide_what_title_means() -> None:
    headers = ["Title", "First Name", "Last Name"]
    people = [["Ann", "Bo"], ["Ray", "Moss"]]
    assert fields_of(headers, [["Mr.", "Mrs."], *people])[0] == "honorific"
    assert fields_of(headers, [["Sales Manager", "CEO"], *people])[0] == "job_title"
    assert fields_of(["Title", "First Name", "Last Name", "Job Title"])[0] == "honorific"


def test_name_depends_on_its_neighbours() -> None:
    assert fields_of(["Vorname", "Name"]) == ["first_name", "last_name"]
    assert fields_of(["Name", "E-Mail"]) == ["full_name", "email"]
    assert fields_of(["Nombre", "Apellidos"]) == ["first_name", "last_name"]
    assert fields_of(["Nombre", "Correo"]) == ["full_name", "email"]
    assert fields_of(["SKU", "Name", "Price", "Stock"])[1] == "product_name"


def test_values_of_other_people_stay_out() -> None:
    headers = [
        "Name",
        "Spouse Email",
        "Assistant's Phone",
        "Emergency Contact Phone",
        "Parent Company",
        "Email Status",
    ]
    assert fields_of(headers) == ["full_name", "custom", "custom", "custom", "custom", "custom"]


def test_repeated_groups_fill_the_numbered_fields() -> None:
    headers = ["Name", "E-mail 1 - Type", "E-mail 1 - Value", "E-mail 2 - Type", "E-mail 2 - Value", "Phone 1 - Value",
               "Phone 2 - Value", "Phone 3 - Value", "Phone 4 - Value"]  # fmt: skip
    assert fields_of(headers) == [
        "full_name", "custom", "email", "custom", "email_2", "phone", "phone_2", "phone_3", "custom"
    ]  # fmt: skip


def test_one_address_block_is_chosen() -> None:
    headers = [
        "Name",
        "Shipping City",
        "Billing City",
        "Billing Street",
        "Billing Street 2",
        "Shipping Street",
    ]
    assert fields_of(headers) == ["full_name", "custom", "city", "street", "street_2", "custom"]


def test_headerless_columns_are_known_by_their_values() -> None:
    guess = guess_sheet(["", ""], [["ann@example.com", "bo@example.org"], ["+49 89 12345", "+49 30 555111"]])
    assert [column.field for column in guess.columns] == ["email", "phone"]
    assert all(column.confidence < 0.9 for column in guess.columns)


def test_empty_sheet_and_ragged_columns() -> None:
    assert guess_sheet([], []).columns == ()
    assert [column.field for column in guess_sheet(["", "Email"], [[]]).columns] == ["ignore", "email"]


def test_consent_columns_are_mapped_only_as_cleaning_reads_them() -> None:
    guess = guess_sheet(["Email", "Accepts Marketing"], [[], []])
    assert (guess.columns[1].field, guess.columns[1].note) == ("do_not_email", "inverted")
    guess = guess_sheet(["Email", "Email Opt Out"], [[], []])
    assert (guess.columns[1].field, guess.columns[1].note) == ("do_not_email", "header")
    for header, entries in lexicon().entries.items():
        if any(entry.meaning == "may_email" for entry in entries):
            assert fields_of(["Email", header])[1] != "do_not_email" or asks_for_consent(header), header
    dates = guess_sheet(["Email", "Subscribed"], [["a@b.example"], ["2024-03-01"]])
    assert dates.columns[1].field != "do_not_email"


def test_fingerprint_knows_the_same_columns_again() -> None:
    first = header_fingerprint(["E-Mail", "First Name", ""])
    assert first == header_fingerprint(["first name", "E-MAIL"])
    assert first != header_fingerprint(["first name", "E-MAIL", "E-MAIL"])
    assert first != header_fingerprint(["last name", "E-MAIL"])
    assert header_fingerprint(["会社名"]) != header_fingerprint(["氏名"])


@pytest.mark.parametrize(
    ("headers", "kind", "fields"),
    [
        (["Name", "Contact Name", "Telephone", "E-mail", "Credit limit"], RecordKind.COMPANIES, ["company", "full_name"]),
        (["Názov", "IČO", "DIČ", "Kontaktná osoba", "E-mail", "Splatnosť"], RecordKind.COMPANIES, ["company"]),
        (["Επωνυμία", "ΑΦΜ", "Διεύθυνση", "Τ.Κ.", "Πόλη", "Τηλέφωνο"], RecordKind.COMPANIES, ["company"]),
        (["Firma", "Ansprechpartner", "Position", "Telefon", "E-Mail"], RecordKind.CONTACTS, ["company", "full_name"]),
    ],
)  # fmt: skip
def test_a_ledger_of_customers_is_a_list_of_companies(
    headers: list[str], kind: RecordKind, fields: list[str]
) -> None:
    guess = guess_sheet(headers, [[] for _ in headers])
    assert guess.kind is kind
    assert [column.field for column in guess.columns][: len(fields)] == fields


def test_whose_it_is_comes_before_what_it_is() -> None:
    headers = [
        "Société",
        "Contact principal prénom",
        "Contact principal fonction",
        "Contact principal mobile",
    ]
    assert fields_of(headers) == ["company", "first_name", "job_title", "mobile"]
    assert fields_of(["First name", "custom.Lead Owner", "Work"], [["Ann"], ["Bo"], ["+49 30 1234567"]])[
        1:
    ] == [
        "owner",
        "phone",
    ]


def test_a_language_nobody_listed_is_read_by_its_values() -> None:
    headers = ["Qqx", "Wwv", "Zzt"]
    columns: list[list[object]] = [
        ["ann@x.de", "bo@y.de"],
        ["www.x.de", "https://y.de"],
        ["+49 30 1234567", "+49 40 765432"],
    ]
    assert fields_of(headers, columns) == ["email", "website", "phone"]


def fields_for(*columns: tuple[str, list[str]]) -> list[str]:
    guess = guess_sheet([header for header, _ in columns], [list(values) for _, values in columns])
    return [column.field for column in guess.columns]


PEOPLE = ("E-Mail", ["a@x.example", "b@x.example", "c@x.example"])


def test_a_code_of_its_own_in_each_row_identifies_the_record() -> None:
    for header in ("Código", "Réf", "N. cartella"):
        assert fields_for((header, ["R25-041", "R25-072", "R25-103"]), PEOPLE)[0] == "external_id", header
    assert fields_for(("Código", ["R25-041", "R25-041", "R25-041"]), PEOPLE)[0] == "custom"
    assert fields_for(("Código", ["X1234", "X1235", "X1236"]), ("ID", ["71", "85", "99"]), PEOPLE)[:2] == [
        "custom",
        "external_id",
    ]


def test_the_last_part_of_a_path_names_the_column() -> None:
    columns = [("Primary location > State", ["TX", "NY"]), ("Primary location > Country code", ["US", "US"])]
    assert fields_for(PEOPLE, *columns)[1:] == ["region", "country"]
    assert fields_for(PEOPLE, ("Spouse > Phone", ["0711 123456", "0711 123457"]))[1] == "custom"


def test_an_offer_with_amounts_is_a_value_and_not_a_name() -> None:
    columns = [("Fase", ["Nuevo", "Ganado"]), ("Fecha de cierre", ["01/02/2026", "03/02/2026"])]
    assert (
        fields_for(("Presupuesto", ["14519", "14883"]), ("Probabilidad", ["20", "50"]), *columns)[0]
        == "deal_value"
    )


def test_one_word_beside_a_first_name_is_the_family_name() -> None:
    columns = [
        ("Contact principal prénom", ["Luc", "Anne"]),
        ("Contact principal nom", ["Fontaine", "Garnier"]),
    ]
    assert fields_for(PEOPLE, *columns)[1:] == ["first_name", "last_name"]


def test_the_hidden_columns_of_an_export_are_left_out() -> None:
    assert (
        fields_for(PEOPLE, ("SalesDesk ID", ["1", "2"]), ("SalesDesk version", ["1", "1"]))[1:]
        == ["ignore"] * 2
    )


def kind_for(*columns: tuple[str, list[str]]) -> RecordKind:
    return guess_sheet([header for header, _ in columns], [list(values) for _, values in columns]).kind


FACTS = [("Annual revenue", ["2000000", "3000000"]), ("Employees", ["50", "20"]), ("Industry", ["IT", "Law"])]


@pytest.mark.parametrize(
    ("name", "company"),
    [("Name", "Company"), ("Full name", "Company"), ("Name", "Firma"), ("Nom", "Société")],
)
def test_people_with_facts_about_their_companies_stay_people(name: str, company: str) -> None:
    people = [(name, ["Ann Lee", "Bob Ray"]), ("Email", ["ann@x.example", "bob@y.example"])]
    assert kind_for(*people, (company, ["Xcorp", "Yard Ltd"]), *FACTS) is RecordKind.CONTACTS
    assert kind_for(*people, (company, ["Xcorp", ""]), *FACTS) is RecordKind.CONTACTS


def test_companies_with_facts_stay_companies() -> None:
    assert kind_for(("Name", ["Xcorp Ltd", "Yard Inc"]), *FACTS) is RecordKind.COMPANIES
    assert kind_for(("Company", ["Xcorp", "Yard"]), *FACTS) is RecordKind.COMPANIES


DAYS = ["02.01.2026", "03.01.2026", "05.01.2026"]
KINDS_OF_TALK = ["Call", "Meeting", "Email"]
SUBJECTS = ["Intro", "Demo", "Follow up"]
WHO = ["Ann Lee", "Bob Ray", "Ann Lee"]


@pytest.mark.parametrize(
    ("sort", "subject", "day", "who", "notes"),
    [
        ("Type", "Subject", "Date", "Contact", "Notes"),
        ("Art", "Betreff", "Datum", "Kontakt", "Bemerkung"),
        ("Type", "Objet", "Date", "Contact", "Remarques"),
        ("Tipo", "Asunto", "Fecha", "Contacto", "Notas"),
        ("Tipo", "Oggetto", "Data", "Contatto", "Note"),
        ("Tipo", "Assunto", "Data", "Contato", "Notas"),
        ("Soort", "Onderwerp", "Datum", "Contactpersoon", "Opmerkingen"),
        ("Typ", "Temat", "Data", "Kontakt", "Uwagi"),
        ("Typ", "Předmět", "Datum", "Kontakt", "Poznámka"),
        ("Typ", "Ämne", "Datum", "Kontakt", "Anteckningar"),
        ("Type", "Emne", "Dato", "Kontakt", "Noter"),
        ("Tyyppi", "Aihe", "Päivämäärä", "Yhteyshenkilö", "Muistiinpanot"),
        ("Típus", "Tárgy", "Dátum", "Kapcsolattartó", "Megjegyzés"),
        ("Tür", "Konu", "Tarih", "Kişi", "Notlar"),
        ("Тип", "Тема", "Дата", "Контакт", "Примечание"),
        ("種別", "件名", "日付", "担当者", "備考"),
        ("类型", "主题", "日期", "联系人", "备注"),
    ],
)
def test_dated_talks_with_a_subject_are_activities(
    sort: str, subject: str, day: str, who: str, notes: str
) -> None:
    columns = [(sort, KINDS_OF_TALK), (subject, SUBJECTS), (day, DAYS), (who, WHO), (notes, ["a", "b", "c"])]
    assert kind_for(*columns) is RecordKind.ACTIVITIES
    assert kind_for(*columns, PEOPLE, ("Phone", ["+49 30 1234567"])) is RecordKind.CONTACTS


@pytest.mark.parametrize(
    ("deal", "company", "amount"),
    [
        ("Deal", "Company", "Amount"),
        ("Deal", "Firma", "Betrag"),
        ("Opportunity", "Account", "Value"),
        ("Verkaufschance", "Kunde", "Wert"),
        ("Opportunité", "Société", "Montant"),
        ("Oportunidad", "Empresa", "Importe"),
        ("Opportunità", "Azienda", "Importo"),
        ("Oportunidade", "Empresa", "Valor"),
        ("Verkoopkans", "Bedrijf", "Bedrag"),
        ("Сделка", "Компания", "Сумма"),
        ("案件名", "会社名", "金額"),
    ],
)
def test_deals_with_amounts_are_deals(deal: str, company: str, amount: str) -> None:
    columns = [(deal, ["Fleet", "Storage"]), (company, ["Acme Inc", "Beta LLC"]), (amount, ["5000", "700"])]
    assert kind_for(*columns) is RecordKind.DEALS


def test_values_save_a_word_that_also_means_nothing() -> None:
    port = ("Port.", ["06 12 55 01 33", "06 12 55 01 44"])
    assert fields_for(("Nom", ["Durand", "Petit"]), PEOPLE, port)[2] == "mobile"
    assert fields_for(("Nom", ["Durand", "Petit"]), PEOPLE, ("Port", ["12,50", "7,90"]))[2] == "custom"


FIRM_NAMES = ["Acme GmbH", "Beta AG", "Ceta KG", "Delta GmbH"]


@pytest.mark.parametrize("header", ["Name", "Bezeichnung", "Kunde", "Name (Adressattyp Unternehmen)"])
def test_firms_with_a_hardly_used_first_name_are_companies(header: str) -> None:
    firms = [(header, FIRM_NAMES), ("Straße", ["Weg 1", "Weg 2"]), ("UID-Nummer", ["ATU1", "ATU2"])]
    columns = [*firms, ("Vorname", ["Ann"]), ("E-Mail", ["a@x.example", "b@x.example"])]
    assert kind_for(*columns) is RecordKind.COMPANIES
    assert fields_for(*columns)[0] == "company"
    people = [("Vorname", ["Ann", "Bob", "Cid"]), ("Nachname", ["Lee", "Ray", "Poe"])]
    assert kind_for(*firms, *people, PEOPLE) is RecordKind.CONTACTS


def test_a_short_number_is_no_phone() -> None:
    names = ("Name", ["Ann Lee", "Bob Ray", "Cid Poe"])
    for header in ("Kontaktnummer", "Contact number"):
        assert fields_for(names, (header, ["318", "319", "320"]), PEOPLE)[1] == "external_id", header
        assert fields_for(names, (header, ["+49 30 123456", "+49 30 123457"]), PEOPLE)[1] == "phone", header


def test_the_contact_of_a_company_is_a_person() -> None:
    columns = [("Name", FIRM_NAMES), ("Credit limit", ["5", "6"]), ("Contact", ["Ann Lee", "Bob Ray"])]
    guess = guess_sheet([header for header, _ in columns], [list(values) for _, values in columns])
    assert guess.kind is RecordKind.COMPANIES
    assert [column.field for column in guess.columns] == ["company", "custom", "full_name"]


BORN = [["3", "12", "24"], ["2", "11", "5"], ["1970", "1985", ""]]


@pytest.mark.parametrize(
    "headers",
    [
        ("Birth Day", "Birth Month", "Birth Year"),
        ("Birthday", "Birth month", "Birth year"),
        ("Day of birth", "Month of birth", "Year of birth"),
        ("DOB Day", "DOB Month", "DOB Year"),
        ("birth_day", "birth_month", "birth_year"),
        ("Date of birth - Day", "Date of birth - Month", "Date of birth - Year"),
        ("Geburtstag", "Geburtsmonat", "Geburtsjahr"),
        ("Geburtstag (Tag)", "Geburtstag (Monat)", "Geburtstag (Jahr)"),
        ("Geb. Tag", "Geb. Monat", "Geb. Jahr"),
        ("Jour de naissance", "Mois de naissance", "Année de naissance"),
        ("Date de naissance (jour)", "Date de naissance (mois)", "Date de naissance (année)"),
        ("Día de nacimiento", "Mes de nacimiento", "Año de nacimiento"),
    ],
)
def test_a_birthday_in_columns_of_its_parts(headers: tuple[str, str, str]) -> None:
    parts = ["birth_day", "birth_month", "birth_year"]
    columns = list(zip(headers, BORN, strict=True))
    assert fields_for(NAMES, PEOPLE, *columns)[2:] == parts
    assert fields_for(NAMES, PEOPLE, *reversed(columns))[2:] == parts[::-1]
    assert fields_for(NAMES, PEOPLE, *columns[:2])[2:] == parts[:2]
    assert fields_of(["Name", "E-Mail", *headers])[2:] == parts


def test_a_part_of_a_birthday_alone_is_no_birthday() -> None:
    assert fields_for(NAMES, PEOPLE, ("Geburtsjahr", BORN[2]))[2] == "custom"
    assert fields_for(NAMES, PEOPLE, ("Birth month", BORN[1]), ("Birth year", BORN[2]))[2:] == ["custom"] * 2
    whole = ("Geburtstag", ["03.02.1970", "12.11.1985", "24.05."])
    assert fields_for(NAMES, PEOPLE, whole, ("Geburtsmonat", BORN[1]))[2:] == ["birthday", "custom"]
    assert fields_for(NAMES, PEOPLE, ("Date of birth", []), ("Birth month", BORN[1]))[3] == "custom"
    assert fields_of(["Name", "Email", "Date of birth", "Birth month"])[2:] == ["birthday", "custom"]
    assert (
        fields_for(NAMES, PEOPLE, ("Spouse birth day", BORN[0]), ("Spouse birth month", BORN[1]))[2:]
        == ["custom"] * 2
    )


ASKED_FOR = ["Anna Berg", "Bo Dahl", "Carla Weber", ""]


@pytest.mark.parametrize(
    ("customer", "person"),
    [
        ("Kunde", "Ansprechpartner"),
        ("Name", "Ansprechpartner"),
        ("Firma", "Kontaktperson"),
        ("Customer", "Contact person"),
        ("Customer name", "Contact name"),
        ("Account", "Contact"),
        ("Company", "Contact"),
        ("Client", "Interlocuteur"),
        ("Société", "Contact"),
        ("Cliente", "Persona de contacto"),
        ("Empresa", "Contacto"),
    ],
)
@pytest.mark.parametrize("firms", [FIRM_NAMES, ["Acme", "Beta", "Ceta", "Delta"]])
def test_customers_and_whom_to_ask_for_there_are_people_and_their_companies(
    customer: str, person: str, firms: list[str]
) -> None:
    reach = [("Phone", ["+49 30 901820", "+49 30 901821"]), ("E-Mail", ["a@x.example", "b@y.example"])]
    for facts in ([], FACTS):
        if customer in ("Name", "Customer name") and firms is not FIRM_NAMES:
            continue  # nothing says that these are firms
        columns = [(customer, firms), (person, ASKED_FOR), *reach, *facts]
        assert kind_for(*columns) is RecordKind.CONTACTS, facts
        assert fields_for(*columns)[:2] == ["company", "full_name"], facts


@pytest.mark.parametrize(
    "header",
    ["Hausnummer", "Hausnr.", "Haus-Nr.", "House number", "House no.", "N° de rue", "Número exterior"],
)
def test_a_house_number_completes_its_street(header: str) -> None:
    number, street = (header, ["1", "2 a", "14"]), ("Street", ["Ring", "Gartenweg", "Am Markt"])
    assert fields_for(NAMES, street, number)[1:] == ["street", "house_number"]
    assert fields_for(NAMES, number)[1] != "house_number"
    assert (
        fields_for(NAMES, street, ("Delivery street", ["Ring"]), number)[3] == "custom"
    )  # of which of them?


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Primer apellido", "Segundo apellido"),
        ("Apellido paterno", "Apellido materno"),
        ("Apellido 1", "Apellido 2"),
    ],
)
def test_the_second_family_name_completes_the_first(first: str, second: str) -> None:
    columns = [("Nombre", ["Ana", "Luis"]), (first, ["Ruiz", "Gil"]), (second, ["Sanz", "Mora"])]
    assert fields_for(*columns, PEOPLE)[:3] == ["first_name", "last_name", "second_last_name"]


@pytest.mark.parametrize("header", ["Vorwahl", "Area code", "Indicatif", "Prefijo", "Country code"])
def test_an_area_code_completes_the_number_behind_it(header: str) -> None:
    code, number = (header, ["030", "+49", "0221"]), ("Phone", ["1234567", "2234567", "3234567"])
    assert fields_for(NAMES, code, number)[1:] == ["phone_prefix", "phone"]
    assert fields_for(NAMES, PEOPLE, code)[2] != "phone_prefix"
    assert fields_for(NAMES, ("Country code", ["DE", "AT", "CH"]), number)[1] == "country"


GUESTS = ["Anna Berg", "Bob Ray", "Carla Weber"]


@pytest.mark.parametrize(
    "header",
    "Participant Attendee Guest Lead Member Teilnehmer Gast Patient Adhérent Invité Participante Zxqv".split(),
)  # fmt: skip
def test_people_under_a_word_of_their_list(header: str) -> None:
    firms = ("Company", ["Xcorp", "Yard", "Zeta"])
    dates = ("Order date", ["02.01.2026", "03.01.2026", "05.01.2026"])
    for columns in ([PEOPLE], [firms, PEOPLE], [firms, PEOPLE, dates]):
        assert kind_for((header, GUESTS), *columns) is RecordKind.CONTACTS, columns
        assert fields_for((header, GUESTS), *columns)[0] == "full_name", columns
    # beside a name of their own they are others
    assert fields_for(("Name", GUESTS), (header, GUESTS[::-1]), firms, PEOPLE)[0] == "full_name"
    assert fields_for(("Name", GUESTS), (header, GUESTS[::-1]), firms, PEOPLE)[1] not in (
        "full_name",
        "employees",
    )


@pytest.mark.parametrize(
    "header",
    [
        *("Order date", "Last order date", "Invoice date", "Bestelldatum", "Letzte Bestellung", "Rechnungsdatum"),
        *("Date de commande", "Dernière commande", "Fecha de pedido", "Último pedido"),
    ],
)  # fmt: skip
def test_when_somebody_ordered_is_not_when_they_were_entered(header: str) -> None:
    days = (header, ["02.01.2026", "03.01.2026", "05.01.2026"])
    assert fields_for(NAMES, PEOPLE, days)[2] == "custom"
    assert fields_for(("Company", FIRM_NAMES), ("Website", ["x.example"]), days)[2] == "custom"


def test_further_notes_are_notes() -> None:
    assert fields_for(PEOPLE, ("Further notes", ["call again", "met at a fair"]))[1] == "notes"
    assert fields_for(PEOPLE, ("Further notes", ["a", "b"]), ("Notes", ["c", "d"]))[1:] == ["custom", "notes"]


def test_a_column_full_of_e_mails_is_an_e_mail_whatever_its_words() -> None:
    assert fields_for(("Name", ["Ann Lee", "Bob Ray", "Cid Poe"]), ("Details", PEOPLE[1]))[1] == "email"


NAMES = ("Name", ["Ann Lee", "Bob Ray", "Cid Poe"])
SITES = ["www.acme.example", "https://beta.example/", "ceta.example"]
PHONES = ["+49 30 1234567", "+49 40 765432", "+49 89 765433"]
STREETS = ["Weg 1", "Ring 2", "Platz 3"]


@pytest.mark.parametrize(
    ("values", "field"),
    [(SITES, "website"), (PHONES, "phone"), (FIRM_NAMES[:3], "company"), (STREETS, "street")],
)
def test_values_speak_where_the_words_are_unknown(values: list[str], field: str) -> None:
    assert fields_for(NAMES, PEOPLE, ("Qqx wwv", values))[2] == field
    known = {"website": "Website", "phone": "Phone", "company": "Company", "street": "Street"}[field]
    assert fields_for(NAMES, PEOPLE, ("Qqx wwv", values), (known, values))[2:] == ["custom", field]


def test_links_to_documents_are_no_website() -> None:
    links = [f"https://files.example/certificate/{number}.pdf" for number in range(3)]
    assert fields_for(NAMES, PEOPLE, ("Qqx", links))[2] == "custom"


def test_members_who_paid_are_people() -> None:
    columns = [("Order number", ["78945597", "79281805"]), ("Order date", ["20/02/2024", "21/02/2024"])]
    columns += [
        ("Order status", ["Paid", "Refunded"]),
        ("First name", ["Ann", "Bob"]),
        ("Last name", ["Lee", "Ray"]),
    ]
    assert kind_for(*columns, ("Total", ["5", "7"])) is RecordKind.ORDERS
    columns += [("Date of birth", ["24/10/1990", "10/04/1979"]), ("Phone", PHONES[:2])]
    assert kind_for(*columns) is RecordKind.CONTACTS


def test_the_title_of_a_group_says_whose_the_columns_are() -> None:
    for mine, theirs, sector in (
        ("Contact details", "Company details", "Industry"),
        ("Kontaktdaten", "Firmendaten", "Branche"),
        ("Contatti", "Dati azienda", "Settore"),
    ):
        guess = fields_for(
            (f"{mine} Name", ["Ann Lee", "Bob Ray"]),
            (f"{mine} E-Mail", ["a@x.example", "b@x.example"]),
            (f"{theirs} Name", ["Xcorp", "Yard"]),
            (f"{theirs} {sector}", ["IT", "Law"]),
        )
        assert guess == ["full_name", "email", "company", "industry"], mine


def test_a_place_over_the_parts_of_an_address_is_no_town() -> None:
    columns = [("Standort Straße", STREETS), ("Standort PLZ", ["89073", "53111", "10115"])]
    assert fields_for(NAMES, PEOPLE, *columns)[2:] == ["street", "postal_code"]
    english = [("Location Street", STREETS), ("Location Zip", ["89073", "53111", "10115"])]
    assert fields_for(NAMES, PEOPLE, *english)[2:] == ["street", "postal_code"]
    assert fields_for(PEOPLE, ("Location Name", ["North", "South", "East"]))[1] == "custom"
    assert fields_for(PEOPLE, ("Bank Zip", ["89073", "53111", "10115"]))[1] == "custom"
    assert fields_for(NAMES, PEOPLE, *columns, ("Standort Ort", ["Ulm", "Bonn", "Berlin"]))[4] == "city"
    assert fields_for(NAMES, PEOPLE, ("PLZ Ort", ["89073 Ulm", "53111 Bonn", "10115 Berlin"]))[2] == "city"


def test_how_to_reach_somebody_is_nobody_to_ask_for() -> None:
    reach = ["anna@berg.example, +49 30 901820", "bo@dahl.example / 030 901821"]
    guess = guess_sheet(["Name", "Contact"], [["Anna Berg", "Bo Dahl"], reach])
    assert (guess.kind, guess.columns[0].field, guess.columns[1].field) == (
        RecordKind.CONTACTS, "full_name", "email"
    )  # fmt: skip


def test_a_column_of_people_with_nobody_in_it_makes_no_list_of_people() -> None:
    firms = [["X AG", "Y AG"], ["x.example", "y.example"], ["+49 30 901820", "+49 30 901821"], [None, None]]
    assert guess_sheet(["Company", "Website", "Phone", "Contact"], firms).kind is RecordKind.COMPANIES  # type: ignore[arg-type]
    firms[3] = ["Anna Berg", "Bo Dahl"]
    assert guess_sheet(["Company", "Website", "Phone", "Contact"], firms).kind is RecordKind.CONTACTS  # type: ignore[arg-type]


def test_names_without_a_header_are_names_although_few_first_names_are_known() -> None:
    people = [["Anna Berg", "Ylvi Dahl", "Cajus Dorn"], ["a@x.example", "b@x.example", "c@x.example"]]
    assert [c.field for c in guess_sheet(["", ""], people).columns] == ["full_name", "email"]  # type: ignore[arg-type]
