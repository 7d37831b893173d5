"""Words about meetings."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "meetings.gone": Refusal("No such meeting", "The meeting number {number} does not exist any more."),
    "meetings.note_gone": Refusal("No such note", "This note does not exist any more."),
    "meetings.topic_gone": Refusal("Not to be discussed", "This deal is not to be discussed any more."),
    "meetings.template_gone": Refusal(
        "No such kind of meeting", "This kind of meeting does not exist any more."
    ),
    "meetings.template_as_it_was": Refusal("Nothing to set back", "This kind of meeting was not changed."),
    "meetings.no_template": Refusal(
        "No such kind of meeting", "There is no kind of meeting “{name}”. There are: {known}."
    ),
    "meetings.about_nobody": Refusal("About whom?", "Say which person or company the meeting is about."),
    "meetings.about_no_deal": Refusal(
        "About whom?", "A meeting is about a person or a company, and “{name}” is a deal."
    ),
    "meetings.nothing_decided": Refusal("Nothing decided", "Say what is to be done."),
    "meetings.picked_already": Refusal("Picked already", "These deals are to be discussed already."),
    "meetings.too_many_items": Refusal("Too long", "An agenda has at most {most} items."),
    "meetings.minutes": Refusal("Too long", "An item takes from 0 to {most} minutes."),
    "meetings.no_agenda": Refusal("No agenda", "Put at least one item on the agenda."),
    "meetings.no_time": Refusal("No time", "“{text}” is no time of the day. Write it like 16:00."),
    "meetings.note_too_long": Refusal("Too long", "A paragraph has at most {most:,} letters."),
    "meetings.no_folder": Refusal("No folder", "{path} is no folder. Choose one that is there."),
    "meetings.next": "next meeting",
    "meetings.template.weekly": "Weekly sales",
    "meetings.template.monthly": "Monthly review",
    "meetings.template.campaigns": "Campaign review",
    "meetings.template.customer": "One customer",
    "meetings.view.decisions": "Last decisions",
    "meetings.view.figures": "Figures",
    "meetings.view.moved": "What moved",
    "meetings.view.discuss": "To discuss",
    "meetings.view.campaigns": "Campaigns",
    "meetings.view.record": "The customer",
    "meetings.view.report": "Report",
    "meetings.view.decide": "Decide",
    "meetings.view.talk": "Talk",
    "meetings.without_step": "Without next step",
    "changes.meetings": Counted("{count:,} meeting", "{count:,} meetings"),
    "changes.edit_meeting": "Edit meeting “{name}”",
    "changes.begin_meeting": "Begin meeting “{name}”",
    "changes.end_meeting": "End meeting “{name}”",
    "changes.freeze_meeting": "Keep the figures of “{name}”",
    "changes.thaw_meeting": "Let the figures of “{name}” follow again",
    "changes.note_meeting": "Notes of “{name}”",
    "changes.pick_topics": Counted(
        "Put {count:,} deal to be discussed in “{name}”", "Put {count:,} deals to be discussed in “{name}”"
    ),
    "changes.drop_topics": Counted(
        "Take {count:,} deal from those to be discussed in “{name}”",
        "Take {count:,} deals from those to be discussed in “{name}”",
    ),
    "changes.remark_topic": "Say why a deal is discussed in “{name}”",
    "changes.decide": "Decide: {subject}",
    "changes.drop_decision": "Take back a decision of “{name}”",
    "changes.edit_meeting_template": "Edit the kind of meeting “{name}”",
    "changes.reset_meeting_template": "Set the kind of meeting “{name}” back",
    "changes.delete_meeting_template": "Delete the kind of meeting “{name}”",
}
