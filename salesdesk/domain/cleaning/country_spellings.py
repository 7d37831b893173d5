"""What people write for countries beside their names and codes in any language that Babel knows: old names, official and
short forms, licence-plate and sports codes, parts of countries. One line per country: its ISO 3166 alpha-2 code, a space,
spellings divided by ";".
"""

SPELLINGS = """\
AD Principality of Andorra
AE UAE;U.A.E.;Emirates;VAE;EAU;Dubai;Abu Dhabi
AF Islamic Republic of Afghanistan
AL Republic of Albania
AM Republic of Armenia
AO Republic of Angola
AR Argentine Republic
AT Republic of Austria;A;Republik Österreich;Oesterreich
AU Aussie;Commonwealth of Australia
AZ Republic of Azerbaijan
BA Bosnia;Republic of Bosnia and Herzegovina;Bosnia Herzegovina;Bosnien;BiH
BD People's Republic of Bangladesh
BE Kingdom of Belgium;B;Belgien / Belgique
BG Republic of Bulgaria;BUL
BH Kingdom of Bahrain
BI Republic of Burundi
BJ Republic of Benin
BO Bolivia, Plurinational State of;Plurinational State of Bolivia
BQ Bonaire, Sint Eustatius and Saba
BR Federative Republic of Brazil
BS Commonwealth of the Bahamas;The Bahamas
BT Kingdom of Bhutan
BW Republic of Botswana
BY Republic of Belarus;Weißrussland;Weissrussland
CA CDN
CC Cocos Islands
CD Kongo;Congo, The Democratic Republic of the;DR Congo;DRC;Congo, Democratic Republic of the;Congo (DRC);Zaire
CG Republic of the Congo
CH Svizra;Swiss Confederation;SUI;Schweizerische Eidgenossenschaft;Confoederatio Helvetica
CI Republic of Côte d'Ivoire;Elfenbeinküste;Costa de Marfil
CL Republic of Chile
CM Republic of Cameroon
CN People's Republic of China;P.R. China;PR China;PRC;P.R.C.;VR China;Mainland China;China Mainland;Chine populaire
CO Republic of Colombia
CR Republic of Costa Rica
CU Republic of Cuba
CV Republic of Cabo Verde
CY Republic of Cyprus
CZ Czech Rep.;Czech;Tschechische Republik;Česká republika;République tchèque;República Checa;Repubblica Ceca;República Tcheca;Republika Czeska;Tjeckiska republiken;Tsjechische Republiek;ČR;Tschechei
DE Federal Republic of Germany;GER;BRD;D;Deutschland (DE);Bundesrepublik Deutschland;Republik Deutschland;Allemagne fédérale;Almania
DJ Republic of Djibouti
DK Kingdom of Denmark;DEN
DM Commonwealth of Dominica
DZ People's Democratic Republic of Algeria
EC Republic of Ecuador
EE Republic of Estonia
EG Arab Republic of Egypt
ER the State of Eritrea
ES Espainia;Kingdom of Spain;E;Reino de España
ET Federal Democratic Republic of Ethiopia
FI Republic of Finland
FJ Republic of Fiji
FK Falkland Islands (Malvinas);Malvinas
FM Micronesia, Federated States of;Federated States of Micronesia
FR French Republic;F;République française;France métropolitaine
GA Gabonese Republic
GB Y Deyrnas Unedig;R.-U.;Wlk. Bryt.;Britannia;United Kingdom of Great Britain and Northern Ireland;U.K.;United Kingdom (UK);Great Britain;Britain;England;Scotland;Wales;Northern Ireland;Great Britain & N. Ireland;N. Ireland;Großbritannien;Grossbritannien;England und Wales;Schottland;Grande-Bretagne;Angleterre;Écosse;Inglaterra;Escocia;Gran Bretagna;Inghilterra;Scozia;Grã-Bretanha;Groot-Brittannië;Engeland;Schotland;Anglia;Velká Británie;Anglie;Englanti;Vereinigtes Koenigreich
GH Republic of Ghana
GM Republic of the Gambia;The Gambia
GN Republic of Guinea
GQ Republic of Equatorial Guinea
GR Hellenic Republic;GRE;Ellada
GS South Georgia and the South Sandwich Islands
GT Republic of Guatemala
GW Republic of Guinea-Bissau
GY Republic of Guyana
HK Hong Kong Special Administrative Region of China;H.K.;HKSAR;Hong Kong SAR;Hong Kong S.A.R.
HN Republic of Honduras
HR Republic of Croatia;CRO
HT Republic of Haiti
HU H
ID Republic of Indonesia
IE Republic of Ireland;Republik Irland;Southern Ireland;Irish Republic
IL State of Israel
IN Republic of India;Bharat
IQ Republic of Iraq
IR Iran, Islamic Republic of;Islamic Republic of Iran
IS Republic of Iceland
IT Italian Republic;I;Repubblica Italiana
JO Hashemite Kingdom of Jordan
JP Nippon;Nihon
KE Republic of Kenya
KG Kyrgyz Republic
KH Kingdom of Cambodia
KI Republic of Kiribati
KM Union of the Comoros
KP Korea, Democratic People's Republic of;Democratic People's Republic of Korea;DPRK;N. Korea
KR Korea, Republic of;Korea;Republic of Korea;Republik Korea;S. Korea;ROK
KW State of Kuwait
KZ Republic of Kazakhstan
LA Lao People's Democratic Republic;Lao PDR
LB Lebanese Republic
LI Principality of Liechtenstein;FL
LK Democratic Socialist Republic of Sri Lanka
LR Republic of Liberia
LS Kingdom of Lesotho
LT Republic of Lithuania
LU Grand Duchy of Luxembourg;L
LV Republic of Latvia
MA Kingdom of Morocco
MC Principality of Monaco
MD Moldova, Republic of;Republic of Moldova
MF Saint Martin (French part)
MG Republic of Madagascar
MH Republic of the Marshall Islands
MK Republic of North Macedonia;Macedonia;FYROM;Mazedonien;Macédoine;Makedonien
ML Republic of Mali
MM Republic of Myanmar;Birma;Birmanie
MO Macau;Makau;Macao Special Administrative Region of China
MP Commonwealth of the Northern Mariana Islands
MR Islamic Republic of Mauritania
MT Republic of Malta
MU Republic of Mauritius
MV Republic of Maldives
MW Republic of Malawi
MX United Mexican States;Méjico
MY Malaysien
MZ Republic of Mozambique
NA Republic of Namibia
NE Nijar;Republic of the Niger
NG Federal Republic of Nigeria
NI Republic of Nicaragua
NL Kingdom of the Netherlands;NED;Hollande;Olanda;The Netherlands;Hollanti
NO Kingdom of Norway
NP Federal Democratic Republic of Nepal
NR Republic of Nauru
NZ N.Z.
OM Sultanate of Oman
PA Republic of Panama
PE Republic of Peru
PG Independent State of Papua New Guinea
PH Republic of the Philippines;RP;Philippine
PK Islamic Republic of Pakistan
PL Republic of Poland;RP Polska
PS Palestine;Palästina;Palestyna;Palæstina;Palestiina;Palestine, State of;the State of Palestine
PT Portuguese Republic;POR
PW Republic of Palau
PY Republic of Paraguay
QA State of Qatar
RO Roumania
RS Republic of Serbia
RU Russian Federation;Russische Föderation;Fédération de Russie;RF;РФ
RW Rwandese Republic
SA Kingdom of Saudi Arabia;KSA;Saudi
SC Republic of Seychelles
SD Republic of the Sudan
SE Kingdom of Sweden
SG Republic of Singapore
SH Saint Helena, Ascension and Tristan da Cunha
SI Republic of Slovenia;SLO
SK Slovak Republic;Slowakische Republik
SL Republic of Sierra Leone
SM Republic of San Marino
SN Republic of Senegal
SO Federal Republic of Somalia
SR Republic of Suriname
SS Republic of South Sudan
ST Democratic Republic of Sao Tome and Principe
SV Republic of El Salvador
SX Sint Maarten (Dutch part)
SY Syrian Arab Republic
SZ Kingdom of Eswatini
TD Republic of Chad
TG Togolese Republic
TH Kingdom of Thailand;Siam
TJ Republic of Tajikistan
TL Democratic Republic of Timor-Leste
TN Republic of Tunisia
TO Kingdom of Tonga
TR Republic of Türkiye;Türkiye Cumhuriyeti
TT Republic of Trinidad and Tobago
TW Taiwan, Province of China;Taiwan R.O.C.;Republic of China;Taiwan Province of China;Chinese Taipei
TZ Tanzania, United Republic of;United Republic of Tanzania
UA The Ukraine
UG Republic of Uganda
UM United States Minor Outlying Islands
US É.-U.;EE. UU.;EUA;United States of America;U.S.A.;U.S.;United States (US);America;The States;Vereinigte Staaten von Amerika;Etats-Unis d'Amérique;Estados Unidos de América;Stati Uniti d'America;Verenigde Staten van Amerika;Stany Zjednoczone Ameryki;Amérique;EE.UU.;EEUU;E.U.A.;アメリカ
UY Eastern Republic of Uruguay
UZ Republic of Uzbekistan
VA Holy See (Vatican City State);Vatican;Holy See
VE Venezuela, Bolivarian Republic of;Bolivarian Republic of Venezuela
VG Virgin Islands, British;BVI
VI Virgin Islands, U.S.;Virgin Islands of the United States;US Virgin Islands;USVI
VN Socialist Republic of Viet Nam
VU Republic of Vanuatu
WS Independent State of Samoa
YE Republic of Yemen
ZA Suid-Afrika;Republic of South Africa;RSA;S. Africa
ZM Republic of Zambia
ZW Republic of Zimbabwe
"""
