"""Icons drawn from the shipped outlines in whatever colour a role asks for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from salesdesk.paths import resource


class IconSet:
    """Recoloured outlines, each drawn once per name, colour, size and pixel ratio."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def svg(self, name: str, color: QColor) -> str:
        """The outline ``name`` as SVG text in ``color``; an unknown name raises FileNotFoundError."""
        source = self._sources.get(name)
        if source is None:
            source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
            self._sources[name] = source
        return source.replace("currentColor", color.name())

    def pixmap(self, name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon as a pixmap of ``size`` logical pixels at the given device pixel ratio."""
        key = (name, color.name(), size, ratio)
        cached = self._pixmaps.get(key)
        if cached is not None:
            return cached
        renderer = QSvgRenderer(QByteArray(self._thin(name, color, size).encode()))
        pixels = max(1, round(size * ratio))
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        self._pixmaps[key] = pixmap
        return pixmap

    def icon(self, name: str, color: QColor, size: int, disabled: QColor | None = None) -> QIcon:
        """The icon for a button or menu, sharp on every screen, paler when disabled."""
        icon = QIcon()
        for ratio in _screen_ratios():
            icon.addPixmap(self.pixmap(name, color, size, ratio))
            if disabled is not None:
                icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def clear(self) -> None:
        """Forget the drawn pixmaps (their colours left with the theme)."""
        self._pixmaps.clear()

    def _thin(self, name: str, color: QColor, size: int) -> str:
        # The outlines are drawn at 24 pixels with a stroke of 2; small ones need a little more to stay clear.
        stroke = "2.1" if size <= 18 else "1.75"
        return self.svg(name, color).replace('stroke-width="2"', f'stroke-width="{stroke}"')


def _screen_ratios() -> list[float]:
    ratios = {round(screen.devicePixelRatio(), 2) for screen in QGuiApplication.screens()}
    return sorted(ratios | {1.0, 2.0})
