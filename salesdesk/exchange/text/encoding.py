"""Which encoding a text file is written in.

Byte order mark, then the pattern of NULs, then strict UTF-8 over the whole file, then a choice of our own:
every candidate is decoded and judged by how plausible its non-ASCII characters are where they stand. The
usual detectors read short cp1252 German and French as Central European or Cyrillic; here the neighbours
decide: a symbol between two letters, a capital inside a word, or three accents in a row are what a wrong
code page looks like.
"""

from __future__ import annotations

import codecs
import locale
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

BLOCK = 1 << 20
SAMPLE = 48 * 1024  # bytes of lines with high bytes that are judged

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

_WEST = frozenset("éèêëàâäáãåæçñóòôöõøœúùûüíìîïßÿÉÈÀÂÄÁÅÆÇÑÓÖØÚÜÍÎÔÕÃŒ")
_EAST = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰöüÖÜôľĺŕăâîşţĂÂÎŞŢđĐäëß")
_TURK = frozenset("çğıöşüÇĞİÖŞÜâîû")
_BALT = frozenset("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽąęėįųĄĘĖĮŲõäöüÕÄÖÜ")
_CYR = frozenset("оеаинтсрвлкмдпуяОЕАИНТСРВЛКМДПУЯ")
_GREEK = frozenset("αοιετσνηυρπκμλάέήίόύώςΑΟΙΕΤΣΝΗΥΡΠΚΜΛ")
_HEBREW = frozenset("יוהלאמרתבנשםן")
_ARABIC = frozenset("الينمرتوهدبسعكة")
_THAI = frozenset("านรกเงยมลอวทสตะบดคปหแจพชขใไโัี่้ิุูึืา")

_SINGLE: tuple[tuple[str, frozenset[str], str, float], ...] = (
    ("cp1252", _WEST, "LATIN", 0.10),
    ("mac_roman", _WEST, "LATIN", 0.0),
    ("cp1250", _EAST, "LATIN", 0.0),
    ("iso8859_2", _EAST, "LATIN", -0.02),
    ("cp1254", _TURK, "LATIN", 0.0),
    ("cp1257", _BALT, "LATIN", -0.02),
    ("cp850", _WEST, "LATIN", -0.02),
    ("cp437", _WEST, "LATIN", -0.03),
    ("cp852", _EAST, "LATIN", -0.05),
    ("mac_latin2", _EAST, "LATIN", -0.05),
    ("cp1251", _CYR, "CYRILLIC", 0.0),
    ("koi8_r", _CYR, "CYRILLIC", -0.01),
    ("cp866", _CYR, "CYRILLIC", -0.02),
    ("mac_cyrillic", _CYR, "CYRILLIC", -0.03),
    ("iso8859_5", _CYR, "CYRILLIC", -0.03),
    ("cp1253", _GREEK, "GREEK", 0.0),
    ("cp1255", _HEBREW, "HEBREW", -0.02),
    ("cp1256", _ARABIC, "ARABIC", -0.02),
    ("cp874", _THAI, "THAI", -0.02),
)
_HANZI = frozenset(
    "的一是不了在人有我他这这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "公司地址电话姓名邮箱先生女士有限北京上海广州深圳市省区路号备注客户联系手机部门经理职位业务销售科技李王张刘陈杨赵黄周吴"
)
_HANZI_OLD = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事"
    "公司地址電話姓名郵箱先生女士有限臺北台灣高雄市縣區路號備註客戶聯絡手機部門經理職位業務銷售科技李王張劉陳楊趙黃周吳"
)
_HANGUL = frozenset(
    "이다에의는가을하고지사한시대로기서인도자해어리정보회일주스제전원국부김박최동구성영경수호상유장명소나아연산서울은들라과"
)
_KANJI = frozenset(
    "日本東京都株式会社区市県大阪名前電話番号住所田中山本木村高橋鈴佐藤伊渡辺小林加吉斎子美一三部長課担当様"
)
_DOUBLE: tuple[tuple[str, str, frozenset[str], float], ...] = (
    ("cp932", "shift_jis", _KANJI, 0.0),
    ("euc_jp", "euc_jp", _KANJI, 0.0),
    ("gb18030", "gb2312", _HANZI, 0.0),
    ("cp950", "big5", _HANZI_OLD, 0.0),
    ("cp949", "euc_kr", _HANGUL, 0.0),
)
_EAST_ASIAN = frozenset(codec for codec, *_ in _DOUBLE)
_OTHER_HIGH = re.compile(rb"[\x80-\x9f\xa1-\xff]")
_INSIDE_WORD = re.compile(rb"[A-Za-z]\xa0[a-z]")  # there it is the letter it was on a DOS machine
_QUIET = frozenset("’‘“”„‚–—…•€£©®™°·«»§¿¡ºª½¼¾²³\u00a0\u00ad†")
_BEFORE = frozenset("“„«¿¡‘‚£€§©\"'( [{-/,;:\t|\r\n")


def byte_order_mark(head: bytes) -> str | None:
    """The codec a byte order mark names, or None. The codec drops the mark itself."""
    return next((codec for mark, codec in _BOMS if head.startswith(mark)), None)


def is_known(codec: str) -> bool:
    """Whether ``codec`` names a text encoding of Python."""
    try:
        "".encode(codec)
    except (LookupError, ValueError):
        return False
    return True


def detect_mixed(stream: BinaryIO, tick: Callable[[int], None] | None = None) -> tuple[str, str]:
    """``detect``, and the name of the legacy codec of single lines in a text that is UTF-8 otherwise ("" for none).

    Such a text was put together from two: read as either of them as a whole, the other's letters are nonsense.
    """
    codec, lines = _detected(stream, tick)
    broken = [line for line in lines if not _is_utf8(line)]
    # Two bytes of an East Asian encoding may be valid UTF-8, so there a valid line proves nothing.
    if not broken or len(broken) == len(lines) or codec in _EAST_ASIAN:
        return codec, ""
    legacy = best_codec(b"\n".join(broken))
    return (codec, "") if legacy in _EAST_ASIAN else ("utf-8", legacy)


def line_errors(legacy: str) -> str:
    """The ``errors`` argument with which the codec "utf-8" reads what is no UTF-8 as ``legacy``."""
    name = f"salesdesk-{legacy}"

    def read(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(legacy, "replace"), error.end

    codecs.register_error(name, read)
    return name


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def detect(stream: BinaryIO, tick: Callable[[int], None] | None = None) -> str:
    """The Python codec that reads ``stream`` (at its start; it is read to its end). Pure ASCII is "utf-8".

    ``tick`` is told the bytes looked at. The answer always decodes with ``errors="replace"``.
    """
    return _detected(stream, tick)[0]


def _detected(stream: BinaryIO, tick: Callable[[int], None] | None) -> tuple[str, list[bytes]]:
    """The codec, and lines with high bytes where they had to be judged."""
    head = stream.read(BLOCK)
    marked = byte_order_mark(head)
    if marked:
        return marked, []
    wide = _wide(head[: 256 * 1024])
    if wide:
        return wide, []
    if b"\x1b$" in head or b"\x1b(J" in head:
        try:
            head.decode("iso2022_jp")
        except UnicodeDecodeError:
            pass
        else:
            return "iso2022_jp", []
    sample, broken, multibyte = _look(stream, head, tick)
    if not sample or broken == 0:
        return "utf-8", []
    lines = bytes(sample).split(b"\n")[:-1]
    return "utf-8" if multibyte > 20 * broken else best_codec(bytes(sample)), lines


def _wide(head: bytes) -> str | None:
    """UTF-16 and UTF-32 without a mark, told by where the NULs are."""
    size = len(head) // 4 * 4
    if size < 8 or head.count(0) < max(2, size // 100):
        return None
    lanes = [head[lane:size:4].count(0) / (size / 4) for lane in range(4)]
    for codec, first, second in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        if lanes[first] == 1.0 and lanes[second] > 0.97 and _reads(head[:size], codec):
            return codec
    even, odd = (lanes[0] + lanes[2]) / 2, (lanes[1] + lanes[3]) / 2
    for codec, zero, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zero > 0.03 and zero > 8 * other and _reads(head[:size], codec):
            return codec
    return None


def _reads(data: bytes, codec: str) -> bool:
    """Whether ``data`` is valid, but for a character cut at its end."""
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 4
    return True


def _look(stream: BinaryIO, head: bytes, tick: Callable[[int], None] | None) -> tuple[bytearray, int, int]:
    """Lines with high bytes (up to SAMPLE), places that are no UTF-8, and sequences that are."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    sample, broken, multibyte, seen = bytearray(), 0, 0, 0
    block = head
    while block:
        seen += len(block)
        if not block.isascii():
            if len(sample) < SAMPLE:
                _gather(block, sample)
            if broken == 0:
                try:
                    text = decoder.decode(block)
                except UnicodeDecodeError:
                    broken += 1
                else:
                    multibyte += len(block) - len(text)
            if broken:
                rough = block.decode("utf-8", "replace")
                broken += rough.count("\ufffd")
                multibyte += sum(map(rough.count, "äöüÄÖÜßéèàçñ’–")) if rough.count("\ufffd") < 50 else 0
                if broken > 200:
                    break
        elif broken == 0:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                broken += 1
        if tick:
            tick(seen)
        block = stream.read(BLOCK)
    if broken == 0:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            broken = 0 if multibyte else 1
    return sample, broken, multibyte


_ONE_LANGUAGE = 0.4  # weight of the share of letters that belong to one language
_ALPHABETS = (
        "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "àèéìíîòóùú", "áâãàçéêíóôõúü", "æøåéäö", "áðéíóúýþæö", "éëïóöü",
        "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "ăâîșşțţ", "çğıöşüâî",
        "āčēģīķļņšūžõ", "ąčęėįšųūž", "äöõüšž", "ëç", "àçèéíïòóúü",
)  # fmt: skip
_LINE = re.compile(rb"[^\r\n]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_LONGEST_LINE = 4_000


def _gather(block: bytes, sample: bytearray) -> None:
    """Add the lines with high bytes, of a very long one the part from its first high byte on."""
    for found in _LINE.finditer(block):
        line = found.group()
        if line.isascii():
            continue
        if len(line) > _LONGEST_LINE:
            high = _HIGH.search(line)
            at = high.start() if high else 0
            # Separators are no second bytes in any encoding, so a cut at one never halves a character.
            start = max(line.rfind(mark, max(0, at - 200), at) for mark in (b" ", b",", b";", b"\t", b'"'))
            line = line[max(start, 0 if at < 200 else at) : at + _LONGEST_LINE]
        sample += line + b"\n"
        if len(sample) >= SAMPLE:
            return


def best_codec(sample: bytes) -> str:
    """The legacy codec whose reading of ``sample`` is the most plausible."""
    if _OTHER_HIGH.search(sample) is None and _INSIDE_WORD.search(sample) is None:
        return (
            "cp1252"  # no letter at all: spaces that do not break, which end many a cell copied from a page
        )
    own = codec_of_this_machine()
    best, best_score = "cp1252", float("-inf")
    for codec, narrow, common, prior in _DOUBLE:
        text = _decoded(sample, codec)
        if text is not None:
            score = _double_score(text, narrow, common) + prior + (0.08 if codec == own else 0.0)
            if score > best_score:
                best, best_score = codec, score
    for codec, letters, script, prior in _SINGLE:
        text = _decoded(sample, codec)
        if text is not None:
            score = _single_score(text, letters, script) + prior + (0.08 if codec == own else 0.0)
            if script == "LATIN":
                score += _ONE_LANGUAGE * (_share_of_one_language(text) - 1)
            if score > best_score:
                best, best_score = codec, score
    return best


def _share_of_one_language(text: str) -> float:
    """How much of the accented letters the best single language explains: Czech read as Western European has the
    letters of French, Danish and Italian at once."""
    counts = Counter(char for char in text.lower() if char >= "\x80" and char.isalpha())
    total = sum(counts.values())
    if not total:
        return 0.0
    return max(sum(counts[char] for char in alphabet) for alphabet in _ALPHABETS) / total


def codec_of_this_machine() -> str:
    """The ANSI code page of this computer where it has one, else ""."""
    try:
        return codecs.lookup(locale.getencoding()).name.replace("-", "_")
    except LookupError:
        return ""


def _decoded(sample: bytes, codec: str) -> str | None:
    try:
        return sample.decode(codec)
    except UnicodeDecodeError as error:
        # A sample may end inside a character; a lone stray byte must not rule the right code page out.
        text = sample.decode(codec, "replace")
        high = sum(byte > 127 for byte in sample)
        if error.start > len(sample) - 4 or text.count("\ufffd") * 50 < high:
            return text
        return None


def _single_score(text: str, letters: frozenset[str], script: str) -> float:
    total = count = 0.0
    padded = f" {text} "
    for at, char in enumerate(text):
        if char < "\x80":
            continue
        count += 1
        total += _character(char, padded[at], padded[at + 2], letters, script)
    return total / count if count else 0.0


def _character(char: str, before: str, after: str, letters: frozenset[str], script: str) -> float:
    if char == "\ufffd":
        return -2.0
    if (char.isalpha() and char not in "ºªˆ") or (script == "THAI" and unicodedata.category(char) == "Mn"):
        return _letter(char, before, after, letters, script)
    if char in _QUIET:
        inside = before.isalpha() and after.isalpha()
        if char == "’":
            return 0.7 if before.isalpha() else 0.2
        if inside:
            return 0.3 if char in "–—\u00ad·" else -1.0
        if char in _BEFORE and char not in "€£":
            return 0.5 if before in _BEFORE else -0.3
        return 0.5
    category = unicodedata.category(char)
    if category in ("Cc", "Co", "Cn"):
        return -3.0
    if before.isalpha() or after.isalpha():
        return -1.2
    return -0.4


def _letter(char: str, before: str, after: str, letters: frozenset[str], script: str) -> float:
    value = 1.0 if char in letters else 0.25
    if script == "LATIN":
        if not unicodedata.name(char, "").startswith("LATIN"):
            return -1.5
        if before >= "\x80" and before.isalpha():
            value -= 0.35 if before in letters and char in letters else 1.2
        if char == "õ" and after not in "e ":  # Portuguese has it before e only; Hungarian ő takes its place
            value -= 0.6
        if not before.isalpha() and not after.isalpha() and char not in "àéèÀÉÈóÓyÖö":
            value -= 0.6
    else:
        if not unicodedata.name(char, "").startswith(script):
            return -1.0
        if char not in letters:
            value = 0.55
        if (before < "\x80" and before.isalpha()) or (after < "\x80" and after.isalpha()):
            value -= 1.0
        if char in "ςםןךףץ" and after.isalpha():
            value -= 1.5
        if char in "σמנכפצ" and not after.isalpha() and after not in "'\"׳״":
            value -= 0.8
    if char.isupper() and before.islower():
        value -= 1.3
    elif char.islower() and after.isupper():
        value -= 1.0
    return value


def _double_score(text: str, narrow: str, common: frozenset[str]) -> float:
    """Judge East Asian characters by whether the narrow standard knows them and by the everyday ones."""
    total = count = 0.0
    padded = f" {text} "
    for at, char in enumerate(text):
        if char < "\x80":
            continue
        count += 1
        before, after = padded[at], padded[at + 2]
        if before < "\x80" and before.islower() and after < "\x80" and after.islower():
            total -= 1.2
            continue
        total += _wide_character(char, narrow, common)
    return total / count if count else 0.0


def _wide_character(char: str, narrow: str, common: frozenset[str]) -> float:
    code = ord(char)
    if 0x3041 <= code <= 0x30FF:  # kana: the same bytes are kana in GB 2312 and EUC-KR, and rare there
        return 1.1 if narrow in ("shift_jis", "euc_jp") else -0.2
    if 0xFF61 <= code <= 0xFF9F:  # half-width kana are single bytes, so any Latin text is full of them
        return 0.1 if narrow == "shift_jis" else -1.0
    if char in common:
        return 1.15
    try:
        lead = char.encode(narrow)
    except UnicodeEncodeError:
        return -0.9
    if len(lead) != 2:
        return -0.5
    first = lead[0]
    if 0xAC00 <= code <= 0xD7A3:
        return 0.95 if narrow == "euc_kr" else -1.0
    if 0x4E00 <= code <= 0x9FFF:
        level_one = {
            "gb2312": 0xB0 <= first <= 0xD7,
            "big5": 0xA4 <= first <= 0xC6,
            "euc_kr": False,
            "shift_jis": 0x88 <= first <= 0x97,
            "euc_jp": 0xB0 <= first <= 0xCF,
        }[narrow]
        return 0.85 if level_one else -0.4
    if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60:
        return 0.6
    return -0.3
