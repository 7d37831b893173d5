"""Every report over believable records, with two dates of one's own, with long names, and of nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.domain.targets import Measure, month_of
from salesdesk.services.targets import Place
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.workspace_scenes import fill_long_deals, nothing, page_of, scene

_PEOPLE = 400


def _fill(office: Office) -> None:
    """People and deals of the demonstration, and targets for some months."""
    office.many(_PEOPLE)
    owners = [one.id for one in office.store.owners.all()]
    office.services.targets.put(
        [
            (Place(owner, Measure.REVENUE, month_of(2026, month)), f"{20 + 3 * place}k")
            for place, owner in enumerate(owners)
            for month in range(5, 13)
        ]
    )


def _this_year(
    name: ReportName, compare: date | None = None
) -> Callable[[MainWindow, Office, object], object]:
    spec = ReportSpec(name, date(2026, 1, 1), date(2026, 11, 23), compare=compare)
    return lambda window, office, prepared: window.show_page("reports", spec)


SCENES = [
    scene("reports-filled", _fill, page_of("reports")),
    *(
        scene(f"reports-{name.value}", _fill, _this_year(name))
        for name in ReportName
        if name is not ReportName.CHANGES
    ),
    scene("reports-changes", _fill, _this_year(ReportName.CHANGES, date(2026, 10, 26))),
    scene("reports-long", fill_long_deals, page_of("reports")),
    scene("reports-empty", nothing, page_of("reports")),
]
