"""Review: what counts as the same, in which order, and what happens to each field of a known record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.fields import CUSTOM, FIELD, IGNORE
from salesdesk.domain.imports import DEFAULT_KEYS, MatchKey, Mode, Resolution
from salesdesk.services.imports import CUSTOM_MARK
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.tables import PillDelegate, RowSource, TickDelegate, wizard_table
from salesdesk.ui.pages.imports.texts import KEY_TITLES, MODE_TITLES, field_title, tr
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.menu_place import corner_of
from salesdesk.ui.widgets.record_header import HEIGHT
from salesdesk.ui.widgets.record_table import ROW
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.two_panes import TwoPanes, line_of

_NAMES = ("first_name", "last_name", "middle_name", "honorific", "suffix", "nickname")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key with whether it is used and its place among the used ones (1 first)."""

    key: MatchKey
    on: bool
    rank: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field with what happens to it, and whether an empty cell empties it."""

    field: str
    mode: Mode
    erase: bool


class RulesReview(TwoPanes):
    """Match keys left, fields right."""

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        titles = (tr("What counts as the same"), tr("Known records, field by field"))
        super().__init__(shares=(4, 6), titles=titles, parent=parent)
        self._run = run
        self._keys, self._fields = RowSource(), RowSource()
        self.keys, self._keys_model = wizard_table(
            context.theme,
            tr("What counts as the same"),
            (
                Column("tick", tr("Use"), 56, "left", lambda r: r.on, _use_text),
                Column(
                    "key",
                    tr("The same when this agrees"),
                    240,
                    "left",
                    lambda r: tr(KEY_TITLES[r.key]),
                    kind="strong",
                ),
            ),
            self._keys,
            delegates={"tick": TickDelegate},
        )
        self.fields, self._fields_model = wizard_table(
            context.theme,
            tr("Fields of known records"),
            (
                Column("field", tr("Field"), 220, "left", lambda r: field_title(r.field), kind="strong"),
                Column("mode", tr("Value in the file"), 190, "left", lambda r: tr(MODE_TITLES[r.mode])),
                Column(
                    "erase", tr("Empty cell"), 150, "left", lambda r: _erase_text(r.erase), kind="secondary"
                ),
            ),
            self._fields,
            delegates={"mode": PillDelegate},
        )
        self.up = button(tr("Move up"), partial(self._move, -1))
        self.down = button(tr("Move down"), partial(self._move, 1))
        self.keys.setFixedHeight(HEIGHT + len(DEFAULT_KEYS) * ROW + 2)
        self.lay_list(self.keys)
        moves = line_of(self.up, self.down)
        moves.setContentsMargins(16, 8, 16, 4)
        self.left.add(moves)
        note = label(
            tr(
                "The first one that finds a record decides. Rows that agree in none are compared by likeness."
            ),
            "note",
            wrap=True,
        )
        note.setContentsMargins(16, 4, 16, 12)
        self.left.add(note)
        self.left.body.addStretch(1)
        self.right.add(self.fields, 1)
        self.keys.ticked.connect(self._turn_keys)
        self.fields.pressed_cell.connect(self._open_modes)

    def refresh(self) -> None:
        """Show the decisions of now."""
        decisions = self._run.decisions
        used = decisions.match_keys
        rows = [KeyRow(key, True, at + 1) for at, key in enumerate(used)]
        rows += [KeyRow(key, False, 0) for key in DEFAULT_KEYS if key not in used]
        self._keys.keys = rows
        self._keys_model.reload()
        never = decisions.on_match is Resolution.SKIP
        self._fields.keys = [
            FieldRow(field, Mode.NEVER if never else decisions.mode(field), field in decisions.erase)
            for field in self._field_names()
        ]
        self._fields_model.reload()

    def _field_names(self) -> list[str]:
        names: dict[str, None] = {}
        for place in self._run.used:
            for column in self._run.analyses[place].columns:
                if column.field == CUSTOM:
                    names[CUSTOM_MARK + column.header] = None
                elif column.field != IGNORE and column.field in FIELD:
                    names[column.field] = None
                    if column.field == "full_name":
                        names.update(dict.fromkeys(_NAMES[:2]))
        return list(names)

    # ---- keys ----

    def _turn_keys(self, places: Sequence[int]) -> None:
        used = list(self._run.decisions.match_keys)
        for place in places:
            key = self._keys.keys[place].key
            if key in used:
                used.remove(key)
            else:
                used.append(key)
        self._run.decide(replace(self._run.decisions, match_keys=tuple(used)))

    def _move(self, by: int) -> None:
        place = self.keys.current_id()
        used = list(self._run.decisions.match_keys)
        if place is None or place >= len(used) or not 0 <= place + by < len(used):
            return
        used[place], used[place + by] = used[place + by], used[place]
        self._run.decide(replace(self._run.decisions, match_keys=tuple(used)))
        self.keys.select_id(place + by)

    # ---- fields ----

    def _open_modes(self, place: int, _key: str) -> None:
        row: FieldRow = self._fields.keys[place]
        menu = QMenu(self.fields)
        menu.setObjectName("mode_menu")
        group = QActionGroup(menu)
        for mode in (Mode.FILL, Mode.OVERWRITE, Mode.NEVER):
            action = QAction(tr(MODE_TITLES[mode]), menu)
            action.setCheckable(True)
            action.setChecked(mode is row.mode)
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(partial(self._set_mode, row.field, mode))
        menu.addSeparator()
        erase = QAction(tr("An empty cell empties the field"), menu)
        erase.setCheckable(True)
        erase.setChecked(row.erase)
        erase.triggered.connect(partial(self._turn_erase, row.field))
        menu.addAction(erase)
        menu.aboutToHide.connect(menu.deleteLater)
        cell = self.fields.cell_rect(place, "mode")
        menu.popup(corner_of(self.fields, cell))

    def _set_mode(self, field: str, mode: Mode, _checked: bool = False) -> None:
        self.set_modes({field: mode})

    def set_modes(self, modes: dict[str, Mode]) -> None:
        """Give fields another mode; known records are then updated, whatever was said for all of them."""
        decisions = self._run.decisions
        if decisions.on_match is Resolution.SKIP:
            kept = dict.fromkeys(self._field_names(), Mode.NEVER)
            decisions = replace(decisions, on_match=Resolution.UPDATE, modes=kept)
        self._run.decide(replace(decisions, modes={**decisions.modes, **modes}))

    def _turn_erase(self, field: str, checked: bool) -> None:
        erase = self._run.decisions.erase
        self._run.decide(replace(self._run.decisions, erase=erase | {field} if checked else erase - {field}))


def _use_text(on: bool) -> str:
    return tr("used") if on else tr("not used")


def _erase_text(erase: bool) -> str:
    return tr("empties the field") if erase else tr("changes nothing")
