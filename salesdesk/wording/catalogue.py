"""All texts by code. An area's texts stand in the module of its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from salesdesk.wording import (
    activities,
    attachments,
    backups,
    call_rounds,
    campaigns,
    changes,
    checking,
    closing_words,
    command_line,
    companies,
    contacts,
    custom_fields,
    deals,
    declared,
    demo,
    driver,
    duplicates,
    edits,
    erasing,
    exports,
    filters,
    given,
    history,
    imports,
    keep_in_touch,
    kinds,
    lists,
    mails,
    matching,
    merges,
    moving,
    names,
    opening,
    outputs,
    passwords,
    pipelines,
    plain_records,
    problems,
    progress,
    rates,
    reading,
    records,
    report_titles,
    reports,
    restoring,
    saved_views,
    sequences,
    server,
    settings,
    undo,
    values,
    work,
)
from salesdesk.wording.templates import Text

_AREAS = (
    activities,
    attachments,
    backups,
    call_rounds,
    campaigns,
    changes,
    checking,
    command_line,
    companies,
    contacts,
    custom_fields,
    closing_words,
    deals,
    declared,
    demo,
    driver,
    duplicates,
    edits,
    erasing,
    exports,
    filters,
    given,
    history,
    imports,
    keep_in_touch,
    kinds,
    lists,
    mails,
    matching,
    merges,
    moving,
    names,
    opening,
    outputs,
    passwords,
    pipelines,
    plain_records,
    problems,
    progress,
    rates,
    reading,
    records,
    report_titles,
    reports,
    restoring,
    saved_views,
    sequences,
    server,
    settings,
    undo,
    values,
    work,
)


def _all() -> Mapping[str, Text]:
    texts: dict[str, Text] = {}
    for area in _AREAS:
        twice = texts.keys() & area.TEXTS.keys()
        assert not twice, f"codes that two areas word: {sorted(twice)}"
        texts.update(area.TEXTS)
    return MappingProxyType(texts)


TEXTS = _all()
