"""Vietnamese in eight bits, as it was written before Unicode: TCVN3 (ABC), VNI, Windows-1258.

TCVN3 has one byte for each letter (TCVN 5712:1993, VN3). Its fonts write capitals with the bytes of
small letters, so words in capitals come out as "NGUYễN" and are set right. VNI writes a letter and
after it a byte for its marks; Windows-1258 does so with the tones, and Python knows it.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_LETTERS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = {
    start + offset: letter
    for start, letters in _TCVN3_LETTERS
    for offset, letter in enumerate(letters)
}

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_VNI_SINGLE["î"] = "ỵ"


def decode_tcvn3(content: bytes) -> str | None:
    """None for a byte that TCVN3 does not have."""
    if any(byte > 0x7F and byte not in _TCVN3 for byte in content):  # noqa: PLR2004  # not ASCII
        return None
    text = "".join(_TCVN3.get(byte) or chr(byte) for byte in content)
    return _WORDS.sub(_raised, text)


def decode_vni(content: bytes) -> str | None:
    """None for a byte that VNI does not have."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if any(not sign.isascii() and sign not in _VNI_SIGNS for sign in text):
        return None
    return _VNI_LETTER.sub(lambda found: _VNI[found.group()], text)


def decode_windows_1258(content: bytes) -> str | None:
    try:
        return unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _vni_letters() -> dict[str, str]:
    """Small letters and capitals by how VNI writes them."""
    small = dict(_VNI_SINGLE)
    for base in ("a", "e", "o", "u", "y", "ö", "ô"):
        letter = _VNI_SINGLE.get(base, base)
        small |= {base + sign: letter + mark for sign, mark in _VNI_TONES.items()}
    for base in ("a", "e", "o"):
        small |= {base + sign: base + _CIRCUMFLEX + mark for sign, mark in _VNI_CIRCUMFLEX.items()}
    small |= {"a" + sign: "a" + _BREVE + mark for sign, mark in _VNI_BREVE.items()}
    small = {written: unicodedata.normalize("NFC", letter) for written, letter in small.items()}
    return small | {written.upper(): letter.upper() for written, letter in small.items()}


_VNI = _vni_letters()
_VNI_SIGNS = frozenset(sign for written in _VNI for sign in written if not sign.isascii())
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORDS = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)*")
_CAPITALS = re.compile(r"[A-Z][^\W\d_]?[A-Z]")


def _raised(found: re.Match[str]) -> str:
    """Words in capitals: no plain letter of theirs is small, and two capitals stand close by."""
    words = found.group()
    has_small = any("a" <= letter <= "z" for letter in words)
    return words if has_small or not _CAPITALS.search(words) else words.upper()
