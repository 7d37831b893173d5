"""Nothing a file says is lost or changed on its way: amounts keep their currency, columns without a place are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.imports import ImportDecisions, Mode, Resolution
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.services.imports.test_history import imported, people, planned, written


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.database.rows(sql)]


def test_amounts_keep_the_currency_the_file_shows(store: Store, services: Services, tmp_path: Path) -> None:
    deals = 'Deal name,Company,Amount,Stage,Close date\nBig one,Acme Inc,"$5,000",Proposal,2026-12-01\n'
    imported(services, written(tmp_path, deals))
    assert rows(store, "SELECT title, amount, currency FROM deal") == [("Big one", 500_000, "USD")]
    firms = "Company;Annual revenue\nAcme Mills;5000 USD\nBeta;700 CHF\n"
    imported(services, written(tmp_path, firms, "firms.csv"))
    found = rows(store, "SELECT name, annual_revenue, currency FROM company WHERE annual_revenue IS NOT NULL")
    assert found == [("Acme Mills", 500_000, "USD"), ("Beta", 70_000, "CHF")]
    again = planned(services, written(tmp_path, deals, "again.csv"))
    assert (again.counts.new, again.counts.changed, again.counts.unchanged) == (0, 0, 1)


def test_amounts_without_a_currency_are_in_that_of_the_file(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = "Geschäft;Firma;Betrag;Phase\nGroßes;Acme AG;5.000,50;Demo\n"
    imported(services, written(tmp_path, text))
    assert rows(store, "SELECT amount, currency FROM deal") == [(500_050, "EUR")]


def test_unknown_columns_of_orders_are_said_in_the_entry(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = (
        "Order ID,Order date,Customer name,Customer email,Total,Currency,SKU,Product,Quantity,Price,Payment method\n"
        "1001,2026-01-02,Ann Lee,a@x.example,100.50,USD,S-1,Lamp,2,50.25,Card\n"
    )
    imported(services, written(tmp_path, text))
    assert rows(store, "SELECT subject, body, amount, currency FROM activity") == [
        ("Order 1001", "2 × Lamp (S-1), 50.25 USD\nPayment method: Card", 10_050, "USD")
    ]


def test_a_field_that_a_company_does_not_have_is_kept_as_a_custom_field(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = "Company,Industry,Employees,Website,Second phone,Phone\nAcme,Law,20,acme.example,030 1234568,030 1234567\n"
    imported(services, written(tmp_path, text))
    assert rows(
        store, "SELECT f.title, v.text FROM company_value v JOIN custom_field f ON f.id = v.field_id"
    ) == [("Second phone", "+49301234568")]


def test_facts_about_a_company_nobody_names_are_told(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = "First Name,Last Name,Email,Company,Industry\nAnn,Lee,a@x.example,Xcorp,IT\nBob,Ray,b@x.example,,Law\n"
    plan = planned(services, written(tmp_path, text))
    (problem,) = plan.sheets[0].problems
    assert (problem.row, problem.column, problem.value, problem.severity) == (3, "Industry", "Law", "warning")
    assert plan.counts.new == 2


def test_a_list_of_names_imported_again_adds_nobody(store: Store, services: Services, tmp_path: Path) -> None:
    path = written(tmp_path, "Name,City\nAnn Lee,Leeds\nBob Ray,York\n")
    imported(services, path)
    plan = planned(services, path)
    assert (plan.counts.new, plan.counts.unchanged, plan.counts.duplicates) == (0, 2, 0)
    other = planned(services, written(tmp_path, "Name,City\nAnn Lee,Hull\n", "other.csv"))
    assert other.counts.new == 1  # another town: perhaps another Ann Lee


@pytest.mark.parametrize("resolution", [Resolution.SKIP, Resolution.UPDATE])
def test_no_company_is_made_for_a_row_that_changes_nothing_by_it(
    store: Store, services: Services, tmp_path: Path, resolution: Resolution
) -> None:
    imported(services, written(tmp_path, "Name,Email,Company\nBob Ray,bob@y.example,Ycorp\n"))
    path = written(tmp_path, "Name,Email,Company\nBob Ray,bob@y.example,Zcorp\n", "second.csv")
    imported(services, path, ImportDecisions(on_match=resolution))
    assert rows(store, "SELECT name FROM company") == [("Ycorp",)]
    assert len(people(store)) == 1


def test_activities_that_are_due_or_done_say_so_and_come_once(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = (
        "Activity type,Subject,Due date,Assigned to,Done\nCall,Intro call,2026-01-02,Sally,yes\n"
        "Meeting,Demo,2026-01-03,Tom,no\nTask,Write,2026-01-04,Tom,\n"
    )
    path = written(tmp_path, text)
    imported(services, path)
    noon = "2026-01-02T12:00:00Z"
    expected = [
        ("call", "Intro call", noon, "2026-01-02", noon),
        ("meeting", "Demo", None, "2026-01-03", None),
        ("task", "Write", None, "2026-01-04", None),
    ]
    read = "SELECT kind, subject, at, due_at, done_at FROM activity ORDER BY id"
    assert rows(store, read) == expected
    again = planned(services, path)
    assert (again.counts.new, again.counts.unchanged) == (0, 3)
    imported(services, path)
    assert rows(store, read) == expected


def test_an_amount_without_a_currency_is_as_many_whole_units_of_the_deals_own(
    store: Store, services: Services, tmp_path: Path
) -> None:
    begun = "Deal;Firma;Betrag;Währung\nYen;F1;1234567;JPY\nDinar;F1;1234,567;KWD\nEuro;F1;12,50;EUR\n"
    imported(services, written(tmp_path, begun))
    later = "Deal;Firma;Betrag\nYen;F1;2000000\nDinar;F1;2000,5\nEuro;F1;13,50\n"
    imported(services, written(tmp_path, later, "later.csv"), ImportDecisions(default_mode=Mode.OVERWRITE))
    assert rows(store, "SELECT title, amount, currency FROM deal ORDER BY id") == [
        ("Yen", 2_000_000, "JPY"),
        ("Dinar", 2_000_500, "KWD"),
        ("Euro", 1_350, "EUR"),
    ]


def test_a_row_without_a_person_stays_a_company(store: Store, services: Services, tmp_path: Path) -> None:
    text = (
        "Kunde;Ansprechpartner;E-Mail;Telefon;Ort;Rabatt\n"
        "Acme GmbH;Anna Berg;anna@acme.example;030 1234567;Ulm;\n"
        "Bolt AG;;info@bolt.example;030 2234567;Bonn;\n"
        "Core GmbH;Carla Weber;carla@core.example;;;\n"
        "Core GmbH;;info@core.example;;;\n"
        "Duo KG;;eva.lind@duo.example;;;\n"
        "Ecco AG;;;030 3234567;;3 %\n"
        "Fox AG;;;;;\n"
    )
    imported(services, written(tmp_path, text))
    firms = rows(store, "SELECT name, email, phone, city FROM company ORDER BY name")
    assert firms == [
        ("Acme GmbH", None, None, None),
        ("Bolt AG", "info@bolt.example", "+49302234567", "Bonn"),
        ("Core GmbH", None, None, None),
        ("Duo KG", None, None, None),
        ("Ecco AG", None, None, None),
        ("Fox AG", None, None, None),
    ]
    # What a company that is there already, or a field of a person, has no place for stays with somebody there.
    held = rows(
        store,
        "SELECT c.full_name, f.name FROM contact c JOIN company f ON f.id = c.company_id ORDER BY f.name, c.id",
    )
    assert [firm for _, firm in held] == ["Acme GmbH", "Core GmbH", "Core GmbH", "Duo KG", "Ecco AG"]
    again = planned(services, written(tmp_path, text, "again.csv"))
    assert (again.counts.new, again.counts.changed) == (0, 0)


def test_the_parts_of_a_birthday_make_one(store: Store, services: Services, tmp_path: Path) -> None:
    text = (
        "First name,Last name,Email,Birth month,Birth day,Birth year\n"
        "Ann,Lee,a@x.example,2,3,1970\n"
        "Bo,Ray,b@x.example,December,24,\n"
        "Cid,Poe,c@x.example,février,29,0000\n"
        "Dee,Fox,d@x.example,2,30,1980\n"
        "Eve,Kay,e@x.example,,,1990\n"
        "Flo,May,f@x.example,,,\n"
        "Gus,Orr,g@x.example,3,4,2999\n"
    )
    imported(services, written(tmp_path, text))
    assert rows(store, "SELECT first_name, birthday, notes FROM contact ORDER BY first_name") == [
        ("Ann", "1970-02-03", None),
        ("Bo", "--12-24", None),
        ("Cid", "--02-29", None),
        ("Dee", None, "Birth month: 2\nBirth day: 30\nBirth year: 1980"),
        ("Eve", None, "Birth year: 1990"),
        ("Flo", None, None),
        ("Gus", None, "Birth month: 3\nBirth day: 4\nBirth year: 2999"),
    ]
    assert rows(store, "SELECT title FROM custom_field") == []
    again = planned(services, written(tmp_path, text, "again.csv"))
    assert (again.counts.new, again.counts.changed) == (0, 0)


def test_the_parts_of_a_birthday_beside_the_whole(store: Store, services: Services, tmp_path: Path) -> None:
    text = (
        "Vorname,Nachname,Geburtsdatum,Geb. Tag,Geb. Monat,Geb. Jahr\n"
        "Ann,Lee,03.02.1970,3,2,1970\n"
        "Bo,Ray,24.12.,24,12,1980\n"
        "Cid,Poe,03.02.1970,4,2,1970\n"
        "Dee,Fox,03.02.1970,3,2,\n"
    )
    imported(services, written(tmp_path, text))
    assert rows(store, "SELECT first_name, birthday, notes FROM contact ORDER BY first_name") == [
        ("Ann", "1970-02-03", None),
        ("Bo", "1980-12-24", None),
        ("Cid", "1970-02-03", "Geb. Tag: 4\nGeb. Monat: 2\nGeb. Jahr: 1970"),
        ("Dee", "1970-02-03", None),
    ]


def test_a_part_in_a_column_of_its_own_completes_its_value(
    store: Store, services: Services, tmp_path: Path
) -> None:
    text = (
        "Nombre;Primer apellido;Segundo apellido;Calle;Número exterior;Vorwahl;Telefon\n"
        "Ana;Ruiz;Sanz;Gartenweg;12 a;030;1234567\n"
        "Luis;Gil;;Am Ring 5;5;+49;30 2234567\n"
        "Eva;Mora;Mora;;7;0221;+49 221 3234567\n"
        "Sol;Vega;Paz;Talweg;;;0221 4234567\n"
    )
    imported(services, written(tmp_path, text), ImportDecisions(country="DE"))
    assert rows(store, "SELECT full_name, last_name, street, phone, notes FROM contact ORDER BY id") == [
        ("Ana Ruiz Sanz", "Ruiz Sanz", "Gartenweg 12 a", "+49301234567", None),
        ("Luis Gil", "Gil", "Am Ring 5", "+49302234567", None),
        ("Eva Mora", "Mora", None, "+492213234567", "Número exterior: 7\nVorwahl: 0221"),
        ("Sol Vega Paz", "Vega Paz", "Talweg", "+492214234567", None),
    ]
