"""What cells are painted with: the colours of the theme, and typefaces with their measures."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen

from salesdesk.ui import fonts
from salesdesk.ui.delegates.headings import HeadingPainter
from salesdesk.ui.theme import Theme

_ROLES = (
    "background panel line line_soft ink ink_2 ink_3 accent accent_bg accent_ink "
    "warn warn_bg bad bad_bg good good_bg info info_bg"
).split()


class CellPaint(QObject):
    """The paint of all cells under one theme, of which it is a child: every list has some fifty columns, and each of them a
    delegate."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._faces: dict[tuple[int, QFont.Weight, bool], tuple[QFont, QFontMetrics]] = {}
        self.colors: dict[str, QColor] = {}
        self.headings = HeadingPainter(theme)
        theme.changed.connect(self._mix)
        self._mix()

    def face(
        self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False
    ) -> tuple[QFont, QFontMetrics]:
        """A typeface and its measures. Nobody changes it: all cells have the same."""
        key = (pixels, weight, italic)
        if key not in self._faces:
            font = fonts.font(pixels, weight)
            font.setItalic(italic)
            self._faces[key] = font, QFontMetrics(font)
        return self._faces[key]

    def _mix(self) -> None:
        self.colors.update((role, self._theme.color(role)) for role in _ROLES)
        self.line_pen = QPen(self.colors["line_soft"])
        self.focus_pen = QPen(self.colors["accent"], 2)


def paint_of(theme: Theme) -> CellPaint:
    """The paint under ``theme``."""
    return theme.findChild(CellPaint) or CellPaint(theme)
