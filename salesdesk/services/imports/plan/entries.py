"""An activity of a file: what it was, when, and whether it is done, found among the columns of its row."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesdesk.domain.activities import KINDS, ActivityKind
from salesdesk.domain.activities.moments import stored
from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.services.imports.changes import custom_text
from salesdesk.services.imports.plan.drafts import SheetDrafts

_KINDS = {
    "call": ActivityKind.CALL, "phone": ActivityKind.CALL, "anruf": ActivityKind.CALL, "appel": ActivityKind.CALL,
    "meeting": ActivityKind.MEETING, "termin": ActivityKind.MEETING, "event": ActivityKind.MEETING,
    "demo": ActivityKind.DEMO, "conference": ActivityKind.CONFERENCE, "visit": ActivityKind.VISIT,
    "besuch": ActivityKind.VISIT, "letter": ActivityKind.LETTER, "brief": ActivityKind.LETTER,
    "email": ActivityKind.EMAIL, "e mail": ActivityKind.EMAIL, "mail": ActivityKind.EMAIL, "task": ActivityKind.TASK,
    "aufgabe": ActivityKind.TASK, "to do": ActivityKind.TASK, "todo": ActivityKind.TASK, "note": ActivityKind.NOTE,
    "notiz": ActivityKind.NOTE,
}  # fmt: skip
_LONGEST_CODE = 60
_MIDNIGHT = "T00:00:00Z"  # of a bare day that was read as a moment
_EVER = "0000"
"""A moment before all others."""
_SUBJECT = re.compile(
    r"\b(?:subject|betreff|objet|asunto|oggetto|title|titel|activity|aktivität)\b", re.IGNORECASE
)
_TYPE = re.compile(r"\b(?:type|typ|art|kind|tipo)\b", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due|fällig|échéance|deadline|vencimiento)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:done|completed?|finished|erledigt|abgeschlossen|terminée?|hecho|completado|completato|fatto|concluído|gedaan|"
    r"voltooid)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b(?:status|state|stato|estado|statut|stav)\b", re.IGNORECASE)
_FINISHED = frozenset(
    "done completed complete finished closed erledigt abgeschlossen fertig termine terminee fini hecho completado completada "
    "terminado completato fatto concluido concluida gedaan voltooid".split()
)
_UNFINISHED = frozenset(
    "open offen geplant planned pending scheduled waiting new neu ouvert planifie pendiente abierto planificado aperto aberto gepland "
    "todo to_do not_started in_progress in_bearbeitung deferred".split()
)
_CLOCK = re.compile(r"\b(?:time|uhrzeit|zeit|heure|hora|ora|tijd)\b", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})[:.h](\d{2})(?::\d{2})?")
_WHEN = re.compile(r"\b(?:date|datum|start|when|time|fecha|data)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the timeline. ``at`` and ``done`` are moments in UTC, ``due`` a day or a moment."""

    kind: ActivityKind
    subject: str
    body: str | None
    at: str | None
    due: str | None
    done: str | None


def kind_named(text: str | None) -> ActivityKind | None:
    """The kind of entry a word means."""
    key = fold_key(text or "")
    return _KINDS.get(key) or next((kind for kind in KINDS if key == fold_key(kind.value)), None)


def _own_kind(text: str) -> ActivityKind:
    """A kind that somebody added to the file an export came from: it keeps its code, wherever it goes."""
    code = fold_key(text)
    return ActivityKind(code) if code and len(code) <= _LONGEST_CODE else ActivityKind.NOTE


def deal_named(
    by_title: Iterable[Mapping[str, Sequence[tuple[int, int, int]]]],
    title: str | None,
    contact: int | None,
    company: int | None,
    *,
    first: bool = False,
) -> int | None:
    """The deal that an entry names: of several of one title that of its person or company, None without a single one;
    of several of theirs the ``first``, where the file is known to speak of one. ``by_title`` are deals by folded title,
    each with company and contact."""
    key = fold_key(title or "")
    found = [deal for deals in by_title for deal in deals.get(key, ())] if key else []
    theirs = [deal for deal in found if (contact and deal[2] == contact) or (company and deal[1] == company)]
    known = theirs or found
    return known[0][0] if len(known) == 1 or (theirs and first) else None


def _read_own(sheet: SheetDrafts, row: int) -> Entry:
    """The entry of a row whose columns say each what it is."""
    value = sheet.value
    named = value(row, "kind")
    kind = kind_named(named) or (ActivityKind.NOTE if not named else _own_kind(named))
    rest = [
        f"{c.title}: {custom_text(v)}" for c in sheet.custom if (v := sheet.rows[row][c.position]) is not None
    ]
    body = "\n".join([text for text in (value(row, "body"), value(row, "notes"), *rest) if text])
    at, due, done = value(row, "at"), value(row, "due_at"), value(row, "done_at")
    if not (at or due or done):
        at = value(row, "created_at")
    return Entry(
        kind,
        value(row, "subject") or "",
        body or None,
        at,
        due,
        done,
    )


def read_entry(sheet: SheetDrafts, row: int, now: str, names_deal: bool = True) -> Entry:
    """The entry of a row; ``now`` is the moment of one without any. What no column was said to be is found among the
    columns that nobody placed. ``names_deal``: its text names the deal, because it hangs on none."""
    if sheet.tells_entries:
        return _read_own(sheet, row)
    own = {column.title: sheet.rows[row][column.position] for column in sheet.custom}
    said = {
        field: sheet.value(row, field) for field in ("kind", "subject", "due_at", "at", "done_at", "body")
    }
    kind = kind_named(said["kind"]) or next(
        (k for title, v in own.items() if v and _TYPE.search(title) and (k := _KINDS.get(fold_key(str(v))))),
        None,
    )
    used = {title for title in own if _TYPE.search(title)} if kind and not said["kind"] else set()
    subject = next(
        (title for title, v in own.items() if v and _SUBJECT.search(title) and title not in used), None
    )
    due = next((title for title, v in own.items() if v and _DUE.search(title) and _is_moment(v)), None)
    when = next(
        (title for title, v in own.items() if v and title != due and _WHEN.search(title) and _is_moment(v)),
        None,
    )
    done = next((title for title, v in own.items() if v is not None and _DONE.search(title)), None)
    status = next(
        (title for title in own if _STATUS.search(title) and _is_finished(own[title]) is not None), None
    )
    clock = next(
        (title for title, v in own.items() if _CLOCK.search(title) and _HOUR.fullmatch(str(v or ""))), None
    )
    finished = _is_yes(own[done]) if done else _is_finished(own[status]) if status else None
    finished = True if said["done_at"] else finished
    title_of = {"subject": subject, "due": due, "when": when}
    for field, found in (("subject", "subject"), ("due_at", "due"), ("at", "when")):
        if said[field]:  # a column that was said to be it counts before one that looks like it
            title_of[found] = None
    due_on = said["due_at"] or (str(own[title_of["due"]]) if title_of["due"] else None)
    began = said["at"] or (str(own[title_of["when"]]) if title_of["when"] else None)
    moment = began or sheet.value(row, "last_contacted_at") or sheet.value(row, "created_at")
    if clock and clock not in title_of.values():
        hour = str(own[clock])
        due_on, moment = _at_hour(due_on, hour), _at_hour(moment and moment.removesuffix(_MIDNIGHT), hour)
    else:
        clock = None
    plain = done if finished else None
    used |= {title for title in (*title_of.values(), plain, status, clock) if title}
    rest = [f"{title}: {custom_text(v)}" for title, v in own.items() if v is not None and title not in used]
    notes = sheet.value(row, "notes")
    deal = sheet.value(row, "deal_title") if names_deal else None
    told = [text for text in (said["body"], notes) if text]
    body = "\n".join([*told, *([f"Deal: {deal}"] if deal else []), *rest])
    kind = kind or (ActivityKind.TASK if due_on else ActivityKind.NOTE)
    words = said["subject"] or (str(own[title_of["subject"]]) if title_of["subject"] else None)
    title = words or (notes or "").split("\n")[0][:80] or kind.value.capitalize()
    moment = _as_moment(moment) if moment else None
    ended = said["done_at"] or (str(own[done]) if done and _is_moment(own[done]) else None)
    at, due_at, done_at = _when(kind, moment, due_on, finished, _as_moment(ended) if ended else None, now)
    return Entry(kind, title, body or None, at, due_at, done_at)


def was_imported(
    sheet: SheetDrafts, row: int, contact: int, company: int, known: Container[tuple[str, str, str, int, int]]
) -> bool:
    """Whether ``known`` has an entry of the same kind, subject, moment, person and company: references of the plan,
    negative for new ones. A row without a moment is always new."""
    if contact < 0 or company < 0:
        return False
    # What lay ahead when it was imported was planned, and may be over by now.
    entries = (read_entry(sheet, row, ""), read_entry(sheet, row, _EVER))
    return any(
        (entry.kind.value, entry.subject, entry.at or entry.due or "", contact, company) in known
        for entry in entries
    )


def _when(
    kind: ActivityKind,
    moment: str | None,
    due: str | None,
    finished: bool | None,
    ended: str | None,
    now: str,
) -> tuple[str | None, str | None, str | None]:
    """(at, due at, done at) of an entry. What is due and not said to be done is still to do, if it is a task or the
    list says so; other entries with a day took place on it."""
    if due is None:
        return moment or now, None, (ended or moment) if finished else None
    planned = _as_moment(due)
    if finished:
        over = ended or planned
        return None if kind is ActivityKind.TASK else moment or planned, due, min(over, now) if now else over
    if finished is False or kind is ActivityKind.TASK or (now and planned > now):
        return None, due, None
    return moment or planned, None, None


def _as_moment(stored: str) -> str:
    """A bare day as its noon, which is the same day nearly everywhere."""
    return f"{stored}T12:00:00Z" if len(stored) == 10 else stored


def _at_hour(day: str | None, hour: str) -> str | None:
    """A bare day with the hour of another column, on the clock here; what has an hour already keeps it."""
    found = _HOUR.fullmatch(hour)
    if day is None or len(day) != 10 or found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return day
    return stored(datetime.fromisoformat(f"{day}T{int(found[1]):02}:{found[2]}:00"))


def _is_finished(value: Any) -> bool | None:
    """Whether a word of a list of tasks says that it is done, None where it says something else."""
    key = "_".join(fold_key(str(value or "")).split())
    return True if key in _FINISHED else False if key in _UNFINISHED else None


def _is_yes(value: Any) -> bool | None:
    """Whether a cell about being done says so: a yes, or the day it was; None when it says neither yes nor no."""
    if isinstance(value, bool):
        return value
    return True if _is_moment(value) else parse_boolean(value)


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and bool(re.match(r"\d{4}-\d{2}-\d{2}", value))
