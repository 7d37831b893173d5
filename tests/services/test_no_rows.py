"""Use cases know no tables: they hold no SQL, name no parts of the schema, and write rows through the writers of records."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from salesdesk.domain.fields import FIELD
from salesdesk.store.journal import schema
from tests.source_trees import PACKAGE, READ, name_of, nodes_of, strings, tree_of

pytestmark = READ

SERVICES = sorted((PACKAGE / "services").rglob("*.py"))
SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|PRAGMA)\b|\bFROM \w+\b.*\bWHERE\b")
RAW = {"insert", "insert_many", "insert_selected", "update", "update_many", "delete", "delete_many"}
READING = {"query", "rows", "row", "value", "execute", "execute_many"}


def _receiver(call: ast.Call) -> str:
    """What a method is called on, as it is written: "uow", "self._uow", "self._store.database"."""
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_use_cases_hold_no_sql(path: Path) -> None:
    found = [text for text in strings(tree_of(path)) if SQL.match(text)]
    assert not found


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_use_cases_name_no_tables_but_kinds_of_records(path: Path) -> None:
    tables = {name for name, table in schema.tables().items() if table.kind is None} - set(FIELD)
    assert not tables & set(strings(tree_of(path)))


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_use_cases_write_no_rows_by_themselves(path: Path) -> None:
    for node in nodes_of(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver = _receiver(node)
            if receiver.endswith("uow"):
                assert node.func.attr not in RAW | READING, f"line {node.lineno}"
            if receiver.endswith("database"):
                assert node.func.attr not in READING, f"line {node.lineno}"
