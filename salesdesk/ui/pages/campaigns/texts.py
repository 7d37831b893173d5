"""Words and tones of campaigns."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.campaigns import CHANNEL_TITLES, Campaign, CampaignStatus, Channel, MemberStatus
from salesdesk.domain.changes import EntityKind
from salesdesk.ui.value_texts import day_text

SHOWN_KINDS = frozenset(
    {
        EntityKind.CAMPAIGN,
        EntityKind.DEAL,
        EntityKind.CONTACT,
        EntityKind.COMPANY,
        EntityKind.OWNER,
        EntityKind.STAGE,
    }
)
"""What a change must concern to alter a page of campaigns."""
STATUS_TONES = {
    CampaignStatus.PLANNED: "",
    CampaignStatus.RUNNING: "accent",
    CampaignStatus.PAUSED: "warn",
    CampaignStatus.FINISHED: "good",
}
_STATUS = {
    CampaignStatus.PLANNED: "Planned",
    CampaignStatus.RUNNING: "Running",
    CampaignStatus.PAUSED: "Paused",
    CampaignStatus.FINISHED: "Finished",
}
MEMBER_TONES = {
    MemberStatus.CLICKED: "info",
    MemberStatus.REPLIED: "accent",
    MemberStatus.MET: "good",
    MemberStatus.BOUNCED: "warn",
    MemberStatus.UNSUBSCRIBED: "bad",
}
_MEMBER = {
    MemberStatus.AUDIENCE: "Audience",
    MemberStatus.SENT: "Sent",
    MemberStatus.OPENED: "Opened",
    MemberStatus.CLICKED: "Clicked",
    MemberStatus.REPLIED: "Replied",
    MemberStatus.MET: "Met",
    MemberStatus.BOUNCED: "Bounced",
    MemberStatus.UNSUBSCRIBED: "Unsubscribed",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("campaigns", text)


def status_title(status: CampaignStatus) -> str:
    """The word for a status."""
    return _tr(_STATUS[status])


def member_title(status: MemberStatus) -> str:
    """The word for what a member did."""
    return _tr(_MEMBER[status])


def channel_title(channel: Channel) -> str:
    """The word for a channel."""
    return _tr(CHANNEL_TITLES[channel])


def dates_text(campaign: Campaign, today: date) -> str:
    """From when to when, "" without dates."""
    start, end = day_text(campaign.starts_on, today), day_text(campaign.ends_on, today)
    if start and end:
        return f"{start} – {end}"
    if start:
        return _tr("since {0}").format(start)
    return _tr("until {0}").format(end) if end else ""
