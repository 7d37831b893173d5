"""Words about the reasons and competitors that deals are closed with."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

_THINGS = {
    "won_reason": "won reason",
    "lost_reason": "lost reason",
    "competitor": "competitor",
    "deal_roles": "role",
}
TEXTS: dict[str, Text] = {
    **{f"changes.add_word.{key}": f"Add {thing} “{{name}}”" for key, thing in _THINGS.items()},
    **{
        f"changes.rename_word.{key}": f"Rename {thing} “{{name}}” to “{{to}}”"
        for key, thing in _THINGS.items()
    },
    **{f"changes.move_word.{key}": f"Move {thing} “{{name}}”" for key, thing in _THINGS.items()},
    **{f"changes.remove_word.{key}": f"Remove {thing} “{{name}}”" for key, thing in _THINGS.items()},
    "closing_words.there": Refusal(
        "Already there", "“{name}” is in the list. To join two, remove one and put the other in its place."
    ),
    "closing_words.at_the_end": Refusal("Cannot be moved", "“{name}” cannot be moved any further."),
    "closing_words.in_use": Refusal(
        "In use",
        Counted(
            "{count} deal has “{name}”. Say what it gets instead.",
            "{count} deals have “{name}”. Say what they get instead.",
        ),
    ),
}
