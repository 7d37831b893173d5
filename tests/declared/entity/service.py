"""What a person does with machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salesdesk.domain.changes import ChangeSet
from salesdesk.phrases import phrase
from salesdesk.services.plain_records import PlainRecords
from tests.declared.entity.entry import MACHINES
from tests.declared.entity.repository import MachineWriter
from tests.declared.entity.rules import refuse_negative


class MachineService(PlainRecords):
    """Use cases of machines; typed values by field key."""

    records = MACHINES

    def check(self, values: Mapping[str, Any]) -> None:
        """Rates are not negative."""
        refuse_negative(values.get("rate"))

    def set_spares(self, machine: int, labels: Sequence[str]) -> ChangeSet:
        """Give a machine exactly these spare parts."""
        return self._commands.run(
            phrase("machines.spares", name=self._name_of(machine)),
            lambda uow: MachineWriter(uow).set_spares(machine, labels),
        )
