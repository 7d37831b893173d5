"""Two people change the pipelines and the saved views of one file at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.errors import DomainError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import services_of


@pytest.fixture
def bert(store: Store) -> Iterator[Services]:
    """Somebody at a window of their own."""
    other = Store(store.place, actor="Bert", clock=store.clock)
    yield services_of(other)
    other.close()


def test_a_stage_keeps_what_each_of_two_changed(store: Store, services: Services, bert: Services) -> None:
    seen = store.pipelines.all()[0].stages[1]
    bert.pipelines.change_stage(seen.id, name="Talks", stale_days=3)
    services.pipelines.change_stage(seen.id, probability=42, seen=seen)
    services.pipelines.change_stage(seen.id, name=seen.name, stale_days=3, seen=seen)
    now = store.pipelines.stage(seen.id)
    assert (now.name, now.probability, now.stale_days) == ("Talks", 42, 3)
    with pytest.raises(EditConflict) as refused:
        services.pipelines.change_stage(seen.id, name="Meeting", seen=seen)
    [field] = refused.value.clashes[0].fields
    assert (field.base, field.ours, field.theirs) == (seen.name, "Meeting", "Talks")
    assert store.pipelines.stage(seen.id) == now


def test_a_pipeline_that_two_rename_keeps_the_first_name(
    store: Store, services: Services, bert: Services
) -> None:
    seen = store.pipelines.all()[0]
    bert.pipelines.rename_pipeline(seen.id, "Partners")
    with pytest.raises(EditConflict):
        services.pipelines.rename_pipeline(seen.id, "Sales 2027", seen=seen)
    assert store.pipelines.get(seen.id).name == "Partners"


def test_a_stage_that_somebody_removed_moves_no_other(
    store: Store, services: Services, bert: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages = store.pipelines.all()[0].stages
    run = services.commands.run

    def late(*arguments: object, **named: object) -> object:
        bert.pipelines.remove_stage(stages[1].id)
        return run(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(services.commands, "run", late)
    with pytest.raises(DomainError):
        services.pipelines.move_stage(stages[1].id, 1)
    assert [one.id for one in store.pipelines.all()[0].stages] == [
        one.id for one in stages if one != stages[1]
    ]


def test_a_stage_gets_no_deal_while_it_is_removed(
    store: Store, services: Services, bert: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = store.pipelines.all()[0].stages[1]
    run = services.commands.run

    def late(*arguments: object, **named: object) -> object:
        bert.deals.create("Fleet", stage.id)
        return run(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(services.commands, "run", late)
    with pytest.raises(DomainError):
        services.pipelines.remove_stage(stage.id)
    assert store.pipelines.stage(stage.id) == stage


def test_a_view_keeps_what_each_of_two_changed(store: Store, services: Services, bert: Services) -> None:
    kiel = Filter((Condition("city", Op.IS, ("Kiel",)),))
    bonn = Filter((Condition("city", Op.IS, ("Bonn",)),))
    number, _ = services.saved_views.create(RecordKind.CONTACTS, "Near", Filter(), Sort())
    seen = store.saved_views.get(number)
    bert.saved_views.change(number, name="Close by", sort=Sort("city"))
    services.saved_views.change(number, filter_=kiel, sort=seen.sort, columns=seen.columns, seen=seen)
    now = store.saved_views.get(number)
    assert (now.name, now.sort, now.filter) == ("Close by", Sort("city"), kiel)
    with pytest.raises(EditConflict):
        bert.saved_views.change(number, filter_=bonn, seen=seen)
    assert store.saved_views.get(number) == now
