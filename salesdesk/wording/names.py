"""Words about names that are missing or taken."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

_THINGS = (
    "pipeline",
    "stage",
    "owner",
    "source",
    "tag",
    "field",
    "view",
    "campaign",
    "choice",
    "call_round",
    "sequence",
    "meeting",
    "entry",
    "role",
    "template",
    "report",
)


def _called(thing: str) -> str:
    return thing.replace("_", " ")


def _article(thing: str) -> str:
    return f"an {_called(thing)}" if thing[0] in "aeio" else f"a {_called(thing)}"


TEXTS: dict[str, Text] = {
    "names.missing": Refusal("No name", "Give {what} a name."),
    "names.unusable": Refusal("No name", "“{name}” is no name for {what}. Use letters or digits."),
    "names.taken": Refusal("Name taken", "There is {what} “{name}” already. Choose another name."),
    "names.taken_within": Refusal(
        "Name taken", "There is {what} “{name}” already in {within}. Choose another name."
    ),
    **{f"names.a.{thing}": _article(thing) for thing in _THINGS},
    **{f"names.the.{thing}": f"the {_called(thing)}" for thing in _THINGS},
    **{f"names.this.{thing}": f"this {_called(thing)}" for thing in _THINGS},
    "names.gone": Refusal("Not there", "This {what} does not exist any more. Choose another one."),
    "names.same": Refusal("The same", "Choose another {what} to join {name} with."),
    "names.used": Refusal(
        "Still used",
        Counted(
            "The {what} {name} cannot be deleted: {count:,} record has it. Give it another one first.",
            "The {what} {name} cannot be deleted: {count:,} records have it. Give them another one first.",
        ),
    ),
}
