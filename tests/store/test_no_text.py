"""What the program asks of its database is composed of the models' fields: text that an engine would read as it stands
is found nowhere but in the modules of the engines and of the search index."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source_trees import MODULES, PACKAGE, READ, calls, name_of, nodes_of, strings, tree_of

pytestmark = READ

ENGINES = (PACKAGE / "store" / "engine", PACKAGE / "store" / "search")
"""The only places for an engine's own words."""
COMPOSED = [
    path
    for path in MODULES
    # quick search is composed of expressions, though it lies beside the index
    if path.name == "quick.py" or not any(path.is_relative_to(folder) for folder in ENGINES)
]
SPOKEN = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|ORDER BY|GROUP BY|HAVING|UNION|EXCEPT|PRAGMA|REINDEX|VACUUM|VALUES"
    r"|(CREATE|DROP|ALTER) [A-Z]+|(NOT )?IN \(|IS (NOT )?NULL|ON CONFLICT|RETURNING|sqlite_master|information_schema|pg_\w+"
    r"|json_\w+ *\(|coalesce *\()"
)
TEXT_TAKEN = frozenset(
    {
        *(
            "SQL",
            "RawQuery",
            "execute",
            "execute_sql",
            "execute_many",
            "executemany",
            "executescript",
            "described",
        ),
        *("byte_rows", "byte_blocks", "rows_as_they_are", "literal"),
    }
)
"""What takes text for an engine, whoever has it."""
TEXT_OF_DATABASE = frozenset({"rows", "value"})
"""What takes text where a database, a connection or a cursor has it; elsewhere these are words like others."""
FUNCTIONS = frozenset(
    {
        "AVG",
        "COALESCE",
        "CONCAT_WS",
        "COUNT",
        "EXISTS",
        "LEAD",
        "MAX",
        "REPLACE",
        "MIN",
        "NULLIF",
        "ROW_NUMBER",
        "SUBSTR",
        "SUM",
    }
)
"""The functions that every engine has under the same name and with the same meaning."""


def spoken(tree: ast.Module) -> Iterator[str]:
    """The constants that are statements or pieces of them, and the calls that take text."""
    for text in strings(tree):
        if SPOKEN.search(text):
            yield f"text: {text[:60]}"
    for name, call in calls(tree):
        holder = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if name in TEXT_TAKEN or (
            name in TEXT_OF_DATABASE and re.search(r"(database|connection|cursor)$", holder)
        ):
            yield f"{call.lineno}: {ast.unparse(call.func)}()"
    for node in nodes_of(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "fn":
            if node.attr not in FUNCTIONS:
                yield f"{node.lineno}: fn.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "peewee":
            yield from (f"{node.lineno}: {one.name}" for one in node.names if one.name in TEXT_TAKEN)


@pytest.mark.parametrize("path", COMPOSED, ids=name_of)
def test_nothing_speaks_to_an_engine_by_text(path: Path) -> None:
    assert list(spoken(tree_of(path))) == []


def test_every_folder_of_the_store_is_looked_at() -> None:
    looked_at = {path.relative_to(PACKAGE / "store").parts[0] for path in COMPOSED if "store" in path.parts}
    folders = {path.name for path in (PACKAGE / "store").iterdir() if (path / "__init__.py").exists()}
    assert {"checking", "journal", "lists", "models", "records"} <= folders
    assert folders - looked_at == {"engine"}


@pytest.mark.parametrize(
    "code",
    [
        "found = 'SELECT id FROM contact'",
        "text = f'DELETE FROM {table}'",
        "condition = 'deleted_at IS NULL'",
        "value = Contact.select(SQL('id'))",
        "from peewee import SQL as Words",
        "shown = fn.json_extract(E.after, '$.version')",
        "shown = fn.group_concat(Tag.name)",
        "self._database.execute_sql(text)",
        "self._uow.database.execute_many(text, rows)",
        "found = database.rows(text, (1,))",
        "found = self._database.value(text)",
        "database.execute(dialect.scratch_table('undo_row'))",
        "ctx.literal('fold(')",
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    assert list(spoken(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        '"""Rows that are selected FROM nowhere."""',
        "first = sheet.value(row, 'name')",
        "now = uow.rows('contact', [1])",
        "found = database.select(statement, id=1)",
        "latest = fn.MAX(ChangeBatch.id)",
    ],
)
def test_what_is_none_of_it_is_let_be(code: str) -> None:
    assert list(spoken(ast.parse(code))) == []
