"""From version 4 to 5: what people refused in an older file is kept by address.

Each address or number of a contact that says so, in the trash or not, gets a row, and each of somebody who unsubscribed
from a campaign, who was not opted out by that in former programs. No row names a contact: what the history knows nothing of
would keep an import of an older program from being undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.opt_outs import Way, Why, address_key, refused_by

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_TABLE = "suppression"
_SAID = (
    "SELECT p.{column}, c.updated_at FROM {parts} AS p JOIN contact AS c ON c.id = p.contact_id "
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
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for way in Way:
        for text, at in database.rows(_SAID.format(**_PARTS[way])):
            found.setdefault((way.value, address_key(way, text)), (Why.SAID.value, at))
        answered = database.rows(_ANSWERED.format(**_PARTS[way]), (MemberStatus.UNSUBSCRIBED.value,))
        for text, at, channel, flag in answered:
            if not flag and refused_by(Channel(channel)) is way:
                found.setdefault((way.value, address_key(way, text)), (Why.RESPONSE.value, at))
    rows: list[tuple[Any, ...]] = [
        (number, 1, way, key, None, None, why, at)
        for number, ((way, key), (why, at)) in enumerate(((k, v) for k, v in found.items() if k[1]), 1)
    ]
    if not rows:
        return
    database.execute_many(
        f"INSERT INTO {_TABLE} (id, version, way, address_key, salt, contact_id, why, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    digests = database.digests(5)  # it has the tables of that version
    digests.create(_TABLE, rows[0][0], rows[-1][0])
    digests.touch_counters([_TABLE])
    database.execute_many(
        "INSERT INTO id_counter (table_name, last_id) VALUES (?, ?)", [(_TABLE, rows[-1][0])]
    )
    digests.write()
