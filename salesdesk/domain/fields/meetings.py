"""Fields of meetings. A field of its own is one more entry.

The table is wide: one entry says everything of its field (see ``FieldSpec`` and ``Use``).
"""

from __future__ import annotations

from functools import partial

from salesdesk.domain.fields.spec import FieldSpec, FieldType, Group, Kept, RecordKind, Use

_m = partial(Use, RecordKind.MEETINGS)
_f = FieldSpec.of
_T, _G = FieldType, Group

# fmt: off
MEETING: tuple[FieldSpec, ...] = (
    _f("meeting_name", "Meeting", _T.TEXT, (), _G.ACTIVITY,
       _m(kept=Kept.OWN, columns=("name", "name_key"), place=1, shown=True, width=170, searched=True)),
    _f("held_on", "Held on", _T.DATE, (), _G.ACTIVITY, _m(place=2, shown=True, width=80)),
    _f("meeting_people", "Who was there", _T.TEXT, (), _G.ACTIVITY, _m(columns=("people",), place=9, shown=True, width=180)),
    _f("meeting_decisions", "Decisions", _T.INTEGER, (), _G.ACTIVITY,
       _m(kept=Kept.NOT, place=6, shown=True, typed=False, width=80)),
    _f("meeting_open", "Still open", _T.INTEGER, (), _G.ACTIVITY,
       _m(kept=Kept.NOT, place=7, shown=True, typed=False, width=80)),
    _f("next_at", "Next meeting", _T.DATETIME, (), _G.ACTIVITY, _m(place=8, shown=True, typed=False, width=110)),
    _f("started_at", "Began", _T.DATETIME, (), _G.ACTIVITY, _m(place=3, shown=True, typed=False, width=110)),
    _f("ended_at", "Ended", _T.DATETIME, (), _G.ACTIVITY, _m(place=10, typed=False, width=140)),
    _f("meeting_notes", "Notes and decisions", _T.LONG_TEXT, (), _G.ACTIVITY,
       _m(kept=Kept.NOT, place=12, typed=False, width=300)),
    _f("figures_at", "Figures of", _T.DATETIME, (), _G.ACTIVITY, _m(place=11, typed=False, width=140)),
)
# fmt: on
