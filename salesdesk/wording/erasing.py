"""Words about erasing for good."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "erasing.nobody_there": Refusal(
        "Nobody to erase", "This person is not in the file any more. There is nothing left to erase."
    ),
    "erasing.nobody_found": Refusal(
        "Nobody found", "Nobody is found by “{words}”, in the trash neither. Nothing was erased."
    ),
    "erasing.several_found": Refusal(
        "Several people",
        "“{words}” finds several people: {hits}. Nothing was erased; name one of them by e-mail or by number, as in “#28”.",
    ),
    "erasing.trash_is_empty": Refusal("The trash is empty", "Nothing lies in the trash."),
}
