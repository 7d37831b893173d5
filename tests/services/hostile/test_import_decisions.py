"""An import under decisions that cannot be, and of cells that no database would take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ListAction, ListDecision, ListKind, Resolution
from salesdesk.domain.sheets import SheetRequest
from salesdesk.services.imports.file import ImportFile
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter
from tests.services.hostile.values import ANYTHING, NUMBERS, TEXTS
from tests.services.hostile.walk import fault_of, picture
from tests.services.hostile.world import World, furnish, taken_back

SHEET = "Name;E-mail;Owner;Stage;Tags;Size\nCarla Roth;carla@example.com;Nobody;Odd;new, odd;S\nAnna Berg;Ann@example.com;Ben;lead;vip;XXL\n"


def decisions() -> list[ImportDecisions]:
    usual = ImportDecisions()
    numbers = (*NUMBERS, "x", None)
    listed = [
        replace(usual, lists={(kind, key): ListDecision(ListAction.MAP, target)})
        for kind, key in ((ListKind.OWNER, "nobody"), (ListKind.TAG, "odd"), (ListKind.LIFECYCLE, "odd"))
        for target in numbers[:5]
        if isinstance(target, int)
    ]
    return [
        *listed,
        replace(usual, mapping={"Nope": "email"}),
        replace(usual, requests={"pasted": SheetRequest("pasted", kind=RecordKind.DEALS)}),
        replace(usual, requests={"nope": SheetRequest("nope")}),
        replace(usual, requests={"pasted": SheetRequest("pasted", use=False)}),
        replace(usual, country="XX"),
        replace(usual, rows_off=frozenset({(0, 99), (7, 0), (-1, -1)})),
        replace(usual, resolutions={(0, 0): Resolution.UPDATE, (9, 9): Resolution.SKIP}),
        replace(usual, edits={(0, 0): {0: "\ud800\x00", 99: "x"}}),
        replace(usual, match_keys=()),
    ]


def imported(world: World, file: ImportFile, chosen: ImportDecisions) -> Any:
    plan = file.plan(chosen, CancelAfter())
    return world.services.imports.apply(file, plan, chosen, CancelAfter())


def test_decisions_that_cannot_be(store: Store, services: Services, tmp_path: Path) -> None:
    world = furnish(store, services, tmp_path)
    before, found = picture(world), []
    with services.imports.open_text(SHEET, "pasted", CancelAfter()) as file:
        for chosen in decisions():
            with taken_back(world):
                arguments = {"world": world, "file": file, "chosen": chosen}
                fault = fault_of(world, before, imported, arguments)
            if fault:
                found.append(f"{chosen!r:.300}: {fault}")
    assert not found, "\n".join(found)


def test_cells_of_every_kind(store: Store, services: Services, tmp_path: Path) -> None:
    """Every text in every kind of column; a row is imported or has a problem, and the file stays sound."""
    world = furnish(store, services, tmp_path)
    cells = [str(value) for value in (*TEXTS, *ANYTHING) if isinstance(value, (str, int, float))]
    cells = [
        cell.replace("\ud800", "").replace("\udcff", "").replace('"', "").replace("\n", " ") for cell in cells
    ]
    heads = ("Name", "E-mail", "Phone", "Birthday", "Owner", "Tags", "Country", "Notes")
    people = [
        ";".join(heads),
        *(";".join(f'"{c}"' for c in (f"P{n}{cell}", *[cell] * 7)) for n, cell in enumerate(cells)),
    ]
    deals = ["Deal title;Amount;Probability;Close date;Stage;Company", *(
        ";".join(f'"{c}"' for c in (f"D{n}", cell, cell, cell, cell, f"C{n}")) for n, cell in enumerate(cells)
    )]  # fmt: skip
    firms = ["Company;Employees;Annual revenue;Website", *(
        ";".join(f'"{c}"' for c in (f"F{n} {cell}", cell, cell, cell)) for n, cell in enumerate(cells)
    )]  # fmt: skip
    before, found = picture(world), []
    for rows in (people, deals, firms):
        with services.imports.open_text("\n".join(rows), "pasted", CancelAfter()) as file, taken_back(world):
            arguments = {"world": world, "file": file, "chosen": ImportDecisions()}
            found.append(fault_of(world, before, imported, arguments))
    assert found == ["", "", ""]
