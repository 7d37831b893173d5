"""The rules of the architecture that a machine can hold: layers, sizes, names, what a layer may do."""

from __future__ import annotations

import ast

from tests.source_trees import (
    DOMAIN,
    MODULES,
    PACKAGE,
    READ,
    ROOT,
    called_in,
    calls,
    imported,
    loaded_by,
    name_of,
    nodes_of,
    run_python,
    tree_of,
)

pytestmark = READ

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "handlers"}

LONGEST_MODULE = 400
MOST_METHODS = 25

EXEMPT = {
    # modules
    "salesdesk/domain/cleaning/readers.py": "one reader for each type of column, side by side",
    "salesdesk/exchange/text/encoding.py": "one decision: which encoding a text has",
    "salesdesk/services/imports/plan/planner.py": "the steps of one plan, in their order",
    # classes
    "salesdesk/services/services.py: Services": "a property for each area of use cases, and nothing else",
    "salesdesk/store/store.py: Store": "a property for each area of records, and nothing else",
    "salesdesk/ui/models/record_table_model.py: RecordTableModel": "Qt asks a model by that many methods",
    "salesdesk/ui/pages/campaigns/campaign_page.py: CampaignPage": "the cards of one page",
    "salesdesk/ui/pages/deals/page.py: PipelinePage": "the board's signals, each answered by a method",
    "salesdesk/ui/pages/imports/page.py: ImportPage": "the wizard's signals, each answered by a method",
    "salesdesk/ui/widgets/record_table.py: RecordTable": "Qt asks a view by that many methods",
}
"""What is larger than that, with the reason why it stays whole."""


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


def too_large() -> dict[str, int]:
    """The modules with more lines and the classes with more methods than they may have."""
    found = {}
    for path in MODULES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE:
            found[name_of(path)] = lines
        for node in nodes_of(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
                if methods > MOST_METHODS:
                    found[f"{name_of(path)}: {node.name}"] = methods
    return found


def test_modules_and_classes_stay_small() -> None:
    large = too_large()
    assert {name: size for name, size in large.items() if name not in EXEMPT} == {}
    assert set(EXEMPT) - set(large) == set(), "these are small again: take them from the list"


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


def test_nothing_sleeps() -> None:
    """But the guard of the file: a lock of the system either waits for ever or not at all."""
    found = called_in(MODULES, {"sleep", "msleep"})
    assert [place for place in found if not place.startswith("salesdesk/store/engine/guard.py")] == []
