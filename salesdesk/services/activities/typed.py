"""What is typed about an entry, read into values: its kind, when it was, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.moments import is_due
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.local_zone import LocalZone
from salesdesk.domain.natural_dates.reading import Reading, Typist, read_when
from salesdesk.domain.natural_dates.resolving import Facing
from salesdesk.errors import InputError
from salesdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class TypedWhen:
    """A typed line: ``title`` is what is left of it, ``at`` the moment (UTC text) or day that it says."""

    title: str
    at: str


def kind_called(store: Store, text: str) -> ActivityKind:
    """The kind with a code or title. Raises ``InputError`` with those that there are."""
    choices = store.activities.choices.all()
    found = choices.kind_named(text)
    if found is None:
        known = tuple(choice.code for choice in choices.offered_kinds)
        raise InputError("activities.no_kind", field="kind", name=text, known=known)
    return found


def read_moment(store: Store, text: str, language: str, field: str) -> str:
    """The moment or the day that a text says of what was, and nothing else: of weekdays, dates and hours the last one that was.
    Raises ``InputError`` where it says none, or more, or what is still to come."""
    found = _read(store, text, language, Facing.BEHIND)
    stored = _stored(found)
    if stored is None or found.title.strip():
        raise InputError("activities.no_clear_day", field=field, text=text)
    if not is_due(stored, store.now(), store.today()):
        raise InputError("activities.still_ahead", field=field, text=text)
    return stored


def read_step(store: Store, text: str, language: str, field: str) -> TypedWhen:
    """A next step with its day: "send the offer fri 10:00". Raises ``InputError`` where no day is clear, or nothing is to
    be done on it."""
    found = _read(store, text, language)
    stored = _stored(found)
    if stored is None:
        raise InputError("activities.no_clear_day", field=field, text=text)
    if not one_line(found.title):
        raise InputError("activities.no_subject", field=field)
    return TypedWhen(found.title, stored)


def _read(store: Store, text: str, language: str, facing: Facing = Facing.AHEAD) -> Reading:
    now = store.clock().astimezone(LocalZone())
    typist = Typist(language, store.settings.typing_rules.date_order or "DMY")
    return read_when(text, now, typist, facing=facing)


def _stored(reading: Reading) -> str | None:
    if reading.doubt is not None:
        return None
    if reading.moment is not None:
        return reading.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return reading.day.isoformat() if reading.day is not None else None
