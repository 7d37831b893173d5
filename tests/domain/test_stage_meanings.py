from __future__ import annotations

import pytest

from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.stage_meanings import StageMeaning, ending, stage_meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Angebot", StageMeaning.PROPOSAL),
        ("Angebot versendet", StageMeaning.PROPOSAL),
        ("3 - Proposal/Price Quote", StageMeaning.PROPOSAL),
        ("50 % Angebotsphase", StageMeaning.PROPOSAL),
        ("Devis envoyé", StageMeaning.PROPOSAL),
        ("見積", StageMeaning.PROPOSAL),
        ("offen", StageMeaning.NONE),
        ("En cours", StageMeaning.NONE),
        ("Открыта", StageMeaning.NONE),
        ("gewonnen", StageMeaning.WON),
        ("Closed Won", StageMeaning.WON),
        ("Angebot angenommen", StageMeaning.WON),
        ("Angebot abgelehnt", StageMeaning.LOST),
        ("Perdida", StageMeaning.LOST),
        ("In Verhandlung", StageMeaning.NEGOTIATION),
        ("Signé", StageMeaning.WON),
        ("Contrato firmado", StageMeaning.WON),
        ("Auftrag erteilt", StageMeaning.WON),
        ("Vertrag unterschrieben", StageMeaning.WON),
        ("Verkocht", StageMeaning.WON),
        ("Devis signé", StageMeaning.WON),
        ("Auftrag verloren", StageMeaning.LOST),
        ("Sans suite", StageMeaning.LOST),
        ("Kein Interesse", StageMeaning.LOST),
        ("Cancelled", StageMeaning.LOST),
        ("Qualifying", StageMeaning.QUALIFIED),
        ("Neu", StageMeaning.NEW),
        ("Angebot angefordert", None),
        ("Won or lost", None),
        ("Site visit", None),
        ("Auftrag", None),
        ("Vertrag versendet", None),
        ("Auf Eis", None),
        ("", None),
    ],
)
def test_a_stage_is_what_its_name_means(name: str, meaning: StageMeaning | None) -> None:
    assert stage_meaning(name) is meaning


def test_only_won_and_lost_end_a_deal() -> None:
    assert ending("Auftrag erhalten") is StageKind.WON
    assert ending("Absage") is StageKind.LOST
    assert ending("Angebot") is None
    assert ending("offen") is None
