"""Pictures of every page and dialog: ``python -m tests.gallery OUT [NAME…] [--size 1440x900 …] [--theme light]``.

A scene is one thing to look at, in one state. Modules of ``tests/visual`` whose name ends in ``_scenes`` list theirs
in ``SCENES``; each is rendered light and dark, in the size of the target pictures and in the smallest one that the
program promises. Look at the pictures: the tests cannot see.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import pkgutil
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.theme import Theme

SIZES = ((1440, 900), (1024, 640))
"""The size of the target pictures, and the smallest window in which everything has to work."""

SOON = 2_000
"""Milliseconds: what a scene puts off for longer than this is not waited for."""

PATIENCE = 240.0
"""Seconds after which a scene that never comes to rest is given up, on a machine however busy."""


@dataclass(frozen=True)
class Stage:
    """What a scene is built with: the theme in force and an empty folder of its own."""

    theme: Theme
    folder: Path


@dataclass(frozen=True)
class Scene:
    """``name`` is the start of the picture's file name, as "contacts-filled".

    ``build`` returns the window to show; dialogs and menus it has open are painted over it. The picture is taken when
    the window rests: no work in the background, nothing put off for a moment. ``ready`` says what else must have come.
    """

    name: str
    build: Callable[[Stage], QWidget]
    ready: Callable[[QWidget], bool] | None = None
    patience: float = PATIENCE


def scenes() -> list[Scene]:
    """All scenes of ``tests/visual``, by name."""
    package = importlib.import_module("tests.visual")
    modules = [info.name for info in pkgutil.iter_modules(package.__path__) if info.name.endswith("_scenes")]
    found = [scene for name in modules for scene in importlib.import_module(f"tests.visual.{name}").SCENES]
    names = [scene.name for scene in found]
    assert len(set(names)) == len(names), f"two scenes of one name: {sorted(names)}"
    return sorted(found, key=lambda scene: scene.name)


@contextmanager
def staged(scene: Scene, theme: Theme, size: tuple[int, int]) -> Iterator[QWidget]:
    """The window of ``scene`` in ``size``, shown and finished; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        window = scene.build(Stage(theme, Path(folder)))
        try:
            window.resize(*size)
            window.show()
            settle(window, scene)
            yield window
        finally:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def picture(window: QWidget) -> QPixmap:
    """``window`` as a person sees it, with its open dialogs and menus over it."""
    whole = window.grab()
    painter = QPainter(whole)
    origin = window.mapToGlobal(QPoint(0, 0))
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            painter.drawPixmap(other.mapToGlobal(QPoint(0, 0)) - origin, other.grab())
    painter.end()
    return whole


def render(
    chosen: Iterable[Scene], target: Path, themes: Iterable[str], sizes: Iterable[tuple[int, int]]
) -> list[Path]:
    """Write the pictures of ``chosen`` to ``target`` and return their files."""
    app = QApplication.instance() or QApplication(["salesdesk"])
    assert isinstance(app, QApplication)
    target.mkdir(parents=True, exist_ok=True)
    theme = _theme()
    files = []
    sizes = list(sizes)
    for name in themes:
        theme.apply(app, name)
        for scene in chosen:
            for size in sizes:
                suffix = "" if size == SIZES[0] else f"-{size[0]}x{size[1]}"
                file = target / f"{scene.name}-{name}{suffix}.png"
                with staged(scene, theme, size) as window:
                    if not picture(window).save(str(file)):
                        raise OSError(f"cannot write {file}")
                files.append(file)
    return files


def render_side_by_side(
    chosen: Iterable[Scene],
    target: Path,
    themes: Iterable[str],
    sizes: Iterable[tuple[int, int]],
    workers: int,
) -> list[Path]:
    """``render`` by ``workers`` processes; the scenes are those of ``scenes``."""
    names, sizes = [scene.name for scene in chosen], tuple(sizes)
    jobs = [(name, theme) for theme in themes for name in names]
    with ProcessPoolExecutor(min(workers, len(jobs)), multiprocessing.get_context("spawn")) as pool:
        drawn = [pool.submit(_render_one, name, target, theme, sizes) for name, theme in jobs]
        try:
            return [file for one in drawn for file in one.result()]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _render_one(name: str, target: Path, theme: str, sizes: tuple[tuple[int, int], ...]) -> list[Path]:
    return render([_scenes_by_name()[name]], target, (theme,), sizes)


@cache
def _theme() -> Theme:
    """One for the process: the style sheet in force names icon files that go with their theme."""
    return Theme()


@cache
def _scenes_by_name() -> dict[str, Scene]:
    return {scene.name: scene for scene in scenes()}


def settle(window: QWidget, scene: Scene) -> None:
    """Let ``window`` come to rest: nothing is left of its work, of what it put off for a moment and of what it still has
    to lay out, looked at thrice because one of them leads to the next."""
    deadline = time.monotonic() + scene.patience
    heart = QTimer()  # wakes the loop while the work goes on elsewhere
    heart.start(5)
    resting = 0
    while resting < 3:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.sendPostedEvents()
        rests = _rests(window) and (scene.ready is None or scene.ready(window))
        resting = resting + 1 if rests else 0
        if time.monotonic() > deadline:
            raise TimeoutError(f"the scene {scene.name} did not come to rest in {scene.patience:g} s")


def _rests(window: QWidget) -> bool:
    context = getattr(window, "_context", None)
    held = window.property("held_busy")  # a scene in which the worker has work for as long as it is looked at
    if isinstance(context, Context) and context.tasks.is_busy and not held:
        return False
    return not any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON
        for shown in QApplication.topLevelWidgets()
        for timer in shown.findChildren(QTimer)
    )


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)x(\d+)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text} is no size; write 1440x900")
    return int(found[1]), int(found[2])


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.gallery", description="Render every page and dialog."
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("names", nargs="*", metavar="NAME", help="beginnings of scene names (default: all)")
    parser.add_argument("--theme", action="append", choices=("light", "dark"))
    parser.add_argument("--size", action="append", type=_size, metavar="1440x900")
    # one more than there are processors, because a scene mostly waits for its own quiet
    parser.add_argument(
        "--workers", type=int, default=(os.cpu_count() or 1) + 1, metavar="N", help="processes"
    )
    wanted = parser.parse_args(words)
    chosen = [s for s in scenes() if not wanted.names or s.name.startswith(tuple(wanted.names))]
    if not chosen:
        parser.error("no scene has such a name")
    themes, sizes = wanted.theme or ("light", "dark"), wanted.size or SIZES
    files = render_side_by_side(chosen, wanted.out, themes, sizes, max(1, wanted.workers))
    print(f"{len(files)} pictures of {len(chosen)} scenes in {wanted.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
