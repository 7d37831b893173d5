"""Words about activities."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "activities.empty_note": Refusal("Empty note", "Write something into the note first."),
    "activities.no_subject": Refusal("No subject", "Say what is to be done."),
    "activities.no_day": Refusal("No date", "Say when it is due."),
    "activities.nobody_found": Refusal(
        "Nobody found", "“{words}” finds no {kinds} or {last}. Try the name, an address or a number."
    ),
    "activities.none_found": Refusal(
        "Nothing found", "“{words}” finds no {last}. Try the name, or a number as in “#7”."
    ),
    "activities.several_found": Refusal(
        "Several found", "“{words}” finds several: {hits}; name one by its number, as in “{example}”."
    ),
    "activities.many_found": Refusal(
        "Several found",
        "“{words}” finds many, among them {hits}; name one by its number, as in “{example}”, or with more words.",
    ),
    "activities.told_apart": "{title} ({beside})",
    "activities.numbered": "{kind} #{number}",
    "activities.no_clear_day": Refusal(
        "No clear day",
        "“{text}” says no day that is clear. Write it like “fri 10:00”, “in 3 days” or 2026-12-24.",
    ),
    "activities.still_ahead": Refusal(
        "Still ahead", "“{text}” is still to come. Say when it was; what is next is a step of its own."
    ),
    "activities.no_kind": Refusal("No such kind", "There is no kind “{name}”. There are {known}."),
    "activities.no_owner": Refusal("No such owner", "There is no owner “{name}”. There are: {known}."),
    "activities.no_owners": Refusal(
        "No such owner", "There is no owner “{name}”, and there are no others in this file."
    ),
    "activities.no_day_of_next": Refusal("No date", "Say when the next step is due."),
    "activities.end_before": Refusal("It ends too early", "It cannot end before it begins."),
    "activities.end_unlike": Refusal(
        "Day and time", "What begins at a time ends at one; what takes all day ends with a day."
    ),
    "activities.too_long": Refusal("Too long", "Nothing takes longer than a month. Type the minutes again."),
    "activities.reminder_too_early": Refusal("Too early", "A reminder comes a year before at the earliest."),
    "activities.no_rule": Refusal("No rule", "“{text}” is no rule by which something comes again."),
    "activities.none_open": Refusal(
        "Nothing to do", "What was chosen is done already, or never was to be done."
    ),
    "activities.comes_once": Refusal("It comes once", "“{entry}” does not come again."),
    "activities.choice_gone": Refusal("No such entry", "There is no “{code}” in this list."),
    "activities.choice_there": Refusal("It is there already", "There is a “{title}” in this list already."),
    "activities.choice_first": Refusal("First already", "“{title}” is the first of its list."),
    "activities.choice_last": Refusal("Last already", "“{title}” is the last of its list."),
    "activities.choice_needed": Refusal(
        "It is needed", "The program makes entries of the kind “{title}” itself."
    ),
    "activities.choice_renamed": Refusal("Renamed meanwhile", "Somebody else called it “{title}” meanwhile."),
    "activities.gone": Refusal("No such activity", "The activity number {number} does not exist any more."),
}
