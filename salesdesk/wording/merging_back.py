"""Words about merging a workbook back."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    # the whole workbook
    "merging_back.no_export": Refusal(
        "Not an export",
        "{workbook} is no export of SalesDesk, or its hidden columns and its hidden sheet are gone. Import it instead.",
    ),
    "merging_back.no_sheet": Refusal(
        "Sheet not found",
        "It cannot be told which sheet of {workbook} is the exported one: its title and its hidden columns are gone, and "
        "none or several have its heads. Give the sheet its old title back.",
    ),
    "merging_back.of_another_file": Refusal(
        "Of another file",
        "{workbook} was exported from {file}, which is not the file that is open. Open that one and merge it there.",
    ),
    "merging_back.of_another_database": Refusal(
        "Of another file",
        "{workbook} was exported from another SalesDesk file. Open that one and merge it there.",
    ),
    "merging_back.newer_than_file": Refusal(
        "Newer than this file",
        "{workbook} was exported after the backup that this file was restored from, so what it was made from is not known here. "
        "Import it instead: rows that exist are matched.",
    ),
    "merging_back.is_export": Refusal(
        "An export of this file",
        "{file} is an export of this file. Merge it back cell by cell with: salesdesk merge {file}",
    ),
    "merging_back.undecided": Refusal(
        "Not decided yet",
        Counted(
            "{count} cell was changed on both sides or has to be checked, and nothing was written. Choose whose value it gets.",
            "{count:,} cells were changed on both sides or have to be checked, and nothing was written. Choose whose value each gets.",
        ),
    ),
    "merging_back.no_such_merge": Refusal(
        "No such merge", "There is no merge number {number} that was put aside."
    ),
    "merging_back.no_such_column": Refusal(
        "No such column", "No column called “{title}” was added to the workbook. Added were: {known}."
    ),
    "merging_back.no_new_column": Refusal(
        "No such column", "No column called “{title}” was added to the workbook; none was."
    ),
    # what follows a cell
    "merging_back.follows": "renews {title} to “{value}”",
    "merging_back.follows_empty": "empties {title}",
    # why a cell is asked about that one side changed
    "merging_back.became_day": "{title} holds a day where there was a text: the spreadsheet program may have made it of something "
    "like “3-4”.",
    "merging_back.says_nothing": "{title} has “{text}” in the workbook: taken, it is emptied here.",
    "merging_back.lost_figures": "{title} holds a long number whose last figures the spreadsheet program may have dropped.",
    "merging_back.sorted_alone": Counted(
        "“{title}” of “{sheet}” says what other rows said: it may have been sorted alone.",
        "“{title}” of “{sheet}” says in {count:,} rows what other rows said: it may have been sorted alone.",
    ),
    "merging_back.misread": "{title} may have been saved in a wrong encoding: its letters are not what they were.",
    "merging_back.lost_letters": "{title} has question marks in place of letters, which a program may not have been able to "
    "save.",
    # notes about it
    "merging_back.wrong_encoding": "{workbook} was saved in a wrong encoding (“Ã¼” in place of “ü”, for example). Cells that "
    "say what they said before stay as they are here; look at those that are listed.",
    "merging_back.erased_cells": Counted(
        "1 cell still says what was erased here for good; it was passed over.",
        "{count:,} cells still say what was erased here for good; they were passed over.",
    ),
    "merging_back.erased_rows": Counted(
        "“{sheet}” has 1 row of what was erased here for good; it was passed over.",
        "“{sheet}” has {count:,} rows of what was erased here for good; they were passed over.",
    ),
    "merging_back.missing_sheet": "The sheet “{sheet}” is not in this workbook, or nothing of it is left: nothing of it is compared.",
    "merging_back.other_sheet": "The sheet “{sheet}” has no row of an export, and nothing of it was looked at.",
    "merging_back.foreign_rows": Counted(
        "{count} row comes from another file and was left out.",
        "{count:,} rows come from another file and were left out.",
    ),
    "merging_back.added_before": Counted(
        "1 row was added, or left out, by an earlier merge of this workbook and is not asked again.",
        "{count:,} rows were added, or left out, by an earlier merge of this workbook and are not asked again.",
    ),
    "merging_back.opted_out": Counted(
        "1 new contact has an address that must not be used, and is marked so.",
        "{count:,} new contacts have addresses that must not be used, and are marked so.",
    ),
    "merging_back.closes_today": Counted(
        "{name} is closed by the workbook, which says no day for it: it closes on {day}.",
        "{count:,} deals are closed by the workbook, which says no day for them: they close on {day}.",
    ),
    "merging_back.become_customers": Counted(
        "{names} becomes a customer: a deal about it is won.",
        "{count:,} companies become customers, for deals about them are won: {names}.",
    ),
    "merging_back.sum": "The row {row} of “{sheet}” adds up others and is no record; it was left out.",
    "merging_back.remark": "The row {row} of “{sheet}” reads as a remark and was left out: “{text}”",
    "merging_back.renamed": "The column “{title}” is called “{head}” in the workbook.",
    # what it did
    "merging_back.joined": Counted(
        "1 row added to a record that is here", "{count:,} rows added to records that are here"
    ),
    "merging_back.left": Counted(
        "1 value or row has a problem and was not taken over as it stands",
        "{count:,} values or rows have a problem and were not taken over as they stand",
    ),
    "merging_back.kept.values": Counted(
        "1 value kept as it is here", "{count:,} values kept as they are here"
    ),
    "merging_back.kept.removed": Counted(
        "1 record kept whose row was removed", "{count:,} records kept whose rows were removed"
    ),
    "merging_back.kept.rows": Counted("1 new row left out", "{count:,} new rows left out"),
    "merging_back.kept.columns": Counted("1 new column left out", "{count:,} new columns left out"),
    "merging_back.made.company": Counted("1 company made", "{count:,} companies made"),
    "merging_back.made.contact": Counted("1 contact made", "{count:,} contacts made"),
    "merging_back.made.deal": Counted("1 deal made", "{count:,} deals made"),
    "merging_back.made.campaign": Counted("1 campaign made", "{count:,} campaigns made"),
    "merging_back.made.custom_field": Counted("1 field made", "{count:,} fields made"),
    "merging_back.made.owner": Counted("1 owner made", "{count:,} owners made"),
    "merging_back.made.source": Counted("1 source made", "{count:,} sources made"),
    "merging_back.made.tag": Counted("1 tag made", "{count:,} tags made"),
    "merging_back.made.pipeline": Counted("1 pipeline made", "{count:,} pipelines made"),
    "merging_back.made.stage": Counted("1 stage made", "{count:,} stages made"),
    # cells and rows that are not taken
    "merging_back.needed": Refusal("Needed", "{title} cannot be empty."),
    "merging_back.stays_opted_out": "{name} stays opted out ({title}): say --lift-opt-outs to take over the workbook's “No”.",
    "merging_back.not_calculated": Refusal(
        "Not calculated",
        "{title} holds a formula that no program has calculated. Open the workbook in a spreadsheet program and save it.",
    ),
    "merging_back.fixed": Refusal(
        "Not changed here", "{title} is kept by SalesDesk and is not changed by a workbook."
    ),
    "merging_back.still_mobile": Refusal(
        "Still there", "{title} was emptied, but the row still has the same number in another column."
    ),
    "merging_back.not_changed": Refusal(
        "Not changed here", "Records of this kind are not changed by a workbook."
    ),
    "merging_back.not_closed": Refusal(
        "Not closed", "Only a won or lost deal has a day on which it was closed."
    ),
    "merging_back.keeps_day": Refusal(
        "A day is needed",
        "A won or lost deal keeps the day on which it was closed. Write another one, or put the deal into an open stage.",
    ),
    "merging_back.keeps_reason": Refusal(
        "A reason is needed",
        "A lost deal keeps the reason why it was lost. Write another one, or put the deal into an open stage.",
    ),
    "merging_back.lost_without_reason": Refusal(
        "A reason is needed",
        "A lost deal needs a reason. Write it into the column “Lost reason” of the workbook (export it along where it is "
        "missing), or close the deal here.",
    ),
    "merging_back.closed": Refusal(
        "Closed", "A won or lost deal has no probability of its own: it is 100 % or 0 %."
    ),
    "merging_back.too_long": Refusal(
        "Too long",
        "{title} is longer than a cell can hold, and its end is not in the workbook. Edit it here.",
    ),
    "merging_back.never_lifted": Refusal(
        "Stays so", "{title} was emptied. That lets nobody be addressed again: write “No” where it is meant."
    ),
    "merging_back.two_currencies": Refusal(
        "Two currencies",
        "{title} is said in {one} and the currency is {other}. Say the same in both, or write the code behind the amount.",
    ),
    "merging_back.half_a_value": Refusal(
        "Not taken", "The amount and its currency are one value, and the other one of them cannot be taken."
    ),
    "merging_back.no_deal": Refusal("No such deal", "There is no deal called “{name}”."),
    "merging_back.several_called": Refusal(
        "Several of that name",
        "Several records ({count:,}) are called “{name}”; which of them is meant cannot be told.",
    ),
    "merging_back.no_person": Refusal(
        "Nobody of that name",
        "There is nobody called “{name}”. Add the person first, and merge the workbook again.",
    ),
    "merging_back.no_role": Refusal(
        "No role", "“{name}” has no role here. Write it as “Role: Name”, or as “Name (Role)”."
    ),
    "merging_back.renamed_too": Refusal(
        "Renamed", "{name} is given another name by this workbook. Write the new one here as well."
    ),
    "merging_back.names_nothing": Refusal(
        "Names nothing", "The row says nothing by which a new record could be called; nothing of it is taken."
    ),
    "merging_back.not_added": Refusal("Not added", "Records of this kind are not added by a workbook."),
    "merging_back.unknown_word": Refusal(
        "Not known", "“{text}” is not known here. The new record is made without it."
    ),
    "merging_back.there_already": Refusal(
        "Kept", "{name} is here already and has “{ours}” there. “{theirs}” is not taken."
    ),
    "merging_back.noted_already": Refusal(
        "Kept", "{name} is here already and has “{ours}” there. “{theirs}” goes into a note about them."
    ),
    "merging_back.added_and_deleted": Refusal(
        "Deleted here",
        "{name} was added by an earlier merge of this workbook and deleted here since. Restore it to have it back.",
    ),
    "merging_back.deleted_since": Refusal(
        "Deleted here",
        "{name} was deleted here since, and the workbook changes it. Restore it first to take this over.",
    ),
    "merging_back.said_twice": Refusal(
        "Said twice", "The row {row} of “{sheet}” says something else of the same record."
    ),
    "merging_back.other_number": Refusal(
        "Mixed up",
        "The row carries the hidden number of {name} and says what {other} does, who has another row. Nothing of it is taken.",
    ),
    "merging_back.other_column": Refusal(
        "Another column",
        "The column “{title}” holds what “{other}” did when the workbook was made, and nothing of it is taken. Put the heads "
        "right and merge again.",
    ),
    "merging_back.may_be_erased_since": Refusal(
        "May be erased",
        "What an earlier merge of this workbook added was erased here for good since; the row may be that, and is not added. "
        "If it is somebody else, add it by hand.",
    ),
    "merging_back.says_erased": Refusal(
        "May be erased",
        "Words of this text were erased here for good since, and the workbook may still say them. Change it here.",
    ),
    "merging_back.names_erased": Refusal(
        "May be erased",
        "Somebody was erased here for good since, whom “{name}” may be, and the link is not made. If it is somebody else, "
        "choose or add them here.",
    ),
    "merging_back.may_be_erased": Refusal(
        "May be erased",
        "The row lost its hidden number, and what was erased here for good was in the same export: it may be that, and is not "
        "added. If it is somebody else, add it by hand.",
    ),
    "merging_back.copied": Refusal(
        "A copy", "This row is a copy of the one of {name} that says something else; the other one counts."
    ),
}
