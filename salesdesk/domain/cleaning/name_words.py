"""The words around and inside personal names: titles, degrees, particles, and names that tell the order.

All words are folded (``fold_key``) unless said otherwise.
"""

from __future__ import annotations

HONORIFICS = frozenset(
    """mr mrs ms miss mx mister madam sir dame lord lady dr doctor prof professor rev reverend father fr pastor rabbi imam
    sister bro hon judge capt captain cpt col colonel lt maj major sgt gen general cmdr ltc
    herr herrn frau fraulein hr fra dipl ing diplom mag ddr dkfm phd med jur habil rer nat univ lic oec
    dipling diplkfm diplinform diplbetriebsw diplpsych drmed dring drjur drrer drhc
    monsieur madame mademoiselle mme mlle mm mgr me maitre pr
    sr sra srta senor senora senorita lcdo lcda dn dna d da
    sig signor signora sigra dott dottssa dottoressa avv arch geom rag prof ssa
    dhr mevr mw mevrouw meneer drs ir mr
    pan pani inz dr hab mgr
    hra herra rouva neiti fru froken
    pan pani ing bc mudr judr phdr rndr mvdr doc
    familie famille eheleute ehepaar fam maga drin rechtsanwalt rechtsanwaltin notar notarin steuerberater steuerberaterin
    shri sri smt kumari sheikh sheikha haji hajji datuk dato tan ustad ustadz""".split()
)
# Read as a title only with a full stop or when a whole name follows: otherwise they are names or initials.
AMBIGUOUS_HONORIFICS = frozenset(
    "fr me d da mm pr sri hr mag dn dna med nat pan doc tan ir bro col gen maj judge lord lady dame general major sr rag arch ing nat univ".split()
)
WOMEN = frozenset("mrs ms miss frau madame mme mlle sra srta signora sigra mevr mw fru pani rouva".split())

ADDRESSES = WOMEN | frozenset(
    "mr mister herr herrn monsieur senor sr signor sig dhr meneer pan herra hr".split()
)
"""Forms of address: they come before every academic title."""
OTHER_WOMEN = frozenset(
    "fraulein frl madam dame lady senorita signorina mademoiselle srita dona neiti froken smt kumari sister".split()
)
OTHER_MEN = frozenset("sir lord don father bro shri".split())
FAMILIES = frozenset("familie famille eheleute ehepaar fam".split())
"""Further words that say whom a title addresses, not all of them in use before a name alone."""
SURE_TITLES = (ADDRESSES - {"miss", "rouva", "pan", "pani", "fru", "sr", "hr", "sig"}) | frozenset(
    "dr drs prof professor ddr drmed dring drjur drrer drhc dipling dott dottssa mudr judr phdr rndr mvdr".split()
)
"""No name begins or ends with these."""
TITLE_ENDINGS = frozenset("hc eh mult hcmult habil em emer emerit".split())
"""Part of a title only behind one and in small letters: "Dr. h.c.", not "H.C. Andersen"."""

SUFFIXES = frozenset(
    """jr jnr jun junior sr snr sen senior ii iii iv esq esquire phd md dds dmd dvm jd do rn np cpa cfa cfp mba ma ba bsc msc mph
    mpa mphil bcom beng meng llb llm dphil edd pmp pe obe cbe mbe kbe frcs mrcp facs fca aca acca csm shrm cissp
    dipl ing mfa bfa psyd pharmd phr sphr cfre ret rtd usn usmc usaf""".split()
)
# Also words or surnames: a suffix only in capitals inside a mixed-case text, with full stops, or after a comma.
SHORT_SUFFIXES = frozenset("ma ba do md pe rn np jd aca ret dipl ing me".split())
GENERATIONS = frozenset("jr jnr sr snr ii iii iv".split())
SHORT_GENERATIONS = frozenset({"sen", "jun"})
"""Surnames and given names too: a suffix with a full stop or in small letters only, then also behind a single name."""
LONG_GENERATIONS = frozenset({"senior", "junior"})
GENERATION_PAIRS = frozenset(
    {"der altere", "die altere", "der jungere", "die jungere", "d a", "d j", "the elder", "the younger"}
)
POSTS = frozenset(
    """ceo cto cfo coo cio cmo cso cpo cro md gm vp svp evp president chairman chairwoman founder owner director manager
    geschaftsfuhrer geschaftsfuhrerin gf prokurist prokuristin inhaber inhaberin vorstand leiter leiterin directeur
    directrice gerant gerante pdg direttore direttrice
    einkauf verkauf vertrieb buchhaltung empfang zentrale sekretariat geschaftsleitung personalabteilung kundendienst
    purchasing sales accounting accounts reception procurement hr achats comptabilite ventes compras contabilidad ventas
    acquisti vendite amministrazione inkoop verkoop boekhouding""".split()
)
"""What somebody does or where, written behind the whole name and a comma: "John Smith, CEO"."""

PARTICLES = frozenset(
    """van von vom zu zum zur der den de del della dello delle dei degli di da dal do dos das du des la le lo las los
    ter ten te op in t bin ibn binti bint abu st saint sankt af av mac ap ab y e""".split()
)
LOWER_PARTICLES = frozenset("ben al el il ul bar")
"""Particles only when written in lower case: in capitals they are given names."""
JOINING_PARTICLES = frozenset({"y", "e", "i"})
WRITTEN_LOWER = frozenset(
    "van von vom zu zum zur der den de del da do dos das du des ter ten te op bin ibn binti bint af av y e t la".split()
)
"""Particles that are put in lower case when a name came in capitals ("la" only after another one)."""

NEVER_GIVEN = frozenset("de vom zum zur dos ter ten".split())
"""Particles that are nobody's given name, unlike Van, Von, Di or Della: at the front they open a last name."""
OPENING = frozenset("van von de in op auf aan av zu".split())
ARTICLES = frozenset("de den der dem het la las los t ter".split())
"""An opening particle and an article ("van den", "de la") open a last name however they are written."""
NOBLE = frozenset(
    "freiherr freifrau graf grafin baron baronin baroness furst furstin prinz prinzessin ritter edler".split()
)
"""Part of the last name before a particle: "Freiherr von Stein". Alone they are surnames."""

MAC_NAMES = frozenset(
    """macdonald macleod macarthur macgregor macmillan macpherson macintyre macintosh macdougall macdowell macfarlane
    macallister maccormack macnamara macneil macneill macrae macauley macaulay macbride maccarthy macdermott""".split()
)
SHORT_NAMES = frozenset("ed al ab ib an om uz ed er ai ay".split())

COUPLES = frozenset("& and und et og och en + u. /".split())
MAIDEN = frozenset("nee ne geb geborene born dite alias aka".split())

SPANISH_FAMILY = frozenset(
    """garcia gonzalez rodriguez fernandez lopez martinez sanchez perez gomez jimenez ruiz hernandez alvarez gutierrez
    dominguez vazquez ramirez suarez nunez mendez marquez gimenez ibanez benitez velazquez velasquez""".split()
)
"""Nobody's given name: before another name they are the first of two surnames."""

VIETNAMESE = frozenset(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh mai truong lam doan cao luong ta thach".split()
)
VIETNAMESE_SURE = frozenset("nguyen tran pham huynh hoang vu dang bui ngo trinh truong doan".split())
VIETNAMESE_MIDDLE = frozenset(
    "van thi huu duc minh quang thanh ngoc hoang xuan dinh cong quoc hong thu kim anh bao gia tuan manh phuong".split()
)
PINYIN = frozenset(
    """wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang
    feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia
    zhong tian ren fan fang shi yao tan liao zou xiong jin lei hao""".split()
)
KOREAN = frozenset(
    "kim lee yi park pak choi jung jeong chung kang cho jo yoon yun jang chang lim im han oh seo shin kwon hwang ahn song ryu yoo hong ko moon bae baek heo nam".split()
)
HANGUL_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모장남탁국여진어은편구용"
)
HUNGARIAN_GIVEN = frozenset(
    """istvan janos laszlo zoltan jozsef ferenc sandor gyorgy gabor attila tamas balazs zsolt csaba imre lajos tibor andras
    peter miklos karoly gyula bela robert daniel adam mate bence krisztian norbert roland akos levente gergely
    balint marton botond dominik kristof mihaly pal geza denes endre
    katalin ilona erzsebet eva zsuzsanna zsuzsa agnes ildiko judit erika marta andrea timea krisztina monika beata
    eszter reka edit gyongyi noemi orsolya aniko emese zsofia boglarka dora hajnalka tunde piroska margit ibolya""".split()
)
HUNGARIAN_FAMILY = frozenset(
    """nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros olah
    simon racz fekete szilagyi torok feher balazs gal kis szucs kocsis orsos pinter fodor szalai sipos magyar lukacs
    gulyas biro kiraly laszlo katona jakab bogdan balog sandor boros kelemen antal somogyi vass hegedus fulop orban""".split()
)

COMPANY_WORDS = frozenset(
    """group gruppe groupe gruppo grupo holding holdings solutions services service consulting consultants consultancy
    university universitat universite universidad universita college school schule hochschule academy akademie institute
    institut foundation stiftung fondation ministry bank sparkasse volksbank versicherung versicherungen insurance hotel
    restaurant cafe verlag verein klinik klinikum hospital krankenhaus clinic praxis apotheke pharmacy kanzlei
    stadtwerke gemeinde rathaus ministerium council partners partner ventures capital technologies technology tech systems
    systeme software media medien studio studios agency agentur agence agencia associates industries industrie
    international enterprises enterprise logistics logistik labs laboratories laboratory werbeagentur steuerberatung
    immobilien realty properties estate construction bau autohaus transporte spedition handel trading imports exports
    sons brothers gebruder bros societe etablissements ets cabinet bureau club association federation committee trust
    network networks telecom energy energie solar pharma motors airlines airways foods restaurante bakery backerei""".split()
)
STRONG_FORMS = frozenset(
    """gmbh ggmbh mbh kgaa ohg gbr ug sarl eurl sprl bvba srl srls spa ltda lda bv nv aps oyj plc llp llc inc incorporated
    corp corporation ltd limited pty pvt pte sdn bhd doo kft zrt nyrt ooo pjsc ojsc fze""".split()
)
