"""Strict by default: what a person would stumble over later fails the test that caused it.

Besides Python and Qt warnings (see pyproject.toml) these fail a test: a dialog that runs its own event
loop or is never answered, a top-level widget, running timer or thread left behind, and a log record of level
WARNING or above that the test did not announce with ``@pytest.mark.expects_log("regular expression")``.

Every test has its own home folder, so none can touch the data of the person who runs it.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import sys
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests import office as office_of
from tests.furnished import Fill, Furnished
from tests.memory_folder import memory_folder
from tests.postgres import REQUIRED, SQLITE, Server, engines_of, why_not
from tests.postgres import shared_server as shared_server_of
from tests.quick_keys import quick_keys as quick_keys_of

if TYPE_CHECKING:
    from salesdesk.services.services import Services
    from salesdesk.store.engine.server_address import ServerAddress
    from salesdesk.store.store import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Tests start hundreds of processes: each would compile the program anew where the machine keeps nothing compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ROOT = Path(__file__).resolve().parent.parent

LONG = tuple(
    f"tests/{folder}/"
    for folder in ("faults", "e2e", "replay", "services/hostile", "migrations", "benchmarks", "visual")
)
"""Where single tests take many seconds: they begin first, so that no process waits for the last of them."""

MACHINE = dict(os.environ)
"""The environment of the person who runs the tests, for the few that start pip or another outside program."""

if "PYTEST_DEBUG_TEMPROOT" not in os.environ and (_memory := memory_folder()):
    os.environ["PYTEST_DEBUG_TEMPROOT"] = _memory  # where pytest makes the folders of the tests

# Always the same examples: more of them find something once, and are for the run that is asked for it.
settings.register_profile("reproducible", derandomize=True, deadline=None, database=None, max_examples=50)
settings.register_profile("thorough", derandomize=True, deadline=None, database=None, max_examples=400)
settings.register_profile(
    "searching", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("reproducible")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("salesdesk")
    group.addoption("--slow", action="store_true", help="also run the long fuzz and fault tests")
    group.addoption("--fuzz-count", type=int, metavar="N", help="how many damaged files a fuzz test reads")
    group.addoption(
        "--flip-count", type=int, metavar="N", help="how many bits a fault test flips in each file"
    )
    group.addoption("--kill-count", type=int, metavar="N", help="how often a fault test kills the program")
    group.addoption("--lock-rounds", type=int, metavar="N", help="rounds of dropped locks to play")
    group.addoption("--fill-levels", type=int, metavar="N", help="fill levels of a full disk to try")
    group.addoption("--forged-count", type=int, metavar="N", help="how many forged files to import")


def pytest_configure(config: pytest.Config) -> None:
    from tests import time_limit
    from tests.faults.figures import FigurePrinter

    config.addinivalue_line(
        "markers", "furnished(by): what has filled the place of this test, see tests.furnished"
    )
    config.addinivalue_line("markers", "expects_log(pattern): a warning in the log that this test causes")
    config.pluginmanager.register(FigurePrinter())
    config.pluginmanager.register(time_limit)
    time_limit.be_patient()
    if config.getoption("--slow") and not config.getoption("--hypothesis-profile", None):
        settings.load_profile("thorough")
    if os.environ.get(REQUIRED) and (reason := why_not()):
        raise pytest.UsageError(f"{REQUIRED} is set, but PostgreSQL cannot be used, because {reason}.")
    if os.environ.get(office_of.REQUIRED) and (reason := office_of.why_not()):
        raise pytest.UsageError(
            f"{office_of.REQUIRED} is set, but LibreOffice cannot be used, because {reason}."
        )


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> office_of.Office:
    """LibreOffice; where it is not installed, the test is skipped."""
    if reason := office_of.why_not():
        pytest.skip(f"LibreOffice cannot be used, because {reason}")
    return office_of.Office(tmp_path_factory.mktemp("office"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    engines = engines_of(metafunc.module.__name__, metafunc.function.__name__)
    if "engine" in metafunc.fixturenames and engines != [SQLITE]:
        metafunc.parametrize("engine", engines)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if reason := why_not():
        terminalreporter.write_line(f"Nothing was tested on PostgreSQL, because {reason}.", yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are made and none of them goes: to look through them for cycles finds nothing."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if why_not():
        bare = [item for item in items if "server" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(bare)])
        items[:] = bare
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if trees := sys.modules.get("tests.source_trees"):
        trees.forget_after(item, nextitem)


@pytest.fixture(autouse=True, scope="session")
def readers_as_in_the_window() -> Iterator[None]:
    """Files are read by children forked from one process, as the window has it. ``tests/exchange/reading`` tries both
    ways, and every command that a test starts is a program of its own, with children of their own."""
    from salesdesk.exchange.reading import forked

    forked.keep()
    yield
    forked.leave()


@pytest.fixture(scope="session")
def fuzz_count(pytestconfig: pytest.Config) -> int:
    """See ``fuzz_count_of``."""
    return fuzz_count_of(pytestconfig)


def fuzz_count_of(config: pytest.Config) -> int:
    """How many damaged files to read: 40, with ``--slow`` 2,000, or as ``--fuzz-count`` says."""
    return int(config.getoption("--fuzz-count") or (2000 if config.getoption("--slow") else 40))


@pytest.fixture(scope="session")
def kill_count(pytestconfig: pytest.Config) -> int:
    """How often to kill the program: 25, with ``--slow`` 600, or as ``--kill-count`` says."""
    return pytestconfig.getoption("--kill-count") or (600 if pytestconfig.getoption("--slow") else 25)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of foreign files that lies beside some checkouts; the test is skipped without it."""
    folder = ROOT.parent / "shared" / "corpora" / "open"
    if not folder.is_dir():
        pytest.skip("the open corpora are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def machine_environment() -> dict[str, str]:
    """The environment of the person who runs the tests, a copy: for pip and other outside programs."""
    return dict(MACHINE)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own empty home folder; child processes inherit it."""
    folder = tmp_path / "home"
    folder.mkdir()
    places = {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CONFIG_HOME": ".config",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
        "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
    }
    for variable, place in places.items():
        monkeypatch.setenv(variable, str(folder / place) if place else str(folder))
    monkeypatch.delenv(
        "DBUS_SESSION_BUS_ADDRESS", raising=False
    )  # nor the notifications of that person's desktop
    return folder


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves the clock of the person to a time zone, and back at the end."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change the time zone of a running program")

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def new_york(in_zone: Callable[[str], None]) -> None:
    """The clock of a person whose day begins hours after UTC's."""
    in_zone("America/New_York")


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty file with its defaults, made once and copied by every test that needs a store."""
    from tests.builders import make_template

    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def shared_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the whole run, the same in all of its processes."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def shared_server(request: pytest.FixtureRequest, shared_folder: Path) -> Server:
    """The PostgreSQL server of this run."""
    return shared_server_of(
        shared_folder, os.getppid() if hasattr(request.config, "workerinput") else os.getpid()
    )


@pytest.fixture
def server(shared_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The PostgreSQL server of this run, with its password where the program looks for it."""
    monkeypatch.setenv("PGPASSWORD", shared_server.password)
    return shared_server


@pytest.fixture
def server_database(server: Server, shared_folder: Path) -> Iterator[ServerAddress]:
    """A database of the test's own on the server, as a new one with its defaults."""
    from salesdesk.store.engine.server_address import read_address
    from tests.postgres import cloned, template_of

    with cloned(server, template_of(server, shared_folder)) as name:
        yield read_address(server.url(name))


@pytest.fixture(scope="module")
def quick_keys() -> Iterator[None]:
    """Files with a password open at once; see ``tests.quick_keys``."""
    with quick_keys_of():
        yield


@pytest.fixture
def engine() -> str:
    """What keeps the records of ``store``; tests of store and services run on each, see ``tests.postgres``."""
    return SQLITE


@pytest.fixture
def place(engine: str, request: pytest.FixtureRequest) -> Path | ServerAddress:
    """A file or database of the test's own, as a new one with its defaults: country DE, currency EUR; or as the mark
    ``furnished`` says."""
    if request.node.get_closest_marker("furnished"):
        filled: Path | ServerAddress = request.getfixturevalue("furnished")[0]
        return filled
    if engine == SQLITE:
        path: Path = request.getfixturevalue("tmp_path") / "test.salesdesk"
        shutil.copyfile(request.getfixturevalue("template_file"), path)
        return path
    address: ServerAddress = request.getfixturevalue("server_database")
    return address


@pytest.fixture(scope="session")
def furnished_places(tmp_path_factory: pytest.TempPathFactory, template_file: Path) -> Furnished:
    """What ``furnished`` copies."""
    return Furnished(tmp_path_factory.mktemp("furnished"), template_file)


@pytest.fixture
def furnished(
    engine: str, request: pytest.FixtureRequest, furnished_places: Furnished, tmp_path: Path
) -> Iterator[tuple[Path | ServerAddress, Any]]:
    """For a test marked with ``furnished(by=function)``: a copy of a place that the function has filled, once for all
    tests that name it, and what it told."""
    fill: Fill[Any] = next(request.node.iter_markers("furnished")).kwargs["by"]
    with ExitStack() as until:
        if engine == SQLITE:
            yield furnished_places.file(fill, tmp_path)
        else:
            server, shared = (request.getfixturevalue(name) for name in ("server", "shared_folder"))
            yield furnished_places.database(fill, server, shared, until)


@pytest.fixture
def store(place: Path | ServerAddress) -> Iterator[Store]:
    """``place``, open; the clock stands at ``tests.builders.START``."""
    from salesdesk.store.store import Store
    from tests.builders import Clock

    opened = Store(place, clock=Clock())
    yield opened
    opened.close()


@pytest.fixture
def services(store: Store) -> Services:
    """The use cases of ``store``."""
    from tests.builders import services_of

    return services_of(store)


class _LogWatch(logging.Handler):
    """Collects what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def strict_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning in the log that was not announced, and on an announced one that never came."""
    watch = _LogWatch()
    logging.getLogger().addHandler(watch)
    yield
    logging.getLogger().removeHandler(watch)
    patterns = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    surprises = [line for line in watch.lines if not any(re.search(p, line) for p in patterns)]
    absent = [p for p in patterns if not any(re.search(p, line) for line in watch.lines)]
    assert not surprises, f"logged unannounced: {surprises}"
    assert not absent, f"announced, but never logged: {absent}"


@pytest.fixture(autouse=True)
def strict_threads() -> Iterator[None]:
    """Fail when a thread that the test started still runs two seconds after its end."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in set(threading.enumerate()) - before]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def strict_window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail on dialogs with a loop of their own or never answered, and on widgets and timers left behind.

    A dialog that a test opens for its own sake is answered by the test or given to ``qtbot.addWidget``.
    """
    if "PySide6.QtWidgets" not in sys.modules:
        yield
        return
    from PySide6.QtWidgets import QApplication

    if "qapp" in request.fixturenames:
        request.getfixturevalue("qapp")
    _forbid_nested_loops(monkeypatch)
    dialogs = _watch_dialogs(monkeypatch)
    known = {_address(widget) for widget in QApplication.topLevelWidgets()}
    ticking = {_address(timer) for timer in _running_timers()} if QApplication.instance() else set()
    yield
    if QApplication.instance() is None:
        return
    _let_go_of_keys()
    _let_qt_delete()
    if any(_address(widget) not in known for widget in QApplication.topLevelWidgets()):
        gc.collect()  # a widget that only a reference cycle still holds is not a leak
        _let_qt_delete()
    left = [_describe(widget) for widget in QApplication.topLevelWidgets() if _address(widget) not in known]
    assert not dialogs.unanswered(), f"dialogs opened and never answered: {dialogs.unanswered()}"
    assert not left, f"top-level widgets left behind: {left}"
    running = [_describe(timer) for timer in _running_timers() if _address(timer) not in ticking]
    assert not running, f"timers left running: {running}"


@pytest.fixture(autouse=True, scope="module")
def cycles_of_qt_end_here() -> Iterator[None]:
    """Widgets left in cycles end in this thread, and not in one that a later test starts.

    What is there before the module is set aside until its cycles are gone: a third of the work of its tests, and
    nearly all of that of a module of few, would be to look through it. What the program sets aside for a moment is left
    where it is meanwhile: with it, all of this would come back.
    """
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("freeze", "unfreeze"):
            patch.setattr(gc, name, lambda: None)
        yield
    if "PySide6.QtWidgets" in sys.modules:
        gc.collect()
    gc.unfreeze()


class _DialogWatch:
    """Remembers every dialog opened with ``open()`` and whether it was answered."""

    def __init__(self) -> None:
        self._opened: list[list[Any]] = []  # dialog, its description, whether it finished

    def watch(self, dialog: Any) -> None:
        row = [dialog, _describe(dialog), False]
        dialog.finished.connect(lambda _result: row.__setitem__(2, True))
        self._opened.append(row)

    def unanswered(self) -> list[str]:
        return [description for _dialog, description, finished in self._opened if not finished]


def _forbid_nested_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6 import QtWidgets

    loops = {
        QtWidgets.QDialog: ["exec"],
        QtWidgets.QMenu: ["exec"],
        QtWidgets.QMessageBox: ["exec", "about", "information", "question", "warning", "critical"],
        QtWidgets.QFileDialog: [
            "getOpenFileName",
            "getOpenFileNames",
            "getSaveFileName",
            "getExistingDirectory",
        ],
        QtWidgets.QInputDialog: ["getText", "getMultiLineText", "getItem", "getInt", "getDouble"],
        QtWidgets.QColorDialog: ["getColor"],
        QtWidgets.QFontDialog: ["getFont"],
    }
    for cls, names in loops.items():
        for name in names:

            def refuse(*_args: Any, _what: str = f"{cls.__name__}.{name}", **_named: Any) -> None:
                pytest.fail(f"{_what} runs an event loop of its own; use open() or popup()", pytrace=True)

            monkeypatch.setattr(cls, name, refuse)


def _watch_dialogs(monkeypatch: pytest.MonkeyPatch) -> _DialogWatch:
    from PySide6 import QtWidgets

    watch = _DialogWatch()
    for name in ("QDialog", "QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog"):
        cls = getattr(QtWidgets, name)

        def open_watched(dialog: Any, *args: Any, _open: Any = cls.open, **named: Any) -> None:
            watch.watch(dialog)
            _open(dialog, *args, **named)

        monkeypatch.setattr(cls, "open", open_watched)
    return watch


@cache
def _made_timers() -> list[weakref.ref[Any]]:
    """Every timer made in Python from the first call on. Those without a parent are found nowhere else but among all
    objects of the collector, which takes longer than most tests do."""
    from PySide6.QtCore import QTimer

    made: list[weakref.ref[Any]] = []
    begin = QTimer.__init__

    def begin_noted(timer: Any, *args: Any, **named: Any) -> None:
        begin(timer, *args, **named)
        made.append(weakref.ref(timer))

    QTimer.__init__ = begin_noted  # type: ignore[method-assign]
    return made


def _running_timers() -> list[Any]:
    from shiboken6 import isValid

    made = _made_timers()
    made[:] = [one for one in made if one() is not None]
    timers = [timer for one in made if (timer := one()) is not None]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


def _let_qt_delete() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _let_go_of_keys() -> None:
    """A key that a test pressed together with others is held for Qt until the next key event, also in the next test."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


def _address(thing: Any) -> int:
    from shiboken6 import getCppPointer

    return int(getCppPointer(thing)[0])


def _describe(thing: Any) -> str:
    title = thing.windowTitle() if hasattr(thing, "windowTitle") else ""
    return f"{type(thing).__name__} {thing.objectName()!r} {title!r}"
