"""The pictures of the README: ``python -m tests.visual.pictures`` writes them to ``resources/pictures``.

They show the program as it is, over the made-up office of the gallery. Make them anew when a page has changed its look.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from salesdesk.paths import resource
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.window.main_window import MainWindow
from tests.conftest import ROOT
from tests.gallery import SIZES, Scene, render
from tests.ui.pages.office import Office
from tests.visual import meeting_scenes, merging_scenes
from tests.visual.workspace_scenes import fill_sales, scene

FOLDER = ROOT / "resources" / "pictures"
WIDTH = 920
"""Pixels: what a page of a repository shows at most, and small enough to keep in it."""


def _page(key: str) -> Callable[[MainWindow, Office, object], object]:
    return lambda window, office, prepared: window.show_page(key)


def _import(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("import", (resource("samples/expo-leads.xlsx"),))


def _has_planned(window: QWidget) -> bool:
    page = window.findChild(ImportPage)
    return isinstance(page, ImportPage) and page.run is not None and page.run.plan is not None


def _matching() -> Scene:
    made = scene("import", fill_sales, _import)
    return Scene(made.name, made.build, _has_planned)


def _called(name: str, scenes: Iterable[Scene]) -> Scene:
    return next(one for one in scenes if one.name == name)


PICTURES = (
    (scene("contacts", fill_sales, _page("contacts")), "light"),
    (scene("today", fill_sales, _page("today")), "light"),
    (_matching(), "light"),
    (scene("pipeline", fill_sales, _page("pipeline")), "dark"),
    (scene("reports", fill_sales, _page("reports")), "light"),
    (_called("merge-compared", merging_scenes.SCENES), "light"),
    (_called("meeting", meeting_scenes.SCENES), "light"),
)


def write(target: Path) -> list[Path]:
    """Render all pictures to ``target`` and return their files."""
    target.mkdir(parents=True, exist_ok=True)
    files = []
    with tempfile.TemporaryDirectory() as place:
        for made, theme in PICTURES:
            (drawn,) = render([made], Path(place), [theme], SIZES[:1])
            small = QImage(str(drawn)).scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
            file = target / f"{made.name.partition('-')[0]}.png"
            writer = QImageWriter(str(file), b"png")
            writer.setCompression(100)
            if not writer.write(small.convertToFormat(QImage.Format.Format_RGB888)):
                raise OSError(f"cannot write {file}: {writer.errorString()}")
            files.append(file)
    return files


if __name__ == "__main__":
    for written in write(FOLDER):
        print(written.relative_to(ROOT), written.stat().st_size, file=sys.stderr)
