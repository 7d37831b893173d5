"""What every table has in common."""

from __future__ import annotations

from typing import Any

from peewee import AutoField, ForeignKeyField, IntegerField, Model


class Row(Model):
    """Base of every table: an id chosen by the unit of work."""

    id = AutoField()


class Record(Row):
    """Base of every journalled table."""

    version = IntegerField(default=1)


def reference(model: type[Model], *, optional: bool = True) -> ForeignKeyField[Any]:
    """A foreign key without index and cascade, checked at commit."""
    made: ForeignKeyField[Any] = ForeignKeyField(
        model,
        null=optional,
        index=False,
        backref="+",
        deferrable="INITIALLY DEFERRED",  # type: ignore[call-overload]
    )
    return made
