"""What people write about people, put into a file in bulk: notes, ids, tags, values of own fields, calls, and names in
every way of writing."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.store.store import Store

_AT = "2026-11-01T10:00:00Z"
_SUBJECTS = (
    "Wants a quote for {0}", "Asked about {0} and {1}", "Angebot über {0} geschickt", "Ruft wegen {1} zurück",
    "Interessiert sich für {0}, {1} später", "Devis pour {0} envoyé", "Met at the fair, talked about {0}",
    "Kein Budget für {0} vor dem Frühjahr", "Uses {1} today, unhappy with it", "Sent the catalogue of {0}",
)  # fmt: skip
_THINGS = (
    "Kaffeemaschinen", "Melitta-Filter", "Siebträger", "espresso machines", "Röstöfen", "Türschlösser", "conveyor belts",
    "Förderbänder", "solar panels", "Wärmepumpen", "pompes à chaleur", "Büromöbel", "office chairs", "Kräne", "forklifts",
    "Gabelstapler", "packaging", "Verpackungen", "cleaning", "Schulungen", "insurance", "E-Mail-Marketing", "R&D", "IT support",
)  # fmt: skip
_TAGS = ("VIP", "Messe Köln", "Newsletter", "Referral", "Händler", "Press")
_NAMES = (
    "Liam O'Brien", "Maria D'Angelo", "Jean-Luc Picard", "Jürgen Müller-Lüdenscheidt", "Søren Kjærgård", "山田 太郎",
    "鈴木花子", "김민준", "محمد النور", "Åsa Ångström", "Zoë Strauß", "สมชาย ใจดี",
)  # fmt: skip
_ONE_IN = 25  # of the people have one of these names
_CALLS_ONE_IN, _TAGS_ONE_IN, _VALUES_ONE_IN = 4, 3, 2


def write(store: Store, contacts: int, seed: int = 7) -> None:
    """Add to the first ``contacts`` people of a file. The history knows nothing of it."""
    database, chance = store.database, Random(seed)

    def said() -> str:
        return chance.choice(_SUBJECTS).format(chance.choice(_THINGS), chance.choice(_THINGS))

    def people() -> Iterator[tuple[object, ...]]:
        for number in range(1, contacts + 1):
            yield f"{said()}. {said()}." if number % 2 else said(), f"KD-{number + 100_000}", number

    def named() -> Iterator[tuple[object, ...]]:
        for number in range(1, contacts + 1, _ONE_IN):
            name = chance.choice(_NAMES)
            yield name, fold_key(name), number

    def every(step: int) -> range:
        return range(1, contacts + 1, step)

    first_tag = int(database.value("SELECT coalesce(max(id), 0) FROM tag")) + 1
    first_call = int(database.value("SELECT coalesce(max(id), 0) FROM activity")) + 1
    field = int(database.value("SELECT coalesce(max(id), 0) FROM custom_field")) + 1
    tag_link = int(database.value("SELECT coalesce(max(id), 0) FROM contact_tag")) + 1
    with database.transaction():
        database.execute_many("UPDATE contact SET notes = ?, external_id = ? WHERE id = ?", people())
        database.execute_many("UPDATE contact SET full_name = ?, name_key = ? WHERE id = ?", named())
        tags = [(first_tag + n, 1, f"{tag} {n}", f"{fold_key(tag)} {n}") for n, tag in enumerate(_TAGS)]
        database.load("tag", ("id", "version", "name", "name_key"), tags)
        links = [
            (tag_link + n, 1, number, first_tag + n % len(_TAGS))
            for n, number in enumerate(every(_TAGS_ONE_IN))
        ]
        database.load("contact_tag", ("id", "version", "contact_id", "tag_id"), links)
        columns = ("id", "version", "kind", "key", "title", "type", "choices", "position")
        database.load(
            "custom_field", columns, [(field, 1, "contact", "contract", "Contract", "text", "[]", 9)]
        )
        values = [
            (n, 1, number, field, f"Vertrag V-{number % 5000:04}")
            for n, number in enumerate(every(_VALUES_ONE_IN), 1)
        ]
        database.load("contact_value", ("id", "version", "contact_id", "field_id", "text"), values)
        calls = [
            (first_call + n, 1, "call", said(), f"{said()}. {said()}.", number, _AT, _AT, _AT)
            for n, number in enumerate(every(_CALLS_ONE_IN))
        ]
        columns = ("id", "version", "kind", "subject", "body", "contact_id", "at", "created_at", "updated_at")
        database.load("activity", columns, calls)
        database.search.renew()
