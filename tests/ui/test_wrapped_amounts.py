"""Amounts in labels of several lines."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.ui.widgets.text import WrappedLabel

TEXT = "€149,900 + CHF 15,000"


def shown_in(qtbot: QtBot, text: str, width: int) -> WrappedLabel:
    made = WrappedLabel()
    qtbot.addWidget(made)
    made.setWordWrap(True)
    made.setText(text)
    made.resize(width, 200)
    made.show()
    return made


@pytest.mark.parametrize("text", [TEXT, f"weighted · best case {TEXT}", "CHF 1,250.50 of CHF -3,000"])
def test_no_amount_is_torn_from_its_currency(qtbot: QtBot, text: str) -> None:
    made = shown_in(qtbot, text, 400)
    metrics = made.fontMetrics()
    for room in range(metrics.horizontalAdvance("CHF 1,250.50") + 1, metrics.horizontalAdvance(text), 3):
        made.resize(room, 200)
        drawn = QLabel.text(made)
        assert drawn.replace("\xa0", " ") == text
        assert "CHF " not in drawn
        assert made.text() == text
        assert made.heightForWidth(made.width()) >= 2 * metrics.height()


def test_what_does_not_fit_into_a_line_is_torn_where_it_can_be(qtbot: QtBot) -> None:
    made = shown_in(qtbot, TEXT, 400)
    made.resize(made.fontMetrics().horizontalAdvance("CHF 15,0"), 200)
    assert "\xa0" not in QLabel.text(made)


def test_other_words_stay_as_they_are(qtbot: QtBot) -> None:
    assert QLabel.text(shown_in(qtbot, "The CEO said 15 of 20", 90)) == "The CEO said 15 of 20"
