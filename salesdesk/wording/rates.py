"""Words about the rates of currencies."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "rates.of_itself": Refusal("No rate", "{currency} is the currency of the figures; it needs no rate."),
    "rates.no_rate": Refusal(
        "No rate", "“{text}” is no rate of {currency}: say what one of it is worth, as in 0.92."
    ),
    "rates.no_day": Refusal("No day", "“{text}” is no day; write it as 2026-03-31."),
    "rates.lacking": Refusal(
        "Rates are missing",
        "The figures cannot be in {base} before the rates of these currencies are known: {currencies}. Say what one of each "
        "is in {base}.",
    ),
}
