"""What a widget may not do: run loops, make colours, show markup, look into files."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests import source_trees
from tests.source_trees import (
    MODULES,
    PACKAGE,
    READ,
    ROOT,
    WINDOW,
    called_in,
    calls,
    constant,
    name_of,
    nodes_of,
    strings,
    tree_of,
)

pytestmark = READ

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(|\bhsla?\(")


def test_the_window_runs_no_loop_inside_the_loop() -> None:
    assert called_in(WINDOW, {"exec", "exec_", "processEvents", "waitForDone", "QEventLoop"}) == []


def test_work_goes_through_the_one_worker_and_sorting_to_the_store() -> None:
    banned = {"QThread", "QThreadPool", "QRunnable", "QSortFilterProxyModel"}
    found = [
        f"{name_of(path)}: {alias.name}"
        for path in WINDOW
        for node in nodes_of(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in banned
    ]
    assert found == []


_VIEWS = {"QListWidget", "QListView", "QTreeWidget", "QTreeView", "QTableWidget", "QTableView"}
_CHOOSE_OTHERWISE = {
    "ui/pages/deals/column_view.py": "the card that is current is the one keys are about, chosen or not",
    "ui/pages/duplicates/choices.py": "nothing is chosen in it, a value is kept by Space",
    "ui/pages/imports/steps/head_table.py": "to be read only",
    "ui/pages/record_picker.py": "the field has the focus, the completer chooses",
    "ui/pages/reports/table.py": "nothing is chosen in it, Enter leads on",
    "ui/pages/targets/grid_view.py": "cells as of a spreadsheet: the current one is what is typed into",
    "ui/widgets/frozen_columns.py": "has no focus, its selection is the table's",
    "ui/widgets/record_table.py": "chooses by record",
    "ui/widgets/result_list.py": "the field has the focus, and its arrows choose",
}


def test_the_keyboard_chooses_the_row_it_comes_to_in_every_list() -> None:
    found = set()
    for path in WINDOW:
        tree = tree_of(path)
        made = {name for name, _call in calls(tree)}
        bases = {
            base.id
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for base in node.bases
            if isinstance(base, ast.Name)
        }
        if (made | bases) & _VIEWS and "choose_by_keyboard" not in made:
            found.add(path.relative_to(PACKAGE).as_posix())
    assert found == set(_CHOOSE_OTHERWISE)


def test_colours_come_from_the_theme() -> None:
    found = []
    for path in WINDOW:
        tree = tree_of(path)
        found += [f"{name_of(path)}: {text!r}" for text in strings(tree) if COLOUR.search(text)]
        for name, call in calls(tree):
            literal = any(isinstance(value, ast.Constant) for value in call.args)
            if literal and name in {"QColor", "fromRgb", "fromHsv", "fromHsl"}:
                found.append(f"{name_of(path)}:{call.lineno} {name}(…)")
        for node in nodes_of(tree):
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
        for node in nodes_of(tree):
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
    for node in nodes_of(tree_of(path)):
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
    monkeypatch.setattr(source_trees, "ROOT", tmp_path)
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


def test_lists_below_fields_have_their_look_in_one_place() -> None:
    """Whatever makes a completer dresses its list, and whatever is typed into is one of the boxes that select all."""
    own = "ui/widgets/completion.py"
    free = {name_of(path) for path in WINDOW if not name_of(path).endswith(own)}
    editable = [place for place in called_in(WINDOW, {"setEditable"}) if place.split(":")[0] in free]
    assert editable == []
    makers = {place.split(":")[0] for place in called_in(WINDOW, {"QCompleter"})} & free
    dressed = {place.split(":")[0] for place in called_in(WINDOW, {"dress"})}
    own_list = {name for name in makers if 'setProperty("popup", True)' in (ROOT / name).read_text("utf-8")}
    assert makers - dressed - own_list == set()
