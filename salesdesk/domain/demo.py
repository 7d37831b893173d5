"""Believable people and firms for a demonstration, put together from word lists by a seed.

Addresses end in ``.example`` and the records carry no real person's data. Everything is generated in chunks of
plain tuples, because a million people are wanted within a minute.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from salesdesk.domain.changes import ChangeSet, KeptRow
from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key

_PLAIN_ADDRESSES = 50_000  # so many people have addresses without a number


@dataclass(frozen=True, slots=True)
class Country:
    """The words of one country; ``weight`` is its share of the people."""

    code: str
    weight: int
    currency: str
    phone: tuple[str, ...]
    mobile: tuple[str, ...]
    digits: int
    postal: str
    cities: tuple[str, ...]
    streets: tuple[str, ...]
    street_first: bool
    firms: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoCampaign:
    """A campaign that starts ``days_ago`` before today (after it when negative) and lasts ``days``."""

    name: str
    channel: str
    goal: str
    days_ago: int
    days: int

    @property
    def status(self) -> str:
        """planned, running or finished, as of today."""
        if self.days_ago < 0:
            return "planned"
        return "running" if self.days_ago <= self.days else "finished"


@dataclass(frozen=True, slots=True)
class DemoWords:
    """All words of the demonstration; ``people``, ``company`` and ``sales`` are lists by name."""

    countries: tuple[Country, ...]
    company: Mapping[str, Sequence[str]]
    people: Mapping[str, Sequence[str]]
    sales: Mapping[str, Sequence[str]]
    campaigns: tuple[DemoCampaign, ...]

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> DemoWords:
        """From the parsed word file."""
        countries = tuple(
            Country(**{k: tuple(v) if isinstance(v, list) else v for k, v in country.items()})  # type: ignore[arg-type]
            for country in tables["country"]
        )
        campaigns = tuple(DemoCampaign(**campaign) for campaign in tables["campaign"])
        return cls(countries, tables["company"], tables["people"], tables["sales"], campaigns)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A firm: ``country`` is the place of its country in the words, ``domain`` its web and mail domain."""

    name: str
    name_key: str
    match_key: str
    domain: str
    country: int
    city: str
    street: str
    postal_code: str
    phone: str
    industry: str
    employees: int
    annual_revenue: int


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person; ``company`` is the place of their firm in the list of firms, None for a consumer."""

    first: str
    last: str
    full_name: str
    name_key: str
    email: str
    phone: str
    mobile: str | None
    company: int | None
    job_title: str | None
    department: str | None
    country: int
    city: str
    street: str
    postal_code: str


class DemoPeople:
    """Makes firms and people; the same words and seed give the same ones."""

    def __init__(self, words: DemoWords, seed: int) -> None:
        self._words, self._random = words, Random(seed)
        self._countries = [n for n, c in enumerate(words.countries) for _ in range(c.weight)]
        self._postal = [_postal_parts(c.postal) for c in words.countries]
        self._keys: dict[str, str] = {}
        self._name_keys: dict[str, str] = {}
        self._addresses: set[str] = set()
        self._taken: dict[str, int] = {}

    def companies(self, count: int) -> list[DemoCompany]:
        """``count`` firms with names that are all different."""
        return [self._company() for _ in range(count)]

    def _company(self) -> DemoCompany:
        pick, words = self._random, self._words
        place = self._countries[int(pick.random() * len(self._countries))]
        country = words.countries[place]
        base = _one(pick, words.company["first"]) + _one(pick, words.company["second"])
        if pick.random() < 0.45:
            base = f"{base} {_one(pick, words.company['third'])}"
        elif pick.random() < 0.4:
            base = f"{_one(pick, country.last)} {_one(pick, words.company['third'])}"
        number = self._taken[base] = self._taken.get(base, 0) + 1
        if number > 1:
            base = f"{base} {_one(pick, country.cities)}"
            again = self._taken[base] = self._taken.get(base, 0) + 1
            base = f"{base} {again}" if again > 1 else base
        name = f"{base} {_one(pick, country.firms)}"
        employees = int(4 * 2 ** (pick.random() * 9))
        return DemoCompany(
            name,
            fold_key(name),
            company_key(name),
            f"{_ascii(base)}.example",
            place,
            _one(pick, country.cities),
            self._street(country),
            self._postal_code(place),
            self._number(country.phone, country.digits),
            _one(pick, words.company["industries"]),
            employees,
            employees * (80_000 + int(pick.random() * 120_000)) * 100,
        )

    def people(self, start: int, count: int, companies: Sequence[DemoCompany]) -> list[DemoPerson]:
        """People number ``start`` to ``start + count``; numbers keep their addresses apart."""
        made = []
        random, job_titles, departments = (
            self._random.random,
            self._words.people["job_titles"],
            self._words.people["departments"],
        )
        for number in range(start, start + count):
            at_work = random() < 0.88 and bool(companies)
            firm = int(random() * random() * len(companies)) if at_work else None
            company = companies[firm] if firm is not None else None
            place = company.country if company else self._countries[int(random() * len(self._countries))]
            country = self._words.countries[place]
            first = country.first[int(random() * len(country.first))]
            last = country.last[int(random() * len(country.last))]
            name = f"{first} {last}"
            local = f"{self._key(first)}.{self._key(last)}"
            domain = company.domain if company is not None else "post.example"
            email = f"{local}@{domain}"
            if number > _PLAIN_ADDRESSES or email in self._addresses:
                email = f"{local}{number}@{domain}"
            else:
                self._addresses.add(email)
            made.append(
                DemoPerson(
                    first,
                    last,
                    name,
                    f"{self._folded(first)} {self._folded(last)}",
                    email,
                    self._number(country.phone, country.digits),
                    self._number(country.mobile, country.digits) if random() < 0.4 else None,
                    firm,
                    job_titles[int(random() * len(job_titles))] if company else None,
                    departments[int(random() * len(departments))] if company else None,
                    place,
                    company.city if company else country.cities[int(random() * len(country.cities))],
                    company.street if company else self._street(country),
                    company.postal_code if company else self._postal_code(place),
                )
            )
        return made

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = _ascii(name)
        return self._keys[name]

    def _folded(self, name: str) -> str:
        if name not in self._name_keys:
            self._name_keys[name] = fold_key(name)
        return self._name_keys[name]

    def _number(self, prefixes: Sequence[str], digits: int) -> str:
        value = int(self._random.random() * 10**digits)
        return f"{prefixes[int(self._random.random() * len(prefixes))]}{value:0{digits}d}"

    def _street(self, country: Country) -> str:
        street, number = _one(self._random, country.streets), 1 + int(self._random.random() * 140)
        return f"{street} {number}" if country.street_first else f"{number} {street}"

    def _postal_code(self, place: int) -> str:
        form, digits = self._postal[place]
        value = f"{int(self._random.random() * 10**digits):0{digits}d}"
        found, at = [], 0
        for sign in form:
            if sign == "#":
                found.append(value[at])
                at += 1
            elif sign == "@":
                found.append("ABDEFGHJLNPQRSTUWXYZ"[int(self._random.random() * 20)])
            else:
                found.append(sign)
        return "".join(found)


def _one(pick: Random, words: Sequence[str]) -> str:
    return words[int(pick.random() * len(words))]


def _postal_parts(form: str) -> tuple[str, int]:
    return form, form.count("#")


def _ascii(text: str) -> str:
    """A name as mail domains write it: plain letters and digits."""
    spelled = text.lower().replace("ß", "ss").replace("ø", "o").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", spelled)
    return "".join(c for c in plain if c.isascii() and c.isalnum())


@dataclass(frozen=True, slots=True)
class Cleared:
    """``going`` sample records go, ``staying`` ones stay because own ones refer to them; with them go ``edits``, the changes
    of them made since. ``empty`` says that no record is left; ``kept`` are the rows that stay."""

    going: int
    staying: int
    edits: int
    empty: bool
    kept: tuple[KeptRow, ...]
    changes: ChangeSet = field(default_factory=ChangeSet)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the sample was ever made."""
        return self.empty and not self.edits
