"""``salesdesk merge``: an edited workbook back into the database, cell by cell, or only what that would do."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.cli.excerpts import side_by_side
from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import coded, counted, file_name, listed
from salesdesk.domain.activities.moments import local
from salesdesk.domain.merging_back import CellProblem, NewRowState, Result
from salesdesk.domain.names import same_name
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.merging_back import CellPlace, Choices, MergeCell, MergeOutcome, MergePlan
    from salesdesk.domain.one_value import Following
    from salesdesk.services.merging_back.following import Followers

_EVERY = "all"
_MERGED = "; everything in it has been merged already"
_SHOWN = 20  # lines of one kind; the rest is counted


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "merge",
        help="merge an edited workbook back, cell by cell",
        epilog="A row that was removed from the workbook stays in the file; it is listed.",
    )
    parser.add_argument(
        "workbook", metavar="WORKBOOK", type=file_name, help="an export of this file: xlsx, ods, xls or csv"
    )
    parser.add_argument("--plan", action="store_true", help="say what would happen and write nothing")
    parser.add_argument(
        "--prefer",
        choices=("ours", "theirs"),
        help="whose value a cell gets that was changed on both sides or has to be checked; without it nothing is written while there is one",
    )
    parser.add_argument(
        "--lift-opt-outs",
        action="store_true",
        help="let people be addressed again whom the workbook says may be; without it whoever opted out stays so",
    )
    parser.add_argument(
        "--add-columns",
        metavar="TITLE",
        action="append",
        default=[],
        help="make a field of a column that somebody added, by its title; may be given several times; “all”: of every one",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Plan, and merge unless only the plan was asked for."""
    from salesdesk.domain.merging_back import Choices, Side
    from salesdesk.services.commands import Commands
    from salesdesk.services.merging_back import MergingBackService

    work = TerminalWork()
    outcome: MergeOutcome | None = None
    with open_store(args) as store:
        service = MergingBackService(store, Commands(store))
        plan = service.plan(Path(args.workbook), work)
        lifting = [cell for cell in plan.cells if cell.lifts_opt_out]
        if not args.lift_opt_outs:
            plan = _without(plan, lifting)
        texts = _Texts(store, plan)
        choices = Choices()
        if args.prefer is not None:
            choices = choices.choose(plan.conflicts, Side(args.prefer))
        if args.lift_opt_outs:
            choices = choices.choose(lifting, Side.THEIRS)
        choices = replace(choices, columns=_wanted_columns(plan, args.add_columns))
        texts.follow(service.followers(plan), plan, choices, None if wants_json(args) else _SHOWN)
        if not args.plan:
            if not wants_json(args) and choices.undecided(plan):
                _print(plan, texts, choices)
            outcome = service.apply(plan, choices, work)[0]
    work.done()
    if wants_json(args):
        print_json(as_json(args.workbook, plan, texts, choices, outcome))
    else:
        _print(plan, texts, choices)
        _print_outcome(plan, choices, outcome)
    return 0


def _without(plan: MergePlan, lifting: Sequence[MergeCell]) -> MergePlan:
    """The plan in which whoever opted out stays so, with a note of each; they are asked again next time."""
    if not lifting:
        return plan
    notes = [phrase("merging_back.stays_opted_out", name=cell.name, title=cell.title) for cell in lifting]
    left = tuple(cell for cell in plan.cells if not cell.lifts_opt_out)
    counts = replace(plan.counts, conflicts=plan.counts.conflicts - len(lifting))
    return replace(plan, cells=left, counts=counts, notes=(*plan.notes, *notes))


def _wanted_columns(plan: MergePlan, titles: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The added columns that are to become fields. Raises ``InputError`` for a title that none of them has."""
    found: set[tuple[str, str]] = set()
    for title in titles:
        named = [offer.place for offer in plan.offers if same_name(offer.title, title)]
        if not named and title.strip().casefold() != _EVERY:
            known = tuple(dict.fromkeys(offer.title for offer in plan.offers))
            code = "merging_back.no_such_column" if known else "merging_back.no_new_column"
            raise InputError(code, field="add_columns", title=title, known=known)
        found.update(named or (offer.place for offer in plan.offers))
    return frozenset(found)


class _Texts:
    """The values of cells as an export shows them, in text."""

    def __init__(self, store: Any, plan: MergePlan) -> None:
        self._named = store.activities.choices.all()
        self._columns = {
            (kind, column.key): column
            for kind in {cell.kind for cell in plan.cells}
            for column in store.list_of(kind).columns()
        }
        self._following: dict[CellPlace, tuple[Following, ...]] = {}

    def follow(self, followers: Followers, plan: MergePlan, choices: Choices, most: int | None) -> None:
        """Keep what follows the first ``most`` cells, as the records are now."""
        open_cells = [cell for cell in plan.cells if cell.is_open]
        self._following = {cell.place: followers.of(cell, choices) for cell in open_cells[:most]}

    def following(self, cell: MergeCell) -> Iterator[tuple[str, str, str, str]]:
        """What becomes different with a cell: field, title, and its values now and then."""
        for one in self._following.get(cell.place, ()):
            also = replace(cell, field=one.field)
            yield one.field, one.title, self.of(also, one.ours), self.of(also, one.theirs)

    def of(self, cell: MergeCell, value: Any) -> str:
        """One value; "" for none."""
        from salesdesk.services.list_sheets import card_text, exported

        shown = exported(self._columns[cell.kind, cell.field], value, self._named)
        return "" if shown is None else card_text(shown)


def as_json(
    workbook: str, plan: MergePlan, texts: _Texts, choices: Choices, outcome: MergeOutcome | None = None
) -> dict[str, Any]:
    """The plan (and the outcome) in the stable form that scripts rely on."""
    exports = [
        {"id": e.export, "kind": e.kind.value, "at": e.at, "by": e.by, "rows": e.rows} for e in plan.exports
    ]
    counts = plan.counts
    answer: dict[str, Any] = {
        "workbook": workbook,
        "export": {key: exports[0][key] for key in ("id", "at", "by")} if exports else {},
        "exports": exports,
        "counts": {name: getattr(counts, name) for name in _COUNTS},
        "cells": [
            {
                "sheet": cell.sheet,
                "row": cell.row,
                "kind": cell.kind.value,
                "id": cell.record,
                "name": cell.name,
                "field": cell.field,
                "base": texts.of(cell, cell.base),
                "ours": texts.of(cell, cell.ours),
                "theirs": texts.of(cell, cell.theirs),
                "result": cell.result.value,
                "brings": [
                    {"field": field, "ours": ours, "theirs": theirs}
                    for field, _, ours, theirs in texts.following(cell)
                ],
                **({} if cell.doubt is None else {"doubt": worded(cell.doubt)}),
            }
            for cell in plan.cells
        ],
        "new": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "kind": row.kind.value,
                "name": row.name,
                "values": dict(row.values),
                "state": row.state.value,
                "into": None if row.into is None else {"id": row.into, "name": row.into_name},
            }
            for row in plan.new
        ],
        "removed": [
            {"sheet": row.sheet, "kind": row.kind.value, "id": row.record, "name": row.name}
            for row in plan.removed
        ],
        "problems": [
            {
                "sheet": p.sheet,
                "row": p.row,
                "column": p.column,
                "value": p.value,
                "reason": worded(p.reason),
                **coded(p.reason),
            }
            for p in plan.problems
        ],
        "columns": [
            {
                "sheet": offer.sheet,
                "title": offer.title,
                "type": offer.type.value,
                "rows": len(offer.values) + len(offer.new),
                "taken": offer.place in choices.columns,
            }
            for offer in plan.offers
        ],
        "links": [{"kind": name.kind.value, "name": name.name, "cells": name.cells} for name in plan.names],
        "notes": [{"text": worded(note), **coded(note)} for note in plan.notes],
    }
    if outcome is not None:
        answer["merge"] = {
            "batch": outcome.batch,
            "cells": outcome.cells,
            "records": outcome.records,
            "new": outcome.new,
            "joined": outcome.joined,
            "made": {kind.value: count for kind, count in outcome.made.items()},
            "left": outcome.left,
            "kept": {what.value: count for what, count in outcome.kept.items()},
        }
    return answer


_COUNTS = ("rows", "unchanged", "theirs", "ours", "same", "conflicts", "new", "removed", "problems")


def _print(plan: MergePlan, texts: _Texts, choices: Choices) -> None:
    counts = plan.counts
    of_one: dict[tuple[str, str], dict[str, int]] = {}
    for export in plan.exports:
        held = of_one.setdefault((local(export.at).strftime("%Y-%m-%d %H:%M"), export.by), {})
        kind = worded(phrase(f"kinds.{export.kind.value}"))
        held[kind] = held.get(kind, 0) + export.rows
    for (at, by), rows in of_one.items():
        print(f"Exported {at} by {by}; still in the workbook: {listed(rows) or 'no rows'}")
    of_cells = (
        (counts.theirs, "from the workbook"),
        (counts.ours, "kept as they are here" if counts.ours > 1 else "kept as it is here"),
        (counts.same, "the same on both sides"),
    )
    cells = ", ".join(f"{counted(count, 'cells')} {what}" for count, what in of_cells if count)
    others: Mapping[str, int] = {
        "conflicts": counts.conflicts,
        "new rows": counts.new,
        "rows of records that are here": sum(row.state is NewRowState.JOINED for row in plan.new),
        "removed rows": counts.removed,
        "new names": len(plan.names),
        "problems": counts.problems,
    }
    summary = ", ".join(filter(None, (cells, listed(others))))
    print(
        f"{counted(counts.rows, 'rows')}: {summary or 'nothing to merge'}{_MERGED if plan.is_merged else ''}."
    )
    open_cells = [cell for cell in plan.cells if cell.is_open]
    for cell in open_cells[:_SHOWN]:
        sides = side_by_side(texts.of(cell, cell.ours), texts.of(cell, cell.theirs))
        mark = "" if cell.result is not Result.CONFLICT else "to check: " if cell.doubt else "conflict: "
        print(f"    {mark}{cell.name}, {cell.title}: “{sides[0]}” → “{sides[1]}”")
        if cell.doubt is not None:
            kept = " It stays as it is here, unless --prefer theirs is said." if cell.presumed else ""
            print(f"        {worded(cell.doubt)}{kept}")
        for _, title, _, value in texts.following(cell):
            print(f"        {_follows_text(title, value)}")
    _print_rest(len(open_cells))
    for row in plan.new[:_SHOWN]:
        word = "may be" if row.state is NewRowState.NEW else "is"
        told = row.into_name and (row.into_name != row.name or row.state is NewRowState.NEW)
        known = f" ({word} {row.into_name})" if told else ""
        print(f"    {row.state.value}: {row.sheet} row {row.row}: {row.name}{known}")
    _print_rest(len(plan.new))
    for name in plan.names[:_SHOWN]:
        kind = worded(phrase(f"kinds.{name.kind.value}"))
        print(f"    makes the {kind} “{name.name}”, named by {counted(name.cells, 'rows')}")
    _print_rest(len(plan.names))
    for gone in plan.removed[:_SHOWN]:
        print(f"    removed from the workbook, kept here: {gone.name}")
    _print_rest(len(plan.removed))
    names = {row.place: row.name for row in plan.new}
    for problem in plan.problems[:_SHOWN]:
        where = (
            problem.sheet
            + (f" row {problem.row}" if problem.row else "")
            + (f", {problem.column}" if problem.column else "")
        )
        called = problem.name if isinstance(problem, CellProblem) else names.get((problem.sheet, problem.row))
        print(f"    {where}{f' ({called})' if called else ''}: {worded(problem.reason)}")
    _print_rest(len(plan.problems))
    for offer in plan.offers:
        filled = counted(len(offer.values) + len(offer.new), "cells")
        what = f"    the column “{offer.title}” was added to {offer.sheet} ({filled}, {offer.type.value})"
        if offer.place in choices.columns:
            print(f"{what}: it becomes a field")
        else:
            print(
                f"{what}; it is not taken over: say --add-columns {shlex.quote(offer.title)} to make it a field"
            )
    for note in plan.notes:
        print(f"    {worded(note)}")


def _follows_text(title: str, value: str) -> str:
    """That a field becomes different with a cell above it."""
    if not value:
        return worded(phrase("merging_back.follows_empty", title=title))
    return worded(phrase("merging_back.follows", title=title, value=value))


def _print_rest(count: int) -> None:
    if count > _SHOWN:
        print(f"    … and {count - _SHOWN:,} more; --json lists them all")


def _print_outcome(plan: MergePlan, choices: Choices, outcome: MergeOutcome | None) -> None:
    if outcome is None:
        left = len(choices.undecided(plan))
        if left:
            print(
                f"{counted(left, 'cells')} changed on both sides or to be checked: say --prefer ours or --prefer theirs."
            )
        return
    if outcome.batch is None:
        print("Nothing had to be written.")
        return
    if not outcome.is_change:
        print(
            "Everything stays as it is here, and is not asked again. "
            f"Undo with: salesdesk undo --batch {outcome.batch}"
        )
        return
    made = [listed({"new records": outcome.new})]
    if outcome.joined:
        made.append(worded(phrase("merging_back.joined", count=outcome.joined)))
    made += [worded(phrase(f"merging_back.made.{kind.value}", count=n)) for kind, n in outcome.made.items()]
    print(
        f"Merged {counted(outcome.cells, 'cells')} of {counted(outcome.records, 'records')}"
        + "".join(f", {part}" for part in made if part)
        + f". Undo with: salesdesk undo --batch {outcome.batch}"
    )
    if outcome.kept:
        told = [worded(phrase(f"merging_back.kept.{what}", count=n)) for what, n in outcome.kept.items()]
        print(f"{', '.join(told)}.")
    if outcome.left:
        print(f"{worded(phrase('merging_back.left', count=outcome.left))}; see above.")
