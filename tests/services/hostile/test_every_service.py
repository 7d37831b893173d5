"""Every public method of every service, asked with every kind of wrong argument.

The outcome is success with a sound file, or a refusal in one sentence that left the file as it was.
"""

from __future__ import annotations

from contextlib import closing
from functools import cached_property
from pathlib import Path

import pytest

from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import Clock
from tests.services.hostile.walk import faults, services_of
from tests.services.hostile.world import furnish

NAMES = sorted(
    [*(n for n, v in vars(Services).items() if isinstance(v, cached_property | property)), "commands"]
)


def test_no_service_is_forgotten(services: Services) -> None:
    assert list(services_of(services)) == NAMES


@pytest.mark.parametrize("service", NAMES)
def test_wrong_arguments_end_in_a_sentence(
    service: str, store: Store, services: Services, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    world = furnish(store, services, tmp_path)
    try:
        found = faults(world, service, thorough=bool(pytestconfig.getoption("--slow")))
    finally:
        world.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("service", ["custom_fields", "owners", "pipelines", "tags"])
def test_wrong_arguments_end_in_a_sentence_on_a_server_too(
    service: str, server_database: ServerAddress, tmp_path: Path
) -> None:
    """Some services of few methods: a server takes minutes for all."""
    with closing(Store(server_database, clock=Clock())) as store:
        world = furnish(store, build_services(store), tmp_path)
        try:
            found = faults(world, service, thorough=False)
        finally:
            world.close()
    assert not found, "\n".join(found)
