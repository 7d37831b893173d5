"""Words about what people are in deals."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "deal_roles.add": "Make {who} {role} in “{deal}”",
    "deal_roles.remove": "Take the role of {who} in “{deal}” away",
    "deal_roles.known": Refusal("There already", "This person is “{role}” in the deal already."),
    "deal_roles.gone": Refusal("Not there any more", "Somebody took this role away. Add it anew."),
}
