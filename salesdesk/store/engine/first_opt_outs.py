"""From version 5 to 6: what people refused in an older file is kept by address.

A contact that says so, in the trash or not, gets a row for each address or number. Who unsubscribed from a campaign was not
opted out by that in former programs: the addresses are opted out without a contact, so that nothing of the contacts
themselves, nor of their history, becomes different.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.opt_outs import Way, Why, address_key, refused_by

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_TABLE = "suppression"
_SAID = (
    "SELECT p.contact_id, p.{column}, c.updated_at FROM {parts} AS p JOIN contact AS c ON c.id = p.contact_id "
    "WHERE c.{flag} = 1 ORDER BY p.contact_id, p.id"
)
_ANSWERED = (
    "SELECT p.{column}, coalesce(m.responded_at, m.added_at), k.channel, c.{flag} FROM campaign_member AS m "
    "JOIN campaign AS k ON k.id = m.campaign_id JOIN contact AS c ON c.id = m.contact_id "
    "JOIN {parts} AS p ON p.contact_id = m.contact_id WHERE m.status = ? ORDER BY m.id, p.id"
)
_PARTS = {
    Way.EMAIL: {"parts": "contact_email", "column": "address", "flag": "do_not_email"},
    Way.PHONE: {"parts": "contact_phone", "column": "number", "flag": "do_not_call"},
}


def keep(database: Database) -> None:
    """Do it; part of the caller's transaction."""
    found: dict[tuple[str, str, int | None], tuple[str, str]] = {}
    for way in Way:
        for contact, text, at in database.rows(_SAID.format(**_PARTS[way])):
            found.setdefault((way.value, address_key(way, text), contact), (Why.SAID.value, at))
        answered = database.rows(_ANSWERED.format(**_PARTS[way]), (MemberStatus.UNSUBSCRIBED.value,))
        for text, at, channel, flag in answered:
            if not flag and refused_by(Channel(channel)) is way:
                found.setdefault((way.value, address_key(way, text), None), (Why.RESPONSE.value, at))
    rows: list[tuple[Any, ...]] = [
        (number, 1, way, key, None, contact, why, at)
        for number, ((way, key, contact), (why, at)) in enumerate(found.items(), 1)
        if key
    ]
    if not rows:
        return
    database.execute_many(
        f"INSERT INTO {_TABLE} (id, version, way, address_key, salt, contact_id, why, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    digests = database.digests()
    digests.create(_TABLE, rows[0][0], rows[-1][0])
    digests.touch_counters([_TABLE])
    database.execute_many(
        "INSERT INTO id_counter (table_name, last_id) VALUES (?, ?)", [(_TABLE, rows[-1][0])]
    )
    digests.write()
