"""Reports of one's own: two fields in a stack, days as a line, a kept one, long names, and nothing that matches."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.grouping import DAYS_OPEN, GroupBy, Step
from salesdesk.domain.own_reports import BY_NAME, Calc, Design, MeasureOf
from salesdesk.domain.reports import ChartKind
from salesdesk.ui.pages.own_reports.page import OwnReportsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import LONG, fill_long
from tests.visual.target_scenes import fill_targets
from tests.visual.workspace_scenes import scene

DEALS, CONTACTS = RecordKind.DEALS, RecordKind.CONTACTS
OPEN = Filter((Condition("stage_kind", Op.IS, ("open",)),))
BY_STAGE = Design(
    DEALS,
    OPEN,
    (GroupBy("stage"), GroupBy("owner")),
    (MeasureOf(), MeasureOf(Calc.SUM, "deal_value"), MeasureOf(Calc.MEDIAN, DAYS_OPEN)),
    ChartKind.STACKED,
    sort=1,
)
BY_MONTH = Design(
    DEALS,
    groups=(GroupBy("expected_close", Step.MONTH),),
    measures=(MeasureOf(Calc.SUM, "deal_value"), MeasureOf(), MeasureOf(Calc.SHARE)),
    chart=ChartKind.LINES,
    sort=BY_NAME,
    descending=False,
)
BY_SIZE = Design(
    DEALS,
    groups=(GroupBy("deal_value"), GroupBy("stage")),
    measures=(MeasureOf(), MeasureOf(Calc.SUM, "deal_value")),
    chart=ChartKind.STACKED,
    sort=BY_NAME,
    descending=False,
)


def fill_reports(office: Office) -> int:
    """What the pipeline holds, and a report that is kept. Returns its number."""
    fill_targets(office)
    return office.services.own_reports.create("Open deals by stage and owner", BY_STAGE, on_today=True)[0]


def _fill_long(office: Office) -> None:
    fill_long(office)
    long = Design(CONTACTS, groups=(GroupBy("company"), GroupBy("job_title")), chart=ChartKind.STACKED)
    office.services.own_reports.create(LONG[0], long)


def _page(window: MainWindow, target: object = None) -> OwnReportsPage:
    window.show_page("own_reports", target)
    page: QWidget = window.page("own_reports")
    assert isinstance(page, OwnReportsPage)
    return page


def _kept(window: MainWindow, office: Office, prepared: object) -> None:
    _page(window, office.store.own_reports.all()[0].id)


def _designed(design: Design) -> Callable[[MainWindow, Office, object], None]:
    def show(window: MainWindow, office: Office, prepared: object) -> None:
        _page(window, design)

    return show


def _today(window: MainWindow, office: Office, prepared: object) -> None:
    """The day with a report of one's own, and what was won beside the target."""
    window.show_page("today")


def _entries(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("activities", Filter((Condition("kind", Op.IS, ("call", "email", "meeting")),)))


NOTHING = Filter((Condition("stage_kind", Op.IS, ("lost",)), Condition("owner", Op.IS, ("Mia",))))

SCENES = [
    scene("own-reports-kept", fill_reports, _kept),
    scene("own-reports-months", fill_reports, _designed(BY_MONTH)),
    scene("own-reports-ranges", fill_reports, _designed(BY_SIZE)),
    scene("own-reports-figures", fill_reports, _designed(Design(DEALS, OPEN, (), BY_STAGE.measures))),
    scene("own-reports-nothing", fill_reports, _designed(Design(DEALS, NOTHING, (GroupBy("stage"),)))),
    scene("own-reports-today", fill_reports, _today),
    scene("own-reports-entries", fill_reports, _entries),
    scene("own-reports-long", _fill_long, _kept),
]
