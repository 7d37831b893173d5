"""A file that was made before there was an entity gets its tables by the step of a migration, and is then as a new one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from salesdesk.domain.entities import entities_too
from salesdesk.domain.fields import declared_too
from salesdesk.services.services import build_services
from salesdesk.store.checking import schema_check
from salesdesk.store.engine import migrations
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.models import models_too
from salesdesk.store.store import Store
from tests.builders import add_company, make_template, new_store, wrong_rows
from tests.declared.entity.entry import ENTRY, FIELDS, MACHINE, MACHINES
from tests.declared.entity.model import MODELS
from tests.declared.entity.service import MachineService


def test_an_older_file_takes_an_entity_in(tmp_path: Path) -> None:
    older = new_store(make_template(tmp_path), tmp_path)
    add_company(older)
    path = older.path
    older.close()
    with declared_too(*FIELDS), models_too(*MODELS), entities_too(ENTRY):
        store = Store(path)
        database = cast(FileDatabase, store.database)
        assert {fault.table for fault in schema_check.faults(database)} >= {"machine", "search_machine"}
        with database.transaction():
            migrations.add_entity(database, MACHINE)
        assert list(schema_check.faults(database)) == []
        services = build_services(store)
        machines = cast(MachineService, services.area_of(MACHINES))
        lathe, _ = machines.create({"machine_name": "Lathe", "company": "Nordwind"})
        (group,) = services.search.find("nordw")[1:]
        assert [(hit.kind, hit.id) for hit in group.hits] == [(MACHINE, lathe)]
        services.commands.undo()
        assert store.list_of(MACHINES).count() == 0
        assert wrong_rows(store) == []
        store.close()
