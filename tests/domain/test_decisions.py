"""Decisions as they are typed, in four languages: no wrong person, no wrong day, no wrong deal."""

from __future__ import annotations

from datetime import datetime

import pytest

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.decisions import (
    Decision,
    DecisionReader,
    Part,
    is_decision,
    named_guest,
)
from salesdesk.domain.known_names import KnownDeal, KnownDeals, KnownPeople, KnownPerson
from salesdesk.domain.natural_dates.reading import Typist

NOW = datetime(2026, 11, 23, 14, 0)  # a Monday
PEOPLE = ("Mia Lindqvist", "Tom Berg", "Mark Hale", "Anna Rossi", "Anna Vogel", "Jean-Luc Petit", "José Ruiz")
DEALS = (
    ("Yard cranes", "Dahl Marine", "Henrik Dahl"),
    ("Fleet rollout", "Nordwind Logistics", "Amara Okafor"),
    ("Website offer", "Kite Systems", "Ben Ost"),
    ("Annual supply", "Fjord Coffee", "Jonas Vik"),
    ("March campaign", "Fjord Coffee", "Jonas Vik"),
    ("Friday market", "Mensah Textiles", "Efua Mensah"),
    ("Küchenzeile", "Baumgart KG", "Karl Baumgart"),
    ("Pilot, 12 seats", "Café Mirador", "Lucía Vega"),
)
NEAR = (1, 2, 7)


def reader() -> DecisionReader:
    people = KnownPeople([KnownPerson(n, name) for n, name in enumerate(PEOPLE, 1)])
    deals = [
        KnownDeal(n, title, fold_key(title), fold_key(company), fold_key(person))
        for n, (title, company, person) in enumerate(DEALS, 1)
    ]
    return DecisionReader(people, KnownDeals(deals, NEAR))


def read(line: str, language: str = "en", here: int | None = None) -> Decision:
    return reader().read(line, NOW, Typist(language), here)


MIA, TOM, MARK, JL, JOSE = PEOPLE[0], PEOPLE[1], PEOPLE[2], PEOPLE[5], PEOPLE[6]
SENTENCES = (
    # (language, line, title, person, day, deal); "?" where the line leaves it open
    ("en", "! Mia calls Henrik about the cranes by wed", "Call Henrik about the cranes", MIA, "2026-11-25", "Yard cranes"),
    ("en", "! Ask Jonas for the date in writing tomorrow", "Ask Jonas for the date in writing", "", "2026-11-24", ""),
    ("en", "! Send proposal with yearly billing today 16:00", "Send proposal with yearly billing", "", "2026-11-23T", ""),
    ("en", "! Ask Mia for the price list by Friday", "Ask Mia for the price list", "", "2026-11-27", ""),
    ("en", "! Mia: send the offer to Kite Systems fri", "Send the offer to Kite Systems", MIA, "2026-11-27", "Website offer"),
    ("en", "! Mia, send the slides tomorrow", "Send the slides", MIA, "2026-11-24", ""),
    ("en", "! Mia to prepare the demo for Nordwind Logistics by 3 Dec", "Prepare the demo for Nordwind Logistics", MIA, "2026-12-03", "Fleet rollout"),
    ("en", "! Tom will book the room for 5 December", "Book the room", TOM, "2026-12-05", ""),
    ("en", "! Tom Berg should check the contract", "Check the contract", TOM, "", ""),
    ("en", "! @tom update the figures by the end of next week", "Update the figures", TOM, "2026-12-04", ""),
    ("en", "! update the figures @Mia", "Update the figures", MIA, "", ""),
    ("en", "! update the figures (Mia)", "Update the figures", MIA, "", ""),
    ("en", "! update the figures – Tom", "Update the figures", TOM, "", ""),
    ("en", "! update the figures -> Tom Berg", "Update the figures", TOM, "", ""),
    ("en", "! Mia and Tom prepare the demo", "Mia and Tom prepare the demo", "?", "", ""),
    ("en", "! Mia & Tom prepare the demo", "Mia & Tom prepare the demo", "?", "", ""),
    ("en", "! Mia, Tom: prepare the demo", "Mia, Tom: prepare the demo", "?", "", ""),
    ("en", "! Mia or Tom calls Efua Mensah", "Mia or Tom calls Efua Mensah", "?", "", "Friday market"),
    ("en", "! Anna calls Karl Baumgart", "Call Karl Baumgart", "?", "", "Küchenzeile"),
    ("en", "! Anna Vogel calls Karl Baumgart", "Call Karl Baumgart", "Anna Vogel", "", "Küchenzeile"),
    ("en", "! Mia Berger calls back", "Mia Berger calls back", "?", "", ""),
    ("en", "! Mia's offer goes out on Thursday", "Mia's offer goes out", "", "2026-11-26", ""),
    ("en", "! Mark the pages as done", "Mark the pages as done", "?", "", ""),
    ("en", "! Mark calls Lucía Vega", "Call Lucía Vega", MARK, "", "Pilot, 12 seats"),
    ("en", "! Mark: the pages of the offer", "The pages of the offer", MARK, "", ""),
    ("en", "! Mia needs the new price list: send it", "Mia needs the new price list: send it", "", "", ""),
    ("en", "! Mia has the keys, fetch them", "Mia has the keys, fetch them", "", "", ""),
    ("en", "! I call Amara Okafor tomorrow at 10", "Call Amara Okafor", "", "2026-11-24T", "Fleet rollout"),
    ("en", "! March campaign: order flyers by 30 Nov", "March campaign: order flyers", "", "2026-11-30", "March campaign"),
    ("en", "! Friday market: send the plan", "Friday market: send the plan", "", "", "Friday market"),
    ("en", "! Friday market: send the plan on Wednesday", "Friday market: send the plan", "", "2026-11-25", "Friday market"),
    ("en", "! Call Fjord Coffee", "Call Fjord Coffee", "", "", "?"),
    ("en", "! Call Fjord Coffee about the annual supply", "Call Fjord Coffee about the annual supply", "", "", "Annual supply"),
    ("en", "! Yard cranes and fleet rollout: one price", "Yard cranes and fleet rollout: one price", "", "", "?"),
    ("en", "! send the price list", "Send the price list", "", "", ""),
    ("en", "! a new website offer for the autumn", "A new website offer for the autumn", "", "", "Website offer"),
    ("en", "! call them Monday or Tuesday", "Call them Monday or Tuesday", "", "?", ""),
    ("en", "! not on Monday, ask first", "Not on Monday, ask first", "", "?", ""),
    ("en", "! #Yard cranes send the drawing", "Yard cranes send the drawing", "", "", "Yard cranes"),
    ("en", "! #nothing known send the drawing", "Nothing known send the drawing", "", "", "?"),
    ("en", "! @nobody send the drawing", "@nobody send the drawing", "?", "", ""),
    ("en", "! mail to mia@example.com", "Mail to mia@example.com", "", "", ""),
    ("en", "! price list 2027 to Dahl Marine in 3 days", "Price list 2027 to Dahl Marine", "", "2026-11-26", "Yard cranes"),
    ("en", "! offer 12 seats at 24,000", "Offer 12 seats at 24,000", "", "", ""),
    ("de", "! Mia ruft Henrik wegen der Kräne bis Mittwoch an", "Mia ruft Henrik wegen der Kräne an", MIA, "2026-11-25", "Yard cranes"),
    ("de", "! Mia soll Henrik bis Freitag anrufen", "Henrik anrufen", MIA, "2026-11-27", "Yard cranes"),
    ("de", "! Tom: Angebot an Kite Systems bis Ende der Woche schicken", "Angebot an Kite Systems schicken", TOM, "2026-11-27", "Website offer"),
    ("de", "! Mia um die Preisliste bitten", "Mia um die Preisliste bitten", "?", "", ""),
    ("de", "! Mia anrufen", "Mia anrufen", "?", "", ""),
    ("de", "! Mia heute anrufen", "Mia anrufen", "?", "2026-11-23", ""),
    ("de", "! Tom prüft den Vertrag bis Donnerstag", "Tom prüft den Vertrag", TOM, "2026-11-26", ""),
    ("de", "! Anna Rossi schickt Amara Okafor die Zahlen", "Anna Rossi schickt Amara Okafor die Zahlen", "Anna Rossi", "", "Fleet rollout"),
    ("en", "! Mia call Henrik", "Mia call Henrik", MIA, "", "Yard cranes"),
    ("en", "! Mia about the prices", "Mia about the prices", "?", "", ""),
    ("fr", "! Mia prépare la démo pour mardi", "Mia prépare la démo", MIA, "2026-11-24", ""),
    ("fr", "! Mia sur le devis", "Mia sur le devis", "?", "", ""),
    ("es", "! Tom prepara la propuesta para el 2 de diciembre", "Tom prepara la propuesta", TOM, "2026-12-02", ""),
    ("de", "! Mia braucht die Preisliste bis morgen", "Mia braucht die Preisliste", "", "2026-11-24", ""),
    ("de", "! Mia und Tom bereiten die Demo vor", "Mia und Tom bereiten die Demo vor", "?", "", ""),
    ("de", "! Ich schicke den Vertrag übermorgen", "Schicke den Vertrag", "", "2026-11-25", ""),
    ("de", "! Küchenzeile nachfassen nächste Woche Dienstag", "Küchenzeile nachfassen", "", "2026-12-01", "Küchenzeile"),
    ("de", "! Unterlagen prüfen (Mia) bis 27.11.", "Unterlagen prüfen (Mia)", "", "2026-11-27", ""),
    ("de", "! Unterlagen prüfen bis 27.11. (Mia)", "Unterlagen prüfen", MIA, "2026-11-27", ""),
    ("de", "! Rückruf Baumgart KG am 2.12. um 9 Uhr", "Rückruf Baumgart KG", "", "2026-12-02T", "Küchenzeile"),
    ("fr", "! Tom doit envoyer le devis à Kite Systems d'ici vendredi", "Envoyer le devis à Kite Systems", TOM, "2026-11-27", "Website offer"),
    ("fr", "! Jean-Luc appelle Lucía Vega demain", "Jean-Luc appelle Lucía Vega", JL, "2026-11-24", "Pilot, 12 seats"),
    ("fr", "! Jean-Luc et Tom préparent la réunion", "Jean-Luc et Tom préparent la réunion", "?", "", ""),
    ("fr", "! demander les prix à Mia demain", "Demander les prix à Mia", "", "2026-11-24", ""),
    ("fr", "! Mia : relancer Dahl Marine le 4 décembre", "Relancer Dahl Marine", MIA, "2026-12-04", "Yard cranes"),
    ("fr", "! appeler avant vendredi", "Appeler avant vendredi", "", "?", ""),
    ("fr", "! Mia veut le contrat", "Mia veut le contrat", "", "", ""),
    ("es", "! José llama a Henrik Dahl mañana", "José llama a Henrik Dahl", JOSE, "2026-11-24", "Yard cranes"),
    ("es", "! José debe enviar la oferta para el jueves", "Enviar la oferta", JOSE, "2026-11-26", ""),
    ("es", "! enviar la oferta a Café Mirador el 30 de noviembre", "Enviar la oferta a Café Mirador", "", "2026-11-30", "Pilot, 12 seats"),
    ("es", "! Mia y José preparan la reunión", "Mia y José preparan la reunión", "?", "", ""),
    ("es", "! @José revisar el contrato pasado mañana", "Revisar el contrato", JOSE, "2026-11-25", ""),
    ("es", "! Mia quiere el contrato", "Mia quiere el contrato", "", "", ""),
    ("es", "! llamar antes del viernes", "Llamar antes del viernes", "", "?", ""),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "line", "title", "person", "day", "deal"), SENTENCES, ids=[one[1] for one in SENTENCES]
)
def test_a_line_says_who_when_and_which_deal(
    language: str, line: str, title: str, person: str, day: str, deal: str
) -> None:
    found = read(line, language)
    assert found.title == title
    who = "?" if Part.PERSON in found.doubts else found.person.name if found.person else ""
    when = "?" if Part.DAY in found.doubts else found.due or ""
    which = "?" if Part.DEAL in found.doubts else found.deal.title if found.deal else ""
    assert (who, when[: len(day)] if day.endswith("T") else when, which) == (person, day, deal)


def test_a_line_that_names_no_deal_is_about_the_one_spoken_of() -> None:
    assert read("! send the offer", here=2).deal == read("! Fleet rollout: send the offer").deal
    assert read("! call Efua Mensah", here=2).deal is not None
    assert read("! call Efua Mensah", here=2).deal.title == "Friday market"  # type: ignore[union-attr]


def test_of_several_deals_of_a_company_the_one_spoken_of_is_meant() -> None:
    found = read("! call Fjord Coffee", here=4)
    assert found.deal is not None
    assert found.deal.title == "Annual supply"
    assert Part.DEAL not in found.doubts


def test_a_deal_that_is_not_of_the_meeting_is_told_by_its_whole_name_alone() -> None:
    assert read("! send the supply list").deal is None


def test_what_a_line_says_itself_is_told_apart_from_what_goes_without_saying() -> None:
    assert read("! Mia calls Henrik by wed").said == {Part.PERSON, Part.DAY, Part.DEAL}
    assert read("! send the offer", here=2).said == frozenset()


@pytest.mark.parametrize(
    "line", ["!", "! ", "!!", "! @", "! #", "! (Mia)", "!" * 400, "! " + "a" * 20_000, "! \u202e\ufffc\x00"]
)
def test_odd_lines_are_read_without_harm(line: str) -> None:
    assert isinstance(read(line).title, str)


def test_with_nobody_and_nothing_known_a_line_still_says_its_day() -> None:
    bare = DecisionReader(KnownPeople([]), KnownDeals([]))
    found = bare.read("! Mia calls by fri", NOW)
    assert (found.title, found.due, found.person, found.deal) == ("Mia calls", "2026-11-27", None, None)


def test_a_decision_begins_with_its_mark() -> None:
    assert is_decision("! call")
    assert is_decision("  !call")
    assert not is_decision("call!")
    assert not is_decision("")


def test_offers_while_typing() -> None:
    people = KnownPeople([KnownPerson(n, name) for n, name in enumerate(PEOPLE, 1)])
    assert [one.name for one in people.starting("an")] == ["Anna Rossi", "Anna Vogel"]
    deals = KnownDeals([KnownDeal(1, "Yard cranes", "yard cranes"), KnownDeal(2, "Fleet", "fleet")])
    assert [one.title for one in deals.starting("cra")] == ["Yard cranes"]
    assert len(deals.starting("")) == 2


@pytest.mark.parametrize(
    ("line", "guest"),
    [
        ("! Mia calls Henrik", "Mia Lind"),
        ("! Mia Lind calls Henrik", "Mia Lind"),
        ("! Mia's offer is checked", ""),
        ("! Call Mia", ""),
        ("! Tom calls Henrik", "Tom"),
        ("! Mia", ""),
    ],
)
def test_who_is_there_and_no_owner_is_told(line: str, guest: str) -> None:
    decision = DecisionReader(KnownPeople([]), KnownDeals([])).read(line, datetime(2026, 11, 23, 12))
    assert named_guest(decision, "You, Mia Lind and Tom") == guest
