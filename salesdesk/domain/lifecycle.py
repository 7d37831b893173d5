"""The lifecycle stages of a contact or company, from first interest to fan."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class LifecycleStage:
    """``code`` is stored and never changes; ``title`` is the English source text of its label."""

    code: str
    title: str


STAGES: tuple[LifecycleStage, ...] = (
    LifecycleStage("subscriber", "Subscriber"),
    LifecycleStage("lead", "Lead"),
    LifecycleStage("marketing_qualified", "Marketing-qualified"),
    LifecycleStage("sales_qualified", "Sales-qualified"),
    LifecycleStage("opportunity", "Opportunity"),
    LifecycleStage("customer", "Customer"),
    LifecycleStage("evangelist", "Evangelist"),
)
TITLES: dict[str, str] = {stage.code: stage.title for stage in STAGES}
DEFAULT = "lead"
CUSTOMER = "customer"

_WORDS = {
    "subscriber": "abonnent abonne suscriptor subscritor assinante iscritto abonnee abonent odberatel prenumerant",
    "lead": "prospect interessent prospecto prospet contatto potencjalny zajemce potentiel potencial",
    "marketing_qualified": "mql",
    "sales_qualified": "sql qualified qualifiziert qualifie calificado qualificado qualificato gekwalificeerd",
    "opportunity": "verkaufschance chance opportunite oportunidad oportunidade opportunita kans prilezitost szansa",
    "customer": "client clients kunde kundin bestandskunde kunden cliente clienti clientes klant klient kund asiakas "
    "zakaznik musteri ugyfel klijent kupac клиент existing_customer active_customer current_customer",
    "evangelist": "advocate ambassador botschafter ambassadeur embajador empfehler promoter",
}
_SHORT = {word: code for code, words in _WORDS.items() for word in words.split()}


def parse_lifecycle(text: str) -> str | None:
    """The code for a code, a title, a common short form ("MQL") or the word of another language; None when it is no
    stage."""
    key = fold_key(text)
    if key != "lead":
        key = key.removesuffix(" lead")  # "Sales qualified lead"
    key = key.replace(" ", "_")
    key = _SHORT.get(key, key)
    return key if key in TITLES else None


def before_customer() -> tuple[str, ...]:
    """The stages of those who have bought nothing yet."""
    return tuple(stage.code for stage in STAGES if rank(stage.code) < rank(CUSTOMER))


def rank(code: str) -> int:
    """The place of a stage on the way from first interest on; unknown codes come first."""
    return next((place for place, stage in enumerate(STAGES) if stage.code == code), -1)
