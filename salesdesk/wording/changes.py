"""Words of the history: what was done."""

from __future__ import annotations

from salesdesk.domain.activities import KIND_TITLES
from salesdesk.domain.campaigns import CampaignStatus, MemberStatus
from salesdesk.domain.lifecycle import TITLES
from salesdesk.wording.templates import Counted, Text

_CHOICES = {"activity_kind": "kind", "activity_outcome": "outcome"}
_NAMES = ("owner", "source", "tag")

TEXTS: dict[str, Text] = {
    "changes.set_up": "Set up a new file",
    "changes.settings": "Change settings",
    "changes.rates": "Change rates of currencies",
    "changes.base_currency": "Figures in {currency}",
    "changes.demo": Counted("Demo data with {count} contact", "Demo data with {count:,} contacts"),
    "changes.undo_of": "Undo of {what}",
    "changes.demo_cleared": "Sample data cleared",
    "changes.import": "Import {file}",
    "changes.merge": "Merge {names}",
    "changes.merge_back": "Merge {file} back",
    "changes.two": "{first} and {second}",
    "changes.not_the_same": "Not the same: {one} and {other}",
    # records
    "changes.records": Counted("{count:,} record", "{count:,} records"),
    "changes.contacts": Counted("{count:,} contact", "{count:,} contacts"),
    "changes.companies": Counted("{count:,} company", "{count:,} companies"),
    "changes.deals": Counted("{count} deal", "{count} deals"),
    "changes.quoted": "“{name}”",
    "changes.add": "Add {name}",
    "changes.edit": "Edit {what}",
    "changes.edit_fields": "Edit {what}: {fields}",
    "changes.delete": "Delete {what}",
    "changes.restore": "Restore {what}",
    "changes.erase": "Erase {what}",
    "changes.erased": "Something about somebody who was erased",
    "changes.erased_people": Counted("Erase a person for good", "Erase {count:,} people for good"),
    "changes.copied_back": Counted(
        "Copy back {count} record from {backup}", "Copy back {count:,} records from {backup}"
    ),
    "changes.emptied_trash": Counted("Empty the trash: {count} record", "Empty the trash: {count:,} records"),
    "changes.tag": "Tag {what} “{tag}”",
    "changes.untag": "Remove tag “{tag}” from {what}",
    "changes.owner": "Give {what} to {owner}",
    "changes.no_owner": "Take the owner from {what}",
    "changes.source": "Set source of {what} to {source}",
    "changes.no_source": "Set source of {what} to nothing",
    **{f"changes.lifecycle.{code}": f"Set stage of {{what}} to {title}" for code, title in TITLES.items()},
    # deals
    "changes.add_deal": "Add deal “{title}”",
    "changes.edit_deal": "Edit deal “{title}”",
    "changes.move_deal": "Move “{title}” to {stage}",
    "changes.sort_cards.next_step": "Sort {stage} by next step",
    "changes.sort_cards.by_hand": "Sort {stage} by hand",
    "changes.sort_cards.amount": "Sort {stage} by amount",
    "changes.sort_cards.close": "Sort {stage} by closing day",
    "changes.move_deals": "Move {what} to {stage}",
    "changes.win_deal": "Win “{title}”",
    "changes.correct_closing": "Correct how “{title}” was closed",
    "changes.lose_deal": "Lose “{title}”",
    # the timeline
    **{f"changes.log.{kind.value}": f"Log {title.lower()}" for kind, title in KIND_TITLES.items()},
    **{f"changes.entry.{kind.value}": title.lower() for kind, title in KIND_TITLES.items()},
    "changes.log_own": "Log {kind}",
    "changes.log_closing": "{log}, and finish “{step}”",
    "changes.reschedule_one": "Reschedule “{subject}”",
    "changes.reschedule": Counted("Reschedule {count:,} step", "Reschedule {count:,} steps"),
    "changes.snooze_one": "Snooze “{subject}”",
    "changes.snooze": Counted("Snooze {count:,} step", "Snooze {count:,} steps"),
    "changes.leave_out": "Leave out one of “{entry}”",
    "changes.end_series": "End “{entry}”",
    **{f"changes.choice_add.{table}": f"Add {thing} {{title}}" for table, thing in _CHOICES.items()},
    **{f"changes.choice_rename.{table}": f"Rename {thing} to {{title}}" for table, thing in _CHOICES.items()},
    **{f"changes.choice_edit.{table}": f"Change {thing} {{title}}" for table, thing in _CHOICES.items()},
    **{f"changes.choice_move.{table}": f"Move {thing} {{title}}" for table, thing in _CHOICES.items()},
    **{f"changes.choice_archive.{table}": f"Put {thing} {{title}} away" for table, thing in _CHOICES.items()},
    **{
        f"changes.choice_offer.{table}": f"Offer {thing} {{title}} again" for table, thing in _CHOICES.items()
    },
    "changes.take_calendar": "Take in the calendar “{file}”",
    "changes.plan": "Plan “{subject}”",
    "changes.finish": "Finish “{subject}”",
    "changes.reopen": "Reopen “{subject}”",
    "changes.edit_entry": "Edit “{entry}”",
    "changes.delete_entry": "Delete “{entry}”",
    "changes.several": "{what}",
    # campaigns
    "changes.add_campaign": "Add campaign “{name}”",
    "changes.edit_campaign": "Edit campaign “{name}”",
    "changes.duplicate_campaign": "Duplicate campaign “{name}”",
    "changes.delete_campaign": "Delete campaign “{name}”",
    **{
        f"changes.campaign_status.{status.value}": f"Set “{{name}}” to {status.value}"
        for status in CampaignStatus
    },
    "changes.add_members": "Add members to “{campaign}”",
    "changes.remove_members": Counted("Remove {count} member", "Remove {count:,} members"),
    **{
        f"changes.members.{status.value}": Counted(
            f"Record “{status.value}” for {{count}} member", f"Record “{status.value}” for {{count}} members"
        )
        for status in MemberStatus
    },
    # pipelines
    "changes.add_pipeline": "Add pipeline “{name}”",
    "changes.rename_pipeline": "Rename pipeline to “{name}”",
    "changes.remove_pipeline": "Remove pipeline “{name}”",
    "changes.move_pipeline": "Move pipeline “{name}”",
    "changes.archive_pipeline": "Archive pipeline “{name}”",
    "changes.offer_pipeline": "Offer pipeline “{name}” again",
    "changes.add_stage": "Add stage “{name}”",
    "changes.edit_stage": "Edit stage “{name}”",
    "changes.move_stage": "Move stage “{name}”",
    "changes.remove_stage": "Remove stage “{name}”",
    # views, names and own fields
    "changes.save_view": "Save view {name}",
    "changes.change_view": "Change view {name}",
    "changes.reorder_views": "Reorder views",
    "changes.delete_view": "Delete view {name}",
    "changes.add_template": "Add template “{name}”",
    "changes.change_template": "Change template “{name}”",
    "changes.delete_template": "Delete template “{name}”",
    **{f"changes.add_name.{thing}": f"Add {thing} {{name}}" for thing in _NAMES},
    **{f"changes.rename.{thing}": f"Rename {thing} to {{name}}" for thing in _NAMES},
    **{f"changes.delete_name.{thing}": f"Delete {thing} {{name}}" for thing in _NAMES},
    **{f"changes.join_names.{thing}": f"Join {thing} {{former}} with {{name}}" for thing in _NAMES},
    "changes.retype_field": "Change the type of field {name}",
    "changes.join_choices": "Join {former} with {name} in field {title}",
    "changes.add_field": "Add field {name}",
    "changes.rename_field": "Rename field {former} to {name}",
    "changes.change_field": "Change field {name}",
    "changes.delete_field": "Delete field {name}",
}
