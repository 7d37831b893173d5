"""How a sheet is read, as short sentences that can be flipped: kind, header row, dates, decimals, country, text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.cleaning.countries import country_codes, country_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import SheetAnalysis, SheetRequest, SheetSettings
from salesdesk.ui.pages.imports.run.run import imported_kinds
from salesdesk.ui.pages.imports.texts import (
    DATE_ORDERS,
    DECIMALS,
    DELIMITERS,
    ENCODINGS,
    encoding_title,
    kind_title,
    tr,
)
from salesdesk.ui.widgets.buttons import FilterChip
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import plain_tip

_NEAR = ("DE", "AT", "CH", "FR", "GB", "US", "ES", "IT", "NL")
_HEADER_LENGTH = 60
Choice = tuple[object, str]


class SettingsBar(QWidget):
    """One chip per sentence; choosing from its menu emits ``requested`` with a SheetRequest."""

    requested = Signal(object)

    def __init__(self, *, with_kind: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_kind = with_kind
        self._analysis: SheetAnalysis | None = None
        self._request = SheetRequest("")
        self._head: Mapping[int, tuple[str, ...]] = {}
        self._layout = FlowLayout(self)
        self.chips: dict[str, FilterChip] = {}
        for key, name, opened in (
            ("kind", tr("What the sheet holds"), self._kinds),
            ("header", tr("Row of the column names"), self._header_rows),
            ("hidden", tr("Rows that are hidden or filtered away in the file"), self._hidden),
            ("dates", tr("Order of day, month and year"), self._dates),
            ("decimal", tr("Decimal mark"), self._decimals),
            ("country", tr("Country of phones and addresses"), self._countries),
            ("encoding", tr("Encoding of the text"), self._encodings),
            ("delimiter", tr("What separates the cells"), self._delimiters),
        ):
            chip = FilterChip(name)
            chip.setToolTip(plain_tip(name))
            chip.clicked.connect(partial(self._open, key, opened))
            self._layout.addWidget(chip)
            self.chips[key] = chip

    def show_sheet(
        self, analysis: SheetAnalysis, request: SheetRequest, head: Mapping[int, tuple[str, ...]]
    ) -> None:
        """Say how ``analysis`` reads its sheet."""
        self._analysis, self._request, self._head = analysis, request, head
        settings = analysis.settings
        delimiters = dict(DELIMITERS)
        kind = request.kind or analysis.kind
        row = analysis.header_row
        texts = {
            "kind": kind_title(kind),
            "header": tr("No header row") if row is None else tr("Header in row {0}").format(row + 1),
            "hidden": _hidden_text(analysis),
            "dates": tr(dict(DATE_ORDERS)[settings.date_order]),
            "decimal": tr(dict(DECIMALS)[settings.decimal]),
            "country": country_name(settings.country) if settings.country else tr("Country not known"),
            "encoding": encoding_title(settings.encoding) if settings.encoding else "",
            "delimiter": tr(delimiters.get(settings.delimiter or "", settings.delimiter or "")),
        }
        cards = all(column.note == "vcard" for column in analysis.columns) and bool(analysis.columns)
        for key, text in texts.items():
            if text:
                self.chips[key].set_state(text, active=False)
            offered = key == "country" if cards else self._with_kind or key != "kind"
            self.chips[key].setVisible(bool(text) and offered)

    # ---- menus ----

    def _open(self, key: str, choices: Callable[[], tuple[Sequence[Choice], object]]) -> None:
        if self._analysis is None:
            return
        chip = self.chips[key]
        menu = QMenu(chip)
        menu.setObjectName(f"{key}_menu")
        offered, current = choices()
        group = QActionGroup(menu)
        for value, text in offered:
            if not text:
                menu.addSeparator()
                continue
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(value == current)
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(partial(self._chosen, key, value))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))

    def _kinds(self) -> tuple[Sequence[Choice], object]:
        analysis = self._analysis
        assert analysis is not None
        return [(kind, kind_title(kind)) for kind in imported_kinds()], self._request.kind or analysis.kind

    def _header_rows(self) -> tuple[Sequence[Choice], object]:
        rows: list[Choice] = []
        for number, texts in sorted(self._head.items()):
            words = " · ".join(text for text in texts if text)
            if words:
                shown = words if len(words) <= _HEADER_LENGTH else words[:_HEADER_LENGTH] + "…"
                rows.append((number - 1, tr("Row {0}: {1}").format(number, shown.replace("&", "&&"))))
        assert self._analysis is not None
        return [*rows, (None, ""), (-1, tr("The sheet has no header row"))], (
            -1 if self._analysis.header_row is None else self._analysis.header_row
        )

    def _hidden(self) -> tuple[Sequence[Choice], object]:
        offered = [(True, tr("Take hidden rows too")), (False, tr("Leave hidden rows out"))]
        return offered, self._request.hidden_rows

    def _dates(self) -> tuple[Sequence[Choice], object]:
        assert self._analysis is not None
        return [(key, tr(text)) for key, text in DATE_ORDERS], self._analysis.settings.date_order

    def _decimals(self) -> tuple[Sequence[Choice], object]:
        assert self._analysis is not None
        return [(key, tr(text)) for key, text in DECIMALS], self._analysis.settings.decimal

    def _countries(self) -> tuple[Sequence[Choice], object]:
        assert self._analysis is not None
        near = [(code, country_name(code)) for code in _NEAR]
        rest = sorted(
            ((code, country_name(code)) for code in country_codes() if code not in _NEAR), key=lambda c: c[1]
        )
        return [*near, ("", ""), *rest], self._analysis.settings.country

    def _encodings(self) -> tuple[Sequence[Choice], object]:
        assert self._analysis is not None
        own = self._analysis.settings.encoding
        offered: list[Choice] = [(codec, encoding_title(codec)) for codec in ENCODINGS]
        if own and encoding_title(own) not in {title for _, title in offered}:
            offered.insert(0, (own, encoding_title(own)))
        current = next((codec for codec, title in offered if own and title == encoding_title(own)), own)
        return offered, current

    def _delimiters(self) -> tuple[Sequence[Choice], object]:
        assert self._analysis is not None
        return [(key, tr(text)) for key, text in DELIMITERS], self._analysis.settings.delimiter

    def _chosen(self, key: str, value: object, _checked: bool = False) -> None:
        analysis = self._analysis
        if analysis is None:
            return
        request, settings = self._request, analysis.settings
        if key == "kind":
            request = replace(request, kind=RecordKind(str(value)))
        elif key == "header":
            row = value if isinstance(value, int) and value >= 0 else None
            request = replace(request, header_row=row, has_header=row is not None, mapping={})
        elif key == "hidden":
            request = replace(request, hidden_rows=bool(value))
        else:
            request = replace(request, settings=_with(settings, key, str(value)))
            if key in ("encoding", "delimiter"):
                request = replace(request, mapping={})
        self.requested.emit(request)


def _hidden_text(analysis: SheetAnalysis) -> str:
    """What becomes of the rows a file hides; "" where it hides none."""
    found = dict(analysis.warnings)
    if count := found.get("hidden_rows"):
        return tr("Hidden rows taken too: {0}").format(count)
    count = found.get("hidden_rows_left_out")
    return tr("Hidden rows left out: {0}").format(count) if count else ""


def _with(settings: SheetSettings, key: str, value: str) -> SheetSettings:
    """The settings with one part changed."""
    if key == "dates":
        return replace(settings, date_order=value)
    if key == "decimal":
        return replace(settings, decimal=value)
    if key == "country":
        return replace(settings, country=value)
    return replace(settings, encoding=value) if key == "encoding" else replace(settings, delimiter=value)
