"""What an undo left alone, because it moved on since."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QWidget

from salesdesk.domain.changes import KeptRow, UndoResult
from salesdesk.ui.context import Context
from salesdesk.ui.pages.history.texts import kept_reason, kept_title
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.wording import line_of

_OWN = ("contact", "company", "deal", "activity", "campaign")
MOST = 500


class KeptDialog(Dialog):
    """Lists the records kept; parts of a kept record are counted with it."""

    def __init__(self, parent: QWidget | None, context: Context, result: UndoResult) -> None:
        records = [row for row in result.kept if row.table in _OWN] or list(result.kept)
        super().__init__(
            parent,
            self.tr("Taken back: {0}").format(line_of(result.told)),
            self.tr("{0} records were changed since, so they were left as they are.").format(
                number_text(len(records))
            ),
            width=560,
        )
        rows = QListWidget()
        choose_by_keyboard(rows)
        rows.setAccessibleName(self.tr("Kept records"))
        for row in records[:MOST]:
            rows.addItem(f"{kept_title(row)} · {_name(context, row)} · {kept_reason(row)}")
        if len(records) > MOST:
            rows.addItem(self.tr("and {0} more").format(number_text(len(records) - MOST)))
        rows.setMinimumHeight(180)
        self.add(rows, 1)
        self.add_button(self.tr("Close"), self.accept, tone="primary", default=True)


def _name(context: Context, row: KeptRow) -> str:
    store = context.store
    if row.table == "contact":
        found = store.contacts.page([row.row], ["full_name"]).get(row.row)
        return str(found["full_name"]) if found else f"#{row.row}"
    if row.table == "company":
        company = store.companies.page([row.row], ["company"]).get(row.row)
        return str(company["company"]) if company else f"#{row.row}"
    return f"#{row.row}"
