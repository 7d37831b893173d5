"""What the window remembers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from salesdesk.ui.preferences import CURRENCY, THEME, Preferences, columns_of, decode_bytes, encode_bytes


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


def test_a_damaged_value_is_the_default(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    path.write_text("[region]\ncurrency=not json\n[appearance]\ntheme=42\n", encoding="utf-8")
    preferences = Preferences(path)
    assert preferences.get(CURRENCY) == "EUR"
    assert preferences.get(THEME) == "system"


def test_bytes_travel_as_text() -> None:
    assert bytes(decode_bytes(encode_bytes(decode_bytes("AAEC/w=="))).data()) == b"\x00\x01\x02\xff"
