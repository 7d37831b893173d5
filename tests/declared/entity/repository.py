"""Machines in the database: the plain writer, and their spare parts."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.records.parts import synchronise
from salesdesk.store.records.plain import PlainWriter
from salesdesk.store.records.repository import RecordRepository
from tests.declared.entity.entry import MACHINE, MACHINES
from tests.declared.entity.model import MachineSpare


class MachineRepository(RecordRepository):
    """The machines of one file."""

    def spares(self, machine: int) -> tuple[str, ...]:
        """The spare parts of a machine, in their order."""
        return tuple(row.label for row in self._database.select(_spares, machine=machine))


class MachineWriter(PlainWriter):
    """Writes machines and their spare parts."""

    kind, table = MACHINES, MACHINE.value

    def set_spares(self, machine: int, labels: Sequence[str]) -> None:
        """Give a machine exactly these spare parts."""
        present = {row.label: row.id for row in self._database.select(_spares, machine=machine)}
        wanted = [(machine, present.get(label, 0), (label, place)) for place, label in enumerate(labels)]
        synchronise(self._uow, "machine_spare", "machine_id", ("label", "position"), present.values(), wanted)


@Statement
def _spares(machine: Slot) -> Query:
    return (
        MachineSpare.select(MachineSpare.id, MachineSpare.label)
        .where(MachineSpare.machine == machine)
        .order_by(MachineSpare.position, MachineSpare.id)
    )
