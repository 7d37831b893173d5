"""Use cases speak to the writers and repositories of the store: they hold no SQL and name no table or column to write.

What is looked at grows with what has been moved below; a module that is listed stays clean.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.store.models import RECORDS
from tests.conftest import ROOT
from tests.test_architecture import calls, strings, tree_of

SERVICES = ROOT / "salesdesk" / "services"
CLEAN = (
    "contacts.py",
    "companies.py",
    "records.py",
    "merges.py",
    "trash.py",
    "duplicates/in_file.py",
    "duplicates/likeness.py",
    "duplicates/review.py",
    "imports/write/contacts.py",
    "imports/write/companies.py",
)
SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\b.+\bSET|DELETE\s+FROM|(LEFT|INNER|CROSS)\s+JOIN|ORDER\s+BY|GROUP\s+BY)\b",
    re.IGNORECASE | re.DOTALL,
)
RAW = frozenset(
    {
        *(
            "insert",
            "insert_many",
            "insert_selected",
            "update",
            "update_many",
            "delete_many",
            "query",
            "rows",
            "row",
        ),
        *("restore_rows", "execute", "execute_many", "value"),
    }
)
"""What reads and writes rows by the names of tables."""
_HOLDERS = frozenset({"uow", "_uow", "database", "_database"})
TABLES = frozenset(model._meta.table_name for model in RECORDS)
COLUMNS = frozenset(
    column
    for model in RECORDS
    for column in model._meta.columns
    if column.endswith(("_id", "_key")) or column in ("position", "is_primary", "deleted_at", "updated_at")
) - {"external_id"}  # a field of the same name
"""Columns that no field is called like: who writes one of them writes into a table."""
KINDS = frozenset({"contact", "company", "deal", "tag", "owner", "source"})
"""Names of tables that are also words for records and fields."""


def holder(call: ast.Call) -> str:
    """The last name before the called one: ``uow`` in ``self._uow.insert()``."""
    function = call.func
    assert isinstance(function, ast.Attribute)
    inner = function.value
    return inner.attr if isinstance(inner, ast.Attribute) else inner.id if isinstance(inner, ast.Name) else ""


def raw_calls(tree: ast.Module) -> Iterator[str]:
    for name, call in calls(tree):
        if name in RAW and isinstance(call.func, ast.Attribute) and holder(call) in _HOLDERS:
            yield f"{call.lineno}: {holder(call)}.{name}()"


def texts(tree: ast.Module) -> Iterator[str]:
    """The text constants that are not documentation, those put together of pieces as a whole too."""
    yield from strings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = (part.value if isinstance(part, ast.Constant) else "?" for part in node.values)
            yield "".join(map(str, pieces))


def named_tables(tree: ast.Module) -> Iterator[str]:
    for text in texts(tree):
        if SQL.search(text):
            yield f"SQL: {text[:60]}"
        elif text in COLUMNS or text in TABLES - KINDS:
            yield f"a name of the store: {text}"


@pytest.mark.parametrize("module", CLEAN)
def test_a_use_case_holds_no_sql_and_writes_no_rows(module: str) -> None:
    tree = tree_of(SERVICES / module)
    assert [*raw_calls(tree), *named_tables(tree)] == []


@pytest.mark.parametrize(
    "code",
    [
        "self._uow.insert_many('contact', COLUMNS, rows)",
        "uow.query(WANTED, (1,))",
        "self._store.database.rows(WANTED)",
        "found = 'SELECT id FROM contact WHERE id = ?'",
        "text = f'update {table} set name = ?'",
        "values = {'company_id': 1}",
        "table = 'contact_email'",
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    tree = ast.parse(code)
    assert [*raw_calls(tree), *named_tables(tree)] != []


def test_every_module_that_is_listed_is_there() -> None:
    assert [module for module in CLEAN if not Path(SERVICES, module).is_file()] == []
