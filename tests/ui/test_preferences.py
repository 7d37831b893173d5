"""What the window remembers."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.preferences import (
    CURRENCY,
    GEOMETRY,
    THEME,
    Preferences,
    columns_of,
    decode_bytes,
    drafts_of,
    encode_bytes,
)
from salesdesk.ui.theme import Theme
from salesdesk.ui.translations import install_language
from salesdesk.ui.widgets.record_header import ColumnLayout
from tests.ui.plain import be_plain


def test_values_survive_and_have_defaults(qapp: QApplication, tmp_path: Path) -> None:
    first = Preferences(tmp_path / "window.ini")
    assert first.get(THEME) == "system"
    first.set(THEME, "dark")
    layout: dict[str, object] = {"shown": ["name", "größe"], "widths": {"name": 220}}
    first.set(columns_of("contacts"), layout)
    first.save()
    second = Preferences(tmp_path / "window.ini")
    assert second.get(THEME) == "dark"
    assert second.get(columns_of("contacts")) == layout
    assert second.get(columns_of("deals")) == {}


@pytest.mark.parametrize("there", [False, True])
def test_nobody_else_may_read_them(qapp: QApplication, tmp_path: Path, there: bool) -> None:
    path = tmp_path / "settings" / "window.ini"
    if there:
        path.parent.mkdir()
        path.write_text("")
        path.chmod(0o644)
    preferences = Preferences(path)
    preferences.set(drafts_of("one"), {"log": {"body": ["", "half a note"]}})
    preferences.save()
    assert "half a note" in path.read_text()
    preferences.forget(drafts_of("one"))
    preferences.save()
    assert "half a note" not in path.read_text()
    assert preferences.get(drafts_of("one")) == {}
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_value_is_the_default(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    path.write_text("[region]\ncurrency=not json\n[appearance]\ntheme=42\n", encoding="utf-8")
    preferences = Preferences(path)
    assert preferences.get(CURRENCY) == "EUR"
    assert preferences.get(THEME) == "system"


def test_bytes_travel_as_text() -> None:
    assert bytes(decode_bytes(encode_bytes(decode_bytes("AAEC/w=="))).data()) == b"\x00\x01\x02\xff"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"[",
        b"[appearance\ntheme",
        b"[appearance]\ntheme=" + b"x" * 100_000,
        b"\xff\xfe\xff" * 900,
    ],
)
def test_a_file_that_is_no_settings_gives_the_defaults(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    preferences = Preferences(file)
    assert preferences.get(THEME) == THEME.default
    assert preferences.get(GEOMETRY) == GEOMETRY.default
    preferences.set(THEME, "dark")
    preferences.save()


def test_settings_that_cannot_be_written_are_only_not_kept(tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    for place in (tmp_path / "in the way" / "window.ini", tmp_path, tmp_path / ("n" * 300)):
        preferences = Preferences(place)
        preferences.set(THEME, "dark")
        preferences.save()
        assert preferences.get(THEME) in ("dark", THEME.default)


@pytest.mark.parametrize("stored", ["[" * 50_000, "1e999", "NaN", '"\\ud800"', "9" * 5_000, "{}", "null"])
def test_a_value_of_another_kind_gives_the_default(stored: str, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    preferences._file.setValue(THEME.key, stored)
    assert isinstance(preferences.get(THEME), str)
    preferences._file.setValue(GEOMETRY.key, stored)
    decode_bytes(preferences.get(GEOMETRY))


def test_a_window_stands_on_settings_that_somebody_else_wrote(qapp: QApplication, tmp_path: Path) -> None:
    theme = Theme()
    theme.apply(qapp, "nonsense")
    assert theme.style_sheet()
    for code in ("../../../etc/passwd", "x" * 5_000, "\ud800", "a\x00b"):
        assert install_language(qapp, code) is None
    widths = {"a": "x", "b": None, "c": 1e308, "d": -5, "e": 120, "f": float("nan")}
    layout = ColumnLayout.from_json({"shown": [1, None, "e"], "widths": widths})
    assert layout is not None
    assert layout.widths == {"e": 120}
    be_plain(qapp)


def test_a_file_is_made_whatever_the_person_is_called(tmp_path: Path) -> None:
    for place, (name, currency) in enumerate(
        (("🔥", "nonsense"), ("\ud800a\x00", ""), ("x" * 9_000, "EUR"), ("  ", "CHF"))
    ):
        store = Store(tmp_path / f"{place}.salesdesk", actor=name)
        set_up(store, currency=currency)
        assert store.settings.currency == (currency if currency in ("EUR", "CHF") else "EUR")
        assert len(store.owners.all()) == 1
        assert store.database.check() == []
        store.close()
