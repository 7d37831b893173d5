"""The next step as it is typed: "send quote · fri 10:00", beside what happened or behind "then" in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date

from PySide6.QtCore import QCoreApplication, QLocale

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.entry_words import suggested_kind, suggested_outcome
from salesdesk.domain.local_zone import LocalZone
from salesdesk.domain.natural_dates.parting import part
from salesdesk.domain.natural_dates.reading import Doubt, Reading, Typist, read_when
from salesdesk.ui.context import Context
from salesdesk.ui.preferences import LANGUAGE
from salesdesk.ui.value_texts import day_text, weekday_text

_FIRST_WORDS = 40  # letters of a text within which it tells what came of a call


def _tr(text: str) -> str:
    return QCoreApplication.translate("typed_step", text)


@dataclass(frozen=True, slots=True)
class TypedStep:
    """What was typed, parted: ``body`` is what happened, ``title`` what is next, ``due`` when (a day, or UTC text), None where
    the words do not say. ``said`` is the reading in words, for a chip; ``is_sure`` when it is one, and no doubt. ``is_from_body``
    when the step stands behind "then" in what happened."""

    body: str
    title: str
    due: str | None
    kind: ActivityKind
    said: str
    is_sure: bool
    is_from_body: bool


def typing_language(context: Context) -> str:
    """The language a person types in, two letters: the one they chose for the pages, else that of the system."""
    return context.preferences.get(LANGUAGE) or str(QLocale.system().name())[:2]


def read_step(context: Context, body: str, step: str) -> TypedStep:
    """The next step of the line ``step``, or where that is empty, of what stands behind "then" in ``body``."""
    language = typing_language(context)
    happened, from_body = body, False
    if not step:
        parted = part(body, language)
        happened, step, from_body = parted.happened, parted.next, bool(parted.next)
    if not step:
        return TypedStep(body, "", None, ActivityKind.TASK, "", is_sure=True, is_from_body=False)
    now = context.store.clock().astimezone(LocalZone())
    typist = Typist(language, context.store.settings.typing_rules.date_order or "DMY")
    reading = read_when(step, now, typist)
    title = reading.title or step
    kind = suggested_kind(title, language)
    return TypedStep(
        body=happened,
        title=title,
        due=_stored(reading),
        kind=ActivityKind(kind.meaning) if kind is not None else ActivityKind.TASK,
        said=said_of(reading, now.date()),
        is_sure=reading.doubt is None,
        is_from_body=from_body,
    )


def told_outcome(body: str) -> str:
    """The outcome that the first words of what happened tell, "" where they tell none: "called Ann, no answer"."""
    found = suggested_outcome(body)
    return found.meaning if found is not None and found.start < _FIRST_WORDS else ""


def _stored(reading: Reading) -> str | None:
    moment = reading.moment
    if moment is not None:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return reading.day.isoformat() if reading.day is not None else None


def said_of(reading: Reading, today: date) -> str:
    """The day and the hour in words: "Fri 27 Nov 10:00"; or why there is none."""
    if reading.day is None:
        if reading.doubt is None:
            return ""
        return _tr("More than one day") if reading.doubt is Doubt.SEVERAL else _tr("No clear day")
    parts = [weekday_text(reading.day), day_text(reading.day.isoformat(), today)]
    if reading.time is not None:
        parts.append(f"{reading.time:%H:%M}")
    return " ".join(parts)
