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
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}
        self._shapes: dict[tuple[str, str, int], QPixmap] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, str, int, tuple[float, ...]], QIcon] = {}

    def svg(self, name: str, color: QColor) -> str:
        """The outline ``name`` as SVG text in ``color``; an unknown name raises FileNotFoundError."""
        return self._source(name).replace("currentColor", color.name())

    def pixmap(self, name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon as a pixmap of ``size`` logical pixels at the given device pixel ratio."""
        key = (name, color.name(), size, ratio)
        cached = self._pixmaps.get(key)
        if cached is not None:
            return cached
        pixmap = QPixmap(self._shape(name, size, max(1, round(size * ratio))))
        painter = QPainter(pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), color)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        self._pixmaps[key] = pixmap
        return pixmap

    def icon(self, name: str, color: QColor, size: int, disabled: QColor | None = None) -> QIcon:
        """The icon for a button or menu, sharp on every screen, paler when disabled."""
        ratios = _screen_ratios()
        key = (name, color.name(), disabled.name() if disabled is not None else "", size, ratios)
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = QIcon()
            for ratio in ratios:
                icon.addPixmap(self.pixmap(name, color, size, ratio))
                if disabled is not None:
                    icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def clear(self) -> None:
        """Forget the drawn pixmaps (their colours left with the theme)."""
        self._pixmaps.clear()
        self._icons.clear()

    def _renderer(self, name: str, stroke: str) -> QSvgRenderer:
        renderer = self._renderers.get((name, stroke))
        if renderer is None:
            thin = self._source(name).replace('stroke-width="2"', f'stroke-width="{stroke}"')
            renderer = self._renderers[name, stroke] = QSvgRenderer(QByteArray(thin.encode()))
        return renderer

    def _source(self, name: str) -> str:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
        return source

    def _shape(self, name: str, size: int, pixels: int) -> QPixmap:
        """The outline without a colour of its own: to read and draw it takes ten times as long as to colour it."""
        # The outlines are drawn at 24 pixels with a stroke of 2; small ones need a little more to stay clear.
        stroke = "2.1" if size <= 18 else "1.75"
        key = (name, stroke, pixels)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = QPixmap(pixels, pixels)
            shape.fill(Qt.GlobalColor.transparent)
            painter = QPainter(shape)
            # Without a colour to inherit, the renderer takes "currentColor" for black: only what is covered counts.
            self._renderer(name, stroke).render(painter, QRectF(0, 0, pixels, pixels))
            painter.end()
        return shape


def _screen_ratios() -> tuple[float, ...]:
    ratios = {round(screen.devicePixelRatio(), 2) for screen in QGuiApplication.screens()}
    return tuple(sorted(ratios | {1.0, 2.0}))
