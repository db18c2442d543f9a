"""The name in a line of learners, once its numbers are out."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.language.fold import clean, has_words, lowered

LONGEST = 60
MOST_WORDS = 8


class NameFault(StrEnum):
    NONE = "no_name"
    DIGITS = "name_digits"
    LONG = "name_long"
    ODD = "name_odd"
    SEVERAL = "several"


_PARTS = re.compile(r"[;,|]|\s[-–—]+\s|\s[-–—]+$|^[-–—]+\s")
_LABEL = re.compile(
    r"\b(?:họ và tên|họ tên|năm sinh|ngày sinh|sinh năm|sinh ngày|sinh|sn|ns"
    r"|số điện thoại|điện thoại|sđt|sdt|đt|dt|tel|phone)\b\s*[:.]?(?=\s|$|;)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:nam|nữ|nu|giới tính|gioi tinh|x|(?:đã |chưa )?đồng ý|(?:da |chua )?dong y|ông|bà|kinh"
    r"|(?:thôn|xóm|tổ|tdp|khu|ấp|đội|số nhà|ngõ|ngách|đường|xã|phường|đặc khu)\b.*"
    r"|(?:thon|xom|to|khu|ap|doi|ngo|so nha)\s*\d.*|)"
)
"""What may stand beside a name and is not kept: nobody asked for it."""
_NAME = re.compile(r"[^\W\d_][^\d_]*")
_STRANGE = re.compile(r"[=+@<>{}\[\]\\^~#$%&*?!\ufffd]")
_EDGES = " .,:;-–—/\"'"


def read_learner_name(text: str) -> str | NameFault:
    """The one name of a text; capitals are set right where all or none were typed."""
    parts = [clean(_LABEL.sub(" ", part)).strip(_EDGES) for part in _PARTS.split(text)]
    named = [part for part in parts if not _BESIDE.fullmatch(lowered(part))]
    named = named or [part for part in parts if part.isalpha()][:1]  # somebody called "Nam"
    if not named:
        return NameFault.NONE
    if any(any(sign.isdigit() for sign in part) for part in named):
        return NameFault.DIGITS if any(has_letters(part) for part in named) else NameFault.NONE
    if len(named) > 1:
        return NameFault.SEVERAL
    name = named[0]
    if not has_words(name) or not has_letters(name):
        return NameFault.NONE
    if len(name) > LONGEST or len(name.split()) > MOST_WORDS:
        return NameFault.LONG
    if _STRANGE.search(name) or not _NAME.fullmatch(name):
        return NameFault.ODD
    return name.title() if name.isupper() or name.islower() else name


def has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
