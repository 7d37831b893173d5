"""A chart as a picture: copied for a message, or saved for a presentation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter, QRegion
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk import outputs
from salesdesk.errors import SalesDeskError
from salesdesk.ui import fonts
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_target

_SCALE = 2  # pixels of the picture for one of the window
_EDGE, _HEAD = 16, 40


def _tr(text: str) -> str:
    return QCoreApplication.translate("reports", text)


def offer_pictures(chart: QWidget, context: Context, title: str) -> None:
    """Let the menu of a chart (right mouse button, or its key) copy or save it as a picture under its title."""
    chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    chart.customContextMenuRequested.connect(partial(_show_menu, chart, context, title))


def picture_of(chart: QWidget, context: Context, title: str) -> QImage:
    """The chart as it is shown, under its title, in twice as many pixels."""
    width, height = chart.width() + 2 * _EDGE, chart.height() + _HEAD + _EDGE
    image = QImage(width * _SCALE, height * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(context.theme.color("panel"))
    painter = QPainter(image)
    painter.setPen(context.theme.color("ink"))
    painter.setFont(fonts.font(fonts.BODY, QFont.Weight.DemiBold))
    head = QRectF(_EDGE, 0, width - 2 * _EDGE, _HEAD)
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    chart.render(painter, QPoint(_EDGE, _HEAD), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def save_picture(image: QImage, path: Path, context: Context) -> None:
    """Write a picture to a file; it replaces an older one only when whole. Raises ``WrongEnding`` and ``FileProblem``."""
    target = outputs.target_of(path, endings=outputs.PICTURE_ENDINGS, databases=context.store.files)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    with outputs.whole(target) as part:
        part.write_bytes(bytes(buffer.data().data()))


def _show_menu(chart: QWidget, context: Context, title: str, at: QPoint) -> None:
    menu = QMenu(chart)
    menu.addAction(_tr("Copy picture"), partial(_copy, chart, context, title))
    menu.addAction(_tr("Save picture…"), partial(_choose, chart, context, title))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(chart.mapToGlobal(at))


def _copy(chart: QWidget, context: Context, title: str) -> None:
    QGuiApplication.clipboard().setImage(picture_of(chart, context, title))
    context.messages.say(_tr("Picture copied"))


def _choose(chart: QWidget, context: Context, title: str) -> None:
    image = picture_of(chart, context, title)  # as it was when it was asked for

    def save(path: Path) -> None:
        try:
            save_picture(image, path, context)
        except SalesDeskError as error:
            context.messages.error(error)
            return
        context.messages.say(_tr("Picture saved as {0}").format(path.name))

    choose_target(
        chart, context, "report", _tr("Save the picture"), [_tr("Picture (*.png)")], f"{title}.png", save
    )
