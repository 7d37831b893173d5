"""Long names and addresses: nothing grows wider than its place, whatever the words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui import fonts
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import WrappedLabel
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office

COMPANIES = {
    "words": "Emberform Logistics Lyon et Fils Société par Actions Simplifiée de Transport International",
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
}
EMAIL = "maximiliane.antoinette.von-und-zu-hohenlohe-waldenburg-schillingsfuerst@emberform-logistics.example"


@pytest.fixture(params=COMPANIES)
def crowded(filed_office: Office, request: pytest.FixtureRequest) -> Office:
    office, company = filed_office, COMPANIES[request.param]
    person = office.person(
        f"Maximiliane {company}",
        company=company,
        email=EMAIL,
        job_title=company,
        city=company,
        lead_source=company[:60],
    )
    link = office.store.contacts.get(person).companies[0].company_id
    stage = office.store.pipelines.all()[0].stages[0].id
    deal = office.services.deals.create(company, stage, amount=1_000_000, contact_id=person, company_id=link)[
        0
    ]
    for about in (Subject(person), Subject(deal_id=deal)):
        office.services.activities.log(
            ActivityKind.CALL,
            about,
            body=f"{company} {EMAIL} https://{company[:20]}/{EMAIL}",
            next_step=company,
            next_due="2026-11-20",
        )
    return office


def too_wide(window: QWidget) -> list[str]:
    found = []
    for area in window.findChildren(ScrollColumn):
        if area.isVisible() and area.content.width() > area.viewport().width():
            found.append(f"{area.content.width()} in {area.viewport().width()} px")
            wide = [w for w in area.content.findChildren(QWidget) if w.minimumSizeHint().width() > 150]
            found += [
                f"  {type(w).__name__} {w.accessibleName()[:40]} {w.minimumSizeHint().width()}" for w in wide
            ]
    return found


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
def test_no_panel_grows_wider_than_its_place(
    qtbot: QtBot, crowded: Office, workspace: Workspace, size: tuple[int, int]
) -> None:
    window, store = workspace.window, crowded.store
    window.resize(*size)
    person, deal = store.contacts.ids()[-1], store.deals.ids()[-1]
    company = store.companies.ids()[-1]
    found: dict[str, list[str]] = {}
    for key, target in (
        ("contacts", ("record", person)), ("contact", person), ("company", company), ("pipeline", deal),
        ("companies", ("record", company)), ("deals", ("record", deal)),
    ):  # fmt: skip
        window.show_page(key, target)
        qtbot.waitUntil(lambda: not crowded.context.tasks.is_busy)
        qtbot.wait(80)
        found[key] = too_wide(window)
    assert {key: wide for key, wide in found.items() if wide} == {}


@pytest.mark.parametrize("width", [40, 90, 160, 300])
@pytest.mark.parametrize("text", [EMAIL, COMPANIES["one word"], f"Write to {EMAIL} today", "short"])
def test_a_long_word_is_broken_and_nothing_of_it_is_lost(
    qtbot: QtBot, theme: object, width: int, text: str
) -> None:
    label = WrappedLabel(text)
    label.setWordWrap(True)
    qtbot.addWidget(label)
    label.resize(width, max(20, label.heightForWidth(width)))
    label.show()
    shown = QLabel.text(label)
    assert shown.replace("\n", "") == text == label.text() == label.accessibleName()
    lines = shown.split()
    assert all(label.fontMetrics().horizontalAdvance(one) <= width for one in lines)
    assert label.heightForWidth(width) >= label.fontMetrics().height() * shown.count("\n")
    label.resize(2000, 40)
    assert QLabel.text(label) == text


def test_a_word_is_broken_by_the_letters_it_is_drawn_in_now(qtbot: QtBot, theme: object) -> None:
    label = WrappedLabel(EMAIL)
    label.setWordWrap(True)
    qtbot.addWidget(label)
    wide = label.fontMetrics().horizontalAdvance(EMAIL)
    label.resize(wide + 20, 60)
    label.show()
    low = label.heightForWidth(wide + 20)
    face = label.font()
    face.setPixelSize(fonts.BODY * 3)
    label.setFont(face)
    high = label.heightForWidth(wide + 20)
    assert high >= 2 * label.fontMetrics().height() > low
    label.setText("short")
    assert label.heightForWidth(wide + 20) < high


def test_a_list_of_values_with_a_long_address_keeps_its_width(qtbot: QtBot, theme: object) -> None:
    values = KeyValueList(108)
    qtbot.addWidget(values)
    values.add("Email", EMAIL)
    assert values.minimumSizeHint().width() < 260
