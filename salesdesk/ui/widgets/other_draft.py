"""Says that something else was begun at the same place in another window, and offers it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.drafts import Draft
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.drafts import DraftOf, Drafts, told_text
from salesdesk.ui.widgets.text import ElidedLabel


class OtherDraft(QWidget):
    """One line, hidden while there is nothing to offer. ``taken`` carries the draft that is to be gone on with; the one so far
    is offered in its place."""

    taken = Signal(object)

    def __init__(self, words: Callable[[Draft], str] = lambda draft: told_text(draft.fields)) -> None:
        super().__init__()
        self._words, self._about = words, DraftOf("")
        self._drafts: Drafts | None = None
        self._draft: Draft | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.line = ElidedLabel(style="secondary", minimum=60)
        self.button = link_button(self.tr("Show that one"), self._take, accent=True)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.hide()

    def watch(self, drafts: Drafts | None, about: DraftOf) -> None:
        """Offer what another window began about this, from now on."""
        if drafts is not None and self._drafts is None:
            self._drafts = drafts
            drafts.written.connect(self.look)
        self._about = about
        self.look()

    def look(self) -> None:
        """Offer the newest, if there is one."""
        found = self._drafts.others(self._about) if self._drafts is not None and self._about.form else []
        self._draft = found[0] if found else None
        if self._draft is not None:
            said = self.tr("From another window: {0}").format(self._words(self._draft))
            self.line.setText(said)
            self.button.setAccessibleDescription(said)
        self.setVisible(self._draft is not None)

    def _take(self) -> None:
        if self._draft is not None:
            self.taken.emit(self._draft)
            self.look()
