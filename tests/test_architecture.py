"""The rules of the architecture that a machine can hold: layers, sizes, names, what a widget may not do."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "salesdesk"
MODULES = sorted(PACKAGE.rglob("*.py"))
WINDOW = [path for path in MODULES if path.is_relative_to(PACKAGE / "ui")]
DOMAIN = [path for path in MODULES if path.is_relative_to(PACKAGE / "domain")]

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "handlers"}
LONGEST_MODULE = 450
MOST_METHODS = 28

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(|\bhsla?\(")


@pytest.fixture(autouse=True, scope="module")
def forget_trees() -> Iterator[None]:
    """The trees of all modules take the memory of a window."""
    yield
    tree_of.cache_clear()


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the called name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level names of all imported modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def strings(tree: ast.Module) -> Iterator[str]:
    """The text constants that are not documentation."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def run_python(program: str) -> subprocess.CompletedProcess[str]:
    """Run ``program`` in a fresh interpreter at the root of the checkout."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def loaded_by(module: str) -> set[str]:
    """The modules of the program and of Qt in memory after ``module`` was imported."""
    run = run_python(f"import sys, {module}; print(*sys.modules)")
    assert run.returncode == 0, run.stderr
    return {name for name in run.stdout.split() if name.startswith(("salesdesk", "PySide6"))}


def test_layers_hold() -> None:
    run = run_python(
        "from importlinter.cli import lint_imports; exit(lint_imports(no_logo=True, no_cache=True))"
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout


def test_the_command_line_loads_no_window() -> None:
    assert [name for name in loaded_by("salesdesk.cli") if name.startswith(("PySide6", "salesdesk.ui"))] == []


def test_the_way_in_loads_nothing() -> None:
    assert loaded_by("salesdesk.entry") == {"salesdesk", "salesdesk.entry"}


def test_the_way_in_parses_on_an_old_python() -> None:
    for path in (ROOT / "main.py", PACKAGE / "__init__.py", PACKAGE / "entry.py"):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_files_are_named_for_what_they_hold() -> None:
    files = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    assert [name_of(path) for path in files if path.stem in FORBIDDEN_NAMES] == []


def test_modules_stay_small() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_classes_stay_small() -> None:
    large = {}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
                if methods > MOST_METHODS:
                    large[f"{name_of(path)}: {node.name}"] = methods
    assert large == {}


def test_rules_read_no_file_and_no_clock() -> None:
    worldly = {"io", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "threading", "time"}
    found = []
    for path in DOMAIN:
        tree = tree_of(path)
        found += [f"{name_of(path)}: import {name}" for name in imported(tree) if name in worldly]
        found += [
            f"{name_of(path)}:{call.lineno} {name}()"
            for name, call in calls(tree)
            if name in {"now", "utcnow", "today", "open", "read_text", "read_bytes"}
        ]
    assert found == []


def called_in(paths: list[Path], names: set[str]) -> list[str]:
    """Where one of ``names`` is called in ``paths``."""
    return [
        f"{name_of(path)}:{call.lineno} {name}()"
        for path in paths
        for name, call in calls(tree_of(path))
        if name in names
    ]


def test_nothing_sleeps() -> None:
    """But the guard of the file: a lock of the system either waits for ever or not at all."""
    found = called_in(MODULES, {"sleep", "msleep"})
    assert [place for place in found if not place.startswith("salesdesk/store/engine/guard.py")] == []


def test_the_window_runs_no_loop_inside_the_loop() -> None:
    assert called_in(WINDOW, {"exec", "exec_", "processEvents", "waitForDone", "QEventLoop"}) == []


def test_work_goes_through_the_one_worker_and_sorting_to_the_store() -> None:
    banned = {"QThread", "QThreadPool", "QRunnable", "QSortFilterProxyModel"}
    found = [
        f"{name_of(path)}: {alias.name}"
        for path in WINDOW
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in banned
    ]
    assert found == []


def test_colours_come_from_the_theme() -> None:
    found = []
    for path in WINDOW:
        tree = tree_of(path)
        found += [f"{name_of(path)}: {text!r}" for text in strings(tree) if COLOUR.search(text)]
        for name, call in calls(tree):
            literal = any(isinstance(value, ast.Constant) for value in call.args)
            if literal and name in {"QColor", "fromRgb", "fromHsv", "fromHsl"}:
                found.append(f"{name_of(path)}:{call.lineno} {name}(…)")
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == "GlobalColor"
                and node.attr != "transparent"
            ):
                found.append(f"{name_of(path)}:{node.lineno} Qt.GlobalColor.{node.attr}")
    assert found == []


def used_icons() -> set[str]:
    """Every icon named in the style sheet, in ``icon("…")``, in ``icon="…"`` and in ``…icon = "…"``."""
    style = (ROOT / "resources" / "style.qss").read_text(encoding="utf-8")
    names = set(re.findall(r"@icon\(\s*([\w-]+)", style))
    for path in WINDOW:
        tree = tree_of(path)
        for name, call in calls(tree):
            if name in {"icon", "pixmap"} and call.args:
                names.add(constant(call.args[0]))
            names |= {constant(word.value) for word in call.keywords if (word.arg or "").endswith("icon")}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                if ast.unparse(target).lower().endswith("icon"):
                    names.add(constant(node.value))
    return names - {""}


def test_every_icon_used_is_shipped() -> None:
    shipped = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    used = used_icons()
    assert used, "no use of an icon was found; has the way to name one changed?"
    assert used - shipped == set()


def test_tooltips_show_texts_as_they_stand() -> None:
    """Qt takes what looks like markup for a page and loads the pictures it names: any file of this computer."""
    found = []
    for path in WINDOW:
        source = path.read_text(encoding="utf-8")
        for name, call in calls(tree_of(path)) if "setToolTip" in source or "showText" in source else ():
            if name in {"setToolTip", "showText"}:
                place = 0 if name == "setToolTip" else 1
                if not _is_plain(call.args[place]):
                    found.append(f"{name_of(path)}:{call.lineno} {name}({ast.unparse(call.args[place])})")
        if "ToolTipRole" in source and "plain_tip(" not in source:
            found.append(f"{name_of(path)}: ToolTipRole without plain_tip")
    assert found == []


def _is_plain(text: ast.expr) -> bool:
    """Whether a tooltip is a text of ours or goes through ``plain_tip``."""
    if isinstance(text, ast.IfExp):
        return _is_plain(text.body) and _is_plain(text.orelse)
    if isinstance(text, ast.Call):
        called = ast.unparse(text.func).rpartition(".")[2]
        return called == "plain_tip" or (called == "tr" and len(text.args) == 1)
    return isinstance(text, ast.Constant)


FILE_DIALOGS = PACKAGE / "ui" / "files" / "dialogs.py"
FILE_ICONS = PACKAGE / "ui" / "files" / "icons.py"
LOOKING_INTO_FILES = {
    "QFileDialog",
    "QFileIconProvider",
    "QAbstractFileIconProvider",
    "QFileSystemModel",
    "QMimeDatabase",
    "getOpenFileName",
    "getOpenFileNames",
    "getOpenFileUrl",
    "getOpenFileUrls",
    "getOpenFileContent",
    "getSaveFileName",
    "getSaveFileUrl",
    "getExistingDirectory",
    "getExistingDirectoryUrl",
    "mimeTypeForFile",
}
"""What Qt opens files with on its own account, and so drops the locks of the open database."""


def named_in(path: Path, names: set[str]) -> list[str]:
    """Where one of ``names`` is imported, taken from a module, or read by name in ``path``."""
    source = path.read_text(encoding="utf-8")
    if not any(name in source for name in names):
        return []
    found = set()
    for node in ast.walk(tree_of(path)):
        used: list[str] = []
        if isinstance(node, ast.ImportFrom):
            used = [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute):
            used = [node.attr]
        elif isinstance(node, ast.Name):
            used = [node.id]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            used = [node.value]
        found |= {(node.lineno, name) for name in used if name in names}  # type: ignore[attr-defined]
    return [f"{name_of(path)}:{line} {name}" for line, name in sorted(found)]


def test_only_one_module_asks_for_files() -> None:
    others = [path for path in MODULES if path not in (FILE_DIALOGS, FILE_ICONS)]
    assert [place for path in others for place in named_in(path, LOOKING_INTO_FILES)] == []
    assert named_in(FILE_DIALOGS, LOOKING_INTO_FILES), "has the way to name one changed?"
    allowed = {"QFileDialog", "QAbstractFileIconProvider"}
    assert named_in(FILE_DIALOGS, LOOKING_INTO_FILES - allowed) == []
    assert named_in(FILE_ICONS, LOOKING_INTO_FILES - {"QAbstractFileIconProvider"}) == []


def test_a_file_dialog_made_elsewhere_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    for text in (
        "from PySide6.QtWidgets import QFileDialog",
        "from PySide6 import QtWidgets\nQtWidgets.QFileDialog.getSaveFileName(None)",
        "import PySide6.QtWidgets as w\ndialog = w.QFileDialog()",
        "from PySide6.QtCore import QMimeDatabase as Kinds",
        "getattr(module, 'QFileSystemModel')()",
    ):
        module = tmp_path / "module.py"
        module.write_text(text, encoding="utf-8")
        assert named_in(module, LOOKING_INTO_FILES), text


# ---- the window never waits for the file ----


def writing_methods() -> set[str]:
    """The methods of services that write, told by what they call: a unit of work, or each other."""
    classes = [
        {node.name: ast.unparse(node) for node in cls.body if isinstance(node, ast.FunctionDef)}
        for path in (PACKAGE / "services").rglob("*.py")
        for cls in ast.walk(tree_of(path))
        if isinstance(cls, ast.ClassDef)
    ]
    found: set[str] = set()
    inherited: set[str] = set()
    while True:
        before = len(found) + len(inherited)
        for methods in classes:
            writing = {
                name for name, text in methods.items() if re.search(r"_commands\.(run|edit)\(", text)
            } | inherited
            known: set[str] = set()
            while known != writing:
                known = set(writing)
                writing |= {
                    name for name, text in methods.items() if any(f"self.{other}(" in text for other in known)
                }
            found |= {name for name in writing if not name.startswith("_")}
            inherited |= {name for name in writing & methods.keys() if name.startswith("_")}
        if len(found) + len(inherited) == before:
            return found


def pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each name of an assignment with its value."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=True)
        else:
            yield target, node.value


def direct_calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    """The calls of a function itself: not those in lambdas and functions in it, which are called later."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Lambda, ast.FunctionDef, ast.ClassDef)):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def asked_by_name(tree: ast.AST) -> list[int]:
    """The lines that take something of the services or the store by a computed name, which no type can follow."""
    return [
        call.lineno
        for name, call in calls(tree)
        if name in ("getattr", "attrgetter", "methodcaller", "__getattribute__")
        and re.search(
            r"\b_?(services?|stores?)\b", " ".join(ast.unparse(part) for part in (call.func, *call.args))
        )
    ]


def test_the_window_asks_services_and_store_by_typed_names() -> None:
    found = [f"{name_of(path)}:{line}" for path in WINDOW for line in asked_by_name(tree_of(path))]
    assert not found, found


def test_a_service_asked_by_a_computed_name_is_noticed() -> None:
    for text in (
        "getattr(self.context.services, self.look.page)",
        "getattr(context.store, area).all()",
        "getattr(self._service, 'tag')(ids)",
        "context.services.__getattribute__(area)",
    ):
        assert asked_by_name(ast.parse(text)) == [1], text
    assert asked_by_name(ast.parse('getattr(error, "field", "")')) == []


SERVICE_PACKAGES = sorted(path.parent for path in (PACKAGE / "services").glob("*/__init__.py"))
"""Areas that are several modules behind one face."""


def behind_a_face(tree: ast.AST) -> list[str]:
    """The modules taken from behind the face of a package of services."""
    packages = {f"salesdesk.services.{path.name}": path for path in SERVICE_PACKAGES}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            taken = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = packages.get(node.module)
            taken = [node.module] + [
                f"{node.module}.{alias.name}"
                for alias in node.names
                if inner is not None
                and ((inner / alias.name).is_dir() or (inner / f"{alias.name}.py").exists())
            ]
        else:
            continue
        found += [name for name in taken if name.startswith(tuple(f"{package}." for package in packages))]
    return found


def test_the_window_takes_only_what_the_face_of_a_service_shows() -> None:
    assert {"imports", "backups", "duplicates", "reports", "demo"} <= {path.name for path in SERVICE_PACKAGES}
    outside = [*WINDOW, *(path for path in MODULES if path.is_relative_to(PACKAGE / "app"))]
    found = [f"{name_of(path)}: {name}" for path in outside for name in behind_a_face(tree_of(path))]
    assert not found, found


def test_a_look_behind_a_face_is_noticed() -> None:
    for text in (
        "from salesdesk.services.imports.plan.drafts import letters",
        "from salesdesk.services.imports import plan",
        "import salesdesk.services.backups.service",
        "def later():\n    from salesdesk.services.demo.people import DemoService",
    ):
        assert behind_a_face(ast.parse(text)), text
    for text in (
        "from salesdesk.services.imports import letters",
        "from salesdesk.services.commands import Commands",
    ):
        assert not behind_a_face(ast.parse(text)), text


@pytest.mark.parametrize("package", SERVICE_PACKAGES, ids=lambda path: path.name)
def test_a_face_gives_what_it_declares(package: Path) -> None:
    """What types see of a face is what the program gets, from the module where it is."""
    face = f"salesdesk.services.{package.name}"
    declared = {
        alias.name: node.module
        for node in ast.walk(tree_of(package / "__init__.py"))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{face}.")
        for alias in node.names
    }
    for name, module in declared.items():
        assert getattr(import_module(face), name) is getattr(import_module(module), name), name
    with pytest.raises(AttributeError):
        import_module(face).is_not_there  # noqa: B018


def test_a_face_loads_nothing_before_it_is_asked() -> None:
    names = [f"salesdesk.services.{path.name}" for path in SERVICE_PACKAGES]
    code = (
        f"import sys, {', '.join(names)}\n"
        f"print([m for m in sys.modules if m.startswith({tuple(name + '.' for name in names)!r})])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == "[]"


def test_the_window_writes_only_through_its_queue() -> None:
    """A service that writes is handed to ``writes``, ``edits`` or the worker, never called in the GUI thread itself.
    The ``edit`` of a profile is what is handed over (``ui.records.field_writer``)."""
    writing = writing_methods()
    assert {"edit", "update", "create", "move", "merge", "log", "plan", "win", "lose", "tag"} <= writing
    found = []
    for path in WINDOW:
        tree = tree_of(path)
        nested = {
            inner
            for outer in ast.walk(tree)
            if isinstance(outer, ast.FunctionDef)
            for inner in ast.walk(outer)
            if isinstance(inner, ast.FunctionDef) and inner is not outer
        }
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n not in nested):
            if function.name == "edit" and path.name in ("stored_profile.py", "declared_profile.py"):
                continue
            aliases = {
                target.id
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                for target, value in pairs(node)
                if isinstance(target, ast.Name)
                and re.match(r"[\w.(]*\bservices?\b[\w.,() ]*$", ast.unparse(value))
            }
            for call in direct_calls(function):
                if not isinstance(call.func, ast.Attribute) or call.func.attr not in writing:
                    continue
                base = call.func.value
                if "services." in ast.unparse(base) or (isinstance(base, ast.Name) and base.id in aliases):
                    found.append(f"{name_of(path)}:{call.lineno} {ast.unparse(call.func)}")
    assert not found, found
