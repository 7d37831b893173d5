"""Words about call rounds."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "call_rounds.gone": Refusal(
        "No such call round", "The call round number {number} does not exist any more."
    ),
    "call_rounds.member_gone": Refusal(
        "Not on the list", "Who was to be called is not on the list any more."
    ),
    "call_rounds.nobody": Refusal(
        "Nobody to call",
        Counted(
            "There is nobody on the list to call; one person does not want to be called.",
            "There is nobody on the list to call; {count:,} do not want to be called.",
        ),
    ),
    "changes.call_rounds": Counted("{count:,} call round", "{count:,} call rounds"),
    "changes.start_round": "Start call round “{name}”",
    "changes.add_to_round": "Add to call round “{name}”",
    "changes.leave_round": "Take {name} from a call round",
    "changes.round_call": "{name}: {log}",
    "changes.skip_in_round": "Skip {name} in a call round",
    "changes.call_again_in_round": "Call {name} again in a call round",
}
