"""What people write below "Newsletter" instead of yes and no: "nein danke", "kein Interesse", "gekündigt", "weekly"."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.text import fold_key

_NEGATED = re.compile(
    r"^(?:no|not|non|none|nope|never|without|dont|do not|does not|doesnt|did not|wants? (?:no|none)|nein|nicht|nichts|kein\w*|keinesfalls|ohne|nie|niemals|"
    r"auf keinen fall|will (?:nicht|kein\w*)|mochte (?:nicht|kein\w*)|ne|pas|sans|jamais|aucune?|nunca|sin|sem|ningun\w*|nao|nenhum\w*|senza|nessun\w*|mai|"
    r"nee|niet|geen|zonder|liever niet|nej|inte|ingen|inga|inget|ikke|ej|aldrig|nei|ei|en halua|ilman|bez|brak|nechci|nechce|nechceme|nem|nincs|"
    r"nu|fara|hayir|istemiyor\w*|yok|нет|не|без|ни|nu vreau|οχι|δεν|لا|לא|khong|tidak|jangan|ไม่)\b"
)
_ENDED = re.compile(
    r"\b(?:gekundigt|kundigung|storniert|beendet|abgelaufen|inaktiv|ruht|ruhend|pausiert|geloscht|gestrichen|ausgetragen|entfernt|unerwunscht|uninteressiert|stop(?:p|ped)?|"
    r"cancell?ed|terminated|ended|expired|lapsed|inactive|paused|deleted|removed|left|unwanted|uninterested|quit|resigned|resili\w*|annul\w*|inactif|inactive|"
    r"supprime\w*|retire\w*|termine\w*|expire\w*|cancelad\w*|anulad\w*|inactiv[oa]|eliminad\w*|caducad\w*|rescindid\w*|baja|annullat\w*|cancellat\w*|inattiv[oa]|"
    r"disdett\w*|scadut\w*|rimoss\w*|cessat\w*|inativ[oa]|removid\w*|encerrad\w*|opgezegd|stopgezet|beeindigd|verlopen|inactief|verwijderd|geannuleerd|"
    r"wypowiedzian\w*|nieaktywn\w*|usuniet\w*|anulowan\w*|wygasl\w*|uppsagd|avslutad|avslutat|inaktiv|opsagt|opphort|avsluttet|irtisanottu|paattynyt|zrusen\w*|"
    r"ukoncen\w*|neaktivn\w*|lemondva|megszunt|torolve|iptal|anulat|reziliat|отменен\w*|прекращен\w*|неактив\w*|удален\w*|скасован\w*)\b"
)
_UNSPACED = re.compile(
    "不要|不需|不用|不想|不希望|不同意|不接受|不订|不訂|不購|いらない|要らない|いりません|希望しない|希望しません|しない|しません|停止|解約|退会|解除|取消|中止|拒|退订|退訂|"
    "불필요|필요없|필요 없|원하지|원치|안함|안 함|비동의|미동의|거절|해지|취소|미수신|중단"
)
_NO_SIGNS = frozenset("×✕✖✗✘❌👎無无否")
_YES_SIGNS = frozenset("○◯〇⭕◎👍有要希望可")
_YES_WORDS = frozenset(
    "erwunscht gewunscht aktiv bezieht erhalt bekommt empfangt interessiert wanted interested actif active souhaite souhaitee interesse interessee activo activa deseado "
    "interesado interesada attivo attiva desiderato interessato interessata ativo ativa desejado gewenst actief aktiv aktywny aktywna onskas onsket aktivni активен".split()
)
_YES_UNSPACED = frozenset(
    "要,希望,希望する,希望します,必要,需要,購読,購読中,配信中,配信希望,配信可,登録,登録済,受信,受信する,订阅中,已订阅,接受,接收,네,동의함,수신,수신함,희망,구독,구독중".split(
        ","
    )
)
_BENIGN = frozenset(
    "bitte gerne gern please sure thanks thank you merci svp s il vous plait volontiers por favor gracias claro per favore grazie prego certo graag bedankt tack tak takk garna "
    "weekly monthly daily quarterly wochentlich monatlich taglich quartalsweise hebdomadaire mensuel semanal mensual settimanale mensile wekelijks maandelijks "
    "html text newsletter per via by e email mail seit since depuis am on le vom".split()
)


def refuses_in_words(text: str) -> bool:
    """Whether a cell below a question of consent clearly says no: it begins with a no of any language, says that something
    ended, or has the sign for it."""
    folded = fold_key(text)
    if text.strip() in _NO_SIGNS or _UNSPACED.search(text):
        return True
    return _NEGATED.match(folded) is not None or _ENDED.search(folded) is not None


def agrees_in_words(text: str) -> bool:
    """Whether a cell below a question of consent clearly says yes: one word that does, or a yes with nothing beside it but
    courtesy, a rhythm or a day."""
    bare = text.strip()
    folded = fold_key(bare)
    if bare in _YES_SIGNS or bare in _YES_UNSPACED or folded in _YES_WORDS:
        return True
    first, *rest = folded.split() or [""]
    agreed = first in _YES_WORDS or (len(first) > 1 and parse_boolean(first) is True)
    return agreed and all(word in _BENIGN or word.isdigit() for word in rest)
