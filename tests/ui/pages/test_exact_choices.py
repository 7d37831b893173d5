"""Lists that are narrowed by typing: what is called exactly as it was typed is what Enter takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import CUSTOM, IGNORE, FieldType, RecordKind, declared
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.pages.imports.steps.choice_popup import ChoicePopup
from salesdesk.ui.pages.imports.steps.field_offer import FieldOffer
from salesdesk.ui.pages.imports.texts import field_title
from tests.ui.pages.office import Office


def chosen_field(
    qtbot: QtBot, office: Office, typed: str, *, header: str, kind: RecordKind = RecordKind.CONTACTS
) -> object:
    """What Enter makes of a column after a text was typed."""
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    taken: list[object] = []
    offer = FieldOffer(header, kind, CUSTOM, {}, FieldType.TEXT)
    popup = ChoicePopup(office.context.theme, "Field", offer, host)
    popup.chosen.connect(taken.append)
    popup.show()
    qtbot.keyClicks(popup.field, typed)
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    return taken[0] if taken else None


@pytest.mark.parametrize("kind", [RecordKind.CONTACTS, RecordKind.DEALS])
def test_the_exact_name_of_every_field_chooses_it_whatever_the_column_is_called(
    office: Office, kind: RecordKind
) -> None:
    for _, fields in declared().offered(kind):
        for field in fields:
            title = field_title(field)
            results = FieldOffer(f"Old {title}", kind, IGNORE, {}, FieldType.TEXT)(title)
            first = next(one for one in results if not one.heading)
            assert field_title(str(first.value)) == title, title


def test_typing_a_field_and_enter_makes_no_field_of_its_own(qtbot: QtBot, office: Office) -> None:
    assert chosen_field(qtbot, office, "City", header="City of birth") == "city"
    assert chosen_field(qtbot, office, "phone", header="Phone home") == "phone"
    assert chosen_field(qtbot, office, "job t", header="Job type") == "job_title"
    assert chosen_field(qtbot, office, "new field", header="Shoe size") is FieldType.TEXT


def test_without_a_text_skipping_and_a_field_of_ones_own_stand_first(office: Office) -> None:
    results = FieldOffer("Shoe size", RecordKind.CONTACTS, CUSTOM, {}, FieldType.NUMBER)("")
    assert [one.value for one in results if not one.heading][:2] == [IGNORE, FieldType.TEXT]


def test_a_name_that_others_hold_is_taken_where_it_was_typed_in_full(qtbot: QtBot, office: Office) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    taken: list[object] = []
    names = ["very vip", "vip old", "VIP", "x", "y", "z", "a", "b", "c"]
    popup = NamePopup("Tag", [(name, name) for name in names], host, creatable="Create {0}")
    popup.chosen.connect(taken.append)
    popup.show()
    qtbot.keyClicks(popup.field, "vip")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert taken == ["VIP"]
