"""Themes: every role in both, readable captions, live change, no colour outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.paths import resource
from salesdesk.ui import fonts
from salesdesk.ui.theme import ROLES, THEMES, Theme, read_role_table
from salesdesk.ui.widgets.buttons import icon_button

UI = Path(__file__).resolve().parents[2] / "salesdesk" / "ui"


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_role_is_readable_on_every_ground(qapp: QApplication, name: str) -> None:
    theme = Theme()
    theme.apply(qapp, name)
    for ink in ("ink", "ink_2", "ink_3"):
        for ground in ("background", "rail", "panel"):
            assert contrast(theme.color(ink), theme.color(ground)) >= 4.5, f"{ink} on {ground}"
    for tone in ("warn", "bad", "good", "info"):
        assert contrast(theme.color(tone), theme.color(f"{tone}_bg")) >= 4.4, tone
    assert contrast(theme.color("on_accent"), theme.color("accent")) >= 4.5
    assert contrast(theme.color("accent_ink"), theme.color("accent_bg")) >= 4.5


def test_a_theme_without_a_role_is_refused(tmp_path: Path) -> None:
    text = resource("themes/light.toml").read_text(encoding="utf-8").replace('warn_bg = "#FBF0E0"\n', "")
    broken = tmp_path / "broken.toml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="warn_bg"):
        read_role_table(broken)


def test_the_style_sheet_has_no_colour_of_its_own(theme: Theme) -> None:
    template = resource("style.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=\s*;)", template)
    assert "rgb" not in template
    assert "@" not in theme.style_sheet()
    for role in re.findall(r"@(\w+)", template.replace("@icon", "")):
        assert role in ROLES, role


def test_no_module_of_the_interface_names_a_colour() -> None:
    literal = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent)\w+""")
    found = [
        f"{path.name}: {match[0]}"
        for path in UI.rglob("*.py")
        for match in literal.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_changing_the_theme_repaints_icons_and_palette(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = icon_button(theme, "plus", "Add")
    button.setParent(host)
    before = button.icon().pixmap(16).toImage()
    light_ground = qapp.palette().window().color()
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert theme.is_dark
    assert button.icon().pixmap(16).toImage() != before
    assert qapp.palette().window().color() == theme.color("background") != light_ground


def test_the_theme_follows_the_desktop_only_when_asked_to(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    hints = qapp.styleHints()
    with qtbot.assertNotEmitted(theme.changed):
        hints.colorSchemeChanged.emit(hints.colorScheme())
    theme.apply(qapp, "system")
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(hints.colorScheme())


def test_an_unknown_icon_or_role_is_an_error(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")
    with pytest.raises(KeyError):
        theme.color("no_such_role")


def test_icons_are_drawn_once_per_colour_and_ratio(theme: Theme) -> None:
    assert theme.pixmap("phone", "ink", 16).cacheKey() == theme.pixmap("phone", "ink", 16).cacheKey()
    assert theme.pixmap("phone", "ink", 16).cacheKey() != theme.pixmap("phone", "bad", 16).cacheKey()
    double = theme.pixmap("phone", "ink", 16, 2.0)
    assert (double.width(), double.devicePixelRatio()) == (32, 2.0)


def test_the_shipped_typeface_is_used_with_even_figures(qtbot: QtBot, theme: Theme) -> None:
    assert fonts.load_fonts() == []
    label = QLabel("x")
    label.setProperty("text_style", "figure")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().family() == fonts.FAMILY
    metrics = QFontMetrics(label.font())
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1


def test_every_shipped_icon_can_be_drawn(theme: Theme) -> None:
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    assert len(names) > 60
    for name in names:
        image = theme.pixmap(name, "ink", 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name
