"""The shipped typeface: loading it and asking for it by size and weight."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from salesdesk.paths import resource

FAMILY = "Inter"
BODY = 13
SECONDARY = 12
CAPTION = 11

_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")


def load_fonts() -> list[str]:
    """Make the shipped fonts known to Qt; returns the files that could not be loaded.

    A missing font is no reason to refuse the window: Qt falls back to the system's typeface.
    """
    return [name for name in _FILES if QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) < 0]


def font(pixels: int = BODY, weight: QFont.Weight = QFont.Weight.Normal, *, tight: bool = False) -> QFont:
    """Inter at ``pixels`` with tabular numbers, so that columns of figures line up.

    ``tight`` draws headings slightly closer, as large type needs.
    """
    face = QFont(FAMILY)
    face.setPixelSize(pixels)
    face.setWeight(weight)
    face.setFeature(QFont.Tag("tnum"), 1)
    if tight:
        face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return face
