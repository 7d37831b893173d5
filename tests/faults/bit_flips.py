"""Single bits flipped in a closed file: what each changed, as SQLite alone tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.imports import ImportDecisions
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock, add_many

Dump = dict[str, Any]


def used_file(path: Path, rows: int, password: str = "") -> Path:
    """A closed file with ``rows`` people (imported when they are many), edits, a bulk change, a deal, removed records and undone changes;
    3,500 rows are about 4 MB."""
    store = Store(path, password=password, clock=Clock())
    set_up(store, currency="EUR", country="DE")
    services = build_services(store)
    if rows < 100:
        add_many(store, rows, companies=5)
    else:
        _import(services, path.with_suffix(".csv"), rows)
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    some = min(60, rows // 20)
    for number in range(1, some):
        services.contacts.edit(number, "job_title", f"Zoë {number}")
        services.contacts.edit(number, "custom.size", str(number / 8))
    everyone = range(1, rows // 2)
    services.contacts.tag(everyone, "spring")
    services.contacts.set_owner(everyone, "Ben")
    stage = store.database.value("SELECT id FROM stage ORDER BY position LIMIT 1")
    for number in range(1, some):
        services.deals.create(
            f"Pumps {number}", stage, contact_id=number, company_id=number, amount=100 * number
        )
    services.contacts.delete(range(some, 2 * some))
    services.contacts.purge(range(some, some + some // 2))
    services.commands.undo()
    services.commands.undo()
    services.contacts.tag(range(1, 200), "undone")
    services.commands.undo()
    store.close()
    return path


def _import(services: Services, source: Path, rows: int) -> None:
    lines = ["First name,Last name,Email,Phone,Company,Job title,City,Street,Notes,Tags"]
    lines += [
        f"Kim{n % 97},Sommer{n % 389},kim.{n}@firm{n % 300}.example,+4930{7000000 + n * 37},Firm {n % 300} GmbH,"
        f"Buyer {n % 11},City {n % 53},Road {n},Met at the fair of {2000 + n % 25} in hall {n % 9},t{n % 5}"
        for n in range(rows)
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    work, decisions = CancelAfter(), ImportDecisions(find_likely=False)
    with services.imports.open(source, work) as file:
        services.imports.apply(file, file.plan(decisions, work), decisions, work)
    source.unlink()


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file round."""
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def content(path: Path, password: str = "") -> Dump:
    """All that a file says: header, schema and every row of every table, those behind the search index too. What
    cannot be read is there as the driver's words."""
    connection = driver.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    found: Dump = {}
    try:
        if password:
            connection.execute(f"PRAGMA key = '{password}'")
        for name in ("user_version", "application_id", "encoding"):
            found[name] = connection.execute(f"PRAGMA {name}").fetchall()
        found["schema"] = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        for kind, name, _, sql in found["schema"]:
            if kind == b"table" and not sql.startswith(b"CREATE VIRTUAL"):
                found[name.decode()] = _rows(connection, name.decode())
    except (driver.Error, UnicodeDecodeError) as error:
        found["unreadable"] = str(error)
    finally:
        connection.close()
    return found


def _rows(connection: Any, name: str) -> Any:
    try:
        columns = [column.decode() for _, column, *_ in connection.execute(f'PRAGMA table_xinfo("{name}")')]
        typed = ", ".join(f'"{column}", typeof("{column}")' for column in columns)
        return connection.execute(f'SELECT {typed} FROM "{name}" NOT INDEXED').fetchall()
    except driver.Error as error:
        return str(error)


def changed(before: Dump, after: Dump) -> list[str]:
    """What of two contents differs, by name."""
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
