"""Words about the password of a file."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "passwords.wrong": Refusal("Wrong password", "This is not the password of the file."),
    "passwords.too_short": Refusal(
        "Too short",
        Counted("Choose {least} character or more.", "Choose {least} characters or more.", "least"),
    ),
    "passwords.unusable": Refusal("Not usable", "A password cannot hold this character."),
    "passwords.not_the_same": Refusal(
        "Not the same", "The two passwords are not the same. Type it once more."
    ),
    "passwords.not_sound": Refusal(
        "Not changed",
        "{file} could not be written anew without a fault, so it keeps the password that it has. Check the file.",
    ),
}
