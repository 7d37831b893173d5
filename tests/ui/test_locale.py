"""Days, months and numbers speak the language of the pages, wherever they are written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from salesdesk.ui.translations import use_locale
from salesdesk.ui.value_texts import day_text, money_text, number_text, weekday_text


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize("system", ["de_DE", "fr_FR", "pl_PL", "ar_EG", "C"])
@pytest.mark.parametrize("language", ["", "en", "nonsense"])
def test_a_page_in_english_is_in_english(qtbot: QtBot, system: str, language: str) -> None:
    use_locale(language, QLocale(system))
    label = QLabel()
    qtbot.addWidget(label)
    assert day_text("2026-10-14") == "14 Oct 2026"
    assert weekday_text(date(2026, 10, 14)) == "Wed"
    assert (
        number_text(100_000) == label.locale().toString(100_000) == QLocale().toString(100_000) == "100,000"
    )
    assert QLocale().toString(QDate(2026, 10, 1), "MMM") == "Oct"
    assert money_text(123_450, "EUR") == "€1,234.50"


def test_the_systems_own_english_is_kept(qapp: QApplication) -> None:
    use_locale("en", QLocale("en_GB"))
    assert QLocale().name() == "en_GB"
