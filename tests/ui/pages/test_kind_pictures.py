"""Every kind of something has a picture that is shipped, and a word."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from salesdesk.domain.activities import KINDS, Activity, ActivityKind, TimelineEntry, TimelineKind
from salesdesk.domain.entities import entities
from salesdesk.domain.outcomes import OUTCOMES, OutcomeSpec
from salesdesk.ui.icons import IconSet
from salesdesk.ui.pages.activities.texts import shown_entry

PACKAGE = Path(__file__).parents[3] / "salesdesk"


def entry_of(kind: ActivityKind) -> Activity:
    """Something of a kind that took place."""
    return Activity(
        1, 1, kind, "", None, 1, "Ann", None, "", None, "", None, None, "",
        "2026-11-01T10:00:00Z", None, None, None, None, None, None, "2026-11-01T10:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_of_activity_is_drawn_in_the_timeline(kind: ActivityKind, qapp: object) -> None:
    entry = TimelineEntry(TimelineKind.ACTIVITY, "2026-11-01T10:00:00Z", activity=entry_of(kind))
    shown = shown_entry(entry, datetime(2026, 11, 2, tzinfo=UTC))
    assert not IconSet().pixmap(shown.icon, QColor("black"), 14).isNull()
    assert shown.title == KINDS[kind].title


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: one.title)
def test_each_outcome_is_drawn_and_an_attempt_is_told_from_a_contact(
    outcome: OutcomeSpec, qapp: object
) -> None:
    assert not IconSet().pixmap(outcome.icon, QColor("black"), 14).isNull()
    called = replace(entry_of(ActivityKind.CALL), outcome=outcome.title)
    shown = shown_entry(
        TimelineEntry(TimelineKind.ACTIVITY, "2026-11-01T10:00:00Z", activity=called),
        datetime(2026, 11, 2, tzinfo=UTC),
    )
    assert shown.title == f"Call · {outcome.title}"
    assert (shown.icon == outcome.icon) != outcome.is_contact


@pytest.mark.parametrize("kind", [kind for kind in TimelineKind if kind is not TimelineKind.ACTIVITY])
def test_each_other_entry_of_the_timeline_is_drawn(kind: TimelineKind, qapp: object) -> None:
    entry = TimelineEntry(kind, "2026-11-01T10:00:00Z", name="Deal", before="lead", after="customer")
    shown = shown_entry(entry, datetime(2026, 11, 2, tzinfo=UTC))
    assert not IconSet().pixmap(shown.icon, QColor("black"), 14).isNull()


def test_each_kind_of_record_and_its_pages_have_a_picture(qapp: object) -> None:
    named = [spec.icon for spec in entities().values()]
    named += [page.icon for spec in entities().values() for page in spec.pages]
    for name in named:
        assert not IconSet().pixmap(name, QColor("black"), 14).isNull()


def test_every_table_of_pictures_names_pictures_that_are_shipped() -> None:
    """Whatever is called an icon: the values of tables, arguments and fields, in the window and below it."""
    shipped = {path.stem for path in (PACKAGE.parent / "resources" / "icons").glob("*.svg")}
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                called = any("icon" in ast.unparse(target).lower() for target in targets)
                if called and isinstance(node.value, ast.Dict):
                    found |= {text_of(value) for value in node.value.values}
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("KindSpec", "OutcomeSpec")):
                found.add(text_of(node.args[1]))
    assert found - {""} - shipped == set()


def text_of(node: ast.expr) -> str:
    """The literal, "" of anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
