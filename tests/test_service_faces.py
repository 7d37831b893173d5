"""What the window may ask of the services, and how."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.source_trees import (
    MODULES,
    PACKAGE,
    READ,
    ROOT,
    WINDOW,
    calls,
    name_of,
    nodes_of,
    tree_of,
)

pytestmark = READ


def writing_methods() -> set[str]:
    """The methods of services that write, told by what they call: a unit of work, or each other."""
    trees = [tree_of(path) for path in (PACKAGE / "services").rglob("*.py")]
    classes = {node.name: node for tree in trees for node in nodes_of(tree) if isinstance(node, ast.ClassDef)}
    writing: dict[str, set[str]] = {name: set() for name in classes}
    grown = True
    while grown:
        grown = False
        for name, cls in classes.items():
            known = set().union(writing[name], *(writing.get(ast.unparse(base), set()) for base in cls.bases))
            for node in (part for part in cls.body if isinstance(part, ast.FunctionDef)):
                text = ast.unparse(node)
                if re.search(r"_commands\.(run|edit)\(", text) or any(
                    f"self.{one}(" in text for one in known
                ):
                    known.add(node.name)
            grown |= known != writing[name]
            writing[name] = known
    return {name for names in writing.values() for name in names if not name.startswith("_")}


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
    for node in nodes_of(tree):
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
        "def later():\n    from salesdesk.services.demo.service import DemoService",
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
        for node in nodes_of(tree_of(package / "__init__.py"))
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
            for outer in nodes_of(tree)
            if isinstance(outer, ast.FunctionDef)
            for inner in ast.walk(outer)
            if isinstance(inner, ast.FunctionDef) and inner is not outer
        }
        for function in (n for n in nodes_of(tree) if isinstance(n, ast.FunctionDef) and n not in nested):
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
