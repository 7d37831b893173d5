"""How a scenario played today is compared with the stored one, and which differences were wanted.

Both are followed step by step. After each step every cell that either of them changed is compared, so that a
difference is told at the step that made it, once. The journal is compared like a table: its batches without their
texts, its entries by the table they are about, copies of rows column by column. The order of the entries within a
batch is a cell of the batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import zip_longest
from typing import Any

from tests.replay.recording import Recording, Step
from tests.replay.watching import JOURNAL, Cells

ROW = "(row)"
COLUMNS = "(columns)"
THERE, ABSENT = "there", "not there"


WHEREVER = ("*",)
VERSION_2 = "version2"
"""The name under which ``tests.migrations`` has its comparison judged."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``stored`` is what the former version did, ``present`` what is done today."""

    scenario: str
    step: str
    table: str
    row: str
    column: str
    stored: Any
    present: Any

    def __str__(self) -> str:
        where = f"{self.table} {self.row}, {self.column}" if self.row else f"{self.table}, {self.column}"
        return f"{self.scenario}, {self.step}: {where}: was {self.stored!r}, is {self.present!r}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """A difference that was wanted, with the reason. ``scenarios`` are the names of those in which it comes; it must
    come in each; ``WHEREVER`` is for what concerns them all, such as a new column. ``table`` is a table, "change_batch" or "answer". ``column`` may hold ``*``; it is also meant in the
    copies of the journal (``before.COLUMN``); "(row)" is the row itself, "(columns)" the order of a table's columns.
    """

    scenarios: tuple[str, ...]
    table: str
    column: str
    reason: str

    def covers(self, difference: Difference) -> bool:
        """Whether this is that difference."""
        column = difference.column.removeprefix("before.").removeprefix("after.")
        return (
            (difference.scenario in self.scenarios or self.scenarios == WHEREVER)
            and self.table == difference.table.removeprefix(JOURNAL)
            and fnmatchcase(column, self.column)
        )


ALLOWED: tuple[Allowed, ...] = (
    Allowed(
        ("workbook_taken_in",),
        "stage_event",
        "amount",
        "a deal enters its stage with the amount written in the same step, from a file as from the window",
    ),
    *(
        Allowed(
            ("numbers_that_are_a_fax",),
            table,
            column,
            "the primary phone is the first number that is no fax, and clearing it leaves the fax",
        )
        for table, column in (("contact", "*"), ("contact_phone", "*"), ("change_batch", ROW))
    ),
    Allowed(
        (
            *("by_chance_08", "demonstration", "imports_taken_back"),
            *("numbers_that_are_a_fax", "people_taken_in"),
        ),
        "change_batch",
        "(order of entries)",
        "one writer writes the parts of a contact before the contact, whoever asks",
    ),
    *(
        Allowed(
            ("entries_and_orders",),
            table,
            column,
            "a row that was imported before, word for word, says nothing new, further lines of an order like its first",
        )
        for table, column in (("answer", "rows of orders"), ("import_batch", "counts"))
    ),
    Allowed(
        (
            *("a_file_left_for_a_while", "amounts_and_days", "deals", "demonstration", "entries_and_orders"),
            *("imports_taken_back", "workbook_taken_in"),
            *(f"by_chance_{number:02}" for number in (0, 2, 3, 4, 5, 8, 9, 11, 12, 13, 15, 16, 17, 19)),
            *(f"by_chance_{number:02}" for number in (20, 21, 22, 24, 25, 26, 27, 28, 29)),
        ),
        "deal",
        "closed_at",
        "a deal is closed on a day, which is the same wherever one looks, not at a moment",
    ),
    Allowed(
        ("values_of_lists",),
        "stage",
        "probability",
        "a stage of a file whose name does not say how far a deal is gets no probability",
    ),
    Allowed(
        ("workbook_taken_in",),
        "activity",
        ROW,
        "what a row says of a known company and is not taken is noted on its timeline",
    ),
    Allowed(
        ("contacts_edited",),
        "contact",
        "honorific",
        "a whole name that is corrected without the title before it leaves the title",
    ),
    Allowed(
        ("by_chance_05", "by_chance_11", "imports_taken_back"),
        "deal",
        "probability",
        "what a person thought of a deal's chances holds no more when it goes back to an earlier stage",
    ),
    *(
        Allowed(("deals",), table, column, "a deal comes into the stage it ends in on the day it was closed")
        for table, column in (("deal", "stage_since"), ("stage_event", "at"))
    ),
    *(
        Allowed(WHEREVER, table, column, reason)
        for table, column, reason in (
            ("deal", "won_reason", "a won deal says why, like a lost one"),
            ("stage", "card_order", "the cards of a stage stand in an order that a person chooses"),
            ("stage", "best_case", "a person says which stages count for the best case"),
            ("activity", "call_round_id", "a call says in which round it was made"),
            ("activity", "sequence_run", "a step says which start of a sequence planned it"),
            ("pipeline", "won_sequence_id", "a sequence can start with a deal that is won"),
            ("pipeline", "lost_sequence_id", "a sequence can start with a deal that is lost"),
            *(
                (table, "touch_weeks", "a person says how often to be in touch")
                for table in ("contact", "tag", "saved_view")
            ),
            ("saved_view", "grouping", "a view keeps by what its rows are grouped"),
            ("stage", "usual_days", "a person says how long deals usually stay in a stage"),
            ("stage", "retired_at", "a stage that is removed keeps its name in the history"),
            ("pipeline", "archived_at", "pipelines are put away"),
            ("attachment", ROW, "records have files"),
            ("message_template", ROW, "e-mails begin with templates"),
            ("relation", ROW, "people are related to each other"),
            ("target", ROW, "what is to be reached is kept"),
            ("own_report", ROW, "reports are built"),
        )
    ),
    Allowed(
        (
            *("by_chance_16", "by_chance_17", "by_chance_24", "amounts_and_days", "deals", "demonstration"),
            *("imports_taken_back", "workbook_taken_in"),
        ),
        "company",
        "*",
        "a company that bought something is a customer",
    ),
    Allowed(
        ("by_chance_16", "amounts_and_days", "workbook_taken_in"),
        "change_batch",
        "(order of entries)",
        "a company that bought something becomes a customer in the same step",
    ),
    Allowed(
        ("version2",),
        "change_batch",
        "(order of entries)",
        "an import is taken back with the rows first that name others",
    ),
    Allowed(
        ("by_chance_19", "by_chance_27", "imports_taken_back", "people_taken_in", "problem_rows"),
        "activity",
        ROW,
        "what a row says of somebody who is known stands in the history",
    ),
    Allowed(
        ("by_chance_27", "cards_taken_in", "problem_rows"),
        "change_batch",
        "(order of entries)",
        "what a row says of somebody who is known, and what a card says beside, is written too",
    ),
    Allowed(
        ("people_taken_in",), "contact", "*", "a note about somebody who is known follows the notes there are"
    ),
    *(
        Allowed(
            ("cards_taken_in",),
            table,
            "*",
            "what a card says and no field holds is kept as a field of its own",
        )
        for table in ("contact_value", "custom_field")
    ),
    Allowed(WHEREVER, "suppression", ROW, "what people refuse is kept by address"),
    Allowed(WHEREVER, "deal_role", ROW, "people have a role in a deal"),
    Allowed(WHEREVER, "closing_word", ROW, "what deals are closed with is managed"),
    Allowed(
        ("by_chance_06", "by_chance_18", "by_chance_20", "contacts_merged", "what_was_done"),
        "activity",
        "deal_id",
        "what is said of a person counts for their only open deal",
    ),
    *(
        Allowed(WHEREVER, table, ROW, "a list is called one by one")
        for table in ("call_round", "call_round_member")
    ),
    *(
        Allowed(WHEREVER, table, ROW, "templates of dated steps")
        for table in ("sequence", "sequence_step", "sequence_run")
    ),
    *(
        Allowed(WHEREVER, table, ROW, "meetings are held")
        for table in ("meeting_template", "meeting", "meeting_note", "meeting_topic")
    ),
    *(
        Allowed(WHEREVER, table, ROW, "people take part, and kinds and outcomes are the person's")
        for table in ("activity_participant", "activity_kind", "activity_outcome")
    ),
    *(
        Allowed(
            WHEREVER,
            "activity",
            column,
            "steps and appointments are one entity, with all that calendars know",
        )
        for column in (
            *(
                "end_at",
                "place",
                "priority",
                "remind_minutes",
                "snoozed_until",
                "pinned",
                "series",
                "uid",
                "uid_said",
            ),
            *("repeat_rule", "repeat_by", "repeat_at", "repeat_without"),
        )
    ),
    Allowed(
        (
            *("a_file_left_for_a_while", "by_chance_02", "by_chance_23", "by_chance_28", "campaigns"),
            *("contacts_edited", "contacts_made", "contacts_merged", "entries_and_orders"),
            *("parts_of_contacts", "text_by_a_reading_child", "values_of_lists"),
        ),
        "change_batch",
        "(order of entries)",
        "the addresses of somebody who refuses to be addressed are kept with the contact",
    ),
    Allowed(
        (
            *("deals", "lists_of_names", "own_fields", "pipelines", "undo_and_redo", "views_and_settings"),
            *(f"by_chance_{number:02}" for number in (1, 3, 7, 10, 17, 19, 20, 21, 22, 25)),
        ),
        "change_batch",
        "(order of entries)",
        "undo removes the rows that name others before those they name",
    ),
    *(
        Allowed(
            ("by_chance_23", "campaigns"),
            "contact",
            column,
            "who unsubscribes from a campaign refuses to be addressed again",
        )
        for column in (ROW, "do_not_email", "updated_at", "version")
    ),
    *(
        Allowed(("what_was_done",), table, column, "a deleted call is not the last contact any more")
        for table, column in (("company", "*"), ("change_batch", "(order of entries)"))
    ),
    *(
        Allowed(
            tuple(f"by_chance_{number:02}" for number in numbers),
            table,
            "*",
            "who was merged away comes back from the trash with what the merge took",
        )
        for table, numbers in {
            "activity": (24, 26),
            "answer": (24,),
            "campaign_member": (14, 24),
            "change_batch": (12, 14, 15, 24, 26, 29),
            "contact": (8, 12, 26),
            "contact_company": (8, 12, 15, 26),
            "contact_email": (8, 14, 15, 24, 29),
            "contact_phone": (8, 15, 24),
            "contact_tag": (8, 24),
            "deal": (24,),
            "lifecycle_event": (8, 14, 15, 24, 29),
        }.items()
    ),
)
"""Every difference from the stored recordings that was wanted."""


def differences(name: str, stored: Recording, present: Recording) -> Iterator[Difference]:
    """Every difference between two recordings of one scenario, in the order of its steps."""
    yield from _columns(name, stored, present)
    states: tuple[dict[tuple[str, str], Cells], ...] = ({}, {})
    told: dict[tuple[str, str, str], tuple[Any, Any]] = {}
    for number, steps in enumerate(zip_longest(stored.steps, present.steps)):
        names = [step.name if step else None for step in steps]
        if names[0] != names[1]:
            yield Difference(name, f"step {number}", "scenario", "", "name of the step", *names)
            return
        where = f"step {number} “{names[0]}”"
        touched = _follow(states, steps)
        for (table, row), column, was, now in _compared(touched, states, steps):
            if told.get((table, row, column), (None, None)) != (was, now):
                told[table, row, column] = (was, now)
                if was != now:
                    yield Difference(name, where, table, row, column, was, now)


def judged(
    name: str, found: Sequence[Difference], allowed: Sequence[Allowed] = ALLOWED
) -> tuple[list[Difference], list[Allowed]]:
    """The differences nobody wanted, and the allowances for this scenario that were not needed."""
    wrong = [difference for difference in found if not any(one.covers(difference) for one in allowed)]
    mine = [one for one in allowed if name in one.scenarios]
    return wrong, [one for one in mine if not any(one.covers(difference) for difference in found)]


def as_wide_as(present: Recording, stored: Recording) -> Recording:
    """What is done today without the tables and columns that came since: a file that was migrated has more of them."""
    columns = {
        table: [name for name in names if name in stored.columns[table]]
        for table, names in present.columns.items()
        if table in stored.columns
    }
    steps = [
        Step(
            step.name,
            step.answer,
            [
                (
                    table,
                    row,
                    cells and {name: cell for name, cell in cells.items() if _known(table, name, columns)},
                )
                for table, row, cells in step.changes
                if table == "change_batch" or table.removeprefix(JOURNAL) in columns
            ],
        )
        for step in present.steps
    ]
    return Recording(columns, steps)


def _known(table: str, cell: str, columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether a cell is of a column that is in ``columns``, or what the journal itself says."""
    if table.startswith(JOURNAL):
        side, _, column = cell.partition(".")
        return side not in ("before", "after") or column in columns[table.removeprefix(JOURNAL)]
    return table == "change_batch" or cell in columns[table]


def in_words(found: Sequence[Difference], most: int = 12) -> str:
    """The first few differences, one a line."""
    lines = [str(difference) for difference in found[:most]]
    if len(found) > most:
        lines.append(f"… and {len(found) - most} more")
    return "\n".join(lines)


def _columns(name: str, stored: Recording, present: Recording) -> Iterator[Difference]:
    """New, lost and reordered columns and tables."""
    for table in sorted(stored.columns.keys() | present.columns.keys()):
        was, now = stored.columns.get(table), present.columns.get(table)
        if was is None or now is None:
            yield Difference(
                name,
                "the schema",
                table,
                "",
                ROW,
                *(THERE if side is not None else ABSENT for side in (was, now)),
            )
            continue
        for column in sorted(set(was) ^ set(now)):
            yield Difference(
                name,
                "the schema",
                table,
                "",
                column,
                *("a column" if column in side else "no column" for side in (was, now)),
            )
        both = [[column for column in side if column in was and column in now] for side in (was, now)]
        if both[0] != both[1]:
            yield Difference(name, "the schema", table, "", COLUMNS, *(", ".join(side) for side in both))


def _follow(
    states: tuple[dict[tuple[str, str], Cells], ...], steps: tuple[Step, ...]
) -> dict[tuple[str, str], None]:
    """Bring both states to the end of a step. Returns the rows that either of them changed."""
    touched: dict[tuple[str, str], None] = {}
    for state, step in zip(states, steps, strict=True):
        for table, row, cells in step.changes:
            touched[table, row] = None
            if cells is None:
                state.pop((table, row), None)
            else:
                state[table, row] = state.get((table, row), {}) | cells
    return touched


def _compared(
    touched: dict[tuple[str, str], None],
    states: tuple[dict[tuple[str, str], Cells], ...],
    steps: tuple[Step, ...],
) -> Iterator[tuple[tuple[str, str], str, Any, Any]]:
    """(row, column, stored, present) of everything a step touched, equal ones as well."""
    was_said, is_said = (step.answer for step in steps)
    for column in sorted(was_said.keys() | is_said.keys()):
        yield ("answer", steps[0].name), column, was_said.get(column), is_said.get(column)
    for key in touched:
        was, now = (state.get(key) for state in states)
        yield key, ROW, *(THERE if side is not None else ABSENT for side in (was, now))
        if was is not None and now is not None:
            for column in sorted(was.keys() | now.keys()):
                yield key, column, was.get(column), now.get(column)
