"""The words by which a typed decision says who does it, in English, German, French and Spanish; all folded."""

from __future__ import annotations

I_DO = frozenset({"i", "me", "ich", "je", "moi", "yo"})
"""Whoever types."""

AND = frozenset(
    {"and", "or", "und", "oder", "et", "ou", "y", "e", "o", "u", "with", "mit", "avec", "con", "plus"}
)
"""Behind a name: somebody else does it too."""

ONES_OWN = ("'s ", "’s ", "' ", "’ ", "'s-", "’s-")
"""Behind a name: something of theirs is spoken of."""

MODAL = frozenset(
    {
        *("to", "will", "shall", "should", "must", "can", "ll"),
        *("soll", "sollte", "muss", "wird", "kann", "bitte", "please"),
        *("doit", "devra", "va", "peut", "a"),
        *("debe", "tiene", "que", "puede"),
    }
)
"""Behind a name: what follows is what they do."""

DOES_NOT = frozenset(
    {
        *("is", "was", "has", "had", "needs", "wants", "said", "says", "thinks", "knows", "likes", "left", "joined", "won", "lost"),
        *("ist", "war", "hat", "hatte", "braucht", "will", "mochte", "moechte", "sagt", "sagte", "meint", "weiss", "findet", "fehlt"),
        *("est", "etait", "avait", "veut", "voulait", "dit", "pense", "sait", "manque"),
        *("es", "era", "esta", "tenia", "necesita", "quiere", "dijo", "dice", "piensa", "sabe", "falta"),
    }
) - {"will"}  # fmt: skip
"""Behind a name: something is said of them, and they do nothing."""

DOING = {
    "adds": "Add", "answers": "Answer", "arranges": "Arrange", "asks": "Ask", "books": "Book", "brings": "Bring",
    "calls": "Call", "cancels": "Cancel", "checks": "Check", "closes": "Close", "collects": "Collect", "confirms": "Confirm",
    "contacts": "Contact", "drafts": "Draft", "finds": "Find", "finishes": "Finish", "follows": "Follow", "gets": "Get",
    "gives": "Give", "invites": "Invite", "makes": "Make", "meets": "Meet", "offers": "Offer", "orders": "Order",
    "organises": "Organise", "organizes": "Organize", "phones": "Phone", "plans": "Plan", "prepares": "Prepare",
    "presents": "Present", "reminds": "Remind", "reviews": "Review", "rings": "Ring", "schedules": "Schedule",
    "sends": "Send", "signs": "Sign", "speaks": "Speak", "talks": "Talk", "tells": "Tell", "updates": "Update",
    "visits": "Visit", "writes": "Write",
}  # fmt: skip
"""What somebody does, as it is said to them."""

DOES = ("s", "t", "e", "a", "d")
"""How a word ends that says what somebody does."""

NOT_DOING = frozenset(
    {
        *("this", "always", "towards", "plus", "unless", "perhaps", "besides", "sometimes", "first", "next", "last", "about"),
        *("without", "what", "that", "just", "almost", "most", "before", "because", "since", "once", "there", "where", "more"),
        *("instead", "ahead", "and", "second", "third", "extra", "else", "here", "some", "please", "these", "those", "against"),
        *("heute", "bitte", "erst", "nicht", "sonst", "jetzt", "selbst", "zuerst", "fast", "alle", "eine", "seine", "ihre", "diese"),
        *("unsere", "neue", "wegen", "dieses", "jedes", "etwas", "bereits", "stets", "nachts", "seit", "samt", "ohne", "gerne"),
        *("avant", "devant", "pendant", "durant", "cette", "toute", "tout", "notre", "votre", "leur", "leurs", "entre", "contre"),
        *("comme", "quand", "ensuite", "apres", "chaque", "autre", "vers", "sans", "dans", "plus", "mais", "puis", "mise", "tant"),
        *("hasta", "para", "sobre", "contra", "entre", "desde", "cada", "este", "esta", "ante", "segun", "nueva", "otra", "toda"),
        *("donde", "semana", "manana", "tarde", "luego", "antes", "tras", "todas"),
    }
)  # fmt: skip
"""Words that end so and say no such thing."""

SAME_AS_WORDS = frozenset(
    {
        *("mark", "will", "may", "rose", "bill", "grant", "frank", "max", "art", "sue", "pat", "drew", "chase", "jack", "rob"),
        *("dean", "guy", "june", "april", "august", "hope", "faith", "joy", "grace", "penny", "sandy", "skip", "miles", "wade"),
        *("ernst", "wolf", "heiter", "jan", "kai", "marc", "pierre", "blanche", "claire", "pilar", "paz", "consuelo", "dolores"),
    }
) - {"jan", "kai", "marc"}  # fmt: skip
"""Names that are words as well: they need a word behind them that says what somebody does."""

COMMON = frozenset(
    {
        *("about", "account", "action", "agreement", "annual", "answer", "april", "before", "book", "bring", "budget", "call"),
        *("campaign", "check", "client", "close", "company", "confirm", "contact", "contract", "customer", "date", "deal", "demo"),
        *("discount", "email", "figures", "final", "first", "follow", "from", "have", "invoice", "letter", "list", "mail"),
        *("meeting", "more", "negotiation", "next", "offer", "office", "open", "order", "pack", "paper", "phase", "phone", "pilot"),
        *("plan", "presentation", "price", "prices", "product", "project", "proposal", "quote", "renewal", "report", "review"),
        *("sales", "second", "send", "service", "sign", "slides", "summer", "supply", "support", "team", "terms", "test", "that"),
        *("their", "them", "these", "they", "this", "three", "trial", "update", "visit", "website", "week", "winter", "with"),
        *("work", "write", "year", "yearly", "billing", "spring", "autumn", "large", "small", "black", "white", "green"),
        *("angebot", "angebote", "auftrag", "beratung", "besuch", "bericht", "bestellung", "budget", "daten", "firma", "gesprach"),
        *("gespraech", "jahr", "kampagne", "kunde", "kunden", "liste", "lieferung", "muster", "nachfassen", "phase", "plan"),
        *("preis", "preise", "preisliste", "projekt", "rechnung", "schicken", "termin", "unterlagen", "verlangerung", "verlaengerung"),
        *("verhandlung", "vertrag", "vorschlag", "woche", "zahlen", "herbst", "sommer", "fruhjahr", "fruehjahr", "neue", "neuer"),
        *("appel", "appeler", "client", "commande", "contrat", "devis", "envoyer", "facture", "liste", "offre", "projet", "prix"),
        *("proposition", "rapport", "reunion", "semaine", "service", "visite", "annee", "nouveau", "nouvelle", "grand", "petit"),
        *("cliente", "contrato", "empresa", "enviar", "factura", "lista", "llamar", "oferta", "pedido", "precio", "precios"),
        *("presupuesto", "propuesta", "proyecto", "reunion", "semana", "servicio", "visita", "nuevo", "nueva", "grande"),
        *("gmbh", "limited", "corp", "group", "holding", "sarl", "company", "partner", "partners", "solutions", "systems"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch"),
        *("donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        *("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo", "january", "february", "march", "june"),
        *("july", "august", "september", "october", "november", "december", "januar", "februar", "marz", "maerz", "juni", "juli"),
    }
)  # fmt: skip
"""Words that many deals and decisions have: alone they tell no deal."""
