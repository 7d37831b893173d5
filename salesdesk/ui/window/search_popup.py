"""What the search field finds, below it while typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.floating_panel import FloatingPanel
from salesdesk.ui.widgets.result_list import Result, ResultList
from salesdesk.ui.widgets.text import ElidedLabel, line
from salesdesk.ui.window.search import Found, Hit, Search

HIGHEST = 420


class SearchPopup(FloatingPanel):
    """Results grouped by kind. ``chosen`` carries the Hit. It floats in ``host`` below ``field``."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, search: Search, field: QLineEdit, anchor: QWidget, host: QWidget
    ) -> None:
        super().__init__(theme, host)
        self._search = search
        self._field = field
        self._anchor = anchor
        self._host = host
        self.results = ResultList(theme, "Search results")
        self.footer = ElidedLabel("", "caption")
        self.footer.setContentsMargins(16, 8, 16, 8)
        self.body.addWidget(self.results, 1)
        self.body.addWidget(line("soft"))
        self.body.addWidget(self.footer)
        self.results.drive(field)
        field.textEdited.connect(self.show_for)
        self.results.chosen.connect(self._on_chosen)
        self.results.escaped.connect(self.hide)
        for part in (anchor, anchor.parentWidget()):
            if part is not None:
                part.installEventFilter(self)
        self.hide()

    def show_for(self, text: str) -> None:
        """Search for ``text`` and show what was found; an empty text hides the popup."""
        if not text.strip():
            self.hide()
            return
        found = self._search(text)
        self._show(text, found)
        if found.later is not None:
            found.later(partial(self._add, text, found))

    def _show(self, text: str, found: Found) -> None:
        results: list[Result] = []
        group = ""
        for hit in (*found.hits, *found.lists):
            if hit.group != group:
                group = hit.group
                results.append(Result(group, heading=True))
            results.append(Result(hit.title, hit.detail, hit.icon, value=hit))
        self.results.set_results(results)
        self.footer.setText(
            found.footer if results else f"Nothing found for “{text.strip()}”. {found.footer}".strip()
        )
        self.results.setVisible(bool(results))
        self._place()
        self.show()
        self.raise_()

    def _add(self, text: str, found: Found, similar: Sequence[Hit]) -> None:
        """What is only nearly written so comes behind the rest, if the same is still typed."""
        known = {(hit.page, hit.target) for hit in found.hits}
        more = [hit for hit in similar if (hit.page, hit.target) not in known]
        if more and self.isVisible() and self._field.text() == text:
            self._show(text, replace(found, hits=[*found.hits, *more]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        corner = self._anchor.mapTo(self._host, QPoint(0, self._anchor.height() + 4))
        width = min(max(self._anchor.width(), 520), self._host.width() - corner.x() - 16)
        height = min(HIGHEST, (self.results.content_height() if self.results.count() else 0) + 42)
        self.setGeometry(corner.x(), corner.y(), width, height)

    def _on_chosen(self, hit: object) -> None:
        self.hide()
        if isinstance(hit, Hit):
            self.chosen.emit(hit)
