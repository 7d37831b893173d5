"""Invented people and organisations with known duplicates, damaged the way real files are.

Every set is made from a seed alone. A row is a mapping of command-line field names to texts; ``truth`` holds the
number of the real person or organisation behind each row.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Row = dict[str, str]

_FIRST = """
james mary robert patricia john jennifer michael linda david elizabeth william barbara richard susan joseph jessica thomas sarah
charles karen christopher lisa daniel nancy matthew betty anthony margaret mark sandra donald ashley steven kimberly paul emily
andrew donna joshua michelle kenneth carol kevin amanda brian dorothy george melissa edward deborah ronald stephanie timothy rebecca
jason sharon jeffrey laura ryan cynthia jacob kathleen gary amy nicholas angela eric shirley jonathan anna stephen brenda larry pamela
justin emma scott nicole brandon helen benjamin samantha samuel katherine raymond christine gregory debra frank rachel alexander carolyn
patrick janet jack catherine dennis maria jerry heather tyler diane aaron ruth jose julie adam olivia nathan joyce henry virginia
zoe noah lachlan thomas chloe ella jasmine georgia mitchell isabella harrison brooke hayley tahlia bailey ethan cooper finn imogen
""".split()
_LAST = """
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore
jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen
hill flores green adams nelson baker hall rivera campbell mitchell carter roberts webb clarke matthews ryan reid dixon burford coleman
""".split()
_SYLLABLES = "ba ker ling ton ham mor ris son wick dal by field ber gan holt ven der lan gra stein ko val pe tro mi chel row ash".split()
_STREETS = "oak maple cedar park lake hill main church elm river mill station victoria albert king queen washington lincoln".split()
_TYPES = [
    ("street", "st"),
    ("avenue", "ave"),
    ("road", "rd"),
    ("drive", "dr"),
    ("place", "pl"),
    ("court", "ct"),
]
_TRADES = """
bakery plumbing consulting logistics dental garage hotel restaurant software cleaning travel printing security media foods design
electric optics pharmacy insurance furniture textiles marine dairy steel
""".split()
_FORMS = ["inc", "ltd", "llc", "gmbh", "corp", "co", "group", ""]
_KEYS = {
    "a": "qs",
    "b": "vn",
    "c": "xv",
    "d": "sf",
    "e": "wr",
    "i": "uo",
    "l": "k",
    "m": "n",
    "n": "mb",
    "o": "ip",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "u": "yi",
}


@dataclass(frozen=True)
class Invented:
    """Rows with the number of the real thing behind each."""

    rows: list[Row]
    truth: list[int]

    def true_pairs(self) -> set[tuple[int, int]]:
        members: dict[int, list[int]] = {}
        for row, entity in enumerate(self.truth):
            members.setdefault(entity, []).append(row)
        return {pair for group in members.values() for pair in itertools.combinations(group, 2)}

    def without(self, *fields: str) -> Invented:
        """The same set with some columns left out."""
        return Invented(
            [{key: value for key, value in row.items() if key not in fields} for row in self.rows], self.truth
        )


class World:
    """Where people and firms come from: names by falling frequency, places, streets."""

    def __init__(self, seed: int, places: int = 120) -> None:
        self.draw = random.Random(seed)
        invented = {
            "".join(self.draw.choice(_SYLLABLES) for _ in range(self.draw.randint(2, 3))) for _ in range(2500)
        }
        self._last = [*_LAST, *sorted(invented)]
        self._last_weights = list(itertools.accumulate(1 / (rank + 12) for rank in range(len(self._last))))
        self._first_weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(_FIRST))))
        self._places = [self._place() for _ in range(places)]
        self._words = [*_STREETS, *sorted(invented)[:400]]

    def _place(self) -> tuple[str, str, str]:
        name = "".join(self.draw.choice(_SYLLABLES) for _ in range(2)) + self.draw.choice(
            ["", "ville", " park", " hills"]
        )
        return name, f"{self.draw.randint(10000, 99999)}", self.draw.choice(["nsw", "vic", "qld", "wa"])

    def first(self) -> str:
        return self.draw.choices(_FIRST, cum_weights=self._first_weights)[0]

    def last(self) -> str:
        return self.draw.choices(self._last, cum_weights=self._last_weights)[0]

    def street(self) -> str:
        return f"{self.draw.randint(1, 400)} {self.draw.choice(self._words)} {self.draw.choice(_TYPES)[0]}"

    def place(self) -> dict[str, str]:
        city, postal, region = self.draw.choice(self._places)
        return {"city": city, "postal_code": postal, "region": region}

    def birthday(self) -> str:
        return (date(1930, 1, 1) + timedelta(days=self.draw.randrange(27000))).isoformat()

    def phone(self) -> str:
        return f"{self.draw.randint(201, 989)}{self.draw.randint(2000000, 9999999)}"

    def firm(self) -> str:
        style = self.draw.random()
        if style < 0.4:
            name = f"{self.last()} {self.draw.choice(_TRADES)}"
        elif style < 0.7:
            name = f"{self.last()} and {self.last()} {self.draw.choice(_TRADES)}"
        else:
            name = f"{self.draw.choice(self._words)} {self.draw.choice(_STREETS)} {self.draw.choice(_TRADES)}"
        return f"{name} {self.draw.choice(_FORMS)}".strip()

    def slip(self, text: str) -> str:
        """One typing error."""
        if len(text) < 2:
            return text
        at = self.draw.randrange(len(text))
        kind = self.draw.random()
        if kind < 0.25:
            return text[:at] + text[at + 1 :]
        if kind < 0.5:
            return (
                text[:at]
                + self.draw.choice("abcdefghijklmnoprstuvy" if not text[at].isdigit() else "0123456789")
                + text[at:]
            )
        if kind < 0.75 and at + 1 < len(text):
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        near = _KEYS.get(text[at], "") or ("0123456789" if text[at].isdigit() else "aeiou")
        return text[:at] + self.draw.choice(near) + text[at + 1 :]

    def copies(self, originals: list[Row], share: float, most: int, damage: Callable[[Row], Row]) -> Invented:
        """Originals plus damaged copies of a share of them (1 to ``most`` each), shuffled."""
        rows = [(row, number) for number, row in enumerate(originals)]
        for number, row in enumerate(originals):
            if self.draw.random() < share:
                rows.extend((damage(dict(row)), number) for _ in range(self.draw.randint(1, most)))
        self.draw.shuffle(rows)
        return Invented([row for row, _ in rows], [number for _, number in rows])


def registry(
    seed: int = 1, people: int = 1500, share: float = 0.6, most: int = 3, errors: int = 3
) -> Invented:
    """Like the research sets of patient registers: full addresses and birth dates, heavy typing errors."""
    world = World(seed)
    draw = world.draw

    def person() -> Row:
        street = world.street()
        return {
            "first_name": world.first(), "last_name": world.last(), "street": street, "birthday": world.birthday(),
            "street_2": draw.choice(["", "", "rosetta village", "flat 3", "brentwood"]), **world.place(),
        }  # fmt: skip

    def damage(row: Row) -> Row:
        for _ in range(draw.randint(1, errors)):
            field = draw.choice(list(row))
            kind = draw.random()
            if kind < 0.6:
                row[field] = world.slip(row[field])
            elif kind < 0.75:
                row[field] = ""
            elif kind < 0.82:
                row["first_name"], row["last_name"] = row["last_name"], row["first_name"]
            elif kind < 0.88:
                row["street"], row["street_2"] = row["street_2"], row["street"]
            elif kind < 0.94:
                other = person()
                row[field] = other[field]
            else:
                row["birthday"] = row["birthday"][:5] + row["birthday"][8:] + "-" + row["birthday"][5:7]
        return row

    return world.copies([person() for _ in range(people)], share, most, damage)


def census(seed: int = 2, households: int = 350) -> Invented:
    """Two counts of the same town: whole families under one roof, no birth dates, small name errors."""
    world = World(seed)
    draw = world.draw
    originals: list[Row] = []
    for _ in range(households):
        last, street = world.last(), world.street()
        for _ in range(draw.choice([1, 1, 2, 2, 3, 4])):
            originals.append(
                {
                    "first_name": world.first(), "last_name": last, "street": street,
                    "middle_name": draw.choice(["", "", *"abcdefghjklmrst"]),
                }
            )  # fmt: skip

    def damage(row: Row) -> Row:
        for field, chance in (("first_name", 0.3), ("last_name", 0.3), ("street", 0.3)):
            if draw.random() < chance:
                row[field] = world.slip(row[field])
        if draw.random() < 0.15:
            row["middle_name"] = ""
        if draw.random() < 0.08:
            row["first_name"] = row["first_name"][:1]
        return row

    return world.copies(originals, 0.5, 1, damage)


def voters(seed: int = 3, people: int = 2500) -> Invented:
    """A voters' list: movers, married names, middle names shortened; families; no exact birth date."""
    world = World(seed)
    draw = world.draw
    originals: list[Row] = []
    while len(originals) < people:
        home = {"street": world.street(), **world.place(), "last_name": world.last()}
        for _ in range(draw.choice([1, 2, 2, 3])):
            originals.append(
                {
                    "first_name": world.first(), "middle_name": world.first(), **home,
                    "birthday": world.birthday()[:4], "phone": draw.choice(["", world.phone()]),
                }
            )  # fmt: skip

    def damage(row: Row) -> Row:
        kind = draw.random()
        if kind < 0.15:
            row.update({"street": world.street(), **world.place()})
        elif kind < 0.22:
            row["last_name"] = world.last()
        if draw.random() < 0.3:
            row["middle_name"] = row["middle_name"][:1]
        for field in ("first_name", "last_name", "street", "city", "postal_code"):
            if draw.random() < 0.12:
                row[field] = world.slip(row[field])
        if draw.random() < 0.15:
            row["phone"] = world.phone()
        return row

    return world.copies(originals, 0.3, 2, damage)


def leads(seed: int = 4, people: int = 2500) -> Invented:
    """A sales file: colleagues share company, switchboard, domain and address; several addresses a person."""
    world = World(seed)
    draw = world.draw
    originals: list[Row] = []
    while len(originals) < people:
        firm, phone = world.firm(), world.phone()
        domain = firm.replace(" ", "")[:14] + ".com"
        place = {"street": world.street(), **world.place()}
        for _ in range(draw.choice([1, 1, 2, 3, 6])):
            first, last = world.first(), world.last()
            free = draw.random() < 0.25
            local = draw.choice([f"{first}.{last}", f"{first[0]}{last}", f"{first}{draw.randint(1, 99)}"])
            originals.append(
                {
                    "first_name": first, "last_name": last, "company": firm, **place,
                    "email": f"{local}@{draw.choice(['gmail.com', 'yahoo.com']) if free else domain}",
                    "phone": phone if draw.random() < 0.6 else world.phone(),
                }
            )  # fmt: skip

    def damage(row: Row) -> Row:
        row["company"] = row["company"].rsplit(" ", 1)[0] if draw.random() < 0.4 else row["company"]
        if draw.random() < 0.35:
            row["email"] = draw.choice(
                ["", f"{row['first_name']}.{row['last_name']}@{draw.choice(['gmail.com', 'web.de'])}"]
            )
        if draw.random() < 0.3:
            row["phone"] = draw.choice(["", world.phone()])
        if draw.random() < 0.1:
            row["first_name"] = row["first_name"][:1]
        for field in ("first_name", "last_name", "email", "company"):
            if draw.random() < 0.1:
                row[field] = world.slip(row[field])
        if draw.random() < 0.4:
            row.update({"street": "", "city": "", "postal_code": "", "region": ""})
        return row

    return world.copies(originals, 0.3, 2, damage)


def staffs(seed: int = 7, firms: int = 60) -> Invented:
    """Whole staffs of firms, all with the firm's address and mail pattern, few names: a tenth entered twice."""
    world = World(seed)
    draw = world.draw
    originals: list[Row] = []
    for _ in range(firms):
        firm = world.firm()
        shared = {"company": firm, "street": world.street(), **world.place()}
        domain, pattern = firm.replace(" ", "")[:18] + ".com", draw.choice(["{0}.{1}", "{2}.{1}", "{1}.{0}"])
        taken: set[str] = set()
        for _ in range(draw.choice([3, 8, 20, 40])):
            first, last = world.first(), world.last()
            local = pattern.format(first, last, first[0])
            if local not in taken:
                taken.add(local)
                email = f"{local}@{domain}"
                phone = world.phone()
                originals.append(
                    {"first_name": first, "last_name": last, **shared, "email": email, "phone": phone}
                )

    def damage(row: Row) -> Row:
        kind = draw.random()
        if kind < 0.3:
            row["first_name"] = row["first_name"][:1]
        elif kind < 0.6:
            row["last_name"] = world.slip(row["last_name"])
        if draw.random() < 0.4:
            row["email"] = ""
        if draw.random() < 0.4:
            row["phone"] = ""
        return row

    return world.copies(originals, 0.1, 1, damage)


def restaurants(seed: int = 5, number: int = 800, with_phone: bool = True) -> Invented:
    """Two guides to the restaurants of a few cities: chains with branches, streets written two ways."""
    world = World(seed, places=8)
    draw = world.draw
    originals: list[Row] = []
    while len(originals) < number:
        name = f"{draw.choice(['', 'cafe ', 'chez ', 'the '])}{world.last()}{draw.choice(['', ' grill', ' bistro', ' house'])}"
        for _ in range(draw.choice([1] * 12 + [3])):
            originals.append(
                {
                    "company": name,
                    "street": world.street(),
                    "city": world.place()["city"],
                    "phone": world.phone(),
                }
            )

    def damage(row: Row) -> Row:
        kind = draw.random()
        if kind < 0.2:
            row["company"] += draw.choice([" restaurant", " (the)", " on main", " bar"])
        elif kind < 0.4:
            row["company"] = world.slip(row["company"])
        elif kind < 0.5 and " " in row["company"]:
            row["company"] = row["company"].split(" ", 1)[1]
        number, word, kind_of = row["street"].split(" ", 2)
        short = dict(_TYPES)[kind_of]
        row["street"] = draw.choice(
            [f"{number} {word} {short}.", f"{number} n. {word} {short}.", f"{number} {word}", row["street"]]
        )
        row["phone"] = (
            f"({row['phone'][:3]}) {row['phone'][3:6]}-{row['phone'][6:]}"
            if draw.random() < 0.9
            else world.phone()
        )
        if draw.random() < 0.2:
            row["city"] = draw.choice([world.slip(row["city"]), world.place()["city"]])
        return row

    made = world.copies(originals, 0.3, 1, damage)
    return made if with_phone else made.without("phone")


def firms(seed: int = 6, number: int = 2000) -> Invented:
    """Companies and hotels of several registers: legal forms, dropped words, branches, tenants of one house."""
    world = World(seed)
    draw = world.draw
    originals: list[Row] = []
    while len(originals) < number:
        name = world.firm()
        for branch in range(draw.choice([1] * 10 + [2, 4])):
            place = {"street": world.street(), **world.place()}
            if originals and not branch and draw.random() < 0.04:
                place = {key: originals[-1][key] for key in ("street", "city", "postal_code", "region")}
            originals.append({"company": name, **place})

    def damage(row: Row) -> Row:
        words = row["company"].split()
        kind = draw.random()
        if kind < 0.25 and words[-1] in _FORMS:
            words[-1] = draw.choice(_FORMS)
        elif kind < 0.4:
            words[0] = world.slip(words[0])
        elif kind < 0.55 and len(words) > 2:
            del words[-1]
        elif kind < 0.6:
            words.reverse()
        row["company"] = " ".join(words).upper() if draw.random() < 0.3 else " ".join(words)
        if draw.random() < 0.3:
            row["street"] = row["street"].rsplit(" ", 1)[0]
        if draw.random() < 0.15:
            row["street"] = world.slip(row["street"])
        for field in ("street", "postal_code", "city", "region"):
            if draw.random() < 0.08:
                row[field] = ""
        return row

    return world.copies(originals, 0.4, 3, damage)
