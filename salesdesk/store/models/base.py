"""What every table has in common."""

from __future__ import annotations

from typing import Any

from peewee import AutoField, ForeignKeyField, IntegerField, Model


class Row(Model):
    """Base of every table: an id chosen by the unit of work."""

    id = AutoField()


class Record(Row):
    """Base of every journalled table.

    Its ``Meta`` may say, by the names of its fields:

    * ``owner``: the record each row is a part of. It lives and dies with it, and a change of it is a change of the owner.
    * ``part_key``: what makes two parts of one owner the same. Parts without it (events) are never the same.
    * ``homes``: the records that a row lives with: it goes when the last of them is erased.
    * ``lookups``: what it has indexes of, as (columns, condition), where ``engine.indexes`` does not list them.

    Everything else, who refers to whom, the foreign keys say.
    """

    version = IntegerField(default=1)


def reference(model: type[Model], *, optional: bool = True, added: bool = False) -> ForeignKeyField[Any]:
    """A foreign key without index and cascade, checked at commit. One that was ``added`` to a table which was there before is
    not checked by a file: its constraint would stand elsewhere in an older one than in a new one."""
    made: ForeignKeyField[Any] = ForeignKeyField(
        model,
        null=optional,
        index=False,
        backref="+",
        deferrable="INITIALLY DEFERRED",  # type: ignore[call-overload]
    )
    made.deferred = True if added else None
    return made
