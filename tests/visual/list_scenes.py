"""Lists with what narrows, groups and adds them up, over a real file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, parse_filter
from salesdesk.domain.grouping import Step
from salesdesk.domain.row_grouping import Grouping
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import fill, fill_long, scene

WARM = (
    'stage:lead,mql,sql -last_contact:14d campaigns[campaign:"Autumn logistics offer" response:clicked,replied] '
    '(activities[kind:call outcome:"not reached" happened:30d]>=2 or country:DE,NL)'
)
DEEP = '-(city:Wien or country:AT) (tag:fleet (city:Hamburg or company~nord)) birthday:"next 30 days" next_step<"3 days ago"'


def _page(window: MainWindow, text: str) -> ListPage:
    window.show_page("contacts", parse_filter(text, filter_fields(RecordKind.CONTACTS)) if text else Filter())
    page = window.page("contacts")
    assert isinstance(page, ListPage)
    return page


def _built(
    text: str, then: Callable[[ListPage], object], window: MainWindow, office: Office, _record: object
) -> None:
    page = _page(window, text)
    page.builder.toggle()
    then(page)


def _words(page: ListPage) -> None:
    assert page.builder.builder is not None
    page.builder.builder._turn.click()


def _incomplete(page: ListPage) -> None:
    assert page.builder.builder is not None
    page.builder.builder.add_line()
    page.builder.builder.add_group()


def _totals(window: MainWindow, office: Office, _record: object) -> None:
    page = _page(window, "")
    page.columns.show(("full_name", "company", "next_step_at", "open_deals", "lifecycle_stage"))


def _grouped(grouping: Grouping, window: MainWindow, office: Office, _record: object) -> None:
    page = _page(window, "")
    page.columns.show(("full_name", "company", "next_step_at", "lifecycle_stage", "open_deals"))
    page.groups.apply(grouping)
    page.model.toggle(0)
    page.model.toggle(0)
    if page.model.grouping.field == "country":
        page.model.toggle(page.model.rowCount() - 1)


def _bulk(key: str, text: str, window: MainWindow, _office: Office, _record: object) -> None:
    from salesdesk.ui.lists.bulk_dialog import BulkDialog

    page = _page(window, "")
    page.refresh()
    page.table.selectAll()
    page.bulk.ask_field()
    [dialog] = window.findChildren(BulkDialog)
    dialog.field.setCurrentIndex(dialog.field.findData(key))
    dialog.typed.setText(text)
    dialog.named.setEditText(text)


def _frozen(window: MainWindow, office: Office, record: object) -> None:
    _grouped(Grouping("lifecycle_stage"), window, office, record)
    page = window.page("contacts")
    assert isinstance(page, ListPage)
    page.columns.show(
        ("full_name", "company", "email", "phone", "job_title", "city", "country", "owner", "notes")
    )
    page.table.header.freeze(page.model.column_of("full_name"))
    QTimer.singleShot(200, lambda: page.table.horizontalScrollBar().setValue(260))


SCENES = [
    scene("lists-frozen", fill, _frozen),
    scene("lists-bulk", fill, partial(_bulk, "city", "Hamburg")),
    scene("lists-bulk-tags", fill, partial(_bulk, "tags", "fair 2026, fleet")),
    scene(
        "lists-bulk-long",
        fill_long,
        partial(_bulk, "company", "Maximiliane Gräfin von Donaudampfschifffahrt und Söhne"),
    ),
    scene("lists-grouped", fill, partial(_grouped, Grouping("country"))),
    scene("lists-grouped-long", fill_long, partial(_grouped, Grouping("company"))),
    scene("lists-grouped-weeks", fill, partial(_grouped, Grouping("created_at", Step.WEEK, True))),
    scene("lists-totals", fill, _totals),
    scene("lists-builder", fill, partial(_built, WARM, lambda _page: None)),
    scene("lists-builder-words", fill, partial(_built, DEEP, _words)),
    scene("lists-builder-empty", fill, partial(_built, "", lambda _page: None)),
    scene("lists-builder-incomplete", fill, partial(_built, "stage:lead or city:Hamburg", _incomplete)),
    scene(
        "lists-builder-long",
        fill_long,
        partial(_built, f'name~"{"Maximiliane Gräfin von " * 3}" {WARM}', _incomplete),
    ),
]
