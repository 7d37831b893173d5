"""The timeline of a record: what is not shown is said, and is a click away."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.timeline_panel import TimelinePanel
from salesdesk.ui.widgets.timeline import TimelineRow
from tests.ui.pages.office import Office


def rows(panel: TimelinePanel) -> int:
    layout = panel.list.layout()
    assert layout is not None
    items = [layout.itemAt(place) for place in range(layout.count())]
    return sum(item is not None and isinstance(item.widget(), TimelineRow) for item in items)


@pytest.mark.parametrize(("calls", "clicks"), [(5, 0), (70, 1), (300, 2)])
@pytest.mark.parametrize("shown", ["all", "call"])
def test_a_long_history_never_ends_in_silence(
    qtbot: QtBot, office: Office, calls: int, clicks: int, shown: str
) -> None:
    person = office.person("Amara Okafor")
    for number in range(calls):
        office.services.activities.log(ActivityKind.CALL, Subject(person), body=f"Call {number}")
    panel = TimelinePanel(office.context)
    qtbot.addWidget(panel)
    panel.log.setParent(panel)
    panel.buttons.setParent(panel)
    panel.show()
    panel.show_record(Subject(person), partial(office.store.timelines.of_contact, person))
    panel._filter.set_current(shown)
    panel.refresh()
    for _click in range(clicks):
        assert panel.more.isVisible()
        assert panel.rest.isHidden()
        panel.more.click()
    assert rows(panel) == calls + (shown == "all")
    assert panel.more.isHidden()
    assert panel.rest.isVisible() is (clicks > 0)
