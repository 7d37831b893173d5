"""Showing a page to a room: the whole window, half as large again, nothing around it."""

from __future__ import annotations

import re
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme

SCALE = 1.5
_PIXELS = re.compile(r"(radius:\s*)?(\d+)px")


class Stage(Protocol):
    """What shows a page alone."""

    def present(self, on: bool) -> None: ...


@runtime_checkable
class OnStage(Protocol):
    """A window that has one."""

    stage: Stage


def larger(style: str, scale: float = SCALE) -> str:
    """A style sheet with every measure larger. Lines of one or two pixels stay thin, and corners as round as they are: one
    rounder than half of what it belongs to would be square."""
    plain = f"QWidget {{ font-size: {round(fonts.BODY * scale)}px; }}\n"
    return plain + _PIXELS.sub(
        lambda found: found[0] if found[1] else f"{_larger(int(found[2]), scale)}px", style
    )


def _larger(pixels: int, scale: float) -> int:
    return pixels if pixels <= 2 else round(pixels * scale)


class Presenting:
    """Turns a page larger and its window bare, and back."""

    def __init__(self, page: QWidget, theme: Theme) -> None:
        self._page, self._theme = page, theme
        self.is_on = False

    def turn(self, on: bool) -> None:
        """Present, or not any more."""
        if on == self.is_on:
            return
        self.is_on = on
        window = self._page.window()
        if isinstance(window, OnStage):
            window.stage.present(on)
        self._page.setStyleSheet(larger(self._theme.style_sheet()) if on else "")
        self._page.setFont(fonts.font(round(fonts.BODY * SCALE) if on else fonts.BODY))
