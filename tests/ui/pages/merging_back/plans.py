"""Plans of merges written out by hand, with a row of every kind."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.merging_back import (
    ColumnOffer,
    MergeCell,
    MergeCounts,
    MergedExport,
    MergePlan,
    NewRow,
    NewRowState,
    RemovedRow,
    Result,
)
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import phrase

SHEET = "Contacts"
KIND = RecordKind.CONTACTS


def cell(row: int, key: str, base: object, ours: object, theirs: object, name: str = "") -> MergeCell:
    """A cell of the record that stands in ``row``; its result follows from the three values."""
    result = (
        (Result.SAME if ours != base else Result.OURS)
        if ours == theirs
        else Result.THEIRS
        if ours == base
        else Result.OURS
        if theirs == base
        else Result.CONFLICT
    )
    title = key.replace("_", " ").capitalize()
    called = name or f"Person {row}"
    return MergeCell(SHEET, row, KIND, row, called, key, title, FieldType.TEXT, base, ours, theirs, result)


def plan(*cells: MergeCell, **parts: object) -> MergePlan:
    """A plan of these cells, counted."""

    def count(result: Result) -> int:
        return sum(one.result is result for one in cells)

    export = MergedExport("ab" * 8, KIND, "2026-11-14T09:00:00Z", "Mia", 3, 212)
    made = MergePlan("contacts-for-mia.xlsx", (export,), MergeCounts(), cells)
    made = replace(made, **parts)  # type: ignore[arg-type]
    counts = MergeCounts(
        rows=212,
        unchanged=200,
        theirs=count(Result.THEIRS),
        ours=count(Result.OURS),
        same=count(Result.SAME),
        conflicts=count(Result.CONFLICT),
        new=len(made.new),
        removed=len(made.removed),
        problems=len(made.problems),
    )
    return replace(made, counts=counts)


NEW = NewRow(SHEET, 207, KIND, "Nils Holm", {"full_name": "Nils Holm", "company": "Holm & Co"})
JOINED = NewRow(SHEET, 208, KIND, "Priya R.", {"full_name": "Priya R."}, NewRowState.JOINED, 3, "Priya Raman")
REMOVED = RemovedRow(SHEET, KIND, 4, "Chloe Bennett")
OFFER = ColumnOffer(SHEET, KIND, "Shoe size", CustomType.NUMBER, ("42", "44"), {1: "42", 2: "44"})
PROBLEM = Problem(SHEET, 12, "Birthday", "31.31.2020", phrase("work.cancelled"))
TITLE = cell(2, "job_title", "Ops manager", "Head of Ops", "COO", "Amara Okafor")
CITY = cell(2, "city", "Lagos", "Kano", "Abuja", "Amara Okafor")
PHONE = cell(3, "phone", "+39065550117", "+39065550117", "+39065550201", "Marco Bianchi")
OWN = cell(5, "city", None, "Madrid", None, "Sofia Alvarez")
SAME = cell(6, "website", None, "a.example", "a.example", "Jonas Lindqvist")


def everything() -> MergePlan:
    """Two conflicts, one change of each side, one of both alike, and a row of every other kind."""
    return plan(
        PHONE,
        TITLE,
        OWN,
        CITY,
        SAME,
        new=(NEW, JOINED),
        removed=(REMOVED,),
        offers=(OFFER,),
        problems=(PROBLEM,),
    )
