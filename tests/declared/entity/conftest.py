"""An entity that the program does not have, declared with its fields and models for as long as a test lasts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from salesdesk.domain.entities import entities, entities_too
from salesdesk.domain.fields import declared, declared_too
from salesdesk.store.models import models_too, records
from tests.declared.entity.entry import ENTRY, FIELDS
from tests.declared.entity.model import MODELS


@pytest.fixture(autouse=True)
def fields() -> Iterator[None]:
    """Machines. Afterwards nothing of them is left."""
    before = entities(), declared(), records()
    with declared_too(*FIELDS), models_too(*MODELS), entities_too(ENTRY):
        yield
    assert (entities(), declared(), records()) == before
