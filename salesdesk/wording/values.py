"""Words about values."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "values.no_such_field": Refusal("No such field", "{what} has no field “{name}”. It has: {known}."),
    "values.no_moment": Refusal("Not a date", "“{text}” is not a date for {title}. Write it as 2026-03-31."),
    "values.no_currency": Refusal(
        "Not a currency", "“{text}” is not a currency. Write its three letters, for example EUR."
    ),
    "values.needed": Refusal("No {title}", "{what} needs {title}."),
    "values.no_choice_of": Refusal(
        "Not one of them", "“{text}” cannot be the {title}. It is one of: {choices}."
    ),
    "values.not_wanted": Refusal("Not understood", "“{text}” cannot be the {title}: it is {wanted}."),
    "values.two_currencies": Refusal("Two currencies", "Amounts in {one} and {other} cannot be added."),
    "values.no_choice": Refusal("Not in the list", "{title} has no choice “{text}”. It has: {choices}."),
    "values.no_phone_number": Refusal(
        "Not a phone number", "“{text}” is not a phone number. Type its digits, for example +49 30 1234567."
    ),
    "values.more_than_a_number": Refusal(
        "More than one number",
        "“{text}” holds more than one phone number. Write each into a field of its own, and what else it says into the notes.",
    ),
    "values.too_precise": Refusal(
        "More decimal places than there are",
        "“{text}” has more decimal places than {currency}, which has {places}. Round it as you mean it.",
    ),
    "values.day_of_nothing": Refusal(
        "Not a day",
        "“{text}” is the day that a spreadsheet shows for an empty cell or a nought. Leave {title} empty.",
    ),
    "values.below_zero": Refusal("Below zero", "“{text}” is below zero, and {title} cannot be."),
    "values.not_clear": Refusal(
        "Not clear",
        "“{text}” can be {one} or {other}. {title} was not changed: write it so that it can be only one of them.",
    ),
    "values.no_day": Refusal(
        "No day", "“{text}” names no day of the month. {title} was not changed: write the whole date."
    ),
    "values.not_understood": Refusal("Not understood", "“{text}” is not {wanted}. {title} was not changed."),
    "values.of.deal": "A deal",
    "values.of.campaign": "A campaign",
    "values.of.timeline_entry": "A timeline entry",
    "values.shape.line": "a text",
    "values.shape.text": "a text",
    "values.shape.code": "one word",
    "values.shape.day": "a day, written as 2026-03-31",
    "values.shape.moment": "a day or a moment, written as 2026-03-31 or 2026-03-31T12:00:00Z",
    "values.shape.whole": "a whole number from 0 to {most:,}",
    "values.shape.percent": "a whole number from 0 to 100",
    "values.shape.amount": "a whole number of cents below {most:,}",
    "values.shape.hours": "a number from 0 to {most:,}",
    "values.shape.currency": "a currency by its three letters, for example EUR",
    "values.shape.link": "the number of a record",
    "values.shape.links": "numbers of records",
    "values.shape.truth": "yes or no",
    "values.wanted.kind": "of the kind that belongs here",
    "values.wanted.profile": "an address or a profile name",
    "values.wanted.email": "an e-mail address, for example anna@example.com",
    "values.wanted.phone": "a whole telephone number, for example +49 170 1234567",
    "values.wanted.url": "a web address, for example www.example.com",
    "values.wanted.country": "a country, for example Germany or DE",
    "values.wanted.date": "a date, for example 2026-03-31",
    "values.wanted.yes_or_no": "yes or no",
    "values.wanted.whole": "a whole number, for example 25",
    "values.wanted.number": "a number, for example 12.5",
    "values.wanted.percentage": "a percentage from 0 to 100",
    "values.wanted.amount": "an amount, for example 1500.00",
}
