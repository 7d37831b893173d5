"""The gallery paints what a scene shows, in both themes and sizes, with what lies over the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QWidget

from tests.gallery import SIZES, Scene, Stage, render, render_side_by_side, scenes
from tests.ui.plain import be_plain


@pytest.fixture(autouse=True)
def plain_again(qapp: QApplication) -> Iterator[None]:
    """Leave the application as it was; the style sheet names icon files that go with the gallery's theme."""
    yield
    be_plain(qapp)
    qapp.setPalette(qapp.style().standardPalette())


def window_with_dialog(stage: Stage) -> QWidget:
    assert stage.folder.is_dir()
    window = QMainWindow()
    window.setCentralWidget(QLabel("filled"))
    dialog = QDialog(window)
    dialog.setObjectName("over")
    dialog.setStyleSheet(f"#over {{ background: {stage.theme.color('bad').name()}; }}")
    dialog.setGeometry(100, 100, 300, 200)
    dialog.show()
    return window


def late_label(stage: Stage) -> QWidget:
    label = QLabel("waiting")
    QTimer.singleShot(300, label, lambda: label.setText("arrived"))
    return label


def test_every_theme_and_size_is_painted(tmp_path: Path) -> None:
    files = render([Scene("dialog", window_with_dialog)], tmp_path / "out", ("light", "dark"), SIZES)
    names = ["dialog-light.png", "dialog-light-1024x640.png", "dialog-dark.png", "dialog-dark-1024x640.png"]
    assert [file.name for file in files] == names
    pictures = [QImage(str(file)) for file in files]
    assert [(image.width(), image.height()) for image in pictures] == [*SIZES, *SIZES]
    inside = [image.pixelColor(250, 200) for image in pictures]
    outside = [image.pixelColor(image.width() - 5, image.height() - 5) for image in pictures]
    assert inside[0] == inside[1] == QColor("#B42318")
    assert inside[2] == inside[3] == QColor("#EF8A80")
    assert outside[0].lightness() > 200
    assert outside[2].lightness() < 80


def test_a_scene_is_painted_when_it_is_ready(tmp_path: Path) -> None:
    seen = []

    def arrived(widget: QWidget) -> bool:
        assert isinstance(widget, QLabel)
        seen.append(widget.text())
        return widget.text() == "arrived"

    render([Scene("late", late_label, arrived)], tmp_path, ("light",), SIZES[:1])
    assert seen[0] == "waiting"
    assert seen[-1] == "arrived"


def test_a_scene_that_is_never_ready_is_an_error(tmp_path: Path) -> None:
    scene = Scene("never", lambda stage: QLabel("x"), lambda widget: False, patience=0.3)
    with pytest.raises(TimeoutError, match="never"):
        render([scene], tmp_path, ("light",), SIZES[:1])


def test_processes_draw_side_by_side(tmp_path: Path) -> None:
    scene = next(scene for scene in scenes() if scene.name.startswith("kit"))
    files = render_side_by_side([scene], tmp_path, ("light", "dark"), SIZES[1:], 2)
    assert [file.name for file in files] == [
        f"{scene.name}-{name}-1024x640.png" for name in ("light", "dark")
    ]
    light, dark = (QImage(str(file)) for file in files)
    assert light.size() == dark.size()
    assert light != dark
