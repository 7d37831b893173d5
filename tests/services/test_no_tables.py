"""Use cases speak to the writers and repositories of the store: they hold no SQL and name no table or column to write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.domain.fields import FIELD
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import Writing
from salesdesk.store.models import records
from tests.conftest import ROOT
from tests.source_trees import READ, calls, name_of, nodes_of, strings, tree_of

pytestmark = READ

SERVICES = ROOT / "salesdesk" / "services"
MODULES = sorted(SERVICES.rglob("*.py"))
OWN_WORDS = {
    "salesdesk/services/deals.py": {
        "stage_id"
    },  # what a change of a deal is compared by, as the window is told of it
    "salesdesk/services/exports/columns.py": {"updated_at"},  # the column of a list
    "salesdesk/services/merging_back/writing.py": {  # fields of an entry and of a deal
        "company_id",
        "contact_id",
        "deal_id",
        "owner_id",
    },
}
"""Words of a use case that a column is called by too."""
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
TABLES = frozenset(model._meta.table_name for model in records())
COLUMNS = frozenset(
    column
    for model in records()
    for column in model._meta.columns
    if column.endswith(("_id", "_key")) or column in ("position", "is_primary", "deleted_at", "updated_at")
) - {"external_id"}  # a field of the same name
"""Columns that no field is called like: who writes one of them writes into a table."""
KINDS = frozenset(name for name, table in schema.tables().items() if table.kind is not None) | frozenset(
    FIELD
)
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
    for node in nodes_of(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = (part.value if isinstance(part, ast.Constant) else "?" for part in node.values)
            yield "".join(map(str, pieces))


def named_tables(tree: ast.Module) -> Iterator[str]:
    for text in texts(tree):
        if SQL.search(text):
            yield f"SQL: {text[:60]}"
        elif text in COLUMNS or text in TABLES - KINDS:
            yield f"a name of the store: {text}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_use_case_holds_no_sql_and_writes_no_rows(path: Path) -> None:
    tree = tree_of(path)
    own = {f"a name of the store: {word}" for word in OWN_WORDS.get(name_of(path), ())}
    found = set(named_tables(tree))
    assert [*raw_calls(tree), *found - own] == []
    assert own <= found, "no longer needed"


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


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_use_case_sees_only_the_writing_interface(path: Path) -> None:
    """What rows are written by is no business of a use case, not even as a type or through a database."""
    tree = tree_of(path)
    names = {node.id for node in nodes_of(tree) if isinstance(node, ast.Name)}
    assert "UnitOfWork" not in names
    through = [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in nodes_of(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "database"
        and ast.unparse(node.value).endswith("uow")
    ]
    assert through == []


def test_what_is_handed_to_a_use_case_writes_nothing_by_itself() -> None:
    """The type check follows the types: so the one that is handed out must have nothing that writes rows."""
    assert not RAW & set(dir(Writing))
    assert {"at", "actor", "changes"} <= set(Writing.__annotations__)
