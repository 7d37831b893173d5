"""Who may not be addressed: what the header of a column asks, and what its cells say, in the languages of the world's
exports.

A column records either refusals ("Unsubscribed", "Do not call", "Abgemeldet am") or consent ("Newsletter", "GDPR
consent"). In the first everything but a clear no holds the person back, in the second everything but a clear yes: a
remark, a sign nobody knows. Nobody becomes addressable because a cell was not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.refusing_words import agrees_in_words, refuses_in_words
from salesdesk.domain.cleaning.text import fold_key, is_empty_word, one_line
from salesdesk.domain.sheets import Cell, CellError


def _words(*stems: str) -> re.Pattern[str]:
    """Words that begin with one of the stems, in folded text; of scripts without spaces the letters themselves."""
    spaced = "|".join(stem for stem in stems if not _UNSPACED.search(stem))
    unspaced = "|".join(fold_key(stem) for stem in stems if _UNSPACED.search(stem))
    return re.compile(rf"\b(?:{spaced})" + (f"|{unspaced}" if unspaced else ""))


_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_REFUSED = _words(
    r"opt(?:ed|s|ing)? ?out", r"un ?sub(?:\b|scri)", r"unsubbed", r"(?:do not|dont) (?:call|phone|tele|ring|e?mail|contact|send|bulk|allow|market|disturb)", r"donot(?:call|e?mail|contact|phone)", r"dnc\b", r"dnd\b", r"c?tps\b",
    r"not to be", r"asked to be removed", r"removed from", r"blacklist", r"suppress", r"exclude from", r"robinson", r"no longer subscri",
    r"abgemeldet", r"abmeld", r"abbestell", r"\w*widerspr[ou]ch", r"\w*widerruf", r"werbes(?:perre|top)", r"werbeverbot",
    r"e? ?mail ?s?perre", r"\w+sperrvermerk", r"anrufs?perre", r"telefonsperre", r"anrufverbot", r"nicht (?:mehr )?(?:per|an|kontakt|mail|tele)",
    r"desabon", r"desinscri", r"bloctel", r"ne (?:pas|plus) (?:appel|contact|tele|e?mail|envoy|autor)", r"baja\b", r"desuscri", r"cancelado suscri",
    r"disiscri", r"disdett", r"cancellato", r"descadastr", r"cancelou", r"afgemeld", r"afmelding", r"uitgeschreven", r"uitschrijv",
    r"wypisa", r"rezygnac", r"zrezygn", r"avregistrer", r"avanmal", r"avprenum", r"avbojt", r"afmeldt", r"frameldt", r"avmeld", r"reservert",
    r"nixad", r"nix\b", r"odhlas", r"odjav", r"leiratkoz", r"dezabon", r"отпис", r"отказ", r"видпис", r"відпис", r"одјав", r"διαγραφηκε",
    r"mailings?perre", r"kontaktsperre", r"(?:vom|aus|uit) (?:dem )?(?:verteiler|mailinglij)", r"\w*abmeldung", r"exclu\b", r"excluido", r"liste (?:rouge|noire)",
    r"lista negra", r"(?:suscripcion|inscricao) cancelada", r"cancela suscri", r"anulowa", r"sprzeciw", r"\w*sparr", r"spaerr", r"\w*beskytt", r"\w*kielto",
    r"peruttu", r"atsisak", r"istemiyor", r"gonderme", r"berhenti", r"meldt av", r"telephone preference",
    "送信除外", "不要发", "配信停止", "拒否", "拒收", "退订", "退訂", "取消訂閱", "수신거부", "거부",
)  # fmt: skip
"""Words that alone say that somebody does not want to be addressed."""

_NOT = _words(
    *(
        f"{word}\\b"
        for word in "no not non never nie nein nicht kein keine keinen ne pas sans nunca sin sem nao nega revoca geen niet brak bez "
        "ej inga ingen inte ikke ei ilman nechce neposilat nezasilat nesouhlas nem не без нет ні не οχι nu nei khong jangan zakaz zakazat nepovolit neposielat nekontaktovat nej off stop".split()
    ),
    r"blo[cqk]\w*", r"geblokk", r"zablok", r"refus", r"den(?:y|ied)", r"withdr[ae]w", r"revok", r"declin", r"reject", r"object", r"\w*gesperrt", r"verbot", r"\w*verbot",
    r"unerwunscht", r"ablehn", r"abgelehnt", r"verweiger", r"widerruf", r"opposition", r"opposizion", r"rechaz", r"rifiut", r"recus", r"interdit", r"запрет",
    "不可", "禁止",
)  # fmt: skip
"""Words that say so of what stands beside them: a way of addressing, or consent to it."""

_AGREED = _words(
    r"subscri", r"subscr?ip", r"mailing list", r"opt(?:ed|s)? ?in\b", r"optin", r"accept", r"consent", r"consinti", r"agree", r"allow", r"permi",
    r"gdpr", r"dsgvo", r"rgpd", r"avg\b", r"ok to", r"okay to", r"can we", r"may (?:we )?(?:e?mail|call|contact|phone)", r"happy to", r"wants? ",
    r"would like", r"i would", r"keep me", r"sign (?:me|up)",
    r"\w*einwillig", r"\w*zustimm", r"\w*erlaub", r"gestattet", r"\w*abonn", r"\w*anmeldung", r"gewunscht", r"erhalt", r"bekommt", r"darf\b",
    r"\w*verteiler", r"werbeerlaub", r"accord", r"autori[sz]", r"souhait", r"recevoir", r"recoit", r"inscri", r"abonad",
    r"acepta", r"desea", r"quier", r"recib", r"suscri", r"accett", r"riceve", r"iscri", r"consenso", r"vuo[il]", r"aceita", r"assin", r"quer[oe]",
    r"receb", r"subscri[ct]", r"abonat", r"\w*toestemm", r"toegestaan", r"ingeschreven", r"inschrijv", r"aangemeld", r"ontvang", r"krijgt", r"mag\b",
    r"abonnee", r"zgod", r"zapisan", r"subskry", r"mozna", r"\w*samty[ck]k", r"\w*prenumer", r"vill\b", r"godkann", r"\bja till?", r"ja takk?",
    r"tilmeld", r"modtag", r"onsker", r"ma (?:e?mail|ring)", r"pameldt", r"mottar", r"\w*lupa\b", r"tilaa", r"\w*tilaus", r"souhlas", r"odber", r"odobera",
    r"zasilat", r"feliratkoz", r"hozzajarul", r"kerek?\b", r"izni", r"abonelig", r"подпис", r"пидпис", r"підпис", r"соглас", r"съгласи", r"згода", r"получа",
    r"хо[чт]", r"разреш", r"можно", r"абонам", r"suhlas", r"soglas", r"saglasn", r"саглас", r"prijava", r"pretplat", r"liitun", r"piekris", r"sutik",
    r"prenumerat", r"acord", r"consimtam", r"berlangganan", r"langganan", r"subscrit", r"אישור", r"مشترك", "รับข่าว",
    "許諾", "购读", "購読", "同意", "동의", "구독", "订阅", "訂閱", "配信可",
)  # fmt: skip
"""Words of consent."""

_MAIL = _words(
    r"e ?mail", r"\w*mails?\b", r"emailing", r"\w*mailing", r"newsletter", r"\w*newsletter", r"e ?shots?", r"marketing", r"\w*marketing", r"promo", r"\w*werbung",
    r"werbe", r"\w*rundschreib", r"\w*rundmail", r"infobrief", r"kontakt", r"contact", r"courriel", r"infolettre", r"lettre d ?info", r"pub\b",
    r"publici", r"prospection", r"correo", r"boletin", r"comunicaci", r"comunicazion", r"pubblicit", r"boletim", r"novidades", r"\w*nieuwsbrie", r"reclame",
    r"biuletyn", r"\w*reklam", r"\w*nyhetsbrev", r"\w*nyhedsbrev", r"utskick", r"utsendels", r"e ?post", r"markedsfor", r"\w*uutiskirj", r"sahkopost",
    r"markkinoint", r"novin", r"obchodni sdel", r"hirlev", r"e ?bulten", r"bulten", r"e posta", r"pazarlama", r"ticari", r"\w*рассыл", r"розсил", r"письм",
    r"новост", r"рекла", r"ενημερωτικ", r"bilten", r"билтен", r"novic", r"бюлетин", r"buletin", r"uudiskir", r"jaunum", r"naujien", r"butllet",
    r"ban tin", r"النشره", r"النشرة", r"ניוזלטר", r"דיוור", r"จดหมาย",
    "メルマガ", "メール", "メールマガジン", "邮件", "郵件", "收信", "電子報", "뉴스레터", "이메일", "메일", "마케팅",
)  # fmt: skip
_CALL = _words(
    r"calls?\b", r"calling", r"phon", r"\w*phone", r"tele(?:f|ph)", r"\w*telefon", r"\w*anruf", r"chiamat", r"opkald", r"звонк", r"tps\b", r"ctps\b", r"dnc\b", r"dnd\b", r"d?appel", r"bloctel",
    r"llam", r"telefon", r"chiam", r"liga(?:r|co)", r"bellen", r"bel me", r"dzwon", r"ring\w*\b", r"opkald", r"samtal", r"puhel", r"soit", r"nix", r"звон",
    r"телефон", r"volat", r"volani", r"電話", "電話", "架電", "전화", "致电", "致電", "电话",
)  # fmt: skip
_ELSEWHERE = _words(
    r"sms\b", r"text messag", r"whatsapp", r"fax", r"postal", r"post\b", r"postweg", r"brief(?:e|post)?\b", r"letters?\b", r"courrier", r"print",
    r"push\b", r"cookies?", r"direct mail", r"photos?", r"fotos?", r"terms", r"agb\b", r"privacy", r"datenschutz", r"ip\b", r"id\b", r"url\b", r"reasons?\b", r"grund\b", r"raison\b", r"motivo",
)  # fmt: skip
"""Other ways, which nothing here records, and other things people agree to."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a header asks: ``consent`` says whether a yes allows; ``calls`` whether it is about calls, else e-mail;
    ``clear`` whether the words alone say that it is about addressing people."""

    consent: bool
    calls: bool
    clear: bool


def asks_for_consent(header: str) -> bool:
    """Whether a column says who *may* be written to ("Subscribed", "Accepts marketing", "Newsletter").

    In the fields that record a refusal (do not e-mail, do not call) the yes of such a column is a no.
    """
    folded = _folded(header)
    if _REFUSED.search(folded) or _NOT.search(_ANSWERS.sub("", folded).removesuffix(" no")):
        return False
    return bool(_AGREED.search(folded) or _MAIL.search(folded))


def question_of(header: str) -> Question | None:
    """What the header of a column asks about addressing people; None when it says nothing of the sort."""
    folded = _folded(header)
    if not folded or _ELSEWHERE.search(folded):
        return None
    call, mail = bool(_CALL.search(folded)), bool(_MAIL.search(folded))
    calls = call and not _WRITTEN.search(folded)
    consent = asks_for_consent(header)
    if not consent:
        clear = bool(_REFUSED.search(folded) or (_NOT.search(folded) and (call or mail)))
        return Question(consent=False, calls=calls, clear=True) if clear else None
    agreed = bool(_AGREED.search(folded))
    return Question(
        consent=True, calls=calls, clear=agreed and (mail or call or _ALONE.search(folded) is not None)
    )


def names_a_mailing(header: str) -> bool:
    """Whether a header is the name of a mailing and nothing else ("Newsletter", "Mailing", "Werbung")."""
    return _MAILING.fullmatch(_folded(header)) is not None


def tells_of_other_ways(header: str) -> bool:
    """Whether a header asks about letters, text messages or what else nothing here records."""
    return _ELSEWHERE.search(_folded(header)) is not None


_MAILING = re.compile(
    r"\w*(?:mailings?|newsletter|marketing|werbung|rundschreiben|rundmail|infolettre|boletin|boletim|nieuwsbrief|biuletyn|nyhetsbrev|nyhedsbrev|"
    r"uutiskirje|hirlevel|bulten|рассылка|розсилка|メルマガ|뉴스레터|電子報|reklam[ay]?|publicidad|publicite|pubblicita|reclame|promotions?)"
)
_WRITTEN = _words(
    r"e ?mail",
    r"mail",
    r"newsletter",
    r"correo",
    r"courriel",
    r"e ?post",
    r"sahkopost",
    "メール",
    "메일",
    "邮件",
    "郵件",
)
_ALONE = _words(
    r"opt(?:ed)? ?in\b",
    r"optin",
    r"consent",
    r"gdpr",
    r"dsgvo",
    r"rgpd",
    r"\w*einwillig",
    r"toestemm",
    r"samty[ck]k",
    r"subscribed",
    r"zgod",
)
_ANSWERS = re.compile(r"\b(?:yes no|y n|ja nein|ja nee|ja nej|oui non|si no|tak nie|no yes)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _folded(header: str) -> str:
    return fold_key(_CAMEL.sub(" ", header))


_REFUSAL_SAID = re.compile(
    r"^(?:(?:has |user |hat sich |contact )?(?:globally )?(?:" + _REFUSED.pattern + r"))"
    r"|^(?:not|never|no longer|non|nicht(?: mehr)?|kein|keine) (?:subscri|abonn|angemeld|opted in|inscrit|opt in|einverstanden|erlaubt|erteilt|allowed|given|"
    r"granted|consent|permitted)"
    r"|^(?:bounced?|hard bounced?|complained|spam complaint|cleaned|hard bounce|reported as spam|do not\b.*)$"
)
_WITHDRAWN = re.compile(
    r"^(?:denied|deny|refused|declined|rejected|withdrawn|withdrew|revoked|objected|objection|disallowed|forbidden|prohibited|not allowed|blocked|"
    r"abgelehnt|widerrufen|widersprochen|verweigert|entzogen|zuruckgezogen|untersagt|gesperrt|verboten|nicht erlaubt|nicht erteilt|refuse|"
    r"refusee|retire|retiree|revoque|oppose|opposee|interdit|denegado|rechazado|revocado|retirado|negato|rifiutato|revocato|ritirato|recusado|negado|"
    r"revogado|retirado|geweigerd|ingetrokken|afgewezen|odmowa|odmowiono|wycofan[aoy]|cofniet[aoy]|nekad|aterkallat|nej tack|afvist|trukket tilbage|"
    r"trukket|avslatt|kielletty|peruttu|odmitnuto|odvolano|visszavonva|megtagadva|отозвано?|отказано|запрещено|retras|refuzat|reddedildi|"
    r"拒否|撤回|已撤回|拒绝|拒絕|거부|철회)\b"
)
_AGREEMENT_SAID = re.compile(
    r"^(?:subscribed|opted in|opt in|optin|double opt in|confirmed opt in|single opt in|granted|given|allowed|accepted|agreed|permitted|consented|express|"
    r"erteilt|angemeldet|abonniert|zugestimmt|eingewilligt|erlaubt|gegeben|gestattet|inscrit|inscrite|abonne|abonnee|accorde|accordee|accepte|acceptee|autorise|"
    r"donne|concedido|otorgado|suscrito|aceptado|autorizado|dato|concesso|iscritto|accettato|concedido|inscrito|aceito|gegeven|verleend|toegestaan|ingeschreven|"
    r"wyrazona|udzielono|udzielona|zapisany|lamnat|godkant|givet|tilmeldt|pameldt|gitt|annettu|sallittu|udelen|udeleno|megadva|feliratkozott|дано|подписан|"
    r"разрешено|同意|已订阅|동의)$"
)
_NEVER = frozenset(
    "never niemals jamais nunca mai nooit aldrig aldri nigdy nikdy никогда soha koskaan none keine".split()
)
_NO_DAY = re.compile(r"^0{1,4}[-./]0{1,2}[-./]0{1,4}(?:[ T]0.*)?$")
_A_DAY = re.compile(
    r"^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})\b|\d{4}年\d{1,2}月)"
)
_DATED = re.compile(
    r"(?:\b(?:on|am|le|el|il|op|dnia|den|since|seit|depuis)\b)? ?\b\d[\d ]{0,24}(?: (?:am|pm|utc|z|t\d+))?$"
)
_NOT_REFUSED = re.compile(
    r"^(?:not|never|nicht|nie|kein|keine|pas|non|no|niet|geen|ej|ikke|не) (?:"
    + _REFUSED.pattern
    + r")\w*(?: \w+)?$"
)


def says_refusal(text: str) -> bool | None:
    """True for "unsubscribed", False for "subscribed": words that mean the same in any column; else None."""
    said = _said(text)
    if _NOT_REFUSED.match(said):
        return False
    if _REFUSAL_SAID.match(said):
        return True
    return False if said in _SUBSCRIBED else None


def refused_in(text: str, *, told: bool) -> tuple[str, ...]:
    """The fields of refusals that a text sets which stands in a column of another meaning: "Unsubscribed" as a status, "do
    not call" as a tag; none where it says nothing of the sort. In a column that tells how things stand (``told``) words
    count that elsewhere may be about something else: "abgemeldet"."""
    if len(text) > _LONGEST_SAID:
        return ()
    said = _said(text)
    if not _REFUSES.match(said) or said.count(" ") >= _MOST_SAID or _NOT_REFUSED.match(said):
        return ()
    if not told and _AMBIGUOUS.match(said):
        return ()
    if means_every_way(text):
        return ("do_not_email", "do_not_call")
    calls = _CALL.search(said) and not _WRITTEN.search(said)
    return ("do_not_call",) if calls else ("do_not_email",)


def means_every_way(text: str) -> bool:
    """Whether a header or cell speaks of addressing somebody at all, by e-mail as well as by phone: "Do not contact",
    "Kontaktsperre"."""
    folded = _folded(text)
    return _AT_ALL.search(folded) is not None and not (_WRITTEN.search(folded) or _BY_PHONE.search(folded))


_LONGEST_SAID, _MOST_SAID = 60, 5  # characters and words: a longer text is a remark
_REFUSES = re.compile(
    r"^(?:(?:has |is |please |bitte |user |hat sich |contact |status )?(?:globally )?(?:vom newsletter |newsletter )?(?:"
    + _REFUSED.pattern
    + r"))|^(?:no|not|never|kein|keine|keinen|nicht|pas de|sans|sin|non|niet|geen|bez|ingen|inga|ei|не|без) "
    r"(?:\w* ?newsletter|\w*werbung|marketing|mailings?|pub\b|publici|pubblicit|reclame|reklam|nieuwsbrief|nyhetsbrev|nyhedsbrev|рассыл|рекла)"
    r"|^(?:please |bitte )?(?:(?:no|keine|keinerlei|aucun|pas de|sin|niente|nessuna|geen|bez|inga|ingen|ei|никаких|без) |pas d ?)(?:more |further |weiteren? )?"
    r"(?:(?:phone |cold |sales )?calls|e ?mails|mails|\w*anrufe|appels?|llamadas|correos|chiamat[ae]|telefonate|telefoontjes|telefonow|maili|samtal|opkald|"
    r"puheluita|звонков|писем)(?: (?:please|bitte|svp|por favor|per favore|graag|prosze|tack|erwunscht|gewunscht|wanted|mehr|anymore|any more))?$"
)
_AMBIGUOUS = _words(
    r"(?:hat sich )?ab(?:gemeldet|meld|bestell)", r"\w*abmeldung", r"\w*widerspr", r"\w*widerruf", r"baja\b", r"cancel", r"disdett", r"afgemeld", r"afmelding",
    r"uit(?:geschreven|schrijv)", r"wypisa", r"(?:z?rezyg)", r"avregistrer", r"avanmal", r"avbojt", r"afmeldt", r"frameldt", r"avmeld", r"reservert",
    r"nix", r"dnd\b", r"c?tps\b", r"odhlas", r"odjav", r"отказ", r"exclu", r"anulowa", r"sprzeciw", r"\w*sparr", r"spaerr", r"\w*beskytt", r"\w*kielto", r"peruttu",
    r"atsisak", r"removed from", r"suppress", r"exclude from", r"not to be", r"do ?n[o']?t send", r"(?:do not|dont) allow", "拒否", "거부",
)  # fmt: skip
"""Refusals of whatever the column is about: courses, cars, deliveries."""
_AT_ALL = _words(
    r"contact", r"kontakt", r"contatt", r"contat", r"disturb", r"approach", r"benader", r"blacklist", r"sperrvermerk", r"beruhr", r"lista negra", r"liste noire",
    r"czarna lista", r"черн", r"беспоко", r"связыв", r"nekontakt", r"yhteytta", r"rahatsiz", r"nao perturbe", "連絡", "联系", "聯繫", "연락",
)  # fmt: skip
_BY_PHONE = _words(
    r"calls?\b", r"calling", r"\w*phone", r"tele(?:f|ph)", r"\w*telefon", r"\w*anruf", r"appel", r"llam", r"chiam", r"bellen", r"dzwon", r"ring\w*\b",
    r"opkald", r"samtal", r"puhel", r"звон", r"телефон", r"电话", "電話", "전화", r"sms\b", r"whatsapp", r"fax", r"post(?:al|weg)?\b", r"brief", r"letters?\b",
)  # fmt: skip

_SUBSCRIBED = frozenset(
    "subscribed,opted in,opt in,optin,double opt in,confirmed opt in,single opt in,angemeldet,abonne,abonnee,abonniert,inscrit,inscrite,suscrito,"
    "iscritto,inscrito,ingeschreven,tilmeldt,pameldt,feliratkozott,подписан,已订阅".split(",")
)


def answer_of(cell: Cell | CellError, consent: bool) -> bool | None:
    """Whether the cell says that the person refuses (True) or does not (False), in a column of ``consent`` or of
    refusals; None when it is empty or says neither."""
    if isinstance(cell, str):
        text = one_line(cell)
        if not text or _NO_DAY.match(text):
            return None
        said = says_refusal(text)
        if said is not None:
            return said
        folded = _said(text)
        if _WITHDRAWN.match(folded):
            return True
        if _AGREEMENT_SAID.match(folded):
            return False
        if folded in _NEVER:
            return consent
        if _A_DAY.match(text):
            return not consent
    elif isinstance(cell, date):
        return not consent
    answer = parse_boolean(cell)
    if answer is None and consent and isinstance(cell, str):
        if refuses_in_words(cell):
            return True
        return False if agrees_in_words(cell) and not _REFUSED.search(fold_key(cell)) else None
    return None if answer is None else answer is not consent


def holds_nothing(cell: Cell | CellError) -> bool:
    """Whether the cell says neither yes nor no because nothing is there: empty, "n/a", the day zero. A question mark is
    something: somebody did not know."""
    text = one_line(cell) if isinstance(cell, str) else ""
    if text and not text.strip("?？"):
        return False
    return cell is None or (
        isinstance(cell, str) and (not text or is_empty_word(text) or _NO_DAY.match(text) is not None)
    )


def _said(text: str) -> str:
    """The words of a cell without the day they were said on ("Opted out 03/02/2024", "erteilt am 5.1.2024")."""
    folded = fold_key(text)
    return _DATED.sub("", folded).strip() or folded
