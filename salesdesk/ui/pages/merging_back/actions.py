"""The buttons of a merge at hand: put it aside, leave it, apply it."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.merging_back import Choices
from salesdesk.ui.pages.merging_back.rows import MergeRows
from salesdesk.ui.pages.merging_back.texts import changes_text
from salesdesk.ui.pages.merging_back.words import questions_text, tr
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.page_header import PageHeader
from salesdesk.ui.widgets.text import plain_tip


class MergeActions:
    """Apply says how many changes it makes, and waits until every conflict has a choice."""

    def __init__(
        self,
        header: PageHeader,
        put_aside: Callable[[], object],
        cancel: Callable[[], object],
        apply: Callable[[], object],
    ) -> None:
        aside = button(tr("Put aside"), put_aside, tip=tr("Go on later: the choices are kept"))
        self.apply = primary_button("", apply)
        buttons = (aside, button(tr("Cancel"), cancel), self.apply)
        for action in buttons:
            header.add_action(action)
        header.crumb.setText(f"{tr('Merge workbook')} /")
        header.crumb.setAccessibleName(tr("Back to the workbooks that wait"))
        header.crumb_clicked.connect(put_aside)
        self._parts = (header.crumb, *buttons)

    def set_visible(self, at_hand: bool) -> None:
        """Show them, or not."""
        for part in self._parts:
            part.setVisible(at_hand)

    def show_state(self, rows: MergeRows, choices: Choices) -> None:
        """Say what applying would do, and what is to be chosen first."""
        left, count = len(rows.undecided(choices)), rows.changes(choices)
        everything = tr("Keep everything as it is")
        self.apply.setText(tr("Apply {0}").format(changes_text(count)) if count else everything)
        self.apply.setEnabled(not left)
        waits = tr("First choose: {0} left").format(questions_text(left)) if left else ""
        self.apply.setToolTip(plain_tip(waits or tr("Apply (Ctrl+Enter)")))
        self.apply.setAccessibleDescription(waits)
