"""The Spanish words of days, hours and lengths."""

from __future__ import annotations

from salesdesk.domain.natural_dates.senses import (
    AFTERNOON,
    DAY,
    END,
    HOUR,
    LATE_AFTERNOON,
    MIDDAY,
    MIDDLE,
    MINUTE,
    MONTH,
    MORNING,
    NIGHT,
    QUARTER,
    START,
    WEEK,
    WEEKEND,
    WORKDAY,
    YEAR,
    Sense,
    Words,
)
from salesdesk.domain.natural_dates.words.numbers import made_of

_MADE = made_of(
    {30: "treinta", 40: "cuarenta", 50: "cincuenta"},
    {1: "un", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho", 9: "nueve"},
    lambda ten, one, number: (f"{ten} y {one}", *((f"{ten} y uno", f"{ten} y una") if number == 1 else ())),
)

WORDS: Words = {
    Sense.OFFSET: {
        0: "hoy|hoy mismo", 1: "mañana", 2: "pasado mañana", -1: "ayer", -2: "anteayer|antes de ayer|antier|antayer",
    },
    Sense.WEEKDAY: {0: "lunes", 1: "martes", 2: "miércoles", 3: "jueves", 4: "viernes", 5: "sábado", 6: "domingo"},
    Sense.SHORT_WEEKDAY: {0: "lun", 1: "mar", 2: "mié|mier|miér", 3: "jue", 4: "vie", 5: "sáb", 6: "dom"},
    Sense.COMMON_WORD: {0: "mar|vie|dom|sab|sáb"},
    Sense.WEEKDAYS: {
        0: "los lunes", 1: "los martes", 2: "los miércoles", 3: "los jueves", 4: "los viernes", 5: "los sábados|sábados", 6: "los domingos|domingos",
    },
    Sense.MONTH: {
        1: "enero|ene", 2: "febrero|feb", 3: "marzo|mar", 4: "abril|abr", 5: "mayo", 6: "junio|jun", 7: "julio|jul", 8: "agosto|ago",
        9: "septiembre|setiembre|sept|sep", 10: "octubre|oct", 11: "noviembre|nov", 12: "diciembre|dic",
    },
    Sense.NUMBER: {
        0.5: "medio",
        1: "un|una|uno", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho", 9: "nueve", 10: "diez", 11: "once",
        12: "doce", 13: "trece", 14: "catorce", 15: "quince", 16: "dieciséis", 17: "diecisiete", 18: "dieciocho", 19: "diecinueve", 20: "veinte",
        30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", **_MADE,
        21: "veintiuno|veintiún|veintiuna", 22: "veintidós", 23: "veintitrés", 24: "veinticuatro", 25: "veinticinco", 26: "veintiséis",
        27: "veintisiete", 28: "veintiocho", 29: "veintinueve", 90: "noventa",
    },
    Sense.ORDINAL: {1: "primero"},
    Sense.NTH: {1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto"},
    Sense.ORDINAL_END: {0: "º|ª|er|ro|ero|o"},
    Sense.LENGTH: {
        30: "media hora|una media hora", 15: "un cuarto de hora|cuarto de hora", 45: "tres cuartos de hora", 90: "una hora y media|hora y media|1 hora y media|1 h y media",
    },
    Sense.UNIT: {
        MINUTE: "minuto|minutos|min|mins", HOUR: "hora|horas|hrs|hs", DAY: "día|días", WEEK: "semana|semanas|sem", MONTH: "mes|meses", QUARTER: "trimestre",
        YEAR: "año|años", WEEKEND: "fin de semana|finde",
        WORKDAY: "día hábil|días hábiles|día laborable|días laborables|día laboral|días laborales",
    },
    Sense.PLURAL: {0: "días|semanas|meses|años"},
    Sense.IN: {0: "en|dentro de|de aquí a|en unos"},
    Sense.AGO_BEFORE: {0: "hace|hace unos|hace unas"},
    Sense.AGO_BEHIND: {0: "atrás"},
    Sense.NEXT: {
        0: "este|esta", 1: "próximo|próxima|el próximo|la próxima|siguiente|este próximo", -1: "último|última|el último|la última|pasado|pasada",
    },
    Sense.NEXT_BEHIND: {1: "que viene|próximo|próxima|que entra|siguiente|entrante", -1: "pasado|pasada|último|anterior"},
    Sense.EDGE: {
        START: "principio de|principios de|inicio de|comienzo de|a principios de|a comienzos de|comienzos de|al principio de|al inicio de|primeros de|a primeros de|inicios de|a inicios de|a principio de|principios del|a principios del",
        MIDDLE: "mediados de|a mediados de|mitad de|a mitad de|mediados del|a mediados del", END: "fin de|fines de|final de|finales de|a fines de|a finales de|a fin de|al final de|para fin de|antes de fin de|"
        "final del|finales del|a finales del|fin del|para final de|para finales de|a final de|al final del",
    },
    Sense.DAY_EDGE: {10 * END + DAY: "al final del día|final del día|fin del día", 10 * END + MONTH: "fin de mes"},
    Sense.WEEK_NUMBER: {0: "semana|sem"},
    Sense.QUARTER_NUMBER: {0: "t|q|trimestre"},
    Sense.PART: {MORNING: "mañana", AFTERNOON: "tarde", NIGHT: "noche"},
    Sense.SAID_PART: {
        MORNING: "por la mañana|de la mañana|en la mañana|a primera hora|temprano|a primera hora de la mañana", MIDDAY: "del mediodía|de mediodía",
        AFTERNOON: "por la tarde|de la tarde|en la tarde|a primera hora de la tarde", LATE_AFTERNOON: "a última hora de la tarde|al final de la tarde", NIGHT: "por la noche|de la noche|en la noche",
    },
    Sense.NOON: {720: "mediodía|este mediodía|al mediodía|a mediodía|medio día|al medio día|hacia el mediodía", 0: "medianoche|a medianoche"},
    Sense.AT: {0: "a las|a la|sobre las|hacia las|a eso de las|desde las|alrededor de las|tipo|las|la|a partir de las|para las|como a las|después de las|pasadas las"},
    Sense.AT_NUMBER: {0: "a las|a la|sobre las|hacia las|a eso de las|alrededor de las|para las|a partir de las|como a las"},
    Sense.ON: {0: "el|para|para el|hasta|hasta el|a partir del|desde el|el día|para el día|a más tardar|a más tardar el|al|vence|vence el|en|en el"},
    Sense.ON_NUMBER: {1: "antes del|después del|salvo el|excepto el|no el|no antes del|tras el|desde el|el|para el|el día|para el día|hasta el|a más tardar el|a partir del"},
    Sense.BY: {0: "a más tardar"},
    Sense.GLUE: {0: "el|la|de|del|los|las|en|al|día"},
    Sense.FROM: {0: "de|entre|desde|entre las|de las|desde las"},
    Sense.TO: {0: "a|y|hasta|hasta las|a las|y las"},
    Sense.OCLOCK: {0: "horas|hrs|hs|en punto"},
    Sense.HOUR_SIGN: {0: "h"},
    Sense.AND_MINUTES: {30: "y media", 15: "y cuarto", -15: "menos cuarto"},
    Sense.AND: {0: "y"},
    Sense.LESS: {0: "menos"},
    Sense.ANCHOR: {0: "a partir de|desde|después de"},
    Sense.LASTING: {0: "durante|de|por|duración|dura|unos|unas"},
    Sense.EVERY: {0: "cada|todos los|todas las|todos"},
    Sense.SPAN: {0: "plazo"},
    Sense.SOME: {0: "quincena"},
    Sense.APART: {
        0: "a lo largo de|a lo largo de la|durante|durante la|en el transcurso de|no|no el|no antes del|del|de|desde|desde el|excepto|excepto el|salvo|salvo el|después de|después del|antes de|antes del|en vez de|en vez del|en lugar de|en lugar del|tras|tras el|sin|nunca|menos|con fecha|fechado el",
    },
    Sense.BEFORE: {0: "antes de|antes de las|antes del"},
    Sense.DAILY: {0: "cada día|todos los días|a diario|diariamente"},
    Sense.RIVAL: {0: "o|y|u|ó|al"},
    Sense.TITLE: {
        0: "sr|sra|srta|señor|señora|señorita|don|doña|dña|d|dr|dra|doctor|doctora|prof|familia|empresa|hotel|café|restaurante|bar|san|santo|plácido|"
        "proyecto|equipo|marca|agencia|casa|colega|llamado|llamada|editorial|santa|panadería|taller|farmacia|bufete|cliente|clienta|viernes negro",
    },
    Sense.NAME: {
        0: "hoy en día|hoy por hoy|miércoles addams|por ciento|por cien|viernes negro|black friday|viernes santo|jueves santo|martes trece|martes y trece|domingo de ramos|miércoles de ceniza|lunes de pascua|buenos días|buenas tardes|"
        "buenas noches|buen día|buen fin de semana|plácido domingo|santo domingo|más tarde|día a día|hasta luego|tarde o temprano|de la noche a la mañana|cinco de mayo|ciberlunes",
    },
    Sense.NAMELIKE: {6: "domingo"},
    Sense.WITH: {0: "con"},
    Sense.LABEL: {
        0: "sala|pabellón|planta|piso|stand|mesa|página|páginas|pág|parte|paso|versión|v|n|no|nr|núm|número|fase|capítulo|punto|"
        "lote|puerta|andén|vía|terminal|unidad|apartamento|apto|sección|opción|variante|plan|línea|extensión|ext|modelo|tipo|clase|categoría|nivel|caso|artículo|art|anexo|"
        "figura|fig|formulario|bus|zona|edificio|bloque|código|id|ref|referencia|calle|avenida|av|avda|plaza|tel|teléfono|fax|móvil|windows|office|iphone|"
        "pregunta|cuota|plazo|habitación|oficina|torre|talla|nota|escala|tarifa|pasillo|puesto|nave|hall|release|caja|apdo|local|véase|cf|cap|usb|bluetooth|iso|carril|km|kilómetro",
        1: "factura|pedido|presupuesto|oferta|ticket|expediente|contrato",
    },
    Sense.STREET: {0: "calle|avenida|av|avda|plaza|paseo|glorieta|estación|barrio|planta|piso|trimestre|aniversario|cumpleaños|metro|calle del|estrellas|puente|colegio|hospital|instituto"},
    Sense.STOP: {
        0: "con|a|al|en|de|del|para|por|sobre|luego|y|o|porque|si|cuando|pero|favor|otra|otra vez|el|la|los|las|su|sus|nuestro|nuestra|mi|él|ella|ellos|nosotros|yo|que|es|ok|"
        "hasta|desde|después|antes|hacia|sin|vía|online|llamar|enviar|mandar|confirmar|ver|visitar|reunión|cita|revisar|hora local|en punto|a más tardar|horas|hacer|"
        "entregar|firmar|preparar|presentar|llamada|demo|seguimiento|aprox|aproximadamente",
    },
    Sense.ACTIVITY: {0: "demo|visita|reunión|comida|cena|taller|formación|presentación|entrega|cita|café|feria"},
    Sense.COMPANY: {0: "sl|sa|slu|sau|e hijos|y hermanos"},
    Sense.THEN: {0: "luego|después|a continuación", 1: "entonces|próximo paso|siguiente paso|próximos pasos|pendiente|seguimiento"},
    Sense.NOT_THEN: {0: "hasta|desde|si|cuando|poco|mucho|años|días|meses|semanas|aún|y|lo de|para"},
    Sense.CONDITION: {0: "si|cuando|en cuanto"},
    Sense.BEFORE_THEN: {0: "y|pero"},
    Sense.OWN: {0: "firma|so|do|di|mi|mo|me|sa|lu|ve|mon|sun|sat|die|des|am|an|par|sol|fin|y|a|o|en|de|si|se|tu|es|son|solo|mas|sera|ser"},
}  # fmt: skip
