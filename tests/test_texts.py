"""The layers below the interface and the command line say nothing in English: they give codes and values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source_trees import READ, nodes_of, tree_of

pytestmark = READ

ROOT = Path(__file__).parents[1] / "salesdesk"
_SAYING = ("ui/", "cli/", "app/", "wording/", "entry.py")
"""Who speaks to a person: the interface, the command line, what starts them, and the words themselves."""

_READ = "words that are recognised in what people wrote"
_SQL = "pieces of statements"
_NAMES = "names of files that the program makes"
_STATEMENTS = "names by which compiled statements are kept"
EXEMPT = {
    "value_classes.py": "code that is written for a class",
    "autostart.py": "the words of files that a desktop reads",
    "documents/report_texts.py": "patterns of days",
    "documents/typesetting.py": "names of typefaces",
    "domain/outcomes.py": "outcomes by their words: values that are stored, and words that are recognised",
    "domain/campaigns.py": "titles of the channels",
    "domain/cleaning/birthdays.py": _READ,
    "domain/cleaning/companies.py": _READ,
    "domain/cleaning/countries.py": _READ,
    "domain/cleaning/country_spellings.py": _READ,
    "domain/cleaning/dates.py": _READ,
    "domain/cleaning/locale_names.py": _READ,
    "domain/cleaning/name_words.py": _READ,
    "domain/cleaning/refusing_words.py": _READ,
    "domain/cleaning/names.py": _READ,
    "domain/cleaning/numbers.py": _READ,
    "domain/cleaning/refusals.py": _READ,
    "domain/cleaning/settings.py": _READ,
    "domain/cleaning/text.py": _READ,
    "domain/columns.py": "heads of the columns by which an export is known again",
    "domain/days.py": _READ,
    "domain/entities.py": "declared titles",
    "domain/entry_words.py": _READ,
    "domain/next_steps.py": _READ,
    "domain/fields/meetings.py": "declared titles",
    "domain/fields/people.py": "declared titles",
    "domain/fields/sales.py": "declared titles",
    "domain/fields/working.py": "declared titles",
    "domain/fields/spec.py": "declared titles",
    "domain/lead_response.py": "an outcome by the word that is stored",
    "domain/lifecycle.py": _READ,
    "domain/stage_meanings.py": _READ,
    "exchange/mapping/closings.py": _READ,
    "exchange/mapping/entry_moments.py": _READ,
    "domain/target_columns.py": _READ,
    "domain/matching/addresses.py": _READ,
    "domain/matching/certainty.py": _READ,
    "domain/matching/mailboxes.py": _READ,
    "domain/matching/organisation_words.py": _READ,
    "domain/matching/profiles.py": _READ,
    "domain/matching/romanize.py": "names of letters in Unicode",
    "domain/money.py": "currencies by their digits",
    "domain/natural_dates/doubts.py": _READ,
    "domain/natural_dates/words/english.py": _READ,
    "domain/natural_dates/words/french.py": _READ,
    "domain/natural_dates/words/german.py": _READ,
    "domain/natural_dates/measures.py": _READ,
    "domain/natural_dates/names.py": _READ,
    "domain/natural_dates/words/spanish.py": _READ,
    "domain/natural_dates/tokens.py": "the forms of what is typed",
    "domain/pipelines.py": "what a file begins with; they are values that people change",
    "exchange/cards/card.py": "properties of contact cards",
    "exchange/cards/reaching.py": "properties of contact cards, and heads of columns made of them",
    "exchange/cards/vcard.py": "properties of contact cards, and heads of columns made of them",
    "exchange/workbook/formats.py": _READ,
    "exchange/mapping/birth_parts.py": _READ,
    "exchange/mapping/completing.py": _READ,
    "exchange/mapping/header_parts.py": _READ,
    "exchange/mapping/header_questions.py": "keys of fields",
    "exchange/mapping/value_shapes.py": _READ,
    "exchange/mapping/words.py": _READ,
    "exchange/reading/file_kind.py": "what files of other programs hold",
    "exchange/reading/fork_server.py": "a list that is read",
    "exchange/reading/table_end.py": _READ,
    "exchange/reading/child_process.py": "the program of the reading process",
    "exchange/workbook/parts.py": "what files of other programs hold",
    "exchange/workbook/reader.py": _READ,
    "exchange/workbook/xml_declarations.py": "a kind of fault, not shown",
    "exchange/writing/archive.py": "markup",
    "exchange/writing/cells.py": "markup",
    "exchange/writing/layout.py": "markup",
    "exchange/writing/styles.py": "markup",
    "exchange/writing/workbook.py": "markup",
    "services/backups/places.py": _NAMES,
    "services/backups/restoring.py": _NAMES,
    "services/imports/history.py": "a name of a timing",
    "services/imports/plan/entries.py": _READ,
    "services/setup.py": "what a file begins with; they are values that people change",
    "services/world_faults.py": "a name where none is known",
    "store/checking/pages.py": "what the engine says of damage",
    "store/checking/record_check.py": _STATEMENTS,
    "store/checking/server_check.py": _STATEMENTS,
    "store/engine/copy_digest.py": "the seal of a copy",
    "store/engine/dialect.py": _SQL,
    "store/engine/driver_errors.py": "what the engine says",
    "store/engine/folders.py": "names of folders of other programs",
    "store/engine/leftovers.py": _NAMES,
    "store/engine/opening.py": _NAMES,
    "store/engine/postgresql_dialect.py": _SQL,
    "store/engine/server_errors.py": "what the engine says",
    "store/engine/server_folding.py": _SQL,
    "store/engine/server_schema.py": _SQL,
    "store/figures/tallies.py": _STATEMENTS,
    "store/journal/created_rows.py": _STATEMENTS,
    "store/journal/reading.py": _STATEMENTS,
    "store/journal/table_rows.py": _STATEMENTS,
    "store/journal/unit_of_work.py": _STATEMENTS,
    "store/lists/filter.py": _STATEMENTS,
    "store/records/duplicates.py": _STATEMENTS,
    "store/records/emptiness.py": _STATEMENTS,
    "store/records/last_contacts.py": _STATEMENTS,
    "store/records/likeness.py": _STATEMENTS,
    "store/records/import_queries.py": _STATEMENTS,
    "store/records/merges.py": _STATEMENTS,
    "store/records/names.py": _STATEMENTS,
    "store/records/trash.py": _STATEMENTS,
    "store/records/parts.py": _STATEMENTS,
    "store/records/record_writer.py": _STATEMENTS,
    "store/records/tags.py": _STATEMENTS,
    "store/search/fts5.py": _SQL,
    "store/search/tsvector.py": _SQL,
}
"""Modules with words all the same, with the reason. No sentence of a refusal may stand even there."""

_WORDS = re.compile(r"[^\W\d_] [^\W\d_]")
_STATEMENT = re.compile(
    r"\b(ADD|ALTER|AND|AS|ATTACH|BEGIN|BY|COLLATE|COMMIT|CREATE|DEFERRED|DELETE|DROP|FROM|IF|IN|INSERT|IS|JOIN|LANGUAGE|LIMIT"
    r"|LISTEN|LOCK|NOTIFY|NULL|ON|PRAGMA|RELEASE|RETURN|ROLLBACK|SAVEPOINT|SELECT|SET|SHOW|TABLE|TEXT|UNION|UPDATE"
    r"|VALUES|WHERE)\b"
)
_OUR_FAULTS = {
    "AssertionError",
    "AttributeError",
    "IndexError",
    "KeyError",
    "LookupError",
    "NotImplementedError",
    "RuntimeError",
    "TypeError",
    "ValueError",
}
_LOGGING = {"critical", "debug", "error", "exception", "info", "warning"}


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_for_us(node: ast.AST) -> bool:
    """Whether what stands inside is read by whoever works on the program: docstrings, assertions, the log, our faults."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, (ast.Constant, ast.JoinedStr))
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Assert)
    logger = node.func.value if isinstance(node.func, ast.Attribute) else None
    logs = isinstance(logger, ast.Name) and logger.id.strip("_").lower() in ("log", "logger", "logging")
    return _called(node) in _OUR_FAULTS or (logs and _called(node) in _LOGGING)


def _said(node: ast.AST) -> Iterator[ast.Constant]:
    """The texts with words in them that a person may read."""
    if _is_for_us(node):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _WORDS.search(node.value):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _said(child)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if not name.startswith(_SAYING):
            yield name, tree_of(file)


def _texts(name: str, module: ast.Module) -> list[ast.Constant]:
    return [
        text
        for text in _said(module)
        if not (name.startswith("store/") and _STATEMENT.search(str(text.value)))
    ]


def test_texts_stand_in_the_interface_the_command_line_and_the_wording_only() -> None:
    for name, module in _modules():
        texts = _texts(name, module)
        if name in EXEMPT:
            assert texts, f"{name} says nothing any more; take it from the exemptions"
        else:
            assert not texts, f"{name}:{texts[0].lineno} says {texts[0].value!r}; give a code and its values"


def test_exempt_modules_exist() -> None:
    assert EXEMPT.keys() <= {name for name, _ in _modules()}


def test_errors_are_never_made_of_words() -> None:
    """Also not in an exempt module, and not by what an error is told with: a phrase, or the value that somebody typed."""
    kinds = {"phrase", "Phrase", "refuse", "_refused"} | {
        node.name
        for _, module in _modules()
        for node in nodes_of(module)
        if isinstance(node, ast.ClassDef) and any("Error" in ast.unparse(base) for base in node.bases)
    }
    kinds |= {
        node.name
        for node in ast.walk(ast.parse((ROOT / "errors.py").read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    for name, module in _modules():
        for node in nodes_of(module):
            if isinstance(node, ast.Call) and _called(node) in kinds:
                for text in _said(node):
                    raise AssertionError(f"{name}:{text.lineno} says {text.value!r}")
