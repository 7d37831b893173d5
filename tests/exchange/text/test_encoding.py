"""Encodings are told by how plausible the text reads."""

from __future__ import annotations

import io

import pytest

from salesdesk.exchange.text.encoding import detect, is_known

SAMPLES = {
    "german": (
        "Vorname;Nachname;Straße\nJürgen;Müller;Königstraße 5\nBjörn;Groß;Fußgasse",
        "cp1252 mac_roman cp850",
    ),
    "two German words": ("Name,Ort\nMüller,Köln", "cp1252 mac_roman"),
    "German capitals": ("NAME,ORT\nMÜLLER,KÖLN\nGROSS,WÜRZBURG", "cp1252 mac_roman"),
    "euro sign": ("Name;Betrag\nMeier;1.200 €\nSchulz – Söhne;300 €", "cp1252"),
    "french": (
        "Prénom,Société\nGaëlle,Boulangerie d’Étienne\nFrançois,Crédit à l’étranger",
        "cp1252 mac_roman",
    ),
    "french names": ("First,Last\nGaëlle,Perrin\nInès,Moreau", "cp1252 mac_roman"),
    "spanish": ("Nombre,Año\nJosé Núñez,España\n¿Qué?,Ángel Peña", "cp1252 mac_roman"),
    "italian": ("Nome,Città\nNicolò,Forlì\nPerché,Università", "cp1252 mac_roman"),
    "portuguese": ("Nome,Cidade\nJoão Gonçalves,São Paulo\nConceição,Brasília", "cp1252 mac_roman"),
    "swedish": ("Namn,Ort\nÅsa Lindström,Malmö\nBjörk Sjögren,Göteborg", "cp1252 mac_roman"),
    "danish": ("Navn,By\nSøren Kjær,Århus\nLærke Ø,København", "cp1252 mac_roman"),
    "polish": ("Imię,Miejscowość\nMałgorzata,Łódź\nPaweł Dąbrowski,Świętochłowice", "cp1250 iso8859_2 cp852"),
    "czech": ("Jméno,Příjmení\nJiří,Dvořák\nŽaneta,Černá\nOndřej,Šťastný", "cp1250 iso8859_2"),
    "czech addresses": (
        "Číslo,Firma,Jméno,PSČ,Poznámka\n1,Pekařství Veselý,Kateřina Horáková,301 00,Fakturovat čtvrtletně\n"
        "2,Hotel Slavia,Jana Kučerová,120 00,Odběratel",
        "cp1250",
    ),
    "hungarian": ("Név,Város\nKovács Gergő,Győr\nSzűcs Ödön,Hódmezővásárhely", "cp1250"),
    "turkish": ("Ad,Şehir\nAyşe,İstanbul\nÇağrı Öztürk,Diyarbakır\nGökhan Işık,Eskişehir", "cp1254"),
    "russian": ("Имя,Город\nИван Петров,Москва\nОльга,Санкт-Петербург", "cp1251 koi8_r cp866 mac_cyrillic"),
    "greek": ("Όνομα,Επώνυμο\nΓιώργος,Παπαδόπουλος\nΜαρία,Οικονόμου", "cp1253"),
    "hebrew": ("שם,עיר\nדוד כהן,תל אביב\nמשה לוי,ירושלים", "cp1255"),
    "arabic": ("الاسم,المدينة\nمحمد علي,القاهرة\nأحمد حسن,الرياض", "cp1256"),
    "thai": ("ชื่อ,เมือง\nสมชาย ใจดี,กรุงเทพ\nสมหญิง รักไทย,เชียงใหม่", "cp874"),
    "japanese": ("氏名,会社\n山田 太郎,株式会社サンプル\n鈴木 花子,テスト商事", "cp932 euc_jp iso2022_jp"),
    "chinese": ("姓名,公司\n王小明,北京科技有限公司\n李娜,上海贸易有限公司", "gb18030"),
    "taiwanese": ("姓名,公司\n陳大文,台灣科技股份有限公司\n林美玲,高雄貿易", "cp950"),
    "korean": ("이름,회사\n김민수,한국전자\n박지영,서울상사", "cp949"),
}
UNICODE = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split()


def _cases() -> list[tuple[str, str]]:
    return [(name, codec) for name, (_, codecs) in SAMPLES.items() for codec in [*codecs.split(), *UNICODE]]


@pytest.mark.parametrize(("name", "codec"), _cases())
def test_the_text_reads_as_it_was_written(name: str, codec: str) -> None:
    text = SAMPLES[name][0].replace("\n", "\r\n")
    data = text.encode(codec)
    assert data.decode(detect(io.BytesIO(data))).removeprefix("\ufeff") == text


def test_ascii_is_utf8_and_a_mark_wins() -> None:
    assert detect(io.BytesIO(b"a,b\n")) == "utf-8"
    assert detect(io.BytesIO(b"\xef\xbb\xbfa")) == "utf-8-sig"
    assert detect(io.BytesIO(b"")) == "utf-8"


def test_one_broken_character_does_not_make_utf8_something_else() -> None:
    text = "Müller,Größe,Straße\n" * 50
    assert detect(io.BytesIO(text.encode() + b"\xff\n" + text.encode())) == "utf-8"


def test_a_character_cut_between_blocks_is_whole() -> None:
    data = b"a" * ((1 << 20) - 1) + "äöü\n".encode()
    assert detect(io.BytesIO(data)) == "utf-8"


def test_far_away_high_bytes_are_found() -> None:
    data = b"plain,line\n" * 200_000 + "Jürgen,Müller\n".encode("cp1252")
    assert detect(io.BytesIO(data)) == "cp1252"


def test_names_of_encodings() -> None:
    assert is_known("cp1252")
    assert not is_known("klingon")
    assert not is_known("base64")


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"Name;Ort\nAnna Weber\xa0;Berlin\nBert Schulz;Hamburg\n", "cp1252"),
        (b"Name,City\n\xa0Ann,Rome\n", "cp1252"),
        (b"Name;Preis\nA;1\xa0000,00\n", "cp1252"),
        (b"Nom;Note\nJean;Bonjour\xa0!\n", "cp1252"),
        (b"Name;Ort\nAnna\xa0Weber;Berlin\n", "cp1252"),
        ("Name;Ort\nMálaga;Cádiz\n".encode("cp850"), "cp850"),
    ],
)
def test_a_lone_space_that_does_not_break_is_no_letter(data: bytes, codec: str) -> None:
    assert detect(io.BytesIO(data)) == codec
