"""The modules of the program as syntax trees, for the tests that hold them against rules."""

from __future__ import annotations

import ast
import gc
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "salesdesk"

MODULES = sorted(PACKAGE.rglob("*.py"))

WINDOW = [path for path in MODULES if path.is_relative_to(PACKAGE / "ui")]

DOMAIN = [path for path in MODULES if path.is_relative_to(PACKAGE / "domain")]


READ = pytest.mark.xdist_group("source trees")
"""Marks tests that read the trees of many modules. They follow each other in one process, so that every module is parsed
once, and ``forget_after`` the last of them."""


def forget_after(item: pytest.Item, next_item: pytest.Item | None) -> None:
    """The trees of all modules take the memory of a window."""
    if _reads(item) and not (next_item and _reads(next_item)):
        _nodes.cache_clear()
        tree_of.cache_clear()


def _reads(item: pytest.Item) -> bool:
    return any(mark == READ.mark for mark in item.iter_markers(READ.name))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    """The tree of a module. A million nodes that all stay hold no cycles to look for, which would take longer than to
    parse them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    finally:
        if collects:
            gc.enable()


def nodes_of(tree: ast.AST) -> Iterable[ast.AST]:
    """Every node of a tree; those of a module are found once, because rule after rule looks through all of them."""
    return _nodes(tree) if isinstance(tree, ast.Module) else ast.walk(tree)


@cache
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the called name."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level names of all imported modules."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def strings(tree: ast.Module) -> Iterator[str]:
    """The text constants that are not documentation."""
    documentation = {
        id(node.value)
        for node in nodes_of(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in nodes_of(tree):
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


def called_in(paths: list[Path], names: set[str]) -> list[str]:
    """Where one of ``names`` is called in ``paths``."""
    return [
        f"{name_of(path)}:{call.lineno} {name}()"
        for path in paths
        for name, call in calls(tree_of(path))
        if name in names
    ]
