"""What every row of an export carries, so that it is known again: the kind of record, the database and the export."""

from __future__ import annotations

import re

from salesdesk.domain.fields import RecordKind
from salesdesk.value_classes import dataclass

_WHOLE = re.compile(r"\s*([a-z_]+)\.([0-9a-f]{32})\.([0-9a-f]{16})\s*\Z")
_PERSON = re.compile(r"salesdesk\.([0-9a-f]{32})\.(\d{1,15})\Z")


@dataclass(frozen=True, slots=True)
class ExportMark:
    """``uuid`` is the database's, ``export`` the name of the export, both in hexadecimal digits."""

    kind: RecordKind
    uuid: str
    export: str

    @property
    def text(self) -> str:
        """The mark as a cell holds it."""
        return f"{self.kind.value}.{self.uuid}.{self.export}"


def read_mark(text: object) -> ExportMark | None:
    """The mark in a cell, None where there is none."""
    found = _WHOLE.match(text) if isinstance(text, str) else None
    return ExportMark(RecordKind(found.group(1)), found.group(2), found.group(3)) if found else None


def hex_of(uuid: str) -> str:
    """The uuid of a database as marks hold it."""
    return uuid.replace("-", "").lower()


def card_uid(uuid: str, contact: int) -> str:
    """What a contact card is known by, in whatever address book and however often it is exported."""
    return f"salesdesk.{hex_of(uuid)}.{contact}"


def read_card_uid(text: str) -> int | None:
    """The number of the contact in such a UID, None in one of another program."""
    found = _PERSON.match(text.strip())
    return int(found.group(2)) if found else None
