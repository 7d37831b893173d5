"""What a letter does with the rows of a list that are in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.entities import entity_of
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.bulk_bar import CALLED
from salesdesk.ui.pages.activities.log_dialog import LogDialog
from salesdesk.ui.pages.activities.log_subject import subject_of

if TYPE_CHECKING:
    from salesdesk.ui.lists.list_page import ListPage


def row_in_hand(page: ListPage) -> Subject | None:
    """What an entry would be about that is begun now."""
    return subject_of(entity_of(page.look.kind).kind, page.table.current_id())


def log_row(page: ListPage) -> None:
    """Log what happened with the row in hand."""
    about = row_in_hand(page)
    if about is not None:
        LogDialog(page, page.context, about).open()


def start_round(page: ListPage) -> None:
    """Call the selected records one by one, where that is more than the row in hand, else all of the list."""
    if page.look.kind not in CALLED:
        return
    chosen = page.table.selected_ids()
    if len(chosen) > 1:
        ask_for_round(page, chosen)
    else:
        page.model.when_whole(lambda: ask_for_round(page, page.model.all_ids))


def ask_for_round(page: ListPage, ids: Sequence[int]) -> None:
    """Ask why they are to be called."""
    from salesdesk.ui.pages.call_rounds.start_dialog import StartRoundDialog

    StartRoundDialog(page.window(), page.context, (RoundAbout(page.look.kind.value), ids, page.title)).open()


def export_chosen(page: ListPage) -> None:
    """Export what is selected, where that is more than the row in hand, else the list."""
    chosen = page.table.selected_ids()
    if len(chosen) > 1:
        page.bulk.export_requested.emit()
    else:
        page.export()


def export_list(page: ListPage, selected: Sequence[int]) -> None:
    """Ask what of the list leaves and how; the ``selected`` rows are offered first, where there are some."""
    from salesdesk.ui.lists.export_request import ExportRequest

    way = page.context.services.campaigns.way_of_filter(page.filters.filter)
    total = page.source.reader.count()
    request = ExportRequest(
        page.look, page.model.all_ids, page.columns.keys(), page.title, way, selected=selected, total=total
    )
    page.exporter.start(request)
