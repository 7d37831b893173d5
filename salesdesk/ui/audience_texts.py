"""Who was left out of what is addressed to people, and why, in a sentence: the same at every door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.campaigns import AddedMembers, Campaign
from salesdesk.domain.opt_outs import LeftOut, Way, way_of
from salesdesk.ui.value_texts import number_text

_REASONS = {
    (Way.EMAIL, LeftOut.PERSON): ("{0} asked for no e-mail", "{0} asked for no e-mail"),
    (Way.EMAIL, LeftOut.ADDRESS): ("{0} has an opted-out address", "{0} have an opted-out address"),
    (Way.PHONE, LeftOut.PERSON): ("{0} asked for no calls", "{0} asked for no calls"),
    (Way.PHONE, LeftOut.ADDRESS): ("{0} has an opted-out number", "{0} have an opted-out number"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("audience", text)


def left_out_text(left_out: Mapping[int, str], way: Way | None) -> str:
    """ "3 left out: 2 asked for no e-mail, 1 has an opted-out address"; "" when nobody is."""
    if not left_out or way is None:
        return ""
    counts = Counter(left_out.values())
    reasons = [
        _tr(_REASONS[way, why][count > 1]).format(number_text(count))
        for why in LeftOut
        if (count := counts[why])
    ]
    return _tr("{0} left out: {1}").format(number_text(len(left_out)), ", ".join(reasons))


def added_text(added: AddedMembers, campaign: Campaign) -> str:
    """What became of people who were to be added to a campaign."""
    if added.added == 1:
        parts = [_tr("1 person added to “{0}”").format(campaign.name)]
    elif added.added or not added.there:
        parts = [_tr("{0} people added to “{1}”").format(number_text(added.added), campaign.name)]
    else:
        parts = []
    if added.there:
        parts.append(_tr("{0} already in “{1}”").format(number_text(added.there), campaign.name))
    parts.append(left_out_text(added.left_out, way_of(campaign.channel)))
    return ". ".join(part for part in parts if part)
