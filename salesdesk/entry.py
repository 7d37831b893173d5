"""The one way in, for ``python main.py``, ``salesdesk`` and the frozen program.

It decides between the command line and the window, and finds out beforehand what would otherwise end in a
traceback or an abort of the interpreter: an unsupported Python, a missing package or system library, a
missing display. Each is said in one sentence on standard error, with exit code 1.

This file must still parse on Python 3.8, or a person with an old Python would be shown a syntax error
instead of that sentence. It imports neither Qt nor anything else of the program at module level: the child
process that reads foreign workbooks starts here as well.
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

COMMANDS = frozenset(
    {"import", "export", "merge", "duplicates", "undo", "history"}
    | {"report", "search", "backup", "restore", "check", "demo"}
)
"""The first words that belong to the command line."""

INTERRUPTED = 130
"""The exit code of a program ended by Ctrl+C, as shells count it (128 + SIGINT)."""

OLDEST_PYTHON = (3, 11)

CORE_PACKAGES = "libglib2.0-0 libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libxkbcommon0"
"""The Debian packages that PySide6 needs even without a display."""

DISPLAY_PACKAGES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 "
    "libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
)
"""The Debian packages that PySide6 needs besides for a window on X11."""

_INSTEAD = "the command line works without one: see 'python main.py --help'"


class CannotStart(Exception):
    """The window cannot be opened on this machine; the message is the whole sentence for the person."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run SalesDesk with ``argv`` (default: the arguments of the process) and return its exit code.

    0 done, 1 refused or failed with one sentence on standard error, 2 wrong usage, 130 interrupted.
    """
    if getattr(sys, "frozen", False):
        import multiprocessing  # takes as long as half of the rest of this file

        multiprocessing.freeze_support()
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--reader-child"]:  # how the frozen program starts the process that reads foreign files
        from salesdesk.exchange.reading import child as reader_child

        return reader_child.main()
    try:
        check_python(sys.version_info[:2])
        code = _run(words)
        if argv is None and not wants_window(words):
            _leave(code)
        return code
    except CannotStart as problem:
        _say(str(problem))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return 1


def _run(words: Sequence[str]) -> int:
    if wants_window(words):
        load_before_qt()
        check_window()
        return int(load_window().run(words))
    from salesdesk import cli

    code = cli.main(words)
    if sys.stdout is not None:
        sys.stdout.flush()  # here, and not at interpreter exit, where a closed pipe could not be caught
    return code


def load_before_qt() -> None:
    """Load what needs no Qt. PySide6 reads the source of every module that is imported after it, which for these takes as
    long as loading them. What is missing is said later, by whoever needs it.

    Python looks for unreachable cycles no more from here on: what is loaded stays, and the window looks for them by itself.
    """
    gc.disable()
    try:
        importlib.import_module("salesdesk.services.services")
    except ImportError:
        pass


_PLAIN_IMPORT = builtins.__import__  # before Qt is loaded


def load_window() -> ModuleType:
    """The window, loaded with the page it begins with. Qt is there already.

    PySide6 puts an import of its own in the place of Python's, for modules that choose how Qt's names are written: it reads
    the source of each. None of the program's chooses, so Python's own one is put back.
    """
    builtins.__import__ = _PLAIN_IMPORT
    importlib.import_module("salesdesk.ui.pages.today.page")
    window = importlib.import_module("salesdesk.app")
    gc.freeze()  # none of it is ever a cycle to be taken down
    return window


def _leave(code: int) -> None:
    """End the process at once. A large import holds millions of small objects, and taking them down one by one
    would take longer than some commands; everything is written and closed by now."""
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)


def wants_window(words: Sequence[str]) -> bool:
    """True when ``words`` ask for the window: nothing, a file, or only the database to open.

    Everything else goes to the command line, which also words what is wrong with it.
    """
    rest = list(words)
    if rest and rest[0] == "--database":
        rest = rest[2:] if len(rest) > 1 else ["--help"]
    elif rest and rest[0].startswith("--database="):
        rest = rest[1:]
    if not rest:
        return True
    first = rest[0]
    if len(rest) > 1 or first.startswith("-") or first in COMMANDS:
        return False
    # A lone word that is no file is a mistyped command; with a suffix or a folder it is a file to be made.
    return "://" in first or bool(Path(first).suffix) or Path(first).name != first or Path(first).exists()


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python older than `OLDEST_PYTHON`."""
    if version < OLDEST_PYTHON:
        raise CannotStart(
            "SalesDesk needs Python {}.{} or newer, and this is Python {}.{}: install a newer one from "
            "python.org or from your system's packages.".format(*OLDEST_PYTHON, *version[:2])
        )


def check_window() -> None:
    """Refuse to start the window where Qt would fail or abort the process.

    Raises `CannotStart` with the sentence that says what to install or to use instead.
    """
    check_binding(_version_of_pyside(), sys.version_info[:2])
    plugins = displays(os.environ) if sys.platform.startswith("linux") else []
    _load_qt()
    check_plugins(plugins, _plugin_folder())


def check_binding(pyside: str | None, python: tuple[int, ...]) -> None:
    """Refuse a missing PySide6 and the pair that aborts the interpreter.

    ``pyside`` is the installed version, ``""`` when it cannot be told, None when there is none. PySide6 6.12
    loses a reference to None at every call on Python 3.11 and older, and the process dies within minutes.
    """
    if pyside is None:
        raise CannotStart(
            "SalesDesk's window needs PySide6, which is not installed: run "
            "'python -m pip install -e .' in its folder, or 'python -m pip install PySide6-Essentials'."
        )
    release = tuple(int(part) for part in re.findall(r"\d+", pyside)[:2])
    if release >= (6, 12) and python < (3, 12):
        raise CannotStart(
            f"PySide6 {pyside} crashes on Python {python[0]}.{python[1]}: run "
            "'python -m pip install \"PySide6-Essentials>=6.11.3,<6.12\"', or use Python 3.12 or newer."
        )


def _version_of_pyside() -> str | None:
    # Only for the window: it loads half of ``email``.
    from importlib.metadata import PackageNotFoundError, version

    for name in ("PySide6-Essentials", "PySide6"):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    # A frozen program carries the package without its metadata.
    return "" if importlib.util.find_spec("PySide6") else None


def _load_qt() -> None:
    try:
        for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg"):
            importlib.import_module("PySide6." + name)
    except ImportError as error:
        raise CannotStart(missing_library(str(error))) from error


def missing_library(error: str) -> str:
    """The sentence for an ImportError of PySide6 that says ``error``."""
    library = _library_in(error)
    if library:
        return (
            f"The system library {library} is missing, which SalesDesk's window needs: run "
            f"'apt-get install {CORE_PACKAGES}' (Debian, Ubuntu) or install your system's packages of the "
            "same libraries."
        )
    return f"PySide6 is installed but does not load ({' '.join(error.split())}): install it again."


def _library_in(error: str) -> str:
    """The library that the loader's message ``error`` misses, or ``""``."""
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object", error)
    return found.group(1) if found else ""


def _plugin_folder() -> Path:
    core = importlib.import_module("PySide6.QtCore")
    return Path(core.QLibraryInfo.path(core.QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"


def displays(environment: Mapping[str, str]) -> list[str]:
    """Qt's platform plugins that have a display to show a window on, for a Linux ``environment``.

    Empty when the chosen platform (QT_QPA_PLATFORM), such as ``offscreen``, needs none. Raises `CannotStart`
    when there is no display that answers: Qt would abort the process.
    """
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        platforms = [name.split(":")[0] for name in chosen.split(";")]
        if any(not name.startswith(("xcb", "wayland")) for name in platforms):
            return []
    else:
        named = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
        platforms = [name for name, variable in named.items() if environment.get(variable)]
    plugins = ["wayland" if name.startswith("wayland") else "xcb" for name in platforms]
    answering = [plugin for plugin in plugins if _answers(plugin, environment)]
    if not answering:
        raise CannotStart(f"SalesDesk's window needs a display, and there is none here; {_INSTEAD}.")
    return answering


def check_plugins(plugins: Sequence[str], folder: Path) -> None:
    """Refuse to start when not one of Qt's platform ``plugins`` in ``folder`` can be loaded.

    They need system libraries that the rest of Qt does not, and Qt would abort the process.
    """
    missing = [_missing_for(folder / f"libq{plugin}.so") for plugin in plugins]
    if missing and all(missing):
        raise CannotStart(
            f"The system library {missing[-1]} is missing, which SalesDesk's window needs: run "
            f"'apt-get install {DISPLAY_PACKAGES}' (Debian, Ubuntu); {_INSTEAD}."
        )


def _answers(plugin: str, environment: Mapping[str, str]) -> bool:
    """True when somebody listens on the display that the environment names."""
    if plugin == "wayland":
        import socket  # not for every start

        name = environment.get("WAYLAND_DISPLAY") or "wayland-0"
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))
            except OSError:
                return False
        return True
    display = environment.get("DISPLAY")
    if not display:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the plugin's own check names the library
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    answered = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answered


def _missing_for(plugin: Path) -> str:
    """The system library that keeps Qt from loading ``plugin``, or ``""``."""
    if not plugin.exists():  # another build of Qt, laid out otherwise: let it speak for itself
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _library_in(str(error)) or plugin.name
    return ""


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    elif sys.platform == "win32":  # started without a console, where standard error is nowhere
        ctypes.windll.user32.MessageBoxW(None, sentence, "SalesDesk", 0x10)


def _forget_output() -> None:
    """Let the interpreter's last flush go nowhere, after the reader of our output has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
