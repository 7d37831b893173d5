"""The declaration of machines: the entity, its own fields, and those it shares with others."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import EntitySpec, PageSpec
from salesdesk.domain.fields import FIELD, FieldSpec, FieldType, Group, Kept, RecordKind, Use

MACHINE, MACHINES = EntityKind("machine"), RecordKind("machines")
_HERE = "tests.declared.entity"

ENTRY = EntitySpec(
    MACHINE,
    "Machine",
    "Machines",
    "package",
    "name",
    "name_key",
    records=MACHINES,
    name_field="machine_name",
    page="machines",
    record_page="machine",
    trash=True,
    custom=True,
    searched=True,
    merged=True,
    imported=True,
    beside=(("company_id", "serial"),),
    parts=(("machine_spare", "spare parts"), ("machine_value", "own fields")),
    sheets=("machines",),
    pages=(
        PageSpec("machines", "Machines", "package", f"{_HERE}.page:MachinesPage"),
        PageSpec("machine", "Machine", "package", f"{_HERE}.page:MachinePage", "machines"),
    ),
    repository=f"{_HERE}.repository:MachineRepository",
    writer=f"{_HERE}.repository:MachineWriter",
    service=f"{_HERE}.service:MachineService",
)


def _own(key: str, title: str, type_: FieldType, use: Use, **more: object) -> FieldSpec:
    return FieldSpec.of(key, title, type_, [MACHINES], Group.WORK, use, words=(f"zorb{key}",), **more)


def _shared(key: str, use: Use, *, in_files: bool = False) -> FieldSpec:
    spec = FIELD[key]
    kinds = spec.kinds | {MACHINES} if in_files else spec.kinds
    return replace(spec, kinds=kinds, uses=(*spec.uses, use))


FIELDS = (
    _own("machine_name", "Name", FieldType.TEXT, Use(MACHINES, ("name", "name_key"), Kept.OWN, place=1, shown=True, searched=True)),
    _own("serial", "Serial number", FieldType.TEXT, Use(MACHINES, place=2, shown=True, searched=True)),
    _own("rate", "Hourly rate", FieldType.MONEY, Use(MACHINES, place=3, shown=True)),
    _own("bought_on", "Bought", FieldType.DATE, Use(MACHINES, place=4, shown=True)),
    _own("grade", "Grade", FieldType.CHOICE, Use(MACHINES, place=5, shown=True), choices=("New", "Used")),
    _shared("company", Use(MACHINES, ("company_id",), Kept.OWN, place=6, shown=True, searched=True), in_files=True),
    _shared("created_at", Use(MACHINES, ("created_at",), Kept.OWN, place=902, typed=False)),
    _shared("updated_at", Use(MACHINES, ("updated_at",), Kept.OWN, place=903, typed=False)),
    _shared("import", Use(MACHINES, ("import_batch_id",), Kept.OWN, only_filter=True)),
    _shared("id", Use(MACHINES, ("id",), Kept.OWN, only_filter=True)),
)  # fmt: skip
