"""From version 2 to 3: a fax that an older file keeps as somebody's primary phone.

Former programs took the first number for the primary one, whatever it was. Here ``contact.phone`` becomes what today's
writer stores, the first number that is no fax, and so do its former values in the history, as if it had always been
written so: else an undo would bring the fax back, or take the difference for an edit made since. Of companies there is
nothing to put right, for a company's fax has had a column of its own from the beginning.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from salesdesk.domain.contacts import FAX, primary_place

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_VERSION = 3  # that the file has the columns of
_CHUNK = 500  # ids bound in one statement
_NUMBERS = "contact_phone"
_OF_NUMBER = ("contact_id", "number", "label", "position")
_LISTED = "id, " + ", ".join(_OF_NUMBER)
_ENTRY = "id, batch_id, table_name, row, last_row, before, after"

Row = dict[str, Any]
Entry = tuple[int, int, str, int, int, str | None, str | None]
"""id, batch, table, first and last row, JSON before and after: see ``models.journal``."""
Step = tuple[str | None, str | None]
"""The primary phone before and after a batch."""


def put_right(database: Database) -> None:
    """Do it, in the rows and in the history; part of the caller's transaction."""
    numbers = _fax_owners(database)
    if not numbers.contacts:
        return
    stored = _chosen(database, "id, phone", "contact", "id", numbers.contacts)
    wrong = [(now, contact) for contact, phone in stored if (now := numbers.primary(contact)) != phone]
    changed, added = _corrections(database, numbers)
    digests = database.digests(_VERSION)
    digests.create_from("change_entry")
    digests.touch("contact", [contact for _, contact in wrong])
    digests.touch("change_entry", [entry for _, _, entry in changed])
    if wrong:
        database.execute_many("UPDATE contact SET phone = ? WHERE id = ?", wrong)
    if changed:
        database.execute_many("UPDATE change_entry SET before = ?, after = ? WHERE id = ?", changed)
    if added:
        database.execute_many(
            "INSERT INTO change_entry (batch_id, table_name, row, last_row, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            added,
        )
    digests.write()


class _Numbers:
    """The numbers of some contacts at one moment. ``known`` are all numbers that ever were theirs, in order."""

    def __init__(self, contacts: Collection[int], known: Collection[int]) -> None:
        self.contacts, self.known = sorted(contacts), sorted(known)
        self._rows: dict[int, Row] = {}
        self._of: dict[int, set[int]] = defaultdict(set)

    def put(self, number: int, row: Row) -> None:
        """The number is, or becomes, this."""
        self.take(number)
        self._rows[number] = row
        self._of[row["contact_id"]].add(number)

    def take(self, number: int) -> None:
        """The number is not there."""
        if (row := self._rows.pop(number, None)) is not None:
            self._of[row["contact_id"]].discard(number)

    def primary(self, contact: int) -> str | None:
        """The number that a contact is called by."""
        mine = sorted((self._rows[number]["position"], number) for number in self._of[contact])
        rows = [self._rows[number] for _, number in mine]
        place = primary_place(row["label"] for row in rows)
        return None if place is None else str(rows[place]["number"])

    def owners(self, entries: Sequence[Entry]) -> set[int]:
        """The contacts that entries are about, by themselves or by their numbers as these are now."""
        found: set[int] = set()
        for _, _, table, first, last, _, _ in entries:
            if table == _NUMBERS:
                among = (self._rows.get(number) for number in _within(self.known, first, last))
                found |= {row["contact_id"] for row in among if row is not None}
            else:
                found.update(_within(self.contacts, first, last))
        return found.intersection(self.contacts)

    def go_back(self, entry: Entry) -> None:
        """To before an entry about a number."""
        _, _, _, first, last, before, _ = entry
        if before is None:
            for number in _within(self.known, first, last):
                self.take(number)
            return
        image = json.loads(before)
        row = {**self._rows.get(first, {}), **{c: image[c] for c in _OF_NUMBER if c in image}}
        if len(row) == len(_OF_NUMBER):
            self.put(first, row)


def _fax_owners(database: Database) -> _Numbers:
    """Everybody who has, or once had, a fax, with all their numbers as they are now."""
    rows = database.rows
    says_fax = f'%"label":"{FAX}"%'
    faxes = {number for (number,) in rows(f"SELECT id FROM {_NUMBERS} WHERE label = ?", (FAX,))}
    images = rows(
        "SELECT row, before, after FROM change_entry WHERE table_name = ? AND (before LIKE ? OR after LIKE ?)",
        (_NUMBERS, *['%"contact_id"%'] * 2),
    )
    faxes |= {
        number
        for (number,) in rows(
            "SELECT row FROM change_entry WHERE table_name = ? AND (before LIKE ? OR after LIKE ?)",
            (_NUMBERS, says_fax, says_fax),
        )
    }
    owners = [  # (number, whose it was)
        (number, json.loads(image).get("contact_id")) for number, *both in images for image in both if image
    ]
    contacts = {contact for _, contact in _chosen(database, "id, contact_id", _NUMBERS, "id", faxes)}
    contacts |= {contact for number, contact in owners if number in faxes and contact is not None}
    once = {number for number, contact in owners if contact in contacts}
    live = _chosen(database, _LISTED, _NUMBERS, "contact_id", contacts)
    live += _chosen(database, _LISTED, _NUMBERS, "id", once - {number for number, *_ in live})
    found = _Numbers(contacts, once | {number for number, *_ in live})
    for number, *values in live:
        found.put(number, dict(zip(_OF_NUMBER, values, strict=True)))
    return found


def _corrections(
    database: Database, numbers: _Numbers
) -> tuple[list[tuple[str | None, str | None, int]], list[tuple[Any, ...]]]:
    """What the history must say: entries to change (before, after, id), and new ones (batch, table, first and last row,
    before, after) where the primary phone changed and nothing else of a contact. Takes ``numbers`` back to the first."""
    changed: list[tuple[str | None, str | None, int]] = []
    added: list[tuple[Any, ...]] = []
    versions = dict(_chosen(database, "id, version", "contact", "id", numbers.contacts))
    entries = [*_entries(database, "contact", numbers.contacts), *_entries(database, _NUMBERS, numbers.known)]
    for batch, group in groupby(sorted(entries, reverse=True), key=itemgetter(1)):
        mine = list(group)
        after = {contact: numbers.primary(contact) for contact in numbers.owners(mine)}
        left = {contact: versions.get(contact) for contact in after}
        told: dict[int, list[Entry]] = defaultdict(list)
        for entry in mine:
            _, _, table, first, last, before, _ = entry
            if table == _NUMBERS:
                numbers.go_back(entry)
                continue
            for contact in _within(numbers.contacts, first, last):
                told[contact].append(entry)
            if before is not None:
                versions[first] = json.loads(before)["version"]
        for contact in sorted(numbers.owners(mine).union(after)):
            step = (numbers.primary(contact), after.get(contact))
            changed += _told(told[contact], step)
            version = left.get(contact)
            if not told[contact] and step[0] != step[1] and version is not None:
                images = (_dump({"phone": phone, "version": version}) for phone in step)
                added.append((batch, "contact", contact, contact, *images))
    return changed, added[::-1]


def _told(entries: Sequence[Entry], step: Step) -> Iterator[tuple[Any, Any, int]]:
    """The entries of one batch about one contact (the newest first), corrected: its last change tells the whole step."""
    tells = step[0] != step[1]
    for number, _, _, _, _, before, after in entries:
        if before is None:  # the contact was made: nothing is kept of it
            continue
        was = json.loads(before)
        now = None if after is None else json.loads(after)
        if now is None:
            was["phone"], tells = step[0], False
        elif tells:
            (was["phone"], now["phone"]), tells = step, False
        else:
            was.pop("phone", None)
            now.pop("phone", None)
        written = (_dump(was), None if now is None else _dump(now))
        if written != (before, after):
            yield (*written, number)


def _entries(database: Database, table: str, rows: Sequence[int]) -> list[Entry]:
    """The entries about some rows of a table; ``rows`` in order."""
    found: list[Any] = []
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        found += database.rows(
            f"SELECT {_ENTRY} FROM change_entry WHERE table_name = ? AND before IS NOT NULL AND row IN ({marks})",
            (table, *part),
        )
    made = database.rows(
        f"SELECT {_ENTRY} FROM change_entry WHERE table_name = ? AND before IS NULL", (table,)
    )
    return [*found, *(entry for entry in made if _within(rows, entry[3], entry[4]))]


def _within(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of some numbers, in order, that lie between two, both included."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _chosen(
    database: Database, columns: str, table: str, key: str, values: Collection[int]
) -> list[tuple[Any, ...]]:
    """The rows of a table whose ``key`` is one of some numbers."""
    found: list[tuple[Any, ...]] = []
    wanted = sorted(values)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        found += database.rows(f"SELECT {columns} FROM {table} WHERE {key} IN ({marks})", part)
    return found


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
