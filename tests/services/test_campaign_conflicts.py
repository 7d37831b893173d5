"""Two people record what members of a campaign did: the later one hears of the earlier."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.domain.campaigns import MemberStatus
from salesdesk.errors import ConflictError
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.refusals import refusing

Act = Callable[[Services, list[int], dict[int, MemberStatus]], object]


def meet(services: Services, members: list[int], seen: dict[int, MemberStatus]) -> object:
    return services.campaigns.record_response(members, MemberStatus.MET, seen=seen)


def remove(services: Services, members: list[int], seen: dict[int, MemberStatus]) -> object:
    return services.campaigns.remove_members(members, seen=seen)


def answer(services: Services, members: list[int], _: object) -> object:
    return services.campaigns.record_response(members[:1], MemberStatus.REPLIED)


def leave(services: Services, members: list[int], _: object) -> object:
    return services.campaigns.remove_members(members[:1])


@pytest.mark.parametrize("later", [meet, remove])
@pytest.mark.parametrize("earlier", [answer, leave])
def test_what_somebody_else_recorded_is_not_written_over(earlier: Act, later: Act, tmp_path: Path) -> None:
    path = tmp_path / "team.salesdesk"
    with closing(Store(path)) as mine, closing(Store(path, actor="Bert")) as theirs:
        set_up(mine)
        own, other = build_services(mine), build_services(theirs)
        people = [own.contacts.create({"full_name": name})[0] for name in ("Ann Berg", "Ben Cole")]
        campaign = own.campaigns.create("Fair")[0]
        own.campaigns.add_members(campaign, people)
        seen = {row.id: row.status for row in mine.campaigns.members(campaign)}
        members = list(seen)
        earlier(other, members, seen)
        now = mine.campaigns.members(campaign)
        with refusing(ConflictError, match="a response of one of these members meanwhile"):
            later(own, members, seen)
        assert mine.campaigns.members(campaign) == now
        later(own, members[1:], {members[1]: seen[members[1]]})
        assert mine.campaigns.statuses(members) != {row.id: row.status for row in now}
