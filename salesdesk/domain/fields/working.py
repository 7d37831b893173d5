"""Fields of what a person works through: call rounds and sequences. A field of its own is one more entry.

The tables are wide: one entry says everything of its field (see ``FieldSpec`` and ``Use``).
"""

from __future__ import annotations

from functools import partial

from salesdesk.domain.fields.spec import FieldSpec, FieldType, Group, Kept, RecordKind, Use

_w, _s = partial(Use, RecordKind.CALL_ROUNDS), partial(Use, RecordKind.SEQUENCES)
_f = FieldSpec.of
_T, _G = FieldType, Group

# fmt: off
WORKING: tuple[FieldSpec, ...] = (
    _f("round_name", "Call round", _T.TEXT, (), _G.ACTIVITY,
       _w(kept=Kept.OWN, columns=("name", "name_key"), place=1, shown=True, width=200, searched=True)),
    _f("round_purpose", "Why", _T.TEXT, (), _G.ACTIVITY, _w(columns=("purpose",), place=2, shown=True, width=240)),
    _f("round_origin", "Made from", _T.TEXT, (), _G.ACTIVITY,
       _w(columns=("origin",), place=3, shown=True, width=150, typed=False)),
    _f("round_about", "Calls", _T.CHOICE, (), _G.ACTIVITY, _w(kept=Kept.OWN, columns=("about",), place=4, typed=False, width=90)),
    _f("round_people", "On the list", _T.INTEGER, (), _G.ACTIVITY,
       _w(kept=Kept.NOT, place=5, shown=True, typed=False, width=90)),
    _f("round_left", "Left", _T.INTEGER, (), _G.ACTIVITY, _w(kept=Kept.NOT, place=6, shown=True, typed=False, width=70)),
    _f("round_reached", "Reached", _T.INTEGER, (), _G.ACTIVITY,
       _w(kept=Kept.NOT, place=7, shown=True, typed=False, width=80)),
    _f("round_calls", "Calls made", _T.INTEGER, (), _G.ACTIVITY,
       _w(kept=Kept.NOT, place=8, shown=True, typed=False, width=90)),
    _f("sequence_name", "Sequence", _T.TEXT, (), _G.ACTIVITY,
       _s(kept=Kept.OWN, columns=("name", "name_key"), place=1, shown=True, width=220, searched=True)),
    _f("sequence_about", "For", _T.CHOICE, (), _G.ACTIVITY,
       _s(kept=Kept.OWN, columns=("about",), place=2, shown=True, typed=False, width=90)),
    _f("sequence_steps", "Steps", _T.INTEGER, (), _G.ACTIVITY,
       _s(kept=Kept.NOT, place=3, shown=True, typed=False, width=70)),
    _f("sequence_running", "Running", _T.INTEGER, (), _G.ACTIVITY,
       _s(kept=Kept.NOT, place=4, shown=True, typed=False, width=80)),
    _f("sequence_started", "Started", _T.INTEGER, (), _G.ACTIVITY,
       _s(kept=Kept.NOT, place=5, shown=True, typed=False, width=80)),
    _f("stop_on_reply", "Stops on a reply", _T.BOOLEAN, (), _G.ACTIVITY, _s(place=6, width=110)),
    _f("stop_on_won", "Stops when won", _T.BOOLEAN, (), _G.ACTIVITY, _s(place=7, width=110)),
    _f("stop_on_opt_out", "Stops on an opt-out", _T.BOOLEAN, (), _G.ACTIVITY, _s(place=8, width=120)),
)
# fmt: on
