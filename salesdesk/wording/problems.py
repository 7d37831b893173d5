"""Words about what could not be used of a file: why, as a whole sentence, and in a few words where problems are counted."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

_AS_IT_STANDS = "it was kept as it stands"
_IN_NOTES = "it was kept in the notes"


def _no(what: str) -> Refusal:
    return Refusal(f"not {what}", f"“{{text}}” is not {what}.")


def _lacking(what: str) -> Refusal:
    return Refusal(f"no {what}", f"The row has no {what}.")


TEXTS: dict[str, Text] = {
    "problems.email": _no("an e-mail address"),
    "problems.slip": Refusal(
        "may be a slip for “{meant}”", "“{text}” may be a slip for “{meant}”; it is imported as written."
    ),
    "problems.phone.lost_digits": Refusal(
        "has lost digits in a spreadsheet",
        "“{text}” has lost digits in a spreadsheet; the number was kept as it stands.",
    ),
    "problems.phone.length": Refusal(
        "not a complete phone number", f"“{{text}}” is not a complete phone number; {_AS_IT_STANDS}."
    ),
    "problems.phone.no_country": Refusal(
        "has no country code and the country is not known",
        f"“{{text}}” has no country code and the country is not known; {_AS_IT_STANDS}.",
    ),
    "problems.phone.text": Refusal(
        "not a phone number", f"“{{text}}” is not a phone number; {_AS_IT_STANDS}."
    ),
    "problems.phone.beside": Refusal(
        "more than a phone number",
        "“{text}” holds more than a phone number; the number was taken, and the text is kept in the notes.",
    ),
    "problems.phone_abroad": Refusal(
        "not a phone number of the row's own country ({country})",
        f"“{{text}}” is not a phone number of the row's own country ({{country}}); {_AS_IT_STANDS}.",
    ),
    "problems.web": Refusal("not a web address", f"“{{text}}” is not a web address; {_AS_IT_STANDS}."),
    "problems.currency": _no("a known currency"),
    "problems.country": _no("a known country"),
    "problems.date": _no("a date"),
    "problems.day_of_nothing": Refusal(
        "is what a spreadsheet shows for an empty cell",
        f"“{{text}}” is the day that a spreadsheet shows for an empty cell or a nought; {_IN_NOTES}.",
    ),
    "problems.no.money": _no("an amount of money"),
    "problems.no.number": _no("a number"),
    "problems.no.percent": _no("a percentage from 0 to 100"),
    "problems.two_readings": Refusal(
        "may be {one} or {other}",
        f"“{{text}}” may be {{one}} or {{other}} and its column does not tell which; {_IN_NOTES}.",
    ),
    "problems.unknown_sign": Refusal(
        "Unknown currency",
        "“{text}” is in a currency that cannot be told from “{sign}”. It is kept as text; name the currency with three letters, like SEK.",
    ),
    "problems.range": Refusal("A range", "“{text}” is a range, not an amount. It is kept as text."),
    "problems.rounded": Refusal(
        "has more decimal places than {currency}",
        "“{text}” has more decimal places than {currency}: taken as {taken}.",
    ),
    "problems.below_zero": Refusal("is below zero", f"“{{text}}” is below zero; {_IN_NOTES}."),
    "problems.below_zero_taken": Refusal(
        "is below zero",
        "“{text}” is below zero. It is taken as it stands; check whether something came back.",
    ),
    "problems.two_currencies": Refusal(
        "is in {shown}, while the row is in {other}",
        f"“{{text}}” is in {{shown}}, while another amount or the currency of this row is {{other}}; {_IN_NOTES}.",
    ),
    "problems.closed_without_day": Refusal(
        "is closed, and the file does not say when",
        "The deal is closed and the file does not say since when, so no period counts it: add a column with the day it was "
        "closed on, or say the day for all of them.",
    ),
    "problems.deal_apart": Refusal(
        "is there already, and not certainly this deal",
        "A deal of this name is there already and is not certainly this one: its amount and day are others, or several have the "
        "name. The row becomes a deal of its own; leave it out if it is the same.",
    ),
    "problems.firm_elsewhere": Refusal(
        "has a namesake in another town",
        "A company of this name is there already, in another town. The row becomes a company of its own; merge the two if it moved.",
    ),
    "problems.firm_of_several_kinds": Refusal(
        "may be {one} or {other}",
        "“{text}” may be {one} or {other}, and the row does not tell which; it is kept as a company of its own.",
    ),
    "problems.firm_of_several_towns": Refusal(
        "several companies ({count:,}) are called so",
        "Several companies ({count:,}) are called “{text}”, and the row does not tell which of them is meant; the oldest of them is taken.",
    ),
    "problems.several_called": Refusal(
        "several people ({count:,}) are called so",
        "Several people ({count:,}) are called “{text}”, and the row does not tell which of them is meant: add the company, e-mail or phone.",
    ),
    "problems.person_of_several": Refusal(
        "several people ({count:,}) are called so",
        "Several people ({count:,}) are called “{text}”, and it cannot be told which of them is meant; nobody is linked. Write the e-mail instead of the name.",
    ),
    "problems.person_without_name": Refusal(
        "nobody has this address",
        "Nobody has the address “{text}”; nobody is linked. Write the name with it.",
    ),
    "problems.person_without_role": Refusal(
        "no role is said", "“{text}” says no role. Write it as “Role: Name”, or as “Name (Role)”."
    ),
    "problems.no.boolean": _no("a yes or no"),
    "problems.birthday_to_come": Refusal(
        "is a day to come", f"“{{text}}” is a day to come and no birthday; {_IN_NOTES}."
    ),
    "problems.held_back": Refusal(
        "is no clear no",
        f"“{{text}}” is no clear no, so it counts as a refusal and nobody is addressed against his will; {_IN_NOTES}.",
    ),
    "problems.no_clear_yes": Refusal(
        "is no clear yes",
        f"“{{text}}” is no clear yes, so it counts as a refusal and nobody is addressed against his will; {_IN_NOTES}.",
    ),
    "problems.refused_beside": Refusal(
        "{column} refuses",
        "“{text}” would let this person be addressed, but the column “{column}” says no: the person stays refused.",
    ),
    "problems.refusal_said": Refusal(
        "refuses e-mail", "“{text}” says that this person does not want e-mails: imported as “Do not email”."
    ),
    "problems.refusal_of_calls": Refusal(
        "refuses calls", "“{text}” says that this person does not want calls: imported as “Do not call”."
    ),
    "problems.refusal_of_all": Refusal(
        "refuses e-mail and calls",
        "“{text}” says that this person does not want to be addressed: imported as “Do not email” and “Do not call”.",
    ),
    "problems.choice": Refusal("none of {choices}", f"“{{text}}” is none of {{choices}}; {_IN_NOTES}."),
    "problems.long": Refusal(
        "has {count:,} characters, too many to be understood",
        f"“{{text}}” has {{count:,}} characters, too many to be understood; {_AS_IT_STANDS}.",
    ),
    "problems.long_in_notes": Refusal(
        "has {count:,} characters, too many to be understood",
        f"“{{text}}” has {{count:,}} characters, too many to be understood; {_IN_NOTES}.",
    ),
    "problems.no_person": _lacking("name, e-mail or phone"),
    "problems.no_company": _lacking("company name"),
    "problems.no_deal": _lacking("deal name, company or contact"),
    "problems.no_order": _lacking("order number or customer"),
    "problems.no_product": _lacking("product name or SKU"),
    "problems.no_name": _lacking("{kind} name"),
    "problems.cell_error": Refusal("the cell holds the error {error}", "The cell holds the error {error}."),
    "problems.id_of_several": Refusal(
        "this ID stands with several names",
        "This ID stands with several names or e-mails, so it is not the ID of one of them; it is kept as a custom field.",
    ),
    "problems.of_no_company": Refusal(
        "this is said of a company, and the row names none",
        "This is said of a company, and the row names none; it is kept in the notes.",
    ),
    "problems.more_cells": Refusal(
        "this row has more cells than the header has names, so its values may stand in the wrong columns: put the value "
        "that contains the delimiter in quotation marks",
        "This row has more cells than the header has names, so its values may stand in the wrong columns: put the value "
        "that contains the delimiter in quotation marks.",
    ),
    "problems.unclosed_quote": Refusal(
        "a quotation mark is opened in this row and never closed, so the row was read to the end of its line: check its "
        "values",
        "A quotation mark is opened in this row and never closed, so the row was read to the end of its line: check its "
        "values.",
    ),
    "problems.cell_cut": Refusal(
        "the cell in column holds {count:,} characters and no cell may hold more than {most:,}: its beginning was taken, "
        "so check whether a quotation mark is missing there",
        "The cell in column «{column}» holds {count:,} characters and no cell may hold more than {most:,}: its "
        "beginning was taken, so check whether a quotation mark is missing there.",
    ),
    "problems.text_cut": Refusal(
        "the text is longer than a cell can hold and was cut",
        "The text is longer than a cell can hold and was cut.",
    ),
    "problems.column": "Column {number}",
    "problems.none": "No problems",
    "problems.none_at_all": "No row had a problem.",
}
