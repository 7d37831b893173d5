"""Countries: codes, currency, names in thirteen languages, and what else people write for them.

One line per country, parts divided by "|": ISO 3166 alpha-2, alpha-3, ISO 4217 currency (may be empty),
the name in each of ``LANGUAGES`` (empty: as in English), and further spellings divided by ";" (native
names, names in more languages, short and official forms, old names, licence-plate and sports codes).
Names follow the Unicode Common Locale Data Repository.
"""

from __future__ import annotations

LANGUAGES: tuple[str, ...] = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "fi", "cs",
)  # fmt: skip
"""Languages of the names, in column order."""

COUNTRIES = """\
AD|AND|EUR|Andorra||Andorre|||||Andora||||||Андорра;Principality of Andorra
AE|ARE|AED|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Emirados Árabes Unidos|Verenigde Arabische Emiraten|Zjednoczone Emiraty Arabskie|Förenade Arabemiraten|De Forenede Arabiske Emirater|De forente arabiske emirater|Arabiemiirikunnat|Spojené arabské emiráty|الإمارات العربية المتحدة;Egyesült Arab Emírségek;Emiratele Arabe Unite;Birleşik Arap Emirlikleri;ОАЭ;UAE;U.A.E.;Emirates;VAE;EAU;Dubai;Abu Dhabi
AF|AFG|AFN|Afghanistan|||Afganistán||Afeganistão||Afganistan||||Afganistan|Afghánistán|افغانستان;Afganisztán;Афганистан;Islamic Republic of Afghanistan
AG|ATG|XCD|Antigua & Barbuda|Antigua und Barbuda|Antigua-et-Barbuda|Antigua y Barbuda|Antigua e Barbuda|Antígua e Barbuda|Antigua en Barbuda|Antigua i Barbuda|Antigua och Barbuda|Antigua og Barbuda|Antigua og Barbuda|Antigua ja Barbuda|Antigua a Barbuda|Antigua és Barbuda;Antigua și Barbuda;Antigua ve Barbuda;Антигуа и Барбуда;Antigua and Barbuda
AI|AIA|XCD|Anguilla|||Anguila||Anguila||||||||Ангилья
AL|ALB|ALL|Albania|Albanien|Albanie|||Albânia|Albanië||Albanien|Albanien|||Albánie|Shqipëri;Albánia;Arnavutluk;Albánsko;Албания;Republic of Albania
AM|ARM|AMD|Armenia|Armenien|Arménie|||Armênia|Armenië||Armenien|Armenien|||Arménie|Հայաստան;Örményország;Ermenistan;Arménsko;Армения;Republic of Armenia
AO|AGO|AOA|Angola|||||||||||||Ангола;Republic of Angola
AQ|ATA||Antarctica|Antarktis|Antarctique|Antártida|Antartide|Antártida||Antarktyda|Antarktis|Antarktis|Antarktis|Antarktis|Antarktida|Antarktisz;Antarktika;Antarktída;Антарктида
AR|ARG|ARS|Argentina|Argentinien|Argentine||||Argentinië|Argentyna||||Argentiina||Argentína;Arjantin;Аргентина;Argentine Republic
AS|ASM|USD|American Samoa|Amerikanisch-Samoa|Samoa américaines|Samoa Americana|Samoa Americane|Samoa Americana|Amerikaans-Samoa|Samoa Amerykańskie|Amerikanska Samoa|Amerikansk Samoa|Amerikansk Samoa|Amerikan Samoa|Americká Samoa|Amerikai Szamoa;Samoa Americană;Amerikan Samoası;Американское Самоа
AT|AUT|EUR|Austria|Österreich|Autriche|||Áustria|Oostenrijk||Österrike|Østrig|Østerrike|Itävalta|Rakousko|Ausztria;Avusturya;Rakúsko;Австрия;Republic of Austria;A;AUT;Republik Österreich;Oesterreich
AU|AUS|AUD|Australia|Australien|Australie|||Austrália|Australië||Australien|Australien|||Austrálie|Ausztrália;Avustralya;Австралия;Aussie;Commonwealth of Australia
AW|ABW|AWG|Aruba|||||||||||||Аруба
AX|ALA|EUR|Åland Islands|Ålandinseln|Îles Åland|Islas Aland|Isole Åland|Ilhas Aland|Åland|Wyspy Alandzkie|Åland|Åland|Åland|Ahvenanmaa|Ålandy|Åland-szigetek;Insulele Åland;Åland Adaları;Alandy;Аландские о-ва
AZ|AZE|AZN|Azerbaijan|Aserbaidschan|Azerbaïdjan|Azerbaiyán|Azerbaigian|Azerbaijão|Azerbeidzjan|Azerbejdżan|Azerbajdzjan|Aserbajdsjan|Aserbajdsjan|Azerbaidžan|Ázerbájdžán|Azərbaycan;Azerbajdzsán;Azerbaidjan;Azerbaycan;Azerbajdžan;Азербайджан;Republic of Azerbaijan
BA|BIH|BAM|Bosnia & Herzegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bosnia ed Erzegovina|Bósnia e Herzegovina|Bosnië en Herzegovina|Bośnia i Hercegowina|Bosnien och Hercegovina|Bosnien-Hercegovina|Bosnia-Hercegovina|Bosnia ja Hertsegovina|Bosna a Hercegovina|Bosna i Hercegovina;Босна и Херцеговина;Bosznia-Hercegovina;Bosnia și Herțegovina;Bosna-Hersek;Босния и Герцеговина;Bosnia;Bosnia and Herzegovina;Republic of Bosnia and Herzegovina;Bosnia Herzegovina;Bosnien;BiH
BB|BRB|BBD|Barbados||Barbade|||||||||||Барбадос
BD|BGD|BDT|Bangladesh|Bangladesch||Bangladés||||Bangladesz|||||Bangladéš|বাংলাদেশ;Banglades;Bangladeş;Бангладеш;People's Republic of Bangladesh
BE|BEL|EUR|Belgium|Belgien|Belgique|Bélgica|Belgio|Bélgica|België|Belgia|Belgien|Belgien|Belgia|Belgia|Belgie|Belçika;Belgicko;Бельгия;Kingdom of Belgium;B;Belgien / Belgique
BF|BFA|XOF|Burkina Faso|||||Burquina Faso||||||||Буркина-Фасо
BG|BGR|EUR|Bulgaria|Bulgarien|Bulgarie|||Bulgária|Bulgarije|Bułgaria|Bulgarien|Bulgarien|||Bulharsko|България;Bulgaristan;Болгария;Republic of Bulgaria;BUL
BH|BHR|BHD|Bahrain||Bahreïn|Baréin|Bahrein|Barein|Bahrein|Bahrajn|||||Bahrajn|البحرين;Bahreyn;Бахрейн;Kingdom of Bahrain
BI|BDI|BIF|Burundi|||||||||||||Uburundi;Бурунди;Republic of Burundi
BJ|BEN|XOF|Benin||Bénin|Benín||||||||||Бенин;Republic of Benin
BL|BLM|EUR|St. Barthélemy||Saint-Barthélemy|San Bartolomé|Saint-Barthélemy|São Bartolomeu|Saint-Barthélemy|Saint-Barthélemy|S:t Barthélemy|Saint Barthélemy|Saint-Barthélemy|Saint-Barthélemy|Svatý Bartoloměj|Saint Barthelemy;Svätý Bartolomej;Сен-Бартелеми
BM|BMU|BMD|Bermuda||Bermudes|Bermudas||Bermudas||Bermudy|||||Bermudy|Бермудские о-ва
BN|BRN|BND|Brunei|Brunei Darussalam||Brunéi|||||||||Brunej|Бруней
BO|BOL|BOB|Bolivia|Bolivien|Bolivie|||Bolívia||Boliwia|||||Bolívie|Bolivya;Боливия;Bolivia, Plurinational State of;Plurinational State of Bolivia
BQ|BES|USD|Caribbean Netherlands|Karibische Niederlande|Pays-Bas caribéens|Caribe neerlandés|Caraibi Olandesi|Países Baixos Caribenhos|Caribisch Nederland|Niderlandy Karaibskie|Karibiska Nederländerna|De tidligere Nederlandske Antiller|Karibisk Nederland|Karibian Alankomaat|Karibské Nizozemsko|Holland Karib-térség;Insulele Caraibe Olandeze;Karayip Hollandası;Karibské Holandsko;Бонэйр, Синт-Эстатиус и Саба;Bonaire, Sint Eustatius and Saba
BR|BRA|BRL|Brazil|Brasilien|Brésil|Brasil|Brasile|Brasil|Brazilië|Brazylia|Brasilien|Brasilien|Brasil|Brasilia|Brazílie|Brazília;Brazilia;Brezilya;Бразилия;Federative Republic of Brazil
BS|BHS|BSD|Bahamas||||||Bahama’s|Bahamy||||Bahama|Bahamy|Bahama-szigetek;Bahamalar;Багамы;Commonwealth of the Bahamas;The Bahamas
BT|BTN|BTN|Bhutan||Bhoutan|Bután||Butão|||||||Bhútán|འབྲུག;Bhután;Butan;Бутан;Kingdom of Bhutan
BV|BVT|NOK|Bouvet Island|Bouvetinsel|Île Bouvet|Isla Bouvet|Isola Bouvet|Ilha Bouvet|Bouveteiland|Wyspa Bouveta|Bouvetön|Bouvetøen|Bouvetøya|Bouvet’nsaari|Bouvetův ostrov|Bouvet-sziget;Insula Bouvet;Bouvet Adası;Bouvetov ostrov;о-в Буве
BW|BWA|BWP|Botswana|Botsuana||Botsuana||Botsuana||||||||Botsvana;Ботсвана;Republic of Botswana
BY|BLR|BYN|Belarus||Biélorussie|Bielorrusia|Bielorussia|Bielorrússia||Białoruś||||Valko-Venäjä|Bělorusko|Беларусь;Belarusz;Bielorusko;Republic of Belarus;Weißrussland;Weissrussland
BZ|BLZ|BZD|Belize|||Belice||||||||||Белиз
CA|CAN|CAD|Canada|Kanada||Canadá||Canadá||Kanada|Kanada|||Kanada|Kanada|Канада;CDN
CC|CCK|AUD|Cocos (Keeling) Islands|Kokosinseln|Îles Cocos|Islas Cocos|Isole Cocos (Keeling)|Ilhas Cocos (Keeling)|Cocoseilanden|Wyspy Kokosowe|Kokosöarna|Cocosøerne|Kokosøyene|Kookossaaret (Keelingsaaret)|Kokosové ostrovy|Kepulauan Cocos (Keeling);Kókusz (Keeling)-szigetek;Insulele Cocos (Keeling);Cocos (Keeling) Adaları;Кокосовые о-ва;Cocos Islands
CD|COD|CDF|Congo - Kinshasa|Kongo-Kinshasa|Congo-Kinshasa|República Democrática del Congo|||Congo-Kinshasa|Demokratyczna Republika Konga|Kongo-Kinshasa|Congo-Kinshasa|Kongo|Kongon demokraattinen tasavalta|Kongo – Kinshasa|Kongó – Kinshasa;Kongo - Kinşasa;Konžská demokratická republika;Конго - Киншаса;Congo, The Democratic Republic of the;DR Congo;DRC;Congo, Democratic Republic of the;Congo (DRC);Democratic Republic of the Congo;Zaire
CF|CAF|XAF|Central African Republic|Zentralafrikanische Republik|République centrafricaine|República Centroafricana|Repubblica Centrafricana|República Centro-Africana|Centraal-Afrikaanse Republiek|Republika Środkowoafrykańska|Centralafrikanska republiken|Den Centralafrikanske Republik|Den sentralafrikanske republikk|Keski-Afrikan tasavalta|Středoafrická republika|Ködörösêse tî Bêafrîka;Közép-afrikai Köztársaság;Republica Centrafricană;Orta Afrika Cumhuriyeti;Stredoafrická republika;Центрально-Африканская Республика
CG|COG|XAF|Congo - Brazzaville|Kongo-Brazzaville|Congo-Brazzaville|Congo|Congo-Brazzaville|República do Congo|Congo-Brazzaville|Kongo|Kongo-Brazzaville|Congo-Brazzaville|Kongo-Brazzaville|Kongon tasavalta|Kongo – Brazzaville|Kongó – Brazzaville;Kongo - Brazavil;Konžská republika;Конго - Браззавиль;Republic of the Congo
CH|CHE|CHF|Switzerland|Schweiz|Suisse|Suiza|Svizzera|Suíça|Zwitserland|Szwajcaria|Schweiz|Schweiz|Sveits|Sveitsi|Švýcarsko|Svizra;Svájc;Elveția;İsviçre;Švajčiarsko;Швейцария;Swiss Confederation;SUI;Schweizerische Eidgenossenschaft;Confoederatio Helvetica
CI|CIV|XOF|Côte d’Ivoire||||Costa d’Avorio|Costa do Marfim|Ivoorkust||Elfenbenskusten|Elfenbenskysten|Elfenbenskysten|Norsunluurannikko|Pobřeží slonoviny|Elefántcsontpart;Pobrežie Slonoviny;Кот-д’Ивуар;Côte d'Ivoire;Republic of Côte d'Ivoire;Ivory Coast;Elfenbeinküste;Costa de Marfil;Costa d'Avorio
CK|COK|NZD|Cook Islands|Cookinseln|Îles Cook|Islas Cook|Isole Cook|Ilhas Cook|Cookeilanden|Wyspy Cooka|Cooköarna|Cookøerne|Cookøyene|Cookinsaaret|Cookovy ostrovy|Cook-szigetek;Insulele Cook;Cook Adaları;Cookove ostrovy;о-ва Кука
CL|CHL|CLP|Chile||Chili||Cile||Chili|||||||Şili;Čile;Чили;Republic of Chile
CM|CMR|XAF|Cameroon|Kamerun|Cameroun|Camerún|Camerun|Camarões|Kameroen|Kamerun|Kamerun|Cameroun|Kamerun|Kamerun|Kamerun|Камерун;Republic of Cameroon
CN|CHN|CNY|China||Chine||Cina|||Chiny|Kina|Kina|Kina|Kiina|Čína|中国;中國;Kína;Çin;Китай;People's Republic of China;P.R. China;PR China;PRC;P.R.C.;VR China;Mainland China;China Mainland;Chine populaire
CO|COL|COP|Colombia|Kolumbien|Colombie|||Colômbia||Kolumbia||||Kolumbia|Kolumbie|Columbia;Kolombiya;Колумбия;Republic of Colombia
CR|CRI|CRC|Costa Rica|||||||Kostaryka|||||Kostarika|Kosta Rika;Коста-Рика;Republic of Costa Rica
CU|CUB|CUP|Cuba|Kuba||||||Kuba|Kuba|||Kuuba|Kuba|Küba;Куба;Republic of Cuba
CV|CPV|CVE|Cape Verde|Cabo Verde|Cap-Vert|Cabo Verde|Capo Verde|Cabo Verde|Kaapverdië|Republika Zielonego Przylądka|Kap Verde|Kap Verde|Kapp Verde|Kap Verde|Kapverdy|Zöld-foki Köztársaság;Capul Verde;Кабо-Верде;Republic of Cabo Verde
CW|CUW|XCG|Curaçao|||Curazao||||||||||Кюрасао
CX|CXR|AUD|Christmas Island|Weihnachtsinsel|Île Christmas|Isla de Navidad|Isola Christmas|Ilha Christmas|Christmaseiland|Wyspa Bożego Narodzenia|Julön|Juleøen|Christmasøya|Joulusaari|Vánoční ostrov|Karácsony-sziget;Insula Christmas;Christmas Adası;Vianočný ostrov;о-в Рождества
CY|CYP|EUR|Cyprus|Zypern|Chypre|Chipre|Cipro|Chipre||Cypr|Cypern|Cypern|Kypros|Kypros|Kypr|Κύπρος;Kıbrıs;Ciprus;Cipru;Кипр;Republic of Cyprus
CZ|CZE|CZK|Czechia|Tschechien|Tchéquie|Chequia|Cechia|Tchéquia|Tsjechië|Czechy|Tjeckien|Tjekkiet|Tsjekkia|Tšekki|Česko|Csehország;Cehia;Çekya;Чехия;Czech Republic;Czech Rep.;Czech;Tschechische Republik;Česká republika;République tchèque;República Checa;Repubblica Ceca;República Tcheca;Republika Czeska;Tjeckiska republiken;Tsjechische Republiek;ČR;Tschechei
DE|DEU|EUR|Germany|Deutschland|Allemagne|Alemania|Germania|Alemanha|Duitsland|Niemcy|Tyskland|Tyskland|Tyskland|Saksa|Německo|Almanya;Германия;Németország;Nemecko;Federal Republic of Germany;GER;BRD;D;Deutschland (DE);Bundesrepublik Deutschland;Republik Deutschland;Allemagne fédérale;Almania
DJ|DJI|DJF|Djibouti|Dschibuti||Yibuti|Gibuti|Djibuti||Dżibuti|||||Džibutsko|Dzsibuti;Cibuti;Джибути;Republic of Djibouti
DK|DNK|DKK|Denmark|Dänemark|Danemark|Dinamarca|Danimarca|Dinamarca|Denemarken|Dania|Danmark|Danmark|Danmark|Tanska|Dánsko|Dánia;Danemarca;Danimarka;Дания;Kingdom of Denmark;DEN
DM|DMA|XCD|Dominica||Dominique|||||Dominika|||||Dominika|Доминика;Commonwealth of Dominica
DO|DOM|DOP|Dominican Republic|Dominikanische Republik|République dominicaine|República Dominicana|Repubblica Dominicana|República Dominicana|Dominicaanse Republiek|Dominikana|Dominikanska republiken|Den Dominikanske Republik|Den dominikanske republikk|Dominikaaninen tasavalta|Dominikánská republika|Dominikai Köztársaság;Republica Dominicană;Dominik Cumhuriyeti;Dominikánska republika;Доминиканская Республика
DZ|DZA|DZD|Algeria|Algerien|Algérie|Argelia||Argélia|Algerije|Algieria|Algeriet|Algeriet|Algerie||Alžírsko|الجزائر;Algéria;Cezayir;Алжир;People's Democratic Republic of Algeria
EC|ECU|USD|Ecuador||Équateur|||Equador||Ekwador|||||Ekvádor|Ekvador;Эквадор;Republic of Ecuador
EE|EST|EUR|Estonia|Estland|Estonie|||Estônia|Estland||Estland|Estland|Estland|Viro|Estonsko|Eesti;Észtország;Estonya;Estónsko;Эстония;Republic of Estonia
EG|EGY|EGP|Egypt|Ägypten|Égypte|Egipto|Egitto|Egito|Egypte|Egipt|Egypten|Egypten||Egypti||مصر;Egyiptom;Mısır;Египет;Arab Republic of Egypt
EH|ESH|MAD|Western Sahara|Westsahara|Sahara occidental|Sáhara Occidental|Sahara Occidentale|Saara Ocidental|Westelijke Sahara|Sahara Zachodnia|Västsahara|Vestsahara|Vest-Sahara|Länsi-Sahara|Západní Sahara|الصحراء الغربية;Nyugat-Szahara;Sahara Occidentală;Batı Sahra;Západná Sahara;Западная Сахара
ER|ERI|ERN|Eritrea||Érythrée|||Eritreia||Erytrea||||||ኤርትራ;Eritreea;Eritre;Эритрея;the State of Eritrea
ES|ESP|EUR|Spain|Spanien|Espagne|España|Spagna|Espanha|Spanje|Hiszpania|Spanien|Spanien|Spania|Espanja|Španělsko|Espanya;Espainia;Spanyolország;İspanya;Španielsko;Испания;Kingdom of Spain;E;Reino de España
ET|ETH|ETB|Ethiopia|Äthiopien|Éthiopie|Etiopía|Etiopia|Etiópia|Ethiopië|Etiopia|Etiopien|Etiopien|Etiopia|Etiopia|Etiopie|ኢትዮጵያ;Etiyopya;Эфиопия;Federal Democratic Republic of Ethiopia
FI|FIN|EUR|Finland|Finnland|Finlande|Finlandia|Finlandia|Finlândia||Finlandia||||Suomi|Finsko|Finnország;Finlanda;Finlandiya;Fínsko;Финляндия;Republic of Finland
FJ|FJI|FJD|Fiji|Fidschi|Fidji|Fiyi|Figi|||Fidżi||||Fidži|Fidži|Fidzsi;Фиджи;Republic of Fiji
FK|FLK|FKP|Falkland Islands|Falklandinseln|Îles Malouines|Islas Malvinas|Isole Falkland|Ilhas Malvinas|Falklandeilanden|Falklandy|Falklandsöarna|Falklandsøerne|Falklandsøyene|Falklandinsaaret|Falklandské ostrovy|Falkland-szigetek;Insulele Falkland;Falkland Adaları;Фолклендские о-ва;Falkland Islands (Malvinas);Malvinas
FM|FSM|USD|Micronesia|Mikronesien|Micronésie|||Micronésia||Mikronezja|Mikronesien|Mikronesien|Mikronesiaføderasjonen|Mikronesia|Mikronésie|Mikronézia;Micronezia;Mikronezya;Федеративные Штаты Микронезии;Micronesia, Federated States of;Federated States of Micronesia
FO|FRO|DKK|Faroe Islands|Färöer|Îles Féroé|Islas Feroe|Isole Fær Øer|Ilhas Faroé|Faeröer|Wyspy Owcze|Färöarna|Færøerne|Færøyene|Färsaaret|Faerské ostrovy|Føroyar;Feröer szigetek;Insulele Feroe;Faroe Adaları;Фарерские о-ва
FR|FRA|EUR|France|Frankreich||Francia|Francia|França|Frankrijk|Francja|Frankrike|Frankrig|Frankrike|Ranska|Francie|Франция;Franciaország;Franța;Fransa;Francúzsko;French Republic;F;République française;France métropolitaine
GA|GAB|XAF|Gabon|Gabun||Gabón||Gabão||||||||Габон;Gabonese Republic
GB|GBR|GBP|United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Reino Unido|Verenigd Koninkrijk|Wielka Brytania|Storbritannien|Storbritannien|Storbritannia|Iso-Britannia|Spojené království|Y Deyrnas Unedig;Egyesült Királyság;Regatul Unit;Birleşik Krallık;Spojené kráľovstvo;Великобритания;R.-U.;Wlk. Bryt.;Britannia;United Kingdom of Great Britain and Northern Ireland;UK;U.K.;United Kingdom (UK);Great Britain;Britain;England;Scotland;Wales;Northern Ireland;Great Britain & N. Ireland;N. Ireland;Großbritannien;Grossbritannien;England und Wales;Schottland;Grande-Bretagne;Angleterre;Écosse;Gran Bretaña;Inglaterra;Escocia;Gran Bretagna;Inghilterra;Scozia;Grã-Bretanha;Groot-Brittannië;Engeland;Schotland;Anglia;Velká Británie;Anglie;Iso Britannia;Englanti;Vereinigtes Koenigreich
GD|GRD|XCD|Grenada||Grenade|Granada||Granada||||||||Гренада
GE|GEO|GEL|Georgia|Georgien|Géorgie|||Geórgia|Georgië|Gruzja|Georgien|Georgien|||Gruzie|საქართველო;Grúzia;Gürcistan;Gruzínsko;Грузия
GF|GUF|EUR|French Guiana|Französisch-Guayana|Guyane française|Guayana Francesa|Guyana Francese|Guiana Francesa|Frans-Guyana|Gujana Francuska|Franska Guyana|Fransk Guyana|Fransk Guyana|Ranskan Guayana|Francouzská Guyana|Francia Guyana;Guyana Franceză;Fransız Guyanası;Francúzska Guyana;Французская Гвиана
GG|GGY|GBP|Guernsey||Guernesey|Guernesey||||||||||Гернси
GH|GHA|GHS|Ghana|||||Gana||||||||Gaana;Ghána;Гана;Republic of Ghana
GI|GIB|GIP|Gibraltar||||Gibilterra|||||||||Gibraltár;Cebelitarık;Гибралтар
GL|GRL|DKK|Greenland|Grönland|Groenland|Groenlandia|Groenlandia|Groenlândia|Groenland|Grenlandia|Grönland|Grønland|Grønland|Grönlanti|Grónsko|Kalaallit Nunaat;Groenlanda;Гренландия
GM|GMB|GMD|Gambia||Gambie|||Gâmbia|||||||Gambie|Gambiya;Гамбия;Republic of the Gambia;The Gambia
GN|GIN|GNF|Guinea||Guinée|||Guiné|Guinee|Gwinea||||||Guineea;Gine;Гвинея;Republic of Guinea
GP|GLP|EUR|Guadeloupe|||Guadalupe|Guadalupa|Guadalupe||Gwadelupa||||||Guadelupa;Гваделупа
GQ|GNQ|XAF|Equatorial Guinea|Äquatorialguinea|Guinée équatoriale|Guinea Ecuatorial|Guinea Equatoriale|Guiné Equatorial|Equatoriaal-Guinea|Gwinea Równikowa|Ekvatorialguinea|Ækvatorialguinea|Ekvatorial-Guinea|Päiväntasaajan Guinea|Rovníková Guinea|Egyenlítői-Guinea;Guineea Ecuatorială;Ekvator Ginesi;Экваториальная Гвинея;Republic of Equatorial Guinea
GR|GRC|EUR|Greece|Griechenland|Grèce|Grecia|Grecia|Grécia|Griekenland|Grecja|Grekland|Grækenland|Hellas|Kreikka|Řecko|Ελλάδα;Görögország;Yunanistan;Grécko;Греция;Hellenic Republic;GRE;Ellada
GS|SGS||South Georgia & South Sandwich Islands|Südgeorgien und die Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|Islas Georgia del Sur y Sandwich del Sur|Georgia del Sud e Sandwich Australi|Ilhas Geórgia do Sul e Sandwich do Sul|Zuid-Georgia en Zuidelijke Sandwicheilanden|Georgia Południowa i Sandwich Południowy|Sydgeorgien och Sydsandwichöarna|South Georgia og De Sydlige Sandwichøer|Sør-Georgia og Sør-Sandwichøyene|Etelä-Georgia ja Eteläiset Sandwichinsaaret|Jižní Georgie a Jižní Sandwichovy ostrovy|Déli-Georgia és Déli-Sandwich-szigetek;Georgia de Sud și Insulele Sandwich de Sud;Güney Georgia ve Güney Sandwich Adaları;Južná Georgia a Južné Sandwichove ostrovy;Южная Георгия и Южные Сандвичевы о-ва;South Georgia and the South Sandwich Islands
GT|GTM|GTQ|Guatemala|||||||Gwatemala||||||Гватемала;Republic of Guatemala
GU|GUM|USD|Guam|||||||||||||Гуам
GW|GNB|XOF|Guinea-Bissau||Guinée-Bissau|Guinea-Bisáu||Guiné-Bissau|Guinee-Bissau|Gwinea Bissau||||||Bissau-Guinea;Guineea-Bissau;Gine-Bissau;Гвинея-Бисау;Republic of Guinea-Bissau
GY|GUY|GYD|Guyana|||||Guiana||Gujana||||||Гайана;Republic of Guyana
HK|HKG|HKD|Hong Kong|Hongkong|||||Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|中国香港特别行政区;中國香港特別行政區;Hongkong KKT;R.A.S. Hong Kong, China;Çin Hong Kong ÖİB;Hongkong – OAO Číny;Гонконг (САР);Hong Kong;Hongkong;Hong Kong Special Administrative Region of China;Hong-Kong;H.K.;HKSAR;Hong Kong SAR;Hong Kong S.A.R.;Hong Kong SAR China
HM|HMD|AUD|Heard & McDonald Islands|Heard und McDonaldinseln|Îles Heard-et-MacDonald|Islas Heard y McDonald|Isole Heard e McDonald|Ilhas Heard e McDonald|Heard en McDonaldeilanden|Wyspy Heard i McDonalda|Heardön och McDonaldöarna|Heard Island og McDonald Islands|Heard- og McDonaldøyene|Heard ja McDonaldinsaaret|Heardův ostrov a McDonaldovy ostrovy|Heard-sziget és McDonald-szigetek;Insula Heard și Insulele McDonald;Heard Adası ve McDonald Adaları;Heardov ostrov a Macdonaldove ostrovy;о-ва Херд и Макдональд;Heard Island and McDonald Islands
HN|HND|HNL|Honduras|||||||||||||Гондурас;Republic of Honduras
HR|HRV|EUR|Croatia|Kroatien|Croatie|Croacia|Croazia|Croácia|Kroatië|Chorwacja|Kroatien|Kroatien|Kroatia|Kroatia|Chorvatsko|Hrvatska;Horvátország;Croația;Hırvatistan;Chorvátsko;Хорватия;Republic of Croatia;CRO
HT|HTI|HTG|Haiti||Haïti|Haití|||Haïti|||||||Гаити;Republic of Haiti
HU|HUN|HUF|Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hungria|Hongarije|Węgry|Ungern|Ungarn|Ungarn|Unkari|Maďarsko|Magyarország;Ungaria;Macaristan;Венгрия;H;Hungaria
ID|IDN|IDR|Indonesia|Indonesien|Indonésie|||Indonésia|Indonesië|Indonezja|Indonesien|Indonesien|||Indonésie|Indonézia;Indonezia;Endonezya;Индонезия;Republic of Indonesia
IE|IRL|EUR|Ireland|Irland|Irlande|Irlanda|Irlanda|Irlanda|Ierland|Irlandia|Irland|Irland|Irland|Irlanti|Irsko|Éire;Írország;İrlanda;Írsko;Ирландия;Eire;Republic of Ireland;Republik Irland;Southern Ireland;Irish Republic
IL|ISR|ILS|Israel||Israël||Israele||Israël|Izrael|||||Izrael|ישראל;إسرائيل;İsrail;Израиль;State of Israel
IM|IMN|GBP|Isle of Man||Île de Man|Isla de Man|Isola di Man|Ilha de Man||Wyspa Man|||Man|Mansaari|Ostrov Man|Man-sziget;Insula Man;Man Adası;о-в Мэн
IN|IND|INR|India|Indien|Inde|||Índia||Indie|Indien|Indien||Intia|Indie|भारत;Hindistan;Индия;Republic of India;Bharat
IO|IOT|USD|British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|Territoire britannique de l’océan Indien|Territorio Británico del Océano Índico|Territorio Britannico dell’Oceano Indiano|Território Britânico do Oceano Índico|Brits Indische Oceaanterritorium|Brytyjskie Terytorium Oceanu Indyjskiego|Brittiska territoriet i Indiska oceanen|Det Britiske Territorium i Det Indiske Ocean|Det britiske territoriet i Indiahavet|Brittiläinen Intian valtameren alue|Britské indickooceánské území|Brit Indiai-óceáni Terület;Teritoriul Britanic din Oceanul Indian;Britanya Hint Okyanusu Toprakları;Britské indickooceánske územie;Британская территория в Индийском океане
IQ|IRQ|IQD|Iraq|Irak|Irak|Irak||Iraque|Irak|Irak|Irak|Irak|Irak|Irak|Irák|العراق;Ирак;Republic of Iraq
IR|IRN|IRR|Iran|||Irán||Irã|||||||Írán|ایران;İran;Иран;Iran, Islamic Republic of;Islamic Republic of Iran
IS|ISL|ISK|Iceland|Island|Islande|Islandia|Islanda|Islândia|IJsland|Islandia|Island|Island|Island|Islanti|Island|Ísland;Izland;İzlanda;Исландия;Republic of Iceland
IT|ITA|EUR|Italy|Italien|Italie|Italia|Italia|Itália|Italië|Włochy|Italien|Italien|Italia|Italia|Itálie|Италия;Olaszország;İtalya;Taliansko;Italian Republic;I;Repubblica Italiana
JE|JEY|GBP|Jersey|||||||||||||Джерси
JM|JAM|JMD|Jamaica|Jamaika|Jamaïque||Giamaica|||Jamajka||||Jamaika|Jamajka|Ямайка
JO|JOR|JOD|Jordan|Jordanien|Jordanie|Jordania|Giordania|Jordânia|Jordanië|Jordania|Jordanien|||Jordania|Jordánsko|الأردن;Jordánia;Iordania;Ürdün;Иордания;Hashemite Kingdom of Jordan
JP|JPN|JPY|Japan||Japon|Japón|Giappone|Japão||Japonia||||Japani|Japonsko|日本;Japán;Japonya;Япония;Nippon;Nihon
KE|KEN|KES|Kenya|Kenia||Kenia||Quênia|Kenia|Kenia||||Kenia|Keňa|Кения;Republic of Kenya
KG|KGZ|KGS|Kyrgyzstan|Kirgisistan|Kirghizstan|Kirguistán|Kirghizistan|Quirguistão|Kirgizië|Kirgistan|Kirgizistan|Kirgisistan|Kirgisistan|Kirgisia|Kyrgyzstán|Кыргызстан;Kirgizisztán;Kârgâzstan;Kırgızistan;Kirgizsko;Киргизия;Kyrgyz Republic
KH|KHM|KHR|Cambodia|Kambodscha|Cambodge|Camboya|Cambogia|Camboja|Cambodja|Kambodża|Kambodja|Cambodja|Kambodsja|Kambodža|Kambodža|កម្ពុជា;Kambodzsa;Cambodgia;Kamboçya;Камбоджа;Kingdom of Cambodia
KI|KIR|AUD|Kiribati|||||Quiribati||||||||Кирибати;Republic of Kiribati
KM|COM|KMF|Comoros|Komoren|Comores|Comoras|Comore|Comores|Comoren|Komory|Komorerna|Comorerne|Komorene|Komorit|Komory|جزر القمر;Comore-szigetek;Komorlar;Коморы;Union of the Comoros
KN|KNA|XCD|St. Kitts & Nevis|St. Kitts und Nevis|Saint-Christophe-et-Niévès|San Cristóbal y Nieves|Saint Kitts e Nevis|São Cristóvão e Névis|Saint Kitts en Nevis|Saint Kitts i Nevis|S:t Kitts och Nevis|Saint Kitts og Nevis|Saint Kitts og Nevis|Saint Kitts ja Nevis|Svatý Kryštof a Nevis|Saint Kitts és Nevis;Saint Kitts și Nevis;Saint Kitts ve Nevis;Svätý Krištof a Nevis;Сент-Китс и Невис;Saint Kitts and Nevis
KP|PRK|KPW|North Korea|Nordkorea|Corée du Nord|Corea del Norte|Corea del Nord|Coreia do Norte|Noord-Korea|Korea Północna|Nordkorea|Nordkorea|Nord-Korea|Pohjois-Korea|Severní Korea|북한;Észak-Korea;Coreea de Nord;Kuzey Kore;Severná Kórea;КНДР;Korea, Democratic People's Republic of;Democratic People's Republic of Korea;DPRK;Korea North;North-Korea;Korea (North);N. Korea
KR|KOR|KRW|South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Coreia do Sul|Zuid-Korea|Korea Południowa|Sydkorea|Sydkorea|Sør-Korea|Etelä-Korea|Jižní Korea|대한민국;韩国;Dél-Korea;Coreea de Sud;Güney Kore;Južná Kórea;Республика Корея;Korea, Republic of;Korea;Republic of Korea;Korea South;South-Korea;Korea (South);Republik Korea;S. Korea;ROK
KW|KWT|KWD|Kuwait||Koweït||||Koeweit|Kuwejt|||||Kuvajt|الكويت;Kuvait;Kuweit;Kuveyt;Кувейт;State of Kuwait
KY|CYM|KYD|Cayman Islands|Kaimaninseln|Îles Caïmans|Islas Caimán|Isole Cayman|Ilhas Cayman|Kaaimaneilanden|Kajmany|Caymanöarna|Caymanøerne|Caymanøyene|Caymansaaret|Kajmanské ostrovy|Kajmán-szigetek;Insulele Cayman;Cayman Adaları;Kajmanie ostrovy;о-ва Кайман
KZ|KAZ|KZT|Kazakhstan|Kasachstan||Kazajistán|Kazakistan|Cazaquistão|Kazachstan|Kazachstan|Kazakstan|Kasakhstan|Kasakhstan|Kazakstan|Kazachstán|Казахстан;Қазақстан;Kazahsztán;Kazahstan;Republic of Kazakhstan
LA|LAO|LAK|Laos|||||||||||||ລາວ;Laosz;Лаос;Lao People's Democratic Republic;Lao PDR
LB|LBN|LBP|Lebanon|Libanon|Liban|Líbano|Libano|Líbano|Libanon|Liban|Libanon|Libanon|Libanon|Libanon|Libanon|لبنان;Lübnan;Ливан;Lebanese Republic
LC|LCA|XCD|St. Lucia||Sainte-Lucie|Santa Lucía|Saint Lucia|Santa Lúcia|Saint Lucia|Saint Lucia|S:t Lucia|Saint Lucia||Saint Lucia|Svatá Lucie|Sfânta Lucia;Svätá Lucia;Сент-Люсия
LI|LIE|CHF|Liechtenstein||||||||||||Lichtenštejnsko|Lichtenštajnsko;Лихтенштейн;Principality of Liechtenstein;FL
LK|LKA|LKR|Sri Lanka||||||||||||Srí Lanka|ශ්‍රී ලංකාව;இலங்கை;Шри-Ланка;Democratic Socialist Republic of Sri Lanka
LR|LBR|LRD|Liberia|||||Libéria|||||||Libérie|Liberya;Либерия;Republic of Liberia
LS|LSO|LSL|Lesotho|||Lesoto||Lesoto||||||||Лесото;Kingdom of Lesotho
LT|LTU|EUR|Lithuania|Litauen|Lituanie|Lituania|Lituania|Lituânia|Litouwen|Litwa|Litauen|Litauen|Litauen|Liettua|Litva|Lietuva;Litvánia;Litvanya;Литва;Republic of Lithuania
LU|LUX|EUR|Luxembourg|Luxemburg||Luxemburgo|Lussemburgo|Luxemburgo|Luxemburg|Luksemburg|Luxemburg||Luxemburg|Luxemburg|Lucembursko|Lëtzebuerg;Lüksemburg;Luxembursko;Люксембург;Grand Duchy of Luxembourg;L
LV|LVA|EUR|Latvia|Lettland|Lettonie|Letonia|Lettonia|Letônia|Letland|Łotwa|Lettland|Letland|||Lotyšsko|Latvija;Lettország;Letonya;Латвия;Republic of Latvia
LY|LBY|LYD|Libya|Libyen|Libye|Libia|Libia|Líbia|Libië|Libia|Libyen|Libyen|||Libye|ليبيا;Líbya;Ливия
MA|MAR|MAD|Morocco|Marokko|Maroc|Marruecos|Marocco|Marrocos|Marokko|Maroko|Marocko|Marokko|Marokko|Marokko|Maroko|المغرب;Marokkó;Fas;Марокко;Kingdom of Morocco
MC|MCO|EUR|Monaco|||Mónaco||Mônaco||Monako|||||Monako|Монако;Principality of Monaco
MD|MDA|MDL|Moldova|Republik Moldau|Moldavie|Moldavia|Moldavia|Moldávia|Moldavië|Mołdawia|Moldavien||||Moldavsko|Republica Moldova;Молдова;Moldova, Republic of;Republic of Moldova;Moldawien
ME|MNE|EUR|Montenegro||Monténégro|||||Czarnogóra|||||Černá Hora|Црна Гора;Crna Gora;Montenegró;Muntenegru;Karadağ;Čierna Hora;Черногория
MF|MAF|EUR|St. Martin||Saint-Martin|San Martín|Saint Martin|São Martinho|Saint-Martin|Saint-Martin|Saint-Martin|Saint Martin|Saint-Martin|Saint-Martin|Svatý Martin (Francie)|Sfântul Martin;Svätý Martin (fr.);Сен-Мартен;Saint Martin (French part)
MG|MDG|MGA|Madagascar|Madagaskar|||||Madagaskar|Madagaskar|Madagaskar|Madagaskar|Madagaskar|Madagaskar|Madagaskar|Madagasikara;Madagaszkár;Мадагаскар;Republic of Madagascar
MH|MHL|USD|Marshall Islands|Marshallinseln|Îles Marshall|Islas Marshall|Isole Marshall|Ilhas Marshall|Marshalleilanden|Wyspy Marshalla|Marshallöarna|Marshalløerne|Marshalløyene|Marshallinsaaret|Marshallovy ostrovy|Marshall-szigetek;Insulele Marshall;Marshall Adaları;Marshallove ostrovy;Маршалловы о-ва;Republic of the Marshall Islands
MK|MKD|MKD|North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Macedônia do Norte|Noord-Macedonië|Macedonia Północna|Nordmakedonien|Nordmakedonien|Nord-Makedonia|Pohjois-Makedonia|Severní Makedonie|Северна Македонија;Észak-Macedónia;Macedonia de Nord;Kuzey Makedonya;Severné Macedónsko;Северная Македония;Republic of North Macedonia;Macedonia;FYROM;Mazedonien;Macédoine;Makedonien
ML|MLI|XOF|Mali|||||||||||||Мали;Republic of Mali
MM|MMR|MMK|Myanmar (Burma)|Myanmar|Myanmar (Birmanie)|Myanmar (Birmania)|Myanmar (Birmania)|Mianmar (Birmânia)|Myanmar (Birma)|Mjanma (Birma)|||||Myanmar (Barma)|မြန်မာ;Mianmar;Mjanmarsko;Мьянма (Бирма);Republic of Myanmar;Burma;Birma;Birmanie
MN|MNG|MNT|Mongolia|Mongolei|Mongolie|||Mongólia|Mongolië||Mongoliet|Mongoliet|||Mongolsko|Монгол;Moğolistan;Монголия
MO|MAC|MOP|Macao|Macau||||Macau|Macau|Makau||||||中国澳门特别行政区;Makaó KKT;R.A.S. Macao, China;Çin Makao ÖİB;Macao – OAO Číny;Макао (САР);Macao;Macau;Makau;Macao Special Administrative Region of China
MP|MNP|USD|Northern Mariana Islands|Nördliche Marianen|Îles Mariannes du Nord|Islas Marianas del Norte|Isole Marianne Settentrionali|Ilhas Marianas do Norte|Noordelijke Marianen|Mariany Północne|Nordmarianerna|Nordmarianerne|Nord-Marianene|Pohjois-Mariaanit|Severní Mariany|Északi Mariana-szigetek;Insulele Mariane de Nord;Kuzey Mariana Adaları;Severné Mariány;Северные Марианские о-ва;Commonwealth of the Northern Mariana Islands
MQ|MTQ|EUR|Martinique|||Martinica|Martinica|Martinica||Martynika|||||Martinik|Мартиника
MR|MRT|MRU|Mauritania|Mauretanien|Mauritanie|||Mauritânia|Mauritanië|Mauretania|Mauretanien|Mauretanien|||Mauritánie|موريتانيا;Mauritánia;Moritanya;Мавритания;Islamic Republic of Mauritania
MS|MSR|XCD|Montserrat|||||||||||||Монтсеррат
MT|MLT|EUR|Malta||Malte|||||||||||Málta;Мальта;Republic of Malta
MU|MUS|MUR|Mauritius||Maurice|Mauricio||Maurício|||||||Mauricius|Maurícius;Маврикий;Republic of Mauritius
MV|MDV|MVR|Maldives|Malediven||Maldivas|Maldive|Maldivas|Maldiven|Malediwy|Maldiverna|Maldiverne|Maldivene|Malediivit|Maledivy|Maldív-szigetek;Maldivler;Maldivy;Мальдивы;Republic of Maldives
MW|MWI|MWK|Malawi|||Malaui||Malaui||||||||Malavi;Малави;Republic of Malawi
MX|MEX|MXN|Mexico|Mexiko|Mexique|México|Messico|México||Meksyk|Mexiko|||Meksiko|Mexiko|Mexikó;Mexic;Meksika;Мексика;United Mexican States;Méjico
MY|MYS|MYR|Malaysia||Malaisie|Malasia||Malásia|Maleisië|Malezja||||Malesia|Malajsie|Malajzia;Malezya;Малайзия;Malaysien
MZ|MOZ|MZN|Mozambique|Mosambik|||Mozambico|Moçambique||Mozambik|Moçambique||Mosambik|Mosambik|Mosambik|Mozambic;Мозамбик;Republic of Mozambique
NA|NAM|NAD|Namibia||Namibie|||Namíbia|Namibië||||||Namibie|Namibya;Намибия;Republic of Namibia
NC|NCL|XPF|New Caledonia|Neukaledonien|Nouvelle-Calédonie|Nueva Caledonia|Nuova Caledonia|Nova Caledônia|Nieuw-Caledonië|Nowa Kaledonia|Nya Kaledonien|Ny Kaledonien|Ny-Caledonia|Uusi-Kaledonia|Nová Kaledonie|Új-Kaledónia;Noua Caledonie;Yeni Kaledonya;Nová Kaledónia;Новая Каледония
NE|NER|XOF|Niger|||Níger||Níger||||||||Nijar;Nijer;Нигер;Republic of the Niger
NF|NFK|AUD|Norfolk Island|Norfolkinsel|Île Norfolk|Isla Norfolk|Isola Norfolk|Ilha Norfolk|Norfolk|Norfolk|Norfolkön||Norfolkøya|Norfolkinsaari|Norfolk|Norfolk-sziget;Insula Norfolk;Norfolk Adası;о-в Норфолк
NG|NGA|NGN|Nigeria|||||Nigéria|||||||Nigérie|Nijerya;Нигерия;Federal Republic of Nigeria
NI|NIC|NIO|Nicaragua|||||Nicarágua||Nikaragua|||||Nikaragua|Никарагуа;Republic of Nicaragua
NL|NLD|EUR|Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Países Baixos|Nederland|Holandia|Nederländerna|Nederlandene|Nederland|Alankomaat|Nizozemsko|Hollandia;Țările de Jos;Hollanda;Holandsko;Нидерланды;Kingdom of the Netherlands;NED;Holland;Holanda;Hollande;Olanda;The Netherlands;Hollanti
NO|NOR|NOK|Norway|Norwegen|Norvège|Noruega|Norvegia|Noruega|Noorwegen|Norwegia|Norge|Norge|Norge|Norja|Norsko|Noreg;Norvégia;Norveç;Nórsko;Норвегия;Kingdom of Norway
NP|NPL|NPR|Nepal||Népal||||||||||Nepál|नेपाल;Непал;Federal Democratic Republic of Nepal
NR|NRU|AUD|Nauru|||||||||||||Науру;Republic of Nauru
NU|NIU|NZD|Niue|||||||||||||Ниуэ
NZ|NZL|NZD|New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nova Zelândia|Nieuw-Zeeland|Nowa Zelandia|Nya Zeeland|||Uusi-Seelanti|Nový Zéland|Aotearoa;Új-Zéland;Noua Zeelandă;Yeni Zelanda;Новая Зеландия;N.Z.;New-Zealand
OM|OMN|OMR|Oman|||Omán||Omã|||||||Omán|عُمان;Umman;Оман;Sultanate of Oman
PA|PAN|USD|Panama|||Panamá||Panamá||||||||Панама;Republic of Panama
PE|PER|PEN|Peru||Pérou|Perú|Perù|||||||||Перу;Republic of Peru
PF|PYF|XPF|French Polynesia|Französisch-Polynesien|Polynésie française|Polinesia Francesa|Polinesia Francese|Polinésia Francesa|Frans-Polynesië|Polinezja Francuska|Franska Polynesien|Fransk Polynesien|Fransk Polynesia|Ranskan Polynesia|Francouzská Polynésie|Francia Polinézia;Polinezia Franceză;Fransız Polinezyası;Francúzska Polynézia;Французская Полинезия
PG|PNG|PGK|Papua New Guinea|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea|Papua Nuova Guinea|Papua-Nova Guiné|Papoea-Nieuw-Guinea|Papua-Nowa Gwinea|Papua Nya Guinea|Papua Ny Guinea|Papua Ny-Guinea|Papua-Uusi-Guinea|Papua-Nová Guinea|Pápua Új-Guinea;Papua-Noua Guinee;Papua Yeni Gine;Папуа — Новая Гвинея;Independent State of Papua New Guinea
PH|PHL|PHP|Philippines|Philippinen||Filipinas|Filippine|Filipinas|Filipijnen|Filipiny|Filippinerna|Filippinerne|Filippinene|Filippiinit|Filipíny|Pilipinas;Fülöp-szigetek;Filipine;Filipinler;Филиппины;Republic of the Philippines;RP;Philippine
PK|PAK|PKR|Pakistan|||Pakistán||Paquistão|||||||Pákistán|پاکستان;Pakisztán;Пакистан;Islamic Republic of Pakistan
PL|POL|PLN|Poland|Polen|Pologne|Polonia|Polonia|Polônia|Polen|Polska|Polen|Polen|Polen|Puola|Polsko|Lengyelország;Polonya;Poľsko;Польша;Republic of Poland;RP Polska
PM|SPM|EUR|St. Pierre & Miquelon|St. Pierre und Miquelon|Saint-Pierre-et-Miquelon|San Pedro y Miquelón|Saint-Pierre e Miquelon|São Pedro e Miquelão|Saint-Pierre en Miquelon|Saint-Pierre i Miquelon|S:t Pierre och Miquelon|Saint Pierre og Miquelon|Saint-Pierre-et-Miquelon|Saint-Pierre ja Miquelon|Saint-Pierre a Miquelon|Saint-Pierre és Miquelon;Saint-Pierre și Miquelon;Saint Pierre ve Miquelon;Saint Pierre a Miquelon;Сен-Пьер и Микелон;Saint Pierre and Miquelon
PN|PCN|NZD|Pitcairn Islands|Pitcairninseln|Îles Pitcairn|Islas Pitcairn|Isole Pitcairn|Ilhas Pitcairn|Pitcairneilanden|Pitcairn|Pitcairnöarna|Pitcairn|Pitcairnøyene|Pitcairn|Pitcairnovy ostrovy|Pitcairn-szigetek;Insulele Pitcairn;Pitcairn Adaları;Pitcairnove ostrovy;о-ва Питкэрн
PR|PRI|USD|Puerto Rico||Porto Rico||Portorico|Porto Rico||Portoryko|||||Portoriko|Porto Riko;Пуэрто-Рико
PS|PSE|ILS|Palestinian Territories|Palästinensische Autonomiegebiete|Territoires palestiniens|Territorios Palestinos|Territori Palestinesi|Territórios palestinos|Palestijnse gebieden|Terytoria Palestyńskie|Palestinska territorierna|De palæstinensiske områder|Det palestinske området|Palestiinalaisalue|Palestinská území|الأراضي الفلسطينية;Palesztin Autonómia;Teritoriile Palestiniene;Filistin Bölgeleri;Palestínske územia;Палестинские территории;Palestine;Palästina;Palestina;Palestyna;Palæstina;Palestiina;Palestine, State of;the State of Palestine
PT|PRT|EUR|Portugal||||Portogallo|||Portugalia||||Portugali|Portugalsko|Portugália;Portekiz;Португалия;Portuguese Republic;POR
PW|PLW|USD|Palau||Palaos|Palaos||||||||||Палау;Republic of Palau
PY|PRY|PYG|Paraguay|||||Paraguai||Paragwaj||||||Paraguaj;Парагвай;Republic of Paraguay
QA|QAT|QAR|Qatar|Katar||Catar||Catar||Katar|||||Katar|قطر;Катар;State of Qatar
RE|REU|EUR|Réunion||La Réunion|Reunión|Riunione|Reunião||Reunion||||||Реюньон
RO|ROU|RON|Romania|Rumänien|Roumanie|Rumanía||Romênia|Roemenië|Rumunia|Rumänien|Rumænien|||Rumunsko|România;Románia;Romanya;Румыния;Roumania;Rumania
RS|SRB|RSD|Serbia|Serbien|Serbie|||Sérvia|Servië||Serbien|Serbien|||Srbsko|Србија;Srbija;Szerbia;Sırbistan;Сербия;Republic of Serbia
RU|RUS|RUB|Russia|Russland|Russie|Rusia||Rússia|Rusland|Rosja|Ryssland|Rusland|Russland|Venäjä|Rusko|Россия;Oroszország;Rusya;Russian Federation;Russische Föderation;Fédération de Russie;RF;РФ
RW|RWA|RWF|Rwanda|Ruanda||Ruanda|Ruanda|Ruanda||||||Ruanda||U Rwanda;Руанда;Rwandese Republic
SA|SAU|SAR|Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Arábia Saudita|Saoedi-Arabië|Arabia Saudyjska|Saudiarabien|Saudi-Arabien|Saudi-Arabia|Saudi-Arabia|Saúdská Arábie|المملكة العربية السعودية;Szaúd-Arábia;Arabia Saudită;Suudi Arabistan;Saudská Arábia;Саудовская Аравия;Kingdom of Saudi Arabia;KSA;Saudi
SB|SLB|SBD|Solomon Islands|Salomonen|Îles Salomon|Islas Salomón|Isole Salomone|Ilhas Salomão|Salomonseilanden|Wyspy Salomona|Salomonöarna|Salomonøerne|Salomonøyene|Salomonsaaret|Šalamounovy ostrovy|Salamon-szigetek;Insulele Solomon;Solomon Adaları;Šalamúnove ostrovy;Соломоновы о-ва
SC|SYC|SCR|Seychelles|Seychellen||||Seicheles|Seychellen|Seszele|Seychellerna|Seychellerne|Seychellene|Seychellit|Seychely|Seychelle-szigetek;Seyşeller;Сейшельские о-ва;Republic of Seychelles
SD|SDN|SDG|Sudan||Soudan|Sudán||Sudão|Soedan||||||Súdán|السودان;Szudán;Судан;Republic of the Sudan
SE|SWE|SEK|Sweden|Schweden|Suède|Suecia|Svezia|Suécia|Zweden|Szwecja|Sverige|Sverige|Sverige|Ruotsi|Švédsko|Svédország;Suedia;İsveç;Швеция;Kingdom of Sweden;SWE
SG|SGP|SGD|Singapore|Singapur|Singapour|Singapur||Singapura||Singapur|||||Singapur|新加坡;Szingapúr;Сингапур;Republic of Singapore
SH|SHN|SHP|St. Helena||Sainte-Hélène|Santa Elena|Sant’Elena|Santa Helena|Sint-Helena|Wyspa Świętej Heleny|S:t Helena|||Saint Helena|Svatá Helena|Szent Ilona;Sfânta Elena;Svätá Helena;о-в Св. Елены;Saint Helena, Ascension and Tristan da Cunha
SI|SVN|EUR|Slovenia|Slowenien|Slovénie|Eslovenia||Eslovênia|Slovenië|Słowenia|Slovenien|Slovenien|||Slovinsko|Slovenija;Szlovénia;Slovenya;Словения;Republic of Slovenia;SLO
SJ|SJM|NOK|Svalbard & Jan Mayen|Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|Svalbard y Jan Mayen|Svalbard e Jan Mayen|Svalbard e Jan Mayen|Spitsbergen en Jan Mayen|Svalbard i Jan Mayen|Svalbard och Jan Mayen|Svalbard og Jan Mayen|Svalbard og Jan Mayen|Huippuvuoret ja Jan Mayen|Špicberky a Jan Mayen|Svalbard és Jan Mayen;Svalbard și Jan Mayen;Svalbard ve Jan Mayen;Svalbard a Jan Mayen;Шпицберген и Ян-Майен;Svalbard and Jan Mayen
SK|SVK|EUR|Slovakia|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Eslováquia|Slowakije|Słowacja|Slovakien|Slovakiet|||Slovensko|Szlovákia;Slovacia;Slovakya;Словакия;Slovak Republic;Slowakische Republik;SVK
SL|SLE|SLE|Sierra Leone|||Sierra Leona||Serra Leoa||||||||Сьерра-Леоне;Republic of Sierra Leone
SM|SMR|EUR|San Marino||Saint-Marin|||||||||||San Maríno;Сан-Марино;Republic of San Marino
SN|SEN|XOF|Senegal||Sénégal|||||||||||Senegaal;Szenegál;Сенегал;Republic of Senegal
SO|SOM|SOS|Somalia||Somalie|||Somália|Somalië||||||Somálsko|Soomaaliya;Szomália;Somali;Сомали;Federal Republic of Somalia
SR|SUR|SRD|Suriname|||Surinam||||Surinam|Surinam|Surinam|Surinam||Surinam|Суринам;Republic of Suriname
SS|SSD|SSP|South Sudan|Südsudan|Soudan du Sud|Sudán del Sur|Sud Sudan|Sudão do Sul|Zuid-Soedan|Sudan Południowy|Sydsudan|Sydsudan|Sør-Sudan|Etelä-Sudan|Jižní Súdán|جنوب السودان;Dél-Szudán;Sudanul de Sud;Güney Sudan;Južný Sudán;Южный Судан;Republic of South Sudan
ST|STP|STN|São Tomé & Príncipe|São Tomé und Príncipe|Sao Tomé-et-Principe|Santo Tomé y Príncipe|São Tomé e Príncipe|São Tomé e Príncipe|Sao Tomé en Principe|Wyspy Świętego Tomasza i Książęca|São Tomé och Príncipe|São Tomé og Príncipe|São Tomé og Príncipe|São Tomé ja Príncipe|Svatý Tomáš a Princův ostrov|São Tomé és Príncipe;São Tomé și Príncipe;Sao Tome ve Principe;Svätý Tomáš a Princov ostrov;Сан-Томе и Принсипи;Sao Tome and Principe;Democratic Republic of Sao Tome and Principe
SV|SLV|USD|El Salvador||Salvador|||||Salwador|||||Salvador|Salvádor;Сальвадор;Republic of El Salvador
SX|SXM|XCG|Sint Maarten||Saint-Martin (partie néerlandaise)||||Sint-Maarten||||||Svatý Martin (Nizozemsko)|Svätý Martin (hol.);Синт-Мартен;Sint Maarten (Dutch part)
SY|SYR|SYP|Syria|Syrien|Syrie|Siria|Siria|Síria|Syrië||Syrien|Syrien||Syyria|Sýrie|سوريا;Szíria;Suriye;Sýria;Сирия;Syrian Arab Republic
SZ|SWZ|SZL|Eswatini|||Esuatini||Essuatíni||||||||Szváziföld;Esvatini;Эсватини;Kingdom of Eswatini;Swaziland
TC|TCA|USD|Turks & Caicos Islands|Turks- und Caicosinseln|Îles Turques-et-Caïques|Islas Turcas y Caicos|Isole Turks e Caicos|Ilhas Turcas e Caicos|Turks- en Caicoseilanden|Turks i Caicos|Turks- och Caicosöarna|Turks- og Caicosøerne|Turks- og Caicosøyene|Turks- ja Caicossaaret|Turks a Caicos|Turks- és Caicos-szigetek;Insulele Turks și Caicos;Turks ve Caicos Adaları;Тёркс и Кайкос;Turks and Caicos Islands
TD|TCD|XAF|Chad|Tschad|Tchad||Ciad|Chade|Tsjaad|Czad|Tchad|Tchad|Tsjad|Tšad|Čad|تشاد;Csád;Çad;Чад;Republic of Chad
TF|ATF|EUR|French Southern Territories|Französische Süd- und Antarktisgebiete|Terres australes françaises|Territorios Australes Franceses|Terre Australi Francesi|Territórios Franceses do Sul|Franse Gebieden in de zuidelijke Indische Oceaan|Francuskie Terytoria Południowe i Antarktyczne|Franska sydterritorierna|De Franske Besiddelser i Det Sydlige Indiske Ocean og Antarktis|De franske sørterritorier|Ranskan eteläiset ja antarktiset alueet|Francouzská jižní území|Francia Déli Területek;Teritoriile Australe și Antarctice Franceze;Fransız Güney Toprakları;Francúzske južné a antarktické územia;Французские Южные территории
TG|TGO|XOF|Togo|||||||||||||Того;Togolese Republic
TH|THA|THB|Thailand||Thaïlande|Tailandia|Thailandia|Tailândia||Tajlandia||||Thaimaa|Thajsko|ไทย;Thaiföld;Thailanda;Tayland;Таиланд;Kingdom of Thailand;Siam
TJ|TJK|TJS|Tajikistan|Tadschikistan|Tadjikistan|Tayikistán|Tagikistan|Tadjiquistão|Tadzjikistan|Tadżykistan|Tadzjikistan|Tadsjikistan|Tadsjikistan|Tadžikistan|Tádžikistán|Тоҷикистон;Tádzsikisztán;Tacikistan;Таджикистан;Republic of Tajikistan
TK|TKL|NZD|Tokelau||||||||Tokelauöarna|||||Токелау
TL|TLS|USD|Timor-Leste||Timor oriental||Timor Est||Oost-Timor|Timor Wschodni|Östtimor||Øst-Timor|Itä-Timor|Východní Timor|Kelet-Timor;Východný Timor;Восточный Тимор;Democratic Republic of Timor-Leste;East Timor;Osttimor
TM|TKM|TMT|Turkmenistan||Turkménistan|Turkmenistán||Turcomenistão|||||||Turkmenistán|Türkmenistan;Türkmenisztán;Turkménsko;Туркменистан
TN|TUN|TND|Tunisia|Tunesien|Tunisie|Túnez||Tunísia|Tunesië|Tunezja|Tunisien|Tunesien|||Tunisko|تونس;Tunézia;Tunus;Тунис;Republic of Tunisia
TO|TON|TOP|Tonga|||||||||||||Тонга;Kingdom of Tonga
TR|TUR|TRY|Türkiye|Türkei|Turquie|Turquía|Turchia|Turquia|Turkije|Turcja|Turkiet|Tyrkiet|Tyrkia|Turkki|Turecko|Törökország;Turcia;Турция;Republic of Türkiye;Turkey;Turkiye;Türkiye Cumhuriyeti;Turkei
TT|TTO|TTD|Trinidad & Tobago|Trinidad und Tobago|Trinité-et-Tobago|Trinidad y Tobago|Trinidad e Tobago|Trinidad e Tobago|Trinidad en Tobago|Trynidad i Tobago|Trinidad och Tobago|Trinidad og Tobago|Trinidad og Tobago|Trinidad ja Tobago|Trinidad a Tobago|Trinidad és Tobago;Trinidad și Tobago;Trinidad ve Tobago;Тринидад и Тобаго;Trinidad and Tobago;Republic of Trinidad and Tobago
TV|TUV|AUD|Tuvalu|||||||||||||Тувалу
TW|TWN|TWD|Taiwan||Taïwan|Taiwán||||Tajwan|||||Tchaj-wan|台湾;台灣;Tajvan;Tayvan;Тайвань;Taiwan, Province of China;Taiwan R.O.C.;Republic of China;Taiwan Province of China;Chinese Taipei
TZ|TZA|TZS|Tanzania|Tansania|Tanzanie|||Tanzânia||||||Tansania|Tanzanie|Tanzánia;Tanzanya;Танзания;Tanzania, United Republic of;United Republic of Tanzania
UA|UKR|UAH|Ukraine|||Ucrania|Ucraina|Ucrânia|Oekraïne|Ukraina|Ukraina||Ukraina|Ukraina|Ukrajina|Україна;Украина;Ukrajna;Ukrayna;The Ukraine
UG|UGA|UGX|Uganda||Ouganda||||Oeganda|||||||Уганда;Republic of Uganda
UM|UMI|USD|U.S. Outlying Islands|Amerikanische Überseeinseln|Îles mineures éloignées des États-Unis|Islas menores alejadas de EE. UU.|Isole Minori Esterne degli Stati Uniti|Ilhas Menores Distantes dos EUA|Kleine afgelegen eilanden van de Verenigde Staten|Dalekie Wyspy Mniejsze Stanów Zjednoczonych|USA:s yttre öar|Amerikanske oversøiske øer|USAs ytre øyer|Yhdysvaltain erillissaaret|Menší odlehlé ostrovy USA|Az USA lakatlan külbirtokai;Insulele Îndepărtate ale S.U.A.;ABD Küçük Harici Adaları;Menšie odľahlé ostrovy USA;Внешние малые о-ва (США);United States Minor Outlying Islands
US|USA|USD|United States|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Estados Unidos|Verenigde Staten|Stany Zjednoczone|USA|USA|USA|Yhdysvallat|Spojené státy|Egyesült Államok;Statele Unite ale Americii;Amerika Birleşik Devletleri;Spojené štáty;Соединенные Штаты;É.-U.;EE. UU.;EUA;United States of America;U.S.A.;U.S.;United States (US);America;The States;Vereinigte Staaten von Amerika;Etats-Unis d'Amérique;Estados Unidos de América;Stati Uniti d'America;Verenigde Staten van Amerika;Stany Zjednoczone Ameryki;Amerika;Amérique;EE.UU.;EEUU;E.U.A.;アメリカ
UY|URY|UYU|Uruguay|||||Uruguai||Urugwaj||||||Uruguaj;Уругвай;Eastern Republic of Uruguay
UZ|UZB|UZS|Uzbekistan|Usbekistan|Ouzbékistan|Uzbekistán||Uzbequistão|Oezbekistan|||Usbekistan|Usbekistan||Uzbekistán|Oʻzbekiston;Üzbegisztán;Özbekistan;Узбекистан;Republic of Uzbekistan
VA|VAT|EUR|Vatican City|Vatikanstadt|État de la Cité du Vatican|Ciudad del Vaticano|Città del Vaticano|Cidade do Vaticano|Vaticaanstad|Watykan|Vatikanstaten|Vatikanstaten|Vatikanstaten|Vatikaani|Vatikán|Statul Cetății Vaticanului;Vatikan;Ватикан;Holy See (Vatican City State);Vatican;Holy See
VC|VCT|XCD|St. Vincent & Grenadines|St. Vincent und die Grenadinen|Saint-Vincent-et-les Grenadines|San Vicente y las Granadinas|Saint Vincent e Grenadine|São Vicente e Granadinas|Saint Vincent en de Grenadines|Saint Vincent i Grenadyny|S:t Vincent och Grenadinerna|Saint Vincent og Grenadinerne|St. Vincent og Grenadinene|Saint Vincent ja Grenadiinit|Svatý Vincenc a Grenadiny|Saint Vincent és a Grenadine-szigetek;Saint Vincent și Grenadinele;Saint Vincent ve Grenadinler;Svätý Vincent a Grenadíny;Сент-Винсент и Гренадины;Saint Vincent and the Grenadines
VE|VEN|VES|Venezuela|||||||Wenezuela||||||Венесуэла;Venezuela, Bolivarian Republic of;Bolivarian Republic of Venezuela
VG|VGB|USD|British Virgin Islands|Britische Jungferninseln|Îles Vierges britanniques|Islas Vírgenes Británicas|Isole Vergini Britanniche|Ilhas Virgens Britânicas|Britse Maagdeneilanden|Brytyjskie Wyspy Dziewicze|Brittiska Jungfruöarna|De Britiske Jomfruøer|De britiske jomfruøyene|Brittiläiset Neitsytsaaret|Britské Panenské ostrovy|Brit Virgin-szigetek;Insulele Virgine Britanice;Britanya Virjin Adaları;Виргинские о-ва (Великобритания);Virgin Islands, British;BVI
VI|VIR|USD|U.S. Virgin Islands|Amerikanische Jungferninseln|Îles Vierges des États-Unis|Islas Vírgenes de EE. UU.|Isole Vergini Americane|Ilhas Virgens Americanas|Amerikaanse Maagdeneilanden|Wyspy Dziewicze Stanów Zjednoczonych|Amerikanska Jungfruöarna|De Amerikanske Jomfruøer|De amerikanske jomfruøyene|Yhdysvaltain Neitsytsaaret|Americké Panenské ostrovy|Amerikai Virgin-szigetek;Insulele Virgine Americane;ABD Virjin Adaları;Виргинские о-ва (США);Virgin Islands, U.S.;Virgin Islands of the United States;US Virgin Islands;USVI
VN|VNM|VND|Vietnam||Viêt Nam|||Vietnã||Wietnam||||||Việt Nam;Vietnám;Вьетнам;Viet Nam;Socialist Republic of Viet Nam
VU|VUT|VUV|Vanuatu|||||||||||||Вануату;Republic of Vanuatu
WF|WLF|XPF|Wallis & Futuna|Wallis und Futuna|Wallis-et-Futuna|Wallis y Futuna|Wallis e Futuna|Wallis e Futuna|Wallis en Futuna|Wallis i Futuna|Wallis- och Futunaöarna|Wallis og Futuna|Wallis og Futuna|Wallis ja Futuna|Wallis a Futuna|Wallis és Futuna;Wallis și Futuna;Wallis ve Futuna;Уоллис и Футуна;Wallis and Futuna
WS|WSM|WST|Samoa|||||||||||||Szamoa;Самоа;Independent State of Samoa
YE|YEM|YER|Yemen|Jemen|Yémen|||Iêmen|Jemen|Jemen|Jemen||Jemen|Jemen|Jemen|اليمن;Йемен;Republic of Yemen
YT|MYT|EUR|Mayotte|||||||Majotta||||||Майотта
ZA|ZAF|ZAR|South Africa|Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|África do Sul|Zuid-Afrika|Republika Południowej Afryki|Sydafrika|Sydafrika|Sør-Afrika|Etelä-Afrikka|Jihoafrická republika|Suid-Afrika;Dél-afrikai Köztársaság;Africa de Sud;Güney Afrika;Južná Afrika;Южно-Африканская Республика;Republic of South Africa;RSA;S. Africa
ZM|ZMB|ZMW|Zambia|Sambia|Zambie|||Zâmbia||||||Sambia|Zambie|Zambiya;Замбия;Republic of Zambia
ZW|ZWE|ZWG|Zimbabwe|Simbabwe||Zimbabue||Zimbábue||||||||Zimbabve;Зимбабве;Republic of Zimbabwe
XK|XKX|EUR|Kosovo|||||||Kosowo||||||Kosovë;Koszovó;Kosova;Косово
"""
