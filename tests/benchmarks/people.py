"""Believable leads from a seed, for the workbook and for the bare database, in any number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

TITLES = [
    *(
        "First name",
        "Last name",
        "E-mail",
        "Phone",
        "Mobile",
        "Company",
        "Job title",
        "Street",
        "Postal code",
    ),
    *("City", "Country", "Annual revenue", "First contact", "Lead source", "Notes"),
]
"""The fifteen columns; `leads` yields their values in this order."""

FIRST = (
    "Anna Ben Carla David Elif Farid Greta Hannah Igor Jasmin Karim Léa Mateo Nora Oskar Paula Quentin Rosa "
    "Søren Tomás Ursula Viktor Wanda Xenia Yusuf Zoë Amélie Björn Chloé Dörte Emre Frédéric Günter Hélène"
).split()
LAST = (
    "Müller Schmidt Weber García Rossi Dubois Nowak Jansen Öztürk Nguyen Kowalski Silva Andersson Petrov Yılmaz "
    "Brown Wilson Taylor Keller Bäcker Lefèvre Moreau Novák Horvat Lindqvist Strauß Fischer Wagner Becker Hoffmann"
).split()
SYLLABLES = "ba den kor lu mi na pe ra sol ta vel wi zan gro hel".split()
FORMS = ["GmbH", "AG", "Ltd", "SARL", "Inc.", "& Co. KG", "B.V.", "SpA"]
JOBS = [
    "Sales manager",
    "Einkauf",
    "Owner",
    "CTO",
    "Directrice",
    "Head of marketing",
    "Buyer",
    "Geschäftsführer",
]
CITIES = [
    ("Berlin", "Germany", "30"),
    ("Hamburg", "Germany", "40"),
    ("München", "Germany", "89"),
    ("Köln", "Germany", "221"),
    ("Frankfurt am Main", "Germany", "69"),
]
SOURCES = ["Web form", "Trade fair", "Referral", "Newsletter", "Cold call", "LinkedIn"]
NOTES = ["", "", "", "Call back in spring", "Wants the price list", "Met at the stand, interested in a demo"]

_ASCII = str.maketrans("äöüéèëçñåøáóíışßăž", "aoueeecnaoaoiissaz")


def word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=syllables)).capitalize()


def leads(count: int, seed: int = 1) -> Iterator[tuple[str | float | date, ...]]:
    """``count`` rows in the order of `TITLES`: texts, the revenue as float, the first contact as date."""
    chance = random.Random(seed)
    firms = [
        (name, f"{name.lower()}{number}.example", f"{name} {chance.choice(FORMS)}")
        for number, name in enumerate(word(chance, 3) for _ in range(max(10, count // 5)))
    ]
    streets = [f"{word(chance, 2)}straße" for _ in range(400)]
    pick = chance.choice
    number = chance.randrange
    for row in range(count):
        first = pick(FIRST)
        last = f"{pick(LAST)}" if number(3) else word(chance, 3)
        _, domain, firm = pick(firms)
        city, country, area = pick(CITIES)
        local = f"{first}.{last}".lower().translate(_ASCII)
        yield (
            first,
            last,
            f"{local}{row}@{domain}",
            f"0{area} {number(2_000_000, 9_999_999)}"
            if number(2)
            else f"+49 {area} {number(2_000_000, 9_999_999)}",
            f"+49 17{number(10)} {number(1_000_000, 9_999_999)}" if number(3) else "",
            firm,
            pick(JOBS),
            f"{pick(streets)} {number(1, 200)}",
            f"{number(1067, 99999):05d}",
            city,
            country,
            round(chance.lognormvariate(12, 1.5), 2),
            date(2025, 1, 1) + timedelta(days=number(650)),
            pick(SOURCES),
            pick(NOTES),
        )
