"""Themes: tables of named roles, and everything that follows from them.

A widget names a role ("accent", "ink_2"); the theme knows its colour. Changing the theme restyles the whole
application and emits ``changed``, for widgets that paint themselves.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QStyleFactory, QWidget

from salesdesk.paths import resource
from salesdesk.ui import fonts
from salesdesk.ui.icons import IconSet
from salesdesk.value_classes import dataclass

THEMES = ("light", "dark")

ROLES = (
    "background rail panel line line_soft ink ink_2 ink_3 accent accent_bg accent_ink "
    "warn warn_bg bad bad_bg good good_bg info info_bg on_accent accent_hover placeholder"
).split()

CHART_ROLES = ("accent", "line", "info", "warn", "good")
"""Series colours in order: ours, the target, then others."""


@dataclass(frozen=True)
class RoleTable:
    """One theme file: role -> colour text, and the colours of shadows with their opacity (0..1)."""

    name: str
    dark: bool
    colors: Mapping[str, str]
    shadow_opacity: float
    scrim_opacity: float


def read_role_table(path: Path) -> RoleTable:
    """Read a theme file; raises ValueError when a role is missing."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    colors: dict[str, str] = dict(data["roles"])
    for role, origin in data.get("derived", {}).items():
        colors[role] = colors[origin]
    missing = [role for role in ROLES if role not in colors]
    if missing:
        raise ValueError(f"{path.name}: no colour for {', '.join(missing)}")
    effects = data["effects"]
    colors["shadow"], colors["scrim"] = effects["shadow"], effects["scrim"]
    return RoleTable(
        data["name"],
        bool(data["dark"]),
        MappingProxyType(colors),
        float(effects["shadow_opacity"]),
        float(effects["scrim_opacity"]),
    )


class Theme(QObject):
    """The theme in force. One per application, made by the composition root and handed around."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tables = {name: read_role_table(resource(f"themes/{name}.toml")) for name in THEMES}
        self._table = self._tables["light"]
        self._icons = IconSet()
        self._files = QTemporaryDir()
        self._template = resource("style.qss").read_text(encoding="utf-8")
        self._unloaded_fonts: list[str] | None = None
        self._app: QApplication | None = None
        self._wanted = "light"

    @property
    def name(self) -> str:
        """ "light" or "dark"."""
        return self._table.name

    @property
    def is_dark(self) -> bool:
        return self._table.dark

    def color(self, role: str) -> QColor:
        """The colour of ``role``; an unknown role raises KeyError."""
        return QColor(self._table.colors[role])

    def shadow(self) -> QColor:
        """The shadow of floating things, with its opacity."""
        color = self.color("shadow")
        color.setAlphaF(self._table.shadow_opacity)
        return color

    def scrim(self) -> QColor:
        """The veil over the window behind a palette."""
        color = self.color("scrim")
        color.setAlphaF(self._table.scrim_opacity)
        return color

    def icon(self, name: str, role: str = "ink_2", size: int = 16) -> QIcon:
        """The shipped icon ``name`` in the colour of ``role``."""
        return self._icons.icon(name, self.color(role), size, self.color("ink_3"))

    def pixmap(self, name: str, role: str = "ink_2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The shipped icon as a pixmap, for labels and delegates."""
        return self._icons.pixmap(name, self.color(role), size, ratio)

    def apply(self, app: QApplication, name: str) -> None:
        """Use a theme in the whole application: "light", "dark", or "system" for what the desktop asks, also when
        it changes its mind later."""
        if name not in self._tables:
            name = "system"  # or what stands there instead, in settings that somebody else wrote
        self._app, self._wanted = app, name
        if name == "system":
            dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
        self._table = self._tables[name]
        self._icons.clear()
        if self._unloaded_fonts is None:
            self._unloaded_fonts = fonts.load_fonts()
            app.setStyle(QStyleFactory.create("Fusion"))
            app.setFont(fonts.font())
            app.styleHints().colorSchemeChanged.connect(self._follow)
        app.setPalette(self._palette())
        app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def _follow(self) -> None:
        if self._app is not None and self._wanted == "system":
            self.apply(self._app, "system")

    def style_sheet(self) -> str:
        """style.qss with its roles (``@accent``) and icons (``@icon(check, on_accent)``) filled in."""
        text = re.sub(
            r"@icon\(([\w-]+),\s*(\w+)\)", lambda found: self._icon_file(found[1], found[2]), self._template
        )
        return re.sub(r"@(\w+)", lambda found: self._table.colors[found[1]], text)

    def _icon_file(self, name: str, role: str) -> str:
        # Style sheets can show pictures from files only.
        path = Path(self._files.filePath(f"{name}-{role}-{self.name}.svg"))
        if not path.exists():
            path.write_text(self._icons.svg(name, self.color(role)), encoding="utf-8")
        return f'url("{path.as_posix()}")'

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, source in (
            (role.Window, "background"),
            (role.WindowText, "ink"),
            (role.Base, "panel"),
            (role.AlternateBase, "background"),
            (role.Text, "ink"),
            (role.Button, "panel"),
            (role.ButtonText, "ink"),
            (role.BrightText, "bad"),
            (role.Light, "panel"),
            (role.Midlight, "line_soft"),
            (role.Mid, "line"),
            (role.Dark, "line"),
            (role.Shadow, "line"),
            (role.Highlight, "accent_bg"),
            (role.HighlightedText, "ink"),
            (role.Accent, "accent"),
            (role.Link, "accent"),
            (role.LinkVisited, "accent_ink"),
            (role.ToolTipBase, "ink"),
            (role.ToolTipText, "panel"),
            (role.PlaceholderText, "placeholder"),
        ):
            palette.setColor(target, self.color(source))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.color("ink_3"))
        return palette


class ThemeWatcher(QObject):
    """Keeps one widget in step with the theme: icons are drawn anew, painted widgets repainted.

    It is a child of the widget it serves, so it goes when the widget goes.
    """

    def __init__(
        self, widget: QWidget, theme: Theme, icon: str = "", role: str = "ink_2", size: int = 16
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._theme = theme
        self._icon, self._role, self._size = icon, role, size
        theme.changed.connect(self.refresh)
        self.refresh()

    @property
    def icon(self) -> str:
        """The name of the icon shown."""
        return self._icon

    def set_icon(self, icon: str, role: str = "") -> None:
        """Show another icon, in another role if one is given."""
        self._icon, self._role = icon, role or self._role
        self.refresh()

    def refresh(self) -> None:
        """Draw with the colours of now."""
        if self._icon and isinstance(self._widget, QAbstractButton):
            self._widget.setIcon(self._theme.icon(self._icon, self._role, self._size))
        elif self._icon and isinstance(self._widget, QLabel):
            ratio = self._widget.devicePixelRatioF()
            self._widget.setPixmap(self._theme.pixmap(self._icon, self._role, self._size, ratio))
        self._widget.update()
