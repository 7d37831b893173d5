"""What the names of stages in foreign files mean: "Angebot versendet" is a proposal, "offen" says nothing."""

from __future__ import annotations

from enum import StrEnum

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.pipelines import DEFAULT_STAGES, StageKind


class StageMeaning(StrEnum):
    """How far a deal is. ``NONE``: it is open, which names no stage."""

    NONE = "none"
    NEW = "new"
    QUALIFIED = "qualified"
    DEMO = "demo"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    WON = "won"
    LOST = "lost"


ORDER: tuple[StageMeaning, ...] = tuple(StageMeaning)[1:]
"""The meanings in the order in which deals go through them."""

_SAID = {
    StageMeaning.NONE: "open offen offene offener ouvert ouverte en_cours abierto abierta aperto aperta in_corso aberto aberta "
    "em_aberto otwarte otwarta otwarty w_toku oppen oppet aben aapen apen avoin otevreno otevreny otvorene nyitott acik "
    "открыта открыто открыт відкрита active aktiv laufend lopend openstaand in_progress in_bearbeitung в_работе pagaende igangvaerende "
    "進行中 未対応 进行中 진행중 deschis otvoreno отворен ανοιχτό ανοικτη",
    StageMeaning.NEW: "new neu neue neuer nouveau nouvelle nuevo nueva nuovo nuova novo nova nieuw nieuwe nowy nowa nowe ny nye uusi "
    "novy uj yeni новый новая новое prospecting prospektion prospection prospeccion prospezione prospeccao 新規 新 신규 "
    "lead leads prospect prospects prospekt interessent inquiry enquiry anfrage erstkontakt first_contact contacted kontaktiert "
    "premier_contact contacto_inicial primo_contatto primeiro_contato leadi лид лиды лід リード 线索 線索 리드 "
    "初回訪問 初回接触 アプローチ 商談前 初步接洽 初步接触 接触 접촉 상담 문의",
    StageMeaning.QUALIFIED: "qualified qualification qualifying qualifiziert qualifizierung qualifie qualifiee calificado calificada "
    "calificacion qualificato qualificata qualificazione qualificado qualificacao gekwalificeerd kwalificatie kwalifikacja "
    "zakwalifikowany kvalificerad kvalificering kvalificeret kvalifisert kvalifisering kvalifikace kvalifikovany квалификация "
    "ヒアリング 有望 需求分析 需求确认 意向 유망",
    StageMeaning.DEMO: "demo demonstration presentation prasentation praesentation vorfuhrung vorfuehrung presentacion presentazione "
    "apresentacao presentatie prezentacja prezentace демонстрация презентация デモ 演示 데모",
    StageMeaning.PROPOSAL: "proposal quote quoted quotation offer offered estimate angebot angebots offerte offert devis proposition "
    "presupuesto propuesta oferta cotizacion preventivo proposta offerta orcamento tilbud tarjous nabidka ponuka ajanlat "
    "arajanlat teklif ponuda предложение кп комерцийна пропозиция προσφορα 見積 見積提出 提案 报价 報價 견적 제안 oferte "
    "提案書提出 方案报价 已报价",
    StageMeaning.NEGOTIATION: "negotiation negotiations negotiating verhandlung vertragsverhandlung preisverhandlung negociation "
    "negociacion negociacao negoziazione trattativa onderhandeling onderhandelingen negocjacje forhandling forhandlingar "
    "neuvottelu jednani vyjednavani rokovanie targyalas muzakere pazarlik переговоры переговори pregovori διαπραγματευση 交渉 谈判 談判 "
    "협상 negociere "
    "商談 商务谈判 洽谈 協議 협의",
    StageMeaning.WON: "won win closedwon gewonnen gewonnene gagne gagnee vinto vinta ganado ganada ganho ganha vunnen vunnet vundet wygrana "
    "wygrany signed conclu conclue angenommen beauftragt accepted accepte acceptee aceptado aceptada accettato accettata aceite "
    "geaccepteerd zaakceptowana accepterad accepteret akseptert hyvaksytty voitettu vyhrano vyhrany prijato vyhrane elfogadva "
    "megnyert kazanildi выиграна выиграно выиграли виграно 受注 赢单 贏單 성공 수주 castigat κερδισμενη auftrag_erhalten ordered "
    "signe signee firmado firmada firmato firmata assinado assinada ondertekend getekend podpisano podpisana podpisany "
    "unterschrieben unterzeichnet undertecknad undertecknat underskrevet allekirjoitettu podepsano alairva semnat imzalandi подписан подписана "
    "order_received sold vendu vendue vendido vendida venduto venduta verkocht verkauft sprzedane sprzedana sald solgt satildi продано "
    "beauftragung auftrag_erteilt auftrag_bestatigt bestellt bestellung_eingegangen commande_recue commande_signee bon_pour_accord "
    "opdracht_gegeven opdracht_ontvangen zamowienie_zlozone "
    "abgeschlossen abschluss vertragsabschluss vertrag_abgeschlossen geschaftsabschluss deal_abgeschlossen "
    "成交 成約 契約 契約済 契約済み 契約締結 签约 簽約 签单 成单 계약 계약완료 체결",
    StageMeaning.LOST: "lost closedlost verloren verlorene absage abgesagt perdu perdue perso persa perdido perdida forlorad forlorat tabt "
    "tapt przegrana przegrany abgelehnt rejected declined refuse refusee rechazado rechazada rifiutato rifiutata recusado recusada "
    "afgewezen odrzucona odrzucony avvisad avvist hylatty havitty prohrano odmitnuto zamitnuto elutasitva elveszett kaybedildi "
    "sans_suite abandonne abandonnee abandoned cancelled canceled annule annulee annullato annullata cancelado cancelada geannuleerd "
    "anulowane anulowana zrusene zruseno storniert iptal iptal_edildi avbruten kein_interesse kein_bedarf no_interest not_interested "
    "pas_interesse pas_interessee sin_interes no_interesado no_interesada non_interessato non_interessata geen_interesse niezainteresowany "
    "dead disqualified withdrawn zuruckgezogen отменена отменено "
    "reddedildi проиграна проиграно отказ отклонено програно 失注 丢单 丟單 실패 실주 pierdut χαμενη ponuda_odbijena "
    "不成立 失敗 失败 流失 見送り 输单 輸單 탈락 무산",
}  # fmt: skip
_BESIDE = frozenset(
    "sent made out submitted given presented review phase stage stufe step price closed close deal in of the a to customer contract "
    "auftrag vertrag contrat contrato contratto umowa kontrakt avtal договор accord commande order opdracht "
    "versendet gesendet verschickt abgegeben erstellt gestellt unterbreitet raus vor liegt und and et y e envoye envoyee remis remise "
    "faite fait enviado enviada presentado presentada realizada inviata inviato presentata verstuurd verzonden uitgebracht wyslana "
    "zlozona skickad lamnad sendt afgivet lahetetty odeslana kuldve gonderildi de du des la le el fase phase etape etapa fas faza en em "
    "kunde status 중 отправлено отправлен".split()
)
"""Words beside them that change nothing."""
_MEANS = {word: meaning for meaning, words in _SAID.items() for word in words.split()}
_PHASE = ("sphase", "phase", "fase", "fas", "中", "중")
_DONE = "已"
"""Stands in front of what is done: 已成交."""


_CHANCES = {
    StageMeaning.QUALIFIED: 25,
    **{meaning: one.probability for one in DEFAULT_STAGES if (meaning := _MEANS.get(one.name.lower()))},
}


def stage_meaning(name: str) -> StageMeaning | None:
    """What a stage is called for, or None where its name says nothing known. Numbers and percentages do not count;
    how it ended counts before what it was about ("Angebot abgelehnt" is lost)."""
    words = [word for word in fold_key(name).split() if not word.isdigit()]
    whole = _MEANS.get("_".join(words))
    if whole is not None:
        return whole
    found: list[StageMeaning] = []
    for word in words:
        meaning = _of_word(word)
        if meaning is not None:
            found.append(meaning)
        elif word not in _BESIDE:
            return None
    ended = [meaning for meaning in found if meaning in (StageMeaning.WON, StageMeaning.LOST)]
    open_ = [meaning for meaning in found if meaning is not StageMeaning.NONE]
    if len(set(ended)) > 1:
        return None
    return (ended or open_ or found or [None])[0]


def _of_word(word: str) -> StageMeaning | None:
    word = word.removeprefix(_DONE) or word
    if word in _MEANS:
        return _MEANS[word]
    stem = next((word.removesuffix(end) for end in _PHASE if word.endswith(end)), "")
    return _MEANS.get(stem)


def usual_chance(name: str) -> int:
    """The probability (0..100 per cent) of a stage made for a name of a file: that of a new file's stage that means the
    same, 0 where nothing says how far its deals are."""
    meaning = stage_meaning(name)
    return _CHANCES.get(meaning, 0) if meaning else 0


def ending(name: str) -> StageKind | None:
    """Won or lost for the names programs and people give to closed stages, else None."""
    meaning = stage_meaning(name)
    return (
        {StageMeaning.WON: StageKind.WON, StageMeaning.LOST: StageKind.LOST}.get(meaning) if meaning else None
    )
